"""German phones that follow from the spelling."""

import pytest

from frontend.g2p import phonemize_words


@pytest.mark.parametrize(
    "word", ["ursprünglich", "gleichzeitigen", "Glaubwürdigkeit", "Königinnen", "Schülerinnen", "Industrialisierung"]
)
def test_endings_have_no_stress(word: str) -> None:
    phones = phonemize_words((word,), "de-DE")[0]
    vowels = [phone for phone in phones if phone.symbol[0] in "aeiouyøœəɛɪɔʊʏɐ"]

    assert all(phone.stress == 0 for phone in vowels[-2:] if phone.symbol in {"ɪ", "ə", "ʊ"})
