"""Notebooks in, documents out: check everything first, run one after the other, write only what worked."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem, listed, nearest, raise_all, refuse
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.notebooks import find_notebook
from backoffice_lib.reports.documents.page import Cover, answer_of, page, title_of
from backoffice_lib.reports.parameters import Parameter, checked, declared
from backoffice_lib.reports.run import CellFailed, bar, run, warnings_of

_log = logging.getLogger(__name__)
_OWN_WORDS = ("plan", "scenario", "scenarios")


class ReportsFailed(Exception):
    """Some notebooks did not run to their end: `failures` says which and where, `written` what could be written."""

    def __init__(self, failures: Iterable[CellFailed], written: Iterable[Path]):
        self.failures, self.written = tuple(failures), tuple(written)
        super().__init__("\n\n".join(str(failure) for failure in self.failures))


def report(
    notebooks: str | Path | Sequence[str | Path], *, plan: str | Path, scenarios: str | Sequence[str] = (),
    to: str | Path = "reports", settings: Mapping[str, object] | None = None, progress: bool = True,
    as_of: date | None = None, unmasked: bool = False,
) -> list[Path]:
    """Run notebooks on a plan and write one self-contained HTML document for each; return their paths.

    Everything is checked before anything starts: InputProblems means that nothing ran and nothing was written. A
    notebook that fails leaves its older report alone, does not keep the others from running, and is told at the
    end by ReportsFailed.
    """
    to, home = Path(to).resolve(), _plan_folder(plan)
    runs = _checked_runs(_one_or_more(notebooks), home or plan, _one_or_more(scenarios), dict(settings or {}), to)
    written, failures, warnings = [], [], []
    for notebook, values in _with_progress(runs, progress):
        try:
            executed = run(notebook, values, to, progress, unmasked)
        except CellFailed as failure:
            failures.append(failure)
            continue
        warnings += [f"{notebook.stem}: {warning}" for warning in warnings_of(executed)]
        document = page(executed, _cover(notebook, executed, values, as_of, unmasked))
        written.append(write_whole(to / f"{notebook.stem}.html", document))
    for warning in warnings:
        _log.warning(warning)
    if failures:
        raise ReportsFailed(failures, written)
    return written


def _checked_runs(
    notebooks: Sequence[str | Path], plan: str | Path, scenarios: Sequence[str], settings: dict[str, object], to: Path
) -> list[tuple[Path, dict[str, object]]]:
    """Each notebook with all its values, or one InputProblems with everything that is wrong with any of them."""
    problems = [*_problems_with_names(notebooks, to), *_problems_with_plan(plan)]
    found: dict[Path, dict[str, Parameter]] = {}
    for notebook in notebooks:
        with _gathered(problems):
            path = find_notebook(notebook)
            found[path] = declared(path)
    if len(found) == len(notebooks):  # else a setting may belong to the notebook that cannot be read
        problems += _problems_with_settings(found, scenarios, settings)
    runs = []
    for path, parameters in found.items():
        given = {name: value for name, value in settings.items() if name in parameters}
        with _gathered(problems):
            runs.append((path, checked(path, given | _plan_and_scenarios(path, parameters, plan, scenarios))))
    raise_all(problems)
    return runs


def _plan_and_scenarios(
    path: Path, parameters: Mapping[str, Parameter], plan: str | Path, scenarios: Sequence[str]
) -> dict[str, object]:
    """What the notebook is told about plan and scenarios, as far as it asks."""
    given: dict[str, object] = {"plan": str(plan)} if "plan" in parameters else {}
    if "scenarios" in parameters and scenarios:
        given["scenarios"] = list(scenarios)
    if "scenario" in parameters and scenarios:
        if len(scenarios) > 1:
            raise refuse(f"{path.stem}: parameter scenario", f"{len(scenarios)} scenarios are given", "give one, or name notebooks that take several")
        given["scenario"] = scenarios[0]
    return given


def _problems_with_names(notebooks: Sequence[str | Path], to: Path) -> Iterator[Problem]:
    if not notebooks:
        yield Problem("notebooks", "none is named", "name at least one")
    stems = [Path(notebook).stem if str(notebook).endswith(".ipynb") else str(notebook) for notebook in notebooks]
    for stem in dict.fromkeys(stem for stem in stems if stems.count(stem) > 1):
        yield Problem(stem, "is named twice", "one report would replace the other; name it once")
    if to.exists() and not to.is_dir():
        yield Problem(str(to), "is not a folder", "give a folder to write the reports to")


def _problems_with_plan(plan: str | Path) -> Iterator[Problem]:
    if _plan_folder(plan) is None:
        near = nearest(str(plan), shipped_plans())
        yield Problem(f"plan {plan}", "is neither a folder nor the name of a shipped plan", "", near)


def _problems_with_settings(
    found: Mapping[Path, Mapping[str, Parameter]], scenarios: Sequence[str], settings: Mapping[str, object]
) -> Iterator[Problem]:
    known = list(dict.fromkeys(name for parameters in found.values() for name in parameters))
    who = next(iter(found)).stem if len(found) == 1 else "notebooks"
    for name in settings:
        if name in _OWN_WORDS:
            mend = "it follows from the plan and the scenarios asked for"
            yield Problem(f"{who}: parameter {name}", "is not a setting", mend)
        elif name not in known:
            mend = f"there is {listed(known)}" if known else "there are none"
            yield Problem(f"{who}: parameter {name}", "there is no such parameter", mend, nearest(name, known))
    if scenarios and not {"scenario", "scenarios"} & set(known):
        yield Problem(f"{who}: scenarios", "no notebook asks for a scenario", "leave them out")


def _cover(notebook: Path, executed, values: Mapping[str, object], as_of: date | None, unmasked: bool) -> Cover:
    """The head of the report; it names only what the notebook was really told."""
    one = values.get("scenario")
    return Cover(
        title=title_of(executed) or notebook.stem.replace("_", " ").capitalize(),
        plan=Path(str(values.get("plan", ""))).name,
        scenarios=tuple(Path(name).stem for name in values.get("scenarios", [one] if one else [])),
        as_of=as_of, made_on=date.today(), answer=answer_of(executed), unmasked=unmasked,
    )


def _plan_folder(plan: str | Path) -> Path | None:
    folder = Path(plan).expanduser()
    return folder.resolve() if folder.is_dir() else shipped_plans().get(str(plan))


def _one_or_more(names: str | Path | Sequence) -> tuple:
    return (names,) if isinstance(names, str | Path) else tuple(names)


def _with_progress(runs: list, progress: bool) -> Iterator:
    """In a terminal a bar over the notebooks stands above the bar over the cells; a log is spared it."""
    if not (progress and sys.stderr.isatty()):
        yield from runs
        return
    from tqdm import tqdm

    with tqdm(runs, **bar("reports", "notebooks", position=0)) as notebooks:
        yield from notebooks


@contextmanager
def _gathered(problems: list[Problem]) -> Iterator[None]:
    """Put the problems found within to the others, so that all are told at once."""
    try:
        yield
    except InputProblems as found:
        problems.extend(found.problems)
