"""Who may import whom inside the service."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SERVER = Path(__file__).parents[2] / "server"
APIS = ("polly", "openai")
BACK_HALF = ("scheduling", "cache.py", "store", "tasks", "outputs", "notices.py")


def imported(place: str) -> set[str]:
    """The second parts of what a module or package imports: "formats" for server.formats."""
    path = SERVER / place
    names: set[str] = set()
    for file in path.rglob("*.py") if path.is_dir() else [path]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name.split(".")[1] for name in names if name.startswith("server.")}


@pytest.mark.parametrize("api", APIS)
def test_the_apis_know_nothing_of_each_other(api: str) -> None:
    found = imported(api)
    assert {"services", "streaming"} <= found  # else nothing was read
    assert not found & ({*APIS, "app"} - {api})


@pytest.mark.parametrize("place", BACK_HALF)
def test_the_back_half_knows_no_api(place: str) -> None:
    found = imported(place)
    assert "contract" in found
    assert not found & {*APIS, "app"}
