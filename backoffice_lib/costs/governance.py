"""Governance: the people and systems that watch over vendors, as a rate on their fees."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

SHARE = Assumed(
    "governance_share_of_vendor_fees", Measure("share", high=1.0), "Managing contracts and vendors, as a share of fees."
)


def postings(pricing: Pricing) -> Iterator[Posting]:
    return pricing.share_of(SHARE, ("vendor fees",))


GOVERNANCE = Category(
    "governance", "Managing contracts and vendors, as a share of their fees.", postings, on=("vendor fees",), assumes=(SHARE,)
)
