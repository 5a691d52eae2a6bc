"""Postal addresses and names in capitals, as data bases keep them, in the case that people write: "4821 N LINCOLN AVE
APT 3B, CHICAGO IL 60625" becomes "4821 N Lincoln Ave Apt 3B, Chicago IL 60625".

This happens before the recognisers are asked, so that these know streets, towns and suffixes of names as they know
them elsewhere. French, German and Spanish have a module each.
"""

from __future__ import annotations

import re
from dataclasses import replace

from frontend.normalize.cleaning import CleanText
from frontend.normalize.codes import capital_names, french_addresses, german_capitals, spanish_addresses
from frontend.normalize.codes.addresses import directions_of, states_of
from frontend.normalize.codes.letters import has_vowel, is_acronym
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex

_WORD = "[A-Z0-9&#][A-Z0-9.'&#-]{0,29}"
_RUN = regex(rf"(?<![\w'&.#/-]){_WORD}(?:,? {_WORD}){{1,30}}(?![\w/]|'[a-z])")
"""Words in capitals and numbers, of one line."""
_ADDRESS_WORD = regex("[A-Z0-9][A-Z0-9'-]*")
_HOUSE = regex(r"(?<![\w.,])[0-9]{1,5}[A-Z]? (?=((?:[A-Z0-9][A-Z0-9.'-]{0,29} ){1,4}))")
_STREET = regex("[A-Z]{2,10}")
_NAMED = regex("[A-Z]{3}|[0-9](?:ST|ND|RD|TH)")
"""In the name of a street: "5TH ST", no "4 X 8 CT"."""
_BOX = regex(r"(?<!\w)P\.?O\.? BOX [0-9]")
_ZIP = regex(r"[A-Z]{3},? ([A-Z]{2}) [0-9]{5}(?![\w,.]\w)")
_POSTCODE = regex("[A-Z]{3},? [A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}(?![A-Z0-9])")
_ORDINAL = regex("[0-9]{1,3}(?:ST|ND|RD|TH)")
_NUMBER_BEHIND = regex(" ([0-9]{1,5})(?![0-9])")
_ZIP_LENGTH = 5
_LOWER_STREET = regex(
    r"(?<![\w.,$£/:-])[1-9][0-9]{1,4} (?:[nsew]\.? )?(?:[0-9]{1,3}(?:st|nd|rd|th)|[a-z]{3,14}(?: [a-z]{3,14})?) "
    "(?:st|ave|rd|blvd|ln|pkwy)(?![a-z'])"
)
"""A house in a street in a text without capitals: "530 main st"."""
_SUFFIX = regex(r"(?<=[A-Z]{2}),? (?:JR|SR|LTD|INC|CORP|BROS)(?![\w'/&-])|(?<=& )CO(?![\w'/&-])")
"""Behind the name of a person or a company."""


def recased(source: CleanText, language: Language) -> CleanText:
    """The text with addresses, and what stands behind names, in small letters but for the first."""
    if language.cues.get("street_first") and "fr" in language.lineage:
        source = french_addresses.written_out(source, language)
        text = capital_names.named(source.text, language)
        return source if text == source.text else replace(source, text=text)
    if language.capital_nouns:
        return german_capitals.recased(source, language)
    if language.cues.get("street") and language.tag.startswith("en") and source.text.islower():
        text = _LOWER_STREET.sub(lambda street: _titled(street.group(), language), source.text)
        return source if text == source.text else replace(source, text=text)
    if language.cues.get("street"):
        text = _RUN.sub(lambda run: _in_run(run.group(), language), source.text)
        source = source if text == source.text else replace(source, text=text)
    return spanish_addresses.written_out(source, language) if "es" in language.lineage else source


def _titled(street: str, language: Language) -> str:
    """A house in a street with capitals: "530 main st", but the stitches "24 double crochet st"."""
    words = street.split(" ")
    if not language.cues["near st"].isdisjoint(words):
        return street
    return " ".join(word if word[0].isdecimal() else word.capitalize() for word in words)


def _in_run(run: str, language: Language) -> str:
    if not _is_address(run, language):
        return capital_names.named(_SUFFIX.sub(lambda suffix: suffix.group().title(), run), language)
    return _ADDRESS_WORD.sub(lambda word: _in_address(word, run, language), run)


def _is_address(run: str, language: Language) -> bool:
    """Whether a house in a street, a box, or a postal code behind a town is among the words."""
    if _BOX.search(run) or _POSTCODE.search(run):
        return True
    place = _ZIP.search(run)
    if place and place[1] in states_of(language):
        return True
    return any(_is_street(house, language) for house in _HOUSE.finditer(run))


def _is_street(house: re.Match[str], language: Language) -> bool:
    """Whether one of the words behind a number is that for a street, and names stand before it."""
    rest = house.string[house.end() :].split(",")[0].split(" ")[:5]
    kinds = language.cues["street"]
    last = max((index for index, word in enumerate(rest) if word.rstrip(".").lower() in kinds), default=0)
    return last > 0 and any(_NAMED.search(word) for word in rest[:last])


def _in_address(word: re.Match[str], run: str, language: Language) -> str:
    written = word.group()
    if _ORDINAL.fullmatch(written):
        return written.lower()
    coded = len(written) < 2 or any(character.isdecimal() for character in written)
    if coded or written in directions_of(language):
        return written
    entries = language.abbreviations.get(written.lower(), ())
    short = any(entry.written.rstrip(".") == written.title() for entry in entries)
    street = written.lower() in language.cues["street"]
    follows = _NUMBER_BEHIND.match(run, word.end())
    state = written in states_of(language) and (len(follows[1]) == _ZIP_LENGTH if follows else not street)
    letters = is_acronym(written, language) and not short
    known = street or short or has_vowel(written)
    return written if state or letters or not known else written.title().replace("'S", "'s")
