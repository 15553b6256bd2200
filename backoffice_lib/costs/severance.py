"""Severance: what is paid to people who are made redundant."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team")
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.staffing.severed_fte,
        unit="FTE",
        price=pricing.pay_per_year / 12 * pricing.price("severance_months"),
        indices=pricing.follows(teams, "team", "wage_index"),
        quantity_from=("target_heads", "fte_share"),
        price_from=(*pricing.pay_from, "severance_months"),
    )


SEVERANCE = Category(
    "severance", "Months of pay given to people made redundant, when they leave.", postings, recurrence="one_off"
)
