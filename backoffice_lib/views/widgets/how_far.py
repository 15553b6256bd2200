"""Bars that show how far something is, with what it is doing in words."""

from __future__ import annotations

import html
from typing import Any

from backoffice_lib.views.widgets.pauses import Here


def bar(told: str, done: int = 0, of: int = 0) -> str:
    """A bar with what is being done; one that only moves where nobody knows how much there is to do."""
    share = f' value="{done}" max="{of}"' if of else ""
    return f'<div class="bo-how-far"><p role="status">{html.escape(told)}</p><progress aria-label="{html.escape(told)}"{share}></progress></div>'


class ReportBar:
    """Is told how far a report is, by whoever runs it, and shows it in a control. title: what the report is called."""

    PARTS_BEFORE = 2
    """Reading and simulating, and the start of the report."""

    def __init__(self, place: Any, title: str, here: Here):
        self._place, self._title, self._here, self._of = place, title, here, 0

    def begins(self, reports: int) -> None:
        """The plan is read and simulated."""
        self._tell("is about to start", 1)

    def at(self, report: str, done: int, of: int) -> None:
        """So many of its parts are done."""
        self._of = of
        self._tell(f"part {done} of {of} is done" if of else "has started", self.PARTS_BEFORE + done)

    def ended(self, outcome: Any) -> None:
        """It has run."""
        self._tell("is handed over", self.PARTS_BEFORE + self._of)

    def _tell(self, what: str, done: int) -> None:
        shown = bar(f"{self._title}: {what}", done, self._of and self.PARTS_BEFORE + self._of)
        self._here(lambda: setattr(self._place, "value", shown))
