"""Irrecoverable VAT: tax on what vendors are paid that the firm cannot reclaim."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

SHARE = Assumed(
    "irrecoverable_vat_share", Measure("share", high=1.0),
    "Value added tax on what vendors are paid, as far as it cannot be reclaimed.",
)
ON = ("vendor fees", "gain share", "service credits")


def postings(pricing: Pricing) -> Iterator[Posting]:
    return pricing.share_of(SHARE, ON)


IRRECOVERABLE_VAT = Category(
    "irrecoverable VAT", "Value added tax on what vendors are paid, as far as it cannot be reclaimed.", postings, on=ON, assumes=(SHARE,)
)
