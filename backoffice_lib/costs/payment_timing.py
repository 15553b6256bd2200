"""Payment timing: rent that is paid for several months at once, earlier or later than the month it is for."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Category, Posting, Pricing
from backoffice_lib.plan import Lease


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Of cash alone, and in sum nothing: what is paid in each month less the rent of that month."""
    leases = [lease for lease in pricing.plan.leases if lease.paid_every_months > 1]
    rows = pricing.subjects_of("lease", leases).as_item("{} paid early or late").priced_in(pricing.plan.currency)
    each = [_moved(pricing, lease) for lease in leases]
    width = max((one.shape[1] for one in each), default=1)
    quantity = np.zeros((pricing.plan.months, len(leases), width))
    for row, one in enumerate(each):
        quantity[:, row] = one
    yield Posting(
        subjects=rows,
        quantity=quantity,
        unit="money of rent",
        price=np.ones((1, len(leases), 1)),
        indices=rows.unindexed,
        quantity_from=("paid", "paid_every_months", "start"),
        price_from=(),
        rate_on=("rent",),
        basis="cash",
    )


def moved(rent: np.ndarray, held: np.ndarray, left: np.ndarray, lease: Lease, start: Month) -> np.ndarray:
    """What is paid for a lease in each month from `start` on less the rent of that month; all are [month, draw].

    held: the share of the space; left: how many months the lease still runs. In advance, the rent of the first month is paid for all of
    the period that the lease still runs, and whatever the other months cost more or less is settled in them. In arrears, the months before
    the last wait for it; those before `start` cost as its first. When the lease is over, all is settled at once.
    """
    rent, held, left = np.broadcast_arrays(rent, held, left)
    every, since = lease.paid_every_months, start - lease.start.month
    place = [(since + month) % every if since + month >= 0 else 0 for month in range(len(rent))]
    over = (held <= 0) | ((left > 0) & (left <= 1))
    if lease.paid == "in_arrears":
        before = rent[0] * (place[0] if since > 0 else 0)
        return _in_arrears(rent, over | (np.array(place) == every - 1)[:, None], before)
    ahead = np.array([np.clip(left - later, 0, 1) for later in range(1, every)]).reshape(every - 1, *left.shape)
    here = np.clip(left, 0, 1)
    return _in_advance(rent, over, np.divide(ahead, here, out=np.zeros_like(ahead), where=here > 0), place)


def _in_arrears(rent: np.ndarray, settled: np.ndarray, waiting: np.ndarray) -> np.ndarray:
    """What is waiting, and the month itself, are paid for in months in which the rent is settled."""
    moved = np.zeros_like(rent)
    for month, due in enumerate(rent):
        moved[month] = np.where(settled[month], waiting, -due)
        waiting = np.where(settled[month], 0.0, waiting + due)
    return moved


def _in_advance(rent: np.ndarray, over: np.ndarray, ahead: np.ndarray, place: list[int]) -> np.ndarray:
    """The first month of a period pays for those ahead in it; those of a period that began before are paid for already."""
    moved, paid_for = np.zeros_like(rent), np.zeros_like(rent[:0])
    for month, at in enumerate(place):
        if at == 0:
            paid_for = rent[month] * ahead[:, month]
            moved[month] = paid_for.sum(axis=0)
        elif month < at:
            moved[month] = -rent[month]
        else:
            moved[month] = -np.where(over[month], paid_for[at - 1 :].sum(axis=0), paid_for[at - 1])
            paid_for = np.where(over[month], 0.0, paid_for)
    return moved


def _moved(pricing: Pricing, lease: Lease) -> np.ndarray:
    """The same of a lease in the ledger."""
    space, at = pricing.operations.space, pricing.plan.names("lease").index(lease.lease)
    return moved(_rent_of(pricing, lease), space.held[:, at], space.left_months[:, at], lease, pricing.plan.start)


def _rent_of(pricing: Pricing, lease: Lease) -> np.ndarray:
    """The rent booked for a lease, without its subtenants, [month, draw]."""
    for line in pricing.booked["rent"]:
        if lease.lease in line.posting.subjects.labels["item"]:
            return line.amount[:, line.posting.subjects.labels["item"].index(lease.lease)]
    return np.zeros((pricing.plan.months, 1))


PAYMENT_TIMING = Category(
    "payment timing", "Rent paid for several months at once, before or after the month it is for: of cash alone.", postings, on=("rent",)
)
