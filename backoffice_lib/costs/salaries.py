"""Salaries: the pay of everyone at work."""

from collections.abc import Iterator

from backoffice_lib.ledger import LEAVING, Category, Posting, Pricing
from backoffice_lib.plan.pro_rating import share_of_year


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams, salary = pricing.subjects("team"), pricing.pay_per_year
    by_the_day = pricing.plan.policies.pay_basis == "days_of_year"
    month = share_of_year(pricing.plan.calendar, "days_of_year")[:, None, None]
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.staffing.paid_fte,
        unit="FTE month",
        price=salary * month if by_the_day else salary / 12,
        indices=pricing.follows(teams, "team", "wage_index"),
        quantity_from=(
            "opening_heads",
            "target_heads",
            "fte_share",
            "cohort_loss_share_per_year",
            "hiring_open_share",
            "time_to_hire_months",
            "new_hire_pay_share",
            *pricing.used({**LEAVING, "merit_share_per_year": 0, "output_share": 1, "remote_output_share": 1, "hybrid_output_share": 1}),
        ),
        price_from=pricing.pay_from,
    )


SALARIES = Category("salaries", "Pay of everyone at work, at the going rate of their team.", postings)
