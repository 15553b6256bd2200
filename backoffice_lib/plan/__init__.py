"""What we have: teams, sites, leases, vendors and assumptions, as the planner wrote them."""

from backoffice_lib.plan.accounts import AccountRow, GeneralLedger
from backoffice_lib.plan.assumptions import Assumption
from backoffice_lib.plan.indices import ExchangeRateOf, Index
from backoffice_lib.plan.leases import Lease, Site
from backoffice_lib.plan.on_costs import OnCostBand, loads_by_base
from backoffice_lib.plan.plan import Plan
from backoffice_lib.plan.policies import Policies
from backoffice_lib.plan.rates import Rate
from backoffice_lib.plan.structure import AttritionBand, HeadcountStep, Requisition, Span, Transition
from backoffice_lib.plan.subjects import Subjects, paired, subjects
from backoffice_lib.plan.teams import Team
from backoffice_lib.plan.vendors import Contract, Move, Placement, Vendor
from backoffice_lib.plan.work import Season, Work, WorkingTime

__all__ = [
    "AccountRow",
    "Assumption",
    "AttritionBand",
    "Contract",
    "ExchangeRateOf",
    "GeneralLedger",
    "HeadcountStep",
    "Index",
    "Lease",
    "Move",
    "OnCostBand",
    "Placement",
    "Plan",
    "Policies",
    "Rate",
    "Requisition",
    "Season",
    "Site",
    "Span",
    "Subjects",
    "Team",
    "Transition",
    "Vendor",
    "Work",
    "WorkingTime",
    "loads_by_base",
    "paired",
    "subjects",
]
