"""Rules for the letters and cuts of messages, which stand for words: "can u come", "es x ti", "book w/ yr manager"."""

from __future__ import annotations

from frontend.normalize.abbreviations.rules import Site, rule
from frontend.normalize.patterns import regex
from frontend.tables import word_set

_NAMED_BY_LETTER = word_set(
    "el la los las un una de del eje rayos valor variable incógnita generación cromosoma factor señor letra vitamina "
    "y o e si halla hallar despeja despejar calcula calcular encuentra resuelve sea clase tipo grupo plan punto opción"
)
_BEGINNINGS = frozenset(("", ",", ";", ":", "+", ".", "!", "?", "…", "¿", "¡"))
"""Marks before the beginning of a sentence, or of a part of one."""
_CLOSED = regex(" ?(?:$|[!.x]+$|xx)")
_CHATTED = regex(r"\s*(?:@\w+ )?[a-z]")
"""How a message begins whose writer leaves out capitals."""
_SHORTEST_PLURAL = 3
_BEFORE_YOURS = word_set(
    "off with w/ of for to from bring check send on in at is about re: see take update confirm submit use get got hope "
    "thanks like love enjoy and & was are sign pay what's how's where's leave keep quote give"
)
_COMPARING = ("=", "≈", "≥", "≤", "<", ">", "≠", "∈")
"""Signs behind a variable."""
_NTH_THING = regex(" (?:1st|2nd|3rd) [a-z]{3}")
_OF_YEARS = word_set("end old olds ago warranty guarantee lease fixed and or is was are from to")


@rule()
def yours(site: Site) -> bool:
    """A preposition or verb stands before, a noun follows: "book w/ yr manager", but "Up to yr 9"."""
    begins = site.left() in ("", ":", ".", ";", "!", "?", "\n") and len(site.word_after) > 2
    noun = site.word_after[:1].islower() and site.word_after not in _OF_YEARS
    return (begins or site.left() in _BEFORE_YOURS) and (noun or site.precedes(_NTH_THING))


@rule()
def addressed(site: Site) -> bool:
    """The letter that stands for "you" in a chat: "can u come", but no variable and no vowel."""
    told = site.left() in site.cues("before you") or site.word_after in site.cues("after you")
    return told and site.following[:1] != "="


@rule()
def verbal(site: Site) -> bool:
    """The letter that stands for "are" in a chat: "tix r $20", "the small ones r gone", but "where r ≥ 5"."""
    left = site.left()
    several = len(left) > _SHORTEST_PLURAL and left.endswith("s") and site.word_after in site.cues("after are")
    return (left in site.cues("before are") or several) and site.following[:1] not in _COMPARING


@rule()
def asked(site: Site) -> bool:
    """The letter that sounds like "why": "y r u sad", "thats y", but "if y is 3"."""
    opens = site.scan.at_sentence_start() or site.left() in ("but", "so", "and", "know", "idk")
    question = opens and site.written == "y" and site.word_after in site.cues("after why")
    closes = site.left() in ("thats", "that's", "know", "idk", "not") and site.precedes(_CLOSED)
    return question or bool(closes)


@rule()
def adding(site: Site) -> bool:
    """The letter that stands for "and" between words of a chat: "my bf n his mom", but "where n is"."""
    left = site.left()
    joins = left.isalpha() and (len(left) > 1 or left in ("u", "i")) and left not in site.cues("before variables")
    return joins and _CHATTED.match(site.scan.text) is not None and site.word_after in site.cues("after n")


@rule()
def seen(site: Site) -> bool:
    """The letter that sounds like "see": "did u c the game", but "vitamin c"."""
    return site.left() in site.cues("before see") and site.word_after in site.cues("after see")


@rule()
def being(site: Site) -> bool:
    """The letter that sounds like "be": "b there in 15", "i'll b late"."""
    told = (
        site.left() in site.cues("before be")
        or site.scan.at_sentence_start()
        or (site.left() == "," and len(site.left(2)) > 1)
    )
    return told and site.word_after in site.cues("after be")


@rule()
def before_person(site: Site) -> bool:
    """Who decides follows: "w/e u want", but "w/e 5 May"."""
    return site.word_after in site.cues("persons in chats")


@rule()
def answered(site: Site) -> bool:
    """A sentence begins with it, or it stands alone: "np! see you", but "import numpy as np"."""
    return site.scan.at_sentence_start() and site.following[:1] not in ("=", "(", "[")


@rule()
def at_chat_end(site: Site) -> bool:
    """A message ends with it: "that was good fr"."""
    return site.precedes(_CLOSED) is not None and site.left().isalpha() and _CHATTED.match(site.scan.text) is not None


@rule()
def before_meeting(site: Site) -> bool:
    """A time or place to meet follows: "cu @ 8", "cu tmrw"."""
    return site.word_after.lower() in site.cues("meetings") or site.following[:1] == "@" or site.precedes(_CLOSED)


@rule()
def sounded(site: Site) -> bool:
    """A letter that sounds like a word, small or at the start: French "g faim", "C quoi?", but "le point G pas"."""
    return site.scan.text[site.start].islower() or site.scan.at_sentence_start()


@rule()
def chatted(site: Site) -> bool:
    """A letter that stands for a word, as Spanish chats have it, not for itself: "es x ti", but "rayos x"."""
    left, following = site.left(), site.following[:1]
    left = left.rstrip(".") or left  # "201 pzas. x tienda"
    if following == "$":
        return site.written == "x"  # "2 tacos x $5"
    priced, numbered = left[:1] in ("$", "€", "£"), left[-1:].isdecimal() or left[-1:] == "%"
    word = len(site.word_after) > 2 or site.word_after in ("el", "la", "un")
    if site.written in ("q", "x") and following.islower() and (priced or (numbered and word)):
        return True  # "$59 x kg", "2 x persona", "cada $100 q invertí"
    if site.written == "q" and left.isalpha() and site.scan.character(site.end) == "?":
        return True  # "¿Sabes q?"
    worded = left.isalpha() and len(left) > 2 and left not in _NAMED_BY_LETTER
    name = site.word_after[:1].isupper() and (site.word_after[1:2].islower() or site.written == "x")
    if site.written in ("d", "x") and worded and name:
        return True  # "en casa d Pau", "info x DM"
    named = left in _NAMED_BY_LETTER or not left[-1:].isalpha()
    spaced = site.before(1) in (" ", "", "¿", "¡") and following.islower()
    begins = left in _BEGINNINGS or (left > "~" and not left[-1].isalnum())  # "🎈 q cumplas"
    return spaced and not (named and not begins)
