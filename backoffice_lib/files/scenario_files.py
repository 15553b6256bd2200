"""Reads a scenario file as it is written: its own levers, and the names of what it is based on and frozen as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backoffice_lib import levers
from backoffice_lib.basics.errors import Problem, choice, described, nearest
from backoffice_lib.drivers import Lever
from backoffice_lib.files.records import Found, Place, from_yaml, with_source
from backoffice_lib.files.yaml_text import read_yaml
from backoffice_lib.scenario import TODAY, TODAY_AS_KEPT, Scenario

LEVERS, BASED_ON, FROZEN = "levers", "based_on", "frozen"


@dataclass(frozen=True)
class Written:
    """What a scenario file says: the scenario with its own levers alone, and two names that lead elsewhere.

    place: of the whole file.
    """

    scenario: Scenario
    based_on: str
    frozen: str
    place: Place

    def problem(self, key: str, what: str, mend: str = "", near: str = "") -> Problem:
        """A problem with a key of the file."""
        return Problem(f"{self.place.file}:{self.place.within(key).line}", f"{key} {what}", mend, near, placed=True)


def read_written(path: Path, file: str, found: Found) -> Written | None:
    """A scenario file; what is wrong with it is noted, and then there is none. file: its name in messages."""
    before = len(found.problems)
    tree = found.reading(read_yaml, path, file)
    if tree is None:
        return None
    whole = Place(tree, file, apart=(LEVERS, BASED_ON, FROZEN))
    written = tree.value.get(LEVERS)
    if written is not None and not isinstance(written, list):
        where = f"{file}:{whole.within(LEVERS).line}"
        found.problems.append(Problem(where, f"levers {described(written)}, not a list", "begin each lever with a dash"))
    written = written if isinstance(written, list) else []
    pulled = [_lever(whole.within(LEVERS, position), item, found) for position, item in enumerate(written)]
    named = {} if "name" in tree.value else {"name": path.stem}
    scenario = from_yaml(Scenario, whole, found, **named, levers=tuple(filter(None, pulled)))
    if scenario and scenario.name in (TODAY.name, TODAY_AS_KEPT):
        found.problems.append(scenario.problem("", f'"{scenario.name}" is the plan as it stands', "give the scenario another name"))
    based_on, frozen = (_word(whole, key, found) for key in (BASED_ON, FROZEN))
    return Written(scenario, based_on, frozen, whole) if len(found.problems) == before else None


def _word(whole: Place, key: str, found: Found) -> str:
    """The name under a key; nothing where there is none."""
    value, _ = with_source(whole.tree.value.get(key))
    if value is None or isinstance(value, str):
        return (value or "").strip()
    what, mend = f"{key} {described(value)}, not a name", 'quote it, like "0123"' if isinstance(value, int | float) else "write one name"
    found.problems.append(Problem(f"{whole.file}:{whole.within(key).line}", what, mend))
    return ""


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
