"""Rows of a ledger to be explained: which they are, what they cost after each initiative, and what each of them changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from backoffice_lib.analyses._tree import Change
from backoffice_lib.ledger import Booked, Ledger
from backoffice_lib.ledger.ledger import View
from backoffice_lib.plan.subjects import LABELS
from backoffice_lib.simulation import Run, lever_by_lever, side_by_side

CLOSE = 1e-9


class Row(NamedTuple):
    """A row of the book: which of its lines, and which subject of that line."""

    line: int
    subject: int


@dataclass(frozen=True)
class Book:
    """A ledger whose figures are asked for, in one view.

    runs: the same after none, one … and all of its levers; or it alone. first: the position of the first of these levers in the scenario.
    """

    runs: tuple[Run, ...]
    view: View = "profit"
    first: int = 1

    @classmethod
    def of(cls, ledger: Ledger) -> Book:
        """The ledger with its history; one that is scaled to the books has none."""
        return cls((Run(ledger),) if ledger.factors else lever_by_lever(ledger))

    @property
    def ledger(self) -> Ledger:
        """The ledger as it is."""
        return self.runs[-1].ledger

    def in_view(self, view: View) -> Book:
        """The same in another view."""
        return replace(self, view=view)

    def before_levers(self) -> Book:
        """The same without any lever, and so without a history: today."""
        if len(self.runs) == 1:
            return self
        ((today, _),) = side_by_side(self.ledger.plan, [()])
        return Book((Run(replace(today, scenario="today")),), self.view)

    @cached_property
    def labels(self) -> dict[Row, dict[str, str]]:
        """Every row of the view, with its category and labels."""
        skipped = "cash" if self.view == "profit" else "accrual"
        return {
            Row(at, row): {"category": line.category.name} | {label: line.posting.subjects.labels[label][row] for label in LABELS}
            for at, line in enumerate(self.ledger.lines)
            if line.posting.basis != skipped
            for row in range(len(line.posting.subjects))
        }

    def rows(self, where: Mapping[str, str]) -> list[Row]:
        """The rows of the view with this category and these labels."""
        among = self._by_category.get(where["category"], []) if "category" in where else self.labels
        return [row for row in among if all(self.labels[row][name] == text for name, text in where.items())]

    @cached_property
    def _by_category(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row, labels in self.labels.items():
            found.setdefault(labels["category"], []).append(row)
        return found

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months of the plan, as they are written."""
        return tuple(map(str, self.ledger.plan.calendar))

    def line(self, row: Row) -> Booked:
        """The line a row is of."""
        return self.ledger.lines[row.line]

    @cached_property
    def names(self) -> dict[Row, str]:
        """A name for each row that it has in every scenario of the plan: category, what it is for, unit where that is not enough."""
        found: dict[str, int] = {}
        names = {}
        for row, labels in self.labels.items():
            named = [labels[label] for label in ("team", "site", "vendor", "item") if labels[label]]
            mode = [labels["mode"]] if labels["mode"] not in ("", "office") else []
            name = "/".join([labels["category"], *named, *mode])
            found[name] = found.get(name, 0) + 1
            names[row] = name if found[name] == 1 else f"{name} ({found[name]})"
        return names

    def amounts(self, row: Row) -> np.ndarray:
        """What a row costs in each month, unrounded."""
        return self._paid[row.line][row.subject, -1]

    def amount(self, rows: Sequence[Row], months: Sequence[int]) -> float:
        """What rows cost in some months, unrounded."""
        at = list(months)
        return math.fsum(amount for row in rows for amount in self.amounts(row)[at].tolist())

    def amount_by_run(self, rows: Sequence[Row], months: Sequence[int]) -> list[float]:
        """The same after none, one … and all of the levers."""
        at = list(months)
        by_run = np.array([self._paid[row.line][row.subject][:, at] for row in rows]).reshape(len(rows), len(self.runs), len(at))
        return [math.fsum(some) for some in by_run.swapaxes(0, 1).reshape(len(self.runs), -1).tolist()]

    def spent(self, rows: Sequence[Row], months: Sequence[int]) -> list[Row]:
        """The rows that cost something in some of these months, in any run."""
        at = list(months)
        return [row for row in rows if np.abs(self._paid[row.line][row.subject][:, at]).max(initial=0.0) > CLOSE]

    def by_month(self) -> np.ndarray:
        """What each run costs in each month in the view, [run, month]."""
        return sum((self._paid[line].sum(axis=0) for line in sorted({row.line for row in self.labels})), np.zeros((len(self.runs), self.ledger.plan.months)))

    @cached_property
    def _paid(self) -> list[np.ndarray]:
        """Of each line what its subjects cost, [subject, run, month]."""
        return [np.array([_of_run(run, line) for run in self.runs]).transpose(2, 0, 1) for line in range(len(self.ledger.lines))]

    def changes(self, values: Sequence[float | str | None]) -> tuple[Change, ...]:
        """The initiatives that changed a value, of which there is one for each run."""
        return tuple(self._changes(values)) if len(values) == len(self.runs) > 1 else ()

    def _changes(self, values: Sequence[float | str | None]) -> Iterator[Change]:
        for at, (lever, before, after) in enumerate(zip(self.ledger.levers, values, values[1:], strict=False), start=self.first):
            if not alike(before, after):
                yield Change(at, lever.word(), lever.line_of(), before, after)


def _of_run(run: Run, line: int) -> np.ndarray:
    """What a line costs in a run, [month, subject]."""
    amount = run.ledger.lines[line].amount
    return amount[:, :, min(run.draw, amount.shape[2] - 1)]


def alike(one: float | str | None, other: float | str | None) -> bool:
    """Whether two values are the same but for rounding."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other


def cell(array: np.ndarray, month: int, row: int, draw: int = 0) -> float:
    """A value of an array [month, subject, draw] that may be of length 1 in any of them; never -0."""
    at = (min(month, array.shape[0] - 1), min(row, array.shape[1] - 1), min(draw, array.shape[2] - 1))
    return float(array[at]) + 0.0


def title(labels: Mapping[str, str]) -> str:
    """What a row is for: its item, team, vendor, function and site, each name once, and a mode that is not office."""
    names = dict.fromkeys(filter(None, (labels[name] for name in ("item", "team", "vendor", "function", "site"))))
    mode = f" ({labels['mode']})" if labels["mode"] not in ("", "office") else ""
    return (", ".join(names) or labels["category"]) + mode
