"""On-costs: what the employer pays on top of all pay, band by band, and for everyone at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.ledger import Booked, Category, Posting, Pricing
from backoffice_lib.ledger.bands import Bands
from backoffice_lib.operations.demand import marks
from backoffice_lib.plan import OnCostBand, Plan, Subjects, Team, paired

PAY = ("salaries", "shift premiums", "overtime", "bonus")
"""The categories that are pay: on-costs are due on what they come to together."""

DUE_ON = {"all_pay": PAY, "salaries": PAY[:1]}

Basis = Literal["cash", "accrual", "both"]


@dataclass(frozen=True)
class Pairs:
    """Teams and the bands of their schemes, pair by pair: the rows of both, and the names of the teams."""

    team_of: np.ndarray
    band_of: np.ndarray
    teams: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, bands: Sequence[int]) -> Pairs:
        """The pairs of some bands, of all teams whose scheme they are in."""
        return plan.once((cls, tuple(bands)), lambda: cls._of(plan, bands))

    @classmethod
    def _of(cls, plan: Plan, bands: Sequence[int]) -> Pairs:
        pairs = [(row, at) for row, team in enumerate(plan.teams) for at in bands if plan.on_costs[at].scheme == team.on_costs]
        team_of, band_of = np.array(pairs, dtype=int).reshape(-1, 2).T
        return cls(team_of, band_of, tuple(plan.teams[row].team for row in team_of))

    def records(self, plan: Plan) -> list[tuple[Team, OnCostBand]]:
        """Both as they are in a plan."""
        return [(plan.teams[row], plan.on_costs[at]) for row, at in zip(self.team_of, self.band_of, strict=True)]

    def bands(self, plan: Plan) -> list[OnCostBand]:
        """The bands, each once."""
        return [plan.on_costs[at] for at in sorted({*self.band_of.tolist()})]

    def subjects(self, plan: Plan) -> Subjects:
        """The pairs as subjects, labelled for the ledger."""
        return plan.once((Pairs, self.team_of.tobytes(), self.band_of.tobytes()), lambda: paired(plan, "team and band", self.records(plan)))


def postings(pricing: Pricing) -> Iterator[Posting]:
    """One row per team and band; the quantity is the money of pay that falls into the band."""
    plan = pricing.plan
    for due_on, pay in DUE_ON.items():
        due = Pairs.of(plan, [at for at, band in enumerate(plan.on_costs) if band.due_on == due_on])
        if due.teams:
            yield from _on_pay(pricing, due, pay)
    yield _per_head(pricing, Pairs.of(plan, [at for at, band in enumerate(plan.on_costs) if band.amount_per_head_per_month]))


def _on_pay(pricing: Pricing, pairs: Pairs, pay: tuple[str, ...]) -> Iterator[Posting]:
    """What is due on some categories of pay together.

    Bonus, which is paid later than it is earned, falls on top of the other pay of the month in which it is earned;
    what is due on it is paid with it.
    """
    plan = pricing.plan
    rows, rate = pairs.subjects(plan).priced_in(plan.currency), pricing.price("rate_share")[:, pairs.band_of]
    at_once, later = (_booked(pricing, pay, basis) for basis in ("both", "accrual"))
    first, more = (lambda lines=lines: _sum(pricing, lines, pairs) for lines in (at_once, later))
    of_first, of_more = (_row_by_row(lines, pairs) for lines in (at_once, later))
    if not all(map(_is_all_pay, pairs.bands(plan))):
        within, beyond = _in_bands(pricing, pairs, first(), more())
        first, more, of_first, of_more = (lambda: within), (lambda: beyond), (), ()
    at_rates = partial(_at_rates, pairs.bands(plan), rate)
    yield at_rates(rows, first, at_once, "both", of_first)
    if later:
        rows, earned = rows.as_item("{} on bonus"), pricing.earned_until_bonus
        yield at_rates(rows, more, later, "accrual", of_more)
        yield at_rates(rows, lambda: pricing.in_bonus_month(more()), later, "cash", of_more, earned)


def _in_bands(pricing: Pricing, pairs: Pairs, pay: np.ndarray, on_top: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What lies in the band of each pair of all pay of its team, and of what comes on top of it, each [month, pair, draw]."""
    bands, people, joined = _bands(pricing, pairs), _people(pricing, "at_work", pairs), _people(pricing, "hires", pairs)
    within = bands.within(pay, people, joined, pricing.plan.calendar)
    return within, bands.within(pay + on_top, people, joined, pricing.plan.calendar) - within if on_top.any() else on_top


def _is_all_pay(band: OnCostBand) -> bool:
    """Whether all pay lies in a band, so that there is nothing to be cut out of it."""
    return band.to_pay_per_year is None and not (draws(band.from_pay_per_year).any() or draws(band.floor_pay_per_year).any())


def _at_rates(
    bands: list[OnCostBand],
    rate: np.ndarray,
    rows: Subjects,
    quantity: Callable[[], np.ndarray],
    on: list[Booked],
    basis: Basis,
    sum_of: tuple[Posting, ...],
    earned: np.ndarray | None = None,
) -> Posting:
    """What is due at the rate of each band on the pay within it."""
    unusual = ("floor_pay_per_year", "thresholds_per", "cumulated")
    said = [name for name in unusual if any(getattr(band, name) != OnCostBand.model_fields[name].default for band in bands)]
    paid = dict.fromkeys(line.category.name for line in on if line.posting.anything)
    return Posting(
        subjects=rows,
        quantity=quantity,
        unit="money of pay",
        price=rate,
        indices=rows.unindexed,
        quantity_from=("from_pay_per_year", "to_pay_per_year", "threshold_index", *said),
        price_from=("rate_share",),
        rate_on=tuple(paid) or (on[0].category.name,),
        bases=tuple(line.posting for line in on),
        sum_of=sum_of,
        earned=earned,
        basis=basis,
    )


def _per_head(pricing: Pricing, pairs: Pairs) -> Posting:
    """The fixed amounts of bands, for everyone at work."""
    plan, rows = pricing.plan, pairs.subjects(pricing.plan).as_item("{} per head")
    currencies = tuple(plan.teams[row].currency or plan.currency for row in pairs.team_of)
    foreign = ["" if currency == plan.currency else currency for currency in currencies]
    indices = zip((plan.on_costs[at].threshold_index for at in pairs.band_of), foreign, strict=True)
    return Posting(
        subjects=Subjects(rows.kind, rows.labels, currencies, rows.refs),
        quantity=pricing.operations.staffing.at_work[:, pairs.team_of],
        unit="head month",
        price=pricing.price("amount_per_head_per_month")[:, pairs.band_of],
        indices=tuple(tuple(filter(None, names)) for names in indices),
        quantity_from=("target_heads",),
        price_from=("amount_per_head_per_month",),
    )


def _booked(pricing: Pricing, pay: tuple[str, ...], basis: Basis) -> list[Booked]:
    """What is booked of some categories on a basis."""
    return [line for name in pay for line in pricing.booked[name] if line.posting.basis == basis]


def _sum(pricing: Pricing, booked: list[Booked], pairs: Pairs) -> np.ndarray:
    """All of it by the team of each pair, [month, pair, draw]."""
    plan = pricing.plan
    total, in_order = None, np.arange(len(plan.teams))
    for line in booked:
        if line.posting.anything:
            rows = pricing.places("team", line.posting.subjects.refs.get("team", ()))
            amount = line.amount if np.array_equal(rows, in_order) else product(marks(rows, len(plan.teams)), line.amount)
            total = amount if total is None else total + amount
    if total is None:
        return np.zeros((plan.months, len(pairs.teams), 1))
    return total if np.array_equal(pairs.team_of, in_order) else total[:, pairs.team_of]


def _row_by_row(booked: list[Booked], pairs: Pairs) -> tuple[Posting, ...]:
    """The postings of these that hold anything, where each is of the teams of the pairs in their order; else none."""
    of = [line.posting for line in booked if line.posting.anything]
    return tuple(of) if all(posting.subjects.refs.get("team") == pairs.teams for posting in of) else ()


def _people(pricing: Pricing, what: str, pairs: Pairs) -> np.ndarray:
    """People of each pair's team, counted as the band's thresholds are written: as full-time equivalents, or heads."""
    heads = np.array([band.thresholds_per == "person" for _, band in pairs.records(pricing.plan)], dtype=bool)[None, :, None]
    fte = np.where(heads, 1.0, pricing.drivers["fte_share"][:, pairs.team_of])
    return getattr(pricing.operations.staffing, what)[:, pairs.team_of] * fte


def _bands(pricing: Pricing, pairs: Pairs) -> Bands:
    """The thresholds of each pair in plan currency."""
    low, high, floor = (_thresholds(pricing, pairs, name) for name in ("from_pay_per_year", "to_pay_per_year", "floor_pay_per_year"))
    cumulated = [band.cumulated == "calendar_year" for _, band in pairs.records(pricing.plan)]
    return Bands(low, high, floor, np.array(cumulated, dtype=bool))


def _thresholds(pricing: Pricing, pairs: Pairs, field: str) -> np.ndarray:
    """A threshold of each pair, a year's pay of one in plan currency, moving with its index: [month, pair, draw]."""
    escalators, plan = pricing.escalators, pricing.plan
    rows = []
    for team, band in pairs.records(plan):
        value = getattr(band, field)
        currency = "" if team.currency in ("", plan.currency) else team.currency
        names = tuple(filter(None, (band.threshold_index, currency)))
        rows.append(escalators.product(names) * (draws(value) if value is not None else np.inf))
    width = max((row.shape[1] for row in rows), default=1)
    table = np.empty((plan.months, len(rows), width))
    for place, row in enumerate(rows):
        table[:, place, :] = row
    return table


ON_COSTS = Category(
    "on-costs", "What the employer pays on top of all pay, at the rates of each band of pay, and a head.", postings, on=PAY
)
