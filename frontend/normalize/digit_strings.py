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

_SIZES = {5: (5,), 6: (3, 3), 7: (3, 4), 8: (4, 4), 9: (3, 3, 3), 10: (3, 3, 4), 11: (4, 3, 4), 12: (4, 4, 4)}
"""How people group so many digits."""
_RUN = regex(r"[0-9]{1,400}")
_AMOUNTS = frozenset(("dollars", "pounds", "euros", "people", "points", "miles", "percent", "guests", "words"))
_CAPITALS = regex("(?:^|[ (])[A-Z]{2,4} $")
_CODES = frozenset(("pin", "password", "otp", "código", "clave", "contraseña", "nip", "kennwort", "passwort", "tan"))
"""Words of secrets, whose digits are never a sum, even with words between."""
_PRICED = regex("[ \u00a0\u202f]?[$€£¢]")
_ROOMS = frozenset(("suite", "ste", "room", "rm", "unit", "apt", "apartment"))
_EXAMPLES = frozenset(("e.g.", "e.g", "eg", "say", "like", "z. b.", "z.b.", "bspw.", "beispielsweise", "etwa"))
_COPULAS = frozenset(("is", "es", "est", "ist", "lautet", "war", "era", "fue", "était"))
LIST_WORDS = frozenset(("und", "oder", "y", "o", "et", "ou"))
_OF = frozenset(("de", "del", "d'"))
_SECRET_REACH = 14
_TEXT_REACH = 12
_THOUSANDS = regex("[1-9][0-9]{0,2}(?: [0-9]{3}){1,4}(?! ?[0-9])")
LONG = 7
"""So many digits are seldom a number of anything."""


def split_groups(digits: str) -> list[str]:
    """Groups of three or four digits for a run without separators."""
    if len(digits) < 5:
        return [digits]
    sizes = _SIZES.get(len(digits))
    if sizes is None:
        sizes = tuple([4] * (len(digits) // 4) + ([len(digits) % 4] if len(digits) % 4 else []))
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    return groups


def verbalise(digits: str, language: Language) -> str:
    """Digits one by one, in the groups of `digits` (separated by anything else) or in groups of our own."""
    groups = re.findall(r"[0-9]+", digits)
    if len(groups) == 1:
        groups = split_groups(groups[0])
    return ", ".join(language.digits(group) for group in groups)


def recognise(scan: Scan, position: int) -> Reading | None:
    """A run of digits that is long, begins with a zero or stands behind a word such as "account"."""
    if counts_thousands(scan, position):
        return None
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
    short = len(digits) == 4 and scan.language.tag == "es-US" and digits[:2] not in ("19", "20")  # "al 4040"
    if (len(digits) > 4 or short) and is_texted(scan):  # "envíe SÍ al 55512"
        return Reading(end, verbalise(digits, scan.language))
    calls = scan.language.cues.get("emergency", frozenset())
    listed = scan.language.tag.startswith("en") and scan.left() in ("or", "and", ",")
    listed = listed and not calls.isdisjoint(scan.lefts(12))
    second = scan.left() in LIST_WORDS and scan.left(2).isdecimal() and len(scan.left(2)) == len(digits) > 3
    if second and any(_announces(scan, scan.left(distance)) for distance in (3, 4)):
        return Reading(end, scan.language.digits(digits))  # "Nr. 4021 und 4055"
    if len(digits) == 4 and listed and digits[0] == "1" and not scan.word_after(end).endswith("s"):
        return Reading(end, scan.language.digits(digits))  # "dial 1471 ... or 1571"
    coded = len(digits) in (5, 6) and scan.language.tag.startswith("en")
    coded = coded and _CAPITALS.search(scan.text[max(0, position - 6) : position]) is not None
    if (
        coded
        and scan.left().upper() not in scan.language.currencies
        and not unit_after(scan, end)
        and not scan.word_after(end).endswith("s")
    ):
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


def counts_thousands(scan: Scan, position: int) -> bool:
    """Whether groups of digits are thousands of something: "la ville compte 251 000 habitants"."""
    match = _THOUSANDS.match(scan.text, position)
    noun = scan.language.noun_at(scan, match.end()) if match else ""
    return len(noun) > 4 and noun[-1] in ("s", "x")


def is_texted(scan: Scan) -> bool:
    """Whether a number stands behind a word such as "to" in a sentence about messages."""
    addressed = scan.left() in ("al", "au", "an") or (scan.left() == "die" and scan.left(2) == "an")
    return addressed and not scan.language.cues.get("texted", frozenset()).isdisjoint(scan.lefts(_TEXT_REACH))


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
    if (scan.left() in _COPULAS or scan.left() == ":") and _secret(scan):
        return True  # "su código de un solo uso es 773109", "Code für die Übergabe: 4471"
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
