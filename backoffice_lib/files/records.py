"""Turns tables and YAML into records, and their mistakes into problems that say where they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, listed, nearest
from backoffice_lib.basics.record import Origin, Record, measures
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.figures import number, whole
from backoffice_lib.files.yaml_text import Tree


@dataclass
class Found:
    """What reading has come upon so far: problems, and names whose own records could not be made."""

    problems: list[Problem] = field(default_factory=list)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def reading(self, reader: Callable[..., Any], path: Path, file: str, **more: Any) -> Any:
        """What a reader makes of a file, or nothing when it cannot be read; then the problems are noted."""
        try:
            return reader(path, file, **more)
        except InputProblems as wrong:
            self.problems += wrong.problems
        except OSError as error:
            self.problems.append(Problem(file, f"cannot be read ({error.strerror})", "see that it is a file you may read"))
        return None

    def add(self, kind: type[Record], values: Mapping[str, Any], origin: Origin) -> Any:
        """The record, or nothing when its values are wrong; then the problems are noted."""
        try:
            return kind(**values).read_at(origin)
        except InputProblems as wrong:
            self.problems += [origin.relocated(problem) for problem in wrong.problems]
            name = values.get(kind.KIND)
            if isinstance(name, str):
                self.named[kind.KIND] = (*self.named.get(kind.KIND, ()), name)
            return None


def from_table(kind: type[Record], table: Table, file: str, found: Found) -> list[Any]:
    """One record a row. A wrong header is told once and no row is read."""
    if problems := list(_header_problems(kind, table, file)):
        found.problems += problems
        found.named[kind.KIND] = tuple(table.cells.get(kind.KIND, ()))
        return []
    units, records = measures(kind), []
    for row, line in enumerate(table.lines):
        origin = Origin(file, line, tabular=True)
        values, wrong = {}, []
        for name in table.columns:
            text = table.cells[name][row]
            if text == "" and not kind.model_fields[name].is_required():
                continue
            try:
                values[name] = _value(text, units.get(name))
            except Wrong as problem:
                wrong.append(origin.relocated(Problem("", problem.what, problem.mend, problem.nearest, name)))
        if wrong:
            found.problems += wrong
            found.named[kind.KIND] = (*found.named.get(kind.KIND, ()), table.cells[kind.KIND][row])
        elif record := found.add(kind, values, origin):
            records.append(record)
    return records


def _value(text: str, unit: Any) -> Any:
    if unit is None:
        return text
    if text == "":
        raise Wrong("is blank", f"give a number ({unit.unit.replace('/', ' per ')})")
    if unit.whole:
        return whole(text)
    return number(text, money=unit.is_money, confidential=unit.confidential)


def _header_problems(kind: type[Record], table: Table, file: str) -> Iterator[Problem]:
    known = list(kind.model_fields)
    for name in table.columns:
        if name not in known:
            yield Problem(f"{file}:1", f'there is no column "{name}" in this table', f"use {listed(known, 30)}", nearest(name, known))
    for name, info in kind.model_fields.items():
        if info.is_required() and name not in table.columns:
            yield Problem(f"{file}:1", f'the column "{name}" is missing', "every row needs it", nearest(name, table.columns))


def branch(tree: Tree, *path: str | int) -> Any:
    """What lies at a path of a YAML file."""
    value = tree.value
    for step in path:
        value = value[step]
    return value


@dataclass(frozen=True)
class Place:
    """A mapping in a YAML file, and the keys of it that are read elsewhere."""

    tree: Tree
    file: str
    path: tuple = ()
    apart: tuple[str, ...] = ()
    folder: str = ""

    @property
    def line(self) -> int:
        return self.tree.lines.get(self.path, 1)

    def within(self, *path: str | int) -> Place:
        return Place(self.tree, self.file, (*self.path, *path))


def from_yaml(kind: type[Record], place: Place, found: Found, **given: Any) -> Any:
    """A record from a mapping; any value may be written as {value: …, source: …}. What is given comes besides."""
    tree, path, file, line = place.tree, place.path, place.file, place.line
    mapping = branch(tree, *path)
    line = tree.lines.get(path, 1)
    if not isinstance(mapping, dict):
        found.problems.append(
            Problem(f"{file}:{line}", f"{_path_in_words(path)} is not a list of keys and values", f"give {listed(kind.model_fields)}")
        )
        return None
    lines = {name: tree.lines[(*path, name)] for name in mapping}
    sources, values = {}, dict(given)
    for name, value in mapping.items():
        if name in place.apart:
            continue
        if isinstance(value, dict) and "value" in value and set(value) <= {"value", "source"}:
            sources[name] = str(value.get("source", ""))
            value = value["value"]
        if value is not None or name not in kind.model_fields or kind.model_fields[name].is_required():
            values[name] = value
    return found.add(kind, values, Origin(file, line, lines, folder=place.folder, sources=sources))


def _path_in_words(path: tuple) -> str:
    return " ".join(str(step) for step in path) or "the file"
