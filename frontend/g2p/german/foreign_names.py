"""Turkish, Spanish and Chinese names in German: Yücel, Jiménez, Zhang, which espeak-ng takes for German words.

Each is read by the letters of its language with German sounds. Turkish and Spanish names are told by letters that only
they have, or stand in `data/de-DE/turkish_names.txt` and `spanish_names.txt`; there they have all their marks, and are
found without them too. Chinese ones are told by their syllables (`frontend.g2p.pinyin`).

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from frontend.g2p import pinyin
from frontend.g2p.lexicon import without_accents
from frontend.g2p.notation import parse
from frontend.tables import read_words
from frontend.types import Phone

_LOCALE = "de-DE"
_TURKISH_LETTERS = re.compile("[ığş]|^[İŞ]")
_LONG = {"a": "aː", "e": "eː", "i": "iː", "o": "oː", "u": "uː", "ö": "øː", "ü": "yː", "ı": "ɪ"}
_SHORT = {"a": "a", "e": "ɛ", "i": "ɪ", "o": "ɔ", "u": "ʊ", "ö": "œ", "ü": "ʏ", "ı": "ɪ"}
_MARKED = dict(zip("áéíóú", "aeiou", strict=True))
_PLAIN = {**{letter: letter for letter in "bdfhklmnptv"}, "g": "ɡ", "r": "ʁ", "s": "z", "w": "v", "x": "ks"}
_TURKISH = (
    ("ay(?![aeıioöuü])|ai", "aɪ"), ("ey(?![aeıioöuü])|ei", "aɪ"), ("oy(?![aeıioöuü])", "ɔʏ"),
    ("uy(?![aeıioöuü])", "ʊɪ"), ("[ğ]", ""), ("h(?=[^aeıioöuüy]|$)", ""), ("c", "dʒ"), ("ç", "tʃ"),
    ("ş", "ʃ"), ("j", "ʒ"), ("y", "j"), ("z", "z"),
)  # fmt: skip
_SPANISH = (
    ("[aá][iy](?![aeou])", "aɪ"), ("[eé][iy](?![aeou])", "aɪ"), ("[aá]u", "aʊ"), ("qu(?=[eiéí])|c(?![eiéíh])", "k"),
    ("gu(?=[eiéí])", "ɡ"), ("gü", "ɡʊ"), ("ch", "tʃ"), ("c", "s"), ("g(?=[eiéí])|j", "x"), ("ll", "lj"), ("rr", "ʁ"),
    ("h", ""), ("ñ", "nj"), ("i(?=[aeoáéó])|y(?=[aeou])", "j"), ("u(?=[aeoáéó])", "ʊ"), ("z", "s"), ("y", "i"),
)  # fmt: skip
"""Letters, where they are not as in German, to sounds."""


class _Sound(NamedTuple):
    """One sound of a name and the letters for it; a vowel that may be long or short is still a letter."""

    letters: str
    symbol: str

    @property
    def is_nucleus(self) -> bool:
        return self.symbol in _LONG or self.symbol in ("aɪ", "aʊ", "ɔʏ", "ʊɪ")


def read(word: str) -> tuple[Phone, ...] | None:
    """Phones of a Turkish, Spanish or Chinese name, None for any other word."""
    if not word[:1].isupper() or word[1:] != word[1:].lower():
        return None
    owned = word.endswith("s") and (word[:-1] in _names("turkish") or word[:-1] in _names("spanish"))
    spelled = _spelled(word[:-1] if owned else word)
    return parse(spelled + "s" * owned, _LOCALE, word, stressed=True) if spelled else None


def _spelled(name: str) -> str:
    turkish, spanish = _names("turkish").get(name), _names("spanish").get(name)
    if turkish or _TURKISH_LETTERS.search(name):
        sounds = _sounds((turkish or name).replace("İ", "i").lower().replace("\u0307", ""), _TURKISH)
        return _notation(sounds, _turkish_stress(sounds), "ə")
    if spanish or "ñ" in name:
        sounds = _sounds((spanish or name).lower(), _SPANISH)
        return _notation(sounds, _spanish_stress(sounds), "e")
    return pinyin.in_german(name) or ""


@cache
def _names(language: str) -> dict[str, str]:
    """Names of the list, with their marks and without, to the name with them."""
    names = read_words(f"{_LOCALE}/{language}_names.txt")
    return {spelling: name for name in names for spelling in (name, without_accents(name.replace("ı", "i")))}


@cache
def _pattern(letters: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"({written})" for written, _ in letters) + "|(.)")


def _sounds(name: str, letters: tuple[tuple[str, str], ...]) -> list[_Sound]:
    """The sounds of a name in lower case."""
    found = [(match.group(), match.lastindex or 0) for match in _pattern(letters).finditer(name)]
    result: list[_Sound] = []
    for written, index in found:
        plain = _MARKED.get(written, written)
        symbol = letters[index - 1][1] if index <= len(letters) else plain if plain in _LONG else _PLAIN.get(plain, "")
        if result and symbol == result[-1].symbol and symbol not in _LONG:
            continue  # one sound for two letters, but the syllable is closed
        result.append(_Sound(written, symbol))
    return result


def _turkish_stress(sounds: list[_Sound]) -> int:
    """Which nucleus has the stress: the one before -oğlu, the last but one before a vowel, the last one in -can."""
    word = "".join(sound.letters for sound in sounds)
    count = sum(sound.is_nucleus for sound in sounds)
    if word.endswith(("oğlu", "oglu")):
        return max(0, count - 3)
    if word.endswith("can"):
        return count - 1
    return count - 2 if count > 2 and sounds[-1].is_nucleus else 0


def _spanish_stress(sounds: list[_Sound]) -> int:
    """Which nucleus has the stress: the one with its mark, else the last but one before a vowel, n or s."""
    nuclei = [sound for sound in sounds if sound.is_nucleus]
    marked = next((i for i, nucleus in enumerate(nuclei) if not _MARKED.keys().isdisjoint(nucleus.letters)), None)
    if marked is not None:
        return marked
    return max(0, len(nuclei) - (2 if sounds[-1].is_nucleus or sounds[-1].letters in ("n", "s") else 1))


def _notation(sounds: list[_Sound], main: int, last_e: str) -> str:
    """The name as a table has it: a vowel is long in an open syllable with stress, tense in any other open one."""
    result, count = "", -1
    for i, sound in enumerate(sounds):
        if not sound.is_nucleus:
            result += _consonant(sounds, i)
            continue
        count += 1
        result += "ˈ" if count == main else ""
        if sound.symbol not in _LONG:
            result += sound.symbol
        elif i + 1 == len(sounds) and count != main:
            result += {"e": last_e, "a": "a"}.get(sound.symbol, _LONG[sound.symbol])
        elif _is_closed(sounds, i) or (sound.symbol == "a" and count != main):
            result += _SHORT[sound.symbol]
        else:
            result += _LONG[sound.symbol]
    result = re.sub("(?<=[^aeiouɔɪʊˈ])ɛʁ$", "ɐ", result)
    result = re.sub("([ɪʊʏ])ʁ$", lambda found: {"ɪ": "iːʁ", "ʊ": "uːʁ", "ʏ": "yːʁ"}[found[1]], result)
    return re.sub("(?<=ː)ʁ(?=$|[^aeɛɪioɔʊuœøʏyəˈ])", "ɐ̯", re.sub("n(?=ˈ?[kɡ])", "ŋ", result))


def _consonant(sounds: list[_Sound], at: int) -> str:
    symbol = sounds[at].symbol
    after = sounds[at + 1] if at + 1 < len(sounds) else None
    if after is None:
        return {"b": "p", "d": "t", "ɡ": "k", "z": "s", "v": "f", "dʒ": "tʃ"}.get(symbol, symbol)
    voiceless = sounds[at].letters == "s" and (not after.is_nucleus or (at and not sounds[at - 1].is_nucleus))
    return "s" if symbol == "z" and voiceless else symbol


def _is_closed(sounds: list[_Sound], at: int) -> bool:
    """Whether consonants close the syllable of a vowel: all at the end of the name, two of them inside of it."""
    behind = []
    for sound in sounds[at + 1 :]:
        if sound.is_nucleus:
            break
        behind.append(sound)
    ends = at + len(behind) + 1 == len(sounds)
    sounded = [sound.symbol for sound in behind if sound.symbol]
    if ends or any(sound.letters in ("rr", "ll", "ñ") for sound in behind[:1]):
        return bool(sounded)
    joined = len(sounded) == 2 and (sounded[1] in ("j", "ʊ") or (sounded[0] in "bdfɡkpt" and sounded[1] in "lʁ"))
    return len(sounded) > 1 and not joined
