"""Bonus: a share of salaries, earned month by month and paid once a year."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Earned with the salaries; paid in the bonus month for the months of the plan since the last one."""
    plan, (_, salaries) = pricing.plan, pricing.booked["salaries"][0]
    teams = pricing.subjects("team").priced_in(plan.currency)
    paid = np.zeros_like(salaries)
    since = 0
    for month, named in enumerate(plan.calendar):
        if named.in_year == plan.policies.bonus_month:
            paid[month] = salaries[since:month].sum(axis=0)
            since = month
    for basis, quantity in (("accrual", salaries), ("cash", paid)):
        yield Posting(
            subjects=teams,
            quantity=quantity,
            unit="money of pay",
            price=pricing.price("bonus_share"),
            indices=((),) * len(teams),
            quantity_from=(),
            price_from=("bonus_share",),
            rate_on="salaries",
            basis=basis,
        )


BONUS = Category("bonus", "A share of salaries, earned each month and paid in the bonus month.", postings, on=("salaries",))
