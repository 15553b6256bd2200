"""What moves an answer: a tornado of swings, and the parts of its variance, as tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backoffice_lib.analyses.sensitivity import COUNTED, Part, Sensitivity
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import INK, LEVEL, PALETTE, figure, label, legend_below, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST = 12
_LOW, _HIGH = PALETTE[4], PALETTE[0]


@table.register(Sensitivity)
def _(answer: Sensitivity, part: str = "") -> Table:
    return part_of({"swings": _swings, "parts": _parts}, answer, part)


def _swings(answer: Sensitivity) -> Table:
    """The inputs that move the answer."""
    what, unit = _what(answer), answer.currency
    columns = (
        Column("Input"), Column("from low to high (P10 to P90)"),
        Column(f"{what}, low ({unit})", "money"), Column("high", "money"), Column("apart", "money"),
    )
    rows = ((sentence(one.label), one.words[0].replace(one.short[0], f"{one.short[0]} to {one.short[1]}", 1), one.at_low, one.at_high, one.width) for one in answer.swings if one.width)
    return Table(columns, tuple(rows))


def _parts(answer: Sensitivity) -> Table:
    columns = (
        Column("Input"), Column("of the variance by itself", "share"), Column("±", "share"),
        Column("with all it does together with others", "share"), Column("± ", "share"),
    )
    rows = ((sentence(one.label), max(one.first, 0.0), one.first_error, max(one.total, 0.0), one.total_error) for one in answer.parts)
    return Table(columns, tuple(rows))


def _what(answer: Sensitivity) -> str:
    return f"{'saving' if answer.is_saving else 'cost'} {COUNTED[answer.by]}"


@chart.register(Sensitivity)
def _(answer: Sensitivity, part: str = "") -> plotly.graph_objects.Figure:
    return _variance(answer) if part == "parts" else _tornado(answer)


def _tornado(answer: Sensitivity) -> plotly.graph_objects.Figure:
    """The answer at both ends of each input, from what is likely."""
    import plotly.graph_objects as go

    shown = [one for one in answer.swings[:_MOST] if one.width]
    what = "saving" if answer.is_saving else "cost"
    if not shown:
        return nothing(f"nothing that is unsure moves the {what} of {spoken(answer.scenario)}")
    rows, names = list(range(len(shown))), [label(one.label) for one in shown]
    ends = [
        go.Bar(
            name=name,
            x=[getattr(one, at) - answer.likely for one in shown],
            base=answer.likely,
            y=rows,
            orientation="h",
            marker_color=colour,
            text=[one.short[word] if one.width > 0.01 * shown[0].width else "" for one in shown],
            textposition="outside",
            cliponaxis=False,
            hovertext=[f"{names[row]}: {one.words[word]}<br>{what} {getattr(one, at):,.0f} {answer.currency}" for row, one in enumerate(shown)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for word, (name, at, colour) in enumerate((("at its low end (P10)", "at_low", _LOW), ("at its high end (P90)", "at_high", _HIGH)))
    ]
    drawn = figure(ends, _message(answer), barmode="overlay")
    drawn.update_yaxes(tickvals=rows, ticktext=names, autorange="reversed", showgrid=False)
    values = [answer.likely, *(value for one in shown for value in (one.at_low, one.at_high))]
    room = 0.18 * (max(values) - min(values))
    drawn.update_xaxes(title_text=f"{_what(answer)} ({answer.currency})", range=[min(values) - room, max(values) + room], nticks=7)
    drawn.add_vline(x=answer.likely, line={"color": LEVEL, "width": 2})
    if answer.is_saving and min(values) < 0 < max(values):
        drawn.add_vline(x=0, line={"color": "#000000", "width": 1, "dash": "dot"})
    return legend_below(drawn, 44 * len(shown))


def _message(answer: Sensitivity) -> str:
    what = "saving" if answer.is_saving else "cost"
    told = f"the {what} of {spoken(answer.scenario)} hangs most on {answer.swings[0].label}"
    if not answer.is_saving:
        return told
    if not answer.turning:
        return f"{told}; no input turns it by itself"
    return f"{told}; {len(answer.turning)} of {len(answer.swings)} inputs can turn it by {'itself' if len(answer.turning) == 1 else 'themselves'}"


def _within(shown: Sequence[Part], index: str) -> dict[str, list[float]]:
    """How far each part may be off to both sides, between nothing and all of the variance."""
    rows = [(min(max(getattr(one, index), 0.0), 1.0), getattr(one, f"{index}_error")) for one in shown]
    return {"array": [min(error, 1 - part) for part, error in rows], "arrayminus": [min(error, part) for part, error in rows]}


def _variance(answer: Sensitivity) -> plotly.graph_objects.Figure:
    """How much of the variance comes from each input, by itself and in all."""
    import plotly.graph_objects as go

    shown = [one for one in answer.parts[:_MOST] if one.total > 0.001]
    if not shown:
        return nothing("no samples were asked for, so that nothing is known of the variance" if not answer.samples else "nothing varies")
    rows, names = list(range(len(shown))), [label(one.label) for one in shown]
    bars = [
        go.Bar(
            name=name,
            x=[max(getattr(one, index), 0.0) for one in shown],
            y=rows,
            orientation="h",
            marker_color=colour,
            error_x={"type": "data", "symmetric": False, **_within(shown, index), "color": INK, "thickness": 1.2},
            hovertext=names,
            hovertemplate="%{hovertext}<br>%{x:.1%} of the variance<extra></extra>",
        )
        for name, index, colour in (("by itself", "first", _HIGH), ("with all it does together with others", "total", _LOW))
    ]
    first = shown[0]
    drawn = figure(bars, f"{first.label} makes {max(first.total, 0):.0%} of all that is unsure about {spoken(answer.scenario)}", barmode="group")
    drawn.update_yaxes(tickvals=rows, ticktext=names, autorange="reversed", showgrid=False)
    drawn.update_xaxes(title_text=f"share of the variance of the {_what(answer)}", tickformat=".0%", rangemode="tozero")
    return legend_below(drawn, 52 * len(shown))
