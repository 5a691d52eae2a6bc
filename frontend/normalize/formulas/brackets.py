"""Brackets, bars and intervals; matrices row by row, cases, equations of several lines."""

from __future__ import annotations

from frontend.normalize.formulas.speaker import Pieces, Speaker, is_compound, speaks
from frontend.normalize.formulas.tree import Fence, Group, Node, Sign, Table, Words


@speaks(Fence)
def fence(speaker: Speaker, node: Fence) -> Pieces:
    """What stands in brackets; round ones are said where they keep several terms together."""
    outside, speaker.bar = speaker.bar, "∣" if node.opening == "\\{" else speaker.bar
    inside = speaker.sequence(node.items)
    speaker.bar = outside
    separated = any(isinstance(item, Sign) and item.text in ",;" for item in node.items)
    table = len(node.items) == 1 and isinstance(node.items[0], Table)
    if table:
        return inside
    if node.opening in _NAMED_FENCES:
        return speaker.fill(node, (f"fence {node.opening}",), inside)
    turned = {node.opening, node.closing} == {"(", "]"} or {node.opening, node.closing} == {"[", ")"}
    if separated and (node.opening == "[" or turned):
        comma = next(i for i, item in enumerate(node.items) if isinstance(item, Sign) and item.text in ",;")
        low, high = speaker.sequence(node.items[:comma]), speaker.sequence(node.items[comma + 1 :])
        return speaker.fill(node, ("interval",), low, high)
    if separated or not is_compound(Group(node.start, node.end, node.items)):
        return inside
    return speaker.fill(node, ("brackets",), inside)


_NAMED_FENCES = frozenset(("|", "‖", "\\{", "⌊", "⌈"))


@speaks(Table)
def table(speaker: Speaker, node: Table) -> Pieces:
    """A matrix row by row, cases one by one, equations of several lines with pauses."""
    if node.kind in ("matrix", "determinant"):
        return _matrix(speaker, node)
    pieces: Pieces = []
    for row in node.rows:
        for place, cell in enumerate(row):
            words = speaker.speak(cell)
            if node.kind == "cases" and place and words:
                pieces.append(speaker.pause(cell.start))
                if not (cell.items and isinstance(cell.items[0], Words)):
                    pieces += speaker.fill(Node(cell.start, cell.start), ("cases if",))
            pieces += words
        pieces.append(speaker.pause(row[-1].end))
    return pieces[:-1]


def _matrix(speaker: Speaker, node: Table) -> Pieces:
    columns = max(len(row) for row in node.rows)
    size = [
        speaker.say(Node(node.start, node.start), speaker.words.cardinal(count)) for count in (len(node.rows), columns)
    ]
    column = columns == 1 and node.kind == "matrix"
    pieces = speaker.fill(Node(node.start, node.start), ("column",) if column else (node.kind,), *size)
    pieces.append(speaker.pause(node.start))
    for number, row in enumerate(node.rows, start=1):
        place = Node(row[0].start, row[0].start)
        if not column:
            counted = speaker.say(place, speaker.words.cardinal(number))
            pieces += speaker.fill(place, (f"row {number}", "row"), counted)
            pieces.append(speaker.pause(place.start))
        for cell in row:
            pieces += speaker.speak(cell)
            pieces.append(speaker.pause(cell.end))
    return pieces
