"""Finds abbreviations: rows of the table, ends and inner parts of compounds, and dotted initials."""

from __future__ import annotations

from frontend.common_words import word_ranks
from frontend.normalize.abbreviations import (
    completion,
    described,
    french_cuts,
    french_fields,
    german_cuts,
    initials,
    joined,
    skeletons,
    spanish_cuts,
)
from frontend.normalize.abbreviations.linking import link
from frontend.normalize.abbreviations.rules import Closing, Entry, Site
from frontend.normalize.codes import letters as letters_of
from frontend.normalize.patterns import regex
from frontend.normalize.scan import GENITIVE, Reading, Scan

_LETTERS = regex(r"[^\W\d_]{0,60}")
_LONG = regex(r"[a-z]{4,}\.")
"""In capitals too it can be nothing else: "FURN. STUDIO"."""
_STOPPED = regex(r"\.(?= [a-z0-9])")
_QUADRANT = regex(
    r" (?:[NS]\.?[EW]\.?(?![\w])|[NSEW]\.?(?=,|$|\n| [a-z]{2}| (?:Apt|Unit|Ste|Suite|Fl|Bldg)(?![a-z])| #))"
)
_NAME = regex(r"[^\W\d_]{1,30}(?:['-][^\W\d_]{1,30}){1,6}")
_HYPHENED = regex(r"((?:[^\W\d_]{1,30}-){1,4})([^\W\d_]{2,5}\.)")
_UNMISTAKABLE = frozenset(("str.", "nr.", "whg.", "bhf.", "pl."))
"""Ends of compounds that no word has."""
_WORDLIKE = frozenset(("res.", "vers.", "zi.", "gem.", "wo.", "geb.", "anzahl.", "wert."))
"""Ends that words have too: "etwas Kleineres.", "Frau Torres.", "sehr sehenswert."."""
_INITIALS = regex(r"(?:[A-Z]\. ?){2,3}")
_INITIAL = regex(r" ?[A-Z]\.(?![\w])")
_CERTAIN = frozenset(("after_percent", "before_registration"))
"""Rules with which no word of its own is meant: "10% disc. Terms", "reg. LK19 XVB"."""
_ANYWHERE = frozenset(("plain", "label"))
"""Rules that hold in lines of any field."""
_STEM = 3
"""So many letters before a long end of an adjective belong to another word: "abger.", but "altersger."."""
_JOINED = regex(r"((?:[^\W\d_]{1,30}-){1,4})(?=([^\W\d_]{6,24})\.)")
_CONSONANT_END = regex("[^\\W\\d_]{0,24}(?:[bcdfgkmnpqrstvwxzß]|(?<![aeiouäöü])h)")
_SHORTEST = 4
"""So many letters the plural of an abbreviation has at least."""
_SHOUTED_BEFORE = regex("(?:^|[^\\w])[A-ZÀ-ÖØ-Þ]{4,20} $")
_SHORTEST_SHOUTED = 3
_NAME_SHOUTED = regex(" (?:[A-Z][.]? ){0,2}([A-ZÀ-ÖØ-Þ]{3,20})(?![\\w.&/-])")
_REACH = 24
_OTHER_AMOUNT = regex(r" [$£€]| [0-9.]+%|\s*$")
_NUMBER_OF = regex(" Nos?[.:]| ID(?![A-Za-z])")
_JOINED_NOUN = regex("-([A-ZÄÖÜ][a-zäöüß]{2,24}|(?:vor|nach)?mittags?|abends?|morgens?|nachts?)(?![\\w.-])")


def recognise(scan: Scan, position: int) -> Reading | None:
    """The abbreviation at `position`, of any kind, with the next part of its compound."""
    reading = _recognise(scan, position)
    return joined.with_next(scan, position, reading) if reading and scan.language.capital_nouns else reading


def _recognise(scan: Scan, position: int) -> Reading | None:
    first = _LETTERS.match(scan.text, position)
    letters = first.group() if first else ""
    following = scan.character(position + len(letters))
    companion = described.recognise(scan, position, letters) if following == "." else None
    if companion:
        return companion
    for entry in scan.language.abbreviations.starting(letters.lower(), following):
        if _is_written(scan, entry, position):
            site = Site(scan, position, position + len(entry.written))
            if entry.rule.holds(site) and (entry.rule.name in _CERTAIN or not _is_last_word(site)):
                doubtful = entry.rule.name in _ANYWHERE and len(entry.written) == len(letters) + 1
                told = spanish_cuts.in_field(scan, position, letters, entry.spoken) if doubtful else None
                return told or _read(site, entry)
    if letters and following == ".":
        return _stopped(scan, position, letters)
    if letters and following in ("-", "'"):
        return _inner(scan, position) or _compound(scan, position, letters)
    return None


def _stopped(scan: Scan, position: int, letters: str) -> Reading | None:
    """What no row has as it is, before its full stop."""
    if scan.character(position - 1) == "_":
        return None  # the table "user_events."
    return (
        _several(scan, position, letters)
        or german_cuts.recognise(scan, position, letters)
        or _compound(scan, position, letters)
        or german_cuts.recognise_compound(scan, position, letters)
        or _adjective(scan, position, letters)
        or initials.recognise(scan, position)
        or french_cuts.recognise(scan, position, letters)
        or spanish_cuts.in_field(scan, position, letters, cuts=1)
        or _completed(scan, position, letters)
        or french_fields.in_field(scan, position, letters)
        or spanish_cuts.in_field(scan, position, letters)
        or spanish_cuts.recognise(scan, position, letters)
        or (skeletons.recognise(scan, position) if scan.language.spells_consonants else None)
    )


def _completed(scan: Scan, position: int, letters: str) -> Reading | None:
    """What only one common word completes, and is no word itself: "raf. à 60", but "in Ratingen."."""
    completed = completion.recognise(scan, position, position + len(letters))
    german = completed is not None and scan.language.capital_nouns
    return None if german and german_cuts.is_word(scan.language.tag, letters) else completed


def _is_written(scan: Scan, entry: Entry, position: int) -> bool:
    """Whether `entry` stands at `position`, and no longer word does."""
    text, written = scan.text, entry.written
    if not text.startswith(written, position) and not text.startswith(entry.capital, position):
        if not entry.shouted or not text.startswith(entry.shouted, position):
            return _is_shouted_title(scan, entry, position)
        unmistakable = "'" in written or _LONG.fullmatch(written) or _behind_capitals(scan, position, written)
        if not (entry.rule.capitals or scan.shouting or unmistakable):
            return False
    after, last = scan.character(position + len(written)), written[-1]
    if last == ".":
        if _INITIALS.fullmatch(written) and _INITIAL.match(text, position + len(written)):
            return False  # "el niño A. R. P.": no "amparo en revisión"
        trailing = scan.text.startswith("..", position + len(written)) and _is_name(scan, position, written)
        if trailing or _ends_english_name(scan, position, written):
            return False  # "I don't know, Tom..."
        return entry.rule.glued or not after.isalpha()
    if last == "/":
        lettered = text[position].isupper() and after.isupper() and not scan.shouting  # "a W/M, 40"
        return scan.character(position - 1) != "/" and not lettered  # "M/W/F"
    filed = after == "." and scan.character(position + len(written) + 1).isalpha()
    if filed or scan.text.startswith("::", position + len(written)):
        return False  # the file "req.txt", the name "std::vector"
    if after == "'" and scan.language.tag.startswith("en"):
        return GENITIVE.match(text, position + len(written)) is not None  # "the govt's plan"
    return last in "-'*°º" or not (after.isalnum() or after in ("'", "-"))


def _is_name(scan: Scan, position: int, written: str) -> bool:
    """Whether a word with a capital stands within a sentence, where the abbreviation has none."""
    return written[0].islower() and scan.text[position].isupper() and not scan.at_sentence_start()


def _ends_english_name(scan: Scan, position: int, written: str) -> bool:
    """Whether the sentence ends with a name of English words: Spanish "el grupo Alien Ant Farm."."""
    name = written[0].islower() and scan.text[position].isupper() and "es" in scan.language.lineage
    if not name or not scan.is_after_name(position):
        return False
    words = (scan.left(), written[:-1])
    english = scan.ends_here(position + len(written)) and all(word in word_ranks("en") for word in words)
    return english and scan.left() not in scan.language.word_ranks


def _is_shouted_title(scan: Scan, entry: Entry, position: int) -> bool:
    """Whether a title of two letters stands in capitals before a name in capitals: "DR CHEN", but no "MS EXCEL"."""
    written = entry.written
    short = len(written) == len("Dr") and written.istitle() and written.isalpha()
    if not (short and entry.rule.capitals and scan.text.startswith(written.upper(), position)):
        return False
    language, name = scan.language, _NAME_SHOUTED.match(scan.text, position + len(written))
    other = written.lower() in language.capital_words or written.upper() in language.acronyms
    return name is not None and not other and name[1] not in language.acronyms and letters_of.has_vowel(name[1])


def _behind_capitals(scan: Scan, position: int, written: str) -> bool:
    """Whether a word in capitals stands right before, so that those here are no acronym's: "ESSENCE ORD. 32 L"."""
    long = len(written) > _SHORTEST_SHOUTED and written[-1] == "."
    return long and _SHOUTED_BEFORE.search(scan.text, max(0, position - _REACH), position) is not None


def _is_last_word(site: Site) -> bool:
    """Whether it is a word of its own with which a sentence ends: "the man I met. Blue skies", "our app. $5 off", but
    "met. blue", "cat. No. 4471"."""
    word = site.written.removesuffix(".")
    if word not in site.cues("words of their own"):
        return False
    stop = site.start + len(word)
    if site.scan.character(stop) != "." or _NUMBER_OF.match(site.scan.text, stop + 1):
        return False
    following = site.scan.word_after(stop + 1)
    if following[:1].isupper() and len(following) > 1:
        return True
    told = site.left() in site.cues("before whole words")
    return told and _OTHER_AMOUNT.match(site.scan.text, stop + 1) is not None


def _read(site: Site, entry: Entry) -> Reading:
    end = site.end
    if entry.written[-1].isalpha() and "-" not in entry.written and site.precedes(_STOPPED):
        site = Site(site.scan, site.start, end + 1)  # "the govt. said"
    agrees = None if _begins_field(site, entry) else entry.rule.agrees
    spoken = agrees(site, entry.spoken) if agrees else entry.spoken
    noun = _JOINED_NOUN.match(site.scan.text, end) if site.scan.language.capital_nouns else None
    if noun and entry.spoken[:1].isupper() and entry.spoken.isalpha():  # "Rg.-Datum"
        return Reading(noun.end(), f"{entry.spoken}{link(entry.spoken)}{noun[1].lower()}")
    genitive = GENITIVE.match(site.scan.text, site.end) if site.scan.language.tag.startswith("en") else None
    if genitive:
        return Reading(genitive.end(), f"{spoken}'s")
    return Reading(site.end, spoken, entry.written[-1] == "." and _closes(site.scan, end, entry.rule.closing))


def _begins_field(site: Site, entry: Entry) -> bool:
    """Whether a capital behind a number begins another field of a French line: "13 h 30 Conf.", but "2 Ch. à louer"."""
    capital = site.written[0].isupper() and entry.written[0].islower() and not site.scan.shouting
    counted = site.left().isdecimal() and not site.left(2).rstrip(".")[-1:].isalnum()
    return capital and not counted and site.scan.language.tag.startswith("fr") and site.left()[-1:].isdecimal()


def _closes(scan: Scan, end: int, closing: Closing) -> bool:
    """Whether the full stop before `end` ends a sentence."""
    if closing is Closing.NEVER or scan.character(end) in (".", "?", "!", ",", ";", ":"):
        return False
    if not scan.text[end : end + 40].strip() and end + 40 >= len(scan.text):
        return True
    if scan.character(scan.skip_spaces(end)) == "(":
        return False  # "v. 9. d. M. (Az. 4)"
    return closing is Closing.BEFORE_CAPITAL and not _QUADRANT.match(scan.text, end) and scan.ends_here(end)


def _several(scan: Scan, position: int, letters: str) -> Reading | None:
    """The plural of what the table has in the singular: "21 edos.", "11 gpos."."""
    end = position + len(letters) + 1
    word = letters.lower()
    if word[-1:] != "s" or len(word) < _SHORTEST or word in scan.language.word_ranks or scan.character(end - 1) != ".":
        return None
    if word[:-1] in scan.language.cues["ordinary words"]:
        return None  # "ils sont exempts."
    for entry in scan.language.abbreviations.get(word[:-1], ()):
        if entry.rule.name == "plain" and entry.written == f"{letters[:-1]}.":
            plural = scan.language.plural_word(entry.spoken)
            return Reading(end, plural, _closes(scan, end, Closing.AT_END)) if plural else None
    return None


def _inner(scan: Scan, position: int) -> Reading | None:
    """A part of a hyphenated name: "Côte-Ste-Catherine"."""
    name = _NAME.match(scan.text, position) if scan.language.inner_abbreviations else None
    for part, full in scan.language.inner_abbreviations.items():
        if name and part in name.group():
            return Reading(name.end(), name.group().replace(part, full))
    return None


def _compound(scan: Scan, position: int, letters: str) -> Reading | None:
    """The end of a compound, with or without a hyphen before it: "Hauptstr.", "Rechnungs-Nr." """
    if not scan.language.noun_ends:
        return None
    parts = _JOINED.match(scan.text, position)
    last = _compound(scan, parts.end(), parts[2]) if parts and parts[2][0].isupper() else None
    if parts and last:  # "Pkw-Stellpl."
        return Reading(last.end, _spelled(scan, parts[1]) + last.spoken, last.closes_sentence)
    stop, ends = position + len(letters), scan.language.noun_ends
    if scan.character(stop) == "." and letters.lower() not in scan.language.word_ranks:
        lower = letters.lower()
        end = next((end for start in range(len(lower)) if (end := f"{lower[start:]}.") in ends), "")  # the longest
        named = letters[:1].isupper() or end in ("str.", "nr.")  # "meine kundennr. ist 7"
        whole = lower == end[:-1] and len(lower) > _STEM  # "Fahrpl."
        if end and not whole and end not in _UNMISTAKABLE and not _is_stem(scan, lower[: 1 - len(end)], end, stop + 1):
            end = ""  # "am Ufer des Meeres.", no "Meereservierung"
        if end and named and (whole or len(letters) > len(end) + 1):
            stem, rest = letters[: 1 - len(end)], scan.language.counted_end(scan, stop + 1, ends[end])
            spoken = stem + (rest if stem else rest.capitalize())
            return Reading(stop + 1, spoken, _closes(scan, stop + 1, Closing.AT_END))
    compound = _HYPHENED.match(scan.text, position)
    full = ends.get(compound[2].lower()) if compound and compound[2].istitle() else None
    if not compound or not full:
        return None
    number = compound[2] == "Nr." and compound[1][1:].islower() and compound[1].count("-") == 1  # "Bestell-Nr."
    linked = number or compound[1].endswith("s-")  # "Rechnungs-Nr.", but not "Konrad-Adenauer-Str."
    join = "s" if number and link(compound[1][:-1]) == "s" else ""  # "Vertrag-Nr."
    stem, rest = (compound[1][:-1] + join, full.lower()) if linked else (_spelled(scan, compound[1]), full.capitalize())
    return Reading(compound.end(), stem + rest, _closes(scan, compound.end(), Closing.AT_END))


def _spelled(scan: Scan, parts: str) -> str:
    """The first parts of a hyphenated word, acronyms among them by their letters: "EZ-", "Pkw-"."""
    return "-".join(letters_of.part_of_word(scan, part) for part in parts.split("-"))


def _is_stem(scan: Scan, stem: str, ending: str, end: int) -> bool:
    """Whether letters before an ending can be a part of a word: anything where the sentence goes on behind `end`, else
    only what is known ("alters" before "gerecht", but no "vorsichti")."""
    if not scan.ends_here(end):
        return True
    return ending not in _WORDLIKE and german_cuts.is_known(scan.language, stem)


def _adjective(scan: Scan, position: int, letters: str) -> Reading | None:
    """The end of an adjective: "fährt stündl.", "die monatl. Kosten"."""
    stop = position + len(letters)
    opening = letters.istitle() and scan.at_sentence_start() and scan.word_after(stop + 1).islower()
    if not (letters.islower() or opening) or letters.lower() in scan.language.word_ranks:
        return None
    for ending, full in scan.language.adjective_ends.items():
        stem = scan.text[position : stop + 1 - len(ending)]
        if len(ending) > len("l."):
            joined = len(stem) > _STEM and _is_stem(scan, stem.lower(), ending, stop + 1)
        else:
            joined = _CONSONANT_END.fullmatch(stem) is not None
            whole = not stem.endswith("sch") or german_cuts.is_known(scan.language, stem.lower())
            joined = joined and whole  # "menschl. Fehler", but "eingeschl. Zubehör"
        if joined and scan.text.startswith(ending, position + len(stem)):
            end = stop + 1
            return Reading(end, scan.language.inflected(scan, stem + full, end), _closes(scan, end, Closing.AT_END))
    return None
