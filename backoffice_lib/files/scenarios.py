"""Reads and writes scenarios: YAML files of levers in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from backoffice_lib import levers
from backoffice_lib.basics.errors import Problem, choice, described, listed, nearest, raise_all, refuse
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
    found.problems += _across(plan.folder, scenarios)
    raise_all(found.problems)
    return scenarios


def _across(place: str | Path, scenarios: list[Scenario]) -> Iterator[Problem]:
    """Names that two scenarios share, and files that would never be read."""
    first: dict[str, Scenario] = {}
    for scenario in scenarios:
        if (before := first.setdefault(scenario.name, scenario)) is not scenario:
            yield scenario.problem("name", f'"{scenario.name}" is used twice', f"first at {before.line_of('name')}; keep one")
    for path in sorted((folder_of(place) / "scenarios").glob("*.yml")) if place else ():
        yield Problem(_shown(path), "a scenario's file ends in .yaml", f"rename it to {path.stem}.yaml")


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
    written = tree.value.get(LEVERS)
    if written is not None and not isinstance(written, list):
        where = f"{file}:{whole.within(LEVERS).line}"
        found.problems.append(Problem(where, f"levers {described(written)}, not a list", "begin each lever with a dash"))
    written = written if isinstance(written, list) else []
    pulled = [_lever(whole.within(LEVERS, position), item, found) for position, item in enumerate(written)]
    named = {} if "name" in tree.value else {"name": path.stem}
    scenario = from_yaml(Scenario, whole, found, **named, levers=tuple(filter(None, pulled)))
    if scenario and scenario.name == TODAY.name:
        found.problems.append(scenario.problem("", f'"{TODAY.name}" is the plan as it stands', "give the scenario another name"))
    return scenario if len(found.problems) == before else None


def _lever(place: Place, item: Any, found: Found) -> Lever | None:
    """One lever of the list: its word, then its fields."""
    kinds, where = levers.by_word(), f"{place.file}:{place.line}"
    if not isinstance(item, dict) or len(item) != 1:
        found.problems.append(Problem(where, *_not_one_lever(item, kinds)))
        return None
    word = next(iter(item))
    if word not in kinds:
        near = nearest(word, kinds)
        found.problems.append(Problem(where, f'"{word}" is not a lever', choice("use", near, kinds), near))
        return None
    return from_yaml(kinds[word], place.within(word), found)


def _not_one_lever(item: Any, kinds: Mapping[str, type[Lever]]) -> tuple[str, str]:
    """What is wrong with an item of the list of levers that is not one word with its fields, and what would be right."""
    if not isinstance(item, dict) or not item:
        return f"this {described(item)}, not a lever with its fields", "write it like `- remote_work: {team: …}`"
    if sum(word in kinds for word in item) > 1:
        return f"one dash holds {len(item)} levers", "begin each with a dash of its own"
    return "the fields stand beside the lever", "indent them deeper than its word"
