"""Parking: a space in the garage for everyone at work."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing

PRICE_PER_HEAD_PER_MONTH = 50.0


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.staffing.at_work,
        unit="head month",
        price=np.full((1, len(teams), 1), PRICE_PER_HEAD_PER_MONTH),
        indices=pricing.follows(teams),
        quantity_from=("opening_heads", "target_heads"),
        price_from=(),
    )


PARKING = Category("parking", "A space in the garage for everyone at work.", postings)
