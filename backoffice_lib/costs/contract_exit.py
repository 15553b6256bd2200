"""Contract exit: what a vendor is owed when a contract ends before its term."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Booked, Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Months of the fees of the last month, in the month after it."""
    plan = pricing.plan
    for line in pricing.booked["vendor fees"]:
        fees = line.posting
        yield Posting(
            subjects=fees.subjects.priced_in(plan.currency),
            quantity=lambda line=line: _due(pricing, line),
            unit="money of a month's fees",
            price=pricing.of_rows("vendor", "termination_fee_months", fees.subjects)[None],
            indices=fees.subjects.unindexed,
            quantity_from=("placed_share", "term_months"),
            price_from=("termination_fee_months",),
            rate_on=("vendor fees",),
            bases=(fees,),
            earned=np.eye(plan.months, k=-1),
        )


def _due(pricing: Pricing, line: Booked) -> np.ndarray:
    """The fees of the month before, where the contract has ended since then and before its term."""
    contracts = pricing.places("contract", line.posting.subjects.refs.get("contract", ()))
    last = np.concatenate([np.zeros_like(line.amount[:1]), line.amount[:-1]])
    return last * pricing.operations.contracts.broken[:, contracts]


CONTRACT_EXIT = Category(
    "contract exit",
    "What vendors are owed when a contract ends before its term.",
    postings,
    on=("vendor fees",),
    recurrence="one_off",
)
