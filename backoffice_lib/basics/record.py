"""Frozen, checked records: a record that exists is right, and it remembers where each field was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationError

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, choice, described, listed, nearest
from backoffice_lib.basics.units import Measure


@dataclass(frozen=True)
class Rows:
    """How the rows of a table are named: `teams.csv:3`, `teams.parquet: row 3`, or `plan.xlsx: teams!E3` with the
    letter of the column.

    before: what stands between the file and the number. word: what a row is called. letters: of a sheet's columns.
    called: what the table itself calls columns of ours, where it has other names.
    """

    before: str = ":"
    word: str = "line"
    letters: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)

    def place(self, file: str, line: int, name: str = "") -> str:
        """The place of a row, or of a cell of it where cells have places of their own; of the table for line 0."""
        letter = self.letters.get(self.called.get(name, name))
        if letter and line:
            return f"{file}!{letter}{line}"
        return f"{file}{self.before}{line}" if line else file

    def cell(self, file: str, line: int, name: str) -> str:
        """The place of a cell, with the name of its column."""
        name = self.called.get(name, name)
        shown = name if len(name) <= 40 else f"{name[:39]}…"
        return self.place(file, line, name) + (f" ({shown})" if name in self.letters else f": column {shown}")


@dataclass(frozen=True)
class Origin:
    """Where a record was read: folder, file, line, and the line and source of each field that has its own.

    rows: how the rows of the table are named it was read from; nothing when it was not read from a table.
    """

    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    rows: Rows | None = field(default=None, compare=False)
    folder: str = ""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    def place(self, name: str = "") -> str:
        """`teams.csv:3`, the line of the field or, failing that, of the record."""
        line = self.lines.get(name) or self.lines.get(name.partition(".")[0], self.line)
        return (self.rows or Rows()).place(self.file, line, name)

    def relocated(self, problem: Problem) -> Problem:
        """A problem with a field, told where the field was read; one that has its place already stays as it is."""
        name = problem.field
        if problem.placed:
            return problem
        if self.rows:
            return replace(problem, where=self.rows.cell(self.file, self.line, name) if name else self.place(), placed=True)
        what = f"{name.replace('.', ' ')} {problem.what}".strip()
        return replace(problem, where=self.place(name), what=what, placed=True)


# one for all records that were not read: a default would be copied deeply for each
_NOWHERE = Origin()


@dataclass(frozen=True)
class Ref:
    """Marks a name as that of a record of another kind, so that one check finds every dangling name."""

    kind: str


def _text(value: Any) -> str:
    if isinstance(value, (bool, int, float)):
        what = described(value)
        raise Wrong(f"{what}, not text", f'quote it: "{what.removeprefix("is ")}"')
    if not isinstance(value, str):
        raise Wrong(described(value), "write a name")
    if not value.strip():
        raise Wrong("is blank", "write a name")
    if len(value) > 2000:
        raise Wrong(f"has {len(value):,} characters", "give at most 2,000")
    if not value.isprintable():
        odd = next(c for c in value if not c.isprintable())
        raise Wrong(f"holds a control character (U+{ord(odd):04X})", "remove it")
    return value.strip()


def _name(value: Any) -> str:
    value = _text(value)
    if len(value) > 80:
        raise Wrong(f"has {len(value)} characters", "give a name of at most 80")
    return value


def _names(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return (_name(value),)


def _ids(value: Any) -> Any:
    """Ids of people, which may be numbers in some firms and texts in others."""
    several = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(_name(str(one) if isinstance(one, int) and not isinstance(one, bool) else one) for one in several)


Name = Annotated[str, BeforeValidator(_name)]
PersonIds = Annotated[tuple[str, ...], BeforeValidator(_ids)]
Text = Annotated[str, BeforeValidator(lambda value: value if value == "" else _text(value))]
TeamName = Annotated[str, BeforeValidator(_name), Ref("team")]
TeamNames = Annotated[tuple[Name, ...], BeforeValidator(_names), Ref("team")]
SiteName = Annotated[str, BeforeValidator(_name), Ref("site")]
LeaseName = Annotated[str, BeforeValidator(_name), Ref("lease")]
FloorName = Annotated[str, BeforeValidator(_name), Ref("floor_name")]
ContractName = Annotated[str, BeforeValidator(_name), Ref("contract")]
VendorName = Annotated[str, BeforeValidator(_name), Ref("vendor")]
FunctionName = Annotated[str, BeforeValidator(_name), Ref("function")]

def _name_or_none(kind: str) -> Any:
    """A name of a record of a kind, or blank."""
    return Annotated[str, BeforeValidator(lambda value: value if value == "" else _name(value)), Ref(kind)]


IndexName = _name_or_none("index")
SchemeName = _name_or_none("on_costs")
WorkingTimeName = _name_or_none("working_time")
SeasonName = _name_or_none("season")
FunctionOrNone = _name_or_none("function")
SiteOrNone = _name_or_none("site")
TeamOrNone = _name_or_none("team")
WorkOrNone = _name_or_none("work")
WorkNames = Annotated[tuple[Name, ...], BeforeValidator(_names), Ref("work")]
SupervisorNames = Annotated[tuple[Name, ...], BeforeValidator(_names), Ref("supervisor")]


class Hidden:
    """Stands for a value that is not to be shown."""

    def __repr__(self) -> str:
        return "…"


class Record(BaseModel):
    """A frozen record of the plan, a lever or a scenario. Raises InputProblems, all of them at once.

    REFUSED: words that people use for a field but that mean more than one thing, and what to write instead.
    PART_OF: the field that names what a record without a name is part of, when that is looked for among records that could not be read.
    GROUP: the part of a plan that holds records of this kind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True)
    KIND: ClassVar[str] = ""
    REFUSED: ClassVar[Mapping[str, str]] = {}
    PART_OF: ClassVar[str] = ""
    GROUP: ClassVar[str] = ""
    _origin: Origin = PrivateAttr(default_factory=lambda: _NOWHERE)

    def __init__(self, **values: Any):
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise InputProblems(_reworded(type(self), error, values)) from None
        self.__dict__.update({name: value.named(self.path_of(name)) for name, value in self.__dict__.items() if isinstance(value, Uncertain)})

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        """What is written, without what was left out; what is confidential is not shown."""
        units = measures(type(self))
        for name, info in type(self).model_fields.items():
            value = getattr(self, name, None)
            if info.is_required() or value != info.default:
                yield name, Hidden() if name in units and units[name].confidential and value is not None else value

    def __hash__(self) -> int:
        return hash((type(self), tuple(self.__dict__.values())))

    @classmethod
    def word(cls) -> str:
        """What a record of this kind is called in messages."""
        return cls.KIND or cls.__name__

    @property
    def key(self) -> str:
        """The name the record goes by among those of its kind."""
        return getattr(self, self.KIND)

    def read_at(self, origin: Origin) -> Record:
        """The same record, remembering where it was read."""
        self.__pydantic_private__["_origin"] = origin
        return self

    def with_(self, **changes: Any) -> Any:
        """A copy with some fields changed, checked like any other, remembering where it was read and what was left out."""
        copy = type(self)(**{**self.__dict__, **changes}).read_at(self._origin)
        copy.__pydantic_fields_set__.intersection_update({*self.model_fields_set, *changes})
        return copy

    def path_of(self, name: str) -> str:
        """The name by which a field is drawn, and asked for: `teams.accounting.heads`."""
        return f"{self.GROUP}.{self.key}.{name}" if self.GROUP else name

    def where(self) -> str:
        """Where a message about this record should point."""
        return self.line_of() or (f"{self.KIND} {self.key}" if self.KIND else type(self).__name__)

    def line_of(self, name: str = "") -> str:
        """Where a field was read, `teams.csv:3`, or nothing for a record built in Python."""
        return self._origin.place(name) if self._origin.file else ""

    def taken_from(self, name: str, other: Record, field: str) -> Any:
        """The same record, remembering that one of its fields was taken from another record."""
        origin = self._origin
        return self.read_at(replace(origin, sources={**origin.sources, name: other.source_of(field)}))

    def source_of(self, name: str) -> str:
        """Where a field comes from: its place in the files, and the publication behind it when one is named."""
        published = self.published(name)
        return " ".join(part for part in (self.line_of(name), f"({published})" if published else "") if part)

    def published(self, name: str) -> str:
        """What is named as the source of a field: a publication, or that it is an assumption; nothing when none is."""
        return self._origin.sources.get(name) or getattr(self, "source", "")

    def problem(self, name: str, what: str, mend: str = "", near: str = "") -> Problem:
        """A problem with one field of this record."""
        problem = Problem(f"{self.where()}: {name}" if name else self.where(), what, mend, near, name)
        return self._origin.relocated(problem) if self._origin.file else problem

    def refs(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Each field that names other records: field, kind, names."""
        for name, kind in _naming(type(self)):
            if value := getattr(self, name):
                yield name, kind, value if isinstance(value, tuple) else (value,)


@cache
def _naming(record: type[Record]) -> tuple[tuple[str, str], ...]:
    return tuple((name, mark.kind) for name, info in record.model_fields.items() for mark in info.metadata if isinstance(mark, Ref))


@cache
def measures(record: type[Record]) -> dict[str, Measure]:
    """The unit and bounds of each numeric field of a kind of record."""
    return {name: mark for name, info in record.model_fields.items() for mark in _marks(info) if isinstance(mark, Measure)}


def _marks(info: Any) -> Iterator[Any]:
    yield from info.metadata
    for part in get_args(info.annotation):
        if get_origin(part) is Annotated:
            yield from get_args(part)[1:]


def _reworded(record: type[Record], error: ValidationError, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Pydantic's findings in the words of a planner, without any value that may be confidential."""
    for found in error.errors(include_input=False, include_url=False):
        name = ".".join(step for step in found["loc"] if isinstance(step, str) and step != "[key]")
        where = f"{record.__name__}: {name}" if name else record.__name__
        wrong = found.get("ctx", {}).get("error")
        if not isinstance(wrong, Wrong):
            wrong = _wrong(record, found, name, values)
        yield Problem(where, wrong.what, wrong.mend, wrong.nearest, name)


def _wrong(record: type[Record], found: Any, name: str, values: Mapping[str, Any]) -> Wrong:
    """What pydantic itself finds: a field that is missing or unknown, a word that is not one of the choices."""
    if found["type"] == "missing":
        return Wrong("is missing", f"every {record.word()} needs it")
    if found["type"] == "extra_forbidden":
        if name in record.REFUSED:
            return Wrong("may mean two things", record.REFUSED[name])
        known = list(record.model_fields)
        near = nearest(name, known)
        return Wrong("is not known here", choice("use", near, known), near)
    if found["type"] == "literal_error":
        choices = [str(word) for word in get_args(record.model_fields[name].annotation)]
        near = nearest(str(values[name]), choices)
        return Wrong(f"{described(values[name])}, not one of the choices", f"use {listed(choices)}", near)
    if found["type"] == "tuple_type":
        return Wrong(f"{described(values[name])}, not a list", "put it between [ and ]")
    return Wrong("is not what belongs here", "see how the shipped plans write it")


__all__ = ["Literal", "Origin", "Record", "Ref", "measures"]
