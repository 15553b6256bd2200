"""Charts of answers; each says its message in its title."""

from __future__ import annotations

from functools import singledispatch
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.compare import Comparison
from backoffice_lib.analyses.describe import Contents
from backoffice_lib.analyses.rank import Ranking
from backoffice_lib.analyses.summarise import Summary
from backoffice_lib.basics.money import counted, money, spoken
from backoffice_lib.views.theme import LEVEL, LINES, OTHER, SAVED, SPENT, colour_of, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_BARS, _MOST_LINES, _MOST_STACKS, _REST = 12, 6, 8, "other costs"
_AT_THE_END = {"textposition": "outside", "cliponaxis": False, "textangle": 0, "constraintext": "none"}
_NOTHING = {"range": [-1, 1], "tickvals": [0]}  # plotly would show thousandths of a cent


@singledispatch
def chart(answer: Any, part: str = "") -> plotly.graph_objects.Figure:
    """The answer of any analysis as a plotly figure; `over time` is the part of a comparison or ranking by month.

    Raises TypeError for what is no answer.
    """
    raise TypeError(f"there is no chart of a {type(answer).__name__}; give the answer of an analysis")


@chart.register(Comparison)
def _(answer: Comparison, part: str = "") -> plotly.graph_objects.Figure:
    return _over_time([answer], answer.currency) if part == "over time" else _waterfall(answer)


def _waterfall(answer: Comparison) -> plotly.graph_objects.Figure:
    """What each cost category adds or saves, and all of it together."""
    import plotly.graph_objects as go

    moved = sorted((row for row in answer.by_category if abs(row.saving) >= 0.5), key=lambda row: -row.saving)
    changes = [-row.saving for row in moved]
    names = [*(label(row.category) for row in moved), "in all"]
    bars = go.Waterfall(
        x=[*changes, 0],
        y=list(range(len(names))),
        orientation="h",
        measure=[*["relative"] * len(moved), "total"],
        text=[_signed(change) for change in (*changes, -answer.saving)],
        hovertext=names,
        increasing={"marker": {"color": SPENT}},
        decreasing={"marker": {"color": SAVED}},
        totals={"marker": {"color": LEVEL}},
        connector={"line": {"color": "#B8C2CC", "width": 1}},
        hovertemplate=f"%{{hovertext}}<br>%{{text}} {answer.currency}<extra></extra>",
        **_AT_THE_END,
    )
    drawn = figure([bars], _message(answer), showlegend=False)
    _name_rows(drawn, names)
    levels = [0.0, *accumulate(changes)]
    _amounts_across(drawn, f"change of cost ({answer.currency})", min(levels), max(levels))
    return drawn


def _message(answer: Comparison) -> str:
    name, other = spoken(answer.scenario), spoken(answer.against)
    if name == other:
        return "there is no change to look at"
    if not round(answer.saving, 2):
        return f"{name} costs the same as {other}"
    amount, cheaper = money(abs(answer.saving), answer.currency), answer.saving > 0
    most = (max if cheaper else min)(answer.by_category, key=lambda row: row.saving).category
    said = f"{name} saves {amount} against {other}" if cheaper else f"{name} costs {amount} more than {other}"
    return f"{said}, above all in {most}"


@chart.register(Summary)
def _(answer: Summary, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    totals = dict(answer.by_category)
    bars = [
        go.Bar(
            name=label(name),
            x=[str(year) for year in by_year],
            y=list(by_year.values()),
            marker={"color": OTHER if name == _REST else colour_of(name, totals)},
            hovertemplate=f"{label(name)}, %{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
        )
        for name, by_year in _stacks(answer).items()
    ]
    first = next(iter(totals), "nothing")
    share = totals.get(first, 0.0) / answer.cost if answer.cost else 0.0
    title = f"{spoken(answer.scenario)} costs {money(answer.cost, answer.currency)}; {first} are {share:.0%} of it"
    drawn = figure(bars, title, barmode="relative")
    drawn.update_yaxes(title_text=f"cost in the {answer.year_in_words} ({answer.currency})")
    drawn.update_xaxes(type="category")
    return drawn


def _stacks(answer: Summary) -> dict[str, dict[int, float]]:
    """The cost of each year by category, the largest first; the small ones of a long list are put together."""
    names = [name for name, _ in answer.by_category]
    alone = names if len(names) <= _MOST_STACKS else names[: _MOST_STACKS - 1]
    stacks: dict[str, dict[int, float]] = {name: {} for name in alone}
    for year, category, amount in answer.by_year:
        stack = stacks.setdefault(category if category in alone else _REST, {})
        stack[year] = stack.get(year, 0.0) + amount
    return stacks


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
        marker={"color": colour_of("salaries")},
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
    return _over_time(changes, answer.currency) if part == "over time" else _savings(answer, changes)


def _savings(answer: Ranking, changes: list[Comparison]) -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    shown = changes[:_MOST_BARS]
    savings, names = [one.saving for one in shown], [label(one.scenario) for one in shown]
    bars = go.Bar(
        x=savings,
        y=list(range(len(shown))),
        orientation="h",
        text=[_signed(saving) for saving in savings],
        hovertext=names,
        marker={"color": [SAVED if saving > 0 else SPENT for saving in savings]},
        hovertemplate=f"%{{hovertext}}<br>saving %{{x:,.0f}} {answer.currency}<extra></extra>",
        **_AT_THE_END,
    )
    cheaper = sum(one.saving > 0 for one in changes)
    title = _so_many(cheaper, len(changes), "is cheaper than today", "are cheaper than today")
    drawn = figure([bars], title + _cut(len(shown), len(changes)), showlegend=False)
    _name_rows(drawn, names)
    across = f"saving over {counted(answer.months, 'month')} ({answer.currency});<br>left of 0 costs more"
    _amounts_across(drawn, across, min([0.0, *savings]), max([0.0, *savings]))
    return drawn


def _over_time(changes: list[Comparison], currency: str) -> plotly.graph_objects.Figure:
    """What each scenario has saved by the end of each month."""
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
    paid = sum(one.payback_months is not None and one.saving > 0 for one in changes)
    title = _so_many(paid, len(changes), "pays back within the plan", "pay back within the plan")
    if len(changes) == 1:
        title = changes[0].payback
    drawn = figure(lines, title + _cut(len(shown), len(changes)), showlegend=True)
    # a legend of long names takes room, which the lines need too
    drawn.update_layout(height=400 + 20 * sum(1 + line.name.count("<br>") for line in lines) // 2 if lines else 160)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(
        title_text=f"saved so far ({currency})", rangemode="tozero", zeroline=True, zerolinecolor=LEVEL, zerolinewidth=2
    )
    if not any(saved for one in shown for _, saved in one.cumulative):
        drawn.update_yaxes(_NOTHING)
    return drawn


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
    drawn.update_yaxes(
        tickvals=list(range(len(names))), ticktext=names, range=[len(names) - 0.5, -0.5], showgrid=False, zeroline=False
    )
    rows = sum(max(1.0, 0.5 * (1 + name.count("<br>"))) for name in names)
    drawn.update_layout(margin_b=76, height=drawn.layout.margin.t + 40 * max(rows, 1.0) + 76)


def _amounts_across(drawn: plotly.graph_objects.Figure, title: str, low: float, high: float) -> None:
    """An axis of amounts from left to right, with room for the figures at the ends of the bars."""
    room = 0.28 * (high - low)
    span = {"range": [low - room if low else 0.0, high + room], "nticks": 6} if room else _NOTHING
    drawn.update_xaxes(title_text=title, zeroline=True, zerolinecolor=LEVEL, **span)


def _signed(amount: float) -> str:
    """An amount for the end of a bar, with its sign and as short as on the axis: +1.24M, −180k, +950."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= size * 0.9995:
            return f"{sign}{abs(amount) / size:,.3g}{letter}"
    return f"{sign}{abs(amount):,.0f}"
