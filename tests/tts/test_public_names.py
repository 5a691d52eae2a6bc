"""What `tts` offers by itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tts


def test_every_public_name_is_there() -> None:
    for name in tts.__all__:
        assert getattr(tts, name) is not None
    assert set(tts.__all__) <= set(dir(tts))


def test_a_name_that_is_none() -> None:
    with pytest.raises(AttributeError, match="'Synthesiser'"):
        tts.Synthesiser  # noqa: B018


def test_the_import_loads_no_models() -> None:
    code = "import sys, tts; raise SystemExit('onnxruntime' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
