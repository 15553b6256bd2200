"""The tabs of the right side: each shows one more thing about the scenario, worked out only while it is open."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.money import sentence
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.views.widgets.pauses import Step

WORKING = "Working it out …"


@dataclass(frozen=True)
class Now:
    """The last scenario that could be simulated, on its plan, with its ledger and that of today."""

    plan: Plan
    scenario: Scenario
    ledger: Ledger
    today: Ledger


class Tab:
    """One tab: `chosen` is what its controls say, `work` finds what it shows with that, in a thread; `show` shows it.

    What was shown last stays until there is something new. controls: stay in view even where there is nothing to show.
    """

    title = ""

    def __init__(self, *parts: ipywidgets.Widget, controls: Sequence[ipywidgets.Widget] = ()):
        self._told, self._begun = ipywidgets.HTML(), False
        self._parts = ipywidgets.VBox(parts, layout={"display": "none"})
        self.widget = ipywidgets.VBox([self._told, *controls, self._parts])
        self.widget.add_class("bo-tab")

    def chosen(self) -> Any:
        """What the controls of the tab say."""
        return None

    def work(self, now: Now, chosen: Any) -> Any:
        """What the tab shows. Raises InputProblems where there is nothing to show."""
        raise NotImplementedError

    def show(self, found: Any) -> None:
        """Shows what was found."""
        raise NotImplementedError

    def step(self, now: Now) -> Step:
        """The work of the tab, to be done once nothing moves."""
        if not self._begun:
            self._begun = True
            self.say([WORKING])
        chosen = self.chosen()
        return Step(lambda _: self._tried(now, chosen), self._done)

    def say(self, lines: Sequence[str]) -> None:
        """What stands above everything in the tab."""
        told = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        self._told.value = f'<div class="bo-sentence" role="status">{told}</div>' if lines else ""

    def _tried(self, now: Now, chosen: Any) -> Any:
        try:
            return self.work(now, chosen)
        except InputProblems as refused:
            return refused

    def _done(self, found: Any) -> None:
        refused = isinstance(found, InputProblems)
        self._parts.layout.display = "none" if refused else ""
        if refused:
            self.say([f"{sentence(str(problem))}." for problem in found.problems])
        else:
            self.say([])
            self.show(found)


class Tabs:
    """The answer, which is always up to date, and tabs beside it. turned: is called when another one is opened."""

    def __init__(self, answer: ipywidgets.Widget, tabs: Sequence[Tab], turned: Callable[[], None]):
        self._tabs = {tab.title: tab for tab in tabs}
        self._chosen = ipywidgets.ToggleButtons(options=["Answer", *self._tabs], value="Answer")
        self._chosen.add_class("bo-tabs")
        shown = ipywidgets.VBox([answer])
        shown.add_class("bo-shown")
        self.widget = ipywidgets.VBox([self._chosen, shown])
        self.widget.add_class("bo-right")

        def opened(_: Any) -> None:
            shown.children = [self.open.widget if self.open else answer]
            turned()

        self._chosen.observe(opened, "value")

    def turn_to(self, tab: Tab) -> None:
        """Opens a tab."""
        self._chosen.value = tab.title

    @property
    def open(self) -> Tab | None:
        """The tab that is open; none while the answer is."""
        return self._tabs.get(self._chosen.value)


def as_html(*parts: Any) -> str:
    """Headings, which are texts, and tables below one another."""
    return "".join(f"<h3>{html.escape(part)}</h3>" if isinstance(part, str) else f'<div class="bo-table">{part._repr_html_()}</div>' for part in parts)
