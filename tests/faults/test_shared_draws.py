"""Draws shared by threads, processes and a cluster: the same bytes as from one process, whoever dies meanwhile, and plain words where nobody can be reached."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import joblib
import psutil
import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.cli._draws import shared_by
from backoffice_lib.cli._main import status
from backoffice_lib.draws import BLOCK, in_draws, sums_of
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


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows kills in another way")
@pytest.mark.parametrize("deaths", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_a_process_of_this_machine_that_is_killed_changes_no_byte(in_many_parts, deaths):
    """One of three is killed in the middle; what it had in hand is worked out anew, and each block counts once."""
    told, waiting = [], deaths

    def kill(done: int, asked: int) -> None:
        nonlocal waiting
        told.append(done)
        if waiting:
            waiting -= 1
            victim = next(one for one in psutil.Process().children(recursive=True) if "LokyProcess" in " ".join(one.cmdline()))
            victim.kill()

    alone = in_draws(PLANS["by chance"], AT_HOME, BLOCKS * BLOCK, seed=3)
    together = in_draws(PLANS["by chance"], AT_HOME, BLOCKS * BLOCK, seed=3, workers=3, watch=kill)
    assert bytes_of(together) == bytes_of(alone)
    assert told == [BLOCK * nth for nth in range(1, BLOCKS + 1)]


def test_processes_that_die_again_and_again_are_told_of(monkeypatch):
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    class Dying:
        def __init__(self, **how):
            pass

        def __call__(self, parts):
            raise TerminatedWorkerError("killed")

    monkeypatch.setattr("joblib.Parallel", Dying)
    monkeypatch.setattr("backoffice_lib.draws.AT_A_TIME", BLOCK)
    with pytest.raises(OSError, match="processes that share the draws were ended 3 times: they were killed or ran out of memory; ask for fewer of them"):
        in_draws(PLANS["in shares"], AT_HOME, 4 * BLOCK, seed=3, workers=2)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
@pytest.mark.parametrize("where", ["npv", "cash", "costs"])
def test_a_draw_without_a_figure_stops_the_run(in_many_parts, monkeypatch, number, where):
    monkeypatch.setattr("backoffice_lib.draws.sums_of", spoiling(where, number))
    with pytest.raises(InputProblems, match="^draws 65 to 96: 3 of 32 come to no finite amount; look for an uncertain input that is far too large$"):
        in_draws(PLANS["in shares"], AT_HOME, 4 * BLOCK, seed=3)


def spoiling(where: str, number: float):
    """What gives a third block in which three draws are no numbers."""
    def sums(plan, scenario, luck, *more):
        some = sums_of(plan, scenario, luck, *more)
        if luck.draws[0] == 2 * BLOCK + 1:
            parts = {name: amounts.copy() for name, amounts in some.costs.items()}
            some = replace(some, costs=parts, cash=some.cash.copy(), npv=some.npv.copy())
            spoilt = next(iter(parts.values())) if where == "costs" else getattr(some, where)
            spoilt[..., 4:7] = number
        return some

    return sums


@pytest.mark.parametrize("spoil", [lambda amounts: amounts[:, :-1], lambda amounts: amounts[:1]], ids=["a draw short", "a month only"])
def test_a_block_of_another_shape_stops_the_run(in_many_parts, monkeypatch, spoil):
    def sums(plan, scenario, luck, *more):
        some = sums_of(plan, scenario, luck, *more)
        return replace(some, costs={name: spoil(amounts) for name, amounts in some.costs.items()})

    monkeypatch.setattr("backoffice_lib.draws.sums_of", sums)
    with pytest.raises(ValueError, match="draws 1 to 32 are not whole"):
        in_draws(PLANS["in shares"], AT_HOME, 4 * BLOCK, seed=3)


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
    with shared_by(1, cluster.address, BLOCKS * BLOCK) as shared:
        from distributed import default_client

        default_client().wait_for_workers(2, timeout=30)
        together = in_draws(PLANS["by chance"], AT_HOME, BLOCKS * BLOCK, seed=3, workers=shared, watch=kill)
    assert first.wait(10) == -signal.SIGKILL
    assert killed_at[0] < BLOCKS * BLOCK
    assert bytes_of(together) == bytes_of(alone)


@pytest.mark.slow
def test_a_scheduler_that_dies_in_the_middle_is_told_of(cluster, in_many_parts, capfd):
    cluster.start_worker(), cluster.start_worker()
    wait_for(cluster.address)
    gone = f"^--scheduler: {cluster.address} went away in the middle; start it and its workers again, and ask again$"
    with pytest.raises(InputProblems, match=gone), shared_by(1, cluster.address, BLOCKS * BLOCK) as shared:
        from distributed import default_client

        default_client().wait_for_workers(2, timeout=30)
        in_draws(PLANS["by chance"], AT_HOME, 10 * BLOCKS * BLOCK, seed=3, workers=shared, watch=lambda done, asked: cluster.running[0].kill())
    assert "Traceback" not in capfd.readouterr().err


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
