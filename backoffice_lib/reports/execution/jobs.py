"""What one report is asked for, as it is handed to the process that runs it, and what comes back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Job:
    """One notebook to be run into a folder. All paths are absolute; the notebook is the one in the snapshot.

    report: how the report is called, and its files. plan: the plan's own folder, which the notebook is told. cell_seconds: the most one cell may take.
    as_of: a day, or nothing. expect: where figures should lie. kept: where a notebook that fails is put. shared: the archive's folder,
    where all pages share the file that draws their charts; blank where a page holds it itself.
    """

    report: str
    notebook: str
    values: dict[str, Any]
    plan: str
    snapshot: str
    folder: str
    nonce: str
    formats: tuple[str, ...] = ("html",)
    as_of: str = ""
    unmasked: bool = False
    cell_seconds: int = 1800
    scenarios: tuple[str, ...] = ()
    expect: tuple[dict[str, Any], ...] = ()
    kept: str = ""
    shared: str = ""

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.as_of) if self.as_of else None

    def line(self) -> str:
        """The job as one line of text."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, line: str) -> Job:
        """The job of such a line."""
        given = json.loads(line)
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


@dataclass(frozen=True)
class Check:
    """Something that had to hold of a report: whether it did, what was found, and what was expected."""

    name: str
    passed: bool
    found: Any = None
    expected: Any = None

    def __str__(self) -> str:
        if isinstance(self.found, float):
            return f"{self.name}: found {self.found:{',.2f' if abs(self.found) >= 1000 else '.6g'}}"
        return f"{self.name}: found {'none' if self.found is None else self.found}"


@dataclass(frozen=True)
class Ended:
    """How a job ended. kind: done, failed (a cell), died (the process) or deadline. cell, source, kept: of a failure. differences: of
    the scenarios from the plan."""

    kind: str
    message: str = ""
    cell: int = 0
    source: str = ""
    kept: str = ""
    answer: str = ""
    checks: tuple[Check, ...] = ()
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    differences: tuple[dict[str, Any], ...] = ()

    def line(self) -> str:
        """It as one line of text."""
        return json.dumps({"ended": asdict(self)}, default=str)

    @classmethod
    def of(cls, given: dict[str, Any]) -> Ended:
        """What such a line says."""
        checks = tuple(Check(**check) for check in given.pop("checks"))
        return cls(checks=checks, **{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})
