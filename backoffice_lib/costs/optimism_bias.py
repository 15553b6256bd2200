"""Optimism bias: how far the one-off costs of moving work usually end above their plan."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

SHARE = Assumed(
    "optimism_bias_share_of_one_off_costs", Measure("share", high=10.0),
    "What is added to one-off costs of moving work because plans of them are usually too low.",
)
ON = ("transition", "vendor selection", "captive set-up", "severance", "contract exit")


def postings(pricing: Pricing) -> Iterator[Posting]:
    return pricing.share_of(SHARE, ON)


OPTIMISM_BIAS = Category(
    "optimism bias",
    "What is added to one-off costs of moving work because plans of them are usually too low.",
    postings, on=ON, assumes=(SHARE,), recurrence="one_off",
)
