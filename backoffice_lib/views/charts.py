"""Charts of answers; each says its message in its title."""

from __future__ import annotations

import html
from functools import singledispatch
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.compare import Comparison
from backoffice_lib.analyses.describe import Contents
from backoffice_lib.analyses.rank import Ranking
from backoffice_lib.analyses.summarise import Summary
from backoffice_lib.basics.money import counted, money, spoken
from backoffice_lib.views.theme import LEVEL, PALETTE, SAVED, SPENT, colour_of, figure

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_BARS = 12


@singledispatch
def chart(answer: Any, part: str = "") -> plotly.graph_objects.Figure:
    """The answer of any analysis as a plotly figure; `over time` is the part of a comparison or ranking by month.

    Raises TypeError for what is no answer.
    """
    raise TypeError(f"there is no chart of a {type(answer).__name__}; give the answer of an analysis")


def _text(name: str) -> str:
    """A name from the input as plain text: plotly would read tags in it."""
    return html.escape(spoken(name), quote=False)


@chart.register(Comparison)
def _(answer: Comparison, part: str = "") -> plotly.graph_objects.Figure:
    return _over_time([answer], answer.currency) if part == "over time" else _waterfall(answer)


def _waterfall(answer: Comparison) -> plotly.graph_objects.Figure:
    """What each cost category adds or saves, and all of it together."""
    import plotly.graph_objects as go

    moved = [row for row in answer.by_category if round(row.saving, 2)]
    changes = [-row.saving for row in moved]
    bars = go.Waterfall(
        x=[*(_text(row.category) for row in moved), "in all"],
        y=[*changes, 0],
        measure=[*["relative"] * len(moved), "total"],
        text=[_short(change) for change in (*changes, -answer.saving)],
        textposition="outside",
        cliponaxis=False,
        increasing={"marker": {"color": SPENT}},
        decreasing={"marker": {"color": SAVED}},
        totals={"marker": {"color": LEVEL}},
        connector={"line": {"color": "#B8C2CC", "width": 1}},
        hovertemplate=f"%{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
    )
    drawn = figure([bars], _message(answer), showlegend=False)
    levels = [0.0, *accumulate(changes)]
    room = 0.2 * ((max(levels) - min(levels)) or 1.0)
    drawn.update_yaxes(
        title=f"change of cost over the plan ({answer.currency})",
        range=[min(levels) - room, max(levels) + room],
        zeroline=True,
        zerolinecolor=LEVEL,
    )
    return drawn


def _message(answer: Comparison) -> str:
    name, other = spoken(answer.scenario), spoken(answer.against)
    if not round(answer.saving, 2):
        return f"{name} costs the same as {other}"
    amount = money(abs(answer.saving), answer.currency)
    return f"{name} saves {amount} against {other}" if answer.saving > 0 else f"{name} costs {amount} more than {other}"


@chart.register(Summary)
def _(answer: Summary, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    years = sorted({year for year, _, _ in answer.by_year})
    totals = dict(answer.by_category)
    bars = [
        go.Bar(
            name=_text(name),
            x=[str(year) for year in years],
            y=[amount for _, category, amount in answer.by_year if category == name],
            marker={"color": colour_of(name, totals)},
            hovertemplate=f"{_text(name)}, %{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
        )
        for name in totals
    ]
    first = next(iter(totals), "nothing")
    share = totals.get(first, 0.0) / answer.cost if answer.cost else 0.0
    title = f"{spoken(answer.scenario)} costs {money(answer.cost, answer.currency)}; {first} are {share:.0%} of it"
    drawn = figure(bars, title, barmode="relative")
    drawn.update_yaxes(title=f"cost in the year ({answer.currency})")
    drawn.update_xaxes(type="category")
    return drawn


@chart.register(Contents)
def _(answer: Contents, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    heads: dict[str, float] = {}
    for row in answer.people:
        heads[row.function] = heads.get(row.function, 0.0) + row.heads
    order = sorted(heads, key=lambda name: heads[name])
    bars = go.Bar(
        x=[heads[name] for name in order],
        y=[_text(name) for name in order],
        orientation="h",
        text=[f"{heads[name]:,.0f}" for name in order],
        textposition="outside",
        cliponaxis=False,
        marker={"color": colour_of("salaries")},
        hovertemplate="%{y}<br>%{x:,.1f} people<extra></extra>",
    )
    largest = order[-1] if order else "nobody"
    title = f"{spoken(largest)} is the largest of {counted(len(order), 'function')}, with {heads.get(largest, 0):,.0f} people"
    drawn = figure([bars], title, showlegend=False)
    drawn.update_xaxes(title="people on the first day", range=[0, 1.12 * max(heads.values(), default=1.0)])
    drawn.update_layout(height=140 + 44 * len(order) + 40)
    return drawn


@chart.register(Ranking)
def _(answer: Ranking, part: str = "") -> plotly.graph_objects.Figure:
    changes = [one for one in answer.comparisons if one.scenario != one.against][:_MOST_BARS]
    return _over_time(changes, answer.currency) if part == "over time" else _savings(answer, changes[::-1])


def _savings(answer: Ranking, shown: list[Comparison]) -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    savings = [one.saving for one in shown]
    bars = go.Bar(
        x=savings,
        y=[_text(one.scenario) for one in shown],
        orientation="h",
        text=[_short(saving) for saving in savings],
        textposition="outside",
        cliponaxis=False,
        marker={"color": [SAVED if saving > 0 else SPENT for saving in savings]},
        hovertemplate=f"%{{y}}<br>saving %{{x:,.0f}} {answer.currency}<extra></extra>",
    )
    drawn = figure([bars], str(answer), showlegend=False)
    reach = max((abs(saving) for saving in savings), default=1.0) or 1.0
    low, high = min([0.0, *savings]), max([0.0, *savings])
    drawn.update_xaxes(
        title=f"saving against today over {counted(answer.months, 'month')} ({answer.currency}); left of 0 costs more",
        range=[low - (0.28 * reach if low else 0.02 * reach), high + (0.28 * reach if high else 0.02 * reach)],
        zeroline=True,
        zerolinecolor=LEVEL,
    )
    drawn.update_layout(height=170 + 56 * len(shown))
    return drawn


def _over_time(shown: list[Comparison], currency: str) -> plotly.graph_objects.Figure:
    """What each scenario has saved by the end of each month."""
    import plotly.graph_objects as go

    lines = [
        go.Scatter(
            name=_text(one.scenario),
            x=[month for month, _ in one.cumulative],
            y=[saved for _, saved in one.cumulative],
            mode="lines",
            line={"color": PALETTE[at % len(PALETTE)], "width": 3},
            hovertemplate=f"{_text(one.scenario)}, %{{x}}<br>saved so far %{{y:,.0f}} {currency}<extra></extra>",
        )
        for at, one in enumerate(shown)
    ]
    paid = [one for one in shown if one.payback_months is not None and one.saving > 0]
    title = f"{len(paid)} of {counted(len(shown), 'scenario')} {'pays' if len(paid) == 1 else 'pay'} back within the plan"
    if len(shown) == 1:
        title = str(shown[0]).rpartition(". ")[2]
    drawn = figure(lines, title, showlegend=True)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title=f"saved so far ({currency})", zeroline=True, zerolinecolor=LEVEL, zerolinewidth=2)
    return drawn


def _short(amount: float) -> str:
    """An amount for the end of a bar: 1.24M, 180k, 950, as on the axis."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= size * 0.9995:
            return f"{amount / size:,.3g}{letter}"
    return f"{amount:,.0f}"
