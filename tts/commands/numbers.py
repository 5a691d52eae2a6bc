"""Numbers as options of the commands."""

from __future__ import annotations

import math
from typing import Any

import click


class Number(click.FloatRange):
    """A float between bounds; infinities and NaN, which compare with no bound, are no numbers here."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number
