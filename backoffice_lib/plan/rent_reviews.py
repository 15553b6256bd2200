"""Rent reviews: on which dates the rent of a lease changes, and by which month's index it goes from then on.

The rent that is written is the one in force on the first day of the plan, or of the lease where that is later. A review that has
been by then is in it; each one after raises it by what the index has grown from one review to the other, both some months before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.plan.leases import Lease

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan


def first_review(lease: Lease) -> int:
    """The month of the first review."""
    return (lease.rent_review_from or lease.start.month + lease.rent_review_every_months).ordinal


def reviews_until(lease: Lease, months: np.ndarray) -> np.ndarray:
    """How many reviews there have been in or before some months."""
    return np.maximum((months - first_review(lease)) // lease.rent_review_every_months + 1, 0)


def index_months(lease: Lease, months: np.ndarray) -> np.ndarray:
    """The months by whose index the rent of some months goes: of the last review, or the start of the lease, less the lag."""
    count = reviews_until(lease, months)
    reviewed = first_review(lease) + (count - 1) * lease.rent_review_every_months
    return np.where(count > 0, reviewed, lease.start.month.ordinal) - lease.index_lag_months


def written_in(plan: Plan, lease: Lease) -> int:
    """The month whose rent is the one that is written."""
    return min(max(plan.start.ordinal, lease.start.month.ordinal), lease.end.month.ordinal)


def since_written(plan: Plan, lease: Lease, months: np.ndarray) -> np.ndarray:
    """Some months, and for those before the one whose rent is written that one."""
    return np.maximum(months, written_in(plan, lease))


def problems_in_reviews(plan: Plan) -> Iterator[Problem]:
    """Leases whose reviews say too little, or two things at once."""
    for lease in plan.leases:
        fixed = lease.fixed_rent_growth_share_per_year is not None
        if not lease.rent_review_every_months:
            yield from _without_reviews(lease)
        elif lease.rent_review_from and lease.rent_review_from < lease.start.month:
            what = f"{lease.rent_review_from} is before the lease starts"
            yield lease.problem("rent_review_from", what, f"give a month from {lease.start.month} on")
        elif fixed and (lease.rent_index or lease.index_lag_months):
            other = "rent_index" if lease.rent_index else "index_lag_months"
            what = f"is given, and so is {other}"
            yield lease.problem("fixed_rent_growth_share_per_year", what, "a rent grows by a fixed share or by an index; keep one")
        elif not fixed and not (lease.rent_index or plan.cost_index):
            what = "is given, and nothing by which the rent grows"
            yield lease.problem("rent_review_every_months", what, "give rent_index, or fixed_rent_growth_share_per_year")
        if lease.rent_review_every_months and lease.price_index in plan.names("index"):
            yield lease.problem("lease", f'"{lease.price_index}" is an index of the plan', "give that index another name")


def _without_reviews(lease: Lease) -> Iterator[Problem]:
    given = {
        "rent_review_from": lease.rent_review_from is not None,
        "index_lag_months": lease.index_lag_months > 0,
        "fixed_rent_growth_share_per_year": lease.fixed_rent_growth_share_per_year is not None,
    }
    for name, is_given in given.items():
        if is_given:
            yield lease.problem(name, "is given, and no reviews", "give rent_review_every_months, such as 12")
