"""What has changed since last month, as a table of movers and a chart from the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.since_last_close import SinceLastClose
from backoffice_lib.analyses.variance import verdict
from backoffice_lib.basics.money import money
from backoffice_lib.views.charts import chart, waterfall
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.variance import not_drawn, without_books

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_BARS = 12


@table.register(SinceLastClose)
def _(answer: SinceLastClose, part: str = "") -> Table:
    if answer.missing:
        return without_books()
    return part_of({"landing": _landing, "books": _books, "notes": _notes}, answer, part)


def _landing(answer: SinceLastClose) -> Table:
    """Where the year landed a month ago, what moved it, and where it lands now."""
    names = ["landing_before", "by_books", *["by_forecast"] * (answer.before != answer.forecast), "landing", "change"]
    headings = {
        "landing_before": f"{answer.year}, landing a month ago",
        "by_books": f"booked in {answer.last_close}, less its forecast",
        "by_forecast": "new forecast, less the old",
        "landing": "landing now",
        "change": "change",
    }
    return _summed(answer, names, headings, "change")


def _books(answer: SinceLastClose) -> Table:
    """The month and the year to date against plan."""
    headings = {
        "plan_month": f"plan of {answer.last_close}",
        "actual_month": "booked",
        "variance_month": "variance",
        "plan_to_date": f"plan of {answer.year} to date",
        "actual_to_date": "booked to date",
        "variance_to_date": "variance to date",
    }
    return _summed(answer, list(headings), headings, "variance_to_date")


def _summed(answer: SinceLastClose, names: list[str], headings: dict[str, str], verdict_of: str) -> Table:
    columns = [Column(f"{headings[name]} ({answer.currency})", "money") for name in names]
    rows = [(row.name, *(getattr(row, name) for name in names), _word(getattr(row, verdict_of))) for row in answer.rows]
    rows = [row for row in rows if any(row[1:-1])]
    if rows:
        rows.append(("total", *(answer.total(name) for name in names), _word(answer.total(verdict_of))))
    return Table((Column(answer.by.replace("_", " ").capitalize()), *columns, Column("that is")), tuple(rows), total=bool(rows))


def _word(change: float) -> str:
    return verdict(change) if change else ""


def _notes(answer: SinceLastClose) -> Table:
    return Table((Column("To know"),), tuple((note,) for note in answer.notes or ("nothing was noted",)))


@chart.register(SinceLastClose)
def _(answer: SinceLastClose, part: str = "") -> plotly.graph_objects.Figure:
    """What moved the landing of the year, the largest first."""
    if answer.missing:
        return not_drawn(answer.missing)
    total = answer.total("change")
    side = "up" if total > 0 else "down"
    title = f"the landing of {answer.year} is {side} by {money(abs(total), answer.currency)} since the month before ({verdict(total)})"
    if not total:
        title = f"the landing of {answer.year} is where it was a month ago"
    changes = [(row.name, -row.change) for row in answer.rows if abs(row.change) >= 0.5]
    rest = round(sum(change for _, change in changes[_MOST_BARS:]), 2)
    return waterfall([*changes[:_MOST_BARS], *([("all others", rest)] if rest else [])], -total, title, answer.currency)
