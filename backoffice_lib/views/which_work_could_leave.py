"""Which work could leave: every function with its best vendor, what it would save, and what stands against it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.which_work_could_leave import Leaving, WhichWorkCouldLeave
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import counted, money, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, OTHER, SAVED, SPENT, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_ROWS = 20


@table.register(WhichWorkCouldLeave)
def _(answer: WhichWorkCouldLeave, part: str = "") -> Table:
    parts = {"best": lambda one: _offers(one, one.best), "offers": lambda one: _offers(one, one.offers), "against": _against, "notes": _notes}
    return part_of(parts, answer, part)


def _offers(answer: WhichWorkCouldLeave, offers: Iterable[Leaving]) -> Table:
    unit = answer.currency
    columns = (
        Column("Function"),
        Column("vendor"),
        Column("full-time equivalents", "heads"),
        Column(f"saving ({unit})", "money"),
        Column(f"one-off ({unit})", "money"),
        Column("pays back in month", "when"),
        Column("price of a full-time year", "when"),
        Column("break-even price", "when"),
        Column("something against it", "when"),
        Column(f"saving at present value ({unit})", "money"),
    )
    return Table(columns, tuple(_row(offer) for offer in offers))


def _row(offer: Leaving) -> tuple[Any, ...]:
    back = "" if offer.refused else "never" if offer.payback_months is None else str(offer.payback_months)
    figures = (None if offer.refused else offer.fte, offer.saving, offer.one_off)
    prices = ("" if price is None else money(price, offer.currency) for price in (offer.price, offer.break_even_price))
    return spoken(offer.function), offer.vendor, *figures, back, *prices, "yes" if offer.against else "", offer.npv


def _against(answer: WhichWorkCouldLeave) -> Table:
    """What stands against placing work; once for each function where it is the same with all vendors."""
    with_whom: dict[tuple[str, str], list[str]] = {}
    for offer in answer.offers:
        for words in offer.against:
            with_whom.setdefault((offer.function, words), []).append(offer.vendor)
    vendors = len({offer.vendor for offer in answer.offers})
    rows = [(spoken(function), words, "any" if len(names) == vendors else listed(names, 3)) for (function, words), names in with_whom.items()]
    return Table((Column("Function"), Column("what stands against it"), Column("with which vendor")), tuple(rows))


def _notes(answer: WhichWorkCouldLeave) -> Table:
    return Table((Column("What was assumed, and what is not in the figures"),), tuple((note,) for note in answer.notes))


@chart.register(WhichWorkCouldLeave)
def _(answer: WhichWorkCouldLeave, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    worked_out = [offer for offer in answer.best if offer.saving is not None]
    shown = worked_out[:_MOST_ROWS]
    if not shown:
        return nothing(str(answer))
    bars = []
    for name, colour, of in (
        ("saves, and nothing stands against it", SAVED, lambda offer: offer.pays),
        ("saves, but something stands against it", OTHER, lambda offer: offer.saving > 0 and not offer.pays),
        ("would cost more", SPENT, lambda offer: offer.saving <= 0),
    ):
        rows = [row for row, offer in enumerate(shown) if of(offer)]
        bars.append(
            go.Bar(
                name=name,
                x=[shown[row].saving for row in rows],
                y=rows,
                orientation="h",
                width=0.65,
                marker={"color": colour},
                hovertext=["<br>".join(html.escape(text) for text in _words(shown[row], answer.currency)) for row in rows],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    drawn = figure([bar for bar in bars if bar.y], _message(answer) + _cut(len(shown), len(worked_out)), barmode="overlay", showlegend=True)
    names = [label(offer.function) for offer in shown]
    drawn.update_yaxes(tickvals=list(range(len(shown))), ticktext=names, range=[len(shown) - 0.5, -0.5], showgrid=False, zeroline=False)
    across = f"saving over {counted(answer.months, 'month')}<br>with the best vendor ({answer.currency})"
    drawn.update_xaxes(title_text=across, zeroline=True, zerolinecolor=LEVEL, nticks=6)
    plot = 28 * max(len(shown), 2)
    drawn.update_layout(height=drawn.layout.margin.t + plot + 150, margin_b=150, legend={"y": -85 / plot, "yanchor": "top"})
    return drawn


def _words(offer: Leaving, currency: str) -> list[str]:
    return [f"{spoken(offer.function)} with {offer.vendor}", f"saving {money(offer.saving, currency)}", *offer.against]


def _cut(shown: int, of: int) -> str:
    return f"; the first {shown} are shown" if shown < of else ""


def _message(answer: WhichWorkCouldLeave) -> str:
    clear = [offer for offer in answer.best if offer.pays]
    of = counted(len(answer.best), "function")
    if not clear:
        return f"none of {of} could leave at a saving without something against it"
    return f"{len(clear)} of {of} could leave at a saving, most at {spoken(clear[0].function)}"
