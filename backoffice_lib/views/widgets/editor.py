"""The list of initiatives, and the controls of the one that is open."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import ipywidgets

from backoffice_lib import levers
from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.plan import Plan
from backoffice_lib.views.widgets.controls import Control, as_filled_in
from backoffice_lib.views.widgets.drafts import Draft, Entry
from backoffice_lib.views.widgets.fields import Field, about, fields_of

ADD = "Add a detail …"


class Listener(Protocol):
    """Who is told what the planner does with the initiatives."""

    def changed(self, number: int, field: str, value: Any, moving: bool) -> None:
        """A field of an initiative has another value; moving: by a slider, which may go on."""

    def left_out(self, number: int, field: str) -> None:
        """A field is not given any more."""

    def turned(self, number: int, field: str, value: Any) -> None:
        """A number is a range from now on, or one number again."""

    def given_too(self, number: int, field: Field) -> None:
        """One more field is given."""

    def acted(self, number: int, what: str) -> None:
        """An initiative is opened, moved, copied, switched or removed."""


class Row:
    """One initiative in the list: whether it counts, what it is about, and what can be done with it."""

    def __init__(self, entry: Entry, opened: bool, listener: Listener):
        self._count = ipywidgets.Checkbox(value=entry.on, indent=False, tooltip=f"{entry.title}: untick to switch it off")
        self._count.observe(lambda _: listener.acted(entry.number, "switch"), "value")
        self._count.add_class("bo-count")
        self._title = _button(entry.title, "Close it" if opened else "Open it", lambda: listener.acted(entry.number, "open"), "bo-title")
        head = ipywidgets.HBox([self._count, self._title])
        head.add_class("bo-row-head")
        self._wrong = ipywidgets.HTML()
        self.body = ipywidgets.VBox([]) if opened else None
        self.widget = ipywidgets.VBox([head, _tools(entry, listener), self._wrong, self.body] if opened else [head, self._wrong])
        self.widget.add_class("bo-row")
        self.widget.add_class(f"bo-row-{entry.number}")
        self._show(entry, opened)

    def _show(self, entry: Entry, opened: bool) -> None:
        for name, wanted in (("bo-open", opened), ("bo-off", not entry.on)):
            (self.widget.add_class if wanted else self.widget.remove_class)(name)

    def named(self, entry: Entry) -> None:
        """Shows what the initiative is about by now."""
        self._title.description = entry.title

    def mark(self, problems: tuple[str, ...]) -> None:
        """Says what is wrong with the initiative as a whole."""
        self._wrong.value = "".join(f'<p class="bo-wrong" role="alert">{html.escape(one)}</p>' for one in problems)


def _tools(entry: Entry, listener: Listener) -> ipywidgets.HBox:
    """What can be done with an initiative."""
    acts = [
        _button(name, f"{name}: {entry.title}", lambda what=what: listener.acted(entry.number, what), f"bo-quiet bo-{what}")
        for name, what in (("Up", "up"), ("Down", "down"), ("Copy", "copy"), ("Remove", "remove"))
    ]
    tools = ipywidgets.HBox(acts)
    tools.add_class("bo-row-tools")
    return tools


class Editor:
    """The initiatives of a draft; one of them may be open, with a control for each of its fields that is given."""

    def __init__(self, plan: Plan, listener: Listener):
        self._plan, self._listener = plan, listener
        self._rows: dict[int, Row] = {}
        self._controls: dict[str, Control] = {}
        self.opened = 0
        self.widget = ipywidgets.VBox([])
        self.widget.add_class("bo-rows")

    def show(self, draft: Draft) -> None:
        """Shows a draft from anew."""
        if draft.entry(self.opened) is None:
            self.opened = 0
        self._rows = {entry.number: Row(entry, entry.number == self.opened, self._listener) for entry in draft.entries}
        self._controls = {}
        if entry := draft.entry(self.opened):
            self._rows[entry.number].body.children = self._body(entry, draft.plan_before(entry.number, self._plan))
        empty = ipywidgets.HTML('<p class="bo-help">Nothing is changed yet: add an initiative, or start from a scenario.</p>')
        self.widget.children = [row.widget for row in self._rows.values()] or [empty]

    def mark(self, draft: Draft, problems: Mapping[int, tuple[Problem, ...]]) -> None:
        """Says what is wrong, at the control where that is open, else at the initiative."""
        for number, row in self._rows.items():
            found = problems.get(number, ())
            if not found:
                row.named(draft.entry(number))
            at_a_control = {problem.field for problem in found} & set(self._controls) if number == self.opened else set()
            row.mark(tuple(_said(problem) for problem in found if problem.field not in at_a_control))
        found = problems.get(self.opened, ())
        for name, control in self._controls.items():
            control.mark(tuple(_said(problem) for problem in found if problem.field == name))

    def _body(self, entry: Entry, plan: Plan) -> list[ipywidgets.Widget]:
        lever = levers.by_word()[entry.word]
        fields, number = fields_of(lever, plan), entry.number
        shown = [name for name, field in fields.items() if field.needed or name in entry.given]
        self._controls = {name: self._control(fields[name], entry) for name in sorted(shown, key=lambda name: name not in lever.__annotations__)}
        more = {name: field for name, field in fields.items() if name not in shown}
        told = ipywidgets.HTML(f'<p class="bo-help">{html.escape(about(lever))}</p>')
        body = [told, *(control.widget for control in self._controls.values())]
        if more:
            adding = ipywidgets.Dropdown(options=[(ADD, ""), *((field.label, name) for name, field in more.items())], value="", tooltip="Add a detail")
            adding.add_class("bo-more")
            adding.observe(lambda change: change.new and self._listener.given_too(number, more[change.new]), "value")
            body.append(adding)
        return body

    def _control(self, field: Field, entry: Entry) -> Control:
        number = entry.number

        def told(value: Any, moving: bool = False) -> None:
            self._listener.changed(number, field.name, value, moving)

        def left_out() -> None:
            self._listener.left_out(number, field.name)

        def turned(value: Any) -> None:
            self._listener.turned(number, field.name, value)

        value = as_filled_in(entry.given.get(field.name, field.start))
        return Control(field, value, told, None if field.needed else left_out, turned)


def _said(problem: Problem) -> str:
    """A problem without its place, which is where it is shown."""
    hint = f'did you mean "{problem.nearest}"?' if problem.nearest else ""
    what = problem.what if problem.placed else f"{spoken(problem.field)} {problem.what}".strip()
    return sentence("; ".join(filter(None, (what, problem.mend, hint)))) + "."


def _button(text: str, tooltip: str, act: Callable[[], None], classes: str) -> ipywidgets.Button:
    button = ipywidgets.Button(description=text, tooltip=tooltip)
    for name in classes.split():
        button.add_class(name)
    button.on_click(lambda _: act())
    return button
