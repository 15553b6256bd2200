"""Hiring: what it costs to find each new joiner."""

from collections.abc import Iterator

from backoffice_lib.ledger import LEAVING, Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team")
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.staffing.hires,
        unit="hire",
        price=pricing.price("recruiting_cost_per_hire"),
        indices=pricing.follows(teams, "team", "wage_index"),
        quantity_from=("target_heads", "cohort_loss_share_per_year", "hiring_open_share", "time_to_hire_months", *pricing.used(LEAVING)),
        price_from=("recruiting_cost_per_hire",),
    )


HIRING = Category("hiring", "The cost of finding each new joiner, in the month of the first day at work.", postings)
