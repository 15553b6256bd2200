"""Draws shared by threads, processes and a cluster: the same bytes as from one process, whoever dies meanwhile, and plain words where nobody can be reached."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import joblib
import pytest

from backoffice_lib.cli._draws import shared_by
from backoffice_lib.cli._main import status
from backoffice_lib.draws import BLOCK, in_draws
from backoffice_lib.ledger.drawn import Drawn
from tests.laws.test_draws import AT_HOME, PLANS

ROOT = Path(__file__).parents[2]
BLOCKS = 24


def bytes_of(drawn: Drawn) -> list[bytes]:
    return [*(amounts.tobytes() for amounts in drawn.costs.values()), drawn.cash.tobytes(), drawn.npv.tobytes()]


@pytest.fixture
def in_many_parts(monkeypatch):
    monkeypatch.setattr("backoffice_lib.draws.AT_A_TIME", BLOCK)


def test_threads_change_no_byte(in_many_parts):
    alone = in_draws(PLANS["in shares"], AT_HOME, BLOCKS * BLOCK, seed=3)
    with joblib.parallel_config(backend="threading"):
        together = in_draws(PLANS["in shares"], AT_HOME, BLOCKS * BLOCK, seed=3, workers=4)
    assert bytes_of(together) == bytes_of(alone)


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, port: int):
        self.address, self.running = f"tcp://127.0.0.1:{port}", []
        self.start("scheduler", "--port", str(port), "--host", "127.0.0.1", "--no-dashboard")

    def start(self, *words: str) -> subprocess.Popen:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "MALLOC_TRIM_THRESHOLD_": "65536"}
        command = [sys.executable, "-m", "dask", *words]
        self.running.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return self.running[-1]

    def start_worker(self) -> subprocess.Popen:
        # without a nanny, which would start another in its place
        return self.start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = Cluster(free_port())
    yield made
    for process in made.running:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port_of: str) -> None:
    host, port = port_of.removeprefix("tcp://").split(":")
    for _ in range(300):
        try:
            socket.create_connection((host, int(port)), 0.1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


@pytest.mark.slow
def test_a_worker_of_a_cluster_that_is_killed_changes_no_byte(cluster, in_many_parts):
    first, _ = cluster.start_worker(), cluster.start_worker()
    wait_for(cluster.address)
    killed_at = []

    def kill(done: int, asked: int) -> None:
        if not killed_at:
            first.send_signal(signal.SIGKILL)
            killed_at.append(done)

    alone = in_draws(PLANS["by chance"], AT_HOME, BLOCKS * BLOCK, seed=3)
    with shared_by(1, cluster.address) as shared:
        from distributed import default_client

        default_client().wait_for_workers(2, timeout=30)
        together = in_draws(PLANS["by chance"], AT_HOME, BLOCKS * BLOCK, seed=3, workers=shared, watch=kill)
    assert first.wait(10) == -signal.SIGKILL
    assert killed_at[0] < BLOCKS * BLOCK
    assert bytes_of(together) == bytes_of(alone)


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told_of(cluster, capsys, monkeypatch):
    monkeypatch.setattr("backoffice_lib.cli._cluster.MOST_SECONDS", 3)
    wait_for(cluster.address)
    assert status(["risk", "tiny", "--scheduler", cluster.address]) == 2
    mend = f"start one on each machine with `dask worker {cluster.address}`"
    assert capsys.readouterr().err == f"--scheduler: {cluster.address} has no workers; {mend}\n"


def test_a_scheduler_that_cannot_be_reached_is_told_of(capsys, monkeypatch):
    monkeypatch.setattr("backoffice_lib.cli._cluster.MOST_SECONDS", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    assert status(["risk", "tiny", "--scheduler", address]) == 2
    mend = "start it with `dask scheduler`, and give its address, tcp://host:8786"
    assert capsys.readouterr().err == f"--scheduler: {address} cannot be reached; {mend}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be told to keep memory")
def test_a_process_keeps_memory_that_it_needs_again():
    work = "import numpy, resource; from backoffice_lib.cli._cluster import keep_memory; KEEP; before = resource.getrusage(0).ru_minflt\n"
    work += "for _ in range(200): numpy.ones(100_000)\nprint(resource.getrusage(0).ru_minflt - before)"
    faults = {}
    for word in ("keep_memory()", "None"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "MALLOC_TRIM_THRESHOLD_": "65536"}
        ran = subprocess.run([sys.executable, "-c", work.replace("KEEP", word)], env=environment, capture_output=True, text=True, check=True)
        faults[word] = int(ran.stdout)
    assert faults["keep_memory()"] < faults["None"] / 10
