"""Words that no recogniser wants, as they are said: most as they stand, some as the names of their letters."""

from __future__ import annotations

from frontend.normalize.abbreviations import skeletons
from frontend.normalize.cleaning import LETTER
from frontend.normalize.locales.language import Language
from frontend.normalize.numeric.maths import FUNCTIONS, in_equation
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan

_WORD_BEFORE = regex(f"([{LETTER}'-]+),? $")
_CONSONANTS = regex("[bcdfghjklmnpqrstvwxz]{2,5}")
_OPERATORS = frozenset("+=×÷<>≤≥≠≈√*^")
_TERM_END = regex(
    r" ?(?:$|[-–−+=×÷*/<>,;.:)\n²³^])"
    r"| (?:and|are|is|gives|holds|where|when|if|for|so|then|with|y|con|si|donde|und|wobei|mit|et|où|avec)\b"
)
"""Behind a term of an equation, where no other word follows that would make it a word: "x = the sum"."""
_OPERATION = regex("[²³^]| ?[+=×÷≤≥≠≈^] ?[0-9A-Za-z(-]")
"""Beside an operator, a one-letter word is a variable ("x + y = 10")."""
_IN_FORMULA = regex(" ?(?:->|[→⊥∥⇔↔∧∨≅≡±∪∩⊂⊆⊃⊇∈≺⪯≻⪰]) ?[A-Za-z](?![A-Za-z])")
"""Behind a letter that is a variable or a point."""
_MINUS_BEFORE = regex("[a-z0-9)] ?- ?$")
_LAST_LETTER = regex("–[b-z](?![\\w'])")
_CONJUNCTION = regex(" [A-ZÁÉÍÓÚÑ]")
_ANSWERS = frozenset(("oui", "non", "yes", "no", "sí", "ja", "nul", "tot", "veg"))
"""Words behind a sign of equation that are none of a formula: "A = oui"."""


def spoken(scan: Scan, word: str, start: int, end: int, *, small: bool) -> str:
    """The word ``[start, end)`` as it is said: letters that are names of letters in capitals, with spaces between.

    Args:
        scan: over the text.
        word: without an apostrophe behind it.
        start, end: where it stands.
        small: whether a single letter that may be a word is one.
    """
    language = scan.language
    if len(word) == 1 and word.lower() in language.one_letter_words:
        return _letter_or_word(scan, word, start, end, small)
    if 1 < len(word) < 4 and word.islower() and _is_product(scan, word, start, end):
        return " ".join(word.upper())
    if word == "n" and scan.character(start - 1) == "'" and "de" in language.lineage:
        return word  # "so 'n Mist"
    if len(word) == 1 and "a" <= word <= "z":
        return word.upper()  # a variable, an item: the letter's name
    if _is_skeleton(word, language):
        return skeletons.word_of(language, word) or " ".join(word.upper())  # "shwr"; "thx", "mc²"
    return word


def _letter_or_word(scan: Scan, word: str, start: int, end: int, small: bool) -> str:
    """A letter that is a word too ("a", "y"): as the letter in capitals, as the word in small letters."""
    if _is_letter(scan, word, start, end):
        return word.upper()
    after = scan.character(end)
    if after and after not in " \u00a0\u202f\n":
        return word
    after_word = scan.word_after(end).partition("-")[0]
    small = small or scan.character(start - 1) in ("¿", "¡") or after_word in scan.language.cues.get("behind y", ())
    return word.lower() if small or (scan.language.title_case and _in_title(scan, start, end)) else word


def _is_letter(scan: Scan, word: str, start: int, end: int) -> bool:
    """Whether a letter is an item, a variable or a point: "s. 2(1)(a)", "A → B", "x + y = 10"."""
    after = scan.character(end)
    bracketed = after == ")" and scan.character(start - 1) == "(" and word.islower()
    if bracketed or _IN_FORMULA.match(scan.text, end) or (word.islower() and _is_first_of_letters(scan, end)):
        return True
    if word.islower() and after in ("|", ")") and scan.is_behind(_MINUS_BEFORE, start, 4):
        return in_equation(scan, start)  # "|x - a| < d"
    if word == "y" and _CONJUNCTION.match(scan.text, end):
        return False  # Spanish "A+ y O+"
    beside = scan.left(2) in _OPERATORS or _OPERATION.match(scan.text, end) is not None
    return (beside or after in "/^²³=+*)") and word.islower() and in_equation(scan, start)


def _is_first_of_letters(scan: Scan, end: int) -> bool:
    """Whether the last letter of several follows behind their plural: "parts a–c"."""
    items = scan.left(2)
    return items.endswith("s") and len(items) > len("is") and _LAST_LETTER.match(scan.text, end) is not None


def _is_skeleton(word: str, language: Language) -> bool:
    """Whether a word has lost its vowels: "shwr", "thx"."""
    without_vowels = len(word) < 6 and language.spells_consonants and _CONSONANTS.fullmatch(word)
    return bool(without_vowels) and word not in language.cues.get("sounds", ())


def _is_product(scan: Scan, word: str, start: int, end: int) -> bool:
    """Whether the last word is variables side by side: "F = ma", "v = u + at", "2ab", "xy²"."""
    if word in FUNCTIONS:
        return False
    if scan.character(start - 1).isnumeric() or scan.character(end) in ("²", "³", "^"):
        return in_equation(scan, start)
    operated = scan.left(2).strip() in _OPERATORS and len(scan.left(3)) == 1 and word not in _ANSWERS
    return operated and _TERM_END.match(scan.text, end) is not None and in_equation(scan, start)


def _in_title(scan: Scan, start: int, end: int) -> bool:
    """Whether a capital between two capitalised words may be an article ("Once Upon A Time", not "the A team")."""
    before, after = _WORD_BEFORE.search(scan.text[max(0, start - 40) : start]), scan.word_after(end)
    return before is not None and before[1][0].isupper() and after[:1].isupper()
