"""Recordings of one speaker and what is said in them.

The folder may hold `manifest.jsonl`, `metadata.csv` (LJSpeech), or a table whose first line names its columns
(`recipes.enroll.transcripts`), or simply sound files with ``NAME.txt`` beside ``NAME.wav``. Texts that are missing are
written by Whisper base, where the evaluation extra is installed, into a table that a person can correct.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from tqdm import tqdm

from recipes.corpora.conditioning import (
    UnreadableClipError,
    active_windows,
    measure_bandwidth,
    passband_hz,
    read_samples,
)
from recipes.corpora.layouts import (
    AUDIO_SUFFIXES,
    Defaults,
    LayoutError,
    NoClipError,
    SourceClip,
    flat_id,
    is_hidden,
    read_corpus,
)
from recipes.corpora.other_formats import SUFFIXES as OTHER_SUFFIXES
from recipes.corpora.other_formats import read_with_av
from recipes.corpora.prepare import PrepareConfig
from recipes.enroll.errors import EnrollmentError
from recipes.enroll.transcripts import Transcripts, find_transcripts, recordings_of
from tts.encodings import decode
from tts.errors import InputError
from tts.evaluate.errors import EvaluationError
from tts.files import replacing_path, write_text
from tts.voice import file_sha256

_FILES_OF_LAYOUTS = {"manifest.jsonl": "manifest", "metadata.csv": "ljspeech"}

_SUFFIXES = (*AUDIO_SUFFIXES, *OTHER_SUFFIXES)

CONVERTED = "converted"
"""Folder in the work folder with copies of recordings in formats that libsndfile does not know."""

LEAST_SECONDS = 60.0
GOOD_SECONDS = 300.0
LEAST_RATE_HZ = 8_000
GOOD_RATE_HZ = 24_000
TELEPHONE_HZ = 4_000
"""What a narrowband telephone line carries, at most."""
LEAST_SIGNAL_DB = 10.0
GOOD_SIGNAL_DB = 25.0
SILENCE = 1e-4  # of full scale
LONGEST_CLIP_S = PrepareConfig().max_seconds
CLIPPED_SHARE = 0.02
"""Of the samples; more sounds rough."""

LONGEST_SECONDS = 25.0
"""Whisper hears thirty seconds at a time."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What the recordings are like.

    Attributes:
        seconds: of all recordings, silence included.
        rate_hz: median over recordings of the sample rate.
        band_hz: median over recordings of the frequency above which they hold nothing.
        signal_db: median over recordings of the level of speech above that of the pauses.
        clipped: share of the recordings with samples at full scale.
    """

    seconds: float
    rate_hz: int
    band_hz: float
    signal_db: float
    clipped: float

    def advice(self) -> list[str]:
        """What would make a better voice, a sentence each; empty where nothing is amiss."""
        found = []
        if self.seconds < GOOD_SECONDS:
            found.append(
                f"{self.seconds / 60:.1f} minutes of recordings: a voice is more like its speaker with "
                f"{GOOD_SECONDS / 60:.0f} or more"
            )
        if self.band_hz <= TELEPHONE_HZ:
            found.append(
                f"nothing above {self.band_hz:.0f} Hz, as on a telephone line: what lies above is made up from the "
                f"persona's timbre; the voice is more like its speaker with recordings of {GOOD_RATE_HZ} Hz or more"
            )
        elif self.rate_hz < GOOD_RATE_HZ:
            found.append(f"a sample rate of {self.rate_hz} Hz: the voice would be brighter with {GOOD_RATE_HZ} or more")
        if self.signal_db < GOOD_SIGNAL_DB:
            found.append(
                f"speech only {self.signal_db:.1f} dB above the pauses: noise and reverberation are learned, too"
            )
        if self.clipped > 0.1:
            found.append(f"{self.clipped:.0%} of the recordings are clipped: record them at a lower level")
        return found


def recording_paths(folder: Path) -> list[Path]:
    """The sound files in the folder and those below it."""
    return sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and not is_hidden(path, folder)
    )


def find_recordings(folder: Path, defaults: Defaults) -> tuple[list[SourceClip], list[Path]]:
    """The recordings with a text, and the paths of those without one.

    Raises:
        EnrollmentError: there is no recording, or the table of texts cannot be read.
    """
    if not folder.is_dir():
        raise EnrollmentError(f"{folder} is not a folder: give the folder of the recordings")
    paths = recording_paths(folder)
    if not paths:
        raise EnrollmentError(f"{folder} holds no recording: put sound files there ({', '.join(_SUFFIXES)})")
    try:
        table = find_transcripts(folder)
        clips = _listed(table, paths, folder, defaults) if table else _laid_out(folder, defaults)
    except (LayoutError, InputError) as error:
        raise EnrollmentError(str(error)) from error
    known = {clip.audio.resolve().with_suffix("") for clip in clips}
    whole = not table and any((folder / file).is_file() for file in _FILES_OF_LAYOUTS)
    return clips, [] if whole else [path for path in paths if path.resolve().with_suffix("") not in known]


def _listed(table: Transcripts, paths: Sequence[Path], folder: Path, defaults: Defaults) -> list[SourceClip]:
    """The recordings of a table; those that it does not name have their texts beside them, or none."""
    named, _ = recordings_of(table.rows, paths, folder)
    if not named:
        example = f", {table.rows[0][0]!r} for one" if table.rows else ""
        raise EnrollmentError(f"{table.path} names no recording that is here{example}: write the names of the files")
    clips = [
        SourceClip(
            flat_id(path.relative_to(folder).with_suffix("").as_posix()), path, text,
            defaults.locale, defaults.speaker, defaults.sex,
        )
        for path, text in named
    ]  # fmt: skip
    ids = {clip.id for clip in clips}
    return clips + [clip for clip in _laid_out(folder, defaults, "pairs") if clip.id not in ids]


def _laid_out(folder: Path, defaults: Defaults, layout: str = "") -> list[SourceClip]:
    """The recordings of one of the layouts of corpora: the one whose table is here, else texts beside recordings."""
    layout = layout or next((name for file, name in _FILES_OF_LAYOUTS.items() if (folder / file).is_file()), "pairs")
    try:
        return read_corpus(folder, layout, defaults)
    except NoClipError as error:
        if layout == "pairs":
            return []
        if layout != "ljspeech":
            raise
        raise EnrollmentError(
            f"{folder / 'metadata.csv'} names no recording that is here: each of its lines is NAME|text, for NAME.wav "
            "beside it or in wavs/; or its first line names the columns (file,text)"
        ) from error


def readable(path: Path, folder: Path) -> Path:
    """The recording itself where libsndfile knows its format, else a copy in `folder` that it knows.

    What cannot be read at all stays as it is: whoever reads it says so.
    """
    if path.suffix.lower() not in OTHER_SUFFIXES:
        return path
    copy = folder / f"{file_sha256(path)[:16]}.flac"
    if not copy.exists():
        try:
            samples, rate = read_with_av(path)
        except ValueError:
            return path
        folder.mkdir(parents=True, exist_ok=True)
        with replacing_path(copy) as partial:
            soundfile.write(partial, samples, rate, format="FLAC", subtype="PCM_24")
    return copy


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one recording is like; see `Quality`."""

    seconds: float
    rate_hz: int
    band_hz: float
    signal_db: float
    clipped: bool


def measure(clips: Sequence[SourceClip]) -> tuple[Quality, dict[str, str]]:
    """Listens to every recording.

    Returns:
        What they are like, and for each recording that will not do (its id) the reason, in words that follow its name.

    Raises:
        EnrollmentError: there is too little to learn from, or it is too noisy.
    """
    heard: dict[str, _Heard] = {}
    unusable: dict[str, str] = {}
    for clip in tqdm(clips, desc="listening", unit="clip", leave=False, disable=None):
        try:
            heard[clip.id] = _listen(clip.audio)
        except UnreadableClipError as error:
            unusable[clip.id] = str(error)
    _check_length(heard.values(), unusable)
    signal_db = float(np.median([one.signal_db for one in heard.values()]))
    if signal_db < LEAST_SIGNAL_DB:
        raise EnrollmentError(
            f"speech is only {signal_db:.0f} dB above the pauses: the voice would hiss like the recordings; "
            f"record in a quiet room, {GOOD_SIGNAL_DB:.0f} dB or more"
        )
    for name in [name for name, one in heard.items() if one.signal_db < LEAST_SIGNAL_DB]:
        unusable[name] = f"has speech only {heard.pop(name).signal_db:.0f} dB above its pauses"
    _check_length(heard.values(), unusable)
    return _quality(list(heard.values())), unusable


def _check_length(heard: Iterable[_Heard], unusable: Mapping[str, str]) -> None:
    seconds = sum(one.seconds for one in heard)
    if seconds < LEAST_SECONDS:
        first = next((f"; {name} {reason}" for name, reason in unusable.items()), "")
        raise EnrollmentError(
            f"{seconds:.0f} s of usable recordings are too little to learn a voice from: "
            f"record at least {LEAST_SECONDS:.0f} s, better {GOOD_SECONDS / 60:.0f} minutes{first}"
        )


def _quality(heard: Sequence[_Heard]) -> Quality:
    return Quality(
        sum(one.seconds for one in heard),
        int(np.median([one.rate_hz for one in heard])),
        float(np.median([one.band_hz for one in heard])),
        float(np.median([one.signal_db for one in heard])),
        float(np.mean([one.clipped for one in heard])),
    )


def _listen(path: Path) -> _Heard:
    """Measures a recording.

    Raises:
        UnreadableClipError: it will not do; the message follows its name.
    """
    samples, rate = read_samples(path)
    mono, seconds = samples.mean(axis=1), len(samples) / rate
    signal = _signal_db(mono, rate)
    clipped = float(np.mean(np.abs(samples) > 0.999)) if samples.size else 0.0
    wrong = (
        (rate < LEAST_RATE_HZ, f"has a sample rate of {rate} Hz; {LEAST_RATE_HZ} are the least"),
        (seconds > LONGEST_CLIP_S, f"lasts {seconds:.0f} s: cut it at pauses into sentences of 2 to 15 s"),
        (clipped > CLIPPED_SHARE, f"is clipped in {clipped:.0%} of its samples: record it at a lower level"),
        (signal is None and _cancels(samples), "has two channels that cancel each other: keep one of them"),
        (signal is None, "is silent"),
    )
    for is_so, why in wrong:
        if is_so:
            raise UnreadableClipError(why)
    band = min(passband_hz(rate, GOOD_RATE_HZ), measure_bandwidth(mono, rate))
    return _Heard(seconds, rate, band, signal or 0.0, bool(np.count_nonzero(np.abs(samples) > 0.999) > 3))


def _cancels(samples: np.ndarray) -> bool:
    """Whether channels that hold sound leave none together."""
    return samples.size > 0 and float(np.abs(samples).max()) >= SILENCE


def _signal_db(waveform: np.ndarray, rate: int) -> float | None:
    """Level of the speech above that of the quietest tenth of the recording, dB; None where there is no speech."""
    window = rate // 100
    count = len(waveform) // window
    if not count or np.abs(waveform).max() < SILENCE:
        return None
    power = np.square(waveform[: count * window].reshape(count, window), dtype=np.float64).mean(axis=1) + 1e-10
    active = active_windows(waveform, window * 100, -30.0)[:count]
    if not active.any():
        return None
    return float(10.0 * np.log10(power[active].mean() / np.percentile(power, 10)))


def transcribe(
    paths: Sequence[Path], folder: Path, table: Path, defaults: Defaults
) -> tuple[list[SourceClip], dict[str, str]]:
    """Texts for recordings that have none, as Whisper base hears them.

    Args:
        paths: the recordings, in `folder`.
        folder: of the recordings.
        table: where the texts are kept: name, tab, text. What it holds already is not heard again, so corrections stay.
        defaults: locale, speaker and sex.

    Returns:
        The recordings in which something is said, and for each that it cannot hear (its id) the reason, in words that
        follow its name.

    Raises:
        EnrollmentError: Whisper is not here, or the table cannot be read.
    """
    texts = _read_table(table)
    names = {path: flat_id(path.relative_to(folder).with_suffix("").as_posix()) for path in paths}
    missing = [path for path in paths if names[path] not in texts]
    unheard = {}
    if missing:
        from tts.evaluate.intelligibility import Listener
        from tts.evaluate.waveforms import read_waveform

        try:
            listener = Listener()
        except EvaluationError as error:
            raise EnrollmentError(
                f"recordings without a text: {len(missing)}, {missing[0].name} for one; write what is said into "
                f"{missing[0].with_suffix('.txt').name} beside it, and likewise for the others; "
                f"or let Whisper write it ({error})"
            ) from error
        sounds = {path: readable(path, table.parent / CONVERTED) for path in missing}
        unheard = {names[path]: why for path, sound in sounds.items() if (why := _unheard(sound))}
        heard = [path for path in missing if names[path] not in unheard]
        for path in tqdm(heard, desc="writing down", unit="clip", leave=False, disable=None):
            sound = sounds[path]
            said = listener.transcribe(read_waveform(sound), defaults.locale)
            texts[names[path]] = " ".join(said.text.split())
            write_text(table, "".join(f"{name}\t{text}\n" for name, text in texts.items()))
    clips = [
        SourceClip(names[path], path, texts[names[path]], defaults.locale, defaults.speaker, defaults.sex)
        for path in paths
        if texts.get(names[path])
    ]
    return clips, unheard


def _unheard(sound: Path) -> str:
    """Why Whisper cannot hear a recording; empty if it can."""
    try:
        seconds = soundfile.info(sound).duration
    except (soundfile.LibsndfileError, OSError) as error:
        return f"cannot be read ({error}); convert it to WAV or FLAC"
    if seconds > LONGEST_SECONDS:
        return f"is longer than {LONGEST_SECONDS:.0f} s: cut it at pauses, or write its text beside it"
    return ""


def _read_table(table: Path) -> dict[str, str]:
    """The texts of a table that a person may have saved with any editor."""
    if not table.exists():
        return {}
    found = decode(table.read_bytes())
    if found.wrong is not None:
        raise EnrollmentError(f"{table} is not UTF-8 (byte {found.wrong}): save it as UTF-8")
    rows = (line.partition("\t") for line in found.text.splitlines())
    return {name: text.strip() for name, _, text in rows if name}
