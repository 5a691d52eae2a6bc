"""Results of games: ``3-1``, sets of tennis (``6-4, 3-6``), cricket (``254-6`` in "254 for 6")."""

from __future__ import annotations

import re

from frontend.normalize.cleaning import LETTER
from frontend.normalize.numbers import Form
from frontend.normalize.numeric.digit_strings import is_announced
from frontend.normalize.numeric.results import is_tally
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Recognisers
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.normalize.values import Number, Quantity

_SET = r"[0-9]{1,2}[-–][0-9]{1,2}(?: ?\([0-9]{1,2}(?:[-–/][0-9]{1,2})?\))?"
_SETS = regex(rf"{_SET}(?:(?:, ?(?:and )?| and | ){_SET}(?![0-9/:-]|[.,][0-9])){{1,6}}")
_ONE_SET = regex(r"([0-7])[-–]([0-7])(?: \(([0-9]{1,2})(?:[-–/]([0-9]{1,2}))?\))?(?![0-9/:-]|[.,][0-9])")
_PAIR = regex(r"([0-9]{1,2})[-–]([0-9]{1,2})")
_TIE_BREAK = regex(r"\(([0-9]{1,2})(?:[-–/]([0-9]{1,2}))?\)")
_INNINGS = regex(r"([0-9]{1,3})[-–/]([0-9]{1,3})( ?d(?:ec)?\b)?(?![0-9/:-]|[.,][0-9]|[A-Za-z])")
_NOT_OUT = regex("([0-9]{1,3})(?:no|n\\.o\\.)(?![A-Za-z])")
_STANDING = regex(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]|[4-9][0-9])(?:-([0-9]))?(?=[),;.]|$)")
_RECORD = regex(r"([0-9]{1,3})[-–]([0-9]{1,3})(?:[-–]([0-9]{1,2}))?(?:\)|,(?= [0-9]{1,2}[-–][0-9]{1,2}(?: [A-Z]|\))))")
_IN_LEAGUE = regex(r"([0-9]{1,2})[-–]([0-9]{1,2})(?= [A-Z][A-Za-z0-9-]{1,12}\)|\))")
_TIE = 7
_LEAD = 2
"""A set that goes on behind seven games is won by so many."""
_OVERALL = regex(r"[A-Z][A-Za-z'.]+ \([0-9]{1,3}[-–][0-9]{1,3}, $")
"""Games won and lost of a team before those in its league: "Duke (22-2, 12-1 ACC)"."""
_FIGURES = regex("(0|[1-9][0-9]{0,2})[-–](0|[1-9][0-9]?)[-–](0|[1-9][0-9]?)(?![0-9A-Za-z/-]|[.,][0-9])")
_TOLD_REACH = 5
"""So many words to the left, a word such as French "fiche" may stand."""
_TEAM = regex(r"[A-Z][A-Za-z'.]+ \($")
_ZERO = regex("0(?![0-9.,:/%-]*[0-9%])")
_SIDE = regex("(?:^|[ ;])[A-Z][A-Za-z]{2,20} $")
_SIDE_BEFORE = regex(r"[A-Z][a-z]{2,20} [0-9]{1,2}(?:,| \([^()]{0,60}\))? [A-Z][A-Za-z ]{2,20} $")
_SIDE_AFTER = regex(r"(?:,| \([^()]{0,60}\))? [A-Z][A-Za-z ]{2,20} [0-9]{1,2}(?![0-9/:%-])")
_TEAM_BEFORE = regex(f"(?:^|[ ;])[A-ZÁÉÍÓÚÑ][{LETTER}]{{2,20}} $")
_BETWEEN_TEAMS = regex(r"([0-9]|1[0-9]) [-–] ([0-9]|1[0-9])(?= [A-ZÁÉÍÓÚÑ][A-Za-zÁÉÍÓÚÑáéíóúñ]{2})")
_HALVES = regex("[0-9]{1,2}[-–][0-9]{1,2}[½¼¾]")
_GOAL = regex(r"([1-9][0-9]?|1[01][0-9]|120)(?:\+([0-9]{1,2}))?'(?![\w'])")
_MINUTE = regex(r"([1-9][0-9]?|1[01][0-9]|120)(?:\+([0-9]{1,2})'|'\+([0-9]{1,2})|')(?=[,)]| und )")
_SCORED = regex("(?<![0-9])[0-9]{1,2}[-–:][0-9]{1,2}(?![0-9])|[Tt]or(?![a-z])|[Tt]reffer")
_IN_BRACKETS = regex(r"\((?:[0-9+']{2,8}(?:, | und )){0,5}$")
_LISTED_MINUTES = 40
_REPORTED = regex(
    r"([1-9][0-9]?|1[01][0-9]|120)(?: ?'(?: ?\+ ?([0-9]{1,2})')?|\+([0-9]{1,2})')(?= ?[-–:] ?[A-ZÀ-ÖØ-Þ])"
)
_SCORER = regex(f"[A-ZÀ-ÖØ-Þ][{LETTER}'-]{{2,30}} \\(?$|[0-9]'(?:,| and| &) $")
_FINAL_SCORE = regex("[ (][0-9]{1,2}[-–][0-9]{1,2}(?![0-9-])")
_STEPS = frozenset(("phase", "stage", "step", "year", "grade"))
"""Before a number with a letter that counts no balls."""
_STROKES = regex(r"([1-9][0-9]{0,2})(?:b|[x×]([46]))(?!\w)")
_WORDS = regex(f"[{LETTER}0-9]+")
_OUT = regex(
    r"\b(?:all|not|run) out\b|\b[0-9]{2,3}\*(?![\w*])"
    r"|\b[Aa]t (?:tea|lunch|stumps|the close)\b"
    r"|\bby (?:an innings|[0-9]+ (?:runs|wickets|wkts))|[0-9]-run\b|[0-9]{2}-[0-9] ?d(?:ec)?\b"
)
"""Words of cricket that are two, and the star of a batsman who is not out ("102*")."""
_REACH = 100
"""So many characters around a score are searched for a word of its game."""
_LOVE = 7
"""In sets up to so many games, English calls zero "love"."""

RULES = Recognisers()
rule = RULES.add


def recognise(scan: Scan, position: int) -> Reading | None:
    """A score that its neighbours or the words around it tell from a range or a fraction."""
    before = scan.character(position - 1)
    if before and (before.isalnum() or before in "-–/.,:$£€"):
        return None
    if _HALVES.match(scan.text, position):
        return None  # "1–1½ Std."
    return RULES.first(scan, position)


@rule("de")
@shapes("0'", "0+0")
def minute(scan: Scan, position: int) -> Reading | None:
    """The minute in which something happened in a game: "0:1 (13')", "(45'+2)"."""
    match = _MINUTE.match(scan.text, position) if scan.is_behind(_IN_BRACKETS, position, _LISTED_MINUTES) else None
    if not match or not _SCORED.search(scan.text, max(0, position - _REACH), position):
        return None
    numbers = scan.language.numbers
    added = f" plus {numbers.cardinal(int(match[2] or match[3]))}" if match[2] or match[3] else ""
    return Reading(match.end(), f"{numbers.ordinal(int(match[1]), Form(ending='e'))} Minute{added}")


@rule()
@shapes("0'", "0+0")
def goal(scan: Scan, position: int) -> Reading | None:
    """ "Salah 23'", behind the name of who scored, where a score stands before."""
    match = _GOAL.match(scan.text, position)
    minute = scan.language.units.get("min")
    before = scan.text[max(0, position - _REACH) : position]
    if not match or not minute:
        return None
    added_time = match[2] and scan.language.tag.startswith("en")  # "45+2'"
    if not added_time and not (_SCORER.search(before) and _FINAL_SCORE.search(before)):
        return None
    language = scan.language
    if not match[2]:
        return Reading(match.end(), language.measure(Quantity(Number(match[1])), minute))
    regular, added = (language.numbers.cardinal(int(part)) for part in match.groups())
    return Reading(match.end(), f"{regular} {language.words['plus']} {added} {minute.plural}")


@rule("fr")
@shapes("0'", "0 '", "0+0")
def minute_of_report(scan: Scan, position: int) -> Reading | None:
    """The minute at the head of what happened in a game: "61' - Substitution", "45+2' – Penalty"."""
    match = _REPORTED.match(scan.text, position) if scan.at_sentence_start() else None
    if not match:
        return None
    minutes = scan.language.measure(Quantity(Number(match[1])), scan.language.units["min"])
    added = match[2] or match[3]
    plus = f" {scan.language.words['plus']} {scan.language.numbers.cardinal(int(added))}" if added else ""
    return Reading(match.end(), f"{minutes}{plus}")


@rule()
@shapes("0a", "0×")
def strokes(scan: Scan, position: int) -> Reading | None:
    """The balls, fours and sixes of a batsman: "79 (112b, 9x4, 2x6)"."""
    match = _STROKES.match(scan.text, position)
    numbered = scan.left() in _STEPS or scan.left() in scan.language.cues.get("places", ())  # "Phase 2b"
    if not match or numbered or not near_cricket(scan, position):
        return None
    noun = "ball" if not match[2] else scan.language.numbers.cardinal(int(match[2]))
    plural = "" if match[1] == "1" else "es" if noun == "six" else "s"
    return Reading(match.end(), f"{scan.language.numbers.cardinal(int(match[1]))} {noun}{plural}")


@rule()
@shapes("0a", "0-", "0–", "0/")
def innings(scan: Scan, position: int) -> Reading | None:
    """Runs and wickets, or a bowler's wickets and runs: "254-6", "Crawley 44no", "Broad 5-32"."""
    batsman = _NOT_OUT.match(scan.text, position)
    if batsman and near_cricket(scan, position):  # "Crawley 44no"
        runs = scan.language.numbers.cardinal(int(batsman[1]))
        return Reading(batsman.end(), f"{runs} {scan.language.words['not out']}")
    match = _INNINGS.match(scan.text, position)
    if not match or min(int(match[1]), int(match[2])) > 10 or max(int(match[1]), int(match[2])) < 11:
        return None
    bowled = scan.left() in scan.language.cues.get("bowling", ()) and int(match[1]) <= 10
    if not bowled and not near_cricket(scan, position):
        return None
    first, second = (scan.language.numbers.cardinal(int(part)) for part in match.groups()[:2])
    declared = f" {scan.language.words['declared']}" if match[3] else ""  # "455-9d"
    return Reading(match.end(), f"{first} for {second}{declared}")


@rule()
@shapes("0-", "0–")
def sets(scan: Scan, position: int) -> Reading | None:
    """Sets of tennis, or the last of them: "6-4, 3-6, 7-6 (5)", "took the 3rd set 6-0"."""
    match = _SETS.match(scan.text, position)
    if not match:
        return _one_set(scan, position)
    if _RECORD.match(scan.text, position) and scan.is_behind(_TEAM, position, 20) and _has_season(match.group()):
        return None  # "Duke (22-2, 12-1 ACC)"
    outside = _TIE_BREAK.sub("", match.group())
    pairs = [(int(first), int(second)) for first, second in _PAIR.findall(outside)]
    if all(first <= second for first, second in pairs):
        return None  # "pages 3-6, 10-12"
    short = max(max(pair) for pair in pairs) <= _LOVE
    spoken: list[str] = []
    for piece in re.finditer(rf"{_PAIR.pattern}(?: ?{_TIE_BREAK.pattern})?", match.group()):
        spoken.append(scan.language.set_score(int(piece[1]), int(piece[2]), short))
        if piece[3]:
            second = f" {scan.language.numbers.cardinal(int(piece[4]))}" if piece[4] else ""
            spoken.append(scan.language.numbers.cardinal(int(piece[3])) + second)
    return Reading(match.end(), ", ".join(spoken))


def _has_season(sets: str) -> bool:
    """Whether one of several results is none of a set of tennis: one side has far more."""
    pairs = [(int(first), int(second)) for first, second in _PAIR.findall(sets)]
    return any(max(pair) > _TIE and abs(pair[0] - pair[1]) > _LEAD for pair in pairs)


@rule("de", "es", "fr")
@shapes("0-0")
def standing(scan: Scan, position: int) -> Reading | None:
    """ "Le CH (21-11-4)": games won, lost and drawn."""
    tally = is_tally(scan, position)
    match = (_FIGURES if tally else _STANDING).match(scan.text, position)
    told = tally or not scan.language.cues.get("records", frozenset()).isdisjoint(scan.lefts(_TOLD_REACH))
    if not match or not (told or scan.character(position - 1) == "("):
        return None
    parts = (scan.language.numbers.cardinal(int(part)) for part in match.groups() if part)
    return Reading(match.end(), ", ".join(parts))


@rule()
@shapes("0-", "0–")
def record(scan: Scan, position: int) -> Reading | None:
    """American "the Padres (58-44)": games won, lost and drawn, behind the name of a team or pitcher."""
    joint = scan.language.words.get("record")
    league = _IN_LEAGUE.match(scan.text, position) if joint and scan.is_behind(_OVERALL, position, 30) else None
    if league:
        won, lost = (scan.language.numbers.cardinal(int(part)) for part in league.groups())
        return Reading(league.end(), f"{won} {joint} {lost}")
    match = _RECORD.match(scan.text, position) if joint else None
    if not match or not _TEAM.search(scan.text[max(0, position - 20) : position]):
        return None
    counted = scan.left(2) if scan.left() == "," else scan.left()
    if counted.rstrip(".") in scan.language.cues["numbered parts"] or counted.rstrip(".") in scan.language.weekdays:
        return None  # "Psalms (1-41)", "Sat. (9-5)"
    cardinals = [scan.language.numbers.cardinal(int(part)) for part in match.groups() if part]
    return Reading(match.end() - 1, f" {joint} ".join(cardinals) if len(cardinals) < 3 else ", ".join(cardinals))


@rule("es")
@shapes("0 ")
def between_teams(scan: Scan, position: int) -> Reading | None:
    """A dash with spaces between two names: "Las Palmas 1 - 1 RCD Mallorca", but "Sala 3 - 2 Personas"."""
    match = _BETWEEN_TEAMS.match(scan.text, position)
    if not match or not _TEAM_BEFORE.search(scan.text[max(0, position - 24) : position]):
        return None
    language, after = scan.language, scan.word_after(match.end())
    named = (
        not language.cues["places"] & {scan.left(), scan.left().removesuffix("s")}
        and scan.left() not in language.weekdays
    )
    if not named or after.lower() in language.months or (after.istitle() and after.lower() in language.nouns):
        return None
    first, second = (language.numbers.cardinal(int(part)) for part in match.groups())
    return Reading(match.end(), f"{first} {language.words['score']} {second}")


@rule("en-GB")
def nil(scan: Scan, position: int) -> Reading | None:
    """British "Spurs 2 Leeds 0": no goals, behind the name of a team where another one has its goals."""
    match = _ZERO.match(scan.text, position)
    if not match or not _SIDE.search(scan.text[max(0, position - 24) : position]):
        return None
    other = _SIDE_BEFORE.search(scan.text[max(0, position - 90) : position]) or _SIDE_AFTER.match(
        scan.text, match.end()
    )
    return Reading(match.end(), "nil") if other else None


@rule("en", "fr")
@shapes("0-", "0–")
def figures(scan: Scan, position: int) -> Reading | None:
    """ "James had 31-9-12": three figures, of which one at least has a single digit, so that they are no code."""
    match = _FIGURES.match(scan.text, position)
    if not match or all(len(part) > 1 for part in match.groups()) or is_announced(scan):
        return None
    return Reading(match.end(), " ".join(scan.language.numbers.cardinal(int(part)) for part in match.groups()))


def _one_set(scan: Scan, position: int) -> Reading | None:
    """ "Took the 3rd set 6-0", or with its tie-break: "6-7 (3-7)"."""
    match = _ONE_SET.match(scan.text, position)
    if not match or scan.language.cues.get("sets", frozenset()).isdisjoint(scan.lefts(16)):
        return None
    noun = scan.word_after(match.end())
    if max(int(match[1]), int(match[2])) < 6 or (noun.islower() and noun.endswith("s")):
        return None  # "a set of 4-6 digits"
    if scan.left() in ("serves", "feeds", "seats", "sleeps", "for", "of", "ages", "aged", "takes"):
        return None  # "set the oven; serves 4-6"
    spoken = scan.language.set_score(int(match[1]), int(match[2]), short=True)
    ties = " ".join(scan.language.numbers.cardinal(int(part)) for part in match.groups()[2:] if part)
    return Reading(match.end(), f"{spoken}, {ties}" if ties else spoken)


def near_cricket(scan: Scan, position: int) -> bool:
    """Whether a word of cricket stands near `position`."""
    cues = scan.language.cues.get("cricket", frozenset())
    if not cues:
        return False
    around = scan.text[max(0, position - _REACH) : position + _REACH]
    return _OUT.search(around) is not None or not cues.isdisjoint(_WORDS.findall(around))
