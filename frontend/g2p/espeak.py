"""espeak-ng through phonemizer: a clause of words in, espeak's own phone symbols out, word by word.

espeak reads a clause in context (weak forms, liaison, stress shift), which is wanted, but it also merges words
("of the" comes back as one) and splits others ("YouTuber"). `EspeakPhonemizer.clause` undoes that by aligning the
phones of
the clause with the phones of each word alone, so that every written word keeps its own phones.
"""

from __future__ import annotations

import logging
import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from frontend.errors import PhonemizerError
from frontend.g2p.align import align_groups
from frontend.g2p.french import respelling as french_respelling
from frontend.g2p.lexicon import without_accents
from frontend.g2p.spanish import respelling as spanish_respelling
from frontend.locales import get_locale, lineage

if TYPE_CHECKING:
    from phonemizer.backend import EspeakBackend

EspeakWord = tuple[str, ...]
"""espeak's phone symbols of one word; stress marks stand in front of the symbol that they belong to."""

_lock = threading.Lock()
_backends: dict[str, EspeakBackend] = {}
_log = logging.getLogger(__name__)

_MAX_ALIGNMENT = 60_000
"""Cells of an alignment's table (about 0.05 s); what is longer is no sentence, and its words are read alone."""
_UNSPEAKABLE = re.compile(r"[^\w'\-]+|[_]")
_SILENT_H = re.compile(
    "^h(?=aïti|aleine|alluc|alogèn|altèr|altéro|aptique|ebdo|erm[éè]|éroï|erp[èé]|exa|ilar|irsu|olo|om[éi]|omo|onor|ormon"
    "|ortic|ortens|euristiq|ubert|ilaire|yacinthe|enri|ippoly|ermas|ermine|orace)",
    re.IGNORECASE,
)
"""French words that link (en Haïti, les honoraires), which espeak-ng keeps apart."""
_TURKISH = re.compile("[ŞşğıİÇ]|ç$")
_GERMAN_SPELLING = (
    ("Ş", "Sch"), ("ş", "sch"), ("Ç", "Tsch"), ("ç", "tsch"), ("ğ", ""), ("ı", "i"), ("İ", "I")
)  # fmt: skip
_HARD_START = re.compile("^Š(?=[kpt])")
_SLAVIC_SPELLING = str.maketrans(
    {
        "Š": "Sch", "š": "sch", "Č": "Tsch", "č": "tsch", "Ž": "Sch", "ž": "sch", "ř": "rsch", "ě": "je", "ý": "i",
        "ů": "u", "å": "o", "Å": "O", "đ": "dsch", "Đ": "Dsch", "Ć": "Tsch",
    }
)  # fmt: skip
_NAMES_IN_GERMAN = (
    ("broich(?=s?$|er$)", "brooch"), ("^([BDGJK])h(?=[aeiou])", r"\1"), ("^([AE]l)-(?=[A-Z])", r"\1l-"),
    ("(?<=[aei])sh(?=(?:i[dfmr]|ed|a[dq]|raf)s?$)", "sch"), ("nh$", "n"), ("(?<=[DdWwRrNnPpTt])ij(?=[klmnst])", "ai"),
    ("(?<=[aeiou]n)ch(?=i[aeo]?s?$)|cch(?=[ie])", "k"), ("Xh|xh(?=[aeiou])", "dsch"),
    ("(?<=[ntlr][iy])q(?=i)", "tsch"), ("(?<!s)ch(?=enko|uk$)", "tsch"), ("^Szy", "Schi"),
    ("(?<=[aou])sz(?=s?$)", "sch"),
)  # fmt: skip
"""Parts of names from the Rhineland, of Arabic, Vietnamese, Italian, Dutch, Albanian and Ukrainian ones."""
_ENGLISH_SPELLING = (
    ("^[KP]rz(?=[aeiouy])", "Sh"), ("^Ch?ł", "Hl"), ("^Ł", "W"), ("(?<=[BbPp])ł", "l"), ("ł", "w"), ("^[ŞŚŠ]", "Sh"),
    ("[şśš]", "sh"), ("^[ÇČĆ]", "Ch"), ("[čć]|ç$", "ch"), ("^Ž", "Zh"), ("[žźż]", "zh"), ("ř", "rzh"), ("ğ", ""),
    ("ı", "i"), ("ñ(?=[aeou])", "ny"), ("[øö]", "o"), ("[ØÖ]", "O"), ("å", "o"), ("Å", "O"), ("ß", "ss"), ("đ", "d"),
)  # fmt: skip
_GREEK_RRH = re.compile("rrh(?=o[se]|ö|e?s?$)")
"""One sound in German (Katarrh, Zirrhose), but not in Narrheit."""
_VIETNAMESE = re.compile("[Ḁ-ỿƠơƯư]")
_BARRED = {"Đ": "D", "đ": "d"}
_NO_FRENCH_MARKS = str.maketrans("âêîôûàèù", "aeiouaeu")
_FINAL_E = re.compile("(?<=.)(éa?e?s?)$")
_CAMEL = re.compile("[a-z][A-Z]")
_JUNK = re.compile(r"[\d\-()‿|]")


def _backend(espeak_voice: str) -> EspeakBackend:
    """The backend of one espeak voice; espeak-ng is loaded once for each process."""
    backend = _backends.get(espeak_voice)
    if backend is None:
        try:
            import espeakng_loader
            from phonemizer.backend import EspeakBackend
            from phonemizer.backend.espeak.wrapper import EspeakWrapper

            EspeakWrapper.set_library(espeakng_loader.get_library_path())
            EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
            backend = EspeakBackend(
                espeak_voice, with_stress=True, preserve_punctuation=False, language_switch="remove-flags", logger=_log
            )
        except (ImportError, OSError, RuntimeError) as error:
            raise PhonemizerError(
                f"espeak-ng voice {espeak_voice!r} could not be loaded ({error}); {_remedy(error)}"
            ) from error
        _log.setLevel(logging.ERROR)
        _backends[espeak_voice] = backend
    return backend


def _remedy(error: Exception) -> str:
    """What to do: phonemizer loads a copy of the library from the folder for temporary files."""
    if isinstance(error, OSError) and error.errno is not None:
        return "it needs room for temporary files: set TMPDIR to a folder that can be written"
    return "reinstall with: pip install espeakng-loader phonemizer"


def _run(lines: list[str], espeak_voice: str) -> list[list[EspeakWord]]:
    from phonemizer.separator import Separator

    with _lock:  # espeak-ng keeps global state and is not thread-safe
        answers = _backend(espeak_voice).phonemize(lines, separator=Separator(phone="|", word=" "), strip=True)
    return [[_split(word) for word in answer.split(" ") if _split(word)] for answer in answers]


def _split(word: str) -> EspeakWord:
    return tuple(symbol for part in word.split("|") if (symbol := _JUNK.sub("", part)) not in ("", "ˈ", "ˌ"))


def speakable(word: str) -> str:
    """The word as espeak should see it: letters, apostrophes and inner hyphens only."""
    return _UNSPEAKABLE.sub(" ", word.replace("’", "'")).strip(" -'") or ""


def _respelled(word: str, locale: str) -> str:
    """The word in letters that espeak-ng does not take for another language's: its French reads words with th and a
    final y as English (Édith, menthes, enthousiasmé, Jérémy), its English spells Polish ones (Przybylski)."""
    if _VIETNAMESE.search(word):
        word = _plain_vietnamese(word)
    if "de" in lineage(locale):
        word = _GREEK_RRH.sub("rr", word)
        return _in_german_letters(word) if word[:1].isupper() else word
    if "es" in lineage(locale):
        return spanish_respelling.respelled(word)
    if locale.startswith("en"):
        return _in_english_letters(word) if word[:1].isupper() else word.translate(_NO_FRENCH_MARKS)
    word = french_respelling.respelled(re.sub("^Mc(?=[A-Z])", "Mac", word))
    word = re.sub(r"eth(s?)$", r"ète\1", _SILENT_H.sub("", word), flags=re.IGNORECASE)
    word = re.sub(r"th(s?)$", r"te\1", word, flags=re.IGNORECASE)
    word = re.sub(r"(?<=[b-df-hj-np-tv-z])y$", "i", word)
    return re.sub(r"th(?!i[aeo])", "t", word, flags=re.IGNORECASE)


def _in_german_letters(name: str) -> str:
    """A Turkish or Polish name as German would spell it (Ayşe, Çelik; Wieczorek, Lewandowski)."""
    if _TURKISH.search(name):
        name = re.sub("z$", "s", name)
        for theirs, ours in _GERMAN_SPELLING:
            name = name.replace(theirs, ours)
    name = re.sub("(?:ić|(?<=[oe]v)ic)(?=s?$)", "itsch", _HARD_START.sub("S", name))
    name = name.translate(_SLAVIC_SPELLING)
    for theirs, ours in _NAMES_IN_GERMAN:
        name = re.sub(theirs, ours, name)
    name = re.sub("sh(?=[aio]s?$)", "sch", name)
    name = re.sub("^Öz(?!t)", "Ös", name)
    name = re.sub("^Kw(?=[aei])", "Qu", name)
    name = re.sub("^(?:[KPW]rz(?=[aeiouy])|Szcz)", "Sch", re.sub("^Trz(?=[aeiouy])", "Tsch", name))
    name = re.sub("^Sz(?!en)", "Sch", re.sub("^Cz", "Tsch", name.replace("ń", "n").replace("ł", "l")))
    name = re.sub("(?<=[a-z])cz", "tsch", re.sub("(?<=[a-z])czyk(?=s?$)", "tschick", name))
    return re.sub("wski(?=s?$)", "fski", _italian_letters(name))


def _italian_letters(name: str) -> str:
    """An Italian name as German would spell it (Giovanni, Francesca, Bertucci)."""
    name = re.sub("^Gi(?=[aou]..)", "Dsch", name)
    return re.sub("(?<=[nr])c(?=e(?:ll|sc|nz)[aoi]s?$)|cc(?=is?$)|cci(?=os?$)", "tsch", name)


def _plain_vietnamese(word: str) -> str:
    """A Vietnamese name without its marks (Nguyễn, Phạm Đức), which espeak-ng spells in any other language."""
    return "".join(without_accents(c) if c in "ƠơƯư" or c >= "Ḁ" else _BARRED.get(c, c) for c in word)


def _in_english_letters(name: str) -> str:
    """A name without the marks that English espeak-ng stumbles on (Martínez, Šarić), but with its final é (Salomé)."""
    for theirs, ours in _ENGLISH_SPELLING:
        name = re.sub(theirs, ours, name)
    if name.isascii():
        return name
    end = _FINAL_E.search(name)
    cut = end.start() if end else len(name)
    return "".join(c if c == "ü" else without_accents(c) for c in name[:cut]) + name[cut:]


@lru_cache(maxsize=20_000)
def _alone(word: str, espeak_voice: str) -> EspeakWord:
    answer = _run([word], espeak_voice)
    return tuple(symbol for part in (answer[0] if answer else []) for symbol in part)


@lru_cache(maxsize=4_000)
def phonemize_clause(words: tuple[str, ...], locale: str) -> tuple[EspeakWord, ...]:
    """espeak's phones of each word of a clause, in context; one entry for each word, empty where nothing is spoken.

    Args:
        words: the words of one clause in order, letters only (see `speakable`); empty strings are allowed.
        locale: BCP-47 tag.

    Raises:
        PhonemizerError: espeak-ng could not be loaded.
    """
    voice = get_locale(locale).espeak
    spoken = [_respelled(word, locale).replace("-", " ") for word in words if word]
    if not spoken:
        return ((),) * len(words)
    answer = _run([" ".join(spoken)], voice)
    groups = answer[0] if answer else []
    pieces = [len(word.split()) for word in spoken]
    camel = any(_CAMEL.search(word) for word in spoken)  # McAllen may come back as two words, and "on the" as one
    if len(groups) == sum(pieces) and not camel:  # "cross-examined" is two words there
        found = iter(groups)
        groups = [tuple(symbol for _ in range(count) for symbol in next(found)) for count in pieces]
    else:
        alone = [_alone(word, voice) for word in spoken]
        cells = sum(map(len, groups)) * sum(map(len, alone))
        groups = align_groups(groups, alone) if cells <= _MAX_ALIGNMENT else list(alone)
    groups = [group or _alone(word, voice) for group, word in zip(groups, spoken, strict=True)]  # "N N N": silence
    whole = iter(groups)
    return tuple(next(whole) if word else () for word in words)
