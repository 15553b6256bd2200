"""How a roster of people is to be read: its file, which of its columns is what, and what it does not say."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from backoffice_lib.basics.errors import Wrong, described
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan.mapped import DateOrder, UnusableRows, columns_of, each_its_own, mapping

COLUMNS = (
    "person",
    "team",
    "role",
    "site",
    "function",
    "full_time",
    "salary_per_year",
    "pay_per_hour",
    "hours_per_week",
    "position",
    "manager",
    "start",
    "end",
    "fte_share",
)


def complete(columns: dict[str, str]) -> dict[str, str]:
    """The columns, when they say who is paid what, each from a column of its own. Raises Wrong."""
    if "team" not in columns or not {"salary_per_year", "pay_per_hour"} & set(columns):
        raise Wrong("does not say who is paid what", "name the columns of team, and of salary_per_year or pay_per_hour")
    if "end" in columns and "start" not in columns:
        raise Wrong("does not say when people start, only when they end", "name the column of start, or leave out end")
    if "manager" in columns and "person" not in columns:
        raise Wrong("does not say who is who, only who manages", "name the column of person, or leave out manager")
    return each_its_own(columns)


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) and word.strip() for word in value):
        what = f"{described(value)}, not a list of words" if not isinstance(value, list) else "is not a list of words"
        raise Wrong(what, "write words of job titles, such as [accountant, auditor]")
    return tuple(word.casefold() for word in value)


Columns = columns_of("a roster", COLUMNS, complete)
Functions = Annotated[dict[Name, Annotated[tuple[str, ...], BeforeValidator(_words)]], BeforeValidator(mapping)]


class RosterSource(Record):
    """How to read an HR export: its file, which of its columns is what, and what it does not say.

    columns: our name of a column to the file's; left out, the file has our names. dates: the order in which days are
    written; year-month-day is understood besides. defaults: columns and team fields that hold for everyone.
    functions: for each function, words of the job titles that do it; the first that fits wins, the rest do
    `other_function`. full_time_hours_per_week and weeks_per_year turn hourly pay into yearly. smallest_team: people
    in fewer numbers are joined to a larger team, so that no team shows somebody's pay. unusable_rows: `stop`, or
    `leave_out` and report them.
    """

    KIND: ClassVar[str] = "people"

    file: Name
    columns: Columns = Field(default_factory=dict)
    dates: DateOrder = "year-month-day"
    defaults: Annotated[dict[str, Any], BeforeValidator(mapping)] = Field(default_factory=dict)
    functions: Functions = Field(default_factory=dict)
    other_function: Name = "general work"
    full_time_hours_per_week: Annotated[float, Measure("hours/week", high=80, above_low=True)] = 40.0
    weeks_per_year: Annotated[float, Measure("weeks/year", low=40, high=53)] = 52.0
    smallest_team: Annotated[int, Measure("people", low=5, high=1000, whole=True)] = 5
    unusable_rows: UnusableRows = "stop"
    source: Text = ""

    @property
    def key(self) -> str:
        return self.file

    def function_of(self, role: str) -> str:
        """The function a job title does, by the words in it."""
        title = role.casefold()
        fitting = (name for name, words in self.functions.items() if any(word in title for word in words))
        return next(fitting, self.other_function)
