"""Rows of English, American and British: what the published lexicons read with other phones or another main stress."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frontend.errors import UnknownPhoneError
from frontend.g2p import broad, by_rules, homographs
from frontend.g2p.english.postlexical import close_front
from frontend.g2p.notation import is_vowel, parse
from recipes.dictionaries.compare import Phones, is_exception, main_stress, spelled
from recipes.dictionaries.table import decided
from tts.evaluate.word_error import edit_distance

MAX_RANK = 80_000
FUNCTION_WORDS = 120
"""Words before this rank keep the reading that the clause gives them."""
SURE_STRESS = 1_000
"""Words before this rank keep their main stress: they are common enough that espeak-ng has it right."""

_WORD = re.compile("[a-zéèêïöüñç-]{3,}")
_FOREIGN = re.compile("[^a-zˈˌɑːæɛɪiʊuɔɒəʌɜʃʒθðŋɹɡ͡]")
_ONE_LETTER = {
    "eɪ": "1", "oʊ": "2", "əʊ": "2", "aɪ": "3", "aʊ": "4", "ɔɪ": "5", "ɛə": "6", "ɪə": "7", "ʊə": "0", "ɜː": "9",
    "ɔː": "0", "ɑː": "#", "t͡ʃ": "C", "d͡ʒ": "J", "ɝ": "ɚ", "ɾ": "t", "uː": "u", "iː": "i",
}  # fmt: skip
# The tables below are applied in order: a later pair sees what an earlier one wrote.
_BRITISH_FIRST = (
    ("ʃj", "ʃ"), ("#J", "#ʒ"), ("Cuə", "Cə"), ("ʒuə", "ʒə"), ("uəl", "ul"), ("0l", "ul"), ("C0", "Cə"), ("ʒ0", "ʒə"),
    ("j0", "jə"), ("juə", "jə"), ("ful", "fl"), ("fəl", "fl"),
)  # fmt: skip
_WEAK = (("əə", "iə"), ("7", "iə"), ("ɚɹ", "ɚ"))
_YOD = (
    ("iə", "i"), ("i6", "6"), ("tj", "C"), ("dj", "J"), ("lju", "lu"), ("sju", "su"), ("zju", "zu"), ("sj", "ʃ"),
    ("ŋk", "nk"), ("ŋɡ", "nɡ"), ("ns", "nts"), ("nʃ", "nC"),
)  # fmt: skip
_BRITISH_LAST = (
    ("tɹ#n", "tɹæn"), ("0l", "ɒl"), ("0s", "ɒs"), ("0f", "ɒf"), ("3ə", "3"), ("4ə", "4"), ("ʊɹ", "0ɹ"), ("uɹ", "0ɹ"),
    ("0ə", "0"),
)  # fmt: skip
_AMERICAN_LAST = (
    ("ɔɹ", "oɹ"), ("uɹ", "ʊɹ"), ("ʊɹ", "ɚ"), ("ɛɹ", "æɹ"), ("3ɚ", "3"), ("4ɚ", "4"), ("iɹ", "ɪɹ"), ("oɚ", "oɹ"),
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """Readings of a locale in the notation of the frontend's tables, words in lower case.

    `lexicon` is misaki's, `second` CMUdict for American English, empty for British. `homographs` have two readings in
    the lexicon, `common` are its words in small letters, `names` those that it has with a capital only.
    """

    lexicon: Mapping[str, Sequence[str]]
    second: Mapping[str, Sequence[str]]
    homographs: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def by_lower_case(lexicon: Mapping[str, str]) -> dict[str, list[str]]:
    """Readings of each word in lower case; that of the common word stands before that of the name."""
    words: dict[str, list[str]] = {}
    for word in sorted(lexicon, key=lambda word: not word.islower()):
        readings = words.setdefault(word.lower(), [])
        if lexicon[word] not in readings:
            readings.append(lexicon[word])
    return words


def converted(reading: str, locale: str) -> Phones | None:
    """Phones of a published reading; None for phones that English lacks."""
    text = reading.replace("ɜɹ", "ɜːɹ").replace("hw", "w")
    if locale == "en-GB":
        text = text.replace("ɛːɹ", "ɛəɹ").replace("ɛː", "ɛə").replace("tʊˈ", "təˈ")
    if _FOREIGN.search(text):
        return None
    try:
        return parse(text, locale, "published reading", stressed=True)
    except UnknownPhoneError:
        return None


def _replace(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for one, other in pairs:
        text = text.replace(one, other)
    return text


def key(phones: Phones, locale: str) -> str:
    """Phones with notation and free variation set aside: weak vowels, optional ə, yod, mergers before r."""
    british = locale == "en-GB"
    heard = broad(_without_glides(phones), locale)
    text = "".join(_weakened(heard, i, british) for i in range(len(heard)))
    text = _replace(text, (*(_BRITISH_FIRST if british else ()), *_WEAK))
    text = re.sub("ə(?=[ɹlnm])", "", text)
    text = re.sub("(?<=[lndtbvkɡmpfsʃ])j(?=[əɚlnm])", "i", text)
    return _replace(text, (*_YOD, *(_BRITISH_LAST if british else _AMERICAN_LAST)))


def _without_glides(phones: Phones) -> Phones:
    """The phones without the r that is part of ɚ and ɝ before a vowel, wherever the syllable begins."""
    return tuple(p for i, p in enumerate(phones) if p.symbol != "ɹ" or not i or phones[i - 1].symbol not in ("ɚ", "ɝ"))


def _weakened(phones: Phones, index: int, british: bool) -> str:
    """The letter of one phone in `key`: weak ə ɪ ʌ are one vowel, weak i and u stay apart where they are tense."""
    symbol = phones[index].symbol
    tense = index + 1 == len(phones) or is_vowel(phones[index + 1].symbol)  # at the end and before a vowel
    if phones[index].stress < 2:
        if symbol in ("ə", "ɪ", "ʌ", "i", "iː"):
            inner = not british and symbol in ("i", "iː") and any(is_vowel(p.symbol) for p in phones[:index])
            return "i" if (tense and symbol not in ("ə", "ʌ")) or inner else "ə"
        if symbol in ("ʊ", "u", "uː"):
            return "u" if tense or not british else "ə"
        if symbol == "ɛ" and index == 0:
            return "ə"
    return _ONE_LETTER.get(symbol, symbol)


def is_open(word: str, locale: str, published: Published) -> bool:
    """True if a dictionary may have its say: no homograph, no exception of ours, no decision by hand."""
    return not (
        word in decided(locale, "leave_out")
        or word in published.homographs
        or homographs.senses_of(word, locale)
        or is_exception(word, locale)
        or _is_name_and_form(word, published)
    )


def _is_name_and_form(word: str, published: Published) -> bool:
    """True if the lexicon has the word as a name only, while it is also a form of a common word (Banks, Fielding)."""
    if word not in published.names:
        return False
    stems = [word.removesuffix(end) for end in ("s", "es", "ing", "ed", "er") if word.endswith(end)]
    return any(stem in published.common or stem + "e" in published.common for stem in stems)


def candidates(locale: str, published: Published, ranks: Mapping[str, int]) -> list[str]:
    """Words that may get a row, the most frequent first."""
    words = [
        word
        for word in {*published.lexicon, *published.second}
        if _WORD.fullmatch(word)
        and FUNCTION_WORDS <= ranks.get(word, MAX_RANK) < MAX_RANK
        and is_open(word, locale, published)
    ]
    return sorted(words, key=lambda word: ranks[word])


def choose(words: Iterable[str], locale: str, published: Published, ranks: Mapping[str, int]) -> dict[str, str]:
    """Rows for `words` (from `candidates`); a reading that two sources share comes first."""
    rows: dict[str, str] = {}
    for word in words:
        texts = (*published.lexicon.get(word, ()), *published.second.get(word, ()))
        readings = [phones for text in texts if (phones := converted(text, locale)) is not None]
        if not readings:
            continue
        ours = by_rules(word, locale)
        keys = [key(phones, locale) for phones in readings]
        best = next((i for i, one in enumerate(keys) if keys.count(one) > 1), 0)
        agreed = keys.count(keys[best]) > 1
        if key(ours, locale) in keys and not (
            locale == "en-US" and agreed and ranks[word] >= SURE_STRESS and _moved(ours, readings)
        ):
            continue
        if _plausible(word, key(ours, locale), keys[best]):
            row = _final(word, spelled(close_front(readings[best], word)), locale)
            if any(phone.stress == 2 for phone in parse(row, locale, word, stressed=True)):
                rows[word] = row
    return rows


def _moved(ours: Phones, readings: Sequence[Phones]) -> bool:
    """True if no reading with as many vowels as ours has our main stress."""
    here, vowels = main_stress(ours)
    places = [main_stress(reading) for reading in readings]
    return here is not None and not any(place == here or count != vowels for place, count in places)


def _plausible(word: str, ours: str, theirs: str) -> bool:
    """False for abbreviations and wrong entries: readings that have little in common, or too long for the word."""
    return bool(theirs) and edit_distance(ours, theirs) / len(theirs) <= 0.7 and 0.4 <= len(theirs) / len(word) <= 1.3


def _final(word: str, phones: str, locale: str) -> str:
    """Phones in the spelling that the frontend reads back."""
    if re.match("i[rm]", word):  # irrevocable, immodest: one sound
        phones = re.sub("([ɹm])\\1", r"\1", phones)
    if "w" not in word:
        phones = re.sub("əw(?=[ˈˌ]?[əɪɛeæaɑʌɔoui])", "u", phones)
    if re.search("n(ti|sci|si)", word):
        phones = phones.replace("nt͡ʃ", "nʃ")  # dementia, as the rules read mention
    if locale == "en-US":
        # two vowels, not the diphthongs of CURE and SQUARE; the ʊ of aʊ and oʊ is part of another one (Powell, Samoa)
        return re.sub("(?<![ao])ʊə", "u.ə", phones).replace("ɛə", "ɛ.ə")
    phones = re.sub("fʊl(?=$|[ˈˌ]?(li|nəs|nɪs)$)", "fəl", phones)
    phones = re.sub("(?<=[ʃʒj])ʊə", "uː.ə", phones)
    if re.search("shire('s)?$", word) and len(word) > 6:
        phones = re.sub("ʃ[ˌˈ]?(iə|ɪə|aɪə)$", "ʃə", phones)
    return phones
