"""Harmonic-plus-noise vocoder: definition and training in torch. Serving runs the exported graph (`tts.audio`)."""
