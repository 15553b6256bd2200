"""Whole commands killed from outside: at any moment, with two of them racing; their kernels; and asked to end."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.faults.whole_commands import COST, Office, ended, until
from tests.notebooks.made import code, parameters, saved

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does it")]
SLEEPS = code("import time\ntime.sleep(600)")


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(10, 15))])
def test_two_passes_that_race_while_one_is_killed_at_any_moment(tmp_path, seed):
    """A killed pass leaves nothing that looks whole; whoever comes next makes what is left, each report once."""
    chance, office = random.Random(seed), Office.made(tmp_path)
    reports, kills, longest = [], 10 if seed > 9 else 2, 6.0
    while kills:
        reports += [f"cost {len(reports) + 1}", f"cost {len(reports) + 2}"]
        office.asks_for(*reports)
        began = time.monotonic()
        victim, other = office.scheduled(), office.scheduled()
        if chance.random() < 0.5:
            until(lambda victim=victim: any((office.archive / ".staging").glob("*/*")) or victim.poll() is not None)
            longest = 1.0
        time.sleep(chance.uniform(0, longest))  # not to wait for anything: the moment of the kill is what is tried
        victim.kill()
        kills -= ended(victim)[0] == -signal.SIGKILL
        code_of_end, _, said = ended(other)
        assert code_of_end == 0, said
        longest = max(1.0, time.monotonic() - began)
        office.check()
    code_of_end, _, said = ended(office.scheduled())
    assert code_of_end == 0, said
    assert office.made_once() == sorted(reports)
    assert {row.state for row in office.rows()} <= {"succeeded", "crashed"}
    office.check()


@pytest.mark.thorough
def test_fifty_reports_killed_ten_times_are_each_published_once(tmp_path):
    reports = [f"cost {nth:02}" for nth in range(1, 51)]
    chance, office = random.Random(38), Office.made(tmp_path, code("print('made')", "answer"), reports=tuple(reports))
    for _ in range(10):
        before = len(office.rows()) if office.archive.exists() else 0
        one = office.scheduled()
        until(lambda before=before, one=one: one.poll() is not None or (office.archive.exists() and len(list(office.archive.rglob("certificate.json"))) >= min(before, 45) // 2))
        time.sleep(chance.uniform(0, 3.0))  # the moment of the kill is what is tried
        one.kill()
        ended(one)
        office.check()
    assert ended(office.scheduled())[0] == 0
    assert office.made_once() == reports
    assert len(office.rows()) <= 50 + 10 * (os.cpu_count() or 1)
    office.check()


def worst_off(office: Office, command: int) -> int:
    """The process that the system would end first if memory ran out now."""
    def score(pid: int) -> int:
        return int(Path(f"/proc/{pid}/oom_score").read_text())

    return max((pid for pid in office.processes() if pid != command), key=score)


@pytest.mark.skipif(sys.platform != "linux", reason="which process goes first is told by Linux")
def test_a_kernel_killed_for_want_of_memory_takes_nothing_else_with_it(tmp_path):
    """The one with the highest score is killed from outside, as the system does it: that is the kernel. It is tried once more, and another report is made."""
    there = tmp_path / "there"
    hog = code(f"memory = bytearray(200_000_000)\nimport time\nopen({str(there)!r}, 'a').write('x')\ntime.sleep(600)")
    office = Office.made(tmp_path, hog)
    saved(office.plan, "other", parameters(), COST)
    with (office.plan / "reports.yaml").open("a") as asked:
        asked.write("  other: {notebook: other.ipynb}\n")
    command = office.reported()
    for times in (1, 2):
        until(lambda times=times: (there.exists() and len(there.read_text()) == times) or command.poll() is not None)
        os.kill(worst_off(office, command.pid), signal.SIGKILL)
    code_of_end, _, said = ended(command)
    assert code_of_end == 1 and "cost: cell [2] failed: the Python process ended by itself: it was killed, ran out of memory or left" in said
    assert {row.report: row.state for row in office.rows()} == {"cost": "crashed", "other": "succeeded"}
    office.check()
