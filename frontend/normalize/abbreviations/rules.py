"""What a rule for abbreviations is, the place that it looks at, and the registry of all rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from frontend.errors import TableError
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Place, Scan

_NAME_BEFORE = regex(r"(?:^|[\s(,/])[A-ZÀ-ÖØ-Þ0-9][\w'-]{0,30} $")
_NAME_REACH = 40
_FRENCH_OPENING = regex(
    r" (?:(?:Les?|La|Des|Du) |[LDC]['’])[a-zà-ÿ]"
    r"| [A-ZÀ-Þ][a-zà-ÿ]{1,14}-(?:ce|je|tu|ils?|elles?|on|nous|vous|moi|toi|l[ea]|les|t-)(?![a-zà-ÿ])"
)
"""An article before what is no name, or a verb before its pronoun: "Les gens", "Est-ce"."""


class Closing(Enum):
    """When the full stop of an abbreviation is also the end of a sentence."""

    NEVER = "never"
    AT_END = "only at the end of the text or line"
    BEFORE_CAPITAL = "also where a capital follows"


@dataclass(frozen=True, slots=True, eq=False)
class Site(Place):
    """Where an abbreviation stands: ``[start, end)`` of the scanned text."""

    scan: Scan
    start: int
    end: int

    @property
    def written(self) -> str:
        return self.scan.text[self.start : self.end]

    @property
    def following(self) -> str:
        """The three characters after it and the spaces behind it."""
        begin = self.scan.skip_spaces(self.end)
        return self.scan.text[begin : begin + 3]

    @property
    def word_after(self) -> str:
        """The word after it as written, "" if none follows."""
        return self.scan.word_after(self.end)

    @property
    def precedes_sentence(self) -> bool:
        """Whether what follows has its capital only because a sentence begins: "Puis", in French "Les gens"."""
        french = "fr" in self.scan.language.lineage
        return self.word_after in self.cues("openers") or (french and self.precedes(_FRENCH_OPENING))

    def left(self, distance: int = 1) -> str:
        """A word, number or mark before it, in lower case."""
        return self.scan.left(distance)

    def before(self, reach: int) -> str:
        """At most `reach` characters before it."""
        return self.scan.text[max(0, self.start - reach) : self.start]

    @property
    def after_name(self) -> bool:
        """Whether a word with a capital or a figure, and a space, stand right before it."""
        return _NAME_BEFORE.search(self.before(_NAME_REACH)) is not None

    def precedes(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` matches right behind it."""
        return pattern.match(self.scan.text, self.end) is not None


Condition = Callable[[Site], bool]
Agreement = Callable[[Site, str], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where an abbreviation may stand.

    Attributes:
        name: how the tables call it.
        holds: whether it stands there.
        closing: whether its full stop ends a sentence.
        capitals: whether it may be in capitals beside words that are not ("DR. Smith").
        glued: whether a letter may follow its full stop ("No.A5").
        agrees: gives what is said the ending that the place asks for.
    """

    name: str
    holds: Condition
    closing: Closing = Closing.AT_END
    capitals: bool = False
    glued: bool = False
    agrees: Agreement | None = None


class Entry(NamedTuple):
    """A row of the table, for one way to write its spaces."""

    written: str
    rule: Rule
    spoken: str
    capital: str
    """As it begins a sentence ("Vgl."); a single letter stays as it is ("u.")."""
    shouted: str
    """As it stands in a text in capitals, "" where it may not."""


RULES: dict[str, Rule] = {}
"""All rules by name."""


def rule(
    closing: Closing = Closing.AT_END,
    *,
    capitals: bool = False,
    glued: bool = False,
    agrees: Agreement | None = None,
) -> Callable[[Condition], Condition]:
    """Adds a condition to `RULES` under the name of its function; the arguments are those of `Rule`.

    Raises:
        TableError: there is a rule of this name.
    """

    def add(condition: Condition) -> Condition:
        name = condition.__name__
        if name in RULES:
            raise TableError(f"abbreviations: two rules are called {name!r}; rename the one in {condition.__module__}")
        RULES[name] = Rule(name, condition, closing, capitals, glued, agrees)
        return condition

    return add
