"""Text to speech as one object: `Synthesizer`."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.pipeline import Frontend
from frontend.pls import Lexicon
from frontend.types import Span
from tts.audio.codecs import codec_by_name, codec_for_path
from tts.audio.files import write_audio
from tts.errors import EmptyTextError, ParameterError
from tts.marks import Mark
from tts.rendering import Plan, plan, render
from tts.runtime import PersonaGraphs
from tts.segments import Paragraph, paragraphs, segments
from tts.timing import CLAUSE_GAP_S, PARAGRAPH_GAP_S, SENTENCE_GAP_S, PlannedSentence, silences
from tts.voice import DEFAULT_VOICE, Voice, find_voices, voice_named

Array = NDArray[np.float32]

RATE_RANGE = (0.2, 4.0)
PITCH_RANGE = (0.5, 2.0)

KEPT_FRONTENDS = 16
"""How many sets of lexicons stay compiled."""


@dataclass(frozen=True, slots=True)
class Audio:
    """Speech: samples (L,) float32 with full scale at 1, `sample_rate` in Hz, and the marks in the order of time."""

    samples: Array
    sample_rate: int
    marks: tuple[Mark, ...] = ()

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.sample_rate

    def save(self, path: str | Path, format: str | None = None, sample_rate: int | None = None) -> None:
        """Write a file; an existing one is replaced only when the new one is complete.

        Args:
            path: the file.
            format: name of the format; chosen by the file's ending if None.
            sample_rate: Hz; the format's usual rate or else the audio's own if None.

        Raises:
            UnknownFormatError: no such format or file ending.
            SampleRateError: the format does not allow the rate.
            OutputError: the file cannot be written.
        """
        path = Path(path)
        codec = codec_by_name(format) if format else codec_for_path(path)
        write_audio(path, [self.samples], self.sample_rate, codec, sample_rate)


class Synthesizer:
    """Speaks text with any of the installed voices.

    Voices are read when the object is made, graphs when a persona first speaks; both stay in memory. One object may be
    used from several threads.
    """

    def __init__(self, voices: str | Path | None = None, *, threads: int = 1) -> None:
        """
        Args:
            voices: folder with one sub-folder for each persona; the shipped voices if None.
            threads: threads inside one operator of the models.

        Raises:
            VoiceFileError: a voice's folder is incomplete.
            ParameterError: fewer than one thread.
        """
        if threads < 1:
            raise ParameterError(f"threads must be at least 1, got {threads}")
        self.voices: tuple[Voice, ...] = tuple(find_voices(Path(voices) if voices is not None else None))
        self.threads = threads
        self._frontends: dict[tuple[Lexicon, ...], Frontend] = {}
        self._graphs: dict[Path, PersonaGraphs] = {}
        self._loading = threading.Lock()
        self._reading = threading.Lock()  # espeak-ng is not thread-safe

    def synthesize(
        self,
        text: str,
        voice: str = DEFAULT_VOICE,
        *,
        ssml: bool = False,
        lexicons: Sequence[Lexicon] = (),
        rate: float = 1.0,
        pitch: float = 1.0,
    ) -> Audio:
        """The whole text as one piece of audio.

        Args:
            text: plain text in the voice's language, or an SSML document; any length.
            voice: name of a voice; case does not matter.
            ssml: whether `text` is SSML. ``<lang xml:lang="de-DE">`` reads what it holds in that language, in the same
                voice: ``<speak>Ask for <lang xml:lang="de-DE">Jürgen Müller</lang>.</speak>``
            lexicons: pronunciations (`frontend.pls.parse`) that come before the voice's own; the first that has a word
                wins.
            rate: factor of speed, 0.2 to 4.
            pitch: factor of F0, 0.5 to 2.

        Raises:
            UnknownVoiceError: no voice has this name.
            EmptyTextError: the text holds nothing that can be spoken.
            ParameterError: rate or pitch is out of range.
            SsmlError: the document cannot be read; says where and why (`frontend.errors`).
            VoiceFileError, ModelError: the voice is damaged.
        """
        pieces = list(self.stream(text, voice, ssml=ssml, lexicons=lexicons, rate=rate, pitch=pitch))
        marks = tuple(mark for piece in pieces for mark in piece.marks)
        return Audio(np.concatenate([piece.samples for piece in pieces]), pieces[0].sample_rate, marks)

    def stream(
        self,
        text: str,
        voice: str = DEFAULT_VOICE,
        *,
        ssml: bool = False,
        lexicons: Sequence[Lexicon] = (),
        rate: float = 1.0,
        pitch: float = 1.0,
    ) -> Iterator[Audio]:
        """The same audio in pieces, as they are made; joined, they equal what `synthesize` returns.

        The times of marks count from the start of the whole, and marks come with the piece in which they begin.
        Wrong arguments and bad SSML raise when the first piece is asked for, before any sound; see `synthesize`.
        """
        chosen = voice_named(voice, self.voices)
        _check_range("rate", rate, RATE_RANGE)
        _check_range("pitch", pitch, PITCH_RANGE)
        sample_rate = chosen.persona.signal.sample_rate
        made = 0
        for sentence, offset in self._planned(text, chosen, ssml, tuple(lexicons), rate):
            marks = sentence.marks(made, offset)
            for silence, segment in zip(sentence.silences, sentence.segments, strict=True):
                if silence:
                    made += silence
                    yield Audio(np.zeros(silence, dtype=np.float32), sample_rate)
                for samples in render(segment, chosen, self._graphs_of(chosen), pitch):
                    made += len(samples)
                    due = [mark for mark in marks if mark.time_s < made / sample_rate]
                    del marks[: len(due)]
                    yield Audio(samples, sample_rate, tuple(due))
        if not made:
            raise EmptyTextError(
                "the text holds nothing to speak: give it letters, digits or symbols that are read aloud"
            )

    def _planned(
        self, text: str, voice: Voice, ssml: bool, lexicons: tuple[Lexicon, ...], rate: float
    ) -> Iterator[tuple[PlannedSentence, int]]:
        """Each sentence with its timing, and the offset of its paragraph in the text."""
        signal = voice.persona.signal
        before: Plan | None = None
        frontend = self._frontend_with(lexicons)
        for paragraph in [Paragraph(text, 0)] if ssml else paragraphs(text):
            gap_s = PARAGRAPH_GAP_S
            with self._reading:
                read = frontend.process_ssml if ssml else frontend.process
                utterance = read(paragraph.text, voice.locale)
            for sentence in utterance:
                parts = [part for part in segments(sentence) if any(word.phones for word in part.words)]
                if not parts:
                    continue
                plans = tuple(plan(part, voice, self._graphs_of(voice), rate) for part in parts)
                gaps = silences(before, plans, gap_s / rate, CLAUSE_GAP_S / rate, signal)
                span = Span(sentence.span.start + paragraph.offset, sentence.span.end + paragraph.offset)
                yield PlannedSentence(plans, gaps, span, signal), paragraph.offset
                before, gap_s = plans[-1], SENTENCE_GAP_S

    def _frontend_with(self, lexicons: tuple[Lexicon, ...]) -> Frontend:
        """The frontend with these lexicons; the last few are kept, so that a lexicon is compiled once."""
        with self._loading:
            frontend = self._frontends.pop(lexicons, None) or Frontend(lexicons)
            self._frontends[lexicons] = frontend  # the most recently used one is last
            if len(self._frontends) > KEPT_FRONTENDS:
                del self._frontends[next(iter(self._frontends))]
            return frontend

    def _graphs_of(self, voice: Voice) -> PersonaGraphs:
        with self._loading:
            if voice.folder not in self._graphs:
                self._graphs[voice.folder] = PersonaGraphs(voice, self.threads)
            return self._graphs[voice.folder]


def _check_range(name: str, value: float, allowed: tuple[float, float]) -> None:
    if not allowed[0] <= value <= allowed[1]:
        raise ParameterError(f"{name} must lie between {allowed[0]:g} and {allowed[1]:g}, got {value:g}")
