"""Small rules that explain themselves, asked in the order in which they are written; the first that answers is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Generic, TypeVar

Place = TypeVar("Place")
Answer = TypeVar("Answer")


class Rules(Generic[Place, Answer]):
    """Functions that look at a place in a text and answer, or answer None so that the next one is asked.

    A rule is for all languages, or for those that it names by their first letters ("en") or whole tags ("en-GB").

    Example:
        rules: Rules[Pair, Reading] = Rules()

        @rules.add("en")
        def opus(pair: Pair) -> Reading | None: ...

        reading = rules.first(pair, "en-GB")
    """

    def __init__(self) -> None:
        self._entries: list[tuple[Callable[[Place], Answer | None], tuple[str, ...]]] = []
        self._of = cache(self._choose)

    def add(self, *languages: str) -> Callable[[Callable[[Place], Answer | None]], Callable[[Place], Answer | None]]:
        """Puts the decorated function behind the ones that are there."""

        def register(function: Callable[[Place], Answer | None]) -> Callable[[Place], Answer | None]:
            self._entries.append((function, languages))
            return function

        return register

    def first(self, place: Place, tag: str) -> Answer | None:
        """The first answer in the language of `tag`, None if no rule answers."""
        for function in self._of(tag):
            answer = function(place)
            if answer is not None:
                return answer
        return None

    def __iter__(self) -> Iterator[Callable[[Place], Answer | None]]:
        return iter(function for function, _ in self._entries)

    def _choose(self, tag: str) -> tuple[Callable[[Place], Answer | None], ...]:
        return tuple(
            function
            for function, languages in self._entries
            if not languages or tag in languages or tag.partition("-")[0] in languages
        )
