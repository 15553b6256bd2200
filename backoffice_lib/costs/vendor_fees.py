"""Vendor fees: what vendors are paid for the work placed with them."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    plan, placements = pricing.plan, pricing.subjects("placement")
    vendor_of = np.array([plan.names("vendor").index(vendor) for vendor in placements.refs.get("vendor", ())], dtype=int)
    yield Posting(
        subjects=placements,
        quantity=pricing.operations.demand.placed_fte,
        unit="vendor FTE month",
        price=pricing.price("price_per_fte_per_year")[:, vendor_of] / 12,
        indices=pricing.follows(placements, "vendor", "price_index"),
        quantity_from=("target_heads", "placed_share", "productivity_share"),
        price_from=("price_per_fte_per_year",),
    )


VENDOR_FEES = Category(
    "vendor fees", "What vendors are paid for the people they need to do the work placed with them.", postings
)
