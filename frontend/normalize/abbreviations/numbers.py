"""Rules that look at the number, amount, Roman numeral or code behind an abbreviation."""

from __future__ import annotations

from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.abbreviations.words import is_predicate
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_MONTH = "(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"

_NUMBERED = regex(r" (?:[Nn]os?|[Nn]um|[Nn]umbers?)(?:\.?:|\.| ) ?#?[A-Z]{0,4}[-/]?[0-9]")
_INNING = regex(" (?:of (?:the )?)?1?[0-9](?:st|nd|rd|th)(?= inning|[ ,.;:)]*(?:$|[^ ,.;:)a-z]))")
_VALUE = regex(r":|[ \u00a0][-–−±<>≤≥~≈+]? ?[$£€]?\.?[0-9]")
_NUMBER_WORD = regex("[Nn](?:o|º|°|r|úm|os)\\.?")
_CODE = regex("[ \u00a0][A-Z]{1,3}-?[0-9]")
_SAYING = word_set(
    "dijo dice respondió contestó que pero claro said say says answered answers voted replied shouted yes"
)
_PARTS = word_set("Art. Kap. Bd. Sec. Ch. Vol. Vols. Vols Pt. Bk. Sch. Amend. Div. Sc. Fig. sc. bk. ch. vol.")
_ITEM_OF_LIST = "[A-Z]{0,2}[0-9]{1,3}(?![0-9])"
_LIST = regex(f" {_ITEM_OF_LIST}(?:, {_ITEM_OF_LIST}){{0,8}},? [ye] {_ITEM_OF_LIST}(?![\\w.,-]?[0-9])")
_RANGE = regex(" ?([0-9]{1,4}) ?[-–] ?([0-9]{1,4})(?![\\w.,-]?[0-9])")
_REGISTRATION = regex(" (?:[0-9]{3}(?: ?[0-9]){1,8}(?![0-9/])|[A-Z]{2}[0-9]{2} ?[A-Z]{3})")
_LANES = regex(" [1-9] lanes?(?![a-z])")
_SEVERAL = frozenset(("les", "des", "aux", "ces", "nos", "vos", "ses", "leurs"))
_SO_MANY = regex("[.]? [0-9]{1,3} [a-zà-ÿ]{3,20}[sx](?![\\w])")
_ONE_ROMAN = regex(" (?:[IVXivx](?![\\w'])|[IVXL]{1,6}[-–][IVXL])")
_ROMAN_NEXT = regex("[IVXLC]{2}|(?:i[ivx]|vi|xi)(?![a-z])|iii|xii|xiv|xix|viii?")
_ROMAN = regex(r"[ \u00a0]?(?:[IVX]{2,6}(?!\w)|[IVX](?![\w.]))")
_YEARS = regex(
    r":? (?:de |mín(?:ima|\.)? (?:de )?)?[0-9]{1,2}(?:[-–][0-9]{1,2})?\+? "
    r"(?:a\.|años?|m\.|mes(?:es)?|yrs?\.?|years?)(?!\w)"
)
_INTERVAL = regex(r" ?[0-9]{1,5}(?:[.,][0-9]+)?(?:(?:[-–]| [aoy] )[0-9]{1,5})?(?: ?([^\W\d_]{1,12}[²³]?|%))?")
_ACT = regex(r" (?:n\.º |núm\. |No\. )?[0-9]{1,5}(?:/[0-9]{2,4}| de (?:19|20)[0-9]{2}| del? [0-3]?[0-9] de )(?![0-9])")
_ITEM = regex(r" [0-9]{1,4}[A-Za-z]?(?![\w]|[.,-][0-9])(?: ([A-Z]))?")
_EDITION = regex(r" [0-9]{1,2}[A-Z]?(?![\w]|[.,/:-][0-9])")
_BORE = regex(r" \.?(?:22|25|30|32|38|40|44|45|50|357)(?![\w]|[.,][0-9])")
_EXHIBIT = regex(r" [0-9]{1,3}-?[A-Z](?![\w])| [A-Z](?![\w'.])")
_TASK = regex(r" [0-9]{1,3}[A-Za-z]?(?![\w]|[:.][0-9])")
_FLIGHT = regex(" [A-Z][A-Z0-9] ?[0-9]{2,4}(?![0-9])")
_SPAN = regex(" (?:[A-Z][a-z]+ )?[0-9]")
_LETTER = regex(r" [A-Z](?![\w'])(?!\.? [A-Z])")
_NEAR = 12
_ONE = regex(rf"[ \u00a0](?:[A-Z]{{1,2}}|[0-9]{{1,2}}[a-z]?)(?![\w]|\.[0-9]|\. {_MONTH})")
_ONE_CAPITAL = regex(" [A-M](?![\\w.'])")
_EXTENSION = regex(" [0-9]{3,5}(?![0-9A-Za-z]|[.,-][0-9])")
_COURSE = regex(" [1-9][0-9]{2}(?![0-9.,:-])")
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_ORDINAL = regex(rf"[ \u00a0]{_DAY}(?:\.(?:[0-9]{{1,2}}\.|(?![0-9]))|\.?[-–/]{_DAY}\.(?![0-9]{{2}}(?![0-9.])))")
"""Not a time: "v. 8.30", "v. 9-17 Uhr"."""
_VERSION = regex(r"[ \u00a0]?[0-9]{1,3}\.[0-9]")
_DEGREES = regex(r" ?-?[0-9]{1,3}(?:[.,][0-9]{1,8})?(?:°|[,;. ]*$| [NSEWO]\b)")
_TEMPERATURE = regex("(?: de)? ?[-−]?[0-9]{1,2}(?:[.,][0-9])? ?°")
_LENGTH = regex(r"[ \u00a0]?(?:[0-9]{1,4}(?:[.,][0-9]{1,3})?(?:[-–/x]| [-–x] )?){1,2}[ \u00a0]?(?:[cdm]?m|p[oi])(?!\w)")
_AREA = regex(r":? (?:de )?[0-9][0-9,.]{0,9} ?(?:m[²2]|mts?[²2]|ha\b)")
_DEPTH = regex(r" (?:de )?[0-9]{1,4}(?:[.,][0-9]{1,3})? ?km(?!\w)")
_ROOM = regex("[ \u00a0][1-9][0-9]{2,3}(?![0-9])")
_SERIAL = regex(" [A-Z]{0,4}-?[0-9]")
_SIDES = regex(
    r"(?:[ \u00a0]?:)?[ \u00a0][0-9]{1,4}(?:[.,][0-9]{1,2})?[ \u00a0]?(?:[cm]?m|po|pi|['\"″′])?[ \u00a0]?[x×]"
)
_TELEPHONE = regex(
    ":? (?:\\(?[0-9]{2,3}\\)?[ -][0-9]{3,4}[ -]?[0-9]{4}|0[0-9]{3,4} ?[0-9]{3}|\\(?0[1-9][0-9]{1,4}\\)?[ /-][0-9]{2})"
)
_POWERFUL = 50
_STATUTE = regex("[ \u00a0][A-Z]{1,2}-[0-9]")
_SHARE = regex(" -?[0-9]{1,3}(?:[.,][0-9]{1,2})?[ \u00a0]?%")
_AMOUNT = regex(r":? ?(?:ca\. )?(?:[$£€] ?[0-9]|[0-9][0-9.,]{0,12}(?: [0-9]{3}){0,2}(?: ?[MGk]?[$£€]| ?EUR| ?T€|-|–))")
_ENGLISH_VERSE = regex(r" [0-9]{1,3}(?::[0-9]{1,3}|, ?[0-9]{1,2}[-–][0-9]{1,2})(?![0-9]| ?[ap](?:\.?m|(?![A-Za-z])))")
_VERSE = regex(r" [0-9]{1,3}[:,] ?[0-9]{1,3}(?![0-9]*[ \u00a0]?[€$%])")


def _of_several(site: Site, spoken: str) -> str:
    """The plural behind a French article of it: "les par. 12 à 21"."""
    several = site.left() in _SEVERAL and site.scan.language.tag.startswith("fr")
    return site.scan.language.agreeing(site.scan, spoken, "") if several else spoken


@rule(Closing.NEVER, glued=True, agrees=_of_several)
def before_number(site: Site) -> bool:
    """A number or Roman numeral follows: "No. 5", "vol. II"."""
    if _NUMBER_WORD.fullmatch(site.written) and site.precedes(_CODE):
        return True  # "facture no A-2031"
    if site.written == "no." and site.left() in _SAYING:
        return False  # "he said no. 7 people agreed"
    if site.scan.language.tag.startswith("fr") and _is_whole(site):
        return False  # "mal au dos. 3 jours déjà"
    if is_predicate(site):
        return False
    if site.written in _PARTS and site.precedes(_ONE_ROMAN):
        return True  # "Art. I, § 8", "sc. i", "Vols. I-III"
    if site.scan.character(site.start - 1).isdecimal():
        return False  # "patch 5.4n.10"
    following = site.following
    roman = _ROMAN_NEXT.match(following) is not None and site.written not in ("Max", "Min")
    return roman or following.lstrip("-–$£€# ")[:1].isdecimal()


def _is_whole(site: Site) -> bool:
    """Whether a French word ends a sentence before a number, or is a name: "mal au dos. 3 jours", "vu Max 4 fois"."""
    word = site.written.rstrip(".")
    named = word[0].isupper() and not site.scan.at_sentence_start()
    whole = site.written[-1] == "." or named
    return whole and word.lower() in site.cues("ordinary words") and site.precedes(_SO_MANY)


@rule()
def before_list(site: Site) -> bool:
    """The numbers of several follow: Spanish "vit. B1, B2 y B6"."""
    return site.precedes(_LIST)


@rule()
def before_range(site: Site) -> bool:
    """A number and a larger one behind a dash follow: "p. 157-173"."""
    match = _RANGE.match(site.scan.text, site.end)
    return match is not None and int(match[1]) < int(match[2])


@rule()
def before_value(site: Site) -> bool:
    """A colon or a number with any sign follows, as behind the label of a field: "Tol. ±5%", "Matl.: steel"."""
    return site.precedes(_VALUE)


@rule()
def before_label(site: Site) -> bool:
    """The name of a field follows: "Cust. No. 4471", "Ord. date", "Mod. #"."""
    if site.following[:1] == "#" or site.precedes(_NUMBERED):
        return True
    opens = site.word_after[:1].isupper() and site.written[0].islower()  # "the cat. Name it"
    return not opens and site.word_after.lower() in site.cues("labels")


@rule()
def before_inning(site: Site) -> bool:
    """The ordinal of an inning follows: "bot. 9th", "bot. of the 9th"."""
    return site.precedes(_INNING)


@rule()
def before_limit(site: Site) -> bool:
    """A number follows, and no name of a product is meant: "max 8 personas", but "Pro Max 256 GB"."""
    named = site.written[0].isupper() and site.after_name
    return not named and site.following.lstrip("-–$")[:1].isdecimal()


@rule()
def before_interval(site: Site) -> bool:
    """A number of what comes again follows: "c/8 h", "c/ 15 días", but "casa c/3 recámaras", "c/30 % de descuento"."""
    number = _INTERVAL.match(site.scan.text, site.end)
    if number is None or number[1] == "%":
        return False
    word = number[1] or ""
    if site.left() in site.cues("packed"):
        return word in site.cues("periods")  # "caja c/30", "caja c/100 pzas."
    if not word:
        return True  # "1 tab. c/8"
    return word in site.cues("intervals") | site.scan.language.units.keys() or site.left() in ("de", "por", "x")


@rule()
def before_act(site: Site) -> bool:
    """The number of an act and its year follow: "Dto. 1377/13", "Dto. 50 de 2020"."""
    return site.precedes(_ACT)


@rule(Closing.BEFORE_CAPITAL)
def after_percent(site: Site) -> bool:
    """A percentage stands before: "ácido 98 % p/p"."""
    return site.left()[-1:] == "%"


@rule()
def before_lanes(site: Site) -> bool:
    """A number of lanes follows: "rt. 2 lanes closed"."""
    return site.precedes(_LANES)


@rule()
def before_registration(site: Site) -> bool:
    """A number of at least three digits follows, or groups of them: "Gas Safe reg. 214 667"."""
    return site.precedes(_REGISTRATION)


@rule()
def before_years(site: Site) -> bool:
    """A number of years or months follows: "exp. 2 años", "exp. mín. 1 a."."""
    return site.precedes(_YEARS)


@rule()
def before_item(site: Site) -> bool:
    """A number follows, and where a sentence begins a capital after it: "No 10 Downing Street"."""
    item = _ITEM.match(site.scan.text, site.end)
    return item is not None and (not site.scan.at_sentence_start() or item[1] is not None)


@rule(Closing.NEVER)
def before_paragraph(site: Site) -> bool:
    """A paragraph of a law or a standard follows: "n. § 20", "n. DIN 276"."""
    return site.following[:1] == "§" or (len(site.word_after) > 1 and site.word_after.isupper())


@rule()
def before_edition(site: Site) -> bool:
    """One or two digits follow: "rev. 4", "rev. 12B"."""
    return site.precedes(_EDITION)


@rule()
def before_letter(site: Site) -> bool:
    """One capital letter follows, and no name: "Rev C", but "Rev C. Smith"."""
    return site.precedes(_LETTER)


@rule()
def before_hash(site: Site) -> bool:
    """The sign for a number follows: "conf. # WX77401"."""
    return site.following[:1] == "#"


@rule()
def of_house(site: Site) -> bool:
    """A word of place stands before, a number follows: "meet outside no 27"."""
    return site.precedes(_ITEM) and site.left() in site.cues("beside a house")


@rule()
def of_gun(site: Site) -> bool:
    """A bore follows, and a word of guns is near: "a Colt Cal. 45"."""
    around = (*site.scan.lefts(_NEAR), *site.scan.text[site.end : site.end + 40].lower().split())
    return site.precedes(_BORE) and not site.cues("calibers").isdisjoint(entry.strip(".-") for entry in around)


@rule()
def before_exhibit(site: Site) -> bool:
    """A number with a letter or a word of courts is there: "logged as Ex. 12-B"."""
    shown = not site.cues("courts").isdisjoint(site.scan.lefts(_NEAR))
    return site.precedes(_EXHIBIT) or (shown and site.precedes(_ITEM))


@rule()
def taught(site: Site) -> bool:
    """An item follows, and a word of school stands before or after: "homework: Ex. 4B"."""
    around = (*site.scan.lefts(_NEAR), *site.scan.text[site.end : site.end + 40].lower().split())
    return site.precedes(_TASK) and not site.cues("school").isdisjoint(entry.strip(".,:;") for entry in around)


@rule()
def before_flight(site: Site) -> bool:
    """The code of a flight follows: "flt BA0178"."""
    return site.precedes(_FLIGHT)


@rule()
def before_span(site: Site) -> bool:
    """A number follows, or one behind the name of its kind: "btw. Exits 14A & 16"."""
    return site.precedes(_SPAN)


@rule()
def unnamed_item(site: Site) -> bool:
    """A number follows, and no name stands before: "entering Rd. 3", not "Farm Rd. 12"."""
    return site.precedes(_ITEM) and not site.after_name


@rule()
def before_capital(site: Site) -> bool:
    """A number or one capital letter follows: "Kl. B"."""
    return site.precedes(_ONE)


@rule()
def company(site: Site) -> bool:
    """One capital letter follows: "Co. B"."""
    return site.precedes(_ONE_CAPITAL)


@rule(Closing.NEVER)
def of_extension(site: Site) -> bool:
    """A comma or bracket stands before, a telephone's extension follows: "joindre Mme Roy, p. 2204"."""
    aside = site.left() == "," or site.scan.character(site.start - 1) == "("
    return aside and site.precedes(_EXTENSION) and not site.cues("calls").isdisjoint(site.scan.lefts(_NEAR))


@rule()
def before_course(site: Site) -> bool:
    """The three digits of a course follow: "Phil. 101"."""
    return site.precedes(_COURSE)


@rule(glued=True)
def before_roman(site: Site) -> bool:
    """A Roman numeral follows: "s. XVIII"."""
    return site.precedes(_ROMAN)


@rule()
def before_ordinal(site: Site) -> bool:
    """An ordinal with its full stop follows: "v. 3. Mai"."""
    return site.precedes(_ORDINAL)


@rule()
def before_version(site: Site) -> bool:
    """A version follows: "Rev. 3.1", "v. 4.12"."""
    return site.precedes(_VERSION)


@rule()
def before_degrees(site: Site) -> bool:
    """Degrees follow: "lat. 51°"."""
    return site.precedes(_DEGREES)


@rule()
def before_sides(site: Site) -> bool:
    """A length and a sign of multiplication follow: "dim. : 30 x 40 cm"."""
    return site.precedes(_SIDES)


@rule()
def before_temperature(site: Site) -> bool:
    """A temperature follows: "mín. de 21 °C"."""
    return site.precedes(_TEMPERATURE)


@rule()
def before_length(site: Site) -> bool:
    """A length follows: "Ø 12 mm"."""
    return site.precedes(_LENGTH)


@rule()
def before_area(site: Site) -> bool:
    """An area follows: "const. 150 m²"."""
    return site.precedes(_AREA)


@rule()
def before_depth(site: Site) -> bool:
    """A length or a depth in kilometres follows: "prof. 51 km"."""
    return site.precedes(_LENGTH) or site.precedes(_DEPTH)


@rule()
def before_verse(site: Site) -> bool:
    """Chapter and verse of the Bible follow: "Mt 5,3", in English "Mt 5:3"."""
    return site.precedes(_ENGLISH_VERSE if site.scan.language.tag.startswith("en") else _VERSE)


@rule()
def before_code(site: Site) -> bool:
    """Three capitals follow: "dep. LHR"."""
    following = site.following
    return len(following) == 3 and following.isalpha() and following.isupper()


@rule()
def before_telephone(site: Site) -> bool:
    """The number of a telephone follows: "inf. 614-410-1122"."""
    return site.precedes(_TELEPHONE)


@rule()
def before_serial(site: Site) -> bool:
    """Letters and digits of a product follow: "mod. RX-204"."""
    return site.precedes(_SERIAL)


@rule()
def before_room(site: Site) -> bool:
    """A number of three or four digits follows, as rooms have it: "ch. 301"."""
    return site.precedes(_ROOM)


@rule()
def of_power(site: Site) -> bool:
    """A number too large for anything but horsepower stands before: "147 ch"."""
    return site.left().isdecimal() and int(site.left()[:6]) >= _POWERFUL


@rule()
def before_statute(site: Site) -> bool:
    """The number of a statute of Quebec follows: "c. C-25"."""
    return site.precedes(_STATUTE)


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def before_money(site: Site) -> bool:
    """An amount of money follows: "WM 1.050 €", "dep. $30", "poutine rég. 9 $"."""
    return site.following[:1] in ("$", "£") or site.precedes(_AMOUNT)


@rule()
def before_share(site: Site) -> bool:
    """A percentage follows: "2,2 % en oct., c. 2,4 % en sept."."""
    return site.precedes(_SHARE)


@rule()
def compared(site: Site) -> bool:
    """A comma stands before, an amount follows: "1.7% in Q3, v. 2.5%"."""
    return site.left() == "," and site.following.lstrip("-–$£€")[:1].isdecimal()
