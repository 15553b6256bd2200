"""Vendor selection: finding a vendor, tendering and agreeing the contract."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

COST = Assumed("selection_cost_per_contract", Measure("money/contract"), "Tendering and agreeing a contract, in its first month.")


def postings(pricing: Pricing) -> Iterator[Posting]:
    contracts = pricing.subjects("contract").priced_in(pricing.plan.currency)
    yield Posting(
        subjects=contracts,
        quantity=pricing.operations.contracts.begun,
        unit="contract",
        price=pricing.assumption(COST.name),
        indices=pricing.follows(contracts),
        quantity_from=("placed_share",),
        price_from=(COST.name,),
    )


VENDOR_SELECTION = Category(
    "vendor selection", "Finding a vendor and agreeing the contract, in its first month.", postings, assumes=(COST,), recurrence="one_off"
)
