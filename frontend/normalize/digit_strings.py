"""Digit strings read one by one: accounts, orders, PINs, cards, long numbers.

Long runs are spoken in groups with a pause between them, the way people dictate numbers.
"""

from __future__ import annotations

import re
from itertools import takewhile

from frontend.normalize.locales.language import Language
from frontend.normalize.measures import unit_after
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_GROUPS = {5: (5,), 6: (3, 3), 7: (3, 4), 8: (4, 4), 9: (3, 3, 3), 10: (3, 3, 4), 11: (4, 3, 4), 12: (4, 4, 4)}
_RUN = regex(r"[0-9]{1,400}")
_GROUPED = regex(r"[0-9]{2,6}(?:-[0-9]{2,6}){2,8}(?![0-9])|[0-9]{3,4}(?: [0-9]{4}){2,4}(?: [0-9]{2})?(?![0-9])")
_SPLIT = regex(r"[0-9]{1,7}(?:-[0-9]{1,7}){2,6}(?![0-9])")
_DRAWN = regex("[0-9]{1,2}(?:(?:-[0-9]{1,2}){4,6}|(?: [0-9]{2}){4,6})(?![-0-9/.,]?[0-9]| [0-9])")
_SINGLES = regex("[0-9](?:-[0-9]){2,5}(?![-0-9/.,]?[0-9])")
_GROUPS_MIXED = regex(
    r"(?:[A-Z]{1,2}|(?=[A-Z]{0,3}[0-9])[0-9A-Z]{1,6})(?: [0-9A-Z]{1,4}){3,9}(?![\w/:.,-]{0,20}[0-9a-z])"
)
_LETTERED_GROUPS = regex(r"[A-Z]{1,3}[0-9]{2,6}(?: [0-9]{3,4}){2,5}(?![\w/:.,-]{0,20}[0-9a-z])")
"""A code of letters and groups of digits: "JD0002 3344 5567"."""
_DRAW = regex("[1-9][0-9]?(?:-[1-9][0-9]?){4,6}(?![0-9/-])")
"""The balls of a lottery."""
_SHORT = 5
_HEXADECIMAL = regex("0x(?:[0-9A-Fa-f]{4,16}|(?=[0-9]?[A-Fa-f])[0-9A-Fa-f]{2,3})(?![0-9A-Za-z])")
_TALLY = regex("[A-Z][0-9]{1,2}")
_GOLF = regex("[67][0-9](?:-[67][0-9]){2,3}")
"""Rounds of golf: "68-71-66-69"."""
_DOSSIER = regex("[0-9]{2}-[0-9]{6}(?![0-9.,/-]|[A-Za-z])")
_LETTERED = regex("[0-9]{2,6}(?:-[0-9]{3,6}){1,4}-[A-Z]{1,4}[0-9]{0,3}(?![\\w-])")
_SPLIT_DIGITS = 9
"""So many digits with hyphens (an ISBN) are no date and no sum."""
_CODE = regex(
    r"(?:[0-9]{2,12}-[0-9]{1,8}|[0-9]-[0-9]{3,6})(?![-0-9/.,][0-9]|[0-9])|[0-9]{3}(?: [0-9]{3}){1,2}(?! ?[0-9])"
)
_DOCKET = regex("(?:([0-9]):)?([0-9]{2})-(cv|cr|mc|mj|md)-([0-9]{2,5})(?![0-9A-Za-z-])")
_AMOUNTS = frozenset(("dollars", "pounds", "euros", "people", "points", "miles", "percent", "guests", "words"))
_CAPITALS = regex("(?:^|[ (])[A-Z]{2,4} $")
_DIGIT = regex("[0-9]")
_STEPS = regex("[1-9][05]-[1-9][05]-[1-9][05](?![-0-9/.,]?[0-9])")
_FILED = regex("((?:19|20)[0-9]{2})/([0-9]{3,6})(?![0-9/.,-])")
_ACT = regex("([1-9][0-9]{0,3})-((?:19|20)[0-9]{2})(?![0-9/-])")
_CODES = frozenset(("pin", "password", "otp", "código", "clave", "contraseña", "nip", "kennwort", "passwort", "tan"))
"""Words of secrets, whose digits are never a sum, even with words between."""
_PRICED = regex("[ \u00a0\u202f]?[$€£¢]")
_ROOMS = frozenset(("suite", "ste", "room", "rm", "unit", "apt", "apartment"))
_EXAMPLES = frozenset(("e.g.", "e.g", "eg", "say", "like", "z. b.", "z.b.", "bspw.", "beispielsweise", "etwa"))
_COPULAS = frozenset(("is", "es", "est", "ist", "lautet", "war", "era", "fue", "était"))
_LIST_WORDS = frozenset(("und", "oder", "y", "o", "et", "ou"))
_OF = frozenset(("de", "del", "d'"))
_SECRET_REACH = 14
_TEXT_REACH = 12
_MEDALS = regex("([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})(?=\\))")
_SLASHED = regex(r"[0-9]{2,6}(?:/[0-9]{2,6}){2,4}(?![0-9/])")
_DOTTED = regex(r"[0-9]{1,4}(?:\.[0-9]{2,4}){1,4}(?:-[0-9]{1,3})?(?![0-9.,-])")
_YEARS = regex("(?:19|20)[0-9]{2}(?:-(?:19|20)[0-9]{2}){2,4}(?![0-9-])")
_THOUSANDS = regex("[1-9][0-9]{0,2}(?: [0-9]{3}){1,4}(?! ?[0-9])")
_SPACED = regex(r"[0-9]{2,5}(?: [0-9]{2,5}){1,6}(?! ?[0-9]|[.,/-][0-9])|[0-9]{1,12}(?: [0-9]{1,12}){2,6}(?! ?[0-9])")
LONG = 7


def split_groups(digits: str) -> list[str]:
    """Groups of three or four digits for a run without separators."""
    if len(digits) < 5:
        return [digits]
    sizes = _GROUPS.get(len(digits))
    if sizes is None:
        sizes = tuple([4] * (len(digits) // 4) + ([len(digits) % 4] if len(digits) % 4 else []))
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    return groups


@shapes("0 0", "0 A", "0A", "0a", "A 0", "A A", "A0")
def recognise_groups(scan: Scan, position: int) -> Reading | None:
    """``1Z 999 AA1 01 2345 6784``: four or more short groups of which some are letters and most are digits."""
    address = _HEXADECIMAL.match(scan.text, position)
    if address:
        return Reading(address.end(), _characters(address.group().upper(), scan.language))
    match = _GROUPS_MIXED.match(scan.text, position) or _LETTERED_GROUPS.match(scan.text, position)
    code = match.group() if match else ""
    if not match or sum(c.isdecimal() for c in code) < 6 or not any(c.isalpha() for c in code):
        return None
    if all(_TALLY.fullmatch(group) for group in code.split(" ")):
        return None  # a league table: "P22 W12 D5 L5"
    return Reading(match.end(), ", ".join(_characters(group, scan.language) for group in code.split(" ")))


def _characters(group: str, language: Language) -> str:
    return " ".join(language.digit(c) if c.isdecimal() else c for c in group)


def _is_long(groups: str) -> bool:
    """Whether groups of digits are too many to be anything but a code, and not thousands."""
    sizes = [len(group) for group in groups.split(" ")]
    return sum(sizes) > 12 and min(sizes) > 1 and any(size != 3 for size in sizes[1:])


def verbalise(digits: str, language: Language) -> str:
    """Digits one by one, in the groups of `digits` (separated by anything else) or in groups of our own."""
    groups = re.findall(r"[0-9]+", digits)
    if len(groups) == 1:
        groups = split_groups(groups[0])
    return ", ".join(language.digits(group) for group in groups)


def recognise(scan: Scan, position: int) -> Reading | None:
    """Grouped codes, long runs, leading zeros, and runs of four or more after a word such as "account"."""
    steps = _STEPS.match(scan.text, position)
    if steps:  # "a 30-60-90 plan"
        numbers = [int(part) for part in steps.group().split("-")]
        if numbers == sorted(numbers) and not is_announced(scan):
            return Reading(steps.end(), " ".join(scan.language.numbers.cardinal(number) for number in numbers))
    years = _YEARS.match(scan.text, position)
    if years:  # "le rôle triennal 2025-2026-2027"
        return Reading(years.end(), " ".join(scan.language.numbers.year(int(y)) for y in years.group().split("-")))
    thousands = _THOUSANDS.match(scan.text, position)
    noun = scan.language.noun_at(scan, thousands.end()) if thousands else ""
    if len(noun) > 4 and noun[-1] in ("s", "x"):
        return None  # "la ville compte 251 000 habitants"
    drawn = _DRAWN.match(scan.text, position) if not scan.language.tag.startswith("en") else None
    numbers = [int(part) for part in re.split("[- ]", drawn.group())] if drawn else []
    if drawn and numbers == sorted(set(numbers)) and not is_announced(scan):  # of a lottery
        return Reading(drawn.end(), ", ".join(scan.language.numbers.cardinal(number) for number in numbers))
    medals = _MEDALS.match(scan.text, position) if scan.language.tag == "es-US" else None
    if medals and scan.character(position - 1) == "(" and not is_announced(scan):
        return Reading(medals.end(), ", ".join(scan.language.numbers.cardinal(int(part)) for part in medals.groups()))
    match = _GROUPED.match(scan.text, position)
    draw = _DRAW.match(scan.text, position) if scan.language.tag.startswith("en") else None
    if draw and not is_announced(scan):  # "4-11-23-38-41"
        balls = (scan.language.numbers.cardinal(int(part)) for part in draw.group().split("-"))
        return Reading(draw.end(), ", ".join(balls))
    golf = scan.language.cues.get("rounds of golf", frozenset())
    if match and (scan.left() in golf or (golf and _GOLF.fullmatch(match.group()) and not is_announced(scan))):
        rounds = (scan.language.numbers.cardinal(int(part)) for part in re.split("[ -]", match.group()))
        return Reading(match.end(), ", ".join(rounds))
    if match:
        return Reading(match.end(), verbalise(match.group(), scan.language))
    match = _SINGLES.match(scan.text, position)
    if match and not is_announced(scan):  # "a 4-4-2 formation"
        return Reading(match.end(), scan.language.digits(match.group()))
    match = _SPLIT.match(scan.text, position)
    long = match is not None and sum(c.isdecimal() for c in match.group()) >= _SPLIT_DIGITS
    if match and (
        long or (scan.language.tag.startswith(("en", "es", "fr")) and is_announced(scan))
    ):  # "a/c 9001-447-2"
        return Reading(match.end(), verbalise(match.group(), scan.language))
    docket = _DOCKET.match(scan.text, position)
    if docket and scan.language.tag.startswith(("en", "es")):  # "No. 22-cv-1187", "3:24-cv-00512"
        court = f"{scan.language.digit(docket[1])}, " if docket[1] else ""
        year = scan.language.numbers.cardinal(int(docket[2]))
        return Reading(docket.end(), f"{court}{year} {' '.join(docket[3].upper())} {scan.language.digits(docket[4])}")
    act = _ACT.match(scan.text, position) if "act year" in scan.language.words else None
    if act and not scan.language.cues["act"].isdisjoint(scan.lefts(3)):  # "Ley Núm. 80-2017"
        number, year = (scan.language.numbers.cardinal(int(part)) for part in act.groups())
        return Reading(act.end(), f"{number} {scan.language.words['act year']} {year}")
    match = _CODE.match(scan.text, position)
    if match and scan.left() in _LIST_WORDS and _is_alike(match.group(), scan.left(2)):
        return Reading(match.end(), verbalise(match.group(), scan.language))  # "5512-3456 y 5512-3457"
    dossier = _DOSSIER.match(scan.text, position)
    if dossier:  # "41-250101": no range
        return Reading(dossier.end(), verbalise(dossier.group(), scan.language))
    lettered = _LETTERED.match(scan.text, position)
    if lettered:  # "4711-0815-XZ"
        groups = lettered.group().split("-")
        return Reading(lettered.end(), ", ".join(_characters(group, scan.language) for group in groups))
    padded = match is not None and re.match("0[0-9]{2}", match.group()) is not None  # "n.º 0087-5512"
    signed = scan.character(position - 1) == "#" and match is not None and len(match.group()) > _SHORT  # "#88-4410"
    if match and (padded or signed or is_announced(scan)):
        return Reading(match.end(), verbalise(match.group(), scan.language))
    filed = _FILED.match(scan.text, position)
    if filed and is_announced(scan):  # "case no. 2023/0118"
        year = scan.language.numbers.year(int(filed[1]))
        return Reading(filed.end(), f"{year} {scan.language.words['slash']} {scan.language.digits(filed[2])}")
    match = _SLASHED.match(scan.text, position)
    if match and is_announced(scan):  # a German tax number
        slash = f" {scan.language.words['slash']} "
        return Reading(match.end(), slash.join(scan.language.digits(group) for group in match.group().split("/")))
    dotted = _DOTTED.match(scan.text, position) if scan.language.capital_nouns else None
    if dotted and is_announced(scan):  # "Vertr.-Nr. 44.120.009-1"
        return Reading(dotted.end(), verbalise(dotted.group(), scan.language))
    match = _SPACED.match(scan.text, position)
    sizes = [len(group) for group in match.group().split(" ")] if match else []
    grouped = match is not None and sizes[0] <= 3 and all(size == 3 for size in sizes[1:])
    counts = grouped and scan.word_after(match.end()).islower() if match else False
    called = scan.left() == "al" and scan.left(2) in scan.language.cues.get("emergency", ())
    called = (
        called and match is not None and sum(c.isdecimal() for c in match.group()) >= LONG
    )  # "llame al 55 627 22 728"
    if match and (is_announced(scan) or called or _is_long(match.group())) and not counts:
        return Reading(match.end(), verbalise(match.group(), scan.language))
    match = _RUN.match(scan.text, position)
    if not match:
        return None
    end, digits = match.end(), match.group()
    following = scan.text[end : end + 2]
    if (
        (following[:1] in (".", ",") and following[1:].isdecimal())
        or following[:1].isalpha()
        or following[:1] in ("%", "°")
    ):
        return None
    texted = not scan.language.cues.get("texted", frozenset()).isdisjoint(scan.lefts(_TEXT_REACH))
    addressed = scan.left() in ("al", "au", "an") or (scan.left() == "die" and scan.left(2) == "an")
    spaced = _SPACED.match(scan.text, position) if texted and addressed else None
    if spaced:  # "senden Sie START an 72 100"
        return Reading(spaced.end(), verbalise(spaced.group(), scan.language))
    short = len(digits) == 4 and scan.language.tag == "es-US" and digits[:2] not in ("19", "20")  # "al 4040"
    if texted and addressed and (len(digits) > 4 or short):  # "envíe SÍ al 55512"
        return Reading(end, verbalise(digits, scan.language))
    calls = scan.language.cues.get("emergency", frozenset())
    listed = scan.language.tag.startswith("en") and scan.left() in ("or", "and", ",")
    listed = listed and not calls.isdisjoint(scan.lefts(12))
    second = scan.left() in _LIST_WORDS and scan.left(2).isdecimal() and len(scan.left(2)) == len(digits) > 3
    if second and any(_announces(scan, scan.left(distance)) for distance in (3, 4)):
        return Reading(end, scan.language.digits(digits))  # "Nr. 4021 und 4055"
    if len(digits) == 4 and listed and digits[0] == "1" and not scan.word_after(end).endswith("s"):
        return Reading(end, scan.language.digits(digits))  # "dial 1471 ... or 1571"
    coded = _CAPITALS.search(scan.text[max(0, position - 6) : position]) and scan.language.tag.startswith("en")
    coded = coded and len(digits) in (5, 6) and scan.left().upper() not in scan.language.currencies
    if coded and not unit_after(scan, end) and not scan.word_after(end).endswith("s"):
        return Reading(end, verbalise(digits, scan.language))  # "RMA 55802"
    short = len(digits) == 4 and not digits.endswith("00") and scan.character(position - 2) in (" ", "(", "")
    short = short and scan.language.tag.startswith("en")
    signed = scan.character(position - 1) == "#" and (len(digits) > 4 or short)  # "Rx #884213", "CVS #4410"
    keyed = following[:1] == "#" and not following[1:].isalnum() and len(digits) > 2  # "4417#"
    keyed = keyed or (
        scan.character(position - 1) == "*" and len(digits) in (3, 4) and "born" not in scan.language.words
    )  # "*611"
    if signed or keyed or len(digits) >= LONG or (len(digits) > 2 and digits[0] == "0"):
        spoken, found = verbalise(digits, scan.language), unit_after(scan, end)
        if found and digits[0] == "0" and not signed and not keyed:  # "steht bei 00451 m³"
            return Reading(found[1], f"{spoken} {found[0].plural}")
        return Reading(end, spoken)
    unit = unit_after(scan, end) if len(digits) == 3 else None
    if unit and scan.text[end : unit[1]].strip().islower():
        return None  # "a ring 100 m down": an amount
    if len(digits) >= 3 and is_announced(scan) and not (following[:1] in ("-", "–", "/") and following[1:].isdecimal()):
        counted = scan.left() in scan.language.cues.get("counted", ()) or _counts(scan, end)
        if len(digits) == 3 and counted:
            return None
        if scan.word_after(end) in _AMOUNTS or _PRICED.match(scan.text, end):
            return None  # "my account is 1200 dollars short"
        room = len(digits) == 4 and digits.endswith("00") and scan.left().rstrip(".") in _ROOMS  # "Suite 1200"
        short = len(digits) == 3 or room
        spoken = scan.language.code_digits(digits) if short else verbalise(digits, scan.language)
        return scan.with_genitive(Reading(end, spoken))
    if len(digits) == 5 and scan.language.looks_like_postcode(scan, position, end):
        return Reading(end, scan.language.digits(digits))
    return None


def _is_alike(digits: str, before: str) -> bool:
    """Whether two long numbers have their hyphens at the same places."""
    return len(digits) >= LONG and _DIGIT.sub("0", digits) == _DIGIT.sub("0", before)


def _counts(scan: Scan, end: int) -> bool:
    """Whether the number counts what follows: "compte 193 pays", "312 p."; English verbs end in s too."""
    noun = scan.word_after(end)
    if scan.left() in scan.language.cues.get("ordering", ()):  # "call 250 customers", but "order 482 ships today"
        return noun in ("people", "men", "women") or (
            len(noun) > 3 and noun.islower() and noun[-1] == "s" and noun not in scan.language.cues["verbs"]
        )
    if scan.language.tag.startswith("en"):
        return False
    full = scan.language.noun_at(scan, end)
    return (full != noun and full in scan.language.nouns) or (len(full) > 3 and full.islower() and full[-1] in "sx")


def _announces(scan: Scan, entry: str) -> bool:
    word = (entry.rstrip(".:") or entry).rpartition(" ")[2]  # "a/c no."
    german = scan.language.tag == "de-DE" and word.endswith(("nummer", "nr", "code", "-id", "kennung"))
    return german or word in scan.language.cues.get("digits", ())


def _secret(scan: Scan) -> bool:
    """Whether the sentence speaks of a password or a code."""
    entries = takewhile(lambda entry: entry not in (".", "\n"), scan.lefts(_SECRET_REACH))
    words = frozenset(entries)
    phrase = {"mot", "de", "passe"} <= words
    return phrase or not words.isdisjoint(_CODES) or any(word.endswith("code") for word in words)


def is_announced(scan: Scan) -> bool:
    """Whether one of the last words announces a code ("account number", "PIN is", "code:")."""
    if scan.left() == "to" and scan.left(3) in scan.language.cues.get("texted", ()):
        return True  # "text BUS to 60020"
    if scan.left() in _COPULAS and _secret(scan):
        return True  # "su código de un solo uso es 773109"
    fillers = scan.language.cues.get("fillers", frozenset())
    example = scan.left() in _EXAMPLES  # "the last 4 digits, e.g. 6789"
    noun = 1 + (scan.left() == ":")
    phrase = f"{scan.left(noun + 2)} {scan.left(noun + 1)}".split()  # "n° de" is one entry
    if len(phrase) > 1 and phrase[-1] in _OF and phrase[-2] in scan.language.cues.get("numbers", ()):
        return True  # "numéro de coupon 88120"
    for distance in range(2 + (scan.left(2) == ",") if example else 1, 8):
        word = scan.left(distance).rstrip(".:") or scan.left(distance)
        if _announces(scan, word):
            return True
        airline = word == "," and distance == 2 and len(scan.left()) == 2 and scan.left().isalpha()
        if (
            word not in fillers and not airline and not (len(word) == 2 and word[0].isalpha())
        ):  # "flight UA 370", "U2 8462"
            return False
    return False
