"""The plan: everything the planner wrote, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from backoffice_lib.basics.errors import raise_all
from backoffice_lib.basics.months import Month, year_in_words
from backoffice_lib.basics.record import IndexName, Name, Record, Text
from backoffice_lib.basics.units import GrowthShare, Measure
from backoffice_lib.plan.accounts import AccountRow, GeneralLedger
from backoffice_lib.plan.assumptions import Assumption
from backoffice_lib.plan.checks import problems_across
from backoffice_lib.plan.dated_people import DatedPeople
from backoffice_lib.plan.indices import ExchangeRateOf, Index
from backoffice_lib.plan.leases import Lease, Site
from backoffice_lib.plan.on_costs import OnCostBand, with_named
from backoffice_lib.plan.policies import MonthOfYear, Policies
from backoffice_lib.plan.rates import WAGE, Rate
from backoffice_lib.plan.structure import AttritionBand, HeadcountStep, Requisition, Span, Transition
from backoffice_lib.plan.teams import Team
from backoffice_lib.plan.vendors import Contract, Move, Placement, Vendor
from backoffice_lib.plan.work import Season, Work, WorkingTime

Horizon = Annotated[int, Measure("months", low=1, high=240, whole=True)]


class Plan(Record):
    """What we have and what we assume, month by month from `start`, in one currency.

    fiscal_year_start_month: 1 for January to 12; a fiscal year is named after the calendar year in which it ends.
    cost_index: the index that all prices follow which have none of their own, blank for none.
    rates, schemes: published figures, and schemes of on-costs that teams may name without on_costs having them.
    accounts: where costs go in the books. general_ledger: what the real books held, for comparison.
    notes: what reading the files left out or repaired. Raises InputProblems.
    """

    KIND: ClassVar[str] = "plan"

    name: Name
    story: Text = ""
    currency: Name
    start: Month
    months: Horizon
    fiscal_year_start_month: MonthOfYear = 1
    discount_rate_per_year: GrowthShare = 0.0
    cost_index: IndexName = ""
    policies: Policies = Field(default_factory=Policies)
    teams: tuple[Team, ...] = ()
    dated_people: tuple[DatedPeople, ...] = ()
    headcount: tuple[HeadcountStep, ...] = ()
    requisitions: tuple[Requisition, ...] = ()
    attrition: tuple[AttritionBand, ...] = ()
    transitions: tuple[Transition, ...] = ()
    supervision: tuple[Span, ...] = ()
    work: tuple[Work, ...] = ()
    seasons: tuple[Season, ...] = ()
    working_time: tuple[WorkingTime, ...] = ()
    sites: tuple[Site, ...] = ()
    leases: tuple[Lease, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    contracts: tuple[Contract, ...] = ()
    placements: tuple[Placement, ...] = ()
    moves: tuple[Move, ...] = ()
    indices: tuple[Index, ...] = ()
    fx: tuple[ExchangeRateOf, ...] = ()
    on_costs: tuple[OnCostBand, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    rates: tuple[Rate, ...] = ()
    schemes: tuple[OnCostBand, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    general_ledger: GeneralLedger | None = None
    notes: tuple[Text, ...] = ()

    def __init__(self, **values: Any):
        super().__init__(**values)
        self.pay_by_rates()
        raise_all(problems_across(self))

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        """All but the library of rates and schemes, which comes with the workbench."""
        return ((name, value) for name, value in super().__repr_args__() if name not in ("rates", "schemes"))

    @property
    def key(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        """The folder the plan was read from, or nothing for a plan built in Python."""
        return self._origin.folder

    @property
    def calendar(self) -> tuple[Month, ...]:
        """The months of the plan, first to last."""
        return tuple(self.start + ahead for ahead in range(self.months))

    def fiscal_year(self, month: Month) -> int:
        """The fiscal year a month is in, by the calendar year in which it ends; with a start in January, the year itself."""
        return month.year + (1 < self.fiscal_year_start_month <= month.in_year)

    @property
    def year_in_words(self) -> str:
        """What the plan's years are: `year`, or `fiscal year to June`."""
        return year_in_words(self.fiscal_year_start_month)

    @property
    def functions(self) -> tuple[str, ...]:
        """The kinds of work done, in the order the teams are written."""
        return tuple(dict.fromkeys(team.function for team in self.teams))

    def pay_by_rates(self) -> None:
        """Gives teams what they left blank: the published wage of their role in their place, the wage index of their site,
        and the scheme of on-costs they name when it is one of the library; part of being made."""
        self.__dict__["teams"] = tuple(_indexed_by_site(self, _paid_by_rate(self, team)) for team in self.teams)
        self.__dict__["on_costs"] = with_named(self.on_costs, self.schemes, (team.on_costs for team in self.teams))

    def wage_rate(self, team: Team, site: str) -> Rate | None:
        """The published wage of a team's role in the place of a site, in the currency of its pay, if there is one."""
        place = next((known.place for known in self.sites if known.site == site), "")
        wanted = (WAGE, team.role, place, team.currency or self.currency)
        known = (rate for rate in self.rates if rate.value is not None)
        return next((rate for rate in known if (rate.what, rate.item, rate.place, rate.currency) == wanted), None)

    def records(self, kind: str) -> tuple[Record, ...]:
        """All records of a kind: team, site, lease, vendor, contract, placement, index, currency, on_cost_band."""
        return getattr(self, _PLURALS[kind])

    def record(self, kind: str, key: str) -> Any:
        """One record by its name. Raises KeyError."""
        return next(record for record in self.records(kind) if record.key == key)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names that exist of a kind; `function`, `supervisor` and `on_costs` are kinds of names without records."""
        if kind == "function":
            return self.functions
        if kind == "supervisor":
            return tuple(dict.fromkeys(span.team for span in self.supervision))
        if kind == "on_costs":
            return tuple(dict.fromkeys(band.scheme for band in (*self.on_costs, *self.schemes)))
        return tuple(record.key for record in self.records(kind))


def _paid_by_rate(plan: Plan, team: Team) -> Team:
    """The team with the published wage of its role and place, when its own pay is blank; its source is the rate's."""
    rate = plan.wage_rate(team, team.site) if team.salary_per_year is None else None
    return team.with_(salary_per_year=rate.value).taken_from("salary_per_year", rate, "value") if rate else team


def _indexed_by_site(plan: Plan, team: Team) -> Team:
    """The team with the wage index of its site, when it names none; one that the plan has not is told of the site alone."""
    site = None if team.wage_index else next((known for known in plan.sites if known.site == team.site), None)
    if not site or site.wage_index not in plan.names("index"):
        return team
    return team.with_(wage_index=site.wage_index).taken_from("wage_index", site, "wage_index")


_PLURALS = {
    "team": "teams",
    "dated_people": "dated_people",
    "headcount_step": "headcount",
    "requisition": "requisitions",
    "attrition_band": "attrition",
    "transition": "transitions",
    "span": "supervision",
    "work": "work",
    "season": "seasons",
    "working_time": "working_time",
    "site": "sites",
    "lease": "leases",
    "vendor": "vendors",
    "contract": "contracts",
    "placement": "placements",
    "move": "moves",
    "index": "indices",
    "currency": "fx",
    "on_cost_band": "on_costs",
    "assumption": "assumptions",
    "rate": "rates",
    "account_row": "accounts",
}
KINDS = tuple(_PLURALS)
