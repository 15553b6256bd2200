"""The plan: everything the planner wrote, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

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
from backoffice_lib.plan.filled import FILLED
from backoffice_lib.plan.fiscal import PeriodEnds, Periods, periods
from backoffice_lib.plan.indices import ExchangeRateOf, Index, IndexValue
from backoffice_lib.plan.kept_functions import KeptFunction
from backoffice_lib.plan.leases import Floor, Lease, RentStep, Site, Sublet
from backoffice_lib.plan.make_or_buy import MakeOrBuy
from backoffice_lib.plan.on_costs import OnCostBand
from backoffice_lib.plan.policies import MonthOfYear, Policies
from backoffice_lib.plan.rate_card import RateOffer
from backoffice_lib.plan.rates import WAGE, Rate
from backoffice_lib.plan.recharges import Recharge
from backoffice_lib.plan.remembering import Remembering
from backoffice_lib.plan.standards import AdministrationBand, Standard
from backoffice_lib.plan.stresses import Stress
from backoffice_lib.plan.structure import AttritionBand, HeadcountStep, Requisition, Span, Transition
from backoffice_lib.plan.teams import Team
from backoffice_lib.plan.vendors import Contract, Move, Placement, PriceTier, Vendor
from backoffice_lib.plan.whereabouts import Whereabouts
from backoffice_lib.plan.work import Season, Work, WorkingTime

Horizon = Annotated[int, Measure("months", low=1, high=240, whole=True)]


class Plan(Remembering):
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

    def __init__(self, **values: Any):
        super().__init__(**values)
        self._completed()

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        """All but people's ids, the offers of a rate card, and the library of rates, schemes and standards, which comes with the workbench."""
        apart = ("rates", "rate_card", "schemes", "standards", "administration", "whereabouts")
        return ((name, value) for name, value in super().__repr_args__() if name not in apart)

    def extended(self, **more: tuple[Record, ...]) -> Plan:
        """A copy with more records, as one of several levers adds them; `problems` tells whether all still fits together."""
        copy = self.model_copy(update={name: self.memory.like_before(("extended", name), records) for name, records in more.items()})
        copy.pay_by_rates(more)
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

    def pay_by_rates(self, changed: Iterable[str] = tuple(FILLED)) -> None:
        """Fills in what was left blank, as `filled` tells. changed: its parts that may not be filled in yet. Part of being made."""
        changed = set(changed)
        for name, (made, of) in FILLED.items():
            if changed & of:
                self.__dict__[name] = self.remembered(("filled", name), made)
                changed.add(name)
        self.restructured()

    def with_(self, **changes: Any) -> Plan:
        """A copy with some parts changed, checked like any other; what was made of the others is not made again."""
        copy = type(self).__new__(type(self))
        Record.__init__(copy, **{**{name: getattr(self, name) for name in type(self).model_fields}, **changes})
        copy.follow(self)
        copy.__pydantic_fields_set__.intersection_update({*self.model_fields_set, *changes})
        copy.read_at(self._origin)._completed()
        return self.seen_as(copy)

    def _completed(self) -> None:
        self.pay_by_rates()
        raise_all(problems_across(self))

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
        return name in self.places(kind)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names that exist of a kind; `function`, `floor_name`, `supervisor`, `on_costs` and `index_or_currency` are kinds of names without records."""
        return self.noted("names", kind)

    def places(self, kind: str) -> dict[str, int]:
        """Where each name lies among those of its kind."""
        return self.noted("places", kind)

    def found(self, name: str, of: str) -> Any:
        """What `names` and `places` find, the same for all plans that have the same names."""
        names = _names(self, of)
        if name == "names":
            return self.memory.alike(names, lambda: names)
        return self.memory.alike((name, names), lambda: {one: at for at, one in enumerate(names)})

    def _named(self, kind: str) -> dict[str, Record]:
        """The records of a kind by their names; of two with one name the first."""
        return self.own(("named", kind), lambda: self.remembered(("named", kind), lambda plan: _by_name(plan.records(kind))))


def _names(plan: Plan, kind: str) -> tuple[str, ...]:
    if kind == "function":
        return plan.functions
    if kind == "floor_name":
        return tuple(dict.fromkeys(floor.floor for floor in plan.floors))
    if kind == "supervisor":
        return tuple(dict.fromkeys(span.team for span in plan.supervision))
    if kind == "index_or_currency":
        return (*plan.names("index"), *plan.names("currency"))
    if kind == "on_costs":
        return tuple(dict.fromkeys(band.scheme for band in (*plan.on_costs, *plan.schemes)))
    return tuple(dict.fromkeys(record.key for record in plan.records(kind)))


def _by_name(records: tuple[Record, ...]) -> dict[str, Record]:
    named = {record.key: record for record in reversed(records)}
    return {record.key: named[record.key] for record in records}


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
