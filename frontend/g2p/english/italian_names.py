"""Italian names in English speech (Gagliardi, Pagliarulo, Scognamiglio), read by the letters of Italian.

Only names with letters that mean nothing else in English are read so: gli, gn before a vowel, cchi, cci, ggi, sci, zz.
espeak-ng reads them as English words. Vowels and stress are those that speakers of English give such names: the last
syllable but one is stressed. Source: Wells, "Longman Pronunciation Dictionary" (2008).
"""

from __future__ import annotations

import re

_NAME = re.compile("(?!h|.*(sh|th|ph|ck|gh[^ie]|ee|oo|[jkwxy]))[a-z]{4,}([aio]|one|ese)")
_MARK = re.compile("[aeiou]gli([aeo]|$)|[aeiou]gn[aeio]|cc[ei]|cch[ei]|gg[ei]|[aeiou]scia|zz[aio]")
_NO_MARK = re.compile("Angl|Cogn|Incogn|Insign|Sign|Mag(ne|na|no|ni)|Ign|.*(cocci|gnosia|lagnia)$")
_UNITS = re.compile(
    r"cch|cqu|cc|ch|ggh|gg|gh|gli(?=[aeou])|gl(?=i)|gn|sci(?=[aou])|sc(?=[ei])|sch|zz|qu|([bdflmnprstv])\1|."
)
_CONSONANTS = {
    "cch": "k", "ch": "k", "ggh": "ɡ", "gh": "ɡ", "gli": "lj", "gl": "l", "gn": "nj", "sci": "ʃ", "sc": "ʃ",
    "sch": "sk", "zz": "ts", "cc": "k", "gg": "ɡ", "qu": "kw", "cqu": "kw", "c": "k", "g": "ɡ", "h": "", "r": "ɹ",
    "rr": "ɹ", "q": "k",
}  # fmt: skip
_BEFORE_R = {"æ": "ɑː", "ɒ": "ɔː", "ɛ": "ɜː"}
_SOFT = {"c": "tʃ", "cc": "tʃ", "g": "dʒ", "gg": "dʒ"}
_CLOSED = re.compile(r"([bcdfglmnprstvz])\1|[bcdfglmnprstvz](?![lr][aeiou]|h[aeiou])[bcdfghlmnprstvz]")
_HIATUS = re.compile("(?<=[aeiou])([bdfglmnprstvz]+|cch?|ch|r[a-z])i[oa]$")


def phones(word: str) -> str | None:
    """An Italian name in the common notation of the English tables (`frontend/g2p/notation.py`); None for words that
    do not look Italian."""
    folded = word.lower()
    if not word.istitle() or not _NAME.fullmatch(folded) or not _MARK.search(folded) or _NO_MARK.match(word):
        return None
    sounds = _sounds(folded)
    nuclei = [i for i, (_, vowel) in enumerate(sounds) if vowel]
    if len(nuclei) < 2:
        return None
    hiatus = len(nuclei) > 2 and sounds[nuclei[-1] - 1][1] != ""
    main = nuclei[-3] if hiatus else nuclei[-2]  # Finocchio
    result = ""
    for place, (letters, vowel) in enumerate(sounds):
        if not vowel:
            result += letters
            continue
        order = nuclei.index(place)
        closed = place + 1 < len(sounds) and sounds[place + 1][1] == "" and _closed(folded, order)
        last = order + 1 == len(nuclei) or (hiatus and order + 2 == len(nuclei))
        stress = 2 if place == main else 1 if order == 0 and main > nuclei[1] else 0
        head = re.search("(?:tʃ|dʒ|ʃ|[bdfɡklmnpɹstvwz]?[jwlɹ]|[bdfɡklmnpɹstvwz])?$", result)
        cut = head.start() if head else len(result)
        mark = ("", "ˌ", "ˈ")[stress]
        result = result[:cut] + mark + result[cut:] + _vowel(letters, stress, closed, order == 0, last)
    result = re.sub("[æɒɛ](?=ɹ[^aæɑeɛiɪoɒuʊəɜ])", lambda found: _BEFORE_R[found.group()], result)
    result = re.sub("s(?=i$)", "z", result) if folded.endswith("ese") else result
    return re.sub("n(?=[ˈˌ]?[kɡ])", "ŋ", result)


def _sounds(word: str) -> list[tuple[str, str]]:
    """Consonants as they are spoken and vowels as they are written, in order; the second of each pair tells a vowel."""
    result: list[tuple[str, str]] = []
    units = [found.group() for found in _UNITS.finditer(word)]
    for i, unit in enumerate(units):
        after = units[i + 1] if i + 1 < len(units) else ""
        if unit in "aeiou":
            before, glide = units[i - 1] if i else "", unit in "iu" and bool(after) and after in "aeou" and i > 0
            if glide and unit == "i" and before in _SOFT:  # the i of ci and gi is silent before a vowel
                continue
            if glide and (unit == "u" or not _HIATUS.search(word) or i + 2 < len(units)):
                result.append(("w" if unit == "u" else "j", ""))
            else:
                result.append((unit, "v"))
            continue
        soft = unit in _SOFT and after in {"e", "i"}
        spoken = _SOFT[unit] if soft else _CONSONANTS.get(unit, unit[0] if len(set(unit)) == 1 else unit)
        result.append((spoken, ""))
    return result


def _closed(word: str, order: int) -> bool:
    """True if two consonant letters stand behind a vowel, by its place among the vowels of the word."""
    vowels = list(re.finditer("[iu](?=[aeo])[aeo]|[aeiou]", word))
    if order >= len(vowels):
        return False
    return _CLOSED.match(word[vowels[order].end() :]) is not None


def _vowel(letter: str, stress: int, closed: bool, first: bool, last: bool) -> str:
    """The vowel of a letter; the first syllable keeps a full one where two consonants close it (Mazzocco)."""
    if stress == 2 and not closed:
        return {"a": "ɑː", "e": "eɪ", "i": "iː", "o": "oʊ", "u": "uː"}[letter]
    if stress == 2:
        return {"a": "ɑː", "e": "ɛ", "i": "iː", "o": "ɒ", "u": "uː"}[letter]
    if last:
        return {"a": "ə", "e": "i", "i": "i", "o": "oʊ", "u": "u"}[letter]
    if stress or (first and closed):
        return {"a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɒ", "u": "ʊ" if closed else "uː"}[letter]
    return {"a": "ə", "e": "ə", "i": "ɪ", "o": "ə", "u": "u"}[letter]
