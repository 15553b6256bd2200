"""Fans: how far many draws lie apart, month by month, as traces of any chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from backoffice_lib.analyses._spread import Spread
from backoffice_lib.views.theme import PALETTE

_WIDE, _NARROW = "rgba(0, 114, 178, 0.16)", "rgba(0, 114, 178, 0.32)"
"""The first colour of the palette, thin over nine of ten draws, and stronger over half of them."""


def fan(names: Sequence[str], spreads: Sequence[Spread], currency: str) -> list[Any]:
    """Nine of ten draws, half of them, their middle, and where everything is as likely."""
    middle = {"line": {"color": PALETTE[0], "width": 3}}
    likely = {"line": {"color": "#000000", "width": 2, "dash": "dot"}}
    return [
        *bands(names, spreads, currency),
        _line(names, "half of all draws lie below (P50)", (one.p50 for one in spreads), currency, middle),
        _line(names, "where all is as likely", (one.likely for one in spreads), currency, likely),
    ]


def bands(names: Sequence[str], spreads: Sequence[Spread], currency: str) -> list[Any]:
    """Nine of ten draws and half of them, behind any other line."""
    bare = {"line": {"width": 0}, "showlegend": False}
    return [
        _line(names, "P5", (one.p5 for one in spreads), currency, bare),
        _line(names, "P95", (one.p95 for one in spreads), currency, bare | {"fill": "tonexty", "fillcolor": _WIDE}),
        _line(names, "P25", (one.p25 for one in spreads), currency, bare),
        _line(names, "P75", (one.p75 for one in spreads), currency, bare | {"fill": "tonexty", "fillcolor": _NARROW}),
    ]


def _line(names: Sequence[str], name: str, values: Iterable[float], currency: str, look: dict[str, Any]) -> Any:
    import plotly.graph_objects as go

    return go.Scatter(x=list(names), y=list(values), name=name, mode="lines", hovertemplate=f"%{{y:,.0f}} {currency}", **look)
