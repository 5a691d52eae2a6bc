"""Endings of names that espeak-ng reads by the letter: Greensboro, Moreau, Cheatham, Loftis.

Each rule takes the phones and the spelling of one word, as those of `postlexical` do.
"""

from __future__ import annotations

import re

from frontend.g2p.english import foreign_names
from frontend.g2p.notation import is_vowel, moved
from frontend.locales import lineage
from frontend.types import Phone

Phones = tuple[Phone, ...]

_BORO = re.compile("...boro(ugh)?('?s)?$")
_EAU = re.compile("(eau[xs]?|eault)('s)?$")
_AUD = re.compile("[A-Z][a-z]*[^aeioul]aud")
_HAM = re.compile(".*[bcdfgklmnprstvwxz]ham('s)?")
_IS = re.compile(".*(nn|ll|ff|ft|rg)is")
_OPEN_O = re.compile("O([bcdfgkmnpqrstvz]|ch|sh)[aeiouy]")
_OPEN_A_OR_E = re.compile("[^aeiouy]+[ae]([bcdfghjklmnpqrstvz])\\1?[aeiouy]|[^aeiouy]+[ae](ch|sh|ck|th)[aeiouy]")
_NEAR = re.compile("(^|[^aeiou])[ei]r+[aeiouy]|ee?r+[aeiouy]")
_OV = re.compile("[A-Z][a-z]*[bcdfghklmnprstvz][oe]v")
_INGEN = re.compile("[A-ZÄÖÜ][a-zäöüß]*ingen('s)?")
_LONGEST_INGEN = 4
"""So many sounds has its end from what is written g: "gens"."""
_NO_IS = frozenset({"chillis"})
_NO_SEAM = re.compile("(?!mis|dis|grass|flax).*(xs|ss|sc|zs|zz|tz|t[ei]?s|tch|[kp]sv)")


def _vowels(phones: Phones) -> list[int]:
    """Where the vowels are."""
    return [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]


def not_plural(phones: Phones) -> Phones:
    """The last two phones as those of a singular in -is."""
    return (*phones[:-2], Phone("ɪ", 0, phones[-1].locale), Phone("s", 0, phones[-1].locale))


def american_boro(phones: Phones, word: str) -> Phones:
    """Places in -boro end like borough (Owensboro)."""
    folded = word.casefold()
    last = max((i for i, phone in enumerate(phones) if phone.symbol == "b"), default=0)
    if "en-US" not in lineage(phones[0].locale) or not _BORO.search(folded) or len(phones) - last < 3 or not last:
        return phones
    tail = ("z",) if folded.endswith("s") else ()
    return (*phones[: last + 1], *(Phone(s, int(s == "ɝ"), phones[0].locale) for s in ("ɝ", "ɹ", "oʊ", *tail)))


def ingen(phones: Phones, word: str) -> Phones:
    """German and Dutch places in -ingen have no sound of English gin (Göttingen, Solingen)."""
    at = max((i for i, phone in enumerate(phones) if phone.symbol == "d͡ʒ"), default=0)
    if not _INGEN.fullmatch(word) or phones[at - 1].symbol != "n" or len(phones) - at > _LONGEST_INGEN:
        return phones
    return (*phones[: at - 1], Phone("ŋ", 0, phones[at].locale), *phones[at + 1 :])


def eau(phones: Phones, word: str) -> Phones:
    """A final -eau is that of bureau (Thoreau, Rousseau), also in names with x (Breaux)."""
    if not _EAU.search(word.casefold()):
        return phones
    at = (_vowels(phones) or [0])[-1]
    if phones[at].symbol != "aʊ":
        return phones
    goat = "əʊ" if "en-GB" in lineage(phones[at].locale) else "oʊ"
    return (*phones[:at], moved(phones[at], goat), *phones[at + 1 :])


def aud(phones: Phones, word: str) -> Phones:
    """-aud of French names is oʊ (Giraud, Reynaud)."""
    vowels = _vowels(phones)
    if (
        not _AUD.fullmatch(word)
        or not foreign_names.is_name(word)
        or len(vowels) < 2
        or [p.symbol for p in phones[-2:]] not in (["ɔ", "d"], ["ɔː", "d"])
    ):
        return phones
    goat = "əʊ" if "en-GB" in lineage(phones[0].locale) else "oʊ"
    return (*phones[:-2], moved(phones[-2], goat))


def weak_ham(phones: Phones, word: str) -> Phones:
    """-ham is weak (Cheatham, Basham), not in Abraham."""
    if not foreign_names.is_name(word) or not _HAM.fullmatch(word.casefold()):
        return phones
    at = (_vowels(phones) or [0])[-1]
    if phones[at].symbol != "æ" or phones[at].stress == 2 or at + 1 >= len(phones) or phones[at + 1].symbol != "m":
        return phones
    head = phones[: at - 1] if phones[at - 1].symbol == "h" else phones[:at]
    return (*head, Phone("ə", 0, phones[at].locale), *phones[at + 1 :])


def irish_agh(phones: Phones, word: str) -> Phones:
    """A final -agh without stress is ə (Darragh, Ranelagh), which espeak-ng reads with ɡ."""
    weak = word.endswith("agh") and foreign_names.is_name(word) and len(_vowels(phones)) > 1
    if not weak or phones[-1].symbol != "ɡ" or phones[-2].symbol not in {"ɑ", "ɑː"} or phones[-2].stress == 2:
        return phones
    return (*phones[:-2], Phone("ə", 0, phones[-2].locale))


def slavic_ov(phones: Phones, word: str) -> Phones:
    """-ov and -ev of Slavic names end in f (Petrov, Medvedev)."""
    slavic = foreign_names.is_name(word) and _OV.fullmatch(word) is not None
    return (*phones[:-1], moved(phones[-1], "f")) if slavic and phones[-1].symbol == "v" else phones


def final_is(phones: Phones, word: str) -> Phones:
    """-is behind two consonants is no plural (Ennis, Loftis)."""
    folded = word.casefold()
    if len(phones) < 3 or folded in _NO_IS or not _IS.fullmatch(folded) or phones[-1].symbol != "z":
        return phones
    return not_plural(phones)


def single_consonants(phones: Phones, word: str) -> Phones:
    """Letters that spell one consonant are no two (Hixson, Dortch, Rossville), and z behind a voiceless one is s
    (Huntsville, Hicksville)."""
    if "-" in word or not _NO_SEAM.match(word.casefold()):
        return phones
    result: list[Phone] = []
    for phone in phones:
        before = result[-1].symbol if result else ""
        if before in {"t", "k", "p", "f", "θ"} and phone.symbol == "z":
            phone = moved(phone, "s")
        elif (before, phone.symbol) == ("s", "z"):
            continue
        elif (before == phone.symbol and before in {"s", "z"}) or (before == "t" and phone.symbol == "t͡ʃ"):
            result.pop()
        result.append(phone)
    return tuple(result)


def weak_mac(phones: Phones, word: str) -> Phones:
    """Mac- before another capital is weak, and a second and last syllable is stressed (MacBrayne, not MacIntyre)."""
    vowels = _vowels(phones)
    if not re.match("Mac(?!Book)[A-Z]", word) or len(vowels) < 2 or phones[vowels[0]].symbol != "æ":
        return phones
    if phones[vowels[0]].stress == 2 and len(vowels) > 2 and not re.match("Mac(D|K)", word):
        return phones
    double = len(phones) > 3 and phones[2].symbol == phones[3].symbol  # MacKenzie
    result = [*phones]
    result[vowels[0]] = Phone("ə", 0, phones[0].locale)
    if len(vowels) == 2:
        result[vowels[1]] = Phone(phones[vowels[1]].symbol, 2, phones[0].locale)
    return tuple(result[:2] + result[3:] if double else result)


def weak_la(phones: Phones, word: str) -> Phones:
    """La-, Ja-, Da- and Ta- before another capital are weak (LaToya, JaMarcus)."""
    if not re.fullmatch("(La|Ja|Da|Ta)[B-DF-HJ-NP-TV-Z][a-z]{2,}('s)?", word) or not is_vowel(phones[1].symbol):
        return phones
    first = "d͡ʒ" if word[0] == "J" else phones[0].symbol
    return (moved(phones[0], first), Phone("ə", 0, phones[1].locale), *phones[2:])


def weak_first_vowel(phones: Phones, word: str) -> Phones:
    """The open first syllable of a name is weak right before the stress (Malala, Melania), and O- is that of Obama."""
    vowels = _vowels(phones)
    if not foreign_names.is_name(word) or len(vowels) < 2 or phones[vowels[0]].stress or phones[vowels[1]].stress < 2:
        return phones
    first, second = vowels[:2]
    if second != first + 2:
        return phones
    if first == 0 and phones[0].symbol in {"ɑ", "ɒ"} and _OPEN_O.match(word):
        return (moved(phones[0], "əʊ" if "en-GB" in lineage(phones[0].locale) else "oʊ"), *phones[1:])
    if first > 0 and phones[first].symbol in {"æ", "ɛ"} and _OPEN_A_OR_E.match(word.casefold()):
        return (*phones[:first], moved(phones[first], "ə"), *phones[first + 1 :])
    return phones


def near(phones: Phones, word: str) -> Phones:
    """American NEAR before a vowel is ɪ and r (Nigerian, Erie), which espeak-ng writes iəɹ."""
    if "en-US" not in lineage(phones[0].locale) or not _NEAR.search(word.casefold()):
        return phones
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        after = phones[i + 1].symbol if i + 1 < len(phones) else ""
        if phone.symbol == "ə" and not phone.stress and after == "ɹ" and result and result[-1].symbol in {"i", "ɪ"}:
            result[-1] = moved(result[-1], "ɪ")
        else:
            result.append(phone)
    return tuple(result)


RULES = (
    *foreign_names.RULES,
    weak_mac,
    weak_la,
    weak_first_vowel,
    near,
    american_boro,
    eau,
    ingen,
    aud,
    weak_ham,
    irish_agh,
    slavic_ov,
    final_is,
    single_consonants,
)
