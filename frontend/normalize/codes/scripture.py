"""The Bible: ``1 Cor. 13:4-7`` is "First Corinthians thirteen four to seven"."""

from __future__ import annotations

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.numbers import Form
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_BOOK = regex(r"([1-5])\.? (?=([A-ZÉ][a-zäöüéóí]{1,14})(\.?) [0-9]{1,3}(?:[:,] ?[0-9]|[-;.)]|$))")
_EPISTLE = regex(
    r"([123])\.? (?=(?:Corinthians|Samuel|Chronicles|Thessalonians|Timothy|Maccabees)(?![a-z])"
    r"|(?:Cor|Thess|Tim|Chron|Sam|Macc|Kings|Pet|Peter|John)\.? [0-9]{1,3}(?![0-9]| [a-z]+s ))"
)
"""What is numbered and nothing else, whatever follows."""
_ONE_LETTER = regex(
    r"([12]) (?:(R) (?=(?:[1-9]|1[0-9]|2[0-5])(?: ?, ?[1-9]|[-;.)]|$))|([SM]) (?=[1-9][0-9]? ?, ?[1-9]))"
)
"""Books that French cuts down to a letter; those of Samuel and of the Maccabees before a verse alone."""
_LETTER_BOOKS = {"R": "livre des Rois", "S": "livre de Samuel", "M": "livre des Maccabées"}
_ACROSS = regex(r"([0-9]{1,3}):([0-9]{1,3})[-–]([0-9]{1,3}):([0-9]{1,3})(?![0-9:-])")
_ACROSS_COMMA = regex(r"([0-9]{1,3}),([0-9]{1,3})[-–]([0-9]{1,3}),([0-9]{1,3})(?![0-9]|,[0-9]|[ \u00a0]?[€$])")
_BOOK_BEFORE = regex("[A-Z][A-Za-z'.]* $")
_ORDINARY = regex("(?<![^\\W\\d_])(?:números|hechos|reyes|jueces) $")
_ORDINARY_REACH = 17
"""Spanish words that are books with a capital: "los números 7, 14 y 22"."""
_ACIDITY = regex("pH $")
"""No letter to the Philippians stands before "pH 7,4"."""
_VERSE = regex(r"([0-9]{1,3}):([0-9]{1,3})(?:[-–]([0-9]{1,3}))?(?![0-9:-]| ?[ap]\.?m)")
_VERSE_DOTTED = regex(r"([0-9]{1,3})[.:]([0-9]{1,3})(?:[-–]([0-9]{1,3}))?(?![0-9:-]|[.:][0-9]| ?[ap]\.?m| ?(?:per|%))")
"""As British lectionaries have it: "Luke 21.5-19"."""
_VERSE_COMMA = regex(r"([0-9]{1,3})[:,] ?([1-9][0-9]{0,2})(?:[-–]([0-9]{1,3}))?(?![0-9-]|[:,][0-9]|[ \u00a0]?[€$])")
"""Where the comma is the decimal mark, it also stands between chapter and verse ("Mt 5,3-12")."""


def _is_dotted(scan: Scan) -> bool:
    """Whether a full stop may stand between chapter and verse: behind a book that is nothing else."""
    return "en-GB" in scan.language.lineage and scan.left() in scan.language.cues["dotted books"]


@shapes("0:", "0,", "0.", "0 A")
def recognise(scan: Scan, position: int) -> Reading | None:
    """The chapter and verse behind the name of a book, or the number before it."""
    books = scan.language.cues.get("scripture", frozenset())
    named = scan.spoken.rpartition(" ")[2].lower()  # "Sal. 18:30": "salida", no psalm
    told = scan.left() in books and (not named or named in books)
    told = told and not ("es" in scan.language.lineage and scan.is_behind(_ORDINARY, position, _ORDINARY_REACH))
    return (_verse(scan, position) if told else None) or _book(scan, position, books) or _of_letter(scan, position)


def _of_letter(scan: Scan, position: int) -> Reading | None:
    """A book of which French writes the first letter, behind its number: "1 R 19, 4-8"."""
    lettered = "fr" in scan.language.lineage and not scan.character(position - 1).isalnum()
    match = _ONE_LETTER.match(scan.text, position) if lettered else None
    if not match:
        return None
    book = _LETTER_BOOKS[match[2] or match[3]]
    verse = _verse(scan, match.end())
    spoken = f"{scan.language.numbers.ordinal(int(match[1]))} {book}"
    return Reading(verse.end, f"{spoken} {verse.spoken}") if verse else Reading(match.end() - 1, spoken)


def _verse(scan: Scan, position: int) -> Reading | None:
    """Chapter and verse: "Gen 1:1", "1 Cor. 13:4-7", "Gen 1:1-2:3"."""
    english, cardinal = scan.language.tag.startswith("en"), scan.language.numbers.cardinal
    across = (_ACROSS if english else _ACROSS_COMMA).match(scan.text, position)
    if across:
        first, verse_of, last, until = (cardinal(int(part)) for part in across.groups())
        return Reading(across.end(), f"{first} {verse_of} {scan.language.words['to']} {last} {until}")
    verse = (_VERSE_DOTTED if _is_dotted(scan) else _VERSE if english else _VERSE_COMMA).match(scan.text, position)
    if verse and not english and "," in verse.group() and unit_after(scan, verse.end()):
        return None  # French "ép. 1,2 mm"
    if not verse or _ACIDITY.search(scan.text, max(0, position - 3), position):
        return None
    if english and not _BOOK_BEFORE.search(scan.text[max(0, position - 20) : position]):
        return None  # "the ratio is 3:2", no Isaiah
    last = f" {scan.language.words['to']} {cardinal(int(verse[3]))}" if verse[3] else ""
    return Reading(verse.end(), f"{cardinal(int(verse[1]))} {cardinal(int(verse[2]))}{last}")


def _book(scan: Scan, position: int, books: frozenset[str]) -> Reading | None:
    """The number of a book: "1 Cor.", "1 Corinthians 13 was read"."""
    if scan.character(position + 1) not in (" ", ".") or scan.character(position - 1).isalnum():
        return None
    epistle = _EPISTLE.match(scan.text, position) if scan.language.tag.startswith("en") else None
    if epistle:
        return Reading(epistle.end() - 1, scan.language.numbers.ordinal(int(epistle[1])))
    match = _BOOK.match(scan.text, position)
    if not match:
        return None
    written = match[2].lower()
    if written not in books and f"{written}." not in books:
        return None
    letter = {written, f"{written}."} & scan.language.cues.get("epistles", frozenset())
    form = {"de": Form(ending="er"), "es": Form("f")}.get(scan.language.tag[:2], Form("f" if letter else "m"))
    spoken = scan.language.numbers.ordinal(int(match[1]), form)
    return Reading(match.end() - 1, f"{spoken} {scan.language.words.get('book of', '')}".strip())
