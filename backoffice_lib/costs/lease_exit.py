"""Lease exit: the penalty for breaking a lease or giving up a floor of it, and putting the space back as it was."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    space = pricing.operations.space
    for kind, item, quantity, driver in (
        ("lease", "{} penalty", space.broken, "break_penalty"),
        ("floor", "{} surrender", space.surrendered, "surrender_penalty"),
        ("lease", "{} restoration", space.given_back, "restoration_cost"),
    ):
        rows = pricing.subjects(kind).as_item(item)
        yield Posting(
            subjects=rows,
            quantity=quantity,
            unit=kind,
            price=pricing.price(driver),
            indices=pricing.follows(rows, "lease", "price_index"),
            quantity_from=("end", *(name for name in pricing.held_by() if name not in ("start", "end"))),
            price_from=(driver,),
        )


LEASE_EXIT = Category(
    "lease exit",
    "Penalties for leases broken and floors given up, and the cost of putting space back as it was, when it is given back.",
    postings,
    recurrence="one_off",
)
