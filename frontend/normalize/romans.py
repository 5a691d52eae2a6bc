"""Roman numerals, only where the context makes them safe: rulers, chapters, centuries, sequels."""

from __future__ import annotations

from frontend.normalize.numbers import Form
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan

_SPAN = regex("([IVXLC]{1,7})[-–]([IVXLC]{1,7})(?![\\w-])")
_ROMAN = regex(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![^\W_])")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NAME_BEFORE = regex(r"(?:[A-ZÀ-ÖØ-Þ][\w'-]{2,40}|[A-Z]{1,3}[0-9]{1,4}) $")
_LISTED = regex(r"\.?(?:,? [IVX]{1,6}\.?){0,4},? (?:und|oder|bis) [IVX]{1,6}(?=\.? )")
_PAIRED = regex(" (?:y|e|et|und|o|ou|oder) (?:II|III|IV|VI{1,3}|IX|XI{0,3}|XIV|XV)(?![\\w])")
_PARTS = regex("([IVX]{1,5})(?:[-–]| (?:bis|à|a) )([IVX]{1,6})(?![\\w-])")
_FORMULA = regex(" ?[=<>≈]")
_SUBCHAPTER = regex("[.]([1-9][0-9]?)(?![0-9]|[.,][0-9])")
_LABEL = regex(" ?[=:] ?[A-ZÄÖÜ][a-zäöüß]")
_LAW = regex("(I{1,3}|IV|VI{0,3}|IX|X)(?: ([1-9]))?(?= [A-ZÄÖÜ])")
_LAWS = frozenset(("art.", "art", "artikel", "§", "§§", "paragraf"))
"""Behind the number of one of these, a Roman numeral is a paragraph and the next number a sentence."""
_CHOICE = regex(" (?:o|ou|oder|or) [A-Z](?![\\w'])")
_SEQUEL = regex("[XVI]{2,7}")
_HYPHENED = regex(r"((?:[A-Z][a-zà-ÿ]{2,20}-){0,2}([A-Z][a-zà-ÿ]{2,20}))-([IVX]{2,6})(?![\w-])")
_ERA = regex("[ \u00a0](?:[ad]\\. ?C\\.|[vn]\\. ?Chr|a[vp]r?\\. J)")
"""Before or after Christ."""
_WORDS = frozenset(("MIX", "DIM", "MIL", "DID", "VIM", "LIV"))
LOWER = ("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix")
"""Numbers that are read in lower case too, after a word such as "page"."""
_LOWER_ONE = regex("[ivx](?![\\w'])")
_LOWER = regex(f"(?:{'|'.join(LOWER)})(?![^\\W_])")
_PAGES = frozenset(("page", "p", "pp"))
_SHORT = frozenset(("IV", "VI", "IX", "XI", "XV"))
"""Numerals of two letters that stand for nothing else but "intravenous"."""
_INITIALS = regex("(?:[a-z]\\. ?){1,3}")
_SHAPE = frozenset("IVXLCDM")
_FIRST = _SHAPE | frozenset("ivx")


def value_of(roman: str) -> int:
    total = 0
    for current, following in zip(roman, roman[1:] + " ", strict=True):
        value = _VALUES[current]
        total += -value if _VALUES.get(following, 0) > value else value
    return total


def recognise(scan: Scan, position: int) -> Reading | None:
    """A numeral."""
    return scan.with_genitive(_numeral(scan, position))


def _numeral(scan: Scan, position: int) -> Reading | None:
    text = scan.text
    hyphened = _HYPHENED.match(text, position)
    if hyphened and hyphened[2].lower() in scan.language.cues.get("monarch_m", ()):  # "le boulevard Pie-IX"
        spoken = scan.language.monarch(value_of(hyphened[3]), False, scan.lefts(3))
        return Reading(hyphened.end(), f"{hyphened[1]} {spoken}")
    if text[position] not in _FIRST:
        return None
    law = _LAW.match(text, position) if scan.left(2) in _LAWS and scan.left().isdecimal() else None
    if law and scan.language.tag == "de-DE":  # "Art. 5 I 1 GG"
        cardinal = scan.language.numbers.cardinal
        sentence = f" Satz {cardinal(int(law[2]))}" if law[2] else ""
        return Reading(law.end(), f"Absatz {cardinal(value_of(law[1]))}{sentence}")
    parts = _PARTS.match(text, position) if scan.left()[-1:].isalpha() else None
    if parts and all(_ROMAN.fullmatch(part) for part in parts.groups()):  # "Teile I–III"
        begin, stop = (value_of(part) for part in parts.groups())
        cardinal = scan.language.numbers.cardinal
        if begin < stop < 100:
            return Reading(parts.end(), f"{cardinal(begin)} {scan.language.words['to']} {cardinal(stop)}")
    if text[position] not in _SHAPE:
        return _lower_case(scan, position)
    match = _ROMAN.match(text, position)
    if not match or not match.group():
        return _century(scan, position)
    roman, language = match.group(), scan.language
    value, left = value_of(roman), scan.left().rstrip(".")
    cues = language.cues
    end = match.end()
    stopped = language.tag == "de-DE"
    if len(roman) == 1 and scan.character(end) == "." and scan.word_after(end + 1)[:1].islower() and not stopped:
        return None  # "Juana I. de la Cruz"
    if len(roman) > 1 and scan.word_after(end) in cues.get("years", ()):
        return Reading(end, language.numbers.cardinal(value))  # "XV años"
    if language.tag == "de-DE" and len(roman) > 1 and _LABEL.match(text, end):
        return Reading(end, language.numbers.cardinal(value))  # "II = Folge"
    if len(roman) == 1 and _FORMULA.match(text, end):
        return None  # "un volume V = 27 cm³"
    given = scan.left(2) in cues.get("given", ()) or ("given" in cues and _INITIALS.fullmatch(scan.left(2)) is not None)
    given = given or ("given" in cues and scan.left(2) == "." and len(scan.left(3)) == 1)  # "Wm. H. Gates III"
    surname = len(roman) > 1 and given and text[position - 2 : position - 1].isalpha()
    crowns = left in ("and", "&") and _ROMAN.fullmatch(scan.left(2).upper()) is not None  # "James VI and I"
    if crowns and scan.left(3) in cues.get("monarch_m", ()) and scan.left(2) != "i":
        return Reading(end, language.monarch(value, False, scan.lefts(3)).removeprefix("the "))
    titled = scan.left(2) in cues.get("royal", ()) and scan.left()[-1:].isalpha() and roman != "C"
    # "Charles III. wurde gekrönt": a full stop inside of a German sentence
    inside = language.tag == "de-DE" and text[end : end + 2] == ". " and scan.word_after(end + 1)[:1].islower()
    inside = inside and len(roman) > 1 and _NAME_BEFORE.search(text[max(0, position - 42) : position]) is not None
    known = left in cues.get("monarch_m", ()) or left in cues.get("monarch_f", ())
    if known or surname or titled or (inside and left not in cues.get("chapter", ())):
        if len(roman) == 1 and roman not in "IVX":
            return None
        feminine = left in cues.get("monarch_f", ())
        closes = False
        if language.tag == "de-DE" and scan.character(end) == ".":
            end += 1
            closes = scan.ends_here(end) and not scan.word_after(end)
        spoken = language.monarch(value, feminine, scan.lefts(5))
        if text.startswith("'s", end) and not scan.character(end + 2).isalnum():
            return Reading(end + 2, spoken + "'s")
        return Reading(end, spoken, closes)
    fielded = left == "the" and roman in ("XI", "XV") and not scan.word_after(end)[:1].isupper()
    if roman in ("XI", "XV") and (left in cues.get("teams", ()) or (fielded and language.tag == "en-GB")):
        return Reading(end, language.numbers.cardinal(value))  # "the 1st XI"
    if left == language.words["and"] and _ROMAN.fullmatch(scan.left(2).upper()):
        left = scan.left(3).rstrip(".")  # "siglos XIX y XX"
    span = _SPAN.match(text, position)
    numbered = left in cues.get("chapter", ()) or left in cues.get("century", ())
    if span and numbered and value_of(span[2]) > value_of(span[1]):  # "Vols I-III"
        first, last = (language.numbers.cardinal(value_of(numeral)) for numeral in span.groups())
        return Reading(span.end(), f"{first} {language.words['to']} {last}")
    if numbered and (len(roman) > 1 or roman in "IVX"):
        part = _SUBCHAPTER.match(text, end) if language.tag == "de-DE" else None
        if part:  # "Kap. II.3"
            cardinal, point = language.numbers.cardinal, language.words["point"]
            return Reading(part.end(), f"{cardinal(value)} {point} {cardinal(int(part[1]))}")
        low = left in cues.get("century", ()) and language.tag == "es-US" and value <= 10
        return Reading(end, language.numbers.ordinal(value) if low else language.numbers.cardinal(value))
    behind_number = text[position - 1 : position] == "-" and scan.character(position - 2).isdecimal()
    if behind_number and len(roman) > 1 and set(roman) <= set("IVX"):
        return Reading(end, language.numbers.cardinal(value))  # "exp. 21/2025-III"
    if _LAW.search(text[max(0, position - 40) : position]):
        return Reading(end, language.numbers.cardinal(value))  # "§§ 242, 243 I Nr. 1"
    if scan.word_after(end).lower() in cues.get("register", ()):
        return Reading(end, language.numbers.cardinal(value))  # "VIII ZR 144/19"
    if _ERA.match(text, end) and (len(roman) > 1 or scan.left()[-1:].isalpha()):
        return Reading(end, language.numbers.cardinal(value))  # "a V d. C."
    listed = _LISTED.match(text, end)  # "im XVI. und XVII. Jahrhundert"
    stop = listed.end() if listed else end
    following = scan.word_after(stop if scan.character(stop) != "." else stop + 1).lower()
    if following in cues.get("century_after", ()):
        if scan.character(end) == ".":
            end += 1
        form = language.ordinal_form(scan, position, end, ".")
        if form is not None:
            return Reading(end, language.numbers.ordinal(value, form))
    if scan.character(end) == "." and following and language.tag == "de-DE":  # "das II. Vatikanische Konzil"
        form = language.ordinal_form(scan, position, end + 1, ".")
        if form is not None:
            return Reading(end + 1, language.numbers.ordinal(value, form))
    gender = language.articles.get(scan.left(), "")
    if gender and value <= 30 and _ranks(scan, roman, stop):
        form = Form(gender, noun=bool(following))  # "la IV República", but "el siglo XX y el XXI"
        ranked = following or value <= 10
        return Reading(end, language.numbers.ordinal(value, form) if ranked else language.numbers.cardinal(value))
    for gender in ("f", "m"):
        if following and following in cues.get(f"ordinal_{gender}", ()):
            return Reading(end, language.numbers.ordinal(value, Form(gender, noun=True)))
    if left == "the" and following and _SEQUEL.fullmatch(roman) and roman != "IV" and not scan.shouting:
        return Reading(end, language.numbers.ordinal(value))  # "the VI Corps", but "the IV drip"
    if _CHOICE.match(text, end):
        return None  # "V o F"
    alone = roman in ("I", "V") and scan.character(end) in (" ", ",", ")", ";", "")
    single = alone and not language.tag.startswith("en")
    if single and not scan.shouting and _NAME_BEFORE.search(text[max(0, position - 42) : position]):
        return Reading(end, language.numbers.cardinal(value))  # "Faust I"
    sequel = _SEQUEL.fullmatch(roman) and not scan.shouting
    if sequel and _NAME_BEFORE.search(text[max(0, position - 42) : position]):
        return Reading(end, language.numbers.cardinal(value))
    if len(roman) >= 4 and 1000 <= value < 2100:  # a copyright line, a cornerstone
        return Reading(end, language.numbers.year(value))
    in_sentence = (scan.left()[-1:].isalnum() or scan.left() == ".") and not scan.shouting
    if _PAIRED.match(text, end) and not scan.shouting and scan.left()[-1:].isalpha():
        return Reading(end, language.numbers.cardinal(value))  # "Guerras Mundiales I y II"
    drip = cues.get("intravenous")  # Spanish "vía IV"
    short = roman in _SHORT and left.isalpha() and drip is not None and left not in drip
    numeral = len(roman) >= 3 or roman == "II" or short
    if numeral and value < 100 and in_sentence and roman not in _WORDS:
        return Reading(end, language.numbers.cardinal(value))
    return None


def _ranks(scan: Scan, roman: str, end: int) -> bool:
    """Whether a numeral after an article is an ordinal: a noun follows, or another one stood before ("la II, la I")."""
    following = scan.word_after(end)
    if following:
        noun = following[0].isupper() or bool(scan.language.classify_word(following))
        return noun and not scan.shouting and (len(roman) > 1 or roman in "IVX")
    ended = scan.character(end) in ("", ",", ".", ";", ")", "?", "!")
    return ended and any(entry.isalpha() and _ROMAN.fullmatch(entry.upper()) for entry in scan.lefts(14)[1:])


def _lower_case(scan: Scan, position: int) -> Reading | None:
    """ "Scene ii", "pages xii": only after a word that announces a number."""
    match = _LOWER.match(scan.text, position)
    if (
        match
        and scan.character(position - 1) == "("
        and scan.character(match.end()) == ")"
        and scan.language.tag[:2] == "en"
    ):
        return Reading(match.end(), scan.language.numbers.cardinal(value_of(match.group().upper())))  # "Q3(b)(ii)"
    staged = _LOWER_ONE.match(scan.text, position) if scan.left().rstrip(".") in ("sc", "scene") else None
    if staged:  # "sc. i"
        return Reading(staged.end(), scan.language.numbers.cardinal(value_of(staged.group().upper())))
    if not match or scan.left().rstrip("s.") not in scan.language.cues.get("chapter", frozenset()) | _PAGES:
        return None
    return Reading(match.end(), scan.language.numbers.cardinal(value_of(match.group().upper())))


_LAW = regex("(?:§|Art\\.|Artikel) ?[0-9]{1,4}[a-z]?(?:(?: [IVX]{1,4})?(?:,| und| u\\.) ?(?:[0-9]{1,4}[a-z]?)?)* ?$")
_SUFFIXED = regex(r"(?=[IVX])([IVX]{1,8})(er|re|ère|e|ème)(?![^\W_])")


def _century(scan: Scan, position: int) -> Reading | None:
    """French ``XXe siècle``, ``Ier``."""
    match = _SUFFIXED.match(scan.text, position)
    if not match or not scan.language.tag.startswith("fr"):
        return None
    of_first = match[2] in ("er", "re", "ère")
    if not _ROMAN.fullmatch(match[1]) or of_first != (match[1] == "I"):
        return None  # "Ie te le dis": old French
    form = scan.language.ordinal_form(scan, position, match.end(), match[2])
    until = _SUFFIXED.match(scan.text, match.end() + 1) if scan.character(match.end()) in ("-", "–") else None
    if form and until and _ROMAN.fullmatch(until[1]):  # "des Xe-XIe s."
        first, last = (scan.language.numbers.ordinal(value_of(part[1]), form) for part in (match, until))
        return Reading(until.end(), f"{first} {scan.language.words['to']} {last}")
    return Reading(match.end(), scan.language.numbers.ordinal(value_of(match[1]), form)) if form else None
