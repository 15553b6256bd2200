"""Subsidy tax: tax and levies on what is paid for working from home, so that people get it net."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing

ON = ("remote subsidy", "remote allowance")


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Of what is not exempt, t / (1 - t) on top: 100 net at a share of 0.4 are 166.67 before it, 66.67 of which is this cost."""
    share = pricing.price("subsidy_tax_share")
    for category in ON:
        for line in pricing.booked[category]:
            posting = line.posting
            taxed = np.array([item != "exempt" for item in posting.subjects.labels["item"]], dtype=bool)
            if taxed.any():
                yield Posting(
                    subjects=posting.subjects.as_item(f"on {category}"),
                    quantity=lambda line=line: line.amount,
                    unit="money paid net",
                    price=share / (1 - share),
                    indices=posting.subjects.unindexed,
                    quantity_from=(),
                    price_from=("subsidy_tax_share",),
                    rate_on=(category,),
                    bases=(posting,),
                    sum_of=(posting,),
                )


SUBSIDY_TAX = Category("subsidy tax", "Tax and levies on payments for working from home, which people get net.", postings, on=ON)
