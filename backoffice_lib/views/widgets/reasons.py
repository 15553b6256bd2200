"""The tab that tells why a figure is what it is: of a bar that was clicked, or chosen from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import ipywidgets

from backoffice_lib.analyses._why_text import headline
from backoffice_lib.analyses.bridge import bridge
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.why import Why, why
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.views.tables import table
from backoffice_lib.views.why_html import fragment
from backoffice_lib.views.widgets.tabs import Now, Tab, as_html

IN_ALL = ("category", "")
QUESTIONS = {"category": ("saving", "category"), "initiatives": ("bridge", "bar"), "people": ("heads", "team"), "seats": ("seats", "site")}
"""What is asked for a bar of each chart, and the option that names the bar."""


@dataclass(frozen=True)
class Reason:
    """Why a bar is what it is, with the bars there are to ask for, each with its name for reading."""

    answer: Why
    bar: tuple[str, str]
    bars: tuple[tuple[str, tuple[str, str]], ...]


class Reasons(Tab):
    """Why a bar of a chart is what it is. changed: is called when another is chosen."""

    title = "Why"

    def __init__(self, changed: Callable[[], None]):
        self._bar, self._offering = IN_ALL, False
        self._which, self._tree = ipywidgets.Dropdown(tooltip="Figure"), ipywidgets.HTML()
        self._which.add_class("bo-figure-asked")

        def chosen(change: dict) -> None:
            if not self._offering and change["new"]:
                self._bar = change["new"]
                changed()

        self._which.observe(chosen, "value")
        head = ipywidgets.HBox([ipywidgets.HTML("Figure"), self._which])
        head.add_class("bo-chosen")
        super().__init__(head, self._tree)

    def ask(self, chart: str, bar: str) -> None:
        """Takes a bar of a chart as the one to be explained."""
        self._bar = (chart, bar)

    def chosen(self) -> tuple[str, str]:
        """The chart and the bar that are asked for."""
        return self._bar

    def work(self, now: Now, chosen: tuple[str, str]) -> Reason:
        """Why that bar is what it is; the saving in all where the scenario has no such bar."""
        bars = tuple(_bars(now))
        bar = chosen if chosen in [one for _, one in bars] else IN_ALL
        of, option = QUESTIONS[bar[0]]
        against = now.today if of in ("saving", "bridge") else None
        return Reason(why(now.ledger, of, against=against, **{option: bar[1]}), bar, bars)

    def show(self, found: Reason) -> None:
        """Shows the tree of the figure, which opens level by level."""
        self._offering = True
        self._which.options, self._which.value = found.bars, found.bar
        self._offering = False
        first, *more = headline(found.answer)
        self.say([first])
        initiatives = [one for one in [table(found.answer, "initiatives")] if found.answer.by_initiative and one.rows]
        self._tree.value = as_html(*more, *initiatives) + fragment(found.answer)


def _bars(now: Now) -> Iterator[tuple[str, tuple[str, str]]]:
    """All bars that can be asked for."""
    yield "The saving in all", IN_ALL
    yield from ((f"Saving in {row.name}", ("category", row.name)) for row in compare(now.today, now.ledger).by_category if row.saving)
    if now.scenario.levers:
        yield from ((f"Initiative: {sentence(bar.name)}", ("initiatives", bar.name)) for bar in bridge(now.plan, now.scenario, how="in order").bars)
    yield from ((f"People of {spoken(name)}", ("people", name)) for name in now.ledger.plan.names("team"))
    yield from ((f"Seats at {spoken(name)}", ("seats", name)) for name in now.ledger.plan.names("site"))
