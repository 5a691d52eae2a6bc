"""Settings of the service: from a TOML file, then the environment, then flags; the later one wins.

A key of the file is a field of `Settings`; in the environment it is called TTS_ and the key in capitals
(TTS_DATABASE=postgresql://...). Unknown keys and values of the wrong kind are errors that say what is allowed.
"""

from __future__ import annotations

import dataclasses
import difflib
import ipaddress
import json
import math
import os
import re
import tomllib
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from server.addresses import Network, networks
from tts.config import from_mapping
from tts.errors import ConfigError, InputError

ENVIRONMENT_PREFIX = "TTS_"
HANDOVER = "TTS_SERVE_SETTINGS"
"""Variable in which `tts serve` hands the settings to its worker processes."""


LARGEST_BATCH = 64
"""Each request that may share a run waits in a thread."""

_ALIAS = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}=[A-Za-z][A-Za-z0-9_-]{0,63}")


class SettingsError(InputError):
    """A setting is unknown, of the wrong kind or out of range, or two of them contradict each other."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set.

    Attributes:
        host: address to listen on.
        port: TCP port.
        open: serve without keys although the address is public.
        keys: TOML file with access keys and API keys (see `server.auth.keys`).
        allowed_hosts: names that the Host header may have in open mode, besides those of this machine.
        allowed_origins: web pages of other origins whose scripts may call the service, such as
            "https://app.example.com"; "*" for all, which needs keys.
        trusted_proxies: addresses and networks of the proxies in front of the service, such as "10.0.0.0/8", whose
            X-Forwarded-For is believed: without keys, callers are told apart by their addresses.
        workers: processes that answer requests, each with the models in its memory.
        voices: folder with one sub-folder for each persona; the shipped voices if None.
        threads: threads inside one operator of the models.
        engine_threads: requests that one process works on at a time; as many as fit the processor's cores if 0.
        batch: most waiting requests that one run of the models speaks for; 1 for none, which is as fast on a processor.
        accept_any_engine: take requests for the engines standard, long-form and generative as neural, and say that the
            voices have them.
        voice_aliases: "NAME=VOICE" for each VoiceId that is not installed and who speaks in its place, such as
            "Joanna=Matthew".
        database: SQLAlchemy URL of lexicons, tags and tasks; empty for an SQLite file in `data_dir`.
        data_dir: folder of the SQLite file.
        output_root: folder, "s3://" (the bucket of the request) or "s3://BUCKET/PREFIX" under which tasks write their
            outputs; empty for `data_dir`/outputs.
        s3_endpoint: URL of an S3-compatible store; Amazon's if empty.
        task_workers: tasks that one process works on at a time; 0 leaves them to other processes.
        task_queue_size: tasks that may wait before callers are asked to come back.
        task_lease_s: seconds after which a task of a process that was killed starts again.
        webhooks: "ARN=URL" for each SNS topic whose messages are sent to a URL; "*=URL" takes all other topics.
        webhook_secret: key of the signature of these messages.
        queue_size: requests that may wait before callers are asked to come back.
        cache_mb: size of the cache of audio in memory; coded answers take up to a quarter of it in addition.
        disk_cache_mb: size of the cache of audio in `data_dir`/cache, which outlives the process; 0 for none.
        max_body_bytes: largest request body.
        body_timeout_s: seconds within which a request body has to arrive.
        send_timeout_s: seconds after which a client that takes no data is given up.
        keep_alive_s: seconds that a connection may lie idle (of HTTP/2 up to half as long again), or take for the
            headers of a request; more than a load balancer in front keeps it, or requests meet a connection that is
            just being closed.
        drain_s: seconds after SIGTERM for which requests are still answered while /readyz says 503, so that load
            balancers look for another server first; 0 for none.
        grace_s: seconds that running requests get after that.
        skew_s: seconds that a client's clock may be wrong.
        token_secret: key of pagination tokens, random if empty; set it where several machines share a database.
        log_level: debug, info, warning or error.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    open: bool = False
    keys: Path | None = None
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    workers: int = 1
    voices: Path | None = None
    threads: int = 1
    engine_threads: int = 0
    batch: int = 1
    accept_any_engine: bool = False
    voice_aliases: tuple[str, ...] = ()
    database: str = ""
    data_dir: Path = Path("tts-data")
    output_root: str = ""
    s3_endpoint: str = ""
    task_workers: int = 1
    task_queue_size: int = 10_000
    task_lease_s: float = 30.0
    webhooks: tuple[str, ...] = ()
    webhook_secret: str = field(default="", repr=False)
    queue_size: int = 256
    cache_mb: int = 64
    disk_cache_mb: int = 0
    max_body_bytes: int = 4 * 2**20
    body_timeout_s: float = 30.0
    send_timeout_s: float = 60.0
    keep_alive_s: float = 75.0
    drain_s: float = 5.0
    grace_s: float = 30.0
    skew_s: float = 300.0
    token_secret: str = field(default="", repr=False)
    log_level: str = "info"

    def __post_init__(self) -> None:
        _check_numbers(self)
        if self.log_level not in ("debug", "info", "warning", "error"):
            raise SettingsError(f"log_level must be debug, info, warning or error, got {self.log_level!r}")
        try:
            networks(self.trusted_proxies)
        except ValueError as error:
            raise SettingsError(f"trusted_proxies has {error}; write such as 10.0.0.7 or 10.0.0.0/8") from None
        for entry in self.voice_aliases:
            if not _ALIAS.fullmatch(entry):
                raise SettingsError(f"voice_aliases has {entry!r}: write NAME=VOICE, such as Joanna=Matthew")

    @property
    def proxies(self) -> tuple[Network, ...]:
        """The networks of `trusted_proxies`."""
        return networks(self.trusted_proxies)

    @property
    def aliases(self) -> dict[str, str]:
        """Names of `voice_aliases` and the voices that speak in their place."""
        return dict(entry.split("=") for entry in self.voice_aliases)

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the address."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    def to_json(self) -> str:
        """For a worker process, which reads it back with `from_json`."""
        return json.dumps(dataclasses.asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> Settings:
        return from_mapping(cls, json.loads(text))


def load(
    flags: Mapping[str, Any] | None = None, file: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Settings of all three sources.

    Args:
        flags: by name of the field; None means not given.
        file: TOML file; TTS_CONFIG of the environment if None.
        environment: of the process if None.

    Raises:
        SettingsError: a source has an unknown or wrong setting, or the file cannot be read.
    """
    environment = os.environ if environment is None else environment
    if file is None and environment.get("TTS_CONFIG"):
        file = Path(environment["TTS_CONFIG"])
    values: dict[str, Any] = _from_file(file) if file is not None else {}
    values |= _from_environment(environment)
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    try:
        return from_mapping(Settings, values, where=str(file) if file else "settings")
    except ConfigError as error:
        raise SettingsError(str(error)) from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read the settings file {str(path)!r}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    paths = ["keys", "voices", "data_dir"]
    if values.get("output_root") and not urlsplit(str(values["output_root"])).scheme:
        paths.append("output_root")
    for name in paths:  # paths in a file are relative to it
        if isinstance(values.get(name), str):
            values[name] = str(path.parent / values[name])
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    hints = typing.get_type_hints(Settings)
    values: dict[str, Any] = {}
    for name, hint in hints.items():
        text = environment.get(ENVIRONMENT_PREFIX + name.upper())
        if text is not None and not (name == "port" and _KUBERNETES_PORT.match(text)):
            values[name] = _parse(ENVIRONMENT_PREFIX + name.upper(), text, hint)
    _check_spelling(environment, [ENVIRONMENT_PREFIX + name.upper() for name in hints])
    return values


def _check_spelling(environment: Mapping[str, str], settings: Sequence[str]) -> None:
    """Variables of others may begin like ours; one that is nearly the name of a setting is a slip.

    Raises:
        SettingsError: there is such a variable.
    """
    others = (name for name in environment if name.startswith(ENVIRONMENT_PREFIX) and name not in settings)
    for name in others:
        meant = [_FLAGS[name]] if name in _FLAGS else difflib.get_close_matches(name, settings, n=1, cutoff=_SLIP)
        if meant:
            raise SettingsError(f"{name} is no setting: did you mean {meant[0]}?")


def _parse(variable: str, text: str, hint: Any) -> Any:
    if hint is bool:
        if text.casefold() not in _BOOLEANS:
            raise SettingsError(f"{variable} must be true or false, got {text!r}")
        return _BOOLEANS[text.casefold()]
    if hint in (int, float):
        try:
            return hint(text)
        except ValueError:
            raise SettingsError(f"{variable} must be a number, got {text!r}") from None
    if typing.get_origin(hint) is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


_SLIP = 0.87
"""How alike the name of a variable and of a setting are, from 0 to 1, before one is taken for the other misspelt."""

_FLAGS = {"TTS_VOICES_DIR": "TTS_VOICES"}
"""Variables named like flags of `tts serve` whose settings have another name."""

_KUBERNETES_PORT = re.compile("(?:tcp|udp|sctp)://")
"""Kubernetes tells every container of the Services in its namespace; one called tts makes TTS_PORT=tcp://10.0.0.1:80."""

_BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}

_POSITIVE = ("body_timeout_s", "send_timeout_s", "keep_alive_s", "task_lease_s")
_LEAST = {
    **dict.fromkeys(("workers", "threads", "batch", "queue_size", "task_queue_size", "max_body_bytes"), 1),
    **dict.fromkeys(("port", "engine_threads", "task_workers", "cache_mb", "disk_cache_mb"), 0),
    **dict.fromkeys(("skew_s", "drain_s", "grace_s"), 0),
}
_MOST = {"port": 65_535, "batch": LARGEST_BATCH}


def _check_numbers(settings: Settings) -> None:
    """Every number within its bounds.

    Raises:
        SettingsError: one is not.
    """
    for item in dataclasses.fields(settings):
        name, value = item.name, getattr(settings, item.name)
        if isinstance(value, float) and not math.isfinite(value):
            raise SettingsError(f"{name} must be a finite number, got {value}")
        if name in _LEAST and value < _LEAST[name]:
            raise SettingsError(f"{name} must be at least {_LEAST[name]}, got {value}")
        if name in _MOST and value > _MOST[name]:
            raise SettingsError(f"{name} must be at most {_MOST[name]}, got {value}")
        if name in _POSITIVE and value <= 0:
            raise SettingsError(f"{name} must be positive, got {value:g}")
