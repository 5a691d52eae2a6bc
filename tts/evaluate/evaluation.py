"""Scores the voices beside floors and ceilings: the body of ``tts evaluate``."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from frontend.locales import LOCALES
from tts import __version__
from tts.errors import TTSError
from tts.evaluate.errors import EvaluationError
from tts.evaluate.manifests import Clip, read_manifest, spread
from tts.evaluate.report import COPY, ENGINE, ESPEAK, NATURAL, SYSTEMS, TEACHER, Player, Report, Row
from tts.evaluate.scores import ClipScore, persona_centroid, summarise
from tts.evaluate.sentence_set import load_sentences
from tts.evaluate.signal import global_variance, variance_distance_db
from tts.evaluate.sources import Sample, copy_samples, engine_samples, espeak_samples, recorded_samples
from tts.evaluate.speaker import centroid
from tts.evaluate.waveforms import Waveform, read_waveform

if TYPE_CHECKING:
    from tts.synthesizer import Synthesizer
    from tts.voice import Voice

PERSONA_LOCALE = "en-US"
Progress = Callable[[Iterable[Sample], str, int], Iterable[Sample]]


class Judging(Protocol):
    """What is needed of `tts.evaluate.scores.Judges`."""

    def score(self, waveform: Waveform, text: str, locale: str) -> ClipScore:
        """Every measure of one clip."""
        ...

    def embed(self, waveform: Waveform) -> NDArray[np.float32]:
        """Speaker embedding of one clip, (256,)."""
        ...


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """What to evaluate.

    Attributes:
        locales: those of the report.
        voices_folder: folder of personas, the shipped ones if None.
        persona: name of the persona where several are installed, the first one if None.
        sentences: number of sentences for each locale, all if None.
        recordings: number of clips of each corpus and of the teacher for each locale.
        corpora: folder with one sub-folder for each corpus (`manifest.jsonl` in it), for the natural rows.
        teacher: manifest of the teacher's clips.
        reference: manifest of the persona's own recordings; by default its en-US voice is the reference.
        with_espeak: add the espeak-ng rows.
        players: clips of each row that the HTML report plays.
        threads: of the engine and of Whisper.
    """

    locales: tuple[str, ...] = tuple(LOCALES)
    voices_folder: Path | None = None
    persona: str | None = None
    sentences: int | None = None
    recordings: int = 20
    corpora: Path | None = None
    teacher: Path | None = None
    reference: Path | None = None
    with_espeak: bool = True
    players: int = 2
    threads: int = 1


@dataclass(frozen=True, slots=True)
class _ScoredSet:
    """One system in one locale, before the persona's centroid is known."""

    system: str
    name: str
    locale: str
    scores: list[ClipScore]
    waveforms: list[Waveform]
    synthesis_s: float | None


@dataclass(frozen=True, slots=True)
class _Persona:
    """What the speakers are compared with: `own` is the set that the centroid (256,) was made of, if it is a row."""

    centroid: NDArray[np.float32] | None
    note: str
    own: _ScoredSet | None = None


def run_evaluation(
    options: EvaluationOptions, synthesizer: Synthesizer, judges: Judging, progress: Progress | None = None
) -> Report:
    """Synthesises, scores and compares.

    Args:
        options: what to evaluate.
        synthesizer: the engine, with the threads of `options`.
        judges: the judge models.
        progress: wraps the samples of one set, with a title and their number.

    Raises:
        EvaluationError: there is no voice for the locales asked for.
        TTSError: a voice is damaged, a manifest cannot be read, weights are missing.
    """
    voices = _voices(options, synthesizer)
    show = progress or (lambda samples, _title, _count: samples)
    natural = _corpora(options.corpora)
    teacher = read_manifest(options.teacher) if options.teacher is not None else []
    omitted: list[str] = []
    sets: list[_ScoredSet] = []
    for voice in voices:
        for system, name, count, samples in _sources(voice, options, synthesizer, natural, teacher, omitted):
            sets.append(_score(system, name, voice.locale, show(samples, f"{voice.locale} {system}", count), judges))
    persona = _persona(options, voices, sets, synthesizer, judges)
    return Report(
        settings=_settings(options, voices),
        rows=tuple(_rows(sets, persona, options.players)),
        clips=tuple({"system": item.system, **score.as_json()} for item in sets for score in item.scores),
        omitted=tuple(dict.fromkeys(omitted)),
        notes=(persona.note,),
    )


def _voices(options: EvaluationOptions, synthesizer: Synthesizer) -> list[Voice]:
    """The persona's voices of the locales asked for, in the order of the locales."""
    available = [voice for voice in synthesizer.voices if options.persona in (None, voice.persona.persona)]
    persona = available[0].persona.persona if available else None
    chosen = {voice.locale: voice for voice in reversed(available) if voice.persona.persona == persona}
    voices = [chosen[locale] for locale in options.locales if locale in chosen]
    if not voices:
        known = ", ".join(f"{voice.name} ({voice.locale})" for voice in synthesizer.voices) or "none"
        raise EvaluationError(f"no voice of {', '.join(options.locales)} to evaluate; installed: {known}")
    return voices


def _sources(
    voice: Voice,
    options: EvaluationOptions,
    synthesizer: Synthesizer,
    natural: dict[str, list[Clip]],
    teacher: Sequence[Clip],
    omitted: list[str],
) -> Iterator[tuple[str, str, int, Iterable[Sample]]]:
    """System, name, number of clips and the clips of every row of one locale; says in `omitted` what is missing."""
    locale = voice.locale
    sentences = load_sentences(locale, options.sentences)
    yield ENGINE, voice.name, len(sentences), engine_samples(synthesizer, voice, sentences)
    recordings = spread(natural.get(locale, []), options.recordings)
    if recordings:
        yield NATURAL, recordings[0].audio.parent.parent.name, len(recordings), recorded_samples(recordings)
    else:
        why = "no corpus of this locale" if options.corpora else "give --corpora"
        omitted.append(f"{locale}: no natural speech: {why}")
    taught = spread([clip for clip in teacher if clip.locale == locale], options.recordings)
    if taught:
        yield TEACHER, str(options.teacher and options.teacher.stem), len(taught), recorded_samples(taught)
    else:
        why = "no clip of this locale in its manifest" if options.teacher else "give --teacher"
        omitted.append(f"{locale}: no teacher: {why}")
    originals = recordings or taught
    if originals:
        name = NATURAL if recordings else TEACHER
        yield COPY, name, len(originals), copy_samples(originals, voice, options.threads)
    else:
        omitted.append(f"{locale}: no copy-synthesis: it needs natural speech or the teacher")
    if options.with_espeak:
        from tts.evaluate.espeak import EspeakVoice

        try:
            floor = EspeakVoice()
        except TTSError as error:
            omitted.append(f"{locale}: no espeak-ng: {error}")
        else:
            yield ESPEAK, LOCALES[locale].espeak, len(sentences), espeak_samples(floor, sentences, locale)


def _corpora(folder: Path | None) -> dict[str, list[Clip]]:
    """Clips of every corpus below `folder`, by locale."""
    clips: dict[str, list[Clip]] = {}
    for path in sorted(folder.glob("*/manifest.jsonl")) if folder is not None else ():
        for clip in read_manifest(path):
            clips.setdefault(clip.locale, []).append(clip)
    if folder is not None and not clips:
        raise EvaluationError(f"no corpus in {folder}: expected sub-folders with a manifest.jsonl")
    return clips


def _score(system: str, name: str, locale: str, samples: Iterable[Sample], judges: Judging) -> _ScoredSet:
    scores: list[ClipScore] = []
    waveforms: list[Waveform] = []
    times: list[float | None] = []
    for sample in samples:
        scores.append(judges.score(sample.waveform, sample.text, locale))
        waveforms.append(sample.waveform)
        times.append(sample.synthesis_s)
    measured = [seconds for seconds in times if seconds is not None]
    return _ScoredSet(system, name, locale, scores, waveforms, sum(measured) if measured else None)


def _persona(
    options: EvaluationOptions,
    voices: Sequence[Voice],
    sets: Sequence[_ScoredSet],
    synthesizer: Synthesizer,
    judges: Judging,
) -> _Persona:
    """The centroid to compare with, and where it comes from."""
    if options.reference is not None:
        clips = spread(read_manifest(options.reference), 2 * options.recordings)
        recorded = centroid([judges.embed(read_waveform(clip.audio)) for clip in clips])
        return _Persona(recorded, f"persona: the recordings of {options.reference.name}")
    for item in sets:
        if item.system == ENGINE and item.locale == PERSONA_LOCALE:
            note = f"persona: {item.name}; its {PERSONA_LOCALE} row compares one half of its clips with the other"
            return _Persona(persona_centroid(item.scores), note, item)
    persona = voices[0].persona.persona
    for voice in synthesizer.voices:
        if voice.locale == PERSONA_LOCALE and voice.persona.persona == persona:
            samples = engine_samples(synthesizer, voice, load_sentences(PERSONA_LOCALE, options.sentences))
            spoken = centroid([judges.embed(sample.waveform) for sample in samples])
            return _Persona(spoken, f"persona: {voice.name}")
    return _Persona(None, f"persona: unknown: {persona} has no {PERSONA_LOCALE} voice and --reference is not given")


def _rows(sets: Sequence[_ScoredSet], persona: _Persona, players: int) -> Iterator[Row]:
    """The rows by locale, then by system."""
    spreads = {item.locale: global_variance(item.waveforms) for item in sets if item.system == NATURAL}
    order = {locale: index for index, locale in enumerate(LOCALES)}
    for item in sorted(sets, key=lambda item: (order[item.locale], SYSTEMS.index(item.system))):
        reference, compared = persona.centroid, item.scores
        if item is persona.own and len(item.scores) > 1:
            reference, compared = persona_centroid(item.scores[::2]), item.scores[1::2]
        summary = summarise(item.locale, item.scores, reference, compared)
        natural = spreads.get(item.locale)
        yield Row(
            system=item.system,
            name=item.name,
            summary=summary,
            real_time_factor=None if item.synthesis_s is None else item.synthesis_s / summary.seconds,
            variance_distance_db=None
            if natural is None or item.system == NATURAL
            else variance_distance_db(global_variance(item.waveforms), natural),
            players=tuple(
                Player(waveform, score.text, score.intelligibility.transcript.text)
                for waveform, score in list(zip(item.waveforms, item.scores, strict=True))[:players]
            ),
        )


def _settings(options: EvaluationOptions, voices: Sequence[Voice]) -> dict[str, object]:
    return {
        "engine": __version__,
        "persona": f"{voices[0].persona.persona} {voices[0].persona.version}",
        "voices": [voice.name for voice in voices],
        "threads": options.threads,
        "machine": f"{platform.system()} {platform.machine()}",
        "judges": ["Whisper base (int8)", "Resemblyzer 0.1.4", "DistillMOS 0.9.1"],
    }
