"""The tab of what is taken away: a report for the scenario, its ledger, and its tables."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any, Protocol

import ipywidgets

from backoffice_lib.analyses.bridge import bridge
from backoffice_lib.analyses.compare import compare
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.files.ledger_file import ledger_content
from backoffice_lib.files.saving import content_of
from backoffice_lib.files.shipped import notebooks_of_scenarios
from backoffice_lib.files.workbooks import Sheet, workbook_of
from backoffice_lib.views.tables import table
from backoffice_lib.views.widgets.handed import PAGE, Handed
from backoffice_lib.views.widgets.how_far import ReportBar, bar
from backoffice_lib.views.widgets.pauses import Here, beside
from backoffice_lib.views.widgets.tabs import Now, Tab

PARTS = ("category", "function", "site", "mode", "year", "made of", "finance")
"""The tables of a comparison that go into the workbook."""


class Reports(Protocol):
    """Runs notebooks for scenarios of a plan and gives the pages it has written: `bo.report`."""

    def __call__(self, notebooks: str, *, plan: Any, scenarios: Any, to: Any, progress: Any) -> list[Any]:
        """The pages. progress: is told how far it is."""


class TakeAway(Tab):
    """What is taken away of the last scenario that could be simulated. report: nothing where no reports can be run; folder: for the reports."""

    title = "Reports and files"

    def __init__(self, report: Reports | None, folder: Any, guarded: Callable[[Callable[[], None]], None]):
        self._report, self._folder = report, folder
        self._now: Now | None = None
        self._handed, self._running = Handed(), ipywidgets.HTML()
        self._which = ipywidgets.Dropdown(options=[(sentence(spoken(name)), name) for name in notebooks_of_scenarios()], tooltip="Report")
        self._run = _button("Run the report", "bo-run", lambda: guarded(self._ran))
        files = [
            _button("Ledger (.csv)", "bo-ledger-csv", lambda: guarded(lambda: self._give_ledger(".csv"))),
            _button("Ledger (.xlsx)", "bo-ledger-xlsx", lambda: guarded(lambda: self._give_ledger(".xlsx"))),
            _button("Tables (.xlsx)", "bo-tables-xlsx", lambda: guarded(self._give_tables)),
        ]
        reports = ipywidgets.HBox([ipywidgets.HTML("Report"), self._which, self._run])
        saved = ipywidgets.HBox([ipywidgets.HTML("Save"), *files])
        for row, name in ((reports, "bo-chosen"), (saved, "bo-chosen"), (self._which, "bo-report")):
            row.add_class(name)
        super().__init__(*([reports] if report else []), saved, self._running, self._handed)

    def work(self, now: Now, chosen: Any) -> Now:
        """The scenario itself: reports and files are made when they are asked for."""
        return now

    def show(self, found: Now) -> None:
        """Says of which scenario they will be."""
        self._now = found
        self.say([f"Of {spoken(found.scenario.name)}, as it is now"])

    def _ran(self) -> None:
        name, now = self._which.value, self._now
        title = sentence(spoken(name))
        self._run.disabled = True
        self._running.value = bar(f"{title}, for {spoken(now.scenario.name)}: the plan is read and simulated; you can go on meanwhile")

        def work(here: Here) -> tuple[Any, bytes]:
            far = ReportBar(self._running, title, here)
            [path] = self._report(name, plan=now.plan, scenarios=[now.scenario], to=self._folder, progress=far)
            return path, content_of(path)

        def done(found: tuple[Any, bytes]) -> None:
            self._run.disabled = False
            self._tell(f"{title}, for {spoken(now.scenario.name)}, is written as {found[0]}.")
            self._handed.hand(title, found[1], PAGE)

        def failed(fault: BaseException) -> None:
            self._run.disabled = False
            refused = isinstance(fault, InputProblems)
            self._tell(str(fault) if refused else f"{title} did not run to its end; backoffice report says where it stopped.")

        beside(work, done, failed)

    def _give_ledger(self, ending: str) -> None:
        self._handed.hand(f"{self._now.scenario.name}{ending}", ledger_content(self._now.ledger, ending))

    def _give_tables(self) -> None:
        now = self._now
        found = compare(now.today, now.ledger)
        tables = {part: table(found, part) for part in PARTS}
        if now.scenario.levers:
            tables["initiatives"] = table(bridge(now.plan, now.scenario))
        sheets = [Sheet(name, tuple(column.heading for column in one.columns), one.rows) for name, one in tables.items() if one.rows]
        self._handed.hand(f"{now.scenario.name} tables.xlsx", workbook_of(sheets, "tables.xlsx"))

    def _tell(self, text: str) -> None:
        self._running.value = f'<p role="status">{html.escape(text)}</p>' if text else ""


def _button(text: str, name: str, act: Callable[[], None]) -> ipywidgets.Button:
    button = ipywidgets.Button(description=text)
    button.add_class(name)
    button.on_click(lambda _: act())
    return button
