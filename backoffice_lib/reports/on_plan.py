"""`bo.report`: notebooks on a plan, each made into documents that lie in an archive of runs."""

from __future__ import annotations

import logging
import re
import tempfile
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import InputProblems, Problem, listed, nearest, raise_all, refuse
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario, scenario_files, write_scenario
from backoffice_lib.plan import Plan
from backoffice_lib.reports.asked import AskedReport
from backoffice_lib.reports.bars import bars
from backoffice_lib.reports.batch import REFUSED, Asked, Outcome, Progress, run_reports
from backoffice_lib.reports.notebooks import find_notebook
from backoffice_lib.reports.parameters import Parameter, checked, declared
from backoffice_lib.scenario import Scenario

_log = logging.getLogger(__name__)
_OWN_WORDS = ("plan", "scenario", "scenarios")


class ReportsFailed(Exception):
    """Some reports did not come about, or failed a check: `outcomes` says of each what became of it."""

    def __init__(self, outcomes: Sequence[Outcome]):
        self.outcomes = tuple(outcomes)
        super().__init__("\n\n".join(told(one) for one in outcomes if one.exit_code))

    @property
    def written(self) -> tuple[Path, ...]:
        """The documents that came about all the same."""
        return tuple(one.document for one in self.outcomes if one.document)


def report(
    notebooks: str | Path | Sequence[str | Path],
    *,
    plan: Plan | str | Path,
    scenarios: Scenario | str | Sequence[Scenario | str] = (),
    to: str | Path = "reports",
    settings: Mapping[str, object] | None = None,
    progress: bool | Progress = True,
    as_of: date | None = None,
    unmasked: bool = False,
) -> list[Path]:
    """Run notebooks on a plan and write one self-contained HTML document for each; return their paths.

    Each lies in a folder of its own within `to`, by report and time, with all that it was made from. plan: a plan that was read from a folder, that folder, or the name of a shipped plan. scenarios: by name, or made
    in Python. settings: parameters of the notebooks. progress: whether standard error shows how far it is, or who else is told. as_of: for the cover, today if left out. unmasked: whether to show what groups of few
    people are paid, too; each document says so. Raises InputProblems, before anything has run or been written, and ReportsFailed for
    reports that did not come about or failed a check.
    """
    if isinstance(plan, Plan) and not plan.folder:
        raise refuse("report", "the plan was not read from a folder", "notebooks read it from there; write it down first")
    read = plan if isinstance(plan, Plan) else read_plan(plan)
    asked = [scenarios] if isinstance(scenarios, str | Scenario) else list(scenarios)
    with tempfile.TemporaryDirectory(prefix="backoffice-") as aside:
        named = [_known(read, scenario, Path(aside)) for scenario in asked]
        given = {f"scenarios/{path.name}": path.read_bytes() for path in sorted(Path(aside).iterdir())}
    reports = asked_for([notebooks] if isinstance(notebooks, str | Path) else notebooks, named, settings or {}, single_file=True)
    outcomes = made(reports, read, to, progress=progress, given=given, as_of=as_of or date.today(), unmasked=unmasked)
    if any(one.exit_code for one in outcomes):
        raise ReportsFailed(outcomes)
    return [one.document for one in outcomes]


def made(asked: Asked, plan: Plan | str | Path, to: str | Path | None, workers: int = 0, progress: bool | Progress = True, **more: Any) -> list[Outcome]:
    """What became of reports, while it is shown how far they are. to: the archive's folder. more: as `run_reports` takes it. Raises InputProblems."""
    with bars(progress) as shown:
        outcomes = run_reports(asked, plan, to, workers=workers, progress=shown, **more)
    for one in outcomes:
        for warning in one.warnings:
            _log.warning(f"{one.report}: {warning}")
    return outcomes


def asked_for(notebooks: Sequence[str | Path], scenarios: Sequence[str], settings: Mapping[str, object], **more: Any) -> list[AskedReport]:
    """A report of each notebook, with those of the scenarios and settings that it asks for. more: other fields of every report. Raises InputProblems for what none of them asks for."""
    problems, found = list(_named_badly(notebooks)), {}
    for notebook in notebooks:
        with _gathered(problems):
            path = find_notebook(notebook)
            found[path] = declared(path)
    if len(found) == len(notebooks):  # else a setting may belong to the notebook that cannot be read
        problems += _asked_by_none(found, scenarios, settings)
    asked = []
    for path, parameters in found.items():
        own = {name: value for name, value in settings.items() if name in parameters and name not in _OWN_WORDS}
        with _gathered(problems):
            checked(path, own)
            few = list(scenarios) if {"scenario", "scenarios"} & set(parameters) else []
            asked.append(AskedReport(name=path.stem, notebook=str(path), scenarios=few, settings=own, **more))
    raise_all(problems)
    return asked


def _named_badly(notebooks: Sequence[str | Path]) -> Iterator[Problem]:
    if not notebooks:
        yield Problem("notebooks", "none is named", "name at least one")
    stems = [Path(notebook).stem if str(notebook).endswith(".ipynb") else str(notebook) for notebook in notebooks]
    for stem in dict.fromkeys(stem for stem in stems if stems.count(stem) > 1):
        yield Problem(stem, "is named twice", "one report would replace the other; name it once")


@contextmanager
def _gathered(problems: list[Problem]) -> Iterator[None]:
    """Put the problems found within to the others, so that all are told at once."""
    try:
        yield
    except InputProblems as found:
        problems.extend(found.problems)


def told(outcome: Outcome) -> str:
    """What somebody has to know of a report that did not come about, or that failed a check."""
    if outcome.message.startswith(REFUSED):
        return "\n".join(f"{outcome.report}: {line}" for line in outcome.message.removeprefix(REFUSED).splitlines())
    if outcome.status == "checks_failed":
        return f"{outcome.report}: check failed: {outcome.message}"
    lines = [f"{outcome.report}: {f'cell [{outcome.cell}] failed: ' if outcome.cell else ''}{outcome.message}", textwrap.indent(outcome.source.rstrip(), "    ")]
    lines += [f"kept for study: {outcome.kept}"] if outcome.kept else []
    return "\n".join(line for line in lines if line.strip())


def _asked_by_none(found: Mapping[Path, Mapping[str, Parameter]], scenarios: Sequence[str], settings: Mapping[str, object]) -> Iterator[Problem]:
    known = list(dict.fromkeys(name for parameters in found.values() for name in parameters))
    who = next(iter(found)).stem if len(found) == 1 else "notebooks"
    for name in settings:
        if name in _OWN_WORDS:
            yield Problem(f"{who}: parameter {name}", "is not a setting", "it follows from the plan and the scenarios asked for")
        elif name not in known:
            mend = f"there is {listed(known)}" if known else "there are none"
            yield Problem(f"{who}: parameter {name}", "there is no such parameter", mend, nearest(name, known))
    if scenarios and not {"scenario", "scenarios"} & set(known):
        yield Problem(f"{who}: scenarios", "no notebook asks for a scenario", "leave them out")


def _known(plan: Plan, scenario: Scenario | str, aside: Path) -> str:
    """The name by which notebooks find a scenario: its name in the plan, or that of a file put aside for them."""
    if isinstance(scenario, str):
        read_scenario(plan, scenario)
        if not scenario.endswith(".yaml"):
            return scenario
        path = Path(scenario)
        (aside / path.name).write_bytes(path.read_bytes())
        return path.stem
    if scenario.frozen:
        return _file_of(plan, scenario)
    name = re.sub(r"[^\w .-]", "_", scenario.name)
    read_scenario(plan, write_scenario(scenario, aside / f"{name}.yaml"))
    return name


def _file_of(plan: Plan, scenario: Scenario) -> str:
    """The name by which notebooks find a frozen scenario in the plan, with all that was kept of it."""
    for name in scenario_files(plan.folder):
        if read_scenario(plan, name) == scenario:
            return name
    raise refuse(f"scenario {scenario.name}", "is frozen, and no file of the plan says so", "freeze it with `backoffice freeze`, or give it without `frozen`")
