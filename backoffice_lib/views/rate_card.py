"""A rate card as a table of quartiles, a table of our own vendors against it, and a chart of the ranges."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from backoffice_lib.analyses.rate_card import OfferGroup, RateCard
from backoffice_lib.basics.money import counted, exact, sentence, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, PALETTE, figure

if TYPE_CHECKING:
    import plotly.graph_objects

MOST_BARS, MOST_CHARACTERS = 20, 34


@table.register(RateCard)
def _(answer: RateCard, part: str = "") -> Table:
    return part_of({"groups": _groups, "own": _own}, answer, part)


def _groups(answer: RateCard) -> Table:
    asked = ("lowest", "lower quartile", "median", "upper quartile", "highest")
    columns = (Column(_heading(answer)), Column("offers", "count"), Column("vendors", "count"), *(Column(f"{one} ({answer.currency}/hour)", "cents") for one in asked))
    return Table(columns, tuple(_row(group) for group in (*answer.groups, answer.total)), total=True)


def _row(group: OfferGroup) -> tuple:
    return group.name, group.offers, group.vendors, group.lowest, group.lower_quartile, group.median, group.upper_quartile, group.highest


def _own(answer: RateCard) -> Table:
    unit = f"({answer.currency}/hour)"
    columns = (
        Column("Vendor of the plan"), Column(f"its price {unit}", "cents"), Column("held against offers for"), Column("offers", "count"),
        Column(f"their median {unit}", "cents"), Column("of them cheaper", "share"),
    )
    return Table(columns, tuple((one.vendor, one.price_per_hour, one.asked, one.offers, one.median, one.cheaper_share) for one in answer.own))


def _heading(answer: RateCard) -> str:
    return sentence(spoken(answer.by))


@chart.register(RateCard)
def _(answer: RateCard, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    shown = answer.groups[:MOST_BARS]
    rows = list(range(len(shown)))
    asked = [(_whole(group), group.lowest, group.lower_quartile, group.median, group.upper_quartile, group.highest) for group in shown]
    named = zip(("lowest", "lower quartile", "median", "upper quartile", "highest"), range(1, 6), strict=True)
    hover = "%{customdata[0]}<br>" + ", ".join(f"{one} %{{customdata[{at}]:,.2f}}" for one, at in named) + "<extra></extra>"
    bars = go.Bar(
        y=rows, x=[group.upper_quartile - group.lower_quartile for group in shown], base=[group.lower_quartile for group in shown],
        orientation="h", marker_color=PALETTE[4], name="half of the offers", customdata=asked, hovertemplate=hover,
    )
    medians = go.Scatter(
        y=rows, x=[group.median for group in shown], mode="markers", name="median", customdata=asked, hovertemplate=hover,
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 3, "color": PALETTE[0]}},
    )
    drawn = figure([bars, medians], str(answer))
    few = f", the {len(shown)} with most" if len(shown) < len(answer.groups) else ""
    drawn.update_xaxes(title_text=f"price of an hour ({answer.currency})", rangemode="tozero")
    drawn.update_yaxes(tickvals=rows, ticktext=[_short(group) for group in shown], autorange="reversed", title_text=f"{_heading(answer).lower()} (offers{few})")
    drawn.add_vline(answer.total.median, line_color=LEVEL, line_dash="dash", annotation_text=f"all: {exact(answer.total.median)}", annotation_position="top right")
    plot = max(120, 26 * len(shown))
    drawn.update_layout(height=plot + drawn.layout.margin.t + 100, legend_y=-75 / plot)
    return drawn


def _whole(group: OfferGroup) -> str:
    return f"{html.escape(group.name, quote=False)}: {counted(group.offers, 'offer')}"


def _short(group: OfferGroup) -> str:
    """A name on one line beside its bar, with the number of offers; the whole of it is told when pointed at."""
    name = group.name if len(group.name) <= MOST_CHARACTERS else f"{group.name[: MOST_CHARACTERS - 1].rstrip()}…"
    return f"{html.escape(name, quote=False)} ({group.offers:,})"
