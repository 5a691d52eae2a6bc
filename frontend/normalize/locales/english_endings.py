"""English endings that a form leaves open: "item(s)", "class(es)", "party(ies)", "child(ren)", "(s)he"."""

from __future__ import annotations

import re

from frontend.normalize.patterns import regex

OPEN_ENDINGS = regex(
    r"(?P<stem>[A-Z]{2,8}|[A-Za-z]{2,30}[a-z])\((?P<ending>s|S|es|ES|ies|IES|ren)\)(?![A-Za-z(\[])"
    r"|(?<![\w])\((?P<she>[Ss])\)he(?![a-z])"
)


def both_endings(match: re.Match[str]) -> str:
    """The plural, which is meant to hold for one as well; of both pronouns, both."""
    if match["she"]:
        return "He or she" if match["she"] == "S" else "he or she"
    stem, ending = match["stem"], match["ending"].lower()
    return f"{stem.removesuffix('y')}{ending}" if ending == "ies" else f"{stem}{ending}"
