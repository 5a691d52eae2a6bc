"""Which words are the narrator's behind direct speech: "said the fox", "dit-elle", "dijo María".

Readers say such a clause low, flat and softly, whoever spoke before (`recipes/README.md`, "Reporting clauses"). It
stands behind a closing quotation mark, behind a dash as Spanish dialogues have it, without a capital behind a question
or an exclamation, or, in French, behind a comma with its subject turned round or inside of speech that a dash or a
guillemet opens; and one of its first words is a verb of saying (`data/<locale>/reporting_verbs.txt`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from frontend.locales import lineage
from frontend.ssml.tags import MARKUP
from frontend.tables import read_words, word_set
from frontend.types import Word

_FARTHEST_VERB = 5
"""Words of the clause among which the verb stands: "the little old fox said"."""

_PRONOUNS = word_set("me te nos le les se lo")
"""What may stand between a dash and the verb of a Spanish clause: "—me dijo—"."""

_MARKUP = re.compile(MARKUP)
_LONGEST_GAP = 400
"""Characters between two words, tags included; behind more nothing is reported."""

_CLOSED = re.compile(r"""\A\s?(?:[,.!?…–—-]*\s?(?:["”“»«]|&quot;)|[,.!?…–—-]+(?:['’]|&apos;))[,.]?\s""")
_DASHED = re.compile(r"\s[—–]\Z")
_INVERTED = re.compile(r"(?:[\w']+-(?:t-)?(?:il|elle|ils|elles|on|je))\Z")
_EXCLAIMED = re.compile(r"\A\s?[!?…]+\s\Z")
_AUXILIARIES = frozenset(("a", "ont", "avait", "avaient"))
"""Before a French participle: "a dit le ministre"."""
_FAR = 400
"""Characters before a clause in which the mark is looked for that opens the speech around it."""


def with_reports(words: Sequence[Word], text: str, locale: str) -> tuple[Word, ...]:
    """The words of a sentence, those marked that report direct speech.

    Args:
        words: in order, with the punctuation after them.
        text: the text (or SSML document) that their spans point into.
        locale: BCP-47 tag of the sentence.
    """
    marked = list(words)
    for start in range(1, len(words)):
        if words[start - 1].punctuation and _reports(words, start, text, locale):
            end = _end_of_clause(words, start)
            marked[start:end] = [replace(word, reports=True) for word in words[start:end]]
    return tuple(marked)


def _reports(words: Sequence[Word], start: int, text: str, locale: str) -> bool:
    """Whether a clause that begins with a word reports what stands before it."""
    gap = text[words[start - 1].span.end : words[start].span.start]
    if len(gap) > _LONGEST_GAP:
        return False
    gap = _MARKUP.sub("", gap)
    first = next((plain for plain in map(_plain, words[start : start + _FARTHEST_VERB]) if plain not in _PRONOUNS), "")
    if _CLOSED.match(gap):
        near = words[start : min(_end_of_clause(words, start), start + _FARTHEST_VERB)]
        return any(_is_verb(_plain(word), locale) for word in near)
    second = _plain(words[start + 1]) if start + 1 < len(words) else ""
    if not _is_verb(second if first in _AUXILIARIES else first, locale):
        return False
    told = _DASHED.search(gap) or _INVERTED.match(first)
    return bool(told) or (words[start].text.islower() and _interrupts(words[start], gap, text, locale))


def _interrupts(word: Word, gap: str, text: str, locale: str) -> bool:
    """Whether a word without a capital stands behind a question or an exclamation ("Où? dit Luc") or, behind a comma,
    inside of French speech: its paragraph begins with a dash ("— Tiens, dit Rose"), or its guillemet is still open."""
    if _EXCLAIMED.match(gap):
        return True
    if "fr" not in lineage(locale) or not gap.startswith(","):
        return False
    paragraph = text[max(0, word.span.start - _FAR) : word.span.start].rpartition("\n")[2]
    return paragraph.startswith(("—", "–", "- ")) or paragraph.rfind("«") > paragraph.rfind("»")


def _end_of_clause(words: Sequence[Word], start: int) -> int:
    """The index behind the next word with punctuation, or where a phrase ends."""
    ends = (index + 1 for index in range(start, len(words)) if words[index].punctuation or words[index].ends_phrase)
    return next(ends, len(words))


def _plain(word: Word) -> str:
    return word.text.lower().replace("’", "'")


def _is_verb(word: str, locale: str) -> bool:
    """Whether a word is a verb of saying; of "dit-il" and "s'écria-t-elle" the part before the pronoun is looked up."""
    stem = word.partition("-")[0] if _INVERTED.match(word) else word
    return stem.removeprefix("s'") in _verbs(locale)


@cache
def _verbs(locale: str) -> frozenset[str]:
    return frozenset(read_words(f"{locale}/reporting_verbs.txt"))
