"""Loss of control: what the errors of vendors cost besides their rework."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

_MONEY = Measure("money/defect")
CAUSES = (
    Assumed("fines_per_defect", _MONEY, "Fines, for each unit that a vendor gets wrong, on average."),
    Assumed("failed_settlements_per_defect", _MONEY, "Failed settlements, for each unit that a vendor gets wrong, on average."),
    Assumed("escalations_per_defect", _MONEY, "Escalations, for each unit that a vendor gets wrong, on average."),
)


def postings(pricing: Pricing) -> Iterator[Posting]:
    for cause in CAUSES:
        called = cause.name.removesuffix("_per_defect").replace("_", " ")
        placements = pricing.subjects("placement").as_item(f"{{}}: {called}").priced_in(pricing.plan.currency)
        yield Posting(
            subjects=placements,
            quantity=pricing.operations.demand.defects,
            unit="defect",
            price=pricing.assumption(cause.name),
            indices=pricing.follows(placements),
            quantity_from=("units_per_month", "released_share", "defect_share"),
            price_from=(cause.name,),
        )


LOSS_OF_CONTROL = Category(
    "loss of control", "Fines, failed settlements and escalations that errors of vendors lead to.", postings, assumes=CAUSES
)
