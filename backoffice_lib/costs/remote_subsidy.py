"""Remote subsidy: the monthly payment to people who work from home."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team").as_mode("remote").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.attendance.remote_heads,
        unit="remote head month",
        price=pricing.price("subsidy_per_month"),
        indices=pricing.follows(teams),
        quantity_from=pricing.at_home,
        price_from=("subsidy_per_month",),
    )


REMOTE_SUBSIDY = Category("remote subsidy", "The monthly payment to each person who works from home.", postings)
