"""What all reports of a batch stand on: the plan read once, each scenario simulated once, and whether their ledgers can be signed."""

from __future__ import annotations

from pathlib import Path

from backoffice_lib import simulation
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files import shown_pay, snapshots
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenarios
from backoffice_lib.scenario import TODAY


def prepare(plan: Path, snapshot: Path, unmasked: bool) -> None:
    """Reads and simulates what reports on a plan may ask for, so that a process forked from this one has it at hand."""
    snapshots.stand_in(plan, snapshot)
    if unmasked:
        shown_pay.show_all_pay()
    read = read_plan(snapshot)
    snapshots.know(read)
    for scenario in (TODAY, *read_scenarios(read)):
        try:
            simulation.know(read, scenario)
        except InputProblems:  # told by the report that asks for it; others may do without
            continue

