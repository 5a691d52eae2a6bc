"""Marks and symbols: their names, those that are silent, slashes and dashes between two amounts."""
