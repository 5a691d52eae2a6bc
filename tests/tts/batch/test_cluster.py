"""Batches on a real Ray cluster of two nodes, both on this machine, into a shared folder and into S3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.backends import free_port
from tests.tts.batch.folders import audio, journal_lines, stamps
from tts.batch.cluster import Speaker, installed, run_on_ray
from tts.batch.journal import Record
from tts.batch.planning import Request, Speech, plan_jobs
from tts.batch.sheet import Row
from tts.batch.store import FolderStore, UrlStore
from tts.errors import TTSError
from tts.voice import find_voices

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]  # Ray leaves sockets and files open

PROMPTS = 80
HOME = "127.0.0.1"


@pytest.fixture(scope="module")
def cluster(s3: str) -> Iterator[Any]:
    """A head node and one more, with one processor each."""
    with pytest.MonkeyPatch.context() as patch:
        # Before Ray is imported: keeps it to loopback. It would take the machine's other address instead, and hang.
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        waits = ("RAY_gcs_server_port_wait_time_s", "RAY_DASHBOARD_STARTUP_TIMEOUT_S")
        # Ray's workers give way to everything else on the machine unless they are told not to.
        wanted = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0", **dict.fromkeys(waits, "300")}
        for name, value in wanted.items():
            patch.setenv(name, value)
        pytest.importorskip("ray", reason="Ray is not installed: pip install '.[ray]'")
        pytest.importorskip("pyarrow", reason="Ray Data is not installed: pip install '.[ray]'")
        patch.setattr("ray._private.node.time", SlowClock())
        from ray.cluster_utils import Cluster

        made = Cluster()
        try:
            add_node(made)
            made.second = add_node(made)
            made.wait_for_nodes(timeout=600)
            yield made
        finally:
            made.shutdown()


def add_node(cluster: Any) -> Any:
    """One more node; a node whose helpers were slow to start ends by itself, and another is asked for."""
    for _ in range(4):
        try:
            return cluster.add_node(wait=False, **node_options())
        except Exception as error:  # noqa: BLE001  # Ray raises no narrower one
            reason = str(error)
    return pytest.fail(f"Ray did not start: {reason}")


def node_options() -> dict[str, object]:
    """One processor, on this machine only. With its ports given, a node need not wait for its agents to tell them."""
    ports = ("metrics_agent_port", "metrics_export_port", "runtime_env_agent_port", "dashboard_agent_listen_port")
    small = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": 80_000_000}
    return {"node_ip_address": HOME, **small, **{name: free_port() for name in ports}}


class SlowClock:
    """Ray gives a node 30 seconds to start, which a busy machine may need more than once."""

    def monotonic(self) -> float:
        return time.monotonic() / 4

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


@pytest.fixture
def prompts(sheet) -> Path:
    names = ("Arthur", "Pedro", "Liam")
    return sheet(*((f"p{n}", names[n % 3], f"Prompt {n}, which says a little more.") for n in range(PROMPTS)))


def start(voices_folder: Path, prompts: Path, place: object, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tts", "batch", str(prompts), "--voices-dir", str(voices_folder)]
    options = ["--output-dir", str(place), "--profile", "asterisk,connect", "--ray", address]
    return subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(process: subprocess.Popen[str]) -> list[str]:
    """Wait for success; what was said besides the summary."""
    said, _ = process.communicate(timeout=550)
    assert process.returncode == 0, said
    *others, last = said.splitlines()
    assert json.loads(last)["failed"] == 0
    return others


def wait_for_files(process: subprocess.Popen[str], out: Path, count: int) -> None:
    while len(stamps(out)) < count:
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.01)


def test_into_s3_from_two_nodes(voices_folder: Path, cluster, s3: str, prompts: Path, batch, out: Path) -> None:
    others = finish(start(voices_folder, prompts, s3, cluster.address))
    assert all("RAY_BACKEND_LOG_LEVEL" in line for line in others), "Ray talks among our lines"
    assert batch(prompts, "--profile", "asterisk,connect") == 0
    reference = audio(out)
    client = pytest.importorskip("boto3").client("s3")
    listed = client.list_objects_v2(Bucket="prompts", Prefix="batch/")["Contents"]
    papers = {"index.html", "results.jsonl", "connect-prompts.json", *(f"prompts-{x}.txt" for x in LANGUAGES)}
    assert {entry["Key"].removeprefix("batch/") for entry in listed} == set(reference) | papers
    for name, data in reference.items():
        assert client.get_object(Bucket="prompts", Key=f"batch/{name}")["Body"].read() == data
    store = UrlStore(s3)
    assert store.intact(store.records()) == set(reference)
    assert batch("--output-dir", s3, prompts, "--profile", "asterisk,connect", "--dry-run") == 0


LANGUAGES = ("en_GB", "es_US", "fr_CA")


def test_driver_and_node_killed_in_the_middle(
    voices_folder: Path, cluster, prompts: Path, batch, out: Path, tmp_path: Path
) -> None:
    assert batch(prompts, "--profile", "asterisk,connect") == 0
    reference = audio(out)
    shared = tmp_path / "shared"

    process = start(voices_folder, prompts, shared, cluster.address)
    wait_for_files(process, shared, 8)
    process.kill()
    process.communicate()
    process = start(voices_folder, prompts, shared, cluster.address)
    before = stamps(shared)
    wait_for_files(process, shared, len(before) + 12)
    cluster.remove_node(cluster.second, allow_graceful=False)
    settled = stamps(shared)
    assert len(settled) < len(reference)
    finish(process)

    assert audio(shared) == reference
    assert before.items() <= settled.items() <= stamps(shared).items(), "a finished file was made again"
    assert not (shared / "results").exists()
    again = stamps(shared)
    finish(start(voices_folder, prompts, shared, cluster.address))
    assert stamps(shared) == again


class Deadly(FolderStore):
    """A store that ends the process that writes a certain file: as a job does that breaks the engine's native code."""

    def write(self, path: str, data: bytes, record: Record | None = None) -> None:
        if path.endswith("p3.wav"):
            os._exit(1)
        super().write(path, data, record)


def test_job_that_kills_its_worker(voices_folder: Path, cluster, tmp_path: Path) -> None:
    rows = [Row(n + 2, f"p{n}", locale="en-GB", text=f"Prompt {n}.") for n in range(12)]
    jobs, _ = plan_jobs(rows, find_voices(voices_folder), Request(("wav",)), lambda path: None)
    store = Deadly(tmp_path)
    with store.run([]):
        found = [
            record for made in run_on_ray(jobs, Speech(voices_folder), store, cluster.address, 1) for record in made
        ]
    assert sorted(record.path for record in found) == sorted(f"en_GB/p{n}.wav" for n in range(12))
    (bad,) = [record for record in found if record.status != "ok"]
    assert bad.path == "en_GB/p3.wav"
    assert "died 3 times" in bad.error
    assert store.intact(store.records()) == set(audio(tmp_path)) == {f"en_GB/p{n}.wav" for n in range(12) if n != 3}
    assert len(journal_lines(tmp_path)) == 11, "a job was made twice"


def test_machine_that_differs_is_refused(voices_folder: Path, tmp_path: Path) -> None:
    there = installed(voices_folder)
    Speaker(Speech(voices_folder), FolderStore(tmp_path), there)
    with pytest.raises(TTSError, match="differs from the driver's machine in version, voice Arthur: install the same"):
        Speaker(Speech(voices_folder), FolderStore(tmp_path), there | {"version": "0.0.1", "voice Arthur": "another"})


def test_without_ray(batch, sheet, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert batch(sheet(("a", "Arthur", "Hello.")), "--ray") == 1
    assert capsys.readouterr().err == "tts: error: --ray needs ray, which is not installed: pip install '.[ray]'\n"


def test_no_cluster(batch, sheet, capsys) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install '.[ray]'")
    assert batch(sheet(("a", "Arthur", "Hello.")), "--ray", f"{HOME}:1") == 1
    assert "ray start --head" in capsys.readouterr().err


def test_one_machine_does_not_import_ray(voices_folder: Path, sheet, out: Path) -> None:
    lines = (
        "import sys",
        "from tts.cli import main",
        "assert main(sys.argv[1:]) == 0",
        "assert not {'ray', 'fsspec'} & set(sys.modules)",
    )
    arguments = ["batch", str(sheet(("a", "Arthur", "Hello."))), "--voices-dir", str(voices_folder), "-o", str(out)]
    subprocess.run(
        [sys.executable, "-c", "\n".join(lines), *arguments], check=True, env=os.environ, stdout=subprocess.DEVNULL
    )
