"""What the make-or-buy form asks of a plan that its tables do not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from backoffice_lib.basics.errors import Problem, Wrong, described
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.uncertain import Number, draws, likely
from backoffice_lib.basics.units import Measure, Money, MoneyPerFteYear, MoneyPerYear, Months, Share, TaxShare

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

RETAINED = "governance_share_of_vendor_fees"
"""The assumption by which a contract is administered at a share of its fees."""
LINES_OF_COSTS = (2, 3, 5, 9)
"""The lines of the form that a named cost may be on."""
_PRICE = Measure("money/year")
_PERIOD = Measure("months", low=1, high=60, whole=True)


def _yes_or_no(written: Any) -> Any:
    if not isinstance(written, bool):
        raise Wrong(described(written), "write true or false")
    return written


def _several(measure: Measure) -> Any:
    """A list of checked numbers, or one number alone; an empty list is as good as none."""

    def check(written: Any) -> tuple[Any, ...]:
        several = written if isinstance(written, (list, tuple)) else (written,)
        return tuple(measure.check(one) for one in several)

    return BeforeValidator(check)


def _line(written: Any) -> Any:
    if isinstance(written, bool) or written not in LINES_OF_COSTS:
        raise Wrong(described(written), "use 2 (supplies), 3 (other attributable), 5 (additional, in house) or 9 (additional, contract)")
    return int(written)


YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
PricesPerYear = Annotated[tuple[float, ...], _several(_PRICE)]
PeriodMonths = Annotated[tuple[int, ...], _several(_PERIOD)]
LineOfCost = Annotated[int, Measure("line of the form", low=2, high=9, whole=True), BeforeValidator(_line)]
Staffing = Annotated[Number, Measure("FTE", high=1_000_000)]


class FormCost(Record):
    """A cost that goes on a line of the make-or-buy form and is in no table of the plan.

    line: 2 supplies, 3 other attributable, 5 additional cost in house, 9 additional cost of the contract.
    cost_per_year: while the work is placed. one_off_cost: in the first month in which it is. avoidable_share: what of it stops
    when the work leaves, once avoidable_after_months of the plan are over. support_contract: whether it is a
    contract that supports the work, all that line 3 of the streamlined form holds.
    """

    KIND: ClassVar[str] = "form_cost"

    form_cost: Name
    line: LineOfCost
    cost_per_year: MoneyPerYear = 0.0
    one_off_cost: Money = 0.0
    avoidable_share: Share = 1.0
    avoidable_after_months: Months = 0
    support_contract: YesNo = False
    source: Text = ""

    @classmethod
    def word(cls) -> str:
        """What a record of this kind is called in messages."""
        return "cost of the form"


class MakeOrBuy(Record):
    """How the make-or-buy form is filled in: by OMB Circular A-76, with what the tables of the plan do not say.

    public_sector: whether the payer also receives the vendor's income tax (line 12) and is bound by the differential; for
    other plans line 12 is 0 and the hurdle is a policy choice. edition: a month; the factors in force in it are used.
    incumbent: who does the work today. phase_in_months: the first performance period; blank for the months before work is placed.
    period_months: of each performance period after it; blank for years up to the end of the plan.
    contract_price_per_year: one, or one for each performance period; blank for what the ledger has for vendors.
    administration_per_year, administration_per_fte_per_year: what administering the contract costs in all, or for each full-time
    equivalent of the standard's table; blank for the ledger's governance. subcontract_fte: staffing of support contracts, for that table.
    liability_insurance: blank for yes in the public sector. insured_value: net book value under casualty insurance.
    tax_share: of the contract price, income tax of the vendor's industry. overhead_share, hurdle_share: blank for the standard's.
    overhead_avoidable_share, liability_insurance_avoidable_share: what of them stops when the work leaves.
    conversion: line 10 as shares of basic pay (`standard`) or as the ledger has one-off costs (`ledger`); blank for the
    standard in the public sector. released_book_value: of assets no longer needed, at the start.
    """

    KIND: ClassVar[str] = "make_or_buy"

    public_sector: YesNo = False
    form: Literal["standard", "streamlined"] = "standard"
    edition: Month = Month.of("2008-03")
    incumbent: Literal["in_house", "contractor"] = "in_house"
    phase_in_months: Months | None = None
    period_months: PeriodMonths = ()
    contract_price_per_year: PricesPerYear = ()
    administration_per_year: MoneyPerYear | None = None
    administration_per_fte_per_year: MoneyPerFteYear | None = None
    subcontract_fte: Staffing = 0.0
    liability_insurance: YesNo | None = None
    casualty_insurance: YesNo = False
    insured_value: Money = 0.0
    tax_share: TaxShare = 0.0
    overhead_share: Share | None = None
    overhead_avoidable_share: Share = 0.0
    liability_insurance_avoidable_share: Share = 1.0
    hurdle_share: Share | None = None
    conversion: Literal["standard", "ledger"] | None = None
    released_book_value: Money = 0.0
    costs: tuple[FormCost, ...] = ()
    source: Text = ""

    @property
    def key(self) -> str:
        return "form"

    def where(self) -> str:
        """Where a message about it should point."""
        return self.line_of() or self.KIND


def problems_in_make_or_buy(plan: Plan) -> Iterator[Problem]:
    """What the form asks for twice, or in another length than the plan has."""
    form = plan.make_or_buy
    yield from _administration(plan, form)
    yield from _periods(plan, form)
    if form.casualty_insurance and not likely(form.insured_value):
        yield form.problem("casualty_insurance", "is true, and nothing is insured", "give insured_value, the net book value of it")
    if form.public_sector and form.hurdle_share is not None:
        yield form.problem("hurdle_share", "is the standard's in the public sector", "leave it out, or public_sector")
    for cost in form.costs:
        if plan.months and cost.avoidable_after_months > plan.months:
            what = f"is {cost.avoidable_after_months}, and the plan has {plan.months} months"
            yield cost.problem("avoidable_after_months", what, "for a cost that never stops give avoidable_share: 0")
        if not likely(cost.cost_per_year) and not likely(cost.one_off_cost):
            yield cost.problem("", f"{cost.form_cost} costs nothing", "give cost_per_year or one_off_cost")


def _administration(plan: Plan, form: MakeOrBuy) -> Iterator[Problem]:
    both = [name for name in ("administration_per_year", "administration_per_fte_per_year") if getattr(form, name) is not None]
    if len(both) == 2:
        yield form.problem(both[1], "is given beside administration_per_year", "give one: a sum, or a price for the standard's table")
    for record in plan.assumptions:
        if record.assumption == RETAINED and draws(record.value).any() and both:
            at = f" at {place}" if (place := record.line_of()) else ""
            what = f"is given beside {RETAINED}{at}, so the contract would be administered twice"
            yield form.problem(both[-1], what, "keep one")


def _periods(plan: Plan, form: MakeOrBuy) -> Iterator[Problem]:
    if not plan.months:
        return
    phase_in = form.phase_in_months or 0
    given = phase_in + sum(form.period_months)
    if given > plan.months or (phase_in and phase_in == plan.months):
        name = "period_months" if form.period_months else "phase_in_months"
        what = f"the performance periods take {given} months, and the plan has {plan.months}"
        yield form.problem(name, what, "give fewer, or a longer plan")
    prices, full = len(form.contract_price_per_year), len(form.period_months)
    if full and prices > 1 and prices not in (full, full + 1):
        what = f"has {prices} prices for {full} performance periods"
        yield form.problem("contract_price_per_year", what, "give one for each, the phase-in first if there is one, or one for all")
