"""Training: of new joiners, and of everyone each year."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import LEAVING, Assumed, Category, Posting, Pricing

PER_HIRE = Assumed("training_cost_per_hire", Measure("money/head"), "Training of a new joiner, in the first month.")
PER_YEAR = Assumed("training_per_head_per_year", Measure("money/head/year"), "Training of everyone at work, each year.")


def postings(pricing: Pricing) -> Iterator[Posting]:
    staff = pricing.operations.staffing
    for item, quantity, unit, assumed, months in (
        ("new joiners", staff.hires, "hire", PER_HIRE, 1),
        ("everyone", staff.at_work, "head month", PER_YEAR, 12),
    ):
        teams = pricing.subjects("team").as_item(item).priced_in(pricing.plan.currency)
        yield Posting(
            subjects=teams,
            quantity=quantity,
            unit=unit,
            price=pricing.assumption(assumed.name) / months,
            indices=pricing.follows(teams),
            quantity_from=("target_heads", "cohort_loss_share_per_year", *pricing.used(LEAVING)),
            price_from=(assumed.name,),
        )


TRAINING = Category(
    "training", "Training of new joiners, and of everyone each year.", postings, assumes=(PER_HIRE, PER_YEAR)
)
