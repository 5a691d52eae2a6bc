"""Which letters spell each vowel of an English word, for speakers of other languages who say weak vowels as written.

The cheapest alignment of the groups of vowel letters with the vowels that are heard: letters may be silent (Blake), and
two vowels may share a group of letters (Marriott).
"""

from __future__ import annotations

import re

_GROUP = re.compile("[aeiou]+[wy]?(?![aeiou])|[aeiou]+|^y(?![aeiou])|(?<=[^aeiou])y")
_SPELLINGS = {
    "i": "eiy", "ɪ": "iye", "ɛ": "ea", "æ": "a", "ʊ": "ou", "u": "ouew", "ɔ": "oa", "ʌ": "uo", "ɑ": "ao",
    "eɪ": "ae", "aɪ": "iyae", "aʊ": "o", "ɔɪ": "o", "oʊ": "o", "ɝ": "eiuo",
}  # fmt: skip
"""First letters of the usual spellings of a vowel; a weak one may be any."""
_UNWRITTEN, _SILENT, _SILENT_E, _MISFIT = 1.5, 1.5, 0.4, 1.0

_Alignment = dict[int, tuple[float, tuple[str, ...]]]
"""The number of groups that are used up, to the cost so far and the letters of each vowel."""


def letters_of_vowels(word: str, vowels: list[str]) -> list[str]:
    """The letters of each vowel.

    Args:
        word: in lower case.
        vowels: American vowels in the order in which they are heard.

    Returns:
        One string for each vowel, "" where nothing is written for it.
    """
    groups = [group.group() for group in _GROUP.finditer(word)]
    best: _Alignment = {0: (0.0, ())}
    for index in range(len(groups)):  # silent letters before the first vowel
        best[index + 1] = (best[index][0] + _silence(groups, index), ())
    for index, vowel in enumerate(vowels):
        following: _Alignment = {}
        for used, (cost, letters) in best.items():
            options = [(used, cost + _UNWRITTEN, (*letters, ""))]
            if used < len(groups):
                options.append((used + 1, cost + _misfit(vowel, groups[used]), (*letters, groups[used])))
            if index and used and len(groups[used - 1]) > 1 and letters[-1] == groups[used - 1]:
                shared = groups[used - 1]
                change = _misfit(vowels[index - 1], shared[0]) - _misfit(vowels[index - 1], shared)
                price = cost + change + _misfit(vowel, shared[1:])
                options.append((used, price, (*letters[:-1], shared[0], shared[1:])))
            for option in options:
                _keep(following, groups, *option)
        best = following
    return list(best[len(groups)][1])


def _keep(following: _Alignment, groups: list[str], used: int, cost: float, letters: tuple[str, ...]) -> None:
    """Enters an alignment, and those that leave further letters silent, where they are the cheapest."""
    for end in range(used, len(groups) + 1):
        if end not in following or cost < following[end][0]:
            following[end] = (cost, letters)
        if end < len(groups):
            cost += _silence(groups, end)


def _silence(groups: list[str], index: int) -> float:
    """What it costs to leave a group of letters silent."""
    return _SILENT_E if groups[index] == "e" and index else _SILENT


def _misfit(vowel: str, letters: str) -> float:
    """What it costs to take letters for a vowel."""
    return 0.0 if letters[0] in _SPELLINGS.get(vowel, "aeiouy") else _MISFIT
