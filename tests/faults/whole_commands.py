"""Whole commands on a plan of their own, in processes that can be killed, and what must hold after whatever was done to them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import nbformat
import psutil

from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.archive.audit import audit
from backoffice_lib.reports.archive.index import PUBLISHED, Row
from tests.faults.archive_runs import violations
from tests.notebooks.made import code, parameters, saved

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from backoffice_lib.cli import main; main()"]
COST = code("import backoffice_lib as bo; ledger = bo.simulate(bo.read_plan(plan)); print(bo.summarise(ledger))", "answer")
MARK, MOST_SECONDS = "BACKOFFICE_TEST_MARK", 240


def until(true: Callable[[], object]) -> None:
    """Waits for something to be so."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + MOST_SECONDS
        time.sleep(0.02)


@dataclass
class Office:
    """The plan `tiny` with reports that are due, and the commands that are run on it. mark: what all of their processes carry."""

    home: Path
    archive: Path
    mark: str = field(default_factory=lambda: uuid4().hex)

    @classmethod
    def made(cls, home: Path, *cells, reports: tuple[str, ...] = ("cost",), formats: str = "ipynb", archive: Path | None = None) -> Office:
        """An office with reports of one notebook of these cells."""
        shutil.copytree(shipped_plans()["tiny"], home / "tiny")
        saved(home / "tiny", "mine", parameters(), *(cells or (COST,)))
        office = cls(home, archive or home / "reports")
        office.asks_for(*reports, formats=formats)
        return office

    @property
    def plan(self) -> Path:
        return self.home / "tiny"

    def asks_for(self, *reports: str, formats: str = "ipynb", more: str = "") -> None:
        """Write reports.yaml: some reports, each due once a month."""
        each = "".join(f"  {name}: {{notebook: mine.ipynb}}\n" for name in reports)
        when = '{every: month, on: last, at: "06:00", zone: UTC}'
        (self.plan / "reports.yaml").write_text(f"formats: [{formats}]\nwhen: {when}\n{more}reports:\n{each}")

    def begun(self, *words: str, before: list[str] | None = None, env: dict[str, str] | None = None, **how) -> subprocess.Popen:
        """A command that runs by itself."""
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), MARK: self.mark, **(env or {})}
        given = {name: value for name, value in surroundings.items() if value}
        return subprocess.Popen([*(before or ()), *COMMAND, *words], cwd=self.home, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)

    def scheduled(self, *more: str, **how) -> subprocess.Popen:
        """One pass over what is due."""
        return self.begun("schedule", str(self.plan), "--once", "--to", str(self.archive), *more, **how)

    def reported(self, **how) -> subprocess.Popen:
        """All reports, now."""
        return self.begun("report", str(self.plan), "--to", str(self.archive), "--quiet", **how)

    def processes(self) -> list[int]:
        """Every process of its commands that is alive, and all that they have started, wherever it hides."""
        return [one.pid for one in psutil.process_iter() if self._is_ours(one)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return process.status() != psutil.STATUS_ZOMBIE and process.environ().get(MARK) == self.mark
        except psutil.Error:
            return False

    def rows(self) -> tuple[Row, ...]:
        return Archive.at(self.archive).history()

    def made_once(self) -> list[str]:
        """The reports that are published, each as often as it is."""
        return sorted(row.report for row in self.rows() if row.state in PUBLISHED)

    def check(self) -> None:
        """What must hold whatever was done: nothing goes on running, every run is whole and opens, and no period was made twice."""
        until(lambda: not self.processes())
        found = [*violations(self.archive), *audit(self.archive).problems]
        assert not found, found
        for path in self.archive.glob("*/*/*/*.ipynb"):
            nbformat.validate(nbformat.read(path, as_version=4))
        assert not list(self.archive.glob("*/*/*/*.part"))


def ended(process: subprocess.Popen) -> tuple[int, str, str]:
    """The exit code of a command, what it printed, and what it said went wrong."""
    out, err = process.communicate(timeout=MOST_SECONDS)
    return process.returncode, out, err
