"""Keeps a scenario that was put together on a page as a file that the command line reads, and finds those kept before."""

from __future__ import annotations

import re
from pathlib import Path

from backoffice_lib.basics.errors import refuse
from backoffice_lib.files.scenarios import read_scenario, scenario_files, write_scenario
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, TODAY_AS_KEPT, Scenario

_NOT_IN_A_FILE_NAME = re.compile(r"[^\w-]+")


def folder_to_save_in(plan: Plan, otherwise: str | Path = "scenarios") -> Path:
    """Where scenarios of a plan are kept: in its own folder or, of a plan that comes with the workbench, in another one."""
    home = Path(plan.folder).resolve() if plan.folder else None
    shipped = home is None or home in (path.resolve() for path in shipped_plans().values())
    return Path(otherwise).resolve() if shipped else home / "scenarios"


def known_scenarios(plan: Plan, folder: Path) -> dict[str, str]:
    """What there is to start from, by name: today, the scenarios of the plan, and those kept in a folder; and how each is read."""
    own = {} if not plan.folder else {name: name for name in scenario_files(plan.folder)}
    kept = {path.stem: str(path) for path in sorted(folder.glob("*.yaml"))} if folder.is_dir() else {}
    return {TODAY.name: TODAY.name, **kept, **own}


def content_of(path: Path) -> bytes:
    """What a file holds that was just written."""
    return path.read_bytes()


def save_scenario(plan: Plan, scenario: Scenario, folder: Path, replace: bool = False) -> Path:
    """The file a scenario was saved in, under its name. It was read again, and is the same.

    replace: whether a file of that name may be replaced. Raises InputProblems where it is there and may not be.
    """
    stem = _NOT_IN_A_FILE_NAME.sub("_", scenario.name).strip("_")
    if not stem or scenario.name in (TODAY.name, TODAY_AS_KEPT):
        raise refuse("scenario name", f'"{scenario.name}" cannot name a file of its own', "give it another name")
    path, own = folder / f"{stem}.yaml", scenario_files(plan.folder) if plan.folder else {}
    if stem in own and own[stem].resolve() != path.resolve():
        raise refuse("scenario name", f'the plan has a scenario "{stem}" already', "give this one another name")
    if path.exists() and not replace:
        raise refuse("scenario name", f"{path.name} is there already", "save once more to replace it, or give another name")
    folder.mkdir(parents=True, exist_ok=True)
    write_scenario(scenario, path)
    if read_scenario(plan, path) != scenario:
        raise RuntimeError("the scenario that was saved reads back as another one")
    return path
