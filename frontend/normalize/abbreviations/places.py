"""Rules that look at streets, towns, regions, roads and directions."""

from __future__ import annotations

from functools import cache

from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.patterns import regex
from frontend.tables import read_map, word_set

# Addresses -----------------------------------------------------------------------------------------------------------

_NAME_ONLY = regex("(?:^|[ (])[A-Z][a-z]{2,20} $")
_NAME_OF_PLACE = regex("(?:^|[ (])[A-ZÀ-Ý][a-zà-ÿ]{2,20},? $")
_ARTICLES = word_set("el la al del un una mi su")
_TIMED = regex(r"[0-9] ?[ap](?:\.?m\.?)?$")
_COMPASS_NEXT = regex(r" [NSEW](?:[.,](?! [A-Z][a-z])|$)")
_NUMBERED = regex(r"[0-9][\w-]{0,8},? (?:[A-Z0-9][\w'.-]{0,30} ){1,4}$")
_OPENERS = word_set(
    "It The He She They We You I In On At This That There These Those And But If When After Then My Our His Her"
)
"""Words in capitals that begin a sentence, and are no saints."""
_FREQUENT = 500
"""Ranks of words that are seldom names."""
_NTH_BEFORE = regex("[0-9](?:st|nd|rd|th) $")
_HOUSE_BEFORE = regex(r"(?:^|[ (,])[0-9]{1,5} $")
_NUMBERED_STREET = regex(" [0-9]{1,3}(?:st|nd|rd|th) (?:St|Ave|Street|Avenue|Rd|Road|Pl|Blvd)(?![a-z])")
_NTH_STREET = regex(" [0-9]{1,3}(?:st|nd|rd|th)(?![a-z])")
_NAMED_STREET = regex(
    r" (?:[A-Z][A-Za-z']{1,20} ){1,2}(?:St|Ave|Street|Avenue|Rd|Road|Pl|Blvd|Dr|Drive|Ln|Lane|Pkwy|Hwy)(?![A-Za-z])"
)
_STREET_NAME = regex(r" [A-Z][a-z]{2,20}(?![a-z]|'s| [A-Z][a-z])")
_ROAD_BEFORE = regex(r"(?:[A-Z]-?|[Aa]utoroute |[Rr](?:oute|te\.?) |[Ss]ortie |aut\. |\b[Ll]a )[0-9]{1,4} $")
_NAMED = regex("[ \u00a0](?:d(?:u |es |e (?:la |l')?|'))?[A-ZÀ-Ý][a-zà-ÿ]")
_NUMBERED_LINE = regex(r"[0-9][^\n]*[\w'.] $")
_FRENCH_STREET = regex(
    r"(?:[Bb]oul\.?|[Aa]v\.|[Cc]h\.|[Rr]te|[Bb]oulevard|[Aa]venue|[Rr]ue|[Cc]hemin|[Rr]ang|[Rr]oute)"
    r"(?: (?:d(?:e la|es|u|e) )?[A-ZÀ-Ý0-9][\w'.-]{1,20}){1,3} $|[0-9]e (?:[Aa]v\.|[Aa]venue|[Rr]ue|[Rr]ang) $"
)
_LINE_END = regex(r"[ \u00a0]*(?:$|[,;)\n])")
_ROAD = regex(r"(?:i|us|sr)[- ]?[0-9]{1,3}")
_ON_ROAD = regex(
    r" (?:on|along|via) (?:the )?(?:[AMBI]-?[0-9]|US[- ][0-9]|SR[- ][0-9]|Hwy|Rte|Rt\.|Route|Highway|Interstate)"
)
_BRITISH_ROAD = regex(r"[abm][0-9]{1,4}(?:\(m\))?")
_ROAD_OF_STATE = regex(r"([a-z]{2})-[0-9]{1,3}")
_MARKED_ROAD = regex(r" [0-9]{1,3}(?:\.[0-9])? (?:on|of|along) (?:I|US|SR|Hwy|Interstate|Rte)[ -]?[0-9]")
_AT_STREETS = word_set(
    "near on at w e n s west east north south from to of between and & off along down by onto toward towards"
)
_NUMBER_OF_STREET = regex("[0-9]{1,3}(?:st|nd|rd|th)")
_ROAD_REACH = 12
"""So many words to the left, a road stands before its markers."""
_ROADS = word_set("us highway hwy hwy. interstate route rte rte. rt rt. freeway road county loop")


@rule(Closing.BEFORE_CAPITAL, capitals=True)
def street(site: Site) -> bool:
    """A capitalised word stands before, as in an address: "Elm Dr." """
    scan, following = site.scan, site.following
    if not site.after_name or scan.at_sentence_start() or site.left() in _ARTICLES:
        return False  # "El Dr. recetó"
    if _TIMED.search(site.left()):
        return False  # "9 p.m. CT"
    if site.written[:2] == "St" and following[:1].isupper():
        if site.left().isdecimal() and site.before(2)[:1].isdecimal():
            return False  # "21 St James's Square"
        if "es" in scan.language.lineage and _ends_spanish_sentence(site):
            return True
    if site.precedes(_COMPASS_NEXT):
        return True  # "Ashburton Rd W."
    if site.word_after in _OPENERS or site.word_after.lower() in site.cues("named after streets"):
        return True  # "on High St. It was wet", "Mill Rd Surgery"
    return bool(_NUMBERED.search(site.before(80))) or not following[:1].isupper() or site.left() == ","


def _ends_spanish_sentence(site: Site) -> bool:
    """Whether a numbered street stands before, or a frequent word follows: "en 4th St. Doble", "de Elm St. Está"."""
    frequent = site.scan.language.word_ranks.get(site.word_after.lower(), _FREQUENT) < _FREQUENT
    return frequent or _NTH_BEFORE.search(site.before(6)) is not None


@rule()
def direction(site: Site) -> bool:
    """A house number stands before, or a numbered street follows: "100 N. Main St." """
    return before_nth_street(site) or _is_behind_house(site)


@rule()
def before_nth_street(site: Site) -> bool:
    """A numbered street follows: "onto W 43rd St.", "take Avenue A to E. 14th"."""
    return site.precedes(_NUMBERED_STREET) or (site.left() in _AT_STREETS and site.precedes(_NTH_STREET))


def _is_behind_house(site: Site) -> bool:
    return _HOUSE_BEFORE.search(site.before(8)) is not None and site.following[:1].isalnum()


@rule()
def before_street(site: Site) -> bool:
    """The name of a street follows: "St. Paul's on N. Main St." """
    return site.precedes(_NAMED_STREET)


@rule()
def on_street(site: Site) -> bool:
    """ "On" and a home or shop stand before, the name of a street follows: "a studio on N. Clark"."""
    placed = not site.cues("residence").isdisjoint(site.scan.lefts(5))
    return site.left() == "on" and placed and site.precedes(_STREET_NAME)


@rule()
def compass(site: Site) -> bool:
    """After a name in an address, at the end of its line or part: "boul. Laurier O." """
    before = site.before(80)
    if _ROAD_BEFORE.search(before):
        return not site.following[:1].isupper()
    street = "fr" in site.scan.language.lineage and _FRENCH_STREET.search(before)
    if street and site.following[:1].islower():
        return True  # "le 81, rue St-Paul E. a été vendu"
    return bool(_NUMBERED_LINE.search(before) or street) and site.precedes(_LINE_END)


@rule()
def on_road(site: Site) -> bool:
    """A numbered road stands before, no name follows: "sur la 40 E à Berthier"."""
    return _ROAD_BEFORE.search(site.before(24)) is not None and not site.following[:1].isupper()


@rule()
def named_after(site: Site) -> bool:
    """A name follows, with or without "de" between: "45 ch. du Golf", "ch. Sainte-Foy"."""
    return site.precedes(_NAMED)


@rule()
def after_name(site: Site) -> bool:
    """A name stands before, and no verse follows: "Clapham Jn", "Washington, D.C." """
    return _NAME_OF_PLACE.search(site.before(24)) is not None and not site.following[:1].isdecimal()


@rule()
def after_street(site: Site) -> bool:
    """The word for a street stands before: "K St. NW", but no title as in "Dr E. Noakes"."""
    left = site.left().rstrip(".")
    if site.scan.spoken in ("Street", "Drive"):
        return True
    if left in ("dr", "st") and not any(entry[:1].isdecimal() for entry in site.scan.lefts(6)):
        return False
    return left in site.cues("street")


@cache
def _states(tag: str) -> dict[str, str]:
    return read_map(tag, "states")


@rule()
def after_road(site: Site) -> bool:
    """A numbered road stands before: "I-95 N", "CA-1 S", British "the A346 S"."""
    language, of_state = site.scan.language, _ROAD_OF_STATE.fullmatch(site.left())
    if "en-GB" in language.lineage and site.left(2) == "the" and _BRITISH_ROAD.fullmatch(site.left()):
        return site.word_after not in ("line", "tronic")  # "the A4 S line": a car
    if of_state and language.tag.startswith(("en", "es")) and of_state[1].upper() in _states(language.tag):
        return True
    return _ROAD.fullmatch(site.left()) is not None or (site.left().isdecimal() and site.left(2) in _ROADS)


@rule()
def before_road(site: Site) -> bool:
    """The road on which it leads follows: "go 1.5 mi. W on Rte. 9", "N on A9"."""
    return site.precedes(_ON_ROAD)


_STREET_AND_HOUSE = regex(
    r" ?(?:(?:[A-ZÁÉÍÓÚÑ][a-zñáéíóú]+,? ){1,4}(?:n\.º |núm\. |#|[0-9]|s/n)|[0-9]{1,3},? (?:n\.º |núm\. |#|s/n|x [0-9]))"
)


@rule()
def named_street(site: Site) -> bool:
    """The name of a street and a house follow: "Salón Real, c/ Olivo 31"."""
    return site.left() in ("", ",", "en", "a", "de", ":") and site.precedes(_STREET_AND_HOUSE)


# Towns and regions ---------------------------------------------------------------------------------------------------

_PLACE_BEFORE = regex(r"[A-ZÀ-ÖØ-Þ][\w.'-]{1,30}, $")
_TOWN = regex(" [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?, (?:[A-Z]{2}|[A-Z][a-z]{1,4}\\.)(?![\\w])")
_COMPASS_STOPPED = frozenset(("N.", "S.", "E.", "W."))
_CALL_SIGN = regex(r"(?:^|[ (])[KW][A-Z]{2,3},? \(?$")
_STATE_NEXT = regex(", (?:[A-Z][a-z]{3,}|[A-Z]{2}(?![A-Za-z]))")
_LONG_NAME = regex(r" [A-Z][a-z]{3,20}(?![A-Za-z]|\.[A-Za-z])")
_ON_AIR = regex(r" [0-9]{1,4}(?:[.-][0-9])? on (\w{2,12})")
_NEWS = regex(r" [0-9]{1,3} (?:[Nn]ews|at [0-9])")
_WIRELESS_REACH = 14
_BEFORE_STREETS = word_set("on at of near along off and to down up from the n. s. e. w. n s e w")


@rule(Closing.BEFORE_CAPITAL)
def after_place(site: Site) -> bool:
    """A place and a comma stand before: "Tampa, Fla." """
    return _PLACE_BEFORE.search(site.before(34)) is not None


@rule()
def before_region(site: Site) -> bool:
    """A part of the world or a town follows: "N. Korea", "the Canyon's S. Rim", "W. Sacramento, CA"."""
    owned = site.left() == "the" or site.left().endswith("'s")
    owned = owned and site.written in _COMPASS_STOPPED and site.following[:1].isupper()
    return owned or site.word_after.lower() in site.cues("regions") or site.precedes(_TOWN)


@rule()
def in_part(site: Site) -> bool:
    """ "In" stands before, a long name follows: "a heist in W. Hollywood", but "in E. M. Forster"."""
    return site.left().rstrip(".") in ("in", "near", "nr", "throughout", "across") and site.precedes(_LONG_NAME)


@rule()
def after_region(site: Site) -> bool:
    """ "Of the" and before it a part of the world stand before: "Amérique du N." """
    area = site.left(2).rpartition("'")[2]
    return site.left() in ("du", "del") and area in site.cues("regions")


@rule(Closing.NEVER)
def lake(site: Site) -> bool:
    """The name of a lake follows: "L. Erie"."""
    return site.word_after.lower() in site.cues("lakes")


@rule(Closing.NEVER)
def river(site: Site) -> bool:
    """The name of a river follows: "R. Thames"."""
    return site.word_after.lower() in site.cues("rivers")


@rule()
def listed(site: Site) -> bool:
    """Other states in short stand beside it: "Ark., Mo., Kan." """
    after = site.scan.text[site.end : site.end + 9].strip(" ,&.").lower()
    beside = {after, *(entry.rstrip(".") for entry in site.scan.lefts(4))}
    return not beside.isdisjoint(site.cues("states in short"))


@rule()
def county(site: Site) -> bool:
    """A county follows, or a place or preposition stands before and a name follows: "Newry, Co. Down"."""
    known = site.word_after.lower() in site.cues("counties")
    return known or (site.following[:1].isupper() and site.left() in ("", ",", "in", "of", "from", "near", "to"))


@rule(Closing.BEFORE_CAPITAL)
def after_county(site: Site) -> bool:
    """The name of an American county stands before: "Cook Co." """
    return site.left() in site.cues("american counties") and not site.following[:1].isupper()


@rule()
def county_of_state(site: Site) -> bool:
    """A preposition and a name stand before, a comma and a state follow: "born in Scott Co., Iowa"."""
    placed = site.left(2) in ("in", "near", "from", "throughout", "across")
    return placed and site.precedes(_STATE_NEXT) and site.left().isalpha()


@rule()
def after_state(site: Site) -> bool:
    """A state with a team of its university stands before: "Ohio St. won"."""
    named = site.left(2) in _BEFORE_STREETS or any(c.isdecimal() for c in site.left(2) + site.left(3))
    return not named and site.left() in site.cues("teams of") and not site.following[:1].isupper()


@rule()
def after_air(site: Site) -> bool:
    """The name of a broadcaster stands before, or "on" and it behind: "XM ch. 21", "on Sky (ch. 401)"."""
    if site.precedes(_NEWS) or not site.cues("wireless").isdisjoint(site.scan.lefts(_WIRELESS_REACH)):
        return True  # "Ch. 4 News", "Wi-Fi on ch. 6 or ch. 149"
    on = _ON_AIR.match(site.scan.text, site.end)
    named = _CALL_SIGN.search(site.before(8)) is not None or (on is not None and on[1].lower() in site.cues("air"))
    return named or not site.cues("air").isdisjoint(site.scan.lefts(5))


# Directions ----------------------------------------------------------------------------------------------------------

_OF_PLACE = regex(" of (?:the |here|[A-Z])| on (?:[A-Z0-9]|the )| up | along | d(?:e la |e l'|es |u |e |')[A-Za-zÀ-ÿ]")
_CLOSED = regex(r"[,;:.)]? ?(?:$|[,;)]|then|on |to |and |\n)")
_LATITUDE = frozenset(("lat", "latitud", "long", "lon", "longitud"))
_DIRECTED_END = regex(r"(?= (?:de|del|y|e|por|hasta|a|con|en|hay)(?![\w])|[ ,;.)]*(?:$|\n)|[,;)])")
_OF_ROAD = regex(
    " of (?:the (?:[AM][1-9][0-9]{0,3}|[Rr]iver|border|city)(?![A-Za-z0-9])"
    "|(?:I|US|U\\.S\\.|Hwy|Highway|Route|Rte)[- .][0-9A-Z])"
)
_SPEED = regex(
    " (?:at )?[0-9]{1,3}(?:(?:[-–]| to )[0-9]{1,3})? ?(?:mph|kts?|knots|km/h)(?![a-z])"
    "| [3-9],? (?:to|or|occasionally|perhaps)(?: severe)? (?:gale|storm)"
    "| [3-9](?: or |-| to )[4-9](?=[,;.]| (?:increasing|incr|occasionally|later|at|veering|backing|becoming|gusting))"
)
"""Of the wind, also in Beaufort's numbers: "NE 4 or 5, increasing 6"."""
_DRIVEN = 12
"""So many words to the left, a word of driving may stand."""
_FROM = frozenset(("from", "the", "of", "del", "de", "du", "des", "aus", "von"))


@rule()
def before_of(site: Site) -> bool:
    """A distance stands before, "of" follows: "25 mi. SW of Eureka"; "snow is likely N of I-80"."""
    measured = any(c.isdecimal() for c in site.left()) or site.left() in site.cues("distances")
    return (measured or site.precedes(_OF_ROAD)) and site.precedes(_OF_PLACE)


@rule()
def before_distance(site: Site) -> bool:
    """A word of going stands before, a number follows: "go N 3 mi."."""
    return site.left() in site.cues("distances") and site.following[:1].isdecimal()


@rule()
def driven(site: Site) -> bool:
    """A way follows or an ordinal stands before, and a word of driving before: "to Exit 9, L on Rte. 1", "2nd R"."""
    onto = site.word_after in ("on", "onto", "at", "into") or _NUMBER_OF_STREET.fullmatch(site.left()) is not None
    words = site.cues("distances") | site.cues("roads") | site.cues("driving")
    return onto and not words.isdisjoint(entry.partition(" ")[0] for entry in site.scan.lefts(_DRIVEN))


@rule(Closing.BEFORE_CAPITAL)
def on_numbered_street(site: Site) -> bool:
    """The number of a street and a word of place stand before: "near 14th St. L train", but "the 14th St. Leger"."""
    placed = site.left(2).rstrip(".") in _AT_STREETS
    return placed and _NUMBER_OF_STREET.fullmatch(site.left()) is not None


@rule()
def after_distance(site: Site) -> bool:
    """A distance stands before, and a pause or the end follows: "walk 2 blks. E.", "3 mi. N, then"."""
    walked = site.left() in site.cues("distances") and any(c.isdecimal() for c in site.left(2) + site.left())
    return walked and site.precedes(_CLOSED)


@rule()
def part_of_place(site: Site) -> bool:
    """A name stands before, and the sentence goes on in lower case: "lands at Gatwick N. at 9.35"."""
    named = _NAME_ONLY.search(site.before(24)) is not None and site.left() not in site.cues("given")
    return named and site.following[:1].islower() and site.left(2) in _BEFORE_STREETS


@rule()
def after_latitude(site: Site) -> bool:
    """A number stands before, and before it a word of latitude: "lat. 19.43 N"."""
    return site.left()[:1].isdecimal() and site.left(2).rstrip(".") in _LATITUDE


@rule()
def toward(site: Site) -> bool:
    """A word of a direction stands before, the name ends there: "al SO de Oaxaca", "hacia el N., 3 km"."""
    left = site.left(2) if site.left() == "el" else site.left()
    return left in site.cues("toward") and site.precedes(_DIRECTED_END)


@rule()
def before_marker(site: Site) -> bool:
    """A numbered road stands before, a number follows: "I-40 near mm 215"."""
    roads = site.cues("roads") | {"i", "us", "hwy"}
    near = (entry.rstrip("-0123456789 ") for entry in site.scan.lefts(_ROAD_REACH))
    beside = any(entry in roads for entry in near) or site.precedes(_MARKED_ROAD)
    return site.following[:1].isdecimal() and beside


@rule()
def wind(site: Site) -> bool:
    """A word such as "winds" stands beside it, or a speed behind it: "NW winds", "becoming NW 20-25 mph"."""
    if site.precedes(_SPEED):
        return True
    winds = site.cues("winds")
    if site.left() == "nach" and site.left(2) in site.cues("travels"):
        return False  # "die Reise nach W."
    left = site.left(2) if site.left() in _FROM or site.left() in (",", ":") else site.left()
    if site.left() in ("aus", "du", "del", "l'") and not winds.isdisjoint(site.scan.lefts(10)):
        return True  # "Böen bis 100 km/h aus NW"
    return left in winds or site.word_after.lower() in winds
