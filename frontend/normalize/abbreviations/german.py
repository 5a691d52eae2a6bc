"""Rules that only German needs: several of something behind an article, adjectives that stand for persons."""

from __future__ import annotations

from frontend.normalize import german_lists
from frontend.normalize.abbreviations.counts import number_before
from frontend.normalize.abbreviations.rules import Closing, Site, rule
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_ITEM = "(?:[0-9]{1,4}[a-z]?|[A-Z]{1,3}|[IVX]{1,5})"
_SEVERAL = regex(f"[ \u00a0]{_ITEM}(?: ?[-–+&,] ?| (?:und|u[.]|bis|oder|o[.]) ){_ITEM}(?![\\w/])")
_ARTICLES = word_set("die den der allen beiden diesen diese")
_NOUN_BEFORE = regex("(?:[A-ZÄÖÜ][\\w-]{1,30}|[0-9]{1,4})[.]? $")
_ENDED = frozenset(("", ".", "!", "?", ",", ")", "…", "\n"))
_SIGNED = regex(
    r"[,!]?\s{0,4}(?:(?:und |& |u\. |aus |von |vom |d(?:ein|eine|er|ie) )?[A-ZÄÖÜ][\w.-]{0,24},?\s{0,4}){0,4}[!.]?\Z"
)
_SIGNED_SMALL = regex(r"[,!]? [a-zäöüß]{2,16}[!.]?\Z")
"""A name or two, perhaps with a place, and the end of the text."""
_WOMAN = regex(" (?:Frau|Fr[.]) ")
_COUNT = regex(":? [0-9]")
_RANKED = regex(" [1-9][0-9]{0,2}[.](?:/[1-9][0-9]?[.])? ([A-ZÄÖÜ][a-zäöüß]+)")
_DESCRIBED = regex(" (?:[a-zäöüß]{3,24}e[nrsm]?|[a-zäöüß]{2,14}[.])(?= [A-ZÄÖÜ][a-zäöüß])")
_WITH_ACCUSATIVE = word_set("durch für gegen ohne um f. gg.")
_NTH = regex(" [1-9][0-9]{0,2}[.](?![0-9])")
_DAY = "(?:Mo|Di|Mi|Do|Fr|Sa|So)"
_OTHER_DAY = regex(f"[^.\\n]{{0,50}}[0-9][^.\\n]{{0,20}}[ ,;]{_DAY}(?:[.]|[–/-](?:{_DAY}|[0-9])| [0-9])")
_YEAR = regex("1[0-9]{3}|20[0-9]{2}")
_PAGED = word_set("s. seite seiten § §§ art. artikel rn. rz. abs. absatz kap. kapitel bl. sp.")
_ENCLOSED = regex(r"\([^()\n]{0,60}$")
"""An open bracket."""
_BRACKET = 62
_TIME_ASKED = regex(r" (?:ab|gegen|um) [0-9]{1,2}(?:[:.][0-9]{2})? ?(?:h|Uhr)? ?[?]")
_NAME_AFTER = regex("[A-ZÄÖÜŁŚŠČŽ][a-zà-ÿłśšćčž]{2}")
_BEING = word_set("ist war wurde wird sind waren wurden am in")
_PRICE = regex("[0-9]{1,4}(?:[,.](?:[0-9]{2}|[-–]))|(?:[0-9].*)?(?:€|euro|eur)")


def _plural(site: Site, spoken: str) -> str:
    """The plural behind its article; "den" before one is a dative."""
    return f"{spoken}n" if site.left() == "den" and not spoken.endswith(("n", "s")) else spoken


def _ranked(site: Site, spoken: str) -> str:
    """The article of the noun behind an ordinal: "des", where the noun has the ending of the genitive."""
    match = _RANKED.match(site.scan.text, site.end)
    if match and site.left() in _WITH_ACCUSATIVE:  # "durch d. 1. Vors."
        return {"m": "den", "n": "das"}.get(site.scan.language.classify_word(match[1]) or "m", "die")
    if match is None:
        return spoken
    cut = site.scan.character(match.end()) == "."
    noun = site.scan.language.full_word(match[1]) if cut else match[1]
    owned = _NOUN_BEFORE.search(site.before(34)) is not None and site.scan.language.classify_word(noun) in ("m", "n")
    return "des" if owned or (not cut and noun.endswith("s")) else spoken


def _person(site: Site, spoken: str) -> str:
    return site.scan.language.personal(site.scan, spoken, site.precedes(_WOMAN))


@rule(Closing.NEVER, agrees=_plural)
def of_several(site: Site) -> bool:
    """An article of the plural stands before, several items follow: "in den Gr. S–XXL", "die Kl. 5 u. 6"."""
    return site.left() in _ARTICLES and site.precedes(_SEVERAL)


@rule(agrees=lambda site, spoken: site.scan.language.counted_plural(site.scan, spoken))
def counted(site: Site) -> bool:
    """More than one stand before, and no number follows: "à 40–60 Pl.", but "Block 3 Pl. 5"."""
    number = number_before(site)
    if _YEAR.fullmatch(number) or site.following[:1].isdecimal():
        return False
    return number[-1:].isdecimal() and number != "1" and site.left(2) not in site.cues("enumerated")


@rule(Closing.NEVER)
def signing(site: Site) -> bool:
    """A letter or a message ends with it, or with it and a name: "Bis morgen! LG Anna", but "LG Köln entschied"."""
    closed = site.precedes(_SIGNED) or (site.written.islower() and site.precedes(_SIGNED_SMALL))
    return site.left() in _ENDED and closed


@rule()
def between_nouns(site: Site) -> bool:
    """A noun on both sides, for an "or": "in Rot o. Blau"."""
    capital = site.word_after[:1].isupper() or site.following[:1].isdecimal()
    return capital and _NOUN_BEFORE.search(site.before(34)) is not None


@rule()
def before_proper(site: Site) -> bool:
    """A name follows, no common noun: "Gebr. Grimm", but "Gebr. Kinderwagen"."""
    return site.following[:1].isupper() and site.scan.language.is_town(site.word_after)


@rule(agrees=_ranked)
def before_ranked(site: Site) -> bool:
    """An ordinal and its noun follow, for an article: "Ergebnisse d. 5. Spieltags"."""
    match = _RANKED.match(site.scan.text, site.end)
    return match is not None and match[1].lower() not in site.scan.language.months


@rule(agrees=lambda site, spoken: site.scan.language.inflected(site.scan, spoken, _adjective_end(site)))
def before_described(site: Site) -> bool:
    """An adjective and its noun follow, for an article: "mit d. nächsten Abschl."."""
    return _adjective_end(site) > site.end


def _adjective_end(site: Site) -> int:
    """Where an adjective before a noun ends that follows the place; the end of the place if there is none."""
    match = _DESCRIBED.match(site.scan.text, site.end)
    return match.end() if match else site.end


@rule()
def before_nth(site: Site) -> bool:
    """An ordinal of any size follows: "Glückwunsch z. 90."."""
    return site.precedes(_NTH)


@rule()
def of_week(site: Site) -> bool:
    """An entry of opening hours begins with it, and another day of the week follows: "Mo Damen 10–22, Di–So"."""
    return site.left() in ("", ":", ",", ";", "\n") and site.precedes(_OTHER_DAY)


@rule()
def without(site: Site) -> bool:
    """What may be missing follows: "2. OG o. Aufzug"."""
    noun = site.scan.language.full_word(site.word_after).lower()
    return site.scan.language.is_among(noun, site.cues("without"))


@rule()
def after_page(site: Site) -> bool:
    """The number of a page or a paragraph stands before: "S. 57 f.", but "Nr. 7 f. Sie"."""
    return site.left()[-1:].isdecimal() and site.left(2) in _PAGED


@rule()
def before_someone(site: Site) -> bool:
    """Persons follow, and no page stands before: "Zi. Nr. 7 f. Sie reserviert"."""
    return site.word_after.lower() in site.cues("before f.") and site.left(2) not in _PAGED


@rule()
def before_count(site: Site) -> bool:
    """A number follows, also behind a colon: "Anw.: 7 Mitgl."."""
    return site.precedes(_COUNT)


@rule()
def after_price(site: Site) -> bool:
    """An amount of money stands before: "zzgl. 2,90 Geb."."""
    return _PRICE.fullmatch(site.left()) is not None


def _saint(site: Site, spoken: str) -> str:
    noun, language = site.word_after, site.scan.language
    feminine = language.classify_word(noun) == "f" and not noun.endswith("in")  # Martin
    return language.personal(site.scan, spoken, feminine)


@rule(Closing.NEVER, agrees=_saint)
def saint(site: Site) -> bool:
    """A name or a noun follows, and the article tells the ending: "des Hl. Martin", "in der Hl. Nacht"."""
    return site.following[:1].isupper()


@rule(agrees=_person)
def person(site: Site) -> bool:
    """Anywhere; takes the ending of an adjective that stands for a person: "der Vors.", "2. Vors. Frau Abt"."""
    return True


@rule()
def offered(site: Site) -> bool:
    """A classified advertisement begins with it, what it offers follows: "Verk. Fahrrad", but "Verk. von Getränken"."""
    following = site.following[:1]
    return site.scan.at_sentence_start() and (following.isupper() or following.isdecimal())


@rule(Closing.NEVER)
def named_in(site: Site) -> bool:
    """A language in brackets before what something is called in it: "Wrocław (dt. Breslau)", but "(dt. Meister)"."""
    noun = site.word_after
    ordinary = german_lists.is_noun(site.scan.language, noun.lower())
    return _ENCLOSED.search(site.before(_BRACKET)) is not None and noun[:1].isupper() and not ordinary


@rule(Closing.NEVER)
def before_maiden_name(site: Site) -> bool:
    """A name follows, for how a woman was called: "Marie Curie, geb. Skłodowska", but "geb. Mai 1950", "geb. 1911"."""
    name = site.word_after
    known = name.lower() in site.scan.language.months or name.lower() in site.cues("bound")
    return _NAME_AFTER.match(name) is not None and not known and site.left() not in _BEING


@rule(Closing.NEVER)
def about_then(site: Site) -> bool:
    """A question asks about a time: "So ab 16h?"."""
    return site.scan.at_sentence_start() and site.precedes(_TIME_ASKED)
