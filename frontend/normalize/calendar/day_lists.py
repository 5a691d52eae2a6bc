"""Further days of a month, behind the first one, in English: "Nov. 13 & 14", "May 3, 4 and 5", "June 1 or 2"."""

from __future__ import annotations

from frontend.normalize.amounts.measures import unit_after
from frontend.normalize.locales.english_context import PLURALS, is_plural
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_DAY = r"(?:[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th)?(?![\w/%$£€°\"']|[:.,][0-9]|[-–][^0-9 ])"
_JOINT = "(?P<joint>,? ?(?:and|or|&|through|thru|to) |, )"
_NEXT = regex(rf"{_JOINT}(?P<day>{_DAY})(?: ?[-–] ?(?P<until>{_DAY}))?")
_LISTED = regex(rf"(?:, {_DAY}(?: ?[-–] ?{_DAY})?){{0,12}},? ?(?:and|or|&|through|thru|to) {_DAY}")
"""The rest of a list; commas alone make none ("on May 3, 12 people came")."""
_TIME_OR_MONTH = regex(r" ?(?:[ap]\.?m\b|[ap]\b|o'clock|noon|[x×] ?[0-9])")
_YEAR = regex(",? ((?:19|20)[0-9]{2})(?![0-9]|[:.,][0-9])")
_WORDS = {"&": "and", "thru": "through"}
_DIGITS = regex("[0-9]+")


def further(scan: Scan, end: int, day: int) -> Reading | None:
    """The days behind `day`, which ends at `end`, as ordinals, with the year behind the last of them; else None."""
    spoken = ""
    while _LISTED.match(scan.text, end):
        match = _NEXT.match(scan.text, end)
        if not match:
            break
        following = [int(_DIGITS.match(match[group])[0]) for group in ("day", "until") if match[group]]  # type: ignore[index]
        if [day, *following] != sorted({day, *following}) or _is_counted(scan, match.end()):
            break
        joint = match["joint"].strip(" ,")
        mark = ", " if "," in match["joint"] else " "
        said = f" {scan.language.words['to']} ".join(scan.language.numbers.ordinal(number) for number in following)
        spoken += f"{mark}{_WORDS.get(joint, joint)} {said}".replace("  ", " ")
        end, day = match.end(), following[-1]
    if not spoken:
        return None
    year = _YEAR.match(scan.text, end)
    if year:
        return Reading(year.end(), f"{spoken}, {scan.language.numbers.year(int(year[1]))}")
    return Reading(end, spoken)


def _is_counted(scan: Scan, end: int) -> bool:
    """Whether the number that ends there counts something, is a time or begins another date."""
    noun = scan.word_after(end)
    plural = noun in PLURALS or (is_plural(noun) and noun not in scan.language.cues["verbs"])
    if noun.lower() in scan.language.months or plural:
        return True
    return _TIME_OR_MONTH.match(scan.text, end) is not None or unit_after(scan, end) is not None
