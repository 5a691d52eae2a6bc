"""Rules that look at the words around, and at where the sentence ends."""

from __future__ import annotations

from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_CODED = regex("[ (]+[A-Z]{0,4}[0-9]| [A-Z]{2}")
_OF_ONE = word_set("im le au du un par chaque ce el al del por cada pro je x")
_FEMININE = word_set("la ma sa votre notre cette una mi su nuestra esta estimada querida distinguida señora sra.")
_WORD = regex(r"[^\W\d_]+")
_NAME_BEFORE = regex("(?:^|[ (])[A-ZÀ-Þ][\\w'-]{0,30}\\.?(?: \\([^()]{1,30}\\))? $")
_NOTE_BEFORE = regex(
    r"(?:(?:^|[ (])(?:[Ii]n|of|key:) [A-G](?:[♭♯#]|[- ](?:flat|sharp))?|[A-G][♭♯#]"
    r"|(?:^|[ (])en (?:ut|[Dd]o|[Rr][ée]|[Mm]i|[Ff]a|[Ss]ol|[Ll]a|[Ss]i)"
    r"(?: ?[♭♯#]| (?:bémol|dièse|bemol|sostenido))?) $"
)
_DATIVE_BEFORE = word_set("vor nach mit seit zu von bei aus")
_SUBSECTION = regex(r" [0-9]{1,3}[A-Z]{0,2}\([0-9]{1,2}[A-Z]?\)")
_BETWEEN_FIELDS = frozenset(("a", "e", "o", "y"))
_LINKS = frozenset(("und", "u.", "bis", "oder", ","))
_TWO_NAMES = regex(
    r" (?:[A-Z0-9][\w.'-]*,? ?){1,3} (?:&|and) [A-Z0-9]| (?:[A-Z0-9][\w.'-]* ){1,3}(?:&|and) (?:the )?[A-Z0-9]"
)
_LABEL = regex(" [A-ZÄÖÜ][a-zäöüß]{2,20}:")
_YEAR_OR_PAUSE = regex(r" (?:19|20)[0-9]{2}(?![0-9])|[,;)]|\.?$|\n")
_NUMBERED = regex("[ \u00a0]?:[ \u00a0]?[$-]?[0-9]")
_REACH = 12
_AHEAD = 60
_BESIDE = 6
"""So many words to the left, a word that tells the meaning of an abbreviation may stand."""
_SHORTEST_WORD = 3
"""Letters, with the full stop."""
_HOUSING = 16
"""So many words to the left, a word of housing may stand."""


def _around(site: Site) -> set[str]:
    """The words around, in lower case, without full stops."""
    ahead = site.scan.text[site.end : site.end + _AHEAD].lower().split()
    return {entry.strip(".,:;") for entry in (*site.scan.lefts(_REACH), *ahead)}


def _stands_freely(site: Site, may_end: bool) -> bool:
    """Anywhere; but what is a word too is one where it ends a sentence: "she works as a temp." """
    scan = site.scan
    letters = scan.text[site.start : site.end - 1]
    ordinary = scan.language.is_ordinary_word(letters)
    if not ordinary and scan.at_sentence_start():
        ordinary = scan.language.is_ordinary_word(letters.lower())
    ordinary = ordinary and not site.precedes(_CODED)  # "quote ref. KX4471"
    listed = site.left(2).rstrip(".") in scan.language.weekdays  # "du lun. au jeu."
    last = ordinary and not may_end and _may_end(site)
    labels = scan.at_sentence_start() and site.following != ""  # "Max. Teilnehmerzahl 12", but "Sept."
    return listed or not last or labels


def _ends_as_word(site: Site) -> bool:
    """Whether it is a word that ends the sentence, or trails off: French "rivé au sol..."."""
    return _may_end(site) and site.scan.language.is_ordinary_word(site.written.rstrip("."))


def _may_end(site: Site) -> bool:
    """Whether a sentence can end behind it, or trail off."""
    return site.scan.ends_here(site.end) or site.scan.character(site.end) == "."


def _is_last(site: Site) -> bool:
    """Whether it is long enough for a word, and the next sentence begins behind it: "midi et quart. Puis"."""
    return len(site.written) > _SHORTEST_WORD and site.precedes_sentence


def is_predicate(site: Site) -> bool:
    """Whether it is an adjective that ends a sentence behind its verb: French "Le pain est sec. 3 tranches"."""
    return site.left() in site.cues("copulas") and site.written.rstrip(".") in site.cues("predicates")


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def plain(site: Site) -> bool:
    """Anywhere; ends a sentence only at the end of the text or line: "approx." """
    return _stands_freely(site, may_end=False)


@rule(Closing.BEFORE_CAPITAL)
def final(site: Site) -> bool:
    """Anywhere; ends a sentence if a capital follows: "etc.", "Inc." """
    return _stands_freely(site, may_end=True)


@rule(agrees=lambda site, spoken: site.scan.language.inflected(site.scan, spoken, site.end))
def adjective(site: Site) -> bool:
    """Anywhere; takes the ending of the noun that follows: "im ehem. Kloster"."""
    return _stands_freely(site, may_end=False)


@rule(agrees=lambda site, spoken: site.scan.language.inflected(site.scan, spoken, site.end))
def owned_by_him(site: Site) -> bool:
    """A preposition of the dative stands before, a noun follows: "1 J. vor s. Tod"."""
    noun = site.word_after
    return site.left() in _DATIVE_BEFORE and noun[:1].isupper() and noun[1:].islower() and len(noun) > 2


@rule()
def before_name(site: Site) -> bool:
    """A capitalised word follows that begins no sentence: "zog n. Weimar"."""
    name = site.word_after
    return name[:1].isupper() and name[1:2].islower() and not _is_last(site)


@rule(agrees=lambda site, spoken: site.scan.language.inflected(site.scan, spoken, site.end))
def before_noun(site: Site) -> bool:
    """A German noun follows, for an article: "bleibt d. Büro zu", "2 Min. z. S-Bhf."."""
    noun = site.word_after.rpartition("-")[2]
    return noun[:1].isupper() and noun[1:2].islower() and not _is_last(site)


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def running(site: Site) -> bool:
    """The sentence goes on behind it, for what is also a word: "rec.", "pos."; at its start a colon does: "Mod. :"."""
    if site.scan.ends_here(site.end) or (site.scan.at_sentence_start() and site.following[:1] != ":"):
        return False
    if site.written[-1] == "." == site.scan.character(site.end):
        return False  # "please press..."
    return not is_predicate(site) and not _ends_as_word(site)


@rule()
def named_and_closed(site: Site) -> bool:
    """A name stands before, a year or a pause follows, and the text has other letters: "Toyota Corolla LE 2021"."""
    return not site.scan.shouting and site.after_name and site.precedes(_YEAR_OR_PAUSE)


@rule()
def label(site: Site) -> bool:
    """A colon follows, as behind the name of a field: "Exp. : Québec"."""
    return site.following[:1] == ":"


@rule()
def of_field(site: Site) -> bool:
    """It belongs to a field of a document, and not to a sentence: no article stands before it, and no word before what
    is a word too: "mar: 9-14 h", "vuelo 4, sal. Laredo", but "frente al mar: paz", "carne de res. En"."""
    if site.left() in site.cues("determiners"):
        return False
    running = site.left().isalpha() and site.left() not in _BETWEEN_FIELDS
    return not (running and site.scan.language.is_ordinary_word(site.written.rstrip(".").lower()))


@rule()
def label_of_number(site: Site) -> bool:
    """A colon and a number follow: "Exp. : 12/27", "Trans. : 10872"."""
    return site.precedes(_NUMBERED)


@rule()
def closing(site: Site) -> bool:
    """A pause or the end of the text follows: "heat incl., no pets"; German "u. a. Dauer: 2 Std."."""
    german = site.scan.language.capital_nouns and site.precedes(_LABEL)
    return german or site.scan.character(site.end) in (",", ";", ")", "", "\n")


@rule()
def enclosed(site: Site) -> bool:
    """It stands alone in brackets: "Cllr Pike (Ind.)", "Miller [ed.]"."""
    return site.scan.character(site.start - 1) + site.scan.character(site.end) in ("()", "[]")


@rule()
def before_bracket(site: Site) -> bool:
    """An opening bracket follows: "su C. P. (5 dígitos)"."""
    return site.following[:1] == "("


@rule()
def before_lower(site: Site) -> bool:
    """A word in lower case follows: "Pt. is", but "Pt. 2"."""
    return site.following[:1].islower() or site.following[:2] == "& "


@rule()
def at_start(site: Site) -> bool:
    """A sentence begins with it, a word in lower case follows: "Ave. temp. is up"."""
    return site.scan.at_sentence_start() and site.following[:1].islower()


@rule()
def of_team(site: Site) -> bool:
    """A word of games is near: "Eng. need 212 to win"."""
    return not site.cues("played").isdisjoint(_around(site))


@rule()
def of_shares(site: Site) -> bool:
    """A word of shares is near: "the 3rd-qtr. div. is $0.24/sh." """
    return not site.cues("shares").isdisjoint(_around(site))


@rule()
def of_subject(site: Site) -> bool:
    """A word of school is near: "48/60 in Eng. & 9/10 in French"."""
    return not site.cues("taught").isdisjoint(_around(site))


@rule()
def before_subsection(site: Site) -> bool:
    """The number of a section with a subsection in brackets follows: "under s 2(1)"."""
    return site.precedes(_SUBSECTION)


@rule()
def between_two(site: Site) -> bool:
    """Two names or numbers follow, inside of a sentence: "shut btw Scotch Cnr & Penrith", but "Btw Tom and I went"."""
    return site.left().isalpha() and site.precedes(_TWO_NAMES)


@rule()
def contest(site: Site) -> bool:
    """A word for a game stands before, a capitalised word follows: "the match v Kent"."""
    return site.left() in site.cues("contests") and site.following[:1].isupper()


@rule()
def versus(site: Site) -> bool:
    """Names stand on both sides: "W. Ham v Man Utd"."""
    return site.following[:1].isupper() and _NAME_BEFORE.search(site.before(60)) is not None


@rule()
def in_key(site: Site) -> bool:
    """A note stands before it, and "in" before that: "in D min.", "in B flat maj." """
    return _NOTE_BEFORE.search(site.before(12)) is not None


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def after_noun(site: Site) -> bool:
    """A noun stands before that it describes: "âge moy.", but "d'un air fin." """
    if _ends_as_word(site) and site.written.rstrip(".") in site.cues("predicates"):
        return False
    owned = site.left() in _FEMININE or site.left() in site.cues("determiners")
    return bool(site.scan.language.described(site.scan)[0]) and not owned


@rule(agrees=lambda site, spoken: site.scan.language.counted_plural(site.scan, spoken))
def housed(site: Site) -> bool:
    """A number stands before, and before it a word of housing: "condo, 2 c. à c." """
    return site.left()[-1:].isnumeric() and not site.cues("housing").isdisjoint(site.scan.lefts(_HOUSING))


@rule()
def genitive(site: Site) -> bool:
    """ "Des" stands before the ordinals before it: "Werke des 19. und 20. Jh." """
    distance = 1
    while distance < _REACH and (site.left(distance)[:1].isdecimal() or site.left(distance) in _LINKS):
        distance += 1
    return distance > 1 and site.left(distance) in ("des", "eines", "dieses", "d.")


@rule(Closing.NEVER)
def after_in(site: Site) -> bool:
    """ "In" or another preposition stands before, a number follows: "in Min. 12"."""
    return site.left() in ("in", "ab", "bis", "seit", "zur", "von") and site.following[:1].isdecimal()


@rule()
def singular(site: Site) -> bool:
    """An article or preposition of one thing stands before: "le prix au m²"."""
    return site.left() in _OF_ONE


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def beside(site: Site) -> bool:
    """A word of the cues "beside <abbreviation>" stands not far before: "ligne 2, dir. Nord"."""
    near = (entry.rpartition("'")[2] for entry in site.scan.lefts(_BESIDE))
    return not site.cues(f"beside {site.written}").isdisjoint(near)


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def before_cue(site: Site) -> bool:
    """A word of the cues "before <abbreviation>" follows: "ch. à louer"."""
    elided = site.scan.character(site.scan.skip_spaces(site.end) + len(site.word_after)) == "'"
    named = len(site.word_after) > 1 and site.word_after[0].isupper()  # "C'est long. Max arrive."
    named = named and not site.scan.language.capital_nouns
    return not (elided or named) and site.word_after.lower() in site.cues(f"before {site.written.lower()}")


@rule()
def of_limit(site: Site) -> bool:
    """What is limited follows, and no name is meant: "max order 5", "Min spend £20", but "Uncle Max order it"."""
    named = site.written[0].isupper() and site.left()[-1:].isalpha()
    return not named and site.word_after.lower() in site.cues("limited")


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def near(site: Site) -> bool:
    """A word of the cues "near <abbreviation>" stands before or behind it, and none of "unless <abbreviation>":
    "la circ. est lente", "won on pens", but "spent £12 on pens"."""
    around, written = _around(site), site.written.lower()
    return not site.cues(f"near {written}").isdisjoint(around) and site.cues(f"unless {written}").isdisjoint(around)


@rule(agrees=lambda site, spoken: site.scan.language.agreeing(site.scan, spoken, site.word_after))
def ahead(site: Site) -> bool:
    """A word of the cues "ahead <abbreviation>" follows: "hab. doble", "$8 c/porción"."""
    word = _WORD.match(site.scan.text, site.scan.skip_spaces(site.end))
    return word is not None and word[0].lower() in site.cues(f"ahead {site.written.lower()}")


@rule()
def after_la(site: Site) -> bool:
    """ "La" or a possessive of the feminine stands before: "la ch. 305"."""
    return site.left() in _FEMININE


@rule()
def after_plural(site: Site) -> bool:
    """An article of the plural stands before: "los sáb.", "entre les km 12 et 15"."""
    return site.left() in ("los", "las", "les", "des", "aux")


@rule()
def after_the(site: Site) -> bool:
    """ "The" or a country stands before: "of the pop." """
    return site.left() in ("the", "u.s.", "uk", "us")


@rule()
def owned(site: Site) -> bool:
    """A word such as "your" stands before, or "the" before and "of" after: "your no." """
    return (site.left() == "the" and site.word_after == "of") or site.left() in site.cues("owners")


@rule()
def added(site: Site) -> bool:
    """A plus or "month of" stands before: "$11,000 + dep." """
    return site.left() in ("+", "más", "plus") or (site.left() == "de" and site.left(2) in ("mes", "meses"))


@rule()
def after_comma(site: Site) -> bool:
    """A comma stands before, a capitalised word follows: ", col. Centro"."""
    return site.left() == "," and site.word_after[:1].isupper()


@rule()
def after_per(site: Site) -> bool:
    """ "Per", "a" or "each" stands before: "per min"."""
    return site.left() in ("per", "a", "an", "each", "every", "one", "another")


@rule()
def of_holder(site: Site) -> bool:
    """Whose number it is stands before, capitals or a number follow: "Driver's no. JONES 801120"."""
    following = site.following
    return site.left().endswith("'s") and (following[:1].isdecimal() or (len(following) > 1 and following.isupper()))


@rule()
def numbered(site: Site) -> bool:
    """A word that announces a number stands before: "tel. no. is"."""
    return site.left().rstrip(".") in site.cues("numbered")
