"""Reads and writes scenarios: YAML files of levers in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from backoffice_lib import levers
from backoffice_lib.basics.errors import Problem, listed, nearest, raise_all, refuse
from backoffice_lib.basics.months import Month
from backoffice_lib.drivers import Lever
from backoffice_lib.files.plan_folder import folder_of
from backoffice_lib.files.records import Found, Place, from_yaml
from backoffice_lib.files.whole import write_whole
from backoffice_lib.files.yaml_text import read_yaml
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario

LEVERS = "levers"


def scenario_files(place: str | Path) -> dict[str, Path]:
    """The scenario files of a plan, by name, in order of their file names."""
    return {path.stem: path for path in sorted((folder_of(place) / "scenarios").glob("*.yaml"))}


def read_scenario(plan: Plan, name: str | Path) -> Scenario:
    """A scenario of a plan by its name, or from a file of its own; checked against the plan. Raises InputProblems.

    `today` is the plan as it stands.
    """
    if str(name) == TODAY.name:
        return TODAY
    known = scenario_files(plan.folder) if plan.folder else {}
    path = Path(name) if Path(name).suffix == ".yaml" else known.get(str(name))
    if path is None or not path.is_file():
        raise refuse(
            f"scenario {name}", "there is no such scenario in the plan", f"it has {listed([TODAY.name, *known])}",
            nearest(str(name), [TODAY.name, *known]),
        )
    found = Found()
    scenario = _scenario(path, _shown(path), found)
    raise_all(found.problems)
    raise_all(scenario.check(plan))
    return scenario


def read_scenarios(plan: Plan) -> list[Scenario]:
    """All scenarios of a plan, in order of their file names. Raises InputProblems with the problems of them all."""
    found, scenarios = Found(), []
    for path in scenario_files(plan.folder).values() if plan.folder else ():
        if scenario := _scenario(path, _shown(path), found):
            found.problems += scenario.check(plan)
            scenarios.append(scenario)
    raise_all(found.problems)
    return scenarios


def problems_as_written(place: str | Path) -> list[Problem]:
    """What is wrong with the scenario files of a plan in themselves, whatever the plan says."""
    found = Found()
    for path in scenario_files(place).values():
        _scenario(path, _shown(path), found)
    return found.problems


def write_scenario(scenario: Scenario, path: Path) -> Path:
    """Writes a scenario to a file that reads back as the same scenario."""
    pulled = [{lever.word(): _plain(lever.model_dump(exclude_defaults=True))} for lever in scenario.levers]
    content = {"name": scenario.name, "story": scenario.story, "owner": scenario.owner, LEVERS: pulled}
    content = {key: value for key, value in content.items() if value}
    write_whole(path, yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True))
    return path


class _Plain(yaml.SafeDumper):
    """Numbers in digits, as the gate wants them."""


_Plain.add_representer(
    float, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:.15f}".rstrip("0") + "0")
)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Month) else value


def _shown(path: Path) -> str:
    return f"scenarios/{path.name}" if path.parent.name == "scenarios" else path.name


def _scenario(path: Path, file: str, found: Found) -> Scenario | None:
    """The scenario of a file; its problems are noted, and then there is none."""
    before = len(found.problems)
    tree = found.reading(read_yaml, path, file)
    if tree is None:
        return None
    whole = Place(tree, file, apart=(LEVERS,))
    written = tree.value.get(LEVERS) or []
    if not isinstance(written, list):
        line = whole.within(LEVERS).line
        found.problems.append(Problem(f"{file}:{line}", "levers is not a list", "begin each lever with a dash"))
        written = []
    pulled = [_lever(whole.within(LEVERS, position), item, found) for position, item in enumerate(written)]
    scenario = from_yaml(Scenario, whole, found, name=path.stem, levers=tuple(filter(None, pulled)))
    return scenario if len(found.problems) == before else None


def _lever(place: Place, item: Any, found: Found) -> Lever | None:
    """One lever of the list: its word, then its fields."""
    kinds, where = levers.by_word(), f"{place.file}:{place.line}"
    if not isinstance(item, dict) or len(item) != 1:
        found.problems.append(
            Problem(where, "this is not a lever with its fields", "write it as in `- remote_work: {team: …}`")
        )
        return None
    word = next(iter(item))
    if word not in kinds:
        found.problems.append(Problem(where, f'"{word}" is not a lever', f"use {listed(kinds, 20)}", nearest(word, kinds)))
        return None
    return from_yaml(kinds[word], place.within(word), found)
