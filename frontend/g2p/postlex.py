"""Post-lexical rules: what happens to phones in context, after each word has been looked up.

Every rule takes the phones and the spelling of one word, returns its phones and is a pure function.
Sources: Wells, "Accents of English" (1982) for the BATH words; Kohler, "German" (Handbook of the IPA) for vocalised
r; Walker, "The Pronunciation of Canadian French" (1984) for affrication and
lax high vowels.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.g2p import english, german
from frontend.phonology import inventory
from frontend.types import Phone

Rule = Callable[[tuple[Phone, ...], str], tuple[Phone, ...]]

_LAX = {"i": "ɪ", "y": "ʏ", "u": "ʊ"}
_AFFRICATED = {"t": "t͡s", "d": "d͡z"}
_BATH = re.compile(
    r"after|\bask|basket|bath(?!e|os)|blast|branch|brass|can't|\bcast|castl|broadcast|forecast|outcast|chanc|chant(?!e?l)|clasp|class(?!ic|if)|craft|danc|draft|draught"
    r"|example|\bfast|breakfast(?!$)|flask|\bfrance|ghast|giraff|glanc|glass|\bgrant|graph(?!ic|y|ol)|grasp|grass|\bhalf|halv|\bcalf|\bcalm|\blanc(?!as)|\blast|laugh|mask|\bmast"
    r"|master|nast|\bpass(?!ag|eng|ion|iv)|\bpast(?!a|e|r|i)|pastor|pastur|path(?!e|o|y)|\bplant|transplant|plaster|raft|\brasp|rather|\bsampl|shaft|slant|\bstaff|task"
    r"|tranc|vast|advanc|advantag|answer|\baunt|avalanch|command|demand|reprimand|disast|banana|\bslander|surpass|trespass|enchant|lather|moustach|\bvase|morale|sultana"
)
_TRE_SEAM = re.compile(r"(quatre|contre|entre|outre)-?[bcdfgjklmnpqrstvz]")
_LENGTHENING = frozenset({"ʁ", "v", "z", "ʒ"})


def _is_vowel(symbol: str) -> bool:
    row = inventory().get(symbol)
    return row is not None and row.is_vowel and "nonsyllabic" not in row.features


def _with_symbol(phone: Phone, symbol: str) -> Phone:
    return Phone(symbol, phone.stress, phone.locale)


def english_bath(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """BATH words have ɑː in British English (after, glass, answer), where espeak has the æ of TRAP."""
    if not _BATH.search(word.casefold()):
        return phones
    stressed = [i for i, phone in enumerate(phones) if phone.symbol == "æ"]
    if not stressed:
        return phones
    target = max(stressed, key=lambda i: (phones[i].stress, i))
    return (*phones[:target], _with_symbol(phones[target], "ɑː"), *phones[target + 1 :])


def german_r(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """ʁ in a syllable's coda becomes ɐ̯ after a long vowel and in unstressed er-, ver-, zer-, her- (ɛɐ̯)."""
    result = list(phones)
    for i in range(1, len(phones)):
        if phones[i].symbol != "ʁ" or (i + 1 < len(phones) and _is_vowel(phones[i + 1].symbol)):
            continue
        before = phones[i - 1].symbol
        long_vowel = "ː" in before or before in {"e", "o", "i", "u"}
        prefix = (
            before == "ɛ"
            and phones[i - 1].stress == 0
            and i <= 2
            and word.casefold().startswith(("er", "ver", "zer", "her"))
        )
        if long_vowel or prefix:
            result[i] = _with_symbol(phones[i], "ɐ̯")
    return tuple(result)


def spanish_palatal(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """ll between vowels is ʝ (calle), as is hie- at the head of a word (hierba); gü is ɡw (pingüino)."""
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        if phone.symbol == "j" and i + 1 < len(phones) and phones[i + 1].symbol == "j":
            continue
        if (
            phone.symbol == "u"
            and "ü" in word.casefold()
            and 0 < i < len(phones) - 1
            and phones[i - 1].symbol in {"ɡ", "ɣ"}
        ):
            result.append(Phone("w", 0, phone.locale))
            continue
        doubled = phone.symbol == "j" and i > 0 and phones[i - 1].symbol == "j"
        initial = phone.symbol == "j" and i == 0 and word.casefold().startswith("hie")
        result.append(_with_symbol(phone, "ʝ") if doubled or initial else phone)
    return tuple(result)


def french_palatal(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """gn is ɲ (agneau), which espeak splits before some vowels."""
    result = list(phones)
    if "gn" in word.casefold():
        for i in range(len(phones) - 1):
            if phones[i].symbol == "n" and phones[i + 1].symbol == "j":
                result[i : i + 2] = [_with_symbol(phones[i], "ɲ"), _with_symbol(phones[i], "")]
    return tuple(phone for phone in result if phone.symbol)


def french_open_o(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """o is closed before a final z (rose, chose)."""
    if len(phones) > 1 and phones[-1].symbol == "z" and phones[-2].symbol == "ɔ":
        return (*phones[:-2], _with_symbol(phones[-2], "o"), phones[-1])
    return phones


def french_schwa_at_seam(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """e is spoken between three consonants inside a compound (quatre-vingts, contre-mesure)."""
    if not _TRE_SEAM.match(word.casefold()):
        return phones
    for i in range(1, len(phones) - 1):
        cluster = phones[i - 1].symbol == "t" and phones[i].symbol == "ʁ"
        if cluster and not _is_vowel(phones[i + 1].symbol):
            return (*phones[: i + 1], Phone("ə", 0, phones[i].locale), *phones[i + 1 :])
    return phones


def french_final_vowel(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """A semivowel that no vowel follows is a vowel (jouent ʒu), save the j of -il and -ille."""
    full = {"w": "u", "ɥ": "y"}
    if len(phones) < 2 or phones[-1].symbol not in full or _is_vowel(phones[-2].symbol):
        return phones
    return (*phones[:-1], Phone(full[phones[-1].symbol], 2, phones[-1].locale))


def french_semivowel(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """y before a vowel is ɥ (lui, nuage), except after a consonant and a liquid where only i allows it (bruit, but
    cruel)."""
    result = list(phones)
    for i, phone in enumerate(phones[:-1]):
        after = phones[i + 1].symbol
        if phone.symbol != "y" or not _is_vowel(after):
            continue
        cluster = i >= 2 and phones[i - 1].symbol in {"ʁ", "l"} and not _is_vowel(phones[i - 2].symbol)
        if not cluster or after == "i":
            result[i] = Phone("ɥ", 0, phone.locale)
            if phone.stress > phones[i + 1].stress:
                result[i + 1] = Phone(after, phone.stress, phone.locale)
    return tuple(result)


def quebec_lax_vowels(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """i y u are lax in a closed final syllable (vite, jupe, route), but not before ʁ v z ʒ, which lengthen them."""
    nuclei = [i for i, phone in enumerate(phones) if _is_vowel(phone.symbol) and phone.symbol != "ə"]
    if not nuclei:
        return phones
    last = nuclei[-1]
    coda = [p.symbol for p in phones[last + 1 :] if p.symbol != "ə"]
    if phones[last].symbol not in _LAX or not coda or coda[0] in _LENGTHENING or coda[0] in {"j", "w", "ɥ"}:
        return phones
    return (*phones[:last], _with_symbol(phones[last], _LAX[phones[last].symbol]), *phones[last + 1 :])


def quebec_affrication(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """t d are t͡s d͡z before i y and their lax and semivowel forms (tu, dire, tiens)."""
    result = list(phones)
    for i, phone in enumerate(phones[:-1]):
        if phone.symbol in _AFFRICATED and phones[i + 1].symbol in {"i", "y", "ɪ", "ʏ", "j", "ɥ"}:
            result[i] = _with_symbol(phone, _AFFRICATED[phone.symbol])
    return tuple(result)


def american_flap(phones: tuple[Phone, ...], word: str) -> tuple[Phone, ...]:
    """t is a tap between a vowel or r and an unstressed vowel (city, party), not before a final -ən (button). espeak-
    ng writes it; tables do not."""
    result = list(phones)
    for i in range(1, len(phones) - 1):
        before, after = phones[i - 1].symbol, phones[i + 1]
        if (
            phones[i].symbol != "t"
            or not (_is_vowel(before) or before == "ɹ")
            or not _is_vowel(after.symbol)
            or after.stress
        ):
            continue
        if not (after.symbol == "ə" and i + 2 < len(phones) and phones[i + 2].symbol == "n"):
            result[i] = _with_symbol(phones[i], "ɾ")
    return tuple(result)


RULES: dict[str, tuple[Rule, ...]] = {
    "en-US": english.RULES,
    "en-GB": (english_bath, *english.RULES),
    "es-US": (spanish_palatal,),
    "de-DE": (german_r, *german.RULES),
    "fr-CA": (
        french_palatal,
        french_open_o,
        french_schwa_at_seam,
        french_final_vowel,
        french_semivowel,
        quebec_lax_vowels,
    ),
}
"""`quebec_affrication` is ready but left out: the teacher does not know the sounds, and speech made with them was
understood worse (Whisper-base
word error 0.41 against 0.18 on eight sentences full of them). It belongs here once a voice has learned them from
Quebec speakers."""


def apply(phones: tuple[Phone, ...], word: str, locale: str) -> tuple[Phone, ...]:
    """All rules of the locale, in order, on the phones of one spoken word."""
    for rule in RULES[locale]:
        phones = rule(phones, word)
    return phones


EXCEPTION_RULES: dict[str, tuple[Rule, ...]] = {"en-US": (american_flap,), "fr-CA": RULES["fr-CA"]}
"""Rules of sounds alone, for the words of tables; what the spelling tells, a table has said."""


def apply_to_exception(phones: tuple[Phone, ...], word: str, locale: str) -> tuple[Phone, ...]:
    """The rules of the locale that hold for words from tables too."""
    for rule in EXCEPTION_RULES.get(locale, ()):
        phones = rule(phones, word)
    return phones
