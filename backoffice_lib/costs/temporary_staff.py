"""Temporary staff: agency people who do work that falls short, or hold posts that are vacant."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

PAY = Assumed("temporary_staff_pay_share", Measure("share", high=5.0), "What an agency asks for a full-time month against our going rate.", 1.4)


def postings(pricing: Pricing) -> Iterator[Posting]:
    teams = pricing.subjects("team")
    yield Posting(
        subjects=teams,
        quantity=pricing.operations.work.temporary_fte,
        unit="FTE month",
        price=pricing.price("salary_per_year") / 12 * pricing.assumption(PAY.name),
        indices=pricing.follows(teams, "team", "wage_index"),
        quantity_from=("units_per_month", "minutes_per_unit", "target_heads"),
        price_from=("salary_per_year", PAY.name),
    )


TEMPORARY_STAFF = Category("temporary staff", "Agency people who cover work and vacant posts.", postings, assumes=(PAY,))
