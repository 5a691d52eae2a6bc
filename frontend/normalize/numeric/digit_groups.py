"""Groups of digits that are read one by one or number by number, no sum and no range: codes, cards, draws, dockets.

A rule is one small function that explains itself; the first that answers is used. A single run of digits is for
`digit_strings`.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from frontend.normalize.locales.language import Language
from frontend.normalize.numerals import groups_thousands
from frontend.normalize.numeric.digit_strings import (
    LIST_WORDS,
    LONG,
    counts_thousands,
    is_announced,
    is_texted,
    verbalise,
)
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Reading, Scan
from frontend.normalize.shapes import shapes

_GROUPED = regex(r"[0-9]{2,6}(?:-[0-9]{2,6}){2,8}(?![0-9])|[0-9]{3,4}(?: [0-9]{4}){2,4}(?: [0-9]{2})?(?![0-9])")
_SPLIT = regex(r"[0-9]{1,8}(?:-[0-9]{1,8}){2,6}(?![0-9])")
_DRAWN = regex("[0-9]{1,2}(?:(?:-[0-9]{1,2}){4,6}|(?: [0-9]{2}){4,6})(?![-0-9/.,]?[0-9]| [0-9])")
_DRAWN_APART = regex("[0-9]{1,2}(?:(?: [-–] [0-9]{1,2}){3,9})(?!(?: [-–] |[-0-9/.,])[0-9]| ?[%°$€h])")
_DRAW = regex("[1-9][0-9]?(?:-[1-9][0-9]?){4,6}(?![0-9/-])")
_SINGLES = regex("[0-9](?:-[0-9]){2,5}(?![-0-9/.,]?[0-9])")
_SPELT = regex(r"(?=[0-9-]{0,12}-[A-Z])[0-9A-Z](?:-[0-9A-Z]){2,9}(?![\w-])")
_GOLF = regex("[67][0-9](?:-[67][0-9]){2,3}")
_DOSSIER = regex("[0-9]{2}-[0-9]{6}(?![0-9.,/-]|[A-Za-z])")
_LETTERED = regex("[0-9]{2,6}(?:-[0-9]{3,6}){1,4}-[A-Z]{1,4}[0-9]{0,3}(?![\\w-])")
_CODE = regex(
    r"(?:[0-9]{2,12}-[0-9]{1,8}|[0-9]-[0-9]{3,6})(?![-0-9/.,][0-9]|[0-9])|[0-9]{3}(?: [0-9]{3}){1,2}(?! ?[0-9])"
)
_DOCKET = regex(
    "(?:([0-9]):)?([0-9]{2})-(cv|cr|mc|mj|md)-([0-9]{2,5})(?:-([A-Z]{1,4}(?:-[A-Z]{1,4}){0,2}))?(?![0-9A-Za-z-])"
)
_ZIP = regex("[0-9]{5}-[0-9]{4}(?![0-9A-Za-z-]|[.,/][0-9])")
_STEPS = regex("[1-9][05]-[1-9][05]-[1-9][05](?![-0-9/.,]?[0-9])")
_FILED = regex("((?:19|20)[0-9]{2})/([0-9]{3,6})(?![0-9/.,-])")
_ACT = regex("([1-9][0-9]{0,3})-((?:19|20)[0-9]{2})(?![0-9/-])")
_MEDALS = regex("([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})(?=\\))")
_SLASHED = regex(r"[0-9]{2,6}(?:/[0-9]{2,6}){2,4}(?![0-9/])")
_DOTTED = regex(r"[0-9]{1,4}(?:\.[0-9]{2,4}){1,4}(?:-[0-9]{1,3})?(?![0-9.,-]|[ \u00a0]?(?:[€$£%]|EUR|Euro))")
_YEARS = regex("(?:19|20)[0-9]{2}(?:-(?:19|20)[0-9]{2}){2,4}(?![0-9-])")
_SPACED = regex(r"[0-9]{2,5}(?: [0-9]{2,5}){1,6}(?! ?[0-9]|[.,/-][0-9])|[0-9]{1,12}(?: [0-9]{1,12}){2,6}(?! ?[0-9])")
_MIXED = regex(r"(?:[A-Z]{1,2}|(?=[A-Z]{0,3}[0-9])[0-9A-Z]{1,6})(?: [0-9A-Z]{1,4}){3,9}(?![\w/:.,-]{0,20}[0-9a-z])")
_LETTERED_FIRST = regex(r"[A-Z]{1,3}[0-9]{2,6}(?: [0-9]{3,4}){2,5}(?![\w/:.,-]{0,20}[0-9a-z])")
"""A code of letters and groups of digits: "JD0002 3344 5567"."""
_LISTED = regex(r"[0-9]{1,4}(?:,[0-9]{1,4}){2,12}(?![0-9,]|\.[0-9])")
_HEXADECIMAL = regex("0x(?:[0-9A-Fa-f]{4,16}|(?=[0-9]?[A-Fa-f])[0-9A-Fa-f]{2,3})(?![0-9A-Za-z])")
_TALLY = regex("[A-Z][0-9]{1,2}")
_COLUMNS = regex("(?:[A-Z]{1,3} )?[0-9]{1,3}(?: [A-Z]{1,3} [0-9]{1,3}){2,9}(?: [A-Z]{1,3})?")
"""The heads of columns and what stands in them: "P 19 W 12 L 4", "GP 20 G 11 A 9"."""
_NUMBER_BEFORE = regex("(?:nummer|-Nr[.]|code|-ID)(?![a-z])[^.?!\\n]{0,24}(?:z[.] ?B[.]|:|wie|etwa|zum Beispiel)? ?$")
"""German words for a code, and what may stand between: "Ihre Kundennummer ein, z. B."."""
_FAR = 64
_DIGIT = regex("[0-9]")
_PADDED = regex("0[0-9]{2}")
_YEAR = regex("(?:19|20)[0-9]{2}")
_FEWEST_SIZES, _WIDEST_STEP = 4, 15
_FEWEST_YEARS = 3
_SHORT = 5
"""Behind "#", groups with so many characters may be a range."""
_SPLIT_DIGITS = 9
"""So many digits with hyphens (an ISBN) are no date and no sum."""
_LONGEST_NUMBER = 12
"""More digits with spaces between are no number."""


class Groups(Anchor):
    """The digit with which groups of digits may begin."""

    @cached_property
    def is_announced(self) -> bool:
        """Whether a word such as "account" announces a code."""
        return is_announced(self.scan)

    def digits(self, match: re.Match[str]) -> Reading:
        """What matched, digit by digit, with a pause between the groups."""
        return Reading(match.end(), verbalise(match.group(), self.language))

    def numbers(self, match: re.Match[str], joint: str = ", ") -> Reading:
        """What matched, number by number."""
        cardinals = (self.language.numbers.cardinal(number) for number in _numbers(match))
        return Reading(match.end(), joint.join(cardinals))


RULES: Rules[Groups, Reading] = Rules()
rule = RULES.add


@shapes("0-", "0 0", "0:0", "0/0", "0.0", "0,0", "0 -", "0 –")
def recognise(scan: Scan, position: int) -> Reading | None:
    """Groups of digits that are no number."""
    if counts_thousands(scan, position):
        return None
    return RULES.first(Groups(scan, position), scan.language.tag, scan.shape(position))


@shapes("0 0", "0 A", "0A", "0a", "A 0", "A A", "A0")
def recognise_mixed(scan: Scan, position: int) -> Reading | None:
    """``1Z 999 AA1 01 2345 6784``: four or more short groups of which some are letters and most are digits."""
    address = _HEXADECIMAL.match(scan.text, position)
    if address:
        return Reading(address.end(), _characters(address.group().upper(), scan.language))
    match = _MIXED.match(scan.text, position) or _LETTERED_FIRST.match(scan.text, position)
    code = match.group() if match else ""
    if not match or sum(c.isdecimal() for c in code) < 6 or not any(c.isalpha() for c in code):
        return None
    if _COLUMNS.fullmatch(code) or all(_TALLY.fullmatch(group) for group in code.split(" ")):
        return None  # a league table: "P22 W12 D5 L5"
    return Reading(match.end(), ", ".join(_characters(group, scan.language) for group in code.split(" ")))


def _characters(group: str, language: Language) -> str:
    return " ".join(language.digit(c) if c.isdecimal() else c for c in group)


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(part) for part in re.split(" ?[-–] ?|[ ,]", match.group())]


@rule()
@shapes("0 0")
def columns(groups: Groups) -> Reading | None:
    """What stands in the columns of a table: sizes that rise by little ("100 104 110 116 cm"), three years and more
    ("2023 2024 2025"). The last one is left to be read with its unit."""
    match = groups.match(_SPACED)
    if not match or groups.is_announced or " 0" in f" {match.group()}":
        return None
    *written, last = match.group().split(" ")
    numbers = [int(group) for group in (*written, last)]
    years = len(numbers) >= _FEWEST_YEARS and all(_YEAR.fullmatch(group) for group in (*written, last))
    rise = all(0 < after - before <= _WIDEST_STEP for before, after in pairwise(numbers))
    if not years and not (rise and len(numbers) >= _FEWEST_SIZES and numbers[-1] <= 2 * numbers[0]):
        return None
    say = groups.language.numbers.year if years else groups.language.numbers.cardinal
    return Reading(match.end() - len(last) - 1, ", ".join(map(say, numbers[:-1])) + ",")


@rule()
@shapes("0-0")
def steps(groups: Groups) -> Reading | None:
    """Three steps of a plan: "a 30-60-90 plan"."""
    match = groups.match(_STEPS)
    if not match or _numbers(match) != sorted(_numbers(match)) or groups.is_announced:
        return None
    return groups.numbers(match, joint=" ")


@rule()
@shapes("0-0")
def years(groups: Groups) -> Reading | None:
    """Three years and more: "le rôle triennal 2025-2026-2027"."""
    match = groups.match(_YEARS)
    if not match:
        return None
    return Reading(match.end(), " ".join(groups.language.numbers.year(number) for number in _numbers(match)))


@rule("de", "es", "fr")
@shapes("0-0", "0 0")
def drawn(groups: Groups) -> Reading | None:
    """The balls of a lottery: "04-11-23-38-41", "4 11 23 38 41"."""
    match = groups.match(_DRAWN)
    if not match or _numbers(match) != sorted(set(_numbers(match))) or groups.is_announced:
        return None
    return groups.numbers(match)


@rule("es")
@shapes("0-0")
def medals(groups: Groups) -> Reading | None:
    """Gold, silver and bronze in brackets: "México (3-3-1)"."""
    match = groups.match(_MEDALS)
    return groups.numbers(match) if match and groups.before == "(" and not groups.is_announced else None


@rule()
@shapes("0-0", "0 -", "0 –")
def draw(groups: Groups) -> Reading | None:
    """The balls of a lottery in any order: "04 - 11 - 38 - 23", in English also "4-11-38-23-41"."""
    match = groups.match(_DRAWN_APART) or (groups.match(_DRAW) if groups.language.tag.startswith("en") else None)
    return groups.numbers(match) if match and not groups.is_announced else None


@rule()
@shapes("0-0", "0 0")
def golf(groups: Groups) -> Reading | None:
    """Rounds of golf: "68-71-66-69"."""
    words = groups.cues("rounds of golf")
    match = groups.match(_GROUPED) if words else None
    if not match:
        return None
    scored = _GOLF.fullmatch(match.group()) is not None and not groups.is_announced
    return groups.numbers(match) if scored or groups.scan.left() in words else None


@rule()
@shapes("0-0", "0 0")
def grouped(groups: Groups) -> Reading | None:
    """Three groups and more of two digits and more, or of four: "12-34-56", "4111 1111 1111 1111"."""
    match = groups.match(_GROUPED)
    return groups.digits(match) if match else None


@rule()
@shapes("0-0")
def singles(groups: Groups) -> Reading | None:
    """Single digits: "a 4-4-2 formation"."""
    match = groups.match(_SINGLES)
    return Reading(match.end(), groups.language.digits(match.group())) if match and not groups.is_announced else None


@rule()
@shapes("0-0", "0-A")
def spelt(groups: Groups) -> Reading | None:
    """A code spelt with hyphens: "that's 4-9-P"."""
    match = groups.match(_SPELT)
    return Reading(match.end(), _characters(match.group().replace("-", ""), groups.language)) if match else None


@rule()
@shapes("0-0")
def split(groups: Groups) -> Reading | None:
    """Groups of any size, if they are long or announced: "a/c 9001-447-2"."""
    match = groups.match(_SPLIT)
    if not match:
        return None
    long = sum(character.isdecimal() for character in match.group()) >= _SPLIT_DIGITS
    coded = not groups.language.capital_nouns and groups.is_announced
    return groups.digits(match) if long or coded else None


@rule("en", "es")
@shapes("0-a", "0:0")
def docket(groups: Groups) -> Reading | None:
    """A case of an American court: "No. 22-cv-1187", "3:24-cv-00512"."""
    match = groups.match(_DOCKET)
    if not match:
        return None
    court = f"{groups.language.digit(match[1])}, " if match[1] else ""
    year = groups.language.numbers.cardinal(int(match[2]))
    judges = f", {' '.join(match[5].replace('-', ''))}" if match[5] else ""
    spoken = f"{court}{year} {' '.join(match[3].upper())} {groups.language.digits(match[4])}{judges}"
    return Reading(match.end(), spoken)


@rule("en-US")
@shapes("0-0")
def zip_code(groups: Groups) -> Reading | None:
    """A ZIP code with its four digits more: "90210-1234"."""
    match = groups.match(_ZIP)
    return groups.digits(match) if match else None


@rule()
@shapes("0-0")
def act(groups: Groups) -> Reading | None:
    """The number of an act and its year: "Ley Núm. 80-2017"."""
    match = groups.match(_ACT) if "act year" in groups.language.words else None
    if not match or not groups.near("act", 3):
        return None
    number, year = (groups.language.numbers.cardinal(int(part)) for part in match.groups())
    return Reading(match.end(), f"{number} {groups.language.words['act year']} {year}")


@rule()
@shapes("0-0", "0 0")
def alike(groups: Groups) -> Reading | None:
    """One of two codes: "5512-3456 y 5512-3457"."""
    match = groups.match(_CODE)
    if not match or groups.scan.left() not in LIST_WORDS or len(match.group()) < LONG:
        return None
    form, before = (_DIGIT.sub("0", written) for written in (match.group(), groups.scan.left(2)))
    return groups.digits(match) if form == before else None


@rule()
@shapes("0-0")
def dossier(groups: Groups) -> Reading | None:
    """Two digits and six, no range: "41-250101"."""
    match = groups.match(_DOSSIER)
    return groups.digits(match) if match else None


@rule()
@shapes("0-0")
def lettered(groups: Groups) -> Reading | None:
    """Letters end it: "4711-0815-XZ"."""
    match = groups.match(_LETTERED)
    if not match:
        return None
    spoken = (_characters(group, groups.language) for group in match.group().split("-"))
    return Reading(match.end(), ", ".join(spoken))


@rule()
@shapes("0-0", "0 0")
def code(groups: Groups) -> Reading | None:
    """Two or three groups that a zero, a sign or a word shows to be a code: "n.º 0087-5512", "#88-4410"."""
    match = groups.match(_CODE)
    if not match:
        return None
    padded = _PADDED.match(match.group()) is not None
    signed = (
        groups.scan.text[max(0, groups.position - 2) : groups.position].rstrip(" ").endswith("#")
        and len(match.group()) > _SHORT
    )
    return groups.digits(match) if padded or signed or groups.is_announced else None


@rule()
@shapes("0/0")
def filed(groups: Groups) -> Reading | None:
    """A year and a number: "case no. 2023/0118"."""
    match = groups.match(_FILED)
    if not match or not groups.is_announced:
        return None
    year = groups.language.numbers.year(int(match[1]))
    return Reading(match.end(), f"{year} {groups.language.words['slash']} {groups.language.digits(match[2])}")


@rule()
@shapes("0/0")
def slashed(groups: Groups) -> Reading | None:
    """Three groups and more with slashes: "Steuernummer 93/815/08152"."""
    match = groups.match(_SLASHED)
    if not match or not groups.is_announced:
        return None
    slash = f" {groups.language.words['slash']} "
    return Reading(match.end(), slash.join(groups.language.digits(group) for group in match.group().split("/")))


@rule("de")
@shapes("0.0")
def dotted(groups: Groups) -> Reading | None:
    """Groups with full stops: "Vertr.-Nr. 44.120.009-1"."""
    match = groups.match(_DOTTED)
    if not match or (match.group().endswith(".000") and groups.scan.left() in ("nr.", "nummer")):
        return None  # "Kunde Nr. 1.000"
    return groups.digits(match) if groups.is_announced else None


@rule()
@shapes("0 0")
def spaced(groups: Groups) -> Reading | None:
    """Groups with spaces that count nothing: "Kundennr. 72 100 33", "al 55 627 22 728", "you entered 482 901 773"."""
    match = groups.match(_SPACED)
    if not match:
        return None
    sizes = [len(group) for group in match.group().split(" ")]
    after = groups.scan.word_after(match.end())
    if len(sizes) > 2 and (groups.near("entered", 2) or after in groups.cues("entered")):
        return groups.digits(match)
    thousands = sizes[0] <= 3 and all(size == 3 for size in sizes[1:])
    if thousands and after.islower():
        return None
    told = groups.language.capital_nouns and min(sizes) > 2 and sizes != [3] * len(sizes)
    if told and _NUMBER_BEFORE.search(groups.scan.text[max(0, groups.position - _FAR) : groups.position]):
        return groups.digits(match)
    called = groups.scan.left() == "al" and groups.scan.left(2) in groups.cues("emergency") and sum(sizes) >= LONG
    long = sum(sizes) > _LONGEST_NUMBER and min(sizes) > 1 and any(size != 3 for size in sizes[1:])
    return groups.digits(match) if long or called or groups.is_announced else None


@rule()
@shapes("0 0")
def texted(groups: Groups) -> Reading | None:
    """Where a message is sent to: "senden Sie START an 72 100"."""
    match = groups.match(_SPACED)
    return groups.digits(match) if match and is_texted(groups.scan) else None


@rule()
@shapes("0,0")
def listed(groups: Groups) -> Reading | None:
    """Numbers of a list without spaces: "pages 1,3,5-7". No number has two commas but where they group thousands."""
    match = groups.match(_LISTED)
    if not match or groups_thousands(groups.scan, groups.position, ","):
        return None
    parts = match.group().split(",")
    if all(len(part) == 3 for part in parts[1:]) and (len(parts[0]) < 3 or parts[-1] == "000"):  # as English writes it
        return Reading(match.end(), groups.language.numbers.cardinal(int("".join(parts))))
    if groups.scan.character(match.end()) not in "-–":
        return groups.numbers(match)
    start = match.group().rindex(",")  # the last one begins a range
    numbers = (groups.language.numbers.cardinal(int(part)) for part in match.group()[:start].split(","))
    return Reading(match.start() + start + 1, ", ".join(numbers) + ",")
