"""Controls for one field each: what is filled in, as the lever takes it, and what is wrong with it beside it."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.money import spoken
from backoffice_lib.views.widgets.fields import Field
from backoffice_lib.views.widgets.labels import named
from backoffice_lib.views.widgets.spans import Span, as_range, clean, span_of
from backoffice_lib.views.widgets.unsure import Unsure, known

Told = Callable[..., None]
"""Takes the value and, of a slider, `moving=True`: more of the same may follow at once."""
NONE = "none"


class Control:
    """A field's control: label and unit, what it is set with, its help, and room for what is wrong."""

    def __init__(self, field: Field, value: Any, told: Told, left_out: Callable[[], None] | None = None, turned: Callable[[Any], None] | None = None):
        self.field = field
        self._wrong = ipywidgets.HTML()
        if field.kind == "share" and not _is_sure(value):
            field = replace(field, unit="1 is 100 %")
        parts = _inputs(field, value, told)
        head, told_of = [ipywidgets.HTML(_heading(field))], ipywidgets.HTML(_help(field))
        if turned and field.kind in ("share", "number"):
            unsure = not _is_sure(value)
            text, becomes = ("One number", "one number again") if unsure else ("Not sure", "a range: low..likely..high")
            other = _likely(value) if unsure else as_range(field, value)
            head += [_quiet(text, f"{field.label}: {becomes}", "bo-turn", lambda: turned(other))] if other is not None else []
        if left_out:
            head.append(_quiet("Leave out", f"Leave {field.label} out", "bo-leave", left_out))
        shown = ipywidgets.HBox(parts)
        shown.add_class("bo-inputs")
        above = ipywidgets.HBox(head)
        above.add_class("bo-field-head")
        self.widget = ipywidgets.VBox([above, told_of, shown, self._wrong])
        self.widget.add_class("bo-field")
        self.widget.add_class(f"bo-of-{field.name}")

    def mark(self, problems: tuple[str, ...]) -> None:
        """Says at the control what is wrong with it; nothing when it is right."""
        self._wrong.value = "".join(f'<p class="bo-wrong" role="alert">{html.escape(one)}</p>' for one in problems)
        (self.widget.add_class if problems else self.widget.remove_class)("bo-is-wrong")


def _quiet(text: str, tooltip: str, name: str, act: Callable[[], None]) -> ipywidgets.Button:
    button = ipywidgets.Button(description=text, tooltip=tooltip)
    for one in ("bo-quiet", name):
        button.add_class(one)
    button.on_click(lambda _: act())
    return button


def _likely(value: Any) -> float | None:
    """The likely one of a number that is not sure; none where it cannot be read."""
    found = known(value)
    return None if found is None else clean(found.likely)


def _heading(field: Field) -> str:
    unit = f' <span class="bo-unit">{html.escape(field.unit)}</span>' if field.unit else ""
    return f'<p class="bo-label">{html.escape(field.label)}{unit}</p>'


def _help(field: Field) -> str:
    return f'<p class="bo-help">{html.escape(field.help)}</p>' if field.help else ""


def _inputs(field: Field, value: Any, told: Told) -> list[ipywidgets.Widget]:
    if field.measure:
        return _number(field, value, told) if _is_sure(value) else [Unsure(field, value, told).widget]
    makers = {"month": _month, "one": _one, "choice": _one, "several": _several}
    return makers.get(field.kind, _text)(field, value, told)


def _is_sure(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(field: Field, value: float, told: Told) -> list[ipywidgets.Widget]:
    """A slider over what is usual, and a box that takes any number."""
    span = span_of(field, value)
    kinds = (ipywidgets.IntSlider, ipywidgets.IntText) if field.kind == "whole" else (ipywidgets.FloatSlider, ipywidgets.FloatText)
    first = span.shown(value)
    slider = kinds[0](value=span.within(first), min=span.low, max=span.high, step=span.step, readout=False)
    box = kinds[1](value=first, step=span.step)
    _follow_each_other(slider, box, span, told)
    return [named(slider, "slider", field.label, field.unit), named(box, "box", field.label, field.unit)]


def _follow_each_other(slider: ipywidgets.Widget, box: ipywidgets.Widget, span: Span, told: Told) -> None:
    following: list[bool] = []

    def moved(change: Any) -> None:
        if following:
            return
        following.append(True)
        try:
            shown = clean(change.new)
            if change.owner is slider:
                box.value = shown
            else:
                slider.value = span.within(shown)
        finally:
            following.clear()
        told(span.meant(shown), moving=change.owner is slider)

    slider.observe(moved, "value")
    box.observe(moved, "value")


def _month(field: Field, value: Any, told: Told) -> list[ipywidgets.Widget]:
    """A slider on the plan's calendar; a month beyond it that is given already can be kept."""
    written = str(value)
    options = field.choices if written in field.choices else tuple(sorted({*field.choices, written}))
    slider = ipywidgets.SelectionSlider(options=options, value=written)
    slider.observe(lambda change: told(change.new, moving=True), "value")
    return [named(slider, "slider", field.label, field.unit)]


def _one(field: Field, value: Any, told: Told) -> list[ipywidgets.Widget]:
    """One name of those there are; a blank one only where it may be left out, or is there already."""
    known = dict.fromkeys((*field.choices, *((value,) if value or not field.choices else ())))
    options = [(spoken(one) if one else NONE, one) for one in known]
    choice = ipywidgets.Dropdown(options=options, value=value if value in known else None)
    choice.observe(lambda change: told(change.new), "value")
    return [named(choice, "choice", field.label, field.unit)]


def _several(field: Field, value: Any, told: Told) -> list[ipywidgets.Widget]:
    """A tick box for each name there is, those that are ticked first."""
    given = (value,) if isinstance(value, str) else tuple(value)
    names = tuple(dict.fromkeys((*given, *field.choices)))
    boxes = [ipywidgets.Checkbox(value=name in given, description=name, indent=False) for name in names]

    def ticked(_: Any) -> None:
        told(tuple(name for name, box in zip(names, boxes, strict=True) if box.value))

    for box in boxes:
        box.observe(ticked, "value")
    listed = ipywidgets.VBox(boxes)
    listed.add_class("bo-ticks")
    return [listed if boxes else ipywidgets.HTML('<p class="bo-help">The plan has none.</p>')]


def _text(field: Field, value: Any, told: Told) -> list[ipywidgets.Widget]:
    """Plain text; several words are divided by commas."""
    words = field.kind == "words"
    box = ipywidgets.Text(value=", ".join(value) if words else "" if value is None else str(value), continuous_update=False)

    def written(change: Any) -> None:
        told(tuple(word.strip() for word in change.new.split(",") if word.strip()) if words else change.new)

    box.observe(written, "value")
    return [named(box, "box", field.label, field.unit)]


def as_filled_in(value: Any) -> Any:
    """A lever's value as a control takes it."""
    return str(value) if isinstance(value, Month) else value
