"""Lease accounting: what the leases are in the books under IFRS 16 or ASC 842, what they cost there, and what is owed when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from backoffice_lib.analyses._lease_notes import notes_of
from backoffice_lib.analyses._lease_of_plan import Choices, LeaseAccount, accounts_of
from backoffice_lib.basics.errors import Problem, Wrong, choice, nearest, raise_all
from backoffice_lib.basics.money import counted, money, spoken, whole
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.lease_books import Entry, Maturity, added_up, entries, maturity
from backoffice_lib.ledger.lease_payments import COMPOUNDING
from backoffice_lib.ledger.lease_terms import BORROWING_RATE
from backoffice_lib.plan import Plan
from backoffice_lib.simulation import simulate

STANDARDS = {"ifrs16": "IFRS 16", "asc842": "ASC 842"}


@dataclass(frozen=True)
class LeasesInMonth:
    """All leases in a month, or in a year: those on the balance sheet, and what all of them cost and pay.

    measured: what recognition, an index and reassessments bring. cost: in the profit and loss account, interest among it.
    rent_paid: in cash, penalties for breaking leases and giving up floors among it; incentives: received from landlords on the first day;
    restored: what putting space back takes from the provision.
    """

    liability_opening: float
    liability_measured: float
    interest: float
    paid: float
    liability_closing: float
    asset_opening: float
    asset_measured: float
    depreciation: float
    asset_closing: float
    provision_closing: float
    cost: float
    rent_paid: float
    incentives: float
    restored: float


@dataclass(frozen=True)
class LeaseAccounting:
    """The answer to `lease_accounting`, in plan currency, draw 0, to the cent.

    liability, asset: on the first day of the plan, before anything is paid. months: what all leases are in each month; years: in each
    fiscal year. maturity: what is owed, undiscounted, by fiscal year, after `as_at` or, where that is blank, on the first day.
    entries: the journal, lease by lease, for the months of the plan. notes: what was taken for granted.
    """

    plan: str
    scenario: str
    currency: str
    standard: Literal["ifrs16", "asc842"]
    classification: Literal["operating", "finance"]
    rate_per_year: float
    compounding: str
    liability: float
    asset: float
    leases: tuple[LeaseAccount, ...]
    months: tuple[tuple[str, LeasesInMonth], ...]
    years: tuple[tuple[int, LeasesInMonth], ...]
    maturity: Maturity
    as_at: str
    entries: tuple[tuple[str, Entry], ...]
    notes: tuple[str, ...]
    year_in_words: str

    @property
    def cost(self) -> float:
        """What leases cost over the plan in the profit and loss account."""
        return round(sum(month.cost for _, month in self.months), 2)

    @property
    def rent_paid(self) -> float:
        """What is paid for leases over the plan."""
        return round(sum(month.rent_paid for _, month in self.months), 2)

    def __str__(self) -> str:
        name, standard = spoken(self.scenario), STANDARDS[self.standard]
        if not self.leases:
            return f"{standard} has nothing to account for: {name} holds no lease."
        many, last = len(self.leases) > 1, self.months[-1][1]
        leases, put, they = (f"{len(self.leases)} leases", "put", "they cost") if many else ("lease", "puts", "it costs")
        return (
            f"Under {standard} the {leases} of {name} {put} {money(self.liability, self.currency)} of debt and {whole(self.asset)} of assets "
            f"on the balance sheet on the first day, at {self.rate_per_year * 100:.4g} % a year; over {counted(len(self.months), 'month')} "
            f"{they} {whole(self.cost)} where {whole(self.rent_paid)} is paid, and {whole(last.liability_closing)} is still owed."
        )


def lease_accounting(
    plan_or_ledger: Plan | Ledger,
    standard: str = "ifrs16",
    classification: str = "operating",
    compounding: str = "yearly",
    rates: Mapping[str, float] | None = None,
    low_value: Iterable[str] = (),
    short_term: str = "exempt",
    as_at: str | Month = "",
) -> LeaseAccounting:
    """What the leases of a plan, or of the ledger of a scenario, are in the books.

    standard: ifrs16 or asc842; classification: under ASC 842, operating or finance. compounding: of the rate, yearly (effective),
    half_yearly, quarterly or monthly (nominal, r / 12). rates: other rates to borrow at, each from a month on, by which leases that begin
    or are changed from then on are discounted.
    low_value: leases of things of low value, which IFRS 16 lets out. short_term: exempt or recognised, leases of 12 months or less.
    as_at: the month after which to tell what is owed, blank for the first day of the plan. Raises InputProblems.
    """
    low_value = tuple(low_value)
    ledger = plan_or_ledger if isinstance(plan_or_ledger, Ledger) else simulate(plan_or_ledger)
    words = {"standard": standard, "classification": classification, "compounding": compounding, "short_term": short_term}
    slips = (*_not_a_month(ledger.plan, "as_at", as_at), *_not_rates(ledger.plan, rates or {}))
    raise_all([*_unknown_words(words), *_not_of_low_value(ledger.plan, low_value, standard), *slips])
    basis = "ifrs16" if standard == "ifrs16" else classification
    later = sorted((Month.of(month), rate) for month, rate in (rates or {}).items())
    choices = Choices(basis, ((ledger.plan.start, _rate(ledger.plan)), *later), compounding, low_value, short_term == "exempt")
    chosen = {"standard": standard, "classification": classification, "compounding": compounding}
    return LeaseAccounting(**chosen, **_figures(ledger, choices, Month.of(as_at) if as_at else None))


def _figures(ledger: Ledger, choices: Choices, after: Month | None) -> dict[str, Any]:
    """All of the answer that is worked out."""
    plan, leases = ledger.plan, tuple(accounts_of(ledger, choices))
    months = [(month, _in_month(leases, month)) for month in plan.calendar]
    first = [lease.schedule for lease in leases if lease.on_balance_sheet and lease.schedule.terms.start == plan.start]
    return {
        "plan": plan.name,
        "scenario": ledger.scenario,
        "currency": plan.currency,
        "rate_per_year": choices.rate(plan.start),
        "liability": round(sum(one.liability for one in first), 2),
        "asset": round(sum(one.asset for one in first), 2),
        "leases": leases,
        "months": tuple((str(month), row) for month, row in months),
        "years": tuple(_by_year(plan, months)),
        "maturity": _owed(plan, leases, after),
        "as_at": str(after or ""),
        "entries": tuple(_journal(plan, leases)),
        "notes": tuple(notes_of(ledger, leases, choices, _given_rate(plan) is not None)),
        "year_in_words": plan.year_in_words,
    }


def _unknown_words(given: dict[str, str]) -> Iterator[Problem]:
    """Options that are not one of their choices."""
    known = {
        "standard": STANDARDS,
        "classification": ("operating", "finance"),
        "compounding": COMPOUNDING,
        "short_term": ("exempt", "recognised"),
    }
    for name, word in given.items():
        if word not in known[name]:
            near = nearest(word, known[name])
            yield Problem(name, f'"{word}" is not known', choice("use", near, known[name]), near)


def _not_of_low_value(plan: Plan, names: tuple[str, ...], standard: str) -> Iterator[Problem]:
    """Leases named that do not exist; or any, where the standard lets none out."""
    if names and standard == "asc842":
        yield Problem("low_value", "ASC 842 lets out no leases of low value", "leave it out, or use ifrs16")
    known = plan.names("lease")
    for name in names:
        if name not in known:
            near = nearest(name, known)
            yield Problem("low_value", f'there is no lease "{name}"', choice("use", near, known), near)


def _not_a_month(plan: Plan, option: str, month: str | Month) -> Iterator[Problem]:
    """A month that is none, or not one of the plan."""
    try:
        if month and Month.of(month) not in plan.calendar:
            yield Problem(option, f"{month} is not in the plan", f"give a month from {plan.calendar[0]} to {plan.calendar[-1]}")
    except Wrong as wrong:
        yield Problem(option, wrong.what, wrong.mend)


def _not_rates(plan: Plan, rates: Mapping[str, float]) -> Iterator[Problem]:
    """Rates from months that are none of the plan, or beyond their bounds."""
    for month, rate in rates.items():
        yield from _not_a_month(plan, "rates", month)
        if not 0 <= rate <= 1:
            yield Problem("rates", f"that from {month} is {rate:g}", "give a share per year, from 0 to 1 (5 % is 0.05)")


def _given_rate(plan: Plan) -> float | None:
    """The borrowing rate of the plan, where it has one."""
    given = [one.value for one in plan.assumptions if one.assumption == BORROWING_RATE.name]
    return likely(given[0]) if given else None


def _rate(plan: Plan) -> float:
    """The rate to discount by: of borrowing, or for want of it the plan's discount rate."""
    given = _given_rate(plan)
    return likely(plan.discount_rate_per_year) if given is None else given


def _in_month(leases: tuple[LeaseAccount, ...], month: Month) -> LeasesInMonth:
    """All leases in a month; exempt ones have no balances, but cost and are paid."""
    sums: dict[str, float] = defaultdict(float)
    for lease in leases:
        at = month - lease.schedule.terms.start
        if not 0 <= at < len(lease.schedule.months):
            continue
        row = lease.schedule.months[at]
        more = {"cost": row.in_profit, "rent_paid": row.paid + row.variable, "incentives": -row.other_paid}
        for field in fields(LeasesInMonth):
            if field.name in more or lease.on_balance_sheet:
                sums[field.name] += more.get(field.name, getattr(row, field.name, 0.0))
    return LeasesInMonth(**{field.name: round(sums[field.name], 2) + 0.0 for field in fields(LeasesInMonth)})


def _by_year(plan: Plan, months: list[tuple[Month, LeasesInMonth]]) -> Iterator[tuple[int, LeasesInMonth]]:
    """The months of each fiscal year together: balances of its first and last month, sums of the rest."""
    years: dict[int, list[LeasesInMonth]] = {}
    for month, row in months:
        years.setdefault(plan.fiscal_year(month), []).append(row)
    for year, rows in years.items():
        found = {}
        for field in fields(LeasesInMonth):
            each = [getattr(row, field.name) for row in rows]
            one = {"opening": each[0], "closing": each[-1]}.get(field.name.rpartition("_")[2])
            found[field.name] = round(sum(each), 2) if one is None else one
        yield year, LeasesInMonth(**found)


def _owed(plan: Plan, leases: tuple[LeaseAccount, ...], after: Month | None) -> Maturity:
    """What is owed after a month by all leases that have begun by then."""
    begun = [lease.schedule for lease in leases if lease.schedule.terms.start <= (after or plan.start)]
    return added_up([maturity(one, after, plan.fiscal_year) for one in begun])


def _journal(plan: Plan, leases: tuple[LeaseAccount, ...]) -> Iterator[tuple[str, Entry]]:
    last = plan.calendar[-1]
    for lease in leases:
        yield from ((lease.lease, entry) for entry in entries(lease.schedule) if entry.month <= last)
