"""German phones that follow from the spelling but that espeak-ng misses.

Each rule takes the phones and the spelling of one word. Source for the target pronunciations: Kohler, "German"
(Handbook of the IPA).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from frontend.g2p.german import stems
from frontend.g2p.notation import is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_SEPARATE_TSCH = re.compile(
    r"ent(?=sch)|tsch(aft|ein|rift|ritt|reib|laf|loss|lag(?!e)|lüssel|raub|ild|icht|utz|uld|nitt|ule|uh|rank)|auptsch|achtsch|estsch|ertsch"
)
_CHS = re.compile(
    r"achse|achs(?!t)|ochse|wachs|fuchs|füchs|wechs|sechs(?!t?z)|büchs|dachs|lachs|luchs|eidechs|deichs|sachs|flachs|gewächs|wächs|wuchs|ochs"
)
_PRIMAL = re.compile("[^aeou]ur(?:teil|laub|sach|sprung|kund|heb)")
_AFTER_UR = frozenset(("t", "l", "z", "ʃ", "k", "h"))
"""The consonants that these words begin with behind Ur-."""
_SEAM = re.compile("[td]s")
"""Letters of t and ʃ that belong to two parts of a word (Hauptstadt, Landschaft)."""
_UR = re.compile(r"(?<!d)ur[bcdfgkmnpqstvwxz]|ourn")
_LONG_UR = re.compile(
    r"^ur|geburt|kultur|natur|spur|figur|temperatur|reparatur|^nur|schnur|uhr|zur|flur|struktur|agentur|spurt"
)
_NO_VELAR = re.compile(
    r"^(an|un|ein|hin|in|von)k|eink|telefonk|bahnk|ohnk|weink|steink|scheink|funkt?ionk|tionk|telefonkon"
)


_OBSTRUENTS = frozenset(
    ["p", "b", "t", "d", "k", "ɡ", "f", "v", "s", "z", "ʃ", "ʒ", "x", "ç", "h", "p͡f", "t͡s", "t͡ʃ", "d͡ʒ"]
)
_DEVOICED = {"b": "p", "d": "t", "ɡ": "k", "z": "s", "v": "f"}
_SUFFIXES = {
    "lich": "l ɪ ç", "nis": "n ɪ s", "bar": "b aː", "los": "l oː s", "chen": "ç ə n", "haft": "h a f t",
    "heit": "h aɪ t", "sam": "z aː m", "lein": "l aɪ n", "ling": "l ɪ ŋ",
}  # fmt: skip
_LONG_A = re.compile(
    r"a[bdfglmnrst]i(sch|g)(e[nrsm]?|st(e[nrsm]?)?)?$|a[dnr]i(um|en|er|ern|ers)$|a[dglmnrt]ung(en|s)?$"
)


_AFFRICATE = {"z": "t͡s"}
_LONG_AE = re.compile(
    "(?<=k)(l)är(?=s?te?|$|w|sch|lich)|(b)är(?=t[ecis]|lauch|dchen)|(?<=ge)(b)är(?=m)|(m)ärchen|^(z)ärtl"
)
_SMALL = re.compile("(?:[bg]l|gr|n|h|v)äschens?$")
_UNSTRESSED = re.compile(
    "(?<!spr)(?<!schw)(?<!^d)(?<!^j)(?<!dr)(?<!kl)(?<!ges)ung(?:en|s)?$|[a-zäöüß]{3}(?:er|ig)in(?:nen)?$"
    "|[a-zäöüß]{3}(?:(?<!her)um|(?<!b)us)$|[a-zäöüß]{3}(?:lich|(?<![aei])ig)(?:e[mnrs]?|er(?:e[mnrs]?)?|st(?:e[mnrs]?)?|keit)?$"
)
_UNSTRESSED_RHYMES = frozenset((("ʊ", "ŋ"), ("ɪ", "n"), ("ʊ", "m"), ("ʊ", "s"), ("ɪ", "ç"), ("ɪ", "ɡ"), ("ɪ", "k")))
_BERT = re.compile("^[A-Z].*(nor|ago|eg|al|gel|am|gis|eri|uni|ieg|ing|um)bert$|^(Her|Hu|Ro|Al)bert$")


def full_vowel_under_stress(phones: Phones, word: str) -> Phones:
    """A stressed vowel is never ə: ɛ before two consonants or a doubled one, else eː (Semester, Trompete); so is
    -entin."""
    result = list(phones)
    feminine = word.casefold().endswith(("entin", "entinnen"))
    for i, phone in enumerate(phones):
        if (
            phone.symbol == "ə"
            and feminine
            and i + 2 < len(phones)
            and (phones[i + 1].symbol, phones[i + 2].symbol) == ("n", "t")
        ):
            result[i] = moved(phone, "ɛ")
        elif phone.symbol == "ə" and phone.stress == 2:
            following = [p.symbol for p in phones[i + 1 : i + 3]]
            closed = len(following) == 2 and not is_vowel(following[0]) and not is_vowel(following[1])
            result[i] = moved(
                phone,
                "ɛ" if closed or len(following) < 2 or re.search(r"e(ll|tt|ss|nn|mm|rr|ck)", word.casefold()) else "eː",
            )
    return tuple(result)


def final_a(phones: Phones, word: str) -> Phones:
    """An unstressed a at the end is short (Pizza, Kanada)."""
    if len(phones) > 2 and phones[-1].symbol == "aː" and phones[-1].stress == 0:
        return (*phones[:-1], moved(phones[-1], "a"))
    return phones


def glide(phones: Phones, word: str) -> Phones:
    """Unstressed i before a vowel is j after a consonant (Familie, Ferien, Radio)."""
    result = list(phones)
    for i in range(1, len(phones) - 1):
        phone, after = phones[i], phones[i + 1].symbol
        if (
            phone.symbol in {"ɪ", "iː"}
            and phone.stress == 0
            and not is_vowel(phones[i - 1].symbol)
            and is_vowel(after)
            and i > 1
            and after != "ɪ"
        ):
            written = re.search(r"i[eaou]", word.casefold())
            result[i] = Phone("j", 0, phone.locale) if written else phone
    return tuple(result)


def affricate(phones: Phones, word: str) -> Phones:
    """tsch and ts within a part of a word are one sound (deutsch, Geburtstag), not in Gutschein; so are cz, ci and the
    like in names (Adamczyk, Francesca). The pf of Apfel stays two phones: so the voices learned it, and as one it is
    heard as f."""
    folded = word.casefold()
    joined = "tsch" in folded and not _SEPARATE_TSCH.search(folded) and not folded.startswith("entsch")
    joined = joined or not _SEAM.search(folded)
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        if result and result[-1].symbol == "t":
            following = phones[i + 1].symbol if i + 1 < len(phones) else ""
            if phone.symbol == "ʃ" and joined:
                result[-1] = moved(phone, "t͡ʃ")
                continue
            if phone.symbol == "s" and not (following and is_vowel(following)):
                result[-1] = moved(phone, "t͡s")
                continue
        result.append(phone)
    return tuple(result)


def chs(phones: Phones, word: str) -> Phones:
    """chs within a stem is ks (Achse, Fuchs), not in höchste."""
    if not _CHS.search(word.casefold()):
        return phones
    result = list(phones)
    for i in range(len(phones) - 1):
        if phones[i].symbol in {"x", "ç", "k"} and phones[i + 1].symbol in {"s", "z"}:
            result[i], result[i + 1] = moved(phones[i], "k"), moved(phones[i + 1], "s")
    return tuple(result)


def velar_nasal(phones: Phones, word: str) -> Phones:
    """n is ŋ before k within a stem (Onkel, krank), not after a prefix (Ankunft)."""
    folded = word.casefold()
    if "nk" not in folded or _NO_VELAR.search(folded):
        return phones
    return tuple(
        moved(phone, "ŋ") if phone.symbol == "n" and i + 1 < len(phones) and phones[i + 1].symbol == "k" else phone
        for i, phone in enumerate(phones)
    )


def short_u_before_r(phones: Phones, word: str) -> Phones:
    """ur before a consonant is short (kurz, Burg, durch), except in Geburt, Ur- and inflected -ur."""
    folded = word.casefold()
    if (not _UR.search(folded + " ") and "dur" not in folded) or _LONG_UR.search(folded):
        return phones
    result = list(phones)
    for i in range(len(phones) - 2):
        if phones[i].symbol == "uː" and phones[i + 1].symbol == "ɐ̯" and not is_vowel(phones[i + 2].symbol):
            result[i], result[i + 1] = moved(phones[i], "ʊ"), moved(phones[i + 1], "ʁ")
    return tuple(result)


def devoicing(phones: Phones, word: str) -> Phones:
    """b d ɡ z v close a syllable without voice: before another obstruent (Abteil, Radweg), before the suffixes
    -lich, -nis, -bar and the like (möglich, Ergebnis), and at the end of a word (Airpods)."""
    result = list(phones)
    symbols = [phone.symbol for phone in phones]
    folded = word.casefold()
    for i in range(1, len(phones) - 1):
        if symbols[i] not in _DEVOICED or symbols[i + 1] == symbols[i]:
            continue
        before_obstruent = symbols[i] in "bdɡ" and symbols[i + 1] in _OBSTRUENTS
        before_suffix = any(
            suffix in folded and symbols[i + 1 : i + 1 + len(spoken.split())] == spoken.split()
            for suffix, spoken in _SUFFIXES.items()
        )
        if before_obstruent or before_suffix:
            result[i] = moved(phones[i], _DEVOICED[symbols[i]])
    if len(phones) > 1:
        result[-1] = moved(phones[-1], _DEVOICED.get(symbols[-1], symbols[-1]))
    return tuple(result)


def long_a(phones: Phones, word: str) -> Phones:
    """a before one consonant and -isch, -ig, -ung or -ien, -ium is long (japanisch, damalig, Austragung, Szenarien)."""
    if not _LONG_A.search(word.casefold()):
        return phones
    result = list(phones)
    for i in range(len(phones) - 2):
        nearby = phones[i + 2].symbol
        if phones[i].symbol == "a" and not is_vowel(phones[i + 1].symbol) and nearby in {"ɪ", "iː", "i", "j", "ʊ", "ə"}:
            result[i] = moved(phones[i], "aː")
    return tuple(result)


def unstressed_er(phones: Phones, word: str) -> Phones:
    """-ernd- is ɐnd (klappernde), -erei əʁaɪ (Bäckerei), and the n of -end- follows ə (passende)."""
    folded = word.casefold()
    result = list(phones)
    if re.search(r"[a-zäöüß]{3}ernd(?:e[nrsm]?)?$", folded):
        for i in range(len(phones) - 3):
            if [p.symbol for p in phones[i : i + 3]] == ["ɛ", "ʁ", "n"] and phones[i].stress < 2:
                return (*phones[:i], Phone("ɐ", 0, phones[i].locale), *phones[i + 2 :])
    if re.search(r"ende[nrsm]?$", folded) and not re.search(r"(^|[^aeiou])(s|w|f|bl|l|p)ende[nrsm]?$", folded):
        for i in range(2, len(phones) - 2):
            if [p.symbol for p in phones[i : i + 3]] == ["ɛ", "n", "d"] and phones[i].stress < 2:
                result[i] = moved(phones[i], "ə")
    if re.search(r"erei(en)?$", folded):
        for i in range(1, len(phones) - 2):
            if phones[i + 1].symbol == "ʁ" and phones[i + 2].symbol == "aɪ" and is_vowel(phones[i].symbol):
                result[i] = Phone("ə", 0, phones[i].locale)
    return tuple(result)


def ability(phones: Phones, word: str) -> Phones:
    """The a of -barkeit is long like that of -bar (Planbarkeit)."""
    symbols = [phone.symbol for phone in phones]
    for i in range(len(phones) - 3) if "barkeit" in word.casefold() else ():
        if symbols[i : i + 4] == ["b", "a", "ʁ", "k"]:
            return (*phones[: i + 1], moved(phones[i + 1], "aː"), moved(phones[i + 2], "ɐ̯"), *phones[i + 3 :])
    return phones


def long_before_ds(phones: Phones, word: str) -> Phones:
    """a is long in the genitives of Bad, Rad, Grad and Pfad (Freibads), which espeak-ng closes."""
    if len(phones) < 3 or not re.search("(bad|rad|pfad)s$", word.casefold()) or phones[-2].symbol != "a":
        return phones
    return (*phones[:-2], moved(phones[-2], "aː"), phones[-1])


def forty(phones: Phones, word: str) -> Phones:
    """vierzig after und is fɪʁtsɪç (zweiundvierzig), which espeak-ng reads with v and a long vowel."""
    if "undvierzig" not in word.casefold():
        return phones
    result = list(phones)
    for i in range(len(phones) - 3):
        if [p.symbol for p in phones[i : i + 4]] == ["v", "iː", "ɐ̯", "t͡s"]:
            result[i : i + 3] = [moved(phones[i], "f"), moved(phones[i + 1], "ɪ"), moved(phones[i + 2], "ʁ")]
            break
    return tuple(result)


def short_first_a(phones: Phones, word: str) -> Phones:
    """a is short in an open first syllable before the stress (damit, davon, warum), which espeak-ng lengthens."""
    first = next((i for i, phone in enumerate(phones) if is_vowel(phone.symbol)), 0)
    vowel, after = phones[first], phones[first + 1 : first + 3]
    opened = len(after) == 2 and not is_vowel(after[0].symbol) and is_vowel(after[1].symbol)
    weak = not vowel.stress and any(phone.stress == 2 for phone in phones)  # not of "nach", "habe"
    return (
        (*phones[:first], moved(vowel, "a"), *phones[first + 1 :])
        if vowel.symbol == "aː" and opened and weak
        else phones
    )


def primal(phones: Phones, word: str) -> Phones:
    """Ur- is long and open inside of a word too (Fehlurteil, beurlauben)."""
    if not _PRIMAL.search(word.casefold()):
        return phones
    result = list(phones)
    for i in range(len(phones) - 2):
        if [phone.symbol for phone in phones[i : i + 2]] == ["ʊ", "ʁ"] and phones[i + 2].symbol in _AFTER_UR:
            result[i : i + 2] = [moved(phones[i], "uː"), moved(phones[i + 1], "ɐ̯")]
    return tuple(result)


def single_end(phones: Phones, word: str) -> Phones:
    """A consonant is spoken once behind the last vowel, however it is written (geschrubbt)."""
    last = max((i for i, phone in enumerate(phones) if is_vowel(phone.symbol)), default=len(phones))
    doubled = {i for i in range(last + 2, len(phones)) if phones[i].symbol == phones[i - 1].symbol}
    return tuple(phone for i, phone in enumerate(phones) if i not in doubled)


def ich_before_keit(phones: Phones, word: str) -> Phones:
    """-ig is ɪç before -keit (Festigkeit)."""
    symbols = [phone.symbol for phone in phones]
    for i in range(len(phones) - 3) if "igkeit" in word.casefold() else ():
        if symbols[i : i + 4] == ["ɪ", "k", "k", "aɪ"]:
            return (*phones[: i + 1], moved(phones[i + 1], "ç"), *phones[i + 2 :])
    return phones


def physician(phones: Phones, word: str) -> Phones:
    """Arzt and Ärztin have long vowels in compounds too (Zahnarzt), which espeak-ng closes."""
    folded = word.casefold()
    if not re.search("(?:(?<![wmhpqu])|(?<=ch))[aä]rzt", folded):
        return phones
    result = list(phones)
    for i in range(len(phones) - 2):
        if [p.symbol for p in phones[i + 1 : i + 3]] == ["ʁ", "t͡s"] and phones[i].symbol in {"a", "ɛ"}:
            result[i] = moved(phones[i], "aː" if phones[i].symbol == "a" else "ɛː")
            result[i + 1] = moved(phones[i + 1], "ɐ̯")
    return tuple(result)


def full_bert(phones: Phones, word: str) -> Phones:
    """First names in -bert end in bɛʁt (Norbert, Dagobert), surnames do not (Schubert)."""
    if not _BERT.search(word) or [p.symbol for p in phones[-3:]] != ["b", "ɐ", "t"]:
        return phones
    locale = phones[-1].locale
    return (*phones[:-2], Phone("ɛ", 0, locale), Phone("ʁ", 0, locale), phones[-1])


def long_ae(phones: Phones, word: str) -> Phones:
    """ä is long before r in a few stems (erklärt, Märchen, Bärte)."""
    found = _LONG_AE.search(word.casefold())
    if found is None:
        return phones
    result = list(phones)
    for i in range(1, len(phones) - 1):
        if [p.symbol for p in phones[i - 1 : i + 2]] == [
            _AFFRICATE.get(found[found.lastindex or 0], found[found.lastindex or 0]),
            "ɛ",
            "ʁ",
        ]:
            result[i], result[i + 1] = moved(phones[i], "ɛː"), moved(phones[i + 1], "ɐ̯")
    return tuple(result)


def first_of_all(phones: Phones, word: str) -> Phones:
    """erst- under stress is long, as in erst (erstgeboren)."""
    if not word.casefold().startswith("erst") or [phone.symbol for phone in phones[:4]] != ["ɛ", "ʁ", "s", "t"]:
        return phones
    return (moved(phones[0], "eː"), moved(phones[1], "ɐ̯"), *phones[2:])


def long_ae_before_schen(phones: Phones, word: str) -> Phones:
    """ä of Glas and Hase stays long in Gläschen and Häschen."""
    if not _SMALL.search(word.casefold()):
        return phones
    symbols = [phone.symbol for phone in phones]
    last = max((i for i in range(len(phones) - 2) if symbols[i : i + 3] == ["ɛ", "s", "ç"]), default=-1)
    return tuple(moved(phone, "ɛː") if i == last else phone for i, phone in enumerate(phones))


def unstressed_ending(phones: Phones, word: str) -> Phones:
    """The endings -ung, -in, -um, -us, -lich and -ig have no stress (Steuerung, Schwimmerin, Kalzium, ursprünglich),
    which espeak-ng gives them behind two weak syllables."""
    if not _UNSTRESSED.search(word.casefold()):
        return phones
    pairs = ((one.symbol, other.symbol) for one, other in pairwise(phones))
    last = max((place for place, pair in enumerate(pairs) if pair in _UNSTRESSED_RHYMES), default=-1)
    return tuple(
        replace(phone, stress=0) if place == last and phone.stress == 1 else phone for place, phone in enumerate(phones)
    )


def voiceless_dge(phones: Phones, word: str) -> Phones:
    """dʒ at the end of a word has no voice (Cambridge, Image)."""
    return (*phones[:-1], moved(phones[-1], "t͡ʃ")) if phones[-1].symbol == "d͡ʒ" else phones


def separate_tst(phones: Phones, word: str) -> Phones:
    """t and ʃ are two sounds where a part of a word in t meets one in st or sp (Hauptstadt, Gastspiel)."""
    if not re.search("ts[tp]", word.casefold()):
        return phones
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        if phone.symbol == "t͡ʃ" and i + 1 < len(phones) and phones[i + 1].symbol in {"t", "p"}:
            result += [moved(phone, "t"), moved(phone, "ʃ")]
        else:
            result.append(phone)
    return tuple(result)


EXCEPTION_RULES = (voiceless_dge, separate_tst, unstressed_ending)
"""Rules of sounds alone, for the words of tables."""
RULES = (
    voiceless_dge,
    unstressed_ending,
    *stems.RULES,
    long_ae,
    long_ae_before_schen,
    first_of_all,
    full_bert,
    forty,
    physician,
    ability,
    ich_before_keit,
    long_before_ds,
    short_u_before_r,
    primal,
    full_vowel_under_stress,
    unstressed_er,
    long_a,
    chs,
    velar_nasal,
    glide,
    affricate,
    devoicing,
    final_a,
    short_first_a,
    single_end,
    separate_tst,
)
