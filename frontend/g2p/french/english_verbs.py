"""English verbs with French endings (googlé, likent, coachait), which espeak-ng reads by French letters.

`data/fr-CA/english_verbs.tsv` holds their stems as they are written before the ending, and their phones. Source:
Walker, "The Pronunciation of Canadian French" (1984), on loans.
"""

from __future__ import annotations

from functools import cache

from frontend.g2p.notation import parse
from frontend.tables import read_table
from frontend.types import Phone

_LOCALE = "fr-CA"
_ENDINGS = {
    "er": "e", "é": "e", "és": "e", "ée": "e", "ées": "e", "ez": "e", "ais": "ɛ", "ait": "ɛ", "aient": "ɛ", "ent": "",
    "e": "", "es": "", "ons": "ɔ̃", "ant": "ɑ̃", "era": "ə ʁ a", "erai": "ə ʁ e", "erait": "ə ʁ ɛ", "eront": "ə ʁ ɔ̃",
    "eur": "œ ʁ", "eurs": "œ ʁ", "euse": "ø z", "euses": "ø z", "able": "a b l", "ables": "a b l", "age": "a ʒ",
}  # fmt: skip
_LONGEST = 6


@cache
def _stems() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table(_LOCALE, "english_verbs", "stem phones")}


def read(word: str) -> tuple[Phone, ...] | None:
    """Phones of a form of an English verb in French, None for any other word."""
    for length in range(1, _LONGEST):
        phones, ending = _stems().get(word[:-length]), _ENDINGS.get(word[-length:])
        if phones and ending is not None:
            return parse(f"{phones} {ending}".replace(" ", ""), _LOCALE, word, stressed=True)
    return None
