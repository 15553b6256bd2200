"""Property taxes and utilities of leased space, paid while the lease is held."""

from collections.abc import Iterator

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    area = stacked([lease.area_m2 for lease in pricing.plan.leases])
    for item, driver in (("{} property tax", "property_tax_per_m2_per_year"), ("{} utilities", "utilities_per_m2_per_year")):
        leases = pricing.subjects("lease").as_item(item)
        yield Posting(
            subjects=leases,
            quantity=pricing.operations.space.held * area,
            unit="m2 month",
            price=pricing.price(driver) / 12,
            indices=pricing.follows(leases),
            quantity_from=("area_m2", *pricing.held_by()),
            price_from=(driver,),
        )


PROPERTY_TAXES_AND_UTILITIES = Category(
    "property taxes and utilities", "Taxes on leased space, and its energy and water where they are paid apart.", postings
)
