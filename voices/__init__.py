"""The personas that ship: one folder each, with `voice.toml`, ONNX graphs, weights, model card and licence. No code."""
