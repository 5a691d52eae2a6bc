"""Spanish names in English speech: Villalobos, Hinojosa, Encinitas, read by the letters of Spanish with English sounds.

espeak-ng and the American dictionaries read them as English words (hɪnoʊdʒoʊsə). Vowels and stress are those that
speakers of American English give such names; an accent in `data/en/spanish_names.txt` says where the stress is not
what the spelling tells. Source: Wells, "Longman Pronunciation Dictionary" (2008).
"""

from __future__ import annotations

import re
import unicodedata

_CONSONANTS = {
    "ch": "tʃ", "ll": "j", "rr": "ɹ", "qu": "k", "sh": "ʃ", "nn": "n", "ss": "s", "tt": "t", "ff": "f",
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "ɡ", "h": "", "j": "h", "k": "k", "l": "l", "m": "m", "n": "n",
    "ñ": "nj", "p": "p", "q": "k", "r": "ɹ", "s": "s", "t": "t", "v": "v", "w": "w", "x": "ks", "y": "j", "z": "z",
}  # fmt: skip
_SOFT = {"c": "s", "g": "h"}
"""Before e and i."""
_DIPHTHONGS = {
    "ai": "aɪ", "ay": "aɪ", "ei": "eɪ", "ey": "eɪ", "oi": "ɔɪ", "oy": "ɔɪ", "au": "aʊ", "eu": "eɪu", "ui": "wi",
    "iu": "ju", "uy": "ui", "ou": "oʊ",
}  # fmt: skip
_NUCLEUS = re.compile(
    "[iu](?=[aeoáéó])[aeoáéó](?:[iuy](?![aeiouáéíóú]))?|[aeoáéó][iuy](?![aeiouáéíóú])|iu|ui|[aeiouáéíóú]"
    "|(?<![aeiouáéíóú])y(?![aeiouáéíóú])"
)
_MARKED = re.compile("(?=[^áíóúñ]*[áíóúñ])(?![^kwKW]*[kwKW])[A-ZÁÉÍÓÚ][a-záéíóúñü]{3,}")
"""A name with a mark that tells where Spanish stresses it, without letters that Spanish has not."""
_OTHER = re.compile(
    "[oó]o|[aá]a|sz|cs|[glt]y|zs|th|ph|sh|[bdmg]h|[aeou]í[^a]|[eé]á|[aá]i[nr]|ío[rns]|ái|(?!st|mp|mb)[bdfgmpst]{2}|[^aeiouáéíóúnlrszdjyx]$|j$"
)
"""What Hungarian and Irish names have, and Spanish ones have not: "László", "Gráinne"."""
_END = re.compile("(?!ciarán|oisín|conán|odhrán|colmán|lorcán)[a-zñü]{2,12}(?:[áíóú][ns]?|é[ns])")
_HIDDEN_U = re.compile("(?<=[qg])u(?=[eiéí])")
_ONSET = re.compile("(ch|ll|rr|sh|[bcfgpt][lr]|dr|[qg]_|.)$")


def marked(name: str) -> str | None:
    """What `phones` has for a name that no table has and whose accents tell that it is Spanish: Andújar, Paquetá."""
    return phones(name) if _MARKED.fullmatch(name) and not _OTHER.search(name.lower()) else None


def ends_stressed(name: str) -> bool:
    """Whether the only accent of a name that may be Spanish stresses its end: Nicolás, Sebastián; no Irish Ciarán."""
    return _END.fullmatch(name.lower()) is not None and not _OTHER.search(name.lower())


def phones(name: str) -> str:
    """A Spanish name in the common notation of the English tables (`frontend/g2p/notation.py`); "" without a vowel."""
    word = _HIDDEN_U.sub("_", unicodedata.normalize("NFC", name.lower()))  # the u of que and gui is no vowel
    nuclei = list(_NUCLEUS.finditer(word))
    main = _main(word, [nucleus.group() for nucleus in nuclei])
    result, position = "", 0
    for index, nucleus in enumerate(nuclei):
        last = index + 1 == len(nuclei)
        between = word[nucleus.end() :] if last else word[nucleus.end() : nuclei[index + 1].start()]
        opening = None if last else _ONSET.search(between)
        coda = between[: opening.start()] if opening else between
        onset = word[position : nucleus.start()]
        stress = 2 if index == main else 1 if index == 0 and main > 1 else 0
        sounds = "" if onset == "ll" and result.endswith("iː") else _onset(onset, nucleus.group(), first=not index)
        follows = coda or ("R" if opening and opening.group()[0] == "r" else "" if between or last else "V")
        glide, vowel = _vowel(nucleus.group(), follows, stress, first=not index, last=last)
        if glide == "w" and sounds.endswith(("ɹ", "l")):
            glide = "u"  # a syllable of its own (Ruelas)
        elif glide == "w":
            sounds = sounds.removesuffix("j")  # Peñuelas
        mark = ("", "ˌ", "ˈ")[stress]
        syllabic = glide in {"i", "u"} and sounds
        result += f"{sounds}{glide}{mark}{vowel}" if syllabic else f"{mark}{sounds}{glide.replace('i', 'j')}{vowel}"
        result += "".join(_CONSONANTS.get(letter, "") for letter in coda)
        position = nucleus.end() + len(coda)
    result = re.sub("n(?=[ˈˌ]?[kɡ])", "ŋ", result)
    return re.sub("s([ˈˌ]?)s", r"\1s", re.sub("t([ˈˌ]?)z", r"\1ts", result))


def _main(word: str, nuclei: list[str]) -> int:
    """Index of the stressed nucleus."""
    accented = next((i for i, nucleus in enumerate(nuclei) if set(nucleus) & set("áéíóú")), None)
    if accented is not None:
        return accented
    penult = re.search("[aeiou][nsz]?$", word) is not None
    return max(0, len(nuclei) - (2 if penult else 1))


def _onset(letters: str, nucleus: str, first: bool) -> str:
    """Consonants before a vowel."""
    if first and letters in {"h", "x"}:
        return "" if nucleus[0] == "u" and len(nucleus) > 1 else "h"
    soft = nucleus[0] in "eiéíy" and not letters.endswith("_")
    letters = letters.removesuffix("_")
    result, position = "", 0
    while position < len(letters):
        pair = letters[position : position + 2]
        spelled = pair if pair in _CONSONANTS else pair[0]
        position += len(spelled)
        softened = soft and position == len(letters) and spelled in _SOFT
        result += _SOFT[spelled] if softened else _CONSONANTS.get(spelled, "")
    return result


def _vowel(letters: str, follows: str, stress: int, first: bool, last: bool) -> tuple[str, str]:
    """A glide and a vowel; `follows` are the consonants that close the syllable, R is an r and V a
    vowel that begins the next one."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", letters) if not unicodedata.combining(letter))
    glide = ""
    if len(plain) > 1 and plain[0] in "iu" and plain[1] in "aeo":
        glide, plain = "w" if plain[0] == "u" else "i", plain[1:]
    if plain in _DIPHTHONGS:
        return glide, _DIPHTHONGS[plain]
    closed, before_r = follows not in {"", "R", "V"}, follows[:1] in {"r", "R"}
    if before_r and (closed or stress or plain == "o"):
        weak = "ə" if closed and not stress else "ɛə"
        return glide, {"a": "ɑː", "e": weak, "o": "ɔː", "i": "ɪə", "u": "ʊə"}.get(plain, "iː")
    if plain == "e":
        if stress == 2:
            return glide, "ɛ" if closed else "eɪ"
        if follows == "V":
            return glide, "i"
        return glide, "eɪ" if last and not closed else "ɛ" if closed or first else "ə"
    if plain == "o":
        short = set("nm") if stress else set("nmcpstx")
        return glide, "ɒ" if follows[:1] in short and not last else "oʊ"
    if stress == 2:
        return glide, {"a": "ɑː", "u": "uː"}.get(plain, "iː")
    if plain == "a":
        return glide, "æ" if (closed and not last) or stress else "ə"
    return glide, "u" if plain == "u" else "ɪ" if closed else "i"
