"""What shapes the space of a made-up plan: leases to the day, their floors, steps of rent and sublets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from backoffice_lib.basics.days import FirstDay, LastDay
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import PerDraw, draws
from backoffice_lib.basics.units import Measure
from backoffice_lib.plan import Floor, Lease, RentStep, Sublet
from backoffice_lib.plan.leases import RENT_FORMS
from tests.laws.records import Around, Choices, made, number

RENT = Measure("money/year")
GROWTH = Measure("share/year", low=-0.5, high=5.0)


def space(choices: Choices, around: Around, start: Month, count: int, currencies: Sequence[str]) -> dict[str, Any]:
    """So many leases, each often with floors, a step of rent and a subtenant of its own."""
    given = [(f"lease {at}", choices.pick(around.names["site"])) for at in range(count)]
    found = [_lease(choices, around, start, name, site, choices.pick(currencies)) for name, site in given]
    leases = _without_gaps([lease for lease, _ in found], start)
    floors = tuple(floor for _, parts in found for floor in parts)
    return {
        "leases": leases,
        "floors": tuple(_within_term(floor, leases) for floor in floors),
        "rent_steps": tuple(_step(choices, around, lease) for lease in leases if choices.pick((False, False, True))),
        "sublets": tuple(_sublet(choices, around, lease) for lease in leases if choices.pick((False, False, True))),
    }


def _lease(
    choices: Choices, around: Around, start: Month, name: str, site: str, currency: str
) -> tuple[Lease, list[Floor]]:
    """A lease somewhere around the plan, its rent written in one of the three forms; it often may be broken."""
    begins = start + choices.between(-24, 6)
    ends = begins + choices.pick((60, choices.between(0, 60), max(start - begins, 0) + choices.between(0, 12)))
    breaks = Month(choices.between(begins.ordinal, max(begins.ordinal, min(ends.ordinal, start.ordinal + 6))))
    form = choices.pick(RENT_FORMS)
    rents = {one: number(choices, RENT, around.width) if one == form else None for one in RENT_FORMS}
    area = number(choices, Measure("m2", high=20_000, above_low=True), around.width)
    floors = [made(Floor, choices, around, lease=name, floor=f"{name} {at}", surrender_from=breaks) for at in range(choices.pick((0, 0, 2)))]
    size = {"area_m2": area, "seats": choices.between(0, 500)}
    if floors:
        size = {"area_m2": _sum([floor.area_m2 for floor in floors]), "seats": sum(floor.seats for floor in floors)}
        rents = rents if form != "rent_per_m2_per_year" or draws(size["area_m2"]).all() else dict.fromkeys(RENT_FORMS) | {RENT_FORMS[0]: 1_000.0}
    term = {"start": _day(choices, FirstDay, begins), "end": LastDay.of(ends) if ends == begins else _day(choices, LastDay, ends)}
    may = {
        "break_from": (breaks_or_not := choices.pick((breaks, breaks, breaks, None))),
        "break_every_months": choices.pick((0, 0, 3)) if breaks_or_not else 0,
    }
    free = choices.between(0, min(max(ends - begins - 1, 0), 4))
    may |= _reviews(choices, around, begins)
    lease = made(Lease, choices, around, lease=name, site=site, currency=currency, free_months=free, **size, **term, **may, **rents)
    return lease, floors


def _reviews(choices: Choices, around: Around, begins: Month) -> dict[str, Any]:
    """None, or reviews by an index or a fixed share, from the first anniversary or any month of the term."""
    every = choices.pick((0, 0, 1, 3, 12, 24))
    none = {"rent_review_every_months": every, "rent_review_from": None, "index_lag_months": 0, "fixed_rent_growth_share_per_year": None}
    none |= {"index_gaps": "interpolate"}
    if not every:
        return none
    dated = none | {"rent_review_from": choices.pick((None, begins + choices.between(0, 40)))}
    if choices.pick((True, False)):
        return dated | {"rent_index": "", "fixed_rent_growth_share_per_year": number(choices, GROWTH, around.width)}
    return dated | {"rent_index": choices.pick(around.names["index"]), "index_lag_months": choices.between(0, 4)}


def _day(choices: Choices, kind: type, month: Month) -> Any:
    """Mostly the whole month, sometimes a day of it that every month has."""
    day = choices.pick((0, 0, 0, choices.between(2, 27)))
    return kind.of(f"{month}-{day:02d}" if day else month)


def _sum(values: Iterable[Any]) -> Any:
    total = sum(draws(value) for value in values)
    return float(total[0]) if len(total) == 1 else PerDraw(tuple(total.tolist()))


def _without_gaps(leases: list[Lease], start: Month) -> tuple[Lease, ...]:
    """The leases, those of one site reaching back to the one before, so that nobody is left without space in between."""
    reached: dict[str, LastDay] = {}
    kept = {}
    for lease in sorted(leases, key=lambda one: one.start):
        before = reached.get(lease.site)
        if before and lease.start.ordinal > before.ordinal + 1 and lease.start.ordinal > start.first_day:
            lease = lease.with_(start=FirstDay(before.ordinal + 1), free_months=0) if before.ordinal + 1 <= lease.end.ordinal else lease
        reached[lease.site] = max(before or lease.end, lease.end)
        kept[lease.lease] = lease
    return tuple(kept[lease.lease] for lease in leases)


def _within_term(floor: Floor, leases: Iterable[Lease]) -> Floor:
    lease = next(one for one in leases if one.lease == floor.lease)
    return floor.with_(surrender_from=min(max(floor.surrender_from, lease.start.month), lease.end.month))


def _step(choices: Choices, around: Around, lease: Lease) -> RentStep:
    """A rent from some month of the term on, in the lease's own form."""
    month = Month(choices.between(lease.start.month.ordinal, lease.end.month.ordinal))
    return RentStep(lease=lease.lease, month=month, **{lease.rent_form: number(choices, RENT, around.width)})


def _sublet(choices: Choices, around: Around, lease: Lease) -> Sublet:
    """A subtenant for some months of the term, its first and last days among them."""
    first = choices.between(0, lease.end.month - lease.start.month)
    start = lease.start if not first else FirstDay.of(lease.start.month + first)
    end = lease.end if choices.pick((True, False)) else LastDay.of(start.month)
    return made(Sublet, choices, around, sublet=f"part of {lease.lease}", lease=lease.lease, start=start, end=min(end, lease.end))
