"""Charts of answers; each says its message in its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses._gist import Told
from backoffice_lib.analyses.compare import Comparison
from backoffice_lib.analyses.describe import Contents
from backoffice_lib.analyses.rank import Ranking
from backoffice_lib.basics.money import counted, money, spoken
from backoffice_lib.views.bands import bands
from backoffice_lib.views.theme import INK, LEVEL, LINES, OTHER, SAVED, SPENT, mark_of, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_BARS, _MOST_LINES = 12, 6
_AT_THE_END = {"textposition": "outside", "cliponaxis": False, "textangle": 0, "constraintext": "none"}
_NOTHING = {"range": [-1, 1], "tickvals": [0]}  # plotly would show thousandths of a cent


@singledispatch
def chart(answer: Any, part: str = "") -> plotly.graph_objects.Figure:
    """The answer of any analysis as a plotly figure; `over time` is the part of a comparison or ranking by month.

    Raises TypeError for what is no answer.
    """
    raise TypeError(f"there is no chart of a {type(answer).__name__}; give the answer of an analysis")


def waterfall(
    savings: list[tuple[str, float]], total: float, message: str, currency: str, aside: tuple[str, float] | None = None
) -> plotly.graph_objects.Figure:
    """By how much each of some savings changes the cost, below one another, and all of them together.

    aside: a change that is in them already, shown below by itself.
    """
    import plotly.graph_objects as go

    changes = [-saving for _, saving in savings]
    asked = [*(name for name, _ in savings), ""]  # what a page asks for when a bar is clicked
    names = [*(label(name) for name, _ in savings), "in all"]
    bars = go.Waterfall(
        x=[*changes, 0],
        y=list(range(len(names))),
        orientation="h",
        measure=[*["relative"] * len(changes), "total"],
        text=[_signed(change) for change in (*changes, -total)],
        hovertext=names,
        customdata=asked,
        increasing={"marker": {"color": SPENT}},
        decreasing={"marker": {"color": SAVED}},
        totals={"marker": {"color": LEVEL}},
        connector={"line": {"color": "#B8C2CC", "width": 1}},
        hovertemplate=f"%{{hovertext}}<br>%{{text}} {currency}<extra></extra>",
        **_AT_THE_END,
    )
    drawn = figure([bars, *_aside(aside, len(names), currency)], message, showlegend=False)
    _name_rows(drawn, [*names, *([label(aside[0])] if aside else [])])
    levels = [0.0, *accumulate(changes), *([aside[1]] if aside else [])]
    _amounts_across(drawn, f"change of cost ({currency})", min(levels), max(levels))
    return drawn


def _aside(aside: tuple[str, float] | None, row: int, currency: str) -> Iterator[Any]:
    """A bar that is no part of the sum, hatched."""
    import plotly.graph_objects as go

    if aside:
        colour = SPENT if aside[1] > 0 else SAVED
        yield go.Bar(
            x=[aside[1]],
            y=[row],
            orientation="h",
            text=[_signed(aside[1])],
            marker={"color": colour, "pattern": {"shape": "/", "bgcolor": colour, "fgcolor": "#FFFFFF", "size": 6}},
            hovertext=[label(aside[0])],
            hovertemplate=f"%{{hovertext}}<br>%{{text}} {currency}<extra></extra>",
            **_AT_THE_END,
        )


@chart.register(Contents)
def _(answer: Contents, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    heads: dict[str, float] = {}
    for row in answer.people:
        heads[row.function] = heads.get(row.function, 0.0) + row.heads
    order = sorted(heads, key=lambda name: -heads[name])
    names = [label(name) for name in order]
    bars = go.Bar(
        x=[heads[name] for name in order],
        y=list(range(len(order))),
        orientation="h",
        text=[f"{heads[name]:,.0f}" for name in order],
        hovertext=names,
        marker=mark_of("salaries"),
        hovertemplate="%{hovertext}<br>%{x:,.1f} people<extra></extra>",
        **_AT_THE_END,
    )
    drawn = figure([bars], _largest(heads, order), showlegend=False)
    _name_rows(drawn, names)
    _amounts_across(drawn, "people on the first day", 0.0, max(heads.values(), default=1.0))
    return drawn


def _largest(heads: dict[str, float], order: list[str]) -> str:
    if not order:
        return "nobody works here on the first day"
    people = round(heads[order[0]])
    if len(order) == 1:
        return f"one person, in {spoken(order[0])}" if people == 1 else f"all {people:,} people are in {spoken(order[0])}"
    with_people = "one person" if people == 1 else f"{people:,} people"
    return f"{spoken(order[0])} is the largest of {counted(len(order), 'function')}, with {with_people}"


@chart.register(Ranking)
def _(answer: Ranking, part: str = "") -> plotly.graph_objects.Figure:
    changes = [one for one in answer.comparisons if one.scenario != one.against]
    return over_time(changes, answer.currency) if part == "over time" else _savings(answer, changes)


def _savings(answer: Ranking, changes: list[Comparison]) -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    shown = changes[:_MOST_BARS]
    savings = [one.saving for one in shown]
    names = [f"{label(one.scenario)}<br>{_signed(one.saving)}" if one.risk else label(one.scenario) for one in shown]
    bars = go.Bar(
        x=savings,
        y=list(range(len(shown))),
        orientation="h",
        text=["" if one.risk else _signed(one.saving) for one in shown],
        hovertext=names,
        marker={"color": [SAVED if saving > 0 else SPENT for saving in savings]},
        hovertemplate=f"%{{hovertext}}<br>saving %{{x:,.0f}} {answer.currency}<extra></extra>",
        **_AT_THE_END | _whiskers(shown),
    )
    cheaper = sum(one.saving > 0 for one in changes)
    title = _so_many(cheaper, len(changes), "is cheaper than today", "are cheaper than today")
    lines = "; lines: nine of ten draws" if any(one.risk for one in shown) else ""
    drawn = figure([bars], title + lines + _cut(len(shown), len(changes)), showlegend=False)
    _name_rows(drawn, names)
    across = f"saving over {counted(answer.months, 'month')} ({answer.currency});<br>left of 0 costs more"
    ends = [end for one in shown for end in ((one.risk.amount.p5, one.risk.amount.p95) if one.risk else (one.saving,))]
    _amounts_across(drawn, across, min([0.0, *savings, *ends]), max([0.0, *savings, *ends]))
    return drawn


def _whiskers(shown: list[Comparison]) -> dict[str, Any]:
    """From where to where nine of ten draws of each saving lie, where there are draws."""
    if not shown or any(one.risk is None for one in shown):
        return {}
    above, below = ([abs(getattr(one.risk.amount, end) - one.saving) for one in shown] for end in ("p95", "p5"))
    whiskers = {"type": "data", "symmetric": False, "array": above, "arrayminus": below, "color": INK, "thickness": 1.5, "width": 5}
    return {"error_x": whiskers}


def over_time(changes: Sequence[Told], currency: str) -> plotly.graph_objects.Figure:
    """What each scenario has saved by the end of each month, with the month from which it pays back marked."""
    import plotly.graph_objects as go

    shown = changes[:_MOST_LINES]
    lines = [
        go.Scatter(
            name=label(one.scenario),
            x=[month for month, _ in one.cumulative],
            y=[saved for _, saved in one.cumulative],
            mode="lines",
            line=LINES[at % len(LINES)],
            hovertemplate=f"{label(one.scenario)}, %{{x}}<br>saved so far %{{y:,.0f}} {currency}<extra></extra>",
        )
        for at, one in enumerate(shown)
    ]
    if len(shown) == 1 and shown[0].risk:
        months, spreads = zip(*shown[0].risk.cumulative, strict=True)
        lines = [*bands(months, spreads, currency), *lines]
    paid = sum(one.payback_months is not None and one.saving > 0 for one in changes)
    title = _so_many(paid, len(changes), "pays back within the plan", "pay back within the plan")
    if len(changes) == 1:
        title = changes[0].payback
    drawn = figure(lines, title + _cut(len(shown), len(changes)), showlegend=True)
    nothing = {} if any(saved for one in shown for _, saved in one.cumulative) else _NOTHING
    drawn.update_layout(
        # a legend of long names takes room, which the lines need too
        height=400 + 20 * sum(1 + label(one.scenario).count("<br>") for one in shown) // 2 if lines else 160,
        xaxis={"type": "category", "nticks": 8},
        yaxis={"title": {"text": f"saved so far ({currency})"}, "rangemode": "tozero", "zeroline": True, "zerolinecolor": LEVEL, "zerolinewidth": 2, **nothing},
    )
    _mark_paybacks(drawn, shown)
    return drawn


def _mark_paybacks(drawn: plotly.graph_objects.Figure, shown: Sequence[Told]) -> None:
    """A ring where the saving so far comes back above 0 for good; one that pays from the first month has none."""
    for at, one in enumerate(shown):
        if one.payback_months and one.payback_months > 1:
            month, saved = one.cumulative[one.payback_months - 1]
            drawn.add_scatter(
                x=[month], y=[saved], mode="markers", showlegend=False, cliponaxis=False,
                marker={"size": 12, "symbol": "circle-open", "color": LINES[at % len(LINES)]["color"], "line": {"width": 3}},
                hovertemplate=f"{label(one.scenario)}<br>pays back from %{{x}}, month {one.payback_months}<extra></extra>",
            )
            if len(shown) == 1:
                drawn.add_annotation(x=month, y=saved, text=f"pays back from {month}", ax=-60, ay=-40, arrowcolor=LEVEL, bgcolor="white")


def _so_many(number: int, of: int, one_does: str, they_do: str) -> str:
    """The scenarios of which something is true, in a sentence."""
    if not of:
        return "the plan has no scenario yet"
    if not number or of == 1:
        return f"{'the only' if number else 'no'} scenario {one_does}"
    return f"{number} of {of} scenarios {one_does if number == 1 else they_do}"


def _cut(shown: int, of: int) -> str:
    """What the title adds when not all fit into the chart."""
    return f"; the cheapest {shown} are shown" if shown < of else ""


def _name_rows(drawn: plotly.graph_objects.Figure, names: list[str]) -> None:
    """Names the bars from top to bottom; by place, so that a name like 2027 or one used twice is still a name."""
    rows = sum(max(1.0, 0.5 * (1 + name.count("<br>"))) for name in names)
    drawn.update_layout(
        yaxis={"tickvals": list(range(len(names))), "ticktext": names, "range": [len(names) - 0.5, -0.5], "showgrid": False, "zeroline": False},
        margin={"b": 76},
        height=drawn.layout.margin.t + 40 * max(rows, 1.0) + 76,
    )


def _amounts_across(drawn: plotly.graph_objects.Figure, title: str, low: float, high: float) -> None:
    """An axis of amounts from left to right, with room for the figures at the ends of the bars."""
    room = 0.28 * (high - low)
    span = {"range": [low - room if low else 0.0, high + room], "nticks": 6} if room else _NOTHING
    drawn.update_layout(xaxis={"title": {"text": title}, "zeroline": True, "zerolinecolor": LEVEL, **span})


def _signed(amount: float) -> str:
    """An amount for the end of a bar, with its sign and as short as on the axis: +1.24M, −180k, +950."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= size * 0.9995:
            return f"{sign}{abs(amount) / size:,.3g}{letter}"
    return f"{sign}{abs(amount):,.0f}"
