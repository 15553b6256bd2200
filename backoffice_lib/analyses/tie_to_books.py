"""Tie to books: which accounts and cost centres of the real books the first year of a ledger ties to, and the factors that would make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from backoffice_lib.analyses._booked import BookedOn, Entry, cells, entries, joined, of
from backoffice_lib.basics.errors import listed, refuse
from backoffice_lib.basics.money import counted, money, spoken, whole
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.ledger import Factor, Ledger
from backoffice_lib.ledger.disclosure import in_one
from backoffice_lib.ledger.scaled import scaled
from backoffice_lib.plan import Plan

Place = tuple[str, str]
"""Account, or category, and cost centre."""
TIES_WITHIN = 0.005
"""How far a sum may be from the books and still tie, as a share of the books, unless another is asked for."""


@dataclass(frozen=True)
class MonthInAccount:
    """One month of an account in the books and in the ledger, and whether the two tie."""

    month: str
    books: float
    ledger: float
    ties: bool


@dataclass(frozen=True)
class InAccount:
    """An account, with its cost centre where the books say it: books and ledger over the months that the books have, by month.

    account: the category where the books give no accounts. ties: over all months, within the tolerance. factor: by what the ledger would
    have to be multiplied, None where one of the two has nothing.
    """

    account: str
    cost_centre: str
    books: float
    ledger: float
    by_month: tuple[MonthInAccount, ...]
    ties: bool
    factor: float | None

    @property
    def name(self) -> str:
        return f"{self.account}, {self.cost_centre}" if self.cost_centre else self.account

    @property
    def difference(self) -> float:
        """The books less the ledger."""
        return round(self.books - self.ledger, 2) + 0.0

    @property
    def months_apart(self) -> tuple[MonthInAccount, ...]:
        """The months that do not tie."""
        return tuple(month for month in self.by_month if not month.ties)

    @property
    def stands_in(self) -> str:
        """Whether both sides have it: `both`, `books` or `ledger`."""
        return "both" if self.books and self.ledger else "books" if self.books else "ledger"


@dataclass(frozen=True)
class Grain:
    """What is one row: `account` or `category`, and the cost centre where the books say it.

    together: places by which the pay of a few people could be told, and the row that they share with others.
    """

    by: str = "account"
    by_cost_centre: bool = False
    together: Mapping[Place, Place] = field(default_factory=dict)

    def place(self, booked_on: BookedOn) -> Place:
        """The row of a cost or of an entry."""
        place = _place(booked_on, self.by, self.by_cost_centre)
        return self.together.get(place, place)


@dataclass(frozen=True)
class BooksTied:
    """The answer to `tie_to_books`, in plan currency, draw 0, profit view.

    year: the first fiscal year of the plan, in words. months: those of it that the books have. tolerance_share: of the books, within
    which a sum ties. by: `account` or `category`, and whether cost centres are told apart. missing: why there is nothing to compare.
    """

    plan: str
    scenario: str
    currency: str
    year: str = ""
    months: tuple[str, ...] = ()
    tolerance_share: float = TIES_WITHIN
    grain: Grain = field(default_factory=Grain)
    rows: tuple[InAccount, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""

    @property
    def apart(self) -> tuple[InAccount, ...]:
        """What does not tie, the largest difference first."""
        return tuple(sorted((row for row in self.rows if not row.ties), key=lambda row: -abs(row.difference)))

    @property
    def factors(self) -> dict[str, float]:
        """The factor of everything that both sides have, by name."""
        return {row.name: row.factor for row in self.rows if row.factor is not None}

    def __str__(self) -> str:
        if self.missing:
            return self.missing
        books, ledger = (sum(getattr(row, side) for row in self.rows) for side in ("books", "ledger"))
        tie = len(self.rows) - len(self.apart)
        span = self.months[0] if len(self.months) == 1 else f"{self.months[0]} to {self.months[-1]}"
        said = f"The books hold {money(books, self.currency)} for {span}, the ledger {whole(ledger)}: {tie} of {counted(len(self.rows), 'sum')} tie to within {self.tolerance_share:.2%} of the books"
        most = f"; most apart is {self.apart[0].name}, by {whole(abs(self.apart[0].difference))}" if self.apart else ""
        return f"{said}{most}."

    def scale(self, ledger: Ledger) -> Ledger:
        """A ledger of the same plan with each cost times the factor of its account; each factor is an index of its name in it."""
        factors = {(row.account, row.cost_centre): row for row in self.rows if row.factor is not None}

        def factor_of(booked_on: BookedOn) -> Factor | None:
            row = factors.get(self.grain.place(booked_on))
            return Factor(f"books {row.name}", row.factor, f"scaled to the books of {self.year}") if row else None

        return scaled(ledger, factor_of)


def tie_to_books(ledger: Ledger, tolerance_share: float = TIES_WITHIN) -> BooksTied:
    """Holds the first fiscal year of a ledger against the books that its plan has as actuals, up to the last close.

    tolerance_share: how far a sum may be from the books and still tie, as a share of them. Raises InputProblems.
    """
    plan = ledger.plan
    if not 0 <= tolerance_share < 1:
        raise refuse("tolerance", f"is {tolerance_share:g}", "give a share of the books from 0 to below 1, such as 0.005")
    first = plan.fiscal_year(plan.start)
    until = plan.last_close or plan.calendar[-1]
    in_year = [at for at, month in enumerate(plan.calendar) if plan.fiscal_year(month) == first and month <= until]
    booked = [entry for entry in entries(ledger, plan.actuals) if entry.month in in_year]
    if not booked:
        return BooksTied(plan.name, ledger.scenario, plan.currency, missing=_nothing(plan, in_year))
    months = sorted({entry.month for entry in booked})
    grain = _grain(ledger, booked)
    books = _sums(((grain.place(one.booked_on), one.month, one.amount) for one in booked), months)
    costs = cells(ledger, plan.calendar)
    planned = _sums(((grain.place(cost.booked_on), at, cost.amount[at]) for cost in costs for at in months), months)
    rows = [
        _row(place, books.get(place), planned.get(place), [str(plan.calendar[at]) for at in months], tolerance_share)
        for place in sorted({*books, *planned})
    ]
    return BooksTied(
        plan.name,
        ledger.scenario,
        plan.currency,
        f"{plan.year_in_words} {first}".removeprefix("year "),
        tuple(str(plan.calendar[at]) for at in months),
        tolerance_share,
        grain,
        tuple(row for row in rows if row.books or row.ledger),
        tuple(_notes(plan, in_year, months)),
    )


def _grain(ledger: Ledger, booked: list[Entry]) -> Grain:
    by = "account" if any(of(entry.booked_on, "account") for entry in booked) else "category"
    centres = any(of(entry.booked_on, "cost_centre") for entry in booked)
    several = joined(ledger, lambda one: _place(one, by, centres))
    return Grain(by, centres, {place: _in_one(places) for place, places in several.items()})


def _in_one(places: Iterable[Place]) -> Place:
    accounts, centres = (list(dict.fromkeys(names)) for names in zip(*places, strict=True))
    return in_one(accounts), in_one(centres)


def _place(booked_on: BookedOn, by: str, centres: bool) -> Place:
    """Account, or category, and cost centre where the books say it."""
    name = of(booked_on, by) or f"no account ({of(booked_on, 'category') or of(booked_on, 'account')})"
    return name, of(booked_on, "cost_centre") if centres else ""


def _sums(parts: Iterable[tuple[Place, int, float]], months: list[int]) -> dict[Place, np.ndarray]:
    sums: dict[Place, np.ndarray] = {}
    for place, month, amount in parts:
        sums.setdefault(place, np.zeros(len(months)))[months.index(month)] += amount
    return sums


def _row(place: Place, books: np.ndarray | None, ledger: np.ndarray | None, months: list[str], tolerance: float) -> InAccount:
    held, planned = (np.zeros(len(months)) if side is None else side for side in (books, ledger))
    pairs = [(float(one), float(other)) for one, other in zip(held, planned, strict=True)]
    by_month = (MonthInAccount(month, *_in_cents(pair), _ties(*pair, tolerance)) for month, pair in zip(months, pairs, strict=True))
    sums = (float(held.sum()), float(planned.sum()))
    factor = sums[0] / sums[1] if all(_in_cents(sums)) else None
    return InAccount(*place, *_in_cents(sums), tuple(by_month), _ties(*sums, tolerance), factor)


def _in_cents(pair: tuple[float, float]) -> tuple[float, ...]:
    return tuple(round(one, 2) + 0.0 for one in pair)


def _ties(books: float, ledger: float, tolerance: float) -> bool:
    """Whether two sums are the same, to the cent or within the tolerance."""
    return abs(books - ledger) <= max(tolerance * abs(books), 0.005) + TOLERANCE


def _nothing(plan: Plan, in_year: list[int]) -> str:
    if not plan.actuals:
        return f"{spoken(plan.name).capitalize()} has no books to tie to: name a file of them, or give the plan actuals."
    first, last = (plan.calendar[at] for at in (in_year[0], in_year[-1]))
    held = sorted({str(actual.month) for actual in plan.actuals})
    return f"The books hold nothing of {first} to {last}, the first year of the ledger up to the last close; they have {listed(held, 6)}."


def _notes(plan: Plan, in_year: list[int], months: list[int]) -> Iterator[str]:
    calendar = plan.calendar
    of_year = {calendar[at] for at in in_year}
    outside = {str(month) for month in {one.month for one in plan.actuals} if month not in of_year}
    if outside:
        yield f"the books of {listed(sorted(outside), 4)} are not of the first year of the ledger up to the last close, and left out"
    if gone := [str(calendar[at]) for at in in_year if at not in months]:
        yield f"the books have nothing for {listed(gone, 4)}, so these months are not compared"
    if not plan.accounts and any(one.account for one in plan.actuals):
        yield "the plan has no accounts.csv, so no cost of it has an account"
