"""Controls of a number that is not sure: a range of three, or one of the distributions there are with a box for each of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.errors import Wrong
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.basics.notation import RANGE, SHAPES, looks_uncertain, parameters, reshaped, uncertain
from backoffice_lib.views.widgets.fields import Field
from backoffice_lib.views.widgets.labels import named
from backoffice_lib.views.widgets.spans import clean

NAMES = {"": RANGE, "p10_p90": "P10 and P90", "choice": "one of some values"}
"""What a distribution is called where its own name is no word; nothing is a range."""
Told = Callable[..., None]


def known(value: Any) -> Uncertain | None:
    """The distribution that is meant by what is written; none where it is not right yet."""
    try:
        return uncertain(value) if looks_uncertain(value) else None
    except Wrong:
        return None


def as_number(written: str) -> Any:
    """A text as a number, or as it is where it is none."""
    try:
        return float(written)
    except ValueError:
        return written


class Unsure:
    """Which distribution it is, and what it is set with; another one begins with about the same number. told: is given what is written."""

    def __init__(self, field: Field, value: Any, told: Told):
        self._field, self._told = field, told
        written = value.written() if isinstance(value, Uncertain) else value
        self._last = known(written)
        is_by_name = isinstance(written, Mapping) and len(written) == 1 and next(iter(written)) in SHAPES
        options = [(sentence(NAMES.get(shape, spoken(shape))), shape) for shape in ("", *SHAPES)]
        self._shape = named(ipywidgets.Dropdown(options=options, value=next(iter(written)) if is_by_name else ""), "shape", field.label, "how it is spread")
        self._shape.observe(lambda change: self._turned(change.new), "value")
        self._place = ipywidgets.HBox([])
        self._place.add_class("bo-parts")
        self._show(written)
        self.widget = ipywidgets.VBox([self._shape, self._place])
        self.widget.add_class("bo-unsure")

    def _turned(self, shape: str) -> None:
        if self._last is not None:
            self._last = reshaped(self._last, shape)
            self._show(self._last.written())
            self._told(self._last.written())

    def _show(self, written: Any) -> None:
        shape = self._shape.value
        if not shape:
            box = named(ipywidgets.Text(value=str(written), continuous_update=False), "box", self._field.label, self._field.unit)
            box.observe(lambda change: self._tell(as_number(change.new)), "value")
            self._place.children = [box]
            return
        given = written[shape] if isinstance(written[shape], Mapping) else {}
        self._boxes = {name: self._box(name, given.get(name), is_needed) for name, is_needed in parameters(shape).items()}
        self._place.children = [ipywidgets.VBox([ipywidgets.HTML(spoken(name)), box]) for name, box in self._boxes.items()]

    def _box(self, name: str, value: Any, is_needed: bool) -> ipywidgets.Text:
        several = value if isinstance(value, list | tuple) else () if value is None else (value,)
        shown = ", ".join(f"{clean(one):.12g}" if isinstance(one, int | float) else str(one) for one in several)
        box = ipywidgets.Text(value=shown, continuous_update=False, placeholder="" if is_needed else "none")
        box.observe(lambda _: self._tell({self._shape.value: dict(self._parts())}), "value")
        return named(box, f"part-{name}", self._field.label, spoken(name))

    def _parts(self) -> Any:
        for name, box in self._boxes.items():
            if words := [word.strip() for word in box.value.split(",") if word.strip()]:
                numbers = [as_number(word) for word in words]
                yield name, numbers if name in ("values", "probabilities") else numbers[0] if len(numbers) == 1 else box.value

    def _tell(self, written: Any) -> None:
        self._last = known(written) or self._last
        self._told(written)
