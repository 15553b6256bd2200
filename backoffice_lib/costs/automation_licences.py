"""Automation licences: what software that does part of the work costs every month."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    work = pricing.subjects("work")
    yield Posting(
        subjects=work,
        quantity=np.ones((pricing.plan.months, len(work), 1)),
        unit="month",
        price=pricing.price("automation_licence_per_month"),
        indices=pricing.follows(work),
        quantity_from=(),
        price_from=("automation_licence_per_month",),
    )


AUTOMATION_LICENCES = Category("automation licences", "Software that does part of the work, each month.", postings)
