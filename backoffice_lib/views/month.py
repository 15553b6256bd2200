"""One month of the plan, as tables and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.report_month import MonthReport, WorkOfMonth
from backoffice_lib.basics.money import money
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import LEVEL, PALETTE, figure

if TYPE_CHECKING:
    import plotly.graph_objects


@table.register(MonthReport)
def _(answer: MonthReport, part: str = "") -> Table:
    return part_of({"costs": _costs, "people": _people, "work": _work, "seats": _seats}, answer, part)


def _costs(answer: MonthReport) -> Table:
    unit, first = answer.currency, answer.month == answer.path[0][0]
    headings = [f"{answer.month} ({unit})", f"month before ({unit})", f"{answer.year} so far ({unit})", f"all {answer.year} ({unit})"]
    rows = [[row.category, row.month, row.before, row.year_to_date, row.year] for row in answer.costs]
    if first:  # nothing is known of the month before the plan
        headings.pop(1)
        rows = [[*row[:2], *row[3:]] for row in rows]
    return with_total([Column("Cost category"), *(Column(heading, "money") for heading in headings)], rows)


def _people(answer: MonthReport) -> Table:
    names = ("people before", "joined", "moved in or out", "left", "people after", "posts", "vacant")
    columns = (Column("Function"), *(Column(name, "heads") for name in names))
    rows = [(row.function, row.opening, row.joined, row.moved, row.left, row.closing, row.posts, row.vacant) for row in answer.people]
    return with_total(columns, rows)


def _work(answer: MonthReport) -> Table:
    columns = (
        Column("Work"),
        Column("units that come in", "money"),
        Column("units that wait", "money"),
        Column("wait (working days)", "when"),
        Column("target (working days)", "when"),
        Column("older than its target", "when"),
    )
    return Table(columns, tuple(_work_row(row) for row in answer.work))


def _work_row(row: WorkOfMonth) -> tuple:
    live = row.target_days is None
    wait = "live" if live else "for ever" if row.age_days is None else f"{row.age_days:,.1f}"
    missed = ("too few people" if live else "yes") if row.late else ""
    return row.work, row.units_in, row.backlog_units, wait, "live" if live else f"{row.target_days:g}", missed


def _seats(answer: MonthReport) -> Table:
    columns = (Column("Site"), Column("seats needed", "heads"), Column("seats held", "heads"), Column("spare", "heads"))
    return with_total(columns, [(row.site, row.needed, row.held, row.held - row.needed) for row in answer.seats])


@chart.register(MonthReport)
def _(answer: MonthReport, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    months, costs = zip(*answer.path, strict=True)
    bars = go.Bar(
        x=months,
        y=costs,
        marker={"color": [PALETTE[0] if month == answer.month else "#B8C2CC" for month in months]},
        hovertemplate=f"%{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
    )
    average = sum(costs) / len(costs)
    side = "above" if answer.cost >= average else "below"
    title = f"{answer.month} costs {money(answer.cost, answer.currency)}, {side} the {money(average, answer.currency)} of an average month"
    drawn = figure([bars], title, showlegend=False)
    drawn.add_hline(y=average, line={"color": LEVEL, "width": 1, "dash": "dot"})
    drawn.update_layout(bargap=0.15)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text=f"cost in the month ({answer.currency})")
    return drawn
