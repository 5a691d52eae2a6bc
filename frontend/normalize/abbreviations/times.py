"""Rules that look at dates, days of the week and times of day."""

from __future__ import annotations

from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_YEARS = regex(r"(?:yrs?|years?)\.?'?$")
_DELAY = regex(" [0-9]{1,3}(?:[-–][0-9]{1,3})?[- ]?(?:min|mins|minute|minutes|hr|hrs|hour|hours)(?![a-z])")
_YEAR = regex(" (?:(?:1st|2nd|3rd)(?:ly)? )?(?:1[0-9]|20)[0-9]{2}(?![0-9])")
_PLACE_YEAR = regex(r" [A-Z][a-z]{2,20},? (?:1[5-9][0-9]{2}(?![0-9])|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2})")
_CLOCK = regex("[0-9](?:[:.]| ?h ?)[0-5][0-9]")
_CLOCK_OR_DATE = regex(
    r":? (?:(?:for|at|by|approx\.?|about|after|before) )?[0-9]{1,2}"
    r"(?::[0-9]{2}|/[0-9]| ?[ap](?:\.? ?m|(?![\w/]))| ?h(?![a-z])| (?:noon|midnight|midday)(?![a-z]))"
)
_TIME = regex(r":? (?:at |about )?(?:[01]?[0-9]|2[0-3])(?:[:.][0-5][0-9](?![0-9]|[./][0-9])| ?[ap]\.?m)")
_HOURS = regex(
    r" (?:1[0-2]|[1-9]|noon)(?:[.:][0-5][0-9])?(?: ?[ap]\.?m\.?| ?a)?[-–]"
    r"(?:1[0-9]|2[0-4]|[1-9])(?:[.:][0-5][0-9])?(?: ?[ap]\.?m\.?)?"
    r"(?![\w/-]|[.:]\d| ?(?:mph|kts?|knots|km|mi|in|ft|lbs?)(?![a-z]))"
    r"| closed(?![a-z])"
)
_HOURS_BEFORE = regex(r"(?:[0-9][-–](?:1[0-2]|[1-9])(?::[0-5][0-9])?|[0-9]:[0-5][0-9]|[0-9] ?[APap]\.?[Mm]\.?) $")
_CLOCK_BEFORE = regex(
    r"[0-9] ?[ap](?:\.?m\.?)?$|^[0-9]{1,2}[:.][0-9]{2}$|^[0-9]{1,2}(?:[:.][0-9]{2})?[-–][0-9]{1,2}(?:[:.][0-9]{2})?$"
)
_STOP_AND_TIME = regex(r" [A-Z][\w'.]*(?: [A-Z][\w'.]*){0,2},? [0-2][0-9][0-5][0-9](?![0-9])")
_TIME_BEFORE = regex(r"(?:[0-9] ?(?:[ap]\. ?m\.?|[ap]m|h(?: ?[0-5][0-9])?)|^[0-9]{1,2}[:.][0-9]{2})$")
_DAY_DATE = regex(r" [0-3]?[0-9](?:[/-](?:[0-9]{1,2}|[IVX]{1,4})[/-][0-9]|(?:er)?(?: de)? [a-zé]{3,10}\.? )")
_DAY_OF_MONTH = regex(r" (?:le )?[0-3]?[0-9](?:er)? ([^\W\d_]{3,10})(?!\w)")
_SLASH_DATE = regex(r"(?:^|[ (,])[0-3]?[0-9]/[01]?[0-9](?:/(?:20)?[0-9]{2})? $")
_EXPIRY = regex(r":? (?:0[1-9]|1[0-2])/(?:2[4-9]|3[0-9])(?![\w/])")
_PADDED_TIME = regex(" 0[0-9][0-5][0-9](?![0-9]|[.,][0-9])")
_NTH = regex("[1-5](?:\\.|\\.?er|\\.?º|er|e)")
_SEASON = regex(" (?:[1-9][0-9]?(?![0-9.,:/-]| ?°| grados)|(?:20)?[0-9]{2}[/-](?:20)?[0-9]{2}(?![0-9]|[.,][0-9]| ?°))")
_BEHIND_WHILE = word_set("and or to for while please before but then if so as pls till until ago away late")
_LIST = 8
"""So many words to the left, another day of a list of opening hours may stand."""
_LISTED = frozenset(("", ",", ";", ":", "\n", "open", "hours", "&", "and"))
_AN_HOUR = regex("[ \u00a0][0-9]{1,2}(?:[.:][0-5][0-9])?[ \u00a0]?(?:h|Uhr)(?![A-Za-z])")
_DAYS_IN_LETTERS = frozenset(("l", "m", "mi", "x", "j", "v", "s", "d"))
_BETWEEN_DAYS = frozenset((",", "y"))
_HOURS_BEHIND = r":? (?:de )?[0-9]{1,2}(?::[0-9]{2})? ?(?:h(?![a-z])|hrs?(?![a-z])|[ap]\.?m|[-–]|a [0-9])"
_HOURS_OF_LETTERS = regex(_HOURS_BEHIND)
_OTHER_LETTERS = regex(rf"(?:,? y |, )(?:(?:L|Mi?|X|J|V|S|D)(?:,? y |, )?){{1,6}}{_HOURS_BEHIND}")
_JOINERS = frozenset(("&", "and", "or", ","))
_ENGLISH_DAY = regex(
    r"(?: ?[-–/+&,] ?| (?:to|and|or|through|thru|until) )(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"| (?:from|till|until|by|at|before|after) (?:[0-9]|noon|midnight|late|[a-z]+ (?:am|pm)\b)"
    r"|: ?[-+$£]?[0-9]| @ "
    r"| (?:[ap]\.?m\b|morning|afternoon|evening|nights?|nite|noon|arvo|vigil|mass|market|matinee|brunch|roast)\b"
)
_RANK = regex("1st|2nd|3rd|4th|5th|first|second|third|fourth|last|every|alternate|alt")
_HEADING = regex(":| [-–] ")
_DATE_IN_NUMBERS = regex("(?<![0-9/])[01]?[0-9]/[0-3]?[0-9] $")
_WHOLE_DAY = regex(" (?:all day|closed|only|off|free)(?![a-z])")
_NEXT_DAY = regex(r" [a-z][^.;\n]{2,40}?[,;] (?:Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun)(?![a-z])")
_OF_MENU = regex(r"(?:^|[:,;] )(?:Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun)(?:day)? [a-z][^.;\n]{2,40}[,;] $")
_OTHER_DAY = regex(
    r" (?:u\.|und|oder|bis) (?:[A-Z]|feiertags)"
    r"| (?:bis|ab|von|um|ganztägig|geschlossen|vormittags|nachmittags|abends|morgens)\b"
    r"|-(?:vormittag|nachmittag|mittag|abend|morgen|nacht)s?\b"
    r"|(?:[ \u00a0]?[-–/][ \u00a0]?|,? (?:den |dem )?)[0-9]|[ \u00a0]?[-–/+&][ \u00a0]?[A-Z]"
)


@rule()
def weekday(site: Site) -> bool:
    """A day of the week: a date, a time, another day or a word such as "am" stands beside it: "Mo. bis Fr." """
    days = site.scan.language.weekdays
    beside = (
        site.left() in site.cues("weekday")
        or site.left().rstrip(".") in days
        or (site.left() in _JOINERS and site.left(2).rstrip(".") in days)
        or _CLOCK_BEFORE.search(site.left()) is not None
    )
    if not site.scan.language.tag.startswith("en"):
        if site.left().isdecimal() and site.scan.language.capital_nouns:
            return False  # "mit 6 Mo. 6,8 kg"
        beside = beside or (
            site.written[-1] == "." and site.scan.at_sentence_start() and site.following[:1].islower()
        )  # "So. fiel Schnee."
        beside = beside or _NTH.fullmatch(site.left()) is not None  # "am 3. Mi. im Monat"
        listed = site.left() in (",", ";") and any(entry.rstrip(".") in days for entry in site.scan.lefts(_LIST))
        return beside or listed or site.precedes(_OTHER_DAY)
    heads = site.left() in ("", ":", ",", ";", "\n")
    if heads and (site.precedes(_WHOLE_DAY) or site.precedes(_NEXT_DAY)):
        return True  # "after 6.30 (Sun all day)", "Mon pasta, Tues roast"
    if heads and site.following[:1].islower() and _OF_MENU.search(site.before(60)):
        return True  # "Mon pasta, Sat fish"
    ranked = _RANK.fullmatch(site.left()) is not None
    if ranked and (site.left()[0].isdecimal() or site.word_after in ("of", "in", "after", "before")):
        return True  # "the 1st Sat of each month", "coffee: 2nd Sun – the Guides"
    named = site.following[:1].isupper()  # "on Sun Microsystems"
    return (beside and not named) or site.precedes(_ENGLISH_DAY)


@rule(Closing.BEFORE_CAPITAL)
def short_while(site: Site) -> bool:
    """An article stands before and no noun behind: "give me a min.", but "a min. wage"."""
    alone = not site.word_after[:1].islower() or site.word_after in _BEHIND_WHILE
    return site.left() in ("a", "another") and alone


@rule()
def after_time(site: Site) -> bool:
    """A time of day stands before: "15 h HE"."""
    bracketed = site.left() == "," and site.scan.character(site.start - 1) == "("
    return _TIME_BEFORE.search(site.left(2) if bracketed else site.left()) is not None


@rule()
def timetabled(site: Site) -> bool:
    """A time of day is near, a capitalised word follows: "dep. Leeds 9.15", "arr Crewe 0931"."""
    near = site.scan.text[max(0, site.start - 60) : site.end + 60]
    clock = _CLOCK.search(near) is not None and site.following[:1].isupper()
    return clock or site.precedes(_STOP_AND_TIME)


@rule()
def before_service(site: Site) -> bool:
    """A time of four digits with a zero in front follows: "Hull d. 0712, Selby a. 0751"."""
    return site.precedes(_PADDED_TIME)


@rule()
def before_season(site: Site) -> bool:
    """A number that measures nothing follows: "la temp. 13 se estrena", but "temp. 13 °C"."""
    return site.precedes(_SEASON)


@rule()
def before_clock(site: Site) -> bool:
    """A time of day or a date follows: "sched. 5 p.m.", "sched. for 3/4", "arr. 21 h 10"."""
    return site.precedes(_CLOCK_OR_DATE) or site.word_after.lower() in site.scan.language.months


@rule()
def before_time(site: Site) -> bool:
    """A time of day follows: "exp. 10.52", "exp. at 9:15"."""
    return site.precedes(_TIME)


@rule()
def after_years(site: Site) -> bool:
    """Years stand before, that somebody has worked: "3+ yrs. exp. w/ SQL"."""
    return _YEARS.search(site.left()) is not None


@rule()
def before_delay(site: Site) -> bool:
    """A number of minutes or hours follows: "exp. 30-min. delays"."""
    return site.precedes(_DELAY)


@rule()
def before_day_or_time(site: Site) -> bool:
    """A day of the week or a time of day follows: "rpt. Thurs 11.20pm"."""
    return site.word_after.lower().rstrip(".") in site.scan.language.weekdays or site.precedes(_TIME)


@rule()
def after_day(site: Site) -> bool:
    """A day of the week stands before: "Sun. eve." """
    return site.left().rstrip(".") in site.scan.language.weekdays or site.left() in site.cues("like days")


@rule()
def before_hour(site: Site) -> bool:
    """An hour follows: "Tel. n. 18 h"."""
    return site.precedes(_AN_HOUR)


@rule()
def opening_day(site: Site) -> bool:
    """Hours follow, and an entry of a list begins with it: "open Tu-Sa 10-6, Su 12-4, M closed"."""
    return site.left() in _LISTED and site.precedes(_HOURS)


@rule()
def after_date(site: Site) -> bool:
    """The day of a date in numbers: "12/2 Tu", "12/3 W – quiz"."""
    dated = _DATE_IN_NUMBERS.search(site.before(6)) is not None
    return dated and (len(site.written) > 1 or site.following[:1] in ("-", "–"))


@rule()
def lettered_day(site: Site) -> bool:
    """One of several Spanish days in single letters before their hours: "L, Mi y V 8–14 h", but "tallas M y L"."""
    lettered = site.cues("sizes") | site.cues("lettered")
    if any(entry in lettered or entry.removesuffix("s") in lettered for entry in site.scan.lefts(_LIST)):
        return False
    others = site.left() in _BETWEEN_DAYS and site.left(2) in _DAYS_IN_LETTERS
    return site.precedes(_OTHER_LETTERS) or (others and site.precedes(_HOURS_OF_LETTERS))


@rule()
def before_date(site: Site) -> bool:
    """A number, a month, "circa" or a place and a year follow: "d. Jan. 4", "b. Leeds 1815"."""
    word = site.word_after.lower()
    if word.endswith("ly"):
        return word not in ("only", "early")  # "d. peacefully"
    dated = (
        site.following.lstrip("'")[:1].isdecimal() or word in site.scan.language.months or word in ("c", "ca", "circa")
    )
    return dated or site.precedes(_PLACE_YEAR)


@rule()
def before_day(site: Site) -> bool:
    """The day of a date follows: "(n. 12/11/1648", "d. 3 mai"."""
    return site.precedes(_DAY_DATE)


@rule()
def before_day_of_month(site: Site) -> bool:
    """The day and the name of a month follow: "inscr. av. 1er mai", but "av. 12 personnes"."""
    day = _DAY_OF_MONTH.match(site.scan.text, site.end)
    return day is not None and day[1].lower() in site.scan.language.months


@rule()
def after_slash_date(site: Site) -> bool:
    """A day and a month with a slash stand before: "12/06 AM"."""
    return _SLASH_DATE.search(site.before(12)) is not None


@rule()
def before_expiry(site: Site) -> bool:
    """A month and a short year follow, as cards have them: "expire le 08/27"."""
    return site.precedes(_EXPIRY)


@rule()
def half_of_day(site: Site) -> bool:
    """It heads what is done in that half of the day: "Thurs 6th: am - GP; pm - dentist", "am: maths"."""
    heads = site.left() in ("", ":", ";", ",", "\n") or site.left().rstrip(".") in site.scan.language.weekdays
    return heads and site.precedes(_HEADING)


@rule(Closing.BEFORE_CAPITAL)
def after_hours(site: Site) -> bool:
    """Hours stand before: "9-6 ET", in a text in capitals too."""
    return _HOURS_BEFORE.search(site.before(14)) is not None


@rule()
def before_year(site: Site) -> bool:
    """A year follows: "est. 1852"."""
    return site.precedes(_YEAR)


@rule()
def bracketed(site: Site) -> bool:
    """An opening bracket stands before, a number or an era follows: "(r. 1509-47)"."""
    following = site.following
    dated = following[:1].isdecimal() or following.startswith(("AD", "A.D", "c.", "ca"))
    return site.scan.character(site.start - 1) == "(" and dated
