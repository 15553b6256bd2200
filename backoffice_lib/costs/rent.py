"""Rent: what leases cost while they are held, less what subtenants pay."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing
from backoffice_lib.plan import Lease

UNITS = {
    "rent_per_month": ("lease month", 1, ()),
    "rent_per_seat_per_month": ("seat month", 1, ("seats",)),
    "rent_per_m2_per_year": ("m2 month", 12, ("area_m2",)),
}


def postings(pricing: Pricing) -> Iterator[Posting]:
    """For each way of writing rent: the space held, and the space sublet as a negative quantity."""
    space = pricing.operations.space
    for form, (unit, months, size_from) in UNITS.items():
        leases = [lease for lease in pricing.plan.leases if lease.rent_form == form]
        if not leases:
            continue
        at = np.array([pricing.plan.names("lease").index(lease.lease) for lease in leases], dtype=int)
        size = stacked([_size(lease) for lease in leases])
        rent = pricing.price("rent")[:, at] / months
        subjects = pricing.subjects_of("lease", leases)
        for quantity, price, rows, drivers in (
            (space.held[:, at] * size, rent, subjects, ()),
            (
                -space.sublet[:, at] * size,
                rent * pricing.price("sublet_rent_share")[:, at],
                subjects.as_item("{} sublet"),
                ("sublet_share",),
            ),
        ):
            yield Posting(
                subjects=rows,
                quantity=quantity,
                unit=unit,
                price=price,
                indices=pricing.follows(rows, "lease", "rent_index"),
                quantity_from=(*size_from, "start", "end", "broken_share", *drivers),
                price_from=("rent",) if rows is subjects else ("rent", "sublet_rent_share"),
            )


def _size(lease: Lease) -> float:
    """How many units of rented space the lease is of."""
    return {"rent_per_month": 1, "rent_per_seat_per_month": lease.seats, "rent_per_m2_per_year": lease.area_m2}[
        lease.rent_form
    ]


RENT = Category("rent", "Rent of the leases held, less what subtenants pay.", postings)
