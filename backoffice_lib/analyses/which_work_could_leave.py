"""Which work could leave: for each function and each vendor of the plan, what placing all of it would save, and what is against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backoffice_lib.analyses._savings_over import cost_by_draw
from backoffice_lib.analyses._shortages import people_short
from backoffice_lib.analyses.in_or_out import FOLLOWS_FEES
from backoffice_lib.basics.errors import InputProblems, refuse
from backoffice_lib.basics.finance import payback
from backoffice_lib.basics.money import counted, money, sentence, spoken
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import PerDraw, likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import are_too_few
from backoffice_lib.ledger.present_value import cash_after_tax
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate

LEAST_FTE = 10.0
"""Fewer people than this are taken to be too few for a contract of their own: what it takes to run one does not shrink with them. An assumption."""

TOGETHER = 32


@dataclass(frozen=True)
class Leaving:
    """All work of one function placed with one vendor, over the plan in plan currency, draw 0.

    fte: our own full-time equivalents of work in the month it leaves. saving: in the profit view, after one_off, what changing costs once.
    npv: in cash at present value. payback_months: as in `compare`. price: of a vendor's full-time year, in `currency`; break_even_price: at which
    nothing would be saved, None where fees do not follow it, or not even free work would save. against: what stands against it. refused: whether the plan does not allow it, or the pay of too few people would be told, and so nothing is worked out.
    """

    function: str
    vendor: str
    fte: float
    saving: float | None
    npv: float | None
    one_off: float | None
    payback_months: int | None
    price: float | None
    break_even_price: float | None
    currency: str
    against: tuple[str, ...]
    refused: bool = False

    @property
    def pays(self) -> bool:
        """Whether something is saved and nothing stands against it."""
        return self.saving is not None and self.saving > 0 and not self.against


@dataclass(frozen=True)
class WhichWorkCouldLeave:
    """The answer to `which_work_could_leave`: every function with every vendor, the largest saving first.

    best: the best vendor for each function. notes: what was assumed, and what the figures leave out.
    """

    plan: str
    currency: str
    months: int
    starting: str
    offers: tuple[Leaving, ...]
    notes: tuple[str, ...]

    @property
    def best(self) -> tuple[Leaving, ...]:
        """The best offer for each function, the largest saving first."""
        first: dict[str, Leaving] = {}
        for offer in self.offers:
            first.setdefault(offer.function, offer)
        return tuple(first.values())

    def __str__(self) -> str:
        if not self.offers:
            return "The plan has no vendor, so no work can be tried with one; add vendors.csv."
        cheaper = [offer for offer in self.best if offer.saving is not None and offer.saving > 0]
        of, over = counted(len(self.best), "function"), counted(self.months, "month")
        if not cheaper:
            return f"None of {of} would cost less with a vendor of the plan over {over}."
        clear = [offer for offer in cheaper if offer.pays]
        said = f"{len(cheaper)} of {of} would cost less with a vendor over {over}"
        if not clear:
            return f"{said}, but something stands against each."
        first = clear[0]
        saves = f"most is saved by {spoken(first.function)} with {first.vendor}: {money(first.saving, self.currency)}"
        against = len(cheaper) - len(clear)
        return f"{sentence(said)}" + (f"; something stands against {against} of them. Of the others " if against else "; ") + f"{saves}."


def which_work_could_leave(
    plan: Plan,
    starting: str = "",
    dual_running_months: int = 3,
    knowledge_transfer_months: int = 3,
    transition_cost_per_fte: float = 0.0,
    least_fte: float = LEAST_FTE,
) -> WhichWorkCouldLeave:
    """What placing all work of each function with each vendor would save, each by itself against the plan as it stands.

    starting: the first month of the vendors; a year after the start of the plan if left out, or a quarter into a shorter one. The months and the
    cost of the change are as for the initiative outsource_work. least_fte: fewer people are too few for a contract. Many are
    simulated at once, each in a draw of its own. Raises InputProblems.
    """
    day = Month.of(starting) if starting else plan.start + min(12, plan.months // 4)
    if not plan.start <= day < plan.start + plan.months:
        raise refuse("starting", f"{day} is not in the plan", f"give a month from {plan.start} to {plan.start + plan.months - 1}")
    handover = knowledge_transfer_months if starting else min(knowledge_transfer_months, day - plan.start)
    terms = {
        "starting": day,
        "dual_running_months": dual_running_months,
        "knowledge_transfer_months": handover,
        "transition_cost_per_fte": transition_cost_per_fte,
    }
    pairs = [
        OutsourceWork(function=function, vendor=vendor.vendor, share=1.0, **terms) for function in plan.functions for vendor in plan.vendors
    ]
    offers = _offers(plan, pairs, least_fte) if pairs else []
    ranked = sorted(offers, key=lambda offer: (offer.saving is None, -(offer.saving or 0.0)))
    notes = _notes(transition_cost_per_fte, dual_running_months, handover, str(day), least_fte) if pairs else ()
    return WhichWorkCouldLeave(plan.name, plan.currency, plan.months, str(day), tuple(ranked), tuple(notes))


def _notes(cost: float, dual: int, handover: int, day: str, least: float) -> Iterator[str]:
    yield f"all work of a function leaves in {day}, after {counted(handover, 'month')} of handing over; both sides work for {counted(dual, 'month')}"
    yield f"handing over costs {cost:,.0f} for each full-time equivalent" if cost else "what handing over costs is not known, and is not in the figures"
    yield f"a function of fewer than {least:g} full-time equivalents is taken to be too small for a contract of its own"
    yield "seats that become empty cost rent until their lease is left; that would be saved on top"
    yield "errors, delays and the loss of knowledge are not in the figures, unless the plan prices them"
    yield "any vendor is tried with any function, whether or not it does such work"


def _offers(plan: Plan, pairs: Sequence[OutsourceWork], least_fte: float) -> Iterator[Leaving]:
    """Every function with every vendor: those that the plan refuses, then those it allows, simulated side by side."""
    allowed = []
    for pair in pairs:
        if refused := list(Scenario(name="leaving", levers=(pair,)).check(plan)):
            why = tuple(dict.fromkeys(f"{one.what}" for one in refused))
            yield _not_worked_out(pair, plan, why)
        else:
            allowed.append(pair)
    for first in range(0, len(allowed), TOGETHER):
        yield from _side_by_side(plan, allowed[first : first + TOGETHER], least_fte)


def _not_worked_out(pair: OutsourceWork, plan: Plan, why: tuple[str, ...]) -> Leaving:
    return Leaving(pair.function, pair.vendor, 0.0, *[None] * 4, None, None, plan.currency, why, refused=True)


def _side_by_side(plan: Plan, pairs: Sequence[OutsourceWork], least_fte: float) -> Iterator[Leaving]:
    """Draw 0 is the plan as it stands; in each other draw one pair places all work, and the others none."""
    alone = np.eye(len(pairs) + 1)[1:]
    ledger = simulate(plan, Scenario(name="leaving", levers=tuple(pair.with_(share=PerDraw(tuple(row))) for pair, row in zip(pairs, alone, strict=True))))
    profit, npv = (cost_by_draw(ledger, by) for by in ("profit", "npv"))
    cash = cash_after_tax(ledger)
    once = ledger.by_month(lambda line: line.category.recurrence == "one_off").sum(axis=0)
    fees = ledger.by_month(lambda line: line.category.name in FOLLOWS_FEES).sum(axis=0)
    fte = _own_fte(ledger, pairs[0].starting)
    hidden = {name for name in plan.functions if are_too_few(ledger, [team.team for team in ledger.plan.teams if team.function == name])}
    few = f"fewer than {plan.policies.smallest_pay_group_heads} people, whose pay is not shown"
    for at, pair in enumerate(pairs, start=1):
        if pair.function in hidden:
            yield _not_worked_out(pair, plan, (few,))
            continue
        vendor, saving, paid = plan.record("vendor", pair.vendor), float(profit[0] - profit[at]), float(fees[at] - fees[0])
        price = _price(vendor)
        yield Leaving(
            function=pair.function,
            vendor=pair.vendor,
            fte=fte[pair.function],
            saving=round(saving, 2),
            npv=round(float(npv[0] - npv[at]), 2),
            one_off=round(float(once[at] - once[0]), 2),
            payback_months=payback(cash[:, 0] - cash[:, at]),
            price=price,
            break_even_price=price * (1 + saving / paid) if price and paid and saving > -paid else None,
            currency=vendor.currency or plan.currency,
            against=(*_too_few(fte[pair.function], least_fte), *people_short(ledger, ledger, at)),
        )


def _too_few(fte: float, least: float) -> Iterator[str]:
    if fte < least:
        yield f"too few people: {fte:,.1f} full-time equivalents, below {least:g}"


def _price(vendor: Any) -> float | None:
    """The price of a full-time year, where that is all the vendor asks for."""
    asked = {name: float(likely(getattr(vendor, name))) for name in getattr(vendor, "asks_for", ())}
    price = asked.pop("price_per_fte_per_year", None)
    return None if any(asked.values()) else price


def _own_fte(ledger: Ledger, day: Month) -> dict[str, float]:
    """Full-time equivalents of our own work in each function in a month."""
    plan, original = ledger.plan, ledger.operations.demand.original_fte
    month = min(ledger.drivers.since(day), len(original) - 1)
    found: dict[str, float] = {}
    for row, team in enumerate(plan.teams):
        found[team.function] = found.get(team.function, 0.0) + float(original[month, row, 0])
    return found
