"""Letters of German, Scandinavian, Indian, Italian and Japanese names in English speech.

espeak-ng reads them as English. Only words with a capital are names. Each rule takes the phones and the spelling of
one word, as those of `postlexical` do. Readings are those that speakers of American English give such names,
after the CMU Pronouncing Dictionary.
"""

from __future__ import annotations

import re
from functools import cache

from frontend.g2p.english import given_names
from frontend.g2p.notation import is_vowel, moved
from frontend.locales import lineage
from frontend.tables import read_words
from frontend.types import Phone

Phones = tuple[Phone, ...]

_EI = re.compile(
    "(?!unveil|rein[cdfvi]|heinou|reign|veil|deign|skein|feign|beig|beir|sei[nk]|surv|obeis|veig|leic|sheik|athei)"
    ".*ei(?=[bcdfgklmnprstz](?!h))"
)
_HIATUS = re.compile("reit|theis")
_SCH = re.compile("sch(?!ool|em|iz|ol|en[ae]c|uyl|of|oon|erz|iph|ism|wa$)")
_KE = re.compile("..[tdmlns]ke('s)?$")
_U = re.compile("u(ch|sh|ts|[bdfgkmnprstz])[aio]$|u(ch|sh|ts|[bdfgkmnprstz])[aeiou][a-z]*[aio]$")
_WEAK_ELL = re.compile("[bdfgkmnprstvz]ell?$")
_WEAK_ARD = re.compile("[bdfklmnprstvz]ard$")
_VIC = re.compile("[oe]vi[cć]$|ki[cć]$")
_ASPIRATE = re.compile(
    "([bdg]|[^c]k)h(?=[aeiou])"
    "(?!am|all|ard|aus|aut|aven|awk|ead|eim|eed|end|ill|od|of|old|olm|olt|op|orn|ouse|ue|unt|urst|arbo|and)"
)
_SHORT_O = re.compile("[^aou]on(?![gk]|n?e?$|ch|qu|x)")


def _fold(word: str) -> str:
    return word.casefold().removesuffix("'s")


@cache
def ordinary_words() -> frozenset[str]:
    """Words, in small letters, that rules and tables of names leave alone."""
    return frozenset(read_words("en/ordinary_words.txt"))


def is_name(word: str) -> bool:
    """True for a word with a capital that is no ordinary word at the head of a sentence (Ostrich)."""
    if not word[:1].isupper() or word.isupper():
        return False
    folded = _fold(word)
    return folded not in ordinary_words() and folded.removesuffix("s") not in ordinary_words()


def _nuclei(phones: Phones) -> list[int]:
    return [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]


def _replaced(phones: Phones, before: tuple[str, ...], after: tuple[str, ...]) -> Phones:
    """The phones with the first run of some symbols replaced; `after` has as many symbols or fewer."""
    size = len(before)
    for i in range(len(phones) - size + 1):
        if tuple(phone.symbol for phone in phones[i : i + size]) == before:
            new = tuple(moved(phone, symbol) for phone, symbol in zip(phones[i : i + size], after, strict=False))
            return (*phones[:i], *new, *phones[i + size :])
    return phones


def german(phones: Phones, word: str) -> Phones:
    """ei is aɪ (Freidel), sch ʃ (Schimmel), cht kt (Bechtel), oer ɔɹ (Foerster), -berger has ɡ, -inger only ŋ."""
    folded = _fold(word)
    if _EI.match(folded):
        phones = _replaced(phones, ("eɪ",), ("aɪ",))
    if _HIATUS.match(folded):
        phones = _replaced(phones, ("i", "ɪ"), ("aɪ",))
    if _SCH.match(folded):
        phones = _replaced(phones, ("s", "k"), ("ʃ",))
    if re.search("[aeiou]cht(?![ro])", folded):
        phones = _replaced(phones, ("t͡ʃ", "t"), ("k", "t"))
    if re.search("oer[^aeious]", folded):
        phones = _replaced(_replaced(phones, ("oʊ", "ɚ"), ("ɔ", "ɹ")), ("əʊ", "ə"), ("ɔː",))
    if re.search("berge[rn]", folded):
        phones = _replaced(phones, ("d͡ʒ",), ("ɡ",))
        phones = _replaced(_replaced(phones, ("b", "ɚ", "ɡ"), ("b", "ɝ", "ɡ")), ("b", "ə", "ɡ"), ("b", "ɜː", "ɡ"))
    if re.search("..(?!f)[^aeiou]inger", folded) and len(_nuclei(phones)) > 2:
        phones = _replaced(phones, ("ŋ", "ɡ"), ("ŋ",))
    if re.search("[tlbn]rich$|lmich$", folded) and phones[-1].symbol == "t͡ʃ":
        phones = (*phones[:-1], moved(phones[-1], "k"))
    return phones


def slavic(phones: Phones, word: str) -> Phones:
    """cz is tʃ (Tomczak) and sz ʃ (Liszewski)."""
    folded = _fold(word)
    if re.search("cz(?!ar|ech)", folded):
        phones = _replaced(phones, ("k", "z"), ("t͡ʃ",))
    return _replaced(phones, ("s", "z"), ("ʃ",)) if "sz" in folded else phones


def silent_h(phones: Phones, word: str) -> Phones:
    """h before a consonant is silent (Kuehn, Koehler)."""
    after = [phone.symbol for phone in phones[1:]]
    return tuple(
        phone
        for i, phone in enumerate(phones)
        if phone.symbol != "h" or not i or i == len(after) or is_vowel(after[i]) or after[i] in {"j", "w"}
    )


def final_ke(phones: Phones, word: str) -> Phones:
    """-ke behind a consonant is spoken (Lemke, Radtke)."""
    if not _KE.search(word.casefold()) or len(phones) < 3:
        return phones
    if word.casefold().endswith("'s") and [p.symbol for p in phones[-2:]] == ["k", "s"]:
        return (*phones[:-1], Phone("i", 0, phones[-1].locale), Phone("z", 0, phones[-1].locale))
    return (*phones, Phone("i", 0, phones[-1].locale)) if phones[-1].symbol == "k" else phones


def scandinavian(phones: Phones, word: str) -> Phones:
    """-strom and -gren (Lindstrom, Holmgren)."""
    folded = _fold(word)
    if folded.endswith("strom"):
        return _replaced(_replaced(phones, ("ɹ", "ɑ", "m"), ("ɹ", "ə", "m")), ("ɹ", "ɒ", "m"), ("ɹ", "ə", "m"))
    return _replaced(phones, ("ɡ", "ɹ", "ə", "n"), ("ɡ", "ɹ", "ɛ", "n")) if folded.endswith("gren") else phones


def no_yod(phones: Phones, word: str) -> Phones:
    """No j after ʃ, ʒ and their affricates (Shumaker), nor in Ku-, Lu- and Gu- (Kubota)."""
    free = word[:2] in {"Ku", "Lu", "Gu"}
    return tuple(
        phone
        for i, phone in enumerate(phones)
        if not (
            phone.symbol == "j"
            and i
            and (phones[i - 1].symbol in {"ʃ", "ʒ", "t͡ʃ", "d͡ʒ"} or (i == 1 and free and phones[0].symbol in "klɡ"))
        )
    )


def south_slavic(phones: Phones, word: str) -> Phones:
    """-ovic, -evic and -kic end in tʃ, and the syllable before -ovic and -evic is stressed (Petrovic)."""
    folded, nuclei = _fold(word), _nuclei(phones)
    if not _VIC.search(folded) or len(phones) < 4 or phones[-1].symbol not in {"k", "t͡ʃ"}:
        return phones
    phones = (*phones[:-1], Phone("t͡ʃ", 0, phones[-1].locale))
    if folded[-3] != "v" or len(nuclei) < 3:
        return phones
    stresses = {nuclei[-3]: 2, nuclei[-2]: 0}
    open_a = "ɑː" if "en-GB" in lineage(phones[0].locale) else "ɑ"
    weak = tuple(
        Phone(open_a if i == nuclei[-3] and p.symbol == "ə" else p.symbol, stresses.get(i, min(p.stress, 1)), p.locale)
        for i, p in enumerate(phones)
    )
    return (*weak[: nuclei[-2]], Phone("ə", 0, weak[0].locale), *weak[nuclei[-2] + 1 :])


def portuguese(phones: Phones, word: str) -> Phones:
    """-inho and -inha are iːnjoʊ and iːnjə (Ronaldinho, Farinha)."""
    folded, nuclei = _fold(word), _nuclei(phones)
    if not folded.endswith(("inho", "inha")) or len(nuclei) < 2:
        return phones
    british = "en-GB" in lineage(phones[0].locale)
    head = [Phone(p.symbol, min(p.stress, 1), p.locale) for p in phones[: nuclei[-2]]]
    last = "ə" if folded.endswith("a") else "əʊ" if british else "oʊ"
    tail = (("iː" if british else "i", 2), ("n", 0), ("j", 0), (last, 0))
    return (*head, *(Phone(symbol, stress, phones[0].locale) for symbol, stress in tail))


def japanese_u(phones: Phones, word: str) -> Phones:
    """-mura has no j (Nakamura)."""
    return _replaced(phones, ("m", "j"), ("m",)) if _fold(word).endswith("mura") else phones


def danish(phones: Phones, word: str) -> Phones:
    """-ersen is weak (Andersen)."""
    if not _fold(word).endswith("ersen"):
        return phones
    return _replaced(
        _replaced(phones, ("ɜː", "s", "ə", "n"), ("ə", "s", "ə", "n")), ("ɝ", "s", "ə", "n"), ("ɚ", "s", "ə", "n")
    )


def open_u(phones: Phones, word: str) -> Phones:
    """u in an open syllable of a name that ends in a vowel is uː (Tabuchi, Marullo)."""
    if not _U.search(_fold(word)):
        return phones
    long = "uː" if "en-GB" in lineage(phones[0].locale) else "u"
    return _replaced(phones, ("ʌ",), (long,)) if sum(p.symbol == "ʌ" for p in phones) == 1 else phones


def weak_last_syllable(phones: Phones, word: str) -> Phones:
    """-ell and -ard are weak in names (Kissell, Clinard)."""
    folded, nuclei = _fold(word), _nuclei(phones)
    if len(nuclei) != 2 or phones[nuclei[1]].stress:
        return phones
    if _WEAK_ELL.search(folded) and phones[-2].symbol == "ɛ" and phones[-1].symbol == "l":
        return (*phones[:-2], moved(phones[-2], "ə"), phones[-1])
    if _WEAK_ARD.search(folded):
        phones = _replaced(phones, ("ɑ", "ɹ", "d"), ("ɚ", "d", "d")) if phones[-1].symbol == "d" else phones
        if [p.symbol for p in phones[-2:]] == ["d", "d"]:
            return phones[:-1]
        if [p.symbol for p in phones[-2:]] == ["ɑː", "d"]:
            return (*phones[:-2], moved(phones[-2], "ə"), phones[-1])
    return phones


def indian(phones: Phones, word: str) -> Phones:
    """The h of bh, dh, gh and kh before a vowel is silent (Subhash, Madhavi, Raghu), not in Sandhurst."""
    if not _ASPIRATE.search(_fold(word)):
        return phones
    return tuple(
        phone
        for i, phone in enumerate(phones)
        if phone.symbol != "h" or not i or phones[i - 1].symbol not in {"b", "d", "ɡ", "k"}
    )


def italian(phones: Phones, word: str) -> Phones:
    """-ico and -ina have the stress on their i (Enrico, Davina), -aro has ɑɹ (Navarro)."""
    folded, nuclei = _fold(word), _nuclei(phones)
    tail = [p.symbol for p in phones[-3:]]
    british = "en-GB" in lineage(phones[0].locale)
    ends = re.search("(?<!mex)ico$", folded) is not None and tail in (["ɪ", "k", "oʊ"], ["ɪ", "k", "əʊ"])
    ends = ends or (folded.endswith("ina") and tail == ["ɪ", "n", "ə"])
    if ends and len(nuclei) > 2 and phones[-3].stress < 2:
        long = len(nuclei) > 3
        head = (Phone(p.symbol, 1 if long and i == nuclei[0] else 0, p.locale) for i, p in enumerate(phones[:-3]))
        last = Phone(tail[2], 0, phones[0].locale)
        return (*head, Phone("iː" if british else "i", 2, phones[0].locale), phones[-2], last)
    if re.search("[^h]arr?o$", folded) and len(phones) > 4 and phones[-3].symbol == "æ" and phones[-3].stress == 2:
        return (*phones[:-3], moved(phones[-3], "ɑː" if british else "ɑ"), *phones[-2:])
    return phones


def american_short_o(phones: Phones, word: str) -> Phones:
    """American o before n is ɑ (Belmont, Mondale), not before ŋ."""
    if "en-US" not in lineage(phones[0].locale) or not _SHORT_O.search(word.casefold()):
        return phones
    return _replaced(phones, ("ɔ", "n"), ("ɑ", "n"))


_NAMES = (
    german,
    slavic,
    south_slavic,
    portuguese,
    japanese_u,
    danish,
    final_ke,
    scandinavian,
    open_u,
    weak_last_syllable,
    indian,
    italian,
    american_short_o,
    *given_names.RULES,
)


def read_as_name(phones: Phones, word: str) -> Phones:
    """All rules for names, on words with a capital."""
    for rule in _NAMES if is_name(word) else ():
        phones = rule(phones, word)
    return phones


RULES = (silent_h, no_yod, read_as_name)
