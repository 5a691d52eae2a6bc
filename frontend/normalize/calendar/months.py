"""The months, and how many days they have."""

from __future__ import annotations

_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_valid(day: int | None, month: int | None) -> bool:
    """Whether a year can have this month, and the month this day; None fits always."""
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= (_DAYS[month] if month else 31)
