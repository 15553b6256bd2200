"""Reads and writes scenarios: YAML files of levers in order, based on each other, on the plan as it is or as it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os.path import lexists
from pathlib import Path
from typing import Any

import yaml

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.errors import InputProblems, Problem, listed, nearest, raise_all, refuse
from backoffice_lib.basics.months import Month
from backoffice_lib.files.kept import Kept, hashes_in, kept_in, problems_with, shown
from backoffice_lib.files.library import library_in
from backoffice_lib.files.plain_text import leads_out
from backoffice_lib.files.plan_folder import WrongPlan, folder_of, read_plan_with
from backoffice_lib.files.records import Found
from backoffice_lib.files.scenario_files import BASED_ON, FROZEN, LEVERS, Written, read_written
from backoffice_lib.files.whole import AS_USUAL, write_whole
from backoffice_lib.plan import Plan
from backoffice_lib.plan.lease_checks import problems_of_lease
from backoffice_lib.scenario import TODAY, Scenario

_MOST_BASES = 20


def scenario_files(place: str | Path) -> dict[str, Path]:
    """The scenario files of a plan, by name, in order of their file names. Raises InputProblems when they lie elsewhere."""
    folder = folder_of(place)
    home = folder / "scenarios"
    if home.is_symlink() and leads_out(home, folder):
        raise refuse("scenarios", "this is a link that leads out of the plan folder", "put the folder itself there")
    if lexists(home) and not home.is_dir():
        raise refuse("scenarios", "this is not a folder", "make it one, with a file for each scenario")
    return {path.stem: path for path in sorted(home.glob("*.yaml"))}


def read_scenario(plan: Plan, name: str | Path) -> Scenario:
    """A scenario of a plan by its name, or from a file of its own; checked against the plan. Raises InputProblems.

    `today` is the plan as it stands. A frozen scenario brings the plan as it was kept, and is checked against that.
    """
    if str(name) == TODAY.name:
        return TODAY
    found = Found()
    of = ScenariosOf(plan.folder, found)
    raise_all(found.problems)
    path = Path(name) if Path(name).suffix == ".yaml" else of.files.get(str(name))
    if path is None or not path.is_file():
        known = [TODAY.name, *of.files]
        raise refuse(f"scenario {name}", "there is no such scenario in the plan", f"it has {listed(known)}", nearest(str(name), known))
    scenario = of.read(path)
    raise_all(found.problems)
    raise_all(scenario.check(plan))
    return _as_shown(plan, scenario)


def _as_shown(plan: Plan, scenario: Scenario) -> Scenario:
    """A frozen scenario that shows of pay what the plan shows now, not what it did when it was kept."""
    if scenario.frozen is None:
        return scenario
    policies = scenario.frozen.policies.with_(smallest_pay_group_heads=plan.policies.smallest_pay_group_heads)
    return scenario.with_(frozen=scenario.frozen.with_(policies=policies))


def read_scenarios(plan: Plan) -> list[Scenario]:
    """All scenarios of a plan, in order of their file names. Raises InputProblems with the problems of them all."""
    found = Found()
    scenarios = _all(plan.folder, found)
    for scenario in scenarios:
        found.problems += scenario.check(plan)
    found.problems += _across(plan.folder, scenarios)
    raise_all(found.problems)
    return [_as_shown(plan, scenario) for scenario in scenarios]


def problems_beside(wrong: InputProblems, place: str | Path) -> list[Problem]:
    """What is wrong with the scenarios of a plan that is wrong itself: as they are written and, where every record of the plan could be read,
    on it, but for what hangs on a name of it that leads nowhere, or on a lease whose own dates cannot be."""
    found = Found()
    for scenario in _all(folder_of(place), found):
        try:
            found.problems += _of_sound_leases(scenario, wrong.plan).check(wrong.plan) if isinstance(wrong, WrongPlan) else ()
        except KeyError:
            continue
    return found.problems


def _of_sound_leases(scenario: Scenario, plan: Plan) -> Scenario:
    """The scenario without levers on leases that are wrong in themselves: what does not fit them may fit once they are mended."""
    wrong = {lease.lease for lease in plan.leases if any(problems_of_lease(lease))}
    sound = (lever for lever in scenario.levers if not any(kind == "lease" and wrong & set(names) for _, kind, names in lever.refs()))
    return scenario.with_(levers=tuple(sound)) if wrong else scenario


def frozen_scenarios(plan: Plan) -> dict[str, Kept]:
    """The scenarios of a plan that are frozen, by their names, and what was kept of each; for scenarios that can be read."""
    found = Found()
    of = ScenariosOf(plan.folder, found)
    read = {path.stem: read_written(path, _shown(path), found) for path in of.files.values()}
    return {one.scenario.name: kept_in(Path(plan.folder), one.frozen) for one in read.values() if one and one.frozen}


def kept_for_nobody(plan: Plan) -> list[str]:
    """Kept folders that no scenario of the plan names."""
    named = {kept.folder.name for kept in frozen_scenarios(plan).values()}
    return [name for name in (hashes_in(Path(plan.folder)) if plan.folder else ()) if name not in named]


def _all(folder: str | Path, found: Found) -> list[Scenario]:
    of = ScenariosOf(folder, found)
    return [scenario for path in of.files.values() if (scenario := of.read(path))]


def _across(place: str | Path, scenarios: list[Scenario]) -> Iterator[Problem]:
    """Names that two scenarios share, and files that would never be read."""
    first: dict[str, Scenario] = {}
    for scenario in scenarios:
        if (before := first.setdefault(scenario.name, scenario)) is not scenario:
            yield scenario.problem("name", f'"{scenario.name}" is used twice', f"first at {before.line_of('name')}; keep one")
    for path in sorted((folder_of(place) / "scenarios").glob("*.yml")) if place else ():
        yield Problem(_shown(path), "a scenario's file ends in .yaml", f"rename it to {path.stem}.yaml")


class ScenariosOf:
    """The scenario files of a plan folder, each with those it is based on; what is wrong is noted, and then there is none."""

    def __init__(self, folder: str | Path, found: Found):
        self.folder, self.found = Path(folder), found
        self.files: dict[str, Path] = {}
        try:
            self.files = scenario_files(folder) if str(folder) else {}
        except InputProblems as wrong:
            found.problems += wrong.problems
        self._written: dict[Path, Written | None] = {}

    def read(self, path: Path, trail: tuple[Path, ...] = ()) -> Scenario | None:
        """The scenario of a file. trail: the files that are based on it."""
        written = self.written(path)
        if written is None:
            return None
        if written.frozen:
            return self._as_kept(written)
        base = self.base_of(path)
        if base is None:
            return written.scenario if written.based_on in ("", TODAY.name) else None
        if base in (ring := (*trail, path)):
            self._in_a_ring(ring[ring.index(base) :])
            return None
        if len(ring) > _MOST_BASES:
            self.found.problems.append(written.problem(BASED_ON, f"is the end of more than {_MOST_BASES} scenarios, each on the next", "base it on one nearer to the plan"))
            return None
        scenario = self.read(base, ring)
        return written.scenario.with_(based_on=scenario) if scenario else None

    def written(self, path: Path) -> Written | None:
        """What a file says, read once."""
        if path not in self._written:
            self._written[path] = read_written(path, _shown(path), self.found)
        return self._written[path]

    def base_of(self, path: Path) -> Path | None:
        """The file of the scenario that another is based on; none where it is on none, or there is no such scenario, which is noted."""
        written = self.written(path)
        if written is None or written.based_on in ("", TODAY.name):
            return None
        if written.based_on not in self.files:
            near = nearest(written.based_on, self.files)
            what = f'is "{written.based_on}", and there is no such scenario in the plan'
            mend = "" if near else f"it has {listed([TODAY.name, *self.files])}"
            self.found.problems.append(written.problem(BASED_ON, what, mend, near))
        return self.files.get(written.based_on)

    def kept(self, written: Written) -> Kept | None:
        """What was kept of a frozen scenario; none where it is not as it was, which is noted."""
        known = hashes_in(self.folder) if self.files else []
        if written.frozen not in known:
            what = f'is "{written.frozen}", and there is no {shown(written.frozen)}'
            near = nearest(written.frozen, known)
            self.found.problems.append(written.problem(FROZEN, what, "put the folder back, or take this line out", near))
            return None
        problems = list(problems_with(self.folder, written.frozen))
        self.found.problems += problems
        return None if problems else kept_in(self.folder, written.frozen)

    def _as_kept(self, written: Written) -> Scenario | None:
        """A frozen scenario: the levers and the plan that were kept, under the name and story it has now."""
        kept = self.kept(written)
        if kept is None:
            return None
        aside = Found()
        try:
            plan = read_plan_with(kept.folder, library_in(kept.folder))
            then = ScenariosOf(kept.folder, aside).read(kept.folder / kept.scenario)
            raise_all(aside.problems)
        except InputProblems as wrong:
            self.found.problems += [_in_kept(problem, written.frozen) for problem in wrong.problems]
            return None
        if then.own_levers != written.scenario.levers or _name(then.based_on) != self._base_name(written):
            mend = f"put them back as {shown(written.frozen, kept.scenario)} has them, or take this line out and let it go with the plan"
            self.found.problems.append(written.problem(FROZEN, "is of other levers than those in this file", mend))
            return None
        return written.scenario.with_(levers=then.levers, based_on=None).with_(frozen=plan)

    def _base_name(self, written: Written) -> str:
        return "" if written.based_on == TODAY.name else written.based_on

    def _in_a_ring(self, ring: tuple[Path, ...]) -> None:
        """Notes scenarios that are based on each other, once, wherever one comes upon them."""
        first = ring.index(min(ring))
        ring = (*ring[first:], *ring[:first])
        names = " > ".join(path.stem for path in (*ring, ring[0]))
        problem = self._written[ring[0]].problem(BASED_ON, f"leads round in a ring: {names}", "base one of them on none")
        if problem not in self.found.problems:
            self.found.problems.append(problem)


def _name(scenario: Scenario | None) -> str:
    """The name a scenario goes by among files."""
    return Path(scenario.line_of().partition(":")[0]).stem if scenario else ""


def _in_kept(problem: Problem, name: str) -> Problem:
    """A problem with what was kept, told where it lies."""
    return replace(problem, where=shown(name, problem.where))


def write_scenario(scenario: Scenario, path: Path) -> Path:
    """Writes a scenario, with the levers of those it is based on, to a file that reads back as the same scenario."""
    pulled = [{lever.word(): _plain(lever.given)} for lever in scenario.levers]
    content = {"name": scenario.name, "story": scenario.story, "owner": scenario.owner, LEVERS: pulled}
    content = {key: value for key, value in content.items() if value}
    write_whole(path, yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True), AS_USUAL)
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
    if isinstance(value, Uncertain):
        return value.written()
    return str(value) if isinstance(value, Month) else value


def _shown(path: Path) -> str:
    return f"scenarios/{path.name}" if path.parent.name == "scenarios" else path.name
