"""Recordings to compare with: natural corpora, the teacher's clips of the persona, and the donor speakers of a locale.

A *donor* is another speaker whose recordings of a locale taught the model that locale. If the donor's voice leaks, the
persona sounds like the donor when it speaks the donor's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tts.evaluate.errors import EvaluationError
from tts.evaluate.manifests import Clip, read_manifest


@dataclass(frozen=True, slots=True)
class Corpus:
    """The clips of one speaker in one locale; `name` is that of the corpus, with the speaker where it has several."""

    name: str
    locale: str
    speaker: str
    clips: tuple[Clip, ...]


def read_corpora(folder: Path | None) -> list[Corpus]:
    """Every corpus below `folder` (`*/manifest.jsonl`), by speaker and locale.

    Raises:
        EvaluationError: there is none.
        ManifestError: a manifest cannot be read.
    """
    if folder is None:
        return []
    corpora = [corpus for path in sorted(folder.glob("*/manifest.jsonl")) for corpus in _split(path.parent.name, path)]
    if not corpora:
        raise EvaluationError(f"no corpus in {folder}: expected sub-folders with a manifest.jsonl")
    return corpora


def read_teacher(path: Path | None, persona: str) -> tuple[list[Corpus], list[Corpus]]:
    """The teacher's clips in the persona's voice, and those in other voices.

    A manifest that never names the persona as a speaker is taken to be the persona's as a whole.
    """
    if path is None:
        return [], []
    corpora = _split(path.stem, path)
    own = [corpus for corpus in corpora if corpus.speaker == persona]
    return (own, [corpus for corpus in corpora if corpus not in own]) if own else (corpora, [])


def of_locale(corpora: Sequence[Corpus], locale: str) -> list[Corpus]:
    """Those of one locale."""
    return [corpus for corpus in corpora if corpus.locale == locale]


def _split(name: str, path: Path) -> list[Corpus]:
    groups: dict[tuple[str, str], list[Clip]] = {}
    for clip in read_manifest(path):
        groups.setdefault((clip.locale, clip.speaker), []).append(clip)
    speakers = {speaker for _, speaker in groups}
    return [
        Corpus(f"{name}/{speaker}" if len(speakers) > 1 else name, locale, speaker or name, tuple(clips))
        for (locale, speaker), clips in groups.items()
    ]
