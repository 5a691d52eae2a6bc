"""English words and names in Spanish speech (Kissimmee, marketing, Heights), read with the phones of Spanish.

Spanish in the United States takes them by ear, not by their letters. A word is English where it is spelled as no
Spanish word is, or where `data/es-US/english_words.txt` lists it; its American phones are moved to the nearest ones of
Spanish, weak vowels to what is written. Source: Hualde, "The Sounds of Spanish" (2005), on loans; the "Diccionario
panhispánico de dudas" for readings of single words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from frontend.g2p import borrowed
from frontend.g2p.notation import is_vowel
from frontend.g2p.spanish.foreign_stress import is_foreign_agent
from frontend.g2p.spanish.postlexical import prothetic_e
from frontend.g2p.vowel_letters import letters_of_vowels
from frontend.tables import read_words
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "es-US"
_SPELLED_ENGLISH = re.compile(
    r"(w|(?<!^de)(?<!^di)sh|([bdfgkmptz])\2|ss)(?!.*(?:[aoiu]|..[^aeious][ao]s|i[ao]s)$)"  # not Oswaldo, Messi, watios
    r"|'s$|^o'|ck|^kn|^sch|tch|dge|gh|zh|unk$|[^s]tions?$|ings?$|nch$|ville$|fields?$|land$"
    r"|[a-z]{3}(?<!enr)(?<!icn)ics?$|(?:id|ud|al|end|ag|^cli|vinc)ents?$|stone$"
    r"|[^i]ers$|[a-z]{2}days?$|ity$|ments?$|is[mt]s?$|(?<!amb)(?<=..)ages?$"
    r"|lls?$|ll[bcdfgmnpstvwzy]|rry$|[ae]ncy$|(ph|log|bur|[aeo]r)y$"
    r"|oo(?!r[dg]|nda|b[sl]|fic|sfe|pt|n[oi]s|cit|lean|pac|xi)|ee(d|t|k|p)s?$|eez|eels?$|^(qu|gr|scr|t|k)eens?$|(?<![ad])ou(?!nid|rinari|terin|su[au])"
    r"|ea(ch|m|k|t|p|f|st|ther)s?$|oa(ch|st|k|d|t)s?$|[^gm]ails?$|[^aeiou]ains?$|[aiou]kes?$"
)
_FINAL_Y = re.compile("[^aeiou]y$")
"""No Spanish word ends so, but names do (Nataly)."""
_SPANISH = re.compile(
    "^trashum|callp|tallp|^kikes?$|^paty$|^ameghino|(?:id|in|ace)ae$|coo(per[aoe]|ptar)|zool?|^(re)?leeds?$|^creed$|^poseed$|loor|^(sou[zst]|bou[zs]|cou[st]|lou[sr]|mour)[aeio]|ourense"
    "|lourdes|etche|eche.+rry|(ck|tt|pp|oogl|mp|t?ch)e(?:a[ns]?|en|os?)$"
    "|..(?:[bdklmnptz]|gl|t?ch)ea(?:r|ndo|d[oa]s?|r[aeo][a-z]{0,4}|mos|b[al][a-z]{0,4})$"
    "|[^aeiou](?:an[oa]s|amos|it[oa]s|er[oa]s?|azos|istas|es[ea]s)$|ffitis$"
    "|[aeiou](?:n[oa]s|es[ea]s)$"
    "|^(?:(?:sabad|forcad|calaf|martor|borr|ros|carbon|vendr|urg)ell|maragall|bofill|ripoll|(?:tu)?rull|llull|castells)$"
)
_ENGLISH_NAME = re.compile(
    "^(?!(?i:siboney|caney|carey|mamey|maney|yaney|guaney)$).{2,}(?:[aeiou]l|rl|[dft]r|[kmn])ey$|^[JH].*([st]on|man|ley|[^aeiou]y)$|(stead|[a-z]dale|ridge|(?<![Rr]e)side|(?:ch|c)ester|caster"
    "|[^aeiou]erson|ardson|inson|[^r]ison|(?:ing|e|an)ston|ington|vington)$"
)
_CONSONANTS = {
    "v": "b", "z": "s", "ʒ": "ʝ", "d͡ʒ": "ʝ", "ð": "d", "θ": "t", "h": "x", "ɾ": "t", "ŋ": "n", "ʔ": "t",
}  # fmt: skip
_VOWELS = {
    "i": "i", "ɪ": "i", "ɛ": "e", "æ": "a", "ʊ": "u", "u": "u", "ɔ": "o", "ʌ": "a", "ɑ": "a",
    "eɪ": "eɪ", "aɪ": "aɪ", "aʊ": "aʊ", "ɔɪ": "ɔɪ", "oʊ": "o",
}  # fmt: skip
_WRITTEN = {"a": "a", "e": "e", "i": "i", "o": "o", "u": "u", "y": "i"}
_PLURAL = re.compile("..([^aeious]|[bcfgkmpstvx]e)s$")
_MUTE_HAM = re.compile("[^aeiou]ham$")
"""Birmingham, Durham: the h is silent."""
_TRILL_AFTER = frozenset({"n", "l", "s"})


@cache
def _listed() -> frozenset[str]:
    """English words whose spelling could be Spanish."""
    return frozenset(read_words("es-US/english_words.txt"))


def _is_listed(word: str) -> bool:
    """True for a word of the list and its plural, unless that could be Spanish too (managers, but miles)."""
    return word in _listed() or (_PLURAL.search(word) is not None and word[:-1] in _listed())


def is_english(word: str) -> bool:
    """True for a word that Spanish takes from English with its sounds."""
    folded = word.casefold()
    if not word.isascii() or not re.search("[aeiouy]", folded):  # letters (https)
        return False
    if (
        _is_listed(word)
        or _is_listed(folded)
        or re.match("Mc[A-Z]", word)
        or (word[0].isupper() and _ENGLISH_NAME.search(word))
    ):
        return True
    if is_foreign_agent(word) or (word == folded and _FINAL_Y.search(word)):
        return True
    return _SPELLED_ENGLISH.search(folded) is not None and _SPANISH.search(folded) is None


def read(word: str, english: Callable[[str], Phones]) -> Phones | None:
    """Phones of an English word in Spanish, None for any other word; see `borrowed.read`."""
    phones = borrowed.read(word, english, is_english, _moved)
    return None if phones is None else prothetic_e(phones, word)


def _moved(word: str, spoken: Phones) -> Phones:
    """American phones of a word moved to those of Spanish."""
    folded = word.casefold()
    letters = letters_of_vowels(folded, [phone.symbol for phone in spoken if is_vowel(phone.symbol)])
    result: list[Phone] = []
    for phone in spoken:
        if not is_vowel(phone.symbol):
            result += _consonant(phone.symbol, result)
            continue
        written = letters.pop(0) if letters else ""
        result += _vowel(phone, written, folded)
    if folded.endswith("land") and result[-1].symbol == "d":
        result.pop()
    if "rr" in folded:
        result = _with_trill(result)
    if _MUTE_HAM.search(folded) and result[-3].symbol == "x":
        result[-3:-2] = [Phone("ɡ", 0, _LOCALE)] if folded.endswith("ngham") else []
    if folded.startswith("mc") and result[1:2] and is_vowel(result[1].symbol):
        result[1] = Phone("a", result[1].stress, _LOCALE)
    return tuple(_with_glides(result))


def _with_trill(phones: list[Phone]) -> list[Phone]:
    """The only tap between vowels as the trill that rr spells (Warren)."""
    between = [
        i
        for i in range(1, len(phones) - 1)
        if phones[i].symbol == "ɾ" and is_vowel(phones[i - 1].symbol) and is_vowel(phones[i + 1].symbol)
    ]
    return [Phone("r", 0, _LOCALE) if between == [i] else phone for i, phone in enumerate(phones)]


def _with_glides(phones: list[Phone]) -> list[Phone]:
    """i without stress between a consonant and a vowel is a glide (Louisiana), as is the end of aʊ before a vowel
    (Howard)."""
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        before_vowel = i + 1 < len(phones) and is_vowel(phones[i + 1].symbol)
        after_consonant = i > 0 and not is_vowel(phones[i - 1].symbol)
        if before_vowel and phone.symbol == "i" and phone.stress < 2 and after_consonant:
            result.append(Phone("j", 0, _LOCALE))
        elif before_vowel and phone.symbol == "aʊ":
            result += [Phone("a", phone.stress, _LOCALE), Phone("w", 0, _LOCALE)]
        else:
            result.append(phone)
    return result


def _consonant(symbol: str, before: list[Phone]) -> list[Phone]:
    last = before[-1].symbol if before else ""
    if symbol == "ɹ":
        symbol = "r" if not last or last in _TRILL_AFTER else "ɾ"
        return [] if last in {"ɾ", "r"} else [Phone(symbol, 0, _LOCALE)]
    if symbol == "j" and not last:
        symbol = "ʝ"
    symbol = _CONSONANTS.get(symbol, symbol)
    return [] if symbol == last else [Phone(symbol, 0, _LOCALE)]


def _vowel(phone: Phone, written: str, word: str) -> list[Phone]:
    first = _WRITTEN.get(written[:1], "")
    rhotic = phone.symbol in {"ɚ", "ɝ"}
    if phone.symbol in {"ə", "ɚ"} and written[:1] == "i":
        symbol = _WRITTEN[written[-1]]  # fashion
    elif rhotic or phone.symbol == "ə":
        symbol = first if (len(written) == 1 or not rhotic) and written[:1] != "y" else "e"
        symbol = symbol or "e"
    elif phone.symbol == "ɔ" and written == "a" and not re.search("al[kl]", word):
        symbol = "a"  # Walter, not Wall
    elif phone.symbol in {"ɑ", "ʌ"} and written == "o":
        symbol = "o"
    elif phone.symbol == "ɪ" and written in {"a", "e"} and not phone.stress:
        symbol = written  # manager, target
    elif phone.symbol == "oʊ":
        symbol = "oʊ" if written == "ow" else "o"
    else:
        symbol = _VOWELS.get(phone.symbol, "e")
    vowel = Phone(symbol, phone.stress, _LOCALE)
    return [vowel, Phone("ɾ", 0, _LOCALE)] if rhotic else [vowel]
