"""Flexible desks: seats bought by the month where too few are held."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    needed, held = pricing.operations.attendance.seats_needed, pricing.operations.space.seats_held
    sites = pricing.subjects("site").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=sites,
        quantity=np.maximum(needed - held, 0.0),
        unit="seat month",
        price=pricing.price("flexible_desk_per_month"),
        indices=pricing.follows(sites),
        quantity_from=(*pricing.at_home, "broken_share", "sublet_share"),
        price_from=("flexible_desk_per_month",),
    )


FLEXIBLE_DESKS = Category("flexible desks", "Seats bought by the month at sites that hold too few.", postings)
