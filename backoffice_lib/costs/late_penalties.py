"""Late penalties: what each unit of work costs that is done after its target."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    work = pricing.subjects("work")
    yield Posting(
        subjects=work,
        quantity=pricing.operations.work.late_units,
        unit="late unit",
        price=pricing.price("late_penalty_per_unit"),
        indices=pricing.follows(work),
        quantity_from=("units_per_month", "minutes_per_unit", "error_share", "rework_minutes_per_unit"),
        price_from=("late_penalty_per_unit",),
    )


LATE_PENALTIES = Category("late penalties", "What units of work cost that are done after their target.", postings)
