"""One look for every chart: colours, fonts and the message in the title."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from backoffice_lib import costs
from backoffice_lib.basics.money import sentence, spoken

if TYPE_CHECKING:
    import plotly.graph_objects

# Okabe and Ito's palette, told apart by colour-blind readers, with a grey and a brown that are so too.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000", "#757575", "#7A5C00")
# Lines in the colours that can be seen on white, then the same broken.
LINES = tuple(
    {"color": colour, "width": 3, "dash": dash} for dash in ("solid", "dash") for colour in PALETTE if colour != "#F0E442"
)
SAVED, SPENT, LEVEL, INK = "#009E73", "#D55E00", "#5B6770", "#22303C"
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
_TITLE = {
    "x": 0, "xanchor": "left", "xref": "container", "font": {"size": 17},
    "y": 1, "yanchor": "bottom", "yref": "paper",
}
_AXIS = {
    "automargin": True, "title": {"standoff": 12, "font": {"size": 13}},
    # ticks nobody sees, which hold the figures off the axis
    "ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)",
    "gridcolor": "#EBF0F8", "linecolor": "#EBF0F8", "zerolinecolor": "#EBF0F8", "zerolinewidth": 2,
}
# What all figures have; plotly's own templates hold forty kinds of charts, and each figure is made and read ten times as long by them.
TEMPLATE = {
    "layout": {
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "white", "plot_bgcolor": "white", "colorway": PALETTE, "autotypenumbers": "strict", "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"family": FONT}},
        "bargap": 0.35, "separators": ".,", "legend": {"orientation": "h", "y": -0.15, "x": 0, "traceorder": "normal"},
        "xaxis": _AXIS, "yaxis": _AXIS, "annotationdefaults": {"arrowhead": 0, "arrowwidth": 1}, "coloraxis": {"colorbar": {"outlinewidth": 0, "ticks": ""}},
    },
    "data": {"bar": [{"marker": {"line": {"color": "white", "width": 0.5}}}]},
}
# The largest costs first, so that they get the strongest colours; others follow in the order they come.
_FIXED = (
    "salaries",
    "rent",
    "vendor fees",
    "bonus",
    "on-costs",
    "severance",
    "remote subsidy",
    "IT",
    "hiring",
    "training",
    "service charges",
    "transition",
    "flexible desks",
    "governance",
    "lease exit",
    "equipment",
    "relocation",
    "travel",
)
_PATTERNS = ("", "/", ".", "x", "-", "+", "\\", "|")
OTHER = "#D5DBE1"
IN_THE_DARK = {
    INK: "#E6EDF3", LEVEL: "#A9B4BF", OTHER: "#4F5D69", "white": "#1B232B", "#FFFFFF": "#1B232B", "#EBF0F8": "#2F3A44", "#B8C2CC": "#5B6873",
    "#000000": "#FFFFFF", "#7A5C00": "#D9C48B", "#0072B2": "#3D9BDC",
}
"""What the colours that cannot be seen on a dark page are there."""


def mark_of(category: str, others: Iterable[str] = ()) -> dict[str, Any]:
    """What marks a cost category, the same in every chart: one of ten colours and, for each ten more, a pattern of its own in them."""
    names = list(dict.fromkeys((*_FIXED, *sorted(one.name for one in costs.categories()), *others)))
    round_of_ten, at = divmod(names.index(category) if category in names else len(names), len(PALETTE))
    colour, shape = PALETTE[at], _PATTERNS[round_of_ten % len(_PATTERNS)]
    if not shape:
        return {"color": colour}
    return {"color": colour, "pattern": {"shape": shape, "bgcolor": _paler(colour), "fgcolor": colour, "size": 7, "solidity": 0.35}}


def marks_of(categories: Iterable[str]) -> dict[str, Any]:
    """The marks of several categories for bars of one trace."""
    plain = {"shape": "", "bgcolor": "white", "fgcolor": "white", "size": 7, "solidity": 0.35}
    marks = [mark_of(name) for name in categories]
    patterns = [{**plain, "bgcolor": mark["color"], **mark.get("pattern", {})} for mark in marks]
    return {"color": [mark["color"] for mark in marks], "pattern": {name: [one[name] for one in patterns] for name in plain}}


def _paler(colour: str) -> str:
    """The colour half way to white."""
    return "#" + "".join(f"{(int(colour[at : at + 2], 16) + 255) // 2:02X}" for at in (1, 3, 5))


def figure(traces: Iterable[Any], title: str, **layout: Any) -> plotly.graph_objects.Figure:
    """A figure in the house's look; the title is its message."""
    import plotly.graph_objects as go

    text = _wrapped(sentence(title), 72)
    more = text.count("<br>")
    look = {
        "template": TEMPLATE,
        # plotly sets the first line at this height and the others below it
        "title": {"text": text, "pad": {"b": 18 + 22 * more}, **_TITLE},
        "margin": {"l": 10, "r": 20, "t": 50 + 22 * more, "b": 10},
        "height": 420,
    }
    return go.Figure(list(traces), {**look, **layout})


def legend_below(drawn: plotly.graph_objects.Figure, rows: float) -> plotly.graph_objects.Figure:
    """A chart of rows so many pixels high in all, with its legend below the title of the axis, however few rows there are."""
    height = drawn.layout.margin.t + rows + 110
    drawn.update_layout(height=height, margin_b=110, legend={"yref": "container", "yanchor": "bottom", "y": 8 / height})
    return drawn


def nothing(title: str) -> plotly.graph_objects.Figure:
    """The title alone, where there is nothing to draw."""
    drawn = figure([], title, showlegend=False)
    drawn.update_layout(height=drawn.layout.margin.t + 30)
    drawn.update_xaxes(visible=False)
    drawn.update_yaxes(visible=False)
    return drawn


def label(name: str) -> str:
    """A name from the input beside its bar or line: plain text, a long one over several lines."""
    return _wrapped(spoken(name), 26)


def _wrapped(text: str, width: int) -> str:
    """Plain text over several lines; plotly would run it off the page, and read tags in it."""
    return "<br>".join(html.escape(line, quote=False) for line in textwrap.wrap(text, width))
