"""The acoustic model: phones to mel frames (torch; serving uses its ONNX export and `regulate`)."""
