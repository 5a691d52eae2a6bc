"""Words that are written alike and read differently: which sense is meant, from the words around.

Tables are `data/<language>/homographs.tsv`, see the head of each. A sense collects points from its cues and, in
English, from the part of speech
that its neighbours suggest; the first row of a word wins a draw. After Yarowsky, "Homograph disambiguation in text-
to-speech synthesis" (1997):
adjacent words first, then words anywhere near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from frontend.g2p.english.parts_of_speech import FUNCTION_WORDS, narrates, votes
from frontend.g2p.lexicon import with_ending
from frontend.g2p.notation import parse
from frontend.locales import lineage
from frontend.tables import Row, read_table
from frontend.types import Phone

_ADJACENT, _NEARBY = 3, 3
_ROLE_PREFIX = "amazon:"
_SHORTEST_PLURAL = 3
"""Letters that a plural has more of; Des is none of de."""
_ASKS = frozenset(
    ["did", "does", "do", "didn't", "doesn't", "will", "would", "can", "could", "should", "must", "may", "might", "let",
     "make", "made", "help", "watch", "heard", "hear", "saw", "have", "please", "and", "or"]
)  # fmt: skip
"""Behind these a verb after a name is in its plain form (did Fiona read it)."""
_PLURALS = frozenset(["people", "children", "men", "women", "police", "audience", "majority", "crowd"])
_ARTICLES = frozenset(["the", "a", "an", "my", "his", "her", "our", "their", "your", "this", "that", "every", "each"])
_QU = re.compile("^(?:lors|puis|quoi)?qu'(?=(?:ils?|elles?|on)$)")
_UNSTRESSED = {"VBZ,VB", "IN", "DT"}  # does, plus: function words


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading.

    `tags` are parts of speech or SENSE_1; `phones` are empty where espeak-ng reads it well; the cues are words before,
    after ("" at the clause's end), anywhere in the clause, endings of the words before and after, the word behind
    the next and the one or two before the last. `first` are the points of a reading that is usual where a clause
    begins.
    """

    tags: frozenset[str]
    phones: tuple[Phone, ...]
    before: frozenset[str]
    after: frozenset[str]
    near: frozenset[str]
    near_stems: tuple[str, ...]
    before_endings: tuple[str, ...] = ()
    after_endings: tuple[str, ...] = ()
    after_next: frozenset[str] = frozenset()
    before_last: frozenset[str] = frozenset()
    first: int = 0


@cache
def _table(locale: str) -> dict[str, list[Row]]:
    """Rows of each word, parsed when it is met; those of the locale stand in for those of its language."""
    rows: dict[str, list[Row]] = {}
    for folder in reversed(lineage(locale)):
        own: dict[str, list[Row]] = {}
        for row in read_table(folder, "homographs", "word part_of_speech phones", "cues"):
            own.setdefault(row[0], []).append(row)
        rows |= own
    return rows


def words(locale: str) -> frozenset[str]:
    """All words of a locale that have a row."""
    return frozenset(_table(locale))


def _sense(row: Row, locale: str) -> Sense:
    _, tags, phones, *rest = row
    cues = rest[0].split() if rest else []
    near = [cue for cue in cues if cue[0] not in "<>^"]
    return Sense(
        tags=frozenset(tags.split(",")),
        phones=() if phones == "=" else parse(phones, locale, row.place, stressed=tags not in _UNSTRESSED),
        before=frozenset(cue[1:] for cue in cues if cue[0] == "<" and cue[:2] != "<<"),
        before_last=frozenset(cue[2:] for cue in cues if cue[:2] == "<<"),
        first=sum(int(cue[1:]) for cue in cues if cue[0] == "^"),
        after=frozenset(cue[1:] for cue in cues if cue[0] == ">" and cue[:2] != ">>"),
        after_next=frozenset(cue[2:] for cue in cues if cue[:2] == ">>"),
        before_endings=tuple(cue[2:] for cue in cues if cue.startswith("<*")),
        after_endings=tuple(cue[2:] for cue in cues if cue.startswith(">*")),
        near=frozenset(cue for cue in near if not cue.endswith("*")),
        near_stems=tuple(cue[:-1] for cue in near if cue.endswith("*")),
    )


@lru_cache(maxsize=4_000)
def _senses(word: str, locale: str) -> tuple[Sense, ...]:
    """Readings of a word exactly as the table writes it."""
    return tuple(_sense(row, locale) for row in _table(locale).get(word, ()))


def senses_of(word: str, locale: str) -> tuple[Sense, ...]:
    """All readings of a word, () if it is no homograph."""
    folded = word.casefold()
    found = _senses(word, locale) or _senses(folded, locale)
    if not found and locale.startswith("en") and folded.endswith("'s"):
        noun = next((sense for sense in _senses(folded[:-2], locale) if "NN" in sense.tags and sense.phones), None)
        return (replace(noun, phones=with_ending(noun.phones, "'s")),) if noun else ()
    if not found and locale.startswith("en") and folded.endswith("s") and len(folded) > _SHORTEST_PLURAL:
        stem = _senses(folded[:-1], locale)
        return tuple(replace(sense, phones=with_ending(sense.phones, "s")) for sense in stem if sense.phones)
    return found


def choose(words: Sequence[str], index: int, locale: str, role: str = "") -> tuple[Phone, ...] | None:
    """Phones of a homograph in its clause, or None where the word is none.

    Args:
        words: the words of the clause as written.
        index: which of them.
        locale: BCP-47 tag.
        role: forces a reading: VB, VBD, NN, JJ, DT, IN, DEFAULT or SENSE_1, with or without ``amazon:``; "" lets the
        context decide.
    """
    senses = senses_of(words[index], locale)
    if not senses:
        return None
    forced = _forced(senses, role.removeprefix(_ROLE_PREFIX))
    if forced is not None:
        return forced.phones or None
    folded = [word.casefold().replace("’", "'") for word in words]
    bare = [word.removesuffix("'s") for word in folded]  # Des Moines's
    if "fr" in lineage(locale):
        bare = [_QU.sub("", word) for word in bare]  # qu'ils
    suggested = votes(folded, index) if locale.startswith("en") else None
    if suggested is not None and index and folded[index].endswith("s") and _is_name(words[index - 1]):
        suggested["VB"] += 1  # Fiona Bruce presents
    elif suggested is not None and _is_one(words, index) and not _ASKS & set(folded[:index]):
        suggested["VBD"] += 2  # Moira Stuart read the news, the sign read
    scores = [
        _cue_points(sense, bare, index) + (max((suggested[tag] for tag in sense.tags), default=0) if suggested else 0)
        for sense in senses
    ]
    return senses[scores.index(max(scores))].phones or None


def role_in_story(word: str, before: Sequence[str], locale: str) -> str:
    """VBD for an English verb that goes on the story of the clause before its comma (she took the letter, read it and
    left), "" for any other word."""
    if not locale.startswith("en") or not any("VBD" in sense.tags for sense in senses_of(word, locale)):
        return ""
    return "VBD" if narrates([other.casefold() for other in before]) else ""


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower() and word.casefold() not in FUNCTION_WORDS


def _is_one(words: Sequence[str], index: int) -> bool:
    """True if a singular subject stands before a word: a name, or a noun behind its article."""
    word = words[index - 1] if index else ""
    if (word.endswith("s") and not word.endswith("ss")) or word.casefold() in _PLURALS:
        return False
    noun = index > 1 and words[index - 2].casefold() in _ARTICLES and word.casefold() not in FUNCTION_WORDS
    return _is_name(word) or (noun and word.isalpha() and not word.endswith("ly"))


def _forced(senses: tuple[Sense, ...], role: str) -> Sense | None:
    if not role:
        return None
    if role == "DEFAULT":
        return senses[0]
    wanted = {"VBD": ("VBD", "VBN"), "VB": ("VB", "VBZ")}.get(role, (role,))
    found = next((sense for sense in senses if sense.tags & set(wanted)), None)
    return senses[1] if found is None and role == "SENSE_1" and len(senses) > 1 else found


def _cue_points(sense: Sense, words: Sequence[str], index: int) -> int:
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    two = f"{words[index - 2]}_{before}" if index > 1 else ""
    led = not sense.before.isdisjoint((before, two)) or _ends(before, sense.before_endings)
    points = sense.first * (index == 0) + _ADJACENT * led
    points += _ADJACENT * (index > 1 and words[index - 2] in sense.before_last)
    points += _ADJACENT * (index > 2 and "_".join(words[index - 3 : index - 1]) in sense.before_last)
    points += _ADJACENT * (after in sense.after or _ends(after, sense.after_endings))
    points += _ADJACENT * (index + 2 < len(words) and words[index + 2] in sense.after_next)
    again = [i for i, word in enumerate(words) if word == words[index] and abs(i - index) > 1]
    others = [  # what stands nearer to the same word elsewhere is a cue of that one (took a bow, his bow and arrow)
        word for i, word in enumerate(words) if i != index and all(abs(i - index) <= abs(i - other) for other in again)
    ]
    hits = sum(word in sense.near or (bool(sense.near_stems) and word.startswith(sense.near_stems)) for word in others)
    return points + _NEARBY * min(hits, 2)


def _ends(word: str, endings: tuple[str, ...]) -> bool:
    return bool(endings) and word.endswith(endings)
