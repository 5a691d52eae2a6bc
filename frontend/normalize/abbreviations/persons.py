"""Rules that look at the names of persons."""

from __future__ import annotations

from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import SENTENCE_START

_HONOURED = frozenset(("M.", "MM.", "Mme", "Mmes"))
_DOCTORS = frozenset(("dr", "dre", "drs", "pr", "pre", "me", "mme"))
_NOBLE = regex(" (?:d[eu] (?:la )?|d'|des |von |van |le )[A-ZÀ-Ý][a-zà-ÿ]")
_GERMAN_NOBLE = regex(
    " (?:v\\.|von|van|zu|vom)(?: ?d\\.| de[rnm]| und zu)? ?[A-ZÄÖÜ][a-zäöüß-]+(?![a-zäöüß-]| (?:nach|bis|–|-|aus) )"
)
_OFFICE = regex(" (?:les? |la |l')[a-zA-Zé]")
_TITLE = regex(" (?:Hr|Hrn|Fr|Dr|Prof|Fam|Dipl)\\.")
_QUADRANT = regex(" [NS][EW](?![A-Za-z])")
_STYLED = regex(" the (?:Hon|Rt|Right|Rev|Lord|Lady|Earl|Viscount|Baron)")
_SIGNATORY = regex(r" (?:[A-Z]\.|Mrs?|Ms|Dr|[A-Z][a-z]{1,15} [A-Z])")
_WORD = regex("[a-z/]+")
_PLACE = regex(r" [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?[;,.)]")
_FIRSTLY = regex(r" (?:1st|2nd|3rd|\([123]\)|[123])")
_FIRST_NAME = regex("[A-ZÁÉÍÓÚ][a-zñáéíóú]{2,20} $")
_OF_NAME = regex(" (?:de(?:l|s| la)? |du |de l')[A-ZÁÉÍÓÚ]")
_NAMED = regex(" [A-ZÁÉÍÓÚÑ][a-zñáéíóú]")
_TWO_NAMES = regex(" (?:[A-ZÁÉÍÓÚÑ][a-zñáéíóú]{1,20} ){1,2}[A-ZÁÉÍÓÚÑ]")
_GIVEN_NAME = regex('(?:^|[ ("«])[A-ZÀ-Ý][a-zà-ÿ]{2,20}(?:-[A-ZÀ-Ý][a-zà-ÿ]{2,20})? $')
_NAME_REACH = 45
_PLACED = frozenset(("à", "en", "au", "aux"))
_LETTERS = frozenset(("D.", "S.", "P.", "C."))
_INITIALS = regex("(?:[a-z]\\. ?){1,3}")
_VERSUS = len("v.")
_LIFE = regex(r"(?:\b(?:b|bap|bapt|born)\b.*1[5-9][0-9]{2}.*[,;]|\([^()]*1[5-9][0-9]{2}[^()]*\)(?:.*[,;])?),? $")
"""A life before a marriage: "b. 1841 in Ohio, ", "Webb (1802-71) "."""


@rule(Closing.NEVER, capitals=True)
def title(site: Site) -> bool:
    """A capitalised word follows: "Dr. Smith", "Col. (Ret.) Smith"."""
    following = site.following
    if site.written[0].islower() and len(site.written) > _VERSUS and site.precedes_sentence:
        return False  # "au col. Puis", but "Smith v. The Queen"
    if site.written in ("P.", "D.") and site.scan.left(2) and _FIRST_NAME.search(site.before(30)):
        return False  # "Juan P. López"
    if site.written == "St." and site.word_after in ("Mr", "Mrs", "Ms"):
        return False  # "on Elm St. Mrs. Lee"
    if site.written in ("P.", "D.") and site.left() in site.cues("titles"):
        return False  # "Mtro. P. Gil": the letter of a first name
    if site.written in _HONOURED and site.precedes(_OFFICE):
        return True  # "M. le juge"
    if site.written == "M." and (site.left().rstrip(".") in _DOCTORS or _is_middle_initial(site)):
        return False  # "Dre M. Roy", "Susanne M. Hoffmann"
    initials = site.written in _LETTERS and following[1:2] in (".", " ")  # "D. S. 45/2020", "Soto y Cía., S. C."
    initials = initials or site.precedes(_QUADRANT)  # "700 de G St. NW"
    styled = site.precedes(_STYLED)  # "Capt. the Hon. J. Byng"
    styled = styled or (site.written in _HONOURED and site.precedes(_NOBLE))  # "M. de Ramezay"
    styled = styled or _is_noble(site)
    return (following[:1].isupper() and not initials) or following[:1] == "(" or styled


@rule(Closing.NEVER, capitals=True)
def joining(site: Site) -> bool:
    """A noun follows, and no amount stands before, of which the letter is the unit: "Kaffee m. Milch", but "auf 600 m.
    Dabei"."""
    measures = site.left()[-1:].isdecimal() and site.left(2).rstrip(".") not in site.cues("enumerated")
    return (site.following[:1].isupper() and not measures) or site.following[:1] == "("


def _is_noble(site: Site) -> bool:
    """Whether a German name with "von" follows, and no journey: "Fr. v. Bülow", but "Fr. von Köln nach Bonn"."""
    return site.scan.language.capital_nouns and site.precedes(_GERMAN_NOBLE)


def _is_middle_initial(site: Site) -> bool:
    """Whether a first name stands before "M.": no town ("À Québec M. Roy") and no word that begins the sentence."""
    if not _GIVEN_NAME.search(site.before(_NAME_REACH)) or site.scan.spoken:
        return False  # "Bjr M. Roy"
    if site.left(2) in ("", *SENTENCE_START):
        return site.left() not in site.scan.language.word_ranks and not site.left().endswith(("ez", "er"))
    return site.left(2) not in _PLACED and site.left().lower() not in site.cues("titles")


@rule(Closing.NEVER)
def of_man(site: Site) -> bool:
    """ "El", "al" or "del" stands before, a name follows: "el C. Juan Ruiz"."""
    return site.left() in ("el", "al", "del") and site.precedes(_NAMED)


@rule(Closing.NEVER)
def of_woman(site: Site) -> bool:
    """ "La" stands before, a name follows: "la C. Ana Ruiz"."""
    return site.left() == "la" and site.precedes(_NAMED)


@rule(Closing.NEVER)
def before_woman(site: Site) -> bool:
    """A woman's first name and another name follow: "Lic. Rosa Mena", but "Lic. Rosas"."""
    woman = site.precedes(_TWO_NAMES) and site.word_after.lower() in site.cues("women")
    return woman and site.left() not in ("el", "del", "al")


@rule()
def before_title(site: Site) -> bool:
    """An abbreviated title follows: "Hr. Groß o. Fr. Ochs"."""
    return site.precedes(_TITLE)


@rule()
def before_signatory(site: Site) -> bool:
    """Who signs for another one follows: "p.p. A. Dean", "p.p. Mrs Bell"."""
    return site.precedes(_SIGNATORY)


@rule()
def clinical(site: Site) -> bool:
    """A word of medicine is near, and the sentence goes on: "treats 1,100 pts. a week"."""
    if site.scan.ends_here(site.end):
        return False
    around = (*site.scan.lefts(14), *_WORD.findall(site.scan.text[site.end : site.end + 80].lower()))
    return not site.cues("clinic").isdisjoint(entry.rstrip(".") for entry in around)


@rule()
def born_at(site: Site) -> bool:
    """A comma or bracket stands before, a place and a mark follow: "aged 7, b. Leeds; by 1911"."""
    return (site.left() == "," or site.scan.character(site.start - 1) == "(") and site.precedes(_PLACE)


@rule()
def family(site: Site) -> bool:
    """A number stands before, and before it "had" or a spouse: "they had 6 ch.", "wife + 6 ch." """
    parents = ("had", "with", "have", "wife", "husband", "widow")
    return site.left()[-1:].isdecimal() and any(entry in parents for entry in site.scan.lefts(3))


@rule()
def of_name(site: Site) -> bool:
    """ "Of" and a name or title follow: "a/c de la Lic. Vega", "min. des Finances"."""
    return site.precedes(_OF_NAME)


@rule()
def after_initials(site: Site) -> bool:
    """The initials of a name that stands before stand before: "Goethe, J. W. v." """
    return _INITIALS.fullmatch(site.left()) is not None


@rule()
def married(site: Site) -> bool:
    """A life stands before, a capitalised word follows: "b. 1841 in Ohio, m. Ann Hill"."""
    named = site.following[:1].isupper() or site.precedes(_FIRSTLY)
    return named and _LIFE.search(site.before(120)) is not None
