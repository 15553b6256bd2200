"""Tabs that help to decide: whether to make or buy, and what is saved as two inputs change at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import ipywidgets

from backoffice_lib.analyses._inputs import Input
from backoffice_lib.analyses.decision_map import DecisionMap, decision_map, inputs_to_map
from backoffice_lib.analyses.make_or_buy import MakeOrBuyAnswer, make_or_buy
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import sentence
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import table
from backoffice_lib.views.widgets.charts import Charts
from backoffice_lib.views.widgets.tabs import Now, Tab, as_html

SIZE = 13
"""Values of each input: enough to see where saving turns into loss, in a second; `backoffice decision-map` takes as many as are wanted."""


class MakeOrBuy(Tab):
    """Whether work that is placed with a vendor is cheaper in house."""

    title = "Make or buy"

    def __init__(self) -> None:
        self._charts, self._tables = Charts("make_or_buy", first=False), ipywidgets.HTML()
        super().__init__(self._charts, self._tables)

    def work(self, now: Now, chosen: Any) -> MakeOrBuyAnswer:
        """The comparisons of make or buy. Raises InputProblems where no work is placed with a vendor."""
        return make_or_buy(now.plan, now.scenario)

    def show(self, found: MakeOrBuyAnswer) -> None:
        """Shows the comparisons as a sentence, a chart and tables, and the form."""
        self.say([str(found)])
        self._charts.put(make_or_buy=chart(found))
        self._tables.value = as_html("Comparisons", table(found), "The form, line by line", table(found, "form"), "What to know", table(found, "notes"))


class InputMap(Tab):
    """What is saved over a grid of two inputs. changed: is called when two others are chosen."""

    title = "Map of two inputs"

    def __init__(self, changed: Callable[[], None]):
        self._across, self._up = (ipywidgets.Dropdown(tooltip=text) for text in ("From left to right", "From bottom to top"))
        self._offering, self._charts = False, Charts("map", first=False)
        for side, name in ((self._across, "bo-across"), (self._up, "bo-up")):
            side.add_class(name)
            side.observe(lambda _: self._offering or changed(), "value")
        sides = ipywidgets.HBox([ipywidgets.HTML("From left to right"), self._across, ipywidgets.HTML("from bottom to top"), self._up])
        sides.add_class("bo-chosen")
        super().__init__(sides, self._charts)

    def chosen(self) -> tuple[str | None, str | None]:
        """The paths of the inputs that are chosen; none at first."""
        return self._across.value, self._up.value

    def work(self, now: Now, chosen: tuple[str | None, str | None]) -> tuple[tuple[Input, ...], DecisionMap]:
        """The inputs there are to choose from, and the map of those chosen, or of the first two."""
        inputs = inputs_to_map(now.plan, now.scenario)
        if len(inputs) < 2:
            raise refuse("map of two inputs", "the scenario has no two numbers to change", "add an initiative")
        known = [one.path for one in inputs]
        across = chosen[0] if chosen[0] in known else known[0]
        up = chosen[1] if chosen[1] in known and chosen[1] != across else next(path for path in known if path != across)
        return inputs, decision_map(now.plan, now.scenario, across=across, up=up, size=SIZE)

    def show(self, found: tuple[tuple[Input, ...], DecisionMap]) -> None:
        """Shows the map as a sentence and a chart, and offers the inputs."""
        inputs, answer = found
        self.say([str(answer)])
        alike = Counter(one.label for one in inputs)
        options = [(sentence(one.label) + (f" ({one.path})" if alike[one.label] > 1 else ""), one.path) for one in inputs]
        self._offering = True
        for side, now in ((self._across, answer.across), (self._up, answer.up)):
            side.options = options
            side.value = now.path
        self._offering = False
        self._charts.put(map=chart(answer))
