"""Governance: the people and systems that watch over vendors, as a rate on their fees."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

SHARE = Assumed(
    "governance_share_of_vendor_fees", Measure("share", high=1.0), "Managing contracts and vendors, as a share of fees."
)


def postings(pricing: Pricing) -> Iterator[Posting]:
    for fees, amount in pricing.booked["vendor fees"]:
        yield Posting(
            subjects=fees.subjects.priced_in(pricing.plan.currency),
            quantity=amount,
            unit="money of fees",
            price=pricing.assumption(SHARE.name),
            indices=((),) * len(fees.subjects),
            quantity_from=(),
            price_from=(SHARE.name,),
            rate_on=("vendor fees",),
        )


GOVERNANCE = Category(
    "governance", "Managing contracts and vendors, as a share of their fees.", postings, on=("vendor fees",), assumes=(SHARE,)
)
