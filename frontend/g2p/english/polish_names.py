"""Polish names in British speech (Szymańska, Wieczorek, Grzegorczyk), read by the letters of Polish.

Only names with letters or endings that are Polish are read so; espeak-ng reads them as English words. Consonants are
those of Polish as far as English has them, w among them, which Americans keep as their own; vowels and stress, on the
last syllable but one, are those that speakers of English give such names. After Wells, "Longman Pronunciation
Dictionary" (2008).
"""

from __future__ import annotations

import re

_MARKS = re.compile("[ąćęłńśźżĄĆĘŁŃŚŹŻ]")
_ENDS = re.compile(
    "..(?:(?:[oe]w|[iay][nń]|ór)sk[ia]|dzk[ia]|(?:[nlw]i|e|a|o)cki|ieski|[nlw]icka|wicz|czyk|czak|asz|usz|rzyk)$"
)
_NAME = re.compile("[a-ząćęłńóśźż]{5,}")
_UNITS = re.compile(
    "szcz|sz|cz|rz|ch|dź|dż|dz(?=i[aeouóąę])|dz|ck(?=[ia]$)|ci(?=[aeouóąę])|si(?=[aeouóąę])|zi(?=[aeouóąę])|ni(?=[aeouóąę])"
    "|i(?=[aeouóąę])|[aeo]j(?![aeiouyóąę])|ł|."
)
_SOUNDS = {
    "szcz": "ʃtʃ", "sz": "ʃ", "cz": "tʃ", "rz": "ʒ", "ch": "h", "dź": "dʒ", "dż": "dʒ", "ci": "tʃ", "ć": "tʃ",
    "si": "ʃ", "ś": "ʃ", "zi": "zj", "ź": "ʒ", "ż": "ʒ", "ni": "nj", "ń": "n", "ł": "w", "w": "v", "c": "ts",
    "ck": "tsk", "r": "ɹ", "g": "ɡ",
}  # fmt: skip
_VOWELS = {
    "a": "æ", "ą": "ɒn", "e": "ɛ", "ę": "ɛn", "i": "ɪ", "o": "ɒ", "ó": "u", "u": "u", "y": "ɪ", "aj": "aɪ", "ej": "eɪ",
    "oj": "ɔɪ",
}  # fmt: skip
_LAST = {"a": "ə", "i": "i", "o": "oʊ", "y": "i"}
_DEVOICED = {"v": "f", "ʒ": "ʃ", "dʒ": "tʃ", "dz": "ts", "z": "s", "b": "p", "d": "t"}
_VOICELESS = ("ʃ", "tʃ", "ʃtʃ", "h", "ts", "tsk", "p", "t", "k", "s", "f")


def phones(word: str) -> str | None:
    """A Polish name in the common notation of the English tables (`frontend/g2p/notation.py`); None for words that do
    not look Polish."""
    folded = word.lower()
    polish = _MARKS.search(word) or _ENDS.search(folded)
    if not polish or not word.istitle() or not _NAME.fullmatch(folded):
        return None
    units = _UNITS.findall(folded)
    sounds = [_VOWELS[u] if u in _VOWELS and not _glides(units, i) else _SOUNDS.get(u, u) for i, u in enumerate(units)]
    vowels = [i for i, unit in enumerate(units) if unit in _VOWELS and not _glides(units, i)]
    if len(vowels) < 2:
        return None
    sounds = _voiced(sounds, set(vowels))
    main = vowels[-2]
    for order, place in enumerate(vowels):
        if place == vowels[-1] and place == len(units) - 1:
            sounds[place] = _LAST.get(units[place], sounds[place])
        elif place < main and units[place] in "ae" and (order or (units[place] == "a" and place + 2 == main)):
            sounds[place] = "ə"
    marks = {main: "ˈ", **({vowels[0]: "ˌ"} if main > vowels[1] else {})}
    for place, mark in marks.items():
        onset = place - 1 if place and place - 1 not in vowels else place
        sounds[onset] = mark + sounds[onset]
    return re.sub("n(?=[ˈˌ]?[kɡ])", "ŋ", re.sub("n(?=[ˈˌ]?[pb])", "m", "".join(sounds)))


def _glides(units: list[str], place: int) -> bool:
    """Whether an i is the glide before a vowel (Piotrowski)."""
    return units[place] == "i" and place + 1 < len(units) and units[place + 1] in _VOWELS


def _voiced(sounds: list[str], vowels: set[int]) -> list[str]:
    """The consonants with the voice of their neighbours (Grzegorz, Przybylski), the glide as j."""
    result = ["j" if sound == "i" and i not in vowels else sound for i, sound in enumerate(sounds)]
    for i in range(len(result) - 1, -1, -1):
        after = result[i + 1] if i + 1 < len(result) else ""
        if i not in vowels and (not after or after in _VOICELESS):
            result[i] = _DEVOICED.get(result[i], result[i])
        if result[i] == "ʒ" and i and result[i - 1] in _VOICELESS:
            result[i] = "ʃ"
    return result
