"""Fit-out: making leased space ready on the first day of its lease, less what the landlord pays towards it."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """In the month in which a lease starts; what the landlord pays is a fixed sum, which follows no index."""
    started = pricing.operations.space.started
    for item, quantity, driver in (("{} fit-out", started, "fit_out_cost"), ("{} incentive", -started, "incentive")):
        leases = pricing.subjects("lease").as_item(item)
        yield Posting(
            subjects=leases,
            quantity=quantity,
            unit="lease",
            price=pricing.price(driver),
            indices=pricing.follows(leases) if driver == "fit_out_cost" else pricing.follows_nothing(leases),
            quantity_from=("start",),
            price_from=(driver,),
        )


FIT_OUT = Category(
    "fit-out", "Making space ready when its lease starts, less what the landlord pays towards it.", postings, recurrence="one_off"
)
