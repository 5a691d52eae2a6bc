"""Spanish words of documents cut short as no table has it: ``prec. ±0.5 mm``, ``2 pqtes.``, ``Farmacia de gdia.``

Where the line tells its field (`fields`), the likeliest word of the field is meant. The list ``document_words`` has
words of all documents: letters before a full stop that are no word are the beginning of one of them, or its first and
last letters with some between, if only one word of the list fits.
"""

from __future__ import annotations

from functools import cache, lru_cache

from frontend.common_words import word_ranks
from frontend.normalize.abbreviations import fields
from frontend.normalize.abbreviations.described import is_drawn_together
from frontend.normalize.abbreviations.rules import Site
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.spanish_vowels import unaccented
from frontend.tables import read_words

_AFTER = regex(r"\.(?= ?[a-záéíóúñ0-9(±<>$€%]|[,;:)/]| [-–|·/+=])")
_LAST = regex(r"\.(?: |$)")
_OTHER_CUT = regex(r"[^\W\d_]\.(?:,|:| [^\W_A-ZÁÉÍÓÚÑ]| [0-9$·|/–-])")
_LINE = 160
"""So many characters beside a word at the end of a sentence another word is cut short."""
_FIELD_BEFORE = regex(r"(?:^|[-–—|•·/(:;,.\n]|[0-9]:[0-5][0-9]) ?$")
_ADJECTIVE = ("do", "ico", "ario", "ivo", "oso", "áneo")
"""Ends of adjectives of which not both forms are frequent."""
_VOWELS = "aeiou"
NO_ENDS = frozenset("bcfghkmpqtv")
"""No Spanish word ends with these letters: what does is cut short at the end of a sentence too, "más refacc."."""
_SHORTEST = 3
_PLAIN_ENOUGH = 5
"""So many letters are short for one word of all fields, where the line tells none."""
_REST = 2
"""So many letters a full stop stands for at least."""
_FREQUENT = 1000
"""So many of the most frequent words are never short for others."""
_TOLD = 1.0
"""So much of a line must tell the field of letters that are a word too, or short for another in most lines."""
_TOLD_OTHERWISE = 1.5
"""So much must tell the field of letters that the table has for another word."""
_CUTS = 2
"""So many other words of a line that are cut short show that it is no sentence."""
_MORE_ENGLISH = 20
"""The rank of a Spanish word that is an English one first is so many times that in English: "the"."""
_SHARED = 4
"""So many letters two forms of one word share: "saturado", "saturación" are two."""


def in_field(scan: Scan, position: int, letters: str, row: str = "", cuts: int = 0) -> Reading | None:
    """What the letters at `position` are short for in the field of documents that the line is of.

    Args:
        row: what a row of the table says, without any word around that tells it; "" if none has the letters.
        cuts: so many other words of the line are cut short at least.
    """
    lower, end = letters.lower(), position + len(letters) + 1
    if not scan.language.tag.startswith("es") or not _stands_cut(scan, position, letters):
        return None
    ranks, last = scan.language.word_ranks, scan.ends_here(end)
    word = lower in ranks or lower in scan.language.nouns
    if word and (last or ranks.get(lower, 0) < _FREQUENT):
        return None
    closing = last and lower[-1] not in NO_ENDS
    if closing and not _OTHER_CUT.search(scan.text, max(0, position - _LINE), end + _LINE):
        return None
    found = fields.meaning(scan.language.tag, scan.text, position, letters)
    if found is None or found.cuts < cuts or (row and not _is_stronger(scan, found, row)):
        return None
    if found.cuts < closing or (word and found.told < _TOLD):
        return None
    spoken = _in_form(Site(scan, position, end), scan.language.plural_word(found.word) if found.several else found.word)
    return Reading(end, spoken, scan.is_end(end))


def _is_stronger(scan: Scan, found: fields.Meaning, row: str) -> bool:
    """Whether the field tells more than a row of the table: the line is no sentence, and its field has no word that the
    row says."""
    first = unaccented(row.partition(" ")[0].lower())
    said = first in found.field.words or unaccented(scan.language.singular_of(first)) in found.field.words
    return found.begun and found.told >= _TOLD_OTHERWISE and found.cuts >= _CUTS and not said


def _stands_cut(scan: Scan, position: int, letters: str) -> bool:
    """Whether letters before a full stop may be cut short: no name, no word of a quoted English sentence."""
    if in_english(scan, letters.lower()):
        return False
    named = not letters.islower() and not (letters.istitle() and _FIELD_BEFORE.search(scan.text, 0, position))
    return not named and not scan.character(position - 1).isalnum()


def in_english(scan: Scan, letters: str) -> bool:
    """Whether letters are a word of a quoted English sentence: "a plain text document. Assign"."""
    before, english = scan.left(), word_ranks("en")
    if letters not in english or before not in english or len(before) < len("of"):
        return False
    rank = scan.language.word_ranks.get(before)
    return rank is None or rank > _MORE_ENGLISH * (english[before] + 1)


def recognise(scan: Scan, position: int, letters: str) -> Reading | None:
    """The only word of documents that the letters at `position` are short for."""
    lower, end = letters.lower(), position + len(letters)
    if len(lower) < _SHORTEST or not scan.language.tag.startswith("es"):
        return None
    if not _AFTER.match(scan.text, end) and not (lower[-1] in NO_ENDS and _LAST.match(scan.text, end)):
        return None
    if lower in scan.language.word_ranks or lower in scan.language.nouns or not _stands_cut(scan, position, letters):
        return None
    word, several = _word(lower, _words())
    if not word and len(lower) >= _PLAIN_ENOUGH:
        word, several = _word(lower, tuple(fields.words(scan.language.tag).items()))
    if not word:
        return None
    site = Site(scan, position, end + 1)
    spoken = scan.language.plural_word(word) if several else _in_form(site, word)
    return Reading(site.end, spoken, not scan.text[site.end :].strip())


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """The words without and with their accents."""
    return tuple({unaccented(word): word for word in read_words("es-US/document_words.txt")}.items())


@lru_cache(maxsize=4_000)
def _word(letters: str, listed: tuple[tuple[str, str], ...]) -> tuple[str, bool]:
    """The only word of a list that `letters` are the beginning of, or else the first and last letters, and whether
    they are of several; "" if none or two are."""
    plain = unaccented(letters)
    begun = [word for bare, word in listed if bare.startswith(plain) and len(bare) >= len(plain) + _REST]
    begun = [] if plain[-1] in _VOWELS else begun
    usual = [word for word in begun if unaccented(word)[len(plain)] in _VOWELS]  # "prec." for "precisión"
    for words in (begun, usual):
        if words and _are_one(words):
            return words[0], False
    if begun:
        return "", False
    if plain in word_ranks("en"):
        return "", False  # "spin", "sla"
    single = plain.removesuffix("s")
    drawn = [word for bare, word in listed if is_drawn_together(single, bare)]
    if len(drawn) != 1:
        return "", False
    return drawn[0], single != plain


def _are_one(words: list[str]) -> bool:
    """Whether the words are forms of one: they differ in their last letters alone."""
    return len({word[: max(_SHARED, len(min(words, key=len)) - 1)] for word in words}) == 1


def _in_form(site: Site, word: str) -> str:
    """The plural behind a number above one; adjectives as the noun before them asks for."""
    language = site.scan.language
    counted = site.left()[-1:].isdecimal() and site.left() != "1" and ":" not in site.left()
    if counted and not word.endswith("s"):
        return language.plural_word(word)
    gender, several = language.described(site.scan)
    if not gender:
        gender, several = _of_field_noun(site)
    described = word.endswith(_ADJECTIVE) or (word[-1] == "o" and f"{word[:-1]}a" in language.word_ranks)
    if gender and described and word not in language.nouns:
        return word[:-1] + ("a" if gender == "f" else "o") + "s" * several
    return word


def _of_field_noun(site: Site) -> tuple[str, bool]:
    """The gender of a word of documents to the left, "" if there is none, and whether it is plural: "casa amuebl."."""
    language, left = site.scan.language, site.left()
    noun = (site.scan.spoken if left.endswith(".") else left).rpartition(" ")[2].lower()
    known = {unaccented(noun), unaccented(language.singular_of(noun))} & fields.words(language.tag).keys()
    return (language.classify_word(noun) if known else "", noun.endswith("s"))
