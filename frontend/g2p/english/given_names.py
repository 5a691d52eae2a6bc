"""Stress of given names in English speech: Venessa, Karlene, Janae.

espeak-ng stresses the first syllable of names that its dictionary lacks. Names in -a follow the Latin rule: a last
syllable but one that is closed (Kasandra, Laverna) has the stress. Each rule takes the phones and the spelling of one
word, as those of `postlexical` do.
"""

from __future__ import annotations

import re

from frontend.g2p.notation import is_vowel, moved
from frontend.locales import entry_of, lineage
from frontend.types import Phone

Phones = tuple[Phone, ...]

_CLOSED = re.compile(
    "(?:(?<![aeiou])|(?<=qu)|(?<=ae)|(?<=ia)|(?<=io))[aeiouy]"
    "(?![bcdfgkpt][lr]|[cpst]h|ck|vna)[bcdfgklmnprstvxz][bcdfgklmnprstvz]+[rl]?ah?$"
)
_LONG = re.compile("[flmn]?reda$|[dlnr]ora$|[lr]isa$|sheeda$")
_LAST = re.compile("(?<!sc)(?<!g)[dfklmnrsv](ene|een)$|[bdfgklmnrstv](elle|ette|ique)$")
_NO_NAME = re.compile("[xp]|.*(slov|scal|squal|carb|between)")
_AE = re.compile(".+mae|(?!larv|alg|vit|pinn|terr|ant|fov|therm|aur|nov|bull|fauna|uln|tib).*[bcdfgklmnrstv]ae")
_FULL = {"a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɒ", "u": "ʌ", "y": "ɪ"}
_OPEN = {"a": "ɑː", "e": "eɪ", "i": "iː", "o": "oʊ", "u": "uː", "y": "aɪ"}
_BEFORE_R = {"a": "ɑː", "o": "ɔː"}
_ACCENTS = {
    "en-US": {"ɒ": "ɑ", "ɑː": "ɑ", "ɔː": "ɔ", "iː": "i", "uː": "u", "ɜː": "ɝ"},
    "en-GB": {"oʊ": "əʊ"},
}
_WEAK = frozenset({"æ", "ɛ", "ɑ", "ɒ", "ɔ", "ɔː", "ɑː", "eɪ", "oʊ", "əʊ", "iː", "i", "aɪ"})
_OPEN_SYLLABLE = re.compile("[^aeiouy]*[aeio](?:([bcdfgjklmnprstvz])\\1?|[cs]h|th)[aeiouy]")


def _nuclei(phones: Phones) -> list[int]:
    return [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]


def _weak(phones: Phones, main: int, after: int, word: str) -> bool:
    """True if the vowel that loses the stress to the next one is ə: in an open syllable behind a consonant."""
    open_syllable = main > 0 and after - main == 2 and _OPEN_SYLLABLE.match(word.casefold()) is not None
    return open_syllable and phones[main].symbol in _WEAK


def _stressed(phones: Phones, target: int, word: str) -> Phones:
    """The phones with the main stress on another of their vowels."""
    nuclei = _nuclei(phones)
    main = next((i for i in nuclei if phones[i].stress == 2), nuclei[0])
    near = nuclei.index(main) + 1 == nuclei.index(target)
    weak = near and _weak(phones, main, target, word)
    result = list(phones)
    result[main] = Phone("ə" if weak else phones[main].symbol, 0 if near else 1, phones[main].locale)
    result[target] = Phone(phones[target].symbol, 2, phones[target].locale)
    return tuple(result)


def _full(phones: Phones, at: int, letters: str, table: dict[str, str]) -> Phones:
    """The phones with a weak vowel made full after its letters; ar and or keep their r in American English."""
    locale, symbol = phones[at].locale, phones[at].symbol
    if symbol not in {"ə", "ɚ"}:
        return phones
    before_r = letters[1:2] == "r"
    full = _BEFORE_R.get(letters[0], "ɜː") if before_r else table[letters[0]]
    new = [Phone(entry_of(_ACCENTS, locale, {}).get(full, full), phones[at].stress, locale)]
    if before_r and "en-US" in lineage(locale) and full != "ɜː":
        new.append(Phone("ɹ", 0, locale))
    return (*phones[:at], *new, *phones[at + 1 :])


def in_a(phones: Phones, word: str) -> Phones:
    """Names in -a stress a closed last syllable but one (Venessa, Melynda), and -ora and -isa too; those of two
    syllables the first one (Asma)."""
    folded, nuclei = word.casefold().removesuffix("'s"), _nuclei(phones)
    if len(nuclei) < 2 or not folded.endswith(("a", "ah")):
        return phones
    if len(nuclei) == 2 and phones[nuclei[1]].symbol == "æ" and phones[nuclei[1]].stress == 2:
        closed = nuclei[1] - nuclei[0] > 2
        first = re.search("[aeiouy].?", folded)
        phones = _stressed(phones, nuclei[0], word)
        phones = (*phones[: nuclei[1]], Phone("ə", 0, phones[0].locale), *phones[nuclei[1] + 1 :])
        return _full(phones, nuclei[0], first.group(), _FULL if closed else _OPEN) if first else phones
    found = _CLOSED.search(folded)
    if len(nuclei) < 3 or phones[nuclei[-2]].stress == 2 or not (found or _LONG.search(folded)):
        return phones
    phones = _stressed(phones, nuclei[-2], word)
    return _full(phones, nuclei[-2], folded[found.start() :], _FULL) if found else phones


def last_syllable(phones: Phones, word: str) -> Phones:
    """-ene, -elle and -ette have the stress in names of two syllables (Karlene, Jenelle)."""
    folded, nuclei = word.casefold(), _nuclei(phones)
    full = len(nuclei) == 2 and phones[nuclei[1]].symbol in {"i", "iː", "ɛ"} and phones[nuclei[0]].stress == 2
    name = _LAST.search(folded) is not None and not _NO_NAME.match(folded)
    return _stressed(phones, nuclei[1], word) if full and name else phones


def ae(phones: Phones, word: str) -> Phones:
    """A final -ae is eɪ (Janae, Ellamae), not in Latin plurals (algae)."""
    nuclei = _nuclei(phones)
    folded = word.casefold()
    if not _AE.fullmatch(folded) or phones[-1].symbol not in {"i", "iː"} or (len(nuclei) > 2 and "mae" not in folded):
        return phones
    phones = (*phones[:-1], moved(phones[-1], "eɪ"))
    return _stressed(phones, nuclei[-1], word) if len(nuclei) == 2 and phones[nuclei[0]].stress == 2 else phones


RULES = (in_a, last_syllable, ae)
