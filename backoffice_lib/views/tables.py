"""Tables of answers: units in the headings, numbers aligned and rounded for reading."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.compare import Comparison
from backoffice_lib.analyses.describe import Contents
from backoffice_lib.analyses.rank import Ranking
from backoffice_lib.analyses.summarise import Summary
from backoffice_lib.basics.money import spoken, whole

if TYPE_CHECKING:
    import pandas

FORMS = {
    "text": str,
    "money": whole,
    "heads": lambda value: f"{value:,.1f}".removesuffix(".0"),
    "count": lambda value: "" if value is None else f"{value:,}",
    "share": lambda value: f"{value:.1%}",
}


@dataclass(frozen=True)
class Column:
    """A column: its heading with the unit, and the form its values take: text, money, heads, count or share."""

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
        import pandas

        return pandas.DataFrame(self.rows, columns=[column.heading for column in self.columns])

    def texts(self) -> list[list[str]]:
        """Every cell as it is shown."""
        return [
            [FORMS[column.form](value) for column, value in zip(self.columns, row, strict=True)] for row in self.rows
        ]

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
        marks = ["" for _ in rows[:-1]] + [' class="total"' if self.total else ""] * bool(rows)
        body = "".join(f"<tr{mark}>{row}</tr>" for mark, row in zip(marks, rows, strict=True))
        return f'<table class="answer"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    @staticmethod
    def _cell(tag: str, text: str, column: Column) -> str:
        side = "left" if column.form == "text" else "right"
        return f'<{tag} style="text-align: {side}">{html.escape(text)}</{tag}>'


@singledispatch
def table(answer: Any) -> Table:
    """The answer of any analysis as a table. Raises TypeError for what is no answer."""
    raise TypeError(f"there is no table of a {type(answer).__name__}; give the answer of an analysis")


def _with_total(columns: Sequence[Column], rows: list[tuple[Any, ...]], name: str = "total") -> Table:
    """The rows with their sum below: money and heads are added up, the rest is left blank."""
    sums = [
        sum(row[at] for row in rows) if column.form in ("money", "heads") else "" for at, column in enumerate(columns)
    ]
    return Table(tuple(columns), (*rows, (name, *sums[1:])), total=True)


@table.register(Comparison)
def _(answer: Comparison) -> Table:
    unit = answer.currency
    columns = (
        Column("Cost category"),
        Column(f"{spoken(answer.against)} ({unit})", "money"),
        Column(f"{spoken(answer.scenario)} ({unit})", "money"),
        Column(f"saving ({unit})", "money"),
    )
    return _with_total(columns, [(row.category, row.against, row.scenario, row.saving) for row in answer.by_category])


@table.register(Summary)
def _(answer: Summary) -> Table:
    columns = (
        Column("Function"),
        Column("people at the start", "heads"),
        Column("people at the end", "heads"),
        Column(f"cost over the plan ({answer.currency})", "money"),
    )
    rows = [(row.function, row.heads_at_start, row.heads_at_end, row.cost) for row in answer.by_function]
    return _with_total(columns, rows)


@table.register(Contents)
def _(answer: Contents) -> Table:
    columns = (
        Column("Function"),
        Column("site"),
        Column("teams", "count"),
        Column("people", "heads"),
        Column("full-time equivalents", "heads"),
    )
    rows = [(row.function, row.site, row.teams, row.heads, row.fte) for row in answer.people]
    total = _with_total(columns, rows)
    teams = sum(row.teams for row in answer.people)
    return Table(total.columns, (*total.rows[:-1], ("total", "", teams, *total.rows[-1][3:])), total=True)


@table.register(Ranking)
def _(answer: Ranking) -> Table:
    unit = answer.currency
    columns = (
        Column("Scenario"),
        Column(f"cost ({unit})", "money"),
        Column(f"saving ({unit})", "money"),
        Column(f"saving at present value ({unit})", "money"),
        Column("pays back (month)"),
    )
    rows = [
        (
            spoken(one.scenario),
            one.cost_scenario,
            one.saving,
            one.npv_of_saving,
            "" if one.scenario == one.against else "never" if one.payback_months is None else str(one.payback_months),
        )
        for one in answer.comparisons
    ]
    return Table(columns, tuple(rows))
