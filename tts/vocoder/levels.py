"""Levels at which discriminators see speech, whatever their layers are."""

from __future__ import annotations

LOG_COMPRESSION = 30.0
"""Magnitudes are compressed as log(1 + 30 m): linear below the noise floor of a recording, logarithmic in speech."""

LOG_SCALE = 0.25
"""What compressed magnitudes are multiplied with, so that they lie near 1."""

WAVEFORM_GAIN = 10.0
"""Speech has a level near 0.1; the period discriminators' first layer wants inputs near 1, or its biases rule."""
