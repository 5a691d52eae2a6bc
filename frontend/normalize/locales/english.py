"""What American and British English share."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from frontend.normalize.locales import english_endings, english_timetables
from frontend.normalize.locales.english_context import (
    PLURALS,
    attributive,
    is_plural,
    is_year,
    joins_words,
    names_number,
)
from frontend.normalize.locales.language import Language
from frontend.normalize.numbers import COUNTING, Form
from frontend.normalize.numeric.maths import in_equation
from frontend.normalize.patterns import regex
from frontend.normalize.scan import GENITIVE, Reading
from frontend.normalize.values import Number, Quantity, Time, Unit
from frontend.tables import read_map, word_set

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_DECADE = regex(r"(?:(1\d|2[01])(\d)0|'(\d)0)'?s(?![\w])")
_DECADE_OR_AGE = regex("'[0-9]|[0-9]{2,4}'?s")
_SHORT_YEAR = regex(r"'0([1-9])(?!['\w])")
_AGE = regex(r"([2-9]0)s(?!\w)")
_AGE_CUES = word_set("low lower upper high the his her their my your our early mid late")
_AGE_GROUP = regex("[1-9][0-9][-–][1-9][49]s?$")
_TWO_AGES = regex("(1[0-9])[-–](1[0-9]|20)s?$")
_AGED = regex("[0-9][-–][0-9]{1,2}s (?:[£$€]|free|half)")
_AGES = regex(r"([2-9]0)s(?=,? (?:and|or|to) (?:early |late |mid-)?[3-9]0s)")
_HALF = r"(?P<half>[aApP]\.? ?[mM](?:\.|(?![\w])))"
_SHIPPED = 6
"""So many words to the left, a word of deliveries makes five digits a ZIP code."""
_STATE = regex(r"(?:^|[\s,])(?:[A-Z]{2}|D\.C\.) $")
_LONGEST_STATE = 24
"""So many characters before a ZIP code, its state is looked for."""
_TIMES_PER = regex("[x×]/([a-z]{2,7})(?![A-Za-z/])")
_SCORES = regex(" of (?!the |all |silence|video|audio)")
_COUNTING = word_set("hold have are were own live lived use work voted watched tuned claim claimed had did saw")
"""What people do of whom "1.8m" is said."""
_IN_MILLIONS = word_set("km yrs tonnes ha bbl euro dollar pound rand yen baht rouble ruble rupee")
"""Units and currencies of which there are millions, behind an m that is no meter."""
_BEFORE_HALF = word_set("every each per another")
_COUNTED = word_set("one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10")
_ROUND = regex("(?<![0-9.,])[2-9]0s?$")
_OF_TIME = word_set("next last first final remaining extra full whole initial previous following opening closing usual")
"""Between "the" and so many seconds: "the next 30s"."""
_DECADES = frozenset(("20", "30", "40", "50", "60", "70", "80", "90"))
_BEFORE_DECADE = word_set("the early mid late low upper high his her my their your our mid-")
_YEAR_OLD = regex(r"-y\.?-?/?o(?:\.|(s?)(?![A-Za-z0-9]))")
_MULTIPLE = regex("[x×](?![A-Za-z0-9-])")
_CLOSERS = frozenset(("", *".,;:!?)\n"))


@cache
def _of_states() -> re.Pattern[str]:
    """The name of a state behind a comma."""
    return regex(f", (?:{'|'.join(sorted(set(read_map('en', 'states').values())))}),? $")


class English(Language):
    decimal_words: ClassVar[dict[str, str]] = {".": "point"}
    number_patterns = (
        r"(?P<int>\d{1,3}(?:,\d{3}){1,5})(?!\d|,\d)(?:\.(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>[1-9]\d?(?:,\d{2}){1,4},\d{3})(?!\d|,\d)(?:\.(?P<frac>\d{1,30})(?!\d))?",  # of India
        # of the Continent: "10.000.000 people"
        r"(?<!version )(?<!release )(?<![\d.,])(?P<int>[1-9]\d{0,2}(?:\.\d{3}){2,3})(?![\w]|[.,]\d)(?= [a-z])",
        r"(?P<int>\d{1,3}(?:[\u00a0\u202f]\d{3}){1,5})(?!\d)(?:\.(?P<frac>\d{1,30})(?!\d))?",
        r"(?P<int>[1-9]\d{0,2}(?: \d{3}){0,3} 000)(?![ .,]?\d)",
        r"(?P<int>\d{1,60})(?!\d)(?:\.(?P<frac>\d{1,30})(?!\d|\.\d))?",
    )
    ordinal_suffix = (
        r"(?:(?:st|nd|rd|th)(?:s|ly)?|ST|ND|RD|TH)(?!\w)"
        r"|(?<=[23])d(?= (?:Lt|Cir|Dist|Dep|Cong|Sess|[Ee]d\.|Ser|Cav|Inf|Bn|Regt|Army|Corps))"  # "2d Cir."
        r"|(?<=[23])d(?= (?:and|&) [0-9]{1,3}(?:[snr][tdh]|th|d)(?![a-z]))|(?:(?<=\.[23])|(?<=\. [23]))d(?!\w)"
    )
    open_endings: ClassVar[re.Pattern[str] | None] = english_endings.OPEN_ENDINGS
    one_letter_words = frozenset("a")
    spells_consonants = True
    extra_triggers = frozenset(("sin", "cos", "tan"))
    titles_first = True
    counts_out_of = True
    spells_unknown = True
    title_case = True
    serial_hundreds = False
    time_patterns: ClassVar[tuple[str, ...]] = (
        rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?(?!\d|[:.]\d|,\d{{3}})"
        rf"(?:[ \u00a0\u202f]?{_HALF})?",
        rf"(?P<hour>\d{{1,2}})[.](?P<minute>\d{{2}})[ \u00a0\u202f]?{_HALF}",
        rf"(?P<hour>1[0-2]|0?[1-9])[ \u00a0\u202f]?{_HALF}",
        r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?=[ \u00a0](?P<word>hours|hrs))",
        r"(?P<hour>1[0-2]|[1-9])(?P<minute>[0-5]\d)[ \u00a0]?(?P<half>(?:[aA]\.?[mM]|p\.?m|P\.?M)(?:\.|(?!\w)))",
    )
    day_month_patterns = (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–/]\s?(?P<until>\d{1,2})(?:st|nd|rd|th)?)?"
        r"(?: of|,)?[ \u00a0-]{M}(?:\.(?=[ ,-]))?(?:(?:,? |-)(?P<year>[1-9]\d{3}|'?\d{2}(?= ?[.,;)]|$))(?!\d|[:.]\d))?",
    )
    month_day_patterns = (
        r"{M}\.?[ \u00a0](?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<until>\d{1,2})(?:st|nd|rd|th)?)?"
        r"(?!\w|[:.,%]\d|%|/)(?:,? (?P<year>[1-9]\d{3})(?!\d|[:.]\d))?",
        r"{M}\.?,?(?: of)? (?P<year>(?:1[0-9]|20)\d{2})(?!\d|[:.,]\d)",
    )
    year_cues = word_set(
        "in since from until till by year years before after circa c. ca. fl. b. d. m. s.p. around late early mid and "
        "of between through during spring summer autumn fall winter pre post to © copyright class est. established "
        "founded born dated repr. reprinted ret. retd. retired rpt. pub. published inc. incorporated estab. chartered"
    )
    date_cues = word_set(
        "on by until till thru since due before after dated eff. from through monday tuesday wednesday thursday friday "
        "saturday sunday mon tue wed thu fri sat sun departs departing arrives arriving leaves returns ends begins "
        "starts closes expires expiring exp exp. available avail avail. payable ex-div. ex-div "
        "effective scheduled closed ships shipped delivered posted opens opened started "
        "ended renewed received recv'd rec'd rcvd paid mailed issued signed "
        "cleared processed settled approved filed submitted completed "
        "eod cob cop w/c w/e w/b commencing launched died released sent arrived departed happened"
    )

    after_hour: ClassVar[re.Pattern[str]] = regex(" o'clock| noon| midnight| sharp")

    def dotted_time(self, scan: Scan, position: int) -> re.Match[str] | None:
        """ "At 0130"."""
        return english_timetables.match_time(scan, position) or english_timetables.match_typed(scan, position)

    def joins_words(self, text: str, position: int) -> bool:
        return joins_words(text, position)

    def attributive(self, scan: Scan, start: int, end: int) -> bool:
        return attributive(scan, start, end)

    def names_number(self, scan: Scan, start: int, end: int) -> bool:
        return names_number(self, scan, start, end)

    def both_endings(self, match: re.Match[str]) -> str:
        return english_endings.both_endings(match)

    def plural_number(self, scan: Scan, end: int) -> bool:
        """ "Under-16s", "the over 50s", "in twos and 3s", "12 2x4s"."""
        left, before = scan.left(), scan.left(2)
        if _are_ages(scan.text[max(0, end - 6) : end]) or _is_of_decade(scan, end) or _is_so_warm(scan, end):
            return True  # "18-24s", "the swinging 60s", "Mon.–Wed. 50s"
        chapters = left.rstrip(".") in ("ch", "chapter", "class", "type", "form", "yr", "year")  # "Ch. 7s"
        if _SCORES.match(scan.text, end) or left in self.cues["model"] or chapters:
            return True
        if (left.isdecimal() and len(left) < 3) or left == "levi's":
            return True  # "3 9s and 4 8s", "Levi's 501s"
        if left in ("and", "or"):
            return before.endswith("s") and before[:-1] in _COUNTED
        if left in _COUNTED and re.search("(?<![0-9.,])[0-9]s?$", scan.text[max(0, end - 3) : end]):
            return True  # "two 7s"
        sheet = re.search("[0-9] ?x$", left) is not None and not scan.text[max(0, end - 2) : end].isdecimal()
        if sheet or scan.word_after(end) in ("were", "are", "cost", "sold"):
            return True  # "12 2x4s", "45s cost 79¢"
        if left in ("got", "gets", "scored", "straight", "all", "rolled", "earned", "awarded"):
            return True
        if _AGED.search(scan.text[max(0, end - 7) : end + 6]):
            return True  # "5-15s £8"
        hyphened = re.search("(?:[Uu]nder|[Oo]ver)-[0-9]{2}s$", scan.text[max(0, end - 9) : end])
        if hyphened:
            return True
        return left.rpartition("-")[2] in ("under", "over", "u") and before not in ("in", "just", "well", "time", "was")

    def counted_in_millions(self, noun: str) -> bool:
        return noun in PLURALS or noun in _COUNTING or noun in _IN_MILLIONS or (noun.endswith("s") and len(noun) > 4)

    def half_of(self, scan: Scan, gender: str, end: int = 0) -> str:
        return "half" if scan.left() in _BEFORE_HALF else ""  # "every ½ hr"

    def partitive(self, noun: str, numerator: int) -> bool:
        return noun == "second" or (numerator > 1 and noun in self.parted)

    def house_number(self, digits: str) -> str:
        """Example: 1600 -> "sixteen hundred", 1208 -> "twelve oh eight", 450 -> "four fifty" (American)."""
        value = int(digits)
        if (len(digits) == 4 and value % 1000) or (len(digits) == 3 and value % 100 and "en-US" in self.lineage):
            return self.pairs(value)
        return self.digits(digits) if len(digits) == 5 and value % 100 else self.numbers.cardinal(value)

    def model_number(self, digits: str) -> str:
        value = int(digits)
        if len(digits) == 3 and value % 100 and ("en-GB" in self.lineage or value % 100 < 10):
            return self.digits(digits).replace("zero", "oh")
        paired = 100 < value < 10_000 and value % 1000 > 9
        return self.pairs(value) if paired else self.numbers.cardinal(value)

    def pairs(self, value: int) -> str:
        """A number of three or four digits in pairs: 747 -> "seven forty-seven"."""
        high, low = divmod(value, 100)
        if not low:
            return f"{self.numbers.cardinal(high)} hundred"
        return f"{self.numbers.cardinal(high)} {self.numbers.two_digits(low)}"

    def plural_of(self, spoken: str) -> str:
        return spoken + "'s" if spoken[-1].isupper() else _plural(spoken)

    def paired(self, digits: str) -> str:
        return self.pairs(int(digits))

    def money_parts(self, major: str, cents: Number, minor: Unit) -> str:
        name = minor.singular if cents.digits == "1" else minor.plural
        return f"{major} and {self.numbers.cardinal(int(cents.digits))} {name}"

    def set_score(self, first: int, second: int, short: bool) -> str:
        zero = "love" if short else "zero"
        return " ".join(self.numbers.cardinal(n) if n else zero for n in (first, second))

    def code_digits(self, digits: str) -> str:
        if digits.endswith("00") and digits[0] != "0":
            return self.numbers.cardinal(int(digits)) if len(digits) == 3 else self.pairs(int(digits))
        return self.digits(digits).replace(" zero ", " oh ")

    def looks_like_postcode(self, scan: Scan, start: int, end: int) -> bool:
        noun = scan.word_after(end)
        shipped = not self.cues["shipped"].isdisjoint(scan.lefts(_SHIPPED)) and not is_plural(noun)
        shipped = shipped and noun not in PLURALS
        if scan.left() in ("to", "in", "from", "near", "around") and shipped and "en-US" in self.lineage:
            return True  # "ships to 97214"
        if _STATE.search(scan.text[max(0, start - 6) : start]):
            return True
        named = _of_states().search(scan.text[max(0, start - _LONGEST_STATE) : start]) is not None
        return named and not is_plural(noun) and noun not in PLURALS  # "Dayton, Ohio 45402"

    def time(self, time: Time) -> str:
        """Example: 14:05 -> "fourteen oh five"; 2:30 pm -> "two thirty P M"."""
        hour = self.numbers.cardinal(time.hour)
        if time.hour_word:  # 0600 hours
            lead = "zero " if 0 < time.hour < 10 else ""
            return f"{lead}{hour} {self.numbers.two_digits(time.minute) if time.minute else 'hundred'}"  # "0905"
        half = {"am": " A M", "pm": " P M"}.get(time.half, "")
        if not time.minute:
            if time.minute is None or half:
                spoken = hour
            elif 1 <= time.hour <= 12:
                spoken = f"{hour} o'clock"
            else:
                spoken = f"{hour} hundred" if time.hour % 24 else "midnight"
        else:
            spoken = f"{hour if time.hour else self.zero_hour} {self.numbers.two_digits(time.minute)}"
        if time.second:
            seconds = self.numbers.cardinal(time.second)
            spoken += f" and {seconds} second{'s' if time.second > 1 else ''}"
        return spoken + half

    def lap_time(self, minutes: int, seconds: str, fraction: str) -> str:
        """Example: 1:21.046 -> "one twenty-one point zero four six"."""
        whole = self.numbers.two_digits(int(seconds)) if int(seconds) else self.numbers.cardinal(0)
        spoken = f"{whole} {self.decimal_words['.']} {self.fraction_digits(fraction)}"
        return f"{self.numbers.cardinal(minutes)} {spoken}" if minutes else spoken

    parted: ClassVar[tuple[str, ...]] = ("mile", "hour", "acre")
    """What one has three quarters "of a" of."""
    zero_hour: ClassVar[str] = "zero"
    first_decade: ClassVar[str] = "two thousands"
    """What "the '00s" are called."""

    def fraction(self, whole: int | None, numerator: int, denominator: int) -> str | None:
        if (
            (denominator > 100 and denominator != 1000)
            or denominator == 1
            or (denominator > 20 and denominator % 10 and denominator not in (32, 64))
        ):
            return None
        if denominator == 2:
            name = "half" if numerator == 1 else "halves"
        elif denominator == 4:
            name = "quarter" if numerator == 1 else "quarters"
        else:
            name = self.numbers.ordinal(denominator).removeprefix("one ") + ("" if numerator == 1 else "s")
        if whole is None:
            return f"{self.numbers.cardinal(numerator)} {name}"
        part = "a" if numerator == 1 and denominator in (2, 4) else self.numbers.cardinal(numerator)
        return f"{self.numbers.cardinal(whole)} and {part} {name}"

    def monarch(self, number: int, feminine: bool, left: tuple[str, ...]) -> str:
        return f"the {self.numbers.ordinal(number)}"

    def decade(self, scan: Scan, position: int) -> Reading | None:
        if not _DECADE_OR_AGE.match(scan.text, position):
            return None
        short = _SHORT_YEAR.match(scan.text, position)
        if short:
            return Reading(short.end(), self.numbers.two_digits(int(short[1])))
        age = _AGE.match(scan.text, position)
        ranged = scan.left() in ("and", "to", "or", "-", "–") and scan.left(2).endswith("0s")  # "the 1970s-80s"
        if age and (scan.left() in _AGE_CUES or ranged or scan.word_after(age.end()) in self.cues["retro"]):
            return Reading(age.end(), _plural(self.numbers.cardinal(int(age[1]))))
        paired = _AGES.match(scan.text, position)
        if paired:  # "in their 20s and 30s", "20s or 30s"
            return Reading(paired.end(), _plural(self.numbers.cardinal(int(paired[1]))))
        match = _DECADE.match(scan.text, position)
        if not match or scan.character(position - 1).isalnum() or match[3] == "1":
            return None
        tens = int(match[2] or match[3])
        name = self.numbers.cardinal(tens * 10) if tens > 1 else ""
        if not match[1]:
            return Reading(match.end(), _plural(name) if name else self.first_decade)
        century = self.numbers.cardinal(int(match[1]))
        if name:
            return Reading(match.end(), f"{century} {_plural(name)}")
        if tens == 1:
            return Reading(match.end(), f"{century} tens")
        spoken = "two thousands" if match[1] == "20" else f"{century} hundreds"
        return Reading(match.end(), spoken)

    def compound(self, scan: Scan, number: Number, end: int) -> Reading | None:
        """ "3x faster", "10x growth": times before a comparison or at the end, the letter elsewhere."""
        if scan.text.startswith("s", end) and not scan.character(end + 1).isalnum():
            if _SCORES.match(scan.text, end + 1) and (scores := _plural(self.number(number)).split())[0] == "one":
                return Reading(end + 1, " ".join(scores[1:]))  # "1000s of people"
            modelled = scan.left() in self.cues["model"] or scan.left() == "levi's"
            spoken = self.model_number(number.digits) if modelled else self.number(number)
            return Reading(end + 1, _plural(spoken))
        old = _YEAR_OLD.match(scan.text, end)
        if old:
            return Reading(old.end(), f"{self.number(number)} year old{old[1] or ''}")
        if GENITIVE.match(scan.text, end):
            listed = scan.left() in ("and", "or") and scan.left(2).endswith("0's")  # "the 70's and 80's"
            decade = scan.left() in _BEFORE_DECADE or listed
            if number.digits in _DECADES and number.fraction is None and decade:
                return Reading(end + 2, _plural(self.number(number)))  # "throughout the 80's"
            return Reading(end + 2, f"{self.number(number)}'s")  # "Radio 4's"
        if _TIMES_PER.match(scan.text, end):
            return self.multiplied(scan, Quantity(number), end)
        return (
            self._several_times(scan, number, end) if _MULTIPLE.match(scan.text, end) and not number.grouped else None
        )

    def _several_times(self, scan: Scan, number: Number, end: int) -> Reading | None:
        """A number with an x behind it, where it says how often or how many."""
        noun = scan.word_after(end + 1)
        if noun in self.cues["honours"]:
            return Reading(end + 1, f"{self.number(number)} time")  # "the 3x MVP"
        if in_equation(scan, end) or (not noun and scan.character(scan.skip_spaces(end + 1)) not in _CLOSERS):
            return None
        counted = is_plural(noun) or noun[:1].isupper()  # "2x tablets"
        if number.fraction is not None or (noun.isupper() and len(noun) > 2):
            counted = False  # "1.4x EBITDA"
        if noun and not noun.endswith("er") and noun not in self.cues["compared"] and counted:
            return Reading(end + 1, self.number(number)) if is_plural(noun) else None  # "2x tickets"
        once = number.digits == "1" and number.fraction is None
        return Reading(end + 1, f"{self.number(number)} {'time' if once else 'times'}")

    def multiplied(self, scan: Scan, quantity: Quantity, end: int) -> Reading | None:
        """ "2-3x/wk", "2-3x a day"."""
        aged = _AGED.search(scan.text[max(0, end - 7) : end + 7]) or _are_ages(scan.text[max(0, end - 5) : end])
        if scan.text.startswith("s", end) and aged:
            return Reading(end + 1, _plural(self.quantity(quantity)))  # "18-24s"
        rate, match = _TIMES_PER.match(scan.text, end), _MULTIPLE.match(scan.text, end)
        times = f"{self.quantity(quantity)} {'time' if self.is_singular(quantity) else 'times'}"
        if rate:
            unit = self.units.get(rate[1])
            return Reading(rate.end(), f"{times} per {unit.singular if unit else rate[1]}")
        return Reading(match.end(), times) if match else None

    def looks_like_year(self, scan: Scan, year: int, end: int) -> bool:
        return is_year(self, scan, year, end)

    def ordinal_form(self, scan: Scan, start: int, end: int, suffix: str) -> Form | None:
        digits = scan.text[start : end - len(suffix)]
        teen = digits[-2:-1] == "1"
        expected = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1:], "th")
        return COUNTING if suffix.lower()[:2] in (expected, "d") else None  # "12st" is a weight

    def ordinal_with_suffix(self, number: int, form: Form, suffix: str) -> str:
        ending = "ly" if suffix.endswith("ly") else "s" if suffix.endswith("s") else ""  # "1stly", "two 2nds"
        return self.numbers.ordinal(number, form) + ending


def _is_so_warm(scan: Scan, end: int) -> bool:
    """Whether tens of degrees that end at `end` stand behind a day of the week: "Mon.–Wed. 50s"."""
    day = scan.left().rstrip(".").rpartition("–")[2]
    return scan.text.startswith("0s", end - 2) and day in scan.language.weekdays


def _is_of_decade(scan: Scan, end: int) -> bool:
    """Whether an article and a word that describes years stand before tens: "the swinging 60s", but "the next 30s"."""
    described = scan.left(2) == "the" and scan.left().isalpha() and scan.left() not in _OF_TIME
    return described and _ROUND.search(scan.text[max(0, end - 4) : end]) is not None


def _are_ages(text: str) -> bool:
    """Whether a text ends with a group of ages: "18-24s", "16-17s"."""
    pair = _TWO_AGES.search(text)
    return _AGE_GROUP.search(text) is not None or (pair is not None and int(pair[2]) == int(pair[1]) + 1)


def _plural(word: str) -> str:
    if word.endswith("six"):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") else word + "s"
