"""A guess at the part of speech of one English word from its neighbours, for words that are read in two ways.

Not a tagger: it only has to tell the tags of one homograph apart, so each neighbour votes and the votes are added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from frontend.tables import word_set

_DETERMINERS = word_set(
    "the a an this these those my your his her its our their every each some any no another both which what whose "
    "first second third next"
)
_MODALS = word_set(
    "will would can could shall should may might must cannot can't won't don't does doesn't didn't couldn't wouldn't "
    "shouldn't do did let's please i'll you'll he'll she'll we'll they'll it'll i'd you'd we'd they'd he'd she'd "
    "help let"
)
_PLAIN_SUBJECTS = word_set("i you we they who")
_SINGULAR_SUBJECTS = word_set("he she it who that which nobody everyone everybody someone anyone this")
_BE = word_set(
    "is are was were be been being am isn't aren't wasn't weren't it's i'm you're we're they're he's she's that's "
    "there's who's what's here's everyone's everybody's nobody's someone's somebody's"
)
_HAVE = word_set("have has had having i've you've we've they've hasn't haven't hadn't")
_PREPOSITIONS = word_set(
    "of in on at by for with from about into over under between without during after before against per through "
    "upon despite like via"
)
_OBJECTS = word_set("the a an my your his her their our its this these those me him us them it you")
_ADVERBS = word_set(
    "not never always also still just often even only ever usually sometimes rather rarely soon then now really "
    "very so too quite please"
)
_NOUN_ADJECTIVES = word_set(
    "new old big small great good bad long short high strong current main large little own free last few many "
    "several other such more most young early late important public private official daily weekly monthly annual"
)
_ADJECTIVE_ENDINGS = ("al", "ful", "ous", "ive", "ic", "able", "ible", "less", "ant", "ent", "est")
_ONE = word_set("a an each every another one")
"""What stands before one thing, so that a verb behind it would end with an s."""
_HOW_OFTEN = word_set("often always never usually sometimes rarely seldom still also")
"""Adverbs that stand before verbs."""
_CAUSATIVES = word_set("let lets letting make makes made making help helps helped helping")
NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen dozen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
)
_PLAIN_VERBS = word_set(
    "show indicate suggest reveal include contain prove remain seem vary date begin come go make give need require "
    "help take cost last fall rise fell rose grew went came ran hit took became began lost won sank sold broke led"
)
_GROUPS = word_set("people men women children police staff both all then here there go come but")
"""What may stand before a verb without an s, though it has none itself."""
_NOT_PLURAL = word_set(
    "is was has does goes his its this us yes always perhaps sometimes as thus plus unless towards besides"
)
_IRREGULAR_PASTS = word_set(
    "ate began bent bought brought built came caught crept drank drew drove dug fell felt flew fought found gave "
    "got grew hung heard held kept knelt knew laid lay led left lit lost made met paid ran rode rose said sang "
    "sank sat saw sent shook slept slid spent spoke stole stood swam taught threw told took thought went woke won wore "
    "wrote"
)
_NO_PASTS = word_set("hundred sacred hatred bed red shed")
_ASIDE = word_set("if when once before after until unless while as since because though although whether")
"""What begins a clause that no story is told in."""
_DEFINITE = word_set("the your his her their it this that about somewhere")
"""What is read, where one tells of it."""
_PLACES = word_set("bed school work church town college him me us them")
"""What stands behind a "to" that is no infinitive's."""
FUNCTION_WORDS = (
    _DETERMINERS
    | _MODALS
    | _BE
    | _HAVE
    | _PREPOSITIONS
    | _OBJECTS
    | _ADVERBS
    | word_set("to and or but if when that than as because")
)
_SUBJECTS = _PLAIN_SUBJECTS | _SINGULAR_SUBJECTS
ENDS_PHRASE = _BE | _HAVE | _MODALS | _SUBJECTS | word_set("and but for with from too as than if when because") | {""}
"""What a noun phrase is not gone on with; "" where the clause ends."""
_ASKED = _PLAIN_SUBJECTS | word_set("he she it")
_AFTER_NOUN = (_BE | _HAVE | _MODALS | {"of"}) - {"please"}
_DEMONSTRATIVES = word_set("this that")
_JOINTS = word_set("and or but")
_SKIPPED = _ADVERBS - word_set("so too please")
"""Adverbs that may stand between a word and the one that tells about it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A word and its neighbours, "" outside of the clause; adverbs before it are left out.

    Attributes:
        word: the word in question.
        left: the word before.
        further: the word before `left`.
        right: the word behind.
        beyond: the word behind `right`.
        adverb: an adverb right before the word.
        is_first: whether `word` begins the clause, adverbs included.
        asks: whether the clause begins with "does".
        is_asked: whether the clause begins as a question does (does the file import).
        goes_on: whether the word goes on a story behind its and (sat down and read).
    """

    word: str
    left: str
    further: str
    right: str
    beyond: str
    adverb: str
    is_first: bool
    asks: bool
    is_asked: bool
    goes_on: bool

    @property
    def with_s(self) -> bool:
        return self.word.endswith("s") and not self.word.endswith("ss")

    @property
    def at_start(self) -> bool:
        """Whether the word may be a command."""
        return self.is_first or self.left in {"and", "then", "please", "or"}


_Evidence = tuple[Callable[[_Place], bool], dict[str, int]]

_LEFT: tuple[_Evidence, ...] = (
    (lambda place: place.left == "to" or place.left in _MODALS, {"VB": 3}),
    (lambda place: place.left in {"that", "which"} and _is_plural(place.further), {"VB": 3}),  # fees that conflict
    (lambda place: place.left in _DETERMINERS or _is_genitive(place.left), {"NN": 3, "JJ": 2}),
    (lambda place: place.left in NUMBERS or (place.left == "one" and place.further != "no"), {"NN": 3}),
    (lambda place: _is_caused(place) and not place.with_s, {"VB": 3}),  # lets trucks alternate
    (lambda place: place.left == "who" and not place.further and not place.with_s, {"VBD": 3}),  # who read it
    (lambda place: place.left in _PLAIN_SUBJECTS and place.further in _HAVE, {"VBN": 4}),  # have you read it
    (lambda place: place.left in _ASKED and place.further in _MODALS, {"VB": 6}),  # do you ever read, does it alternate
    (lambda place: place.left == "i" and place.right in _DEFINITE, {"VB": 2, "VBD": 4}),  # I read the whole book
    (lambda place: place.left in _PLAIN_SUBJECTS, {"VB": 3, "VBD": 2}),
    (lambda place: place.left in _DEMONSTRATIVES and place.with_s, {"VB": 3, "VBD": 3, "NN": 1}),
    (lambda place: place.left in _DEMONSTRATIVES, {"VB": 1, "VBD": 3, "NN": 1}),
    (lambda place: place.left in _SINGULAR_SUBJECTS and place.with_s, {"VB": 3, "VBD": 3}),
    (lambda place: place.left in _SINGULAR_SUBJECTS, {"VB": 1, "VBD": 3}),
    (lambda place: place.left in _BE and place.word.endswith("ing"), {"VB": 3}),
    (lambda place: place.left in _BE, {"JJ": 3, "VBN": 3, "NN": 1}),
    (lambda place: place.left in _HAVE, {"VBN": 3, "NN": 2}),
    (lambda place: place.left in _PREPOSITIONS, {"NN": 3, "JJ": 1}),
    (lambda place: place.left in _NOUN_ADJECTIVES or place.left.endswith(_ADJECTIVE_ENDINGS), {"NN": 2}),
    (lambda place: place.goes_on, {"VBD": 6}),  # he sat down and read
    (lambda place: place.left in _JOINTS and place.further in _OBJECTS, {"VB": 1}),  # call me and read
    (lambda place: place.left in _JOINTS, {}),
    (lambda place: _is_plural(place.left) and not place.with_s, {"VB": 2, "VBD": 1}),
    (lambda place: _is_subject(place) and _is_transitive(place), {"VB": 3, "NN": 1}),  # the adapter converts volts
    (lambda place: _is_subject(place), {"VB": 1, "NN": 1}),
    (lambda place: _is_compound(place), {"NN": 1}),  # phone use
)
"""What the words before a word tell of it: the first that holds."""

_RIGHT: tuple[_Evidence, ...] = (
    (lambda place: place.right in _OBJECTS and place.at_start, {"VB": 4, "VBD": 1}),
    (lambda place: place.right in _OBJECTS and place.left in _DETERMINERS, {"VBD": 1}),
    (lambda place: place.right in _OBJECTS, {"VB": 2, "VBD": 1}),
    (lambda place: place.right in _AFTER_NOUN, {"NN": 2}),
    (lambda place: place.right in _PLAIN_VERBS and place.with_s, {"NN": 3}),  # police records show
    (lambda place: place.right == "to" or place.right.endswith("ly"), {"VB": 1}),
    (lambda place: not place.right or place.right in FUNCTION_WORDS | NUMBERS, {}),
    (lambda place: place.at_start and place.with_s, {"JJ": 2, "NN": 2}),
    (lambda place: place.at_start, {"JJ": 2, "VB": 2}),
    (lambda place: True, {"JJ": 2}),
)
"""What the word behind a word tells of it: the first that holds."""

_START: tuple[_Evidence, ...] = (
    (lambda place: place.at_start and place.right in _PREPOSITIONS | {"to"} and place.with_s, {"NN": 3}),  # exports to
    (lambda place: place.at_start and place.right in _PREPOSITIONS, {"VB": 1}),
    (lambda place: place.is_first and _is_noun(place) and _is_finite(place.beyond), {"NN": 3}),  # contract workers are
)
"""What more is told of a word at the head of a clause: the first that holds."""

_PHRASE: tuple[_Evidence, ...] = (
    (lambda place: place.adverb in _HOW_OFTEN, {"VB": 1, "VBD": 1}),
    (lambda place: _is_one_thing(place) and place.right not in _OBJECTS, {"NN": 2}),  # an appropriate use
)
"""What the phrase that a word ends tells of it: the first that holds."""


def votes(words: Sequence[str], index: int) -> Counter[str]:
    """Votes for the tags NN, VB, VBD, VBN and JJ.

    Args:
        words: the words of a clause in lower case.
        index: which of them is in question.
    """
    before = index - 1
    while before >= 0 and (words[before] in _SKIPPED or words[before].endswith("ly")):
        before -= 1
    place = _Place(
        word=words[index],
        left=words[before] if before >= 0 else "",
        further=words[before - 1] if before > 0 else "",
        right=words[index + 1] if index + 1 < len(words) else "",
        beyond=words[index + 2] if index + 2 < len(words) else "",
        adverb=words[index - 1] if index - 1 > before else "",
        is_first=index == 0,
        asks=words[0] == "does",
        is_asked=words[0] in _MODALS,
        goes_on=before > 0 and words[before] in _JOINTS and _tells(words[:before]),
    )
    count: Counter[str] = Counter()
    for table in (_LEFT, _PHRASE, _RIGHT, _START):
        count.update(next((tags for holds, tags in table if holds(place)), {}))
    return count


def narrates(words: Sequence[str]) -> bool:
    """Whether a clause in lower case tells what somebody did (he opened the letter), so that the next may go on."""
    subjects = _PLAIN_SUBJECTS | _SINGULAR_SUBJECTS - _DEMONSTRATIVES
    told = any(subject in subjects and is_past(verb) for subject, verb in pairwise(words))
    return told and words[0] not in _ASIDE


def _tells(words: Sequence[str]) -> bool:
    """Whether the last verb of these words is one of the past."""
    for i in range(len(words) - 1, -1, -1):
        after = words[i + 1] if i + 1 < len(words) else ""
        if words[i] in _MODALS or (words[i] == "to" and after not in _DETERMINERS | _PLACES):
            return False
        if is_past(words[i]):
            return True
    return False


def is_past(word: str) -> bool:
    """Whether a word in lower case is a form of the past."""
    return word in _IRREGULAR_PASTS or (word.endswith("ed") and not word.endswith("eed") and word not in _NO_PASTS)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss") and word not in _NOT_PLURAL


def _is_finite(word: str) -> bool:
    """Whether a word is the verb behind a subject."""
    return word in _BE or word in _HAVE or word in _MODALS or word.endswith("ed")


def _is_genitive(word: str) -> bool:
    return word.endswith("'s") and word not in _BE


def _is_one_thing(place: _Place) -> bool:
    """Whether an article and another word stand before a word that is no verb of one subject."""
    return place.further in _ONE and place.left not in FUNCTION_WORDS and not place.with_s


def _is_caused(place: _Place) -> bool:
    """Whether somebody is made to do what the word says."""
    return place.further in _CAUSATIVES and (place.left in _OBJECTS or _is_plural(place.left))


def _is_subject(place: _Place) -> bool:
    """Whether a noun may stand before a word with an s."""
    return bool(place.left) and place.with_s and place.left not in FUNCTION_WORDS


def _is_compound(place: _Place) -> bool:
    """Whether one thing stands before a word without an s, so that it is no verb of that thing."""
    is_one = place.left not in FUNCTION_WORDS | _GROUPS and not _is_plural(place.left) and not is_past(place.left)
    return bool(place.left) and is_one and not place.is_asked


def _is_transitive(place: _Place) -> bool:
    """Whether one thing stands before and several behind."""
    return place.further in _DETERMINERS and not _is_plural(place.left) and _is_plural(place.right)


def _is_noun(place: _Place) -> bool:
    """Whether a noun may stand behind."""
    return bool(place.right) and place.right not in FUNCTION_WORDS | _SUBJECTS and not place.asks
