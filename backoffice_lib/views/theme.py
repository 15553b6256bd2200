"""One look for every chart: colours, fonts and the message in the title."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from backoffice_lib.basics.money import sentence

if TYPE_CHECKING:
    import plotly.graph_objects

# Okabe and Ito's palette, told apart by colour-blind readers, and two greys.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000", "#999999", "#7A5C00")
SAVED, SPENT, LEVEL = "#009E73", "#D55E00", "#5B6770"
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
_FIXED = (
    "salaries",
    "rent",
    "vendor fees",
    "remote subsidy",
    "on-costs",
    "severance",
    "equipment",
    "hiring",
    "lease exit",
    "transition",
)


def colour_of(category: str, others: Iterable[str] = ()) -> str:
    """The colour of a cost category, the same in every chart."""
    names = [*_FIXED, *(name for name in others if name not in _FIXED)]
    return PALETTE[names.index(category) % len(PALETTE)] if category in names else PALETTE[-1]


def figure(traces: Iterable[Any], title: str, **layout: Any) -> plotly.graph_objects.Figure:
    """A figure in the house's look; the title is its message."""
    import plotly.graph_objects as go

    drawn = go.Figure(list(traces))
    drawn.update_layout(
        title={"text": _wrapped(sentence(title)), "x": 0, "xanchor": "left", "xref": "container", "font": {"size": 17}},
        template="plotly_white",
        font={"family": FONT, "size": 13, "color": "#22303C"},
        margin={"l": 10, "r": 20, "t": 40 + 24 * len(_wrapped(title).split("<br>")), "b": 10},
        height=420,
        bargap=0.35,
        separators=".,",
        hoverlabel={"font": {"family": FONT}},
        legend={"orientation": "h", "y": -0.15, "x": 0, "traceorder": "normal"},
        **layout,
    )
    drawn.update_xaxes(automargin=True, title_standoff=12, ticks="outside", ticklen=6, tickcolor="rgba(0,0,0,0)")
    drawn.update_yaxes(automargin=True, title_standoff=12, ticks="outside", ticklen=6, tickcolor="rgba(0,0,0,0)")
    return drawn


def _wrapped(title: str, width: int = 72) -> str:
    """A long title over several lines; plotly would run it off the page."""
    return "<br>".join(html.escape(line, quote=False) for line in textwrap.wrap(title, width))
