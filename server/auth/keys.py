"""Keys: who may call, read from a TOML file and the environment.

    [[access_keys]]                 # for AWS clients
    id = "AKIDCALLCENTRE"
    secret = "..."
    account = "123456789012"        # optional: lexicons and tasks belong to an account

    [[api_keys]]                    # for Authorization: Bearer ...
    name = "web"
    key = "..."

TTS_ACCESS_KEYS="ID:SECRET,ID:SECRET" and TTS_API_KEYS="KEY,KEY" add to them. Without any key the service is open.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from server.config import SettingsError
from tts.config import from_mapping
from tts.errors import ConfigError

DEFAULT_ACCOUNT = "000000000000"

_ID = re.compile(r"[A-Za-z0-9_]{3,128}")
_ACCOUNT = re.compile(r"\d{12}")
_SENT = re.compile(r"[!-~]+")
"""What every client can send in a header, and every server reads as it was meant."""

_SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class AccessKey:
    """One pair of AWS keys; the secret is never printed."""

    id: str
    secret: str = field(repr=False)
    account: str = DEFAULT_ACCOUNT

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise SettingsError(f"access key id {self.id!r} must have 3 to 128 letters, digits or underscores")
        if not _ACCOUNT.fullmatch(self.account):
            raise SettingsError(f"account of access key {self.id} must have 12 digits, got {self.account!r}")
        _check_secret(f"secret of access key {self.id}", self.secret)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One bearer key; `name` stands in logs in its place."""

    name: str
    key: str = field(repr=False)

    def __post_init__(self) -> None:
        _check_secret(f"API key {self.name!r}", self.key)
        if not _SENT.fullmatch(self.key):  # it would never be known again
            raise SettingsError(f"API key {self.name!r} must be ASCII without spaces: clients send it in a header")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The whole of a key file."""

    access_keys: tuple[AccessKey, ...] = ()
    api_keys: tuple[ApiKey, ...] = ()


class Keys:
    """All keys; empty means that the service is open to whoever reaches it."""

    def __init__(self, file: KeyFile) -> None:
        self._access = {key.id: key for key in file.access_keys}
        # Kept as digests, so that a look-up takes the same time whatever was guessed right.
        self._api = tuple((_digest(key.key), key.name) for key in file.api_keys)
        if len(self._access) != len(file.access_keys):
            raise SettingsError("two access keys have the same id: give each its own")

    def __bool__(self) -> bool:
        return bool(self._access or self._api)

    def access_key(self, key_id: str) -> AccessKey | None:
        return self._access.get(key_id)

    def api_key_name(self, key: str) -> str | None:
        """The name of a bearer key, or None."""
        digest = _digest(key)
        found = None
        for known, name in self._api:
            if hmac.compare_digest(known, digest):
                found = name
        return found

    def token_secret(self) -> bytes:
        """A secret that every process with the same keys has; empty without access keys."""
        text = "\n".join(f"{key.id}:{key.secret}" for key in sorted(self._access.values(), key=lambda key: key.id))
        return hashlib.sha256(b"pagination\n" + text.encode()).digest() if text else b""


def load_keys(path: Path | None, environment: Mapping[str, str] | None = None) -> Keys:
    """Keys of the file (if any) and the environment (of the process if None).

    Raises:
        SettingsError: the file cannot be read, is readable by everybody, or has a wrong key.
    """
    environment = os.environ if environment is None else environment
    file = _read(path) if path is not None else KeyFile()
    access = list(file.access_keys)
    for index, pair in enumerate(_listed(environment, "TTS_ACCESS_KEYS"), 1):
        key_id, colon, secret = pair.partition(":")
        if not colon:
            raise SettingsError(f"TTS_ACCESS_KEYS: entry {index} has no colon; write ID:SECRET,ID:SECRET")
        access.append(AccessKey(key_id, secret))
    api = [ApiKey(f"environment-{i}", key) for i, key in enumerate(_listed(environment, "TTS_API_KEYS"), 1)]
    return Keys(KeyFile(tuple(access), (*file.api_keys, *api)))


def _read(path: Path) -> KeyFile:
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"cannot read the key file {str(path)!r}: {error.strerror}") from error
    if mode & stat.S_IROTH:
        raise SettingsError(f"the key file {str(path)!r} can be read by everybody: run chmod 600 on it")
    try:
        file = from_mapping(KeyFile, tomllib.loads(text), where=str(path))
    except tomllib.TOMLDecodeError as error:
        # The parser's message may quote the line, and the line may hold a secret.
        raise SettingsError(f"the key file {str(path)!r} is not valid TOML") from error
    except ConfigError as error:
        raise SettingsError(str(error).partition(", got ")[0]) from None  # what was got may be a secret
    if not file.access_keys and not file.api_keys:
        raise SettingsError(f"the key file {str(path)!r} holds no key: add [[access_keys]] or [[api_keys]]")
    return file


def _listed(environment: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in environment.get(name, "").split(",") if part.strip()]


def _check_secret(what: str, secret: str) -> None:
    if len(secret) < _SHORTEST_SECRET:
        raise SettingsError(f"{what} has {len(secret)} characters: use at least {_SHORTEST_SECRET}")


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
