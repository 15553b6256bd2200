"""What we have: teams, sites, leases, vendors and assumptions, as the planner wrote them."""

from backoffice_lib.plan.accounts import AccountRow, GeneralLedger
from backoffice_lib.plan.actuals import Actual, ActualsSource
from backoffice_lib.plan.assumptions import Assumption
from backoffice_lib.plan.correlations import Correlation
from backoffice_lib.plan.indices import ExchangeRateOf, Index, IndexValue
from backoffice_lib.plan.kept_functions import KeptFunction
from backoffice_lib.plan.leases import Floor, Lease, RentStep, Site, Sublet
from backoffice_lib.plan.make_or_buy import FormCost, MakeOrBuy
from backoffice_lib.plan.on_costs import OnCostBand, loads_by_base
from backoffice_lib.plan.plan import Plan
from backoffice_lib.plan.policies import Policies
from backoffice_lib.plan.rate_card import RateOffer
from backoffice_lib.plan.rates import Rate
from backoffice_lib.plan.recharges import Recharge
from backoffice_lib.plan.standards import AdministrationBand, Standard
from backoffice_lib.plan.stresses import Change, Stress
from backoffice_lib.plan.structure import AttritionBand, HeadcountStep, Requisition, Span, Transition
from backoffice_lib.plan.subjects import Subjects, paired, subjects
from backoffice_lib.plan.teams import Team
from backoffice_lib.plan.vendors import Contract, Move, Placement, PriceTier, Vendor
from backoffice_lib.plan.work import Season, Work, WorkingTime

__all__ = [
    "AccountRow",
    "Actual",
    "ActualsSource",
    "AdministrationBand",
    "Assumption",
    "AttritionBand",
    "Change",
    "Contract",
    "Correlation",
    "ExchangeRateOf",
    "GeneralLedger",
    "Floor",
    "FormCost",
    "HeadcountStep",
    "Index",
    "IndexValue",
    "KeptFunction",
    "Lease",
    "MakeOrBuy",
    "Move",
    "OnCostBand",
    "Placement",
    "Plan",
    "Policies",
    "PriceTier",
    "Rate",
    "RateOffer",
    "Recharge",
    "RentStep",
    "Requisition",
    "Season",
    "Site",
    "Span",
    "Standard",
    "Stress",
    "Sublet",
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
