"""Reconcile: does the ledger tie to the plan's inputs, to the accounts, and how far is it from the real books?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._restated import Restated, restated
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import counted, money, spoken
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.accounts import NotMapped, not_mapped
from backoffice_lib.ledger.disclosure import shown_categories
from backoffice_lib.ledger.wide import TOTAL, wide
from backoffice_lib.plan import GeneralLedger
from backoffice_lib.simulation import simulate

ELSEWHERE = "all other costs"

OF_CASH_ALONE = ("deposits", "payment timing")
"""Categories that move money in time and cost nothing."""


@dataclass(frozen=True)
class Tied:
    """A figure worked out in two ways: from the inputs, with what the scenario changes, and in the ledger."""

    what: str
    worked_out: str
    inputs: float
    scenario: float
    ledger: float

    @property
    def difference(self) -> float:
        """The ledger less the inputs and what the scenario changes, in cents."""
        return round(self.ledger - self.scenario - self.inputs, 2) + 0.0

    @property
    def ties(self) -> bool:
        return self.difference == 0


@dataclass(frozen=True)
class InBooks:
    """A cost of one year in the real books and in the plan; the difference is the books less the plan."""

    category: str
    books: float
    plan: float
    difference: float


@dataclass(frozen=True)
class Reconciliation:
    """The answer to `reconcile`, in plan currency, draw 0.

    first_month: costs restated from the plan's inputs; not_restated: the other costs of that month. totals: sums that must
    be equal. mapped: cost with an account, None without accounts.csv; not_mapped: the rest. books: the general ledger of
    plan.yaml against the plan, for books_year. notes: what the comparison leaves out.
    """

    plan: str
    scenario: str
    currency: str
    first_month: tuple[Tied, ...]
    not_restated: float
    totals: tuple[Tied, ...]
    mapped: float | None
    not_mapped: tuple[NotMapped, ...]
    books_year: int | None
    books: tuple[InBooks, ...]
    notes: tuple[str, ...]

    @property
    def apart(self) -> tuple[Tied, ...]:
        """The figures that should tie and do not."""
        return tuple(tied for tied in (*self.first_month, *self.totals) if not tied.ties)

    @property
    def ties(self) -> bool:
        return not self.apart

    @property
    def must_hold(self) -> tuple[tuple[str, bool, float, float], ...]:
        """What a report that shows this is checked for: each figure with whether it ties, as it is in the ledger and as it was worked out."""
        return tuple((f"{one.what} ties", one.ties, one.ledger, one.inputs + one.scenario) for one in (*self.first_month, *self.totals))

    def __str__(self) -> str:
        figures = counted(len(self.first_month) + len(self.totals), "figure")
        ledger = f"The ledger of {spoken(self.scenario)}"
        said = f"{ledger} ties to the plan's inputs: {figures} worked out in two ways agree to the cent."
        if self.apart:
            said = f"{ledger} does not tie to the plan's inputs: {listed(f'{one.what} by {one.difference:,.2f}' for one in self.apart)}."
        return " ".join(filter(None, (said, self._accounts(), self._books())))

    def _accounts(self) -> str:
        rest = sum(cost.amount for cost in self.not_mapped)
        if self.mapped is None:
            return ""
        return f"{money(rest, self.currency)} of it is mapped to no account." if self.not_mapped else "All of it is mapped to accounts."

    def _books(self) -> str:
        if not self.books:
            return ""
        apart, most = self.books[-1].difference, max(self.books[:-1], key=lambda row: abs(row.difference), default=None)
        what = "what the plan does" if not round(apart) else f"{money(abs(apart), self.currency)} {'more' if apart > 0 else 'less'} than the plan"
        where = f", above all in {most.category}" if most and round(apart) else ""
        return f"The books of {self.books_year} hold {what}{where}."


def reconcile(ledger: Ledger) -> Reconciliation:
    """Holds a ledger against the plan's inputs, its accounts and, where plan.yaml has them, the real books of a year."""
    plan, unmapped = ledger.plan, not_mapped(ledger, in_groups=True)
    first_month, not_restated = _first_month(ledger)
    books = _books(ledger, plan.general_ledger) if plan.general_ledger else ()
    upload = _upload(ledger)
    mapped = round(upload.ledger - sum(cost.amount for cost in unmapped), 2)
    return Reconciliation(
        plan=plan.name,
        scenario=ledger.scenario,
        currency=plan.currency,
        first_month=first_month,
        not_restated=not_restated,
        totals=(*_views(ledger), upload),
        mapped=mapped if plan.accounts else None,
        not_mapped=unmapped if plan.accounts else (),
        books_year=plan.general_ledger.year if plan.general_ledger else None,
        books=tuple(books),
        notes=tuple(_notes(ledger, not_restated, unmapped)),
    )


def _first_month(ledger: Ledger) -> tuple[tuple[Tied, ...], float]:
    """Each cost that can be restated from the inputs, and the money of those that cannot."""
    plan, now = ledger.plan, _of_first_month(ledger)
    before = _of_first_month(simulate(plan)) if ledger.levers else now
    shown = {name: one for name, one in shown_categories(ledger, monthly=True).items() if now.get(name) or before.get(name)}
    now, before, inputs = _joined(now, shown), _joined(before, shown), restated(plan)
    told = [one for one in _joined_inputs(inputs, shown) if not {name for name in shown if shown[name] == one.category} - {own.category for own in inputs}]
    rows = [
        Tied(f"{cost.category} of {plan.start}", cost.worked_out, cost.amount, was_changed, now.get(cost.category, 0.0))
        for cost in told
        for was_changed in [now.get(cost.category, 0.0) - before.get(cost.category, 0.0)]
        if cost.amount or now.get(cost.category) or was_changed
    ]
    known = {cost.category for cost in told}
    return tuple(rows), round(sum(amount for name, amount in now.items() if name not in known), 2)


def _joined(amounts: Mapping[str, float], shown: Mapping[str, str]) -> dict[str, float]:
    """The amounts by the categories under which they are shown."""
    found: dict[str, float] = {}
    for name, amount in amounts.items():
        found[shown.get(name, name)] = found.get(shown.get(name, name), 0.0) + amount
    return found


def _joined_inputs(inputs: Iterable[Restated], shown: Mapping[str, str]) -> Iterator[Restated]:
    """The costs worked out from the inputs by the categories under which they are shown."""
    parts: dict[str, list[Restated]] = {}
    for cost in inputs:
        parts.setdefault(shown.get(cost.category, cost.category), []).append(cost)
    for name, own in parts.items():
        yield Restated(name, " + ".join(one.worked_out for one in own), sum(one.amount for one in own))


def _of_first_month(ledger: Ledger) -> dict[str, float]:
    return {name: float(amounts[0, 0]) for name, amounts in ledger.by_category().items()}


def _views(ledger: Ledger) -> Iterator[Tied]:
    """The parts of the profit view against its total, and the cash view against the profit view."""
    profit, cash = (float(ledger.by_month(view=view)[:, 0].sum()) for view in ("profit", "cash"))
    parts = sum(float(amounts[:, 0].sum()) for amounts in ledger.by_label("function").values())
    yield Tied("cost in the profit view", "all functions added up", parts, 0.0, profit)
    held = sum(float(amounts[:, 0].sum()) for name, amounts in ledger.by_category("cash").items() if name in OF_CASH_ALONE)
    how = "profit view less bonus earned and not yet paid" + (", with deposits and rent paid ahead" if held else "")
    yield Tied("cost in the cash view", how, profit - _bonus_due(ledger) + held, 0.0, cash)


def _bonus_due(ledger: Ledger) -> float:
    """Bonus earned since it was last paid, which the profit view has and cash has not."""
    plan, earned = ledger.plan, ledger.by_month(lambda line: line.category.name == "bonus")[:, 0]
    paid = [at for at, month in enumerate(plan.calendar) if month.in_year == plan.policies.bonus_month]
    return float(earned[paid[-1] if paid else 0 :].sum())


def _upload(ledger: Ledger) -> Tied:
    """The wide layout against the ledger."""
    parts, whole = sum(wide(ledger)[TOTAL]), round(float(ledger.by_month()[:, 0].sum()), 2)
    return Tied("cost in the wide layout", "mapped to accounts and not mapped, added up", round(parts, 2), 0.0, whole)


def _books(ledger: Ledger, books: GeneralLedger) -> Iterator[InBooks]:
    """Each category the books give, all others where they give a total, and the whole of what they give."""
    plan, costs = ledger.plan, ledger.by_category()
    in_year = np.array([plan.fiscal_year(month) == books.year for month in plan.calendar])
    shown = shown_categories(ledger)
    planned = {name: round(cost, 2) for name, cost in _joined({name: float(amounts[in_year, 0].sum()) for name, amounts in costs.items()}, shown).items()}
    rows = [(name, cost, planned.get(name, 0.0)) for name, cost in _joined(dict(books.categories), shown).items()]
    if books.total_cost is not None:
        total = (books.total_cost, round(sum(planned.values()), 2))
        if rows:
            rows.append((ELSEWHERE, *(whole - sum(row[at] for row in rows) for at, whole in enumerate(total, start=1))))
    else:
        total = tuple(sum(row[at] for row in rows) for at in (1, 2))
    for name, cost, own in (*rows, ("total", *total)):
        yield InBooks(name, round(cost, 2), round(own, 2), round(cost - own, 2))


def _notes(ledger: Ledger, not_restated: float, unmapped: tuple[NotMapped, ...]) -> Iterator[str]:
    plan = ledger.plan
    if not_restated:
        yield f"{money(not_restated, plan.currency)} of {plan.start} are other costs, which are not worked out a second time"
    if plan.accounts and abs(sum(cost.amount for cost in not_mapped(ledger)) - sum(cost.amount for cost in unmapped)) >= 0.005:
        yield "pay of few people that no row of accounts.csv is for counts as mapped, with that of others that are"
    if not plan.accounts:
        yield "the plan has no accounts.csv, so no cost has an account"
    if books := plan.general_ledger:
        months = sum(plan.fiscal_year(month) == books.year for month in plan.calendar)
        if months < 12:
            yield f"the plan has {counted(months, 'month')} of the {plan.year_in_words} {books.year}, the books all of it"
        if books.total_cost is None:
            yield "the books give no total, so costs in other categories are not compared"
