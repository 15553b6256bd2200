"""Turns tables and YAML into records, and their mistakes into problems that say where they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, described, listed, nearest
from backoffice_lib.basics.notation import looks_uncertain, triangle
from backoffice_lib.basics.record import Origin, Record, measures
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.figures import number, whole
from backoffice_lib.files.plain_text import MOST_PROBLEMS
from backoffice_lib.files.yaml_text import Tree, flow_value

PLAN = "plan.yaml"


@dataclass
class Found:
    """What reading has come upon so far: problems, and names whose own records could not be made.

    named: by kind of record; None for a kind of which nothing could be read, so that any name may be right.
    notes: what is no mistake, but should be known.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    named: dict[str, list[str] | None] = field(default_factory=dict)

    def reading(self, reader: Callable[..., Any], path: Path, file: str, **more: Any) -> Any:
        """What a reader makes of a file, or nothing when it cannot be read; then the problems are noted."""
        try:
            return reader(path, file, **more)
        except InputProblems as wrong:
            self.problems += wrong.problems
        except OSError as error:
            self.problems.append(Problem(file, f"cannot be read ({error.strerror})", "see that it is a file you may read"))
        return None

    def note(self, kind: str, *names: str) -> None:
        """Remember that these names are used for a kind of record, right or wrong as the records may be."""
        known = self.named.setdefault(kind, [])
        if known is not None:
            known.extend(names)

    def add(
        self, kind: type[Record], values: Mapping[str, Any], origin: Origin, unread: Mapping[str, Wrong] | None = None
    ) -> Any:
        """The record, or nothing when its values are wrong; then the problems are noted.

        unread: what is wrong with fields of which no value could be made.
        """
        wrong = [Problem("", slip.what, slip.mend, slip.nearest, name) for name, slip in (unread or {}).items()]
        try:
            record = kind(**values)
        except InputProblems as refused:
            wrong += [problem for problem in refused.problems if problem.field not in (unread or {})]
        if not wrong:
            return record.read_at(origin)
        order = {name: at for at, name in enumerate(kind.model_fields)}
        wrong.sort(key=lambda problem: order.get(problem.field, -1))
        self.problems += [origin.relocated(problem) for problem in wrong]
        if isinstance(name := values.get(kind.PART_OF or kind.KIND), str):
            self.note(kind.KIND, name)
        elif kind.PART_OF:
            self.named[kind.KIND] = None
        return None


def from_table(kind: type[Record], table: Table, file: str, found: Found) -> list[Any]:
    """One record a row. A wrong header is told once and no row is read."""
    if problems := list(_header_problems(kind, table, file)):
        found.problems += problems
        found.named[kind.KIND] = list(table.cells[kind.KIND]) if kind.KIND in table.cells else None
        return []
    units, records = measures(kind), []
    optional = {name for name, info in kind.model_fields.items() if not info.is_required()}
    wrong = len(found.problems)
    for row, line in enumerate(table.lines):
        if len(found.problems) - wrong > MOST_PROBLEMS:
            found.problems.append(Problem(file, f"more than {MOST_PROBLEMS:,} problems", f"the rows from {table.rows.word} {line} on were not looked at"))
            found.named[kind.KIND] = None
            break
        origin = Origin(file, line, rows=table.rows)
        values, unread = {}, {}
        for name in table.columns:
            text = table.cells[name][row]
            if text == "" and name in optional:
                continue
            try:
                values[name] = _value(text, units.get(name))
            except Wrong as slip:
                unread[name] = slip
        if record := found.add(kind, values, origin, unread):
            records.append(record)
    return records


def _value(text: str, unit: Any) -> Any:
    if unit is None:
        return text
    if text == "":
        raise Wrong("is blank", f"give {unit.in_words()}")
    if "{" in text or text.startswith("["):
        return flow_value(text)
    if looks_uncertain(text):
        return text if unit.whole else triangle(
            text, lambda part: number(part, money=unit.is_money, confidential=unit.confidential), confidential=unit.confidential
        )
    if unit.whole:
        return whole(text)
    return number(text, money=unit.is_money, confidential=unit.confidential)


def _header_problems(kind: type[Record], table: Table, file: str) -> Iterator[Problem]:
    known = list(kind.model_fields)
    for name in table.columns:
        if name in kind.REFUSED:
            where = table.rows.place(file, table.header, name)
            yield Problem(where, f'the column "{name}" may mean two things', kind.REFUSED[name])
        elif name not in known:
            near = nearest(name, known)
            where = table.rows.place(file, table.header, name)
            yield Problem(where, f'a table like this has no column "{name}"', choice("use", near, known), near)
    for name, info in kind.model_fields.items():
        if info.is_required() and name not in table.columns:
            where = table.rows.place(file, table.header)
            yield Problem(where, f'the column "{name}" is missing', "every row needs it", nearest(name, table.columns))


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
        """The place of what lies further down a path."""
        return Place(self.tree, self.file, (*self.path, *path))


def from_yaml(kind: type[Record], place: Place, found: Found, **given: Any) -> Any:
    """A record from a mapping; any value may be written as {value: …, source: …}. What is given comes besides."""
    tree, path = place.tree, place.path
    mapping = branch(tree, *path)
    fields = [name for name in kind.model_fields if name not in given or name in place.apart]
    if not isinstance(mapping, dict):
        what = f"{_path_in_words(path)} {described(mapping)}"
        what += "" if mapping is None else ", not a group of keys and values"
        needed = [name for name in fields if kind.model_fields[name].is_required()] or fields
        found.problems.append(Problem(f"{place.file}:{place.line}", what, f"give {listed(needed)}, each as `key: value`"))
        return None
    lines, sources, values, unread = dict(_lines_within(place)), {}, dict(given), {}
    units = measures(kind)
    for name, value in mapping.items():
        if name in place.apart:
            continue
        if name not in fields:
            where, near = f"{place.file}:{lines[name]}", nearest(name, fields)
            unknown = Problem(where, f"{name} is not known here", choice("use", near, fields), near)
            refused = kind.REFUSED.get(name)
            found.problems.append(Problem(where, f"{name} may mean two things", refused) if refused else unknown)
            continue
        value, sources[name] = with_source(value)
        try:
            value = _unquoted(value) if name in units else value
        except Wrong as slip:
            unread[name] = slip
            continue
        if value is not None or kind.model_fields[name].is_required():
            values[name] = value
    return found.add(kind, values, Origin(place.file, place.line, lines, folder=place.folder, sources=sources), unread)


def _unquoted(value: Any) -> Any:
    """A distribution that stands in quotes, as it does in a CSV file, as if it stood without. Raises Wrong."""
    return flow_value(value) if isinstance(value, str) and value.startswith("{") else value


def with_source(value: Any) -> tuple[Any, str]:
    """A value that may be written as {value: …, source: …}, and its source."""
    if isinstance(value, dict) and "value" in value and set(value) <= {"value", "source"}:
        return value["value"], str(value.get("source") or "")
    return value, ""


def _lines_within(place: Place) -> Iterator[tuple[str, int]]:
    """The line of each key of a mapping, and of each key within one of them: `columns`, `columns.team`."""
    for step, line in place.tree.below.get(place.path, ()):
        yield str(step), line
        yield from ((f"{step}.{deeper}", line) for deeper, line in place.tree.below.get((*place.path, step), ()))


def _path_in_words(path: tuple) -> str:
    if path and isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {path[-2]}"
    last = max((at for at, step in enumerate(path, start=1) if isinstance(step, int)), default=0)
    return " ".join(path[last:]) or "the file"
