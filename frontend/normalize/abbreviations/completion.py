"""Abbreviations that no table has: ``raf. à 60``, completed where only one common word begins so.

A word in a sentence that goes on behind its full stop is cut short, and a listener makes nothing of "raf". It is
completed only if all common words that begin so are forms of one word; else it is left as it is. German adjectives
("die histor. Altstadt") and nouns in -ung ("Rechng.") are told by their ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from frontend.normalize.abbreviations import german_cuts
from frontend.normalize.abbreviations.rules import Site
from frontend.normalize.abbreviations.spanish_cuts import NO_ENDS, in_english
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.spanish_vowels import unaccented
from frontend.tables import word_list, word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language

_LONGEST = 12
"""Longer cut words are compounds."""
_CUT = regex(r"([^\W\d_]{4,24})\.(?= [a-zà-ÿ0-9(]|[,;)/]|: )")
_CUT_ADJECTIVE = regex(r"([^\W\d_]{4,14})\.(?= [^\W\d_])")
_BEFORE_NAME = frozenset(("der", "die", "das", "dem", "den", "des", "im", "am", "vom", "zum", "zur", "beim"))
_ADJECTIVES = word_list("isch lich ig al ell iv är bar sam haft los iert voll reich frei")
_BEFORE_ISCH = regex(r"[a-zäöüß]{2,}(?:at|et|it|ik|ist|ol|on|or|og|an|op|om|in|yr|ant|ent|ost|graf|graph)")
"""What stands before "-isch" in words from Greek, Latin and names: "apostol.", "energet.", "bayer." is in the table."""
_BEFORE_LOGISCH = regex(
    "(?:anthrop|archä|astr|bi|chron|ethn|ge|gynäk|ide|immun|kardi|krimin|meteor|mikrobi|neur|onk|path|pharmak|phil|psych"
    "|radi|soz?i|techn|the|ur|zo|ök)ol"
)
_CUT_UNG = regex(r"([^\W\d_a-z][^\W\d_]{2,24})g\.")
_NEVER_BEFORE_G = regex("(?:[^aeiouäöün]n|[bdtzfshkm])$")
"""Letters after which no German word has a g at its end."""
_PARTICIPLE = regex("(?:be|ent|er|ge|ver|zer)[a-zäöüß]{3,}(?:t|en)")
_GERMAN_PARTICIPLE = regex("(?:[a-zäöü]{2,9})?(?:ge|be|ent|er|ver|zer)[a-zäöüß]{2,}[^s]et")
_VOWELS = frozenset("aeiouyàâäéèêëîïíóôöòùûüúœ")
_ENDINGS = regex("(?:en|es|er|em|[aeo]s?|[nsx])$")
_FRENCH_ARTICLES = {"le": "m", "un": "m", "du": "m", "au": "m", "ce": "m", "la": "f", "une": "f", "cette": "f"}
_NEVER_CUT = word_set("première premières premier premiers million millions milliard milliards")
_FRENCH_PLURALS = word_set("les des ces mes tes ses nos vos leurs aux plusieurs")
_FRENCH_NOUN = regex("(?:tion|sion|ment|age|ie|té|ure|eur|ance|ence|isme|iste|oire)s?$")
_SPANISH_VERB = regex("(?:[aei]r(?:se|l[aeo]s?)?|ando|iendo|[aei]mos|aron|ieron|aba[ns]?|ía[ns]?|rán?|mente|[óé])$")
"""Forms that nobody cuts short."""
_LAST = regex(r"([^\W\d_]{5,24})\.(?=$|\s)")
_SEVERAL = frozenset(("los", "las", "unos", "unas", "sus", "mis", "estos", "estas"))
_FAR_MORE = 2
"""The rank of a word that is far more common than another is that part of the other's."""
_STEM = 4
_FORMS = 60
"""More words than begin with the same four letters need not be looked at."""


def recognise(scan: Scan, position: int, end: int) -> Reading | None:
    """The only common word that begins like the letters at ``[position, end)``, which a full stop cuts short."""
    language = scan.language
    if language.capital_nouns:
        if german_cuts.may_be_whole(scan, end, scan.text[position:end]):
            return None  # "ein Kreuz. 5 Minuten später"
        reading = _noun_in_ung(scan, position, end) or _cut_adjective(scan, position, end)
        if reading:
            return reading
    cut = _CUT.match(scan.text, position) if language.completes_words else None
    last = cut is None and language.tag.startswith("es")
    if last:
        cut = _LAST.match(scan.text, position)
    if not cut or cut.end(1) != end or not _is_cut(scan, cut):
        return None
    letters = cut[1].lower()
    forms = _completions(language, letters) if len(letters) <= _LONGEST else ()
    if language.capital_nouns and cut[1][0].isupper() and not forms:
        return _compound(language, cut) or _of_dictionary(scan, position, cut)
    if last and (letters[-1] not in NO_ENDS or letters in _without_accents(language) or in_english(scan, letters)):
        return None  # "ellos asisten.", "toca el violin."
    return _completed(Site(scan, position, cut.end()), cut[1], forms) if forms else None


def _is_cut(scan: Scan, cut: re.Match[str]) -> bool:
    """Whether letters before a full stop may be a part of a word: neither a word of their own nor a name."""
    language, letters = scan.language, cut[1].lower()
    if scan.character(cut.start() - 1).isalnum() or cut[1].isupper() or letters[-1] in _VOWELS:
        return False
    if cut[1][0].isupper() and not language.capital_nouns and not scan.at_sentence_start():
        return False
    own = language.cues.get("words of their own", ())  # "en suspens. 2 heures"
    return not (letters in language.word_ranks or letters in language.nouns or letters in own)


def _completed(site: Site, written: str, forms: tuple[str, ...]) -> Reading | None:
    """One of the forms of the word, unless it cannot be what is written so."""
    scan, language = site.scan, site.scan.language
    if language.capital_nouns and written[0].isupper() and _PARTICIPLE.fullmatch(forms[0]):
        return None
    if language.capital_nouns and written.islower() and german_cuts.is_noun_only(language.tag, forms[0]):
        return None  # "Puls rhythm."
    word = _in_number(site, forms)
    gender = _FRENCH_ARTICLES.get(scan.left()) if language.tag.startswith("fr") else None
    if gender and language.classify_word(word) not in ("", gender):
        return None  # "le psychol.", no psychology
    closes = scan.character(site.end - 1) == "." and scan.ends_here(site.end)
    return Reading(site.end, word.capitalize() if written[0].isupper() else word, closes)


def _of_dictionary(scan: Scan, position: int, cut: re.Match[str]) -> Reading | None:
    """A noun that only the dictionary has: "3 Europal. à 640 kg"."""
    forms = german_cuts.of_dictionary(scan.language, cut[1])
    return Reading(cut.end(), _in_number(Site(scan, position, cut.end()), forms)) if forms else None


def _noun_in_ung(scan: Scan, position: int, end: int) -> Reading | None:
    """A noun of which only the last letter of -ung is written: "Rechng.", "Lieferg.", but "Heidelberg."."""
    cut = _CUT_UNG.match(scan.text, position)
    ranks = scan.language.word_ranks
    if not cut or cut.end() != end + 1 or f"{cut[1]}g".lower() in ranks:
        return None
    told = _NEVER_BEFORE_G.search(cut[1]) is not None and german_cuts.is_compound(scan.language, f"{cut[1]}ung")
    told = told or f"{cut[1]}ung".lower() in ranks
    return Reading(cut.end(), f"{cut[1]}ung") if told else None


def _cut_adjective(scan: Scan, position: int, end: int) -> Reading | None:
    """An adjective cut short before its noun or another word, with the ending that the noun asks for."""
    cut = _CUT_ADJECTIVE.match(scan.text, position)
    letters = cut[1].lower() if cut else ""
    if not cut or cut.end(1) != end or letters in scan.language.word_ranks or letters[-1] in _VOWELS:
        return None
    if not (cut[1].islower() or (cut[1].istitle() and scan.left() in _BEFORE_NAME)):
        return None
    if scan.language.capital_nouns and _GERMAN_PARTICIPLE.fullmatch(letters):
        return None  # "wird eingefettet. Mehl"
    words = _sorted_words(scan.language)
    forms = (word for word in words[bisect_left(words, letters) :][:_FORMS] if word.startswith(letters))
    stems = [form for form in forms if form.endswith(_ADJECTIVES) and len(form) > len(letters) + 1]
    if len(stems) > 1 or (not stems and not _BEFORE_ISCH.fullmatch(letters)):
        return None
    rest = "ogisch" if _BEFORE_LOGISCH.fullmatch(letters) else "isch"  # "psychol."
    stem = cut[1] + (stems[0][len(letters) :] if stems else rest)
    return Reading(cut.end(), scan.language.inflected(scan, stem, cut.end()))


def _compound(language: Language, cut: re.Match[str]) -> Reading | None:
    """A common word before a cut one that only one noun completes: "Nachtzuschl.", "Mindestlaufz."."""
    letters = cut[1].lower()
    for begin in range(_STEM - 1, len(letters) - _STEM + 1):
        first, rest = letters[:begin], letters[begin:]
        known = first in language.word_ranks or (first[-1] == "s" and first[:-1] in language.word_ranks)
        if not known or rest in language.word_ranks or rest[-1] in _VOWELS:
            continue
        forms = [form for form in _completions(language, rest) if not _PARTICIPLE.fullmatch(form)]
        if forms:
            return Reading(cut.end(), cut[1][:begin] + forms[0])
    return None


def _in_number(site: Site, forms: tuple[str, ...]) -> str:
    """The plural behind a number above one or what tells it, if there is one; else the commonest form."""
    language = site.scan.language
    counted = site.left()[-1:].isdecimal() and site.left() != "1"
    if language.tag.startswith("es"):
        if adjective := _adjective(site, forms[0]):
            return adjective
        described = site.word_after.endswith(("as", "os")) and language.classify_word(site.word_after) != ""
        counted = counted and site.left(2).rstrip(".") not in site.cues("enumerated")  # "art. 3 transit."
        if not (counted or described or site.left() in _SEVERAL):
            return forms[0]
        return next((form for form in forms if form.endswith("s")), "") or language.plural_word(forms[0])
    if language.tag.startswith("fr"):
        counted = counted or site.left() in _FRENCH_PLURALS or language.described(site.scan)[1]
        if site.left() == "1" and forms[0] not in language.nouns:
            return forms[0].removesuffix("s")  # "1 carot."
        if not counted and forms[0].removesuffix("s") in forms:
            return forms[0].removesuffix("s")  # "matériel oblig.", though the plural is more common
        if site.left() in _FRENCH_PLURALS and not any(form.endswith(("s", "x")) for form in forms):
            return language.plural_word(forms[0])  # "les entr. de la région"
    return next((form for form in forms if form.endswith("s")), forms[0]) if counted else forms[0]


def _adjective(site: Site, word: str) -> str:
    """A Spanish adjective as the noun before it asks for; "" where `word` is none or describes nothing: "piscina
    comunit."."""
    language, stem = site.scan.language, word[:-1]
    if word[-1] not in "oa" or not {f"{stem}o", f"{stem}a"} <= language.word_ranks.keys():
        return ""
    gender, several = language.described(site.scan)
    return f"{stem}{'a' if gender == 'f' else 'o'}{'s' if several else ''}" if gender else ""


@cache
def _sorted_words(language: Language) -> tuple[str, ...]:
    return tuple(sorted(language.word_ranks.keys() | _often_cut(language)))


@cache
def _without_accents(language: Language) -> frozenset[str]:
    """The words as those write them who have no accents."""
    return frozenset(unaccented(word) for word in _sorted_words(language))


@cache
def _often_cut(language: Language) -> frozenset[str]:
    """Spanish nouns, some of them less common, that are often cut short; the tables have them without accents too."""
    if not language.tag.startswith("es"):
        return frozenset()
    words = language.cues["cut short"] | language.nouns.keys()
    return words - {plain for word in words if (plain := unaccented(word)) != word}


@lru_cache(maxsize=4_000)
def _completions(language: Language, letters: str) -> tuple[str, ...]:
    """The forms of the one common word that begins with `letters`, the commonest first; none if there are two."""
    words, ranks = _sorted_words(language), language.word_ranks
    forms: list[str] = []
    for index in range(bisect_left(words, letters), len(words)):
        if not words[index].startswith(letters):
            break
        forms.append(words[index])
    if language.tag.startswith("es"):
        no_verbs = [form for form in forms if not _SPANISH_VERB.search(form)]
        forms = [form for form in forms if form in _often_cut(language)] or no_verbs
    stems = {_stem(form) for form in forms}
    if len(stems) > 1 and language.tag.startswith("fr"):
        forms.sort(key=lambda form: ranks[form])
        return _family(tuple(forms), letters) or _likeliest(language, tuple(forms), letters)
    if len(stems) != 1 or _stem(letters) in stems or len(min(forms, key=len)) < len(letters) + 2:
        return ()
    return tuple(sorted(forms, key=lambda form: (ranks.get(form, len(ranks)), len(form))))


def _family(forms: tuple[str, ...], letters: str) -> tuple[str, ...]:
    """The forms of the noun of several French words that share more than is written: "symph." ("symphonique" too)."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(min(forms), max(forms), strict=False)))
    if shared < len(letters) + 2:
        return ()
    noun = next((form for form in forms if _FRENCH_NOUN.search(form)), forms[0])
    return tuple(form for form in forms if _stem(form) == _stem(noun))


def _likeliest(language: Language, forms: tuple[str, ...], letters: str) -> tuple[str, ...]:
    """The forms of the French noun that is far more common than all others that begin so: "circul. lente"."""
    nouns = [form for form in forms if _FRENCH_NOUN.search(form) or form in language.nouns]
    nouns = [form for form in nouns if len(form) > len(letters) + 1 and form not in _NEVER_CUT]
    stems = tuple(dict.fromkeys(_stem(form) for form in nouns))
    if not stems:
        return ()
    first = [form for form in nouns if _stem(form) == stems[0]]
    others = [language.word_ranks[form] for form in nouns if _stem(form) != stems[0]]
    return tuple(first) if not others or others[0] > _FAR_MORE * language.word_ranks[first[0]] else ()


def _stem(word: str) -> str:
    word = unaccented(word)
    if word.endswith("iones"):
        word = word.removesuffix("es")  # "inscripción", "inscripciones"
    ending = _ENDINGS.search(word)
    return word[: ending.start()] if ending and ending.start() >= _STEM else word
