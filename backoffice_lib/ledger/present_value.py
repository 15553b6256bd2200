"""What the cash of a ledger is worth at the start of its plan."""

from __future__ import annotations

import numpy as np

from backoffice_lib.basics import finance
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.ledger.ledger import Ledger
from backoffice_lib.plan import Plan


def cash_after_tax(ledger: Ledger, tax_share: float | np.ndarray | None = None) -> np.ndarray:
    """What a ledger costs in cash less the tax that its cost saves, [month, draw].

    The tax is a share of the cost of the profit view, and is paid or saved in the month in which the cost belongs: the firm is taken to earn
    more than it costs, and one-off costs to be deducted at once.
    """
    share = draws(ledger.plan.profit_tax_share) if tax_share is None else tax_share
    return ledger.by_month(view="cash") - share * ledger.by_month(view="profit")


def npv_of(plan: Plan, monthly: np.ndarray) -> np.ndarray:
    """Monthly amounts [month, draw] at the start of the plan, as the plan discounts them, [draw]."""
    return (monthly * discount_factors_of(plan)).sum(axis=0)


def discount_factors_of(plan: Plan) -> np.ndarray:
    """The plan's discount factor of each month, [month, draw]."""
    return finance.discount_factors(plan.months, draws(plan.discount_rate_per_year), plan.discounting)
