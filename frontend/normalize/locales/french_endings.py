"""French words for both sexes: "étudiant(e)s" is "étudiants et étudiantes", "employé(e)" sounds like "employé".

Names with an initial between hyphens ("la salle Andrew-S.-Haydon") are written as people say them, too.
"""

from __future__ import annotations

import re
from collections.abc import Container

from frontend.normalize.patterns import regex

_PART = "e|ne|le|te|se|ve|fe|ère|euse|trice|rice|esse"
_OPENING = "(?:L[ea]|Les|Ils?|Elles?|On|Ce|Cette|Nous|Vous|Une?|Des|Et|Mais)"
"""Words that begin sentences: "au bloc Sainte-A. Le reste"."""
OPEN_ENDINGS = regex(
    "(?<![\\w@./])(?P<stem>[A-Za-zÀ-ÿ]{1,30})(?:"
    f"\\((?:s|(?<=[ea]u\\()x|(?P<bracketed>{_PART})(?P<inner>s?))\\)(?P<outer>s?)"
    f"|[·•](?P<dotted>{_PART})[·•]?(?P<many>s?)"
    f"|\\.(?P<stopped>{_PART})\\.?(?P<several>s)"
    f"|-(?P<hyphened>{_PART})-(?P<all>s)|-(?P<one>e)(?=[ ,.;:)]|$)"
    "|/(?P<slashed>(?<=[rx]/)se|(?<=n/)ne|(?<=[aeu]l/)le|(?<=f/)ve|(?<=[a-zé][a-zé]/)e|ère|euse|trice|rice)/?(?P<lot>s?)"
    ")(?![\\w·(])"
    r"|(?P<loud>(?<![\w@./])[A-ZÀ-Ý]{2,30}\((?:S|(?:E|NE|LE|TE|VE|ÈRE|EUSE|TRICE)S?)\)S?)(?![\w·(])"
    f"|(?<=[a-zà-ÿ])-(?P<initial>[A-ZÉ])\\.(?:-| (?!{_OPENING} ))(?=[A-ZÉ][a-zà-ÿ'])"
)
_ENDS = {
    "ère": ("er", "ère"),
    "trice": ("teur", "trice"),
    "rice": ("teur", "trice"),
    "euse": ("eur", "euse"),
    "se": ("r", "se"),
    "ve": ("f", "ve"),
    "esse": ("e", "esse"),
}
"""An ending to what it stands instead of: "caissier(ère)"."""
_SILENT = {"e": tuple("éèeiïuûlrc"), "le": ("l",), "fe": ("f",)}
"""An ending to the letters behind which nobody hears it: "retenu(e)", "réel(le)", "docteur(e)"."""
_PARTS = ("bracketed", "dotted", "stopped", "hyphened", "one", "slashed")
_PLURALS = ("inner", "outer", "many", "several", "all", "lot")


def both_endings(match: re.Match[str], words: Container[str]) -> str:
    """The words for a match of `OPEN_ENDINGS`; `words` are frequent ones."""
    stem, groups = match["stem"], match.groupdict()
    if groups["loud"]:
        small = OPEN_ENDINGS.fullmatch(match.group().lower())
        return both_endings(small, words).upper() if small else match.group()
    if groups["initial"]:
        return f" {groups['initial']} "
    if stem.endswith("s") and (groups["lot"] or (groups["inner"] and stem[:-1].lower() in words)):
        stem = stem[:-1]  # "étudiants(es)"
    part = next((groups[name] for name in _PARTS if groups[name]), "")
    if len(stem) < 2:
        return match.group()  # the function "f(s)"
    if not part:
        return stem + match.group()[-2]  # "nom(s)"
    plural = "s" if any(groups[name] for name in _PLURALS) and stem[-1] != "s" else ""
    if stem.lower().endswith(_SILENT.get(part, ())) and stem.lower() not in ("le", "ce"):
        return stem + plural
    joint = "et" if any(groups[name] for name in _PLURALS) else "ou"
    feminine = _feminine(stem.lower() if stem[1:].islower() else stem, part)
    return f"{stem}{plural} {joint} {feminine}{'s' if joint == 'et' else ''}"


def _feminine(stem: str, part: str) -> str:
    if stem == "tous":
        return "toute"
    masculine, ending = _ENDS.get(part, ("", part))
    if part == "se" and stem.endswith("x"):
        masculine = "x"
    return stem.removesuffix(masculine) + ending
