"""Marks that French reads in its own way: comparisons agree with their noun, a rate lasts so many months."""

from __future__ import annotations

from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading

_COMPARED = {"<": "inférieur à", ">": "supérieur à", "≤": "inférieur ou égal à", "≥": "supérieur ou égal à"}
_COMPARING = regex("[<>≤≥] ?[-−$]?[0-9]")
_SHORTEST = 4
"""So many letters the noun has at least; fewer are a variable or a symbol."""
_RATE_AND_TERM = regex("/(mois|sem(?:aine)?|an)/(?=[0-9]{1,3} ?(?:mois|ans|sem(?:aines)?|versements)(?![\\w]))")
_PERIODS = {"sem": "semaine"}
_MEMORIES = ("Ko", "Mo", "Go", "To", "ko", "mo", "go", "to")
_MEMORY = regex("/ ?[0-9]{1,4}(?:,[0-9]{1,2})?[ \u00a0\u202f]?[KMGTkmgt]o(?![\\w])")
_STARS = regex("[*]{2,5}(?=$|[\\s,;.)])")
_STARRED = ("hôtel", "hôtels", "motel", "auberge", "gîte", "restaurant", "film")
_OF_PEOPLE = ("aux", "les", "des", "chez")
_AGE = regex("[<>] ?[0-9]{1,2} ?(?:ans|mois)(?![\\w])")
_CODE_BEFORE = regex("(?<![\\w/-])(?!ET/)[A-Z]{2,4}$")
_CODE_BEHIND = regex("/(?!OU)[A-Z]{2,4}(?![\\w-])")
_CODE_REACH = 6
_LATER = regex("@ ?[+](?![\\w+])")
_ARTICLES = ("le", "les", "un", "des")
_AMOUNT_BEFORE = regex("[$€] ?$")
_NOTES = ("do", "ré", "mi", "fa", "sol", "la", "si", "ut")
_MODE = regex("# ?(?:min|maj)[.e]")


@rule("<>≤≥", "fr")
def compared(mark: Mark) -> Reading | None:
    """Between a noun and a number: "visibilité < 400 m", "valeurs > 10"."""
    noun = mark.left.isalpha() and len(mark.left) >= _SHORTEST
    if not noun or not mark.match(_COMPARING):
        return None
    spoken = mark.scan.language.compared(mark.scan, _COMPARED[mark.scan.text[mark.position]])
    return Reading(mark.position + 1, spoken) if spoken else None


@rule("<>", "fr")
def of_age(mark: Mark) -> Reading | None:
    """People younger or older than an age, behind an article: "ne pas donner aux < 2 ans"."""
    aged = mark.left in _OF_PEOPLE and mark.match(_AGE)
    if not aged:
        return None
    return Reading(mark.position + 1, "moins de" if mark.scan.text[mark.position] == "<" else "plus de")


@rule("♀♂", "fr")
def people(mark: Mark) -> Reading | None:
    """Counted women and men: "128 ♀"."""
    if mark.before != " " or not mark.left.isdecimal():
        return None
    person = "femme" if mark.scan.text[mark.position] == "♀" else "homme"
    return Reading(mark.position + 1, person if mark.left == "1" else f"{person}s")


@rule("+-", "fr")
def and_over(mark: Mark) -> Reading | None:
    """Behind an age: "14 ans +", "les 5 ans -"."""
    aged = mark.left.endswith(" ans") or (mark.left == "ans" and mark.scan.left(2)[-1:].isdecimal())
    if not aged or mark.before != " " or not mark.ends or mark.scan.character(mark.operand).isalnum():
        return None
    more = mark.scan.text[mark.position] == "+"
    return Reading(mark.position + 1, f"et {mark.scan.language.words['plus' if more else 'minus']}")


@rule("#", "fr")
def sharp(mark: Mark) -> Reading | None:
    """Between a note of music and its mode: "do # mineur"."""
    return Reading(mark.position + 1, "dièse") if mark.left in _NOTES and mark.match(_MODE) else None


@rule("@", "fr")
def seen_later(mark: Mark) -> Reading | None:
    """A greeting at the end of a message: "@+!"."""
    match = mark.match(_LATER) if mark.begins else None
    words = mark.scan.language.words
    return Reading(match.end(), f"{words['at a place']} {words['plus']}") if match else None


@rule("/", "fr")
def codes(mark: Mark) -> Reading | None:
    """Between two codes, which are spelled one after the other: "YUL/YYZ"."""
    coded = mark.before.isupper() and mark.next.isupper() and mark.match(_CODE_BEHIND)
    before = coded and mark.scan.is_behind(_CODE_BEFORE, mark.position, _CODE_REACH)
    return Reading(mark.position + 1, ",") if before and not mark.scan.shouting else None


@rule("/", "fr")
def used(mark: Mark) -> Reading | None:
    """So much memory of so much: "2,4 Go/5 Go"."""
    filled = _MEMORY.match(mark.scan.text, mark.position) and mark.left[-2:] in _MEMORIES
    return mark.word("over") if filled else None


@rule("-–", "fr")
def named(mark: Mark) -> Reading | None:
    """The sign itself, as a noun: "Les + : le prix. Les - : le bruit"."""
    noun = mark.spaced and mark.left in _ARTICLES and mark.scan.character(mark.operand) == ":"
    return mark.word("minus") if noun else None


@rule("*", "fr")
def stars(mark: Mark) -> Reading | None:
    """What a hotel or a film is worth: "Hôtel ****", "(1974) ***"."""
    match = mark.match(_STARS) if mark.before == " " else None
    if not match or not (mark.scan.left() in _STARRED or mark.scan.is_end(match.end())):
        return None
    count = mark.scan.language.numbers.cardinal(len(match.group()))
    return Reading(match.end(), f"{count} {mark.scan.language.words['several stars']}")


@rule("/", "fr")
def rate_and_term(mark: Mark) -> Reading | None:
    """How much a month and for how long: "45 $/mois/24 mois"."""
    match = mark.match(_RATE_AND_TERM) if mark.scan.is_behind(_AMOUNT_BEFORE, mark.position, len("$ ")) else None
    if not match:
        return None
    words = mark.scan.language.words
    return Reading(match.end(), f"{words['per']} {_PERIODS.get(match[1], match[1])} {words['over']}")
