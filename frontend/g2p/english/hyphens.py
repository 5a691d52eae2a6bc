"""English words with hyphens: which of their parts has the main stress.

A letter before a word has it (X-ray, T-shirt), a verb before its particle where both are a noun (CHECK-in, FOLLOW-up),
the first of two parts that differ by their vowel (ZIG-zag) and the first of two nouns (ARM-chair). The last part has it
behind a prefix, a number or an adjective (ex-WIFE, two-THIRDS, low-COST), in names (Rolls-ROYCE), and where it is an
adjective itself (home-MADE, sugar-FREE). Source: Wells, "Longman Pronunciation Dictionary" (2008), "phrasal verbs" and
"compounds and phrases".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from frontend.g2p.english import compounds, linking_r
from frontend.g2p.english.parts_of_speech import NUMBERS, is_past
from frontend.g2p.lexicon import stress_free
from frontend.g2p.notation import is_vowel
from frontend.tables import word_set
from frontend.types import Phone

Phones = tuple[Phone, ...]

_PARTICLES = word_set("up in on off out over down back by through thru away around together ahead how")
_SHORT = 3
"""Letters of a particle that has no stress behind its verb (sign-up, take-over)."""
_VOWELS = re.compile("[aeiou]")
_LATE = word_set(
    "built well far one all spot hands head early worn passer passers upside stuck laid sold full dead side end odds "
    "straight burnt sawn broken bottom trickle double"
)
"""What stands before a particle in adjectives and adverbs, whose particle is stressed (built-in, one-off)."""
_LATE_WORDS = word_set("run-down top-down inside-out")
_PREFIXES = word_set(
    "ex non mid pre post co anti bio un semi self all no half part full multi quasi pro cross inter ultra super vice "
    "over under sub re mini neo well ill far near ever never so north south east west inner outer good great single "
    "double triple first second third last next long short high low hot cold warm red blue green black white grey "
    "gray brown pink quick slow fast wide narrow thin thick deep soft hard loud dry wet fair dark light bright odd "
    "old new big small large open real middle early late"
)
"""Prefixes and adjectives."""
_ADJECTIVES = word_set(
    "free friendly made wide class long high deep old rich poor safe sick cold hot white red black blue green born "
    "grown built known worn round only proud tight thin thick"
)
_ADJECTIVE_ENDS = ("able", "ible", "ful", "less", "ous", "ive", "ical", "ial")
_IN_ONE = re.compile("(?!(?:Mac|Mc|De|Di|Du|La|Le|Van|Von|Fitz)[A-Z])[A-Z]?[a-z]+[A-Z][a-z]+")
"""Goods in whose names two words are written as one (iPhone, MacBook)."""
_MUSICAL = NUMBERS | word_set("flat sharp one")


def read(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of a word whose parts tell which of them is stressed; None for other words.

    Args:
        word: as written.
        alone: phones of one word by itself.
    """
    first, _, rest = word.partition("-")
    folded = rest.lower()
    if first and folded == "in-law":
        return joined((first, "in", "law"), (alone(first), stress_free(alone("in"), 0), stress_free(alone("law"), 1)))
    if not first or not folded.isalpha():
        return None
    if first.lower() == "co":
        return compounds.beside(word, alone)
    if len(first) == 1 and first != "a" and folded not in _MUSICAL and len(folded) > 1:
        return (*alone(first.upper()), *stress_free(alone(rest), 1))
    stresses = _stresses(first.lower(), folded)
    if stresses is None:
        return None
    parts = [_with_stress(alone(part), stress) for part, stress in zip((first, rest), stresses, strict=True)]
    return joined((first, rest), parts)


def _with_stress(phones: Phones, stress: int) -> Phones:
    """The phones of a part with this as its highest stress, which "on" alone has not."""
    nucleus = next((i for i, phone in enumerate(phones) if is_vowel(phone.symbol)), 0)
    weak = stress > max((phone.stress for phone in phones), default=0)
    raised = (replace(phone, stress=stress) if weak and i == nucleus else phone for i, phone in enumerate(phones))
    return stress_free(tuple(raised), stress)


def _stresses(first: str, last: str) -> tuple[int, int] | None:
    """The highest stress of each of two parts in lower case; None where neither tells."""
    particle = last if last in _PARTICLES else last.removesuffix("s")
    if particle in _PARTICLES and len(first) > 1:
        late = first in _LATE or first.endswith("ed") or f"{first}-{last}" in _LATE_WORDS
        return (1, 2) if late else (2, int(len(particle) > _SHORT))
    if last == "ish":
        return (2, 0)
    if first == "on" or (first in NUMBERS and last in NUMBERS | {"one"}):
        return (1, 2)
    frame = _VOWELS.sub("", first)
    alike = first != last and len(frame) > 1 and frame == _VOWELS.sub("", last)
    return (2, 1) if alike else None


def joined(words: Sequence[str], parts: Sequence[Phones]) -> Phones:
    """The phones of the parts of a word, with the r that links them in British English (cover-up)."""
    locale = next((phone.locale for phones in parts for phone in phones), None)
    linked = linking_r.connect(words, list(parts), locale) if locale else parts
    return tuple(phone for phones in linked for phone in phones)


def settled(phones: Phones, word: str) -> Phones:
    """The phones of a word in which several parts have a main stress, with one of them left."""
    main = [i for i, phone in enumerate(phones) if phone.stress == 2]
    if len(main) < 2 or not ("-" in word or _IN_ONE.fullmatch(word)):
        return phones
    return with_main_stress(phones, main[-1] if "-" in word and _ends_stressed(word) else main[0])


def with_main_stress(phones: Phones, place: int) -> Phones:
    """The phones with the main stress on one of them, and none stronger than secondary on the others."""
    return tuple(replace(phone, stress=2 if i == place else min(phone.stress, 1)) for i, phone in enumerate(phones))


def _ends_stressed(word: str) -> bool:
    """Whether the last part has the main stress."""
    parts = word.lower().split("-")
    if parts[-1] == "old" and parts[0].isalpha() and len(parts) > 2:  # six-year-old
        return False
    if len(parts) != 2 or word[:1].isupper() or parts[0] == parts[1]:
        return True
    described = parts[0] in _PREFIXES or parts[0] in NUMBERS or parts[0] == "one"
    ended = parts[1].endswith(_ADJECTIVE_ENDS) or (parts[1].endswith("ed") and is_past(parts[1]))
    return described or ended or parts[1] in _ADJECTIVES
