"""Numbers and ranges of numbers, with what may follow: ordinal suffix, currency, unit, magnitude, or a noun."""

from __future__ import annotations

import re

from frontend.normalize import digit_strings, fractions, measures, money, ordinals, serials
from frontend.normalize.cleaning import LETTER
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.values import Number, Quantity

_DASH = regex(r"[-–—](?=[0-9])|[ \u00a0\u202f][-–—][ \u00a0\u202f](?=[0-9])")
_BORE = regex("-cal(?:\\.|iber|ibre)?(?![a-z])")
_DAYS_AFTER = regex(r",? \(?(?:M[-–]F|Mon|Tue|Wed|Thu|Fri|Sat|Sun|daily|weekdays|wkdays|every day)")
_LOSS = regex("[-–−][0-9]{1,3}(?:[.,][0-9]{1,3})? ?%")
"""Behind a slash: "-1,05 €/-2,99 %"."""
_RECORD = regex("[0-9]{1,3}[-–][0-9]{1,3}")
_DAYTIME = regex("(?:noon|midnight|midday|dusk|dawn|sunset)(?![a-z])")
_PART = regex("[0-9]{0,3}[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_BORES = frozenset(("22", "32", "38", "44", "45"))
_RIFLE = regex(r"\.([1-9][0-9])-([0-9]{2})(?![0-9.,-])")
_RUN = regex(r"[0-9]{1,60}")
_AFTER_RANGE = regex(r"[-–/:][0-9]|[0-9]")
_LETTER = regex(f"[{LETTER}]")
_AIRCRAFT = regex("7[0-9]7-[0-9]{1,3}(?![0-9-])")
_VARIANT = regex("-([0-9]{1,3})(?![0-9])")
_RESULT = regex("[0-9]{1,3}[-–][0-9]{1,3} [A-ZÀ-Ý][a-zà-ÿ]")
_NAME_BEFORE = regex("(?:^|[ (])[A-ZÀ-Ý][a-zà-ÿ]{2,20} $")
_SPACES = " \u00a0\u202f"
_DIFFERENCE = regex("(?:[-–]| [-–] )[0-9.,]{1,20} ?=")
_POWER_OF_TEN = regex("10[\\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻]")
_SCREEN = regex("([1-9][0-9]{2,3}) ?[x×] ?([1-9][0-9]{2,3})(?![0-9.,]| ?(?:[cmk]?m|ft|in)\\b)")
_JET = regex("7[0-8]7(?![0-9.,:/%-])")
_SECOND_PART = regex("[-–]([0-9]{1,3})(?![0-9:/-]|[.][0-9]|[A-Za-z])")
_TAIL = regex("[-–]([0-9]{1,2})(?![0-9.:/-])")
_BEST = regex("/(5|10|20|100)(?![0-9/]|[.,][0-9])")
_PRODUCT_END = regex("[0-9.,]{1,12}(?:$|[?;)]|\\.$)")
_X_IN_CODE = regex("X[0-9]{1,4}[A-Z]{1,3}[0-9]?")
_DAY_OF_YEAR = regex("[0-9]{1,2}/[0-9]{1,2}")
_PRICE = regex("[0-9]{1,6}(?:[.,][0-9]{2})?[ \u00a0]?[$€]")
_MULTIPLY = regex(r"[ \u00a0\u202f]?[xX×][ \u00a0\u202f]?(?=\.?[0-9]|[$£€][0-9]|A[0-9](?![0-9]))")


def match_number(scan: Scan, position: int, negative: bool = False) -> tuple[Number, int] | None:
    """The number of the locale's format that starts with the digit at `position`, and where it ends."""
    for matcher in scan.language.number_matchers:
        match = matcher.match(scan.text, position)
        if match:
            groups = match.groupdict()
            raw = groups["int"]
            digits = raw if raw.isdecimal() else re.sub(r"[^0-9]", "", raw)
            fraction = groups.get("frac") or groups.get("_frac")
            mark = groups.get("mark") or groups.get("_mark") or "."
            return Number(digits, fraction, mark, negative, grouped=digits != raw), match.end()
    return None


def match_quantity(scan: Scan, position: int, negative: bool = False) -> tuple[Quantity, int] | None:
    """A number, or a range if a dash and a larger number follow."""
    first = match_number(scan, position, negative)
    if first is None:
        return None
    number, end = first
    shortened = _shortened(scan, number, end)
    if shortened is not None:
        return shortened
    typed = scan.left() in scan.language.cues.get("model", ()) or _AIRCRAFT.match(scan.text, position)
    dash = None if typed or _DIFFERENCE.match(scan.text, end) else _DASH.match(scan.text, end)
    numbered = scan.left() in scan.language.cues.get("enumerated", ()) and scan.language.capital_nouns
    if dash and numbered and dash.end() - end > 1:
        dash = None  # "Reihe 7 – 45 €": what follows counts something else
    scored = scan.left() in scan.language.cues.get("scored", ()) and number.magnitude < 200
    scored = scored or (number.magnitude < 100 and _between_teams(scan, position))
    if dash and not number.padded and not scored:
        second = match_number(scan, dash.end())
        rising = second and second[0].magnitude > number.magnitude and not second[0].padded
        counted = second and number.grouped and second[0].grouped and dash.end() - end == 1
        rising = rising or counted  # votes: "by 84,512-42,191"
        if second and rising and not _AFTER_RANGE.match(scan.text, second[1]):
            return Quantity(number, second[0]), second[1]
    return Quantity(number), end


def _shortened(scan: Scan, number: Number, end: int) -> tuple[Quantity, int] | None:
    """ "pp. 45-7": pages up to 47."""
    match = _TAIL.match(scan.text, end)
    if not match or scan.left().rstrip(".") not in scan.language.cues.get("paged", ()) or number.value is None:
        return None
    last = number.digits[: -len(match[1])] + match[1]
    if len(match[1]) >= len(number.digits) or int(last) <= number.value:
        return None
    return Quantity(number, Number(last)), match.end()


def _between_teams(scan: Scan, position: int) -> bool:
    """ "Chelsea 0-1 Arsenal": names before and after (where only names have capitals)."""
    match = _RESULT.match(scan.text, position)
    names = match and not scan.language.tag.startswith("de") and not scan.shouting
    return bool(names) and _NAME_BEFORE.search(scan.text[max(0, position - 24) : position]) is not None


def recognise(scan: Scan, position: int) -> Reading | None:
    """A quantity at a digit. Always answers: this is the last of the digit classes."""
    return _read(scan, position, position, False)


def recognise_signed(scan: Scan, position: int) -> Reading | None:
    """``-5``, ``+3`` and ``.5`` where no word or number stands directly before."""
    text = scan.text
    sign = text[position]
    before = scan.character(position - 1)
    if before and before not in ' \u00a0\u202f\n("[=:' and not (before == "/" and _LOSS.match(text, position)):
        return None
    following = scan.character(position + 1)
    if sign == "." and following.isdecimal() and following.isascii():
        match = _RUN.match(text, position + 1)
        calibers = scan.language.cues.get("calibers", frozenset())
        bore = match and scan.word_after(match.end() + (scan.character(match.end()) == "-")).lower() in calibers
        hyphened = _BORE.match(text, match.end()) if match and calibers else None
        article = scan.left() in ("the", "a", "his", "her", "my") and text[position + 1 : position + 3] in _BORES
        bore = bool(bore) or (bool(calibers) and article and match is not None and match.end() == position + 3)
        rifle = _RIFLE.match(text, position) if calibers else None
        if rifle:  # ".30-06"
            first, second = (scan.language.numbers.cardinal(int(part)) for part in rifle.groups())
            return Reading(rifle.end(), f"{first} {'oh ' if rifle[2][0] == '0' else ''}{second}")
        if match and hyphened and len(match.group()) == 2:
            return Reading(hyphened.end(), f"{scan.language.numbers.cardinal(int(match.group()))} caliber")
        if match and bore and len(match.group()) == 2:
            return Reading(match.end(), scan.language.numbers.cardinal(int(match.group())))  # ".45 caliber"
        if match and bore and len(match.group()) == 3:
            return Reading(match.end(), scan.language.code_digits(match.group()))  # ".303 rifles"
        if match and len(match.group()) == 3 and _is_average(scan, position, match.end()):
            named = scan.text.startswith(" BA", match.end())  # "a .310 BA", no baths
            spoken = scan.language.paired(match.group()) + (" B A" if named else "")
            return Reading(match.end() + 3 * named, spoken)  # "hitting .312"
        if match and "." in scan.language.decimal_words:
            return _finish(scan, position, Quantity(Number("0", match.group())), match.end())
        return None
    if sign not in "-–" or (scan.left()[-1:].isdecimal() and before in " \u00a0\u202f"):
        return None
    if following.isdecimal() and following.isascii():
        extensions = scan.language.cues.get("extension", frozenset())
        closed = before == "(" and re.match("[0-9]{2,5}\\)", scan.text[position + 1 : position + 7])
        announced = closed and not extensions.isdisjoint(entry.rstrip(".") for entry in scan.lefts(12))
        left = scan.left(2) if scan.left() == ":" else scan.left()  # "Fax: -123"
        ended = scan.left(2) in scan.language.cues.get("ending", ())  # "endet auf -17"
        if left.rstrip(".") in extensions or announced or ended:
            run = _RUN.match(scan.text, position + 1)  # "Durchwahl -245"
            return Reading(run.end(), scan.language.digits(run.group())) if run else None
        part = fractions.recognise(scan, position + 1) if _PART.match(text, position + 1) else None
        if part is not None:  # "-1½p"
            return Reading(part.end, f"{scan.language.words['minus']} {part.spoken}", part.closes_sentence)
        return _read(scan, position, position + 1, True)
    reading = money.recognise_prefix(scan, position + 1)
    if reading is not None:
        return Reading(reading.end, f"{scan.language.words['minus']} {reading.spoken}", reading.closes_sentence)
    return None


def _is_average(scan: Scan, position: int, end: int) -> bool:
    """Whether a decimal is a batter's: a word of baseball stands beside it, or "5 for 12" before its bracket."""
    batting = scan.language.cues.get("batting", frozenset())
    record = "for" in scan.lefts(5) or _RECORD.fullmatch(scan.left(2)) is not None  # "5 for 12", "41-29 (.586)"
    bracketed = scan.character(position - 1) == "(" and record and bool(batting)
    return bracketed or not batting.isdisjoint(
        entry.rstrip(".") for entry in (*scan.lefts(4), scan.word_after(end).lower())
    )


def _read(scan: Scan, start: int, position: int, negative: bool) -> Reading | None:
    matched = match_quantity(scan, position, negative)
    if matched is None:
        run = _RUN.match(scan.text, position)
        return Reading(run.end(), digit_strings.verbalise(run.group(), scan.language)) if run else None
    return _finish(scan, start, *matched)


def _aircraft(scan: Scan, start: int, end: int) -> bool:
    """ "The 747 took off": an aircraft where nothing is counted."""
    after = scan.word_after(end)
    return scan.left() in ("the", "a") and _JET.match(scan.text, start) is not None and after[-1:] != "s"


def _numbered_road(scan: Scan, end: int) -> bool:
    """ "U.S. 101": not the country, if no counted thing follows."""
    after = scan.word_after(end)
    return (
        scan.left() == "u.s."
        and not scan.left(2).isdecimal()
        and (not after or after[0].isupper() or after in ("in", "near", "at", "from", "to"))
    )


def _finish(scan: Scan, start: int, quantity: Quantity, end: int) -> Reading | None:
    language = scan.language
    for suffix in (ordinals.recognise_suffix, money.recognise_suffix, measures.recognise_suffix):
        reading = suffix(scan, start, quantity, end)
        if reading is not None:
            return reading
    number = quantity.low
    if scan.character(end) == "+":
        found = measures.unit_after(scan, end + 1)
        if found and found[1] > end + 2:  # "80+ mph"
            plus = f"{language.quantity(quantity)} {language.words['plus']}"
            return measures.per(scan, found[1], f"{plus} {found[0].plural}")
    if number.fraction is not None and quantity.high is None:
        best = _BEST.match(scan.text, end)
        if best:  # "7.5/10"
            spoken = f"{language.number(number)} {language.words['out of']} {language.numbers.cardinal(int(best[1]))}"
            return Reading(best.end(), spoken)
    item = _item(scan, *(match_number(scan, start) or (number, end))) if not number.negative else None
    if item is not None:
        return item
    if quantity.high is not None:
        reading = language.multiplied(scan, quantity, end)
        if reading is not None:
            return reading
    if quantity.high is None:
        reading = None if _AIRCRAFT.match(scan.text, start) else _score(scan, number, end)
        if reading is not None:
            return reading
        times = _MULTIPLY.match(scan.text, end)
        if times and not _X_IN_CODE.match(scan.text, end):
            ahead = scan.text[times.end() : times.end() + 20]
            packed = times.group()[0] not in _SPACES and times.group()[-1] in _SPACES  # "2x 15 kg"
            screen = _SCREEN.match(scan.text, start)
            if screen:  # "1920x1080"
                width, height = (language.paired(side) for side in screen.groups())
                found = measures.unit_after(scan, screen.end())
                pixels = f" {found[0].plural}" if found else ""
                return Reading(found[1] if found else screen.end(), f"{width} {language.words['by']} {height}{pixels}")
            priced = scan.character(times.end()) in "$£€A" or _PRICE.match(ahead) is not None
            alone = times.group() == " × " and _PRODUCT_END.match(scan.text, times.end()) is not None  # "3 × 4"
            priced = priced or alone
            key = "times" if packed or priced or "=" in ahead or _POWER_OF_TEN.match(ahead) else "by"
            if packed and language.capital_nouns and number.digits == "1":
                return Reading(times.end(), f"ein{language.words[key]}")  # "1x 23 kg"
            return Reading(times.end(), f"{language.number(number)} {language.words[key]}")
        reading = language.compound(scan, number, end)
        if reading is not None:
            return reading
    following = scan.character(end)
    plain = quantity.high is None and number.fraction is None and not number.grouped and not number.negative
    if plain and following and _LETTER.match(following):
        reading = serials.recognise(scan, start)
        if reading is not None:
            return reading
    if number.padded and number.fraction is None:
        return Reading(end, digit_strings.verbalise(number.digits, language))
    typed = (
        scan.left() in language.cues.get("model", ())
        or language.names_number(scan, start, end)
        or _numbered_road(scan, end)
        or _aircraft(scan, start, end)
        or _AIRCRAFT.match(scan.text, start)
    )
    if plain and typed and number.value is not None:
        variant = _VARIANT.match(scan.text, end)  # "Boeing 737-800"
        if variant:
            spoken = f"{language.model_number(number.digits)} {language.model_number(variant[1])}"
            reading = Reading(variant.end(), spoken)
            return scan.with_genitive(reading)
        return Reading(end, language.model_number(number.digits))
    spoken = language.quantity(quantity, language.form_for(scan, start, end))
    noun = scan.word_after(end)
    if noun and language.classify_word(noun):
        spoken = f"{spoken} {language.of_millions(quantity.last, noun)}".rstrip()
    if following == "-" and _LETTER.match(scan.character(end + 1)):
        end += 1  # "10-year-old": the hyphen is silent
        if _DAYTIME.match(scan.text, end) and language.tag.startswith("en"):
            spoken = f"{spoken} {language.words['to']}"  # "9-noon"
    return Reading(end, spoken)


def _item(scan: Scan, number: Number, end: int) -> Reading | None:
    """ "Table 2-1": the number of one thing that has two parts, no range."""
    match = _SECOND_PART.match(scan.text, end)
    if (
        not match
        or number.value is None
        or scan.left().rstrip(".").rpartition(" ")[2] not in scan.language.cues.get("items", ())
    ):
        return None
    cardinal = scan.language.numbers.cardinal
    return Reading(match.end(), f"{cardinal(number.value)} {cardinal(int(match[1]))}")


def _opening(scan: Scan, end: int) -> bool:
    """Whether hours of opening may follow: days of the week stand before, or a word such as "open"."""
    left = scan.left(2) if scan.left() in (",", ":") else scan.left()
    days = re.split("[-–/ .]+", left)
    if scan.left() == "," and _DAY_OF_YEAR.fullmatch(left) and not _weekday(scan).isdisjoint(scan.language.weekdays):
        return True  # "Sat 9/11, 9–1"
    if scan.language.tag.startswith("en") and _DAYS_AFTER.match(scan.text, end):
        return True  # "8-8, M-F"
    return left in scan.language.cues.get("opening", ()) or any(
        day in scan.language.weekdays or day in scan.language.cues.get("short days", ()) for day in days if day
    )


def _weekday(scan: Scan) -> frozenset[str]:
    """The entry before a date and a comma."""
    return frozenset((scan.left(3).rstrip("."),))


def _score(scan: Scan, number: Number, end: int) -> Reading | None:
    """``3-1``: a dash and a number that is not larger is a result, not a range."""
    dash = None if _DIFFERENCE.match(scan.text, end) else _DASH.match(scan.text, end)
    scored = scan.left() in scan.language.cues.get("scored", ())
    highest = 999 if scored or not digit_strings.is_announced(scan) else 199
    if not dash or number.value is None or number.value > highest or dash.end() - end != 1:
        return None
    second = match_number(scan, dash.end())
    if not second or second[0].value is None or second[0].value > highest or _AFTER_RANGE.match(scan.text, second[1]):
        return None
    if _LETTER.match(scan.character(second[1])):
        return None
    splits = scan.word_after(second[1]) in scan.language.cues.get("splits", ())
    if scan.word_after(second[1]) in scan.language.cues.get("paired", ()):  # "12-2 wire"
        cardinal = scan.language.numbers.cardinal
        return Reading(second[1], f"{cardinal(number.value)} {cardinal(second[0].value)}")
    if splits and number.value + second[0].value == 100:  # "the 80-20 rule"
        cardinal = scan.language.numbers.cardinal
        return Reading(second[1], f"{cardinal(number.value)} {cardinal(second[0].value)}")
    if _opening(scan, second[1]) and max(number.value, second[0].value) < 13:  # "Mon-Fri, 8-5"
        cardinal = scan.language.numbers.cardinal
        spoken = f"{cardinal(number.value)} {scan.language.words['to']} {cardinal(second[0].value)}"
        return Reading(second[1], spoken)
    return Reading(second[1], scan.language.score(number.value, second[0].value))
