"""Service charges: cleaning, energy and upkeep of leased space, paid while the lease is held."""

from collections.abc import Iterator

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    leases = pricing.subjects("lease").as_item("{} service charges")
    yield Posting(
        subjects=leases,
        quantity=pricing.operations.space.held * stacked([lease.area_m2 for lease in pricing.plan.leases]),
        unit="m2 month",
        price=pricing.price("service_charge_per_m2_per_year") / 12,
        indices=pricing.follows(leases),
        quantity_from=("area_m2", *pricing.held_by()),
        price_from=("service_charge_per_m2_per_year",),
    )


SERVICE_CHARGES = Category("service charges", "Cleaning, energy and upkeep of leased space, while it is held.", postings)
