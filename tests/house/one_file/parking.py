"""Parking: a space in the garage for everyone at work."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

PRICE = Assumed("parking_per_head_per_month", Measure("money/head/month"), "Price of a space in the garage.", 50.0)


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.staffing.at_work,
        unit="head month",
        price=pricing.assumption(PRICE.name),
        indices=pricing.follows(teams),
        quantity_from=("opening_heads", "target_heads"),
        price_from=(PRICE.name,),
    )


PARKING = Category("parking", "A space in the garage for everyone at work.", postings, assumes=(PRICE,))
