"""German words that are written without the letters of German: Swiss ss for ß (Massnahme, grösste, Fussweg) and ae,
oe, ue for umlauts (zurueck, natuerlich), as in e-mails and on old keyboards; Polish (Zakrzewski) and South Slavic
surnames (Ilic);
and those in the spelling of books and newspapers before its reforms (Schluß, Muth, beyde).

The spelling tells the length of vowels, so that such words are read as what they stand for: Swiss ss becomes ß in stems
with a long vowel, umlauts where the word is known with them.
"""

from __future__ import annotations

import re
from itertools import accumulate

from frontend.common_words import word_ranks
from frontend.g2p import dictionary, lexicon
from frontend.g2p.german import compounds

_LOCALE = "de-DE"
_SWISS = re.compile(
    "(?<=gr[oöuü])ss|(?<=st[oö])ss(?!e$)|(?<=bl[oö])ss|(?<=[sf]ü)ss|(?<=fu)ss(?!i)|(?<=str[aä])ss|(?<=kl[oö])ss(?!t)"
    "|(?<=ma)ss(?=nahm|st[aä]b|ge|los|voll|einheit|arbeit|regel)|(?<=mä)ss|(?<=ef[aä])ss|(?<=sp[aä])ss(?!i)"
    "|(?<=^bu)ss(?=geld)|(?<=bü)ss(?=e|t)|(?<=(?:aus|der|ein|gut|lei)ma)ss|(?<=ge[mn]ä)ss|(?<=ä)ss(?=er(n|ung|lich|st))"
    "|(?<=au)ss(?=er|en(?!d))|(?<=ie|ei|eu|äu)ss|(?<=gemä)ss|(?<=entbl[oö])ss",
    re.IGNORECASE,
)
_POLISH = re.compile("^[A-Z][a-zńśźł]+(?:[sc]k[ia]|wicz|czyk)s?$")
_POLISH_LETTERS = (
    (re.compile("(?<=[a-z][bdgkptw])rz(?=[aeiouy])"), "sch"),
    (re.compile("(?<=[nsńś])ie(?=wsk|wicz)"), "je"),
    (re.compile("[śź]"), "s"),
    (re.compile("ń"), "n"),
    (re.compile("ł"), "l"),
)
"""Sounds of Polish inside of a name, and how German writes them."""
_SOUTH_SLAVIC = re.compile("^(?!.*(?:onic|eric))((?:[A-Z][a-z]*[aeiou]|[AEIOU])[bdgklmnrtvz]i)c(?=s?$)")
"""A South Slavic surname without its mark: Ilic, Babic."""
_SHORT = re.compile(
    "(?<=schl[uüoö])ß|(?<=fl[uü])ß|(?<=(?<!au)sch[uü])ß|(?<=[kwm][uü])ß|(?<=n[uüaä])ß|(?<=[^s]p[aä])ß|(?<=^[Pp][aä])ß"
    "|(?<=h[aä])ß|(?<=(?<!ge)f[aä])ß|(?<=l[aä])ß|(?<=(?<![gd])r[oö])ß|(?<=^[Rr][oö])ß|(?<=bo)ß(?!el)|(?<=gä)ß"
    "|(?<=[^e]i)ß|(?<=^[Ii])ß|(?<=[bcdfgklmnprstvwz]e)ß|(?<=^[Ee])ß",
    re.IGNORECASE,
)
"""ß behind a short vowel, as before 1996: Schluß, Paß, Prozeß, but Fuß, Gefäß."""
_OLD_LETTERS = (
    (re.compile("th"), "t"), (re.compile("^Th"), "T"), (re.compile("(?<=e)y"), "i"),
    (re.compile("c(?=[iyäö]|e(?!s?$))"), "z"), (re.compile("C(?=[eiyäö])"), "Z"),
    (re.compile("c(?![hkeiyäö])"), "k"), (re.compile("C(?![hkeiyäö])"), "K"),
)  # fmt: skip
"""Letters before the reforms of the spelling and those of today: Muth, beyde, Princip."""
_DIGRAPH = re.compile("(?<![aeqäöü])([aou])e(?!u)", re.IGNORECASE)
_WITH_OE = re.compile("(?<=[A-Za-zß])(?<![aeiouqAEIOU])oe(?!thi)(?=[bcdfghknprtz][a-zß]|ll|mm)")
"""The o-umlaut of a name without marks: Boehmer, Goetz."""
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"}


def standard(word: str) -> str:
    """The word as German writes it, unchanged if it needs no change or is known as it stands."""
    if _is_known(word):
        return word
    modern = _modern(word)
    if modern:
        return modern
    if "ss" in word:
        seams = _seams(word)
        word = _SWISS.sub(lambda found: found.group() if found.start() + 1 in seams else "ß", word)
    if _POLISH.match(word):
        for written, german in _POLISH_LETTERS:
            word = written.sub(german, word)
    if word.lower() not in word_ranks("en"):
        word = _SOUTH_SLAVIC.sub(r"\1ć", word)
    umlauted = _DIGRAPH.sub(lambda found: _UMLAUTS[found[1]], word)
    if umlauted != word and _is_known(umlauted):
        return umlauted
    named = _WITH_OE.search(word) and word.lower() not in word_ranks("en") and not compounds.split(word, _LOCALE)
    return _WITH_OE.sub("ö", word) if named else word


def _modern(word: str) -> str:
    """The spelling of today for one of before 1901 or 1996 (of other letters than ß only if it is known), else ""."""
    if "-" in word or word.lower() in word_ranks("en"):
        return ""
    modern = _SHORT.sub("ss", re.sub("niß$", "nis", word))
    if modern != word and (_is_known(modern) or not _SWISS.search(modern)):
        return modern
    for written, today in _OLD_LETTERS:
        modern = written.sub(today, modern)
        if modern != word and _is_known(modern):
            return modern
    return ""


def _seams(word: str) -> set[int]:
    """Where the parts of a compound meet: Eis-Salat has no ß."""
    lengths = [len(part) for part in compounds.split(word, _LOCALE)] if "-" not in word else []
    return set(accumulate(lengths))


def _is_known(word: str) -> bool:
    return dictionary.knows(word, _LOCALE) or lexicon.look_up(word, _LOCALE) is not None
