"""Is an element allowed? Every check raises ValueError, or NotImplementedError for what no voice here can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontend import pronunciation, say_as
from frontend.errors import nearest
from frontend.ssml import values
from frontend.ssml.tags import (
    BREATH_DURATIONS,
    BREATH_VOLUMES,
    FORBIDDEN_INSIDE,
    FOREIGN_ALPHABETS,
    ROLES,
    TAGS,
    UNSUPPORTED_ATTRIBUTES,
    UNSUPPORTED_TAGS,
)

_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "break": {"strength": tuple(values.STRENGTHS_MS)},
    "w": {"role": ROLES},
    "amazon:breath": {"volume": BREATH_VOLUMES, "duration": BREATH_DURATIONS},
    "say-as": {"interpret-as": say_as.CLASSES},
}
"""Tag to the attributes that have a fixed set of values and do not change the manner."""


def check_place(name: str, open_tags: Sequence[str]) -> None:
    """Whether the tag exists and may stand inside `open_tags` (outermost first)."""
    if name in UNSUPPORTED_TAGS:
        raise NotImplementedError("this tag is not supported; remove it")
    if name not in TAGS:
        raise ValueError(f"unknown tag{nearest(name, TAGS) or '; known are ' + ', '.join(TAGS)}")
    if not open_tags:
        if name != "speak":
            raise ValueError("the root must be <speak>; put it around the document")
        return
    if TAGS[open_tags[-1]].content != "flow":
        raise ValueError(f"no tag may stand inside <{open_tags[-1]}>; move it out")
    around = next((tag for tag in open_tags if tag in FORBIDDEN_INSIDE.get(name, ())), None)
    if around:
        raise ValueError(f"must not stand inside <{around}>; close that first")


def check_attributes(name: str, attributes: Mapping[str, str]) -> None:
    """Whether the attributes exist and the needed ones are there."""
    tag = TAGS[name]
    for attribute in attributes:
        if attribute in tag.attributes or attribute.partition(":")[0] in ("xmlns", "xsi"):
            continue
        if attribute in UNSUPPORTED_ATTRIBUTES.get(name, ()):
            raise NotImplementedError(f"{attribute} is not supported; use {', '.join(tag.attributes)}")
        raise ValueError(f"unknown attribute {attribute[:60]!r}; allowed: {', '.join(tag.attributes) or 'none'}")
    missing = [attribute for attribute in tag.required if attribute not in attributes]
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing; add it")
    if tag.any_of and not any(attribute in attributes for attribute in tag.any_of):
        raise ValueError(f"needs at least one of {', '.join(tag.any_of)}")


def check_values(name: str, attributes: Mapping[str, str], locale: str) -> None:
    """Values that do not change the manner; `locale` is that of the place."""
    for attribute, allowed in _CHOICES.get(name, {}).items():
        if attribute in attributes:
            values.one_of(attribute, attributes[attribute], allowed)
    if name == "break" and "time" in attributes:
        values.duration_ms("time", attributes["time"], values.LONGEST_BREAK_MS)
    elif name == "say-as" and attributes["interpret-as"] == "date" and attributes.get("format"):
        values.one_of("format", attributes["format"], say_as.DATE_FORMATS)
    elif name == "phoneme":
        if attributes["alphabet"] in FOREIGN_ALPHABETS:
            raise NotImplementedError(f"alphabet {attributes['alphabet']} is not supported; use ipa or x-sampa")
        pronunciation.parse(attributes["ph"], attributes["alphabet"], locale)
