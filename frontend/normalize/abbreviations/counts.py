"""Rules that look at the number, amount or measure before an abbreviation."""

from __future__ import annotations

from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.numeric.results import are_results
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_PLAIN = regex("[0-9][0-9 \u00a0\u202f,.]{0,12}")
_AGE = regex(" [0-9]{1,2} (?:J\\.|Jahren?)")
_DOSE = regex(r"[0-9] ?(?:mc?g|µg|g|ml|units?|iu|tabs?|caps?)(?:/(?:kg|day|dose))?\.?$")
_GOALS = regex(
    r"[(;,] ?[A-Z][\w'. -]{1,30} (?:[0-9]{1,3}(?:\+[0-9]{1,2})?'?(?: ?(?:pens?|og))?, ?){0,5}"
    r"[0-9]{1,3}(?:\+[0-9]{1,2})?'? ?\(?$"
)
_GOALS_REACH = 70
_MONEY = regex(r"[$£€]\.?[0-9]|[0-9][ \u00a0]?[kmg]?[$£€%]")
_MEASURED = regex("[0-9][0-9.,]*[ \u00a0]?(?:[kmc]?[glm]|lb|oz|ml|mL|po)")
_AMOUNT = regex("[-–−<>]?[0-9].{0,12}[^\\W\\d_]\\.?|[0-9].{0,8}[%°]")
_PART = regex("[½⅓¼¾⅔]|[1-3]/[2-8]")
_HEAPED = word_set("level heaped rounded heaping scant generous good large extra more")
_LASTING = word_set(": en los x × por durante a cada de hace depuis pendant durant seit für über nach alle")
_THOUSANDS = regex("[0-9]k$")
_A_YEAR = regex("1[0-9]{3}|20[0-9]{2}")
_NTH = regex("[0-9]{1,3}\\.?(?:er|[ºª°oae]|re|ère|ro|do|to)")
_ENGLISH_NTH = regex("[0-9][0-9,]*(?:st|nd|rd|th|(?<=[23])d)")
_DESCRIBED = regex("(?:^|[ (])([0-9]{1,4}|[½¼¾])[ \u00a0]((?:oder|und) mehr|[a-zäöüß]{2,24}e[nr]?) $")
_UNDESCRIBING = word_set(
    "aber alle allen beide beiden bitte dafür daher dahinter danach darüber darunter davor diese diesen dieser eine "
    "einen einer einige gegen hinter ihre ihren immer jene jeder keine keinen leider meine neben oder ohne seine "
    "seinen sondern sowie über unsere unseren unter viele wegen welche wieder zwischen"
)
"""German words that end like an adjective behind a number and are none."""
_SEVERAL = "2"
_SEX_AND_AGE = regex(r"\((?:[FMH]|fem\.|masc\.), ?[0-9]{1,3} ?$")
_SEX_AND_AGE_REACH = 16
_COUNTED = regex(r"(?<!de )(?<![0-9.,/$€£])[0-9]{1,4} ([a-záéíóúñ]{3,20}s)(?![a-záéíóúñ])")
_COUNTED_REACH = 80
_ROMAN_NTH = regex(r"(?:[ivx]{1,6}er?[-–])?[ivx]{1,6}er?")


def number_before(site: Site) -> str:
    """The number or other entry before; in German also the number before an adjective: "3 neue Nachr."."""
    described = _DESCRIBED.search(site.before(40)) if site.scan.language.capital_nouns else None
    if not described or described[2] in _UNDESCRIBING:
        return site.left()
    return _SEVERAL if described[2].endswith(" mehr") else described[1]  # "1 oder mehr Std."


@rule(Closing.NEVER)
def between_numbers(site: Site) -> bool:
    """A number or amount stands before and another follows: "adopté 78 c. 29", "201 M$ c. 187 M$"."""
    counted = _PLAIN.fullmatch(site.left()) or _MONEY.search(site.left()) or site.left()[-1:] in "$%"
    return bool(counted) and site.following[:1].isdecimal()


@rule(agrees=lambda site, spoken: site.scan.language.counted_plural(site.scan, spoken))
def after_number(site: Site) -> bool:
    """A number or magnitude stands before: "5 ft.", "½ c.", "2 Mio. St.", "3 neue Nachr." """
    left = number_before(site)
    if left == "," and site.before(2) == ") ":  # "cast on 90 (98, 106) sts"
        left = site.left(2)
    scaled = left[:1].isdecimal() and left.split(" ")[-1].capitalize() in site.scan.language.scales
    return scaled or left[-1:].isnumeric() or _THOUSANDS.search(left) is not None


@rule()
def heaped(site: Site) -> bool:
    """A word such as "level" stands before, and before that a number above one: "3 level tbsp"."""
    return site.left() in _HEAPED and site.left(2)[-1:].isnumeric() and site.left(2) not in ("1", "½", "¼")


@rule()
def below_age(site: Site) -> bool:
    """An age follows, no number stands before: "Kinder u. 16 J." """
    return site.precedes(_AGE) and not site.left()[-1:].isdecimal()


@rule()
def for_number(site: Site) -> bool:
    """A number above one stands before, and "für" or "mit" before that: "Tisch für 6 P." """
    return site.left().isdecimal() and site.left() != "1" and site.left(2) in ("für", "mit", "f.")


@rule()
def after_age(site: Site) -> bool:
    """A number that is no year stands before: "201.4 Ma"."""
    return site.left()[-1:].isdecimal() and _A_YEAR.fullmatch(site.left()) is None


@rule()
def after_sex(site: Site) -> bool:
    """The letter of a sex and an age stand before in brackets: "paciente (F, 34 A)"."""
    return site.scan.is_behind(_SEX_AND_AGE, site.start, _SEX_AND_AGE_REACH) and site.following[:1] == ")"


@rule()
def after_one(site: Site) -> bool:
    """The number 1 or a part of one stands before: "1 c. à thé", "½ co." """
    left = number_before(site)
    if site.scan.language.capital_nouns and left in site.cues("each"):
        return True  # "2 € je Fl."
    return left == "1" or (not site.scan.language.tag.startswith("en") and _PART.fullmatch(left) is not None)


@rule(agrees=lambda site, spoken: site.scan.language.counted_plural(site.scan, spoken))
def lasting(site: Site) -> bool:
    """A number above one stands before, and before it "for" or "times": "1 tab. x 5 d"."""
    counted = site.left().isdecimal() and site.left() != "1"
    before = site.left(2).split(" ")[-1] or site.left(2).strip()[-1:]  # "8 h x " is one entry
    return counted and before in _LASTING


@rule()
def after_of(site: Site) -> bool:
    """ "De" and before it a number or magnitude stand before: "150 millones de km"."""
    counted = site.left(2).split(" ")[-1]
    scales = site.scan.language.scales
    return site.left() == "de" and (counted in scales or counted.upper() in scales or counted[-1:].isdecimal())


@rule()
def after_rank(site: Site) -> bool:
    """An ordinal with its full stop stands before, and no name follows: "2. St. rechts"."""
    ranked = site.left()[:1].isdecimal() and site.left()[-1:] == "."
    return ranked and not site.following[:1].isupper()


@rule()
def after_ordinal(site: Site) -> bool:
    """A number stands before, with or without the ending of an ordinal: "2. OG"."""
    whole = site.left().rstrip(".")[-1:].isdecimal() and "," not in site.left()
    return whole or _NTH.fullmatch(site.left()) is not None


@rule()
def after_nth(site: Site) -> bool:
    """An English ordinal stands before: "19th c.", "2d Cir." """
    return _ENGLISH_NTH.fullmatch(site.left()) is not None


@rule()
def after_roman(site: Site) -> bool:
    """A Roman ordinal stands before: "XXe s." """
    return _ROMAN_NTH.fullmatch(site.left()) is not None


@rule()
def after_romans(site: Site) -> bool:
    """Two Roman ordinals stand before: "aux XVIe et XVIIe s."."""
    pair = site.left(2) == "et" and _ROMAN_NTH.fullmatch(site.left(3)) is not None
    return pair and _ROMAN_NTH.fullmatch(site.left()) is not None


@rule()
def of_goal(site: Site) -> bool:
    """The minutes of somebody's goals stand before, in brackets: "(Saka 23, 67 pen)", "(Kane 12 pens, 45+2)"."""
    return _GOALS.search(site.before(_GOALS_REACH)) is not None


@rule()
def after_money(site: Site) -> bool:
    """An amount of money or a percentage stands before: "£850 pcm"."""
    return _MONEY.search(site.left()) is not None


@rule(Closing.BEFORE_CAPITAL)
def behind_money(site: Site) -> bool:
    """The same; ends a sentence if a capital follows: "$389,900 neg. Llame"."""
    return after_money(site)


@rule()
def after_percentage(site: Site) -> bool:
    """A percentage stands before: "1.5% mens." """
    return "%" in site.left()


@rule()
def after_measure(site: Site) -> bool:
    """A number with its unit stands before: "2 boîtes de 400 g ch." """
    return _MEASURED.fullmatch(site.left()) is not None


@rule()
def after_amount(site: Site) -> bool:
    """A number with its unit or an amount of money stands before: "5 lbs. max.", "$25 min."."""
    left = site.left()
    named = site.written[0].isupper() and not site.scan.shouting  # "At 5 pm Max arrived"
    return not named and (_AMOUNT.fullmatch(left) is not None or _MONEY.search(left) is not None)


@rule()
def after_area(site: Site) -> bool:
    """An area stands before: "180 m² const."."""
    return site.left().endswith(("m²", "m2"))


@rule()
def of_measure(site: Site) -> bool:
    """A length and "de" stand before: "1 cm de prof."."""
    return site.left() == "de" and _MEASURED.fullmatch(site.left(2)) is not None


@rule()
def before_amount(site: Site) -> bool:
    """An amount of money or a word of its change follows: "rev. was $2.3B", "rev. up 6%"."""
    return site.following[:1] in ("$", "£", "€") or site.word_after in site.cues("changes of amounts")


@rule(Closing.NEVER)
def before_figure(site: Site) -> bool:
    """Something else of a book stands before, a number follows: "fig. 3, tab. 2"."""
    listed = any(entry.rstrip(".") in ("fig", "figs", "eq", "see", "cf", "and", "in") for entry in site.scan.lefts(3))
    return listed and site.following[:1].isdecimal()


@rule()
def after_pounds(site: Site) -> bool:
    """It is written together with an amount of pounds: "£1,030pm"."""
    return site.left().startswith("£") and site.scan.character(site.start - 1).isdecimal()


@rule()
def after_dose(site: Site) -> bool:
    """A dose or the form of a medicine stands before: "500 mg bid", "1 cap BID"."""
    left = site.left(2) if site.left() == "," else site.left()  # "500 mg, VO, c/8 h"
    return _DOSE.search(left) is not None or left in site.cues("medicines")


@rule()
def after_paragraph(site: Site) -> bool:
    """A numbered paragraph of a law stands before: "Abs. 1 S. 2"."""
    return site.left().isdecimal() and site.left(2).rstrip(".") in ("abs", "absatz", "art", "artikel", "nr")


@rule()
def beside_other_result(site: Site) -> bool:
    """One of games won and lost by a score each: "W 9–4, L 3–10", but the hours "W 9–4"."""
    return are_results(site.scan.text, site.start)


@rule()
def of_counted_feminine(site: Site) -> bool:
    """What was counted before it is feminine in Spanish: "3 cuotas de $45 c/u", but "2 sacos de 50 libras c/u"."""
    counted = _COUNTED.findall(site.before(_COUNTED_REACH))
    return bool(counted) and site.scan.language.classify_word(counted[-1]) == "f"
