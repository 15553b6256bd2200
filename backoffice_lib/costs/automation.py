"""Automation: what it takes to set up software that does part of the work."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    work = pricing.subjects("work")
    yield Posting(
        subjects=work,
        quantity=np.ones((pricing.plan.months, len(work), 1)),
        unit="project",
        price=pricing.price("automation_investment"),
        indices=work.unindexed,
        quantity_from=(),
        price_from=("automation_investment",),
    )


AUTOMATION = Category("automation", "Setting up software that does part of the work.", postings, recurrence="one_off")
