"""Vendor optimism bias: how far what vendors are paid usually ends above its plan."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

SHARE = Assumed(
    "optimism_bias_share_of_vendor_costs", Measure("share", high=10.0),
    "What is added to fees and gain share because plans of them are usually too low.",
)
ON = ("vendor fees", "gain share")


def postings(pricing: Pricing) -> Iterator[Posting]:
    return pricing.share_of(SHARE, ON)


VENDOR_OPTIMISM_BIAS = Category(
    "vendor optimism bias",
    "What is added to fees and gain share because plans of them are usually too low.",
    postings, on=ON, assumes=(SHARE,),
)
