"""On-costs: what the employer pays on top of all pay, band by band, and for everyone at work."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from backoffice_lib.basics.uncertain import draws
from backoffice_lib.ledger import Category, Posting, Pricing
from backoffice_lib.ledger.bands import Bands
from backoffice_lib.plan import OnCostBand, Subjects, Team, paired

PAY = ("salaries", "shift premiums", "overtime", "bonus")
"""The categories that are pay: on-costs are due on what they come to together."""

DUE_ON = {"all_pay": PAY, "salaries": PAY[:1]}

Pairs = list[tuple[Team, OnCostBand]]
Booked = list[tuple[str, Posting, np.ndarray]]
Basis = Literal["cash", "accrual", "both"]


def postings(pricing: Pricing) -> Iterator[Posting]:
    """One row per team and band; the quantity is the money of pay that falls into the band."""
    pairs = [(team, band) for team in pricing.plan.teams for band in pricing.plan.on_costs if band.scheme == team.on_costs]
    for due_on, pay in DUE_ON.items():
        if due := [(team, band) for team, band in pairs if band.due_on == due_on]:
            yield from _on_pay(pricing, due, pay)
    yield _per_head(pricing, [(team, band) for team, band in pairs if band.amount_per_head_per_month])


def _on_pay(pricing: Pricing, pairs: Pairs, pay: tuple[str, ...]) -> Iterator[Posting]:
    """What is due on some categories of pay together.

    Bonus, which is paid later than it is earned, falls on top of the other pay of the month in which it is earned;
    what is due on it is paid with it.
    """
    rows = paired(pricing.plan, "team and band", pairs).priced_in(pricing.plan.currency)
    team_of = _places(pricing, "team", [team.team for team, _ in pairs])
    bands, people, joined = _bands(pricing, pairs), _people(pricing, "at_work", pairs), _people(pricing, "hires", pairs)
    at_once, later = (_booked(pricing, pay, basis) for basis in ("both", "accrual"))
    within = bands.within(_sum(pricing, at_once)[:, team_of], people, joined, pricing.plan.calendar)
    yield _at_rates(pricing, pairs, rows, within, at_once, "both")
    if later:
        all_pay = _sum(pricing, at_once + later)[:, team_of]
        more = bands.within(all_pay, people, joined, pricing.plan.calendar) - within
        rows = rows.as_item("{} on bonus")
        yield _at_rates(pricing, pairs, rows, more, later, "accrual")
        yield _at_rates(pricing, pairs, rows, pricing.in_bonus_month(more), later, "cash")


def _at_rates(pricing: Pricing, pairs: Pairs, rows: Subjects, quantity: np.ndarray, on: Booked, basis: Basis) -> Posting:
    """What is due at the rate of each band on the pay within it."""
    unusual = ("floor_pay_per_year", "thresholds_per", "cumulated")
    said = [name for name in unusual if any(getattr(band, name) != OnCostBand.model_fields[name].default for _, band in pairs)]
    paid = dict.fromkeys(category for category, _, amount in on if amount.any())
    return Posting(
        subjects=rows,
        quantity=quantity,
        unit="money of pay",
        price=pricing.price("rate_share")[:, _places(pricing, "on_cost_band", [band.key for _, band in pairs])],
        indices=((),) * len(rows),
        quantity_from=("from_pay_per_year", "to_pay_per_year", "threshold_index", *said),
        price_from=("rate_share",),
        rate_on=tuple(paid) or (on[0][0],),
        basis=basis,
    )


def _per_head(pricing: Pricing, pairs: Pairs) -> Posting:
    """The fixed amounts of bands, for everyone at work."""
    rows = paired(pricing.plan, "team and band", pairs).as_item("{} per head")
    currencies = tuple(team.currency or pricing.plan.currency for team, _ in pairs)
    foreign = ["" if currency == pricing.plan.currency else currency for currency in currencies]
    indices = zip((band.threshold_index for _, band in pairs), foreign, strict=True)
    return Posting(
        subjects=Subjects(rows.kind, rows.labels, currencies, rows.refs),
        quantity=pricing.operations.staffing.at_work[:, _places(pricing, "team", [team.team for team, _ in pairs])],
        unit="head month",
        price=pricing.price("amount_per_head_per_month")[:, _places(pricing, "on_cost_band", [band.key for _, band in pairs])],
        indices=tuple(tuple(filter(None, names)) for names in indices),
        quantity_from=("target_heads",),
        price_from=("amount_per_head_per_month",),
    )


def _booked(pricing: Pricing, pay: tuple[str, ...], basis: Basis) -> Booked:
    """What is booked of some categories on a basis."""
    return [(name, *one) for name in pay for one in pricing.booked[name] if one[0].basis == basis]


def _sum(pricing: Pricing, booked: Booked) -> np.ndarray:
    """All of it by team, [month, team, draw]."""
    total = np.zeros((pricing.plan.months, len(pricing.plan.teams), 1))
    for _, posting, amount in booked:
        of_teams = np.zeros((*total.shape[:2], amount.shape[2]))
        np.add.at(of_teams, (slice(None), _places(pricing, "team", posting.subjects.refs.get("team", ()))), amount)
        total = total + of_teams
    return total


def _people(pricing: Pricing, what: str, pairs: Pairs) -> np.ndarray:
    """People of each pair's team, counted as the band's thresholds are written: as full-time equivalents, or heads."""
    team_of = _places(pricing, "team", [team.team for team, _ in pairs])
    heads = np.array([band.thresholds_per == "person" for _, band in pairs], dtype=bool)[None, :, None]
    fte = np.where(heads, 1.0, pricing.drivers["fte_share"][:, team_of])
    return getattr(pricing.operations.staffing, what)[:, team_of] * fte


def _bands(pricing: Pricing, pairs: Pairs) -> Bands:
    """The thresholds of each pair in plan currency."""
    low, high, floor = (_thresholds(pricing, pairs, name) for name in ("from_pay_per_year", "to_pay_per_year", "floor_pay_per_year"))
    return Bands(low, high, floor, np.array([band.cumulated == "calendar_year" for _, band in pairs], dtype=bool))


def _thresholds(pricing: Pricing, pairs: Pairs, field: str) -> np.ndarray:
    """A threshold of each pair, a year's pay of one in plan currency, moving with its index: [month, pair, draw]."""
    escalators, plan = pricing.escalators, pricing.plan
    rows = []
    for team, band in pairs:
        value = getattr(band, field)
        currency = "" if team.currency in ("", plan.currency) else team.currency
        names = tuple(filter(None, (band.threshold_index, currency)))
        rows.append(escalators.product(names) * (draws(value) if value is not None else np.inf))
    width = max((row.shape[1] for row in rows), default=1)
    table = np.empty((plan.months, len(rows), width))
    for place, row in enumerate(rows):
        table[:, place, :] = row
    return table


def _places(pricing: Pricing, kind: str, names: list[str] | tuple[str, ...]) -> np.ndarray:
    """Where records lie on the axis of their kind."""
    place = {name: at for at, name in enumerate(pricing.plan.names(kind))}
    return np.array([place[name] for name in names], dtype=int)


ON_COSTS = Category(
    "on-costs", "What the employer pays on top of all pay, at the rates of each band of pay, and a head.", postings, on=PAY
)
