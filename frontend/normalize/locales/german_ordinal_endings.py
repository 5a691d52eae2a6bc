"""The endings of German ordinals: "am 3. Mai", "die 2. Liga", "wurde 3. in neuer Bestzeit".

Each rule looks at a number with a full stop behind it and answers the ending, or `NO_ORDINAL` where the full stop is
none of the number's. The rules of `AROUND` are asked first; then those of `BARE` where no noun follows that the ordinal
could belong to, else those of `BEFORE_NOUN`.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from frontend.normalize.locales.german_nouns import JOINERS, WEEKDAYS
from frontend.normalize.locales.german_ordinals import ABSTRACT, Ordinal
from frontend.normalize.patterns import regex
from frontend.normalize.rules import Rules
from frontend.tables import word_set

NO_ORDINAL: Final = ""
"""The answer that the number is a cardinal at the end of a sentence."""

AROUND: Rules[Ordinal, str] = Rules()
"""Lists, ranges, notes of a match, and what says by itself which ending comes."""

BARE: Rules[Ordinal, str] = Rules()
"""Ordinals without a noun: "am 15., einem Freitag", "wurde 4."."""

BEFORE_NOUN: Rules[Ordinal, str] = Rules()

_MOVE = regex(" [KDTLS]?x?[a-h]x?(?:[a-h])?[1-8](?![0-9])| 0-0")
"""A move of chess: "nach 1. e4 e5 2. Sf3"."""
_ENDINGS_BEHIND = (
    (regex(" v[.] ?(?:l|r|li|re|o|u)[.]"), "er"),  # "3. v. l.: Max"
    (regex(", (?:[a-zäöüß]{2,16}[.]?,? (?:u[.] |und )?){1,3}(?:Aufl|Ausg|Neuauflage)"), "e"),  # "2., überarb. Aufl."
    (_MOVE, NO_ORDINAL),
)
"""What stands behind an ordinal and alone decides about its ending."""
_THIS_MONTH = regex(" (?:d|ds|v|n|k)[.] ?(?:M|Mts|J|Js)[.]| (?:dieses|nächsten|kommenden|vorigen|des) Monats")
_LIST = regex(
    r"(?:,? ?\d{1,3}\.){0,6},? (?:und|oder|bis|sowie|u\.|od\.|o\.) (?:(?:der|die|das|dem|den) )?\d{1,3}\.[ ]"
    r"|,? ?\d{1,3}\.(?:,| und| oder)|[/–-]\d{1,3}\. "
)
"""After the first of "die 1., 2. und 3. Person"."""
_NUMBERED_LIST = regex(
    r": 1\. (?!wurde|Platz)(?:[^.\n]|\.(?= ?[,;(])|(?<=[ (][A-ZÄÖÜ][a-z])\.){2,60}(?:[,;] (?:und )?| )2\. "
)
_RACER = regex(
    r" (?:[A-ZÄÖÜ][\w'-]{1,30} ){1,4}"
    r"(?:\([A-Z]{3}\)|[0-9+]{1,3}[:,.][0-9]|[0-9]{1,3} (?:Pkt|Punkte|\([0-9]))"
)
"""Who was placed in a race: "1. Odermatt (SUI)"."""
_NUMBERED_REACH = 200
_GROUP = regex("-([A-ZÄÖÜ][a-zäöüß]{2,12})-[A-ZÄÖÜ]")
_GROUP_ENDINGS = {"m": "er", "f": "e", "n": "es"}
_MINUTE = r"[0-9]{1,3}\.(?:\+[0-9]{1,2})?"
_MINUTES = regex(rf"\({_MINUTE}(?:(?:, | und |/){_MINUTE}){{0,5}}(?:[/,] ?[^()0-9\n]{{1,24}})?\)")
"""All minutes of who scored, and perhaps how: "(19./34.)", "(48./FE)"."""
_MINUTES_REACH = 30
_ROAD = regex(r"(?<![\w.-])(?:[ABKLE]|St) ?$")
_ROAD_REACH = 4
_DRIVEN = word_set("auf der die richtung über zur")
_LAST_DAY = 31
_HOURS = 24
_AT_HOUR = word_set("um halb")
_PAST_HOUR = word_set("viertel kurz dreiviertel")
_DAYS_REACH = 10
_KEYS_REACH = 12
_RANKED_REACH = 14

_ARTICLES = ("der", "die", "das")
_FINAL = word_set("z. am vom zum beim im dem den der bis jeder jede jedes jedem jeden")
"""Words before an ordinal that ends its sentence ("bis zum 3."); after "die" the number may be a key or a mark."""
_AND = word_set("und oder o. u. bis")
_CONTRACTED = word_set("im am beim zum vom")
_BECOMING = word_set("wurde wird werde werden wurden geworden belegte als")
_SO = word_set("damit so dort dabei nur sogar immerhin schließlich überraschend wieder erneut insgesamt")
_NOW = word_set("jetzt nun aktuell derzeit momentan")
_COPULAS = word_set("ist war sind waren bleibt blieb")
_LASTED = regex(r"[0-9][0-9:.,]* ?(?:h|min|s)")
"""The entry of a time that was needed."""
_SENTENCE_ENDS = frozenset((".", "!", "?", "\n"))

_FLOORS = word_set("stock etage obergeschoss untergeschoss og ug klasse")
_LABELS = word_set("jahr alter wert größe note")
_NAMED = {"isches": "es", "ischer": "er", "ische": "e"}
"""Ends of names of works: "Bachs 3. Brandenburgisches Konzert"."""
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
_FUNCTION_WORDS = word_set("in den dem der wegen neben zwischen gegen wurde werden waren seiner ihrer")
_BEFORE_SEVERAL = word_set("die alle meine deine seine ihre unsere eure keine diese")
_OWNED = regex("[A-ZÄÖÜ][\\w-]{1,34} der $")


def ending(ordinal: Ordinal) -> str:
    """The ending of an ordinal, `NO_ORDINAL` if it is none after all."""
    tag = ordinal.language.tag
    found = AROUND.first(ordinal, tag)
    if found is None:
        found = (BARE if ordinal.is_bare else BEFORE_NOUN).first(ordinal, tag)
    assert found is not None  # the last rules have an answer for everything
    return found


# What stands around -----------------------------------------------------------------------------------------------


@AROUND.add()
def short_year(ordinal: Ordinal) -> str | None:
    """ "bis '90."."""
    return NO_ORDINAL if ordinal.before == "'" else None


@AROUND.add()
def item(ordinal: Ordinal) -> str | None:
    """An entry of a list behind a colon, numbered from 1: "Heute: 1. putzen, 2. kochen", "TO: 1. Wahl 2. Bericht"."""
    text, start = ordinal.scan.text, ordinal.start
    begin = text.rfind(": 1. ", max(0, start - _NUMBERED_REACH), start + 3)
    if begin < 0 or ordinal.is_announced or not _NUMBERED_LIST.match(text, begin):
        return None
    if ordinal.is_ordinal_noun(ordinal.scan.word_after(begin + len(": 1."))):
        return None
    follows = ordinal.rank.isdecimal() and f" {int(ordinal.rank) - 1}. " in text[begin:start]
    if not follows and ordinal.left not in (":", ",", ";", "und"):
        return None
    return "er" if ordinal.matches(_RACER) else "ens"


@AROUND.add()
def numbered_line(ordinal: Ordinal) -> str | None:
    """A line of a list, where a neighbour has the number beside and another word: "1. Montag: frei", not "1. Preis"."""
    text, start = ordinal.scan.text, ordinal.start
    before = text[max(0, start - _NUMBERED_REACH) : start].rstrip(" ")
    headed = before.endswith("#") and not before.rpartition("\n")[2].strip("#")
    if headed and not ordinal.is_ordinal_noun(ordinal.word):
        return NO_ORDINAL  # "## 2. Reinigung"
    if not ordinal.rank.isdecimal() or (before and not before.endswith("\n")) or ordinal.word.lower() in _FLOORS:
        return None
    number = int(ordinal.rank)
    lines = {
        number - 1: before.rstrip().rpartition("\n")[2],
        number + 1: text[ordinal.end : ordinal.end + _NUMBERED_REACH].partition("\n")[2].lstrip(),
    }
    others = (line.removeprefix(f"{other}. ") for other, line in lines.items() if line.startswith(f"{other}. "))
    return NO_ORDINAL if any(not line.startswith(ordinal.word) for line in others) else None


@AROUND.add()
def group(ordinal: Ordinal) -> str | None:
    """ "1.-Klasse-Ticket", "2.-Liga-Spiel"."""
    noun = ordinal.matches(_GROUP) if ordinal.rank.isdecimal() else None
    return _GROUP_ENDINGS.get(ordinal.language.classify_word(noun[1]), "e") if noun else None


@AROUND.add()
def decided_behind(ordinal: Ordinal) -> str | None:
    """ "3. v. l.: Max", and the other `_ENDINGS_BEHIND`."""
    return next((found for pattern, found in _ENDINGS_BEHIND if ordinal.matches(pattern)), None)


@AROUND.add()
def day_of_week(ordinal: Ordinal) -> str | None:
    """ "Fr., 13., um 13 Uhr"."""
    weekday = ordinal.left == "," and ordinal.scan.left(2).rstrip(".") in WEEKDAYS
    return "er" if weekday and ordinal.after in (",", ")") else None


@AROUND.add()
def day_of_this_month(ordinal: Ordinal) -> str | None:
    """ "Frist: 15. d. M."."""
    return ordinal.language.date_ending(ordinal.scan.lefts(4)) if ordinal.matches(_THIS_MONTH) else None


@AROUND.add()
def end_of_count(ordinal: Ordinal) -> str | None:
    """ "zählt bis 20.", "in Größe 36 bis 46."; but "Anmeldung bis 20." is a day."""
    if ordinal.left != "bis":
        return None
    if ordinal.rank.isdecimal() and not ordinal.is_ordinal_noun(ordinal.word) and not ordinal.word.islower():
        untold = not ordinal.near("until a day", _DAYS_REACH)
        if untold or int(ordinal.rank) > _LAST_DAY:
            return NO_ORDINAL
    return NO_ORDINAL if ordinal.scan.left(2).isdecimal() and not ordinal.word else None


@AROUND.add()
def full_hour(ordinal: Ordinal) -> str | None:
    """ "bis viertel nach 7. soll ich", "um 8. bis dann"."""
    told = ordinal.left in _AT_HOUR or (ordinal.left in ("nach", "vor") and ordinal.scan.left(2) in _PAST_HOUR)
    hour = told and ordinal.rank.isdecimal() and int(ordinal.rank) <= _HOURS
    return NO_ORDINAL if hour and not ordinal.word[:1].isupper() else None


@AROUND.add()
def minute_of_goal(ordinal: Ordinal) -> str | None:
    """ "1:0 Müller (24.)", "1:0 Can (12., 67.+2)", "Abt (19./34.)", "Korwitz (48./FE)"."""
    text, start = ordinal.scan.text, ordinal.start
    bracket = text.rfind("(", max(0, start - _MINUTES_REACH), start)
    minutes = _MINUTES.match(text, bracket) if bracket >= 0 else None
    return "e" if minutes and minutes.end() > ordinal.end else None


@AROUND.add()
def road(ordinal: Ordinal) -> str | None:
    """The number of a road that ends its sentence: "links halten auf B 27. rechts abbiegen"."""
    if not ordinal.rank.isdecimal() or not ordinal.is_behind(_ROAD, _ROAD_REACH):
        return None
    driven = len(ordinal.rank) > 2 or ordinal.scan.left(2) in _DRIVEN
    return NO_ORDINAL if driven or ordinal.word.islower() else None


@AROUND.add()
def second_of_pair(ordinal: Ordinal) -> str | None:
    """ "am 1./2. Mai"."""
    left, language = ordinal.left, ordinal.language
    if ordinal.before != "/" or not language.is_numeral(left) or left[-1] != ".":
        return None
    gender = language.classify_word(ordinal.word) or "m"
    return language.ending(ordinal.scan.left(2), ordinal.scan.left(3), gender)


@AROUND.add()
def next_rank(ordinal: Ordinal) -> str | None:
    """ "2. wurde Team C, 3. Team B"."""
    follows = ordinal.left == "," and len(ordinal.rank) < 4 and ordinal.goes_on(14)
    return "er" if follows and ordinal.word[:1].isupper() and not ordinal.is_ordinal_noun(ordinal.word) else None


@AROUND.add()
def compound(ordinal: Ordinal) -> str | None:
    """ "beim Tabellen-5."."""
    joined = ordinal.before == "-" and ordinal.scan.character(ordinal.start - 2).isalpha()
    return ordinal.language.ending(ordinal.left, ordinal.scan.left(2), "m") if joined else None


@AROUND.add()
def finished_as(ordinal: Ordinal) -> str | None:
    """ "Er kam als 2. ins Ziel."."""
    return "er" if ordinal.left == "als" and ordinal.word.islower() else None


@AROUND.add()
def first_of_list(ordinal: Ordinal) -> str | None:
    """ "die 1., 2. und 3. Person"."""
    listed = ordinal.matches(_LIST)
    if not listed:
        return None
    noun = ordinal.ranked_noun(listed.end() - 1)
    known = ordinal.is_announced or ordinal.left in JOINERS or ordinal.announces_date or ordinal.is_ordinal_noun(noun)
    return ordinal.agreeing(noun) if known else NO_ORDINAL


@AROUND.add()
def place_in_table(ordinal: Ordinal) -> str | None:
    """ "Die Adler (51 Pkt., 3.)"."""
    closing = ordinal.after == ")" and ordinal.left == ","
    return "er" if closing and ordinal.rank.isdecimal() and len(ordinal.rank) < 3 else None


@AROUND.add()
def stoppage_time(ordinal: Ordinal) -> str | None:
    """ "in der 90.+2 Minute"."""
    if ordinal.after != "+":
        return None
    return ordinal.of_gender("f") if ordinal.is_announced else NO_ORDINAL


@AROUND.add()
def key(ordinal: Ordinal) -> str | None:
    """ "bestätigen Sie mit der 2.", "drücken Sie die 1. Für Rechnungen ..."; but "die 2. Taste"."""
    word = ordinal.word
    if ordinal.rank == "0":
        return NO_ORDINAL
    counted = word and (word.islower() or ordinal.is_ordinal_noun(word) or ordinal.is_noun(word.lower()))
    final = not counted and ordinal.left in ("der", "die")
    return NO_ORDINAL if final and ordinal.near("keyed", _KEYS_REACH) else None


# Without a noun ---------------------------------------------------------------------------------------------------


@BARE.add()
def place_after_time(ordinal: Ordinal) -> str | None:
    """ "am Ende wurde er mit 2:09:59 h 4."."""
    timed = _LASTED.fullmatch(ordinal.left) and ordinal.scan.ends_here(ordinal.end)
    return "er" if timed and not _BECOMING.isdisjoint(ordinal.scan.lefts(8)) else None


@BARE.add()
def place(ordinal: Ordinal) -> str | None:
    """ "wurde 4.", "ist jetzt 2. der Rangliste"."""
    if not ordinal.is_short or ordinal.scan.left(2) in ("nr.", "nummer") or not _is_placed(ordinal):
        return None
    final = ordinal.scan.ends_here(ordinal.end) or ordinal.after in (",", "!", "?")
    return "er" if final else NO_ORDINAL


def _is_placed(ordinal: Ordinal) -> bool:
    left, lefts = ordinal.left, ordinal.scan.lefts
    if left in _BECOMING or (left in _SO and not _BECOMING.isdisjoint(lefts(_RANKED_REACH))):
        return True
    if left not in _COPULAS and not (left in _NOW and not _COPULAS.isdisjoint(lefts(_RANKED_REACH))):
        return False
    sentence = takewhile(lambda entry: entry not in _SENTENCE_ENDS, lefts(_RANKED_REACH))
    return not ordinal.cues("ranked").isdisjoint(sentence)


@BARE.add()
def before_comma(ordinal: Ordinal) -> str | None:
    """ "das 16., Sachsen,", "wenige Tage später, am 15., kapitulierte", "mit 2 s Vorsprung 1., vor der Norwegerin"."""
    if ordinal.after != ",":
        return None
    left, known = ordinal.left, ordinal.is_announced
    if left in _ARTICLES:
        return "e"
    if left in _FINAL or (known and left in _AND):
        return ordinal.agreeing()
    return "er" if not known and ordinal.is_short and (left.isalpha() or ordinal.announces_date) else None


@BARE.add()
def explained(ordinal: Ordinal) -> str | None:
    """ "das 2. (1962–65)"."""
    return "e" if ordinal.left in _ARTICLES and ordinal.scan.text.startswith(" (", ordinal.end) else None


@BARE.add()
def before_number(ordinal: Ordinal) -> str | None:
    """ "im 1. Wahlgang 44 %, im 2. 53 %", "für das 1. Kind 180 €, für das 2. 90 €"."""
    if ordinal.after != " " or not ordinal.scan.character(ordinal.end + 1).isdecimal():
        return None
    if ordinal.left in _CONTRACTED:
        return "en"
    return ordinal.agreeing() if ordinal.is_announced and ordinal.goes_on(14) else None


@BARE.add()
def final(ordinal: Ordinal) -> str:
    """ "zum 15. oder 30.", "Am 30. – schon spät –"; anything else is a cardinal at the end of its sentence."""
    dashed = ordinal.scan.text.startswith((" –", " —"), ordinal.end)
    ends = (dashed or ordinal.after in ("", "\n", ")", "!", "?")) and (ordinal.left in _FINAL or ordinal.left in _AND)
    known = ordinal.is_announced and (ends or ordinal.after in ("-", "–"))
    return ordinal.agreeing() if known else NO_ORDINAL


# Before a noun ----------------------------------------------------------------------------------------------------


@BEFORE_NOUN.add()
def before_small_letter(ordinal: Ordinal) -> str | None:
    """ "wurde über 100 m 2. in neuer Bestzeit": no sentence ends before a small letter."""
    unannounced = not ordinal.is_announced and not ordinal.scan.at_sentence_start()
    return "er" if unannounced and ordinal.is_short and ordinal.word.islower() else None


@BEFORE_NOUN.add()
def next_sentence(ordinal: Ordinal) -> str | None:
    """ "im Jahr 2. Treffen gab es selten", but "3. Lesung", "(20. Wahlperiode)"."""
    word, left = ordinal.word, ordinal.left
    titled = ordinal.scan.at_sentence_start() and word.lower().endswith(ABSTRACT)
    if ordinal.is_announced or titled or (ordinal.before == "(" and word[:1].isupper()):
        return None
    counted = left in _LABELS or left in ordinal.cues("enumerated")
    return NO_ORDINAL if counted or not ordinal.is_ordinal_noun(word) else None


@BEFORE_NOUN.add()
def named_work(ordinal: Ordinal) -> str | None:
    """ "Bachs 3. Brandenburgisches Konzert"."""
    if ordinal.is_announced or not ordinal.word[:1].isupper():
        return None
    return next((found for end, found in _NAMED.items() if ordinal.word.endswith(end)), None)


@BEFORE_NOUN.add()
def in_parentheses(ordinal: Ordinal) -> str | None:
    """ "am 12.12. (4. Std.)"."""
    return ordinal.language.ending("", "", _gender(ordinal)) if ordinal.before == "(" else None


@BEFORE_NOUN.add()
def several(ordinal: Ordinal) -> str | None:
    """ "die 3. Zähne"."""
    many = ordinal.left in _BEFORE_SEVERAL and ordinal.rank.isdecimal()
    return "en" if many and ordinal.language.is_simple_plural(ordinal.word) else None


@BEFORE_NOUN.add()
def field_of_address(ordinal: Ordinal) -> str | None:
    """ "um 9 Uhr, 1. OG", "am Montag, 2. Stock"."""
    apart = ordinal.left == "," and ordinal.word.lower() in _FLOORS
    return ordinal.language.ending("", "", _gender(ordinal)) if apart else None


@BEFORE_NOUN.add()
def wanted(ordinal: Ordinal) -> str | None:
    """ "WG sucht 5. Mitbewohner"."""
    return "en" if ordinal.left in ordinal.cues("accusative verbs") and _gender(ordinal) == "m" else None


@BEFORE_NOUN.add()
def owner(ordinal: Ordinal) -> str | None:
    """ "die Sitzung der 21. WP"."""
    return "en" if ordinal.left == "der" and ordinal.word.isupper() and ordinal.is_behind(_OWNED, 40) else None


@BEFORE_NOUN.add()
def before_noun(ordinal: Ordinal) -> str:
    """ "am 3. Mai", "die 2. neue Regel"."""
    return ordinal.of_gender(_gender(ordinal))


def _gender(ordinal: Ordinal) -> str:
    """The gender of the noun, which may have an adjective before it."""
    language, word = ordinal.language, ordinal.word
    gender = language.classify_word(word)
    if not gender and word.endswith(_ADJECTIVE_ENDINGS) and word not in _FUNCTION_WORDS:
        gender = language.classify_word(ordinal.scan.word_after(ordinal.end + len(word) + 1))
    return gender or "m"
