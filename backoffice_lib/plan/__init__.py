"""What we have: teams, sites, leases, vendors and assumptions, as the planner wrote them."""

from backoffice_lib.plan.accounts import AccountRow, GeneralLedger
from backoffice_lib.plan.assumptions import Assumption
from backoffice_lib.plan.indices import ExchangeRateOf, Index
from backoffice_lib.plan.leases import Lease, Site
from backoffice_lib.plan.plan import Plan, Policies
from backoffice_lib.plan.rates import Rate
from backoffice_lib.plan.subjects import Subjects, paired, subjects
from backoffice_lib.plan.teams import OnCostBand, Team
from backoffice_lib.plan.vendors import Contract, Move, Placement, Vendor

__all__ = [
    "AccountRow",
    "Assumption",
    "Contract",
    "ExchangeRateOf",
    "GeneralLedger",
    "Index",
    "Lease",
    "Move",
    "OnCostBand",
    "Placement",
    "Plan",
    "Policies",
    "Rate",
    "Site",
    "Subjects",
    "Team",
    "Vendor",
    "paired",
    "subjects",
]
