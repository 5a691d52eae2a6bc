"""The real judge models on clips of espeak-ng: slow, and only where their weights are in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tts.evaluate.errors import MissingExtraError, MissingWeightsError

if TYPE_CHECKING:
    from tts.evaluate.scores import ClipScore, Judges

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def judges() -> Judges:
    from tts.evaluate.scores import Judges

    try:
        return Judges()
    except (MissingExtraError, MissingWeightsError) as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def scores(judges: Judges) -> dict[str, list[ClipScore]]:
    """Three sentences in each of two locales, spoken by espeak-ng."""
    from tts.evaluate.espeak import EspeakVoice
    from tts.evaluate.sentence_set import load_sentences
    from tts.evaluate.sources import espeak_samples

    voice = EspeakVoice()
    return {
        locale: [
            judges.score(sample.waveform, sample.text, locale)
            for sample in espeak_samples(voice, load_sentences(locale, 3), locale)
        ]
        for locale in ("en-US", "de-DE")
    }


def test_clear_english_is_understood(scores: dict[str, list[ClipScore]]) -> None:
    from tts.evaluate.scores import summarise

    summary = summarise("en-US", scores["en-US"])
    assert summary.wer <= 0.15
    assert summary.language_share == 1.0
    assert 1.0 < summary.mean_opinion_score < 3.0


def test_a_wrong_reference_is_noticed(scores: dict[str, list[ClipScore]]) -> None:
    from tts.evaluate.scoring_text import canonical_words
    from tts.evaluate.word_error import word_errors

    heard = canonical_words(scores["en-US"][0].intelligibility.transcript.text, "en-US")
    assert word_errors(canonical_words("something else entirely was said", "en-US"), heard).rate > 0.7


def test_clips_of_one_voice_are_close(scores: dict[str, list[ClipScore]]) -> None:
    from tts.evaluate.speaker import cosine

    first, second, third = (score.embedding for score in scores["en-US"])
    assert min(cosine(first, second), cosine(second, third), cosine(first, third)) > 0.75
    assert first.shape == (256,)


def test_scores_are_repeatable(judges: Judges) -> None:
    from tts.evaluate.espeak import EspeakVoice

    text = "Guten Tag, wie kann ich Ihnen helfen?"
    waveform = EspeakVoice().synthesize(text, "de-DE")
    assert judges.score(waveform, text, "de-DE").as_json() == judges.score(waveform, text, "de-DE").as_json()


def test_noise_makes_speech_less_natural(judges: Judges) -> None:
    from tts.evaluate.waveforms import Waveform
    from tts.synthesizer import Synthesizer

    if judges.nisqa is None:
        pytest.skip("the weights of NISQA-TTS are not on this machine")
    audio = Synthesizer().synthesize("The office opens at nine, and closes at five.", voice="Matthew")
    noise = np.random.default_rng(0).standard_normal(len(audio.samples)).astype(np.float32)
    clean, noisy = (
        judges.nisqa.naturalness(Waveform(audio.samples + level * noise, audio.sample_rate)) for level in (0.0, 0.05)
    )
    assert 2.5 < clean < 5.5
    assert noisy < clean - 0.5
