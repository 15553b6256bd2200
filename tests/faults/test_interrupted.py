"""Whoever stops a long run gets the answer of the draws that are done, which says so, and the exit code of an interrupted command."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from backoffice_lib.cli import _draws
from backoffice_lib.draws import AT_A_TIME, in_draws
from backoffice_lib.scenario import TODAY
from tests.laws.test_draws import AT_HOME, PLANS

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from backoffice_lib.cli import main; main()"]
FOREVER = 2_000_000
SOME_DONE = re.compile(rb"draws: .* [1-9][0-9]*/")
MOST_SECONDS = 60


def stopped_in_the_middle(*words: str) -> tuple[int, str, str]:
    """Runs a command as in a terminal, and presses Ctrl-C once the bar shows that some draws are done; exit code, answer and what the terminal showed."""
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 100))
    command = subprocess.Popen(
        [*COMMAND, *words], stdout=subprocess.PIPE, stderr=end, start_new_session=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    os.close(end)
    try:
        shown = _shown_until(SOME_DONE, terminal)
        # a terminal sends it to all processes of the command
        os.killpg(command.pid, signal.SIGINT)
        answer, _ = command.communicate(timeout=MOST_SECONDS)
        return command.returncode, answer.decode(), (shown + _shown_until(None, terminal)).decode()
    finally:
        if command.poll() is None:
            os.killpg(command.pid, signal.SIGKILL)
        os.close(terminal)


def _shown_until(wanted: re.Pattern[bytes] | None, terminal: int) -> bytes:
    """What a terminal shows until there is what is wanted, or until it shows nothing more."""
    shown, began = b"", time.monotonic()
    while not (wanted and wanted.search(shown)) and time.monotonic() < began + MOST_SECONDS:
        if not select.select([terminal], [], [], MOST_SECONDS if wanted else 0.2)[0]:
            break
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # the last process that wrote to it is gone
            break
    return shown


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> str:
    """A plan in which the rent is unsure."""
    folder = tmp_path_factory.mktemp("unsure") / "office"
    subprocess.run([*COMMAND, "new", str(folder), "--template", "remote_accountants"], check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    leases = folder / "leases.csv"
    leases.write_text(leases.read_text().replace(",1000,", ",800..1000..1100,"))
    assert "800..1000..1100" in leases.read_text()
    return str(folder)


@pytest.mark.slow
@pytest.mark.parametrize("sharing", [(), ("--workers", "2")], ids=["alone", "two workers"])
def test_a_command_that_is_stopped_answers_with_the_draws_that_are_done(office, sharing):
    code, answer, shown = stopped_in_the_middle("risk", office, "--scenario", "remote_lease_ends", "--draws", str(FOREVER), "--grain", "plan", *sharing)
    assert code == 130, shown
    done = int(re.search(r"Only ([0-9,]+) of the 2,000,000 draws that were asked for are done\.", answer)[1].replace(",", ""))
    assert done % AT_A_TIME == 0 < done < FOREVER
    assert "saving over the plan" in answer
    assert "Traceback" not in shown


def drawn_of_all(monkeypatch, stop_in: int, plan, scenarios):
    """Ledgers of several scenarios, where somebody stops in the middle of one."""
    monkeypatch.setattr("backoffice_lib.draws.AT_A_TIME", 32)
    simulate, begun = _draws.simulate, []

    def impatient(plan, scenario, draws, seed, grain, workers, watch):
        begun.append(scenario.name)

        def stop(done: int, asked: int) -> None:
            watch(done, asked)
            if len(begun) == stop_in and done == 64:
                raise KeyboardInterrupt

        return simulate(plan, scenario, draws, seed, grain, workers, stop)

    monkeypatch.setattr("backoffice_lib.cli._draws.simulate", impatient)
    return _draws.simulated(plan, scenarios, 128, 3, "plan", 1, "")


@pytest.mark.parametrize("stop_in", [1, 2])
@pytest.mark.parametrize("sampling", ["in shares", "hypercube"])
def test_scenarios_that_are_compared_stop_at_the_same_draw(monkeypatch, stop_in, sampling):
    plan = PLANS[sampling]
    ledgers = drawn_of_all(monkeypatch, stop_in, plan, [TODAY, AT_HOME])
    assert [(one.drawn.count, one.drawn.asked) for one in ledgers] == [(64, 128)] * 2
    assert _draws.ended(ledgers) == 130
    for ledger, scenario in zip(ledgers, (TODAY, AT_HOME), strict=True):
        assert ledger.drawn.npv.tobytes() == in_draws(plan, scenario, 128, seed=3, grain="plan").npv[:64].tobytes()
        assert ledger.drawn.by_period.shape == (1, 64)


def test_draws_that_nobody_stops_are_all_there(monkeypatch):
    ledgers = _draws.simulated(PLANS["in shares"], [TODAY, AT_HOME], 40, 3, "plan", 1, "")
    assert [one.drawn.count for one in ledgers] == [40, 40]
    assert _draws.ended(ledgers) == 0
