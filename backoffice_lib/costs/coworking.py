"""Coworking: days at a shared office near home, for people who work from home."""

from collections.abc import Iterator

from backoffice_lib.basics.sums import times
from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team").as_mode("remote").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=teams,
        quantity=times(pricing.operations.attendance.remote_heads, pricing.drivers["coworking_days_per_month"]),
        unit="coworking day",
        price=pricing.price("coworking_per_day"),
        indices=pricing.follows(teams),
        quantity_from=(*pricing.at_home, "coworking_days_per_month"),
        price_from=("coworking_per_day",),
    )


COWORKING = Category("coworking", "Days at a shared office, for people who work from home.", postings)
