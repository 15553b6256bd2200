"""Equipment: what people need to work from home, bought once and passed on to those who follow."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team").as_mode("remote").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.space.kits_bought,
        unit="kit",
        price=pricing.price("equipment_per_head"),
        indices=pricing.follows(teams),
        quantity_from=("target_heads", "remote_share"),
        price_from=("equipment_per_head",),
    )


EQUIPMENT = Category(
    "equipment",
    "Kit to work from home, bought when more people than ever before do so.",
    postings,
    recurrence="one_off",
)
