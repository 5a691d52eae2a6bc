"""Chemical formulas whose elements have two letters (``NaCl``, ``CaCO3``); the rest ("H2O") are serials."""

from __future__ import annotations

import re

from frontend.normalize.amounts.rated import per
from frontend.normalize.numeric.roman_forms import value_of
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan, line_around
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_ELEMENT = (
    "He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Sr|Zr|Ag|Cd|Sn|Sb|Xe|Cs|Ba|Pt|Au|Hg|"
    "Pb|Bi|U|H|B|C|N|O|F|P|S|K|V|I|W"
)
_GROUP = rf"(?:(?:{_ELEMENT})[0-9]{{0,2}})"
_FORMULA = regex(rf"(?:{_GROUP}|\({_GROUP}{{1,4}}\)[0-9]{{0,2}}){{2,12}}(?![A-Za-z0-9])")
_COUNTED = regex(rf"(?:{_GROUP}|\({_GROUP}{{1,4}}\)[0-9]{{0,2}}){{1,12}}(?![A-Za-z0-9])")
_BEGINNING = regex("[A-Z][a-z]?[A-Z0-9( ²³⁴⁻+-]")
"""Of a formula: an element, and behind it another one, a number, a bracket, a space or a charge."""
_ELEMENT_ALONE = regex(rf"(?:{_ELEMENT})(?= (?:\+|→|->|⇌) )")
_COUNT = regex("[1-9][0-9]? ?(?=[A-Z(])")
_FORMULA_BEFORE = regex(
    rf"(?:^|[ (+0-9])(?:{_GROUP}|\({_GROUP}{{1,4}}\)[0-9]{{0,2}}){{1,12}}(?:[²³⁴]?[⁻+])?"
    r"(?:\([a-z]{1,2}\))? ?$|[ 0-9]e⁻ ?$"
)
_GAS = regex("(?:CO|NO|SO|CH)[2-4](?=/[a-zµ])")
_ION = regex(
    rf"(?P<formula>(?:{_GROUP}|\({_GROUP}{{1,4}}\)[0-9]{{0,2}}){{1,6}})"
    r"(?P<charge>[²³⁴]?)(?P<sign>⁻|(?<=[a-z0-9)²³⁴])\+)(?![\w+])"
)
_ANION = regex(r"(?P<formula>Cl|Br|OH|NO[23]|HCO3|HSO4)(?P<charge>)(?P<sign>-)(?=[\s,.;:)]|$)")
"""With a hyphen for its charge, which a word for ions or a cation near shows to be one."""
_CATION = regex(r"(?<![A-Za-z])(?:Na|K|H|Li|Ca2|Mg2|NH4)\+(?![\w+])")
_IONS = word_set(
    "ion ión iones anión aniones ions anion anions ionen anionen anionen cloruro chloride chlorid chlorure"
)
_WORDLIKE = frozenset(("As", "Be", "He", "No"))
_CHARGES = "⁰¹²³⁴"
_ARROW = regex("→|->|⇌")
_LONG = regex("[A-Z]{3}")
_OXIDATION = regex(r"\((?P<state>I{1,3}|IV|VI{0,3})\)(?![A-Za-z0-9])")
_REACH = 60
_PARTS = regex("[A-Za-z]|[0-9]+")
_ORDINARY = regex("[A-Z]+s|NaN|NiCd|BaSe|CoCo|CaSe|IXe")
"""What is no formula though it looks like one: the plural "PCs", French "le IXe siècle"."""


@shapes("0A", "0 A", "0(", "0 (")
def recognise_counted(scan: Scan, position: int) -> Reading | None:
    """``2Fe`` in a reaction: so many of an element or a formula."""
    count = _COUNT.match(scan.text, position)
    if not count or scan.character(position - 1).isalnum() or not _in_reaction(scan, position):
        return None
    match = _COUNTED.match(scan.text, count.end())
    if not match:
        return None
    number = scan.language.numbers.cardinal(int(count[0]))
    return Reading(match.end(), f"{number} {_spell(scan, match.group())}")


def _in_reaction(scan: Scan, position: int) -> bool:
    """Whether an arrow stands on the line near `position`."""
    return _ARROW.search(line_around(scan.text, position, _REACH)[1]) is not None


@shapes("→", "->", "⇌")
def recognise_arrow(scan: Scan, position: int) -> Reading | None:
    """The arrow of a reaction, between two formulas."""
    arrow = _ARROW.match(scan.text, position)
    yields = scan.language.words.get("yields")
    before = _FORMULA_BEFORE.search(scan.text[max(0, position - 24) : position]) if arrow else None
    if not arrow or not yields or not before:
        return None
    begin = scan.skip_spaces(arrow.end())
    count = _COUNT.match(scan.text, begin)
    formula = _COUNTED.match(scan.text, count.end() if count else begin)
    letters = formula is not None and len(before.group().strip(" (+")) == 1 == len(formula.group())  # "B → C"
    charged = before.group().rstrip().endswith("⁻")  # "OH⁻ → agua"
    return Reading(arrow.end(), yields) if (formula and not letters) or charged else None


@shapes("(A)")
def recognise_oxidation(scan: Scan, position: int) -> Reading | None:
    """The state of oxidation right behind a metal: "iron(III) oxide"."""
    metals = scan.language.cues.get("metals", frozenset())
    state = _OXIDATION.match(scan.text, position) if scan.left() in metals else None
    if not state or not scan.character(position - 1).isalpha():
        return None
    return Reading(state.end(), scan.language.numbers.cardinal(value_of(state["state"])))


@shapes("a⁻")
def recognise_electron(scan: Scan, position: int) -> Reading | None:
    """An electron of a reaction: "Cu²⁺ + 2 e⁻ → Cu"."""
    alone = not scan.character(position - 1).isalpha() and not scan.character(position + 2).isalnum()
    if not alone or not scan.text.startswith("e⁻", position) or not _in_reaction(scan, position):
        return None
    return Reading(position + 2, f"E {scan.language.words['minus']}")


@shapes("A")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A formula, letter by letter, its numbers as numbers."""
    if not _BEGINNING.match(scan.text, position):
        return None
    element = _ELEMENT_ALONE.match(scan.text, position)
    if element and not scan.character(position - 1).isalnum() and _in_reaction(scan, position):
        return Reading(element.end(), " ".join(element.group().upper()))  # "Cu + 4HNO3 →"
    ion = _ION.match(scan.text, position) or _anion(scan, position)
    if ion and ion["formula"] not in _WORDLIKE and not scan.character(position - 1).isalnum():
        charge = scan.language.numbers.cardinal(_CHARGES.index(ion["charge"])) if ion["charge"] else ""
        sign = scan.language.words["plus" if ion["sign"] == "+" else "minus"]
        return Reading(ion.end(), " ".join(part for part in (_spell(scan, ion["formula"]), charge, sign) if part))
    gas = _GAS.match(scan.text, position)
    if gas and not scan.character(position - 1).isalnum():  # "189 g de CO2/km"
        return per(scan, gas.end(), _spell(scan, gas.group()))
    match = _FORMULA.match(scan.text, position)
    if not match or _ORDINARY.fullmatch(match.group()) or scan.character(position - 1).isalnum():
        return None
    formula = match.group()
    organic = any(c.isdecimal() for c in formula) and _LONG.search(formula) is not None  # "CH3COOH"
    if not any(c.islower() for c in formula) and "(" not in formula and not organic:
        return None
    if scan.text.startswith("'s", match.end()):
        return None
    return Reading(match.end(), _spell(scan, formula))


def _anion(scan: Scan, position: int) -> re.Match[str] | None:
    """An anion with a hyphen for its charge: "los iones Cl-", "Na+ y Cl-"."""
    match = _ANION.match(scan.text, position)
    if match is None or scan.left() in _IONS:
        return match
    return match if _CATION.search(line_around(scan.text, position, _REACH)[1]) else None


def _spell(scan: Scan, formula: str) -> str:
    cardinal = scan.language.numbers.cardinal
    return " ".join(cardinal(int(part)) if part.isdecimal() else part.upper() for part in _PARTS.findall(formula))
