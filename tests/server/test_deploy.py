"""The files of `server/deploy` say what the service does: settings, paths, times and folders that exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from server.config import ENVIRONMENT_PREFIX, Settings, load
from server.exchange import OPERATORS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "server" / "deploy"
SECONDS_TO_END = Settings().drain_s + Settings().grace_s + 2


def instructions(name: str) -> list[tuple[str, str]]:
    """Instruction and arguments of each line of a Dockerfile."""
    lines = (DEPLOY / name).read_text("utf-8").splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line and not line.startswith("#")]


def documents(name: str) -> list[Any]:
    return list(yaml.safe_load_all((DEPLOY / name).read_text("utf-8")))


def environments() -> Iterator[tuple[str, dict[str, str]]]:
    """Variables that each file sets; where a secret gives the value, a stand-in."""
    docker = [pair for name, rest in instructions("Dockerfile") if name == "ENV" for pair in shlex.split(rest)]
    yield "Dockerfile", dict(pair.split("=", 1) for pair in docker)
    yield "compose.yaml", documents("compose.yaml")[0]["services"]["tts"]["environment"]
    (container,) = documents("kubernetes.yaml")[0]["spec"]["template"]["spec"]["containers"]
    yield "kubernetes.yaml", {row["name"]: row.get("value", "secret") for row in container["env"]}
    unit = (DEPLOY / "tts.service").read_text("utf-8")
    yield "tts.service", dict(pair.split("=", 1) for pair in re.findall(r"^Environment=(.*)$", unit, re.M)[0].split())


@pytest.mark.parametrize("file", [file for file, _ in environments()])
def test_every_variable_is_a_setting(file: str) -> None:
    ours = {name: value for name, value in dict(environments())[file].items() if name.startswith(ENVIRONMENT_PREFIX)}
    assert ours
    load(environment=ours)  # an unknown one is an error


def test_the_image_is_made_of_what_the_package_needs() -> None:
    copied = [rest.split()[:-1] for name, rest in instructions("Dockerfile") if name == "COPY" and "--from" not in rest]
    sources = {source for row in copied for source in row}
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sources >= {"pyproject.toml", "README.md", "LICENSE", "constraints.txt", *packages["packages"]}
    assert all((ROOT / source).exists() for source in sources)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == sources


def test_probes_ask_what_the_service_answers() -> None:
    (container,) = documents("kubernetes.yaml")[0]["spec"]["template"]["spec"]["containers"]
    paths = {name: probe["httpGet"]["path"] for name, probe in container.items() if name.endswith("Probe")}
    assert paths == {"startupProbe": "/readyz", "readinessProbe": "/readyz", "livenessProbe": "/healthz"}
    (health,) = (rest for name, rest in instructions("Dockerfile") if name == "HEALTHCHECK")
    (path,) = re.findall(r"127\.0\.0\.1:(\S+?)'", health)
    assert path == f"{Settings().port}/readyz"
    assert {*paths.values()} <= {*OPERATORS}
    ready = container["readinessProbe"]
    assert ready["periodSeconds"] * ready["failureThreshold"] < Settings().drain_s


def test_nobody_kills_the_service_before_it_has_ended() -> None:
    pod = documents("kubernetes.yaml")[0]["spec"]["template"]["spec"]
    compose = documents("compose.yaml")[0]["services"]["tts"]
    unit = (DEPLOY / "tts.service").read_text("utf-8")
    assert pod["terminationGracePeriodSeconds"] >= SECONDS_TO_END
    assert int(compose["stop_grace_period"].removesuffix("s")) >= SECONDS_TO_END
    assert int(re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.M)[0]) >= SECONDS_TO_END


def test_only_folders_that_are_mounted_are_written() -> None:
    pod = documents("kubernetes.yaml")[0]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    compose = documents("compose.yaml")[0]["services"]["tts"]
    data = dict(environments())["Dockerfile"]["TTS_DATA_DIR"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert compose["read_only"]
    written = {mount["mountPath"] for mount in container["volumeMounts"] if not mount.get("readOnly")}
    assert written == {data, "/tmp"}
    volumes = {volume["name"] for volume in pod["volumes"]}
    assert {mount["name"] for mount in container["volumeMounts"]} == volumes
    assert f"data:{data}" in compose["volumes"]
    assert compose["tmpfs"] == ["/tmp"]
