"""Capitals with full stops are letters: ``U.N.``, ``J. K. Rowling``, ``E. coli``."""

from __future__ import annotations

from frontend.normalize.numeric.roman_forms import german_heading, listed
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_DOTTED = regex(r"(?:[A-ZÀ-ÖØ-Þ]\.[ \u00a0-]?){1,8}[A-ZÀ-ÖØ-Þ]\.|(?:[a-z]\.){2,6}|[A-Z]\.(?:[a-z]\.){1,3}(?:[A-Z]\.)?")
_UNSTOPPED = regex(r"(?:[A-ZÀ-ÖØ-Þ]\.){2,8}[A-ZÀ-ÖØ-Þ](?![\w.'&/-])")
"""Without the last full stop: "D.N.I"."""
_WORK = regex(r"([BDKLRSW])\.(?= ?[1-9][0-9]{0,3}[a-z]?(?![\w]))")
_WORK_REACH = 14
_SPECIES = regex(r"([A-Z])\.(?= [a-z]{3})")
_INITIAL = regex(r"([A-ZÀ-ÖØ-Þ])\.(?=[ \u00a0]?[A-ZÀ-ÖØ-Þ][\w.'-])")
_SERIES = regex("(?:[23]d|4th|5th)(?![A-Za-z0-9])")
_AGED = regex(r"([A-Z])\.(?= \([1-9][0-9]?\))")
"""The initial of a person whose age follows: "Olaf S. (54)"."""
_REPORT = regex(rf"([A-Z])\.(?={_SERIES.pattern})")
"""A series of law reports: "N.Y.2d", "F.3d"."""
_NAME_AND = regex(r"[A-ZÀ-ÖØ-Þ]\. [A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2,20} [ye] $")
_PERSON_BEFORE = regex(r"[\w.]\), $")
"""Of a list of persons, each with what he is: "Mme D. Huot (v.-p.), N. Côté (trés.)"."""
_QUESTION = regex(r"(?:^|[\n ])Q[.:] ")
_ANSWER = regex(r"[.?!\n] ?A[.:] ")
_QUESTION_REACH = 400
"""So many characters before an answer its question begins."""
_FREQUENT = 400
"""Ranks of words that are seldom names."""
_CAPITAL_BEFORE = regex(r"(?:^|[\s(,])[A-ZÀ-ÖØ-Þ0-9][\w'-]{0,30}(?:\))?[,;]? $")


def recognise(scan: Scan, position: int) -> Reading | None:
    """Dotted letters, the genus of a species, or the initial of a name at `position`."""
    if scan.text[position] in "IVX" and (listed(scan, position) or _is_ranked(scan, position)):
        return None
    return (
        _work(scan, position)
        or _letters(scan, position)
        or _species(scan, position)
        or _answer(scan, position)
        or _initial(scan, position)
    )


def _is_ranked(scan: Scan, position: int) -> bool:
    """Whether a Roman numeral stands before what it heads or counts: "I. Allgemeines", "im I. Quartal"."""
    if not scan.language.capital_nouns:
        return False
    counted = scan.word_after(position + 2).lower() in scan.language.cues["ordinal_noun"]
    return (counted and scan.character(position + 1) == ".") or german_heading(scan, position) is not None


def _work(scan: Scan, position: int) -> Reading | None:
    """The letter of a catalogue of music before a number: "Symphony No. 41, K. 551"."""
    match = _WORK.match(scan.text, position) if not scan.character(position - 1).isalnum() else None
    musical = match and not scan.language.cues.get("music", frozenset()).isdisjoint(scan.lefts(_WORK_REACH))
    return Reading(match.end(), match[1]) if match and musical else None


def _letters(scan: Scan, position: int) -> Reading | None:
    text = scan.text
    dotted = _UNSTOPPED.match(text, position) or _DOTTED.match(text, position)
    if not dotted or (len(dotted.group()) <= 3 and " " in dotted.group()):
        return None
    end = dotted.end()
    if scan.character(end).isalnum() and not _SERIES.match(text, end):
        return None
    spoken = " ".join(c.upper() for c in dotted.group() if c.isalpha())
    if text.startswith("'s", end) and not scan.character(end + 2).isalnum():
        return Reading(end + 2, spoken + "'s")  # "L.A.'s"
    return Reading(end, spoken, end >= len(text) or not text[end : end + 40].strip())


def _species(scan: Scan, position: int) -> Reading | None:
    """A capital with a full stop before a word in lower case."""
    species = _SPECIES.match(scan.text, position)
    if not species or species[1] in "AI" or scan.character(position - 1).isalnum():
        return None
    cues = scan.language.cues
    ruler = scan.left() in cues.get("monarch_m", ()) or scan.left() in cues.get("monarch_f", ())
    return None if ruler else Reading(species.end(), species[1])


def _answer(scan: Scan, position: int) -> Reading | None:
    """The letter before a question or an answer: "Q. Why? A. Because"."""
    text, letter = scan.text, scan.text[position]
    english = scan.language.tag.startswith("en") and scan.at_sentence_start()
    if not english or not text.startswith(("A. ", "Q. "), position):
        return None
    if letter == "A":
        found = _QUESTION.search(text, max(0, position - _QUESTION_REACH), position)
    else:
        found = _ANSWER.search(text, position, position + _QUESTION_REACH)
    return Reading(position + len("A. "), f"{letter},") if found else None


def _initial(scan: Scan, position: int) -> Reading | None:
    report = _REPORT.match(scan.text, position)
    if report and not scan.character(position - 1).isalnum():
        return Reading(report.end(), report[1])  # "505 F.3d 12"
    aged = _AGED.match(scan.text, position)
    if aged and _CAPITAL_BEFORE.search(scan.text[max(0, position - 40) : position]):
        return Reading(aged.end(), aged[1])
    initial = _INITIAL.match(scan.text, position)
    if not initial or scan.character(position - 1).isalnum():
        return None
    if scan.left_past(":") in scan.language.cues.get("lettered", ()):
        return None  # "in Room B. Lunch is provided.", "EPC: C. Council tax: D"
    if _is_cut_surname(scan, initial.end()):
        return Reading(initial.end(), initial[1])
    rulers = scan.language.cues.get("monarch_m", frozenset()) | scan.language.cues.get("monarch_f", frozenset())
    if scan.language.capital_nouns and initial[1] in "IV" and scan.left() in rulers:
        return None  # "Friedrich I. Barbarossa"
    title = scan.left().rstrip(".").rpartition(" ")[2].rpartition("-")[2]  # of "Rt Revd" or "Maj.-Gen." the last word
    titled = title in scan.language.cues.get("titles", ()) or any(
        entry.rule.name == "title" for entry in scan.language.abbreviations.get(title, ())
    )  # "Cpl. J. Ward", "Sir A. Key"
    if not titled and _is_introduced(scan, position) and not _begins_sentence(scan, initial.end()):
        return Reading(initial.end(), initial[1])
    name = titled or scan.at_sentence_start() or _CAPITAL_BEFORE.search(scan.text[max(0, position - 40) : position])
    if "fr" in scan.language.lineage and scan.is_behind(_PERSON_BEFORE, position, len("x), ")):
        return Reading(initial.end(), initial[1])
    if not name or not (titled or _is_surname(scan, initial.end())):
        return None
    return Reading(initial.end(), initial[1])


def _is_cut_surname(scan: Scan, end: int) -> bool:
    """Whether a Spanish surname is cut short behind: "J. Mtz."."""
    word = scan.word_after(end)
    entries = scan.language.abbreviations.get(word.lower(), ()) if "es" in scan.language.lineage else ()
    names = (entry.spoken for entry in entries if entry.written == f"{word}.")
    return any(name.endswith("ez") and name.istitle() for name in names)


def _is_surname(scan: Scan, end: int) -> bool:
    """Whether the word behind is no frequent one; behind a first name, whether it begins no sentence: "Michael J. Fox",
    "George W. Bush", but "I asked Robert B. He said no"."""
    word, cues = scan.word_after(end), scan.language.cues
    if word.lower() not in scan.language.capital_words:
        return True
    opens = word in cues.get("openers", ()) or word in cues.get("orders", ())
    return scan.left() in cues.get("first names", ()) and not opens


def _is_introduced(scan: Scan, position: int) -> bool:
    """Whether a word that stands before names, or a name with an initial and "and", stands before: Spanish "novela de
    J. Paz", "con L. Vega y P. Díaz"."""
    before = scan.text[max(0, position - 40) : position]
    if len(scan.left(2)) == 1 and scan.left(2).isalpha():
        return False  # "le choix de A et B. Cochez"
    if scan.left() in (",", ";") and scan.language.tag.startswith("en"):
        return True  # "Yours faithfully, D. Achebe"
    return scan.left() in scan.language.cues.get("before initials", ()) or _NAME_AND.search(before) is not None


def _begins_sentence(scan: Scan, end: int) -> bool:
    """Whether the word behind begins sentences: "el plan es de A. Luego viene B"."""
    word, cues = scan.word_after(end), scan.language.cues
    frequent = scan.language.word_ranks.get(word.lower(), _FREQUENT) < _FREQUENT
    if frequent and word.lower() not in cues.get("first names", ()):
        return True
    return word.lower() in cues.get("determiners", ()) or word in cues.get("openers", ())
