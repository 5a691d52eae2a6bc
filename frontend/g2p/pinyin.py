"""Chinese names in English and German speech: Zhengzhou, Xinjiang, Liu Xiaobo, whose Pinyin spelling espeak-ng takes
for the language around.

A name is read so where it is made of Pinyin syllables and has letters that English spelling lacks (zh, x or qi
at the head, -jiang). Sounds are the nearest English ones. Source: Wells, "Longman Pronunciation Dictionary"
(2008).
"""

from __future__ import annotations

import re

_INITIALS = {
    "zh": "dʒ", "ch": "tʃ", "sh": "ʃ", "b": "b", "p": "p", "m": "m", "f": "f", "d": "d", "t": "t", "n": "n", "l": "l",
    "g": "ɡ", "k": "k", "h": "h", "j": "dʒ", "q": "tʃ", "x": "ʃ", "r": "ɹ", "z": "z", "c": "ts", "s": "s", "y": "j",
    "w": "w", "": "",
}  # fmt: skip
_FINALS = {
    "a": "ɑː", "ai": "aɪ", "ao": "aʊ", "an": "ɑːn", "ang": "ɑːŋ", "o": "oʊ", "ou": "oʊ", "ong": "ʊŋ", "e": "ʌ",
    "ei": "eɪ", "en": "ɛn", "eng": "ʌŋ", "i": "iː", "ia": "iɑː", "ian": "iɛn", "iang": "iɑːŋ", "iao": "iaʊ", "ie": "iɛ",
    "in": "ɪn", "ing": "ɪŋ", "iong": "iʊŋ", "iu": "ioʊ", "u": "uː", "ua": "wɑː", "uai": "waɪ", "uan": "wɑːn",
    "uang": "wɑːŋ", "ue": "wɛ", "ui": "weɪ", "un": "ʊn", "uo": "woʊ", "ü": "uː", "üe": "wɛ",
}  # fmt: skip
_SYLLABLE = (
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw]?)"
    "(?:i?ao|i?ang|i?ong|uang|uai|uan|ian|ou|ei|ai|ui|uo|ua|üe|ue|ia|iu|ie|[aeiu]ng?|[aoeiuü])"
)
_NAME = re.compile(f"(?:{_SYLLABLE}){{2,4}}")
_PARTS = re.compile(f"({_SYLLABLE})(?=(?:{_SYLLABLE})*$)")
_MARK = re.compile(
    "^x[iu]|^qi[a-z]|zh|[jlnqx]iang|huang|guang|kuang|xiao|xian|qian|nping$|nshan$|gshan$"
    "|(?:dong|jing|qing|yang|cheng|sheng)$"
)
"""What only Pinyin has; the endings are those of places (Guangdong, Luoyang, Tangshan)."""


_HEADS = sorted(_INITIALS, key=len, reverse=True)
_SHORTEST = 5
"""Letters of a name in English, where shorter ones are words."""


def phones(word: str) -> str | None:
    """A Chinese name in the common notation of the English tables, None for any other word."""
    syllables = _syllables(word)
    if sum(map(len, syllables)) < _SHORTEST:
        return None
    marks = ["ˌ"] + [""] * (len(syllables) - 2) + ["ˈ"]
    return "".join(mark + _read(syllable) for mark, syllable in zip(marks, syllables, strict=True))


_ALONE = re.compile("(?:Zh|X[iu](?!$)|Q[iu])[a-z]+|Xi|Xu|Qi|Jiang|Huang|Guo|Cui|Cai")
"""Names of one syllable that no German word looks like."""
_GERMAN_INITIALS = {**_INITIALS, "r": "ʁ", "w": "v"}
_GERMAN_FINALS = {
    "a": "a", "ai": "aɪ", "ao": "aʊ", "an": "an", "ang": "aŋ", "o": "o", "ou": "oː", "ong": "ʊŋ", "e": "ə", "ei": "eː",
    "en": "ɛn", "eng": "ɛŋ", "i": "i", "ia": "ja", "ian": "jɛn", "iang": "jaŋ", "iao": "jaʊ", "ie": "jeː", "in": "ɪn",
    "ing": "ɪŋ", "iong": "jʊŋ", "iu": "joː", "u": "u", "ua": "ʊa", "uai": "ʊaɪ", "uan": "ʊan", "uang": "ʊaŋ",
    "ue": "yɛ", "ui": "ʊɪ", "un": "ʊn", "uo": "ʊoː", "ü": "y", "üe": "yɛ",
}  # fmt: skip


def in_german(word: str) -> str | None:
    """A Chinese name in the notation of the German tables, None for any other word."""
    folded = word.lower().replace("'", "")
    if _ALONE.fullmatch(word) and re.fullmatch(_SYLLABLE, folded):
        return _german(folded)
    syllables = _syllables(word)
    if not syllables:
        return None
    return "".join(_german(syllable) for syllable in syllables[:-1]) + "ˈ" + _german(syllables[-1])


def _syllables(word: str) -> list[str]:
    """The two to four syllables of a name that only Pinyin spells so, none of any other word."""
    folded = word.lower().replace("'", "")
    if not word[:1].isupper() or not _NAME.fullmatch(folded) or not _MARK.search(folded):
        return []
    syllables = _PARTS.findall(folded)
    return syllables if 2 <= len(syllables) <= 4 and "".join(syllables) == folded else []


def _split(syllable: str) -> tuple[str, str]:
    """Initial and final."""
    initial = next(head for head in _HEADS if syllable.startswith(head))
    return initial, syllable[len(initial) :]


def _german(syllable: str) -> str:
    initial, final = _split(syllable)
    if final == "i" and initial in {"zh", "ch", "sh", "r", "z", "c", "s"}:
        return _GERMAN_INITIALS[initial] + "ɪ"
    if final == "i" and initial == "y":
        return "i"
    if final == "u" and initial == "w":
        return "vu"
    sounds = _GERMAN_FINALS.get(final, "")
    if initial in {"j", "q", "x"}:
        sounds = sounds.removeprefix("j") or sounds  # Jiang
        sounds = {"u": "y", "ʊan": "yɛn", "ʊn": "yn"}.get(sounds, sounds)
    return _GERMAN_INITIALS[initial] + sounds


def _read(syllable: str) -> str:
    initial, final = _split(syllable)
    if final == "i" and initial in {"zh", "ch", "sh", "r"}:
        return _INITIALS[initial] + "ɜːɹ"
    if final == "i" and initial in {"z", "c", "s"}:
        return _INITIALS[initial] + "ʌ"
    sounds = _FINALS.get(final, "")
    if initial in {"j", "q", "x"} and final == "iao":
        sounds = "aʊ"
    if initial == "y":
        return {"i": "iː", "in": "jɪn", "ing": "jɪŋ", "u": "juː", "uan": "juɑːn", "un": "jʊn", "an": "jɛn"}.get(
            final, "j" + sounds
        )
    if initial == "w" and final == "u":
        return "wuː"
    if initial == "h" and sounds.startswith("w"):
        return sounds
    return _INITIALS[initial] + sounds
