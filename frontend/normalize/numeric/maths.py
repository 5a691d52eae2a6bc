"""Formulas: functions (``f(x)``, ``sin x``), powers (``x²``, ``10^-3``) and the operators between variables."""

from __future__ import annotations

from frontend.normalize.amounts.measures import PRICE, per, unit_after
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ", "0123456789-n")
_OPENED = regex(r"([fghFGHP])\((?=[-]?[A-Za-z0-9][^()]{0,30}\))")
_SCIENTIFIC = regex(r"([0-9]{1,3})(?:([.,])([0-9]{1,12}))?(?:e([+-]?)|E([+-]))([0-9]{1,3})(?![\w]|\.[0-9])")
_COMPARISON = regex("!=|<=|>=|==|->|=>|\\+/[-–−]")
_MAGNITUDE = r"\|[-−–+]?(?:[0-9.]{1,8}[a-z]?|[a-zA-Z])(?: ?[-−–+*/] ?(?:[0-9.]{1,8}[a-z]?|[a-zA-Z])){0,4}\|"
"""Bars around numbers and variables: "|x - 3|"."""
_ISOTOPE = regex("([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})([A-Z][a-z]?)(?![A-Za-z0-9])")
_ABSOLUTE = regex(rf"\|(?=[^|\n]{{1,20}}\|)(?:(?={_MAGNITUDE[2:]})(?P<certain>))?")
_APPLIED = regex(r"([fghFGHpPyY])('?)(?:\(([A-Za-z0-9])\)|\(([A-Za-z]), ?([A-Za-z])\))(?!\w)")
FUNCTIONS = ("sin", "sen", "cos", "tan", "arctan", "log", "ln", "exp")
_BEGINNING = regex(rf"{'|'.join(FUNCTIONS)}|d[a-z]?/|[fghFGHpPyY]['(]")
"""Of a function of any kind."""
_NAMED = regex(rf"({'|'.join(FUNCTIONS)})(?=\()")
_POWERED = regex(r"(sin|cos|tan)(?:([²³])|(?= ?[0-9θαβφ√(]| [xtA](?![a-z'])))")
"""A function with a power, or before its argument: "sin²θ", "tan 45°"."""
_COMPLEMENT = regex("P\\(([A-Z])['′’]\\)")
_LOG_BASE = regex("log_?([0-9]{1,2})(?=[ (])")
_DERIVATIVE = regex("d([a-z]?)/d([a-z])(?![\\w])")
_INTEGRAL = regex("∫_?([0-9]{1,3}|[a-c])(?:\\^([0-9a-z]{1,3})|(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")
_EXPONENT = regex(r"\^\(?([-−]?)([0-9]{1,4}|[a-zA-Z])\)?(?![A-Za-z0-9])|([⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|ⁿ)")
_FRACTIONAL = regex(r"\^\(([1-9][0-9]?)/([1-9][0-9]?)\)")
_REPEATED = regex(r"x (?:[0-9$£€]|\([0-9])")
"""After a word: "squats x 10"."""
_EQUATED = regex("x(?=[0-9]{1,4}=)")
_SIGNS = frozenset("+-=×÷*/^<>(,")
_OPERAND = regex(r" ?(?:[A-Za-z](?![A-Za-z])|[0-9(√πΔδθ])")
_AMOUNT_BEFORE = regex("[$£€][0-9.,]+$")
_ITEM = regex("[-–] [^=\n]{1,40}@")
"""Behind the number of a bill: "2026/0417 – 3 hrs @ £65 = £195"."""
_OPERATOR_AFTER = regex(r"[)]? ?[=≈≠≤≥×÷+*/^-]")
_RELATION = regex(
    "[=≈≠≤≥÷]|[)] ?×|(?<![^\\W_])[a-z0-9²³]{1,3}[)] ?·(?= ?[0-9a-z(])(?! ?[0-9]{1,2}:)"
    "|(?<![A-Za-z])[a-ln-z][²³⁴]|\\)\\(|\\^"
    rf"|{_MAGNITUDE}"
)
"""Of an equation, or of any formula: a variable with a power, a product of brackets, an absolute value."""
_REACH = 60
"""An equation's sign of relation is looked for so many characters to both sides."""


@shapes("a", "A(", "A'")
def recognise_function(scan: Scan, position: int) -> Reading | None:
    """``f(x)``, at the letter."""
    if _REPEATED.match(scan.text, position) and scan.character(position - 1) == " ":
        counted = any(c.isdecimal() for c in scan.left()) or not in_equation(scan, position)
        counted = counted or PRICE.match(scan.text, position + 2) is not None  # "3 nuits x 149 $ = 447 $"
        again = scan.left() == "," and " x " in scan.text[max(0, position - _REACH) : position]  # ", x 2 le dim."
        if again or (counted and scan.left()[-1:] not in _SIGNS):
            side = scan.left() in scan.language.cues.get("dimensions", ())  # "2.5 m long x 1.2 m wide"
            return Reading(position + 1, scan.language.words["by" if side else "times"])
    if _EQUATED.match(scan.text, position) and scan.left() == ",":
        return Reading(position + 1, scan.language.words["times"])  # "2=8, x3=24"
    of = scan.language.words.get("function of")
    if not of or not _BEGINNING.match(scan.text, position) or scan.character(position - 1).isalnum():
        return None
    based = _LOG_BASE.match(scan.text, position)
    if based and "function log base" in scan.language.words:  # "log₂(8)"
        base = scan.language.numbers.cardinal(int(based[1]))
        return Reading(based.end(), f"{scan.language.words['function log base']} {base} {of}")
    derivative = _DERIVATIVE.match(scan.text, position)
    if derivative and "derivative" in scan.language.words:  # "dy/dx"
        parts = ("D", derivative[1].upper(), scan.language.words["derivative"], "D", derivative[2].upper())
        return Reading(derivative.end(), " ".join(part for part in parts if part))
    named = _NAMED.match(scan.text, position)
    name = scan.language.words.get(f"function {named[1]}") if named else None
    if named and name:
        return Reading(named.end(), f"{name} {of}")
    powered = _POWERED.match(scan.text, position) if not named else None
    name = scan.language.words.get(f"function {powered[1]}") if powered else None
    if powered and name and not scan.character(position - 1).isalnum():
        power = f" {scan.language.symbols[powered[2]]}" if powered[2] else ""
        return Reading(powered.end(), f"{name}{power}")
    complement = _COMPLEMENT.match(scan.text, position)
    if complement and "prime" in scan.language.words:  # "P(A')"
        return Reading(complement.end(), f"P {of} {complement[1]} {scan.language.words['prime']}")
    match = _APPLIED.match(scan.text, position)
    if not match:
        opened = _OPENED.match(scan.text, position)  # "P(A or B) = 0.6": the argument is read like any other text
        if opened and in_equation(scan, position):
            return Reading(opened.end(), f"{opened[1].upper()} {of}")
        return None
    if match[1] in "yY" and not in_equation(scan, position):
        return None  # "day(s)": only in a formula
    arguments = [argument for argument in match.groups()[2:] if argument]
    said = f" {scan.language.words['and']} ".join(_operand(argument, scan.language) for argument in arguments)
    prime = f" {scan.language.words['prime']}" if match[2] and "prime" in scan.language.words else ""
    return Reading(match.end(), f"{match[1].upper()}{prime} {of} {said}")


@shapes("0a", "0A", "0.0", "0,0")
def recognise_scientific(scan: Scan, position: int) -> Reading | None:
    """``1.67e-27``: a number in the notation of programs."""
    by = scan.language.words.get("scientific")
    match = _SCIENTIFIC.match(scan.text, position) if by else None
    if not match or scan.character(position - 1).isalnum():
        return None
    whole, mark, fraction, small, large, power = match.groups()
    if mark and mark not in scan.language.decimal_words:
        return None
    sign = f"{scan.language.words['minus']} " if (small or large) == "-" else ""
    number = scan.language.number(Number(whole, fraction, mark or "."))
    spoken = f"{number} {by} {sign}{scan.language.numbers.cardinal(int(power))}"
    found = unit_after(scan, match.end())
    return Reading(found[1], f"{spoken} {found[0].plural}") if found else Reading(match.end(), spoken)


@shapes(*"^⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ|∫!<>=-+·–/*")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A power, or an operator in an equation, at its sign."""
    sign = scan.text[position]
    isotope = _ISOTOPE.match(scan.text, position)
    if isotope and not scan.character(position - 1).isalnum():  # "¹⁴C"
        number = scan.language.numbers.cardinal(int(isotope[1].translate(SUPERSCRIPTS)))
        return Reading(isotope.end(), f"{' '.join(isotope[2].upper())} {number}")
    if sign in "^⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ":
        return _power(scan, position)
    if sign == "|" and "absolute" in scan.language.words and scan.character(position - 1) in ("", " ", "=", "("):
        value = _ABSOLUTE.match(scan.text, position)
        certain = value is not None and (value["certain"] is not None or in_equation(scan, position))
        return Reading(value.end(), scan.language.words["absolute"]) if value and certain else None
    integral = _INTEGRAL.match(scan.text, position) if "integral" in scan.language.words else None
    if integral:  # "∫₀¹"
        low, high = (
            _operand(integral[1], scan.language),
            _operand((integral[2] or integral[3]).translate(SUPERSCRIPTS), scan.language),
        )
        words = scan.language.words
        return Reading(integral.end(), f"{words['integral']} {words['from']} {low} {words['to']} {high} of")
    comparison = _COMPARISON.match(scan.text, position)
    if comparison and comparison[0] in scan.language.symbols:
        return Reading(comparison.end(), scan.language.symbols[comparison[0]])
    if sign == "!" and "factorial" in scan.language.words and scan.character(position - 1).isalnum():
        priced = _AMOUNT_BEFORE.search(scan.text, max(0, position - 16), position) is not None  # ">£60! Call"
        factorial = not priced and _beside_operator(scan, position) and not scan.character(position - 2).isalpha()
        return Reading(position + 1, scan.language.words["factorial"]) if factorial else None
    if sign == "·" and scan.character(position - 1).isdecimal() and scan.character(position + 1).isdecimal():
        return Reading(position + 1, scan.language.words["times"])
    if sign in "-–" and _ITEM.match(scan.text, position):
        return None
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


def _beside_operator(scan: Scan, position: int) -> bool:
    """Whether the number before the "!" at `position`, or what follows it, stands beside an operator."""
    return _OPERATOR_AFTER.match(scan.text, position + 1) is not None or scan.left(2)[-1:] in _SIGNS - {"(", ","}


def _power(scan: Scan, position: int) -> Reading | None:
    root = _FRACTIONAL.match(scan.text, position)
    part = scan.language.fraction(None, int(root[1]), int(root[2])) if root else None
    if root and part:  # "64^(1/3)"
        return Reading(root.end(), f"{scan.language.words['power']} {part}")
    match = _EXPONENT.match(scan.text, position)
    before = scan.character(position - 1)
    if not match or not (before.isalnum() or before in ")]"):
        return None
    inverse = before in "fgh" and match[0] in ("⁻¹", "^-1", "^(-1)") and scan.character(match.end()) == "("
    if inverse and "inverse" in scan.language.words:  # "f⁻¹(x)"
        return Reading(match.end(), scan.language.words["inverse"])
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
    if found and scan.character(found[1]) != "⁻":
        return per(scan, found[1], f"{spoken} {found[0].plural}")
    return per(scan, match.end(), spoken)


def _operand(text: str, language: Language) -> str:
    return language.numbers.cardinal(int(text)) if text.isdecimal() else text.upper()
