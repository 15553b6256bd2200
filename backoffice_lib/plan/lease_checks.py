"""Checks of leases and of what belongs to them: floors, steps of rent, sublets, and the tenure of each site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from backoffice_lib.basics.days import FirstDay, LastDay
from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.uncertain import draws, likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.plan.leases import RENT_FORMS, Floor, Lease, RentStep, Sublet

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan


def problems_in_leases(plan: Plan) -> Iterator[Problem]:
    """Everything wrong with the leases of a plan, and with what is said of them elsewhere."""
    leases = {lease.lease: lease for lease in plan.leases}
    for lease in plan.leases:
        yield from problems_of_lease(lease)
    good = [lease for lease in plan.leases if lease.start <= lease.end]
    yield from _floors(leases, plan.floors)
    yield from _steps(leases, plan.rent_steps)
    yield from _sublets(leases, plan.sublets)
    yield from _overlaps(good, plan.floors)
    yield from _gaps(plan, good)
    yield from _crowded(plan)


def problems_of_lease(lease: Lease) -> Iterator[Problem]:
    """What is wrong with a lease by itself: a term that cannot be, or rent that is not given once."""
    yield from _term(lease)
    yield from _rent(lease)


def _term(lease: Lease) -> Iterator[Problem]:
    if lease.end < lease.start:
        yield lease.problem("end", f"{lease.end} is before the start {lease.start}", "give a later month")
        return
    first, last = lease.start.month, lease.end.month
    if lease.break_from and not first <= lease.break_from <= last:
        yield lease.problem("break_from", f"{lease.break_from} is outside the term", f"give a month from {first} to {last}")
    if lease.break_every_months and not lease.break_from:
        mend = "give the first month in which it may be broken"
        yield lease.problem("break_from", f"is blank, and it may be broken every {lease.break_every_months} months", mend)
    if lease.free_months > (whole := _whole_months(lease)):
        yield lease.problem("free_months", f"is {lease.free_months}, longer than the term", f"give at most {whole}, its whole months")


def _whole_months(lease: Lease) -> int:
    """How many whole months the term has, from its first day on."""
    months = lease.end.month - lease.start.month
    ends_in_month = (lease.start.month + months).first_day + lease.start.days_before
    left = lease.end.ordinal + 1 - ends_in_month
    return months + (left >= lease.end.month.days) - (left < 0)


def _rent(lease: Lease) -> Iterator[Problem]:
    if slip := _not_one_rent(lease):
        yield lease.problem("lease", *slip)
    elif lease.rent_form == "rent_per_m2_per_year" and not likely(lease.area_m2):
        yield lease.problem("area_m2", "is missing", "a rent per m2 needs the area")


def _not_one_rent(record: Lease | RentStep) -> tuple[str, str] | None:
    given = record.rents_given
    if len(given) == 1:
        return None
    what = "no rent is given" if not given else f"the rent is given {len(given)} times"
    return what, f"fill one of {', '.join(RENT_FORMS)}"


def _floors(leases: dict[str, Lease], floors: Iterable[Floor]) -> Iterator[Problem]:
    """Floors that do not add up to their lease, or that may be given up when it does not run."""
    by_lease: dict[str, list[Floor]] = {}
    for floor in floors:
        if lease := leases.get(floor.lease):
            by_lease.setdefault(floor.lease, []).append(floor)
            if floor.surrender_from and not lease.start.month <= floor.surrender_from <= lease.end.month:
                mend = f"give a month from {lease.start.month} to {lease.end.month}"
                yield floor.problem("surrender_from", f"{floor.surrender_from} is outside the term of {floor.lease}", mend)
    for name, parts in by_lease.items():
        lease, seats = leases[name], sum(floor.seats for floor in parts)
        area = sum(draws(floor.area_m2) for floor in parts)
        if seats != lease.seats:
            yield lease.problem("seats", f"is {lease.seats}, and its floors have {seats}", f"give {seats}, or mend floors.csv")
        if (abs(area - draws(lease.area_m2)) > 1e-6).any() and area.any():
            what = f"is {likely(lease.area_m2):.10g}, and its floors have {float(area[0]):.10g}"
            yield lease.problem("area_m2", what, "give the sum of its floors, or mend floors.csv")


def _steps(leases: dict[str, Lease], steps: Iterable[RentStep]) -> Iterator[Problem]:
    """Steps of rent in another form than the lease's, or when it does not run."""
    first: dict[str, RentStep] = {}
    for step in steps:
        lease, before = leases.get(step.lease), first.setdefault(step.key, step)
        if before is not step:
            at = before.line_of()
            yield step.problem("month", f"{step.lease} has two rents from {step.month}", f"first at {at}; keep one" if at else "keep one")
        if slip := _not_one_rent(step):
            yield step.problem("lease", *slip)
        elif lease and len(lease.rents_given) == 1 and step.rents_given[0] != lease.rent_form:
            yield step.problem(step.rents_given[0], f"is not how {step.lease} has its rent", f"give {lease.rent_form}")
        if lease and not lease.start.month <= step.month <= lease.end.month:
            mend = f"give a month from {lease.start.month} to {lease.end.month}"
            yield step.problem("month", f"{step.month} is outside the term of {step.lease}", mend)


def _sublets(leases: dict[str, Lease], sublets: Iterable[Sublet]) -> Iterator[Problem]:
    """Sublets longer than the head lease, or of more space than there is."""
    of: dict[str, list[Sublet]] = {}
    for sublet in sublets:
        lease = leases.get(sublet.lease)
        if sublet.end < sublet.start:
            yield sublet.problem("end", f"{sublet.end} is before the start {sublet.start}", "give a later month")
        elif lease and sublet.end > lease.end:
            yield sublet.problem("end", f"{sublet.end} is beyond the head lease {sublet.lease}", f"give {lease.end} or earlier")
        elif lease and sublet.start < lease.start:
            yield sublet.problem("start", f"{sublet.start} is before the head lease {sublet.lease}", f"give {lease.start} or later")
        else:
            of.setdefault(sublet.lease, []).append(sublet)
    for name, own in of.items():
        for sublet in own:
            beside = [one for one in own if one.start <= sublet.start <= one.end]
            if (sum(draws(one.share) for one in beside) > 1 + TOLERANCE).any():
                what = f"and the others of {name} come to more than all of it from {sublet.start}"
                yield sublet.problem("share", what, "the shares of one lease may add up to 1")
                break


def _overlaps(leases: list[Lease], floors: Iterable[Floor]) -> Iterator[Problem]:
    """Two leases of one floor of a site at the same time."""
    own = {lease.lease: {lease.floor} - {""} for lease in leases}
    for floor in floors:
        if floor.lease in own:
            own[floor.lease].add(floor.floor)
    for first, second in combinations(leases, 2):
        shared = own[first.lease] & own[second.lease]
        if first.site == second.site and shared and first.start <= second.end and second.start <= first.end:
            since = max(FirstDay(first.start.ordinal), FirstDay(second.start.ordinal))
            what = f'"{min(shared)}" at {second.site} is leased with {first.lease} too from {since}'
            yield second.problem("floor", what, f"start it after {first.lease} ends on {first.end}, or name another floor")


def _gaps(plan: Plan, leases: list[Lease]) -> Iterator[Problem]:
    """Days of the plan on which a site with people has no lease, between two that it has."""
    peopled = {team.site for team in plan.teams if draws(team.heads).any()}
    if plan.start is None:
        return
    first, after = plan.start.first_day, (plan.start + plan.months).first_day
    for site in dict.fromkeys(lease.site for lease in leases if lease.site in peopled):
        ordered = sorted((lease for lease in leases if lease.site == site), key=lambda lease: lease.start)
        held = ordered[0]
        for lease in ordered[1:]:
            free = range(max(held.end.ordinal + 1, first), min(lease.start.ordinal, after))
            if free:
                what = f"{site} has no space from {FirstDay(free[0])} to {LastDay(free[-1])}, between {held.lease} and this"
                mend = f"start it on {FirstDay(held.end.ordinal + 1)}, or write a lease of what is used in between"
                yield lease.problem("start", what, mend)
            held = max(held, lease, key=lambda one: one.end)


def _crowded(plan: Plan) -> Iterator[Problem]:
    """Sites with more people, on the first day or by headcount.csv, than the building may hold."""
    for site in plan.sites:
        if site.most_heads is None:
            continue
        teams = {team.team: team for team in plan.teams if team.site == site.site}
        heads = {name: draws(team.heads) for name, team in teams.items()}
        steps = sorted((step for step in plan.headcount if step.team in teams), key=lambda step: step.month)
        for step in (None, *steps):
            if step:
                heads[step.team] = draws(step.heads) if step.hires is None else heads[step.team] + draws(step.hires)
            there = sum(heads[name] * (1 - draws(team.remote_share)) for name, team in teams.items())
            if (there > draws(site.most_heads) + TOLERANCE).any():
                when = f"by {step.line_of() or 'headcount'} in {step.month}" if step else "on the first day"
                what = f"{site.site} may hold {likely(site.most_heads):g} people, and has {float(there[0]):g} {when}"
                yield site.problem("most_heads", what, "seat some of them elsewhere, or at home")
                break
