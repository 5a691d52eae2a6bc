"""A guess at the part of speech of one English word from its neighbours, for words that are read in two ways.

Not a tagger: it only has to tell the tags of one homograph apart, so each neighbour votes and the votes are added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "every",
        "each",
        "some",
        "any",
        "no",
        "another",
        "both",
        "which",
        "what",
        "whose",
        "first",
        "second",
        "third",
        "next",
    ]
)
_MODALS = frozenset(
    [
        "will",
        "would",
        "can",
        "could",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "cannot",
        "can't",
        "won't",
        "don't",
        "doesn't",
        "didn't",
        "couldn't",
        "wouldn't",
        "shouldn't",
        "do",
        "did",
        "let's",
        "please",
        "i'll",
        "you'll",
        "he'll",
        "she'll",
        "we'll",
        "they'll",
        "it'll",
        "i'd",
        "you'd",
        "we'd",
        "they'd",
        "he'd",
        "she'd",
        "help",
        "let",
    ]
)
_PLAIN_SUBJECTS = frozenset(["i", "you", "we", "they", "who"])
_SINGULAR_SUBJECTS = frozenset(
    ["he", "she", "it", "who", "that", "which", "nobody", "everyone", "everybody", "someone", "anyone", "this"]
)
_BE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "it's",
        "i'm",
        "you're",
        "we're",
        "they're",
        "he's",
        "she's",
        "that's",
        "there's",
    ]
)
_HAVE = frozenset(["have", "has", "had", "having", "i've", "you've", "we've", "they've", "hasn't", "haven't", "hadn't"])
_PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "about",
        "into",
        "over",
        "under",
        "between",
        "without",
        "during",
        "after",
        "before",
        "against",
        "per",
        "through",
        "upon",
        "despite",
        "like",
        "via",
    ]
)
_OBJECTS = frozenset(
    [
        "the",
        "a",
        "an",
        "my",
        "your",
        "his",
        "her",
        "their",
        "our",
        "its",
        "this",
        "these",
        "those",
        "me",
        "him",
        "us",
        "them",
        "it",
        "you",
    ]
)
_ADVERBS = frozenset(
    [
        "not",
        "never",
        "always",
        "also",
        "still",
        "just",
        "often",
        "even",
        "only",
        "ever",
        "usually",
        "sometimes",
        "rather",
        "rarely",
        "soon",
        "then",
        "now",
        "really",
        "very",
        "so",
        "too",
        "quite",
        "please",
    ]
)
_NOUN_ADJECTIVES = frozenset(
    [
        "new",
        "old",
        "big",
        "small",
        "great",
        "good",
        "bad",
        "long",
        "short",
        "high",
        "strong",
        "current",
        "main",
        "large",
        "little",
        "own",
        "free",
        "last",
        "few",
        "many",
        "several",
        "other",
        "such",
        "more",
        "most",
        "young",
        "early",
        "late",
        "important",
        "public",
        "private",
        "official",
        "daily",
        "weekly",
        "monthly",
        "annual",
    ]
)
_ADJECTIVE_ENDINGS = ("al", "ful", "ous", "ive", "ic", "able", "ible", "less", "ant", "ent")
_CAUSATIVES = frozenset(
    ["let", "lets", "letting", "make", "makes", "made", "making", "help", "helps", "helped", "helping"]
)  # fmt: skip
_NUMBERS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "twenty",
     "thirty", "forty", "fifty", "hundred", "thousand", "million"]
)  # fmt: skip
_PLAIN_VERBS = frozenset(
    ["show", "indicate", "suggest", "reveal", "include", "contain", "prove", "remain", "seem", "vary", "date", "begin",
     "come", "go", "make", "give", "need", "require", "help", "take", "cost", "last", "fall", "rise", "fell", "rose",
     "grew", "went", "came", "ran", "hit", "took", "became", "began", "lost", "won", "sank", "sold", "broke", "led"]
)  # fmt: skip
_NOT_PLURAL = frozenset(
    [
        "is",
        "was",
        "has",
        "does",
        "goes",
        "his",
        "its",
        "this",
        "us",
        "yes",
        "always",
        "perhaps",
        "sometimes",
        "as",
        "thus",
        "plus",
        "unless",
        "towards",
        "besides",
    ]
)
FUNCTION_WORDS = (
    _DETERMINERS
    | _MODALS
    | _BE
    | _HAVE
    | _PREPOSITIONS
    | _OBJECTS
    | _ADVERBS
    | frozenset(["to", "and", "or", "but", "if", "when", "that", "than", "as", "because"])
)


def votes(words: Sequence[str], index: int) -> Counter[str]:
    """Votes for the tags NN, VB, VBD, VBN and JJ.

    Args:
        words: the words of a clause in lower case.
        index: which of them is in question.
    """
    count: Counter[str] = Counter()
    before = index - 1
    while (
        before >= 0
        and (words[before] in _ADVERBS or words[before].endswith("ly"))
        and words[before] not in {"so", "too", "please"}
    ):
        before -= 1
    left = words[before] if before >= 0 else ""
    right = words[index + 1] if index + 1 < len(words) else ""
    _vote_left(count, left, words[before - 1] if before > 0 else "", words[index], right)
    _vote_right(
        count,
        right,
        at_start=index == 0 or left in {"and", "then", "please", "or"},
        after_determiner=left in _DETERMINERS,
        with_s=words[index].endswith("s"),
    )
    noun = right and right not in FUNCTION_WORDS | _SINGULAR_SUBJECTS | _PLAIN_SUBJECTS and words[0] != "does"
    if index == 0 and noun and _is_finite(words[2] if len(words) > 2 else ""):
        count["NN"] += 3  # contract workers are
    return count


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss") and word not in _NOT_PLURAL


def _is_finite(word: str) -> bool:
    """True for a word that is the verb behind a subject."""
    return word in _BE or word in _HAVE or word in _MODALS or word.endswith("ed")


def _vote_left(count: Counter[str], left: str, further: str, word: str, right: str) -> None:
    if left == "to" or left in _MODALS or (left in {"that", "which"} and _is_plural(further)):
        count["VB"] += 3
    elif left in _DETERMINERS or left.endswith("'s"):
        count["NN"] += 3
        count["JJ"] += 2
    elif left in _NUMBERS:
        count["NN"] += 3
    elif (
        further in _CAUSATIVES and (left in _OBJECTS or _is_plural(left)) and not word.endswith("s")
    ):  # lets trucks alternate
        count["VB"] += 3
    elif left == "who" and not further and not word.endswith("s"):  # who read it
        count["VBD"] += 3
    elif left in _PLAIN_SUBJECTS and further in _HAVE:  # have you read it
        count["VBN"] += 4
    elif left in _PLAIN_SUBJECTS | {"he", "she", "it"} and further in _MODALS:  # do you ever read
        count["VB"] += 6
    elif left in _PLAIN_SUBJECTS:
        count.update({"VB": 3, "VBD": 2})
    elif left in _SINGULAR_SUBJECTS:
        count.update({"VB": 3 if word.endswith("s") else 1, "VBD": 3, "NN": 1 if left in {"this", "that"} else 0})
    elif left in _BE and word.endswith("ing"):
        count["VB"] += 3
    elif left in _BE:
        count.update({"JJ": 3, "VBN": 3, "NN": 1})
    elif left in _HAVE:
        count.update({"VBN": 3, "NN": 2})
    elif left in _PREPOSITIONS:
        count.update({"NN": 3, "JJ": 1})
    elif left in _NOUN_ADJECTIVES or left.endswith(_ADJECTIVE_ENDINGS):
        count["NN"] += 2
    elif left in {"and", "or", "but"}:
        count["VB"] += 1 if further in _OBJECTS else 0
    elif _is_plural(left) and not word.endswith("s"):
        count["VB"] += 2
        count["VBD"] += 1
    elif left and word.endswith("s") and left not in FUNCTION_WORDS:
        count.update({"VB": 1, "NN": 1})
        if further in _DETERMINERS and not _is_plural(left) and _is_plural(right):  # the adapter converts volts
            count["VB"] += 2


def _vote_right(count: Counter[str], right: str, at_start: bool, after_determiner: bool, with_s: bool) -> None:
    if right in _OBJECTS:
        count["VB"] += 4 if at_start else 0 if after_determiner else 2
        count["VBD"] += 1
    elif right == "of" or right in _BE or right in _HAVE or (right in _MODALS and right != "please"):
        count["NN"] += 2
    elif with_s and right in _PLAIN_VERBS:  # police records show
        count["NN"] += 3
    elif right == "to" or right.endswith("ly"):
        count["VB"] += 1
    elif right and right not in FUNCTION_WORDS:
        count["JJ"] += 2
        if at_start:
            count["NN" if with_s else "VB"] += 2
    if at_start and right in _PREPOSITIONS:
        count.update({"NN": 3} if with_s else {"VB": 1})  # delegates from forty nations
