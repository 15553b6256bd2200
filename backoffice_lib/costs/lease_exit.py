"""Lease exit: the penalty for breaking a lease, and putting the space back as it was."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    space, leases = pricing.operations.space, pricing.subjects("lease")
    for item, quantity, driver in (
        ("{} penalty", space.broken, "break_penalty"),
        ("{} restoration", space.given_back, "restoration_cost"),
    ):
        rows = leases.as_item(item)
        yield Posting(
            subjects=rows,
            quantity=quantity,
            unit="lease",
            price=pricing.price(driver),
            indices=pricing.follows(rows, "lease", "rent_index"),
            quantity_from=("end", "broken_share"),
            price_from=(driver,),
        )


LEASE_EXIT = Category(
    "lease exit",
    "Penalties for leases broken and the cost of putting space back as it was, when it is given back.",
    postings,
    recurrence="one_off",
)
