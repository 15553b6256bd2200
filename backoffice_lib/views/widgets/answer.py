"""The answer beside the initiatives: a sentence, the figures looked at first with their change, and charts."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ipywidgets

from backoffice_lib.analyses._at_a_glance import Ends, Glance, Places
from backoffice_lib.analyses.bridge import Bridge
from backoffice_lib.analyses.compare import Comparison
from backoffice_lib.analyses.risk import Risk, how_often
from backoffice_lib.basics.money import brief, exact, whole
from backoffice_lib.views.charts import chart
from backoffice_lib.views.widgets.charts import Charts
from backoffice_lib.views.widgets.how_far import bar

if TYPE_CHECKING:
    import plotly.graph_objects


ROOM = 0.14
"""Of an axis, to be added at each end where a chart is half as wide as others."""


@dataclass(frozen=True)
class Card:
    """What a figure is, the figure, what stands below it, whether that is good, bad or neither, and the figure to the cent, where it is money."""

    name: str
    figure: str
    below: str
    kind: str = "neither"
    to_the_cent: str = ""


class Answer:
    """What a scenario comes to; whatever was shown last stays until there is something new.

    clicked: is told the chart and the bar. drawn: is called when the first chart is on the page.
    """

    def __init__(self, clicked: Callable[[str, str], None], drawn: Callable[[], None]) -> None:
        self._told, self._sure, self._figures, self._notes = (ipywidgets.HTML() for _ in range(4))
        self._charts = Charts("time", "initiatives", "category", "people", "seats", drawn=drawn)
        self._charts.observe(lambda change: clicked(*change.new[:2]), "clicked")
        self.widget = ipywidgets.VBox([self._told, self._sure, self._figures, self._charts, self._notes])
        self.widget.add_class("bo-answer")

    def show(self, glance: Glance, unsure: bool) -> None:
        """Shows what is looked at first: the sentence, the figures, and what is saved month by month. unsure: whether simulations are to follow."""
        found = glance.saved
        self._told.value = f'<p class="bo-sentence" role="status">{html.escape(str(found))}</p>'
        self._figures.value = f'<div class="bo-cards">{"".join(map(_card, cards(glance)))}</div>'
        self._sure.value = _sure(bar("How sure is that? Simulations are on their way, once nothing moves.")) if unsure else ""
        self._charts.put(time=_over_time(chart(glance)))

    def show_categories(self, found: Comparison) -> None:
        """Shows what each cost category adds or saves, and what is to be known besides."""
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in found.notes)
        self._notes.value = f'<div class="bo-notes"><h3>What to know</h3><ul>{notes}</ul></div>' if notes else ""
        self._charts.put(category=chart(found))

    def show_how_sure(self, found: Risk, of: int) -> None:
        """Shows, beside what is likely, between what the saving lies in nine of ten simulations. of: how many there will be in all."""
        cheaper, between = how_often(found.cheaper.share).replace("draw", "simulation"), found.spoken_range(found.amount.p5, found.amount.p95)
        told = f"How sure is that? It is cheaper than today {cheaper}; in nine of ten it {between}. So say {found.draws:,}"
        more = found.draws < of
        self._sure.value = _sure(bar(f"{told} of {of:,} simulations; the others are on their way.", found.draws, of) if more else _told(f"{told} simulations."))
        heading = "Saved so far: nine of ten simulations lie in the band, half of them in the darker one; dotted where all is as likely"
        self._charts.put(time=_over_time(chart(found)).update_layout(title_text=heading))

    def show_places(self, found: Places) -> None:
        """Shows people by team and mode, and seats against people by site."""
        self._charts.put(people=chart(found, "people"), seats=chart(found, "seats"))

    def show_initiatives(self, bridge: Bridge) -> None:
        """Shows what each initiative does to the cost."""
        self._charts.put(initiatives=_in_half_the_width(chart(bridge)))


def _told(text: str) -> str:
    return f'<p role="status">{html.escape(text)}</p>'


def _sure(inside: str) -> str:
    return f'<div class="bo-sure bo-help">{inside}</div>'


def _over_time(drawn: plotly.graph_objects.Figure) -> plotly.graph_objects.Figure:
    months = drawn.data[0].x
    years = [month for month in months if month.endswith("-01")]
    ticks = {"tickvals": years, "ticktext": [month[:4] for month in years]} if len(years) > 2 else {"nticks": 5}
    return drawn.update_layout(showlegend=False, height=400, margin={"b": 10}, xaxis={"tickangle": 0, **ticks})


def _in_half_the_width(drawn: plotly.graph_objects.Figure) -> plotly.graph_objects.Figure:
    """A waterfall with more room beside its bars, whose figures would else stand in the names."""
    low, high = drawn.layout.xaxis.range or (0.0, 0.0)
    room = ROOM * (high - low)
    return drawn.update_layout(xaxis={"range": [low - room if low < 0 else low, high + room if high > 0 else high]}) if room else drawn


def cards(glance: Glance) -> Iterator[Card]:
    """The figures looked at first."""
    found, unit = glance.saved, glance.saved.currency
    costs = f"cost {brief(found.cost_scenario)} instead of {brief(found.cost_against)}"
    yield _money("Saving", found.saving, unit, costs, found.saving)
    yield _money("Saving at present value (NPV)", found.npv_of_saving, unit, "of all cash in the plan", found.npv_of_saving)
    yield _payback(found.payback_months, round(found.saving, 2))
    yield Card("People at the end", _number(glance.heads.scenario), _change(glance.heads, _number))
    needed = f"; {_number(glance.seats_needed.scenario)} needed on the fullest day"
    yield Card("Seats at the end", _number(glance.seats_held.scenario), _change(glance.seats_held, _number) + needed)
    stranded = Ends(found.stranded.against, found.stranded.scenario)
    yield _money("Cost of empty seats (stranded)", stranded.scenario, unit, _change(stranded, brief), -stranded.change)


def _payback(months: int | None, saving: float) -> Card:
    if not saving and months == 1:
        return Card("Payback", "–", "neither saves nor costs anything")
    if months is None:
        return Card("Payback", "None", "not within the plan", "bad")
    below = "from the first month" if months == 1 else "from then on the saving stays above 0"
    return Card("Payback", "At once" if months == 1 else f"Month {months}", below, "good")


def _money(name: str, amount: float, unit: str, below: str, good: float) -> Card:
    return Card(name, f"{unit} {brief(amount)}", below, _good(good), f"{unit} {exact(amount)}")


def _number(amount: float) -> str:
    """People and seats: to one decimal, and that only where there is one."""
    return f"{amount:,.1f}".removesuffix(".0") if abs(amount) < 1000 else whole(amount)


def _change(ends: Ends, said: Callable[[float], str]) -> str:
    change = ends.change
    return "as today" if said(abs(change)) == said(0.0) else f"{'+' if change > 0 else '−'}{said(abs(change))} against today"


def _good(amount: float) -> str:
    return "good" if round(amount, 2) > 0 else "bad" if round(amount, 2) < 0 else "neither"


def _card(card: Card) -> str:
    title = f' title="{html.escape(card.to_the_cent)}"' if card.to_the_cent else ""
    name, figure, below = (html.escape(part) for part in (card.name, card.figure, card.below))
    shown = f'<p class="bo-name">{name}</p><p class="bo-figure"{title}>{figure}</p><p class="bo-below">{below}</p>'
    return f'<div class="bo-card bo-{card.kind}">{shown}</div>'
