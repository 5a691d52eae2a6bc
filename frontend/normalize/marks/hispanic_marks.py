"""Marks that Spanish reads in its own way: corners of streets, formulas in words, arrows of findings."""

from __future__ import annotations

from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading

_STREET = regex(r"/([A-ZÁÉÍÓÚ][^\W\d_]{2,12})")
_FORMULA = regex(r"[^\W_] ?= ?[^\W_][\w ()*×+²³-]{1,60}(?<=[\w) ])$")
_FORMULA_REACH = 70
_SQUARED = regex(r" ?/ ?[^\W\d_]{3,20} \([a-z]{1,3}\)[²³]")
_NAMED_UNIT = regex(r"[^\W\d_] \([a-z]{1,3}\) ?$")
"""Behind a word, its unit in brackets: "peso (kg) / estatura (m)²"."""
_FOUND = regex(r"(?<![\w.,])[0-9][0-9.,]*(?: ?(?:[a-zA-Zµ]{1,5}/)?[a-zA-Zµ³]{1,5}| ?%)?\)? ?$")
_FOUND_REACH = 18
_FRAMES = regex("@ ?[0-9]{2,3} ?(?:fps|Hz|p)(?![a-z])")
_LIMIT = regex(r"[≥≤] ?(de )?(?=[0-9]{1,3} (?:años?|meses|mes|a\.|m\.|semanas|días)(?!\w))")
_PRICE = regex("/[$€]")
_IN_WORDS = regex(r"\(([a-záéíóú]{2,12}(?: [a-záéíóú]{1,12}){0,6})\)")
_DEATH = regex("† ?(?=(?P<day>[0-3]?[0-9](?: de |[-/. ]))|[12][0-9]{3}(?![0-9]))")
_INSERTED = regex(r"-(?=(?:[aeouy] )?[^\W\d_]{2}[^-\n.?!]{2,160}[^\W\d_)\"]-(?:[ \n,;:.]|$))(?![^-\n]{1,160}-[^\W\d_])")
_OPENED = regex(r"[ \u00a0]-(?:[aeouy] )?[^\W\d_]{2}[^-\n.?!]{2,160}$")
_BEHIND = regex(r"(?=[ \n,;:.]|$)")
_INSERTED_REACH = 170
_CLOSED = regex(" ?(?:$|[,;)\n]|[.](?: |$))")


@rule("/", "es")
def corner(mark: Mark) -> Reading | None:
    """Of two streets: "5.ª Av./Calle 42"."""
    street = mark.match(_STREET)
    met = street and {street[1].lower(), mark.left.rstrip(".").rpartition(" ")[2]} <= mark.cues("avenues")
    return Reading(mark.position + 1, ",") if met else None


@rule("/", "es")
def formula(mark: Mark) -> Reading | None:
    """Between words behind a sign of equation, or before a square: "velocidad = distancia / tiempo"."""
    scan, position = mark.scan, mark.position
    worded = scan.character(mark.operand).isalpha() and not mark.left[-1:].isdecimal()
    behind = mark.spaced and scan.is_behind(_FORMULA, position - 1, _FORMULA_REACH)
    measured = scan.is_behind(_NAMED_UNIT, position, 8) and _SQUARED.match(scan.text, position)
    return mark.word("divided") if worded and (behind or measured) else None


@rule("↑↓", "es")
def finding(mark: Mark) -> Reading | None:
    """Behind a value of a laboratory that is too high or too low: "LDL 131 mg/dL ↑"."""
    scan, position = mark.scan, mark.position
    found = scan.is_behind(_FOUND, position, _FOUND_REACH) and _CLOSED.match(scan.text, position + 1)
    return mark.word("high" if scan.text[position] == "↑" else "low") if found else None


@rule("@", "es")
def frame_rate(mark: Mark) -> Reading | None:
    """So many pictures a second: "video 4K@60fps"."""
    return mark.word("to") if mark.match(_FRAMES) else None


@rule("/", "es")
def prices(mark: Mark) -> Reading | None:
    """Before another amount of money: "$100K por persona/$300K por accidente", "$6,850/$13,700"."""
    priced = mark.before.isalnum() and mark.match(_PRICE) is not None
    return Reading(mark.position + 1, ",") if priced else None


@rule("(", "es")
def in_words(mark: Mark) -> Reading | None:
    """An amount once more in words, as contracts have it: "10 % (diez por ciento)"."""
    words = mark.match(_IN_WORDS)
    again = words is not None and mark.left[-1:] == "%" and f" {mark.scan.spoken.lower()}".endswith(f" {words[1]}")
    return Reading(words.end(), "") if words and again else None


@rule("†", "es")
def died(mark: Mark) -> Reading | None:
    """Before the day or the year of a death: "† 3-II-2011", "(Ponce, 1932-† 2011)"."""
    dated = mark.match(_DEATH)
    return Reading(dated.end(), "fallecido el" if dated["day"] else "fallecido en") if dated else None


@rule("≥≤", "es")
def aged(mark: Mark) -> Reading | None:
    """Of people and their age, or before "de": "adultos ≥ 18 años", "personas ≥ de 6 meses"."""
    limit = mark.match(_LIMIT)
    if not limit or not (limit[1] or mark.left in mark.cues("rated people")):
        return None
    return Reading(limit.end(), "de al menos" if mark.scan.text[mark.position] == "≥" else "de hasta")


@rule("-", "es")
def inserted(mark: Mark) -> Reading | None:
    """Hyphens in the place of the dashes around what is inserted: "los datos -recuerda la experta- son suyos"."""
    scan, position = mark.scan, mark.position
    opens = mark.before in (" ", "\u00a0") and _INSERTED.match(scan.text, position)
    if opens and scan.left()[-1:].isalpha():
        return Reading(position + 1, "–")
    closes = scan.is_behind(_OPENED, position, _INSERTED_REACH) and _BEHIND.match(scan.text, position + 1)
    return Reading(position + 1, "–" if mark.next == " " else "") if closes else None
