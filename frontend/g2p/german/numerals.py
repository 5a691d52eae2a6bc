"""German numerals written as one word: zweitausendsechsundzwanzig, siebenundsechzigste, siebzehnjährig.

espeak-ng reads them letter by letter across their seams (zɛçz for sechs in sechsundzwanzig). Here each part has its
own phones. The last one that counts has the main stress: fünfundZWANZIG, but ZWEIhundert.

Source: "Duden: Das Aussprachewörterbuch" (2015).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frontend.g2p.german import glottal_stop
from frontend.g2p.lexicon import stress_free
from frontend.g2p.notation import moved, parse
from frontend.types import Phone

Phones = tuple[Phone, ...]

_LOCALE = "de-DE"
_PARTS = {
    "dreizehn": "ˈdʁaɪt͡seːn", "vierzehn": "ˈfɪʁt͡seːn", "fünfzehn": "ˈfʏnft͡seːn", "sechzehn": "ˈzɛçt͡seːn",
    "siebzehn": "ˈziːpt͡seːn", "achtzehn": "ˈaxt͡seːn", "neunzehn": "ˈnɔʏnt͡seːn", "zwanzig": "ˈt͡svant͡sɪç",
    "dreißig": "ˈdʁaɪsɪç", "dreissig": "ˈdʁaɪsɪç", "vierzig": "ˈfɪʁt͡sɪç", "fünfzig": "ˈfʏnft͡sɪç",
    "sechzig": "ˈzɛçt͡sɪç", "siebzig": "ˈziːpt͡sɪç", "achtzig": "ˈaxt͡sɪç", "neunzig": "ˈnɔʏnt͡sɪç",
    "hundert": "ˈhʊndɐt", "tausend": "ˈtaʊzənt", "und": "ʊnt", "eins": "aɪns", "ein": "aɪn", "erst": "ˈeːɐ̯st",
    "zwei": "t͡svaɪ", "zwo": "t͡svoː", "dritt": "dʁɪt", "drei": "dʁaɪ", "viertel": "ˈfɪʁtəl", "vier": "fiːɐ̯",
    "fünf": "fʏnf", "sechs": "zɛks", "sieben": "ˈziːbən", "siebt": "ziːpt", "acht": "axt", "neun": "nɔʏn",
    "zehn": "t͡seːn", "elf": "ɛlf", "zwölf": "t͡svœlf", "halb": "halp",
}  # fmt: skip
_COUNTED = "jähr|täg|stünd|minüt|monat|wöch|prozent|teil|köpf|stell|stöck|spur|seit|zeil|tür|sitz|stuf|mal"
_ENDING = "(?:s?t)?(?:e[mnrs]?|els?|eln)?"
_ANY_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_NUMERAL = re.compile(
    f"(?P<parts>(?>{_ANY_PART})++)"
    rf"(?:(?P<word>(?:{_COUNTED})ig(?:e[mnrs]?)?|fach(?:e[mnrs]?)?|mal)|(?P<ending>{_ENDING}))"
)
_PART = re.compile(_ANY_PART)
_LETTERED = re.compile("([A-Za-z])-(te[mnrs]?)")
"""The ordinal of a variable: "n-te", "zum x-ten Mal"."""
_LETTERS = {"s": "s", "t": "t", "e": "ə", "m": "m", "n": "n", "l": "l"}
_POWERS = ("hundert", "tausend")
_MAX_LENGTH = 120


def read(word: str, alone: Callable[[str], Phones]) -> Phones | None:
    """Phones of a numeral of two parts or more, of its ordinals, and of adjectives with numerals, None for other words.

    Args:
        word: as written.
        alone: phones of one word by itself.
    """
    lettered = _LETTERED.fullmatch(word)
    if lettered:
        return _with_ending(alone(lettered[1].upper()), lettered[2])
    match = _NUMERAL.fullmatch(word.lower()) if len(word) <= _MAX_LENGTH else None
    if match is None:
        return None
    parts = _PART.findall(match["parts"])
    if match["word"]:
        return (*_numeral(parts), *stress_free(alone(match["word"]), 1))
    ordinal = match["ending"][:1] in {"s", "t"} and parts != ["ein"]
    return _with_ending(_numeral(parts), match["ending"]) if ordinal or len(parts) > 1 else None


def _numeral(parts: Sequence[str]) -> Phones:
    main = max((i for i, part in enumerate(parts) if part not in (*_POWERS, "und")), default=len(parts) - 1)
    phones: Phones = ()
    for i, part in enumerate(parts):
        said = parse(_PARTS[part], _LOCALE, part, stressed=part != "und")
        weak = part in _POWERS and i > main
        phones = glottal_stop.joined(phones, said if i == main else stress_free(said, 0 if weak else 1))
    return phones


def _with_ending(numeral: Phones, written: str) -> Phones:
    """With the ending of an ordinal or of a noun, before whose vowel the last consonant of its spelling is heard
    (zwanziger, Zehntausende)."""
    symbols = [_LETTERS[letter] for letter in written.removesuffix("er")] + ["ɐ"] * written.endswith("er")
    if symbols and symbols[0] in {"ə", "ɐ"}:
        last = numeral[-1]
        thousand = [phone.symbol for phone in numeral[-2:]] == ["n", "t"]
        numeral = (*numeral[:-1], moved(last, "ɡ" if last.symbol == "ç" else "d" if thousand else last.symbol))
    return numeral + tuple(Phone(symbol, 0, _LOCALE) for symbol in symbols)
