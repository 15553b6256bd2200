"""On-costs: what the employer pays on top of salaries, band by band of yearly pay."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.uncertain import draws
from backoffice_lib.ledger import Category, Posting, Pricing
from backoffice_lib.plan import paired


def postings(pricing: Pricing) -> Iterator[Posting]:
    """One row per team and band; the quantity is the money of pay that falls into the band."""
    plan = pricing.plan
    pairs = [(team, band) for team in plan.teams for band in plan.on_costs if band.scheme == team.on_costs]
    team_of = np.array([plan.names("team").index(team.team) for team, _ in pairs], dtype=int)
    band_of = np.array([plan.names("on_cost_band").index(band.key) for _, band in pairs], dtype=int)
    pay = pricing.booked["salaries"][0][1][:, team_of]
    people = pricing.operations.staffing.at_work[:, team_of] * pricing.drivers["fte_share"][:, team_of]
    low, high = (_threshold(pricing, pairs, field) for field in ("from_pay_per_year", "to_pay_per_year"))
    yield Posting(
        subjects=paired(plan, "team and band", pairs).priced_in(plan.currency),
        quantity=np.clip(pay, _pay_up_to(low, people), _pay_up_to(high, people)) - _pay_up_to(low, people),
        unit="money of pay",
        price=pricing.price("rate_share")[:, band_of],
        indices=((),) * len(pairs),
        quantity_from=("from_pay_per_year", "to_pay_per_year", "threshold_index"),
        price_from=("rate_share",),
        rate_on="salaries",
    )


def _threshold(pricing: Pricing, pairs: list, field: str) -> np.ndarray:
    """A threshold of each pair, per person and month in plan currency, moving with its index: [month, pair, draw]."""
    escalators, plan = pricing.escalators, pricing.plan
    rows = []
    for team, band in pairs:
        value = getattr(band, field)
        currency = "" if team.currency in ("", plan.currency) else team.currency
        names = tuple(filter(None, (band.threshold_index, currency)))
        rows.append(escalators.product(names) * (draws(value) if value is not None else np.inf) / 12)
    width = max((row.shape[1] for row in rows), default=1)
    table = np.empty((plan.months, len(rows), width))
    for place, row in enumerate(rows):
        table[:, place, :] = row
    return table


def _pay_up_to(threshold: np.ndarray, people: np.ndarray) -> np.ndarray:
    """The pay of all people if each had just the threshold; no limit where there is no threshold."""
    unlimited = np.isinf(threshold)
    return np.where(unlimited, np.inf, people * np.where(unlimited, 0.0, threshold))


ON_COSTS = Category(
    "on-costs", "What the employer pays on top of salaries, at the rates of each band of pay.", postings, on=("salaries",)
)
