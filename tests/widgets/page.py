"""Finds and presses what is on the page, without a browser."""

from __future__ import annotations

import re

import ipywidgets

from backoffice_lib.views.widgets import Workbench


def inside(widget: ipywidgets.Widget):
    """A widget and all that it holds."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def found(bench: Workbench, *classes: str) -> ipywidgets.Widget:
    """The one widget of a class, within one of another class where two are named."""
    place = bench.page
    for name in classes:
        [place] = [one for one in inside(place) if name in getattr(one, "_dom_classes", ())]
    return place


def press(bench: Workbench, name: str, choose: tuple[str, str] | None = None) -> None:
    if choose:
        [kinds] = [one for one in inside(bench.page) if isinstance(one, ipywidgets.Dropdown) and choose[0] in dict(one.options)]
        kinds.value = choose[1]
    found(bench, name).click()


def shown(bench: Workbench) -> str:
    """All words on the page."""
    texts = [one.value for one in inside(bench.page) if isinstance(one, ipywidgets.HTML) and "<style>" not in one.value]
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(texts)).split())
