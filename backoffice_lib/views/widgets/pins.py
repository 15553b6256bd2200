"""Up to five scenarios kept in view, side by side with the one that is worked on, and what is different between two of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import ipywidgets

from backoffice_lib.analyses._at_a_glance import SideBySide, side_by_side
from backoffice_lib.analyses.compare import Comparison, compare
from backoffice_lib.analyses.diff import Diff, diff
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import counted, spoken
from backoffice_lib.ledger import Ledger
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views.tables import table
from backoffice_lib.views.widgets.tabs import Now, Tab, as_html

MOST = 5


@dataclass(frozen=True)
class Beside:
    """The figures of all that is pinned, and what is different between two: their inputs, and what comes of them."""

    figures: SideBySide
    inputs: Diff
    results: Comparison


class Pins(Tab):
    """The scenarios that are pinned. changed: is called when what is shown should be worked out anew."""

    title = "Side by side"

    def __init__(self, changed: Callable[[], None]):
        self._changed, self._offering = changed, False
        self._pinned: dict[str, tuple[Scenario, Ledger | None]] = {TODAY.name: (TODAY, None)}
        self._chips = ipywidgets.HBox([])
        self._figures, self._differences = ipywidgets.HTML(), ipywidgets.HTML()
        self._from, self._to = (ipywidgets.Dropdown(tooltip=text) for text in ("What is different from", "What is different in"))
        for one, name in ((self._chips, "bo-chips"), (self._from, "bo-different-from"), (self._to, "bo-different-in")):
            one.add_class(name)
        chosen = ipywidgets.HBox([ipywidgets.HTML("What is different from"), self._from, ipywidgets.HTML("in"), self._to])
        chosen.add_class("bo-chosen")
        for one in (self._from, self._to):
            one.observe(lambda _: self._offering or self._changed(), "value")
        super().__init__(self._chips, self._figures, chosen, self._differences)
        self._offer("")

    def pin(self, scenario: Scenario, now: Now) -> str:
        """Keeps a scenario as it is now; the name it is kept under, which is not that of another. Raises InputProblems for more than five."""
        if len(self._pinned) > MOST:
            raise refuse("pin", f"{counted(MOST, 'scenario')} are pinned already", "take one away in Side by side first")
        names = [scenario.name, *(f"{scenario.name} ({at})" for at in range(2, MOST + 2))]
        name = next(one for one in names if one not in self._pinned)
        kept = scenario.with_(name=name)
        self._pinned[name] = (kept, simulate(now.plan, kept))
        self._offer(name)
        return name

    def chosen(self) -> tuple[dict[str, tuple[Scenario, Ledger | None]], str, str]:
        """All that is pinned, and the names of the two whose differences are shown."""
        return dict(self._pinned), self._from.value, self._to.value

    def work(self, now: Now, chosen: tuple[dict[str, tuple[Scenario, Ledger | None]], str, str]) -> Beside:
        """The figures of all that is pinned, and what is different between the two."""
        pinned, old, new = chosen
        current = now.scenario if now.scenario.name not in pinned else now.scenario.with_(name=f"{now.scenario.name} as it is now")
        of = {**pinned, TODAY.name: (now.scenario.today, now.today), "": (current, simulate(now.plan, current))}
        shown = [ledger for name, (_, ledger) in of.items() if name != TODAY.name]
        (before, was), (after, comes) = of[old], of[new]
        return Beside(side_by_side(now.today, *shown), diff(now.plan, before, after), compare(was, comes))

    def show(self, found: Beside) -> None:
        """Shows the figures, and the differences below them."""
        if len(self._pinned) == 1:
            self.say(["Nothing is pinned yet: Pin keeps a scenario here as it is, up to five of them, while you go on."])
        self._figures.value = as_html(table(found.figures))
        parts = ["Inputs", table(found.inputs, "inputs"), "What comes of them", table(found.results), table(found.results, "made of")]
        self._differences.value = as_html(str(found.inputs), str(found.results), *parts)

    def _taken_away(self, name: str) -> None:
        del self._pinned[name]
        self._offer(self._from.value if self._from.value in self._pinned else TODAY.name)
        self._changed()

    def _offer(self, old: str) -> None:
        """Offers what is pinned, today and the scenario that is worked on, and takes one of them to begin with."""
        self._offering = True
        options = [(spoken(name), name) for name in self._pinned]
        new = self._to.value if self._to.value in self._pinned else ""
        self._from.options, self._to.options = [*options, ("the scenario as it is now", "")], [("the scenario as it is now", ""), *options]
        self._from.value, self._to.value = old if old in self._pinned else TODAY.name, new
        self._offering = False
        self._chips.children = [self._chip(name) for name in self._pinned if name != TODAY.name]

    def _chip(self, name: str) -> ipywidgets.Button:
        chip = ipywidgets.Button(description=f"{spoken(name)} ✕", tooltip=f"Take {spoken(name)} away")
        chip.add_class("bo-chip")
        chip.on_click(partial(lambda name, _: self._taken_away(name), name))
        return chip
