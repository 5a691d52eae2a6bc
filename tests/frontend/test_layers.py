"""Imports between the packages of the frontend point down only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import frontend

_ROOT = Path(frontend.__file__ or "").parent
_LANGUAGES = ("english", "french", "german", "spanish")
_ABOVE = {
    "normalize/abbreviations": ("calendar", "formulas", "marks", "classes", "engine"),
    "normalize/amounts": ("abbreviations", "calendar", "codes", "marks", "numeric", "classes", "engine"),
    "normalize/calendar": ("abbreviations", "codes", "formulas", "marks", "classes", "engine"),
    "normalize/codes": ("abbreviations", "calendar", "formulas", "marks", "classes", "engine"),
    "normalize/formulas": ("abbreviations", "calendar", "codes", "marks", "numeric", "classes", "engine"),
    "normalize/marks": ("abbreviations", "calendar", "codes", "classes", "engine"),
    "normalize/numeric": ("abbreviations", "calendar", "codes", "formulas", "marks", "classes", "engine"),
    **{f"g2p/{language}": tuple(other for other in _LANGUAGES if other != language) for language in _LANGUAGES},
    "g2p": ("normalize", "ssml", "reading", "say_as", "pipeline"),
    "normalize": ("g2p", "ssml", "reading", "say_as", "pipeline"),
    "ssml": ("reading", "pipeline", "normalize", "g2p"),
}
"""What the modules of a package must not import, of the package that it lies in."""
_ALLOWED = {"numeric/continuations.py": "frontend.normalize.codes.serials"}
"""A number with letters behind it is a serial ("4K")."""


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
    modules = sorted((_ROOT / package).rglob("*.py"))
    assert modules
    for path in modules:
        allowed = _ALLOWED.get("/".join(path.parts[-2:]))
        wrong = [name for name in _imported(path) if f"{name}.".startswith(above) and name != allowed]
        assert wrong == [], path.name


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    modules = {".".join(path.relative_to(_ROOT.parent).with_suffix("").parts): path for path in _ROOT.rglob("*.py")}
    graph = {
        module: {part for name in _imported(path) for part in (name, name.rpartition(".")[0]) if part in modules}
        for module, path in modules.items()
    }
    order = [*TopologicalSorter(graph).static_order()]  # raises CycleError, which names them
    assert order.index("frontend.tables") < order.index("frontend.pipeline")


def test_the_frontend_imports_nothing_of_the_other_packages() -> None:
    for path in _ROOT.rglob("*.py"):
        wrong = [name for name in _imported(path) if name.split(".")[0] in ("tts", "server", "recipes")]
        assert wrong == [], path.name
