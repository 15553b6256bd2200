"""In house or outsourced, as a table and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.in_or_out import InOrOut, InOrOutAnswer, Placed
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import PALETTE, SAVED, SPENT, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects


@table.register(InOrOutAnswer)
def _(answer: InOrOutAnswer, part: str = "") -> Table:
    return part_of({"choices": _choices, "placed": _placed, "notes": _notes}, answer, part)


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


def _notes(answer: InOrOutAnswer) -> Table:
    rows = [(spoken(choice.scenario), note) for choice in answer.choices for note in choice.comparison.notes]
    rows += [
        (spoken(choice.scenario), f"part of the saving comes from {listed(choice.other_initiatives)}, which it also holds")
        for choice in answer.choices
        if choice.other_initiatives
    ]
    rows.append(("all", "how well vendors work beside their productivity: errors, delays and what they cost"))
    return Table((Column("Scenario"), Column("not in the figures")), tuple(rows))


@chart.register(InOrOutAnswer)
def _(answer: InOrOutAnswer, part: str = "") -> plotly.graph_objects.Figure:
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
