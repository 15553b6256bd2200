"""How far a batch of reports is: in a terminal one bar with the reports that are running, in a log a line for each that ends."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from backoffice_lib.reports.batch import Outcome, Progress

_BAR = "{desc} |{bar}| {n_fmt} of {total_fmt} {unit}, {elapsed}{postfix}"


@contextmanager
def bars(asked_for: bool | Progress = True) -> Iterator[Progress]:
    """What shows on standard error how far a batch is; nothing where it is not asked for, and somebody else's where that is given."""
    if not isinstance(asked_for, bool):
        yield asked_for
    elif not asked_for:
        yield Progress()
    elif sys.stderr.isatty():
        from tqdm import tqdm

        width = min(shutil.get_terminal_size().columns, 100)
        with tqdm(total=0, desc="reports", unit="reports", ncols=width, bar_format=_BAR) as bar:
            yield _Terminal(bar)
    else:
        yield _Log()


class _Terminal(Progress):
    def __init__(self, bar: Any) -> None:
        self._bar, self._guard = bar, threading.Lock()
        self._running: dict[str, str] = {}

    def begins(self, reports: int) -> None:
        self._bar.reset(total=reports)

    def at(self, report: str, done: int, of: int) -> None:
        with self._guard:
            self._running[report] = f"{report} {done}/{of}" if of else report
            self._bar.set_postfix_str("; ".join(self._running.values()))

    def ended(self, outcome: Outcome) -> None:
        with self._guard:
            self._running.pop(outcome.report, None)
            self._bar.set_postfix_str("; ".join(self._running.values()), refresh=False)
            self._bar.update()


class _Log(Progress):
    def __init__(self) -> None:
        self._reports, self._ended, self._guard = 0, 0, threading.Lock()
        self._began: dict[str, float] = {}

    def begins(self, reports: int) -> None:
        self._reports = reports

    def at(self, report: str, done: int, of: int) -> None:
        self._began.setdefault(report, time.monotonic())

    def ended(self, outcome: Outcome) -> None:
        with self._guard:
            self._ended += 1
            seconds = time.monotonic() - self._began.get(outcome.report, time.monotonic())
            words = f"{self._ended} of {self._reports}: {outcome.report} {outcome.status.replace('_', ' ')}, {seconds:.1f} s"
            print(words, file=sys.stderr, flush=True)
