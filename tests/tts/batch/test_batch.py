from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.tts.batch.folders import audio
from tts.batch.formats import decode_file
from tts.batch.journal import FILE_NAME
from tts.cli import main

ROWS = (("welcome", "Arthur", "Good morning."), ("menu/sales", "Pedro", "Ventas."), ("ende", "Daniel", "Schön!"))


def test_asterisk_folder(batch, sheet, out: Path, capsys) -> None:
    assert batch(sheet(*ROWS), "--profile", "asterisk") == 0
    assert set(audio(out)) == {
        *("en_GB/welcome.ulaw", "es_US/menu/sales.ulaw", "de_DE/ende.ulaw"),
        *("listen/en_GB/welcome.wav", "listen/es_US/menu/sales.wav", "listen/de_DE/ende.wav"),
    }
    heard, rate = soundfile.read(out / "listen/en_GB/welcome.wav", dtype="int16")
    line, _ = decode_file(out / "en_GB/welcome.ulaw")
    assert rate == 8_000
    assert np.array_equal(heard, (line * 32_768).astype(np.int16))  # what is heard in the browser is what is played
    facts = json.loads(capsys.readouterr().out)
    assert (facts["prompts"], facts["made"], facts["failed"]) == (3, 6, 0)
    assert "welcome: Good morning." in (out / "prompts-en_GB.txt").read_text(encoding="utf-8")


def test_several_platforms_from_one_synthesis(batch, sheet, out: Path, journal) -> None:
    arguments = ["--connect-instance", "i-1", "--connect-s3", "s3://prompts/x/"]
    assert batch(sheet(ROWS[0]), "-p", "asterisk,connect", "-p", "freeswitch", "-p", "asterisk-sln", *arguments) == 0
    assert set(audio(out)) == {
        "asterisk/en_GB/welcome.ulaw",
        "asterisk/en_GB/welcome.sln",
        "connect/en_GB/welcome.wav",
        "freeswitch/en/gb/arthur/ivr/8000/welcome.wav",
    }
    info = soundfile.info(out / "connect/en_GB/welcome.wav")
    assert (info.samplerate, info.channels, info.subtype, info.format) == (8_000, 1, "ULAW", "WAV")
    assert sum("characters" in record for record in journal()) == 1
    assert all(record["level_db"] == pytest.approx(-22, abs=0.3) for record in journal())
    (request,) = json.loads((out / "connect-prompts.json").read_text(encoding="utf-8"))
    assert request["request"] == {
        "InstanceId": "i-1",
        "Name": "welcome en-GB",
        "Description": "Good morning.",
        "S3Uri": "s3://prompts/x/connect/en_GB/welcome.wav",
    }
    assert 'data="ivr/welcome.wav"' in (out / "phrases-en-gb-arthur.xml").read_text(encoding="utf-8")


def test_amazon_connect_takes_each_name_once(batch, sheet, out: Path) -> None:
    """CreatePrompt refuses a second prompt of one name; "a/b" and "a_b" had the same."""
    long = "x" * 110
    rows = [(name, "Arthur", "Hello.") for name in ("a/b", "a_b", f"{long}1", f"{long}2")]
    assert batch(sheet(*rows), "-p", "connect") == 0
    requests = json.loads((out / "connect-prompts.json").read_text(encoding="utf-8"))
    names = [request["request"]["Name"] for request in requests]
    assert len(set(names)) == len(names) == 4
    assert all(len(name) <= 127 for name in names)


def test_addresses_that_no_file_needs_are_told(batch, sheet, out: Path, capsys) -> None:
    """Seen: --connect-s3 without the profile was ignored in silence."""
    arguments = [sheet(ROWS[0]), "--connect-s3", "s3://prompts/x/", "--connect-instance", "i-1"]
    assert batch(*arguments, "--profile", "asterisk") == 0
    notes = capsys.readouterr().err.splitlines()
    assert [note.split(" is not used")[0] for note in notes] == [
        "tts: note: --connect-instance",
        "tts: note: --connect-s3",
    ]
    assert not (out / "connect-prompts.json").exists()
    assert batch(*arguments, "--profile", "asterisk,connect", "--dry-run") == 0
    assert "is not used" not in capsys.readouterr().err


def test_variants_of_a_platform_do_not_overwrite_each_other(batch, sheet, out: Path) -> None:
    assert batch(sheet(ROWS[0]), "-p", "genesys-alaw,genesys,genesys-pcm") == 0
    assert {path: soundfile.info(out / path).subtype for path in audio(out)} == {
        "en_GB/welcome.wav": "ULAW",
        "genesys-alaw/en_GB/welcome.wav": "ALAW",
        "genesys-pcm/en_GB/welcome.wav": "PCM_16",
    }


def test_only_what_changed_is_made_again(batch, sheet, out: Path, capsys) -> None:
    batch(sheet(*ROWS))
    before = {path: (out / path).stat().st_mtime_ns for path in audio(out)}
    assert batch(sheet(*ROWS)) == 0
    assert {path: (out / path).stat().st_mtime_ns for path in audio(out)} == before
    (out / "es_US/menu/sales.wav").write_bytes(b"damaged")
    (out / "de_DE/ende.wav").unlink()
    capsys.readouterr()
    path = sheet(("welcome", "Arthur", "Good evening."), *ROWS[1:], ("new", "Liam", "Bonjour."))
    assert batch(path, "--dry-run") == 0
    assert sorted(capsys.readouterr().out.splitlines()[1:]) == [
        "changed\ten_GB/welcome.wav\tArthur",
        "missing\tde_DE/ende.wav\tDaniel",
        "missing\tes_US/menu/sales.wav\tPedro",
        "new\tfr_CA/new.wav\tLiam",
    ]
    assert batch(path) == 0
    assert json.loads(capsys.readouterr().out)["made"] == 4
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "Good evening." in page
    capsys.readouterr()
    assert batch(sheet(ROWS[0]), "--dry-run") == 0
    assert "not in the sheet\tde_DE/ende.wav\t" in capsys.readouterr().out.splitlines()
    assert batch(sheet(ROWS[1]), "--no-listen") == 0
    assert "no longer asked for" in capsys.readouterr().err
    assert "No longer in the sheet: 3" in (out / "index.html").read_text(encoding="utf-8")
    assert (out / "de_DE/ende.wav").is_file()
    assert "Made again because the row or the file had changed: 3" in page


def test_level_and_rate_are_part_of_the_hash(batch, sheet, capsys) -> None:
    batch(sheet(ROWS[0]))
    for arguments, made in ((["--level", "-26"], 1), (["--level", "-26"], 0), (["--level", "-26", "--tail-ms", 9], 1)):
        capsys.readouterr()
        assert batch(sheet(ROWS[0]), *arguments) == 0
        assert json.loads(capsys.readouterr().out)["made"] == made


LEXICON = """<lexicon version="1.0" alphabet="ipa" xml:lang="{}" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
<lexeme><grapheme>IVR</grapheme><alias>{}</alias></lexeme></lexicon>"""


def test_lexicons_are_heard_and_part_of_the_hash(batch, sheet, out: Path, tmp_path: Path, capsys) -> None:
    rows = [("a", "Arthur", "Your IVR."), ("d", "Daniel", "Ihr IVR.")]
    path = sheet(*rows)
    english, german = tmp_path / "en.pls", tmp_path / "de.pls"
    english.write_text(LEXICON.format("en-GB", "interactive voice response"), encoding="utf-8")
    german.write_text(LEXICON.format("de", "Sprachdialogsystem"), encoding="utf-8")
    assert batch(path) == 0
    plain = audio(out)

    def made(*arguments: object) -> int:
        capsys.readouterr()
        assert batch(path, *arguments) == 0
        return json.loads(capsys.readouterr().out)["made"]

    assert made("--lexicon", english) == 1  # the German row does not use it
    assert len(audio(out)["en_GB/a.wav"]) > 1.5 * len(plain["en_GB/a.wav"])
    assert audio(out)["de_DE/d.wav"] == plain["de_DE/d.wav"]
    assert made("--lexicon", english) == 0
    assert made("--lexicon", english, "--lexicon", german) == 1
    english.write_text(LEXICON.format("en-GB", "I V R"), encoding="utf-8")
    assert made("--lexicon", english, "--lexicon", german) == 1
    other = "<lexeme><grapheme>Xyz</grapheme><alias>x</alias></lexeme></lexicon>"
    english.write_text(LEXICON.format("en-GB", "I V R").replace("</lexicon>", other), encoding="utf-8")
    assert made("--lexicon", english, "--lexicon", german) == 0  # no row has that word
    assert made() == 2
    assert audio(out) == plain
    english.write_text("<lexicon", encoding="utf-8")
    assert batch(path, "--lexicon", english) == 2
    assert "en.pls" in capsys.readouterr().err
    assert batch(path, "--lexicon", tmp_path / "nothing.pls") == 2


def test_wrong_rows_are_told_by_line_and_the_others_made(batch, sheet, out: Path, capsys, journal) -> None:
    rows = [
        ("a", "Arthur", "One."),
        ("b", "Arthurr", "Two."),
        ("", "Arthur", "Three."),
        ("a", "Arthur", "Four."),
        ("e", "Arthur", "…"),
        ("f", "Arthur", "Six."),
    ]
    assert batch(sheet(*rows)) == 1
    assert set(audio(out)) == {"en_GB/a.wav", "en_GB/f.wav"}
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].split(" (")[0] for line in lines] == [f" prompts.csv, line {n}" for n in (3, 4, 5, 6)]
    assert "did you mean 'Arthur'" in lines[0]
    assert "no id" in lines[1]
    assert "made by line 2" in lines[2]
    assert "nothing to speak" in lines[3]
    assert [record["line"] for record in journal() if record["status"] == "error"] == [3, 4, 5, 6]
    assert "Failed: 4" in (out / "index.html").read_text(encoding="utf-8")
    assert batch(sheet(*rows)) == 1  # what failed is tried again


@pytest.mark.parametrize(
    "path",
    [
        *("../x", "/tmp/x", "a/../../x", "a\\..\\x", ".hidden", "~/x", "C:/x", "a/.b/x", "x\ny", "link/x"),
        *("//host/x", "x\u202egpj", "x\x9b2J", "n" * 201 + "/x", "d/" * 600 + "x"),
    ],
)
def test_paths_stay_in_the_folder(batch, sheet, out: Path, tmp_path: Path, path: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "link").symlink_to(outside)
    header = ("id", "voice", "text", "path")
    assert batch(sheet(("a", "Arthur", "One.", path), ("b", "Arthur", "Two.", "x/y z.wav"), header=header)) == 1
    assert set(audio(out)) == {"x/y z.wav"}
    assert list(outside.iterdir()) == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out", "outside", "prompts.csv"]


@pytest.mark.parametrize("identifier", ["../x", "/x", "a//b", "..", "\\x", "!!!", "x" * 200])
def test_ids_are_file_names(batch, sheet, out: Path, identifier: str) -> None:
    assert batch(sheet((identifier, "Arthur", "One."), ("Menü Süd 1", "Arthur", "Two."))) == 1
    assert set(audio(out)) == {"en_GB/Menu_Sud_1.wav"}


def test_profiles_of_rows_and_locale_columns(batch, sheet, out: Path) -> None:
    header = ("id", "en-US", "fr-CA", "profile", "path")
    rows = [("a", "One.", "Un.", "mp3", "deep/a.wav"), ("b", "Two.", "", "", ""), ("c", "x", "", "nonsense", "")]
    assert batch(sheet(*rows, header=header), "-p", "mp3") == 1
    assert set(audio(out)) == {"en_US/deep/a.mp3", "fr_CA/deep/a.mp3", "en_US/b.mp3"}


def test_any_number_of_workers_gives_the_same_bytes(batch, sheet, out: Path, tmp_path: Path) -> None:
    path = sheet(*((f"p{n}", ("Arthur", "Liam")[n % 2], f"Number {n}.") for n in range(6)))
    assert batch(path, "--profile", "asterisk-wav,mp3") == 0
    one = audio(out)
    out.rename(tmp_path / "one")
    assert batch(path, "--profile", "asterisk-wav,mp3", "--workers", 2) == 0
    assert len(one) == 12
    assert audio(out) == one


def test_two_runs_do_not_share_a_folder(batch, sheet, out: Path, capsys) -> None:
    fcntl = pytest.importorskip("fcntl")
    out.mkdir()
    with (out / FILE_NAME).open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        assert batch(sheet(ROWS[0])) == 1
    assert "another batch" in capsys.readouterr().err


def test_limits_in_ssml_that_cannot_be_kept_are_told(batch, sheet, out: Path, journal, capsys) -> None:
    ssml = "<speak><prosody amazon:max-duration='300ms'>Please call again tomorrow.</prosody></speak>"
    assert batch(sheet(("a", "Arthur", ssml))) == 0
    assert "line 2 (a): amazon:max-duration of 0.3 s" in capsys.readouterr().err
    assert "cannot be kept" in str(journal()[0]["note"])
    assert "Not as asked: 1" in (out / "index.html").read_text(encoding="utf-8")


def test_a_dry_run_tells_of_ssml_that_cannot_be_read(batch, sheet, capsys) -> None:
    assert batch(sheet(ROWS[0], ("bad", "Arthur", "<speak>Hi")), "--dry-run") == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("# 1 prompts")
    assert "line 3 (bad): <speak> at line 1" in captured.err


def test_dry_run_writes_nothing_and_estimates(batch, sheet, out: Path, capsys) -> None:
    assert batch(sheet(*ROWS), "--dry-run", "--profile", "connect") == 0
    assert not out.exists()
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("# 3 prompts, 3 files to make: about ")
    assert lines[0] == "new\ten_GB/welcome.wav\tArthur"


def test_files_that_moved_with_a_voice_are_told_and_pruned_on_demand(batch, sheet, out: Path, capsys) -> None:
    batch(sheet(("a", "Matthew", "One."), ("b", "Matthew", "Two."), ("c", "Matthew", "Three.")))
    (out / "en_US/c.wav").write_bytes(b"somebody's own")
    (out / "en_US/mine.wav").write_bytes(b"mine")
    rows = [("a", "Arthur", "One."), ("b", "Matthew", "Two.")]
    capsys.readouterr()
    assert batch(sheet(*rows)) == 0
    note = capsys.readouterr().err
    assert "no longer asked for: 2 files" in note
    assert "1 of rows that have another voice now: en_US/a.wav has become en_GB/a.wav" in note
    assert "left alone" in note
    kept = {"en_GB/a.wav", "en_US/b.wav", "en_US/c.wav", "en_US/mine.wav"}
    assert set(audio(out)) == kept | {"en_US/a.wav"}
    assert batch(sheet(*rows, ("c", "Mathew", "Three.")), "--prune") == 1  # a wrong row asks for no file: nothing goes
    assert batch(sheet(*rows), "--prune", "--dry-run") == 0
    assert set(audio(out)) == kept | {"en_US/a.wav"}
    capsys.readouterr()
    assert batch(sheet(*rows), "--prune") == 0
    assert set(audio(out)) == kept
    told = capsys.readouterr()
    facts = json.loads(told.out)
    assert (facts["removed"], facts["no_longer_in_sheet"]) == (1, 1)
    assert "en_US/c.wav" in told.err
    assert "No longer in the sheet: 1" in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--profile", "asteris"], "did you mean 'asterisk'"),
        (["--profile", "ulaw-wav"], "8 kHz mu-law in WAV is wav_mulaw"),
        (["--set", "digits"], "either a SHEET or --set"),
        (["--workers", "0"], "--workers"),
        (["--encoding", "latin9999"], "unknown encoding"),
        (["--output-dir", "ftq://host/x"], "ftq"),
        (["--locale", "de"], "did you mean 'de-DE'?"),
        (["--voice", "Mathew"], "did you mean 'Matthew'"),
    ],
)
def test_wrong_usage(batch, sheet, out: Path, capsys, arguments: list[str], message: str) -> None:
    rows = sheet(("a", "One.", "en-GB"), header=("id", "text", "locale"))  # the row has a voice without the options
    assert batch(rows, *arguments) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_locales_of_rows_that_are_languages(batch, sheet, capsys) -> None:
    rows = [("a", "One.", "en"), ("b", "Eins.", "de")]
    assert batch(sheet(*rows, header=("id", "text", "locale"))) == 1
    english, german = capsys.readouterr().err.splitlines()
    assert "did you mean 'en-US' or 'en-GB'?" in english
    assert "did you mean 'de-DE'?" in german


def test_files_last_no_longer_than_their_rows_allow(batch, sheet, out: Path, journal, capsys) -> None:
    text = "The office is closed today. Please call again tomorrow between nine and five."
    pause = "<speak>The office <break time='1s'/> is closed.</speak>"
    header = ("id", "voice", "text", "max duration (s)")
    assert batch(sheet(("a", "Arthur", text, ""), ("p", "Arthur", pause, ""), header=header), "-p", "asterisk,mp3") == 0
    free = {record["id"]: record["duration_s"] for record in journal()}
    limits = {"a": round(0.7 * free["a"], 2), "b": round(free["a"] + 1, 2), "p": round(free["p"] - 0.2, 2), "s": 0.3}
    texts = {"a": text, "b": text, "p": pause, "s": text}
    rows = [(name, "Arthur", texts[name], str(limit)) for name, limit in limits.items()]
    capsys.readouterr()
    assert batch(sheet(*rows, header=header), "-p", "asterisk,wav") == 0
    output = capsys.readouterr()
    last = {record["path"]: record for record in journal()}
    for path in audio(out):
        if not path.endswith(".mp3") and "listen" not in path:
            samples, rate = decode_file(out / path)
            record, name = last[path], Path(path).stem
            assert len(samples) / rate == pytest.approx(record["duration_s"], abs=1e-3)
            assert record["max_duration_s"] == limits[name]
            assert record.get("too_long", False) == (name == "s")
            if name == "b":
                assert record["rate"] == 1.0
            elif name == "s":
                assert record["rate"] == 4.0
            else:
                assert 0.95 * limits[name] < len(samples) / rate <= limits[name]  # and no faster than it has to be
    assert json.loads(output.out)["too_long"] == 2
    (note,) = [line for line in output.err.splitlines() if "line" in line]
    assert "line 5 (s)" in note
    assert "longer than 0.3 s" in note
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "Not as asked: 2" in page
    assert "times the speed to fit" in page
    assert batch(sheet(*rows, header=header), "-p", "asterisk,wav") == 0
    again = capsys.readouterr()
    assert json.loads(again.out)["made"] == 0
    assert "longer than 0.3 s" in again.err
    assert batch(sheet(("a", "Arthur", text, "0"), header=header), "--dry-run") == 1
    assert "above 0" in capsys.readouterr().err


def test_what_is_told_of_a_row_moves_no_cursor(batch, sheet, capsys) -> None:
    assert batch(sheet(("a\x1b[2J\nb", "nobody", "One."))) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.isprintable()


def test_prompts_whose_macros_would_have_one_name(batch, sheet, out: Path) -> None:
    rows = [
        ("menu/sales", "Arthur", "One.", ""),
        ("menu-sales", "Arthur", "Two.", ""),
        ("2024/x", "Arthur", "Three.", ""),
    ]
    header = ("id", "voice", "text", "path")
    assert batch(sheet(*rows, ("own", "Arthur", "Four.", "a/b/c/d/own"), header=header), "-p", "freeswitch") == 0
    phrases = (out / "phrases-en-gb-arthur.xml").read_text(encoding="utf-8")
    played = {"menu/sales.wav", "ivr/menu-sales.wav", "2024/x.wav", "a/b/c/d/own.wav"}
    assert set(re.findall(r'data="([^"]*)"', phrases)) == played
    assert len(set(re.findall(r'macro name="([^"]*)"', phrases))) == 4


def test_text_is_escaped_in_the_page(batch, sheet, out: Path) -> None:
    assert batch(sheet(("a", "Arthur", "<script>alert(1)</script> & more"))) == 0
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
    assert "data-src='en_GB/a.wav'" in page


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written(batch, sheet, out: Path, capsys) -> None:
    out.mkdir(mode=0o500)
    assert batch(sheet(ROWS[0])) == 1
    assert "choose another folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--level", "nan"], "--level.*'nan' is not a finite number"),
        (["--tail-ms", "nan"], "--tail-ms.*'nan' is not a finite number"),
        (["--profile", ""], "--profile.*no name is given"),
        (["--locale", " , "], "--locale.*no name is given"),
        (["--voice", ""], "unknown voice ''"),
        (["--output-dir", ""], "the output folder has no name"),
    ],
)
def test_empty_values_and_no_numbers_are_wrong_usage(
    batch, sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, arguments: list[str], message: str
) -> None:
    """Seen: an empty variable of a script scattered the files over the present folder."""
    prompts = sheet(*ROWS)
    monkeypatch.chdir(tmp_path)
    assert batch(prompts, *arguments) == 2
    assert re.search(message, capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == [prompts]


def test_a_sheet_without_prompts_removes_nothing(batch, sheet, out: Path, capsys) -> None:
    batch(sheet(*ROWS))
    before = audio(out)
    assert batch(sheet(), "--prune") == 2
    assert "prompts.csv: no prompts; write them below" in capsys.readouterr().err
    assert audio(out) == before


@pytest.mark.parametrize("arguments", [["--target", "nan"], ["--target", "3"], ["--tolerance", "-1"]])
def test_levels_that_no_file_has_are_wrong_usage(tmp_path: Path, capsys, arguments: list[str]) -> None:
    assert main(["level", str(tmp_path), *arguments]) == 2
    assert arguments[0] in capsys.readouterr().err


def test_hardly_any_dc_has_no_sign(tmp_path: Path, capsys) -> None:
    samples = np.sin(np.arange(8_000) / 5, dtype=np.float32) * 0.3
    samples[:100] -= 1e-4
    soundfile.write(tmp_path / "a.wav", samples - samples.mean() - 1e-5, 8_000)
    main(["level", str(tmp_path)])
    assert "\t0.0000\t" in capsys.readouterr().out


def test_level_of_a_folder(batch, sheet, out: Path, capsys) -> None:
    batch(sheet(*ROWS), "--profile", "asterisk", "--no-listen", "--level", "-26")
    capsys.readouterr()
    assert main(["level", str(out), "--target", "-26"]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.startswith("file\tHz\tseconds\tlevel dB")
    assert [line.split("\t")[0] for line in lines] == ["de_DE/ende.ulaw", "en_GB/welcome.ulaw", "es_US/menu/sales.ulaw"]
    assert all(float(line.split("\t")[3]) == pytest.approx(-26, abs=0.3) for line in lines)
    (out / "bad.wav").write_bytes(b"no audio")
    assert main(["level", str(out), "--json"]) == 1
    assert "bad.wav" in json.loads(capsys.readouterr().out.splitlines()[0])["error"]
    assert main(["level", str(out / "en_GB"), "--target", "-22"]) == 1
    assert main(["level", str(out.parent / "nothing")]) == 2


def test_a_joined_row_has_hardly_any_silence_at_its_ends(batch, sheet, out: Path, capsys) -> None:
    """Seen: "Your balance is" and "twelve dollars" could only be made as two sentences with pauses around them."""
    rows = [("alone", "Arthur", "Your balance is", ""), ("piece", "Arthur", "Your balance is,", "yes")]
    ssml = ("marked", "Arthur", "<speak>Your balance is</speak>", "yes")
    assert batch(sheet(*rows, ssml, header=("id", "voice", "text", "joined"))) == 1
    assert "a joined row is plain text" in capsys.readouterr().err
    silent_s = {}
    for name in ("alone", "piece"):
        samples, rate = soundfile.read(out / f"en_GB/{name}.wav")
        spoken = np.flatnonzero(np.abs(samples) > 0.01)
        silent_s[name] = (len(samples) - (spoken[-1] - spoken[0])) / rate
    assert silent_s["piece"] < silent_s["alone"] / 2


def test_a_format_that_cannot_be_written_here_is_told_before_anything_is_made(
    batch, sheet, out: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: 150 prompts were spoken in seven formats, and G.722 then failed 150 times."""
    monkeypatch.setitem(sys.modules, "av", None)
    assert batch(sheet(*ROWS), "-p", "asterisk,asterisk-g722") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "writing G.722 needs av" in line
    assert "'.[batch]'" in line
    assert not out.exists()
    rows = [("a", "Arthur", "One.", "asterisk-g722"), ("b", "Arthur", "Two.", "asterisk")]
    assert batch(sheet(*rows, header=("id", "voice", "text", "profile")), "--dry-run") == 1
    told = capsys.readouterr()
    assert "line 2 (a): writing G.722 needs av" in told.err
    assert "b.ulaw" in told.out


def test_variables_and_tags_that_would_be_read_aloud_are_told(batch, sheet, out: Path, capsys, journal) -> None:
    path = sheet(
        ("a", "Arthur", "Hello {name}."), ("b", "Arthur", 'One <break time="1s"/> two.'), ("c", "Arthur", "Six.")
    )
    assert batch(path, "--dry-run") == 0
    before = capsys.readouterr().err.splitlines()
    assert batch(path) == 0
    after = capsys.readouterr().err.splitlines()
    assert before == after
    assert [line.split("): ")[0] for line in after] == [
        "tts: note: prompts.csv, line 2 (a",
        "tts: note: prompts.csv, line 3 (b",
    ]
    assert "{name}" in after[0]
    assert "<speak>" in after[1]
    assert ["note" in record for record in journal()] == [True, True, False]


def test_the_list_for_asterisk_names_the_folder_that_there_is(batch, sheet, out: Path) -> None:
    """It named "en_GB" where the files of several platforms lay in "asterisk/en_GB"."""
    path = sheet(("a", "Arthur", "One."))
    assert batch(path, "--profile", "asterisk") == 0
    assert "copy the folder en_GB into" in (out / "prompts-en_GB.txt").read_text(encoding="utf-8")
    assert batch(path, "--profile", "asterisk,cisco") == 0
    assert "copy the folder asterisk/en_GB into" in (out / "prompts-en_GB.txt").read_text(encoding="utf-8")
