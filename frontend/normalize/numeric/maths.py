"""Formulas: functions (``f(x)``, ``sin x``), powers (``x²``, ``10^-3``) and the operators between variables."""

from __future__ import annotations

from frontend.normalize.amounts.measures import PRICE, unit_after
from frontend.normalize.amounts.rated import per
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Reading, Scan, line_around
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ", "0123456789-n")
_OPENED = regex(r"([fghFGHP])\((?=[-]?[A-Za-z0-9][^()]{0,30}\))")
_SCIENTIFIC = regex(r"([0-9]{1,3})(?:([.,])([0-9]{1,12}))?(?:e([+-]?)|E([+-]))([0-9]{1,3})(?![\w]|\.[0-9])")
_DRAWN_LINE = regex("={4,}|(?=-{2,}=|={1,3}-{2,})[=-]{3,200}")
_COMPARISON = regex("!=|<=|>=|==|->|=>|\\+/[-–−]")
_MAGNITUDE = r"\|[-−–+]?(?:[0-9.]{1,8}[a-z]?|[a-zA-Z])(?: ?[-−–+*/] ?(?:[0-9.]{1,8}[a-z]?|[a-zA-Z])){0,4}\|"
"""Bars around numbers and variables: "|x - 3|"."""
_ISOTOPE = regex("([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(m?)([A-Z][a-z]?)(?![A-Za-z0-9])")
_ABSOLUTE = regex(rf"\|(?=[^|\s][^|\n]{{0,19}}\|)(?:(?={_MAGNITUDE[2:]})(?P<certain>))?")
_SUM = regex(r"[fghFGHP]\((?=[A-Za-z0-9](?: ?[-−–+*∪∩|,] ?[A-Za-z0-9]){1,4}\))")
"""Before a sum or the like of variables no sign of equality is needed: "P(r + 1)"."""
_APPLIED = regex(r"([fghFGHpPyY])(['′]{0,2}|″)(?:\(([A-Za-z0-9])\)|\(([A-Za-z]), ?([A-Za-z])\))(?!\w)")
FUNCTIONS = ("sin", "sen", "cos", "tan", "arctan", "log", "ln", "exp")
_BEGINNING = regex(rf"{'|'.join(FUNCTIONS)}|d[a-z]?/|[fghFGHpPyY]['′″(]")
"""Of a function of any kind."""
_NAMED = regex(rf"({'|'.join(FUNCTIONS)})(?=\()")
_POWERED = regex(r"(sin|cos|tan)(?:\^?([²³]|(?<=\^)[23](?![0-9]))|(?= ?[0-9θαβφ√(]| [xtA](?![a-z'])))")
"""A function with a power, or before its argument: "sin²θ", "tan 45°"."""
_COMPLEMENT = regex("P\\(([A-Z])['′’]\\)")
_LOG_BASE = regex("log_?([0-9]{1,2})(?=[ (])")
_DERIVATIVE = regex("d([a-z]?)/d([a-z])(?![\\w])")
_FOOTNOTE = regex("[¹²³⁴-⁹][⁰¹²³⁴-⁹]?(?=[ \u00a0][A-ZÀ-Þ])")
_EXPONENT = regex(r"\^\(?([-−]?)([0-9]{1,4}|[a-zA-Z])\)?(?![A-Za-z0-9])|([⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|ⁿ)")
_TERM_ABOVE = regex(r"\^\(([-−–]?) ?(?=[0-9A-Za-zα-ω][^()\n]{0,30}\))")
"""A power of more than one sign: "e^(-λt)"."""
_ADDED_TIME = regex("(?:45|90|105|120)e[+][0-9]{1,2}(?![0-9])")
"""Added time of a game in French: "un but à la 90e+4"."""
_PADDED = regex("(?<![0-9.,])0[0-9]{1,7}$")
"""The number of a thing, which is no term of an equation."""
_PADDED_REACH = 9
_CHARGE = regex("[ \u00a0\u202f]C(?![\\w'/-])")
"""The unit of a charge, behind a small power of ten: "1,6 × 10⁻¹⁹ C"."""
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


FORMS = Recognisers()
"""Functions, at their first letter."""
form = FORMS.add
SIGNS = Recognisers()
"""Powers and operators, at their sign."""
sign = SIGNS.add


@shapes("a", "A(", "A'", "A′", "A″")
def recognise_function(scan: Scan, position: int) -> Reading | None:
    """A function, ``f(x)``, or the letter x for "times"."""
    repeated = _repeated(scan, position)
    if repeated or "function of" not in scan.language.words:
        return repeated
    begins = _BEGINNING.match(scan.text, position) is not None and not scan.character(position - 1).isalnum()
    return FORMS.first(scan, position) if begins else None


def _repeated(scan: Scan, position: int) -> Reading | None:
    """An x that multiplies: "squats x 10", "3 nuits x 149 $ = 447 $", "2=8, x3=24"."""
    words = scan.language.words
    if _EQUATED.match(scan.text, position) and scan.left() == ",":
        return Reading(position + 1, words["times"])
    if not _REPEATED.match(scan.text, position) or scan.character(position - 1) != " ":
        return None
    priced = PRICE.match(scan.text, position + 2) is not None
    counted = priced or any(c.isdecimal() for c in scan.left()) or not in_equation(scan, position)
    again = scan.left() == "," and " x " in scan.text[max(0, position - _REACH) : position]  # ", x 2 le dim."
    if not again and (not counted or scan.left()[-1:] in _SIGNS):
        return None
    side = scan.left() in scan.language.cues.get("dimensions", ())  # "2.5 m long x 1.2 m wide"
    return Reading(position + 1, words["by" if side else "times"])


@form()
def logarithm(scan: Scan, position: int) -> Reading | None:
    """A logarithm with its base: "log₂(8)"."""
    words, found = scan.language.words, _LOG_BASE.match(scan.text, position)
    if not found or "function log base" not in words:
        return None
    base = scan.language.numbers.cardinal(int(found[1]))
    return Reading(found.end(), f"{words['function log base']} {base} {words['function of']}")


@form()
def derivative(scan: Scan, position: int) -> Reading | None:
    """A derivative as a quotient: "dy/dx"."""
    found = _DERIVATIVE.match(scan.text, position)
    if not found or "derivative" not in scan.language.words:
        return None
    parts = ("D", found[1].upper(), scan.language.words["derivative"], "D", found[2].upper())
    return Reading(found.end(), " ".join(part for part in parts if part))


@form()
def named(scan: Scan, position: int) -> Reading | None:
    """A function with a name, before its bracket: "sin(x)"."""
    found = _NAMED.match(scan.text, position)
    name = scan.language.words.get(f"function {found[1]}") if found else None
    return Reading(found.end(), f"{name} {scan.language.words['function of']}") if found and name else None


@form()
def powered(scan: Scan, position: int) -> Reading | None:
    """A function with a power, or without a bracket: "sin²θ", "sin^2 x", "tan 45°"."""
    found = _POWERED.match(scan.text, position)
    name = scan.language.words.get(f"function {found[1]}") if found else None
    if not found or not name:
        return None
    power = {"2": "²", "3": "³"}.get(found[2] or "", found[2])
    return Reading(found.end(), f"{name} {scan.language.symbols[power]}" if power else name)


@form()
def complement(scan: Scan, position: int) -> Reading | None:
    """The probability that something does not happen: "P(A')"."""
    words, found = scan.language.words, _COMPLEMENT.match(scan.text, position)
    if not found or "prime" not in words:
        return None
    return Reading(found.end(), f"P {words['function of']} {found[1]} {words['prime']}")


@form()
def applied(scan: Scan, position: int) -> Reading | None:
    """A function of one letter and its arguments: "f(x)", "f'(x)"; "y(s)", as in "day(s)", only in a formula."""
    words, found = scan.language.words, _APPLIED.match(scan.text, position)
    if not found or (found[1] in "yY" and not in_equation(scan, position)):
        return None
    arguments = (_operand(argument, scan.language) for argument in found.groups()[2:] if argument)
    primes = 2 if found[2] == "″" else len(found[2])
    prime = words.get("prime", "") if primes else ""
    prime = words.get("double prime", f"{prime} {prime}") if primes > 1 else prime
    said = f" {words['and']} ".join(arguments)
    return Reading(found.end(), " ".join(f"{found[1].upper()} {prime} {words['function of']} {said}".split()))


@form()
def opened(scan: Scan, position: int) -> Reading | None:
    """A function whose argument is read like any other text: "P(A or B) = 0.6", "P(r + 1)"."""
    found = _OPENED.match(scan.text, position) if in_equation(scan, position) else None
    found = found or _SUM.match(scan.text, position)
    if not found:
        return None
    return Reading(found.end(), f"{scan.text[position].upper()} {scan.language.words['function of']}")


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
    if "fr" in scan.language.lineage and _ADDED_TIME.match(scan.text, position):
        return None
    sign = f"{scan.language.words['minus']} " if (small or large) == "-" else ""
    number = scan.language.number(Number(whole, fraction, mark or "."))
    spoken = f"{number} {by} {sign}{scan.language.numbers.cardinal(int(power))}"
    found = unit_after(scan, match.end())
    return Reading(found[1], f"{spoken} {found[0].plural}") if found else Reading(match.end(), spoken)


@shapes(*"^⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ|!<>=-+·–/*")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A power, or an operator in an equation, at its sign."""
    return SIGNS.first(scan, position)


@sign()
@shapes(*"⁰¹²³⁴⁵⁶⁷⁸⁹")
def isotope(scan: Scan, position: int) -> Reading | None:
    """An element with its number before it: "¹⁴C", in a state that lasts "⁹⁹ᵐTc"."""
    found = _ISOTOPE.match(scan.text, position)
    if not found or scan.character(position - 1).isalnum():
        return None
    number = scan.language.numbers.cardinal(int(found[1].translate(SUPERSCRIPTS)))
    element = scan.language.words.get(f"element {found[3]}") or " ".join(found[3].upper())
    return Reading(found.end(), f"{element} {number}{' M' if found[2] else ''}")


@sign()
@shapes(*"¹²³⁴⁵⁶⁷⁸⁹")
def footnote(scan: Scan, position: int) -> Reading | None:
    """The raised number of a footnote at the head of its line: "¹ See page 12"."""
    match = _FOOTNOTE.match(scan.text, position) if scan.character(position - 1) in ("", "\n") else None
    return Reading(match.end(), f"{_operand(match.group().translate(SUPERSCRIPTS), scan.language)},") if match else None


@sign()
@shapes(*"^⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ")
def power(scan: Scan, position: int) -> Reading | None:
    """A power: "x²", "10^-3", "64^(1/3)", "f⁻¹(x)"."""
    root = _FRACTIONAL.match(scan.text, position)
    part = scan.language.fraction(None, int(root[1]), int(root[2])) if root else None
    if root and part:  # "64^(1/3)"
        return Reading(root.end(), f"{scan.language.words['power']} {part}")
    match = _EXPONENT.match(scan.text, position)
    before = scan.character(position - 1)
    if not match:
        return _term_above(scan, position)
    if not (before.isalnum() or before in (")", "]")):
        return None
    inverse = before in "fgh" and match[0] in ("⁻¹", "^-1", "^(-1)") and scan.character(match.end()) == "("
    if inverse and "inverse" in scan.language.words:  # "f⁻¹(x)"
        return Reading(match.end(), scan.language.words["inverse"])
    sign, exponent = match[1] or match[3], (match[2] or match[4]).translate(SUPERSCRIPTS)
    language = scan.language
    squared = {"2": language.symbols.get("²"), "3": language.symbols.get("³")}.get(exponent)
    if squared and not sign and not before.isdecimal():
        return Reading(match.end(), squared)
    numbered = language.tag.startswith("de")  # "10² = 100": "hoch zwei", but "x²": "Quadrat"
    if squared and not sign and not numbered and (match[4] or in_equation(scan, position)):
        return Reading(match.end(), squared)
    if match[4] and scan.character(position - 2).isalpha() and before.isalpha():  # a note's mark: "text¹"
        return Reading(match.end(), _operand(exponent, language))
    minus = f"{language.words['minus']} " if sign else ""
    spoken = f"{language.words['power']} {minus}{_operand(exponent, language)}"
    found = unit_after(scan, match.end()) if before.isdecimal() else None
    if found and scan.character(found[1]) != "⁻":
        return per(scan, found[1], f"{spoken} {found[0].plural}")
    charge = _CHARGE.match(scan.text, match.end()) if sign and "coulombs" in language.words else None
    if charge:
        return Reading(charge.end(), f"{spoken} {language.words['coulombs']}")
    return per(scan, match.end(), spoken)


def _term_above(scan: Scan, position: int) -> Reading | None:
    """A power that is a term in brackets, which is read like any other text: "e^(-λt)"."""
    match = _TERM_ABOVE.match(scan.text, position)
    before = scan.character(position - 1)
    if not match or not (before.isalnum() or before in (")", "]")):
        return None
    words = scan.language.words
    return Reading(match.end(), f"{words['power']} {words['minus']}" if match[1] else words["power"])


@sign()
@shapes("|")
def absolute(scan: Scan, position: int) -> Reading | None:
    """Bars around a value: "|x - 3|"."""
    if "absolute" not in scan.language.words or scan.character(position - 1) not in ("", " ", "=", "("):
        return None
    found = _ABSOLUTE.match(scan.text, position)
    certain = found is not None and (found["certain"] is not None or in_equation(scan, position))
    return Reading(found.end(), scan.language.words["absolute"]) if found and certain else None


@sign()
@shapes(*"!<>=-+")
def comparison(scan: Scan, position: int) -> Reading | None:
    """Operators of two characters, as programs have them: "a <= b", "+/-"."""
    drawn = _DRAWN_LINE.match(scan.text, position)
    if drawn:
        return Reading(drawn.end(), ",")  # "Total: =====", "News ==----"
    found = _COMPARISON.match(scan.text, position)
    said = scan.language.symbols.get(found[0]) if found else None
    return Reading(found.end(), said) if found and said is not None else None


@sign()
@shapes("!")
def factorial(scan: Scan, position: int) -> Reading | None:
    """An exclamation mark beside an operator, behind no amount: "5! = 120", but "£60! Call"."""
    word = scan.language.words.get("factorial")
    if (
        word is None
        or scan.text[position] != "!"
        or not scan.character(position - 1).isalnum()
        or scan.character(position - 2).isalpha()
    ):
        return None
    priced = _AMOUNT_BEFORE.search(scan.text, max(0, position - 16), position) is not None
    exclaimed = scan.text.rfind("¡", 0, position) > scan.text.rfind("!", 0, position)  # "¡Minuto 45+2!"
    operated = not priced and not exclaimed and _beside_operator(scan, position)
    return Reading(position + 1, word) if operated else None


@sign()
@shapes("·")
def point(scan: Scan, position: int) -> Reading | None:
    """A point between two numbers: "3·4"."""
    between = scan.character(position - 1).isdecimal() and scan.character(position + 1).isdecimal()
    return Reading(position + 1, scan.language.words["times"]) if between and scan.text[position] == "·" else None


@sign()
@shapes(*"-–/*·")
def operator(scan: Scan, position: int) -> Reading | None:
    """An operator between terms of an equation: "y = a - b", but not "2026/0417 – 3 hrs @ £65 = £195" of a bill."""
    mark, before = scan.text[position], scan.character(position - 1)
    if mark not in "-–/*·" or (mark in "-–" and _ITEM.match(scan.text, position)):
        return None
    if mark == "*" and before == " " and scan.character(position + 1) != " ":
        return None  # the star of a note: "; *p < 0.05"
    if mark == "-" and _PADDED.search(scan.text, max(0, position - _PADDED_REACH), position):
        return None  # "Reçu 0041-B : 2 × 5 = 10"
    if not _OPERAND.match(scan.text, position + 1) or not in_equation(scan, position):
        return None
    if mark not in "-–" and not before.isalnum() and before not in " )²³":
        return None
    key = {"-": "minus", "–": "minus", "/": "divided" if before == " " else "over"}.get(mark, "times")
    return Reading(position + 1, scan.language.words[key])


def in_equation(scan: Scan, position: int) -> bool:
    """Whether a sign of relation stands near `position` on its line."""
    return _RELATION.search(line_around(scan.text, position, _REACH)[1]) is not None


def _beside_operator(scan: Scan, position: int) -> bool:
    """Whether the number before the "!" at `position`, or what follows it, stands beside an operator."""
    return _OPERATOR_AFTER.match(scan.text, position + 1) is not None or scan.left(2)[-1:] in _SIGNS - {"(", ","}


def _operand(text: str, language: Language) -> str:
    return language.numbers.cardinal(int(text)) if text.isdecimal() else text.upper()
