from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile

from tests.fake_voice import build_fake_voice, entry
from tts import __version__
from tts.cli import COMMANDS, main


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch):
    """Gives bytes to the command's stdin."""

    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


@pytest.fixture
def synthesize(voices_folder: Path):
    return lambda *arguments: main(["synthesize", "--voices-dir", str(voices_folder), *map(str, arguments)])


def run(*arguments: object, stdin: bytes = b"", **options) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "tts", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60, **options)


def one_line(text: str) -> str:
    assert text.startswith("tts: error: ")
    assert text.count("\n") == 1
    return text


def test_text_to_file(synthesize, tmp_path: Path, capsys) -> None:
    assert synthesize("--voice", "Arthur", "--text", "Hello there.", "--output", tmp_path / "a.wav") == 0
    info = soundfile.info(tmp_path / "a.wav")
    assert (info.samplerate, info.channels, info.subtype) == (24_000, 1, "PCM_16")
    assert info.duration > 0.6
    assert capsys.readouterr() == ("", "")


def test_stdin_to_file_with_format_and_rate(synthesize, stdin, tmp_path: Path) -> None:
    stdin("\ufeffGrüße aus Köln.".encode())
    assert synthesize("--voice", "daniel", "--output", tmp_path / "a.mp3", "--sample-rate", "16000") == 0
    assert soundfile.info(tmp_path / "a.mp3").samplerate == 16_000


def test_file_to_stdout(synthesize, tmp_path: Path, capfdbinary) -> None:
    (tmp_path / "a.txt").write_bytes(b"One more \xff time.")
    assert synthesize("--file", tmp_path / "a.txt", "--format", "mulaw") == 0
    captured = capfdbinary.readouterr()
    assert len(captured.out) > 6_000
    assert re.fullmatch(rb"tts: note: .*a\.txt is not UTF-8 \(byte 9\): .*\n", captured.err)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", "utf-16-le"), ("cp1252", "cp1252 (Windows)")],
)
def test_a_text_file_is_read_as_it_was_saved(synthesize, tmp_path: Path, capsys, encoding: str, told: str) -> None:
    (tmp_path / "a.txt").write_bytes("Grüße".encode(encoding))
    assert synthesize("--file", tmp_path / "a.txt", "--output", tmp_path / "a.wav", "--marks", tmp_path / "m") == 0
    assert json.loads((tmp_path / "m").read_text(encoding="utf-8").splitlines()[0])["value"] == "Grüße"
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == bool(told)


def test_a_file_that_is_no_text_is_refused(synthesize, tmp_path: Path, capsys) -> None:
    """Seen: sound, spelled for minutes."""
    (tmp_path / "a.txt").write_bytes(b"RIFF\x24\x00\x00\x00WAVE")
    assert synthesize("--file", tmp_path / "a.txt", "--output", tmp_path / "a.wav") == 2
    assert re.search(r"a\.txt holds bytes of zero.*UTF-8", one_line(capsys.readouterr().err))


def test_a_text_in_utf_16_that_is_cut_off_is_refused(synthesize, tmp_path: Path, capsys) -> None:
    (tmp_path / "a.txt").write_bytes("Hello.".encode("utf-16")[:-1])
    assert synthesize("--file", tmp_path / "a.txt", "--output", tmp_path / "a.wav") == 2
    assert re.search(r"a\.txt is not utf-16-le at byte 10.*UTF-8", one_line(capsys.readouterr().err))
    assert not (tmp_path / "a.wav").exists()


def test_a_web_page_is_read_without_its_tags(synthesize, tmp_path: Path, capfdbinary) -> None:
    (tmp_path / "a.html").write_text("<title>Page</title><h1>One</h1><p>It <b>blew</b>.</p>", encoding="utf-8")
    paths = ["--output", tmp_path / "a.wav", "--marks", tmp_path / "a.marks", "--chapters", tmp_path / "a.txt"]
    assert synthesize("--file", tmp_path / "a.html", *paths) == 0
    marks = [json.loads(line) for line in (tmp_path / "a.marks").read_text().splitlines()]
    assert [mark["value"] for mark in marks if mark["type"] == "word"] == ["One", "It", "blew"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "00:00:00.000 One\n"
    assert main(["text", str(tmp_path / "a.html")]) == 0
    assert capfdbinary.readouterr().out == b"# One\n\nIt blew.\n"
    assert main(["text", str(tmp_path / "b.html")]) == 2
    assert b"cannot read" in capfdbinary.readouterr().err


def test_rate_and_threads(synthesize, tmp_path: Path) -> None:
    for name, rate in (("slow", 0.5), ("fast", 2)):
        assert (
            synthesize("--text", "Seven seas", "--rate", rate, "--threads", 2, "--output", tmp_path / f"{name}.wav")
            == 0
        )
    slow, fast = (soundfile.info(tmp_path / f"{name}.wav").duration for name in ("slow", "fast"))
    assert slow > 2 * fast


def test_marks_go_beside_the_audio(synthesize, tmp_path: Path) -> None:
    text = "Où est l'hôtel? Ici."
    paths = ["--output", tmp_path / "a.wav", "--marks", tmp_path / "a.marks"]
    assert synthesize("--voice", "Liam", "--text", text, *paths) == 0
    marks = [json.loads(line) for line in (tmp_path / "a.marks").read_text().splitlines()]
    assert [mark["type"] for mark in marks].count("sentence") == 2
    assert all(text.encode()[mark["start"] : mark["end"]].decode() == mark["value"] for mark in marks)
    assert [mark["time"] for mark in marks] == sorted(mark["time"] for mark in marks)
    assert marks[-1]["time"] < 1000 * soundfile.info(tmp_path / "a.wav").duration


@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_subtitles_go_beside_the_audio(synthesize, tmp_path: Path, ending: str) -> None:
    paths = ["--output", tmp_path / "a.wav", "--subtitles", tmp_path / f"a.{ending}"]
    assert synthesize("--text", "One moment. It is 5 > 4 & fine.", *paths) == 0
    lines = (tmp_path / f"a.{ending}").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["1", lines[1]] if ending == "srt" else lines[:2] == ["WEBVTT", ""]
    assert "One moment." in lines
    assert ("It is 5 > 4 & fine." if ending == "srt" else "It is 5 &gt; 4 &amp; fine.") in lines
    ends = [line.split(" --> ")[1] for line in lines if " --> " in line]
    assert len(ends) == 2
    assert float(ends[-1][-6:].replace(",", ".")) <= soundfile.info(tmp_path / "a.wav").duration + 0.5


def test_chapters_go_beside_the_audio(synthesize, tmp_path: Path) -> None:
    paths = ["--output", tmp_path / "a.wav", "--chapters", tmp_path / "a.txt"]
    assert synthesize("--text", "# One\n\nIt blew.\n\n# Two\n\nCalm.", *paths) == 0
    first, second = (tmp_path / "a.txt").read_text(encoding="utf-8").splitlines()
    assert first == "00:00:00.000 One"
    assert second.endswith(" Two")
    assert second > "00:00:00.000 Two"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--text", "Hi", "--output", "a.wav", "--chapters", "a.srt"], 2, r"end it in \.txt, \.vtt or \.ffmeta"),
        (["--text", "Hi", "--output", "a.wav", "--chapters", "a.txt"], 2, "the text has no headings"),
        (["--text", "<speak>Hi</speak>", "--ssml", "--output", "a.wav", "--chapters", "a.txt"], 2, "no chapters"),
        (["--text", "Hi", "--output", "a.wav", "--subtitles", "a.txt"], 2, r"end it in \.srt or \.vtt"),
        (["--text", "Hi", "--output", "a.srt", "--format", "wav", "--subtitles", "./a.srt"], 2, "cannot both go to"),
        (["--voice", "Artur", "--text", "Hi", "--output", "a.wav"], 2, "unknown voice 'Artur'.*did you mean 'Arthur'"),
        (["--text", "", "--output", "a.wav"], 2, "the text is empty"),
        (["--text", "…", "--output", "a.wav"], 2, "nothing to speak"),
        (["--text", "Hi", "--output", "a.wva"], 2, r"unknown file ending '\.wva'.*did you mean '\.wav'"),
        (["--text", "Hi", "--output", f"{'a' * 300}.wav"], 1, "cannot write 'aaa.*too long; choose another place"),
        (["--text", "Hi", "--output", "."], 2, r"'\.' is a folder: name a file in it, such as 'speech\.wav'"),
        (["--text", "Hi", "--output", "a.wav", "--format", "midi"], 2, "unknown format 'midi': choose one of wav"),
        (["--text", "Hi", "--output", "a.mp3", "--format", "wav_mulaw"], 2, "'a.mp3' ends like mp3.* is wav_mulaw"),
        (["--text", "Hi", "--output", "a.opus", "--sample-rate", "44100"], 2, "choose one of 8000"),
        (
            ["--text", "Hi", "--output", "no/such/folder/a.wav"],
            1,
            "cannot write 'no/such/folder/a.wav'.*create the folder",
        ),
        (["--text", "Hi", "--file", "x", "--output", "a.wav"], 2, "exclude each other"),
        (["--file", "missing.txt", "--output", "a.wav"], 2, "cannot read 'missing.txt'"),
        (["--text", "Hi", "--output", "a.wav", "--rate", "9"], 2, "rate must lie between 0.2 and 4"),
        (["--text", "Hi", "--output", "a.wav", "--threads", "0"], 2, "threads must lie between 1 and"),
        (["--text", "Hi", "--output", "a.wav", "--threads", "100000"], 2, "threads must lie between 1 and"),
        (["--text", "Hi", "--output", "a.wav", "--voice", ""], 2, "unknown voice ''"),
        (["--text", "Hi", "--output", "a.wav", "--format", ""], 2, "unknown format ''"),
        (["--text", "Hi", "--output", "a.wav", "--sample-rate", "0"], 2, "sample rate of 0 Hz: choose one of"),
        (["--text", "Hi", "--output", "a.wav", "--loud"], 2, "--loud.*tts synthesize --help"),
        (["--text", "Hi", "--marks", "-"], 2, "cannot both go to stdout"),
        (["--text", "Hi", "--output", "a.wav", "--marks", "./a.wav"], 2, "cannot both go to a.wav"),
    ],
)
def test_mistakes_have_an_exit_code_and_one_line(
    synthesize, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, arguments: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert synthesize(*arguments) == code
    captured = capsys.readouterr()
    assert re.search(message, one_line(captured.err))
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_links_that_lead_to_each_other_are_told_in_one_line(synthesize, tmp_path: Path, capsys) -> None:
    for one, other in ("ab", "ba"):
        (tmp_path / one).symlink_to(tmp_path / other)
    assert synthesize("--text", "Hi", "--output", tmp_path / "a" / "x.wav") == 1
    assert "symbolic links" in one_line(capsys.readouterr().err)


def test_a_folder_without_matthew_speaks_with_its_first_voice(tmp_path: Path, capsys) -> None:
    build_fake_voice(tmp_path / "voices" / "brand", voices=(entry("Kath", "en-GB"),))
    arguments = ["synthesize", "--voices-dir", tmp_path / "voices", "--text", "Hi", "--output", tmp_path / "a.wav"]
    assert main([str(argument) for argument in arguments]) == 0
    assert capsys.readouterr().err == ""
    assert main([str(argument) for argument in [*arguments, "--voice", "Matthew"]]) == 2
    assert "unknown voice 'Matthew': choose one of Kath" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["voices"],
        ["synthesize", "--text", "Hi", "--format", "wav"],
        ["synthesize", "--text", "Hi", "--voice", "Arthur"],
    ],
)
def test_a_folder_without_voices_is_an_error(tmp_path: Path, capsys, arguments: list[str]) -> None:
    """Seen: "no voices are installed", and not where."""
    assert main([*arguments, "--voices-dir", str(tmp_path)]) == 2
    assert f"no voices are installed in {str(tmp_path)!r}" in one_line(capsys.readouterr().err)


def test_the_folder_of_one_persona_is_not_the_folder_of_voices(voices_folder: Path, capsys) -> None:
    assert main(["voices", "--voices-dir", str(voices_folder / "fake")]) == 1
    assert "name the folder that it lies in" in one_line(capsys.readouterr().err)


def test_missing_voices_are_a_failure(tmp_path: Path, capsys) -> None:
    arguments = [
        "synthesize",
        "--voices-dir",
        str(tmp_path / "none"),
        "--text",
        "Hi",
        "--output",
        str(tmp_path / "a.wav"),
    ]
    assert main(arguments) == 1
    assert "does not exist" in one_line(capsys.readouterr().err)


def test_audio_is_not_written_to_a_terminal(synthesize, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert synthesize("--text", "Hi") == 2
    assert "--output" in one_line(capsys.readouterr().err)


def test_voices_as_table_and_json(voices_folder: Path, capsys) -> None:
    assert main(["voices", "--voices-dir", str(voices_folder), "--check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split()[:2] == ["Arthur", "en-GB"]
    assert main(["voices", "--voices-dir", str(voices_folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["engine"] == __version__
    assert [voice["locale"] for voice in document["voices"]] == ["en-US", "en-GB", "es-US", "de-DE", "fr-CA"]


def test_normalize_gives_one_line_for_each_line(stdin, capfdbinary) -> None:
    stdin("one\r\n\ntwo\u2028three\n\u00a0\n".encode() + b"four\xff\nlast")
    assert main(["normalize", "--locale", "en-US"]) == 0
    output = capfdbinary.readouterr().out.decode()
    assert output.count("\n") == 6
    assert output.splitlines()[0] == "one"
    assert output.splitlines()[1] == ""
    assert output.splitlines()[-1] == "last"


def test_lines_that_are_not_utf8_are_told_once(stdin, capfdbinary) -> None:
    stdin(b"one\ncaf\xe9\nna\xefve\n")
    assert main(["normalize", "--locale", "en-US"]) == 0
    captured = capfdbinary.readouterr()
    assert captured.out.count(b"\n") == 3
    assert re.fullmatch(rb"tts: note: line 2 is not UTF-8 \(byte 3\): .*\n", captured.err)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_lines_are_read_as_they_were_saved(stdin, capfdbinary, encoding: str) -> None:
    stdin("Größe 1\r\n\r\nÜ 2\n".encode(encoding))
    assert main(["normalize", "--locale", "de-DE"]) == 0
    assert capfdbinary.readouterr() == ("Größe eins\n\nÜ zwei\n".encode(), b"")


def test_normalize_answers_each_line_at_once() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tts", "normalize", "--locale", "en-GB"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for line in (b"first\n", b"second\n"):
        process.stdin.write(line)
        process.stdin.flush()
        assert process.stdout.readline() == line
    process.stdin.close()
    assert process.stdout.read() == b""
    process.stdout.close()
    assert process.wait(timeout=10) == 0


def test_phonemize_drops_punctuation_and_keeps_words_apart(stdin, capfdbinary) -> None:
    stdin(b"Yes, no.\nHello.\n")
    assert main(["phonemize", "--locale", "en-US"]) == 0
    first, second = capfdbinary.readouterr().out.decode().splitlines()
    assert len(first.split()) == 2
    assert "ˈ" in second
    assert not set(",.") & set(first + second)


@pytest.mark.parametrize("command", ["normalize", "phonemize"])
def test_texts_may_be_arguments(command: str, stdin, capfdbinary) -> None:
    stdin(b"not read\n")
    assert main([command, "--locale", "en-GB", "Paid 1/2/22.", "two\nlines", "odd \udcff byte"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert len(lines) == 3
    assert ("first of February" if command == "normalize" else "fˈɛb") in lines[0]


def test_unknown_locale_names_the_nearest(stdin, capsys) -> None:
    stdin(b"")
    assert main(["normalize", "--locale", "en-UK"]) == 2
    assert "did you mean 'en-U" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys) -> None:
    if command == "evaluate":
        pytest.importorskip("tts.evaluate.command")
    assert main([command, "--help"]) == 0
    assert f"tts {command}" in capsys.readouterr().out


def test_help_lists_every_command(capsys) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(command in text for command in COMMANDS)
    assert "Examples:" in text


def test_version(capsys) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tts {__version__}\n"


def test_unknown_command_names_the_nearest(capsys) -> None:
    assert main(["synthesise"]) == 2
    assert "did you mean 'synthesize'" in one_line(capsys.readouterr().err)


def test_no_command_is_wrong_usage_and_gets_the_help(capsys) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Usage: tts")
    assert len(captured.err.splitlines()) > len(COMMANDS)


def test_closed_pipe_ends_quietly(voices_folder: Path) -> None:
    shell = f"{sys.executable} -m tts normalize --locale en-US | head -n 1"
    result = subprocess.run(shell, shell=True, input=b"a line\n" * 20_000, capture_output=True, check=False, timeout=60)
    assert result.stdout == b"a line\n"
    assert result.stderr == b""


def test_reader_that_leaves_ends_the_synthesis(voices_folder: Path) -> None:
    shell = f"{sys.executable} -m tts synthesize --voices-dir '{voices_folder}' --format pcm | head -c 1000 | wc -c"
    text = b"A long text.\n\n" * 5_000
    result = subprocess.run(shell, shell=True, input=text, capture_output=True, check=False, timeout=60)
    assert (result.stdout.strip(), result.stderr) == (b"1000", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_full_disk_is_a_failure_in_one_line(synthesize, capsys) -> None:
    assert synthesize("--text", "Hello", "--format", "pcm", "--output", "/dev/full") == 1
    assert "No space left" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("closed", "code", "message"),
    [
        ("<&-", 2, rb"tts: error: the text is empty: .*\n"),
        (">&-", 1, rb"tts: error: Bad file descriptor\n"),
        ("<&- 2>&-", 2, rb""),
    ],
)
def test_a_closed_stream_is_a_failure_in_one_line(closed: str, code: int, message: bytes) -> None:
    """Seen: a traceback; and the message, for want of stderr, in the audio."""
    text = "--text Hi" if closed == ">&-" else ""
    shell = f"{sys.executable} -m tts synthesize --format pcm {text} {closed}"
    result = subprocess.run(shell, shell=True, capture_output=True, check=False, timeout=60)
    assert (result.returncode, result.stdout) == (code, b"")
    assert re.fullmatch(message, result.stderr)


def test_kill_leaves_no_unfinished_file(voices_folder: Path, tmp_path: Path) -> None:
    arguments = ["synthesize", "--voices-dir", str(voices_folder), "--output", str(tmp_path / "a.wav")]
    process = subprocess.Popen([sys.executable, "-m", "tts", *arguments], stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"A long text.\n\n" * 5_000)
    process.stdin.close()
    while not list(tmp_path.iterdir()):
        assert process.poll() is None
        time.sleep(0.02)
    process.terminate()
    assert process.wait(timeout=20) == 143
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_cannot_be_loaded_is_a_failure_in_one_line(voices_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "onnxruntime.py").write_text("raise ImportError('libonnx.so: no such file')\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path.cwd())])}
    output = ("--output", tmp_path / "a.wav")
    result = run("synthesize", "--voices-dir", voices_folder, "--text", "Hello", *output, env=environment)
    assert result.returncode == 1
    assert "libonnx.so" in one_line(result.stderr.decode())


INTERRUPT = "os.kill(os.getpid(), signal.SIGINT); time.sleep(20)\n"
WRAPPED = f"try: {INTERRUPT}except KeyboardInterrupt as error: raise ImportError('not initialised') from error\n"


@pytest.mark.parametrize(
    ("module", "source"), [("click", INTERRUPT), ("onnxruntime", INTERRUPT), ("onnxruntime", WRAPPED)]
)
def test_an_interrupt_while_the_command_is_loaded_is_one_line(
    voices_folder: Path, tmp_path: Path, module: str, source: str
) -> None:
    """Seen: a traceback in the first moments."""
    (tmp_path / f"{module}.py").write_text(f"import os, signal, time\n{source}")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path.cwd())])}
    options = {"env": environment, "preexec_fn": _heed_interrupts}
    output = ("--output", tmp_path / "a.wav")
    result = run("synthesize", "--voices-dir", voices_folder, "--text", "Hello", *output, **options)
    assert (result.returncode, result.stderr.lstrip(b"\n")) == (130, b"tts: error: interrupted\n")


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests in the background ignore it


def test_no_room_for_temporary_files_is_told_as_such(voices_folder: Path, tmp_path: Path) -> None:
    """Seen: advice to install espeak-ng again, whose library is loaded as a copy in the folder for temporary files."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))"
    command = "from tts.cli import main; raise SystemExit(main(['phonemize', '--locale', 'en-US', 'Hi']))"
    result = subprocess.run([sys.executable, "-c", f"{limit}; {command}"], capture_output=True, check=False, timeout=60)
    assert result.returncode == 1
    assert re.search("File too large.*set TMPDIR to a folder", one_line(result.stderr.decode()))


@pytest.mark.parametrize("module", ["soxr", "onnxruntime"])
def test_no_unfinished_file_lies_about_while_native_code_is_loaded(
    voices_folder: Path, tmp_path: Path, module: str
) -> None:
    """Seen: a kill just then was a crash in soxr, which left the unfinished file behind."""
    (tmp_path / "out").mkdir()
    stub = f"import os, sys\nsys.exit(10 + len(os.listdir({str(tmp_path / 'out')!r})))\n"
    (tmp_path / f"{module}.py").write_text(stub)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path.cwd())])}
    output = ("--output", tmp_path / "out" / "a.wav", "--sample-rate", 16_000)
    result = run("synthesize", "--voices-dir", voices_folder, "--text", "Hello", *output, env=environment, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (10, b"")


def test_synthesize_needs_no_torch_and_no_network(voices_folder: Path, tmp_path: Path) -> None:
    """Seen: ONNX Runtime kept an id of the machine and a queue of reports to its maker in the home folder."""
    (tmp_path / "torch.py").write_text("raise ImportError('serving must not import torch')\n")
    (tmp_path / "home").mkdir()
    homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME"), str(tmp_path / "home"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path.cwd())]), **homes}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    result = run(
        *("synthesize", "--voices-dir", voices_folder, "--text", "Hello", "--output", tmp_path / "a.flac"),
        env=environment,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert soundfile.info(tmp_path / "a.flac").duration > 0.4
    assert list((tmp_path / "home").rglob("*")) == []
