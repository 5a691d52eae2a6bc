"""Letters one by one, and the choice between spelling an acronym and saying it as a word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Place, Reading, Scan
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

_VOWELS = frozenset("aeiouyàâäáãåæèéêëìíîïòóôöõøùúûüýÿœ")
_CLUSTERS = regex(
    r"[bcdfghjklmnpqrstvwxzßçñ]{4,}|^[bcdfghjklmnpqrstvwxzßçñ]{3,}|^(?:[bcdfgkmnpqtvxz][bcdfgkmnpqtvxz])|^[rlj][bcdfgkmnpqtvxzrlj]|q(?!u|$)"
    r"|j[bcdfghklmnpqstvwxz]"
)
_FINAL_PAIR = regex("[bcdfghjklmnpqrstvwxz]{2}$")
_FINAL_PAIRS = word_set(
    "bb bs ch ck cs ct dd ds ff fs ft gg gh gs gt hl hm hn hr hs ht kt ks lb lc ld lf lg lk ll lm ln lp ls "
    "lt lv mb mm mn mp ms mt nc nd nf ng nk nn ns nt nx nz pf ph pp ps pt rb rc rd rf rg rk rl rm rn rp "
    "rr rs rt rv rz sh sk sp ss st th ts tt tz wd wk wl wn ws xt zz"
)
"""Pairs of consonants with which words end in one of our languages: others ("AMZN") are not words."""
_ACRONYM = regex(f"[{LETTER}]+(?:['-][{LETTER}]+){{0,12}}")
_SPAN = regex("([A-Z])([-–])([A-Z])(?![\\w'-])")
_PAIR = regex(r"([A-Z]{1,4})&([A-Z]{1,3})('?s)?(?!\w)")
_ROUTE = regex("[A-Z]{3}-[A-Z]{3}")
"""From one airport to another, of which the code of one may be a word."""
_PLATE = regex("[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ([1-9][0-9]{0,3})(?![0-9xX×]|[.,][0-9])")
"""The letters of a German number plate: "M-AB 1234"."""
_ACT = regex("[A-ZÄÖÜ][A-Za-zäöüß]{1,14}[GOB]")
"""The abbreviated name of a German act or ordinance."""
_ACT_PARTS = regex("[A-ZÄÖÜ][a-zäöüß]*")
_SMALL_FIRST = regex("[a-z][A-Z]{2,5}")
"""A small letter in front of an acronym: "mRNA", "eGFR"."""
_CAPITAL_ENDS = regex("[A-Z][a-z]{1,2}[A-Z]{1,3}")
_PLURAL = regex(r"([A-Z]{2,6})('?s)")
_MARKS = regex(f"[{LETTER}]s")
_TITLED = regex("(?:^|[^\\w])([A-Z]{2,12})\\.? $")
_NAME_REACH = 16
_TITLES = frozenset(("dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "st", "st."))
_SHORT = 3
"""Letters of an acronym that is spelled though it could be said."""
_CLOSES = regex("[ .,;!?)\"'…]*(?:$|\n|[,;!?.](?: |$))")
_NUMERAL_BEHIND = regex(" (?:I(?=[.,:;\\n]|$| SC)|(?=[IVX]{2})[IVX]{2,5}|V|X|ONE|TWO|THREE|FOUR|FIVE)(?![\\w])")
_ELIDED = frozenset(("A", "AI", "AS", "EN", "ES", "EST", "EU", "IL", "ON", "UN", "Y"))
"""Short words behind an elision, French: "J'AI", "S'IL"."""
_ROMAN = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8}
"""Numerals that are no word and no letter's name, as parts of words."""


def verbalise(text: str, language: Language, names: Mapping[str, str] | None = None) -> str:
    """Every character by its name: letters as capitals, digits and symbols as words; spaces are pauses.

    Args:
        text: the characters.
        language: their names are its words.
        names: of what is neither letter nor digit; the symbols of the language if None.
    """
    names = language.symbols if names is None else names
    spoken: list[str] = []
    for character in text:
        if character.isdecimal() and character.isascii():
            spoken.append(language.digit(character))
        elif character.isalpha():
            spoken.append("ß" if character == "ß" else character.upper())
        elif character in names:
            spoken.append(names[character])
    return " ".join(spoken)


def is_acronym(word: str, language: Language) -> bool:
    """Whether a word in capitals is an acronym, and no word of the language that only stands in capitals."""
    return word in language.acronyms and word.lower() not in language.capital_words


def has_vowel(word: str) -> bool:
    """Whether a word has a letter for a vowel, y among them."""
    return any(character in _VOWELS for character in word.lower())


def pronounceable(word: str) -> bool:
    """Whether a written word could be said as one, from its vowels and consonant clusters."""
    lower = word.lower()
    final = _FINAL_PAIR.search(lower)
    return has_vowel(word) and not _CLUSTERS.search(lower) and (final is None or final.group() in _FINAL_PAIRS)


def acronym(word: str, rule: str) -> str:
    """An entry of the table ``acronyms``: rule "word", "letters", or the words to say."""
    if rule == "word":
        return word if word.isupper() is False else word.capitalize()
    return " ".join(word.upper()) if rule == "letters" else rule


@dataclass(frozen=True, slots=True, eq=False)
class _Capitals(Place):
    """A word with capitals, of letters with hyphens and apostrophes between, that begins at `position`."""

    scan: Scan
    position: int
    word: str

    @property
    def end(self) -> int:
        return self.position + len(self.word)

    @property
    def parts(self) -> list[str]:
        """Its words; between them stand hyphens and apostrophes."""
        return re.split("['-]", self.word)

    def spelled(self, word: str) -> str:
        return verbalise(word, self.scan.language)

    def is_acronym(self, word: str) -> bool:
        """Whether `word` is in the table, and not written in capitals as the words around it are."""
        emphatic = self.may_be_word(word) and (self.scan.shouting or self.scan.emphasises(self.position))
        return word in self.scan.language.acronyms and not emphatic

    def may_be_word(self, word: str) -> bool:
        """Whether `word` is in the table, and a word where all are in capitals."""
        return word in self.scan.language.acronyms and word.lower() in self.scan.language.capital_words


_WHOLE: Rules[_Capitals, Reading] = Rules()
"""What is read as one, and more than a word."""

_JOINED: Rules[_Capitals, Reading] = Rules()
"""Words of which a part, or the whole, may be an acronym."""


def recognise(scan: Scan, position: int) -> Reading | None:
    """A word with capitals: acronyms are spelled or said, capitals for emphasis become an ordinary word."""
    match = _ACRONYM.match(scan.text, position)
    if not match:
        return None
    capitals = _Capitals(scan, position, match.group())
    reading = _WHOLE.first(capitals, scan.language.tag)
    if reading is not None or not any(_may_be_acronym(scan, part) for part in capitals.parts):
        return reading
    return _JOINED.first(capitals, scan.language.tag)


def _may_be_acronym(scan: Scan, part: str) -> bool:
    capital = part[:2].isupper() or _SMALL_FIRST.fullmatch(part) is not None
    return len(part) > 1 and (capital or part in scan.language.acronyms)


@_WHOLE.add()
def first_to_last(capitals: _Capitals) -> Reading | None:
    """ "bands A-C"."""
    scan = capitals.scan
    span = _SPAN.match(scan.text, capitals.position) if scan.character(capitals.position + 1) in ("-", "–") else None
    if not span or span[1] >= span[3] or not (span[2] == "–" or _ranged(scan)):
        return None
    return Reading(span.end(), f"{span[1]} {scan.language.words['to']} {span[3]}")


@_WHOLE.add()
def pair(capitals: _Capitals) -> Reading | None:
    """ "R&D", "Q&A's"."""
    scan = capitals.scan
    match = _PAIR.match(scan.text, capitals.position) if scan.character(capitals.end) == "&" else None
    if not match:
        return None
    ending = "'s" if match[3] else ""
    both = f"{capitals.spelled(match[1])} {scan.language.words['and']} {capitals.spelled(match[2])}"
    return Reading(match.end(), both + ending)


@_WHOLE.add()
def marks(capitals: _Capitals) -> Reading | None:
    """ "3 As and 2 Bs"."""
    count = capitals.scan.left()
    several = (
        _MARKS.fullmatch(capitals.word) and capitals.word[0].isupper() and count[-1:].isdecimal() and len(count) < 3
    )
    return Reading(capitals.end, f"{capitals.word[0]}'s") if several else None


@_WHOLE.add()
def enclosed(capitals: _Capitals) -> Reading | None:
    """ "(AN)", "(US)": no word."""
    scan, word = capitals.scan, capitals.word
    between = scan.character(capitals.position - 1) == "(" and scan.character(capitals.end) == ")"
    unknown = word.isupper() and word not in scan.language.acronyms and not scan.shouting
    return Reading(capitals.end, " ".join(word)) if len(word) == 2 and between and unknown else None


@_WHOLE.add("en")
def stressed(capitals: _Capitals) -> Reading | None:
    """A short word in capitals for its weight, which could be an acronym: "I know WHO did it", "tell US why"."""
    word, scan = capitals.word.lower(), capitals.scan
    before, after = capitals.cues(f"stress before {word}"), capitals.cues(f"stress after {word}")
    if not before or not capitals.word.isupper():
        return None
    following = scan.word_after(capitals.end).lower()
    closes = _CLOSES.match(scan.text, capitals.end) is not None
    behind, ahead = scan.left() in before, following in after
    told = (behind and (ahead or closes)) or (word == "who" and scan.left() != "the" and (behind or ahead))
    return Reading(capitals.end, word) if told else None


@_WHOLE.add("en")
def announcing(capitals: _Capitals) -> Reading | None:
    """A word for a part of a book or play before its numeral: "ACT II", but "ACT 25"."""
    named = capitals.word.isupper() and capitals.word.lower() in capitals.cues("chapter") and len(capitals.word) > 2
    numeral = _NUMERAL_BEHIND.match(capitals.scan.text, capitals.end) if named else None
    return Reading(capitals.end, capitals.word.capitalize()) if numeral else None


@_WHOLE.add()
def known_acronym(capitals: _Capitals) -> Reading | None:
    """ "NASA", "FBI", and what else the table ``acronyms`` has."""
    word = capitals.word
    known = capitals.is_acronym(word)
    return Reading(capitals.end, acronym(word, capitals.scan.language.acronyms[word])) if known else None


@_WHOLE.add("en")
def surname(capitals: _Capitals) -> Reading | None:
    """Behind a title or a first name that is in capitals too: "DR CHEN", "ANN LIM"."""
    scan, word = capitals.scan, capitals.word
    behind = scan.left() in _TITLES or scan.left() in capitals.cues("given") or scan.left() in capitals.cues("titles")
    named = behind and word.isupper() and len(word) > 2 and scan.is_behind(_TITLED, capitals.position, _NAME_REACH)
    return Reading(capitals.end, word.capitalize()) if named and pronounceable(word) else None


@_WHOLE.add("de")
def act(capitals: _Capitals) -> Reading | None:
    """ "BWahlG", "EStG", "StPO"."""
    word = capitals.word
    pieces = _ACT_PARTS.findall(word) if _ACT.fullmatch(word) else []
    if len(pieces) < 2 or word.isupper() or word in capitals.scan.language.acronyms:
        return None
    said = (piece if len(piece) > 2 and has_vowel(piece) else capitals.spelled(piece) for piece in pieces)
    return Reading(capitals.end, " ".join(said))


@_WHOLE.add()
def ends_in_capitals(capitals: _Capitals) -> Reading | None:
    """ "VfB", "PhD's"."""
    bare = capitals.word.removesuffix("'s")
    if not _CAPITAL_ENDS.fullmatch(bare) or has_vowel(bare):
        return None
    return Reading(capitals.end, capitals.spelled(bare) + capitals.word[len(bare) :])


@_JOINED.add()
def contraction(capitals: _Capitals) -> Reading | None:
    """ "DON'T", "IT'S", "MOM'S", "AUJOURD'HUI", "J'AI": words with an apostrophe, not letters."""
    language = capitals.scan.language
    head, apostrophe, tail = capitals.word.partition("'")
    if not apostrophe or not (head + tail).isupper() or not tail.isalpha():
        return None
    lower = capitals.word.lower()
    if f"{head.lower()}'" in language.elisions:
        word = len(tail) > 2 and tail not in language.acronyms and tail.lower() in language.word_ranks
        return Reading(capitals.end, lower) if word or tail in _ELIDED else None
    if lower in language.word_ranks:
        return Reading(capitals.end, lower.capitalize() if len(head) == 1 else lower)
    return Reading(capitals.end, f"{part_of_word(capitals.scan, head)}'s") if tail == "S" else None


@_JOINED.add()
def route(capitals: _Capitals) -> Reading | None:
    """ "LHR-DUB"."""
    scan = capitals.scan
    if not _ROUTE.fullmatch(capitals.word) or scan.shouting:
        return None
    spelled = any(len(part_of_word(scan, part)) > len(part) for part in capitals.parts)
    return Reading(capitals.end, " ".join(map(capitals.spelled, capitals.parts))) if spelled else None


@_JOINED.add("de")
def plate(capitals: _Capitals) -> Reading | None:
    """ "M-AB 1234", but not in other languages: "CR-V 2018"."""
    match, language = _PLATE.match(capitals.scan.text, capitals.position), capitals.scan.language
    if not match:
        return None
    number = match[1]
    said = language.digits(number) if len(number) > 2 else language.numbers.cardinal(int(number))
    return Reading(match.end(), " ".join((*map(capitals.spelled, capitals.parts), said)))


@_JOINED.add()
def joined(capitals: _Capitals) -> Reading | None:
    """Each part for itself: "Typ-II-Diabetes", "NATO-Gipfel"."""
    scan, word = capitals.scan, capitals.word
    written = re.split("(['-])", word)
    emphatic = any(part.isupper() and (len(part) > _SHORT or capitals.may_be_word(part)) for part in capitals.parts)
    emphatic = emphatic and scan.emphasises(capitals.position)
    if _is_name(capitals):
        return Reading(capitals.end, "-".join(part.capitalize() for part in capitals.parts))
    said = [part_of_word(scan, part, emphatic) if index % 2 == 0 else part for index, part in enumerate(written)]
    if len(written) > 1:
        cardinal = scan.language.numbers.cardinal
        said = [cardinal(_ROMAN[part]) if part in _ROMAN else said[i] for i, part in enumerate(written)]
    return None if said == written else Reading(capitals.end, "".join(said).replace("-", " "))


def _is_name(capitals: _Capitals) -> bool:
    """Whether two words with a hyphen are a name in French, of which the first is a word too: "MARIE-LOU"."""
    language, parts = capitals.scan.language, capitals.parts
    if len(parts) != 2 or "-" not in capitals.word or not capitals.word.isupper() or "fr" not in language.lineage:
        return False
    first = len(parts[0]) > _SHORT and parts[0].lower() in language.word_ranks
    return first and len(parts[1]) == _SHORT and pronounceable(parts[1]) and parts[1] not in language.acronyms


def _ranged(scan: Scan) -> bool:
    """Whether letters with a hyphen between are the first and the last of several: "de la A-Z", "Block B-D"."""
    cues = scan.language.cues
    if not cues.get("graded", frozenset()).isdisjoint(scan.lefts(2)):
        return True
    return scan.left() in cues.get("enumerated", ()) or scan.left() in ("von", "de")


def part_of_word(scan: Scan, part: str, emphatic: bool = False) -> str:
    """How a part of a hyphenated word is said: letters of an acronym by their names, any other word as it is.

    `emphatic` says that words around it are in capitals for emphasis.
    """
    language = scan.language
    known = language.acronyms.get(part)
    if known is not None and not ((scan.shouting or emphatic) and part.lower() in language.capital_words):
        return acronym(part, known)
    plural = _PLURAL.fullmatch(part)
    if plural and plural[1] not in language.capital_words:
        word = len(plural[1]) > _SHORT and plural[1].lower() in language.word_ranks and pronounceable(plural[1])
        if word and plural[1] not in language.acronyms:
            return part.lower()  # "2 STARs"
        return _plural(plural[1], language)
    if _SMALL_FIRST.fullmatch(part):
        return " ".join(part.upper())
    if not part.isupper() or len(part) < 2:
        return part
    emphasis = scan.shouting and (has_vowel(part) if len(part) > _SHORT else pronounceable(part))
    emphasis = emphasis or (emphatic and len(part) > _SHORT and has_vowel(part) and not _is_cluttered(part, language))
    if emphasis or part.lower() in language.capital_words:
        return part.lower()
    return " ".join(part) if _is_spelled(part, language) else part.capitalize()


def _is_cluttered(word: str, language: Language) -> bool:
    """Whether consonants stand together as in no word, and people know no such word either."""
    return not pronounceable(word) and word.lower() not in language.word_ranks


def _plural(word: str, language: Language) -> str:
    known = language.acronyms.get(word)
    if known and known != "letters":
        return acronym(word, known) + "s"
    return " ".join(word) + ("" if language.mute_plural else "'s")


def _is_spelled(word: str, language: Language) -> bool:
    """Whether an acronym that is in no table is spelled: it is short, or cannot be said."""
    if len(word) <= _SHORT or not has_vowel(word):
        return True
    if word.lower() in language.word_ranks:
        return False  # "THREE", "SCHULE", "LLAMAR"
    if len(word) == 4 and language.spells_unknown:
        return True  # "BYOB": no word that people know
    return len(word) <= 6 and not (pronounceable(word) and has_vowel(word.replace("Y", "")))
