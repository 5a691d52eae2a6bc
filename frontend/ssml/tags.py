"""The tags: which there are, their attributes, and where they may stand."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = tuple(f"amazon:{name}" for name in ("VB", "VBD", "DT", "IN", "JJ", "NN", "DEFAULT", "SENSE_1"))
DOMAINS = ("news", "conversational")
EMPHASIS_LEVELS = ("strong", "moderate", "reduced", "none")
BREATH_VOLUMES = ("default", "x-soft", "soft", "medium", "loud", "x-loud")
BREATH_FREQUENCIES = ("default", "x-low", "low", "medium", "high", "x-high")
BREATH_DURATIONS = ("default", "x-short", "short", "medium", "long", "x-long")
FOREIGN_ALPHABETS = ("x-amazon-pinyin", "x-amazon-jyutping", "x-amazon-pron-kana", "x-amazon-yomigana")

MARKUP = r"<!--(?s:(?:(?!-->).)*)-->|<!\[CDATA\[|\]\]>|<(?!!)[^<>]*>"
"""What is not spoken between the words of a document."""


@dataclass(frozen=True, slots=True)
class Tag:
    """`content` is "flow" (text and tags), "text" (no tags) or "empty"."""

    attributes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    content: str = "flow"
    any_of: tuple[str, ...] = ()


TAGS: dict[str, Tag] = {
    "speak": Tag(("version", "xml:lang", "xml:base", "onlangfailure")),
    "p": Tag(("xml:lang",)),
    "s": Tag(("xml:lang",)),
    "break": Tag(("time", "strength"), content="empty"),
    "lang": Tag(("xml:lang", "onlangfailure"), ("xml:lang",)),
    "mark": Tag(("name",), ("name",), content="empty"),
    "phoneme": Tag(("alphabet", "ph"), ("alphabet", "ph"), content="text"),
    "prosody": Tag(
        ("rate", "volume", "pitch", "amazon:max-duration"), any_of=("rate", "volume", "pitch", "amazon:max-duration")
    ),
    "say-as": Tag(("interpret-as", "format"), ("interpret-as",), content="text"),
    "sub": Tag(("alias",), ("alias",), content="text"),
    "w": Tag(("role",), ("role",), content="text"),
    "emphasis": Tag(("level",)),
    "amazon:effect": Tag(
        ("name", "phonation", "vocal-tract-length"), any_of=("name", "phonation", "vocal-tract-length")
    ),
    "amazon:domain": Tag(("name",), ("name",)),
    "amazon:auto-breaths": Tag(("volume", "frequency", "duration")),
    "amazon:breath": Tag(("volume", "duration"), content="empty"),
}

UNSUPPORTED_TAGS = frozenset(
    {"audio", "lexicon", "lookup", "voice", "meta", "metadata", "desc", "token", "amazon:emotion", "amazon:sfx"}
)
"""Tags of SSML or of other services that are known and refused."""

UNSUPPORTED_ATTRIBUTES = {"prosody": frozenset({"contour", "range", "duration"})}

FORBIDDEN_INSIDE = {"p": ("p", "s"), "s": ("s",), "speak": tuple(TAGS)}
"""Tag to the tags that must not be open around it."""
