"""Choosing between scenarios that are unsure: what one may regret, and what it is worth to know more, as tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.regret import Regret
from backoffice_lib.analyses.risk import how_often
from backoffice_lib.analyses.value_of_information import InformationValue
from backoffice_lib.basics.money import money, sentence, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, table
from backoffice_lib.views.theme import LEVEL, PALETTE, figure, label, legend_below, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST = 12


@table.register(Regret)
def _(answer: Regret, part: str = "") -> Table:
    unit = answer.currency
    columns = (
        Column("Scenario"), Column(f"mean cost at present value ({unit})", "money"), Column("mean regret", "money"),
        Column("regret, P95", "money"), Column("most regret", "money"), Column("cheapest in", "share"),
    )
    rows = ((one.scenario, one.cost.mean, one.mean, one.p95, one.most, one.cheapest.share) for one in answer.scenarios)
    return Table(columns, tuple(rows))


@chart.register(Regret)
def _(answer: Regret, part: str = "") -> plotly.graph_objects.Figure:
    shown = answer.scenarios[:_MOST]
    bars = [
        _bars(name, [getattr(one, field) for one in shown], [one.scenario for one in shown], colour, answer.currency)
        for name, field, colour in (("on average", "mean", PALETTE[0]), ("one draw of twenty is worse (P95)", "p95", PALETTE[1]))
    ]
    best = shown[0]
    often = how_often(best.cheapest.share)
    drawn = _rows(bars, [one.scenario for one in shown], f"{spoken(best.scenario)} is regretted least, and is the cheapest {often}")
    drawn.update_xaxes(title_text=f"dearer than what would have been the cheapest, at present value ({answer.currency})", rangemode="tozero")
    return drawn


@table.register(InformationValue)
def _(answer: InformationValue, part: str = "") -> Table:
    columns = (Column("To know"), Column(f"is worth ({answer.currency})", "money"), Column("and would change the choice in", "share"))
    rows = [("everything", answer.all_known, answer.changes), *((sentence(one.label), one.value, one.changes) for one in answer.inputs)]
    return Table(columns, tuple(rows))


@chart.register(InformationValue)
def _(answer: InformationValue, part: str = "") -> plotly.graph_objects.Figure:
    shown = [one for one in answer.inputs[:_MOST] if one.value > 0]
    if answer.all_known <= 0:
        return nothing(f"it is worth nothing to know more: {spoken(answer.best)} is the cheapest in every draw")
    names = ["everything", *(one.label for one in shown)]
    bars = _bars("", [answer.all_known, *(one.value for one in shown)], names, [LEVEL, *[PALETTE[0]] * len(shown)], answer.currency)
    most = f"to know {shown[0].label} is worth most" if shown else "no input is worth anything by itself"
    drawn = _rows([bars], names, f"{most}; no study is worth more than {money(answer.all_known, answer.currency)}")
    drawn.update_xaxes(title_text=f"what it is worth to know before deciding, at present value ({answer.currency})", rangemode="tozero")
    drawn.update_layout(showlegend=False)
    return drawn


def _bars(name: str, values: Sequence[float], of: Sequence[str], colour: Any, currency: str) -> Any:
    import plotly.graph_objects as go

    return go.Bar(
        name=name,
        x=list(values),
        y=list(range(len(values))),
        orientation="h",
        marker_color=colour,
        hovertext=[label(one) for one in of],
        hovertemplate=f"%{{hovertext}}<br>%{{x:,.0f}} {currency}<extra></extra>",
    )


def _rows(bars: Sequence[Any], names: Sequence[str], title: str) -> plotly.graph_objects.Figure:
    """Bars from top to bottom, each with its name."""
    drawn = figure(bars, title, barmode="group")
    drawn.update_yaxes(tickvals=list(range(len(names))), ticktext=[label(one) for one in names], autorange="reversed", showgrid=False)
    return legend_below(drawn, (28 + 16 * len(bars)) * len(names))
