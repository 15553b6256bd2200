"""Deposits: money that a landlord keeps while a lease runs. It is paid and comes back, and costs nothing in the end."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Of cash alone: paid on the first day of a lease, returned as its space is given back; a fixed sum, which follows no index."""
    space, leases = pricing.operations.space, pricing.subjects("lease").as_item("{} deposit")
    yield Posting(
        subjects=leases,
        quantity=space.started - space.given_back,
        unit="lease",
        price=pricing.price("deposit"),
        indices=pricing.follows_nothing(leases),
        quantity_from=pricing.held_by(),
        price_from=("deposit",),
        basis="cash",
    )


DEPOSITS = Category(
    "deposits", "Paid when a lease starts and returned when it ends: of cash alone, no cost.", postings, recurrence="one_off"
)
