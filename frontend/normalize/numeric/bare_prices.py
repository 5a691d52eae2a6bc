"""German prices that have no currency: of a menu, of a receipt, behind a word of money.

"Espresso 2,60 | Cappuccino 3,40" are read as a waiter says them, "zwei sechzig"; what a receipt or an invoice has
behind "Summe" or "Rückgeld" is said with its currency.
"""

from __future__ import annotations

from frontend.normalize.numeric import continuations
from frontend.normalize.numeric.written import Written
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading
from frontend.normalize.shapes import shapes

_AMOUNT = "[1-9]?[0-9]{1,2},[0-9][0-9]"
_ITEM = regex(r"[A-Za-zÀ-ÿ.)…] $")
_ENTRY_END = regex(r" ?(?:[|\n]|$|/ )")
_OTHER_ENTRY = regex(rf"[A-Za-zÀ-ÿ.)…] {_AMOUNT}(?: ?(?:[|\n]|$)| /)")
_OFFERED = frozenset(("nur", "statt", "früher"))
_OFFER_END = regex(r" ?(?:[,;!)|\n]|$)|\.(?: |$)| statt ")
_GOODS_END = regex(" ?[,;\n]| ?$")
_OTHER_GOODS = regex(rf"[0-9] ?x [A-ZÄÖÜ][\w.-]{{1,30}}(?: [A-ZÄÖÜa-z][\w.-]{{1,30}})? {_AMOUNT}")
_SUM = regex("Summe|Su[.]|[Gg]esamt|Total|Quittung|Kassenbon|Bon(?![a-z])|zu zahlen|EUR|€")
_REACH = 160
"""So many characters around a price, another one of a menu may stand."""
_DEAREST = 500
"""Nothing on a menu costs more."""
_LEADERS = regex(r"(?:\.{4,}|…|_{3,}|[A-Za-zÀ-ÿ.)] [-–]) $")
"""The dots or the dash between a dish and its price."""
_AFTER_AMOUNT = regex(r" ?(?:$|[\n|;,/)=](?![0-9])|\.(?:$| )| [-+.]/| [A-C](?![\w.])| (?:und|abzgl|zzgl)\b)")
_NEXT_LABEL = regex(" ([A-ZÄÖÜ][a-zäöüß]+)")
_SHORT = 4
"""A word with so many letters may end another word by chance."""
_MARKS = frozenset((":", "("))
_OF_ANYTHING = frozenset(("netto", "brutto", "gesamt", "total"))
"""Words that are said of weights and points too, so that in a sentence another word of money must stand before."""
_LOWER_BEFORE = regex("[^A-Za-zÀ-ÿ][a-zäöüß]+:? $")
_RESULT_REACH = 8
"""So many words before a sign of equation, the label of what is reckoned may stand."""


@continuations.rule("de")
@shapes(" |", " /", "\n", "")
def of_menu(written: Written) -> Reading | None:
    """A price of a list with bars or lines, which has more of them: "Espresso 2,60 | Cappuccino 3,40"."""
    text = written.scan.text
    if not _is_exact(written) or not _ENTRY_END.match(text, written.end):
        return None
    before = text[max(0, written.start - _REACH) : written.start]
    led = _LEADERS.search(before) is not None
    listed = _ITEM.search(before) and _OTHER_ENTRY.search(f"{before[:-1]}\n{text[written.end : written.end + _REACH]}")
    if not (led or listed) or int(written.number.digits) > _DEAREST:
        return None
    return Reading(written.end, _as_said(written))


@continuations.rule("de")
@shapes(",", ";", "\n", "")
def of_receipt(written: Written) -> Reading | None:
    """A price of one of several goods, where a sum follows: "2x Kaffee 5,60, 1x Kuchen 3,90, Summe 9,50"."""
    text = written.scan.text
    if not _is_exact(written) or not _GOODS_END.match(text, written.end):
        return None
    around = text[max(0, written.start - _REACH) : written.end + _REACH]
    listed = _ITEM.search(text[max(0, written.start - 2) : written.start]) and _OTHER_GOODS.search(around)
    summed = _SUM.search(around) and int(written.number.digits) <= _DEAREST
    return Reading(written.end, _as_said(written)) if listed and summed else None


@continuations.rule("de")
@shapes("", " ", ",", ";", ")", ".", "/", "\n", "|")
def behind_label(written: Written) -> Reading | None:
    """An amount of a receipt behind its label: "Summe 37,45", "Rückgeld: 12,55", "Netto 18,22 Brutto 19,50"."""
    scan = written.scan
    if not _is_exact(written):
        return None
    around = scan.lefts(_RESULT_REACH)
    labels = around if scan.left() == "=" else (scan.left(2 if scan.left() in _MARKS else 1),)
    told = [label for label in labels if _is_of_money(written, label)]
    if not told:
        return None
    of_anything = told[0] in _OF_ANYTHING and _LOWER_BEFORE.search(scan.text, 0, written.start)
    if of_anything and not any(_is_of_money(written, label) for label in around if label not in _OF_ANYTHING):
        return None  # "im Mittel 3,50, gesamt 12,50"
    following = _NEXT_LABEL.match(scan.text, written.end)
    ends = _AFTER_AMOUNT.match(scan.text, written.end) or (following and _is_of_money(written, following[1].lower()))
    if not ends:
        return None
    return Reading(written.end, scan.language.money(written.quantity, scan.language.currencies["€"]))


@continuations.rule("de")
@shapes("", " ", ",", ";", ")", "!", ".", "\n", "|")
def of_offer(written: Written) -> Reading | None:
    """A price of an advertisement with a full stop: "nur 2.99 statt 3.49"."""
    cents = written.number.fraction or ""
    priced = written.number.mark == "." and len(cents) == len("99") and written.is_single
    offered = priced and written.scan.left() in _OFFERED and _OFFER_END.match(written.scan.text, written.end)
    return Reading(written.end, _as_said(written)) if offered and int(written.number.digits) <= _DEAREST else None


def _is_exact(written: Written) -> bool:
    """Whether it is one amount with cents."""
    cents = written.number.fraction or ""
    return written.is_single and written.number.mark == "," and len(cents) == len("99") and bool(written.number.digits)


def _is_of_money(written: Written, label: str) -> bool:
    """Whether a word, or the end of a compound, says that an amount of money follows it."""
    words, label = written.cues("amounts of money"), label.rstrip(".")
    compound = frozenset(word for word in words if len(word) > _SHORT)  # no "vergleichbar 3,25"
    full = written.scan.language.full_word(label.capitalize()).lower()  # "Zwischens."
    return label in words or written.scan.language.is_among(full, compound)


def _as_said(written: Written) -> str:
    """The amount as one says prices: "zwei sechzig", "vier Euro"."""
    whole, cents = int(written.number.digits), int(written.number.fraction or 0)
    if not cents or not whole:
        language = written.scan.language
        return language.money(written.quantity, language.currencies["€"])
    return f"{written.cardinal(whole)} {'null ' if cents < len('0123456789') else ''}{written.cardinal(cents)}"
