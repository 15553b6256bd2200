"""The cost of a plan without levers, and of work with a vendor, worked out again as a clerk would: month by month, in plain loops, without arrays."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date

from backoffice_lib.basics.months import Month
from backoffice_lib.levers.outsource_work import OutsourceWork
from backoffice_lib.plan import Index, Lease, OnCostBand, Plan, RentStep, Team

Seen = tuple[float, float, float, float]
"""Pay, people at work, joiners and pay for overtime of a month."""


def cost(plan: Plan) -> dict[str, list[float]]:
    """What each category costs in each month; only of the categories that a plan without levers must have."""
    found: dict[str, list[float]] = {"salaries": [], "on-costs": [], "hiring": [], "rent": [], "lease exit": []}
    seen: dict[str, list[Seen]] = {team.team: [] for team in plan.teams}
    staff = {team.team: list(_staff(plan, team)) for team in plan.teams}
    for at, month in enumerate(plan.calendar):
        parts = dict.fromkeys(found, 0.0)
        for team in plan.teams:
            at_work, hires, weight = staff[team.team][at]
            grown = index(plan, team.wage_index, month)
            full_time = team.fte_share * team.salary_per_year * grown
            pay = weight * full_time * _of_a_year(plan, month)
            parts["salaries"] += pay * rate(plan, team.currency, month)
            overtime = at_work * full_time / 12 * team.overtime_share * _assumed(plan, "overtime_pay_share", 1.5)
            seen[team.team].append((pay, at_work, hires, overtime))
            parts["on-costs"] += _on_costs(plan, team, seen[team.team]) * rate(plan, team.currency, month)
            parts["hiring"] += hires * team.recruiting_cost_per_hire * grown * rate(plan, team.currency, month)
        for lease in plan.leases:
            price = _rent_index(plan, lease, month) * rate(plan, lease.currency, month)
            parts["rent"] += _rent_of_a_month(plan, lease, month) * price
            day_after = date.fromordinal(lease.end.ordinal + 1)
            parts["lease exit"] += lease.restoration_cost * price if (day_after.year, day_after.month) == (month.year, month.in_year) else 0.0
        for name, amount in parts.items():
            found[name].append(amount)
    return found


def _of_a_year(plan: Plan, month: Month) -> float:
    """The share of yearly pay that a month costs."""
    if plan.policies.pay_basis != "days_of_year":
        return 1 / 12
    return monthrange(month.year, month.in_year)[1] / (366 if isleap(month.year) else 365)


def _assumed(plan: Plan, name: str, default: float) -> float:
    return next((record.value for record in plan.assumptions if record.assumption == name), default)


def _staff(plan: Plan, team: Team) -> Iterator[tuple[float, float, float]]:
    """People at work, joiners, and people weighted by their pay; who leaves is replaced, as far as that is wanted, when it takes its time."""
    leaving = 1 - (1 - team.cohort_loss_share_per_year) ** (1 / 12) + team.leavers_per_average_head_per_year / 12
    heads, weight, posts = team.heads, team.heads, team.heads
    coming = [0.0] * (team.time_to_hire_months + 1)
    for at, month in enumerate(plan.calendar):
        if at and team.merit_share_per_year is not None:
            weight *= index(plan, team.wage_index, month + -1) / index(plan, team.wage_index, month)
            weight *= 1 + team.merit_share_per_year * (month.in_year == plan.policies.merit_month)
        coming[team.time_to_hire_months] += max(posts - heads - sum(coming), 0.0)
        hires, coming = coming[0], [*coming[1:], 0.0]
        heads, weight = heads + hires, weight + hires * team.new_hire_pay_share
        yield heads, hires, weight
        posts -= heads * leaving * (1 - team.backfill_share)
        heads, weight = heads * (1 - leaving), weight * (1 - leaving)


def fees(plan: Plan, lever: OutsourceWork) -> list[float]:
    """What the vendor is paid in each month for the people it needs to do its share of the work."""
    vendor = plan.record("vendor", lever.vendor)
    work = sum(team.heads * team.fte_share for team in plan.teams if team.function == lever.function)
    people = work * lever.share / vendor.productivity_share
    a_month = vendor.price_per_fte_per_year / 12
    prices = [a_month * rate(plan, vendor.currency, month) * index(plan, vendor.price_index, month) for month in plan.calendar]
    return [people * price * (month >= lever.starting) for month, price in zip(plan.calendar, prices, strict=True)]


def _on_costs(plan: Plan, team: Team, seen: list[Seen]) -> float:
    """What is due in the last month seen, on pay and bonus, and a head; seen: what there was in each month."""
    at_work = seen[-1][1]
    if not at_work:
        return 0.0
    due = 0.0
    for band in (band for band in plan.on_costs if band.scheme == team.on_costs):
        all_pay = band.due_on == "all_pay"
        more = 1 + (team.bonus_share + team.shift_premium_share if all_pay else 0.0)
        part = team.fte_share if band.thresholds_per == "full_time_year" else 1.0
        floor = band.floor_pay_per_year / 12
        each = [
            max((pay * more + extra * all_pay) / (people * part), floor * _index_alone(plan, band.threshold_index, month)) if people else 0.0
            for (pay, people, _, extra), month in zip(seen, plan.calendar, strict=False)
        ]
        within = _in_a_year if band.cumulated == "calendar_year" else _in_a_month
        amount = band.amount_per_head_per_month * _index_alone(plan, band.threshold_index, plan.start + len(seen) - 1)
        due += (band.rate_share * within(plan, band, each, seen) * part + amount) * at_work
    return due


def _in_a_month(plan: Plan, band: OnCostBand, each: list[float], seen: list[Seen]) -> float:
    return _within(plan, band, 12 * each[-1], plan.start + len(each) - 1) / 12


def _in_a_year(plan: Plan, band: OnCostBand, each: list[float], seen: list[Seen]) -> float:
    """Of a month's pay, what lies in the band, on average of people by when in the year they joined."""
    last = len(each) - 1
    first = max(0, last - (plan.start + last).in_year + 1)
    before = each[0] * (plan.start.in_year - 1) if first == 0 else 0.0
    january = plan.start + first
    stayed, due = 1.0, 0.0
    for joined in range(last, first - 1, -1):
        _, people, hires, _ = seen[joined]
        fresh = min(hires / people, 1.0) if people else 0.0
        due += stayed * fresh * _added(plan, band, sum(each[joined:last]), each[-1], january)
        stayed *= 1 - fresh
    return due + stayed * _added(plan, band, before + sum(each[first:last]), each[-1], january)


def _added(plan: Plan, band: OnCostBand, earned: float, pay: float, january: Month) -> float:
    return _within(plan, band, earned + pay, january) - _within(plan, band, earned, january)


def _within(plan: Plan, band: OnCostBand, pay: float, month: Month) -> float:
    grown = _index_alone(plan, band.threshold_index, month)
    top = pay if band.to_pay_per_year is None else min(pay, band.to_pay_per_year * grown)
    return max(top - band.from_pay_per_year * grown, 0.0)


def _rent_of_a_month(plan: Plan, lease: Lease, month: Month) -> float:
    """Day by day: nothing outside the term and in free months, at the last step, less what each subtenant pays."""
    written = [step for step in plan.rent_steps if step.lease == lease.lease and step.month <= month]
    said = max(written, key=lambda step: step.month, default=lease)
    days = monthrange(month.year, month.in_year)[1]
    first_paid = date.fromordinal(lease.start.ordinal)
    if lease.free_months:
        later = lease.start.month + lease.free_months
        first_paid = date(later.year, later.in_year, first_paid.day)
    due = 0.0
    for day in (date(month.year, month.in_year, number + 1).toordinal() for number in range(days)):
        if lease.start.ordinal <= day <= lease.end.ordinal and day >= first_paid.toordinal():
            away = [one for one in plan.sublets if one.lease == lease.lease and one.start.ordinal <= day <= one.end.ordinal]
            due += (1 - sum(one.share * one.rent_share for one in away)) / days
    return due * _full_rent(lease, said)


def _full_rent(lease: Lease, said: Lease | RentStep) -> float:
    if said.rent_per_month is not None:
        return said.rent_per_month
    if said.rent_per_seat_per_month is not None:
        return said.rent_per_seat_per_month * lease.seats
    return said.rent_per_m2_per_year * lease.area_m2 / 12


def index(plan: Plan, name: str, month: Month) -> float:
    """How far a price has grown: by its own index, else by the plan's."""
    return _index_alone(plan, name or plan.cost_index, month)


def _index_alone(plan: Plan, name: str, month: Month) -> float:
    if not name:
        return 1.0
    index: Index = plan.record("index", name)
    base = index.base or plan.start
    published = {one.month: one.value for one in plan.index_values if one.index == name}
    if published:
        return _published(published, index, month) / _published(published, index, base)
    return _grown(index, month - base)


def _grown(index: Index, months: int) -> float:
    years = months / 12 if index.applied == "monthly" else float(months // 12)
    return (1 + index.growth_share_per_year) ** years


def _published(published: dict[Month, float], index: Index, month: Month) -> float:
    """A published value; between two of them so many equal steps from one to the other; after the last it grows."""
    last = max(published)
    if month > last:
        return published[last] * _grown(index, month - last)
    before, after = month, month
    while before not in published:
        before -= 1
    while after not in published:
        after += 1
    value, steps = published[before], after - before
    for _ in range(month - before):
        value *= (published[after] / published[before]) ** (1 / steps)
    return value


def _rent_index(plan: Plan, lease: Lease, month: Month) -> float:
    """What the rent of a lease has come to by a month: reviewed on its dates, one after the other, or following its index."""
    if not lease.rent_review_every_months:
        return index(plan, lease.rent_index, month)
    grown, goes_by = 1.0, lease.start.month - lease.index_lag_months
    review = lease.rent_review_from or lease.start.month + lease.rent_review_every_months
    while review <= month:
        counts = review > min(max(plan.start, lease.start.month), lease.end.month)
        if lease.fixed_rent_growth_share_per_year is not None:
            grown *= (1 + lease.fixed_rent_growth_share_per_year) ** (lease.rent_review_every_months / 12) if counts else 1.0
        elif counts:
            grown *= index(plan, lease.rent_index, review - lease.index_lag_months) / index(plan, lease.rent_index, goes_by)
        goes_by = review - lease.index_lag_months
        review += lease.rent_review_every_months
    return grown


def rate(plan: Plan, currency: str, month: Month) -> float:
    """What one unit of a currency is worth in the plan's."""
    if currency in ("", plan.currency):
        return 1.0
    foreign = plan.record("currency", currency)
    rates = {plan.start: foreign.rate} if foreign.rate is not None else {}
    rates |= {one.month: one.value for one in plan.index_values if one.index == foreign.currency}
    last, before = max(rates), max(known for known in rates if known <= month)
    if month > last:
        return rates[last] * (1 + foreign.growth_share_per_year) ** ((month - last) / 12)
    if foreign.gaps != "interpolate" or before == month:
        return rates[before]
    after = min(known for known in rates if known > month)
    return rates[before] ** ((after - month) / (after - before)) * rates[after] ** ((month - before) / (after - before))
