"""How many processes share the draws: as many as are asked for, but none that would have no core or no work."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from backoffice_lib.cli import _draws
from backoffice_lib.draws import AT_A_TIME

CORES = 4
PARTS = 3


@pytest.fixture
def started(monkeypatch) -> list[int]:
    """How many processes were started each time, on a machine of four cores; none is."""
    found: list[int] = []
    monkeypatch.setattr("joblib.cpu_count", lambda: CORES)
    monkeypatch.setattr(_draws, "_start", found.append)
    return found


@pytest.mark.parametrize(
    ("asked", "draws", "shared"),
    [
        (1, 100 * AT_A_TIME, 1),
        (2, 100 * AT_A_TIME, 2),
        (100, 100 * AT_A_TIME, CORES),
        (-1, 100 * AT_A_TIME, CORES),
        (100, PARTS * AT_A_TIME, PARTS),
        (-1, (PARTS - 1) * AT_A_TIME + 1, PARTS),
        (100, AT_A_TIME, 1),
        (-1, 0, 1),
    ],
)
def test_no_process_is_started_without_a_core_and_a_part_of_the_work(started, asked, draws, shared):
    with _draws.shared_by(asked, "", draws) as workers:
        assert workers == shared
    assert started == ([shared] if shared > 1 else [])


def test_the_commands_say_how_much_there_is_to_share(run, started):
    assert run("risk", "tiny", "--draws", str(2 * AT_A_TIME), "--workers", "100").code == 0
    assert run("risk", "tiny", "--draws", "10", "--workers", "100").code == 0
    assert run("simulate", "tiny", "--workers", "-1").code == 0
    assert run("sensitivity", "meridian", "--workers", "100").code == 0
    assert started == [2]


def stopped(*_, **__):
    raise KeyboardInterrupt


def test_a_sensitivity_with_samples_is_shared_by_all_cores(run, started, monkeypatch):
    monkeypatch.setattr(_draws, "AT_A_TIME", 32)
    monkeypatch.setattr("backoffice_lib.cli.sensitivity.sensitivity", stopped)
    assert run("sensitivity", "meridian", "--samples", "32", "--workers", "100").code == 130
    assert started == [CORES]


def test_of_a_cluster_the_cores_of_this_machine_do_not_count(started, monkeypatch):
    monkeypatch.setattr(_draws, "cluster", nullcontext)
    with _draws.shared_by(1, "tcp://somewhere:8786", 10) as workers:
        assert workers == -1
    assert started == []


def test_the_help_says_so(run):
    told = " ".join(run("risk", "--help").out.split())
    assert f"No more are started than there are cores, or parts of {AT_A_TIME} draws" in told
