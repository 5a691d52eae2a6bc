"""What only English writes with two numbers and a slash: tyres, flats, sights, treatments, music, bets."""

from __future__ import annotations

from frontend.normalize.numeric.pairs import Pair
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Reading
from frontend.tables import word_set

_SNELLEN = frozenset((4, 5, 6, 7, 9, 10, 12, 13, 15, 18, 20, 24, 25, 30, 32, 36, 40, 50, 60, 63, 70, 80, 100, 200, 400))
_WEEKS = 52
_COURSES = {7: "day", _WEEKS: "week", 12: "month"}
"""What a doctor counts, by the number of them in a week or year."""
_PREGNANCY = 40
_LONGEST_PREGNANCY = 42
_LASTING = word_set(
    "for in after over every past last next of x recheck review repeat rv r/v tds bd od qds om on nocte prn bid tid "
    "qid daily stat"
)
"""Words before a course of treatment; of a dose, how often a day it is taken."""
_AGAIN = frozenset(("repeat", "rpt", "recheck", "review", "rv", "bloods"))
_FRACTIONS = word_set(
    "fraction fractions ratio number numbers share portion part parts quotient value values equals is"
)
_STREET = regex(" (?:[A-Z][a-z]{2,20} ){1,2}([A-Z][a-z]{1,10})(?![a-z])")
_HOUSE_NEXT = regex(
    r", [1-9][0-9]{0,3}[a-z]? (?:[A-Z][\w.']+ ){1,3}(?:Rd|St|Ave|Dr|Ln|Cres|Terr|Gdns|Pl|Road|Street|Drive)(?![a-z])"
)
_TYRE = regex("([1-3][0-9]5)/[2-8][05] ?(Z?R) ?(1[2-9]|2[0-4])(?: ([0-9]{2,3})([HQRSTVWY]))?(?![A-Za-z0-9])")


RULES: Rules[Pair, Reading] = Rules()
rule = RULES.add


@rule()
def tyre(pair: Pair) -> Reading | None:
    """The size of a tyre, and what it bears: "205/55 R16 91V"."""
    match = _TYRE.match(pair.scan.text, pair.start)
    if not match:
        return None
    language = pair.scan.language
    width, ratio = language.paired(match[1]), language.numbers.cardinal(pair.second)
    load = f", {language.model_number(match[4])} {match[5]}" if match[4] else ""
    return Reading(
        match.end(), f"{width} {ratio} {' '.join(match[2])} {language.numbers.cardinal(int(match[3]))}{load}"
    )


@rule()
def flat_of_house(pair: Pair) -> Reading | None:
    """A house and a flat before the name of its street: "7/2 Marchmont Cres"."""
    street = _STREET.match(pair.scan.text, pair.end)
    return pair.said("slash") if street and street[1].lower() in pair.cues("street") else None


@rule()
def visual_acuity(pair: Pair) -> Reading | None:
    """What an eye sees, in metres or feet, near a word of eyes: "6/12 in the right eye"."""
    measured = pair.first in (3, 4, 5, 6, 20) and pair.second in _SNELLEN
    return pair.said() if measured and (pair.near("sight", 14) or pair.before("sight", 60)) else None


@rule()
def course_of_treatment(pair: Pair) -> Reading | None:
    """British doctors' days, weeks and months: "for 7/7", "review in 1/52"."""
    unit = _COURSES.get(pair.second) if "en-GB" in pair.scan.language.lineage else None
    complained = pair.near("complaints", 4)
    again = not _AGAIN.isdisjoint(entry.rstrip(".") for entry in pair.scan.lefts(3))
    lasting = pair.left in _LASTING or again or complained  # "c/o chest pain 2/7"
    clinical = complained or again or pair.near("clinic", 20) or pair.before("clinic", 60)
    ago = pair.following == "ago"  # "seen 2/12 ago"
    if not unit or not (ago or lasting) or not (ago or clinical or pair.second == _WEEKS):
        return None
    count = pair.scan.language.numbers.cardinal(pair.first)
    return Reading(pair.end, f"{count} {unit}{'' if pair.first == 1 else 's'}")


@rule()
def weeks_of_pregnancy(pair: Pair) -> Reading | None:
    """How many of the forty weeks of a pregnancy are over: "at 32/40 with bleeding"."""
    expecting = pair.second == _PREGNANCY and 3 < pair.first <= _LONGEST_PREGNANCY and pair.near("pregnancy", 14)
    return Reading(pair.end, f"{pair.scan.language.numbers.cardinal(pair.first)} weeks") if expecting else None


@rule()
def strengths(pair: Pair) -> Reading | None:
    """Two substances in one tablet: "co-codamol 30/500"."""
    tablet = pair.scan.left().startswith("co-") or pair.scan.left() in pair.cues("medicines")
    return pair.said("slash") if tablet and pair.second > 12 else None


@rule()
def part_of_series(pair: Pair) -> Reading | None:
    """One of several, behind a word such as "episode": "ep. 3/6", "Ep. 5 (2/6)"."""
    if pair.first > pair.second:
        return None
    enclosed = pair.scan.character(pair.start - 1) == "(" and pair.scan.character(pair.end) == ")"
    return (
        pair.said("part of") if pair.left in pair.cues("episodes") or (enclosed and pair.near("episodes", 6)) else None
    )


@rule()
def rated_aside(pair: Pair) -> Reading | None:
    """A mark in brackets behind a word: "danger: considerable (3/5)", but "a fraction (3/5)"."""
    enclosed = pair.scan.character(pair.start - 1) == "(" and pair.scan.character(pair.end) == ")"
    worded = pair.scan.left(2).isalpha() and pair.scan.left(2) not in _FRACTIONS
    marked = pair.second in (5, 10) and 1 < pair.first <= pair.second
    return pair.said("out of") if enclosed and worded and marked else None


@rule()
def answered(pair: Pair) -> Reading | None:
    """How many answers were right: "got 7/9 in the quiz"."""
    marked = pair.left in ("got", "scored", "getting", "get") and pair.second > 4 and pair.first <= pair.second
    return pair.said("out of") if marked and pair.following in ("in", "on", "for", "right", "correct", "") else None


@rule()
def one_or_the_other(pair: Pair) -> Reading | None:
    """A number or the next one, of what has no parts: "a 3/4 bed house", "2/3 times a week"."""
    if pair.first + 1 != pair.second or pair.following.lower() not in pair.cues("one or the other"):
        return None
    return pair.said("or")


@rule()
def flats(pair: Pair) -> Reading | None:
    """The floor and the flat of a Scottish tenement: "Flat 3/2", "3/1, 52 Gt Western Rd"."""
    return pair.said("slash") if pair.left == "flat" or _HOUSE_NEXT.match(pair.scan.text, pair.end) else None


@rule()
def opus(pair: Pair) -> Reading | None:
    """A piece of music: "Op. 27/2"."""
    return pair.said("number") if pair.left == "op" else None


@rule()
def metre(pair: Pair) -> Reading | None:
    """The time of a piece of music: "in 3/4", "4/4 time"."""
    timed = pair.following in ("time", "metre", "meter") or (pair.scan.left() == "in" and pair.near("music", 14))
    beats = pair.second in (2, 4, 8, 16) and pair.first in (2, 3, 4, 5, 6, 7, 9, 12)
    return pair.said() if timed and beats else None


@rule()
def betting(pair: Pair) -> Reading | None:
    """Odds in a text of races and bets: "the favourite, at 11/4"."""
    if pair.following in ("of", "the", "inch", "mile") or pair.unit or not pair.near("betting", 20):
        return None
    return pair.said("to") if pair.second < 41 and pair.first != pair.second else None


@rule()
def pair_of_things(pair: Pair) -> Reading | None:
    """Two numbered things after their plural: "lifts 1/2", "zone 2/3"."""
    thing = pair.scan.left().removesuffix("s")
    plural = thing == "zone" or (thing != pair.scan.left() and len(thing) > 3)
    return pair.said() if plural and thing in pair.cues("places") else None


@rule()
def mains(pair: Pair) -> Reading | None:
    """Two kinds of current for which something is built: "50/60 Hz", "110/220V"."""
    unit = pair.unit if pair.first > 9 else None
    if unit is None or unit[0].singular not in ("volt", "hertz"):
        return None
    return Reading(unit[1], f"{pair.said('or').spoken} {unit[0].plural}")


@rule()
def rates(pair: Pair) -> Reading | None:
    """Two rates, in town and outside: "22/31 mpg"."""
    unit = pair.unit if pair.second > 9 else None
    if unit is None or " per " not in unit[0].plural:
        return None
    first, second = (pair.scan.language.numbers.cardinal(number) for number in (pair.first, pair.second))
    return Reading(unit[1], f"{first}, {second} {unit[0].plural}")
