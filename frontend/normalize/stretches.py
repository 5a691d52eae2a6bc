"""Words with letters that the writer draws out: "sooooo", "Jaaaa", "pleeease", "holaaa", "NEEEIN".

They are written as the dictionary has them before the recognisers are asked: nobody would make anything of "sooooo".
What else messages have that is not spoken goes too: faces drawn with letters, marks of surprise in brackets.
"""

from __future__ import annotations

import re
from itertools import product

from frontend.normalize.cleaning import LETTER, CleanText
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex

_WORD = regex(
    f"(?<![{LETTER}0-9@#/._'-])(?=[{LETTER}]{{0,30}}([{LETTER}])(?i:\\1\\1))[{LETTER}]{{3,60}}(?![{LETTER}0-9@/_-]|\\.[{LETTER}0-9])"
)
_MISSED_SHIFT = regex(r"(?<=[!?])1{1,4}(?=[!?]|\s*\Z)")
"""Exclamation marks of a hurried writer: "no way!!1!"."""
_ASIDE = regex(r" \((?:!{1,3}|\?{1,3}|!\?|\?!)\)(?= )")
"""Marks of a writer's surprise inside of a sentence: "1 (!) employee"."""
_FACE = regex(r"(?:(?<=[ \n])|\A)(?:[:;=]-?(?:[DPp]{1,9}|[()]{1,9})|:-?/|[xX]D{1,9}|:'-?[()]|-[._]-)(?=[ \n,.!?]|\Z)")
"""A face that is drawn with letters or marks: ":DDD", "xD", ":-)"."""
_RUN = regex(r"([^\W\d_])\1{2,}", re.I)
_ROMAN = regex("(?!m+$)[IVXLCDM]+[a-z]{0,3}|(?!m+$)(?i:[ivxlcdm]+)(?:i?[eè]me|er?|re|th|nd|rd|st)?")
_VOWEL = regex("[aeiouyäöüáéíóúàèêîôû]")
_SOUNDING = regex("[aeiouyäöüáéíóúàèêîôûh]")
"""In every word but the letters of an abbreviation: "so", "hm", not "gr"."""
_COMPOUND = regex(r"([^\W\d_])\1\1(?!\1)(?=[^\W\d_])")
"""Three of a letter inside of a word."""
_MOST_RUNS = 3
_FAR_RARER = 100
"""The rank of a word with a double letter, as part of that of one with a single letter, where it is meant all the same:
"tooo" is "too", but "sooo" is no "soo"."""
_SHORTEST_SHOUTED = 3
"""Letters of a word in capitals; shorter ones may be short for something ("BBB")."""
_MEETING = frozenset("bcdfghjklmnpqrstvwxzßeio")
"""Letters of which three stand where the parts of a German compound meet: "Schifffahrt", "Seeelefant"."""


def unstretched(source: CleanText, language: Language) -> CleanText:
    """The text with the drawn-out words as the dictionary has them, without what is not spoken."""
    for pattern in (_MISSED_SHIFT, _ASIDE, _FACE):
        silent = [_silenced(source.text, *match.span(), pattern is _FACE) for match in pattern.finditer(source.text)]
        source = source.replaced(silent) if silent else source
    if not _RUN.search(source.text):
        return source
    changes = []
    for match in _WORD.finditer(source.text):
        word = _plain(match.group(), language)
        if not word or word == match.group():
            continue
        end = match.end()
        if len(word) < _SHORTEST_SHOUTED and source.text.startswith(".", end) and not source.text.startswith("..", end):
            changes.append((match.start(), end + 1, f"{word}…"))  # "Sooo." is no Sunday
        else:
            changes.append((match.start(), end, word))
    return source.replaced(changes) if changes else source


def _silenced(text: str, start: int, end: int, face: bool) -> tuple[int, int, str]:
    """Where a mark stands that is not spoken, and what stands for it: behind a word a face ends the sentence, or pauses
    if the next word has no capital ("Danke :) Bis bald")."""
    following = text[end + 1 : end + 2]
    parted = face and start > 1 and text[start - 1] == text[end : end + 1] == " " and text[start - 2].isalnum()
    if not parted or not following.isalpha():
        return start, end, ""
    return start - 1, end, "." if following.isupper() else ","


def _plain(written: str, language: Language) -> str:
    """The word that is drawn out, "" if there is none."""
    runs = list(_RUN.finditer(written))
    shouted = written.isupper()
    if (
        len(runs) > _MOST_RUNS
        or written.lower() == 3 * written[0].lower()
        or _ROMAN.fullmatch(written)
        or written in language.acronyms
    ):
        return ""
    found = _known(written, runs, language)
    if found and (len(found) >= _SHORTEST_SHOUTED or not shouted or len(written) > len(found) + 2):
        return found
    return "" if shouted or _meets(written) else _shortened(written)


def _known(written: str, runs: list[re.Match[str]], language: Language) -> str:
    """The best known word that has one or two of each letter of the runs."""
    best, best_rank = "", 0
    for lengths in product((1, 2), repeat=len(runs)):
        word = _with_runs(written, runs, lengths)
        rank = _rank(word.lower(), language)
        if rank and (not best or rank < best_rank * _FAR_RARER):
            best, best_rank = word, rank
    return best


def _rank(word: str, language: Language) -> int:
    """How common a word or a sound ("grr") is, 1 the most; 0 if it is none, or one letter or consonants alone."""
    if word in language.cues.get("sounds", ()):
        return 1
    return language.word_ranks.get(word, -1) + 1 if len(word) > 1 and _SOUNDING.search(word) else 0


def _with_runs(written: str, runs: list[re.Match[str]], lengths: tuple[int, ...]) -> str:
    """The word with so many letters in the place of each run."""
    pieces: list[str] = []
    position = 0
    for run, length in zip(runs, lengths, strict=True):
        pieces += (written[position : run.start()], run.group()[:length])
        position = run.end()
    return "".join((*pieces, written[position:]))


def _meets(written: str) -> bool:
    """Whether three letters may be those of two parts of a compound: "Schifffahrt", "Seeelefant"."""
    meeting = _COMPOUND.search(written.lower())
    return meeting is not None and meeting[1] in _MEETING


def _shortened(written: str) -> str:
    """A word of no dictionary with one of each letter that is drawn out, "" where that is none ("hmmm", "aaa")."""
    word = _RUN.sub(r"\1", written)
    return word if len(word) > 1 and _VOWEL.search(word.lower()) else ""
