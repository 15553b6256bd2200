"""In house or outsourced, as a table and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.in_or_out import InOrOut, InOrOutAnswer, Placed
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LINES, PALETTE, SAVED, SPENT, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects


@table.register(InOrOutAnswer)
def _(answer: InOrOutAnswer, part: str = "") -> Table:
    return part_of({"choices": _choices, "placed": _placed, "one-off": _one_off, "notes": _notes}, answer, part)


def _choices(answer: InOrOutAnswer) -> Table:
    unit = answer.currency
    columns = (
        Column("Scenario"),
        Column(f"saved in house ({unit})", "money"),
        Column(f"paid for vendors ({unit})", "money"),
        Column(f"one-off ({unit})", "money"),
        Column(f"saving ({unit})", "money"),
        Column("all fees could rise by", "when"),
        Column("pays back in month", "when"),
    )
    return Table(columns, tuple(_choice(choice) for choice in answer.choices))


def _choice(choice: InOrOut) -> tuple:
    one = choice.comparison
    flip = "" if choice.flip_share is None else f"{choice.flip_share:.0%}" if choice.flip_share >= 0 else (
        f"must fall by {-choice.flip_share:.0%}"
    )
    back = "never" if one.payback_months is None else str(one.payback_months)
    return spoken(one.scenario), choice.saved_in_house, choice.vendor_cost, choice.one_off, one.saving, flip, back


def _placed(answer: InOrOutAnswer) -> Table:
    columns = (
        Column("Scenario"),
        Column("function"),
        Column("vendor"),
        Column("vendor's full-time equivalents at most", "heads"),
        Column("price of one for a year", "money"),
        Column("currency"),
    )
    return Table(columns, tuple((spoken(c.scenario), *_facts(placed)) for c in answer.choices for placed in c.placed))


def _facts(placed: Placed) -> tuple:
    return placed.function, placed.vendor, placed.fte, placed.price_per_fte_per_year, placed.currency


def _one_off(answer: InOrOutAnswer) -> Table:
    columns = (Column("Scenario"), Column("one-off cost"), Column(f"amount ({answer.currency})", "money"))
    return Table(columns, tuple((spoken(c.scenario), *row) for c in answer.choices for row in c.one_off_by_category))


def _notes(answer: InOrOutAnswer) -> Table:
    rows = [(spoken(choice.scenario), note) for choice in answer.choices for note in choice.comparison.notes]
    rows += [
        (spoken(choice.scenario), f"part of the saving comes from {listed(choice.other_initiatives)}, which it also holds")
        for choice in answer.choices
        if choice.other_initiatives
    ]
    rows.append(("all", "how well vendors work beside their productivity: errors, delays and what they cost"))
    return Table((Column("Scenario"), Column("what to know beside the figures")), tuple(rows))


@chart.register(InOrOutAnswer)
def _(answer: InOrOutAnswer, part: str = "") -> plotly.graph_objects.Figure:
    if part == "over time":
        return _over_time(answer)
    return _parts(answer)


def _over_time(answer: InOrOutAnswer) -> plotly.graph_objects.Figure:
    """What the work of the best choice would have cost in house so far, what it costs outsourced, and where the two cross."""
    import plotly.graph_objects as go

    if not answer.choices:
        return nothing(str(answer))
    best = answer.choices[0]
    months, *sums = zip(*best.cumulative, strict=True)
    lines = [
        go.Scatter(
            name=name,
            x=months,
            y=spent,
            mode="lines",
            line=LINES[at],
            hovertemplate=f"{name}, %{{x}}<br>spent so far %{{y:,.0f}} {answer.currency}<extra></extra>",
        )
        for at, (name, spent) in enumerate(zip(("in house", "outsourced, with one-off costs"), sums, strict=True))
    ]
    back = best.comparison.payback_months
    if back is not None and best.comparison.saving > 0:
        crossing = {"color": SPENT, "size": 12, "symbol": "diamond"}
        lines.append(go.Scatter(name=f"pays back, {months[back - 1]}", x=[months[back - 1]], y=[sums[1][back - 1]], mode="markers", marker=crossing))
    drawn = figure(lines, f"{spoken(best.scenario)}: {best.comparison.payback[:1].lower()}{best.comparison.payback[1:].removesuffix('.')}")
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text=f"spent so far on what changes ({answer.currency})", rangemode="tozero")
    return drawn


def _parts(answer: InOrOutAnswer) -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    shown = answer.choices[::-1]
    names = [label(choice.scenario) for choice in shown]
    bars = [
        go.Bar(
            name=name,
            y=names,
            x=values,
            orientation="h",
            offsetgroup=group,
            marker={"color": colour},
            hovertemplate=f"%{{y}}<br>{name} %{{x:,.0f}} {answer.currency}<extra></extra>",
        )
        for name, values, group, colour in (
            ("one-off", [max(choice.one_off, 0.0) for choice in shown], "paid", PALETTE[1]),
            ("paid for vendors", [choice.vendor_cost for choice in shown], "paid", SPENT),
            ("saved in house", [choice.saved_in_house for choice in shown], "saved", SAVED),
        )
    ]
    drawn = figure(bars, str(answer), barmode="relative")
    if not shown:
        drawn.update_layout(height=110, xaxis={"visible": False}, yaxis={"visible": False})
        return drawn
    drawn.update_xaxes(title_text=f"over the plan ({answer.currency})")
    drawn.update_layout(height=220 + 80 * len(shown), legend={"traceorder": "reversed", "y": -0.35 if len(shown) < 3 else -0.2})
    return drawn
