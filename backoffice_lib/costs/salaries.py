"""Salaries: the pay of everyone at work."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team")
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.staffing.paid_fte,
        unit="FTE month",
        price=pricing.price("salary_per_year") / 12,
        indices=pricing.follows(teams, "team", "wage_index"),
        quantity_from=(
            "opening_heads",
            "target_heads",
            "fte_share",
            "cohort_loss_share_per_year",
            "hiring_open_share",
            "time_to_hire_months",
            "new_hire_pay_share",
        ),
        price_from=("salary_per_year",),
    )


SALARIES = Category("salaries", "Pay of everyone at work, at the going rate of their team.", postings)
