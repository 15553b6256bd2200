"""More and more draws: each step keeps those before it, and gives what as many at once give, to the bit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from backoffice_lib.draws import Growing, in_draws
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.levers.remote_work import RemoteWork
from backoffice_lib.processes import elsewhere
from backoffice_lib.scenario import Scenario


@pytest.fixture(scope="module")
def unsure():
    return Scenario(name="unsure", levers=(RemoteWork(team="accounting", starting="2027-02", share="0.4..0.5..0.6", subsidy_per_month=100),))


def test_what_grows_is_what_is_drawn_at_once(unsure):
    plan, asked = read_plan("tiny"), []
    many = Growing(plan, unsure)
    for count in (40, 200):
        grown, at_once = many.up_to(count, lambda: asked.append(1)), in_draws(plan, unsure, count, grain="plan")
        assert grown.count == count and np.array_equal(grown.npv, at_once.npv) and np.array_equal(grown.cash, at_once.cash)
        assert grown.costs.keys() == at_once.costs.keys() and all(np.array_equal(grown.costs[name], at_once.costs[name]) for name in grown.costs)
    assert asked


def test_it_ends_when_it_is_not_wanted_any_more(unsure):
    def not_any_more():
        raise KeyError

    with pytest.raises(KeyError):
        Growing(read_plan("tiny"), unsure).up_to(10_000, not_any_more)


def test_another_takes_over_where_what_works_elsewhere_was_killed_while_it_waited(unsure):
    os.kill(elsewhere().submit(os.getpid).result(), signal.SIGKILL)
    time.sleep(0.5)
    assert Growing(read_plan("tiny"), unsure).up_to(40, lambda: None).count == 40


WORKS_ELSEWHERE = """
import os, time
from backoffice_lib.processes import elsewhere
if __name__ == "__main__":
    print(elsewhere().submit(os.getpid).result(), flush=True)
    elsewhere().submit(time.sleep, 600)
    time.sleep(600)
"""


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_works_elsewhere_ends_with_whom_it_works_for(tmp_path):
    script = tmp_path / "works.py"
    script.write_text(WORKS_ELSEWHERE, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as working:
        there = int(working.stdout.readline())
        assert is_there(there)
        working.send_signal(signal.SIGKILL)
    begun = time.monotonic()
    while is_there(there) and time.monotonic() - begun < 30:
        time.sleep(0.1)
    assert not is_there(there)
