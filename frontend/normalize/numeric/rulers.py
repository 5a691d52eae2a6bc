"""Whether the Roman numeral behind a name is that of a ruler, or of a person of whom it is the third."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.normalize.patterns import regex

if TYPE_CHECKING:
    from frontend.normalize.numeric.romans import Numeral

_INITIALS = regex("(?:[a-z]\\. ?){1,3}")
_REALM = regex(r" de ([A-ZÁÉÍÓÚ][a-záéíóúñ]{2,20})(?!\w)")
_CROWNED = regex(
    ", (?:the )?(?:[A-Z]?[a-z]{3,12} )?(?:[Ee]mperor|[Kk]ing|[Qq]ueen|[Pp]ope|[Tt]sar|[Ss]ultan|[Dd]uke|[Pp]rince)"
    "(?: of |[,.;])"
)
"""What an English name that is a ruler's goes on with: "Norton I, Emperor of the United States"."""
_LAST_OF_NAME = 30
"""No ruler has a higher number."""


def is_ruler(numeral: Numeral) -> bool:
    """Whether the name of a ruler stands before, or of a person of whom it is the third."""
    scan, left = numeral.scan, numeral.left
    if left in numeral.cues("monarch_m") or left in numeral.cues("monarch_f"):
        return True
    if scan.left(2) in numeral.cues("royal") and scan.left()[-1:].isalpha() and numeral.roman != "C":
        return True
    english = (numeral.roman in ("I", "V") or not numeral.is_letter) and "given" in numeral.language.cues
    if english and numeral.after_name and _CROWNED.match(scan.text, numeral.end):
        return True
    if numeral.is_letter:
        return False
    if "given" in numeral.language.cues and scan.character(numeral.position - 2).isalpha():
        initialed = _INITIALS.fullmatch(scan.left(2)) or (scan.left(2) == "." and len(scan.left(3)) == 1)
        if initialed or scan.left(2) in numeral.cues("given"):  # "Wm. H. Gates III"
            return True
    # "Charles III. wurde gekrönt": a full stop inside of a German sentence
    inside = "de" in numeral.language.lineage and scan.text[numeral.end : numeral.end + 2] == ". "
    inside = inside and scan.word_after(numeral.end + 1)[:1].islower() and left not in numeral.cues("chapter")
    return inside and numeral.after_name


def reigns(numeral: Numeral) -> bool:
    """Whether a title or a realm shows it: Spanish "el rey Mojmír I", "Cristián II de Dinamarca"."""
    letter = numeral.is_letter
    if not numeral.after_name or numeral.value > _LAST_OF_NAME or (letter and numeral.roman not in "IVX"):
        return False
    if numeral.announcing in numeral.cues("chapter"):
        return False
    realm = _REALM.match(numeral.scan.text, numeral.end)
    ruled = realm is not None and realm[1].lower() in numeral.cues("realms")
    return ruled or numeral.near("royal", 3 if letter else 8)
