"""Patterns are compiled when they are first used, so that a process pays for those of its texts alone."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import frontend
from frontend.normalize.patterns import regex

_MODULES = sorted(Path(frontend.__file__).parent.rglob("*.py"))

_LOAD = """
import re
from frontend.locales import LOCALES
compiled, compile_now = [], re.compile
def record(pattern, flags=0):
    compiled.append(pattern)
    return compile_now(pattern, flags)
import frontend.tables
re.compile = record
from frontend.normalize.locales import language_of
import frontend.normalize
for locale in LOCALES:
    language_of(locale)
print(*compiled, sep="\\n")
"""


def test_loading_the_languages_compiles_nothing() -> None:
    command = [sys.executable, "-c", _LOAD]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert not output.strip(), "write regex(...) for re.compile(...)"


def test_a_pattern_has_the_methods_of_a_compiled_one() -> None:
    pattern = regex("(a+)b", re.I)
    assert pattern.match("xAAB") is None
    found = pattern.search("xAAB")
    assert found is not None
    assert found[1] == "AA"
    assert pattern.fullmatch("ab")
    assert pattern.sub("-", "ab ab") == "- -"
    assert pattern.split("1ab2") == ["1", "a", "2"]
    assert [match.group() for match in pattern.finditer("ab aab")] == ["ab", "aab"]
    assert pattern.groups == 1


def test_a_wrong_pattern_is_an_error_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error, match="missing"):
        wrong.match("")


def _assigned(module: ast.Module) -> list[str]:
    """The names that the statements of a module assign."""
    targets = [node.targets[0] for node in module.body if isinstance(node, ast.Assign)]
    targets += [node.target for node in module.body if isinstance(node, ast.AnnAssign)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def test_a_constant_has_one_value() -> None:
    """Seen: the second pattern of a name hid the first, whose rule never applied again."""
    twice = [
        f"{path.name}: {name}"
        for path in _MODULES
        for name, count in Counter(_assigned(ast.parse(path.read_text(encoding="utf-8")))).items()
        if count > 1
    ]
    assert not twice


def test_raw_patterns_do_not_double_their_backslashes() -> None:
    """Seen: ``(?![\\\\w-])`` in a raw string is no end of a word."""
    doubled = re.compile(r"""\b(?:r|rf|fr)"(?:[^"\\]|\\.)*?(?<!\\)\\\\[wdsWDSb]""")
    found = [
        f"{path.name}: {line.strip()}"
        for path in _MODULES
        for line in path.read_text(encoding="utf-8").splitlines()
        if doubled.search(line)
    ]
    assert not found
