"""Reads reports.yaml of a plan through the gate: every problem of every report, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from backoffice_lib.analyses._inputs import Case
from backoffice_lib.analyses._paths import find
from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, described, listed, nearest, raise_all, refuse
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.records import Found, Place, from_yaml
from backoffice_lib.files.scenarios import read_scenario, scenario_files
from backoffice_lib.files.yaml_text import Tree, read_yaml
from backoffice_lib.plan import Plan
from backoffice_lib.reports.asked import AskedReport, Expectation, each_of
from backoffice_lib.reports.notebooks import find_notebook
from backoffice_lib.reports.parameters import declared
from backoffice_lib.reports.recipients import Recipients
from backoffice_lib.reports.timing import Timing
from backoffice_lib.reports.values import converted
from backoffice_lib.scenario import TODAY

REPORTS = "reports.yaml"
FOR_ALL = ("formats", "single_file", "language", "when", "missed", "deadline_minutes", "to", "tell")
"""What may be said once at the top, for every report that does not say otherwise."""
_OWN = ("notebook", "scenarios", "settings", "for_each", "expect", *FOR_ALL)


def read_reports(place: str | Path) -> tuple[AskedReport, ...]:
    """The reports that a plan's reports.yaml asks for, each of a grid by itself; none without such a file.

    Raises InputProblems with every problem of the file, and of the plan where that cannot be read.
    """
    return reports_of(read_plan(place))


def reports_of(plan: Plan) -> tuple[AskedReport, ...]:
    """The reports that the folder of a plan asks for. Raises InputProblems with every problem of its reports.yaml."""
    path = Path(plan.folder) / REPORTS
    if not path.is_file():
        return ()
    found = Found()
    tree = found.reading(read_yaml, path, REPORTS)
    raise_all(found.problems)
    found.problems += _unknown(tree)
    reports = [report for place, name in _named(tree, found) for report in _read(place, name, plan, found)]
    found.problems += _twice(reports)
    raise_all(found.problems)
    return tuple(reports)


def _unknown(tree: Tree) -> Iterator[Problem]:
    for key in tree.value:
        if key != "reports" and key not in FOR_ALL:
            near = nearest(key, ("reports", *FOR_ALL))
            yield Problem(f"{REPORTS}:{tree.lines.get((key,), 1)}", f'"{key}" is not known here', choice("use", near, ("reports", *FOR_ALL)), near)


def _named(tree: Tree, found: Found) -> Iterator[tuple[Place, str]]:
    """Each report with what is said for all of them, as if it were written there."""
    reports = tree.value.get("reports")
    if not isinstance(reports, dict) or not reports:
        line = tree.lines.get(("reports",), 1)
        what = "reports is missing" if "reports" not in tree.value else f"reports {described(reports)}, not a group of reports"
        found.problems.append(Problem(f"{REPORTS}:{line}", what, "write each under it, indented, with a name of its own"))
        return
    common = {key: value for key, value in tree.value.items() if key in FOR_ALL}
    for name, own in reports.items():
        if not isinstance(own, dict):
            where = f"{REPORTS}:{tree.lines.get(('reports', name), 1)}"
            found.problems.append(Problem(where, f"{name} {described(own)}, not a group of keys and values", "give at least its notebook"))
            continue
        lines = {path: line for path, line in tree.lines.items() if path[:2] == ("reports", name)}
        for key in set(common) - set(own):
            lines |= {("reports", name, *path): line for path, line in tree.lines.items() if path[:1] == (key,)}
        yield Place(Tree({"reports": {name: {**common, **own}}}, lines), REPORTS, ("reports", name)), name


def _read(place: Place, name: str, plan: Plan, found: Found) -> list[AskedReport]:
    """The reports of one entry; what is wrong with it is noted, and then there is none."""
    mapping, before = place.tree.value["reports"][name], len(found.problems)
    for key in mapping:
        if key not in _OWN:
            near = nearest(key, _OWN)
            found.problems.append(Problem(f"{REPORTS}:{place.within(key).line}", f"{name}: {key} is not known here", choice("use", near, _OWN), near))
    records = {
        "expect": _expected(place, mapping.get("expect"), found),
        "timing": from_yaml(Timing, place.within("when"), found) if "when" in mapping else None,
        "tell": from_yaml(Recipients, place.within("tell"), found) if "tell" in mapping else None,
    }
    apart = {key: value for key, value in mapping.items() if key in _OWN and key not in ("expect", "when", "tell")}
    lines = {path: line for path, line in place.tree.lines.items()}
    own = Place(Tree({"reports": {name: apart}}, lines), REPORTS, place.path)
    report = from_yaml(AskedReport, own, found, name=name, **records)
    if report is None or len(found.problems) > before:
        return []
    return _fitting(report, place, plan, found)


def _expected(place: Place, written: Any, found: Found) -> tuple[Expectation, ...]:
    if written is None:
        return ()
    if not isinstance(written, list):
        what = f"expect {described(written)}, not a list"
        found.problems.append(Problem(f"{REPORTS}:{place.within('expect').line}", what, "begin each expectation with a dash"))
        return ()
    read = [from_yaml(Expectation, place.within("expect", at), found) for at in range(len(written))]
    return tuple(filter(None, read))


def _fitting(report: AskedReport, place: Place, plan: Plan, found: Found) -> list[AskedReport]:
    """The reports of an entry that fit the plan and their notebook; what does not is noted."""
    problems: list[tuple[str, Problem]] = []
    try:
        notebook = notebook_of(report.notebook, Path(plan.folder))
        parameters = {parameter.name: parameter.kind for parameter in declared(notebook).values()}
        each = list(each_of(report, _all_of(plan)))
        for one in each:
            problems += [*_wrong_settings(one, parameters), *_wrong_scenarios(one, parameters, plan), *_wrong_inputs(one, plan)]
    except InputProblems as wrong:
        problems += [("notebook", problem) for problem in wrong.problems]
    except Wrong as wrong:
        problems.append(("for_each", Problem("", wrong.what, wrong.mend, wrong.nearest)))
    for key, problem in dict.fromkeys(problems):
        step = [int(part) if part.isdigit() else part for part in key.split(".")]
        line = place.within(*step).line if (*place.path, *step) in place.tree.lines else place.within(step[0]).line
        what = f"{problem.where}: {problem.what}" if key == "notebook" and problem.where != report.notebook else problem.what
        found.problems.append(Problem(f"{REPORTS}:{line}", f"{report.name}: {what}", problem.mend, problem.nearest, placed=True))
    return [] if problems else each


def notebook_of(name: str, folder: Path) -> Path:
    """The notebook that a report names: one within the plan's folder, a shipped one, or any by its whole path. Raises InputProblems."""
    own = folder / name
    if not name.endswith(".ipynb") or (Path(name).is_absolute() and own.is_file()):
        return find_notebook(name)
    if own.is_file() and own.resolve().is_relative_to(folder.resolve()):
        return own
    near = nearest(name, [path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb")])
    raise refuse(name, "there is no such notebook in the plan's folder", "" if near else f"put {name} below the folder of plan.yaml, or name a shipped one", near)


def _all_of(plan: Plan) -> dict[str, tuple[str, ...]]:
    """What `all` stands for in a grid, by the parameter."""
    functions = dict.fromkeys(team.function for team in plan.teams)
    return {
        "site": tuple(site.site for site in plan.sites), "function": tuple(functions), "team": tuple(team.team for team in plan.teams),
        "scenario": (TODAY.name, *scenario_files(plan.folder)),
    }


def _wrong_settings(report: AskedReport, parameters: Mapping[str, str]) -> Iterator[tuple[str, Problem]]:
    for name, value in report.settings.items():
        key = f"settings.{name}"
        if name in ("plan", "scenario", "scenarios"):
            yield key, Problem("", f"{name} is not a setting", "write `scenarios: [...]` beside settings" if name != "plan" else "it is this plan")
        elif name not in parameters:
            yield key, Problem("", f"the notebook has no parameter {name}", f"it has {listed(parameters)}", nearest(name, parameters))
        else:
            try:
                converted(value, parameters[name])
            except Wrong as wrong:
                yield key, Problem("", f"{name} {wrong.what}", wrong.mend, wrong.nearest)


def _wrong_scenarios(report: AskedReport, parameters: Mapping[str, str], plan: Plan) -> Iterator[tuple[str, Problem]]:
    known = (TODAY.name, *scenario_files(plan.folder))
    for key, names in (("scenarios", report.scenarios), *((f"expect.{at}.scenario", [one.scenario]) for at, one in enumerate(report.expect))):
        for name in names:
            if name not in known:
                yield key, Problem("", f'there is no scenario "{name}" in the plan', "" if nearest(name, known) else f"it has {listed(known)}", nearest(name, known))
    if report.scenarios and not {"scenario", "scenarios"} & set(parameters):
        yield "scenarios", Problem("", "the notebook asks for no scenario", "leave them out")
    elif len(report.scenarios) > 1 and "scenarios" not in parameters:
        yield "scenarios", Problem("", f"the notebook takes one scenario, and {len(report.scenarios)} are given", "give one, or one report for each with for_each: {scenario: [...]}")


def _wrong_inputs(report: AskedReport, plan: Plan) -> Iterator[tuple[str, Problem]]:
    """Inputs of break-evens that lead to no number; a scenario that is wrong is told by itself."""
    for at, one in enumerate(report.expect):
        try:
            if one.input:
                find(Case.of(plan, read_scenario(plan, one.scenario), None), one.input)
        except InputProblems as wrong:
            of_input = [problem for problem in wrong.problems if problem.where == one.input]
            yield from ((f"expect.{at}.input", replace(problem, what=f'input "{one.input}" {problem.what}')) for problem in of_input)


def _twice(reports: Iterable[AskedReport]) -> Iterator[Problem]:
    first: dict[str, AskedReport] = {}
    for report in reports:
        if first.setdefault(report.name.casefold(), report) is not report:
            yield Problem(report.line_of() or REPORTS, f"two reports are called {report.name}", "one would replace the other; give each a name of its own", placed=True)
