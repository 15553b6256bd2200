"""Equipment: what people need to work from home, passed on to those who follow and replaced when it is old."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team").as_mode("remote").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.attendance.kits_bought,
        unit="kit",
        price=pricing.price("equipment_per_head"),
        indices=pricing.follows(teams),
        quantity_from=(*pricing.at_home, *pricing.used({"equipment_refresh_months": 0})),
        price_from=("equipment_per_head",),
    )


EQUIPMENT = Category(
    "equipment",
    "Kit to work from home, bought when more people than ever before do so, and anew once it is old.",
    postings,
    recurrence="one_off",
)
