"""Tabs that help to decide: whether to make or buy, and what is saved as two inputs change at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import ipywidgets

from backoffice_lib.analyses._inputs import Input
from backoffice_lib.analyses.decision_map import Axis, DecisionMap, decision_map, inputs_to_map
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
        self._charts, self._tables = Charts("make_or_buy"), ipywidgets.HTML()
        super().__init__(self._charts, self._tables)

    def work(self, now: Now, chosen: Any) -> MakeOrBuyAnswer:
        """The comparisons of make or buy. Raises InputProblems where no work is placed with a vendor."""
        return make_or_buy(now.plan, now.scenario)

    def show(self, found: MakeOrBuyAnswer) -> None:
        """Shows the comparisons as a sentence, a chart and tables, and the form."""
        self.say([str(found)])
        self._charts.put(make_or_buy=chart(found))
        self._tables.value = as_html("Comparisons", table(found), "The form, line by line", table(found, "form"), "What to know", table(found, "notes"))


class Side:
    """One side of the map: which input, and from where to where; nothing where that is left to the map. changed: is called when it is set."""

    def __init__(self, name: str, text: str, changed: Callable[[], None]):
        self._input = ipywidgets.Dropdown(tooltip=text)
        self._ends = tuple(ipywidgets.Text(tooltip=f"{text}: {end}", continuous_update=False) for end in ("from", "to"))
        self._setting, self._changed = False, changed
        self._input.add_class(f"bo-{name}")
        self._input.observe(lambda _: self._chose(), "value")
        for end in self._ends:
            end.add_class(f"bo-{name}-end")
            end.observe(lambda _: self._setting or changed(), "value")
        self.widget = ipywidgets.HBox([ipywidgets.HTML(text), self._input, ipywidgets.HTML("from"), self._ends[0], ipywidgets.HTML("to"), self._ends[1]])
        self.widget.add_class("bo-chosen")

    @property
    def axis(self) -> tuple[str | None, tuple[str, ...]]:
        """The path of the input, none at first, and its ends as they are written."""
        return self._input.value, tuple(end.value.strip() for end in self._ends)

    def show(self, options: list[tuple[str, str]], path: str, values: tuple[float, ...]) -> None:
        """Shows what the map was drawn of."""
        self._setting = True
        self._input.options, self._input.value = options, path
        for end, value in zip(self._ends, (values[0], values[-1]), strict=True):
            end.placeholder = f"{value:g}"
        self._setting = False

    def _chose(self) -> None:
        if self._setting:
            return
        self._setting = True
        for end in self._ends:
            end.value = ""
        self._setting = False
        self._changed()


class InputMap(Tab):
    """What is saved over a grid of two inputs. changed: is called when two others are chosen, or other ends of them."""

    title = "Map of two inputs"

    def __init__(self, changed: Callable[[], None]):
        self._across, self._up = Side("across", "From left to right", changed), Side("up", "From bottom to top", changed)
        self._charts = Charts("map")
        super().__init__(self._charts, controls=[self._across.widget, self._up.widget])

    def chosen(self) -> Any:
        """The two inputs that are chosen, with their ends."""
        return self._across.axis, self._up.axis

    def work(self, now: Now, chosen: Any) -> tuple[tuple[Input, ...], DecisionMap]:
        """The inputs there are to choose from, and the map of those chosen, or of the first two. Raises InputProblems."""
        inputs = inputs_to_map(now.plan, now.scenario)
        if len(inputs) < 2:
            raise refuse("map of two inputs", "the scenario has no two numbers to change", "add an initiative")
        known, ((across, across_ends), (up, up_ends)) = [one.path for one in inputs], chosen
        across, across_ends = (across, across_ends) if across in known else (known[0], ())
        up, up_ends = (up, up_ends) if up in known and up != across else (next(path for path in known if path != across), ())
        axes = Axis(across, _between(across, across_ends)), Axis(up, _between(up, up_ends))
        return inputs, decision_map(now.plan, now.scenario, across=axes[0], up=axes[1], size=SIZE)

    def show(self, found: tuple[tuple[Input, ...], DecisionMap]) -> None:
        """Shows the map as a sentence and a chart, and offers the inputs."""
        inputs, answer = found
        self.say([str(answer)])
        alike = Counter(one.label for one in inputs)
        options = [(sentence(one.label) + (f" ({one.path})" if alike[one.label] > 1 else ""), one.path) for one in inputs]
        self._across.show(options, answer.across.path, answer.across_values)
        self._up.show(options, answer.up.path, answer.up_values)
        self._charts.put(map=chart(answer))


def _between(path: str, ends: tuple[str, ...]) -> tuple[float, float] | None:
    """The ends as they are written, as numbers; none where either is left out. Raises InputProblems."""
    if not ends or not all(ends):
        return None
    try:
        low, high = map(float, ends)
    except ValueError:
        raise refuse(path, f"from {ends[0]} to {ends[1]} is no range", "give two numbers, such as 0.2 and 0.8") from None
    return low, high
