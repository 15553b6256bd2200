"""Reports on a plan: the plan and its scenarios pass the gate before any notebook starts."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from backoffice_lib.basics.errors import refuse
from backoffice_lib.files.plan_folder import folder_of, read_plan
from backoffice_lib.files.scenarios import read_scenario, read_scenarios, scenario_files, write_scenario
from backoffice_lib.plan import Plan
from backoffice_lib.reports.report import report as run_reports
from backoffice_lib.scenario import Scenario


def report(
    notebooks: str | Path | Sequence[str | Path],
    *,
    plan: Plan | str | Path,
    scenarios: Scenario | str | Sequence[Scenario | str] = (),
    to: str | Path = "reports",
    settings: Mapping[str, object] | None = None,
    progress: bool = True,
    as_of: date | None = None,
    unmasked: bool = False,
) -> list[Path]:
    """Run notebooks on a plan and write one self-contained HTML document for each; return their paths.

    plan: a plan that was read from a folder, that folder, or the name of a shipped plan. scenarios: by name, or made
    in Python. settings: parameters of the notebooks. as_of: for the cover, today if left out. unmasked: whether to show what groups of few people are paid, too; each document says so. Raises InputProblems, before anything has run or been written,
    and ReportsFailed for notebooks that did not run to their end.
    """
    read = plan if isinstance(plan, Plan) else read_plan(plan)
    if not read.folder:
        raise refuse("report", "the plan was not read from a folder", "notebooks read it from there; write it down first")
    asked = [scenarios] if isinstance(scenarios, str | Scenario) else list(scenarios)
    if not asked:
        read_scenarios(read)
    with tempfile.TemporaryDirectory(prefix="backoffice-") as aside:
        names = [_known(read, scenario, Path(aside)) for scenario in asked]
        folder = folder_of(read.folder).resolve()
        return run_reports(
            notebooks, plan=folder, scenarios=names, to=to, settings=settings, progress=progress, as_of=as_of or date.today(), unmasked=unmasked,
        )


def _known(plan: Plan, scenario: Scenario | str, aside: Path) -> str:
    """A scenario as notebooks can read it: its name in the plan, or a file written for them."""
    if isinstance(scenario, str):
        read_scenario(plan, scenario)
        return scenario
    if scenario.frozen:
        return _file_of(plan, scenario)
    # its name is no name for a file: it may hold a slash
    path = write_scenario(scenario, aside / f"{len(list(aside.iterdir()))}.yaml")
    read_scenario(plan, path)
    return str(path)


def _file_of(plan: Plan, scenario: Scenario) -> str:
    """The name by which notebooks find a frozen scenario in the plan, with all that was kept of it."""
    for name in scenario_files(plan.folder):
        if read_scenario(plan, name) == scenario:
            return name
    raise refuse(f"scenario {scenario.name}", "is frozen, and no file of the plan says so", "freeze it with `backoffice freeze`, or give it without `frozen`")
