"""Where a reader takes breath though nothing is written there: the phrase breaks of long clauses.

Native readers hardly ever say more than some twenty syllables without a pause. Where they pause without punctuation it
is between phrases: before a conjunction, a relative pronoun, an infinitive or a preposition that follows a content word
("chinks and chunks": Liberman and Church 1992, "Text analysis and word pronunciation in text-to-speech synthesis"), and
so that the parts are of about the same length (Gee and Grosjean 1983, "Performance structures"). Which words open a
phrase, and how readily, was measured in recordings of readers (`recipes/README.md`, "Phrase breaks").

Nothing is parsed: each language's table names the words that open phrases and those that lean on the word behind them.
The cheapest breaks are found by dynamic programming; where no word may open a phrase, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from frontend.errors import TableError
from frontend.locales import get_locale
from frontend.phonology import syllables
from frontend.tables import read_rows, word_set
from frontend.types import Break, Word

EASY_SYLLABLES = 12
"""A phrase of this length costs no breath."""

_EFFORT_SYLLABLES = 8
"""So many more cost one; the effort grows with the square."""

_BREAK = 0.9
"""What a break costs before the word that opens the next phrase best."""

_LEAST_SYLLABLES = 7
"""A shorter phrase is a scrap: each syllable that it lacks costs `_SCRAP`."""

_SCRAP = 0.25
_UNCERTAIN = 1.2
"""Of a conjunction before a bare word, which may join two nouns of one phrase, and of a subordinate clause's verb."""
_AFTER_CLAUSE = 0.4
"""Of a finite verb whose subject has a clause of its own ("everybody who was there | agreed")."""
_BEHIND_VERB = 1.4
"""Of a preposition behind a finite verb, which readers leave to it ("will leave with")."""
_NEAR_WORDS = 6
"""So far behind "between" or "both" a conjunction joins what belongs together."""
_CLAUSE_WORDS = 4
"""A preposition or finite verb opens no phrase if a clause opened so few words before it."""

_ELIDED = word_set("qu' lorsqu' puisqu' jusqu' s' l' d' n' c' j' m' t'")


_COSTS = {"conjunction": 0.0, "clause": 0.2, "subordinator": 0.2, "infinitive": 0.2, "preposition": 0.9, "verb": 0.9}
"""How unwillingly a phrase opens with a word of each role."""
_EXPRESSIONS = ("fixed", "range", "opening")
"""Roles whose rows have two words."""
_ROLES = (
    *_COSTS,
    *_EXPRESSIONS,
    *("verb_end", "predicate", "predicate_end", "past", "past_end", "before_that", "joined"),
    *("leaning", "particle", "pair", "number"),
)


class _Place(NamedTuple):
    """A place where a phrase may end: the words and syllables of the clause before it, and what a break costs there."""

    words: int
    syllables: int
    cost: float


class _Roles:
    """What the words of a locale do at the edges of phrases: the rows of its table `phrases`, in lower case.

    A phrase opens most readily before a ``conjunction``, then before a ``clause`` (subordinators, relative pronouns) or
    the mark of an ``infinitive`` (else it is a preposition: "to the house"), a ``preposition`` and, behind a noun, a
    finite ``verb`` (or any word with a ``verb_end``), or a full verb, the ``predicate`` (or any word with a
    ``predicate_end``). What stands ``before_that`` opens a clause with it ("pendant que", "alors que"),
    and an ``opening`` is a preposition with the word behind it (Spanish "a las nueve").
    None opens after a word that opens one itself, unless it is a predicate, or is ``leaning`` on the next; a
    ``particle`` ("out") leans on all but clauses. Behind a ``pair`` ("between") a conjunction joins two members of one
    phrase, and before one of the ``joined`` words ("et du") it may, but not before a ``past`` (or any word with a
    ``past_end``). The two words of a ``fixed`` row are one expression, those of a ``range`` ("from to") begin its
    parts, and what stands between two words of ``number`` belongs to both. A verb behind a clause, not behind a
    ``subordinator`` ("because"), ends the subject of another verb.
    """

    def __init__(self, locale: str) -> None:
        self._words: dict[str, list[str]] = {}
        for row in read_rows(locale, "phrases", "role words"):
            role, words = row
            if role not in _ROLES:
                raise TableError(f"{row.place}: no role {role!r}; it is one of {', '.join(_ROLES)}")
            self._words.setdefault(role, []).extend([words] if role in _EXPRESSIONS else words.split())
        self._openers = {word: role for role in reversed(_COSTS) for word in self._words.get(role, ())}
        self._particles = self._set("particle")
        self._leaning = self._set("leaning") | self._particles
        self._verb_ends = tuple(self._set("verb_end"))
        self._predicates = self._set("predicate")
        self._predicate_ends = tuple(self._set("predicate_end"))
        self._before_that = self._set("before_that")
        self._openings = self._set("opening")
        self.joined = self._set("joined")
        self._pasts = self._set("past")
        self._past_ends = tuple(self._set("past_end"))
        self.pairs = self._set("pair")
        self.fixed = self._set("fixed")
        self.ranges = self._set("range")
        self._numbers = self._set("number")
        self.has_capital_nouns = get_locale(locale).language == "de"

    def _set(self, role: str) -> frozenset[str]:
        return frozenset(self._words.get(role, ()))

    def opener(self, word: str, after: str = "") -> str | None:
        """The role in which a word opens phrases before the word `after`; None if it does not."""
        if word in self._before_that and self._openers.get(after) == "clause":
            return "clause"
        if f"{word} {after}" in self._openings:
            return "preposition"
        return self._leaning_opener(word) or ("verb" if self._is_predicate(word) else None)

    def leans(self, word: str, after: str = "") -> bool:
        """Whether no phrase ends with the word before the word `after`."""
        if word in self._particles and self.opener(after) != "infinitive" and self.opens_clause(after):
            return False
        return word in self._leaning or self._leaning_opener(word) is not None

    def _leaning_opener(self, word: str) -> str | None:
        return self._openers.get(word) or ("verb" if word.endswith(self._verb_ends) else None)

    def is_noun(self, word: str) -> bool:
        """Whether a capital tells a noun from the full verb that it is in small letters."""
        return self.has_capital_nouns and word[:1].isupper() and self._is_predicate(word.lower())

    def _is_predicate(self, word: str) -> bool:
        if word[:1].isupper() or word in self._leaning:
            return False
        return word in self._predicates or word.endswith(self._predicate_ends)

    def opens_clause(self, word: str) -> bool:
        """Whether a word opens a clause or joins one to another."""
        return self.opener(word) in ("conjunction", "clause", "subordinator", "infinitive")

    def goes_on(self, after: str) -> bool:
        """Whether a conjunction before a word joins clauses or verbs, no two nouns of one phrase."""
        return self.is_past(after) or self.opener(after) == "verb" or (self.leans(after) and after not in self.joined)

    def is_past(self, word: str) -> bool:
        return word in self._pasts or word.endswith(self._past_ends)

    def are_numbers(self, last: str, after: str) -> bool:
        """Whether a number ends with a word and another begins with one."""
        words = (last.rpartition(" ")[2], after.partition(" ")[0])
        return all(word.partition("-")[0] in self._numbers for word in words)


@cache
def _roles(locale: str) -> _Roles:
    return _Roles(locale)


def with_phrases(words: Sequence[Word], locale: str) -> tuple[Word, ...]:
    """The words of a sentence, those marked after which a phrase ends though nothing is written.

    Args:
        words: in order, with the punctuation after them.
        locale: BCP-47 tag of the language of the sentence; words of another open no phrase.
    """
    marked = list(words)
    start = 0
    for clause in _clauses(words):
        for count in _ends(clause, locale):
            marked[start + count - 1] = replace(clause[count - 1], ends_phrase=True)
        start += len(clause)
    return tuple(marked)


def _clauses(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words between pauses that are written or asked for."""
    start = 0
    for index, word in enumerate(words):
        paused = any(isinstance(directive, Break) for directive in word.before)
        if paused and index > start:
            yield words[start:index]
            start = index
        if word.punctuation:
            yield words[start : index + 1]
            start = index + 1
    if start < len(words):
        yield words[start:]


def _ends(clause: Sequence[Word], locale: str) -> list[int]:
    """How many words of the clause stand before each of its phrase breaks."""
    counts = [syllables(word) for word in clause]
    if _effort(sum(counts)) <= _BREAK:
        return []
    roles = _roles(locale)
    parts = [_parts(word, roles) for word in clause]
    openings = ["" if _is_preposition(clause, i, roles) else first for i, (first, _) in enumerate(parts)]
    places = [_Place(0, 0, 0.0)]
    heard = 0
    for index in range(1, len(clause)):
        heard += counts[index - 1]
        cost = _opening_cost(clause, parts, openings[: index + 1], roles)
        if cost is not None:
            places.append(_Place(index, heard, _BREAK + cost))
    places.append(_Place(len(clause), sum(counts), 0.0))
    return _cheapest(places)


def _effort(count: int) -> float:
    """What it costs to say so many syllables in one breath."""
    if count < _LEAST_SYLLABLES:
        return _SCRAP * (_LEAST_SYLLABLES - count)
    return (max(count - EASY_SYLLABLES, 0) / _EFFORT_SYLLABLES) ** 2


def _cheapest(places: Sequence[_Place]) -> list[int]:
    """The words before the breaks of the cheapest way from the first place to the last."""
    best = [0.0]
    source = [0]
    for here, place in enumerate(places[1:], start=1):
        ways = [best[there] + _effort(place.syllables - places[there].syllables) for there in range(here)]
        nearest = min(range(here), key=ways.__getitem__)
        best.append(ways[nearest] + place.cost)
        source.append(nearest)
    ends: list[int] = []
    at = source[-1]
    while at:
        ends.append(places[at].words)
        at = source[at]
    return ends[::-1]


def _opening_cost(
    clause: Sequence[Word], parts: Sequence[tuple[str, str]], openings: Sequence[str], roles: _Roles
) -> float | None:
    """How unwillingly a phrase opens with a word of the clause; None if none does.

    Args:
        clause: its words.
        parts: what opens and what ends each of them.
        openings: what opens the words up to this one, "" where the mark of an infinitive is a preposition.
        roles: of the locale.
    """
    *said, opening = openings
    index = len(said)
    word, before = clause[index], clause[index - 1]
    first, last = parts[index][0], parts[index - 1][1]
    foreign = word.locale is not None or word.span == before.span
    if foreign or index + 1 == len(clause) or roles.leans(last, first):
        return None
    after = parts[index + 1][0]
    role = roles.opener(first, after)
    if role is None or roles.opener(after) == "conjunction" or _holds_together(last, first, after, said, roles):
        return None
    if role == "verb" and roles.has_capital_nouns and before.text.islower():
        return None
    if not opening:
        role = "preposition"
    return _cost_of(role, said, after, roles)


def _is_preposition(clause: Sequence[Word], index: int, roles: _Roles) -> bool:
    """Whether the mark of an infinitive is a preposition: before a name or an article (the train to Salisbury)."""
    marks = not roles.has_capital_nouns and roles.opener(clause[index].text.lower()) == "infinitive"
    if not marks or index + 1 == len(clause):
        return False
    after = clause[index + 1].text
    return after[:1].isupper() or roles.leans(after.lower())


def _holds_together(last: str, first: str, after: str, said: Sequence[str], roles: _Roles) -> bool:
    """Whether a word makes one expression of its neighbours: "on board", "from Crewe to York", "six to eight"."""
    ranged = any(f"{word} {first}" in roles.ranges for word in said[-_NEAR_WORDS:])
    fixed = not roles.fixed.isdisjoint((f"{first} {after}", f"{last} {first}"))
    return ranged or fixed or roles.are_numbers(last, after)


def _cost_of(role: str, said: Sequence[str], after: str, roles: _Roles) -> float | None:
    """The cost of a phrase that opens in a role, behind the words that the clause has `said` and before `after`."""
    if role == "conjunction":
        if not roles.pairs.isdisjoint(said[-_NEAR_WORDS:]):
            return None
        return _COSTS[role] if roles.goes_on(after) else _UNCERTAIN
    if role == "infinitive" and roles.leans(after):
        role = "preposition"  # in German too
    opened = any(map(roles.opens_clause, said[-_CLAUSE_WORDS:]))
    if opened and (role == "preposition" or (role == "verb" and roles.pairs.isdisjoint(said))):
        return None
    if role == "verb" and any(roles.opener(word) == "clause" for word in said):
        return _AFTER_CLAUSE
    if role == "verb" and any(roles.opener(word) == "subordinator" for word in said):
        return _UNCERTAIN
    if role == "preposition" and (roles.opener(said[-1]) == "verb" or roles.is_past(said[-1])):
        return _BEHIND_VERB
    return _COSTS[role]


def _parts(word: Word, roles: _Roles) -> tuple[str, str]:
    """What opens a word and what ends it: of "qu'il" *qu'* and *il*, of any other the word twice, in lower case; "s'il"
    is told by the table. A noun that German writes like a verb keeps its capital ("und Leben")."""
    if roles.is_noun(word.text):
        return word.text, word.text
    text = word.text.lower().replace("’", "'")
    head, apostrophe, rest = text.partition("'")
    if not rest or head + apostrophe not in _ELIDED:
        return text, text
    return (head + apostrophe if roles.opener(text) is None else text), rest
