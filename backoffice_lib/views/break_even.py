"""Break-evens as tables and charts: the saving over an input, and where it turns into loss; what in a decision is nearest to turning it."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses._crossings import Crossing
from backoffice_lib.analyses._inputs import Input
from backoffice_lib.analyses.break_even import BreakEven
from backoffice_lib.analyses.break_evens import BreakEvens
from backoffice_lib.basics.money import counted, money, sentence, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, PALETTE, SPENT, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_ROWS = 12


@table.register(BreakEven)
def _(answer: BreakEven, part: str = "") -> Table:
    return part_of({"points": _points, "inputs": lambda one: _rows([one], one.currency)}, answer, part)


@table.register(BreakEvens)
def _(answer: BreakEvens, part: str = "") -> Table:
    return part_of({"inputs": lambda all_of: _rows(all_of.answers, all_of.currency), "notes": _notes}, answer, part)


def _points(answer: BreakEven) -> Table:
    columns = (Column(sentence(answer.input.label), "when"), Column(f"saving ({answer.currency})", "money"))
    return Table(columns, tuple((answer.input.spoken(value), saving) for value, saving in answer.points))


def _rows(answers: Any, currency: str) -> Table:
    columns = (
        Column("Input"),
        Column("now", "when"),
        Column("break-even"),
        Column("change to it", "when"),
        Column("range tried"),
        Column(f"saving at its low end ({currency})", "money"),
        Column(f"at its high end ({currency})", "money"),
    )
    return Table(columns, tuple(_row(one) for one in answers))


def _row(answer: BreakEven) -> tuple[Any, ...]:
    short = answer.input.short
    turns = "; ".join(f"{short(one.value)}, cheaper {_side(answer, one)}" for one in answer.crossings) or "none in the range"
    ends = answer.points[0][1], answer.points[-1][1]
    return sentence(named(answer.input)), short(answer.now), turns, _change(answer), f"{short(answer.low)} to {short(answer.high)}", *ends


def _side(answer: BreakEven, one: Crossing) -> str:
    if answer.input.measure.whole:
        return "from there on" if one.cheaper == "above" else "before"
    return f"{one.cheaper}, all at once" if one.jump else one.cheaper


def _change(answer: BreakEven) -> str:
    """How far the nearest break-even is from the present value, against it."""
    if answer.nearest is None or not answer.now:
        return ""
    return f"{answer.nearest.value / answer.now - 1:+.0%}".replace("-", "−")


def _notes(answer: BreakEvens) -> Table:
    return Table((Column("What is to be known besides"),), tuple((note,) for note in answer.notes))


@chart.register(BreakEven)
def _(answer: BreakEven, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    points = _drawn(answer)
    line = go.Scatter(
        name="saving",
        x=[scaled(answer, value) for value, _ in points],
        y=[saving for _, saving in points],
        mode="lines+markers" if answer.input.measure.whole else "lines",
        line={"color": PALETTE[0], "width": 3},
        text=[answer.input.spoken(value) for value, _ in points],
        hovertemplate=f"%{{text}}<br>saving %{{y:,.0f}} {answer.currency}<extra></extra>",
    )
    turns = go.Scatter(
        name="break-even",
        x=[scaled(answer, one.value) for one in answer.crossings],
        y=[answer.target] * len(answer.crossings),
        mode="markers+text",
        marker={"color": SPENT, "size": 12, "symbol": "diamond"},
        text=[answer.input.short(one.value) for one in answer.crossings],
        textposition=[_label_at(answer, at) for at in range(len(answer.crossings))],
        hovertemplate="break-even %{text}<extra></extra>",
    )
    now = go.Scatter(
        name="now",
        x=[scaled(answer, answer.now)],
        y=[answer.saving_now],
        mode="markers",
        marker={"color": "#000000", "size": 11},
        hovertemplate=f"now<br>saving %{{y:,.0f}} {answer.currency}<extra></extra>",
    )
    shown = [line, *([turns] if answer.crossings else []), now]
    drawn = figure(shown, _title(answer))
    drawn.update_xaxes(title_text=axis(answer.input), tickformat=ticks(answer.input.measure.unit))
    over = counted(answer.months, "month")
    drawn.update_yaxes(title_text=f"saving over {over} ({answer.currency})", zeroline=True, zerolinecolor=LEVEL, zerolinewidth=2)
    drawn.update_layout(legend={"y": -0.28})
    if answer.target:
        drawn.add_hline(y=answer.target, line={"color": LEVEL, "dash": "dot"})
    return drawn


def _drawn(answer: BreakEven) -> list[tuple[float, float]]:
    """The points of the line, with those at which it crosses, upright where the saving jumps."""
    met = [(one.value, answer.target + missing) for one in answer.crossings if not answer.input.measure.whole for missing in one.jump or (0.0,)]
    return sorted([*answer.points, *met], key=lambda point: point[0])


def _label_at(answer: BreakEven, at: int) -> str:
    """Where a break-even is named: clear of the line, and of the one before it."""
    if len(answer.crossings) > 1:
        return "bottom left" if at % 2 == 0 else "top right"
    return "top right" if answer.direction == "less" else "top left"


def _title(answer: BreakEven) -> str:
    """Where both cost the same; where that is at many places, in few words."""
    if len(answer.crossings) < 2 or answer.input.measure.whole or answer.target:
        return answer.where.removesuffix(".")
    *most, last = (answer.input.short(one.value) for one in answer.crossings)
    pair = f"{spoken(answer.scenario)} turns cheaper or dearer than {spoken(answer.against)}"
    return f"{pair} at {', '.join(most)} and {last}: {named(answer.input)}"


def scaled(answer: BreakEven, value: float) -> float:
    """A value for the axis: pay only against what it is now."""
    return value / answer.now if answer.input.measure.confidential else value


def axis(one: Input) -> str:
    """The title of an axis of an input; a long one has its unit on a line of its own, so that it fits a small screen."""
    title = html.escape(named(one), quote=False)
    return title if len(title) <= 36 else title.replace(" (", "<br>(")


def named(one: Input) -> str:
    """An input with its unit."""
    unit = "against what it is now" if one.measure.confidential else unit_of(one.measure.unit, one.currency)
    return f"{one.label} ({unit})" if unit else one.label


def unit_of(unit: str, currency: str) -> str:
    """The unit of an input as it stands beside figures: `USD per FTE per year`, `a year` of a yearly share, nothing of a share."""
    said = unit.replace("plan currency/unit", currency).replace("money", currency).replace("/", " per ")
    return said.removeprefix("share").replace(" per year", "a year", 1).strip() if unit.startswith("share") else said


def ticks(unit: str) -> str:
    """How the figures on an axis of an input are written."""
    return ".0%" if unit.startswith("share") else ""


@chart.register(BreakEvens)
def _(answer: BreakEvens, part: str = "") -> plotly.graph_objects.Figure:
    """How far each input would have to change, the least first; inputs without a break-even are named beside."""
    import plotly.graph_objects as go

    shown = [one for one in answer.answers if one.nearest is not None and one.now][:_MOST_ROWS]
    if not shown:
        return nothing(_message(answer))
    changes = [one.nearest.value / one.now - 1 for one in shown]
    rows = list(range(len(shown)))
    bars = go.Bar(
        x=changes,
        y=rows,
        orientation="h",
        marker={"color": [SPENT if abs(change) < 0.2 else PALETTE[0] for change in changes]},
        text=[_beside(one) for one in shown],
        textposition="outside",
        cliponaxis=False,
        hovertext=[html.escape(one.where, quote=False) for one in shown],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    drawn = figure([bars], _message(answer), showlegend=False)
    names = [label(one.input.label) for one in shown]
    drawn.update_yaxes(tickvals=rows, ticktext=names, range=[len(shown) - 0.5, -0.5], showgrid=False, zeroline=False)
    low, high = min(0.0, *changes), max(0.0, *changes)
    room = 0.7 * (high - low)
    span = [low - room if low else -0.02 * room, high + room if high else 0.02 * room]
    across = "change from now to the break-even"
    drawn.update_xaxes(title_text=across, tickformat="+.0%", range=span, zeroline=True, zerolinecolor=LEVEL, nticks=6)
    tall = sum(max(1.0, 0.5 * (1 + name.count("<br>"))) for name in names)
    drawn.update_layout(margin_b=76, height=drawn.layout.margin.t + 44 * math.ceil(tall) + 76)
    return drawn


def _beside(answer: BreakEven) -> str:
    """The break-even at the end of a bar."""
    return answer.input.short(answer.nearest.value)


def _message(answer: BreakEvens) -> str:
    name = spoken(answer.scenario)
    if not answer.answers:
        return f"no input makes a difference to what {name} saves"
    first = answer.answers[0]
    if first.nearest is None:
        return f"no input alone turns the decision on {name} within the range tried"
    verb = "saves" if answer.saving_now >= 0 else "costs more by"
    amount = money(abs(answer.saving_now), answer.currency)
    return f"{name} {verb} {amount}; nearest to turning that is {first.input.label}, at {first.input.spoken(first.nearest.value)}"

