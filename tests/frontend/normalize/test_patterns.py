"""Patterns are compiled when they are first used, so that a process pays for those of its texts alone."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from frontend.normalize.patterns import regex

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
