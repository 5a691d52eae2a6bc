"""Postal addresses and names of Quebec as data bases keep them: "1245 BOUL RENE-LEVESQUE O, APP 302", "ROY, LUC".

Words for streets and directions are written out and capitals become small letters but for the first of a name, before
the recognisers are asked. Companies that are named by a number are read by its digits: "9274-5518 Québec inc."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontend.normalize.cleaning import LETTER, CleanText
from frontend.normalize.codes.addresses import directions_of, states_of, streets_of
from frontend.normalize.codes.letters import has_vowel, is_acronym
from frontend.normalize.locales.language import Language
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_PARTICLE = "(?:d[eu]s?|la|les?|D[EU]S?|LA|LES?|aux?|AUX?)"
_HOUSE = regex(
    rf"(?<![\w.,/$-])(?:[1-9][0-9]{{0,3}}-)?[1-9][0-9]{{0,4}}[A-Z]?,? "
    rf"(?:(?P<nth>[1-9][0-9]{{0,2}}(?:RE|E|re|e)) )?(?P<kind>[{LETTER}]{{2,10}})"
    rf"(?:(?=[.,;)\n]|$)|\.?(?= (?:{_PARTICLE} |[DdLl]'){{0,2}}(?:[{_CAPITAL}][{LETTER}]|[1-9])))"
)
"""A number, the word for a street, and what begins its name; behind the ordinal of a street nothing need follow."""
_DIRECTION = regex(
    rf" (?=[{_CAPITAL}0-9])[^,;()\n]{{1,50}}? (?P<letter>[NSEOW])"
    r"(?=[.,;)\n]|$| (?i:app|bur|suite|local|unité|unite|porte|bureau|[0-9])\b)"
)
_WORD = rf"[{_CAPITAL}0-9&#][{_CAPITAL}0-9.'&#/-]{{0,29}}"
_RUN = regex(rf"(?<![\w'&.#/-]){_WORD}(?:,? \(?{_WORD}\)?){{1,30}}(?![\w/]|'[a-z])")
"""Words in capitals and numbers, of one line."""
_POSTCODE = regex("[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9](?![A-Z0-9])")
_BOX = regex(r"(?<![\w-])C\.?P\.? [0-9]{1,5}(?=[, ])")
_ADDRESS_WORD = regex(rf"[{_CAPITAL}0-9][{_CAPITAL}0-9'-]*(?![\w&/])")
_NTH = regex("[1-9][0-9]{0,2}(?:E|RE|ER)")
_PARTICLES = word_set("à au aux d de des du en et la le les sous sur lès")
_SHORT = word_set("app bur suite local unité porte inc ltée ltee succ")
"""Words that are short for others, in small letters."""
_MOST_NAMES = 5
_JOINED = regex(rf"[{LETTER}]+")
_COMPANY = regex("(?<![\\w-])([1-9][0-9]{3})-([0-9]{4}),? (?=(?:Québec|QUÉBEC|QUEBEC|Canada|CANADA) (?:[Ii]nc|INC)\\b)")

Change = tuple[int, int, str]


def written_out(source: CleanText, language: Language) -> CleanText:
    """The text with addresses as people write them with care."""
    text = source.text
    changes: dict[int, Change] = {}
    for house in _HOUSE.finditer(text):
        changes |= {change[0]: change for change in _in_street(house, language)}
    for company in _COMPANY.finditer(text):
        numbers = f"{language.digits(company[1])}, {language.digits(company[2])} "
        changes[company.start()] = (company.start(), company.end(), numbers)
    for run in _RUN.finditer(text):
        if _is_address(run, changes) or _is_name(run.group(), language):
            recased = _in_small_letters(run, language)
            changes = {change[0]: change for change in recased} | changes
    return source.replaced(changes[begin] for begin in sorted(changes)) if changes else source


def _in_street(house: re.Match[str], language: Language) -> Iterator[Change]:
    """The word for the street, and the direction behind its name, written out."""
    word = house["kind"]
    kind = streets_of(language).get(word.lower())
    text, end = house.string, house.end()
    named = text[end : end + 1] == " "
    if kind is None or not (named or house["nth"]) or (word[0].isupper() and not word.isupper()):
        return
    if house["nth"] and house["nth"].isupper():
        yield house.start("nth"), house.end("nth"), house["nth"].lower()
    if word != kind:
        yield house.start("kind"), end, kind if text[end - 1 : end + 1] != ".\n" else f"{kind}."
    direction = _DIRECTION.match(text, end)
    if direction:
        yield direction.start("letter"), direction.end("letter"), directions_of(language)[direction["letter"]]


def _is_address(run: re.Match[str], changes: dict[int, Change]) -> bool:
    """Whether a house in a street, a box or a postal code is among the words of a run."""
    begin, end = run.span()
    housed = any(begin <= place < end for place in changes)
    return housed or _POSTCODE.search(run.group()) is not None or _BOX.search(run.group()) is not None


def _is_name(run: str, language: Language) -> bool:
    """Whether a first name is among the words of a short run, and no word of a sentence: "VAN DEN BERGHE, LUC"."""
    words = run.replace(",", "").lower().split()
    said = language.capital_words - _PARTICLES
    named = not language.cues["first names"].isdisjoint(words)
    return named and len(words) <= _MOST_NAMES and said.isdisjoint(words)


def _in_small_letters(run: re.Match[str], language: Language) -> Iterator[Change]:
    for word in _ADDRESS_WORD.finditer(run.group()):
        written = word.group()
        new = written.lower() if _NTH.fullmatch(written) else _name(written, language)
        if new != written:
            begin = run.start() + word.start()
            yield begin, begin + len(written), new


def _name(written: str, language: Language) -> str:
    """A word of an address with one capital, or none; codes, provinces and abbreviations stay."""
    if written == "À":
        return "à"
    letters = len(written) < 2 or any(character.isdecimal() for character in written)
    kept = written in states_of(language) or written == "CP" or not (has_vowel(written) or written in ("ST", "STE"))
    if letters or kept or is_acronym(written, language):
        return written
    if written.lower() in _SHORT:
        return written.lower()
    return _JOINED.sub(lambda part: _part(part.group()), written)


def _part(written: str) -> str:
    return written.lower() if written.lower() in _PARTICLES else written.capitalize()
