"""Dashes and signs: ranges, grades, options of programs, ``12 ans et -``, ``+ve``."""

from __future__ import annotations

from frontend.normalize.cleaning import LETTER
from frontend.normalize.marks import (
    hispanic_marks,  # noqa: F401  adds its rules, before those of options
    ranges,
)
from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.tables import word_set

_ERA = regex("[0-9]{1,4} ?[vn][.] ?Chr")
_ERA_REACH = 20
_BEFORE_ERA = regex(r"[0-9] ?(?:B\.?C\.?(?:E\.?)?|a\. ?(?:de )?C\.|av\. J\.-C\.) ?$")
_AFTER_ERA = regex(
    r" ?(?:(?:A\.?D\.?|C\.?E\.?) [0-9]|[0-9]{1,4} ?(?:A\.?D|C\.?E|d\. ?(?:de )?C|apr?\. J)|[0-9]{1,4} ?B\.?C)"
)
_EVERY_WEEK = word_set("montags dienstags mittwochs donnerstags freitags samstags sonnabends sonntags werktags")
_UNTIL_DAY = regex("[-–] ?([A-Za-z]{7,11})(?![\\w-])")
_GRADE = regex("(?<![A-Za-z0-9])(?:[A-EO]|AA|BB|CC|AAA|BBB|CCC|AB|R[Hh])$")
_CENTS = regex("[-–],([0-9]{2})[ \u00a0]?(?:€|Euro|EUR)(?!\\w)")
_PERCENTAGE = regex("[0-9]{1,2}(?:,[0-9]{1,2})?[ \u00a0]?%")
_OF_NUMBER = regex("- de [0-9]")
_YEAR_BEFORE = regex("(?<![\\w-])[12][0-9]{3}$")
_YEAR_REACH = 6
_PLACE_BEHIND = regex("[-–] ?[A-ZÁÉÍÓÚÑ][a-zñáéíóúü]")
_OR_LESS = frozenset(("et", "ou", "y", "o"))
_SUBJECT = regex(f" (?:in|en) ([{LETTER}]{{3,12}})")
_INTEGER = regex(r"[0-9]{1,15}(?![0-9.,:/%]|-)")
_OPTION = regex("(-)[A-Za-z](?![\\w'-]|[.][\\w])|(--)[a-z]")
_JOINED_OPTIONS = regex("-([a-zA-Z]{2,5})(?![\\w'-])")
_PROGRAMS = word_set(
    "apt awk cat chgrp chmod chown cp curl df dpkg du find gcc git grep gzip kill ln ls make mkdir mount mv netstat "
    "ps rm rsync scp sed sort ssh sudo tail tar top umount unzip wget zip"
)
"""Whose options are written together."""
_GOALS = regex(r"[-–][ \u00a0][0-9]{1,2}(?![0-9:/%-]|[.,][0-9]| ?[$€=])")
_FEW_GOALS = regex("[0-9]{1,2}")
_RESULT_REACH = 5
"""So many words to the left, a word of results may stand."""
_LETTERED = regex("–[b-z](?![\\w'])")
_LAST_OF_PAIR = regex(f"(?<![{LETTER}0-9'–-])([{LETTER}][{LETTER}']+)$")
_SECOND_OF_PAIR = regex(f"–([{LETTER}][{LETTER}']+)(?![{LETTER}0-9–-])")
_LONGEST_OF_PAIR = 24
_FIRST_LETTER = regex("[a-z]s [a-y]$")
_LETTERED_REACH = 5
_SPACES = " \u00a0"
_WAY = regex("(?:N[OW]?|S[OW]?|[OW])(?![\\w-])")
_WIND_REACH = 8
_WAY_BEFORE = regex("(?<![\\w-])(?:N[OW]?|S[OW]?|[OW])$")
_PLUS_BEFORE = regex(r"\+ (?:and|or|&) $")
_PLUS_BEHIND = regex(r" (?:and|or|&) \+(?![\w])")
_BLOOD = word_set("blood type donor donors group rh")
_PLURAL_END = regex("'?s(?![A-Za-z0-9])")
_SIGNED = regex("[+-]ve(?![A-Za-z0-9])")
_LAST_LETTER = regex(r"-[A-Z]\.?\s*$")


@rule("+-", "en")
def signed(mark: Mark) -> Reading | None:
    """A result of a test: "HIV -ve", "+ve"."""
    match = _SIGNED.match(mark.scan.text, mark.position)
    return Reading(match.end(), "positive" if match.group()[0] == "+" else "negative") if match else None


@rule("-–", "en")
def other_sign(mark: Mark) -> Reading | None:
    """Beside the sign of addition: "press + and – together", "the - and + buttons"."""
    if mark.before not in _SPACES or not mark.ends:
        return None
    text, position = mark.scan.text, mark.position
    beside = _PLUS_BEFORE.search(text, max(0, position - 6), position) or _PLUS_BEHIND.match(text, position + 1)
    return mark.word("minus") if beside else None


@rule("-–", "de")
def days(mark: Mark) -> Reading | None:
    """From one day of every week to another: "montags–freitags"."""
    until = mark.left in _EVERY_WEEK and _UNTIL_DAY.match(mark.scan.text, mark.position)
    return mark.word("to") if until and until[1].lower() in _EVERY_WEEK else None


@rule("-", "fr", "es")
def graded(mark: Mark) -> Reading | None:
    """A mark at school, a blood group or a rating of debts: "un A- en math", "la cote AA-"."""
    written = _GRADE.search(mark.scan.text, max(0, mark.position - 4), mark.position)
    return mark.word("minus") if mark.ends and written else None


@rule("-")
def or_less(mark: Mark) -> Reading | None:
    """So many or less: "12 ans et -", French "100 g de -"."""
    fewer = mark.left == "de" and mark.scan.left(2)[:1].isdecimal()
    less = mark.left in _OR_LESS or fewer
    return mark.word("minus") if mark.ends and mark.before == " " and less else None


@rule("–", "en")
def lettered(mark: Mark) -> Reading | None:
    """From one letter to a later one, behind the plural of what they stand for: "parts a–c"."""
    between = mark.match(_LETTERED) and mark.scan.is_behind(_FIRST_LETTER, mark.position, _LETTERED_REACH)
    return mark.word("to") if between and mark.before < mark.next else None


@rule("–", "en")
def paired(mark: Mark) -> Reading | None:
    """Between two names or the same word twice, as a hyphen: "the London–Paris train", "nil–nil"."""
    before = _LAST_OF_PAIR.search(mark.scan.text, max(0, mark.position - _LONGEST_OF_PAIR), mark.position)
    behind = mark.match(_SECOND_OF_PAIR) if before else None
    if not before or not behind:
        return None
    names = all(word[0].isupper() and not word.isupper() for word in (before[1], behind[1]))
    return Reading(mark.position + 1, "") if names or before[1] == behind[1] else None


@rule("+-", "es")
def result(mark: Mark) -> Reading | None:
    """The result of a test, or a blood group, in brackets: "VIH (-)", "O (+)"."""
    if mark.before != "(" or mark.next != ")":
        return None
    return Reading(mark.position + 1, "positivo" if mark.scan.text[mark.position] == "+" else "negativo")


@rule("-", "fr")
def less_than(mark: Mark) -> Reading | None:
    """Before "de" and a number: "à - de 500 m"."""
    return mark.word("minus") if mark.before == " " and _OF_NUMBER.match(mark.scan.text, mark.position) else None


@rule("-", "fr")
def discount(mark: Mark) -> Reading | None:
    """A percentage off an amount: "1 099 $ - 15 %"."""
    off = mark.spaced and mark.left[-1:] == "$" and _PERCENTAGE.match(mark.scan.text, mark.operand)
    return mark.word("minus") if off else None


@rule("+", "en")
def pluses(mark: Mark) -> Reading | None:
    """Several marks at school: "two B+'s"."""
    plural = _PLURAL_END.match(mark.scan.text, mark.position + 1) if mark.after_capital else None
    return Reading(plural.end(), "pluses") if plural else None


@rule("-–", "en")
def english_grade(mark: Mark) -> Reading | None:
    """A mark at school or a blood group: "a C-", "type O-"."""
    if not mark.after_capital or not mark.ends or mark.before not in "ABCDFO":
        return None
    blood = not _BLOOD.isdisjoint((*mark.scan.lefts(5), mark.scan.word_after(mark.position + 1)))
    if mark.before == "O" and not blood:
        return None
    return Reading(mark.position + 1, "negative") if blood else mark.word("minus")


@rule("-–", "en", "es", "fr")
def eras(mark: Mark) -> Reading | None:
    """From a year before Christ to one after: "27 BC–AD 14", "27 a. C. - 14 d. C."."""
    before = mark.scan.text[max(0, mark.position - _ERA_REACH) : mark.position]
    dated = _BEFORE_ERA.search(before) and _AFTER_ERA.match(mark.scan.text, mark.position + 1)
    return Reading(mark.operand, mark.language.words["to"]) if dated else None


@rule("-–", "es")
def life(mark: Mark) -> Reading | None:
    """Between a year and a place, of a birth and a death: "París, 1899-Lima, 1986"."""
    dated = mark.scan.is_behind(_YEAR_BEFORE, mark.position, _YEAR_REACH)
    return Reading(mark.position + 1, ",") if dated and mark.match(_PLACE_BEHIND) else None


@rule("-–", "de")
def before_christ(mark: Mark) -> Reading | None:
    """To a year before or after Christ: "um 570 - 496 v. Chr.", "43 v.Chr.-18 n.Chr."."""
    dated = mark.left[-1:].isdecimal() or mark.left.endswith("chr.")
    return mark.word("to") if dated and _ERA.match(mark.scan.text, mark.operand) else None


@rule("–", "de")
def negative(mark: Mark) -> Reading | None:
    """Before a function behind a sign of equality: "pH = –lg c"."""
    less = mark.left in ("=", "≈") and mark.before == " " and mark.next.isalpha()
    return mark.word("minus") if less else None


@rule("-–", "de")
def turning(mark: Mark) -> Reading | None:
    """From where to where the wind turns: "Wind W–NW 7–8"."""
    text, position = mark.scan.text, mark.position
    ways = _WAY_BEFORE.search(text, max(0, position - 3), position) and _WAY.match(text, position + 1)
    named = ways and not mark.cues("winds").isdisjoint(mark.scan.lefts(_WIND_REACH))
    return Reading(position + 1, mark.language.words["to"]) if named else None


@rule("-–", "fr")
def result_of_game(mark: Mark) -> Reading | None:
    """The result of a game with spaces around its dash: "une victoire de 5 - 4", "leur avance à 3 - 1"."""
    goals = mark.match(_GOALS) if mark.spaced and _FEW_GOALS.fullmatch(mark.left) else None
    told = goals is not None and not mark.cues("results").isdisjoint(mark.scan.lefts(_RESULT_REACH)[1:])
    return mark.word("to") if told else None


@rule("-")
def subtraction(mark: Mark) -> Reading | None:
    """A number less another one: "20 - 8", "12 - 3 = 9"."""
    if not mark.between_numbers or not mark.spaced:
        return None
    return mark.word("minus") if mark.in_equation or _falls(mark.scan, mark.operand) else None


@rule("-–", "de")
def cents_alone(mark: Mark) -> Reading | None:
    """A price with a dash in the place of the euros: "nur -,99 €"."""
    match = _CENTS.match(mark.scan.text, mark.position) if mark.begins else None
    if not match:
        return None
    return Reading(match.end(), f"{mark.scan.language.numbers.cardinal(int(match[1]))} Cent")


@rule("-", "de", "es")
def german_grade(mark: Mark) -> Reading | None:
    """A mark at school: "eine 3- in Sport"."""
    scan, position = mark.scan, mark.position
    first = position - 2 if scan.text[position - 2 : position] == "10" else position - 1
    if not mark.before.isdecimal() or not mark.ends or scan.character(first - 1).isalnum():
        return None
    subject = _SUBJECT.match(scan.text, position + 1)  # "eine 1- in Deutsch"
    named = subject is not None and subject[1].lower() in mark.cues("graded")
    return mark.word("minus") if named or not mark.cues("graded").isdisjoint(scan.lefts(14)) else None


@rule("-")
def signature(mark: Mark) -> Reading | None:
    """Before the letter with which a message is signed: "Thx, -J"."""
    closing = _LAST_LETTER.match(mark.scan.text, mark.position) and _OPTION.match(mark.scan.text, mark.position)
    return Reading(mark.position + 1, "") if closing and mark.left in (",", ".", "!", "?", "\n") else None


@rule("-")
def option(mark: Mark) -> Reading | None:
    """An option of a program: "-m", "--force"."""
    match = _OPTION.match(mark.scan.text, mark.position) if mark.begins else None
    if not match:
        return None
    count = len(match[1] or match[2])
    return Reading(mark.position + count, " ".join([mark.scan.language.words["dash"]] * count))


@rule("-")
def joined_options(mark: Mark) -> Reading | None:
    """Several options of a program: "rm -rf", "tar -xzf"."""
    match = _JOINED_OPTIONS.match(mark.scan.text, mark.position) if mark.begins else None
    if not match or mark.left not in _PROGRAMS:
        return None
    return Reading(match.end(), f"{mark.scan.language.words['dash']} {' '.join(match[1].upper())}")


@rule("-–—")
def span(mark: Mark) -> Reading | None:
    """Two amounts or dates of the same kind: "10 €–15 €", "1 Jan - 31 Mar"."""
    return ranges.read(mark)


def _falls(scan: Scan, position: int) -> bool:
    """ "20 - 8": two bare numbers of which the second is smaller, and no result of a game."""
    match, first = _INTEGER.match(scan.text, position), scan.left()
    if not match or not first.isdecimal() or scan.left(2) in scan.language.cues.get("scored", ()):
        return False
    return int(match.group()) < int(first[:15]) and not scan.word_after(match.end())[:1].isupper()
