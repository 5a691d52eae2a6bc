"""Signs of logic, sets and geometry, which stand in formulas only, by the names that they have in formulas."""

from __future__ import annotations

from frontend.normalize.formulas.vocabulary import vocabulary
from frontend.normalize.marks.marks import Mark, rule
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading

_SIGNIFICANT = regex(r"\*{1,4}(?= ?[pP] ?[<=>≤]+ ?[0-9.])")
_EVENT = regex(r"P\([A-Z]['′]? ?$")


@rule("⇔⇐↦∧∨¬⊥∥∠∇⊃⊇≡≅≪≫≺⪯≻⪰∓∖⊕⊗∄∵≔∤△ℏ")
def sign_of_formula(mark: Mark) -> Reading | None:
    """A sign by its name: "p ∧ q ⇔ r"."""
    name = vocabulary(mark.scan.language).sign(mark.scan.text[mark.position])
    return Reading(mark.position + 1, name) if name else None


@rule("↔")
def both_ways(mark: Mark) -> Reading | None:
    """Between two letters of logic; between places a pause: "p ↔ q", "Paris ↔ Lyon"."""
    lettered = len(mark.left) == 1 and not mark.scan.character(mark.operand + 1).isalnum()
    return Reading(mark.position + 1, vocabulary(mark.scan.language).sign("↔") if lettered else ",")


@rule("|", "en")
def condition(mark: Mark) -> Reading | None:
    """What a probability depends on: "P(A | B)"."""
    dependent = mark.scan.is_behind(_EVENT, mark.position, 5) and mark.scan.character(mark.operand).isupper()
    return Reading(mark.position + 1, "given") if dependent else None


@rule("*")
def note(mark: Mark) -> Reading | None:
    """Stars of a note before a level of significance: "*p < 0.05, **p < 0.01"."""
    stars = mark.match(_SIGNIFICANT) if mark.begins else None
    return Reading(stars.end(), "") if stars else None
