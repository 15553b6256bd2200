"""Travel: gatherings of people who work from home, and visits to vendors."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

REMOTE = Assumed(
    "travel_per_remote_head_per_year", Measure("money/head/year"), "Gatherings of everyone who works from home."
)
VENDOR = Assumed(
    "travel_per_vendor_fte_per_year", Measure("money/FTE/year"), "Visits to vendors, for each of their people at our work."
)


def postings(pricing: Pricing) -> Iterator[Posting]:
    plan, operations = pricing.plan, pricing.operations
    teams = pricing.subjects("team").as_item("gatherings").as_mode("remote")
    placements = pricing.subjects("placement").as_item("visits")
    for subjects, quantity, unit, assumed, drivers in (
        (teams, operations.attendance.remote_heads, "remote head month", REMOTE, pricing.at_home),
        (placements, operations.demand.placed_fte, "vendor FTE month", VENDOR, ("target_heads", "placed_share")),
    ):
        rows = subjects.priced_in(plan.currency)
        yield Posting(
            subjects=rows,
            quantity=quantity,
            unit=unit,
            price=pricing.assumption(assumed.name) / 12,
            indices=pricing.follows(rows),
            quantity_from=drivers,
            price_from=(assumed.name,),
        )


TRAVEL = Category(
    "travel", "Gatherings of people who work from home, and visits to vendors.", postings, assumes=(REMOTE, VENDOR)
)
