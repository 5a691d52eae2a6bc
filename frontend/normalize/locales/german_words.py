"""German nouns by themselves: the gender of a noun or compound, and whether it is a plural."""

from __future__ import annotations

from functools import lru_cache

from frontend.normalize.locales.language import Language
from frontend.tables import word_set

_FEMININE = ("sis", "xis", "ung", "heit", "keit", "schaft", "ion", "tät", "ei", "ik", "ur", "enz", "anz", "e")
_NEUTER = ("chen", "lein", "ment", "um", "ma", "o")
_PLURAL_ENDINGS = ("en", "er", "e", "n", "s")
_PLURAL = (
    "ungen",
    "heiten",
    "keiten",
    "ionen",
    "schaften",
    "täten",
    "innen",
    "männer",
    "leute",
    "häuser",
    "länder",
    "eltern",
    "ferien",
    "kosten",
    "daten",
    "zeiten",
)
_ABSTRACT = ("ung", "heit", "keit", "schaft", "ion", "tät", "enz", "anz", "erin")
_LINKS = ("", "s", "es", "n", "en", "er", "-")
"""What may stand between the parts of a compound."""
_WITHOUT_UMLAUT = str.maketrans("äöü", "aou")
_TEAMS = frozenset(("herren", "damen", "frauen", "männer", "senioren", "junioren"))
_WEAK_ENDINGS = ("en", "n")
NO_ADJECTIVES = word_set(
    "heute morgen gestern bitte gerne ohne keine immer wieder später früher oder aber über unter hinter neben zwischen "
    "gegen wegen wurden werden waren haben weniger länger selber außer nachher vorher"
)
"""Words with the endings of adjectives."""


class GermanWords(Language):
    """What a noun is, whatever stands around it."""

    def classify_word(self, word: str) -> str:
        """German nouns are capitalised; compounds take the gender of their last part."""
        if not word or not word[0].isupper():
            return ""
        lower = word.rpartition("-")[2].lower()
        if lower in self.cues["register"]:
            return ""  # "1 BvR 1215/07"
        gender = self._known_gender(lower)
        if gender:
            return gender
        if lower.endswith("eur"):
            return "m"  # "Redakteur"
        if lower.endswith(_FEMININE) or (lower.endswith("in") and lower[-3:-2] not in "aei"):
            return "f"  # "Lehrerin", but "Stein"
        return "n" if lower.endswith(_NEUTER) else "m"

    def is_town(self, word: str) -> bool:
        lower = word.lower()
        return word[:1].isupper() and not (
            self.is_plural(word) or self.known_compound(lower) or lower in self.unit_names
        )

    def is_among(self, noun: str, nouns: frozenset[str]) -> bool:
        return any(noun[begin:] in nouns for begin in range(max(1, len(noun) - 2)))

    def full_word(self, word: str) -> str:
        full, lower = super().full_word(word), word.lower()
        end = max((end for end in self.noun_ends if lower.endswith(end[:-1])), key=len, default="")
        if full != word or len(end) < len("str.") or lower in self.word_ranks:
            return full
        if f"{lower}." == end and len(end) > len("fahrpl."):
            return self.noun_ends[end].capitalize()  # "Mitgliedervers"
        return word[: 1 - len(end)] + self.noun_ends[end] if len(word) > len(end) else full  # "Goethestr"

    def classify_plural(self, word: str) -> str:
        """The gender of a noun in the plural: "1-3 Jahre", "Vorschläge"."""
        lower = word.lower()
        return self.known_compound(lower) or self._gender_of_plural(lower) or self.classify_word(word)

    def is_plural(self, word: str) -> bool:
        """Whether a noun is one in the plural: "Feiertage", but "Sabotage"."""
        lower = word.rpartition("-")[2].lower()
        if lower.endswith(_PLURAL):
            return True
        if self.known_compound(lower):
            return False
        listed = lower.endswith("en") and lower[:-1] in self.word_ranks  # "Ursachen"
        return listed or bool(self._gender_of_plural(lower))

    def is_simple_plural(self, word: str) -> bool:
        """Whether a noun is the plural of one of the table: "Zähne", but not the name of a team ("die 2. Herren")."""
        lower = word.lower()
        stems = [lower.removesuffix(ending) for ending in _PLURAL_ENDINGS if lower.endswith(ending)]
        stems += [stem.translate(_WITHOUT_UMLAUT) for stem in stems]
        return lower not in self.nouns and lower not in _TEAMS and any(stem in self.nouns for stem in stems)

    def is_inflected(self, noun: str) -> bool:
        """Whether a noun of one thing has the ending of any case but the nominative: "einen Zeugen"."""
        lower = noun.lower()
        stems = (lower.removesuffix(ending) for ending in _WEAK_ENDINGS if lower.endswith(ending))
        return not self.known_compound(lower) and any(self.known_compound(stem) == "m" for stem in stems)

    def _known_gender(self, noun: str) -> str:
        """The gender of a noun of the table, or of anything that ends in one."""
        ends = (noun[-length:] for length in range(len(noun) - 1, 2, -1))
        known = (self.nouns.get(end, "") for end in (noun, *ends))
        return next((gender for gender in known if gender), "")

    def _gender_of_plural(self, lower: str) -> str:
        """The gender of the noun of the table whose plural this is, "" if there is none."""
        forms = (lower, lower.removesuffix("n"))  # "Kindern"
        stems = [form.removesuffix(ending) for form in forms for ending in _PLURAL_ENDINGS if form.endswith(ending)]
        stems += [stem.translate(_WITHOUT_UMLAUT) for stem in stems]
        genders = (self.known_compound(stem) or ("f" if stem.endswith(_ABSTRACT) else "") for stem in stems)
        return next((gender for gender in genders if gender), "")

    def known_compound(self, noun: str) -> str:
        """The gender of a noun of the table, or of one behind a common word: "feiertag", but not "sabotag"."""
        return _compound_gender(self, noun)


@lru_cache(maxsize=4096)
def _compound_gender(language: GermanWords, noun: str) -> str:
    gender = language.nouns.get(noun, "")
    for length in range(len(noun) - 2, 2, -1):
        found = language.nouns.get(noun[-length:], "") if not gender else ""
        first = noun[:-length]
        if found and any(first.endswith(link) and _is_word(language, first.removesuffix(link)) for link in _LINKS):
            return found
    return gender


def _is_word(language: GermanWords, part: str) -> bool:
    return len(part) > 1 and (part in language.word_ranks or part in language.nouns)
