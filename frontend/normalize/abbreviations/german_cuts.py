"""German words cut short that a list knows: "preisw. Zimmer", "im Flughf. um", "Sonderangeb., solange".

The lists ``cut_words.txt`` and ``cut_words_rarer.txt`` have nouns with a capital and adjectives without their endings.
What stands before the full stop must be the beginning of one of them alone and no word itself, and the sentence must
go on.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from frontend.normalize.abbreviations.linking import link
from frontend.normalize.abbreviations.spanish_cuts import in_english
from frontend.normalize.german_lists import (
    FIRST_PART,
    LEAST,
    LINKS,
    completion,
    family,
    is_entry,
    is_known,
    is_noun,
    is_noun_only,
    is_word,
)
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.tables import read_words, word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

__all__ = [
    "is_compound",
    "is_known",
    "is_last_part",
    "is_noun_only",
    "is_word",
    "may_be_whole",
    "noun_of",
    "of_dictionary",
    "of_documents",
    "recognise",
    "recognise_compound",
]

_SHORTEST = 3
_GOES_ON = regex(r"[.](?:[,;)/]|:| [a-zäöü0-9(|]|-[A-ZÄÖÜ]| [A-Z] ?[0-9])")
_LINE_ENDS = regex(r"[.](?:\n|\s*$)")
_MAY_END = regex("[.](?:[)]| (?:[a-zäöü0-9]|[(][A-ZÄÖÜ]|[A-Z] ?[0-9]))")
"""What may stand behind the end of a sentence too: "(im Wald.)", "Er kam aus dem Wald. 5 Minuten später"."""
_NUMBER_FOLLOWS = regex("[.](?:[)]| [0-9(]| [A-Z] ?[0-9])")
_ENDS_NOTHING = regex("[.][,;:/]")
_CUT_OFF = regex(
    "(?!(?:[bdgl]t|[bdfglmprtw]s|c[hkt]|[dfhnrs]t|[dgrt]l|ff|h[lmnrst]|k[st]|l[bdfgklmnpstz]|m[bmpst]|n[dfgknstz]|p[fpst]"
    "|r[bcdfgkmnprstxz]|s[ks]|t[htz])$)"
    "[bcdfghjklmnpqrstvwxzß]{2}$|[bcdfghkmpqrstvwxzß]ng$"
)
"""Consonants with which neither words nor names end: "Postf", "Straßensp", "Rechng"."""
_BEFORE_NOUN = regex("[.] ([A-ZÄÖÜ](?:[a-zäöüß]+|[A-Z]{1,5}-[A-ZÄÖÜ][a-zäöüß]+))")
_NOUN = regex("[^.?!:\n] (?:[A-ZÄÖÜ][a-zäöüß]{3})")
"""A noun inside of a sentence has its capital, so that the text has capitals."""
_UNFINISHED = regex("(?!th$)[bcdfghjkmpqrstvwxzß][bcdfghjklmnpqrstvwxz]$|[lnr][bcdfghjmpqvwx]$")
"""Two consonants with which few words end, so that a capital may follow: "Flughf. München"."""
_GLUED = regex("[.]([a-zäöüß]{4,24})(?![A-Za-zÀ-ÿ-]|[.][\\w])")
_ENDS_BEFORE_S = ("ung", "ion", "tät", "heit", "keit", "trag", "gang")
"""How nouns end that begin no compound without their "s"."""
_UNMISTAKABLE = ("str", "nr", "whg", "bhf", "pl")
_LONG_END = 6
"""An end of a compound with so many letters is a word of its own."""
_LONG_COMPOUND = 8
"""So many letters of a compound tell it even where a name could follow."""
_MEANT = "!"
"""Behind a noun that is meant where nothing else tells, as often as there are letters that must be written."""
_TOLD = 3
"""So many letters of the last part tell which of the nouns is meant, though the compound is not known."""
_REST = 5
"""So many of the last part of a compound."""
_WHOLE_END = regex("(?:ung|[hk]eit|schaft|ion|tät)(?:en)?$|[aeiouäöüy]$")
_KEIT = regex("[a-zäöüß](?:ig|lich|bar|sam)k$")
_INFLECTION = regex("(?:e?ns|e[snrm]?|[sn])$")
_ALONE = frozenset(("plain", "final", "running"))
"""Rules of what an abbreviation means where nothing around tells."""
_BEFORE_NAME = word_set("der die das dem den des im am vom zum zur beim")


def recognise(scan: Scan, position: int, letters: str) -> Reading | None:
    """The word that begins with `letters`, which stand at `position` before a full stop."""
    language, end = scan.language, position + len(letters)
    rest = _GLUED.match(scan.text, end) if language.capital_nouns and letters.istitle() else None
    if rest:
        return _glued(language, letters, rest)
    if not language.capital_nouns or len(letters) < _SHORTEST or scan.character(position - 1).isalnum():
        return None
    lower, goes_on = letters.lower(), _goes_on(scan, end, letters)
    following = _BEFORE_NOUN.match(scan.text, end)
    if following and following[1] in language.cues["openers"]:
        return None
    full = ""
    cut_off = _UNFINISHED.search(lower) and lower not in language.word_ranks  # but "Herr Bush.", "die Aussicht."
    if letters.istitle() and (goes_on or cut_off):
        full = completion(language.tag, True, lower, rarer=not _ends_in_row(language, lower)).capitalize()
    if not full and letters.istitle() and goes_on and not may_be_whole(scan, end, letters):
        full = of_documents(language, letters)
    named = following is not None and (scan.left() in _BEFORE_NAME or scan.at_sentence_start())
    last = _LINE_ENDS.match(scan.text, end) is not None and scan.left() != ":"  # but "Benutzer: admin."
    described = letters.islower() and (goes_on or following or last)
    if not full and (described or (letters.istitle() and named)):
        stem = completion(language.tag, False, lower)
        full = language.inflected(scan, stem.capitalize() if letters.istitle() else stem, end + 1) if stem else ""
    if not full and letters.istitle() and cut_off and following:
        full = _compound_of_documents(language, letters)
    if full and letters.istitle():
        full = language.counted_end(scan, end + 1, full)
    inside = _ENDS_NOTHING.match(scan.text, end) is not None and not scan.at_sentence_start()
    verb = inside and letters.istitle() and not is_entry(language.tag, letters)
    if not full or not (verb or not _is_written_so(scan, letters)) or in_english(scan, letters):
        return None  # "gute Bezahl.,"
    return Reading(end + 1, full, scan.is_end(end + 1))


def _is_written_so(scan: Scan, letters: str) -> bool:
    """Whether letters are a word of the dictionary as they are written; "gefahr" is none where nouns have capitals."""
    if not letters.islower() or _NOUN.search(scan.text) is None:
        return is_word(scan.language.tag, letters)
    return is_entry(scan.language.tag, letters) or _is_adjective(scan.language, letters)


def _is_adjective(language: Language, letters: str) -> bool:
    """Whether a frequent word has the endings of adjectives: "im Original deutsch."."""
    return letters in language.word_ranks and all(is_word(language.tag, letters + end) for end in ("e", "er", "es"))


def _goes_on(scan: Scan, end: int, letters: str) -> bool:
    """Whether the sentence goes on behind the full stop at `end`, or the last field of a line ends there with what no
    word ends with."""
    if _GOES_ON.match(scan.text, end):
        return True
    field = scan.left() != "" and not scan.left()[-1].isalpha() and letters.lower() not in scan.language.word_ranks
    if not field or not _LINE_ENDS.match(scan.text, end):
        return False
    told = scan.left()[-1] == "." and completion(scan.language.tag, True, letters.lower())  # "z. d. Mahlz."
    return bool(told) or _CUT_OFF.search(letters.lower()) is not None


def may_be_whole(scan: Scan, end: int, letters: str) -> bool:
    """Whether a capitalised word before the full stop at `end`, which may end its sentence, is likely to be whole.

    Behind a word and before a number, what does not end as only cut words do is no abbreviation: "Frau Thekla. 5
    Personen", but "Kostenst. 4410".
    """
    if not letters.istitle() or not _MAY_END.match(scan.text, end):
        return False
    language, lower = scan.language, letters.lower()
    if lower in language.word_ranks or is_word(language.tag, letters) or _WHOLE_END.search(lower):
        return True
    if _is_inflected(language, lower):
        return True
    if _CUT_OFF.search(lower):
        return False
    if _NUMBER_FOLLOWS.match(scan.text, end) and (scan.left()[-1:].isalpha() or not _is_told(language, letters)):
        return True
    return _is_joined(language, lower)


@lru_cache(maxsize=512)
def _is_told(language: Language, letters: str) -> bool:
    """Whether it is plain what letters are cut from, so that they are no name: "Kostenst.", but "Torsten"."""
    lower = letters.lower()
    if completion(language.tag, True, lower) or family(language.tag, letters):
        return True
    for begin in range(FIRST_PART, len(lower)):
        first, rest = lower[:begin], lower[begin:]
        heads = [head for head in _plain_heads(language.tag) if head.startswith(rest) and len(head) > len(rest) + 1]
        if any(is_word(language.tag, f"{letters[:begin]}{head}") for head in heads):
            return True
        plain = len(rest) > _TOLD or (len(rest) == _TOLD and begin > FIRST_PART)
        if heads and plain and _leads(language, first):
            return True
    return _noun_in_ung(language, letters) != ""


def _is_inflected(language: Language, lower: str) -> bool:
    """Whether letters are a form of a known word: "Abnehmers", "Umzuges", "Listen"."""
    return any(is_known(language, stem) for stem in _stems(lower) if stem != lower)


def _is_joined(language: Language, lower: str) -> bool:
    """Whether letters are two known words, the last one a noun that is whole: "Kinderfreund", "Passagepreisen"."""
    parts = ((lower[:begin], lower[begin:]) for begin in range(FIRST_PART, len(lower) - FIRST_PART + 1))
    return any(is_known(language, first) and _is_whole(language, rest) for first, rest in parts)


def _is_whole(language: Language, lower: str) -> bool:
    return any(stem in language.nouns or is_noun(language, stem) for stem in _stems(lower))


def _stems(lower: str) -> list[str]:
    """The letters, and what is before an ending of theirs, none of them too short."""
    ending = _INFLECTION.search(lower)
    begins = range(ending.start(), len(lower) + 1) if ending else (len(lower),)
    return [lower[:begin] for begin in begins if begin >= FIRST_PART]


def of_documents(language: Language, letters: str) -> str:
    """A noun in -ung, the only noun of the dictionary, or a compound with a noun of documents; "" if it is none."""
    lower = letters.lower()
    if _ends_in_row(language, lower) or _is_finished(language, lower):
        return ""
    whole = _noun_in_ung(language, letters) or next(iter(family(language.tag, letters)), "")
    return whole or _headed(language, letters)


def _compound_of_documents(language: Language, letters: str) -> str:
    """A long compound with a noun of documents before a capital: "Leistungszeitr. Okt."; "" if it is none."""
    lower = letters.lower()
    whole = len(lower) < _LONG_COMPOUND or _ends_in_row(language, lower) or _is_finished(language, lower)
    return "" if whole else _headed(language, letters)


def is_compound(language: Language, letters: str) -> bool:
    """Whether letters are a noun of the dictionary, or a long one behind a known word: "Restzahlung", no
    "Aktion-sprung"."""
    lower = letters.lower()
    parts = ((lower[:begin], lower[begin:]) for begin in range(FIRST_PART - 1, len(lower) - _LONG_END))
    return is_word(language.tag, letters) or any(
        is_known(language, first) and is_word(language.tag, rest.capitalize()) for first, rest in parts
    )


def _noun_in_ung(language: Language, letters: str) -> str:
    """The noun in -ung of the verb that is cut short, whatever else begins so: "Bearbeit.", "Vermiet."; and that in
    -keit of an adjective: "Beschlussfähigk."."""
    if _KEIT.search(letters):
        return f"{letters}eit"
    stem = letters.removesuffix("g")  # "Rechng." too
    return f"{stem}ung" if len(letters) >= LEAST and is_compound(language, f"{stem}ung") else ""


@lru_cache(maxsize=512)
def _headed(language: Language, letters: str) -> str:
    """A compound of a known word and one of the nouns that documents use so, "" if there is none: "Besuchsz."."""
    lower, likely, of_verb = letters.lower(), "", ""
    for begin in range(FIRST_PART - 1, len(lower)):  # the longest last part first: "Lager-temp", no "lagert-emp"
        first, rest = lower[:begin], lower[begin:]
        heads = [head for head in _heads(language.tag) if head.startswith(rest) and len(head) > len(rest) + 1]
        if not (is_known(language, first) or _is_verb(language, first)):
            continue
        if not heads or rest in language.nouns or is_noun(language, rest):
            continue  # nothing is missing: "in der Brutzeit. 3 Eier"
        whole = [f"{letters[:begin]}{head.rstrip(_MEANT)}" for head in heads]
        known = next((full for full in whole if is_word(language.tag, full)), "")
        if known:
            return known
        if not _leads(language, first):
            continue
        least = [head for head in heads if _MEANT in head and head.count(_MEANT) <= len(rest)]
        alone = len(heads) == 1 and len(rest) > 1  # "Betriebsdr."
        told = language.noun_ends.get(f"{rest}.") or (
            heads[0] if alone or len(rest) >= _TOLD else next(iter(least), "")
        )
        full = f"{letters[:begin]}{told.rstrip(_MEANT)}" if told else ""
        if is_known(language, first):
            likely = likely or full
        else:
            of_verb = of_verb or full
    return likely or of_verb  # "Teilnehmer-gebühr", no "Teilnehm-ergebnis"


def _is_finished(language: Language, lower: str) -> bool:
    """Whether letters are a compound of which nothing is missing: "Einkaufswert. 5 €"."""
    parts = ((lower[:begin], lower[begin:]) for begin in range(FIRST_PART - 1, len(lower) - _TOLD + 1))
    heads = _plain_heads(language.tag)
    return any((rest in language.nouns or rest in heads) and is_known(language, first) for first, rest in parts)


def _is_verb(language: Language, stem: str) -> bool:
    """Whether letters are the stem of a verb: "abhol", "anliefer", but "größ" of "Größen" is none."""
    return len(stem) >= FIRST_PART and any(is_entry(language.tag, stem + ending) for ending in ("en", "n"))


def _leads(language: Language, stem: str) -> bool:
    """Whether compounds begin with letters in lower case: a noun, a long word or the stem of a verb.

    Short words that are no nouns ("auf", "pro", "lief") begin no new ones, and what ends as "-ung" does has its "s".
    """
    if stem.endswith(_ENDS_BEFORE_S):
        return False
    nouns = [stem.removesuffix(joint) for joint in LINKS if stem.endswith(joint)]
    if any(noun in language.nouns or is_entry(language.tag, noun.capitalize()) for noun in nouns):
        return True
    if len(stem) < FIRST_PART:
        return False
    long = len(stem) > FIRST_PART and (_is_verb(language, stem) or is_known(language, stem))
    return long or stem.capitalize() in _first_parts(language.tag)


@cache
def _first_parts(tag: str) -> frozenset[str]:
    return frozenset(read_words(f"{tag}/compound_words.txt"))


@cache
def _heads(tag: str) -> tuple[str, ...]:
    return tuple(read_words(f"{tag}/compound_heads.txt"))


@cache
def _plain_heads(tag: str) -> frozenset[str]:
    return frozenset(head.rstrip(_MEANT) for head in _heads(tag))


def _ends_in_row(language: Language, lower: str) -> bool:
    """Whether the table has the end of a compound that it can only be: "seestr.", "lichtstr." is no ray."""
    if lower.endswith(_UNMISTAKABLE) or f"{lower}." in language.noun_ends:
        return True
    return any(f"{lower[-length:]}." in language.noun_ends for length in range(_LONG_END, len(lower) - 2))


def noun_of(language: Language, letters: str) -> str:
    """The noun that letters with a capital are cut from, as the table or the list has it, "" if none has."""
    rows = [entry for entry in language.abbreviations.get(letters.lower(), ()) if entry.written == f"{letters}."]
    nouns = [entry for entry in rows if entry.spoken.isalpha() and entry.spoken.istitle()]
    nouns.sort(key=lambda entry: entry.rule.name not in _ALONE)
    return nouns[0].spoken if nouns else completion(language.tag, True, letters.lower()).capitalize()


def _glued(language: Language, letters: str, rest: re.Match[str]) -> Reading | None:
    """A noun cut short that is written together with the next part of its compound: "Vers.karte"."""
    first, tail = noun_of(language, letters), rest[1]
    if not first or not is_last_part(language, tail):
        return None
    return Reading(rest.end(), f"{first}{link(first)}{tail}")


def is_last_part(language: Language, letters: str) -> bool:
    """Whether letters in lower case are a noun that compounds end with."""
    return letters in language.nouns or (letters.endswith("ung") and is_word(language.tag, letters))


def of_dictionary(language: Language, letters: str) -> tuple[str, ...]:
    """The forms of the only noun of the dictionary that begins with `letters`, the shortest first: "Stillz", "Europal".

    None if there is another noun, or if next to nothing is missing; the first part of a compound may be any word.
    """
    forms = family(language.tag, letters.capitalize())
    if forms or len(letters) < FIRST_PART + _REST:
        return forms
    lower = letters.lower()
    for begin in range(FIRST_PART, len(letters) - _REST + 1):
        rest = family(language.tag, lower[begin:].capitalize()) if is_known(language, lower[:begin]) else ()
        if rest:
            return tuple(letters[:begin] + form.lower() for form in rest)
    return ()


def recognise_compound(scan: Scan, position: int, letters: str) -> Reading | None:
    """A known word before a noun of the list: "das Konzertprogr. von", "Kleinanz."."""
    language, end, lower = scan.language, position + len(letters), letters.lower()
    if not language.capital_nouns or not letters.istitle() or not _GOES_ON.match(scan.text, end):
        return None
    if _is_finished(language, lower) or may_be_whole(scan, end, letters):
        return None
    for begin in range(FIRST_PART, len(letters) - _SHORTEST + 1):
        first, rest = lower[:begin], lower[begin:]
        if not _leads(language, first):
            continue
        full = completion(language.tag, True, rest)
        if full:
            return None if is_word(language.tag, letters) else Reading(end + 1, (first + full).capitalize())
    return None
