"""How digits are read one by one, and what announces that they are: accounts, orders, PINs, cards.

Long runs are spoken in groups with a pause between them, the way people dictate numbers. Which digits are read so is in
`digit_runs` and `digit_groups`.
"""

from __future__ import annotations

import re
from itertools import takewhile

from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.tables import word_set

_ENDED = frozenset(("terminada", "terminado", "terminadas", "terminados"))
_SIZES = {5: (5,), 6: (3, 3), 7: (3, 4), 8: (4, 4), 9: (3, 3, 3), 10: (3, 3, 4), 11: (4, 3, 4), 12: (4, 4, 4)}
"""How people group so many digits."""
_CODES = word_set("pin password otp código codigo clave contraseña nip kennwort passwort tan")
"""Words of secrets, whose digits are never a sum, even with words between."""
_EXAMPLES = frozenset(("e.g.", "e.g", "eg", "say", "like", "z. b.", "z.b.", "bspw.", "beispielsweise", "etwa"))
_COPULAS = frozenset(("is", "es", "est", "ist", "lautet", "war", "era", "fue", "était"))
LIST_WORDS = frozenset(("und", "oder", "y", "o", "et", "ou", "and", "or", "&"))
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


def counts_thousands(scan: Scan, position: int) -> bool:
    """Whether groups of digits are thousands of something: "la ville compte 251 000 habitants"."""
    match = _THOUSANDS.match(scan.text, position)
    noun = scan.language.noun_at(scan, match.end()) if match else ""
    return len(noun) > 4 and noun[-1] in ("s", "x")


def is_texted(scan: Scan) -> bool:
    """Whether a number stands behind a word such as "to" in a sentence about messages."""
    addressed = scan.left() in ("al", "au", "an") or (scan.left() == "die" and scan.left(2) == "an")
    return addressed and not scan.language.cues.get("texted", frozenset()).isdisjoint(scan.lefts(_TEXT_REACH))


def announces(scan: Scan, entry: str) -> bool:
    """Whether an entry to the left announces a code: "account", "PIN:", German "Kundennummer"."""
    word = (entry.rstrip(".:") or entry).rpartition(" ")[2]  # "a/c no."
    german = "de" in scan.language.lineage and word.endswith(("nummer", "nr", "code", "-id", "kennung"))
    card = "en" in scan.language.lineage and word.endswith(("account", "card"))  # "FlexAccount ending 4471"
    return german or card or word in scan.language.cues.get("digits", ())


def _secret(scan: Scan) -> bool:
    """Whether the sentence speaks of a password or a code."""
    entries = takewhile(lambda entry: entry not in (".", "\n"), scan.lefts(_SECRET_REACH))
    words = frozenset(entries)
    phrase = {"mot", "de", "passe"} <= words
    return phrase or not words.isdisjoint(_CODES) or any(word.endswith("code") for word in words)


def is_announced(scan: Scan) -> bool:
    """Whether one of the last words announces a code ("account number", "PIN is", "code:")."""
    if scan.left() in ("to", "al") and scan.left(3) in scan.language.cues.get("texted", ()):
        return True  # "text BUS to 60020", "envíe SALUD al 71333"
    if scan.left() == "en" and scan.left(2) in _ENDED:
        return True  # "Mastercard terminada en 8820"
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
        noted = word == "note" and scan.left(distance + 1).rstrip(".") in scan.language.cues.get("noted", ())
        if noted or announces(scan, word):
            return True  # "delivery note 4471"
        airline = word == "," and distance == 2 and len(scan.left()) == 2 and scan.left().isalpha()
        if (
            word not in fillers and not airline and not (len(word) == 2 and word[0].isalpha())
        ):  # "flight UA 370", "U2 8462"
            return False
    return False
