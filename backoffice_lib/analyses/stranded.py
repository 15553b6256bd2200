"""Stranded: how much of the cost of space is paid for seats that nobody needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.money import cents, money, sentence, spoken, whole
from backoffice_lib.ledger import Ledger

SPACE = ("rent", "service charges", "property taxes and utilities")
"""The categories that are paid for space as long as it is held."""


@dataclass(frozen=True)
class StrandedSite:
    """A site: seats held and needed on the fullest day at the end, what is paid for its space, and how much of that is stranded."""

    site: str
    seats_held: float
    seats_needed: float
    paid: float
    cost: float


@dataclass(frozen=True)
class Stranded:
    """The answer to `stranded`, in plan currency, draw 0: a part of what is paid for space anyway, never on top of it.

    paid: rent, service charges, property taxes and utilities over the plan. cost: the part of it for seats beyond those needed on the
    fullest weekday of each month. path: month, site, what is paid, and the stranded part.
    """

    plan: str
    scenario: str
    currency: str
    paid: float
    cost: float
    by_site: tuple[StrandedSite, ...]
    path: tuple[tuple[str, str, float, float], ...]

    def __str__(self) -> str:
        who, paid = sentence(spoken(self.scenario)), money(self.paid, self.currency)
        if not self.paid:
            return f"{who} pays for no space."
        if not self.cost:
            return f"{who} pays {paid} for space, and every seat of it is needed."
        most = max(self.by_site, key=lambda row: row.cost)
        where = "all of it" if round(most.cost, 2) == round(self.cost, 2) else f"most of it, {whole(most.cost)},"
        return (
            f"{who} pays {money(self.cost, self.currency)} of {whole(self.paid)} for seats that nobody needs, "
            f"{self.cost / self.paid:.0%}".replace("%", " %") + f", {where} at {most.site}."
        )


def stranded(ledger: Ledger) -> Stranded:
    """How much of what is paid for space is for seats beyond those needed, by site and month."""
    sites, months = ledger.plan.names("site"), [str(month) for month in ledger.plan.calendar]
    paid = np.stack([_paid(ledger, site) for site in sites], axis=1) if sites else np.zeros((len(months), 0))
    held, needed = (seats[:, :, 0] for seats in (ledger.operations.space.seats_held, ledger.operations.attendance.seats_needed))
    beyond = np.maximum(held - needed, 0.0)
    parts = paid * np.divide(beyond, held, out=np.zeros_like(beyond), where=held > 0)
    with_space = [row for row in range(len(sites)) if paid[:, row].any()]
    sums = zip(cents(paid.sum(axis=0)[with_space]), cents(parts.sum(axis=0)[with_space]), strict=True)
    by_site = tuple(
        StrandedSite(sites[row], float(held[-1, row]), float(needed[-1, row]), total, part)
        for row, (total, part) in zip(with_space, sums, strict=True)
    )
    return Stranded(
        plan=ledger.plan.name,
        scenario=ledger.scenario,
        currency=ledger.plan.currency,
        paid=round(sum(row.paid for row in by_site), 2),
        cost=round(sum(row.cost for row in by_site), 2),
        by_site=tuple(sorted(by_site, key=lambda row: -row.cost)),
        path=tuple(
            (month, sites[row], float(paid[at, row]), float(parts[at, row])) for at, month in enumerate(months) for row in with_space
        ),
    )


def _paid(ledger: Ledger, site: str) -> np.ndarray:
    """What is paid for the space of a site, [month]."""
    total = np.zeros(ledger.plan.months)
    for line in ledger.seen_in("profit"):
        if line.category.name in SPACE:
            there = np.array(line.posting.subjects.labels["site"], dtype=object) == site
            total += line.amount[:, there, 0].sum(axis=1)
    return total
