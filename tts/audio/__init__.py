"""Signal processing in NumPy: everything between a waveform and the exported models."""
