"""Transition: handing work over to a vendor."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    placements = pricing.subjects("placement").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=placements,
        quantity=pricing.operations.demand.transferred_fte,
        unit="FTE handed over",
        price=pricing.price("transition_cost_per_fte"),
        indices=pricing.follows(placements),
        quantity_from=("target_heads", "transferred_share"),
        price_from=("transition_cost_per_fte",),
    )


TRANSITION = Category(
    "transition", "Handing work over to a vendor: knowledge transfer and set-up.", postings, recurrence="one_off"
)
