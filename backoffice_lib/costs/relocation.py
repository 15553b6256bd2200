"""Relocation: what people are paid who move along with their work."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """One row per move, in the month in which people change site."""
    moves = pricing.subjects("move").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=moves,
        quantity=pricing.operations.staffing.movers,
        unit="person moved",
        price=pricing.price("relocation_cost_per_head"),
        indices=pricing.follows(moves),
        quantity_from=("target_heads", "followed_share"),
        price_from=("relocation_cost_per_head",),
    )


RELOCATION = Category("relocation", "Paid to people who move along with their work.", postings, recurrence="one_off")
