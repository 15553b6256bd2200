"""Shift premiums: a share of salaries, paid with them for work at night or on days off."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    for line in pricing.booked["salaries"]:
        salaries = line.posting
        yield Posting(
            subjects=salaries.subjects.priced_in(pricing.plan.currency),
            quantity=lambda line=line: line.amount,
            unit="money of pay",
            price=pricing.price("shift_premium_share"),
            indices=salaries.subjects.unindexed,
            quantity_from=(),
            price_from=("shift_premium_share",),
            rate_on=("salaries",),
            bases=(salaries,),
            sum_of=(salaries,),
        )


SHIFT_PREMIUMS = Category(
    "shift premiums", "A share of salaries, paid for work at night or on days off.", postings, on=("salaries",)
)
