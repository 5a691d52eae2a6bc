"""Hashes, stars and daggers: keys of a telephone, numbers, grades, lives, notes of music."""

from __future__ import annotations

from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.numeric.scores import near_cricket
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading

_LIVED = regex(
    r" ?(?:um |ca\. |ebd\. |(?:in )?[A-ZÄÖÜ][\w-]{2,24} )?"
    r"(?:[0-9]{1,2}\. ?(?:[0-9]{1,2}\.|[A-Z][a-zä]{2,8}\.?) ?)?[12]?[0-9]{3}(?![0-9])"
)
_NUMBERED = regex(" *[0-9]|: ?[0-9A-Z]| [A-Z]{1,3}[0-9]")
_NOTE = regex("[A-G]#(?![A-Za-z0-9])")
_DIALLED = regex("[0-9]{2,5}(?![0-9.,])")
_KEYED = regex("[#*]{1,2}(?:[0-9]{1,15}[*#]){1,3}(?:[0-9]{1,15}#)?(?![\\w*])")
_RAISED = regex(r"\*\*(?P<space> ?)(?:(?P<exponent>[0-9]{1,6})(?![0-9.,]?[0-9])|(?=\w))")
_HOUSE = regex(" [0-9]{1,3}[A-Z]?(?:-| - )[0-9]")
_SPACED = regex(" [0-9]{1,6}(?![\\w#*-])")
_OF_NOUN = regex(" de (?!nuevo)[^\\W\\d_]{2}")
_CODE = regex(":? ?[A-Z]{1,4}-?[0-9]")
_COMMAND = regex(r" (?!(?:of|to|for|when|de|key|keys|sign|symbol|is|are|and|or|pour|para|zum)(?![\w]))[a-z_./]{2}")
_DOMAIN = regex(r"\.[a-z]{2}")
_KEYS = {"#": "hash key", "*": "star key"}


def _key(mark: Mark) -> str:
    return _KEYS[mark.scan.text[mark.position]]


def _is_graded(mark: Mark) -> bool:
    """Whether a mark at school or of a listed building stands before: "an A* in maths", "Grade II*"."""
    return mark.after_capital or (mark.before == "I" and mark.scan.left(2) in ("grade", "category"))


@rule("*")
def times(mark: Mark) -> Reading | None:
    """Between numbers, but not in a code to dial: "3*4", "4*2580#"."""
    coded = _KEYED.match(mark.scan.text, mark.position)
    return mark.word("times") if mark.between_numbers and not coded else None


@rule("*")
def power(mark: Mark) -> Reading | None:
    """Two of them between numbers or letters of a program: "2**10", "2 ** 10", "x**n"."""
    raised = _RAISED.match(mark.scan.text, mark.position)
    if not raised or not mark.scan.character(mark.position - len(raised["space"]) - 1).isalnum():
        return None
    if raised["space"] and mark.left.isalpha() and len(mark.left) > 1:
        return None  # between words
    reading = mark.word("power", length=raised.end() - mark.position)
    if not raised["exponent"]:
        return reading
    return Reading(reading.end, f"{reading.spoken} {mark.scan.language.numbers.cardinal(int(raised['exponent']))}")


@rule("#*")
def dialled(mark: Mark) -> Reading | None:
    """A code of keys and digits: "dial #31#"."""
    match = _KEYED.match(mark.scan.text, mark.position)
    if not match:
        return None
    language = mark.scan.language
    spoken = (language.words[_KEYS[c]] if c in _KEYS else language.digit(c) for c in match.group())
    return Reading(match.end(), " ".join(spoken))


@rule("*†")
def life(mark: Mark) -> Reading | None:
    """Born or died, in German: "(* 1841 † 1902)"."""
    lived = _LIVED.match(mark.scan.text, mark.position + 1) and mark.before in ("", " ", "(")
    if not lived or "born" not in mark.scan.language.words:
        return None
    return mark.word("born" if mark.scan.text[mark.position] == "*" else "died")


@rule("#")
def sharp(mark: Mark) -> Reading | None:
    """Behind a note of music or the name of a language: "F# minor", "C#"."""
    alone = not mark.scan.character(mark.position - 2).isalnum()
    return mark.word("sharp") if alone and _NOTE.match(mark.scan.text, mark.position - 1) else None


@rule("#*")
def hyphened_key(mark: Mark) -> Reading | None:
    """A part of a German word: "die *-Taste"."""
    joined = mark.begins and mark.next == "-" and mark.scan.character(mark.position + 2).isupper()
    return mark.word(_key(mark), length=2) if joined else None


@rule("#", "es")
def noun(mark: Mark) -> Reading | None:
    """Behind a determiner, for the number itself: "mi # es 305-555-0142"."""
    named = mark.before == " " and mark.next == " " and mark.left in mark.cues("determiners")
    return Reading(mark.position + 1, "número") if named and mark.scan.character(mark.operand).isalpha() else None


@rule("#")
def number(mark: Mark) -> Reading | None:
    """Behind what has a number: "tracking # 9400", "have your Rx # ready"."""
    if not mark.begins or not mark.ends:
        return None
    announced = mark.left.rstrip(".") in mark.cues("digits") | mark.cues("numbered")
    named = mark.left in mark.cues("numbered") and bool(mark.scan.word_after(mark.position + 1))
    return mark.word("number") if named or (announced and _NUMBERED.match(mark.scan.text, mark.position + 1)) else None


@rule("#", "es")
def number_of(mark: Mark) -> Reading | None:
    """Before "de" and what has a number, in an address, or apart between a word and its number: "# de cuenta", "Cl. 5
    # 21-31", "el puesto # 35"."""
    pattern = _HOUSE if mark.left.isdecimal() else _SPACED if len(mark.left) > 2 else _OF_NOUN
    named = pattern.match(mark.scan.text, mark.position + 1) or _OF_NOUN.match(mark.scan.text, mark.position + 1)
    return mark.word("number") if mark.begins and named else None


@rule("#", "en")
def number_of_code(mark: Mark) -> Reading | None:
    """Between what has a number and its code: "DL# D4471-2290", "PO# AB12"."""
    return mark.word("number") if mark.before.isalpha() and _CODE.match(mark.scan.text, mark.position + 1) else None


@rule("#$")
def prompt(mark: Mark) -> Reading | None:
    """Before a command at the head of a line, or before a comment: "# mkdir /tmp/a", "$ ls -la", but "# of items"."""
    headed = mark.before in ("", "\n") and _COMMAND.match(mark.scan.text, mark.position + 1)
    return Reading(mark.position + 1, "") if headed else None


@rule("*")
def any_domain(mark: Mark) -> Reading | None:
    """In the place of any name: "*.example.org"."""
    words = mark.scan.language.words
    domain = mark.begins and _DOMAIN.match(mark.scan.text, mark.position + 1)
    return Reading(mark.position + 2, f"{words['star key']} {words['dot']}") if domain else None


@rule("#*")
def key(mark: Mark) -> Reading | None:
    """A key alone: "press # now"."""
    return mark.word(_key(mark)) if mark.begins and mark.ends else None


@rule("*")
def starred_grades(mark: Mark) -> Reading | None:
    """Several marks at school: "3 A*s"."""
    several = _is_graded(mark) and mark.next == "s" and not mark.scan.character(mark.position + 2).isalnum()
    return Reading(mark.position + 2, f"{mark.scan.language.words['star key']}s") if several else None


@rule("*")
def not_out(mark: Mark) -> Reading | None:
    """A batsman who is not out: "Root made 122*"."""
    batted = mark.before.isdecimal() and mark.ends and near_cricket(mark.scan, mark.position)
    return mark.word("not out") if batted else None


@rule("*")
def starred_grade(mark: Mark) -> Reading | None:
    """A mark at school, or from one to another: "an A* in maths", "A*–C"."""
    if not _is_graded(mark):
        return None
    if mark.next in ("-", "–") and mark.scan.character(mark.position + 2).isupper():
        words = mark.scan.language.words
        return Reading(mark.position + 2, f"{words['star key']} {words['to']}")
    return mark.word("star key") if mark.ends or (mark.next.isupper() and mark.before == "A") else None


@rule("*", "en")
def rated(mark: Mark) -> Reading | None:
    """So many stars behind a comma: "Dr No, 1962, 4*"."""
    few = len(mark.left) == 1 and mark.left in "12345" and mark.scan.left(2) == ","
    return mark.word("star key") if few and mark.ends and not mark.scan.word_after(mark.position + 1) else None


@rule("*")
def stars(mark: Mark) -> Reading | None:
    """The stars of a hotel: "a 5* hotel"."""
    rated = mark.before.isdecimal() and mark.next == " " and mark.scan.word_after(mark.position + 1).islower()
    return mark.word("star key") if rated else None


@rule("*", "fr")
def closing_star(mark: Mark) -> Reading | None:
    """Behind a code that is entered: "code 0481*"."""
    entered = mark.before.isdecimal() and mark.ends and len(mark.left) > 2 and mark.left.isdecimal()
    return mark.word("star key") if entered and mark.near("digits", 6) else None


@rule("#", "en-US")
def pounds(mark: Mark) -> Reading | None:
    """A weight, where no key is pressed: "no dogs >40#"."""
    pressed = not mark.cues("pressed").isdisjoint(mark.scan.lefts(8))
    weighed = mark.before.isdecimal() and mark.ends and not pressed and mark.left not in ("0", "1")
    return Reading(mark.position + 1, "pounds") if weighed else None


@rule("#")
def closing_key(mark: Mark) -> Reading | None:
    """Behind digits that are entered: "0#"."""
    return mark.word("hash key") if mark.before.isdecimal() and mark.ends else None


@rule("*")
def opening_key(mark: Mark) -> Reading | None:
    """Before digits that are dialled: "*67"."""
    if not mark.begins or not mark.next.isdecimal():
        return None
    language = mark.scan.language
    spelled = language.tag.startswith(("en", "es"))
    match = _DIALLED.match(mark.scan.text, mark.position + 1) if spelled else None
    if match:  # "*4471"
        return Reading(match.end(), f"{language.words['star key']} {language.digits(match[0])}")
    return mark.word("star key")


@rule("#")
def numbered(mark: Mark) -> Reading | None:
    """Before a number: "#5"."""
    if not mark.before_number:
        return None
    inside = mark.before.isalnum() and "es" in mark.scan.language.lineage  # "contraseña Gx7#21"; English "PO# 4471"
    return mark.word("hash key" if inside else "number")
