"""What the words beside a number tell in English: whether an amount qualifies a noun, whether a number is a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import SENTENCE_START, Place
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language
    from frontend.normalize.scan import Scan

_SECOND_MEASURE = regex(
    r",? [0-9]{1,3}(?:\.[0-9]{1,2})?(?:[-–][0-9]{1,3})?[ -]?(?:oz|in|inch|inches|lbs?|ounces?|mins?|secs?|"
    r"hrs?|yrs?|hours?|days?|months?|mi|miles?|km|m|kg|ft|V|W|A|m?Ah|k?Wh|kW|"
    r"k?Hz|MP|L|m[lL]|cc|[GT]B|mph|hp|bhp)\.? (?!and |or )[a-z]{3}"
)
_GAP = regex(" {2}")
"""Between the fields of a line: "16 GB   SSD 1 TB"."""
_MODIFIER = regex(" ([0-9]{1,4}(?:[A-Zip]|Hz)) [A-Za-z]{2}")
_NUMBERED_THINGS = word_set(
    "train bus tram coach engine locomotive locker precinct squadron form course store shop branch location"
)
_BOUND = word_set("northbound southbound eastbound westbound")
_CALLED = word_set("store shop branch train bus tram locomotive")
"""What is called by its number, four digits too."""
_TEST_BEFORE = regex("SAT(?: score)?(?: was| is| of|:)? $")
_TEST_BEHIND = regex(" (?:on|in) (?:the|my|his|her|their|your) P?SATs?(?![A-Za-z])")
_COURSE = regex("(?:^|[ (])[A-Z]{2,4} [1-9]0[1-9]$")
_GLUED = regex("[0-9]([A-Za-z]{1,2}[²³]?)$")
_ELECTRIC = regex(r"[0-9]{1,4}(?:\.[0-9]{1,2})? ?(?:V|A|W|M?[Aa][Hh]|KW|k?W[Hh]|m?A|mAh|kW)")
_ELECTRIC_NEXT = regex(
    r" [0-9]{1,4}(?:\.[0-9]{1,2})? ?(?:[VAW]|m?Ah|k?Wh?|mA) "
    r"(?!(?:of|in|per|and|or|to|is|are|for|at|from|with|by|as|if|on|the|a)\b)[a-z]{3}"
)
_RACES = word_set("free freestyle medley relay backstroke breaststroke butterfly im mixed")
_PORTION = regex("[ -]?oz\\.?$")
_FIRST_MEASURE = regex(r"(?!1st)[0-9]{1,3} ?(?:lbs?|ft|st|hrs?|mins?|pounds?)\.?")
_DETERMINERS = word_set("a an the this that my your our his her its their each every another any no")
_TOLD = word_set("old late early away behind ahead short over under")
"""Words behind an amount that is told of a thing."""
_ADJECTIVES = word_set(
    "new old full extra latest current initial minimum maximum annual monthly weekly single final original standard "
    "regular favorite favourite famous existing grueling gruelling"
)
"""Words between a determiner and an amount that qualifies a noun."""
_AFTER_AMOUNT = word_set(
    "of in per and or to is was are were for on at from more less a an the i you he she it we they that which "
    "with by as if when than but so not off up over under above below between away ago each extra until into after "
    "till til daily weekly nightly hourly overnight last next every longer shorter "
    "while where whilst because during via past once again both all yesterday today tomorrow later "
    "max min maximum total typ nom "
    "before back down out too also had has have will would can could should must may might do does did paid owed"
)
"""Words that follow an amount without being the noun that it qualifies."""
_CHARGED = regex("(?: (?P<word>[a-z]{3,14}))? ([a-z-]{3,12})(?![A-Za-z])")
"""A word that may stand between an amount and what it is paid for: "$25 late fee"."""
_CENTS = regex(r"[.][0-9]{2}$")
_CONTRACTIONS = word_set("it's that's he's she's there's what's here's who's where's let's how's when's")
_OLD_YEARS = word_set(
    "census treaty constitution revolution rebellion uprising election novel painting map charter edition"
)
"""Words behind a year before 1900 at the head of a sentence."""
_CITED = regex(r"\([A-Z0-9][^()0-9]{1,30}[ .] ?$|\([23]d [^()0-9]{2,28} $")
_PAST = regex(r"\b(?:b|bap|bapt|born|d|died|m)\b\.?.*\b1[5-9][0-9]{2}\b")
"""A life: born or died in a year."""
_THESE_YEARS = range(2015, 2036)
"""Years of which people write now; so many of a thing would have a comma."""
_BEFORE_YEAR = word_set(": ; our your its their new all these those")
"""Marks and words between which and a plural such a year may stand."""
_LISTED = regex(r", [0-9][0-9,.]{0,9}(?=[,;]|$| (?:and|or|&) )")
"""Another number of a list: "rooms, 1783, 1790 and 1795"."""
_PERIOD = regex("[qh][1-4]|fy|cy|[a-z]*day")
"""What stands before a year: "Q3 2024", "Labor Day 2025"."""
_ALTERNATIVES = (
    (regex("(?<![A-Za-z0-9_.])[A-Z]{1,4} $"), regex(" [A-Z]{1,4}(?![A-Za-z0-9_])")),
    (regex("(?<![A-Za-z0-9_.])(?:[A-Z]?[a-z]{1,8}|[0-9]+ ?[a-z]+) $"), regex(" [a-z]{1,8}(?![A-Za-z0-9_])")),
    (regex("[0-9%] $"), regex(" (?:[a-z]{1,2}|year|month|week|day|hour|night|min|sec|person)(?![A-Za-z0-9_])")),
)
"""What stands before and behind a slash that parts no columns: "TCP / IP", "yes / no", "$5 / month"."""
PLURALS = word_set(
    "people men women children feet percent per dollars times staff cattle sheep users kronor kroner yen baht won rand "
    "cups jobs cars eggs dogs cats bees birds fans tins cans bags beds pigs hens cows apps hits ads"
)
NOT_PLURAL = word_set(
    "is was has as this his its us does less across always besides perhaps plus minus versus towards upwards "
    "afterwards sometimes thanks cents pence euros dollars pounds times unless thus nowadays overseas yes "
    "adults kids seniors students members concessions concs guests children residents visitors"
)


def joins_words(text: str, position: int) -> bool:
    """Whether the mark at `position` is a slash between words or a rate, and parts no columns: "yes / no"."""
    before, behind = text[max(0, position - 16) : position], text[position + 1 : position + 16]
    return text[position] == "/" and any(
        first.search(before) is not None and second.match(behind) is not None for first, second in _ALTERNATIVES
    )


def is_plural(noun: str) -> bool:
    """Whether a word looks like a plural noun in lower case."""
    return noun.endswith("s") and len(noun) > 3 and noun.islower() and not noun.endswith("ss")


class Amount(Place):
    """An amount ``[start, end)`` of the scanned text and what stands beside it."""

    def __init__(self, scan: Scan, start: int, end: int) -> None:
        self.scan = scan
        self.start = start
        self.end = end
        self.left = scan.left()
        self.noun = "" if _GAP.match(scan.text, end) else scan.word_after(end) or self._code()

    def _code(self) -> str:
        """What follows in place of a noun: "a 65-inch 4K TV"."""
        modifier = _MODIFIER.match(self.scan.text, self.end)
        return modifier[1] if modifier else ""

    @property
    def is_price(self) -> bool:
        return self.scan.text[self.start] in "$£€"

    @property
    def has_cents(self) -> bool:
        return _CENTS.search(self.scan.text, self.start, self.end) is not None

    @property
    def is_determined(self) -> bool:
        """Whether an article or the like stands before it."""
        return self.left in _DETERMINERS

    @property
    def is_before_noun(self) -> bool:
        """Whether the word behind is in small letters, and none that may follow an amount that qualifies nothing."""
        noun = self.noun
        return noun.islower() and len(noun) > 2 and noun not in _AFTER_AMOUNT and noun not in self.cues("dimensions")


ATTRIBUTIVE: Rules[Amount, bool] = Rules()
"""Whether an amount stands before a noun like an adjective."""
rule = ATTRIBUTIVE.add


def attributive(scan: Scan, start: int, end: int) -> bool:
    """Whether the amount at ``[start, end)`` stands before a noun like an adjective ("a $5 bill", "75mm screws")."""
    return bool(ATTRIBUTIVE.first(Amount(scan, start, end), scan.language.tag))


@rule()
def with_article(amount: Amount) -> bool | None:
    """What it is for each of: "$10-an-hour"."""
    return True if amount.scan.text[amount.end : amount.end + 2] == "-a" else None


@rule()
def weekday(amount: Amount) -> bool | None:
    """Before the days: "every 12 mins Mon-Sat"."""
    return False if amount.noun.partition("-")[0].lower() in amount.scan.language.weekdays else None


@rule()
def first_of_two(amount: Amount) -> bool | None:
    """Before the smaller unit: "a 3 lb. 5 oz. baby", "the supplied 12 V, 2 A adapter"."""
    determined = amount.is_determined or _is_described(amount)
    return True if determined and _SECOND_MEASURE.match(amount.scan.text, amount.end) else None


@rule()
def second_of_two(amount: Amount) -> bool | None:
    """Behind the larger unit: "a 3 lb. 5 oz. baby"."""
    larger = amount.scan.left(2) in _DETERMINERS and _FIRST_MEASURE.fullmatch(amount.left)
    return amount.noun not in _AFTER_AMOUNT if larger and amount.noun.islower() else None


@rule()
def measured(amount: Amount) -> bool | None:
    """What is sold by measure: "64 oz bottles", but "max. £4k can go"."""
    verb = amount.noun == "can" and amount.is_price and not amount.is_determined
    full = amount.scan.language.full_word(amount.noun)  # "a 10 mg tab."
    things = amount.cues("measured") | amount.cues("lengths")
    return True if not verb and not things.isdisjoint((amount.noun, full)) else None


@rule()
def dish(amount: Amount) -> bool | None:
    """A dish of a menu: "8 oz. Filet", but "add 6 oz. Salmon goes"."""
    served = amount.noun[:1].isupper() and amount.noun.lower() in amount.cues("dishes")
    if not served or not _PORTION.search(amount.scan.text, amount.start, amount.end):
        return None
    return not amount.left[-1:].isalpha() or amount.scan.text[amount.end - 1] != "."


@rule()
def inches(amount: Amount) -> bool | None:
    """A size in inches: "3 1/2" screws"."""
    text = amount.scan.text
    sized = text[amount.end - 1] == '"' and text[amount.start] not in "'\"" and not amount.left.endswith(("x", "by"))
    return True if sized and amount.is_before_noun else None


@rule()
def raced(amount: Amount) -> bool | None:
    """The length of a race before its kind: "the 4x200m free relay"."""
    metres = amount.scan.text[amount.end - 1] == "m" and amount.left.rstrip().endswith(("x", "×", "4x", "by"))
    return True if metres and amount.noun in _RACES else None


@rule()
def alone(amount: Amount) -> bool | None:
    """One thing that is called by its measure: "he fired a 9mm."."""
    one = amount.left in ("a", "an", "another") and not amount.noun and not amount.is_price
    return True if one and amount.scan.text[amount.end : amount.end + 1] in ("", ".", ",", ";", ")", "!", "?") else None


@rule()
def second_side(amount: Amount) -> bool | None:
    """The second side in feet of what follows: "a 5' x 8' rug"."""
    sized = amount.scan.text[amount.end - 1] == "'" and amount.left.rstrip().endswith(("x", "×", "by"))
    return True if sized and amount.is_before_noun else None


@rule()
def screen(amount: Amount) -> bool | None:
    """The size of a screen before its class: "a 55\" Class TV"."""
    return True if amount.noun == "Class" and amount.scan.text[amount.end - 1] in '"n.' else None


@rule()
def battery(amount: Amount) -> bool | None:
    """Two electric measures before what has them: "12V 7Ah battery", "a 12 V, 2 A adapter"."""
    if _ELECTRIC.fullmatch(amount.scan.text, amount.start, amount.end) is None:
        return None
    if _ELECTRIC_NEXT.match(amount.scan.text, amount.end):
        return True
    other = amount.scan.left(2) if amount.left == "," else amount.left
    return True if amount.is_before_noun and _ELECTRIC.fullmatch(other.upper()) else None


@rule()
def joined(amount: Amount) -> bool | None:
    """A unit without a space: "75mm screws"."""
    coded = amount.noun.isupper() and len(amount.noun) > 1  # "a 20W USB-C charger"
    if amount.is_price or not (amount.is_before_noun or coded) or amount.noun in amount.cues("verbs"):
        return None
    found = _GLUED.search(amount.scan.text, amount.start, amount.end)
    unit = amount.scan.language.units.get(found[1]) if found else None
    return True if unit and unit.singular in amount.cues("attributive units") else None


@rule()
def priced(amount: Amount) -> bool | None:
    """What has its price as a name: "$20 bill"."""
    if not amount.is_price or amount.noun not in amount.cues("amount nouns"):
        return None
    return not amount.has_cents or amount.is_determined


@rule()
def fee(amount: Amount) -> bool | None:
    """What is to be paid: "$25 late fee"."""
    charged = _CHARGED.match(amount.scan.text, amount.end) if amount.is_price else None
    named = charged and charged[2] in amount.cues("fees") and charged["word"] not in _AFTER_AMOUNT
    named = named or (amount.is_price and amount.is_determined and amount.noun in amount.cues("fees"))
    return not amount.has_cents or amount.is_determined if named else None


@rule()
def given(amount: Amount) -> bool | None:
    """What somebody gets: "gave most taxpayers $1,400 checks"."""
    inside = amount.left[-1:].isalpha() and amount.left != "of" and amount.scan.character(amount.start - 1) == " "
    if not inside or not amount.is_price or amount.has_cents or not is_plural(amount.noun):
        return None
    return amount.noun not in amount.cues("verbs") and amount.noun not in NOT_PLURAL


@rule()
def determined(amount: Amount) -> bool | None:
    """Behind an article, an owner or an adjective: "a $5 bill", "Man City's £50m bid", "the new £38,700 threshold"."""
    if amount.has_cents or not (amount.is_determined or _is_owned(amount) or _is_described(amount)):
        return None
    if amount.left == "each" and amount.noun in amount.cues("verbs"):
        return None  # "each 5 mL contains"
    return amount.noun[-1:].isalpha() and amount.noun.lower() not in _AFTER_AMOUNT


def _is_owned(amount: Amount) -> bool:
    """Behind an owner, but not where it is told of a thing: "the tin's 5\" deep", "the baby's 3 wks old"."""
    owned = amount.left.endswith("'s") and amount.left not in _CONTRACTIONS
    return owned and amount.noun not in amount.cues("dimensions") and amount.noun not in _TOLD


def _is_described(amount: Amount) -> bool:
    """Behind an adjective or participle with its article."""
    return (amount.left in _ADJECTIVES or amount.left.endswith("ed")) and amount.scan.left(2) in _DETERMINERS


def _is_tested(scan: Scan, start: int, end: int) -> bool:
    """ "A 1450 SAT", "my SAT was 1510", "scored 1540 on the SAT"."""
    return (
        scan.word_after(end) == "SAT"
        or _TEST_BEHIND.match(scan.text, end) is not None
        or _TEST_BEFORE.search(scan.text[max(0, start - 16) : start]) is not None
    )


def names_number(language: Language, scan: Scan, start: int, end: int) -> bool:
    """Four digits behind a word with a capital, or "the 101" in news of traffic, where nothing is counted."""
    if end - start == 4 and scan.left() in language.cues["standards"]:
        return True  # "ISO 8601 says"
    if end - start == 3 and scan.left() in _BOUND and not is_plural(scan.word_after(end)):
        return True  # "on southbound 225"
    if end - start == 4 and "en-US" in language.lineage and _is_tested(scan, start, end):
        return True
    noun = scan.word_after(end)
    course = _COURSE.search(scan.text, max(0, start - 6), end) if end - start == 3 else None
    if course and "en-US" in language.lineage and (not is_plural(noun) or noun in language.cues["verbs"]):
        return course.end() == end  # "ENGL 101 meets at 10"
    numbered = scan.left() in _NUMBERED_THINGS or scan.left() == "the"
    counted = is_plural(noun) and not (numbered and noun in language.cues["verbs"])
    if counted or noun in PLURALS or noun in language.units or noun in language.scales:
        return False
    if end - start == 3 and scan.left() == "the" and "en-US" in language.lineage:
        return not language.cues["road news"].isdisjoint(scan.lefts(14))
    if end - start == 3 and "en-US" in language.lineage:  # "ENG 101"
        course = _COURSE.search(scan.text, max(0, start - 6), end)
        return course is not None and course.end() == end
    if end - start == 4 and scan.left() == "a" and noun in ("on", "in", "from", "at"):
        return True  # "a 1520 on the SAT"
    inside = (len(scan.history) > 1 and scan.left(2) not in SENTENCE_START) or scan.left() in _NUMBERED_THINGS
    inside = inside or scan.text[start - 3 : start - 1].isupper()  # "RFC 2616 says"
    return end - start == 4 and inside and (scan.is_after_name(start) or scan.left() in _CALLED)


def is_year(language: Language, scan: Scan, year: int, end: int) -> bool:
    """Whether four digits that end at `end` are a year: something around them says so."""
    if _set_off(scan, year, end) or _cited(scan, year, end):
        return True
    after = scan.word_after(end)
    if not 1900 <= year <= 2099:
        named = after[:1].isupper() and scan.left() in ("the", "this")  # "the 1832 Reform Act"
        return (named or after in _OLD_YEARS) and 1500 <= year < 1900
    if _PERIOD.fullmatch(scan.left()):
        return True
    if after in PLURALS or after in language.units:
        return False
    told = scan.left() in ("the", "this", "last", "next") or after.endswith(("us", "is", "ss"))
    told = told or (after in language.cues["of a year"] and year % 10 > 0)  # "at 2019 prices"
    told = told or (year in _THESE_YEARS and scan.left() in _BEFORE_YEAR)  # "agenda: 2026 dues"
    counted = after.endswith("s") and len(after) > 3 and after.islower() and after not in NOT_PLURAL
    return told or not counted  # "the 2020 elections", "2021 census"


def _set_off(scan: Scan, year: int, end: int) -> bool:
    """A year behind a comma: of a thing, at the end, or in somebody's life."""
    mark = scan.character(end)
    if scan.left() != "," or mark not in (",", ";", ")", ".", "") or not 1500 <= year <= 2099:
        return False
    worded = year % 100 > 0 and scan.left(2).isalpha()
    if worded and mark == "," and 1600 <= year < 2000 and not _LISTED.match(scan.text, end):
        return True  # "silver teapot, 1783, 17 ounces"
    if worded and not scan.text[end : end + 2].strip(" .)\n"):
        return True  # what ends with "Philip Hale, music critic, 1837"
    return _PAST.search(scan.text[max(0, end - 120) : end - 4]) is not None  # "b. 1788, m. Eliza Dale, 1812, and had"


def _cited(scan: Scan, year: int, end: int) -> bool:
    """A year at the end of parentheses: "(2d Cir. 2007)"."""
    closed = scan.character(end) == ")" and 1700 <= year <= 2099
    return closed and _CITED.search(scan.text[max(0, end - 36) : end - 4]) is not None
