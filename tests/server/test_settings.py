"""Settings, keys and the `tts serve` command before anything listens."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest
import requests

from server.auth.keys import load_keys
from server.config import Settings, SettingsError, load
from server.run import check
from tests.server.clients import KEY_FILE, SECRET
from tests.server.conftest import start_server, stop_server
from tts.cli import main


def keys_file(folder: Path, text: str = KEY_FILE, mode: int = 0o600) -> Path:
    path = folder / "keys.toml"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_flags_win_over_the_environment_which_wins_over_the_file(tmp_path):
    file = tmp_path / "serve.toml"
    file.write_text('port = 1\nworkers = 2\nqueue_size = 3\nallowed_hosts = ["a"]\nkeys = "keys.toml"\n')
    settings = load(
        {"port": 30, "workers": None}, file, {"TTS_PORT": "20", "TTS_WORKERS": "4", "TTS_ALLOWED_HOSTS": "b, c"}
    )
    assert (settings.port, settings.workers, settings.queue_size) == (30, 4, 3)
    assert settings.allowed_hosts == ("b", "c")
    assert settings.keys == tmp_path / "keys.toml"  # beside the file that names it
    assert load(environment={"TTS_CONFIG": str(file)}).queue_size == 3
    assert Settings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("prot = 1", "port"),
        ('port = "80"', "port"),
        ("port = 70000", "65535"),
        ("workers = 0", "workers"),
        ("batch = 0", "batch"),
        ("batch = 65", "batch must be at most 64"),
        ('log_level = "loud"', "log_level"),
        ("body_timeout_s = 0", "body_timeout_s"),
        ("body_timeout_s = nan", "body_timeout_s.*finite"),
        ("grace_s = inf", "grace_s.*finite"),
        ("port = ", "TOML"),
    ],
)
def test_wrong_settings_are_errors(tmp_path, text, named):
    file = tmp_path / "serve.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=named):
        load(file=file, environment={})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('output_root = "speech"', "{folder}/speech"),
        ('output_root = "/srv/speech"', "/srv/speech"),
        ('output_root = "s3://"', "s3://"),
        ('output_root = ""', ""),
    ],
)
def test_folders_of_a_file_lie_beside_it(tmp_path, text, expected):
    """Outputs went to the folder in which the service was started, all else beside the file."""
    file = tmp_path / "serve.toml"
    file.write_text(text)
    assert load(file=file, environment={}).output_root == expected.format(folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TTS_PORT", "many"),
        ("TTS_PORT", "http://10.0.0.1:80"),
        ("TTS_GRACE_S", "inf"),
        ("TTS_OPEN", "perhaps"),
        ("TTS_CONFIG", "/no/file"),
    ],
)
def test_wrong_variables_are_errors(name, value):
    with pytest.raises(SettingsError):
        load(environment={name: value})


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("TTS_WORKER", "TTS_WORKERS"),
        ("TTS_LOGLEVEL", "TTS_LOG_LEVEL"),
        ("TTS_QUEUE_SISE", "TTS_QUEUE_SIZE"),
        ("TTS_VOICES_DIR", "TTS_VOICES"),
    ],  # the flag is --voices-dir
)
def test_a_misspelt_variable_is_told(slip, meant):
    with pytest.raises(SettingsError, match=f"{slip} is no setting: did you mean {meant}"):
        load(environment={slip: "2"})


def test_variables_of_others_are_let_be():
    others = {"TTS_API_KEYS": "k" * 20, "TTS_ACCESS_KEYS": "", "TTS_EVALUATE_CACHE": "/cache", "TTS_TEAM": "blue"}
    assert load(environment=others) == Settings()


def test_a_kubernetes_service_called_tts_sets_nothing():
    """Seen: its variables are in every container of the namespace, and the service did not start."""
    variables = {
        "TTS_PORT": "tcp://10.96.12.3:80",
        "TTS_PORT_80_TCP": "tcp://10.96.12.3:80",
        "TTS_PORT_80_TCP_ADDR": "10.96.12.3",
        "TTS_PORT_80_TCP_PORT": "80",
        "TTS_PORT_80_TCP_PROTO": "tcp",
        "TTS_SERVICE_HOST": "10.96.12.3",
        "TTS_SERVICE_PORT": "80",
    }
    assert load(environment=variables) == Settings()


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.9.9.9", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.1", False), ("example.com", False), ("", False)],
)  # fmt: skip
def test_a_public_address_needs_keys_or_a_clear_word(tmp_path, host, is_loopback):
    assert Settings(host=host).is_loopback == is_loopback
    if is_loopback:
        check(Settings(host=host))
        return
    with pytest.raises(SettingsError, match="--keys FILE"):
        check(Settings(host=host))
    check(Settings(host=host, open=True))
    check(Settings(host=host, keys=keys_file(tmp_path)))


def test_keys_of_file_and_environment(tmp_path):
    environment = {"TTS_ACCESS_KEYS": f"AKIDA:{'a' * 20}, AKIDB:{'b' * 20}", "TTS_API_KEYS": "c" * 20}
    keys = load_keys(keys_file(tmp_path), environment)
    assert keys.access_key("AKIDTEST").account == "123456789012"
    assert keys.access_key("AKIDB").secret == "b" * 20
    assert keys.access_key("AKIDC") is None
    assert keys.api_key_name("c" * 20) == "environment-1"
    assert keys.api_key_name("c" * 19) is None
    assert not load_keys(None, {})


@pytest.mark.parametrize(
    ("text", "mode", "named"),
    [
        (KEY_FILE, 0o644, "chmod 600"),
        ("", 0o600, "holds no key"),
        ("nonsense = " + SECRET, 0o600, "not valid TOML"),
        (f'[[access_keys]]\nid = "A"\nsecret = "{SECRET}"', 0o600, "id"),
        (f'[[access_keys]]\nid = "AKID"\nsecret = "{SECRET}"\naccount = "1"', 0o600, "12 digits"),
        ('[[access_keys]]\nid = "AKID"\nsecret = "short"', 0o600, "at least 16"),
        (f'[[access_keys]]\nid = "AKID"\nsecrt = "{SECRET}"', 0o600, "secret"),
        ('[[access_keys]]\nid = "AKID"\nsecret = 1234567890123456789', 0o600, "expected str"),
        (KEY_FILE + KEY_FILE, 0o600, "same id"),
        (f'[[api_keys]]\nname = "web"\nkey = "{SECRET} "', 0o600, "without spaces"),
        (f'[[api_keys]]\nname = "web"\nkey = "{SECRET}\\n"', 0o600, "without spaces"),
        (f'[[api_keys]]\nname = "web"\nkey = "{SECRET}ü"', 0o600, "ASCII"),
    ],
)
def test_wrong_key_files_are_errors_that_keep_secrets(tmp_path, text, mode, named):
    with pytest.raises(SettingsError, match=named) as caught:
        load_keys(keys_file(tmp_path, text, mode), {})
    for secret in (SECRET, "short", "1234567890123456789"):
        assert secret not in str(caught.value) or secret == "short"


def test_the_command_refuses_with_one_line(tmp_path, capsys, monkeypatch):
    for name in ("TTS_CONFIG", "TTS_HOST", "TTS_KEYS"):
        monkeypatch.delenv(name, raising=False)
    assert main(["serve", "--host", "0.0.0.0"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "no keys" in error
    assert main(["serve", "--keys", str(tmp_path / "missing.toml")]) == 2
    assert main(["serve", "--port", "70000"]) == 2


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (["--port", "TAKEN"], "Address already in use"),
        (["--host", "127.0.0.1.example.invalid"], "cannot listen on 127.0.0.1.example.invalid"),
        (["--database", "mysql://localhost/tts"], "'mysql': use sqlite"),
        (["--database", "postgresql://tts@127.0.0.1:1/tts"], "cannot use the database"),
        (["--database", "sqlite:////proc/nothing/here.sqlite"], "make the folder '/proc/nothing' first"),
        (["--data-dir", "/proc/nothing"], "cannot make the folder '/proc/nothing'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_started_is_one_line(tmp_path, voices_folder, capsys, monkeypatch, flags, named):
    """Each of these once was a traceback of a worker process."""
    for name in [name for name in os.environ if name.startswith("TTS_")]:
        monkeypatch.delenv(name)
    if "example.invalid" in flags[-1]:
        flags = [*flags, "--open"]
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        given = [str(other.getsockname()[1]) if flag == "TAKEN" else flag for flag in flags]
        port = [] if "--port" in flags else ["--port", "0"]
        folder = [] if "--data-dir" in flags else ["--data-dir", str(tmp_path)]
        assert main(["serve", "--voices-dir", str(voices_folder), *port, *folder, *given]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert named in error


def test_sigterm_finishes_what_runs(tmp_path, voices_folder):
    server = start_server(tmp_path, voices_folder)
    text = "This sentence is spoken to its end. " * 12
    body = {"Text": text, "VoiceId": "Arthur", "OutputFormat": "pcm"}
    whole = requests.post(f"{server.url}/v1/speech", json=body, timeout=60).content
    with requests.post(f"{server.url}/v1/speech", json=body, stream=True, timeout=60) as response:
        parts = response.iter_content(1_000)
        heard = [next(parts)]
        server.process.send_signal(signal.SIGTERM)
        heard += parts
    assert stop_server(server) == 0
    assert b"".join(heard) == whole
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{server.url}/healthz", timeout=5)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("Joanna", "write NAME=VOICE"),
        ("Joanna=Matthew=Arthur", "write NAME=VOICE"),
        ("=Matthew", "write NAME=VOICE"),
        ("Joanna=Nobody", "names the voice 'Nobody': those here are Arthur"),
        ("Pedro=Matthew", "'Pedro', which is a voice itself"),
    ],
)
def test_aliases_of_voices_that_mean_nothing_are_refused(entry: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=message):
        check(Settings(voice_aliases=(entry,), data_dir=tmp_path))
