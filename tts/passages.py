"""The sentences of a text, read one by one: plain text paragraph by paragraph, SSML as one document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from frontend.pipeline import Frontend
from frontend.types import Directive, Sentence, Word
from tts.natural_pauses import sentence_gap_s
from tts.pauses import PARAGRAPH_GAP_S, SCENE_GAP_S
from tts.plans import Passage
from tts.segments import Paragraph, is_scene_break, paragraphs


class Passages:
    """Iterates over the sentences in which something is spoken; every directive stands before a word with phones.

    `after` is what stands behind the last word; it is known when the iteration has ended.

    Args:
        frontend: reads the text; several threads may share one.
        text: plain text or SSML.
        locale: of the voice.
        ssml: whether `text` is SSML.
        goes_on: whether the text goes on in a paragraph that was spoken before.
    """

    def __init__(self, frontend: Frontend, text: str, locale: str, ssml: bool, goes_on: bool = False) -> None:
        self._frontend = frontend
        self._text, self._locale, self._ssml, self._goes_on = text, locale, ssml, goes_on
        self._waiting: tuple[Directive, ...] = ()

    @property
    def after(self) -> tuple[Directive, ...]:
        return self._waiting

    def __iter__(self) -> Iterator[Passage]:
        """
        Raises:
            SsmlError: the document cannot be read; nothing was yielded.
        """
        gap_s = 0.0  # before the first sentence
        for paragraph in [Paragraph(self._text, 0)] if self._ssml else paragraphs(self._text):
            goes_on = self._goes_on and paragraph.offset == 0  # no blank line stands before it
            spoken: Sentence | None = None
            for part in self._frontend.stream(paragraph.text, self._locale, ssml=self._ssml):
                for sentence in part:
                    ready = self._hand_on_directives(sentence)
                    if any(word.phones for word in ready.words):
                        gap_s = sentence_gap_s(spoken, ready) if spoken else gap_s
                        yield Passage(ready, gap_s, paragraph.offset, goes_on)
                        spoken, goes_on = ready, True
                self._waiting += part.after
            if spoken or gap_s:
                gap_s = SCENE_GAP_S if is_scene_break(paragraph.text) else PARAGRAPH_GAP_S

    def _hand_on_directives(self, sentence: Sentence) -> Sentence:
        """Directives before a word without phones go to the next word that has some, perhaps of another sentence."""
        words: list[Word] = []
        for word in sentence.words:
            before, self._waiting = self._waiting + word.before, ()
            if before and not word.phones:
                self._waiting, before = before, ()
            words.append(replace(word, before=before) if before != word.before else word)
        return replace(sentence, words=tuple(words)) if words != list(sentence.words) else sentence
