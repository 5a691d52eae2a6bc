"""espeak-ng as a floor: the formant synthesiser that every voice has to beat.

The library comes from the `espeakng-loader` wheel and is driven through its C interface (espeak-ng/speak_lib.h) with
ctypes; nothing has to be installed on the system. espeak-ng keeps global state, so there is one instance for a process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.locales import get_locale
from tts.evaluate.errors import EvaluationError, MissingExtraError
from tts.evaluate.waveforms import Waveform

_AUDIO_OUTPUT_SYNCHRONOUS = 2  # espeak_AUDIO_OUTPUT: speak within the call, hand the samples to the callback
_POSITION_CHARACTER = 1
_CHARS_UTF8 = 1
_OK = 0
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class _VoiceProperties(ctypes.Structure):
    """espeak_VOICE; only `languages` is filled in, which asks for the default voice of a language."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


class EspeakVoice:
    """The default voice of each locale.

    Raises:
        MissingExtraError: espeakng-loader is not installed.
        EvaluationError: the library does not start.
    """

    def __init__(self) -> None:
        try:
            import espeakng_loader
        except ImportError as error:
            raise MissingExtraError.for_package("espeakng-loader") from error
        self._library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.sample_rate = int(self._library.espeak_Initialize(_AUDIO_OUTPUT_SYNCHRONOUS, 0, data, 0))
        if self.sample_rate <= 0:
            raise EvaluationError("espeak-ng did not start: reinstall it with pip install espeakng-loader")
        self._pieces: list[NDArray[np.int16]] = []
        self._on_piece: Callable[[int], None] | None = None
        self._callback = _Callback(self._collect)  # kept alive as long as the library may call it
        self._library.espeak_SetSynthCallback(self._callback)

    def synthesize(self, text: str, locale: str, on_piece: Callable[[int], None] | None = None) -> Waveform:
        """Speaks `text` in the locale's default espeak-ng voice.

        Args:
            text: what to say.
            locale: BCP-47 tag.
            on_piece: told the number of samples of each piece of audio, as soon as there is one.

        Raises:
            EvaluationError: espeak-ng has no such voice, or gave no sound.
        """
        voice = get_locale(locale).espeak
        wanted = _VoiceProperties(languages=voice.encode())
        if self._library.espeak_SetVoiceByProperties(ctypes.byref(wanted)) != _OK:
            raise EvaluationError(f"espeak-ng has no voice {voice!r}")
        self._pieces.clear()
        self._on_piece = on_piece
        encoded = text.encode() + b"\0"
        status = self._library.espeak_Synth(
            encoded, ctypes.c_size_t(len(encoded)), 0, _POSITION_CHARACTER, 0, _CHARS_UTF8, None, None
        )
        self._library.espeak_Synchronize()
        if status != _OK or not self._pieces:
            raise EvaluationError(f"espeak-ng could not speak {text!r} (status {status})")
        samples = np.concatenate(self._pieces).astype(np.float32) / 32768.0
        return Waveform(samples, self.sample_rate)

    def _collect(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._pieces.append(np.ctypeslib.as_array(samples, shape=(count,)).copy())
            if self._on_piece is not None:
                self._on_piece(count)
        return 0
