"""Amounts: money, measures with their units, magnitudes, doses."""
