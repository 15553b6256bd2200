"""The plan: everything the planner wrote, checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import Field, PrivateAttr

from backoffice_lib.basics.errors import Problem, raise_all
from backoffice_lib.basics.finance import Discounting
from backoffice_lib.basics.months import Month, year_in_words
from backoffice_lib.basics.record import IndexName, Name, Record, Text
from backoffice_lib.basics.units import GrowthShare, Measure, TaxShare
from backoffice_lib.plan.accounts import AccountRow, GeneralLedger
from backoffice_lib.plan.actuals import Actual
from backoffice_lib.plan.assumptions import Assumption
from backoffice_lib.plan.checks import problems_across
from backoffice_lib.plan.correlations import Correlation
from backoffice_lib.plan.dated_people import DatedPeople
from backoffice_lib.plan.fiscal import PeriodEnds, Periods, periods
from backoffice_lib.plan.indices import ExchangeRateOf, Index, IndexValue
from backoffice_lib.plan.kept_functions import KeptFunction
from backoffice_lib.plan.leases import Floor, Lease, RentStep, Site, Sublet
from backoffice_lib.plan.make_or_buy import MakeOrBuy
from backoffice_lib.plan.on_costs import OnCostBand, with_named
from backoffice_lib.plan.policies import MonthOfYear, Policies
from backoffice_lib.plan.rate_card import RateOffer, priced_by_card
from backoffice_lib.plan.rates import WAGE, Rate
from backoffice_lib.plan.recharges import Recharge
from backoffice_lib.plan.standards import AdministrationBand, Standard
from backoffice_lib.plan.stresses import Stress
from backoffice_lib.plan.structure import AttritionBand, HeadcountStep, Requisition, Span, Transition
from backoffice_lib.plan.teams import Team
from backoffice_lib.plan.vendors import Contract, Move, Placement, PriceTier, Vendor
from backoffice_lib.plan.whereabouts import Whereabouts
from backoffice_lib.plan.work import Season, Work, WorkingTime

T = TypeVar("T")
Horizon = Annotated[int, Measure("months", low=1, high=240, whole=True)]


class Plan(Record):
    """What we have and what we assume, month by month from `start`, in one currency.

    fiscal_year_start_month: 1 for January to 12; a fiscal year is named after the calendar year in which it ends.
    period_ends: the months in which its periods end, or a pattern of weeks such as 4-4-5; every month where left out.
    discounting: when amounts count as paid for present values. profit_tax_share: the tax that a saving causes, 0 for before tax.
    cost_index: the index that all prices follow which have none of their own, blank for none. correlations: what moves together of what is not sure.
    stresses: named sets of numbers that are moved together, to see what becomes of a decision.
    whereabouts: which team each person of a roster is in. rates, schemes: published figures, and schemes of on-costs that teams may name without on_costs having them.
    make_or_buy: how the make-or-buy form is filled in. standards, administration: dated figures of published standards, and the staff one has for contracts.
    accounts: where costs go in the books. recharges: which business units bear them. general_ledger: what the real books held, for comparison. actuals: what they hold by month;
    last_close: the last month that is closed in them.
    notes: what reading the files left out or repaired. Raises InputProblems.
    """

    KIND: ClassVar[str] = "plan"

    name: Name
    story: Text = ""
    currency: Name
    start: Month
    months: Horizon
    fiscal_year_start_month: MonthOfYear = 1
    period_ends: PeriodEnds = ()
    discount_rate_per_year: GrowthShare = 0.0
    discounting: Discounting = "month_end"
    profit_tax_share: TaxShare = 0.0
    cost_index: IndexName = ""
    policies: Policies = Field(default_factory=Policies)
    teams: tuple[Team, ...] = ()
    dated_people: tuple[DatedPeople, ...] = ()
    whereabouts: Whereabouts | None = None
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
    floors: tuple[Floor, ...] = ()
    rent_steps: tuple[RentStep, ...] = ()
    sublets: tuple[Sublet, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    price_tiers: tuple[PriceTier, ...] = ()
    rate_card: tuple[RateOffer, ...] = ()
    kept_functions: tuple[KeptFunction, ...] = ()
    contracts: tuple[Contract, ...] = ()
    placements: tuple[Placement, ...] = ()
    moves: tuple[Move, ...] = ()
    indices: tuple[Index, ...] = ()
    index_values: tuple[IndexValue, ...] = ()
    fx: tuple[ExchangeRateOf, ...] = ()
    on_costs: tuple[OnCostBand, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    stresses: tuple[Stress, ...] = ()
    rates: tuple[Rate, ...] = ()
    schemes: tuple[OnCostBand, ...] = ()
    make_or_buy: MakeOrBuy = Field(default_factory=MakeOrBuy)
    standards: tuple[Standard, ...] = ()
    administration: tuple[AdministrationBand, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    recharges: tuple[Recharge, ...] = ()
    general_ledger: GeneralLedger | None = None
    actuals: tuple[Actual, ...] = ()
    last_close: Month | None = None
    notes: tuple[Text, ...] = ()
    _once: dict[Any, Any] = PrivateAttr(default_factory=dict)
    _own: dict[Any, Any] = PrivateAttr(default_factory=dict)

    def __init__(self, **values: Any):
        super().__init__(**values)
        self.pay_by_rates()
        raise_all(problems_across(self))

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        """All but people's ids, the offers of a rate card, and the library of rates, schemes and standards, which comes with the workbench."""
        apart = ("rates", "rate_card", "schemes", "standards", "administration", "whereabouts")
        return ((name, value) for name, value in super().__repr_args__() if name not in apart)

    def extended(self, **more: tuple[Record, ...]) -> Plan:
        """A copy with more records, as one of several levers adds them; `problems` tells whether all still fits together."""
        copy = self.model_copy(update=more)
        copy.pay_by_rates()
        return copy

    def problems(self, extends: Plan | None = None) -> list[Problem]:
        """Everything wrong between its records; nothing in a plan that was made, and not only extended. extends: the plan it was then."""
        return list(problems_across(self, extends=extends))

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
        return self.own("calendar", lambda: tuple(self.start + ahead for ahead in range(self.months)))

    def fiscal_year(self, month: Month) -> int:
        """The fiscal year a month is in, by the calendar year in which it ends; with a start in January, the year itself."""
        return month.year + (1 < self.fiscal_year_start_month <= month.in_year)

    @property
    def year_in_words(self) -> str:
        """What the plan's years are: `year`, or `fiscal year to June`."""
        return year_in_words(self.fiscal_year_start_month)

    @property
    def fiscal_periods(self) -> Periods:
        """The periods of its fiscal years, and what of each month belongs to them."""
        return periods(self)

    @property
    def functions(self) -> tuple[str, ...]:
        """The kinds of work done, in the order the teams are written."""
        return tuple(dict.fromkeys(team.function for team in self.teams))

    def pay_by_rates(self) -> None:
        """Gives teams what they left blank: the published wage of their role in their place, the wage index of their site,
        and the scheme of on-costs they name when it is one of the library; vendors the price of the rate card; and each contract a placement
        for every team that does its work. Part of being made."""
        self.__dict__["teams"] = tuple(_indexed_by_site(self, _paid_by_rate(self, team)) for team in self.teams)
        self.__dict__["vendors"] = tuple(priced_by_card(self, vendor) for vendor in self.vendors)
        self.__dict__["on_costs"] = with_named(self.on_costs, self.schemes, (team.on_costs for team in self.teams))
        self.__dict__["placements"] = tuple(
            Placement(team=team.team, contract=contract.contract, placed_share=contract.placed_share).read_at(contract._origin)
            for contract in self.contracts
            for team in self.teams
            if team.function == contract.function
        )
        self.__pydantic_private__ |= {"_once": {}, "_own": {}}

    def wage_rate(self, team: Team, site: str) -> Rate | None:
        """The published wage of a team's role in the place of a site, in the currency of its pay, if there is one."""
        place = next((known.place for known in self.sites if known.site == site), "")
        wanted = (WAGE, team.role, team.currency or self.currency)
        known = (rate for rate in self.rates if rate.place == place and rate.value is not None)
        return next((rate for rate in known if (rate.what, rate.item, rate.currency) == wanted), None)

    def records(self, kind: str) -> tuple[Record, ...]:
        """All records of a kind: team, site, lease, vendor, contract, placement, index, currency, on_cost_band."""
        return getattr(self, _PLURALS[kind])

    def record(self, kind: str, key: str) -> Any:
        """One record by its name. Raises KeyError."""
        return self._named(kind)[key]

    def has(self, kind: str, name: str) -> bool:
        """Whether there is a name of a kind."""
        return name in (self._named(kind) if kind in _PLURALS else self.names(kind))

    def names(self, kind: str) -> tuple[str, ...]:
        """The names that exist of a kind; `function`, `floor_name`, `supervisor`, `on_costs` and `index_or_currency` are kinds of names without records."""
        if kind == "function":
            return self.functions
        if kind == "floor_name":
            return tuple(dict.fromkeys(floor.floor for floor in self.floors))
        if kind == "supervisor":
            return tuple(dict.fromkeys(span.team for span in self.supervision))
        if kind == "index_or_currency":
            return (*self.names("index"), *self.names("currency"))
        if kind == "on_costs":
            return self.once("schemes", lambda: tuple(dict.fromkeys(band.scheme for band in (*self.on_costs, *self.schemes))))
        return self.once(("names", kind), lambda: tuple(self._named(kind)))

    def places(self, kind: str) -> dict[str, int]:
        """Where each name lies among those of its kind."""
        return self.once(("places", kind), lambda: {name: at for at, name in enumerate(self.names(kind))})

    def once(self, what: Any, made: Callable[[], T]) -> T:
        """What follows from the names and the dates of a plan, made once for it and for its draws, which differ in nothing else than numbers."""
        return _kept(self.__pydantic_private__["_once"], what, made)

    def own(self, what: Any, made: Callable[[], T]) -> T:
        """What follows from the numbers of a plan, made once for it alone: none of its copies has it."""
        return _kept(self.__pydantic_private__["_own"], what, made)

    def model_copy(self, **changes: Any) -> Plan:
        """A copy that is not checked, with what follows from names and dates, but not with what follows from numbers."""
        copy = super().model_copy(**changes)
        copy.__pydantic_private__["_own"] = {}
        return copy

    def _named(self, kind: str) -> dict[str, Record]:
        """The records of a kind by their names; of two with one name the first."""
        return self.own(("named", kind), lambda: _by_name(self.records(kind)))


def _by_name(records: tuple[Record, ...]) -> dict[str, Record]:
    named = {record.key: record for record in reversed(records)}
    return {record.key: named[record.key] for record in records}


def _kept(known: dict[Any, T], what: Any, made: Callable[[], T]) -> T:
    if what not in known:
        known[what] = made()
    return known[what]


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
    "floor": "floors",
    "rent_step": "rent_steps",
    "sublet": "sublets",
    "vendor": "vendors",
    "price_tier": "price_tiers",
    "rate_offer": "rate_card",
    "kept_function": "kept_functions",
    "contract": "contracts",
    "placement": "placements",
    "move": "moves",
    "index": "indices",
    "index_value": "index_values",
    "currency": "fx",
    "on_cost_band": "on_costs",
    "assumption": "assumptions",
    "rate": "rates",
    "account_row": "accounts",
    "recharge": "recharges",
    "actual": "actuals",
    "stress": "stresses",
}
KINDS = tuple(_PLURALS)
