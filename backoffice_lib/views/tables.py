"""Tables of answers: units in the headings, numbers aligned and rounded for reading."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from math import isfinite
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses._worth import percent
from backoffice_lib.analyses.compare import Comparison
from backoffice_lib.analyses.describe import Contents
from backoffice_lib.analyses.list_rates import RateLine, RateList
from backoffice_lib.analyses.rank import Ranking
from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.basics.money import exact, sentence, spoken, whole

if TYPE_CHECKING:
    import pandas

FORMS = {
    "text": str,
    "money": whole,
    "cents": exact,
    "heads": lambda value: f"{value:,.1f}",
    "count": lambda value: f"{value:,}",
    "share": lambda value: "< 0.1%" if 0 < value < 0.0005 else f"{value:.1%}",
    "when": str,
    "figure": lambda value: f"{value:,.6g}",
}

AS_DATA = "application/vnd.backoffice.table+json"
"""What a notebook keeps of a table beside its looks: columns and rows, unrounded, for the documents made of it."""
_TOTAL = ' class="total" style="font-weight: 600"'


@dataclass(frozen=True)
class Column:
    """A column: its heading with the unit, and the form its values take: text, money, cents, heads, count, share, when or figure."""

    heading: str
    form: str = "text"


@dataclass(frozen=True)
class Table:
    """A table to be read on screen and in reports; `.frame` is the same as a pandas DataFrame, unrounded.

    total: whether the last row is the sum of the others.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: bool = False

    @property
    def frame(self) -> pandas.DataFrame:
        """The table as a pandas DataFrame, unrounded."""
        import pandas

        return pandas.DataFrame(self.rows, columns=[column.heading for column in self.columns])

    def texts(self) -> list[list[str]]:
        """Every cell as it is shown; a table without rows says so."""
        if not self.rows:
            return [["none", *[""] * (len(self.columns) - 1)]]
        shown = [_shown(column, cells) for column, cells in zip(self.columns, zip(*self.rows, strict=True), strict=True)]
        return [list(row) for row in zip(*shown, strict=True)]

    def __str__(self) -> str:
        cells = [[column.heading for column in self.columns], *self.texts()]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return "\n".join("  ".join(self._aligned(row, widths)).rstrip() for row in cells)

    def _aligned(self, row: Sequence[str], widths: Sequence[int]) -> list[str]:
        return [
            text.ljust(width) if column.form == "text" else text.rjust(width)
            for text, width, column in zip(row, widths, self.columns, strict=True)
        ]

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head = "".join(self._cell("th", column.heading, column) for column in self.columns)
        rows = [
            "".join(self._cell("td", text, column) for text, column in zip(row, self.columns, strict=True))
            for row in self.texts()
        ]
        marks = ["" for _ in rows[:-1]] + [_TOTAL if self.total else ""] * bool(rows)
        body = "".join(f"<tr{mark}>{row}</tr>" for mark, row in zip(marks, rows, strict=True))
        return f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        columns = [{"heading": column.heading, "form": column.form} for column in self.columns]
        rows = [[_plain(cell) for cell in row] for row in self.rows]
        return {AS_DATA: {"columns": columns, "rows": rows, "total": self.total}}

    @staticmethod
    def _cell(tag: str, text: str, column: Column) -> str:
        # JupyterLab goes by the style, reports by the class.
        side, mark = ("left", "") if column.form == "text" else ("right", ' class="number"')
        return f'<{tag}{mark} style="text-align: {side}">{html.escape(text)}</{tag}>'


def _plain(cell: Any) -> Any:
    """A cell as a number, a text, true, false or nothing; what is infinite or no number is told as a text."""
    if cell is None or isinstance(cell, bool | str):
        return cell
    if isinstance(cell, Integral):
        return int(cell)
    return float(cell) if isinstance(cell, Real) and isfinite(cell) else str(cell)


def _shown(column: Column, cells: Sequence[Any]) -> list[str]:
    """The cells of a column as texts, a gap as nothing; whole people without a decimal, when all of them are whole."""
    texts = ["" if cell is None else FORMS[column.form](cell) for cell in cells]
    whole_people = column.form == "heads" and all(text.endswith(".0") for text in texts if text)
    return [text.removesuffix(".0") for text in texts] if whole_people else texts


@singledispatch
def table(answer: Any, part: str = "") -> Table:
    """The answer of any analysis as a table, or one part of it by name.

    Raises TypeError for what is no answer, and InputProblems for a part it does not have.
    """
    raise TypeError(f"there is no table of a {type(answer).__name__}; give the answer of an analysis")


def part_of(parts: dict[str, Callable[[Any], Table]], answer: Any, part: str) -> Table:
    """The part asked for; the first when none is named."""
    if part and part not in parts:
        raise refuse("table", f'there is no part "{part}"', f"use {listed(parts)}", nearest(part, parts))
    return parts[part or next(iter(parts))](answer)


def with_total(columns: Sequence[Column], rows: list[tuple[Any, ...]]) -> Table:
    """The rows with their sum below: money, heads and counts are added up, the rest is left blank."""
    sums = [
        "" if column.form == "text" else sum(row[at] for row in rows) for at, column in enumerate(columns[1:], start=1)
    ]
    return Table(tuple(columns), (*rows, ("total", *sums)), total=True)


@table.register(Contents)
def _(answer: Contents, part: str = "") -> Table:
    parts = {"people": _people, "work": _work, "spans": _spans, "leases": _leases, "vendors": _vendors, "unsure": _unsure, "scenarios": _scenarios, "notes": _notes}
    return part_of(parts, answer, part)


def _people(answer: Contents) -> Table:
    columns = (
        Column("Function"),
        Column("site"),
        Column("teams", "count"),
        Column("people", "heads"),
        Column("full-time equivalents", "heads"),
    )
    return with_total(columns, [(row.function, row.site, row.teams, row.heads, row.fte) for row in answer.people])


def _work(answer: Contents) -> Table:
    names = ("Work", "function", "unit", "in an average month")
    return Table((*map(Column, names), Column("minutes of one, with rework", "figure"), Column("done")), answer.work)


def _spans(answer: Contents) -> Table:
    columns = (Column("Led by"), Column("people to each", "figure"))
    return Table(columns, tuple((listed(teams, 4), span) for span, teams in answer.spans))


def _unsure(answer: Contents) -> Table:
    return Table((Column("Input"), Column("is unsure, as it is written"), Column("where")), tuple((sentence(label), *more) for label, *more in answer.unsure))


def _leases(answer: Contents) -> Table:
    columns = (Column("Lease"), Column("site"), Column("seats", "count"), Column("last month"), Column("break from"))
    return Table(columns, tuple((*row[:4], row[4] or "no break right") for row in answer.leases))


def _vendors(answer: Contents) -> Table:
    return Table((Column("Vendor"), Column("country"), Column("mode")), answer.vendors)


def _scenarios(answer: Contents) -> Table:
    return Table((Column("Scenario"), Column("story")), tuple((spoken(name), story) for name, story in answer.scenarios))


def _notes(answer: Contents) -> Table:
    return Table((Column("What was noted when the plan was read"),), tuple((note,) for note in answer.notes or ("nothing",)))


@table.register(Ranking)
def _(answer: Ranking, part: str = "") -> Table:
    return part_of({"scenarios": _ranked, "notes": _left_out}, answer, part)


def _ranked(answer: Ranking) -> Table:
    unit = answer.currency
    columns = (
        Column("Scenario"),
        Column(f"cost ({unit})", "money"),
        Column(f"saving ({unit})", "money"),
        Column(f"saving at present value ({unit})", "money"),
        Column("pays back in month", "when"),
        Column(f"equivalent annual cost ({unit})", "money"),
        Column("rate of return a year (IRR)", "when"),
    )
    return Table(columns, tuple(_ranked_row(one) for one in answer.comparisons))


def _ranked_row(one: Comparison) -> tuple[Any, ...]:
    never = "never" if one.payback_months is None else str(one.payback_months)
    back = "" if one.scenario == one.against else never
    rates = one.worth.irrs_per_year
    earned = percent(rates[0]) if len(rates) == 1 else f"{len(rates)} of them" if rates else "none"
    annual = one.worth.equivalent_annual_cost.scenario
    return spoken(one.scenario), one.cost_scenario, one.saving, one.npv_of_saving, back, annual, "" if one.scenario == one.against else earned


def _left_out(answer: Ranking) -> Table:
    rows = [(spoken(one.scenario), note) for one in answer.comparisons for note in one.notes]
    return Table((Column("Scenario"), Column("what to know beside the figures")), tuple(rows or [("all", "nothing was noted")]))


@table.register(RateList)
def _(answer: RateList, part: str = "") -> Table:
    aged = (Column(f"in {answer.aged_to}", "figure"),) if answer.aged_to else ()
    columns = (
        Column("What"),
        Column("of"),
        Column("place"),
        Column("value", "figure"),
        *aged,
        Column("unit"),
        Column("as of"),
        Column("aged by"),
        Column("status"),
        Column("source"),
    )
    return Table(columns, tuple(_rate_row(line, bool(aged)) for line in answer.lines))


def _rate_row(line: RateLine, aged: bool) -> tuple[Any, ...]:
    rate = line.rate
    unit = rate.unit.replace("money", rate.currency or "money").replace("plan currency", rate.currency or "plan currency")
    own = (rate.what, rate.item, rate.place, rate.value)
    return *own, *((line.aged,) if aged else ()), unit, rate.as_of, rate.aged_by, rate.status, rate.source
