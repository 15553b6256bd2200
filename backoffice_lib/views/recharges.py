"""Who bears the cost of the back office, as tables and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.recharges import NOT_RECHARGED, Recharges
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import OTHER, PALETTE, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

MOST_FUNCTIONS = 7
"""Functions with a colour of their own; the smaller ones are drawn together."""


@table.register(Recharges)
def _(answer: Recharges, part: str = "") -> Table:
    parts = {"business units": _units, "charges": _charges, "years": _years, "not recharged": _left, "captives": _captives}
    return part_of(parts, answer, part)


def _units(answer: Recharges) -> Table:
    columns = (Column("Business unit"), *_money(answer))
    rows = [(unit, *_sums([one for one in answer.charges if one.business_unit == unit])) for unit in answer.business_units]
    return with_total(columns, [*rows, *([(NOT_RECHARGED, *_sums(answer.left))] if answer.left else [])])


def _charges(answer: Recharges) -> Table:
    columns = (Column("Cost of"), Column("Business unit"), Column("Key"), Column("weight", "figure"), Column("share", "share"), *_money(answer))
    rows = [(one.of, one.business_unit, one.allocation_key, one.weight, one.share, one.cost, one.markup, one.charged) for one in answer.charges]
    return _with_sums(columns, rows, len(columns) - 3)


def _years(answer: Recharges) -> Table:
    """What each unit is charged in each fiscal year, the mark-up of captives included."""
    years = list(dict.fromkeys(year for one in (*answer.charges, *answer.left) for year, _, _ in one.by_year))
    columns = (Column("Business unit"), *(Column(f"{year} ({answer.currency})", "money") for year in years))
    named = [(unit, [one for one in answer.charges if one.business_unit == unit]) for unit in answer.business_units]
    named += [(NOT_RECHARGED, list(answer.left))] if answer.left else []
    rows = [(unit, *(round(sum(cost + more for one in own for at, cost, more in one.by_year if at == year), 2) for year in years)) for unit, own in named]
    return with_total(columns, rows)


def _left(answer: Recharges) -> Table:
    columns = (Column("Cost of"), Column("share not recharged", "share"), *_money(answer))
    return _with_sums(columns, [(one.of, one.share, one.cost, one.markup, one.charged) for one in answer.left], 2)


def _captives(answer: Recharges) -> Table:
    """Cost, mark-up and charge of each captive, the profit the group eliminates, and its cost, which stays."""
    unit = answer.currency
    columns = (Column("Captive"), Column("mark-up", "share"), *(Column(f"{what} ({unit})", "money") for what in ("its cost", "its profit", "it charges", "eliminated", "cost of the group")))
    rows = [(one.site, one.transfer_markup_share, one.cost, one.profit, one.charged, -one.profit, one.cost) for one in answer.captives]
    return _with_sums(columns, rows, 2)


def _money(answer: Recharges) -> tuple[Column, ...]:
    return tuple(Column(f"{what} ({answer.currency})", "money") for what in ("cost to the group", "mark-up of captives", "charged"))


def _sums(charges: Any) -> tuple[float, float, float]:
    return tuple(round(sum(getattr(one, name) for one in charges), 2) for name in ("cost", "markup", "charged"))


def _with_sums(columns: tuple[Column, ...], rows: list[tuple], from_column: int) -> Table:
    """The table with a last row in which the columns from one on are summed, and the others blank."""
    sums = [round(sum(row[at] for row in rows), 2) for at in range(from_column, len(columns))]
    return Table(columns, (*rows, ("total", *[None] * (from_column - 1), *sums)), total=True) if rows else Table(columns, ())


@chart.register(Recharges)
def _(answer: Recharges, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    if not answer.charges:
        return nothing(str(answer))
    by_size: dict[str, float] = {}
    for one in (*answer.charges, *answer.left):
        by_size[one.of] = by_size.get(one.of, 0.0) + one.charged
    largest = sorted(by_size, key=lambda of: -by_size[of])
    groups = [(of, (of,), PALETTE[at % len(PALETTE)]) for at, of in enumerate(largest[:MOST_FUNCTIONS])]
    groups += [("all others", tuple(largest[MOST_FUNCTIONS:]), OTHER)] if largest[MOST_FUNCTIONS:] else []
    units = [*answer.business_units, *([NOT_RECHARGED] if answer.left else [])]
    bars = [
        go.Bar(
            name=label(name),
            y=[label(unit) for unit in units],
            x=[sum(one.charged for one in (*answer.charges, *answer.left) if one.business_unit == unit and one.of in own) for unit in units],
            orientation="h",
            marker={"color": colour, "line": {"color": "white", "width": 1}},
            hovertemplate=f"%{{y}}, {label(name)}: %{{x:,.0f}} {answer.currency}<extra></extra>",
        )
        for name, own, colour in groups
    ]
    drawn = figure(bars, str(answer), barmode="stack")
    drawn.update_xaxes(title_text=f"charged over the plan, mark-up of captives included ({answer.currency})", rangemode="tozero")
    drawn.update_yaxes(autorange="reversed")
    drawn.update_layout(height=260 + 60 * len(units), legend={"y": -0.25})
    return drawn
