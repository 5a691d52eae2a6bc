"""Our phones in the teacher's symbols, keeping track of which symbol belongs to which phone.

Kokoro was trained on espeak phones rewritten by its own frontend, a little differently for each language. The table
gives, for each locale, the symbols of every phone of the shared inventory that differs; the others are the same letter.
Phones that the teacher does not have (ʏ) get the nearest one it was trained with. Its trill lasts no longer than its
tap, so that *carro* sounds like *caro*; written twice it is a trill. The affricates of Quebec's *tu* and *dire* come
out as in France when they are spelled with its own affricates, and right when they are spelled with two symbols.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontend.phonology import BOS, EOS, WORD_BOUNDARY, EncodedSentence
from frontend.types import PUNCTUATION

_COMMON = {"t͡ʃ": "ʧ", "d͡ʒ": "ʤ", "t͡s": "ʦ", "d͡z": "ʣ", "aɪ": "I", "aʊ": "W", "eɪ": "A", "p͡f": "pf", "–": "—"}

_TABLES: dict[str, dict[str, str]] = {
    "en-US": {**_COMMON, "ɔɪ": "Y", "oʊ": "O", "ɝ": "ɜɹ", "ɚ": "əɹ", "ɾ": "T"},
    "en-GB": {**_COMMON, "ɔɪ": "Y", "əʊ": "Q", "æ": "a", "ɛə": "ɛː", "ɜː": "ɜː"},
    "es-US": {**_COMMON, "ɔɪ": "oɪ", "eʊ": "eʊ", "r": "rr"},
    "fr-CA": {**_COMMON, "ʏ": "y", "ɥ": "y", "t͡s": "ts", "d͡z": "dz"},
    "de-DE": {**_COMMON, "ɔʏ": "Y", "ʏ": "y", "ɐ̯": "ɐ", "ʁ": "ɾ"},
}
_STRESS = {0: "", 1: "ˌ", 2: "ˈ"}


@dataclass(frozen=True)
class TeacherTokens:
    """`tokens` are the teacher's symbols without the two pads; `owner` (len(tokens) + 2,) is the position in the
    encoded sentence of each of the teacher's positions, pads included."""

    tokens: str
    owner: NDArray[np.int64]

    def phone_durations(self, token_durations: NDArray[np.int64], length: int) -> NDArray[np.int64]:
        """Sum the teacher's durations (len(tokens) + 2,) over each of the `length` positions of the sentence."""
        return np.bincount(self.owner, weights=token_durations, minlength=length).astype(np.int64)


def to_teacher_tokens(sentence: EncodedSentence) -> TeacherTokens:
    """Spell an encoded sentence in the teacher's symbols.

    Args:
        sentence: one sentence with BOS and EOS; one locale.

    Returns:
        Symbols and their owners; BOS and EOS own the pads.
    """
    symbols = sentence.symbols()
    if symbols[0] != BOS or symbols[-1] != EOS:
        raise ValueError("an encoded sentence starts with BOS and ends with EOS")
    tags = sentence.locales()
    tokens: list[str] = []
    owner: list[int] = [0]
    for position, symbol in enumerate(symbols[1:-1], start=1):
        following = symbols[position + 1]
        if symbol in PUNCTUATION:
            spelled = _COMMON.get(symbol, symbol) + ("" if following == EOS else WORD_BOUNDARY)
        elif symbol == WORD_BOUNDARY:
            spelled = WORD_BOUNDARY
        else:
            spelled = _TABLES[tags[position]].get(symbol, symbol)
            if symbol in {"ɝ", "ɚ"} and following == "ɹ":
                spelled = spelled[0]
            spelled = _STRESS[int(sentence.stress_ids[position])] + spelled
        tokens.append(spelled)
        owner += [position] * len(spelled)
    owner.append(len(symbols) - 1)
    return TeacherTokens("".join(tokens), np.array(owner, dtype=np.int64))
