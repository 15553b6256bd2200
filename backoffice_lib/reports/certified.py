"""What a run's certificate says of what it was made from, in words that lead to no place on this machine."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from backoffice_lib.analyses._input_differences import of_levers, of_plans
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files.snapshots import Input
from backoffice_lib.reports.archive import Certificate, Check, Difference, KeptFile
from backoffice_lib.reports.execution.jobs import Ended
from backoffice_lib.reports.wanted import Wanted
from backoffice_lib.scenario import TODAY

UNMASKED = "unmasked"
_PACKAGES = ("backoffice-workbench", "numpy", "pandas", "scipy", "plotly", "papermill", "nbclient", "ipykernel", "pydantic")


def certified(plan: Path, snapshot: Path, wanted: Wanted, inputs: Iterable[Input], ended: Ended, as_of: date | None, unmasked: bool) -> Certificate:
    """The certificate of a run as far as its maker knows it; the archive adds the rest."""
    values = {name: value for name, value in wanted.values.items() if name != "plan"}
    mine = f"notebooks/{wanted.notebook}"
    return Certificate(
        plan=plan.name, scenarios=wanted.scenarios, notebook=wanted.notebook,
        inputs=tuple(KeptFile(name=one.name, sha256=one.sha256, bytes=one.bytes) for one in inputs if one.name == mine or not one.name.startswith("notebooks/")),
        parameters={**values, UNMASKED: True} if unmasked else values, differences=tuple(_differences(snapshot, wanted.scenarios)),
        versions=versions(), seed=wanted.values.get("seed"), as_of=as_of.isoformat() if as_of else "",
        checks=tuple(Check(name=one.name, passed=one.passed, found=one.found, expected=one.expected) for one in ended.checks), answer=ended.answer,
    )


def _differences(snapshot: Path, scenarios: Iterable[str]) -> Iterator[Difference]:
    """What the scenarios have otherwise than the plan: their initiatives and, of a frozen one, what has become of the plan since. Pay is not shown."""
    plan = read_plan(snapshot)
    for name in scenarios:
        scenario = read_scenario(plan, name)
        for one in (*of_levers(TODAY, scenario.unfrozen), *of_plans(plan, scenario.on(plan))):
            yield Difference(path=f"{name}: {one.path}", old=one.old, new=one.new, unit=one.unit)


def versions() -> dict[str, str]:
    """The versions of the workbench, of Python and of the packages that figures and documents come from."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
