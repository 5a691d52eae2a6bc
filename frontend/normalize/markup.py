"""Marks of Markdown and HTML, which are for the eye: ``**bold**``, ``[text](address)``, ``<br>``, ``&amp;``.

They are taken away before the recognisers are asked, so that these see what a reader of the page sees. What looks like
such a mark and is none stays: keys of a telephone ("*67*"), stars of a rating, hidden digits ("**** 4417").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module

from frontend.normalize.cleaning import CleanText, clean
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_SUSPICIOUS = regex("[`*~_<&[⁰-⁹¹²³]|---|-\n|==|:::|(?m:^ {0,3}>)|\\{[.#]")
FRONT_MATTER = regex(r"\A---[ ]*\n(?:[A-Za-z_][\w-]{0,40}:[^\n]*\n|[ #-][^\n]*\n){1,60}---[ ]*(?:\n|\Z)")
"""What a file of Markdown says about itself before its text."""
_FENCE = regex("(?m)^ {0,8}(?:`{3}|~{3})[\\w+#.-]{0,20} *$")
_CODE = regex(r"(?<![\w`])(`{1,3})(?=[^`\n])(?P<text>[^`\n]{1,300})\1(?!`)")
_STRONG = regex(r"(?<![\w*])(\*{2,3})(?=[^\s*])(?P<text>(?:[^*\n]|\*(?!\*)){1,400}?)(?<=[^\s*])\1(?![\w*])")
_EMPHASIS = regex(r"(?<![\w*^\\{/.$)-])(\*)(?=[^\s*\d#).,;:!?\]}])(?P<text>[^*\n]{1,300})(?<=[^\s*])\*(?![\w*])")
_UNDERLINED = regex(r"(?<![\w/.@$\\})\]])(_{1,2})(?=[^\s_])(?P<text>[^_\n]{1,300})(?<=[^\s_])\1(?![\w/.@])")
_STRUCK = regex(r"(?<![\w~])(~~)(?=[^\s~])(?P<text>[^~\n]{1,300})(?<=[^\s~])~~(?![\w~])")
_LINK = regex(
    r"!?\[(?P<text>[^\[\]\n]{1,300})\]\((?=[^\s()]{0,40}[/.#@])"
    r"[^\s()]{1,500}(?:\([^\s()]{0,99}\)[^\s()]{0,200})?(?: \"[^\"\n]{0,200}\")?\)"
)
_BOX = regex(r"(?m)^ {0,12}(?:[-*+] )?(?P<box>\[[ xX]\] )")
"""Before what is to be done, or is: "- [ ] Call the bank"."""
_COMMENT = regex("<!--(?:[^-]|-(?!->)){0,2000}-->")
_ATTRIBUTES = r'(?: [a-z-]{1,20}="[^"<>\n]{0,400}"){0,6} ?/?>'
_BREAK = regex(
    "(?<![«\"'“])</?(?:br|p|pre|li|[uo]l|d[ltd]|div|h[1-6]|t[dhr]|table|thead|tbody|blockquote|hr|section|figure|figcaption)"
    + _ATTRIBUTES
)
"""What begins a new line."""
_PICTURE = regex(
    '<img(?: (?!alt=)[a-z-]{1,20}="[^"<>\n]{0,400}"){0,6}(?: alt="(?P<text>[^"<>\n]{0,400})")?' + _ATTRIBUTES
)
_TAG = regex(
    "(?<![«\"'“])</?(?:[abisu]|em|strong|su[bp]|code|kbd|small|mark|span|del|ins|cite|q|abbr|time)" + _ATTRIBUTES
)
_HIGHLIGHTED = regex(r"(?<![\w=])(==)(?=[^\s=])(?P<text>[^=\n]{1,300})(?<=[^\s=])==(?![\w=])")
_NAMED = regex(r" ?\{(?:[#.][A-Za-z][\w:.-]{0,60} ?){1,6}\}(?=[ #]*(?:\n|$))")
"""The name of a heading, which links lead to: "## The storm {#storm}"."""
_DIVISION = regex(r"(?m)^:{3,}(?: ?\{[^{}\n]{0,100}\}| ?[\w-]{0,40}) *$")
_TARGET = regex(
    r"(?m)^ {0,3}\[(?!\^)[^\[\]\n]{1,100}\]: {1,4}<?(?:https?://|mailto:|\.{0,2}/|#)[^\s<>]{0,500}>?"
    r"(?: {1,4}[\"'(][^\n]{0,200})?$"
)
"""Where a link leads to, on a line of its own."""
_REFERRING = regex(r"(?<!\w)!?\[(?P<text>(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]{1,300})\]\[[^\[\]\n]{0,100}\]")
_NOTE = regex(r"(?<=[^\s`(\[{])\[\^[^\s\[\]^]{1,40}\](?![:(])")
"""The mark of a note in Markdown."""
_NOTE_LABEL = regex(r"(?m)^ {0,3}\[\^(?P<text>[^\s\[\]^]{1,40})\](?=:)")
_QUOTED = regex("(?m)^ {0,3}(?:> ?){1,5}(?=[\"'«(*_\\[—–-]{0,3}[A-Za-zÀ-ÿ]|$)")
"""Before the lines of a quotation or a letter; before a figure it is "greater than"."""
_NUMBERS = r"(?:\[[1-9]\d{0,2}\]){1,9}"
_NUMBERED_NOTES = regex(
    rf"(?:(?<=[.,;:!?…»)])|(?<=[.,!?…][\"'])|(?<=[^\W\d_]{{3}})(?={_NUMBERS}(?:[.,;:!?](?!\w)|\n|$)))"
    rf"{_NUMBERS}(?![\w(\[])"
)
"""Marks of notes in square brackets, behind a sign, or behind a word that one follows: "He left.[1][2]"; what is
counted from 0 is code: "list[0];"."""
_ARRAY = regex(
    r"(?<!\w)(?:argv|args|arr|array|buf|char|chars|data|dp|env|idx|int|kwargs|list|lst|nums|params|str|vals|vec)$"
)
"""Names in programs, behind which a number in brackets counts: "argv[1], argv[2]"."""
_LONGEST_ARRAY = 8
_RAISED_NOTES = regex(r"(?:(?<=[.,;:!?…»])|(?<=[.,!?…][\"']))[⁰¹²³⁴-⁹]{1,3}(?!\w)")
"""A raised figure is a power only behind a letter, a figure or a bracket."""
_RAISED_BEHIND_WORD = regex(r"(?<![\w'-])(?P<word>[^\W\d_]{4,24})(?P<note>[⁰¹²³⁴-⁹]{1,2})(?![\w⁰¹²³⁴-⁹(/^=+*])")
_POWERS = word_set(
    "mètre mètres centimètre centimètres kilomètre kilomètres pied pieds pouce pouces mille milles verge verges"
    " taille hauteur largeur longueur rayon vitesse temps"
    " meter meters metre metres feet foot inch inches mile miles yard yards height length width radius speed time"
    " metro metros pies pulgada pulgadas milla millas yarda yardas altura ancho largo radio velocidad tiempo"
    " zentimeter kilometer millimeter höhe länge breite größe zeit fuß zoll sinh cosh tanh sech csch coth"
)
"""What has powers; behind any other long word a raised figure is the mark of a note."""
_HYPHENATED = regex("(?<=[a-zß-öø-ÿ]{2})-\n(?=[a-zß-öø-ÿ]{2})(?!(?:und|oder|bis|et|ou|and|or|to)\\b)")
"""Where a printed line ends inside a word."""
_ENTITY = regex("&(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});")
_TICK = regex("`")

Change = tuple[int, int, str]


def _note(match: re.Match[str]) -> Iterator[Change]:
    """Nothing in the place of the marks of notes, but not of the index of an array."""
    start = match.start()
    if not _ARRAY.search(match.string, max(0, start - _LONGEST_ARRAY), start):
        yield start, match.end(), ""


def _note_of_word(match: re.Match[str]) -> Iterator[Change]:
    """Nothing in the place of a raised figure behind a word that has no powers."""
    if match["word"].lower() not in _POWERS:
        yield match.start("note"), match.end("note"), ""


def _around(match: re.Match[str]) -> Iterator[Change]:
    """Nothing in the place of what stands before and behind the text of a match."""
    yield match.start(), match.start("text"), ""
    yield match.end("text"), match.end(), ""


def _instead(new: str) -> Callable[[re.Match[str]], Iterator[Change]]:
    """The same characters in the place of any match."""
    return lambda match: iter([(match.start(), match.end(), new)])


def _described(match: re.Match[str]) -> Iterator[Change]:
    """The description of a picture in its place."""
    yield match.start(), match.end(), match["text"] or ""


def _box(match: re.Match[str]) -> Iterator[Change]:
    yield match.start("box"), match.end("box"), ""


def _character(match: re.Match[str]) -> Iterator[Change]:
    """The character that an entity stands for, if there is one of its name."""
    meant: str = import_module("html").unescape(match.group())  # it compiles patterns when it is loaded
    if meant != match.group():
        yield match.start(), match.end(), clean(meant).text


_STEPS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], Iterator[Change]]], ...] = (
    ("-", FRONT_MATTER, _instead("")),
    ("\n", _HYPHENATED, _instead("")),
    ("<", _COMMENT, _instead("")),
    (":", _DIVISION, _instead("")),
    ("[", _TARGET, _instead("")),
    (">", _QUOTED, _instead("")),
    ("[", _NOTE, _instead("")),
    ("[", _NOTE_LABEL, _around),
    ("[", _NUMBERED_NOTES, _note),
    ("⁰¹²³⁴⁵⁶⁷⁸⁹", _RAISED_NOTES, _instead("")),
    ("⁰¹²³⁴⁵⁶⁷⁸⁹", _RAISED_BEHIND_WORD, _note_of_word),
    ("{", _NAMED, _instead("")),
    ("`~", _FENCE, _instead("")),
    ("`", _CODE, _around),
    ("`", _TICK, _instead("'")),
    ("*", _STRONG, _around),
    ("*", _EMPHASIS, _around),
    ("_", _UNDERLINED, _around),
    ("~", _STRUCK, _around),
    ("=", _HIGHLIGHTED, _around),
    ("[", _LINK, _around),
    ("[", _REFERRING, _around),
    ("[", _BOX, _box),
    ("<", _BREAK, _instead("\n")),
    ("<", _PICTURE, _described),
    ("<", _TAG, _instead("")),
    ("&", _ENTITY, _character),
)
"""The characters without one of which a step has nothing to do, what it looks for, and what it changes."""


def unmarked(source: CleanText) -> CleanText:
    """The text as a reader of the page sees it, without marks that are only for the eye."""
    if not _SUSPICIOUS.search(source.text):
        return source
    for signs, pattern, changes in _STEPS:
        if any(sign in source.text for sign in signs):
            found = [change for match in pattern.finditer(source.text) for change in changes(match)]
            source = source.replaced(found) if found else source
    return source
