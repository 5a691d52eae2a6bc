"""Which word does each phone of a clause belong to? Minimum-edit alignment of a clause with its words spoken alone."""

from __future__ import annotations

from collections.abc import Sequence

_VOWEL_LETTERS = frozenset("aeiouyæøœɐɑɒɔəɚɛɜɝɪɨʊʌᵻʏ")


def _plain(symbol: str) -> str:
    return symbol.lstrip("ˈˌ")


def _cost(left: str, right: str) -> float:
    """0 for the same phone, little for two vowels (weak forms), much for a vowel against a consonant."""
    a, b = _plain(left), _plain(right)
    if a == b:
        return 0.0
    return 0.6 if (a[0] in _VOWEL_LETTERS) == (b[0] in _VOWEL_LETTERS) else 2.0


def align_groups(groups: Sequence[Sequence[str]], words: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Regroup the phones of `groups` so that there is one group for each entry of `words`.

    Args:
        groups: phones of the clause as espeak grouped them.
        words: phones of each word spoken alone; the reference for the alignment.

    Returns:
        One tuple of phones for each word; together they are the phones of the clause in order.
    """
    phones = [symbol for group in groups for symbol in group]
    reference = [(symbol, index) for index, word in enumerate(words) for symbol in word]
    rows, columns = len(phones), len(reference)
    table = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        table[i][0] = float(i)
    for j in range(1, columns + 1):
        table[0][j] = float(j)
    for i in range(1, rows + 1):
        above, row, phone = table[i - 1], table[i], phones[i - 1]
        for j in range(1, columns + 1):
            row[j] = min(above[j - 1] + _cost(phone, reference[j - 1][0]), above[j] + 1.0, row[j - 1] + 1.0)
    owner = [0] * rows
    i, j = rows, columns
    while i > 0:
        if j > 0 and table[i][j] == table[i - 1][j - 1] + _cost(phones[i - 1], reference[j - 1][0]):
            owner[i - 1] = reference[j - 1][1]
            i, j = i - 1, j - 1
        elif j > 0 and table[i][j] == table[i][j - 1] + 1.0:
            j -= 1
        else:  # a phone that no word has alone (a linking consonant) goes to the word before it
            owner[i - 1] = reference[j - 1][1] if j > 0 else 0
            i -= 1
    return [tuple(p for p, o in zip(phones, owner, strict=True) if o == index) for index in range(len(words))]
