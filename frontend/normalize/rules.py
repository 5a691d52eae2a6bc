"""Small rules that explain themselves, asked in the order in which they are written; the first that answers is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from frontend.locales import lineage
from frontend.normalize.scan import Reading, Recogniser, Scan
from frontend.normalize.shapes import can_read

Function = TypeVar("Function", bound=Callable[..., object])
Place = TypeVar("Place")
Answer = TypeVar("Answer")

_KEPT = 4096
"""So many shapes of a text, the rules for them are remembered."""


class Index(Generic[Function]):
    """Functions in the order in which they are asked, found by language and by the shape of the text.

    A function is for all languages, or for those that it names: by a language ("en"), or by a tag ("en-GB"), which
    stands for the locales based on it too;
    for all places, or for those of the `shapes` that it declares.
    """

    def __init__(self, *functions: Function) -> None:
        self._entries: list[tuple[Function, tuple[str, ...]]] = [(function, ()) for function in functions]
        self.find = lru_cache(_KEPT)(self._find)
        """The functions for the language of a tag that can read a text of a shape ("": of any)."""

    def add(self, *languages: str) -> Callable[[Function], Function]:
        """Puts the decorated function behind the ones that are there."""

        def register(function: Function) -> Function:
            self._entries.append((function, languages))
            return function

        return register

    def __iter__(self) -> Iterator[Function]:
        return iter(function for function, _ in self._entries)

    def _find(self, tag: str, shape: str) -> tuple[Function, ...]:
        own = frozenset(lineage(tag))
        return tuple(
            function
            for function, languages in self._entries
            if (not languages or not own.isdisjoint(languages)) and can_read(function, shape)
        )


class Recognisers(Index[Recogniser]):
    """Recognisers in the order in which they are asked."""

    def first(self, scan: Scan, position: int) -> Reading | None:
        """The first reading of the text at `position`, None if no recogniser has one."""
        for recognise in self.find(scan.language.tag, scan.shape(position)):
            reading = recognise(scan, position)
            if reading is not None:
                return reading
        return None


class Rules(Generic[Place, Answer]):
    """Functions that look at a place in a text and answer, or answer None so that the next one is asked.

    Example:
        rules: Rules[Pair, Reading] = Rules()

        @rules.add("en")
        def opus(pair: Pair) -> Reading | None: ...

        reading = rules.first(pair, "en-GB")
    """

    def __init__(self) -> None:
        self._index: Index[Callable[[Place], Answer | None]] = Index()

    def add(self, *languages: str) -> Callable[[Callable[[Place], Answer | None]], Callable[[Place], Answer | None]]:
        """Puts the decorated function behind the ones that are there, for all languages or these (see `Index`)."""
        return self._index.add(*languages)

    def first(self, place: Place, tag: str, shape: str = "") -> Answer | None:
        """The first answer in the language of `tag` for a text of this shape, None if no rule answers."""
        for function in self._index.find(tag, shape):
            answer = function(place)
            if answer is not None:
                return answer
        return None

    def __iter__(self) -> Iterator[Callable[[Place], Answer | None]]:
        return iter(self._index)
