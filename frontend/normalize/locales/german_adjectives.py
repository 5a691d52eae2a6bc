"""German adjectives and articles that are cut short: the endings that the noun behind and the words before ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.normalize.locales.german_nouns import (
    DATIVE,
    DATIVE_BEFORE_DER,
    DEFINITE,
    SHORT,
    WEAK,
    WEAK_E,
    WITH_ACCUSATIVE,
    GermanNouns,
)
from frontend.normalize.locales.german_words import NO_ADJECTIVES
from frontend.normalize.patterns import regex
from frontend.normalize.scan import WORD

if TYPE_CHECKING:
    from frontend.normalize.scan import Scan

_PART = regex("%$|^[0-9]/[0-9]+$|^[½⅓⅔¼¾]$|^(?:hälfte|drittel|viertel|teil|mehrzahl|großteil)$")
_LAWS = frozenset(("§", "§§", "art.", "artikel", "abs.", "absatz", "satz", "ziff.", "ziffer", "kap.", "kapitel"))
_NOUN_BEFORE = regex("[A-ZÄÖÜ][\\w-]{1,36}[.]? d[.]$")
_PERSONS = ("nehmer", "arbeiter", "spieler", "fahrer", "lehrer", "schüler", "bürger", "besucher", "nutzer", "partner")
_ARTICLES = {
    "acc": {"m": "den", "f": "die", "n": "das", "plural": "die"},
    "dat": {"m": "dem", "f": "der", "n": "dem", "plural": "den"},
}
_CONTRACTIONS = {
    "in dem": "im",
    "an dem": "am",
    "von dem": "vom",
    "bei dem": "beim",
    "zu dem": "zum",
    "zu der": "zur",
}
_INFINITIVE = regex(
    "[A-ZÄÖÜ][a-zäöüß-]+ (?:zu )?(?![a-zäöüß]*(?:standen|gangen|kommen|worden|blieben|fallen)\\b)"
    "[a-zäöüß]{4,}e(?:n|rn|ln)(?:[.,;:!)]|$)"
)
"""A noun and the infinitive whose object it is, in an instruction: "ärztl. Rat einholen."."""
_OPENING = (' "', " '", " »", " «")
_ADJECTIVES_REACH = 60


class GermanAdjectives(GermanNouns):
    """Adjectives, articles and prepositions before a noun; the methods of `Language` say what each is for."""

    def inflected(self, scan: Scan, stem: str, end: int) -> str:
        quoted = scan.text[end : end + 2] in _OPENING  # "der sog. „Soli“"
        word = WORD.match(scan.text, end + 2) if quoted else None
        noun, position = (word.group() if word else "") if quoted else scan.word_after(end), end + quoted
        ending, noun, position = self._other_adjective(scan, noun, position)
        if ending is not None:
            return stem + ending
        noun = self._written_out(scan, noun, position)
        if noun.lower() in NO_ADJECTIVES:
            return stem  # "vorauss. heute"
        if stem == "d":  # "bleibt d. Büro zu"
            return self._article(scan, end + quoted, noun)
        if stem.endswith(" d"):
            return self._preposition(stem.removesuffix(" d"), self.full_word(noun.rpartition("-")[2]))
        return stem + self._ending_before(scan, noun, position)

    def _other_adjective(self, scan: Scan, noun: str, position: int) -> tuple[str | None, str, int]:
        """The ending of another adjective before the noun, which the cut one shares ("sog. freie Berufe"), "" where
        another word tells that there is no noun, None where there is one; and the noun, and where it is looked for."""
        last = position + _ADJECTIVES_REACH
        while noun.islower() and noun not in NO_ADJECTIVES and position < last:
            for ending in ("en", "er", "es", "em", "e"):
                if noun.endswith(ending) and len(noun) > len(ending) + 3:
                    return ending, noun, position
            behind = scan.skip_spaces(position) + len(noun)
            cut = scan.character(behind) == "." and (len(noun) > 1 or noun in ("u", "o"))
            if not noun.endswith("und") and not cut:
                return "", noun, position
            position = behind + cut
            noun = scan.word_after(position)
        return None, noun, position

    def _written_out(self, scan: Scan, noun: str, position: int) -> str:
        """A noun that is cut short too, or the one behind it that it describes."""
        stop = scan.skip_spaces(position) + len(noun)
        if not noun or scan.character(stop) != ".":
            return noun
        following = scan.word_after(stop + 1)
        described = any(entry.rule.name == "adjective" for entry in self.abbreviations.get(noun.lower(), ()))
        between = described and following[:1].isupper()  # "i. d. Dt. Bank", but "priv. Krankenvers."
        return following if between else self._full_noun(noun)

    def _ending_before(self, scan: Scan, noun: str, position: int) -> str:
        """The ending of an adjective before this noun, "" where it has none."""
        begin, lower = scan.skip_spaces(position), noun.lower()
        if scan.character(begin).isdecimal() and scan.left() in DEFINITE:
            return "en"  # "die restl. 5,50"
        dated = lower in self.weekdays or (lower in self.months and scan.left() not in WEAK)  # "im ges. Juni"
        if not noun or dated or noun.isupper():
            return ""
        ending = self._adjective_ending(scan, noun)
        asked = ending == "er" and self.classify_word(noun) != "f" and not self.is_plural(noun)
        return "en" if asked and _INFINITIVE.match(scan.text, begin) else ending

    def _preposition(self, preposition: str, noun: str) -> str:
        """A preposition with the article of its noun: "f. d. Verein", "2 Min. z. Bahnhof", "i. Bus"."""
        case = "acc" if preposition in WITH_ACCUSATIVE else "dat"
        number = "plural" if self.is_plural(noun) else self.classify_word(noun) or "f"
        joined = f"{preposition} {_ARTICLES[case][number]}"
        return _CONTRACTIONS.get(joined, joined)

    def _article(self, scan: Scan, end: int, noun: str) -> str:
        """The definite article before `noun`, of which the abbreviation ends at `end`."""
        if self._is_genitive(noun):
            return "des"  # "südl. d. Ortes"
        gender, case = self.classify_word(noun) or "m", self.phrase_case(scan)
        cut = scan.character(scan.skip_spaces(end) + len(scan.word_after(end))) == "."  # "Beschl. d. Vorst."
        owned = gender == "f" or noun.endswith("s") or cut or self.is_plural(noun)
        of_law = scan.left().isdecimal() and scan.left(2) in _LAWS  # "§ 3 d. Satzung"
        part = of_law or _PART.search(scan.left()) is not None
        if part:
            case = "gen"  # "60 % d. Busse"
        elif scan.left() in DATIVE_BEFORE_DER:
            case = "dat"
        elif case == "nom" and owned and _NOUN_BEFORE.search(scan.text[max(0, end - 42) : end]):
            case = "gen"  # "Lage d. Hauses"
        if case == "gen" and gender != "f" and noun.endswith("s"):
            return "des"
        if noun.endswith("ern") and noun[:-1].lower() in self.word_ranks and self.classify_word(noun[:-1]) == "m":
            return "den"  # "dankte d. Helfern": what ends so is a dative
        if self.is_plural(noun) or (part and not owned):
            return {"dat": "den", "gen": "der"}.get(case, "die")
        forms = {"nom": ("der", "die", "das"), "acc": ("den", "die", "das"), "dat": ("dem", "der", "dem")}
        return forms.get(case, ("des", "der", "des"))["mfn".index(gender)]

    def _is_genitive(self, noun: str) -> bool:
        """Whether a noun has the ending of the genitive: "Ortes"."""
        lower = noun.lower()
        stems = [lower.removesuffix(ending) for ending in ("es", "s") if lower.endswith(ending)]
        return not self.known_compound(lower) and any(self.known_compound(stem) in ("m", "n") for stem in stems)

    def _adjective_ending(self, scan: Scan, noun: str) -> str:
        left, plural = SHORT.get(scan.left(), scan.left()), self.is_plural(noun)
        if left.isdecimal() and left != "1":  # "von 3 mögl. Ursachen"
            return {"dat": "en", "gen": "er"}.get(self.phrase_case(scan, 2), "e")
        if left == "d." or left.endswith(" d."):
            return "en"  # "Tag d. Dt. Einheit"
        if noun.lower().endswith(_PERSONS) and not (left in WEAK or left in WEAK_E or left.startswith("ein")):
            plural = True  # "u. sonst. Teilnehmer": one would have an article
        if plural and (left in WEAK or left in WEAK_E):
            return "en"
        case = "nom" if left == "," else self.phrase_case(scan)  # "beträgt 3 %, eff. Jahreszins 4 %"
        if plural:
            return {"dat": "en", "gen": "er"}.get(case, "e")
        gender = self.classify_word(noun) or "m"
        if (left in DATIVE and left not in ("ab", "vor", "nach")) or (left == "auf" and case == "dat"):
            return {"m": "em", "f": "er", "n": "em"}[gender]
        if left in ("vor", "nach", "gegen", "um", "ab"):
            return {"m": "em" if left in ("vor", "nach", "ab") else "en", "f": "er", "n": "em"}[gender]
        return self.ordinal_ending(scan, gender) if case != "acc" or gender != "m" else "en"
