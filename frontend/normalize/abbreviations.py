"""Abbreviations read in context, so that their full stops never end a sentence by mistake.

Rules of the table ``abbreviations`` (the first row whose rule holds is used):
    title          a capitalised word follows ("Dr. Smith"); never ends a sentence
    street         a capitalised word stands before, as in an address ("Elm Dr.")
    before_number  a digit or Roman numeral follows ("No. 5")
    before_capital a number or one capital letter follows ("Kl. B")
    before_item    a number follows, and where a sentence begins a capital after it ("No 10 Downing Street")
    after_paragraph  a numbered paragraph of a law stands before ("Abs. 1 S. 2")
    before_ordinal   an ordinal with its full stop follows ("v. 3. Mai")
    running        the sentence goes on behind it (for abbreviations that are also words: "rec.", "pos.")
    before_region  a part of the world follows ("N. Korea")
    after_region   "of the" and before it a part of the world stand before ("Amérique du N.")
    before_of      a distance stands before, "of" follows ("25 mi. SW of Eureka")
    wind           a word such as "winds" stands beside it
    after_place    a place and a comma stand before ("Tampa, Fla.")
    after_air      the name of a broadcaster stands before ("XM ch. 21")
    after_state    a state with a team of its university stands before ("Ohio St. won")
    after_the      "the" stands before ("of the pop.")
    owned          a word such as "your" stands before ("your no.")
    bracketed      an opening bracket stands before, a number follows ("(r. 1509-47)")
    before_code    three capitals follow ("dep. LHR")
    before_lower   a word in lower case follows ("Pt. is", but "Pt. 2")
    unnamed_item   a number follows, and no name stands before ("entering Rd. 3", not "Farm Rd. 12")
    before_version   a version follows ("Rev. 3.1", "v. 4.12")
    before_date    a number, a month or "circa" follows ("d. Jan. 4")
    compared       a comma stands before, an amount follows ("1.7% in Q3, v. 2.5%")
    before_degrees degrees follow ("lat. 51°")
    after_one      the number 1 stands before ("1 c. à thé")
    direction      a house number stands before ("100 N. Main St.")
    after_number   a digit stands before ("5 ft.")
    after_money    an amount of money stands before ("£850 pcm")
    before_year    a year follows ("est. 1852")
    after_nth      an English ordinal stands before ("19th c.")
    after_street   the word for a street stands before ("K St. NW")
    after_per      "per", "a" or "each" stands before ("per min")
    county         a place or a preposition stands before, a capitalised word follows ("Newry, Co. Down")
    numbered       a word that announces a number stands before ("tel. no. is")
    after_road     a numbered road stands before ("I-95 N")
    before_roman   a Roman numeral follows ("s. XVIII")
    after_roman    a Roman ordinal stands before ("XXe s.")
    after_ordinal  a digit stands before, with or without the full stop of an ordinal ("2. OG")
    weekday        a day of the week: a date, a time, another day or a word such as "am" stands beside it
    compass        after a name in an address, at the end of its line or part ("boul. Laurier O.")
    adjective      anywhere; takes the ending of the noun that follows (German: "im ehem. Kloster")
    genitive       "des" stands before the ordinals before it ("Werke des 19. und 20. Jh.")
    before_title   an abbreviated title follows ("Hr. Groß o. Fr. Ochs")
    before_verse   chapter and verse of the Bible follow ("Mt 5,3")
    after_of       "de" and before it a number or magnitude stand before ("150 millones de km")
    after_la       "la" or a possessive of the feminine stands before ("la ch. 305")
    after_comma    a comma stands before, a capitalised word follows (", col. Centro")
    after_los      "los" stands before ("los sáb.")
    after_time     a time of day stands before ("15 h HE")
    singular       an article or preposition of one thing stands before ("le prix au m²")
    before_length  a length follows ("Ø 12 mm")
    plain          anywhere; ends a sentence only at the end of the text or line
    final          anywhere; ends a sentence if a capital follows ("etc.", "Inc.")
"""

from __future__ import annotations

import re

from frontend.normalize.scan import Reading, Scan
from frontend.normalize.tables import word_set

_LETTERS = re.compile(r"[^\W\d_]{0,60}")
_YEAR_AFTER = re.compile(" (?:1[0-9]|20)[0-9]{2}(?![0-9])")
_SPECIES = re.compile(r"([A-Z])\.(?= [a-z]{3})")
"""A capital with a full stop before a word in lower case: "E. coli"."""
_COMPASS_STOPPED = frozenset(("N.", "S.", "E.", "W."))
_COMPASS_NEXT = re.compile(r" [NSEW](?:[.,]|$)")
_QUADRANT = re.compile(r" [NS]\.?[EW]\.?(?![\w])")
_MONEY = re.compile(r"[$£€]\.?[0-9]|[0-9][ \u00a0]?[$£€%]")
_ROAD = re.compile(r"(?:i|us|sr)-?[0-9]{1,3}")
_ROADS = word_set("highway hwy hwy. interstate route rte rte. freeway road county")
_NAME = re.compile(r"[^\W\d_]{1,30}(?:['-][^\W\d_]{1,30}){1,6}")
_HYPHENED = re.compile(r"((?:[^\W\d_]{1,30}-){1,4})([^\W\d_]{2,5}\.)")
_INITIAL = re.compile(r"([A-ZÀ-ÖØ-Þ])\.(?=[ \u00a0]?[A-ZÀ-ÖØ-Þ][\w.'-])")
_DOTTED = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\.[ \u00a0-]?){1,8}[A-ZÀ-ÖØ-Þ]\.|(?:[a-z]\.){2,6}")
_STREET_BEFORE = re.compile(r"(?:^|[\s(,])[A-ZÀ-ÖØ-Þ0-9][\w'-]{0,30} $")
_HOUSE_BEFORE = re.compile(r"(?:^|[ (,])[0-9]{1,5} $")
_NUMBERED = re.compile(r"[0-9][\w-]{0,8},? (?:[A-Z0-9][\w'.-]{0,30} ){1,4}$")
_TOWN_AFTER = re.compile(" [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?, (?:[A-Z]{2}|[A-Z][a-z]{1,4}\\.)(?![\\w])")
_ORDINAL_AFTER = re.compile(r"[ \u00a0][0-9]{1,2}(?:\.|[-–])")
_OF_PLACE = re.compile(" of (?:the |here|[A-Z])| on (?:[A-Z0-9]|the )| up | along | d(?:e la |e l'|es |u |e |')[A-Z]")
_OF_ROAD = re.compile(" of (?:I|US|U\\.S\\.|Hwy|Highway|Route|Rte)[- .][0-9A-Z]")
"""A numbered road: "snow is likely N of I-80"."""
_PLACE_BEFORE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.'-]{1,30}, $")
_DEGREES_AFTER = re.compile(r" ?-?[0-9]{1,3}(?:\.[0-9]{1,8})?(?:°|[,;. ]*$| [NSEW]\b)")
_ROMAN_NEXT = re.compile("[IVXLC]{2}|(?:i[ivx]|vi|xi)(?![a-z])|iii|xii|xiv|xix|viii?")
_NUMBER_WORD = re.compile("[Nn](?:o|º|°|r|úm|os)\\.?")
_CODE_AFTER = re.compile("[ \u00a0][A-Z]{1,3}-?[0-9]")
_PARTS = word_set("Art. Sec. Ch. Vol. Pt. Bk. Sch. Amend. Div. Sc. Fig.")
_ONE_ROMAN = re.compile(" [IVX](?![\\w'])")
_STOPPED = re.compile(r"\.(?= [a-z])")
_BEFORE_STREETS = word_set("on at of near along off and to down up from the n. s. e. w. n s e w")
_OPENERS = word_set(
    "It The He She They We You I In On At This That There These Those And But If When After Then My Our His Her"
)
"""Words in capitals that begin a sentence, and are no saints."""
_SAYING = word_set("said say says answered answers voted replied shouted yes")
_ITEM_AFTER = re.compile(r" [0-9]{1,4}[A-Za-z]?(?![\w]|[.,-][0-9])(?: ([A-Z]))?")
_MONTH = "(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
_ONE_AFTER = re.compile(rf"[ \u00a0](?:[A-Z]{{1,2}}|[0-9]{{1,2}}[a-z]?)(?![\w]|\.[0-9]|\. {_MONTH})")
_ROMAN_AFTER = re.compile(r"[ \u00a0]?(?:[IVX]{2,6}(?!\w)|[IVX](?![\w.]))")
_ROMAN_BEFORE = re.compile(r"[ivx]{1,6}e")
_WEEKDAY_AFTER = re.compile(
    r" (?:u\.|und|oder|bis) (?:[A-Z]|feiertags)"
    r"| (?:bis|ab|von|um|ganztägig|geschlossen|vormittags|nachmittags|abends|morgens)\b"
    r"|(?:[ \u00a0]?[-–/][ \u00a0]?|,? (?:den |dem )?)[0-9]|[ \u00a0]?[-–/+&][ \u00a0]?[A-Z]"
)
_JOINERS = frozenset(("&", "and", "or", ","))
_DAY_AFTER = re.compile(
    r"(?: ?[-–/+&,] ?| (?:to|and|or|through|thru|until) )(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"| (?:am|pm|morning|afternoon|evening|night|noon)\b"
)
_TIMED = re.compile(r"[0-9] ?[ap](?:\.?m\.?)?$")
_CLOCK_BEFORE = re.compile(r"[0-9] ?[ap]\.?m\.?$|^[0-9]{1,2}[:.][0-9]{2}$")
_TIME_BEFORE = re.compile(r"(?:[0-9] ?(?:[ap]\. ?m\.?|[ap]m|h(?: ?[0-5][0-9])?)|^[0-9]{1,2}[:.][0-9]{2})$")
_COMPASS_AFTER = re.compile(r"[ \u00a0]*(?:$|[,;)\n])")
_ROAD_BEFORE = re.compile(r"(?:[A-Z]-?|autoroute |route |aut\. )[0-9]{1,4} $")
_NUMBERED_LINE = re.compile(r"[0-9][^\n]*[\w'] $")
_TITLE_AFTER = re.compile(" (?:Hr|Hrn|Fr|Dr|Prof|Fam|Dipl)\\.")
_VERSE_AFTER = re.compile(r" [0-9]{1,3}[:,] ?[0-9]{1,3}(?![0-9]*[€$%])")
_NTH = re.compile("[0-9]{1,3}\\.?(?:er|[ºª°oae]|re|ère|ro|do|to)")
_LENGTH_AFTER = re.compile(r"[ \u00a0]?[0-9]{1,4}(?:[.,][0-9]{1,3})?[ \u00a0]?[cmd]?m(?!\w)")
_VERSION_AFTER = re.compile(r"[ \u00a0]?[0-9]{1,3}\.[0-9]")
_OF_ONE = word_set("le au du un par chaque ce el al del por cada")
_FEMININE_BEFORE = word_set("la ma sa votre notre cette una mi su nuestra esta")
_FROM = frozenset(("from", "the", "of", "del", "de", "du", "des", "aus", "von"))
_LINKED_BY_S = ("ung-", "ion-", "tät-", "heit-", "keit-", "schaft-", "trag-", "gang-")
_LINKS = frozenset(("und", "u.", "bis", "oder", ","))
_REACH = 12
_CODED = re.compile("[ (]+[A-Z]{0,4}[0-9]| [A-Z]{2}")
_NUMBERED_STREET = re.compile(" [0-9]{1,3}(?:st|nd|rd|th) (?:St|Ave|Street|Avenue|Rd|Road|Pl|Blvd)(?![a-z])")
_PLACE_YEAR = re.compile(" [A-Z][a-z]{2,20},? 1[5-9][0-9]{2}(?![0-9])")
_CLOCK_NEAR = re.compile("[0-9][:.][0-5][0-9]")
_LIFE = re.compile(r"(?:\b(?:b|bap|bapt|born)\b.*1[5-9][0-9]{2}.*[,;]|\((?:b\.|c\.)? ?1[5-9][0-9]{2}[^()]*\)),? $")
"""A life before a marriage: "b. 1841 in Ohio, ", "Webb (1802-71) "."""
_CAPITAL_BEFORE = re.compile(r"(?:^|[\s(,])[A-ZÀ-ÖØ-Þ0-9][\w'-]{0,30},? $")


def recognise(scan: Scan, position: int) -> Reading | None:
    text = scan.text
    first = _LETTERS.match(text, position)
    entries = scan.language.abbreviations.get(first.group().lower() if first else "")
    for written, rule, spoken in entries or ():
        end = position + len(written)
        piece = text[position:end]
        capital = (
            len(written) > 2 and piece[:1].lower() + piece[1:] == written
        )  # begins a sentence: "Vgl.", but not "U."
        titled = rule in ("title", "street") and len(written) > 2
        shouted = len(written) > 2 and (scan.shouting or titled) and written[-1] in ".-" and piece == written.upper()
        if piece != written and not capital and not shouted:
            continue
        if written[-1] not in ".-'/" and (scan.character(end).isalnum() or scan.character(end) in ("'", "-")):
            continue
        if written[-1] == "/" and scan.character(position - 1) == "/":
            continue  # "M/W/F"
        if written[-1] == "." and scan.character(end).isalpha() and rule != "before_number":
            continue
        if _holds(scan, rule, position, end):
            if written[-1].isalpha() and _STOPPED.match(scan.text, end):
                end += 1  # "the govt. said"
            if rule == "adjective":
                spoken = scan.language.inflected(scan, spoken, end)
            elif rule == "after_number":
                spoken = scan.language.counted_plural(scan, spoken)
            return Reading(end, spoken, _closes(scan, rule, written, end))
    for part, full in scan.language.inner_abbreviations.items():
        name = _NAME.match(text, position)
        if name and part in name.group():  # "Côte-Ste-Catherine"
            return Reading(name.end(), name.group().replace(part, full))
    for ending, full in scan.language.suffix_abbreviations.items():
        compound = _HYPHENED.match(text, position)
        if compound and compound[2] == ending.capitalize():
            end = compound.end()
            number = ending == "nr." and compound[1][1:].islower() and compound[1].count("-") == 1  # "Bestell-Nr."
            linked = number or compound[1].endswith("s-")  # "Rechnungs-Nr.", but not "Konrad-Adenauer-Str."
            join = "s" if number and compound[1].endswith(_LINKED_BY_S) else ""  # "Vertrag-Nr."
            stem, rest = (compound[1][:-1] + join, full.lower()) if linked else (compound[1], full.capitalize())
            return Reading(end, stem + rest, _closes(scan, "plain", ending, end))
        if first and text.startswith(ending, first.end() + 1 - len(ending)) and len(first.group()) >= len(ending) + 2:
            end = first.end() + 1
            return Reading(end, text[position : end - len(ending)] + full, _closes(scan, "plain", ending, end))
    return _initials(scan, position)


def _holds(scan: Scan, rule: str, start: int, end: int) -> bool:
    if rule in ("plain", "final", "adjective"):
        ordinary = scan.language.is_ordinary_word(scan.text[start : end - 1])
        ordinary = ordinary and _CODED.match(scan.text, end) is None  # "quote ref. KX4471"
        listed = scan.left(2).rstrip(".") in scan.language.weekdays  # "du lun. au jeu."
        last = ordinary and rule != "final" and scan.ends_here(end)  # "she works as a temp."
        return listed or not last or scan.at_sentence_start()
    if rule == "genitive":
        distance = 1
        while distance < _REACH and (scan.left(distance)[:1].isdecimal() or scan.left(distance) in _LINKS):
            distance += 1
        return distance > 1 and scan.left(distance) in ("des", "eines", "dieses")
    if rule == "before_title":
        return _TITLE_AFTER.match(scan.text, end) is not None
    if rule == "before_verse":
        return _VERSE_AFTER.match(scan.text, end) is not None
    if rule == "after_of":
        counted = scan.left(2).split(" ")[-1]
        return scan.left() == "de" and (counted in scan.language.scales or counted[-1:].isdecimal())
    if rule == "after_la":
        return scan.left() in _FEMININE_BEFORE
    if rule == "singular":
        return scan.left() in _OF_ONE
    if rule == "after_comma":
        return scan.left() == "," and scan.word_after(end)[:1].isupper()
    if rule == "after_los":
        return scan.left() == "los"
    if rule == "after_time":
        return _TIME_BEFORE.search(scan.left()) is not None
    if rule == "before_length":
        return _LENGTH_AFTER.match(scan.text, end) is not None
    if rule == "before_version":
        return _VERSION_AFTER.match(scan.text, end) is not None
    following = scan.text[scan.skip_spaces(end) : scan.skip_spaces(end) + 3]
    if rule == "timetabled":
        return following[:1].isupper() and _CLOCK_NEAR.search(scan.text[max(0, start - 60) : end + 60]) is not None
    if rule == "married":
        return following[:1].isupper() and _LIFE.search(scan.text[max(0, start - 80) : start]) is not None
    if rule == "title":
        initials = scan.text[start:end] == "D." and following[1:2] in (".", " ")  # "D. S. 45/2020"
        return (following[:1].isupper() and not initials) or following[:1] == "("  # "Col. (Ret.) Smith"
    if rule == "before_number":
        if _NUMBER_WORD.fullmatch(scan.text[start:end]) and _CODE_AFTER.match(scan.text, end):
            return True  # "facture no A-2031"
        if scan.text[start:end] == "no." and scan.left() in _SAYING:
            return False  # "he said no. 7 people agreed"
        if scan.text[start:end] in _PARTS and _ONE_ROMAN.match(scan.text, end):
            return True  # "Art. I, § 8"
        roman = _ROMAN_NEXT.match(following) is not None and scan.text[start:end] not in ("Max", "Min")
        return roman or following.lstrip("-–$£€# ")[:1].isdecimal()
    if rule == "after_number":
        scaled = scan.left()[:1].isdecimal() and scan.left().split(" ")[-1].capitalize() in scan.language.scales
        return scaled or scan.left()[-1:].isnumeric()  # "½ c." too
    if rule == "before_item":
        numbered = _ITEM_AFTER.match(scan.text, end)
        return numbered is not None and (not scan.at_sentence_start() or numbered[1] is not None)
    if rule == "before_capital":
        return _ONE_AFTER.match(scan.text, end) is not None
    if rule == "before_roman":
        return _ROMAN_AFTER.match(scan.text, end) is not None
    if rule == "after_roman":
        return _ROMAN_BEFORE.fullmatch(scan.left()) is not None
    if rule == "after_ordinal":
        return scan.left().rstrip(".")[-1:].isdecimal() or _NTH.fullmatch(scan.left()) is not None
    if rule == "weekday":
        beside = (
            scan.left() in scan.language.cues.get("weekday", ())
            or scan.left().rstrip(".") in scan.language.weekdays
            or (scan.left() in _JOINERS and scan.left(2).rstrip(".") in scan.language.weekdays)
            or _CLOCK_BEFORE.search(scan.left()) is not None
        )
        after = _DAY_AFTER if scan.language.tag.startswith("en") else _WEEKDAY_AFTER
        if after is _DAY_AFTER and following[:1].isupper():
            beside = False  # "on Sun Microsystems"
        return beside or after.match(scan.text, end) is not None
    if rule == "compass":
        before = scan.text[max(0, start - 80) : start]
        if _ROAD_BEFORE.search(before):
            return not following[:1].isupper()
        numbered = _NUMBERED_LINE.search(before)
        return bool(numbered) and _COMPASS_AFTER.match(scan.text, end) is not None
    if rule == "before_ordinal":
        return _ORDINAL_AFTER.match(scan.text, end) is not None
    if rule == "after_paragraph":
        return scan.left().isdecimal() and scan.left(2).rstrip(".") in ("abs", "absatz", "art", "artikel", "nr")
    if rule == "running":
        return not scan.ends_here(end) and not scan.at_sentence_start()
    if rule == "before_region":
        region = scan.word_after(end).lower() in scan.language.cues["regions"]
        owned = scan.left() == "the" or scan.left().endswith("'s")  # "the Canyon's S. Rim"
        region = region or (owned and scan.text[start:end] in _COMPASS_STOPPED and following[:1].isupper())
        return region or _TOWN_AFTER.match(scan.text, end) is not None  # "W. Sacramento, CA"
    if rule == "after_region":
        area = scan.left(2).rpartition("'")[2]
        return scan.left() in ("du", "del") and area in scan.language.cues["regions"]
    if rule == "before_of":
        measured = any(c.isdecimal() for c in scan.left()) or scan.left() in scan.language.cues["distances"]
        measured = measured or _OF_ROAD.match(scan.text, end) is not None
        return measured and _OF_PLACE.match(scan.text, end) is not None
    if rule == "wind":
        winds = scan.language.cues["winds"]
        left = scan.left(2) if scan.left() in _FROM else scan.left()
        return left in winds or scan.word_after(end).lower() in winds
    if rule == "after_place":
        return _PLACE_BEFORE.search(scan.text[max(0, start - 34) : start]) is not None
    if rule == "after_air":
        left = scan.left(2) if scan.left() == "," else scan.left()  # "live on Sky (ch. 401)"
        return left in scan.language.cues["air"]
    if rule == "after_state":
        street = scan.left(2) in _BEFORE_STREETS or any(c.isdecimal() for c in scan.left(2) + scan.left(3))
        return not street and scan.left() in scan.language.cues["teams of"] and not following[:1].isupper()
    if rule == "after_the":
        return scan.left() in ("the", "u.s.", "uk", "us")
    if rule == "owned":
        of = scan.left() == "the" and scan.word_after(end) == "of"
        return of or scan.left() in scan.language.cues["owners"]
    if rule == "bracketed":
        dated = following[:1].isdecimal() or following.startswith(("AD", "A.D", "c.", "ca"))
        return scan.character(start - 1) == "(" and dated
    if rule == "before_code":
        return len(following) == 3 and following.isalpha() and following.isupper()
    if rule == "unnamed_item":
        named = _STREET_BEFORE.search(scan.text[max(0, start - 40) : start]) is not None
        return _ITEM_AFTER.match(scan.text, end) is not None and not named
    if rule == "before_date":
        word = scan.word_after(end).lower()
        placed = _PLACE_YEAR.match(scan.text, end) is not None  # "b. Leeds 1815"
        return placed or following[:1].isdecimal() or word in scan.language.months or word in ("c", "ca", "circa")
    if rule == "compared":
        return scan.left() == "," and following.lstrip("-–$£€")[:1].isdecimal()
    if rule == "before_lower":
        return following[:1].islower() or following[:2] == "& "
    if rule == "before_degrees":
        return _DEGREES_AFTER.match(scan.text, end) is not None
    if rule == "after_street":
        return scan.left().rstrip(".") in scan.language.cues.get("street", ())
    if rule == "after_per":
        return scan.left() in ("per", "a", "an", "each", "every", "one", "another")
    if rule == "county":
        known = scan.word_after(end).lower() in scan.language.cues.get("counties", ())
        return known or (following[:1].isupper() and scan.left() in ("", ",", "in", "of", "from", "near", "to"))
    if rule == "before_year":
        return _YEAR_AFTER.match(scan.text, end) is not None
    if rule == "after_nth":
        return scan.left()[-2:] in ("st", "nd", "rd", "th") and scan.left()[:1].isdecimal()
    if rule == "numbered":
        return scan.left().rstrip(".") in scan.language.cues.get("numbered", ())
    if rule == "after_money":
        return _MONEY.search(scan.left()) is not None
    if rule == "after_road":
        return _ROAD.fullmatch(scan.left()) is not None or (scan.left().isdecimal() and scan.left(2) in _ROADS)
    if rule == "after_one":
        return scan.left() == "1"
    if rule == "direction":
        if _NUMBERED_STREET.match(scan.text, end):
            return True
        return _HOUSE_BEFORE.search(scan.text[max(0, start - 8) : start]) is not None and following[:1].isalnum()
    if rule == "street":
        if not _STREET_BEFORE.search(scan.text[max(0, start - 40) : start]) or scan.at_sentence_start():
            return False
        if _TIMED.search(scan.left()):
            return False  # "9 p.m. CT"
        if scan.left().isdecimal() and scan.text[start : start + 2] == "St" and following[:1].isupper():
            return False  # "21 St James's Square"
        if _COMPASS_NEXT.match(scan.text, end):
            return True  # "Ashburton Rd W."
        numbered = _NUMBERED.search(scan.text[max(0, start - 80) : start])
        if scan.word_after(end) in _OPENERS:
            return True  # "on High St. It was wet"
        return bool(numbered) or not following[:1].isupper() or scan.left(1) in (",",)
    return False


def _closes(scan: Scan, rule: str, written: str, end: int) -> bool:
    if not written.endswith(".") or rule in ("title", "before_number"):
        return False
    if scan.character(end) in (".", "?", "!", ",", ";", ":"):
        return False
    if not scan.text[end : end + 40].strip() and end + 40 >= len(scan.text):
        return True
    if rule == "street" and _QUADRANT.match(scan.text, end):
        return False
    return rule in ("final", "street", "after_place") and scan.ends_here(end)


def _initials(scan: Scan, position: int) -> Reading | None:
    """``U.N.``, ``J. K. Rowling``: capitals with full stops are letters."""
    text = scan.text
    dotted = _DOTTED.match(text, position)
    if dotted and (len(dotted.group()) > 3 or " " not in dotted.group()):
        end = dotted.end()
        if not scan.character(end).isalnum():
            spoken = " ".join(c.upper() for c in dotted.group() if c.isalpha())
            if scan.text.startswith("'s", end) and not scan.character(end + 2).isalnum():
                return Reading(end + 2, spoken + "'s")  # "L.A.'s"
            closes = end >= len(text) or not text[end : end + 40].strip()
            return Reading(end, spoken, closes)
    species = _SPECIES.match(text, position)
    ruler = scan.left() in scan.language.cues.get("monarch_m", ()) or scan.left() in scan.language.cues.get(
        "monarch_f", ()
    )
    if species and not scan.character(position - 1).isalnum() and species[1] not in "AI" and not ruler:
        return Reading(species.end(), species[1])
    initial = _INITIAL.match(text, position)
    if initial and not scan.character(position - 1).isalnum():
        name = scan.at_sentence_start() or _CAPITAL_BEFORE.search(text[max(0, position - 40) : position])
        if name and scan.word_after(initial.end()).lower() not in scan.language.capital_words:
            return Reading(initial.end(), initial[1])
    return None
