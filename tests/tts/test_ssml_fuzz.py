"""Random documents through the whole engine: what must hold for every one of them."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tts import Synthesizer
from tts.errors import EmptyTextError
from tts.marks import MarkType

_OPEN = [
    "prosody rate='160%'", "prosody volume='+8dB'", "prosody volume='silent'", "prosody pitch='-15%'",
    "prosody amazon:max-duration='900ms'", "prosody amazon:max-duration='0s'", "emphasis level='strong'",
    "emphasis level='reduced'", "lang xml:lang='de-DE'", "lang xml:lang='fr-CA'", "amazon:effect name='whispered'",
    "amazon:effect name='drc'", "amazon:effect phonation='soft'", "amazon:effect vocal-tract-length='+30%'",
    "amazon:domain name='news'", "amazon:auto-breaths frequency='x-high'",
]  # fmt: skip
_TEXTS = [
    "go",
    "1/2/22 ",
    "Yes. No? ",
    "tea, or milk; ",
    "$5 ",
    "...",
    ' - "',
    "(a) ",
    "&amp; ",
    "St. Ives. ",
    "🙂",
    " ",
]
_POINTS = [
    "<break time='230ms'/>", "<break strength='none'/>", "<break/>", "<amazon:breath/>",
    "<say-as interpret-as='expletive'>ox</say-as>", "<phoneme alphabet='ipa' ph='pa'>x</phoneme>",
]  # fmt: skip


def document(generator: random.Random, names: list[str], depth: int = 3) -> str:
    """Content of a document; the bookmarks in it are added to `names`."""
    parts = []
    for _ in range(generator.randint(1, 4)):
        chance = generator.random()
        if chance < 0.4 and depth:
            tag = generator.choice(_OPEN)
            parts.append(f"<{tag}>{document(generator, names, depth - 1)}</{tag.split()[0]}>")
        elif chance < 0.5:
            names.append(f"m{len(names)}")
            parts.append(f"<mark name='{names[-1]}'/>")
        elif chance < 0.7:
            parts.append(generator.choice(_POINTS))
        else:
            parts.append(generator.choice(_TEXTS))
    return "".join(parts)


@pytest.fixture(scope="module")
def engine(voices_folder: Path) -> Synthesizer:
    return Synthesizer(voices_folder)


@pytest.mark.parametrize("seed", [*range(12), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(12, 300))])
def test_every_document_keeps_the_rules(engine: Synthesizer, seed: int) -> None:
    generator = random.Random(seed)
    names: list[str] = []
    text = f"<speak>{document(generator, names)}</speak>"
    voice = generator.choice(engine.voices)
    try:
        pieces = list(engine.stream(text, voice.name, ssml=True, rate=generator.choice([1.0, 1.0, 0.7, 2.5])))
    except EmptyTextError:
        assert not re.search(r"time=|go|tea|Yes|1/2|ox", text)
        return
    samples = np.concatenate([piece.samples for piece in pieces])
    duration_s = len(samples) / pieces[0].sample_rate
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 0.9
    assert np.abs(samples[[0, -1]]).max() < 1e-3
    marks = [mark for piece in pieces for mark in piece.marks]
    assert [mark.time_s for mark in marks] == sorted(mark.time_s for mark in marks)
    assert all(0 <= mark.time_s <= mark.end_s <= duration_s + 1e-9 for mark in marks)
    assert [mark.value for mark in marks if mark.type is MarkType.SSML] == names
    words = [mark for mark in marks if mark.type is MarkType.WORD]
    assert all(before.end_s <= after.time_s + 1e-9 for before, after in pairwise(words))
    made = 0.0
    for piece in pieces:  # every mark comes with the piece in which it begins
        made += piece.duration_s
        assert all(mark.time_s <= made for mark in piece.marks)
