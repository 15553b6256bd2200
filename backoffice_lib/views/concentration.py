"""How much hangs on one vendor, country or currency, as tables and a chart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backoffice_lib.analyses.concentration import Concentration, Part
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import PALETTE, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects


@table.register(Concentration)
def _(answer: Concentration, part: str = "") -> Table:
    return part_of({"providers": _providers, "countries": _countries, "currencies": _currencies}, answer, part)


def _providers(answer: Concentration) -> Table:
    named = [replace(part, name=f"{part.name} (own centre)" if part.kind == "own centre" else part.name) for part in answer.providers]
    return _table(answer, "Vendor or own centre abroad", tuple(named))


def _countries(answer: Concentration) -> Table:
    return _table(answer, "Country", answer.countries)


def _currencies(answer: Concentration) -> Table:
    return _table(answer, "Currency of the price", answer.currencies)


def _table(answer: Concentration, named: str, parts: tuple[Part, ...]) -> Table:
    columns = (Column(named), *([Column("its people in the last month", "heads")] if parts and parts[0].fte_at_end is not None else []), Column("of all", "text"), Column(f"cost over the plan ({answer.currency})", "money"))
    rows = [(part.name, *([] if part.fte_at_end is None else [part.fte_at_end]), f"{part.share:.0%}", part.cost) for part in parts]
    return with_total(columns, rows)


@chart.register(Concentration)
def _(answer: Concentration, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    axes = (("by provider", answer.providers), ("by country", answer.countries), ("by currency", answer.currencies))
    bars = [
        go.Bar(
            y=[axis],
            x=[one.cost],
            orientation="h",
            name=label(one.name),
            marker={"color": PALETTE[at % len(PALETTE)], "line": {"color": "white", "width": 2}},
            text=f"{label(one.name)}  {one.share:.0%}",
            textposition="inside",
            insidetextanchor="middle",
            hovertemplate=f"{label(one.name)}: %{{x:,.0f}} {answer.currency}<extra></extra>",
        )
        for axis, parts in axes
        for at, one in enumerate(parts)
    ]
    drawn = figure(bars, str(answer), barmode="stack", showlegend=False)
    drawn.update_xaxes(title_text=f"cost over the plan ({answer.currency})", rangemode="tozero")
    drawn.update_yaxes(autorange="reversed")
    drawn.update_layout(height=340 if answer.providers else 110)
    return drawn
