"""A report that passed the gate: its notebook taken into the snapshot, each of its parameters with its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import InputProblems, Problem, listed, nearest, raise_all, refuse
from backoffice_lib.files.scenarios import read_scenario, read_scenarios
from backoffice_lib.files.snapshots import Input, put, read_once
from backoffice_lib.plan import Plan
from backoffice_lib.reports.asked import AskedReport
from backoffice_lib.reports.parameters import Parameter, checked, declared
from backoffice_lib.reports.reports_file import notebook_of

_OWN_WORDS = ("plan", "scenario", "scenarios")


@dataclass(frozen=True)
class Wanted:
    """A report to be made: how it is called, the notebook's file name in the snapshot, and all its values.

    scenarios: those it was told. expect: where figures should lie, as plain data.
    """

    report: str
    notebook: str
    values: Mapping[str, Any]
    scenarios: tuple[str, ...]
    formats: tuple[str, ...]
    deadline_minutes: float
    expect: tuple[Mapping[str, Any], ...] = ()
    to: str = ""
    single_file: bool = False


def wanted_of(asked: Sequence[AskedReport], plan: Plan, notebooks: Path) -> tuple[tuple[Wanted, ...], tuple[Input, ...]]:
    """The reports as they are run on the snapshot of a plan, and the notebooks as they were taken into a folder.

    Raises InputProblems with everything that is wrong with scenarios and reports.
    """
    problems, found, taken = [], [], {}
    if not all(report.scenarios for report in asked):
        read_scenarios(plan)
    for report in asked:
        try:
            name = _taken(report, Path(plan.folder), notebooks, taken)
            found.append(_wanted(report, name, notebooks / name, plan))
        except InputProblems as wrong:
            problems += wrong.problems
    raise_all([*problems, *_named_twice(asked)])
    return tuple(found), tuple(one for _, one in taken.values())


def _taken(report: AskedReport, folder: Path, notebooks: Path, taken: dict[Path, tuple[str, Input]]) -> str:
    """The file name of a report's notebook in the snapshot, where it is put if it is not there yet."""
    path = notebook_of(report.notebook, folder)
    if path not in taken:
        declared(path)  # tells what is wrong with it by the name its author knows
        names = {name for name, _ in taken.values()}
        name = path.name if path.name not in names else f"{path.stem} {len(names)}.ipynb"
        taken[path] = name, put(notebooks, name, read_once(path, path.name, within=path.parent))
    return taken[path][0]


def _wanted(report: AskedReport, name: str, notebook: Path, plan: Plan) -> Wanted:
    parameters = declared(notebook)
    wrong = list(_wrong_settings(notebook.stem, parameters, report.settings))
    for scenario in report.scenarios:
        try:
            read_scenario(plan, scenario)
        except InputProblems as problems:
            wrong += problems.problems
    raise_all(wrong)
    told = _told(notebook.stem, parameters, report.scenarios)
    values = checked(notebook, {**report.settings, **told})
    if "plan" in parameters:
        values["plan"] = Path(plan.folder).name
    one = values.get("scenario")
    scenarios = tuple(values.get("scenarios", [one] if one else []))
    expect = tuple(one.model_dump() for one in report.expect)
    return Wanted(report.name, name, values, scenarios, report.formats, report.deadline_minutes, expect, report.to, report.single_file)


def _told(stem: str, parameters: Mapping[str, Parameter], scenarios: Sequence[str]) -> dict[str, Any]:
    """What the notebook is told about scenarios, as far as it asks."""
    if "scenarios" in parameters:
        return {"scenarios": list(scenarios)} if scenarios else {}
    if "scenario" in parameters and len(scenarios) > 1:
        raise refuse(f"{stem}: parameter scenario", f"{len(scenarios)} scenarios are given", "give one, or name notebooks that take several")
    return {"scenario": scenarios[0]} if "scenario" in parameters and scenarios else {}


def _wrong_settings(stem: str, parameters: Mapping[str, Parameter], settings: Mapping[str, object]) -> Iterator[Problem]:
    for name in settings:
        if name in _OWN_WORDS:
            yield Problem(f"{stem}: parameter {name}", "is not a setting", "it follows from the plan and the scenarios asked for")
        elif name not in parameters:
            known = f"it has {listed(parameters)}" if parameters else "it has none"
            yield Problem(f"{stem}: parameter {name}", "the notebook has no such parameter", known, nearest(name, parameters))


def _named_twice(asked: Sequence[AskedReport]) -> Iterator[Problem]:
    names = [report.name.casefold() for report in asked]
    for report in asked:
        if names.count(report.name.casefold()) > 1:
            yield Problem(report.name, "is named twice", "one report would replace the other; name it once")
