"""Where to be, as a table and a chart: what a person of a team costs in every place, the cheapest first."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.compare_places import Place, PlaceComparison
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import money, spoken, whole
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import mark_of, figure

if TYPE_CHECKING:
    import plotly.graph_objects

_PARTS = {"wage": "salaries", "on_costs": "on-costs", "rent": "rent"}
"""The parts of the cost of a person, each in the colour of its cost category."""
_PALE = 0.4


@table.register(PlaceComparison)
def _(answer: PlaceComparison, part: str = "") -> Table:
    return part_of({"places": _places, "sources": _sources, "elsewhere": _elsewhere, "notes": _notes}, answer, part)


def _places(answer: PlaceComparison) -> Table:
    unit = answer.currency
    columns = (
        Column("Place"),
        *(Column(f"{name} ({unit})", "money") for name in ("wage", "on-costs", "rent", "a person and year", "saving")),
        Column("labour pool", "money"),
        Column("location quotient", "figure"),
        Column("share of the pool needed", "share"),
        Column("what is to be said of it"),
    )
    return Table(columns, tuple(_row(place) for place in answer.places))


def _row(place: Place) -> tuple[Any, ...]:
    amounts = (place.wage, place.on_costs, place.rent, place.total, place.saving)
    return named(place), *amounts, place.labour_pool_heads, place.location_quotient, place.pool_share, "; ".join(place.words)


def named(place: Place) -> str:
    """A place, marked where the team is now."""
    return f"{place.place} (now)" if place.here else place.place


def _sources(answer: PlaceComparison) -> Table:
    of: dict[str, list[str]] = {}
    for place in answer.places:
        for source in place.sources:
            of.setdefault(source, []).append(named(place))
    rows = [(*source.partition(": ")[::2], listed(places, 2)) for source, places in of.items()]
    return Table((Column("Figure"), Column("source"), Column("of")), tuple(sorted(rows, key=lambda row: row[0])))


def _elsewhere(answer: PlaceComparison) -> Table:
    columns = (Column("Place without a wage of this role"), Column("wages that are there, and are not compared"))
    return Table(columns, tuple((place, listed(items, 3)) for place, items in answer.elsewhere))


def _notes(answer: PlaceComparison) -> Table:
    return Table((Column("What is to be known besides"),), tuple((note,) for note in answer.notes))


@chart.register(PlaceComparison)
def _(answer: PlaceComparison, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    shown = [place for place in answer.places if place.total is not None]
    rows = list(range(len(shown)))
    bars = [
        go.Bar(
            name=category.replace("salaries", "wage"),
            x=[getattr(place, name) for place in shown],
            y=rows,
            orientation="h",
            marker={**mark_of(category), "opacity": [1.0 if place.sound else _PALE for place in shown]},
            hovertext=["<br>".join([named(place), *(html.escape(word) for word in place.words)]) for place in shown],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for name, category in _PARTS.items()
    ]
    sums = go.Scatter(
        x=[place.total for place in shown],
        y=rows,
        mode="text",
        text=[f" {whole(place.total)}" for place in shown],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    drawn = figure([*bars, sums], _message(answer), barmode="stack")
    names = [f"<b>{html.escape(named(place))}</b>" if place.here else html.escape(place.place) for place in shown]
    drawn.update_yaxes(tickvals=rows, ticktext=names, range=[len(shown) - 0.5, -0.5], showgrid=False, zeroline=False)
    across = f"cost of a person and year in {answer.month} ({answer.currency})"
    pale = "<br>pale: no published wage of its own, or a labour pool that is unknown or too thin"
    most = max((place.total for place in shown), default=1.0)
    title = across if all(place.sound for place in shown) else across + pale
    drawn.update_xaxes(title_text=title, range=[0, 1.15 * most], nticks=8)
    plot = 24 * max(len(shown), 1)
    drawn.update_layout(height=drawn.layout.margin.t + plot + 120, bargap=0.25, margin_b=120, legend={"y": -75 / plot, "yanchor": "top"})
    return drawn


def _message(answer: PlaceComparison) -> str:
    best, sound = answer.cheapest, answer.cheapest_sound
    if best is None:
        return f"no place has all that a person of {spoken(answer.team)} costs"
    if best.here:
        return f"{spoken(answer.team)} costs least where it is: {money(best.total, answer.currency)} a person and year"
    less = "" if best.saving is None else f", {whole(best.saving)} less than now"
    said = f"{spoken(answer.team)} costs least in {best.place}: {money(best.total, answer.currency)} a person and year{less}"
    if best.sound or sound is None:
        return said
    where = "where it is" if sound.here else f"in {sound.place}"
    return f"{said}; with a published wage and people enough, {where}"
