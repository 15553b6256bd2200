"""Expatriates: what people cost above their pay whom a team sends abroad for some months."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """As many as are abroad, as far as the team at home has people; their pay goes on there."""
    moves = pricing.subjects("move").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=moves,
        quantity=pricing.operations.abroad.expatriates,
        unit="expatriate month",
        price=pricing.price("expatriate_cost_per_month"),
        indices=pricing.follows(moves),
        quantity_from=("target_heads", "expatriate_heads"),
        price_from=("expatriate_cost_per_month",),
    )


EXPATRIATES = Category(
    "expatriates", "Allowance, housing and travel of people sent abroad for some months, above their pay.", postings, recurrence="one_off"
)
