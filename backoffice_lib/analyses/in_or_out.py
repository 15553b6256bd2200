"""In or out: is work cheaper done in house, or placed with a vendor, and how much dearer could the vendor be?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses.compare import Comparison, compare
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import counted, money, sentence, spoken
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_shown_categories
from backoffice_lib.ledger.ledger import View
from backoffice_lib.plan import Plan, Vendor
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate

FOLLOWS_FEES = ("vendor fees", "governance", "service credits", "irrecoverable VAT", "vendor optimism bias")
PLACING = "outsource_work"


@dataclass(frozen=True)
class Placed:
    """Work placed with one vendor in a scenario: its function, the most full-time equivalents, and what it asks for one of them
    for a year, by the year or the hour; nothing where it asks for neither."""

    function: str
    vendor: str
    fte: float
    price_per_fte_per_year: float | None
    currency: str


@dataclass(frozen=True)
class InOrOut:
    """One scenario that places work with vendors, against today, over the plan in plan currency, draw 0.

    saved_in_house: recurring cost of our own people and space that is no longer there. vendor_cost: fees, governance and
    visits. other_initiatives: what else the scenario does, and so saves or costs. one_off: transition, severance, lease exits and the like. flip_share: by how much all fees could rise until
    nothing is saved; below 0, by how much they would have to fall. None where no fee is paid. one_off_by_category: cost category and amount.
    cumulative: month, and in cash up to its end what the work would have cost in house, and what it costs outsourced, one-off costs included.
    """

    comparison: Comparison
    placed: tuple[Placed, ...]
    saved_in_house: float
    vendor_cost: float
    one_off: float
    other_initiatives: tuple[str, ...]
    flip_share: float | None
    one_off_by_category: tuple[tuple[str, float], ...]
    cumulative: tuple[tuple[str, float, float], ...]

    @property
    def scenario(self) -> str:
        """The name of the scenario."""
        return self.comparison.scenario


@dataclass(frozen=True)
class InOrOutAnswer:
    """The answer to `in_or_out`: every scenario that places work with a vendor, the largest saving first."""

    plan: str
    currency: str
    months: int
    choices: tuple[InOrOut, ...]

    def __str__(self) -> str:
        if not self.choices:
            return "No scenario of the plan places work with a vendor."
        best = self.choices[0]
        saving, horizon = best.comparison.saving, counted(self.months, "month")
        if saving <= 0:
            return f"In house is cheaper: the best offer, {spoken(best.scenario)}, costs {money(-saving, self.currency)} more over {horizon}."
        flip = "" if best.flip_share is None else f" It stays cheaper until all fees rise by {best.flip_share:.0%}."
        return f"{sentence(spoken(best.scenario))} is cheaper than today, in house, by {money(saving, self.currency)} over {horizon}.{flip}"


def in_or_out(plan: Plan, scenarios: Sequence[Scenario]) -> InOrOutAnswer:
    """The scenarios that place work with vendors, each against today. Raises InputProblems where none is given."""
    if not scenarios:
        raise refuse("in_or_out", "the plan has no scenario", "add one that places work with a vendor")
    today = simulate(plan)
    pairs = [(simulate(plan, one.today) if one.frozen else today, simulate(plan, one)) for one in scenarios]
    choices = [_choice(before, ledger) for before, ledger in pairs if ledger.operations.demand.placed_fte.any()]
    ordered = sorted(choices, key=lambda choice: -choice.comparison.saving)
    return InOrOutAnswer(plan.name, plan.currency, plan.months, tuple(ordered))


def _choice(today: Ledger, ledger: Ledger) -> InOrOut:
    today, ledger = in_shown_categories(today, ledger)
    answer = compare(today, ledger)
    one_off = {line.category.name for line in (*today.lines, *ledger.lines) if line.category.recurrence == "one_off"}
    vendor = float((_paid_for_vendors(ledger) - _paid_for_vendors(today)).sum())
    once = -sum(row.saving for row in answer.by_category if row.name in one_off)
    fees = sum(row.scenario for row in answer.by_category if row.name in FOLLOWS_FEES)
    return InOrOut(
        comparison=answer,
        placed=tuple(_placed(ledger)),
        saved_in_house=round(answer.saving + vendor + once, 2),
        vendor_cost=round(vendor, 2),
        one_off=round(once, 2),
        other_initiatives=tuple(dict.fromkeys(spoken(lever.word()) for lever in ledger.levers if lever.word() != PLACING)),
        flip_share=answer.saving / fees if fees else None,
        one_off_by_category=tuple((row.name, -row.saving) for row in answer.by_category if row.name in one_off and row.saving),
        cumulative=tuple(_cumulative(today, ledger)),
    )


def _cumulative(today: Ledger, ledger: Ledger) -> Iterator[tuple[str, float, float]]:
    """Cash spent in house and outsourced on what the scenario changes, up to the end of each month; they cross where it pays back."""
    once = [each.by_month(lambda line: line.category.recurrence == "one_off", "cash")[:, 0] for each in (today, ledger)]
    outsourced = _paid_for_vendors(ledger, "cash") - _paid_for_vendors(today, "cash") + once[1] - once[0]
    saving = (today.by_month(view="cash") - ledger.by_month(view="cash"))[:, 0]
    for month, *spent in zip(today.plan.calendar, (saving + outsourced).cumsum(), outsourced.cumsum(), strict=True):
        yield str(month), *(round(float(amount), 2) for amount in spent)


def _paid_for_vendors(ledger: Ledger, view: View = "profit") -> np.ndarray:
    """Recurring cost of vendors by month: their fees, and governance and visits on account of them."""
    total = np.zeros(ledger.plan.months)
    for line in ledger.seen_in(view):
        of_vendor = np.array([bool(vendor) for vendor in line.posting.subjects.labels["vendor"]], dtype=bool)
        if line.category.recurrence == "recurring":
            total += line.amount[:, of_vendor, 0].sum(axis=1)
    return total


def _placed(ledger: Ledger) -> list[Placed]:
    plan = ledger.plan
    fte = ledger.operations.demand.placed_fte[:, :, 0]
    found = []
    for contract in plan.contracts:
        rows = [row for row, placed in enumerate(plan.placements) if placed.contract == contract.contract]
        most = float(np.max(fte[:, rows].sum(axis=1), initial=0.0))
        vendor = plan.record("vendor", contract.vendor)
        if most:
            found.append(Placed(contract.function, contract.vendor, most, _price_of_a_year(vendor), vendor.currency or plan.currency))
    return found


def _price_of_a_year(vendor: Vendor) -> float | None:
    asked = {"price_per_fte_per_year": 1.0, "price_per_hour": likely(vendor.productive_hours_per_year)}
    prices = [likely(getattr(vendor, name)) * times for name, times in asked.items() if name in vendor.asks_for]
    return sum(prices) if prices else None
