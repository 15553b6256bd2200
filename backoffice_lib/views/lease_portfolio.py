"""A portfolio of leases as a table by place, a table of single leases, and a chart of rent per area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.lease_portfolio import LeaseGroup, LeasePortfolio
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import exact, sentence, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, table
from backoffice_lib.views.theme import LEVEL, PALETTE, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

MOST_BARS = 25


@table.register(LeasePortfolio)
def _(answer: LeasePortfolio, part: str = "") -> Table:
    if part not in ("", "groups", "leases"):
        raise refuse("table", f'a lease portfolio has no part "{part}"', "use groups or leases")
    unit = answer.currency
    area, rent = Column(f"area ({answer.area_unit})", "money"), Column(f"rent a year ({unit})", "money")
    if part == "leases":
        columns = (
            Column("Lease"), Column(_heading(answer)), area, rent, Column("end", "when"), Column("months not paid", "count"),
            Column(f"not paid ({unit})", "money"), Column(f"paid to leave ({unit})", "money"), Column(f"saving ({unit})", "money"),
        )
        rows = [(one.lease, one.group, one.area, one.rent_per_year, one.end, one.months, one.avoided, one.paid_to_leave, one.saving) for one in answer.leases]
        return Table(columns, tuple(rows))
    per = f"{unit}/{answer.area_unit}"
    columns = (
        Column(_heading(answer)), Column("leases", "count"), area, rent, Column(f"rent a year ({per})", "cents"), Column(f"median lease ({per})", "cents"),
        Column(f"saving from leaving {answer.leave_early_months} months early ({unit})", "money"),
    )
    return Table(columns, tuple(_row(group) for group in (*answer.groups, answer.total)), total=True)


def _row(group: LeaseGroup) -> tuple:
    return (group.group, group.leases, group.area, group.rent_per_year, group.rent_per_area, group.median_rent_per_area, group.saving)


def _heading(answer: LeasePortfolio) -> str:
    return {"end_year": "Ends in"}.get(answer.by, sentence(spoken(answer.by)))


@chart.register(LeasePortfolio)
def _(answer: LeasePortfolio, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    total = answer.total.rent_per_area or 0.0
    priced = [group for group in answer.groups if group.rent_per_area is not None]
    # of many only those with most rent, the rest would be too small to read
    dear = sorted(priced[:MOST_BARS], key=lambda group: -(group.rent_per_area or 0.0))
    shown = sorted(dear, key=lambda group: group.group) if answer.by == "end_year" else dear
    names, costs = [label(group.group) for group in shown], [group.rent_per_area for group in shown]
    bars = go.Bar(
        x=names, y=costs, marker_color=PALETTE[0], name="", customdata=[group.leases for group in shown],
        hovertemplate="%{x}: %{y:,.2f}, %{customdata} leases",
    )
    few = f" ({len(shown)} with most rent)" if len(priced) > len(shown) else ""
    title = f"Rent is {answer.currency} {exact(total)} per {answer.area_unit} a year"
    if len(dear) > 1:
        ends = (f"{exact(group.rent_per_area or 0)} in {group.group}" for group in (dear[-1], dear[0]))
        title += f", from {' to '.join(ends)}"
    drawn = figure([bars], title, yaxis_title=f"rent of a year<br>({answer.currency}/{answer.area_unit})", yaxis_rangemode="tozero", showlegend=False)
    drawn.update_xaxes(type="category", title=f"{_heading(answer).lower()}{few}")
    drawn.add_hline(total, line_color=LEVEL, line_dash="dash", annotation_text=f"all: {exact(total)}", annotation_position="top right")
    return drawn
