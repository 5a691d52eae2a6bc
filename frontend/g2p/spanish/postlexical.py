"""Spanish phones that follow from the spelling but that espeak-ng writes otherwise.

Each rule takes the phones and the spelling of one word. Source: Hualde, "The Sounds of Spanish" (2005).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontend.g2p.notation import is_vowel, moved
from frontend.g2p.spanish.foreign_stress import foreign_stress
from frontend.locales import lineage
from frontend.types import Phone

Phones = tuple[Phone, ...]

_GLIDES = {"i": "j", "u": "w"}
_FALLING = {"aɪ": "a", "eɪ": "e", "ɔɪ": "o"}
_VOWELS = {"j": "i", "w": "u"}
_STRESSED_CLOSE = frozenset("íú")


_DIAERESIS = re.compile("ü[eiéí]")
_PREFIX_BEFORE_Y = re.compile("(?:re|des)?(?:in|c[oó]n|en)y|.*nyi")
_PREFIX_N = re.compile("(in|con|en|sin|circun|pere)n")
_NAHUATL = re.compile("^(?!ex|mixt[oau]|.*(?:text|sext|next|sixt|lixt|[yj]uxtap|dext)).*x(?!ter|ton)[bcdglmnpqrstvz]")


def palatal(phones: Phones, word: str) -> Phones:
    """ll between vowels is ʝ (calle), as is hie- at the head of a word (hierba); gü is ɡw (pingüino)."""
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        if phone.symbol == "j" and i + 1 < len(phones) and phones[i + 1].symbol == "j":
            continue
        if (
            phone.symbol == "u"
            and _DIAERESIS.search(word.casefold())
            and 0 < i < len(phones) - 1
            and phones[i - 1].symbol in {"ɡ", "ɣ"}
        ):
            result.append(Phone("w", 0, phone.locale))
            if phone.stress == 2:
                _stress_last_vowel(result)  # averigüe
            continue
        doubled = phone.symbol == "j" and i > 0 and phones[i - 1].symbol == "j"
        initial = phone.symbol == "j" and i == 0 and word.casefold().startswith("hie")
        result.append(moved(phone, "ʝ") if doubled or initial else phone)
    return tuple(result)


def _stress_last_vowel(phones: list[Phone]) -> None:
    """Gives the last vowel of `phones` the stress of the word."""
    at = next((i for i in reversed(range(len(phones))) if is_vowel(phones[i].symbol)), None)
    if at is not None:
        phones[at] = Phone(phones[at].symbol, 2, phones[at].locale)


def trilled_prefix(phones: Phones, word: str) -> Phones:
    """r behind the prefixes sub- and ex- begins a syllable and is a trill (subrayar, subrogar, exrector)."""
    if not word.casefold().startswith(("subr", "exr")):
        return phones
    at = next((i for i, phone in enumerate(phones) if phone.symbol in {"ɾ", "r"}), None)
    return phones if at is None else (*phones[:at], moved(phones[at], "r"), *phones[at + 1 :])


def split_ny(phones: Phones, word: str) -> Phones:
    """n and y are two sounds (inyectar, cónyuge), of which the second is a glide in names (Wembanyama)."""
    if "ny" not in word.casefold():
        return phones
    at = next((i for i in range(1, len(phones) - 1) if phones[i].symbol == "ɲ"), None)
    if at is None or not is_vowel(phones[at + 1].symbol):
        return phones
    locale = phones[at].locale
    second = "ʝ" if _PREFIX_BEFORE_Y.match(word.casefold()) else "j"
    return (*phones[:at], Phone("n", 0, locale), Phone(second, 0, locale), *phones[at + 1 :])


def silent_p(phones: Phones, word: str) -> Phones:
    """p is silent before n, s and t at the head of a word (pneumonía, pseudónimo, pterodáctilo)."""
    if not word.casefold().startswith(("pn", "ps", "pt")) or phones[0].symbol != "p":
        return phones
    at = next((i for i, phone in enumerate(phones) if phone.symbol == word[1].casefold()), 0)
    return phones[at:]


def glides(phones: Phones, word: str) -> Phones:
    """i and u without stress before a vowel are j and w after r and clusters too (barrio, cliente, luego, prueba); in
    ui and iu the second has the stress (Luis, ruido). Before a consonant they are vowels (estadounidense, muy)."""
    folded = word.casefold()
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        after = phones[i + 1] if i + 1 < len(phones) else None
        before_vowel = after is not None and is_vowel(after.symbol)
        if phone.symbol in _VOWELS and not before_vowel and i and is_vowel(phones[i - 1].symbol):
            result.append(Phone(_VOWELS[phone.symbol], 0, phone.locale))
        elif (
            phone.symbol in _GLIDES
            and i
            and not is_vowel(phones[i - 1].symbol)
            and before_vowel
            and after is not None
            and after.symbol != phone.symbol  # antiinflamatorio
        ):
            close = after.symbol in _GLIDES
            if phone.stress == 2 and not (close and i + 2 < len(phones) and not _STRESSED_CLOSE & set(folded)):
                result.append(phone)  # día, púa, muy
            else:
                result.append(Phone(_GLIDES[phone.symbol], 0, phone.locale))
        elif result and i and phones[i - 1].symbol in _GLIDES and result[-1].symbol in _VOWELS and not phone.stress:
            result.append(Phone(phone.symbol, phones[i - 1].stress, phone.locale))
        else:
            result.append(phone)
    return tuple(result)


def inner_glide(phones: Phones, word: str) -> Phones:
    """i between two vowels is ʝ (paranoia), which espeak-ng takes for the end of a diphthong."""
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        result.append(phone)
        if phone.symbol in _FALLING and i + 1 < len(phones) and is_vowel(phones[i + 1].symbol):
            result[-1:] = [moved(phone, _FALLING[phone.symbol]), Phone("ʝ", 0, phone.locale)]
    return tuple(result)


def single_consonant(phones: Phones, word: str) -> Phones:
    """Doubled letters are one sound (Nissan, shopping), save n where a prefix meets its stem (innovar)."""
    kept = frozenset("n") if _PREFIX_N.match(word.casefold()) else frozenset()
    return tuple(
        p
        for i, p in enumerate(phones)
        if not i or p.symbol != phones[i - 1].symbol or p.symbol in kept or is_vowel(p.symbol)
    )


def spoken_sh(phones: Phones, word: str) -> Phones:
    """sh and sch are ʃ (Mitsubishi, Tokischa), not where des- or dis- meets a stem with h (deshacer, trashumante)."""
    folded = word.casefold().replace("sch", "sh")
    at = folded.find("sh")
    if at < 0 or folded.startswith(("desh", "dish", "exh", "trashu")):
        return phones
    sibilants = [i for i, phone in enumerate(phones) if phone.symbol in {"s", "ʃ", "t͡s"}]
    which = len(re.findall("[szxç]+|c[eiéíy]", folded[:at]))
    if which >= len(sibilants):
        return phones
    target = sibilants[which]
    return (*phones[:target], Phone("ʃ", 0, phones[target].locale), *phones[target + 1 :])


def mexican_x(phones: Phones, word: str) -> Phones:
    """x before a consonant is s in names from Nahuatl (Taxco, Tlaxcala); that of México is x in its compounds too."""
    if "mexic" in word.casefold() or "méxic" in word.casefold():
        phones = tuple(
            moved(p, "x") if p.symbol == "k" and i and phones[i + 1 : i + 2] and phones[i + 1].symbol == "s" else p
            for i, p in enumerate(phones)
            if not (p.symbol == "s" and i and phones[i - 1].symbol == "k")
        )
    if not word[:1].isupper() or not _NAHUATL.search(word.casefold()):
        return phones
    return tuple(
        p
        for i, p in enumerate(phones)
        if not (
            p.symbol == "k"
            and i + 2 < len(phones)
            and phones[i + 1].symbol == "s"
            and not is_vowel(phones[i + 2].symbol)
        )
    )


def prothetic_e(phones: Phones, word: str) -> Phones:
    """s before a consonant at the head of a word takes an e (Stanford, spa)."""
    if len(phones) < 2 or phones[0].symbol != "s" or is_vowel(phones[1].symbol) or phones[1].symbol in {"j", "w"}:
        return phones
    return (Phone("e", 0, phones[0].locale), *phones)


def initial_ts(phones: Phones, word: str) -> Phones:
    """tz and ts at the head of a word are two consonants (Tzotzil, tsunami), where espeak-ng spells the t."""
    if not word.casefold().startswith(("tz", "ts")) or [p.symbol for p in phones[:3]] != ["t", "e", "s"]:
        return phones
    return (phones[0], *phones[2:])


def rhotics(phones: Phones, word: str) -> Phones:
    """r is a tap at the end of a syllable (ser, carta) and a trill at the head of a word (Ryan)."""
    result = list(phones)
    for i, phone in enumerate(phones):
        closes = i + 1 == len(phones) or not (is_vowel(phones[i + 1].symbol) or phones[i + 1].symbol in {"j", "w"})
        if phone.symbol == "r" and closes and i:
            result[i] = moved(phone, "ɾ")
        elif phone.symbol == "ɾ" and not i:
            result[i] = moved(phone, "r")
    return tuple(result)


def no_stress_behind(phones: Phones, word: str) -> Phones:
    """No syllable behind the last stressed one has a weaker stress, which espeak-ng puts behind au and eu (náuseas)."""
    last = max((i for i, phone in enumerate(phones) if phone.stress == 2), default=len(phones))
    return (*phones[: last + 1], *(Phone(p.symbol, 0, p.locale) for p in phones[last + 1 :]))


RULES = (
    palatal,
    split_ny,
    silent_p,
    initial_ts,
    glides,
    inner_glide,
    single_consonant,
    spoken_sh,
    mexican_x,
    prothetic_e,
    rhotics,
    trilled_prefix,
    foreign_stress,
    no_stress_behind,
)
EXCEPTION_RULES = (rhotics,)
"""Rules of sounds alone, for the words of tables."""

_LENITED = {"b": "β", "d": "ð", "ɡ": "ɣ"}
_STOPS = {spirant: stop for stop, spirant in _LENITED.items()}
_NASALS = frozenset({"m", "n", "ɲ", "ŋ"})
_PLACE = {"p": "m", "b": "m", "β": "m", "k": "ŋ", "ɡ": "ŋ", "ɣ": "ŋ", "x": "ŋ", "f": "n"}
"""The nasal before a consonant, in a word and between two (enviar, un beso; cinco, un gato; triunfo)."""


def connect(spellings: Sequence[str], words: list[Phones], locale: str) -> list[Phones]:
    """The phones of a clause with what the neighbours of a sound make of it; other locales pass unchanged.

    b, d and ɡ are stops after a pause and a nasal, d after l too (dedo, un dedo, el dedo, caldo), else approximants (mi
    dedo, alba, usted). A nasal takes the place of the consonant that follows, but an m that ends a word stays (Tom
    Cruise, Tom Ford).
    """
    if "es" not in lineage(locale):
        return words
    result: list[list[Phone]] = []
    last: list[Phone] = []  # of the last word that has phones: its final nasal may change still
    written = ""
    for spelling, phones in zip(spellings, words, strict=True):
        spoken: list[Phone] = []
        for phone in phones:
            nearby = spoken or last
            before = nearby[-1].symbol if nearby else ""
            kept = not spoken and written.endswith("m")
            if before in {"m", "n", "ŋ"} and phone.symbol in _PLACE and not kept:
                nearby[-1] = moved(nearby[-1], _PLACE[phone.symbol])
            stop = _STOPS.get(phone.symbol, phone.symbol)
            if stop in _LENITED:
                stopped = not before or before in _NASALS or (before == "l" and stop == "d")
                phone = moved(phone, stop if stopped else _LENITED[stop])
            spoken.append(phone)
        result.append(spoken)
        last, written = (spoken, spelling) if spoken else (last, written)
    return [tuple(spoken) for spoken in result]
