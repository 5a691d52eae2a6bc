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
from tts.evaluate.corpora import Corpus, of_locale, read_corpora, read_teacher
from tts.evaluate.errors import EvaluationError
from tts.evaluate.intelligibility import Intelligibility
from tts.evaluate.manifests import read_manifest, spread
from tts.evaluate.report import COPY, ENGINE, ESPEAK, NATURAL, TEACHER, Report
from tts.evaluate.rows import Donors, PersonaReference, ScoredSet, level_note, make_rows
from tts.evaluate.scores import ClipScore, persona_centroid
from tts.evaluate.sentence_set import load_sentences
from tts.evaluate.sources import Sample, copy_samples, engine_samples, espeak_samples, recorded_samples
from tts.evaluate.speaker import centroid
from tts.evaluate.waveforms import Waveform, read_waveform
from tts.evaluate.weights import NISQA_HELP

if TYPE_CHECKING:
    from tts.synthesizer import Synthesizer
    from tts.voice import Voice

PERSONA_LOCALE = "en-US"
_DONOR_CLIPS = 10
Progress = Callable[[Iterable[Sample], str, int], Iterable[Sample]]


class Judging(Protocol):
    """What is needed of `tts.evaluate.scores.Judges`."""

    def score(self, waveform: Waveform, text: str, locale: str) -> ClipScore:
        """Every measure of one clip."""
        ...

    def embed(self, waveform: Waveform) -> NDArray[np.float32]:
        """Speaker embedding of one clip, (256,)."""
        ...

    def listen(self, waveform: Waveform, text: str, locale: str) -> Intelligibility:
        """Only what is understood, which costs less than `score`."""
        ...


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """What to evaluate.

    Attributes:
        locales: those of the report.
        voices_folder: folder of personas, the shipped ones if None.
        persona: name of the persona where several are installed, the first one if None.
        sentences: number of sentences for each locale, all if None.
        recordings: number of clips of each natural speaker and of the teacher for each locale.
        corpora: folder with one sub-folder for each corpus (`manifest.jsonl` in it), for the natural rows.
        teacher: manifest of the teacher's clips; those of speakers other than the persona are donors.
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
class _Recordings:
    """What our voices are compared with."""

    natural: list[Corpus]
    teacher: list[Corpus]
    other_speakers: list[Corpus]


@dataclass(frozen=True, slots=True)
class _Source:
    """One row to be: where its clips come from."""

    system: str
    name: str
    count: int
    samples: Iterable[Sample]
    speaker: str = ""
    bandwidth_hz: float | None = None


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
    voices = chosen_voices(options, synthesizer)
    show = progress or (lambda samples, _title, _count: samples)
    own_name = voices[0].persona.persona
    recordings = _Recordings(read_corpora(options.corpora), *read_teacher(options.teacher, own_name))
    omitted: list[str] = []
    sets: list[ScoredSet] = []
    for voice in voices:
        for source in _sources(voice, options, synthesizer, recordings, omitted):
            sets.append(_score(source, voice.locale, show, judges))
    persona = _persona(options, voices, sets, synthesizer, judges)
    if any(score.naturalness is None for item in sets for score in item.scores):
        omitted.append(f"no NISQA-TTS: {NISQA_HELP}")
    rows = tuple(make_rows(sets, persona, _donors(sets, recordings, own_name, judges), options.players))
    return Report(
        settings=_settings(options, voices),
        rows=rows,
        clips=tuple({"system": item.system, **score.as_json()} for item in sets for score in item.scores),
        omitted=tuple(dict.fromkeys(omitted)),
        notes=(persona.note, *level_note(rows)),
    )


def chosen_voices(options: EvaluationOptions, synthesizer: Synthesizer) -> list[Voice]:
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
    voice: Voice, options: EvaluationOptions, synthesizer: Synthesizer, recordings: _Recordings, omitted: list[str]
) -> Iterator[_Source]:
    """Every row of one locale; says in `omitted` what is missing."""
    locale = voice.locale
    sentences = load_sentences(locale, options.sentences)
    yield _Source(ENGINE, voice.name, len(sentences), engine_samples(synthesizer, voice, sentences))
    natural = of_locale(recordings.natural, locale)
    if not natural:
        why = "no corpus of this locale" if options.corpora else "give --corpora"
        omitted.append(f"{locale}: no natural speech: {why}")
    teacher = of_locale(recordings.teacher, locale)
    if not teacher:
        why = "no clip of this locale in its manifest" if options.teacher else "give --teacher"
        omitted.append(f"{locale}: no teacher: {why}")
    for system, corpora in ((NATURAL, natural), (TEACHER, teacher)):
        for corpus in corpora:
            clips = spread(corpus.clips, options.recordings)
            known = [clip.bandwidth_hz for clip in clips if clip.bandwidth_hz is not None]
            bandwidth_hz = min(known) if known else None
            yield _Source(system, corpus.name, len(clips), recorded_samples(clips), corpus.speaker, bandwidth_hz)
    originals = [clip for corpus in teacher or natural for clip in corpus.clips]
    if originals:
        chosen = spread(originals, options.recordings)
        yield _Source(COPY, TEACHER if teacher else NATURAL, len(chosen), copy_samples(chosen, voice, options.threads))
    else:
        omitted.append(f"{locale}: no copy-synthesis: it needs natural speech or the teacher")
    if options.with_espeak:
        from tts.evaluate.espeak import EspeakVoice

        try:
            floor = EspeakVoice()
        except TTSError as error:
            omitted.append(f"{locale}: no espeak-ng: {error}")
        else:
            samples = espeak_samples(floor, sentences, locale)
            yield _Source(ESPEAK, LOCALES[locale].espeak, len(sentences), samples)


def _score(source: _Source, locale: str, show: Progress, judges: Judging) -> ScoredSet:
    scores: list[ClipScore] = []
    waveforms: list[Waveform] = []
    times: list[float | None] = []
    for sample in show(source.samples, f"{locale} {source.system}", source.count):
        scores.append(judges.score(sample.waveform, sample.text, locale))
        waveforms.append(sample.waveform)
        times.append(sample.synthesis_s)
    measured = [seconds for seconds in times if seconds is not None]
    synthesis_s = sum(measured) if measured else None
    return ScoredSet(
        source.system, source.name, locale, scores, waveforms, synthesis_s, source.speaker, source.bandwidth_hz
    )


def _donors(sets: Sequence[ScoredSet], recordings: _Recordings, persona: str, judges: Judging) -> Donors:
    """Name and centroid (256,) of the other speakers of each locale: natural ones, and the teacher's other voices."""
    donors: Donors = {}
    for item in sets:
        if item.system == NATURAL and item.speaker != persona:
            donors.setdefault(item.locale, []).append((item.speaker, persona_centroid(item.scores)))
    for corpus in recordings.other_speakers:
        if any(item.locale == corpus.locale for item in sets):
            clips = spread(corpus.clips, _DONOR_CLIPS)
            heard = centroid([judges.embed(read_waveform(clip.audio)) for clip in clips])
            donors.setdefault(corpus.locale, []).append((corpus.speaker, heard))
    return donors


def _persona(
    options: EvaluationOptions,
    voices: Sequence[Voice],
    sets: Sequence[ScoredSet],
    synthesizer: Synthesizer,
    judges: Judging,
) -> PersonaReference:
    """The centroid to compare with, and where it comes from."""
    if options.reference is not None:
        clips = spread(read_manifest(options.reference), 2 * options.recordings)
        recorded = centroid([judges.embed(read_waveform(clip.audio)) for clip in clips])
        return PersonaReference(recorded, f"persona: the recordings of {options.reference.name}")
    for item in sets:
        if item.system == ENGINE and item.locale == PERSONA_LOCALE:
            note = f"persona: {item.name}; its {PERSONA_LOCALE} row compares one half of its clips with the other"
            return PersonaReference(persona_centroid(item.scores), note, item)
    persona = voices[0].persona.persona
    for voice in synthesizer.voices:
        if voice.locale == PERSONA_LOCALE and voice.persona.persona == persona:
            samples = engine_samples(synthesizer, voice, load_sentences(PERSONA_LOCALE, options.sentences))
            spoken = centroid([judges.embed(sample.waveform) for sample in samples])
            return PersonaReference(spoken, f"persona: {voice.name}")
    return PersonaReference(
        None, f"persona: unknown: {persona} has no {PERSONA_LOCALE} voice and --reference is not given"
    )


def _settings(options: EvaluationOptions, voices: Sequence[Voice]) -> dict[str, object]:
    return {
        "engine": __version__,
        "persona": f"{voices[0].persona.persona} {voices[0].persona.version}",
        "voices": [voice.name for voice in voices],
        "threads": options.threads,
        "machine": f"{platform.system()} {platform.machine()}",
        "judges": ["Whisper base (int8)", "Resemblyzer 0.1.4", "DistillMOS 0.9.1", "NISQA-TTS 1.0 where installed"],
    }
