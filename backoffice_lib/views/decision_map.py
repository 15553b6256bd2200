"""A map of two inputs: what is saved at each pair of values, the line where it turns into loss, and where we are now."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from backoffice_lib.analyses._inputs import Input
from backoffice_lib.analyses.decision_map import DecisionMap
from backoffice_lib.basics.money import counted, spoken
from backoffice_lib.views.break_even import axis, ticks
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import SAVED, SPENT, figure

if TYPE_CHECKING:
    import plotly.graph_objects

_COLOURS = [[0.0, SPENT], [0.5, "#FFFFFF"], [1.0, SAVED]]
_MOST_SHOWN = 6


@table.register(DecisionMap)
def _(answer: DecisionMap, part: str = "") -> Table:
    return part_of({"map": _map}, answer, part)


def _map(answer: DecisionMap) -> Table:
    """About six values of each input; all of them are in the answer."""
    columns, rows = (_some(len(values)) for values in (answer.across_values, answer.up_values))
    headings = (
        Column(f"{answer.up.label} \\ {answer.across.label}"),
        *(Column(answer.across.short(answer.across_values[at]), "money") for at in columns),
    )
    return Table(headings, tuple((answer.up.short(answer.up_values[row]), *(answer.savings[row][at] for at in columns)) for row in rows))


def _some(count: int) -> list[int]:
    return np.unique(np.linspace(0, count - 1, min(count, _MOST_SHOWN)).round().astype(int)).tolist()


@chart.register(DecisionMap)
def _(answer: DecisionMap, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    # the corners of a map are far from anything that will be; they would make all the rest pale
    most = max(float(np.percentile(np.abs(answer.savings), 75)), abs(answer.saving_now)) or 1.0
    across, up = _scaled(answer.across, answer.across_values), _scaled(answer.up, answer.up_values)
    names = [html.escape(one.label, quote=False) for one in (answer.across, answer.up)]
    ground = go.Heatmap(
        x=across,
        y=up,
        z=answer.savings,
        zmin=-most,
        zmax=most,
        colorscale=_COLOURS,
        zsmooth="best",
        colorbar={"title": {"text": f"saving<br>({answer.currency})"}, "thickness": 14, "len": 0.9},
        hovertemplate=f"{names[0]} %{{x}}<br>{names[1]} %{{y}}<br>saving %{{z:,.0f}} {answer.currency}<extra></extra>",
    )
    line = go.Contour(
        x=across,
        y=up,
        z=answer.savings,
        contours={"start": 0, "end": 0, "size": 1, "coloring": "none"},
        line={"color": "#000000", "width": 3},
        showscale=False,
        showlegend=True,
        name="costs the same",
        hoverinfo="skip",
    )
    now = go.Scatter(
        name="now",
        x=_scaled(answer.across, [answer.across.now]),
        y=_scaled(answer.up, [answer.up.now]),
        mode="markers",
        marker={"color": "#000000", "size": 12, "line": {"color": "#FFFFFF", "width": 2}},
        hovertemplate=f"now<br>saving {answer.saving_now:,.0f} {answer.currency}<extra></extra>",
    )
    return _framed(figure([ground, line, now], _message(answer)), answer, across, up)


def _framed(drawn: plotly.graph_objects.Figure, answer: DecisionMap, across: list[float], up: list[float]) -> plotly.graph_objects.Figure:
    """The map with its two axes named."""
    for update, one, values in ((drawn.update_xaxes, answer.across, across), (drawn.update_yaxes, answer.up, up)):
        update(title_text=axis(one), tickformat=ticks(one.measure.unit), range=[values[0], values[-1]], showgrid=False, zeroline=False)
    drawn.update_layout(height=480, legend={"y": -0.24})
    return drawn


def _scaled(one: Input, values: Sequence[float]) -> list[float]:
    """Values for an axis: pay only against what it is now."""
    return [value / one.now if one.measure.confidential else value for value in values]


def _message(answer: DecisionMap) -> str:
    name, over = spoken(answer.scenario), counted(answer.months, "month")
    if answer.cheaper_share in (0.0, 1.0):
        word = "never" if not answer.cheaper_share else "always"
        return f"{name} is {word} cheaper than {spoken(answer.against)} over {over}, whatever the two inputs are in this range"
    return f"{name} is cheaper than {spoken(answer.against)} over {over} where the map is green"
