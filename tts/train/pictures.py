"""Pictures of a training: curves and spectrograms, drawn without a window and without matplotlib's global state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tts.files import replacing_path


@contextmanager
def picture(path: Path, width_inches: float, height_inches: float, dpi: int = 70) -> Iterator[Any]:
    """A figure to draw on, which is written to `path` as PNG when the block ends without an error.

    Raises:
        OutputError: the file cannot be written.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width_inches, height_inches), layout="tight")
    yield figure
    with replacing_path(path, durable=False) as partial:
        figure.savefig(partial, dpi=dpi, format="png")
