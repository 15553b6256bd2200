"""What a report is asked for: its notebook, for which scenarios and settings, in which formats, when, where to, and whom to tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from backoffice_lib.basics.errors import InputProblems, Wrong, described, listed, nearest
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import Measure
from backoffice_lib.reports.archive.places import checked_name
from backoffice_lib.reports.recipients import Recipients
from backoffice_lib.reports.secret_settings import check_secret
from backoffice_lib.reports.timing import Timing

FORMATS = ("html", "pdf", "xlsx", "ipynb")
ALL = "all"
MOST_REPORTS = 500
"""Of one grid: more were a slip, such as one report for each person."""
_GAP = re.compile(r"\{([^{}]*)\}")
_FILE_NAME = re.compile(r"[\w][\w .-]{0,79}")

Minutes = Annotated[float, Measure("minutes", low=0.0, high=24 * 60, above_low=True)]
Value = str | int | float | bool | list | None


def _several(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else (value,) if isinstance(value, str) else value


def _formats(value: Any) -> Any:
    several = _several(value)
    if not isinstance(several, tuple) or not several:
        raise Wrong(described(value), f"use {listed(FORMATS)}")
    for one in several:
        if one not in FORMATS:
            raise Wrong(f"{described(one)}, which no report is written as", f"use {listed(FORMATS)}", nearest(str(one), FORMATS))
    return several


def _settings(value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise Wrong(f"{described(value)}, not a group of keys and values", "write `settings: {month: 2027-03}`")
    for name, given in value.items():
        check_secret(str(name), given)
    return dict(value)


def _grid(value: Any) -> Any:
    value = _settings(value)
    for name, choices in value.items():
        if choices != ALL and not (isinstance(choices, list) and choices):
            raise Wrong(f"{name} {described(choices)}", f'give a list such as [a, b], or "{ALL}"')
    return value


def _bound(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"{described(value)}, not a number", "write digits only, such as 1000000")
    return float(value)


Bound = Annotated[float | None, BeforeValidator(_bound)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_several)]


class Expectation(Record):
    """Where a figure of a scenario is expected to lie; a report whose figures lie elsewhere is stamped FAILED.

    figure: over the plan, in plan currency; of a break-even the value of `input` at which the scenario costs the same as today.
    """

    KIND = "expectation"

    figure: Literal["cost", "saving", "npv", "payback_months", "break_even"]
    scenario: Name = "today"
    input: str = ""
    at_least: Bound = None
    at_most: Bound = None

    @model_validator(mode="after")
    def _says_something(self) -> Expectation:
        if self.at_least is None and self.at_most is None:
            raise Wrong("expects nothing", "give at_least, at_most or both")
        if None not in (self.at_least, self.at_most) and self.at_least > self.at_most:
            raise Wrong("at_least is above at_most", "swap them")
        if (self.figure == "break_even") != bool(self.input):
            raise Wrong("a break_even is of an input, and nothing else is", "name it, such as input: fx.INR.rate")
        return self


class AskedReport(Record):
    """One report as `reports.yaml` asks for it.

    name: also that of its files; `{site}` in it stands for a value of the grid. notebook: of a shipped one its name, of another its path within the plan.
    settings: parameters of the notebook. for_each: one report for each value, or for each combination: a list, or `all` sites, functions, teams or scenarios.
    single_file: whether a page holds all it needs, to be sent on alone; else all pages of an archive share one file for their charts.
    timing: when, in the words of `when`. missed: what is made up for after a pause. to: the folder of all runs, from the plan's folder; as the command says if left out. tell: whom.
    """

    KIND = "name"

    name: Name
    notebook: Text
    scenarios: Names = ()
    settings: Annotated[dict[str, Any], BeforeValidator(_settings)] = {}
    for_each: Annotated[dict[str, Any], BeforeValidator(_grid)] = {}
    formats: Annotated[tuple[str, ...], BeforeValidator(_formats)] = ("html",)
    single_file: bool = False
    language: Literal["en"] = "en"
    timing: Timing | None = None
    missed: Literal["none", "latest", "all"] = "latest"
    deadline_minutes: Minutes = 30.0
    to: str = ""
    tell: Recipients | None = None
    expect: tuple[Expectation, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> AskedReport:
        gaps = _GAP.findall(self.name)
        for gap in gaps:
            if gap not in self.for_each:
                known = [*self.for_each]
                raise Wrong(f"the name has {{{gap}}}, and for_each does not", f"for_each has {listed(known)}" if known else "add it to for_each", nearest(gap, known))
        for name in self.for_each:
            if name not in gaps:
                raise Wrong(f"the reports for each {name} would all have one name", f"put {{{name}}} into the name, such as {self.name}_{{{name}}}")
        if not _FILE_NAME.fullmatch(_GAP.sub("x", self.name)):
            raise Wrong(f'"{self.name}" cannot name a file', "use letters, digits, spaces, - and _")
        _check_folder(_GAP.sub("x", self.name))
        return self


def _check_folder(name: str) -> None:
    """Raise Wrong for a name that no folder of an archive can have."""
    try:
        checked_name("report", name)
    except InputProblems as wrong:
        raise Wrong(f'"{name}" {wrong.problems[0].what}', wrong.problems[0].mend) from None


def each_of(asked: AskedReport, named: Mapping[str, tuple[str, ...]]) -> Iterator[AskedReport]:
    """The reports of a grid, one for each combination of its values. named: what `all` is, by parameter. Raises Wrong."""
    choices: dict[str, list] = {}
    for name, values in asked.for_each.items():
        if values == ALL and name not in named:
            raise Wrong(f'for_each {name} is "{ALL}"', f"only {listed(named)} can be; give a list such as [a, b]", nearest(name, named))
        choices[name] = [*named[name]] if values == ALL else values
    combinations = [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]
    if len(combinations) > MOST_REPORTS:
        raise Wrong(f"for_each gives {len(combinations):,} reports", f"at most {MOST_REPORTS} are made; give fewer values")
    for values in combinations if choices else ():
        name = _GAP.sub(lambda gap, values=values: _as_name(values[gap[1]]), asked.name)
        settings = {**asked.settings, **{key: value for key, value in values.items() if key != "scenario"}}
        scenarios = (values["scenario"],) if "scenario" in values else asked.scenarios
        yield asked.with_(name=name, settings=settings, scenarios=scenarios, for_each={})
    if not choices:
        yield asked


def _as_name(value: Value) -> str:
    return re.sub(r"[^\w .-]+", "_", str(value)).strip(" ._")[:60] or "blank"
