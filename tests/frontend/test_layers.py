"""Imports between the packages of the frontend point down only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import frontend

_ROOT = Path(frontend.__file__ or "").parent
_LANGUAGES = ("english", "french", "german", "spanish")
_ABOVE = {
    "normalize/amounts": ("calendar", "codes", "marks", "numeric", "classes", "engine"),
    "normalize/calendar": ("codes", "marks", "classes", "engine"),
    "normalize/codes": ("calendar", "marks", "classes", "engine"),
    "normalize/formulas": ("calendar", "codes", "marks", "numeric", "classes", "engine"),
    "normalize/marks": ("calendar", "codes", "classes", "engine"),
    "normalize/numeric": ("calendar", "marks", "classes", "engine"),
    **{f"g2p/{language}": tuple(other for other in _LANGUAGES if other != language) for language in _LANGUAGES},
    "ssml": ("reading", "pipeline", "normalize", "g2p"),
}
"""What the modules of a package must not import, of the package that it lies in."""


def _imported(path: Path) -> Iterator[str]:
    """The modules and names that a module imports when it is loaded, with dots."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("package", _ABOVE)
def test_a_package_imports_nothing_above_it(package: str) -> None:
    around = ".".join(("frontend", *package.split("/")[:-1]))
    above = tuple(f"{around}.{name}." for name in _ABOVE[package])
    modules = sorted((_ROOT / package).glob("*.py"))
    assert modules
    for path in modules:
        wrong = [name for name in _imported(path) if f"{name}.".startswith(above)]
        assert wrong == [], path.name


def test_the_frontend_imports_nothing_of_the_other_packages() -> None:
    for path in _ROOT.rglob("*.py"):
        wrong = [name for name in _imported(path) if name.split(".")[0] in ("tts", "server", "recipes")]
        assert wrong == [], path.name
