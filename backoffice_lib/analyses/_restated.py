"""What the first month costs by the plan's inputs alone: worked out a second time, without drivers, operations or postings."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.plan import Index, Lease, OnCostBand, Plan, Team
from backoffice_lib.plan.exchange import first_rates


@dataclass(frozen=True)
class Restated:
    """One cost of the first month by the plan's inputs: how it was worked out, and the amount in plan currency."""

    category: str
    worked_out: str
    amount: float


def restated(plan: Plan) -> list[Restated]:
    """Salaries, shift premiums, on-costs, bonus, rent and service charges of the first month, in plain arithmetic on the plan's records."""
    teams, leases = plan.teams, [lease for lease in plan.leases if lease.start.month <= plan.start <= lease.end.month]
    costs = (
        ("salaries", "heads × working time × yearly pay / 12 × index", sum(_fte(team) * _pay(plan, team) for team in teams)),
        ("shift premiums", "salaries × shift premium share", sum(_premium(plan, team) for team in teams)),
        ("on-costs", "pay in each band × its rate, and fixed amounts", sum(_on_costs(plan, team) for team in teams)),
        ("bonus", "salaries × bonus share, as earned", sum(_bonus(plan, team) for team in teams)),
        ("rent", "rent of each lease in its term × index", sum(_rent(plan, lease) for lease in leases)),
        ("service charges", "area × yearly charge / 12 × index", sum(_service_charge(plan, lease) for lease in leases)),
    )
    return [Restated(*cost) for cost in costs]


def _fte(team: Team) -> float:
    return likely(team.heads) * likely(team.fte_share)


def _pay(plan: Plan, team: Team) -> float:
    """A month of full-time pay in plan currency."""
    pay = likely(team.salary_per_year) / 12
    return pay * _index(plan, team.wage_index or plan.cost_index) * _rate(plan, team.currency)


def _premium(plan: Plan, team: Team) -> float:
    return _fte(team) * _pay(plan, team) * likely(team.shift_premium_share)


def _bonus(plan: Plan, team: Team) -> float:
    return _fte(team) * _pay(plan, team) * likely(team.bonus_share)


def _on_costs(plan: Plan, team: Team) -> float:
    """What the employer pays for each at work: on the part of a month's pay that lies within each band, and a fixed amount."""
    bands = [band for band in plan.on_costs if team.on_costs and band.scheme == team.on_costs]
    return likely(team.heads) * sum(_on_one(plan, team, band) for band in bands)


def _on_one(plan: Plan, team: Team, band: OnCostBand) -> float:
    moved = _index(plan, band.threshold_index) * _rate(plan, team.currency)
    part = likely(team.fte_share) if band.thresholds_per == "person" else 1.0
    more = likely(team.shift_premium_share) + likely(team.bonus_share) if band.due_on == "all_pay" else 0.0
    pay = _pay(plan, team) * part * (1 + more)
    pay = max(pay, likely(band.floor_pay_per_year) / 12 * moved)
    months = 1.0 if band.cumulated == "calendar_year" else 1 / 12
    before = pay * (plan.start.in_year - 1) if band.cumulated == "calendar_year" else 0.0
    within = _within(band, before + pay, moved * months) - _within(band, before, moved * months)
    return within * likely(team.fte_share) / part * likely(band.rate_share) + likely(band.amount_per_head_per_month) * moved


def _within(band: OnCostBand, pay: float, moved: float) -> float:
    low = likely(band.from_pay_per_year) * moved
    high = pay if band.to_pay_per_year is None else likely(band.to_pay_per_year) * moved
    return max(min(pay, high) - low, 0.0)


def _rent(plan: Plan, lease: Lease) -> float:
    if lease.rent_per_month is not None:
        rent = likely(lease.rent_per_month)
    elif lease.rent_per_seat_per_month is not None:
        rent = likely(lease.rent_per_seat_per_month) * lease.seats
    else:
        rent = likely(lease.rent_per_m2_per_year) * likely(lease.area_m2) / 12
    # The rent of a lease with reviews is the one in force on the first day, so no index is on it yet.
    index = 1.0 if lease.rent_review_every_months else _index(plan, lease.rent_index or plan.cost_index)
    return rent * index * _rate(plan, lease.currency)


def _service_charge(plan: Plan, lease: Lease) -> float:
    charge = likely(lease.service_charge_per_m2_per_year) * likely(lease.area_m2) / 12
    return charge * _index(plan, plan.cost_index) * _rate(plan, lease.currency)


def _index(plan: Plan, name: str) -> float:
    """An index in the first month of the plan; 1 where none is named."""
    if not name:
        return 1.0
    index = plan.record("index", name)
    base = index.base or plan.start
    if any(one.index == name for one in plan.index_values):
        return _published(plan, index, plan.start) / _published(plan, index, base)
    return _grown(index, plan.start - base)


def _grown(index: Index, months: int) -> float:
    years = months // 12 if index.applied == "yearly" else months / 12
    return (1 + likely(index.growth_share_per_year)) ** years


def _published(plan: Plan, index: Index, month: Month) -> float:
    """An index as it was published in a month, on a straight line of its logarithm between two values, or grown from the last."""
    values = {one.month: likely(one.value) for one in plan.index_values if one.index == index.index}
    before = max((known for known in values if known <= month), default=min(values))
    after = min((known for known in values if known >= month), default=None)
    if after is None:
        return values[before] * _grown(index, month - before)
    share = (month - before) / (after - before) if after > before else 0.0
    return values[before] * (values[after] / values[before]) ** share


def _rate(plan: Plan, currency: str) -> float:
    """What one unit of a currency is worth in plan currency."""
    return 1.0 if currency in ("", plan.currency) else likely(first_rates(plan)[currency])
