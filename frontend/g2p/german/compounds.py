"""German compounds, cut at words that are known to form them: Vertragsnummer is Vertrag, s, nummer.

espeak-ng reads a compound letter by letter across the seam (ʃlat͡s for Schlafzimmer); its parts alone it reads well.
A word that the dictionary knows is never cut. The known words are those of the dictionary and of
`data/de-DE/compound_words.txt`, which holds short ones and stems; linking letters are s, n, en, es and e. The stem of
a known verb stands first (Dämmstoff), and where German words alone do not make the compound, English ones may
(Stromreset).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from frontend.g2p import dictionary
from frontend.g2p.german import glottal_stop
from frontend.g2p.german.english_words import english_words
from frontend.g2p.lexicon import look_up, stress_free
from frontend.g2p.notation import is_vowel, moved
from frontend.phonology import GLOTTAL_STOP
from frontend.tables import read_words
from frontend.types import Phone

Phones = tuple[Phone, ...]

_PLAIN_LINKS = ("", "n", "en")
_LINKING = ("", "s", "n", "en", "es", "e")
_ENDINGS = ("", "n", "en", "s", "es", "e", "er", "ern", "innen", "in")
_PREFIXES = frozenset(
    [
        "ab",
        "an",
        "auf",
        "aus",
        "bei",
        "durch",
        "ein",
        "empor",
        "fort",
        "heran",
        "her",
        "herab",
        "heraus",
        "herunter",
        "hin",
        "hinaus",
        "hinter",
        "hoch",
        "los",
        "mit",
        "nach",
        "nieder",
        "um",
        "un",
        "unter",
        "vor",
        "vorbei",
        "voraus",
        "weg",
        "weiter",
        "wieder",
        "zu",
        "zurecht",
        "zurück",
        "zusammen",
        "über",
    ]
)
_WHOLE_ADVERBS = frozenset(["zurecht", "zurück", "zusammen"])
"""No noun begins with these, so that short forms of verbs follow too (zurückruft)."""
_LONGER_FIRST = {"zu": ("rück", "recht"), "kult": ("ur",)}
"""What only seems to be a first part before these letters, which are of it too (zurück, Kultur)."""
_SHORT_NOUNS = frozenset(["öl"])
_NO_FIRST = frozenset(
    [
        "vers",
        "verb",
        "hint",
        "moder",
        "kartes",
        "sara",
        "somali",
        "erst",
        "gest",
        "sich",
        "ends",
        "holst",
        "warst",
        "radie",
        "alber",
        "eise",
        "aussens",
        "bisch",
        "expon",
    ]
)
_NO_LAST = re.compile(
    r"end(e[nrsm]?)?|n?isch(e[nrsm]?)?|scher?|inn?(en)?|ingen|er(weise|geht|fuhr(?:en)?)|ehrte|er(?:n|st|e[mnrs]?)?|est|este[nrsm]?|stage?[ns]?|auers?|offenen|tand|ehen|erst[aä]nde?s?|antin(?:nen)?|ale[nrsm]?|aliens?|[flt]ina|linge[ns]?|ellen?|ism(?:us|en)|iss(?:es?|en)"
)
"""Letters that look like a word but are the end of another one (schlagende, Leserinnen)."""
_BEFORE_END = re.compile("(?:s|en)-|(?:el|[^i]er)-enden?$")
"""Behind these letters "ende" is no ending of a participle: Kabelenden."""
_DOUBLE_PREFIX = re.compile("aus|ab|an|auf|ein|um|unter|über")
"""Behind her and hin these are a part of the prefix (heraus-bringen)."""
_BOUND_S = ("ung", "heit", "keit", "schaft", "ion", "tät", "tum", "ling")
"""Endings that take a linking s: Gewohnheits-Tiere, not Gewohnheit-Stiere."""
_NO_SEAM = re.compile(
    "(?:her|hin|vorhin|gaul|ostern|komm|marsch|glasn|schill|drill)-.*"
    "|.*-(?:opel|arier|ellen?|ober|auer|aber|over|enten|ahmen|omen|istrien|ein)"
)
"""First parts that bind a vowel behind them (her-ein), and words that only seem to have parts (Ostern-acht)."""
_TIE = "\u0361"
"""What makes one sound of two letters in an affricate."""
_PRIMARY = 2
_MIN_LENGTH = 3
_MIN_PREFIX = 2
_MIN_DICTIONARY_LENGTH = 4
_MIN_INFLECTED = 6
_MIN_ENGLISH = 5
_ADJECTIVES = ("ig", "lich", "bar", "sam", "los", "haft")
_LOAN_ADJECTIVE = re.compile("(.+(?:isch|[aä]r|iv|ös|ell))e[mnrs]?")
_NO_ENGLISH = ("al", "in", "ol", "ent", "ant", "on", "linen")
"""Ends of words that German has too (Spiral, Violin)."""
_PAST = re.compile(
    "dacht|bracht|h[aä]tt|k[oö]nnt|sollt|wollt|m[uü]sst|w[uü]sst|w[uü]rd|fand|sank|fuhr|schuf|blieb|begann"
)
_VOICELESS = {"b": "p", "d": "t", "ɡ": "k", "z": "s", "v": "f"}
_SEPARATED = re.compile(
    "(ab|an|auf|aus|bei|ein|empor|fort|her|hin|hoch|los|mit|nach|nieder|vor|weg|weiter|zu|zurecht|zurück|zusammen"
    "|alt|fein|fest|frisch|grob|gut|hart|klein|neu|schlecht|schwer|selbst|tief|viel|weich|weit|wohl"
    "|(?:her|hin|vor)?(?:ab|an|auf|aus|bei|ein|über|um|unter)|r(?:um|aus|ein|unter|auf|über|an))"
    "(ge(?=[a-zäöüß]*[aeiouyäöü])[a-zäöüß]{3,}(?:t|en)(?:e[mnrs]?)?)"
)
"""A participle in small letters behind a particle or an adjective with the stress: no noun, and no "übergeben"."""
_ELECTRONIC = re.compile("[Ee]-([^\\W\\d_]+)-(?=.)")
_CAMEL_PART = re.compile("[A-ZÄÖÜ][a-zäöüß]{2,}")
_CAMEL = re.compile(f"{_CAMEL_PART.pattern}(?:(?!In(?:nen)?$){_CAMEL_PART.pattern})+")
"""A name of two words (BahnCard), and no "LehrerInnen"."""
_LOW_NOUN = re.compile("(Unter|Über|Ober)([a-zäöüß]{3,4})")
"""A noun behind these has the stress before it (Unterrohr), a verb its own."""
_MIN_AFTER_PREFIX = 5
_MIN_AFTER_ERST = 5
_MAX_LENGTH = 60


@cache
def _listed() -> frozenset[str]:
    return frozenset(word.casefold().replace("ß", "ss") for word in read_words("de-DE/compound_words.txt"))


def _is_word(written: str, locale: str, english: bool = False) -> bool:
    """A known word in exactly this form."""
    if len(written) < _MIN_LENGTH:
        return False
    if written.replace("ß", "ss") in _listed():
        return True
    return len(written) >= _MIN_DICTIONARY_LENGTH and (
        look_up(written, locale) is not None or dictionary.knows(written, locale) or (english and _is_english(written))
    )


def _is_english(written: str) -> bool:
    return len(written) >= _MIN_ENGLISH and written in english_words() and not written.endswith(_NO_ENGLISH)


def _infinitive(stem: str, locale: str) -> str:
    """The known verb of a stem (dämm-en, bügel-n), "" if there is none; sangen is none, for it has no gesangt."""
    if len(stem) < _MIN_DICTIONARY_LENGTH or _PAST.fullmatch(stem):
        return ""
    infinitive = f"{stem}n" if re.search("(?:el|[^i]er)$", stem) else f"{stem}en"
    others: tuple[str, ...] = (f"{stem}t", f"{stem}et", f"ge{stem}t", f"ge{stem}et", f"{stem.capitalize()}ung")
    others += tuple(f"{p}ge{stem.removeprefix(p)}t" for p in _PREFIXES if stem.startswith(p))
    known = stem.endswith("ier") or any(dictionary.entry(form, locale) is not None for form in others)
    return infinitive if known and dictionary.entry(infinitive, locale) is not None else ""


def _is_last(written: str, first: str, locale: str, english: bool) -> bool:
    if _NO_LAST.fullmatch(written) and not (written.startswith("ende") and _BEFORE_END.search(f"{first}-{written}")):
        return False
    if written in ("sende", "senden") and first not in _PREFIXES:
        return False  # Vertrags-ende
    if first.endswith(_BOUND_S) and written.startswith("s") and _is_word(written[1:], locale):
        return False
    if first in _PREFIXES and first not in _WHOLE_ADVERBS and len(written) < _MIN_AFTER_PREFIX:
        return False
    if (first.endswith("ier") and written.startswith("bar")) or (first.endswith("e") and written.startswith("rinn")):
        return False  # skalierbare, Schwimmerinnen
    if _is_word(written, locale, english):
        return True
    stems = [written[: -len(ending)] for ending in _ENDINGS if ending and written.endswith(ending)]
    if written.endswith("end") and _is_stem(written, first, locale):
        return True
    return any(stem.replace("ß", "ss") in _listed() or _is_stem(stem, first, locale) for stem in stems)


def _is_stem(stem: str, first: str, locale: str) -> bool:
    """True for a long noun or adjective of the dictionary, which may have endings that it does not list (Gerangels)."""
    if len(stem) < _MIN_INFLECTED or first in _PREFIXES or stem.endswith(_BOUND_S):
        return False
    if stem.endswith("nd") and dictionary.entry(stem[:-1], locale) is not None:  # gewalt-verherrlichend
        return True
    return dictionary.entry(stem.capitalize(), locale) is not None or (
        stem.endswith(_ADJECTIVES) and dictionary.entry(stem, locale) is not None
    )


def _is_first_of_its_kind(noun: str, locale: str) -> bool:
    """Whether a long noun follows "erst", and no rest of a verb: Ersteindruck, but Erstreiten, Erstehung."""
    if len(noun) < _MIN_AFTER_ERST or noun.endswith(("reiten", "recken", "rebung")):
        return False
    return dictionary.entry(noun.capitalize(), locale) is not None


def _is_first(written: str, rest: str, links: Sequence[str], locale: str, english: bool) -> bool:
    if written in _NO_FIRST and not (written == "erst" and _is_first_of_its_kind(rest, locale)):
        return False
    longer = rest.startswith(_LONGER_FIRST.get(written, ("-",)))
    if longer or (written in {"her", "hin"} and _DOUBLE_PREFIX.match(rest)):
        return False
    if (
        written in _PREFIXES
        or written in _SHORT_NOUNS
        or _is_word(written, locale, english)
        or _infinitive(written, locale)
    ):
        return True
    return any(
        _is_word(written[: len(written) - len(link)], locale) for link in links if link and written.endswith(link)
    )


def split(word: str, locale: str) -> tuple[str, ...]:
    """The parts of a compound, linking letters kept on the part before; () for a word that is none."""
    written = word.lower()
    if "-" in written:
        return _hyphenated(word, locale)
    if _CAMEL.fullmatch(word):
        return tuple(_CAMEL_PART.findall(word))
    low = _LOW_NOUN.fullmatch(word)
    if low and (low[2] in _listed() or dictionary.entry(low[2].capitalize(), locale) is not None):
        return (low[1], low[2].capitalize())
    if written.endswith("öl") and _is_first(written[:-2], "öl", _PLAIN_LINKS, locale, False):
        return (word[:-2], "Öl")
    if not 2 * _MIN_LENGTH < len(written) <= _MAX_LENGTH or written.replace("ß", "ss") in _listed():
        return ()
    if re.search("s$|[^i]en?$", written) and dictionary.entry(written[:-1].capitalize(), locale) is not None:
        return ()  # Gerangels
    adjective = _LOAN_ADJECTIVE.fullmatch(word)
    if adjective and word.islower() and dictionary.look_up(adjective[1], locale) is not None:
        return ()  # interstellares
    parts = _split(written, locale, False) or _split(written, locale, True)
    if not parts:
        return _participle(word)
    adverb = parts[:1] == ("weg",) and _follows_away(parts[1], locale, noun=word[:1].isupper())
    return tuple(part if adverb and part == "weg" else part.capitalize() for part in parts)


def _hyphenated(word: str, locale: str) -> tuple[str, ...]:
    """The parts between hyphens; an e-mail, an e-book and the like are one."""
    electronic = _ELECTRONIC.match(word)
    noun = f"E-{electronic[1].capitalize()}" if electronic else ""
    first = (noun,) if electronic and look_up(noun, locale) else ()
    rest = word[electronic.end() :] if electronic and first else word
    return (*first, *(_capital(part) for part in rest.split("-") if part))


def _follows_away(rest: str, locale: str, noun: bool) -> bool:
    """Whether the adverb stands before it, no way: "wegklicken", "Wegwerf-artikel"."""
    stems = (rest[:length] for length in range(_MIN_LENGTH, len(rest) + 1))
    thrown = any(dictionary.entry(f"weg{stem}en", locale) is not None for stem in stems)
    return thrown or (not noun and dictionary.entry(rest, locale) is not None)  # "Wegpunkt" is of the way


def _capital(part: str) -> str:
    """A part between hyphens with its capital; names that have more of them keep them: YouTube-Kanal."""
    return part if any(letter.isupper() for letter in part[1:]) and not part.isupper() else part.capitalize()


def _participle(word: str) -> tuple[str, ...]:
    """The particle and the rest of a participle whose verb no list has: "losgeflitzt"."""
    match = _SEPARATED.fullmatch(word)
    return match.groups() if match else ()


@lru_cache(maxsize=4_000)
def _split(written: str, locale: str, english: bool) -> tuple[str, ...]:
    """The fewest parts; among those with equally many, the longest last one (Chef-etage before Chefe-tage)."""
    cuts = range(_MIN_PREFIX, len(written) - _MIN_LENGTH + 1)
    for links in (_PLAIN_LINKS, _LINKING):
        for cut in cuts:
            first, last = written[:cut], written[cut:]
            if _is_first(first, last, links, locale, english) and _is_last(last, first, locale, english):
                return (first, last)
    for cut in () if english else cuts:
        if len(written) - cut > 2 * _MIN_LENGTH and _is_first(written[:cut], written[cut:], _LINKING, locale, english):
            further = _split(written[cut:], locale, english)
            if further:
                return (written[:cut], *further)
    return ()


def alone(part: str, locale: str, read: Callable[[str], Phones]) -> Phones:
    """Phones of a part of a compound; the stem of a verb that is no word by itself is read by its infinitive.

    Args:
        part: one of `split`.
        locale: BCP-47 tag.
        read: phones of one word by itself.
    """
    written = part.lower()
    stem = written.removesuffix("s")
    if stem != written and stem.endswith(_BOUND_S) and _is_word(stem, locale):  # no English plural: Installations-
        return (*read(part[:-1]), Phone("s", 0, locale))
    infinitive = "" if _is_word(written, locale) else _infinitive(written, locale)
    if not infinitive:
        return read(part)
    phones = read(infinitive)
    if [phone.symbol for phone in phones[-2:]] != ["ə", "n"]:
        return read(part)
    last = "ɐ̯" if phones[-3].symbol == "ʁ" and "ː" in phones[-4].symbol else phones[-3].symbol  # Sortier-feld
    return (*phones[:-3], moved(phones[-3], _VOICELESS.get(last, last)))


def with_stop(phones: Phones, word: str, locale: str, read: Callable[[str], Phones]) -> Phones:
    """The phones of a noun that the dictionary holds whole, with ʔ before its last part where that begins with a
    stressed vowel: Haus-arzt. Both parts must sound in it as they sound alone: Bundes-amt, not Bunde-samt.

    Args:
        phones: of the whole word.
        word: as written.
        locale: BCP-47 tag.
        read: phones of one word by itself.
    """
    written = word.lower() if word[:1].isupper() and word.isalpha() and len(word) <= _MAX_LENGTH else ""
    cuts = range(_MIN_PREFIX, len(written) - _MIN_LENGTH + 1)
    vowels = [cut for cut in cuts if written.startswith(glottal_stop.VOWEL_LETTERS, cut)]
    found = next((parts for cut in vowels if (parts := _sounding(phones, written, cut, locale, read))), None)
    others = (_sounding(phones, written, cut, locale, read) for cut in cuts if cut not in vowels)
    if found is None or any(parts and GLOTTAL_STOP not in _symbols(parts[1]) for parts in others):
        return phones  # Gau-leiter, but Dreh-buch-autor
    sounds = _sounds(found[1])
    place = next((i for i in range(len(phones), 0, -1) if _sounds(phones[i:]) == sounds), 0)
    stopped = phones[place - 1].symbol == GLOTTAL_STOP
    return phones if stopped or not place else glottal_stop.before_part(phones, place, found[1])


def _symbols(phones: Phones) -> str:
    return "".join(phone.symbol for phone in phones)


def _sounds(phones: Phones) -> str:
    """The symbols without ʔ, affricates as two sounds."""
    return _symbols(phones).replace(GLOTTAL_STOP, "").replace(_TIE, "")


def _sounding(
    phones: Phones, written: str, cut: int, locale: str, read: Callable[[str], Phones]
) -> tuple[Phones, Phones] | None:
    """The phones of both parts, None where no two known parts meet at the cut or they sound otherwise."""
    first, last = written[:cut], written[cut:]
    known = _is_first(first, last, _LINKING, locale, False) and _is_last(last, first, locale, False)
    if not known or _NO_SEAM.fullmatch(f"{first}-{last}"):
        return None
    spoken = (read(first.capitalize()), read(last.capitalize()))
    return spoken if "".join(map(_sounds, spoken)) == _sounds(phones) else None


def join(parts: Sequence[tuple[Phone, ...]], word: str) -> tuple[Phone, ...]:
    """One word from its parts: the first has the primary stress, also where it is a word without (vor), the others have
    secondary stress, and ʔ where they begin with a vowel."""
    first = parts[0]
    if not any(phone.stress == _PRIMARY for phone in first):
        at = next((i for i, phone in enumerate(first) if is_vowel(phone.symbol)), -1)
        first = tuple(replace(phone, stress=_PRIMARY) if i == at else phone for i, phone in enumerate(first))
    phones = first
    for part in parts[1:]:
        phones = glottal_stop.joined(phones, stress_free(part, 1))
    return phones
