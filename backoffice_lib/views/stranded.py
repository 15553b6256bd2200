"""Seats that nobody needs, as a table by site and a chart over the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.stranded import Stranded
from backoffice_lib.basics.money import money, spoken, whole
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, table, with_total
from backoffice_lib.views.theme import LEVEL, SPENT, figure

if TYPE_CHECKING:
    import plotly.graph_objects


@table.register(Stranded)
def _(answer: Stranded, part: str = "") -> Table:
    unit = answer.currency
    columns = (
        Column("Site"),
        Column("seats held at the end", "heads"),
        Column("seats needed at the end", "heads"),
        Column(f"paid for space ({unit})", "money"),
        Column(f"of it for seats nobody needs ({unit})", "money"),
    )
    return with_total(columns, [(row.site, row.seats_held, row.seats_needed, row.paid, row.cost) for row in answer.by_site])


@chart.register(Stranded)
def _(answer: Stranded, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    months = list(dict.fromkeys(month for month, *_ in answer.path))
    paid, cost = ([sum(row[at] for row in answer.path if row[0] == month) for month in months] for at in (2, 3))
    used = [total - part for total, part in zip(paid, cost, strict=True)]
    bars = [
        go.Bar(name=name, x=months, y=values, marker_color=colour, hovertemplate="%{x}: %{y:,.0f}")
        for name, values, colour in (("for seats needed", used, LEVEL), ("for seats nobody needs", cost, SPENT))
    ]
    title = f"{spoken(answer.scenario)} pays {money(answer.cost, answer.currency)} of {whole(answer.paid)} for seats nobody needs"
    unit = f"rent, charges and taxes<br>({answer.currency} a month)"
    return figure(bars, title, barmode="stack", yaxis_title=unit, yaxis_rangemode="tozero")
