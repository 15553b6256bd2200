"""Commitments: what is owed after the last month of the plan and cannot be avoided."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.money import cents, money, sentence, spoken
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Booked, Ledger


@dataclass(frozen=True)
class Commitment:
    """A lease or contract that binds past the plan: its last month, how many months that is, what is owed, and how it ends."""

    name: str
    until: str
    months: int
    amount: float
    ends: str


@dataclass(frozen=True)
class Commitments:
    """The answer to `commitments`, in plan currency at the prices of the last month, draw 0, not discounted.

    A lease still held in the last month binds to the end of its term, or to the first break that notice given on the day
    after the plan allows, with its penalty, whichever is cheaper. A contract with a vendor binds for what is left of its
    minimum term, at the fees of the last month. Service charges, restoration and subtenants are not in it.
    """

    plan: str
    scenario: str
    currency: str
    after: str
    rows: tuple[Commitment, ...]
    total: float

    def __str__(self) -> str:
        owed = f"owes {money(self.total, self.currency)}" if self.total else "owes nothing"
        return f"{sentence(spoken(self.scenario))} still {owed} for the time after {self.after}."


def commitments(ledger: Ledger) -> Commitments:
    """What the leases still held and the contracts still running at the end of the plan cost after it."""
    rows = [*_leases(ledger), *_contracts(ledger)]
    amounts = cents([row.amount for row in rows])
    rows = [Commitment(row.name, row.until, row.months, amount, row.ends) for row, amount in zip(rows, amounts, strict=True)]
    plan = ledger.plan
    return Commitments(
        plan=plan.name,
        scenario=ledger.scenario,
        currency=plan.currency,
        after=str(plan.calendar[-1]),
        rows=tuple(rows),
        total=round(sum(amounts, 0.0), 2),
    )


def _leases(ledger: Ledger) -> Iterator[Commitment]:
    """The rent of each lease still held, from the month after the plan to its end or, where cheaper, to its break."""
    for line, row, name in _rows(ledger, "rent", "lease"):
        at, rent = ledger.plan.names("lease").index(name), float(line.amount[-1, row, 0])
        left = float(ledger.operations.space.left_months[-1, at, 0])
        if line.posting.subjects.labels["item"][row] != name or not rent or left <= 1:
            continue
        yield min(_ways_out(ledger, at, (rent, left), line.posting.indices[row]), key=lambda way: way.amount)


def _ways_out(ledger: Ledger, at: int, rent_and_left: tuple[float, float], indices: tuple[str, ...]) -> Iterator[Commitment]:
    """To stay until the term ends; or to give notice on the day after the plan and break.

    rent_and_left: the rent of the last month, and how many months the lease still ran on the first day of it.
    """
    lease, (rent, left), after = ledger.plan.leases[at], rent_and_left, ledger.plan.calendar[-1] + 1
    months = math.ceil(left) - 1
    yield Commitment(lease.lease, str(after + (months - 1)), months, rent * (left - 1), "at the end of its term")
    if (out := lease.way_out(after + lease.break_notice_months)) and out - after <= left - 1:
        penalty = ledger.drivers["break_penalty"][-1, at, 0] * ledger.operations.space.held[-1, at, 0]
        owed = rent * (out - after) + float(penalty * ledger.escalators.product(indices)[-1, 0])
        yield Commitment(lease.lease, str(out - 1), out - after, owed, "at its break, with the penalty")


def _contracts(ledger: Ledger) -> Iterator[Commitment]:
    """The fees of the last month for each month that is left of a contract's minimum term."""
    plan, fees = ledger.plan, {}
    for line, row, contract in _rows(ledger, "vendor fees", "contract"):
        fees[contract] = fees.get(contract, 0.0) + line.amount[:, row, 0]
    for contract in plan.contracts:
        monthly = fees.get(contract.contract, np.zeros(plan.months))
        if not monthly[-1]:
            continue
        since = contract.since or plan.start if contract.placed_share else _first(plan.calendar, monthly)
        end = since + plan.record("vendor", contract.vendor).term_months - 1
        if (months := end - plan.calendar[-1]) > 0:
            yield Commitment(contract.contract, str(end), months, float(monthly[-1]) * months, "at the end of its minimum term")


def _first(calendar: tuple[Month, ...], monthly: np.ndarray) -> Month:
    return calendar[int((monthly != 0).argmax())]


def _rows(ledger: Ledger, category: str, kind: str) -> Iterator[tuple[Booked, int, str]]:
    """The rows booked in a category, each with the name of the record of a kind behind it."""
    for line in ledger.lines:
        if line.category.name == category:
            yield from ((line, row, name) for row, name in enumerate(line.posting.subjects.refs.get(kind, ())))
