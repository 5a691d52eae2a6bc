"""Generate the teacher corpus: speech with exact durations and F0 for the persona and its companion timbres.

Each job of the configuration is one (locale, speaker): a timbre blend, a native speaker's prosody moved into the
persona's register, a prompt file and a number of minutes. Jobs are interleaved, so a corpus that was stopped half-way
is balanced. The run can be killed and started again at any time: what the manifest names is not made twice.

    python -m recipes.generate_teacher --config recipes/configs/teacher.toml --teacher runs/teacher \\
        --styles STYLES_DIR --prompts PROMPTS_DIR --output runs/teacher_corpus --workers 2
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from frontend.phonology import BOS, EOS, encode, is_phone
from frontend.pipeline import Frontend
from recipes.command import command
from recipes.corpora.clip_store import MANIFEST, write_clip
from recipes.ivr_prompts import prompts as ivr_prompts
from recipes.teacher import HOP_LENGTH, MAX_TOKENS, SAMPLE_RATE, Teacher, TeacherClip, blend_styles, load_style
from recipes.teacher_phones import to_teacher_tokens
from tts.audio.f0 import F0Tracker
from tts.config import load_toml
from tts.errors import ParameterError, TTSError
from tts.files import json_line, read_rows, rows_to_continue
from tts.parent import end_with_parent

TEACHER_LAG_FRAMES = 4
"""The teacher's audio comes this much before its durations say (50 ms; measured by the voicing of vowels and plosives
in all locales)."""

LOWEST_F0_HZ = 50.0
"""The teacher's curve falls towards 0 where its voice stops; what is lower is no pitch of the speakers."""

LEVEL_DBFS = -24.0
MARGIN_FRAMES = 12
TIDY_VERSION = 2
SILENCE_BELOW_PEAK_DB = 48.0


@dataclass(frozen=True)
class Job:
    """One (locale, speaker) of the corpus.

    Attributes:
        locale: of the prompts.
        speaker: name that the timbre gets.
        sex: of the timbre.
        prompts: files of the prompts' folder, one prompt a line.
        timbre_names: styles that the timbre is blended from.
        timbre_weights: of each of them; they sum to 1.
        prosody: style whose way of speaking it has.
        f0_scale: factor of F0.
        minutes: how much is made.
        speed: factor of the speaking rate.
    """

    locale: str
    speaker: str
    sex: str
    prompts: tuple[str, ...]
    timbre_names: tuple[str, ...]
    timbre_weights: tuple[float, ...]
    prosody: str
    f0_scale: float
    minutes: float
    speed: float = 1.0


@dataclass(frozen=True)
class TeacherCorpusConfig:
    """All jobs; every `ivr_every`-th prompt is an announcement from `recipes.ivr_prompts` (0: none)."""

    jobs: tuple[Job, ...]
    seed: int = 1
    min_characters: int = 12
    max_characters: int = 160
    ivr_every: int = 7


def read_prompts(job: Job, folder: Path, config: TeacherCorpusConfig) -> list[str]:
    """The job's prompts in a fixed random order, too short and too long ones left out, announcements mixed in."""
    lines = [line.strip() for name in job.prompts for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    lines = sorted({line for line in lines if config.min_characters <= len(line) <= config.max_characters})
    rng = random.Random(f"{config.seed} {job.locale} {job.speaker}")
    rng.shuffle(lines)
    if config.ivr_every < 2:
        return lines
    size = config.ivr_every - 1
    announcements = ivr_prompts(job.locale, 1 + min(len(lines) // size, 1500), config.seed)
    rng.shuffle(announcements)
    mixed: list[str] = []
    for start in range(0, len(lines), size):
        mixed += lines[start : start + size]
        if announcements:
            mixed.append(announcements.pop())
    return mixed


def clip_id(job: Job, text: str) -> str:
    """The name of a clip, which changes with whatever changes its sound."""
    key = json.dumps(
        [job.locale, job.speaker, text, job.timbre_names, job.timbre_weights, job.prosody, job.f0_scale, job.speed]
    )
    return f"{job.locale}_{job.speaker}_{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _frame_level_db(waveform: NDArray[np.float32]) -> NDArray[np.float64]:
    frames = waveform[: len(waveform) // HOP_LENGTH * HOP_LENGTH].reshape(-1, HOP_LENGTH).astype(np.float64)
    level_db: NDArray[np.float64] = 10.0 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
    return level_db


def tidy(
    clip: TeacherClip, durations: NDArray[np.int64], symbols: list[str], voiced: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32]]:
    """Set the durations to what is heard, cut long edges, and set the level.

    Args:
        clip: the teacher's answer.
        durations: (N,) frames of each symbol by the teacher's own count.
        symbols: N symbols from BOS to EOS.
        voiced: (T,) whether a frame is voiced.

    Returns:
        waveform (300 T,), durations (N,) with sum T, f0_hz (T,) with 0 where unvoiced.
    """
    durations = _heard_durations(durations, symbols, clip.waveform)
    last_phone = max(i for i, symbol in enumerate(symbols) if is_phone(symbol))
    head = max(0, int(durations[0]) - MARGIN_FRAMES)
    durations[0] -= head
    cut = max(0, int(durations[last_phone + 1 :].sum()) - MARGIN_FRAMES)
    for index in range(len(symbols) - 1, last_phone, -1):
        take = min(cut, int(durations[index]) - 1)
        durations[index] -= take
        cut -= take
    frames = int(durations.sum())
    waveform = clip.waveform[head * HOP_LENGTH : (head + frames) * HOP_LENGTH]
    level = _frame_level_db(clip.waveform)
    gain_db = LEVEL_DBFS - 10.0 * np.log10(np.mean(10.0 ** (level[level > level.max() - 35.0] / 10.0)))
    gain = min(10.0 ** (gain_db / 20.0), 0.97 / float(np.abs(waveform).max()))
    fade = np.linspace(0.0, 1.0, HOP_LENGTH, dtype=np.float32)
    waveform = (waveform * np.float32(gain)).copy()
    waveform[:HOP_LENGTH] *= fade
    waveform[-HOP_LENGTH:] *= fade[::-1]
    f0_hz = np.where(voiced & (clip.f0_hz >= LOWEST_F0_HZ), clip.f0_hz, 0.0)[head : head + frames]
    return waveform, durations, f0_hz.astype(np.float32)


def _heard_durations(
    durations: NDArray[np.int64], symbols: list[str], waveform: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Take the teacher's lag out, and end the last phone where its sound ends (the teacher gives it the silence after
    it too).
    """
    durations = durations.copy()
    lag = min(TEACHER_LAG_FRAMES, int(durations[0]) - 1)
    durations[0] -= lag
    durations[-1] += lag
    last = max(i for i, symbol in enumerate(symbols) if is_phone(symbol))
    level = _frame_level_db(waveform)
    heard = int(np.flatnonzero(level > level.max() - SILENCE_BELOW_PEAK_DB)[-1]) + 2
    begin, end = int(durations[:last].sum()), int(durations[: last + 1].sum())
    after = durations[last + 1 :]
    target = max(begin + 2, min(heard, end + int(after.sum()) - len(after)))
    change = target - end
    durations[last] += change
    for index in range(last + 1, len(symbols)):
        take = min(change, int(durations[index]) - 1)
        durations[index] -= take
        change -= take
    return durations


def _schedule(config: TeacherCorpusConfig, prompts: list[list[str]]) -> Iterator[tuple[int, str]]:
    """Jobs in turn, in proportion to their minutes: (job index, text)."""
    position = [0] * len(config.jobs)
    share = [0.0] * len(config.jobs)
    while True:
        open_jobs = [i for i in range(len(config.jobs)) if position[i] < len(prompts[i])]
        if not open_jobs:
            return
        index = min(open_jobs, key=lambda i: share[i] / config.jobs[i].minutes)
        text = prompts[index][position[index]]
        position[index] += 1
        share[index] += len(text)
        yield index, text


def _worker(rank: int, workers: int, options: argparse.Namespace) -> None:
    """One process of several."""
    sys.exit(command("generate_teacher")(_work)(rank, workers, options))


def _work(rank: int, workers: int, options: argparse.Namespace) -> int:
    """Makes a worker's share of the clips; returns the exit status."""
    end_with_parent()
    config = load_toml(options.config, TeacherCorpusConfig)
    teacher = Teacher.from_folder(options.teacher, threads=1)
    frontend, tracker = Frontend(), F0Tracker()
    names = {name for job in config.jobs for name in (*job.timbre_names, job.prosody)}
    styles = {name: load_style(options.styles / f"{name}.bin") for name in names}
    blends = [
        blend_styles([(styles[n], w) for n, w in zip(job.timbre_names, job.timbre_weights, strict=True)])
        for job in config.jobs
    ]
    prompts = [read_prompts(job, options.prompts, config) for job in config.jobs]
    (options.output / "audio").mkdir(parents=True, exist_ok=True)
    manifest = options.output / MANIFEST
    seconds = [0.0] * len(config.jobs)
    done: set[str] = set()
    by_name = {(job.locale, job.speaker): i for i, job in enumerate(config.jobs)}
    if manifest.exists():
        for made in read_rows(manifest, growing=True):
            done.add(made["id"])
            if (made["locale"], made["speaker"]) in by_name:
                seconds[by_name[made["locale"], made["speaker"]]] += made["seconds"] / workers
    total = sum(job.minutes for job in config.jobs) * 60.0 / workers
    deadline = time.monotonic() + 60.0 * options.max_minutes
    with tqdm(
        total=round(total),
        initial=round(sum(seconds)),
        unit="s",
        desc=f"teacher {rank}",
        disable=rank > 0,
        file=sys.stderr,
    ) as bar:
        for number, (index, text) in enumerate(_schedule(config, prompts)):
            job = config.jobs[index]
            if time.monotonic() > deadline or all(
                s * workers >= j.minutes * 60 for s, j in zip(seconds, config.jobs, strict=True)
            ):
                break
            name = clip_id(job, text)
            if number % workers != rank or name in done or seconds[index] * workers >= job.minutes * 60:
                continue
            row = _make(name, job, text, frontend, teacher, tracker, blends[index], styles[job.prosody], options.output)
            if row is None:
                continue
            with manifest.open("a", encoding="utf-8") as stream:
                stream.write(json_line(row))
            seconds[index] += float(str(row["seconds"]))
            bar.update(round(sum(seconds)) - bar.n)
    return 0


def _make(
    name: str,
    job: Job,
    text: str,
    frontend: Frontend,
    teacher: Teacher,
    tracker: F0Tracker,
    timbre: NDArray[np.float32],
    prosody: NDArray[np.float32],
    output: Path,
) -> dict[str, object] | None:
    utterance = frontend.process(text, job.locale)
    if not utterance.sentences:
        return None
    sentence = encode(*utterance.sentences)
    tokens = to_teacher_tokens(sentence)
    unknown = teacher.unknown_symbols(tokens.tokens)
    if unknown or len(tokens.tokens) > MAX_TOKENS:
        reason = f"unknown symbols {unknown}" if unknown else f"{len(tokens.tokens)} tokens, the most are {MAX_TOKENS}"
        tqdm.write(f"left out ({reason}): {text}", file=sys.stderr)
        return None
    symbols = sentence.symbols()
    if not any(is_phone(symbol) for symbol in symbols) or symbols[0] != BOS or symbols[-1] != EOS:
        return None
    clip = teacher.synthesize(tokens.tokens, timbre, prosody, f0_scale=job.f0_scale, speed=job.speed)
    voiced = tracker.track(clip.waveform) > 0
    waveform, durations, f0_hz = tidy(clip, tokens.phone_durations(clip.durations, len(symbols)), symbols, voiced)
    audio = output / "audio" / f"{name}.flac"
    arrays = {
        "f0_hz": f0_hz,
        "durations": durations,
        "phone_ids": sentence.phone_ids,
        "stress_ids": sentence.stress_ids,
        "language_ids": sentence.language_ids,
        "tidy_version": TIDY_VERSION,
    }
    write_clip(audio.parent, name, waveform, SAMPLE_RATE, arrays)
    split = "valid" if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100 == 0 else "train"
    return {
        "id": name,
        "audio": f"audio/{name}.flac",
        "npz": f"audio/{name}.npz",
        "text": text,
        "locale": job.locale,
        "speaker": job.speaker,
        "sex": job.sex,
        "seconds": round(len(waveform) / SAMPLE_RATE, 3),
        "bandwidth_hz": 12000,
        "split": split,
    }


@command("generate_teacher")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("recipes/configs/teacher.toml"))
    parser.add_argument(
        "--teacher", type=Path, default=Path("runs/teacher"), help="folder made by recipes.teacher.assemble_teacher"
    )
    parser.add_argument("--styles", type=Path, required=True, help="folder with Kokoro style matrices (NAME.bin)")
    parser.add_argument(
        "--prompts", type=Path, required=True, help="folder with the prompt files that the configuration names"
    )
    parser.add_argument("--output", type=Path, default=Path("runs/teacher_corpus"))
    parser.add_argument(
        "--workers", type=int, default=max(1, (os.cpu_count() or 1)), help="processes of one thread each"
    )
    parser.add_argument("--max-minutes", type=float, default=120.0)
    options = parser.parse_args(arguments)
    if options.workers < 1:
        raise ParameterError(f"--workers must be 1 or more, got {options.workers}")
    rows_to_continue(options.output / MANIFEST)
    if options.workers == 1:
        return _work(0, 1, options)
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_worker, args=(rank, options.workers, options)) for rank in range(options.workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    codes = [process.exitcode or 0 for process in processes]
    if min(codes) < 0:
        raise TTSError(f"a worker was killed by signal {-min(codes)} (out of memory?); start with fewer --workers")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
