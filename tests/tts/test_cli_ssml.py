"""`tts synthesize` with SSML, lexicons and marks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile

from tts.cli import main

PLS = (
    '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="{alphabet}" '
    'xml:lang="en"><lexeme><grapheme>ACME</grapheme><phoneme>{ph}</phoneme></lexeme></lexicon>'
)


@pytest.fixture
def synthesize(voices_folder: Path):
    return lambda *arguments: main(["synthesize", "--voices-dir", str(voices_folder), *map(str, arguments)])


@pytest.fixture
def lexicon(tmp_path: Path):
    """Writes a lexicon and returns its path."""

    def write(name: str, ph: str = "pa", alphabet: str = "ipa") -> Path:
        path = tmp_path / name
        path.write_text(PLS.format(ph=ph, alphabet=alphabet), encoding="utf-8")
        return path

    return write


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_ssml_is_spoken_and_its_marks_are_written(synthesize, tmp_path: Path) -> None:
    document = '<speak>Où <break time="1s"/><mark name="là"/>est-il?</speak>'
    (tmp_path / "a.ssml").write_text(document, encoding="utf-8")
    where = ["--file", tmp_path / "a.ssml", "--output", tmp_path / "a.wav", "--marks", tmp_path / "a.marks"]
    assert synthesize("--voice", "Liam", "--ssml", *where, "--mark-types", "ssml, word,viseme") == 0
    assert soundfile.info(tmp_path / "a.wav").duration > 1.3
    found = records(tmp_path / "a.marks")
    assert {record["type"] for record in found} == {"ssml", "word", "viseme"}
    (mark,) = (record for record in found if record["type"] == "ssml")
    assert mark["value"] == "là"
    start, end = int(str(mark["start"])), int(str(mark["end"]))
    assert document.encode()[start:end].decode() == '<mark name="là"/>'
    assert found[-1] == {"time": found[-1]["time"], "type": "viseme", "value": "sil"}


def test_sentences_and_words_are_the_usual_marks(synthesize, tmp_path: Path) -> None:
    paths = ["--output", tmp_path / "a.wav", "--marks", tmp_path / "a.marks"]
    assert synthesize("--text", "One two.", *paths) == 0
    assert [record["type"] for record in records(tmp_path / "a.marks")] == ["sentence", "word", "word"]


def test_the_first_lexicon_wins(synthesize, lexicon, tmp_path: Path) -> None:
    paths = ["--output", tmp_path / "a.wav", "--marks", tmp_path / "a.marks", "--mark-types", "viseme"]
    lexicons = ["--lexicon", lexicon("a.pls", "pa"), "--lexicon", lexicon("b.pls", "fu")]
    assert synthesize("--text", "ACME", *lexicons, *paths) == 0
    assert [record["value"] for record in records(tmp_path / "a.marks")] == ["p", "a", "sil"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ssml", "--text", "<speak>One two <brake/></speak>"],
         "tts: error: <brake> at line 1, column 16: unknown tag; did you mean 'break'?"),
        (["--ssml", "--text", "<speak>One"], "tts: error: "),
        (["--text", "a", "--mark-types", "word"], "--marks"),
        (["--text", "a", "--marks", "-", "--mark-types", "word,vowel"], "unknown mark type 'vowel': choose from"),
        (["--text", "a", "--marks", "-", "--mark-types", "ssml"], "give the text as --ssml"),
        (["--text", "a", "--lexicon", "missing.pls"], "cannot read lexicon 'missing.pls'"),
    ],
)  # fmt: skip
def test_wrong_requests_are_one_line_and_no_file(
    synthesize, tmp_path: Path, capsys, arguments: list[str], message: str
) -> None:
    assert synthesize(*arguments, "--output", tmp_path / "a.wav") == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_bad_lexicon_is_named_with_the_place(synthesize, lexicon, tmp_path: Path, capsys) -> None:
    path = lexicon("bad.pls", alphabet="klingon")
    assert synthesize("--text", "a", "--lexicon", path, "--output", tmp_path / "a.wav") == 2
    assert f"lexicon '{path}': <lexicon> at line 1, column" in capsys.readouterr().err


def test_ssml_that_is_not_called_so_is_spoken_with_a_note(synthesize, tmp_path: Path, capsys) -> None:
    """Seen: "less than speak greater than" was read aloud without a word."""
    assert synthesize("--text", "\n<speak>Yes.</speak>", "--output", tmp_path / "a.wav") == 0
    assert capsys.readouterr().err == ("tts: note: the text looks like SSML and its tags are read aloud: add --ssml\n")
    assert synthesize("--ssml", "--text", "<speak>Yes.</speak>", "--output", tmp_path / "a.wav") == 0
    assert capsys.readouterr().err == ""


def test_a_limited_duration_that_cannot_be_kept_is_told(synthesize, tmp_path: Path, capsys) -> None:
    """Seen: a passage longer than its limit was written without a word."""
    document = "<speak><prosody amazon:max-duration='{}'>Yes, we can.</prosody></speak>"
    for limit, notes in (("20ms", 1), ("1s", 0)):
        assert synthesize("--ssml", "--text", document.format(limit), "--output", tmp_path / "a.wav") == 0
        assert capsys.readouterr().err.count("tts: note: amazon:max-duration of 0.02 s") == notes
    assert soundfile.info(tmp_path / "a.wav").duration <= 1.0


def test_phonemize_shows_what_a_lexicon_does(lexicon, capfd) -> None:
    path = lexicon("brands.pls", "zupa")
    assert main(["phonemize", "--locale", "en-US", "--lexicon", str(path), "ACME one"]) == 0
    document = "<speak><sub alias='one'>1st</sub> ACME</speak>"
    assert main(["phonemize", "--locale", "en-US", "--lexicon", str(path), "--ssml", document]) == 0
    plain, spoken = capfd.readouterr().out.splitlines()
    assert plain.split() == spoken.split()[::-1]
    assert "zup" in plain.split()[0]
    assert main(["phonemize", "--locale", "en-US", "--ssml", "<speak>"]) == 2


def test_a_lexicon_of_another_language_is_told(synthesize, lexicon, tmp_path: Path, capsys) -> None:
    """It did nothing, and nobody said so."""
    path = lexicon("names.pls")
    out = ["--output", tmp_path / "a.wav", "--lexicon", path]
    spoken = [
        synthesize("--text", "ACME", *out),
        synthesize("--voice", "Daniel", "--ssml", "--text", '<speak><lang xml:lang="en-US">ACME</lang></speak>', *out),
        synthesize("--voice", "Daniel", "--text", "ACME", "--detect-languages", *out),
    ]
    assert spoken == [0, 0, 0]
    assert not capsys.readouterr().err
    (tmp_path / "a.csv").write_text("id,locale,text\na,de-DE,ACME\n", encoding="utf-8")
    batch = ["batch", str(tmp_path / "a.csv"), "-o", str(tmp_path / "out"), "--dry-run", "--lexicon", str(path)]
    ended = [
        synthesize("--voice", "Daniel", "--text", "ACME", *out),
        main(["phonemize", "--locale", "fr-CA", "--lexicon", str(path), "ACME"]),
        main(batch),
    ]
    assert ended == [0, 0, 0]
    told = [line for line in capsys.readouterr().err.splitlines() if str(path) in line]
    assert all("for en," in line for line in told)
    assert [locale in line for line, locale in zip(told, ("de-DE", "fr-CA", "de-DE"), strict=True)] == [True] * 3
