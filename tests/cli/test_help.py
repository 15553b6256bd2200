"""Every command explains itself with an example that runs, and asking for help costs next to nothing."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys

import click
import pytest

from backoffice_lib.cli._main import backoffice
from tests.faults.archive_runs import make_runs

COMMANDS = backoffice.list_commands(click.Context(backoffice))
ON_A_PLAN_OF_ONES_OWN = {"freeze"}
ON_RUNS = {"history", "audit", "diff-runs"}
RUNS_ON = {"app", "lab"}  # servers; the browser tests start them
HEAVY = ("numpy", "pandas", "pydantic", "plotly", "papermill", "nbformat", "nbconvert", "IPython", "jupyter_client")
ASKED = """
import json, sys
from backoffice_lib.cli._main import status
code = status(sys.argv[1:])
sys.stderr.write(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def example_of(name: str) -> str:
    epilog = backoffice.get_command(click.Context(backoffice), name).epilog
    return epilog.splitlines()[-1].strip()


def test_every_command_promised_is_there():
    assert {"new", "check", "simulate", "compare", "report", "levers", "costs", "lab", "app"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run, name):
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: backoffice {name} ")
    assert ran.out.splitlines()[-1].strip() == example_of(name)
    assert example_of(name).startswith(f"backoffice {name}")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in RUNS_ON | {"report", "rerun", "rate-card"}])
def test_every_example_runs(run, name, tmp_path):
    if name in ON_A_PLAN_OF_ONES_OWN:
        run("new", shlex.split(example_of(name))[2], "--template", "tiny")
    if name in ON_RUNS:
        make_runs(tmp_path / "reports", ["2026-10", "2026-11"])
    ran = run(*shlex.split(example_of(name))[1:])
    assert (ran.code, ran.err) == (0, "") and ran.out


def test_the_commands_are_listed_with_what_they_answer(run):
    listed = run("--help").out
    for name in COMMANDS:
        [line] = [line for line in listed.splitlines() if line.startswith(f"  {name} ")]
        assert len(line.split()) > 3


def test_help_loads_nothing_heavy():
    told = subprocess.run([sys.executable, "-c", ASKED, "--help"], capture_output=True, text=True, check=True)
    code, loaded = json.loads(told.stderr)
    assert code == 0 and "Commands:" in told.stdout
    assert [name for name in HEAVY if name in loaded] == []
