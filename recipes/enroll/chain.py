"""From a folder of recordings to a voice folder, step by step.

Texts, prepared recordings, rehearsal and the training take up what an earlier run left; the alignment is made again,
which takes less than a minute.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from frontend.locales import LOCALES
from frontend.pipeline import Frontend
from recipes.align_data import load_natural
from recipes.align_task import load_aligner
from recipes.align_write import ALIGNED_MANIFEST, WriteSettings, align_corpus
from recipes.corpora.clip_store import MANIFEST, read_manifest
from recipes.corpora.layouts import Defaults, SourceClip
from recipes.corpora.prepare import prepare
from recipes.enroll.adaptation import EnrollConfig, adaptation_task, check_request
from recipes.enroll.card import card
from recipes.enroll.errors import EnrollmentError
from recipes.enroll.language import check_language
from recipes.enroll.persona import check_name, write_persona
from recipes.enroll.recordings import CONVERTED, Quality, find_recordings, measure, readable, transcribe
from recipes.enroll.report import VoiceReport, report
from recipes.enroll.speakers import other_pitches
from recipes.enroll.unused import unused_texts
from recipes.export import ExportPlan
from recipes.voice_folder import WEIGHTS
from tts.acoustic.data import AcousticClip, load_clips
from tts.acoustic.export import load_acoustic
from tts.config import MelConfig, config_hash, load_toml
from tts.errors import OutputError, ParameterError
from tts.evaluate.errors import EvaluationError
from tts.files import write_text
from tts.train import fit
from tts.train.checkpoint import latest_checkpoint
from tts.voice import Persona, file_sha256, load_persona

CONFIGS = Path(__file__).parents[1] / "configs"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
CREDITED = ("CREDITS.md",)
"""Files of the base persona that go with whatever is made from its weights."""

LEAST_ALIGNED_SECONDS = 45.0
LONGEST_CLIP_SECONDS = 14.0
LEAST_SCORE = -1.25
"""Mean log-probability of a frame. Of two speakers' 205 recordings the worst has -1.1 with its own text; with those of
other recordings 40 have -1.4 at best, -2.2 in the middle."""

SUSPICIOUS_SHARE = 0.2
"""Of the recordings that do not fit; of German ones that were called English it is a third."""

LISTED = 5
LEFT_OUT = "left_out.txt"
"""File with the names of all clips that do not fit their texts."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose voice it is.

    Attributes:
        name: of the voice; letters, digits and underscores.
        locale: of recordings that do not state theirs.
        gender: "Female", "Male", or empty for what the pitch says.
        licence: of the voice, SPDX identifier.
    """

    name: str
    locale: str = "en-US"
    gender: str = ""
    licence: str = "LicenseRef-Proprietary"

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ParameterError(
                f"the name {self.name!r} will not do: up to 32 letters, digits and underscores, without accents, "
                "a letter first"
            )
        if self.locale not in LOCALES:
            raise ParameterError(f"locale {self.locale!r} is unknown: choose one of {', '.join(LOCALES)}")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of it: the folder of the new persona, and the figures where judges were there."""

    folder: Path
    persona: Persona
    figures: tuple[VoiceReport, ...]


def enroll(
    speaker: Speaker,
    recordings: Path,
    output: Path,
    work: Path,
    base: Path,
    *,
    config: EnrollConfig | None = None,
    max_minutes: float | None = None,
    say: Callable[[str], None] = print,
) -> Enrolled | None:
    """Makes a persona that speaks all locales with the voice of the recordings.

    Args:
        speaker: name and language.
        recordings: folder of the recordings and their texts.
        output: folder that the persona's folder is put into.
        work: folder for everything in between; a run that was stopped goes on from it.
        base: voice folder of the persona to start from, with its `weights`.
        config: settings of the training; the shipped ones if None.
        max_minutes: stop the training after this time; the next call goes on.
        say: told what happens, a line each.

    Returns:
        The new persona, or None if the training was stopped before its end.

    Raises:
        EnrollmentError: the recordings, their texts or the base persona will not do, or another voice has the name;
            the message says what to do.
        VoiceFileError: `output` is no folder of personas.
        OutputError: a folder cannot be written.
    """
    config = config or load_toml(CONFIGS / "enroll.toml", EnrollConfig)
    weights, origin = _weights(base), load_persona(base)
    signal, folder = origin.signal, output / speaker.name.lower()
    check_name(speaker.name, origin, folder)
    if folder.exists():
        say(f"note: {folder} is there already: the new voice takes its place when it is done")
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {str(work)!r}: {error.strerror}; choose another") from error

    clips = _texts(speaker, recordings, work, say)
    if clips:
        (home, _), *_ = Counter(clip.locale for clip in clips).most_common(1)
        check_request(load_acoustic(weights / "acoustic")[1], config, speaker.name, home)
    quality, unusable = measure(clips)
    _say_left_out(unusable, say)
    clips = [clip for clip in clips if clip.id not in unusable]
    say(f"{len(clips)} recordings, {quality.seconds / 60:.1f} minutes")
    for advice in quality.advice():
        say(f"note: {advice}")

    corpus = work / "corpus"
    key = _aligned(clips, corpus, weights / "aligner", signal, say)
    run = work / f"adaptation-{_learned_from(key, config, weights / 'acoustic')}"
    manifest = corpus / ALIGNED_MANIFEST
    splits = {row["split"] for row in read_manifest(manifest) if row["aligned"]}
    own = {split: load_clips((manifest,), work / "mel", signal, split, LONGEST_CLIP_SECONDS) for split in splits}
    done = _adapt(speaker.name, config, weights / "acoustic", own, run, max_minutes)
    if done < config.steps:
        say(f"stopped after {done} of {config.steps} steps: the same command goes on from there")
        return None

    checkpoint = latest_checkpoint(run / "checkpoints")
    assert checkpoint is not None
    calibration = {voice.locale: voice.calibration for voice in load_toml(CONFIGS / "matthew.toml", ExportPlan).voices}
    persona = write_persona(checkpoint, base, speaker.name, speaker.gender, speaker.licence, calibration, folder)
    for name in CREDITED:
        shutil.copyfile(base / name, folder / name)
    _card(folder, persona, base, quality, done)
    say(f"the voice is there: tts synthesize --voices-dir {output} --voice {speaker.name}")
    say("now it is judged, which an interrupt may cut short")
    figures = _figures(persona, folder, clips, calibration, say)
    _card(folder, persona, base, quality, done, figures)
    return Enrolled(folder, persona, tuple(figures))


def _card(
    folder: Path, persona: Persona, base: Path, quality: Quality, steps: int, figures: Sequence[VoiceReport] = ()
) -> None:
    write_text(folder / "MODEL_CARD.md", card(persona, load_persona(base), quality, steps, figures))


def _weights(base: Path) -> Path:
    for name in ("acoustic", "aligner"):
        if not (base / WEIGHTS / name / "meta.json").is_file():
            raise EnrollmentError(
                f"{base / WEIGHTS / name} is missing: a new voice starts from the weights that the base persona was "
                "trained to; take the whole folder from the repository (an enrolled voice has no weights)"
            )
    for name in CREDITED:
        if not (base / name).is_file():
            raise EnrollmentError(
                f"{base / name} is missing, which goes with whatever is made from these weights; take the whole folder"
            )
    return base / WEIGHTS


def _texts(speaker: Speaker, recordings: Path, work: Path, say: Callable[[str], None]) -> list[SourceClip]:
    """The recordings with their texts; those that a machine wrote are announced."""
    defaults = Defaults(speaker.locale, speaker.name)
    clips, silent = find_recordings(recordings, defaults)
    for note in unused_texts(recordings, silent):
        say(f"note: {note}")
    if silent:
        table = work / "texts.tsv"
        heard, unheard = transcribe(silent, recordings, table, defaults)
        clips += heard
        _say_left_out(unheard, say)
        say(f"texts written by Whisper: {len(heard)}; read {table}, correct it, and run again")
    others = sorted({clip.locale for clip in clips} - set(LOCALES))
    if others:
        raise EnrollmentError(f"recordings in {', '.join(others)}: the locales are {', '.join(LOCALES)}")
    check_language(clips)
    return [replace(clip, audio=readable(clip.audio, work / CONVERTED), speaker=speaker.name) for clip in clips]


def _say_left_out(reasons: Mapping[str, str], say: Callable[[str], None]) -> None:
    for name, reason in reasons.items():
        say(f"left out: {name} {reason}")


def _aligned(
    clips: list[SourceClip], corpus: Path, aligner: Path, signal: MelConfig, say: Callable[[str], None]
) -> str:
    """Prepares and aligns the recordings; returns a key that changes with them."""
    prepared = prepare(clips, corpus)
    kept = {row["id"] for row in read_manifest(corpus / MANIFEST)}
    if lost := [clip.id for clip in clips if clip.id not in kept]:
        say(f"left out: {_listed(lost)} ({', '.join(prepared['dropped'])})")
    if not prepared["clips"]:
        raise EnrollmentError(
            "no recording can be used: sentences of 2 to 15 seconds work best; cut longer recordings at pauses"
        )
    loaded = load_natural(corpus, signal, Frontend())
    settings = WriteSettings(drop_percent=0.0, least_score=LEAST_SCORE)
    result = align_corpus(corpus, loaded, load_aligner(aligner), settings)
    rows = read_manifest(corpus / ALIGNED_MANIFEST)
    locales = sorted({clip.locale for clip in clips})
    odd = [f"{row['id']} ({row['reason']})" for row in rows if not row["aligned"]]
    say(f"{result['aligned']} of {result['pieces']} clips fit their text; left out: {_listed(odd) or 'none'}")
    if len(odd) > LISTED:
        write_text(corpus / LEFT_OUT, "".join(f"{line}\n" for line in odd))
        say(f"all of them are listed in {corpus / LEFT_OUT}")
    strangers = other_pitches({row["id"]: corpus / row["npz"] for row in rows if row["aligned"]})
    if strangers:
        say(f"note: the pitch of these is that of somebody else: {_listed(strangers)}; is it one speaker in all?")
    if len(odd) > len(rows) / 2 or result["aligned_hours"] * 3600 < LEAST_ALIGNED_SECONDS:
        raise EnrollmentError(
            f"too few of the recordings fit their texts ({_listed(odd)} do not): "
            "check that each text is what is said, word for word, and that the locale is right: "
            f"{', '.join(locales)}"
        )
    if len(odd) > SUSPICIOUS_SHARE * len(rows):
        say(f"note: many recordings do not fit their texts: check the texts, and whether it is {', '.join(locales)}")
    return str(prepared["key"])


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def _learned_from(recordings: str, config: EnrollConfig, base: Path) -> str:
    """A key that changes with the recordings (their own key), the settings and the weights to start from."""
    digest = hashlib.sha256(f"{recordings} {config_hash(config)}".encode())
    for path in sorted(base.iterdir()):
        digest.update(file_sha256(path).encode())
    return digest.hexdigest()[:16]


def _adapt(
    speaker: str,
    config: EnrollConfig,
    base: Path,
    own: Mapping[str, list[AcousticClip]],
    run: Path,
    max_minutes: float | None,
) -> int:
    """Trains with the speaker's own clips of each split, or goes on training; returns the number of steps done."""
    task = adaptation_task(base, config, speaker, own["train"], own.get("valid", ()), run.parent)
    return fit(task, task.config.loop, run, config=task.config, mel=task.config.mel, max_minutes=max_minutes)


def _figures(
    persona: Persona,
    folder: Path,
    clips: list[SourceClip],
    calibration: dict[str, tuple[str, ...]],
    say: Callable[[str], None],
) -> list[VoiceReport]:
    names = {voice.locale: voice.name for voice in persona.voices}
    try:
        return report(folder.parent, names, calibration, clips)
    except EvaluationError as error:
        say(f"note: the voice was not judged: {error}")
        return []
