"""German endings that a writer leaves open: "eine/n", "jede(r)", "Kind(er)", "Verkäufer(in)".

Easy language parts its compounds with a dot, which is not heard: "Apfel·baum".
"Bäcker/in", "Kund:innen" and "Kund*innen" are read as they are, with a short gap; brackets and underscores are made
the same.
"""

from __future__ import annotations

import re

from frontend.normalize.patterns import regex

OPEN_ENDINGS = regex(
    r"(?<![\w/@.-])(?:"
    r"(?P<person>[A-ZÄÖÜ][a-zäöüß]{2,30})(?:\((?P<female>in|innen)\)|_(?P<gap>in|innen))"
    r"|(?P<article>[EeKkMmDdSs]ein|[Ee]in|[Ii]hr|[Uu]nser)(?:/-?e(?![\w-])|\(e\))"
    r"|(?P<inflected>[A-Za-zÄÖÜäöüß]{3,30}e)(?:/-?(?P<ending>[rnsm])(?![\w-])|\((?P<bracketed>[rnsm])\))"
    r"|(?P<noun>[A-ZÄÖÜ][a-zäöüß]{2,30})\((?P<plural>en|er|n|e|s)\)"
    r"|(?P<part>[A-Za-zÄÖÜäöüß]{2,30})·(?P<parts>[a-zäöüß]{2,30}(?:·[a-zäöüß]{2,30}){0,4})"
    r")(?!\w)"
)
_FEMALE = ("in", "innen")


def both_endings(match: re.Match[str]) -> str:
    """The words for a match of `OPEN_ENDINGS`."""
    if match["part"]:
        joint = "/" if match["parts"] in _FEMALE else ""
        return match["part"] + joint + match["parts"].replace("·", "")
    if match["person"]:
        return f"{match['person']}/{match['female'] or match['gap']}"
    if match["article"]:
        return f"{match['article']} oder {match['article'].lower()}e"
    stem, ending = match["inflected"] or match["noun"], match["ending"] or match["bracketed"] or match["plural"]
    other = stem if match["noun"] or stem[0].isupper() else stem.lower()
    return f"{stem} oder {other}{ending}"
