"""Formulas: functions (``f(x)``, ``sin x``), powers (``x²``, ``10^-3``) and the operators between variables."""

from __future__ import annotations

import re

from frontend.normalize.locales.language import Language
from frontend.normalize.measures import unit_after
from frontend.normalize.scan import Reading, Scan

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ", "0123456789-n")
_APPLIED = re.compile(r"([fghFGHpP])(?:\(([A-Za-z0-9])\)|\(([A-Za-z]), ?([A-Za-z])\))(?!\w)")
_NAMED = re.compile(r"(sin|cos|tan|log|ln|exp)(?=\()")
_EXPONENT = re.compile(r"\^\(?([-−]?)([0-9]{1,4}|[a-zA-Z])\)?(?![A-Za-z0-9])|([⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|ⁿ)")
_REPEATED = re.compile("x [0-9]")
"""After a word: "squats x 10"."""
_SIGNS = frozenset("+-=×÷*/^<>(,")
_OPERAND = re.compile(r" ?(?:[A-Za-z](?![A-Za-z])|[0-9(√π])")
_RELATION = re.compile("[=≈≠≤≥]")
_REACH = 60
"""An equation's sign of relation is looked for so many characters to both sides."""


def recognise_function(scan: Scan, position: int) -> Reading | None:
    """``f(x)``, at the letter."""
    if _REPEATED.match(scan.text, position) and scan.character(position - 1) == " ":
        counted = any(c.isdecimal() for c in scan.left()) or not in_equation(scan, position)
        if counted and scan.left()[-1:] not in _SIGNS:
            return Reading(position + 1, scan.language.words["times"])
    of = scan.language.words.get("function of")
    if not of or scan.character(position - 1).isalnum():
        return None
    named = _NAMED.match(scan.text, position)
    name = scan.language.words.get(f"function {named[1]}") if named else None
    if named and name:
        return Reading(named.end(), f"{name} {of}")
    match = _APPLIED.match(scan.text, position)
    if not match:
        return None
    arguments = [argument for argument in match.groups()[1:] if argument]
    said = f" {scan.language.words['and']} ".join(_operand(argument, scan.language) for argument in arguments)
    return Reading(match.end(), f"{match[1].upper()} {of} {said}")


def recognise(scan: Scan, position: int) -> Reading | None:
    """A power, or an operator in an equation, at its sign."""
    sign = scan.text[position]
    if sign in "^⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ":
        return _power(scan, position)
    if sign == "!" and "factorial" in scan.language.words and scan.character(position - 1).isalnum():
        factorial = in_equation(scan, position) and not scan.character(position - 2).isalpha()
        return Reading(position + 1, scan.language.words["factorial"]) if factorial else None
    if sign == "·" and scan.character(position - 1).isdecimal() and scan.character(position + 1).isdecimal():
        return Reading(position + 1, scan.language.words["times"])
    if sign not in "-–/*·" or not _OPERAND.match(scan.text, position + 1) or not in_equation(scan, position):
        return None
    words, before = scan.language.words, scan.character(position - 1)
    if sign in "-–":
        key = "minus"
    elif not (before.isalnum() or before in " )²³"):
        return None
    else:
        key = "over" if sign == "/" and before != " " else "divided" if sign == "/" else "times"
    return Reading(position + 1, words[key])


def in_equation(scan: Scan, position: int) -> bool:
    """Whether a sign of relation stands near `position` on its line."""
    begin = max(scan.text.rfind("\n", 0, position) + 1, position - _REACH)
    return _RELATION.search(scan.text[begin : position + _REACH].partition("\n")[0]) is not None


def _power(scan: Scan, position: int) -> Reading | None:
    match = _EXPONENT.match(scan.text, position)
    before = scan.character(position - 1)
    if not match or not (before.isalnum() or before in ")]"):
        return None
    sign, exponent = match[1] or match[3], (match[2] or match[4]).translate(SUPERSCRIPTS)
    language = scan.language
    squared = {"2": language.symbols.get("²"), "3": language.symbols.get("³")}.get(exponent)
    if squared and not sign and not before.isdecimal():
        return Reading(match.end(), squared)
    if squared and not sign and (match[4] or in_equation(scan, position)):
        return Reading(match.end(), squared)
    if match[4] and scan.character(position - 2).isalpha() and before.isalpha():  # a note's mark: "text¹"
        return Reading(match.end(), _operand(exponent, language))
    minus = f"{language.words['minus']} " if sign else ""
    spoken = f"{language.words['power']} {minus}{_operand(exponent, language)}"
    found = unit_after(scan, match.end()) if before.isdecimal() else None
    return Reading(found[1], f"{spoken} {found[0].plural}") if found else Reading(match.end(), spoken)


def _operand(text: str, language: Language) -> str:
    return language.numbers.cardinal(int(text)) if text.isdecimal() else text.upper()
