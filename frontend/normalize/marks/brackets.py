"""Brackets that are silent: "<jane@example.org>", before what is quoted, "> Thanks", around a source, "[4]", around
a number that stands in letters before it, "six (6) months"."""

from __future__ import annotations

from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.numbers import FEMININE
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading
from frontend.tables import word_set

_ADDRESS = regex("< ?(?=[^ <>@]{1,80}(?:@[^ <>@]{1,80}| (?:at|AT) ))(?=[^<>\n]{3,160}>)|< ?(?=https?://|www[.])")
_QUOTED = regex(r"(?:> ?){1,6}(?=[^\W\d_]|[\"'«“(*\[]|[\u2600-\U0010ffff])")
_LONGEST_WORD = 28
_SOURCES = regex(
    r"(?: ?\[(?:[0-9]{1,3}(?: ?[,–-] ?[0-9]{1,3}){0,4}|[Cc]itation needed|note [0-9]{1,2})\]){1,8}"
    r"(?=$|\n|[\"')»]| [\"'(«“]?[A-ZÀ-ÖØ-Þ0-9])"
)
_SOURCES_OF_WORD = regex(r" ?(?:\[[0-9]{1,3}(?: ?[,–-] ?[0-9]{1,3}){0,4}\](?:, ?|[–-])?){1,8}(?=[.;:,]|$|\n)")
_SEVERAL = regex(r" ?\[[0-9]{1,3}\](?:(?:, ?|[–-]| and )\[[0-9]{1,3}\]){1,8}")
_WORD_BEFORE = regex(r"([A-Za-z]{3,24})[\"')»]? $")
_FEW = regex(r"\[[0-9]{1,2}\]")
_NAMES_SOURCE = word_set(
    "see and para paras paragraph paragraphs ref refs reference references from number numbers item items step steps "
    "option options key press page pages line lines case example figure equation section index element the with note "
    "into about under citing cited array list vector value values row column position at question answer"
)
"""Behind these the number is a part of the sentence: "see [4]"."""
_STATED = regex(r"[^\W_][\"')»\]]{0,2}[.!?]{1,3}[\"')»]{0,2} ?$")
_FIGURES = regex(r"\(([1-9][0-9]{0,2})\)")
_LONGEST_NUMBER = 40
_SIZE = r"\([0-9½¼¾][0-9½¼¾./ ]{0,5}(?:[- ]?(?:fl\.? )?)(?:oz|ounces?|lbs?|pounds?|g|kg|ml|mL|inch|in)\.?"
_CONTAINED = regex(
    r"\) ?(?:cans?|tins?|jars?|bottles?|boxe?s?|bags?|pkgs?|packages?|packets?|packs?|blocks?|tubs?|tubes?|cartons?"
    r"|sticks?|containers?|pouche?s?|loa(?:f|ves)|fillets?|filets?|steaks?|balls?|squares?)(?![a-z])"
)
_CONTAINER = regex(_SIZE + _CONTAINED.pattern)
_SIZE_BEFORE = regex(_SIZE + "$")
_SIZE_REACH = 20
_LINE_BEFORE = regex(r"(?:^|\n|[^\W\d_]: )$")


@rule("()", "en")
def size_of_container(mark: Mark) -> Reading | None:
    """Around the size of each of several things: "2 (28-oz.) cans tomatoes"."""
    text, position = mark.scan.text, mark.position
    opens = text[position] == "(" and mark.left[-1:].isdecimal() and mark.match(_CONTAINER)
    closes = (
        text[position] == ")" and mark.match(_CONTAINED) and mark.scan.is_behind(_SIZE_BEFORE, position, _SIZE_REACH)
    )
    return Reading(position + 1, "") if opens or closes else None


@rule("<")
def before_address(mark: Mark) -> Reading | None:
    """Before an address of mail or the number of a message: "<1997093.XAA05@example.org>"."""
    match = mark.match(_ADDRESS)
    return Reading(match.end(), "") if match else None


@rule(">")
def before_quotation(mark: Mark) -> Reading | None:
    """At the head of a line or behind who has written it: "> Thanks", "Ann Lee: > See you", but "> 5 years"."""
    match = mark.match(_QUOTED)
    headed = _LINE_BEFORE.search(mark.scan.text, max(0, mark.position - 3), mark.position)
    return Reading(match.end(), "") if match and headed else None


@rule("[")
def source(mark: Mark) -> Reading | None:
    """The number of a source behind a sentence: "It was sold.[4] The buyer", "in the sea. [7]"."""
    match = mark.match(_SOURCES)
    stated = match and _STATED.search(mark.scan.text, max(0, mark.position - 8), mark.position)
    return Reading(match.end(), "") if match and stated else None


@rule("[", "en")
def source_of_word(mark: Mark) -> Reading | None:
    """The number of a source behind a word at the end of its clause, or several: "the norm [16].", but "see [4]."."""
    before = _WORD_BEFORE.search(mark.scan.text, max(0, mark.position - _LONGEST_WORD), mark.position)
    if not before or before[1].lower() in _NAMES_SOURCE:
        return None
    if mark.before != " " and (before[1].lower() not in mark.scan.language.word_ranks or not mark.match(_FEW)):
        return None  # "argv[1]", "char[256]"
    match = mark.match(_SEVERAL) or mark.match(_SOURCES_OF_WORD)
    return Reading(match.end(), "") if match else None


@rule("(")
def in_figures(mark: Mark) -> Reading | None:
    """A number once more in figures, as contracts have it: "six (6) months"."""
    figures = mark.match(_FIGURES)
    if not figures:
        return None
    cardinal, number = mark.scan.language.numbers.cardinal, int(figures[1])
    before = " " + mark.scan.text[max(0, mark.position - _LONGEST_NUMBER) : mark.position].rstrip().lower()
    again = before.endswith((f" {cardinal(number)}", f" {cardinal(number, FEMININE)}"))
    return Reading(figures.end(), "") if again else None
