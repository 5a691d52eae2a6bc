"""Roman numerals, only where the context makes them safe: rulers, chapters, centuries, sequels.

A rule is one small function that explains itself and gives the reading, or False where the letters are no numeral, or
None for the next one.
"""

from __future__ import annotations

from typing import Literal

from frontend.common_words import word_ranks
from frontend.normalize.numbers import Form
from frontend.normalize.numeric.english_pronoun import is_pronoun
from frontend.normalize.numeric.roman_forms import ROMAN, century, in_name, lower_case, of_heading, value_of
from frontend.normalize.numeric.rulers import is_ruler, reigns
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.normalize.scan import Anchor, Reading, Scan

_SPAN = regex("([IVXLC]{1,7})[-–]([IVXLC]{1,7})(?![\\w-])")
_NAME_BEFORE = regex(r"(?:[A-ZÀ-ÖØ-Þ][\w'-]{2,40}|[A-Z]{1,3}[0-9]{1,4}) $")
_NAME_REACH = 42
_WITH_ANOTHER = regex("[IVX]{1,4} (?:y|o) (?:el|la) [IVX]{1,4} [A-ZÀ-ÖØ-Þ]")
_HEIR = regex(r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+ [A-Z]\. [A-ZÀ-ÖØ-Þ][\w'-]{2,20} $")
_SCORE = regex(" [0-9]{1,3}:[0-9]")
_HEIRS = 6
"""So many sons have the name of their fathers at most."""
_LIST_REACH = 8
"""So many entries before a numeral, the others of its list may stand."""
_LISTED = regex(r"\.?(?:,? [IVX]{1,6}\.?){0,4},? (?:und|oder|bis) [IVX]{1,6}(?=\.? )")
_PARTS = regex("([IVX]{1,5})(?:[-–]| (?:bis|à|a) )([IVX]{1,6})(?![\\w-])")
_FORMULA = regex(" ?[=<>≈]")
_SUBCHAPTER = regex("[.]([1-9][0-9]?)(?![0-9]|[.,][0-9])")
_LABEL = regex(" ?[=:] ?[A-ZÄÖÜ][a-zäöüß]")
_PARAGRAPH = regex("(I{1,3}|IV|VI{0,3}|IX|X)(?: ([1-9]))?(?= [A-ZÄÖÜ])")
_LAWS = frozenset(("art.", "art", "artikel", "§", "§§", "paragraf"))
"""Behind the number of one of these, a Roman numeral is a paragraph and the next number a sentence."""
_LAW_BEFORE = regex(
    "(?:§|Art\\.|Artikel) ?[0-9]{1,4}[a-z]?(?:(?: [IVX]{1,4})?(?:,| und| u\\.) ?(?:[0-9]{1,4}[a-z]?)?)* ?$"
)
_LAW_REACH = 40
_CHOICE = regex(" (?:o|ou|oder|or) [A-Z](?![\\w'])")
_SEQUEL = regex("[XVI]{2,7}")
_RARE = 5_000
"""Words of this rank among the common ones of a language may be of another."""
_AND_LAST = regex("[XVI]{2,7} [yeo] [XVI]{1,7}(?![\\w'-])")
_ERA = regex("[ \u00a0](?:[ad]\\. ?C\\.|[vn]\\. ?Chr|a[vp]r?\\. J)")
"""Before or after Christ."""
_CHOSEN = regex(r"(?:^|\s)[a-h]\) $")
_WORDS = frozenset(("MIX", "DIM", "MIL", "DID", "VIM", "LIV"))
_SHORT = frozenset(("IV", "VI", "IX", "XI", "XV"))
"""Numerals of two letters that stand for nothing else but "intravenous"."""
_CAPITALS = frozenset("IVXLCDM")
_FIRST = _CAPITALS | frozenset("ivx")


class Numeral(Anchor):
    """A numeral in capitals."""

    __slots__ = ("end", "roman", "value")

    def __init__(self, scan: Scan, position: int, roman: str) -> None:
        super().__init__(scan, position)
        self.roman = roman
        self.end = position + len(roman)
        self.value = value_of(roman)

    @property
    def left(self) -> str:
        """The word before, without its full stop."""
        return self.scan.left().rstrip(".")

    @property
    def announcing(self) -> str:
        """The word before, or before the other numerals of a list: "siglos XIX y XX", "Parts I to IV and X"."""
        if self.left == ":":  # "Steuerklasse: IV"
            return self.scan.left(2).rstrip(".")
        distance = _LIST_REACH if self.roman == "I" else 1  # "in part II, I think"
        joins = (self.language.words["and"], *self.cues("joins numerals"))
        while distance < _LIST_REACH and self.scan.left(distance) in joins:
            if not ROMAN.fullmatch(self.scan.left(distance + 1).upper()):
                break
            distance += 2
        return self.scan.left(distance if distance < _LIST_REACH else 1).rstrip(".")

    @property
    def next(self) -> str:
        """The character right behind."""
        return self.scan.character(self.end)

    @property
    def list_end(self) -> int:
        """Where the last of several numerals ends: "im XVI. und XVII. Jahrhundert"."""
        listed = _LISTED.match(self.scan.text, self.end)
        return listed.end() if listed else self.end

    @property
    def noun(self) -> str:
        """The word after it and the numerals that are listed with it, in lower case, "" if none follows."""
        end = self.list_end
        return self.scan.word_after(end + (self.scan.character(end) == ".")).lower()

    @property
    def is_letter(self) -> bool:
        return len(self.roman) == 1

    @property
    def after_name(self) -> bool:
        """Whether a name stands before: "Faust I"."""
        return _NAME_BEFORE.search(self.text_before(_NAME_REACH)) is not None

    def text_before(self, reach: int) -> str:
        return self.scan.text[max(0, self.position - reach) : self.position]

    def cardinal(self) -> Reading:
        return Reading(self.end, self.language.numbers.cardinal(self.value))

    def ordinal(self, form: Form, end: int | None = None) -> Reading:
        return Reading(end or self.end, self.language.numbers.ordinal(self.value, form))


Answer = Reading | Literal[False]
RULES: Rules[Numeral, Answer] = Rules()
rule = RULES.add


def recognise(scan: Scan, position: int) -> Reading | None:
    """The numeral at `position`, of any form."""
    return scan.with_genitive(in_name(scan, position) or of_heading(scan, position) or _numeral(scan, position))


def _numeral(scan: Scan, position: int) -> Reading | None:
    first = scan.text[position]
    if first not in _FIRST or is_pronoun(scan, position):
        return None
    if first not in _CAPITALS:
        return lower_case(scan, position)
    match = ROMAN.match(scan.text, position)
    if not match:
        return century(scan, position)
    return RULES.first(Numeral(scan, position, match.group()), scan.language.tag) or None


@rule("de")
def paragraph(numeral: Numeral) -> Answer | None:
    """The paragraph and the sentence of an article of a law: "Art. 5 I 1 GG"."""
    scan = numeral.scan
    numbered = scan.left(2) in _LAWS and scan.left().isdecimal()
    match = numeral.match(_PARAGRAPH) if numbered else None
    if not match:
        return None
    cardinal = numeral.language.numbers.cardinal
    sentence = f" Satz {cardinal(int(match[2]))}" if match[2] else ""
    return Reading(match.end(), f"Absatz {cardinal(value_of(match[1]))}{sentence}")


@rule()
def parts(numeral: Numeral) -> Answer | None:
    """From one part to another: "Teile I–III"."""
    match = numeral.match(_PARTS) if numeral.scan.left()[-1:].isalpha() else None
    if not match or not all(ROMAN.fullmatch(part) for part in match.groups()):
        return None
    begin, stop = (value_of(part) for part in match.groups())
    cardinal = numeral.language.numbers.cardinal
    to = numeral.language.words["to"]
    return Reading(match.end(), f"{cardinal(begin)} {to} {cardinal(stop)}") if begin < stop < 100 else None


@rule("en", "es", "fr")
def initial(numeral: Numeral) -> Answer | None:
    """A letter with a full stop before a word in lower case is none: "Juana I. de la Cruz"."""
    stopped = numeral.is_letter and numeral.next == "."
    return False if stopped and numeral.scan.word_after(numeral.end + 1)[:1].islower() else None


@rule()
def years(numeral: Numeral) -> Answer | None:
    """So many years: "XV años"."""
    counted = not numeral.is_letter and numeral.scan.word_after(numeral.end) in numeral.cues("years")
    return numeral.cardinal() if counted else None


@rule("de")
def label(numeral: Numeral) -> Answer | None:
    """What it stands for follows: "II = Folge"."""
    is_label = not numeral.is_letter and numeral.value < 50 and _LABEL.match(numeral.scan.text, numeral.end)
    return numeral.cardinal() if is_label else None


@rule()
def variable(numeral: Numeral) -> Answer | None:
    """A letter of a formula is none: "un volume V = 27 cm³"."""
    return False if numeral.is_letter and _FORMULA.match(numeral.scan.text, numeral.end) else None


@rule()
def second_crown(numeral: Numeral) -> Answer | None:
    """A ruler of two countries: "James VI and I"."""
    scan = numeral.scan
    crowned = numeral.left in ("and", "&") and ROMAN.fullmatch(scan.left(2).upper()) and scan.left(2) != "i"
    if not crowned or scan.left(3) not in numeral.cues("monarch_m"):
        return None
    spoken = numeral.language.monarch(numeral.value, False, scan.lefts(3))
    return Reading(numeral.end, spoken.removeprefix("the "))


@rule()
def ruler(numeral: Numeral) -> Answer | None:
    """Behind the name of a ruler or of an heir: "Elizabeth II", "William Gates III"."""
    if not is_ruler(numeral):
        return None
    if numeral.is_letter and numeral.roman not in "IVX":
        return False
    scan, end = numeral.scan, numeral.end
    closes = False
    if "de" in numeral.language.lineage and numeral.next == ".":
        end += 1
        closes = scan.ends_here(end) and not scan.word_after(end)
    spoken = numeral.language.monarch(numeral.value, numeral.left in numeral.cues("monarch_f"), scan.lefts(9))
    if scan.text.startswith("'s", end) and not scan.character(end + 2).isalnum():
        return Reading(end + 2, spoken + "'s")
    return Reading(end, spoken, closes)


@rule()
def team(numeral: Numeral) -> Answer | None:
    """The players of a team: "the 1st XI", British "the XV"."""
    if numeral.roman not in ("XI", "XV"):
        return None
    fielded = numeral.left == "the" and not numeral.scan.word_after(numeral.end)[:1].isupper()
    fielded = fielded and "en-GB" in numeral.language.lineage
    return numeral.cardinal() if fielded or numeral.left in numeral.cues("teams") else None


@rule()
def chapter(numeral: Numeral) -> Answer | None:
    """Behind a word for a chapter or a century: "Vols I-III", "Kap. II.3", "siglos XIX y XX"."""
    language, text = numeral.language, numeral.scan.text
    of_century = numeral.announcing in numeral.cues("century")
    if not of_century and numeral.announcing not in numeral.cues("chapter"):
        return None
    cardinal, span = language.numbers.cardinal, numeral.match(_SPAN)
    if span and value_of(span[2]) > value_of(span[1]):
        first, last = (cardinal(value_of(part)) for part in span.groups())
        return Reading(span.end(), f"{first} {language.words['to']} {last}")
    if numeral.is_letter and numeral.roman not in "IVX":
        return None
    part = _SUBCHAPTER.match(text, numeral.end) if "de" in language.lineage else None
    if part:
        return Reading(part.end(), f"{cardinal(numeral.value)} {language.words['point']} {cardinal(int(part[1]))}")
    low = of_century and "es" in language.lineage and numeral.value <= 10
    return numeral.ordinal(Form()) if low else numeral.cardinal()


@rule()
def behind_year(numeral: Numeral) -> Answer | None:
    """The last part of a number: "exp. 21/2025-III"."""
    joined = numeral.before == "-" and numeral.scan.character(numeral.position - 2).isdecimal()
    return numeral.cardinal() if joined and _SEQUEL.fullmatch(numeral.roman) else None


@rule()
def of_law(numeral: Numeral) -> Answer | None:
    """Behind a list of paragraphs: "§§ 242, 243 I Nr. 1"."""
    return numeral.cardinal() if numeral.value < 100 and _LAW_BEFORE.search(numeral.text_before(_LAW_REACH)) else None


@rule()
def register(numeral: Numeral) -> Answer | None:
    """Before the letters of a register: "VIII ZR 144/19"."""
    listed = numeral.scan.word_after(numeral.end).lower() in numeral.cues("register")
    return numeral.cardinal() if listed else None


@rule()
def era(numeral: Numeral) -> Answer | None:
    """A century before or after Christ: "a V d. C."."""
    dated = _ERA.match(numeral.scan.text, numeral.end)
    return numeral.cardinal() if dated and (not numeral.is_letter or numeral.scan.left()[-1:].isalpha()) else None


@rule()
def beforecentury(numeral: Numeral) -> Answer | None:
    """Before the word for a century: "im XVI. und XVII. Jahrhundert"."""
    if numeral.noun not in numeral.cues("century_after"):
        return None
    end = numeral.end + (numeral.next == ".")
    form = numeral.language.ordinal_form(numeral.scan, numeral.position, end, ".")
    return numeral.ordinal(form, end) if form is not None else None


@rule("de")
def movement(numeral: Numeral) -> Answer | None:
    """The number of a movement, before its tempo: "II. Andante"."""
    named = numeral.next == "." and numeral.noun.lower() in numeral.language.cues.get("tempi", ())
    return Reading(numeral.end + 1, numeral.cardinal().spoken) if named else None


@rule("de")
def stopped(numeral: Numeral) -> Answer | None:
    """An ordinal with its full stop: "das II. Vatikanische Konzil"."""
    end = numeral.end + 1
    ranks = numeral.next == "." and numeral.noun
    form = numeral.language.ordinal_form(numeral.scan, numeral.position, end, ".") if ranks else None
    return numeral.ordinal(form, end) if form is not None else None


@rule()
def after_article(numeral: Numeral) -> Answer | None:
    """Between an article and a noun, or after another one: "la IV República", "el siglo XX y el XXI"."""
    gender = numeral.language.articles.get(numeral.scan.left(), "")
    if not gender or numeral.value > 30 or not _ranks(numeral):
        return None
    return (
        numeral.ordinal(Form(gender, noun=bool(numeral.noun)))
        if numeral.noun or numeral.value <= 10
        else numeral.cardinal()
    )


def _ranks(numeral: Numeral) -> bool:
    """Whether a numeral after an article is an ordinal: a noun follows, or another one stood before ("la II, la I")."""
    scan, end = numeral.scan, numeral.list_end
    following = scan.word_after(end)
    if following:
        noun = following[0].isupper() or bool(numeral.language.classify_word(following))
        return noun and not scan.shouting and (not numeral.is_letter or numeral.roman in "IVX")
    ended = scan.character(end) in ("", ",", ".", ";", ")", "?", "!")
    return ended and any(entry.isalpha() and ROMAN.fullmatch(entry.upper()) for entry in scan.lefts(14)[1:])


@rule("es")
def first_of_two(numeral: Numeral) -> Answer | None:
    """Between an article and another numeral with its own: "la I y la II Guerra Mundial"."""
    gender = numeral.language.articles.get(numeral.scan.left(), "")
    listed = numeral.match(_WITH_ANOTHER) if gender and numeral.value <= 10 else None
    return numeral.ordinal(Form(gender)) if listed else None


@rule()
def before_ranked(numeral: Numeral) -> Answer | None:
    """Before a noun that is ranked: "XI Congreso", "XX edición"."""
    noun = numeral.noun
    gender = next((gender for gender in ("f", "m") if noun and noun in numeral.cues(f"ordinal_{gender}")), None)
    return numeral.ordinal(Form(gender, noun=True)) if gender else None


@rule()
def corps(numeral: Numeral) -> Answer | None:
    """Between "the" and a noun: "the VI Corps", but "the IV drip"."""
    ranked = numeral.announcing == "the" and numeral.noun and _SEQUEL.fullmatch(numeral.roman)
    return numeral.ordinal(Form()) if ranked and numeral.roman != "IV" and not numeral.scan.shouting else None


@rule()
def choice(numeral: Numeral) -> Answer | None:
    """One of two letters is none: "V o F"."""
    return False if _CHOICE.match(numeral.scan.text, numeral.end) else None


@rule("es")
def heir(numeral: Numeral) -> Answer | None:
    """Behind a family name that an initial stands before: "John F. Kennedy III"."""
    inherits = numeral.value < _HEIRS and _HEIR.search(numeral.text_before(_NAME_REACH)) is not None
    return numeral.ordinal(Form("m")) if inherits else None


@rule("es")
def reigning(numeral: Numeral) -> Answer | None:
    """Behind a name that a title or a realm shows to be a ruler's: "el rey Mojmír I", "Cristián II de Dinamarca"."""
    if not reigns(numeral):
        return None
    return Reading(numeral.end, numeral.language.monarch(numeral.value, False, numeral.scan.lefts(3)))


@rule("de", "es", "fr")
def pronoun(numeral: Numeral) -> Answer | None:
    """The word between two others of an English title: "Can I Get"."""
    if numeral.roman != "I" or not numeral.after_name:
        return None
    around = (numeral.left, numeral.scan.word_after(numeral.end))
    english = around[1][:1].isupper() and all(word.lower() in word_ranks("en") for word in around)
    own = numeral.language.word_ranks
    return False if english and all(own.get(word.lower(), _RARE) >= _RARE for word in around) else None


@rule("de")
def second_team(numeral: Numeral) -> Answer | None:
    """The team of a club before its score: "SV Westensee II 3:2"."""
    scored = numeral.after_name and _SCORE.match(numeral.scan.text, numeral.end)
    return Reading(numeral.end, f"{numeral.cardinal().spoken}, ") if scored else None


@rule()
def sequel(numeral: Numeral) -> Answer | None:
    """Behind the name of a work or a machine: "Rocky IV", but not in English "Faust I"."""
    alone = numeral.roman in ("I", "V") and numeral.next in (*' ,);]"«“”‹', "")
    alone = alone and not numeral.language.tag.startswith("en")
    follows = (alone or _SEQUEL.fullmatch(numeral.roman)) and not numeral.scan.shouting
    return numeral.cardinal() if follows and numeral.after_name else None


@rule()
def year(numeral: Numeral) -> Answer | None:
    """A copyright line, a cornerstone: "MCMXCIX"."""
    dated = len(numeral.roman) >= 4 and 1000 <= numeral.value < 2100
    return Reading(numeral.end, numeral.language.numbers.year(numeral.value)) if dated else None


@rule("es")
def listed(numeral: Numeral) -> Answer | None:
    """Between commas, of a part or a movement, or the last but one of several: "Don Quijote, II, cap. 3", "op. 27, II.
    Allegretto", "los salmos XIII, XXV y XXVI"."""
    last = numeral.match(_AND_LAST) is not None
    parted = numeral.scan.left() == "," and (last or numeral.next in (",", ".", ";")) and not numeral.scan.shouting
    return numeral.cardinal() if parted and _SEQUEL.fullmatch(numeral.roman) and numeral.value < 30 else None


@rule("es")
def answer(numeral: Numeral) -> Answer | None:
    """One of the answers to choose from: "a) XV b) XVI"."""
    chosen = _CHOSEN.search(numeral.text_before(len(" a) "))) is not None and not numeral.is_letter
    return numeral.cardinal() if chosen and numeral.value < 100 else None


@rule()
def in_sentence(numeral: Numeral) -> Answer | None:
    """Letters in a sentence that can be nothing else: "fase III", but "vía IV"."""
    scan, roman, announcing = numeral.scan, numeral.roman, numeral.announcing
    if scan.shouting or not (scan.left()[-1:].isalnum() or scan.left() == "."):
        return None
    drip = numeral.language.cues.get("intravenous")
    short = roman in _SHORT and announcing.isalpha() and drip is not None and announcing not in drip
    safe = (len(roman) >= 3 or roman == "II" or short) and numeral.value < 100 and roman not in _WORDS
    return numeral.cardinal() if safe else None
