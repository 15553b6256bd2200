"""Above the initiatives: what to start from, the scenario's name, undo, redo and save, and what is said of them."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import ipywidgets

from backoffice_lib.basics.errors import InputProblems, Problem
from backoffice_lib.basics.money import counted, sentence, spoken
from backoffice_lib.scenario import Scenario
from backoffice_lib.views.widgets.drafts import Draft

KIND = "Choose an initiative …"


class Listener(Protocol):
    """Who is told what the planner does with the scenario."""

    def added(self, word: str) -> None:
        """An initiative of a kind is added."""

    def renamed(self, name: str) -> None:
        """The scenario has another name."""

    def begun_from(self, name: str) -> None:
        """Another scenario is taken to start from."""

    def back(self) -> None:
        """The last step is taken back."""

    def forth(self) -> None:
        """The step that was taken back is made again."""

    def saved(self) -> None:
        """The scenario is kept as a file."""

    def pinned(self) -> None:
        """The scenario is kept in view as it is."""


class Tools:
    """The tools of the page; `guarded` does whatever they do, and shows what goes wrong, which widgets would swallow."""

    def __init__(self, words: tuple[str, ...], listener: Listener):
        self._listener, self._setting = listener, False
        self.said, self.named = ipywidgets.HTML(), ipywidgets.HTML()
        self.said.add_class("bo-said")
        self._from, self._name = ipywidgets.Dropdown(), ipywidgets.Text(continuous_update=False)
        self._undo, self._redo = (ipywidgets.Button(description=name) for name in ("Undo", "Redo"))
        save = ipywidgets.Button(description="Save")
        pin = ipywidgets.Button(description="Pin", tooltip="Keep it in view as it is, side by side with others")
        self.bar = ipywidgets.HBox(
            [_labelled("Start from", self._from), _labelled("Name of the scenario", self._name), self._undo, self._redo, pin, save]
        )
        self._kind = ipywidgets.Dropdown(options=[(KIND, ""), *((sentence(spoken(word)), word) for word in words)], tooltip="Kind of initiative")
        add = ipywidgets.Button(description="Add", tooltip="Add an initiative of this kind")
        self.adding = ipywidgets.HBox([self._kind, add])
        classes = ((self.bar, "bo-bar"), (self.adding, "bo-adding"), (save, "bo-main"), (save, "bo-save"), (add, "bo-add"), (self._name, "bo-scenario"))
        for widget, name in (*classes, (self._from, "bo-from"), (self._undo, "bo-undo"), (self._redo, "bo-redo"), (pin, "bo-pin")):
            widget.add_class(name)
        add.on_click(lambda _: self._kind.value and self.guarded(self._add))
        save.on_click(lambda _: self.guarded(listener.saved))
        pin.on_click(lambda _: self.guarded(listener.pinned))
        self._undo.on_click(lambda _: self.guarded(listener.back))
        self._redo.on_click(lambda _: self.guarded(listener.forth))
        self._from.observe(lambda change: self._told(listener.begun_from, change.new), "value")
        self._name.observe(lambda change: self._told(listener.renamed, change.new), "value")

    def guarded(self, act: Callable[[], None]) -> None:
        """Does something; what is wrong with the input is said, and so is a fault of ours, without its text, which could hold somebody's pay."""
        try:
            act()
        except Exception as wrong:
            self.failed(wrong)

    def failed(self, fault: BaseException) -> None:
        """Says what went wrong: with the input, in its own words."""
        if isinstance(fault, InputProblems):
            self._say("bo-stays", "alert", [sentence(str(problem)) for problem in fault.problems])
            return
        told = f"A fault of ours ({type(fault).__name__}): the last step was not shown. Undo it, and report it."
        self._say("bo-fault", "alert", [told])

    def stays(self, number: int, problems: tuple[Problem, ...]) -> None:
        """Says that the figures are still those of the last good entry; and what is wrong that no control shows."""
        what = "one entry is" if number == 1 else f"{number} entries are"
        self._say("bo-stays", "alert", [f"The figures are those before the last step: {what} not right yet.", *map(str, problems)])

    def kept(self, path: Any, scenario: Scenario, off: int) -> None:
        """Says where a scenario was saved, and without what."""
        without = f" {counted(off, 'initiative')} switched off {'is' if off == 1 else 'are'} not in it." if off else ""
        self.done(f"Saved {scenario.name} as {path}.{without}")

    def done(self, what: str) -> None:
        """Says what was done."""
        self._say("bo-done", "status", [what])

    def quiet(self) -> None:
        """Takes back what was said."""
        self.said.value = ""

    def offer(self, names: Mapping[str, str], chosen: str) -> None:
        """The scenarios to start from."""
        self._set(lambda: self._offer(names, chosen))

    def show(self, draft: Draft, can: tuple[bool, bool]) -> None:
        """Shows a draft's name, and whether there is a way back and forth."""
        self._set(lambda: setattr(self._name, "value", draft.name))
        self.show_ways(can)

    def show_ways(self, can: tuple[bool, bool]) -> None:
        """Whether there is a way back and a way forth, and what the scenario is called."""
        for button, possible in zip((self._undo, self._redo), can, strict=True):
            button.disabled = not possible
        self.named.value = f"<p>Scenario: {html.escape(spoken(self._name.value))}</p>"

    def _offer(self, names: Mapping[str, str], chosen: str) -> None:
        self._from.options = [(spoken(name), place) for name, place in names.items()]
        if chosen in names:
            self._from.value = names[chosen]

    def _set(self, act: Callable[[], None]) -> None:
        """Sets controls without taking it for something the planner did."""
        self._setting = True
        try:
            act()
        finally:
            self._setting = False

    def _told(self, tell: Callable[[str], None], value: str) -> None:
        if not self._setting and value is not None:
            self.guarded(lambda: tell(value))

    def _add(self) -> None:
        word, self._kind.value = self._kind.value, ""
        self._listener.added(word)

    def _say(self, kind: str, role: str, lines: list[str]) -> None:
        told = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        self.said.value = f'<div class="{kind}" role="{role}">{told}</div>'


def _labelled(text: str, widget: ipywidgets.DOMWidget) -> ipywidgets.VBox:
    widget.tooltip = text
    both = ipywidgets.VBox([ipywidgets.HTML(text), widget])
    both.add_class("bo-labelled")
    return both
