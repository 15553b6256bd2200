"""Rent: what leases cost while they are held, less what subtenants pay."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing

UNITS = {
    "rent_per_month": ("lease month", 1, ()),
    "rent_per_seat_per_month": ("seat month", 1, ("seats",)),
    "rent_per_m2_per_year": ("m2 month", 12, ("area_m2",)),
}


def postings(pricing: Pricing) -> Iterator[Posting]:
    """For each way of writing rent: the space held, and the space sublet as a negative quantity."""
    space, due = pricing.operations.space, 1 - pricing.drivers["rent_free_share"]
    for form, (unit, months, size_from) in UNITS.items():
        leases = [lease for lease in pricing.plan.leases if lease.rent_form == form]
        if not leases:
            continue
        at = np.array([pricing.plan.names("lease").index(lease.lease) for lease in leases], dtype=int)
        size = stacked([lease.size for lease in leases]) * due[:, at]
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
                indices=pricing.follows(rows, "lease", "price_index"),
                quantity_from=(*size_from, *pricing.held_by(), *pricing.used({"rent_free_share": 0}), *drivers),
                price_from=("rent",) if rows is subjects else ("rent", "sublet_rent_share"),
            )


RENT = Category("rent", "Rent of the leases held, less what subtenants pay.", postings)
