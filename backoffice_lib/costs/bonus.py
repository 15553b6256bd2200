"""Bonus: a share of salaries, earned month by month and paid once a year."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Earned with the salaries; paid in the bonus month for the months of the plan since the last one."""
    salaries = pricing.booked["salaries"][0]
    teams = pricing.subjects("team").priced_in(pricing.plan.currency)
    for basis, quantity, earned in (
        ("accrual", lambda: salaries.amount, None),
        ("cash", lambda: pricing.in_bonus_month(salaries.amount), pricing.earned_until_bonus),
    ):
        yield Posting(
            subjects=teams,
            quantity=quantity,
            unit="money of pay",
            price=pricing.price("bonus_share"),
            indices=teams.unindexed,
            quantity_from=(),
            price_from=("bonus_share",),
            rate_on=("salaries",),
            bases=(salaries.posting,),
            sum_of=(salaries.posting,),
            earned=earned,
            basis=basis,
        )


BONUS = Category("bonus", "A share of salaries, earned each month and paid in the bonus month.", postings, on=("salaries",))
