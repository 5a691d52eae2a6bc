"""Codes, letters and digits mixed, letters alone, telephone numbers, addresses of all kinds."""
