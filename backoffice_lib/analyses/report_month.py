"""Report month: what one month of the plan costs, who joins and leaves in it, what waits, and how full the sites are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses.capacity import capacity
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import cents, money, sentence, spoken
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_shown_categories


@dataclass(frozen=True)
class CostOfMonth:
    """A cost category: in the month, in the month before, from the start of the year, and in the whole year."""

    category: str
    month: float
    before: float
    year_to_date: float
    year: float


@dataclass(frozen=True)
class PeopleOfMonth:
    """A function: people on the last day of the month before, what happened, people on the last day of the month.

    posts: that people may fill in the month. vacant: of them, without anybody.
    """

    function: str
    opening: float
    joined: float
    moved: float
    left: float
    closing: float
    posts: float
    vacant: float


@dataclass(frozen=True)
class WorkOfMonth:
    """A work: units that come in, units that wait at the end, and how long in working days; None for ever.

    target_days: None for a live queue. late: whether the target was missed.
    """

    work: str
    units_in: float
    backlog_units: float
    age_days: float | None
    target_days: float | None
    late: bool


@dataclass(frozen=True)
class SeatsOfMonth:
    """A site: seats needed on the fullest day of the week, and seats held."""

    site: str
    needed: float
    held: float


@dataclass(frozen=True)
class MonthReport:
    """The answer to `report_month`, in plan currency, draw 0, profit view. path: each month and its cost.

    year: the fiscal year in words, `2027` or `fiscal year to June 2028`.
    """

    plan: str
    scenario: str
    currency: str
    month: str
    year: str
    costs: tuple[CostOfMonth, ...]
    people: tuple[PeopleOfMonth, ...]
    seats: tuple[SeatsOfMonth, ...]
    path: tuple[tuple[str, float], ...]
    work: tuple[WorkOfMonth, ...] = ()

    @property
    def cost(self) -> float:
        """The cost of the month."""
        return round(sum(row.month for row in self.costs), 2)

    def __str__(self) -> str:
        before = round(sum(row.before for row in self.costs), 2)
        heads = sum(row.closing for row in self.people)
        change = self.cost - before
        than = "" if not before else (
            f", {money(abs(change), self.currency)} {'more' if change >= 0 else 'less'} than the month before"
        )
        to_date = money(sum(row.year_to_date for row in self.costs), self.currency)
        return (
            f"{sentence(spoken(self.scenario))} costs {money(self.cost, self.currency)} in {self.month}{than}; "
            f"{to_date} since the start of {self.year}, with {heads:,.0f} people at the end of the month."
        )


def report_month(ledger: Ledger, month: str | Month) -> MonthReport:
    """One month of a ledger beside the month before and its fiscal year. Raises InputProblems outside the plan."""
    plan, wanted = ledger.plan, Month.of(month)
    if wanted not in plan.calendar:
        raise refuse("month", f"{wanted} is outside the plan", f"give {plan.start} to {plan.calendar[-1]}")
    at = wanted - plan.start
    years = np.array([plan.fiscal_year(one) for one in plan.calendar])
    in_year = years == years[at]
    total = ledger.by_month()[:, 0]
    return MonthReport(
        plan=plan.name,
        scenario=ledger.scenario,
        currency=plan.currency,
        month=str(wanted),
        year=f"{plan.year_in_words} {years[at]}".removeprefix("year "),
        costs=_costs(ledger, at, in_year),
        people=_people(ledger, at),
        seats=_seats(ledger, at),
        path=tuple(zip(map(str, plan.calendar), total.round(2).tolist(), strict=True)),
        work=_work(ledger, at),
    )


def _costs(ledger: Ledger, at: int, in_year: np.ndarray) -> tuple[CostOfMonth, ...]:
    (ledger,) = in_shown_categories(ledger, monthly=True)
    shown = in_year | (np.arange(len(in_year)) == at - 1)
    paths = {name: path[:, 0] for name, path in ledger.by_category().items() if path[shown, 0].any()}
    to_date = in_year & (np.arange(len(in_year)) <= at)
    columns = (
        cents([path[at] for path in paths.values()]),
        cents([path[at - 1] if at else 0.0 for path in paths.values()]),
        cents([path[to_date].sum() for path in paths.values()]),
        cents([path[in_year].sum() for path in paths.values()]),
    )
    rows = [CostOfMonth(name, *row) for name, *row in zip(paths, *columns, strict=True)]
    return tuple(sorted(rows, key=lambda row: -row.year))


def _people(ledger: Ledger, at: int) -> tuple[PeopleOfMonth, ...]:
    staff, functions = ledger.operations.staffing, [team.function for team in ledger.plan.teams]
    flows = {
        "opening": staff.opening,
        "joined": staff.hires,
        "moved": staff.moved_in - staff.moved_out,
        "left": staff.leavers + staff.severed,
        "closing": staff.heads,
        "posts": staff.posts,
        "vacant": staff.vacant,
    }
    rows = []
    for function in dict.fromkeys(functions):
        mine = [row for row, name in enumerate(functions) if name == function]
        rows.append(PeopleOfMonth(function, **{name: float(flow[at, mine, 0].sum()) for name, flow in flows.items()}))
    return tuple(rows)


def _work(ledger: Ledger, at: int) -> tuple[WorkOfMonth, ...]:
    return tuple(
        WorkOfMonth(work.work, month.units_in, month.backlog_units, month.age_days, work.target_days, month.late)
        for work, month in ((work, work.months[at]) for work in capacity(ledger).work)
    )


def _seats(ledger: Ledger, at: int) -> tuple[SeatsOfMonth, ...]:
    needed, held = ledger.operations.attendance.seats_needed, ledger.operations.space.seats_held
    return tuple(
        SeatsOfMonth(site, float(needed[at, row, 0]), float(held[at, row, 0]))
        for row, site in enumerate(ledger.plan.names("site"))
    )
