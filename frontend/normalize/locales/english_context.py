"""What the words beside a number tell in English: whether an amount qualifies a noun, whether a number is a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.normalize.patterns import regex
from frontend.normalize.scan import SENTENCE_START
from frontend.tables import word_set

if TYPE_CHECKING:
    from frontend.normalize.locales.language import Language
    from frontend.normalize.scan import Scan

_SECOND_MEASURE = regex(
    r",? [0-9]{1,3}(?:\.[0-9]{1,2})?(?:[-–][0-9]{1,3})?[ -]?(?:oz|in|inch|inches|lbs?|ounces?|mins?|secs?|"
    r"hrs?|yrs?|hours?|days?|months?|mi|miles?|km|m|kg|ft|V|W|A|m?Ah|k?Wh|kW|"
    r"k?Hz|MP|L|m[lL]|cc|[GT]B|mph|hp|bhp)\.? (?!and |or )[a-z]{3}"
)
_MODIFIER = regex(" ([0-9]{1,4}(?:[A-Zip]|Hz)) [A-Za-z]{2}")
_NUMBERED_THINGS = word_set(
    "train bus tram coach engine locomotive locker precinct squadron form course store shop branch location"
)
_SHOPS = word_set("store shop branch")
_TEST_BEFORE = regex("SAT(?: score)?(?: was| is| of|:)? $")
_COURSE = regex("(?:^|[ (])[A-Z]{2,4} [1-9]0[1-9]$")
_GLUED = regex("[0-9]([A-Za-z]{1,2}[²³]?)$")
_PORTION = regex("[ -]?oz\\.?$")
_FIRST_MEASURE = regex(r"(?!1st)[0-9]{1,3} ?(?:lbs?|ft|st|hrs?|mins?|pounds?)\.?")
_DETERMINERS = word_set("a an the this that my your our his her its their each every another any no")
_TOLD = word_set("old late early away behind ahead short over under")
"""Words behind an amount that is told of a thing."""
_ADJECTIVES = word_set(
    "new old full extra latest current proposed initial minimum maximum annual monthly weekly single final"
)
"""Words between a determiner and an amount that qualifies a noun."""
_AFTER_AMOUNT = word_set(
    "of in per and or to is was are were for on at from more less a an the i you he she it we they that which "
    "with by as if when than but so not off up over under above below between away ago each extra until into after "
    "till til daily weekly nightly hourly "
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
PLURALS = word_set(
    "people men women children feet percent per dollars times staff cattle sheep users kronor kroner yen baht won rand "
    "cups jobs cars eggs dogs cats bees birds fans tins cans bags beds pigs hens cows apps hits ads"
)
NOT_PLURAL = word_set(
    "is was has as this his its us does less across always besides perhaps plus minus versus towards upwards "
    "afterwards sometimes thanks cents pence euros dollars pounds times unless thus nowadays overseas yes "
    "adults kids seniors students members concessions concs guests children residents visitors"
)


def is_plural(noun: str) -> bool:
    """Whether a word looks like a plural noun in lower case."""
    return noun.endswith("s") and len(noun) > 3 and noun.islower() and not noun.endswith("ss")


def attributive(language: Language, scan: Scan, start: int, end: int) -> bool:
    """Whether the amount at ``[start, end)`` stands before a noun like an adjective ("a $5 bill", "75mm screws")."""
    if scan.text[end : end + 2] == "-a":  # "$10-an-hour"
        return True
    noun = scan.word_after(end)
    if noun.partition("-")[0].lower() in language.weekdays:
        return False  # "every 12 mins Mon-Sat"
    if not noun and (modifier := _MODIFIER.match(scan.text, end)):
        noun = modifier[1]  # "a 65-inch 4K TV"
    second = _SECOND_MEASURE.match(scan.text, end)
    if second and scan.left() in _DETERMINERS:
        return True  # "a 3 lb. 5 oz. baby"
    if scan.left(2) in _DETERMINERS and _FIRST_MEASURE.fullmatch(scan.left()) and noun.islower():
        return noun not in _AFTER_AMOUNT
    if noun in language.cues["measured"] and (
        noun != "can" or scan.text[start] not in "$£€" or scan.left() in _DETERMINERS  # "max. £4k can go"
    ):
        return True  # "64 oz bottles"
    if noun[:1].isupper() and noun.lower() in language.cues["dishes"] and _PORTION.search(scan.text, start, end):
        return not scan.left()[-1:].isalpha() or scan.text[end - 1] != "."  # "8 oz. Filet", but "add 6 oz. Salmon goes"
    if noun.islower() and len(noun) > 2 and noun not in _AFTER_AMOUNT and noun not in language.cues["dimensions"]:
        if scan.text[end - 1] == '"' and scan.text[start] not in "'\"" and not scan.left().endswith(("x", "by")):
            return True  # 3 1/2" screws
        glued = _GLUED.search(scan.text, start, end) if scan.text[start] not in "$£€" else None
        named = language.units.get(glued[1]) if glued else None
        if named and named.singular in language.cues["attributive units"] and noun not in language.cues["verbs"]:
            return True  # "75mm screws"
    if noun in language.cues["amount nouns"] and scan.text[start] in "$£€":
        return not _CENTS.search(scan.text[start:end])  # "$20 bill"
    charged = _CHARGED.match(scan.text, end)
    if (
        charged
        and scan.text[start] in "$£€"
        and charged[2] in language.cues["fees"]
        and charged["word"] not in _AFTER_AMOUNT
    ):
        return not _CENTS.search(scan.text[start:end])  # "$25 late fee"
    inside = scan.left()[-1:].isalpha() and scan.character(start - 1) == " "
    if scan.text[start] in "$£€" and inside and is_plural(noun) and not _CENTS.search(scan.text[start:end]):
        return noun not in language.cues["verbs"] and noun not in NOT_PLURAL  # "gave most taxpayers $1,400 checks"
    owned = scan.left().endswith("'s") and scan.left() not in _CONTRACTIONS  # "Man City's £50m bid"
    told = noun in language.cues["dimensions"] or noun in _TOLD  # "the tin's 5\" deep", "the baby's 3 wks old"
    owned = owned and not told
    owned = owned or (scan.left() in _ADJECTIVES and scan.left(2) in _DETERMINERS)  # "the new £38,700 threshold"
    if (scan.left() not in _DETERMINERS and not owned) or _CENTS.search(scan.text[start:end]):
        return False
    if scan.left() == "each" and noun in language.cues["verbs"]:
        return False  # "each 5 mL contains"
    return bool(noun) and noun[-1:].isalpha() and noun.lower() not in _AFTER_AMOUNT


def _is_tested(scan: Scan, start: int, end: int) -> bool:
    """ "A 1450 SAT", "my SAT was 1510"."""
    return scan.word_after(end) == "SAT" or _TEST_BEFORE.search(scan.text[max(0, start - 16) : start]) is not None


def names_number(language: Language, scan: Scan, start: int, end: int) -> bool:
    """Four digits behind a word with a capital, or "the 101" in news of traffic, where nothing is counted."""
    if end - start == 4 and scan.left() in language.cues["standards"]:
        return True  # "ISO 8601 says"
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
    return end - start == 4 and inside and (scan.is_after_name(start) or scan.left() in _SHOPS)


def is_year(language: Language, scan: Scan, year: int, end: int) -> bool:
    """Whether four digits that end at `end` are a year: something around them says so."""
    closed = scan.character(end) in (",", ";", ")", ".", "")
    aside = scan.left() == "," and closed and 1500 <= year <= 2099
    between = aside and scan.character(end) == "," and scan.left(2).isalpha() and 1600 <= year < 2000
    if between and year % 100 and not _LISTED.match(scan.text, end):
        return True  # "silver teapot, 1783, 17 ounces"
    if aside and year % 100 and scan.left(2).isalpha() and not scan.text[end : end + 2].strip(" .)\n"):
        return True  # what ends with "Philip Hale, music critic, 1837"
    if aside and _PAST.search(scan.text[max(0, end - 120) : end - 4]):
        return True  # "b. 1788, m. Eliza Dale, 1812, and had"
    if scan.character(end) == ")" and 1700 <= year <= 2099 and _CITED.search(scan.text[max(0, end - 36) : end - 4]):
        return True  # "(2d Cir. 2007)"
    if not 1900 <= year <= 2099:
        named = scan.word_after(end)[:1].isupper() and scan.left() in ("the", "this")  # "the 1832 Reform Act"
        return (named or scan.word_after(end) in _OLD_YEARS) and 1500 <= year < 1900
    if _PERIOD.fullmatch(scan.left()):
        return True
    after = scan.word_after(end)
    if after in PLURALS or after in language.units:
        return False
    if scan.left() in ("the", "this", "last", "next") or after.endswith(("us", "is", "ss")):
        return True  # "the 2020 elections", "2021 census"
    if after in language.cues["of a year"] and year % 10:
        return True  # "at 2019 prices"
    if year in _THESE_YEARS and scan.left() in _BEFORE_YEAR:
        return True  # "agenda: 2026 dues"
    return not (after.endswith("s") and len(after) > 3 and after.islower() and after not in NOT_PLURAL)
