"""What stands for itself: variables, numbers, signs, names, ordinary text."""

from __future__ import annotations

from frontend.normalize.formulas import reactions
from frontend.normalize.formulas.speaker import Pieces, Speaker, speaks
from frontend.normalize.formulas.tree import Digits, Group, Letter, Named, Node, Reaction, Sign, Words
from frontend.normalize.patterns import regex


@speaks(Node)
def nothing(speaker: Speaker, node: Node) -> Pieces:
    return []


@speaks(Letter)
def letter(speaker: Speaker, node: Letter) -> Pieces:
    return speaker.say(node, speaker.words.letter(node.text))


@speaks(Digits)
def digits(speaker: Speaker, node: Digits) -> Pieces:
    return speaker.say(node, speaker.words.number(node.whole, node.fraction))


@speaks(Sign)
def sign(speaker: Speaker, node: Sign) -> Pieces:
    if node.text in ",;.":
        return speaker.say(node, ",")
    if speaker.in_limit and node.text in ("→", "->"):
        return speaker.fill(node, ("approaches",))
    return speaker.say(node, speaker.words.sign(speaker.bar if node.text in "|∣" else node.text))


@speaks(Words)
def words(speaker: Speaker, node: Words) -> Pieces:
    """Ordinary text as it is read elsewhere; one letter by its name."""
    letter = node.text.strip()
    return speaker.say(node, letter.upper() if len(letter) == 1 and letter.isalpha() else speaker.text(node.text))


@speaks(Named)
def named(speaker: Speaker, node: Named) -> Pieces:
    name = speaker.words.rows.get(node.name) or speaker.text(node.name)
    return speaker.say(node, _SLOTS.sub("", name).strip())


_SLOTS = regex(r"\{[0-9]\}")


@speaks(Group)
def group(speaker: Speaker, node: Group) -> Pieces:
    return speaker.sequence(node.items)


@speaks(Reaction)
def reaction(speaker: Speaker, node: Reaction) -> Pieces:
    return speaker.say(node, reactions.spoken(node.text, speaker.words))
