"""Contract exit: what a vendor is owed when a contract ends before its term."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Months of the fees of the last month, in the month after it."""
    plan = pricing.plan
    for line in pricing.booked["vendor fees"]:
        fees, amount = line.posting, line.amount
        refs = fees.subjects.refs
        contracts = [plan.names("contract").index(name) for name in refs.get("contract", ())]
        last = np.concatenate([np.zeros_like(amount[:1]), amount[:-1]])
        yield Posting(
            subjects=fees.subjects.priced_in(plan.currency),
            quantity=last * pricing.operations.contracts.broken[:, contracts],
            unit="money of a month's fees",
            price=stacked([plan.record("vendor", name).termination_fee_months for name in refs.get("vendor", ())])[None],
            indices=((),) * len(fees.subjects),
            quantity_from=("placed_share", "term_months"),
            price_from=("termination_fee_months",),
            rate_on=("vendor fees",),
            bases=(fees,),
            earned=np.eye(plan.months, k=-1),
        )


CONTRACT_EXIT = Category(
    "contract exit",
    "What vendors are owed when a contract ends before its term.",
    postings,
    on=("vendor fees",),
    recurrence="one_off",
)
