"""Gain share: what a vendor is paid of the saving it brings."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing
from backoffice_lib.operations.contracts import contract_rows
from backoffice_lib.operations.demand import marks


def postings(pricing: Pricing) -> Iterator[Posting]:
    """A share of the salaries, at the going rate, of the work that a contract has taken off our hands, less its other fees; never below nothing."""
    plan, contracts = pricing.plan, pricing.subjects("contract").priced_in(pricing.plan.currency)
    shares = [plan.record("vendor", contract.vendor).gain_share or 0.0 for contract in plan.contracts]
    yield Posting(
        subjects=contracts,
        quantity=lambda: _saved(pricing),
        unit="money saved",
        price=stacked(shares)[None],
        indices=contracts.unindexed,
        quantity_from=("target_heads", "released_share", "salary_per_year"),
        price_from=("gain_share",),
        rate_on=("vendor fees",),
    )


def _saved(pricing: Pricing) -> np.ndarray:
    """The salaries of each contract's work less its other fees, [month, contract, draw]."""
    plan = pricing.plan
    fees = np.zeros((plan.months, len(plan.contracts), 1))
    for line in pricing.booked["vendor fees"]:
        of = line.posting.subjects.refs.get("contract", ())
        fees = fees + product(marks(pricing.places("contract", of), len(plan.contracts)), line.amount)
    return np.maximum(product(marks(contract_rows(plan), len(plan.contracts)), _salaries_replaced(pricing)) - fees, 0.0)


def _salaries_replaced(pricing: Pricing) -> np.ndarray:
    """What the work that a vendor does in our place would cost in salaries at the going rate, in plan currency, [month, placement, draw]."""
    plan, teams = pricing.plan, pricing.subjects("team")
    rows = [plan.names("team").index(placed.team) for placed in plan.placements]
    follows = pricing.follows(teams, "team", "wage_index")
    index = [pricing.escalators.product(follows[row])[:, None] for row in rows]
    width = max((one.shape[2] for one in index), default=1)
    index = [np.broadcast_to(one, (plan.months, 1, width)) for one in index]
    pay = pricing.price("salary_per_year")[:, rows] / 12 / pricing.drivers["output_share"][:, rows]
    return pricing.operations.demand.replaced_fte * pay * (np.concatenate(index, axis=1) if index else 1.0)


GAIN_SHARE = Category(
    "gain share", "What vendors are paid of the saving on salaries that is left after their other fees.", postings, on=("vendor fees",)
)
