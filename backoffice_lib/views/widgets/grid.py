"""The plan's tables as grids that can be sorted by any column and filtered by any word."""

from __future__ import annotations

from typing import Any

import ipywidgets
from itables.widget import ITable

from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.views.plan_tables import plan_tables
from backoffice_lib.views.tables import Table
from backoffice_lib.views.widgets.tabs import Now, Tab

HOW = {
    "maxBytes": 0, "lengthMenu": [15, 50, 200], "classes": "display nowrap compact", "style": "width:100%", "scrollX": True, "showIndex": False,
    # a short table would go without
    "layout": {"topStart": "search", "topEnd": None, "bottomStart": "info", "bottomEnd": "paging"},
}


class PlanTables(Tab):
    """The tables of the plan with what the initiatives add to it."""

    title = "The plan"

    def __init__(self) -> None:
        self._which, self._place = ipywidgets.Dropdown(tooltip="Table"), ipywidgets.VBox([])
        self._which.add_class("bo-which")
        self._tables: dict[str, Table] = {}
        self._which.observe(lambda _: self._turned(), "value")
        chosen = ipywidgets.HBox([ipywidgets.HTML("Table"), self._which])
        chosen.add_class("bo-chosen")
        super().__init__(chosen, self._place)

    def work(self, now: Now, chosen: Any) -> dict[str, Table]:
        """The tables of the plan, by name."""
        return plan_tables(now.ledger.plan)

    def show(self, found: dict[str, Table]) -> None:
        """Shows the table that was looked at before, or the first."""
        if found == self._tables:
            return
        before, self._tables = self._which.value, found
        self._which.options = [(sentence(spoken(name)), name) for name in found]
        self._which.value = before if before in found else next(iter(found))
        self._turned()

    def _turned(self) -> None:
        if shown := self._tables.get(self._which.value):
            before, self._place.children = self._place.children, [ITable(shown.frame, **HOW)]
            for grid in before:
                grid.close()
