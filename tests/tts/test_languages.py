"""Other languages in the persona's voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_voice import build_fake_voice, entry
from tts.languages import style_in
from tts.voice import find_voices


def test_another_language_has_its_own_prosody_and_the_voice_s_own_pitch(tmp_path: Path) -> None:
    voices = (
        entry("Ann", "en-US", log_f0_mean=4.5, log_f0_deviation=0.1, prosody=(1.0, 2.0)),
        entry("Anna", "de-DE", log_f0_mean=5.5, log_f0_deviation=0.3, prosody=(3.0, 4.0)),
    )
    build_fake_voice(tmp_path / "p", voices=voices)
    ann, _ = find_voices(tmp_path)
    german, own, missing = (style_in(ann, locale) for locale in ("de-DE", "en-US", "fr-CA"))
    assert german.prosody.tolist() == [3.0, 4.0]
    assert german.f0_statistics.tolist() == pytest.approx([4.5, 0.3])
    assert own.f0_statistics.tolist() == missing.f0_statistics.tolist() == pytest.approx([4.5, 0.1])
    assert missing.prosody.tolist() == [1.0, 2.0]
