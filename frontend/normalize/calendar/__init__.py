"""Dates, weekdays, years and clock times."""
