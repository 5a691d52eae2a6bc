"""French phones that follow from the spelling but that espeak-ng writes otherwise, and the allophones of Quebec.

Each rule takes the phones and the spelling of one word. Sources: Fouché, "Traité de prononciation française" (1959);
Walker, "The Pronunciation of Canadian French" (1984) for affrication and lax high vowels.
"""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

from frontend.g2p.notation import is_vowel, moved
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LAX = {"i": "ɪ", "y": "ʏ", "u": "ʊ"}
_AFFRICATED = {"t": "t͡s", "d": "d͡z"}
_BEHIND_VERB = re.compile("-(?:tu|vous|nous|moi|toi|lui|leur|les|la)$")
_TRE_SEAM = re.compile(r"(quatre|centre|contre|entre|outre)-?(?!nt$|s$)[bcdfgjklmnpqrstvz]")
_SAINT = re.compile(r"\bsaint-[aâeéèêiîoôuyhœ]")
_RCHER = re.compile("[lrs]cher[aeioàâè]")
_ADVERB = re.compile("(?:û|(?:[aâ]ssid|goul|ingén|ind|ambig|congr|contin|crû?|d)u)ment$")
_OPEN_O = re.compile("(o(ll?|qu|gn|gu?|pp?|b|d|tt?|ch|ph)|aur)(es?|ent)$")
_LOST_E = re.compile("o(?:[bcdfgjklmnpqrtv]{1,2}|qu|ch)e[bcdfgjklmnpqrstvx]")
_OPEN_EU = re.compile(
    r"(?<!\bn)(?<=[a-zéèç])(?:eu|œu|oeu)r(?!eu|o(?!ns?$)|ési|éti)|jeun|(?:s|gu|f)eul|neuvi|breuv|veuv|meubl|aveugl|peupl(?!i)"
    r"|œuvr|oeuvr|couleuvr"
)
"""Stems in which eu is open; not in heureux, Europe, neurone, meunier and peuplier."""
_AFTER_OPEN_EU = frozenset({"ʁ", "n", "l", "v", "b", "ɡ", "p"})
_LENGTHENING = frozenset({"ʁ", "v", "z", "ʒ"})
_LIQUIDS = frozenset({"l", "ʁ"})
_STOPS_AND_F = frozenset({"p", "b", "t", "d", "k", "ɡ", "f", "v"})
_VOICELESS = frozenset({"p", "t", "k", "f", "s", "ʃ"})


def palatal(phones: Phones, word: str) -> Phones:
    """gn is ɲ (agneau), which espeak splits before some vowels."""
    result = list(phones)
    if "gn" in word.casefold():
        for i in range(len(phones) - 1):
            if phones[i].symbol == "n" and phones[i + 1].symbol == "j":
                result[i : i + 2] = [moved(phones[i], "ɲ"), moved(phones[i], "")]
    return tuple(phone for phone in result if phone.symbol)


def open_o(phones: Phones, word: str) -> Phones:
    """o is closed before z (rose, Rose-Marie) and open before r (horaire, majorité) and before a final stop or l
    (boussole, époque), unless it is written ô or au (but in restaure)."""
    folded = word.casefold()
    if "or" in folded and "aur" not in folded:
        phones = tuple(
            moved(p, "ɔ") if p.symbol == "o" and i + 1 < len(phones) and phones[i + 1].symbol == "ʁ" else p
            for i, p in enumerate(phones)
        )
    phones = tuple(
        moved(p, "o") if p.symbol == "ɔ" and after and after.symbol == "z" else p
        for p, after in zip_longest(phones, phones[1:])
    )
    if len(phones) > 1 and phones[-2].symbol == "o" and _OPEN_O.search(folded):
        return (*phones[:-2], moved(phones[-2], "ɔ"), phones[-1])
    return phones


def open_o_before_lost_e(phones: Phones, word: str) -> Phones:
    """o is open in the syllable that a lost e closes (loterie, promenade, logement)."""
    folded = word.casefold()
    if not _LOST_E.search(folded) or "ô" in folded or "au" in folded:
        return phones
    consonants = [phone.symbol != "" and not is_vowel(phone.symbol) for phone in phones]
    return tuple(
        moved(p, "ɔ") if p.symbol == "o" and all(consonants[i + 1 : i + 3]) and i + 2 < len(phones) else p
        for i, p in enumerate(phones)
    )


def schwa_at_seam(phones: Phones, word: str) -> Phones:
    """e is spoken between three consonants inside a compound (quatre-vingts, contre-mesure)."""
    if not _TRE_SEAM.match(word.casefold()):
        return phones
    for i in range(1, len(phones) - 1):
        cluster = phones[i - 1].symbol == "t" and phones[i].symbol == "ʁ"
        if cluster and not is_vowel(phones[i + 1].symbol):
            return (*phones[: i + 1], Phone("ə", 0, phones[i].locale), *phones[i + 1 :])
    return phones


def silent_vingt(phones: Phones, word: str) -> Phones:
    """The t of vingt is spoken from 21 to 29, not from 81 to 99 (quatre-vingt-deux); trois begins with its own."""
    if not word.casefold().startswith("quatre-vingt-"):
        return phones
    for i in range(len(phones) - 2):
        if [p.symbol for p in phones[i : i + 2]] == ["ɛ̃", "t"] and phones[i + 2].symbol != "ʁ":
            return (*phones[: i + 1], *phones[i + 2 :])
    return phones


def single_glide(phones: Phones, word: str) -> Phones:
    """-illier has one glide (médaillier, groseillier)."""
    if "illier" not in word.casefold():
        return phones
    return tuple(p for p, after in zip_longest(phones, phones[1:]) if not (after and p.symbol == after.symbol == "j"))


def final_vowel(phones: Phones, word: str) -> Phones:
    """A semivowel that no vowel follows is a vowel (jouent ʒu), save the j of -il and -ille."""
    full = {"w": "u", "ɥ": "y"}
    if len(phones) < 2 or phones[-1].symbol not in full or is_vowel(phones[-2].symbol):
        return phones
    return (*phones[:-1], Phone(full[phones[-1].symbol], 2, phones[-1].locale))


def vowel_before_consonant(phones: Phones, word: str) -> Phones:
    """A semivowel between two consonants is a vowel (dévouera, nouera), whatever mute e is written behind it."""
    full = {"w": "u", "ɥ": "y"}
    vowels = [is_vowel(phone.symbol) or phone.symbol in {"j", "ɥ", "w"} for phone in phones]
    return tuple(
        moved(p, full[p.symbol])
        if p.symbol in full and 0 < i < len(phones) - 1 and not vowels[i - 1] and not vowels[i + 1]
        else p
        for i, p in enumerate(phones)
    )


def vowel_with_diaeresis(phones: Phones, word: str) -> Phones:
    """ï is a vowel of its own before a consonant (Naïla, naïf), which espeak-ng makes a glide in names."""
    if not re.search("aï[bcdfgklmnprstvz]", word.casefold()):
        return phones
    symbols = [phone.symbol for phone in phones]
    glides = {i for i in range(1, len(phones) - 1) if symbols[i - 1 : i + 1] == ["a", "j"]}
    return tuple(
        Phone("i", p.stress, p.locale) if i in glides and not is_vowel(symbols[i + 1]) else p
        for i, p in enumerate(phones)
    )


def lost_e_behind_verb(phones: Phones, word: str) -> Phones:
    """je and ce lose their e behind their verb (dis-je, était-ce)."""
    inverted = word.casefold().endswith(("-je", "-ce")) and phones[-1].symbol == "ə"
    return phones[:-1] if inverted else phones


def pronoun_behind_verb(phones: Phones, word: str) -> Phones:
    """A pronoun behind its verb has the stress of both (voulez-vous, donnez-moi), for the stress of French is that of
    the last syllable; an e keeps what it has (prends-le)."""
    vowels = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if not _BEHIND_VERB.search(word.casefold()) or len(vowels) < 2 or phones[vowels[-1]].symbol == "ə":
        return phones
    return tuple(Phone(p.symbol, 2 if i == vowels[-1] else 0, p.locale) for i, p in enumerate(phones))


def open_eu(phones: Phones, word: str) -> Phones:
    """eu is open before a consonant in words whose stem has it open (pleurer, déjeuner, seulement), and closed before z
    (courageusement)."""
    folded = word.casefold()
    is_open = _OPEN_EU.search(folded) is not None
    result = list(phones)
    for i, (phone, after) in enumerate(pairwise(phones)):
        if phone.symbol == "œ" and after.symbol == "z" and "eus" in folded:
            result[i] = moved(phone, "ø")
        elif phone.symbol == "ø" and is_open and after.symbol in _AFTER_OPEN_EU:
            result[i] = moved(phone, "œ")
    return tuple(result)


def semivowel(phones: Phones, word: str) -> Phones:
    """y before a vowel is ɥ (lui, nuage), except after a consonant and a liquid where only i allows it (bruit, but
    cruel)."""
    result = list(phones)
    for i, phone in enumerate(phones[:-1]):
        after = phones[i + 1].symbol
        if phone.symbol != "y" or not is_vowel(after):
            continue
        cluster = i >= 2 and phones[i - 1].symbol in {"ʁ", "l"} and not is_vowel(phones[i - 2].symbol)
        if not cluster or after == "i":
            result[i] = Phone("ɥ", 0, phone.locale)
            if phone.stress > phones[i + 1].stress:
                result[i + 1] = Phone(after, phone.stress, phone.locale)
    return tuple(result)


def glide_after_cluster(phones: Phones, word: str) -> Phones:
    """i before a vowel is ij after a stop or f and a liquid (client, ouvrier), where a glide alone cannot stand."""
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        result.append(phone)
        after_cluster = i >= 2 and phones[i - 1].symbol in _LIQUIDS and phones[i - 2].symbol in _STOPS_AND_F
        if phone.symbol == "i" and after_cluster and i + 1 < len(phones) and is_vowel(phones[i + 1].symbol):
            result.append(Phone("j", 0, phone.locale))
    return tuple(result)


def vowel_after_cluster(phones: Phones, word: str) -> Phones:
    """ou before a vowel is u after a stop or f and a liquid (brouette, éblouir), not w as in jouer."""
    if not re.search("[bcdfgptv][rl]ou[aeéèêi]", word.casefold()):
        return phones
    return tuple(
        Phone("u", 0, p.locale)
        if p.symbol == "w" and i >= 2 and phones[i - 1].symbol in _LIQUIDS and phones[i - 2].symbol in _STOPS_AND_F
        else p
        for i, p in enumerate(phones)
    )


def devoiced_b(phones: Phones, word: str) -> Phones:
    """b is p before a voiceless consonant (absent, obtenir, substance)."""
    return tuple(
        moved(p, "p") if p.symbol == "b" and i + 1 < len(phones) and phones[i + 1].symbol in _VOICELESS else p
        for i, p in enumerate(phones)
    )


def schwa_alone(phones: Phones, word: str) -> Phones:
    """le, de, je and their like keep their vowel (tout le monde), which espeak-ng drops in fixed phrases."""
    short = len(phones) == 1 and not is_vowel(phones[0].symbol) and re.fullmatch("[ldjmtscn]e|que", word.casefold())
    return (*phones, Phone("ə", 0, phones[0].locale)) if short else phones


def schwa_in_obtenir(phones: Phones, word: str) -> Phones:
    """The e of obtenir and abstenir is spoken, as three consonants would meet without it."""
    if not re.match("(ob|abs)ten", word.casefold()):
        return phones
    at = next((i for i in range(len(phones) - 1) if phones[i].symbol == "t" and phones[i + 1].symbol == "n"), None)
    return phones if at is None else (*phones[: at + 1], Phone("ə", 0, phones[at].locale), *phones[at + 1 :])


def schwa_before_r(phones: Phones, word: str) -> Phones:
    """The e of -cher- behind another consonant is spoken (marchera, percheron), which espeak-ng drops between three."""
    if not _RCHER.search(word.casefold()):
        return phones
    symbols = [phone.symbol for phone in phones]
    at = next((i for i in range(1, len(phones) - 1) if symbols[i : i + 2] == ["ʃ", "ʁ"]), None)
    if at is None or is_vowel(symbols[at - 1]):
        return phones
    return (*phones[: at + 1], Phone("ə", 0, phones[at].locale), *phones[at + 1 :])


def adverb_in_ment(phones: Phones, word: str) -> Phones:
    """The end of an adverb in -ûment is spoken (goulûment, ingénument), which espeak-ng takes for that of a verb (ils
    résument)."""
    stem = phones[:-1] if phones and phones[-1].symbol == "t" else phones  # which links a verb in -ent to what follows
    silent = len(stem) > 2 and [phone.symbol for phone in stem[-2:]] == ["y", "m"]
    if not silent or not _ADVERB.search(word.casefold()):
        return phones
    locale = phones[-1].locale
    return (*stem[:-2], Phone("y", 0, locale), stem[-1], Phone("ɑ̃", 2, locale))


def borrowed_r(phones: Phones, word: str) -> Phones:
    """A final -er that espeak-ng reads the British way, without its r, is œʁ (Whistler, Walker): no French word of two
    syllables ends in a schwa that is written so."""
    if len(phones) < 3 or phones[-1].symbol != "ə" or not re.search("ers?$", word.casefold()):
        return phones
    return (*phones[:-1], Phone("œ", phones[-1].stress, phones[-1].locale), Phone("ʁ", 0, phones[-1].locale))


def closed_e_before_glide(phones: Phones, word: str) -> Phones:
    """ɛ is e before j and a closed front vowel (payer, conseiller, ensoleillé), by vowel harmony."""
    result = list(phones)
    for i in range(len(phones) - 2):
        if phones[i].symbol == "ɛ" and phones[i + 1].symbol == "j" and phones[i + 2].symbol in {"e", "i"}:
            result[i] = moved(phones[i], "e")
    return tuple(result)


def first_glide(phones: Phones, word: str) -> Phones:
    """The first syllable of rien and souhait begins with two consonants (ʁjɛ̃, swɛ), where espeak has two vowels."""
    glide = {"rien": "j", "souhait": "w"}.get(word.casefold() if len(word) < 5 else word.casefold()[:7])
    if glide is None or len(phones) < 3 or phones[1].symbol not in {"i", "u"}:
        return phones
    return (phones[0], Phone(glide, 0, phones[1].locale), *phones[2:])


def saint_link(phones: Phones, word: str) -> Phones:
    """The t of Saint- is spoken before a vowel (Saint-Antoine, Saint-Hubert)."""
    if not _SAINT.search(word.casefold()):
        return phones
    at = next((i for i in range(2, len(phones)) if phones[i - 2].symbol + phones[i - 1].symbol == "sɛ̃"), None)
    linked = at is not None and (is_vowel(phones[at].symbol) or phones[at].symbol == "j")
    return (*phones[:at], Phone("t", 0, phones[0].locale), *phones[at:]) if linked else phones


_IL = re.compile(r"(^|['’-])ils?$")


def quebec_lax_vowels(phones: Phones, word: str) -> Phones:
    """i y u are lax in a closed final syllable (vite, jupe, route), but not before ʁ v z ʒ, which lengthen them, and
    not in il: it leans on the verb, whose first syllable takes its l (il a, s'il arrive)."""
    if _IL.search(word.casefold()):
        return phones
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol) and phone.symbol != "ə"]
    if not nuclei:
        return phones
    last = nuclei[-1]
    coda = [p.symbol for p in phones[last + 1 :] if p.symbol != "ə"]
    if phones[last].symbol not in _LAX or not coda or coda[0] in _LENGTHENING or coda[0] in {"j", "w", "ɥ"}:
        return phones
    return (*phones[:last], moved(phones[last], _LAX[phones[last].symbol]), *phones[last + 1 :])


def quebec_affrication(phones: Phones, word: str) -> Phones:
    """t d are t͡s d͡z before i y and their lax and semivowel forms (tu, dire, tiens)."""
    result = list(phones)
    for i, phone in enumerate(phones[:-1]):
        if phone.symbol in _AFFRICATED and phones[i + 1].symbol in {"i", "y", "ɪ", "ʏ", "j", "ɥ"}:
            result[i] = moved(phone, _AFFRICATED[phone.symbol])
    return tuple(result)


RULES = (
    palatal,
    open_o,
    open_o_before_lost_e,
    schwa_at_seam,
    silent_vingt,
    single_glide,
    final_vowel,
    vowel_before_consonant,
    lost_e_behind_verb,
    pronoun_behind_verb,
    open_eu,
    vowel_with_diaeresis,
    semivowel,
    glide_after_cluster,
    vowel_after_cluster,
    devoiced_b,
    schwa_alone,
    schwa_in_obtenir,
    schwa_before_r,
    adverb_in_ment,
    borrowed_r,
    closed_e_before_glide,
    first_glide,
    saint_link,
)
EXCEPTION_RULES = tuple(rule for rule in RULES if rule is not open_o)
"""For words of tables and English ones, whose o is as it is written there (Cole, quote)."""
QUEBEC_RULES = (quebec_lax_vowels, quebec_affrication)
