"""Where sentences end: at final marks, unless the sentence goes on behind them, and at line ends that are meant.

A mark within a sentence ("Go!", he said) is known by what follows it. A line end is meant, and not put there by a
program that wrapped a long text, where the next word would still have fit into the line: so headings, lists and
addresses end their lines, and wrapped text runs on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import groupby, pairwise

from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_SPACE = "[ \u00a0\u202f]"
_MARKS = regex(rf"(?:{_SPACE}?[.?!…]){{1,20}}")
_CLOSED = regex(r"[\"'»«)\]}*_]{1,20}")
_CLOSED_IN_FRENCH = regex(rf"(?:[\"'»«)\]}}*_]|{_SPACE}»){{1,20}}")
"""Quotation marks and brackets, there with a space before them; bounded, since every mark of a row looks ahead."""
_JOINED = regex(rf"[,;](?!-?[)(])|{_SPACE}?[;:](?!-?[)(DP])")
"""Marks with which the sentence goes on; with a bracket they are a face."""
_GLUED = regex(f"-?[{LETTER}]")
_DASHED = regex(rf"{_SPACE}?(?:[—–]|--?(?![0-9])){_SPACE}?([{LETTER}])")
_WORD = regex(rf"{_SPACE}{{0,3}}\n?{_SPACE}{{0,8}}([{LETTER}][{LETTER}']*)")
_SAYS = word_set(
    "dit fit demanda demande répondit répond cria crie murmura chuchota lança lance ajouta ajoute reprit reprend pensa"
    " songea souffla hurla répliqua déclara observa protesta gémit soupira s'écria s'exclama"
)
"""What the French put behind what is said without a mark between: « Viens ! cria Pierre. »"""
_I = regex(rf"{_SPACE}*I(?:'|{_SPACE}|$)")
_ITEM = regex(rf"(?:#{{1,6}} )?{_SPACE}*(?:[0-9]{{1,2}}|[A-Za-z]|[IVX]{{2,5}})\.(?={_SPACE})")
_MOVE = regex(rf"{_SPACE}?(?:[A-Z]?[a-h]?[1-8]?x?[a-h][1-8][+#!?]{{0,2}}|O-O(?:-O)?)(?={_SPACE}|[,.;)]|$)")
_REACH = 10
"""Characters from the start of a line to the full stop of an item, at most."""

_BULLET = regex(rf"[-*·•](?={_SPACE})|[+](?={_SPACE}+[^\d])|[—–]|(?:[0-9]{{1,3}}|[A-Za-z])[.)](?={_SPACE})")
_OF_KEY = r"(?:to|for|or|key|ends?|starts?|um|für|zum|zur|oder|[Tt]aste|pour|ou|[Tt]ouche|para|o|[Tt]ecla)\b"
"""What a sentence about the key of a telephone goes on with: "* to repeat the menu"."""
_DRAWN = frozenset("*+•·#=_~-")
_ORNAMENT = regex(
    rf"([=_*~#+-])(?:\1{{2,199}}|(?:{_SPACE}{{1,9}}\1){{1,40}})(?={_SPACE}{{0,9}}(?:\n|$))"
    rf"|[·•](?={_SPACE})|[+](?={_SPACE}+[^\d])|(?:[*](?={_SPACE})|#{{1,6}}(?={_SPACE}+[A-ZÀ-ÖØ-Þ])|##{{1,5}}(?={_SPACE}+[^\s#]))(?!{_SPACE}+{_OF_KEY})"
)
"""A line of nothing but one mark ("-----", "* * *"), a bullet, or the hash signs of a heading."""
_NEW = regex(r"[\"'«»(\[¿¡]*(?:[A-ZÀ-ÖØ-Þ0-9]|[\u2123-\U0010ffff])")
"""What a sentence begins with: a capital, a number, an emoji."""
_NEW_LINE = regex(rf"{_SPACE}{{0,12}}(?:{_NEW.pattern}|{_BULLET.pattern})")
_WAITING = {
    "en": word_set("the a an of to and or in for with at by from on"),
    "es": word_set("el la los las un una de del y o a al en para con por que"),
    "de": word_set("der die das den dem des ein eine einen einem einer und oder von vom zu zum zur im am für mit"),
    "fr": word_set("le la les l un une des de du et ou à au aux en pour avec par que"),
}
"""Words behind which something must come, whatever the line end says."""
_IN_SENTENCE = regex("(?:^| )[a-z]{2,} $")
_LOWER_BEFORE = regex("(?:^| )(?:[a-z]+|On|At|Take|Near|From|Along) $")
_OPENING = regex(rf"{_SPACE}{{1,3}}[\"'«(¿¡\[]*(?!A(?:-?[0-9]|\.))([{LETTER}]+'?)")  # not the code "A-7F"
_INTRODUCING = word_set(
    "vs. v. e.g. i.e. cf. viz. ca. mr. mrs. ms. dr. prof. rev. z.b. d.h. vgl. lt. bzw. hr. fr. sog. bes. p.ex. c.-à-d."
    " p.ej. sr. sra. srta. dra. ud."
)
"""Abbreviations that something always follows: z. B. Der Spiegel."""
_DAY_OR_MONTH = regex(r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
_AND_MORE = word_set("u.a. u.ä. o.ä. usw. etc. u.v.m. u.v.a.")
_DAY = regex(r"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.")
_OF_DAY = word_set(
    "Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Feb "
    "Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec January February March April June July August September October "
    "November December Night Nights Morning Afternoon Evening Eve Noon Mass Masses Service Services School Market "
    "Brunch Lunch Dinner Times Post Herald Only Matinee Special Specials Roast Club I"
)
"""What belongs to the English day before it: "on Sat. Night Live"."""
_ADDRESSED = word_set("Mr Mrs Ms")
"""Titles of the person whom the next sentence tells of: "on Prairie Ave. Mr. Glessner"."""
_LAST_WORD = regex(rf"([{LETTER}]+)'?\Z")
_LONGEST_WORD = 60
_NARROWEST, _WIDEST = 40, 160
"""Characters: a program that wraps text makes no shorter lines, and no longer ones."""
_WIDEST_LIST = 64
_LIST = 10_000
"""The width of what no program wrapped."""
_LABEL = regex(
    rf"(?:[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{{1,14}}(?:\.|-[A-Za-zà-ÿ]{{2,14}})?(?:{_SPACE}[a-zà-ÿ]{{2,14}})?"
    rf"|(?:[A-ZÀ-ÖØ-Þ][A-Za-zà-ÿ]{{0,14}}\.?{_SPACE})?(?:[0-9][0-9./–-]{{0,12}}|[IVX]{{1,4}}))"
    rf"(?:{_SPACE}[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{{2,14}})?{_SPACE}?:{_SPACE}\S"
)
"""What begins a line of a form: "Tel.: ", "Check-out: ", "TOP 3: ", "03.11. Taxi: ", "2016–2019: "."""
_ADDRESS = regex(r"\S{0,60}(?:://|www\.|@[\w-]{1,40}\.)\S{0,60}")
_LEADER = regex(r"(?:\.{4}|…{2})[ .…]{0,200}\S[^.…]{0,15}\Z")
"""Dots that lead to the number of a page or to a price."""
_COLUMNS = regex(
    r"[0-9%)] {3,40}\S|[^\s.] {3,40}[$0-9]|[^\s.,;:] {3,40}[A-ZÀ-ÖØ-Þ][^\n]{0,60}?[^\s.,;:] {3,40}[A-ZÀ-ÖØ-Þ]"
)
"""The gap between two columns of a table, beside a number or where there are three."""
_UNFINISHED = frozenset(",;:.!?…")


class LineEnd(Enum):
    """What a line end says of the text before it."""

    NOTHING = "it runs on"
    PAUSE = "it is one of a list in lower case"
    SENTENCE = "it is a sentence, a heading or an item"


def ornament_end(text: str, position: int) -> int:
    """Where what stands at `position`, at the start of its line, ends if it is not read (the bullet of an item, the
    hash signs of a heading, a line that is drawn); else `position`."""
    ornament = _ORNAMENT.match(text, position) if text[position] in _DRAWN else None
    if ornament is None:
        return position
    _, line_end, line = text[max(0, position - _REACH) : position].rpartition("\n")
    at_start = not line.strip() and (bool(line_end) or position < _REACH)
    return ornament.end() if at_start else position


def goes_on(text: str, position: int, language: str) -> bool:
    """Whether the sentence goes on behind a final mark: "Go!", he said; (why?) and; «¿Vienes?» —dijo.

    Args:
        text: the cleaned text.
        position: of the mark.
        language: "en", "es", "de" or "fr".
    """
    if text[position] == "." and text[position + 1 : position + 2] in ("", " ", "\n"):
        return False  # nearly every full stop
    marks = _MARKS.match(text, position)
    end = marks.end() if marks else position + 1
    closed = (_CLOSED_IN_FRENCH if language == "fr" else _CLOSED).match(text, end)
    if closed:
        end = closed.end()
        if _GLUED.match(text, end) or _MARKS.match(text, end):
            return True  # "yes!"-man; (why?).
    elif text[position] == ".":
        return False
    if _JOINED.match(text, end):
        return True
    if dashed := _DASHED.match(text, end):
        return dashed[1].islower()
    word = _WORD.match(text, end)
    if word is None or not word[1][0].islower():
        return False
    return closed is not None or (language == "fr" and word[1].lower() in _SAYS)


def ends_abbreviated(text: str, start: int, end: int, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether the full stop of ``text[start:end]`` ends a sentence, too: "by 5 p.m. The next".

    Args:
        text: the cleaned text.
        start: of what was read as one.
        end: behind its full stop.
        cues: of the language: "openers" have a capital only where a sentence begins, "orders" may be surnames too.
    """
    written = text[start:end].replace(" ", "")
    introduces = (written.lower() if len(written) > 2 else written) in _INTRODUCING and written != "i.E."
    if written[-1:] != "." or introduces:  # but "5:6 i. E." ends one
        return False
    following = _OPENING.match(text, end)
    if following is None:
        return False
    behind = text[following.end(1) : following.end(1) + 1]
    if behind == ".":
        return following[1] in _ADDRESSED  # not in German "am 1. So. im Monat"
    if behind == ":" and (_DAY_OR_MONTH.search(written) or written.lower() in _AND_MORE):
        return True  # "closed Mon. Hours: 9 to 5"
    on_day = _DAY.fullmatch(written) and _IN_SENTENCE.search(text, max(0, start - 20), start)
    if on_day and following[1].istitle() and following[1] not in _OF_DAY:
        return True  # "closed Sun. Story time is at 10"
    if written == "Ave." and following[1] == "A" and _LOWER_BEFORE.search(text, max(0, start - 12), start):
        return False  # "take Ave. A"
    words = {following[1], following[1].rstrip("'")}  # "C'est", "He's" and quoted ones
    return not words.isdisjoint(cues.get("openers", ())) or (
        len(written) > 2 and not words.isdisjoint(cues.get("orders", ()))
    )


def trails_off(text: str, position: int, language: str) -> bool:
    """Whether a sentence goes on behind an ellipsis that ends at `position`, although a capital follows: "Well... I
    don't know"."""
    return language == "en" and _I.match(text, position) is not None


def numbers_item(text: str, position: int) -> bool:
    """Whether the full stop at `position` stands behind the number of an item, at the start of its line ("2. Eggs"),
    or of a move of chess ("2. Nf3")."""
    if text[position - 1 : position].isdecimal() and _MOVE.match(text, position + 1):
        return True
    start = text.rfind("\n", max(0, position - _REACH), position) + 1
    item = _ITEM.match(text, start) if start or position < _REACH else None
    return item is not None and item.end() == position + 1


def line_ends(text: str, language: str) -> dict[int, LineEnd]:
    """What each line end says, by its position.

    Args:
        text: the cleaned text.
        language: "en", "es", "de" or "fr".
    """
    lines = [line.rstrip() for line in text.split("\n")]
    widths: list[int] = []  # of the longest line of each one's paragraph, and of no line of a list
    for _, grouped in groupby(lines, key=bool):
        paragraph = tuple(grouped)
        width = max(map(len, paragraph))
        widths += [_LIST if _is_list(paragraph, width) else width] * len(paragraph)
    places = (place for place, character in enumerate(text) if character == "\n")
    waiting = _WAITING[language]
    return {
        place: _line_end(line, following, width, waiting)
        for place, (line, following), width in zip(places, pairwise(lines), widths, strict=False)
    }


def _is_list(paragraph: Sequence[str], width: int) -> bool:
    """Whether lines were ended by their writer, the longest too: one where the next word would still have fit, of short
    lines that all begin as sentences and items do; else most of them, without a mark (a form, a bill, a timetable)."""
    ends = [(line, after.lstrip()) for line, after in pairwise(paragraph)]
    fits = [_fitting(line, after) <= width for line, after in ends]
    if width <= _WIDEST_LIST and all(map(_NEW_LINE.match, paragraph[1:])):
        return any(fits)
    plain = sum(
        fit and line[-1] not in _UNFINISHED and _NEW.match(after) is not None
        for fit, (line, after) in zip(fits, ends, strict=True)
    )
    return plain > fits.count(False)


def _fitting(line: str, following: str) -> int:
    """How long the line would be with the next word."""
    return len(line) + 1 + len(following[:_LONGEST_WORD].partition(" ")[0])


def _line_end(line: str, following: str, width: int, waiting: frozenset[str]) -> LineEnd:
    """What the end of `line` says in a paragraph whose longest line has `width` characters."""
    following = following.lstrip()
    if not line or not following:
        return LineEnd.NOTHING
    if _BULLET.match(following) or _COLUMNS.search(line[-_WIDEST:]):
        return LineEnd.SENTENCE
    if line.count("(") > line.count(")") and ")" in following:
        return LineEnd.NOTHING  # a bracket is open
    last = _LAST_WORD.search(line[-_LONGEST_WORD:])
    if last and last[1].lower() in waiting:
        return LineEnd.NOTHING
    fitting = _fitting(line, following)
    if _ADDRESS.fullmatch(following.rstrip()):
        return LineEnd.SENTENCE
    if _NEW.match(following):
        address = _ADDRESS.match(line.rpartition(" ")[2]) or _LEADER.search(line[-_WIDEST:])
        meant = fitting <= max(width, _NARROWEST) or len(line) > _WIDEST or address or _LABEL.match(following)
        return LineEnd.SENTENCE if meant else LineEnd.NOTHING
    return LineEnd.PAUSE if fitting <= width else LineEnd.NOTHING
