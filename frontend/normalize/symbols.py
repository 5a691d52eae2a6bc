"""Symbols that are read by name, and those that are only silent marks."""

from __future__ import annotations

from frontend.normalize.scan import Reading, Scan

_ALWAYS = frozenset("&@+=%‰§€£¥$¢±≤≥≠≈√∞°×÷²³№µΩ¶ªº")
_BETWEEN_NUMBERS = {"*": "times", "/": "slash", "^": "power", ":": "ratio", "<": "less", ">": "greater", "-": "minus"}
_ALONE = frozenset(("", *" \u00a0\u202f\n(\"'«"))
_ALONE_AFTER = frozenset(("", *" \u00a0\u202f\n.,;:!?)\"'»"))
"""What stands around a telephone key: "press # now"."""
_BEFORE_NUMBER = {"#": "number", "~": "about", "<": "less", ">": "greater"}


def recognise(scan: Scan, position: int) -> Reading | None:
    """The name of a symbol, where it is read."""
    character = scan.text[position]
    words = scan.language.words
    before = scan.character(position - 1)
    after_position = scan.skip_spaces(position + 1)
    after = scan.character(after_position)
    if character == "&":
        return Reading(position + 1, scan.language.conjunction(scan.text[after_position : after_position + 4]))
    if character in _BETWEEN_NUMBERS and after.isdecimal() and scan.left()[-1:].isdecimal():
        spaced = before in " \u00a0\u202f" and after_position > position + 1
        equation = "=" in scan.text[after_position : after_position + 40] or "=" in scan.history[-3:]
        if (character == ":" and spaced) or (character == "-" and not (spaced and equation)):
            return None
        key = "divided" if character == "/" and spaced and equation else _BETWEEN_NUMBERS[character]
        return Reading(position + 1, words[key])
    if character in "#*" and before in _ALONE and scan.character(position + 1) in _ALONE_AFTER:
        return Reading(position + 1, words["hash key" if character == "#" else "star key"])
    if character in _BEFORE_NUMBER and after.isdecimal():
        return Reading(position + 1, words[_BEFORE_NUMBER[character]])
    if character in _ALWAYS and character in scan.language.symbols:
        if character in "ªº" and not before.isdecimal():
            return None
        return Reading(position + 1, scan.language.symbols[character])
    return None
