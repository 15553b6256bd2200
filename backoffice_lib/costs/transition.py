"""Transition: handing work over to a vendor, or to a team of our own elsewhere."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Work handed over to vendors, and to our own teams elsewhere."""
    demand = pricing.operations.demand
    for kind, handed_over, share, price in (
        ("placement", demand.transferred_fte, "transferred_share", "transition_cost_per_fte"),
        ("move", demand.moved_fte, "handed_over_share", "move_cost_per_fte"),
    ):
        rows = pricing.subjects(kind).priced_in(pricing.plan.currency)
        yield Posting(
            subjects=rows,
            quantity=handed_over,
            unit="FTE handed over",
            price=pricing.price(price),
            indices=pricing.follows(rows),
            quantity_from=("target_heads", share),
            price_from=(price,),
        )


TRANSITION = Category(
    "transition", "Handing work over: knowledge transfer and set-up.", postings, recurrence="one_off"
)
