"""Foreign words and names as Spanish would spell them, for espeak-ng, which reads them by Spanish letters alone.

Letters that Spanish does not have tell where a name comes from: those of German, the North and Turkish have the stress
on the vowel with the mark (Müller, Björk, Özil), names in -ić before the ending (Modrić, Ibrahimović), those of French,
Portuguese and Italian where theirs has it (Citroën, João, Nicolò). What no table names loses its mark (Nguyễn).
Spanish words written without their accents get them back (Gonzalez).
"""

from __future__ import annotations

import re
import unicodedata

from frontend.g2p.lexicon import without_accents
from frontend.spanish_accents import restored
from frontend.spanish_vowels import unaccented

_SHORTEST = 3
_SPELLING = (
    ("^[Cc]hr", "cr"),
    ("^[Rr]h", "r"),
    ("^[Rr]w", "ru"),
    ("^[Cc]z", "z"),
    ("^[Ff]t", "t"),
    ("^[Jj]azz(?=[ieí])", "yas"),
    ("^[Yy](?=[^aeiouáéíóú])", "i"),
    ("^([BbDd])h", r"\1"),
    ("^[Kk]h(?=[aeiouáéíóú])", "k"),
    ("^[Kk]w(?=[aeiouáéíóú])", "cu"),
    ("^Gi(?=[aou])", "Y"),
    ("^Jh", "Y"),
    ("tsch", "ch"),
    ("(?<=[aiourn])sch", "sh"),
    ("nh(?=[ao]$)", "ñ"),
    ("(?<=[bcdfghjklmnprstvz])y(?=[bcdfghjklmnprstvz])", "i"),
    ("dd", "d"),
    ("tch", "ch"),
    ("(?<=[aeiou])ll(?=s?$)", "l"),
    ("cch(?=[ei])", "qu"),
    ("ée$", "é"),
    ("(?<=^[A-Z])([a-z]*[ao])ch$", r"\1j"),
    ("^([A-Z][a-z]*[dntl]r)ich$", r"\1ik"),
    ("(?<=[aeiou])ch(?=t)", "j"),
    ("(?<=[aiu])chs$", "x"),
)
"""Without foreign letters: Christian, Rhode, Rwanda, czarina, ftalato, jazzista, Yrigoyen, Dhabi, Khedira, Kwanzaa,
Giovanna, Jhonatan, kitsch, Bosch, Minha, crystal, Sabadell, Bezzecchi, Renée, Bach, Dietrich, Richter, Sachs."""
_VERB_OF_ENGLISH = re.compile(
    "(?!apare)(?=.*(?:oo|roll|tt|tw|reez|ream(?!i)|^lik|^hack).*e)[a-z]{3,16}e(?:ar|[oóaáeé]|ad[oa]s?|ando|amos|aba|aste)[a-z]{0,6}",
    re.IGNORECASE,
)
"""Verbs in -ear from English words: googlear, scrolleamos."""
_ENGLISH_STEM = (
    ("oo", "u"), ("roll", "rol"), ("twee", "tui"), ("tw", "tu"), ("r(?:ee(?=z)|ea(?=m))", "ri"),
    ("^([Ll])ik(?=e)", r"\1aik"), ("tt", "t"), ("^[Hh]ack", "jak"),
)  # fmt: skip
_NORTHERN = re.compile("[äöøåőű]|(?<!g)ü|ü(?![eiéí])", re.IGNORECASE)
_OTHER = re.compile("[^\\W\\d_a-záéíóúüñ]", re.IGNORECASE)
"""A letter of no Spanish word."""
_FRENCH_O = re.compile("(?<=[^aeiouáéíóú])(?:eaux?|aux)$", re.IGNORECASE)
"""The ending of French words (Château, Bordeaux, Margaux), which has the stress."""
_CONSONANTS = (
    ("sch|[şšś]", "sh"),
    ("([aeiou])([^aeiou]*(?:[oe]v)?i)ć$", "\\1\u0301\\2ch"),
    ("çon$", "zón"),
    ("ll(?=[^aiou]|$)", "l"),
    ("[čć]", "ch"),
    ("[žźż]", "y"),
    ("ğ", ""),
    ("ł", "l"),
    ("ń", "ñ"),
    ("ř", "r"),
    ("đ", "y"),
    ("ß", "ss"),
    ("(?<=[bcdfgklmnpt])j", "i"),
    ("j", "y"),
    ("ç", "z"),
    ("ck", "k"),
)
_NORTHERN_VOWELS = (("äu", "oy"), ("äa", "á"), ("[öø]h?|åh?|ő", "ó"), ("äh?", "é"), ("[üű]h?", "ú"))
_ROMANCE_VOWELS = (
    ("ão", "áo"), ("[ãâà]", "á"), ("[êèë]", "é"), ("[îìï]", "í"), ("[õôò]", "ó"), ("[ûù]", "ú"),
    ("ı", "i"), ("ą", "on"), ("ę", "en"), ("ý", "i"),
)  # fmt: skip


def respelled(word: str) -> str:
    """The word in letters of Spanish; as it is where they are Spanish already."""
    if len(word) < _SHORTEST:
        return "a" if word in ("À", "Â", "à", "â") else word
    word = _FRENCH_O.sub("ó", restored(word))
    if _VERB_OF_ENGLISH.fullmatch(word):
        for theirs, ours in _ENGLISH_STEM:
            word = re.sub(theirs, ours, word)
    northern = _NORTHERN.search(word) is not None
    if northern or _OTHER.search(word):
        word = _in_own_letters(word.lower(), northern)
    for theirs, ours in _SPELLING:
        word = re.sub(theirs, ours, word)
    return word


def _in_own_letters(word: str, northern: bool) -> str:
    stressed = re.search("[áéíóú]", word) is not None
    if northern:
        word = re.sub("(?<=..)[öø]$", "o", word)  # Malmö
    for theirs, ours in (*_CONSONANTS, *(_NORTHERN_VOWELS if northern else ()), *_ROMANCE_VOWELS):
        word = re.sub(theirs, ours, word)
    word = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", word))
    first = re.search("[áéíóú]", word)
    if first is None:
        return word
    if stressed and not northern:  # Thérèse: the last one has the stress
        last = max(word.rfind(vowel) for vowel in "áéíóú")
        return unaccented(word[:last]) + word[last:]
    return word[: first.end()] + unaccented(word[first.end() :])


def _plain(letter: str) -> str:
    """A letter of Spanish as it is, any other one without its marks."""
    return letter if letter in "áéíóúüñ" else without_accents(letter)
