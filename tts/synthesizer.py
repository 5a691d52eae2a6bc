"""Text to speech as one object: `Synthesizer`."""

from __future__ import annotations

import base64
import io
import os
import reprlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, takewhile
from numbers import Real
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontend.pipeline import Frontend
from frontend.pls import Lexicon
from frontend.types import Directive
from tts.audio.codecs import codec_by_name, codec_for
from tts.audio.files import stream_audio, write_audio
from tts.batching import Batching
from tts.errors import EmptyTextError, ParameterError
from tts.marks import Mark, in_order
from tts.passages import Passages
from tts.pauses import Pause, Stretch, asked_pause, fit
from tts.planning import plan_sentences
from tts.rendering import fade_in, fade_out, pause_audio, render
from tts.runtime import Graph, PersonaGraphs, check_threads
from tts.timing import Placed, last_bookmarks, place, sentence_marks
from tts.voice import Voice, choose_voice, find_voices

Array = NDArray[np.float32]

RATE_RANGE = (0.2, 4.0)
PITCH_RANGE = (0.5, 2.0)

_TEXT_HINTS = {bytes: "decode it with .decode()", list: "join it with ' '.join(...)"}

KEPT_FRONTENDS = 16
"""How many sets of lexicons stay compiled."""


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Speech: samples (L,) float32 with full scale at 1, `sample_rate` in Hz, and the marks in the order of time.

    `notes` tell in words what could not be done as it was asked, such as a limited duration that is too short. Two are
    equal if all of that is. In a notebook, one as the last expression of a cell is shown as a player.
    """

    samples: Array
    sample_rate: int
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()

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
            UnknownFormatError: no such format or file ending, or the two contradict each other.
            SampleRateError: the format does not allow the rate.
            OutputError: the file cannot be written.
            ParameterError: the path is of another type.
        """
        if not isinstance(path, str | os.PathLike):
            raise ParameterError(f"path must be the name of a file, {_got(path)}; audio.encode('wav') gives the bytes")
        path = Path(path)
        write_audio(path, [self.samples], self.sample_rate, codec_for(path, format), sample_rate)

    def encode(self, format: str = "wav", sample_rate: int | None = None) -> bytes:
        """The bytes of a file, for an answer over the network or a database.

        Args:
            format: name of the format.
            sample_rate: Hz; the format's usual rate or else the audio's own if None.

        Raises:
            UnknownFormatError: no such format.
            SampleRateError: the format does not allow the rate.
        """
        sink = io.BytesIO()
        stream_audio(sink, [self.samples], self.sample_rate, codec_by_name(format), sample_rate)
        return sink.getvalue()

    def __repr__(self) -> str:
        told = "".join(f"; {note}" for note in self.notes)
        return f"<Audio of {self.duration_s:.2f} s at {self.sample_rate} Hz, {len(self.marks)} marks{told}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Audio):
            return NotImplemented
        described = (self.sample_rate, self.marks, self.notes)
        same = described == (other.sample_rate, other.marks, other.notes)
        return same and np.array_equal(self.samples, other.samples)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        sound = base64.b64encode(self.encode()).decode("ascii")
        return f'<audio controls src="data:audio/wav;base64,{sound}"></audio>'


class _Output:
    """The stream of audio: joins segments at their pauses, and hands out marks with the sound they belong to.

    The silence after a segment's last phone is held back, because what follows says how much of it is heard.
    """

    def __init__(self, sample_rate: int) -> None:
        self._marks: list[Mark] = []
        """Those of sound that has not come yet, in order."""
        self._notes: list[str] = []
        self._sample_rate = sample_rate
        self._made = 0
        self._held = np.zeros(0, dtype=np.float32)

    def add(self, marks: Iterable[Mark], notes: Iterable[str] = ()) -> None:
        """Marks and notes of what comes; the first mark may have the same time as the last that wait."""
        self._marks = in_order([*self._marks, *marks])
        self._notes += notes

    def join(self, placed: Placed, pieces: Iterator[Array]) -> Iterator[Audio]:
        """A segment, and before it the pause that joins it to the one before."""
        lead, tail = placed.plan.silent_samples
        yield from self._pause(placed.joint.keep_before, placed.joint.stretches)
        unheard = lead - placed.joint.keep_after
        first = True
        for samples in pieces:
            waiting = np.concatenate([self._held, samples])
            if len(waiting) <= tail + unheard:
                self._held = waiting
                continue
            heard = waiting[unheard : len(waiting) - tail]
            self._held = waiting[len(waiting) - tail :]
            unheard = 0
            if first:
                fade_in(heard, self._sample_rate)
                first = False
            yield self._audio(heard)

    def finish(self, after: Sequence[Directive]) -> Iterator[Audio]:
        """The end: the last silence, at least as long as a pause that is asked for behind the last word.

        Raises:
            EmptyTextError: nothing was spoken and no pause was asked for.
        """
        asked = asked_pause(after, self._sample_rate) or Pause(())
        speech_s = self._made / self._sample_rate
        self.add(last_bookmarks(after, speech_s))
        joint = fit(asked, len(self._held), 0)
        yield from self._pause(len(self._held), joint.stretches, last=True)
        if not self._made:
            raise _nothing_to_speak()

    def _pause(self, keep: int, stretches: Sequence[Stretch], last: bool = False) -> Iterator[Audio]:
        begun = self._held[:keep]
        self._held = np.zeros(0, dtype=np.float32)
        fade_out(begun, self._sample_rate)
        left = len(begun) + sum(stretch.samples for stretch in stretches)
        following = pause_audio(stretches, self._sample_rate)
        pieces = chain([np.concatenate([begun, next(following, self._held)])], following)
        for samples in pieces:
            left -= len(samples)
            if len(samples):
                yield self._audio(samples, last and not left)

    def _audio(self, samples: Array, last: bool = False) -> Audio:
        self._made += len(samples)
        end_s = self._made / self._sample_rate
        due = tuple(self._marks if last else takewhile(lambda mark: mark.time_s < end_s, self._marks))
        del self._marks[: len(due)]
        notes, self._notes = tuple(self._notes), []
        return Audio(samples, self._sample_rate, due, notes)


class Synthesizer:
    """Speaks text with any of the installed voices.

    Voices are read when the object is made, graphs when a persona first speaks; both stay in memory. One object may be
    used from several threads. Pickled, for another process, it is its settings without `batching`, which belongs to
    one process: the copy loads voices and graphs anew.
    """

    def __init__(
        self,
        voices: str | Path | None = None,
        *,
        threads: int = 1,
        detect_languages: bool = False,
        batching: Batching | None = None,
    ) -> None:
        """
        Args:
            voices: folder with one sub-folder for each persona; the shipped voices if None.
            threads: threads inside one operator of the models, 1 to `tts.runtime.MOST_THREADS`.
            detect_languages: speak phrases of another of the five languages natively, as if ``<lang>`` stood around
                them; in plain text only (see `frontend.languages`).
            batching: puts what several threads say at the same time into one run of the models; for voices whose
                graphs take padding.

        Raises:
            VoiceFileError: a voice's folder is incomplete.
            ParameterError: too few threads or too many, or an argument of another type.
        """
        if not isinstance(threads, int | np.integer) or isinstance(threads, bool):
            raise ParameterError(f"threads must be a whole number, {_got(threads)}; write threads=1")
        check_threads(threads)
        if not isinstance(voices, str | Path | None):
            raise ParameterError(
                f"voices must be the path of a folder, {_got(voices)}; leave it out for the shipped ones"
            )
        folder = Path(voices) if voices is not None else None
        self.voices: tuple[Voice, ...] = tuple(find_voices(folder))
        self._folder = folder.absolute() if folder is not None else None
        self.threads = int(threads)
        self.detect_languages = detect_languages
        self.batching = batching
        self._frontends: dict[tuple[Lexicon, ...], Frontend] = {}
        self._graphs: dict[Path, PersonaGraphs] = {}
        self._loading = threading.Lock()

    def __repr__(self) -> str:
        return f"<Synthesizer of {', '.join(voice.name for voice in self.voices)}>"

    def __reduce__(self) -> tuple[Callable[[], Synthesizer], tuple[()]]:
        return partial(type(self), self._folder, threads=self.threads, detect_languages=self.detect_languages), ()

    def synthesize(
        self,
        text: str,
        voice: str | None = None,
        *,
        ssml: bool = False,
        lexicons: Sequence[Lexicon] = (),
        rate: float = 1.0,
        pitch: float = 1.0,
        goes_on: bool = False,
    ) -> Audio:
        """The whole text as one piece of audio.

        Args:
            text: plain text in the voice's language, or an SSML document; any length.
            voice: name of a voice; case does not matter. If None, Matthew, or else the first of `voices`.
            ssml: whether `text` is SSML. ``<lang xml:lang="de-DE">`` reads what it holds in that language, in the same
                voice: ``<speak>Ask for <lang xml:lang="de-DE">Jürgen Müller</lang>.</speak>``
            lexicons: pronunciations (`frontend.pls.parse`) that come before the voice's own; the first that has a word
                wins.
            rate: factor of speed, 0.2 to 4.
            pitch: factor of F0, 0.5 to 2.
            goes_on: whether the text goes on in a paragraph that was spoken before, for sentences that come one by one:
                it then begins lower.

        Raises:
            UnknownVoiceError: no voice has this name.
            EmptyTextError: the text holds nothing that can be spoken.
            ParameterError: rate or pitch is out of range, or an argument has another type.
            SsmlError: the document cannot be read; says where and why (`frontend.errors`).
            VoiceFileError, ModelError: the voice is damaged.
        """
        pieces = list(self.stream(text, voice, ssml=ssml, lexicons=lexicons, rate=rate, pitch=pitch, goes_on=goes_on))
        marks = tuple(mark for piece in pieces for mark in piece.marks)
        notes = tuple(note for piece in pieces for note in piece.notes)
        return Audio(np.concatenate([piece.samples for piece in pieces]), pieces[0].sample_rate, marks, notes)

    def stream(
        self,
        text: str,
        voice: str | None = None,
        *,
        ssml: bool = False,
        lexicons: Sequence[Lexicon] = (),
        rate: float = 1.0,
        pitch: float = 1.0,
        goes_on: bool = False,
    ) -> Iterator[Audio]:
        """The same audio in pieces, as they are made; joined, they equal what `synthesize` returns.

        The times of marks count from the start of the whole, and marks come with the piece in which they begin.
        Wrong arguments and damaged voices raise at once, bad SSML when the first piece is asked for, before any sound;
        see `synthesize`.
        """
        _check_number("rate", rate, RATE_RANGE)
        _check_number("pitch", pitch, PITCH_RANGE)
        chosen, passages = self._read(text, voice, ssml, lexicons, goes_on)
        return self._speak(passages, chosen, self._graphs_of(chosen), rate, pitch)

    def check(
        self, text: str, voice: str | None = None, *, ssml: bool = False, lexicons: Sequence[Lexicon] = ()
    ) -> None:
        """Raises what `synthesize` would raise of a text that is bad or empty; nothing is spoken for it.

        It reads no further than to the first word that can be spoken.
        """
        chosen, passages = self._read(text, voice, ssml, lexicons)
        if any(True for _ in passages):
            return
        pause = asked_pause(passages.after, chosen.persona.signal.sample_rate)
        if pause is None or not pause.samples:
            raise _nothing_to_speak()

    def _read(
        self, text: str, voice: str | None, ssml: bool, lexicons: Sequence[Lexicon], goes_on: bool = False
    ) -> tuple[Voice, Passages]:
        """The voice that speaks, and the text as it reads it."""
        if not isinstance(text, str):
            raise ParameterError(f"text must be a string, {_got(text)}; {_TEXT_HINTS.get(type(text), 'pass str')}")
        if not isinstance(voice, str | None):
            raise ParameterError(f"voice must be the name of a voice, {_got(voice)}; pass such as voice='Arthur'")
        chosen = choose_voice(voice, self.voices)
        return chosen, Passages(self._frontend_with(_lexicons(lexicons)), text, chosen.locale, ssml, goes_on)

    def _speak(
        self, passages: Passages, chosen: Voice, graphs: PersonaGraphs, rate: float, pitch: float
    ) -> Iterator[Audio]:
        output = _Output(chosen.persona.signal.sample_rate)
        before: Placed | None = None
        for sentence in plan_sentences(passages, chosen, graphs, rate):
            placed: list[Placed] = []
            for segment, pause in zip(sentence.segments, sentence.pauses, strict=True):
                before = place(before, segment, pause)
                placed.append(before)
            output.add(sentence_marks(sentence, placed), sentence.notes)
            for segment_placed in placed:
                pieces = render(segment_placed.plan, chosen, graphs, pitch, is_first=segment_placed.is_first)
                yield from output.join(segment_placed, pieces)
        yield from output.finish(passages.after)

    def _frontend_with(self, lexicons: tuple[Lexicon, ...]) -> Frontend:
        """The frontend with these lexicons; the last few are kept, so that a lexicon is compiled once."""
        with self._loading:
            frontend = self._frontends.pop(lexicons, None) or Frontend(lexicons, detect_languages=self.detect_languages)
            self._frontends[lexicons] = frontend  # the most recently used one is last
            if len(self._frontends) > KEPT_FRONTENDS:
                del self._frontends[next(iter(self._frontends))]
            return frontend

    def _graphs_of(self, voice: Voice) -> PersonaGraphs:
        with self._loading:
            if voice.folder not in self._graphs:
                run = Graph.run if self.batching is None else self.batching.run
                self._graphs[voice.folder] = PersonaGraphs(voice, self.threads, run)
            return self._graphs[voice.folder]


def _nothing_to_speak() -> EmptyTextError:
    return EmptyTextError("the text holds nothing to speak: give it letters, digits or symbols that are read aloud")


def _got(value: object) -> str:
    """What stands in an error about an argument of a wrong type."""
    return f"got {type(value).__name__} {reprlib.repr(value)}"


def _check_number(name: str, value: float, allowed: tuple[float, float]) -> None:
    lowest, highest = allowed
    if not isinstance(value, Real) or isinstance(value, bool):
        raise ParameterError(f"{name} must be a number from {lowest:g} to {highest:g}, {_got(value)}; 1.0 is normal")
    if not lowest <= value <= highest:
        raise ParameterError(f"{name} must lie between {lowest:g} and {highest:g}, got {value:g}")


def _lexicons(given: Sequence[Lexicon]) -> tuple[Lexicon, ...]:
    items: tuple[object, ...] = tuple(given) if isinstance(given, list | tuple) else (given,)
    lexicons = tuple(item for item in items if isinstance(item, Lexicon))
    if len(lexicons) < len(items) or not isinstance(given, list | tuple):
        wrong = next((item for item in items if not isinstance(item, Lexicon)), given)
        raise ParameterError(
            f"lexicons must be a list of frontend.pls.Lexicon, {_got(wrong)}; "
            "read a file with frontend.pls.parse(Path('names.pls').read_text(encoding='utf-8'))"
        )
    return lexicons
