"""What the firm's own books hold month by month, how an export of them is read, and up to which month they are closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from backoffice_lib.basics.errors import Problem, Wrong, described
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record, Text
from backoffice_lib.basics.units import ExchangeRate, Measure
from backoffice_lib.plan.mapped import DateOrder, Heading, UnusableRows, columns_of, each_its_own, mapping

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

WHERE_BOOKED = ("account", "cost_centre", "entity", "category", "function", "team", "site")
"""What the books may say of a cost besides its month: where it is booked, and what it is."""
TEXTS = (*WHERE_BOOKED, "unit", "currency", "entry", "source")
Booked = Annotated[float, Measure("money", low=-1e15, high=1e15, confidential=True)]
Quantity = Annotated[float, Measure("units", low=-1e15, high=1e15)]
IndexFactor = Annotated[float, Measure("factor", above_low=True, high=1e9)]


class Actual(Record):
    """A cost in the firm's own books, in one month: an amount on an account, with its quantity where the books count.

    account, cost_centre, entity: where it is booked. category, function, team, site: what it is, where the books say so; an account
    or a category is needed. amount: a cost is positive, a credit negative. quantity, unit: how much was bought, in the unit of the
    ledger. index: what prices had become of those written in the plan, exchange rate included. currency: of the amount, blank for the
    plan's; exchange_rate: at which it was booked, the plan's own of that month if blank. entry: the number of the entry, which tells equal lines apart.
    """

    KIND: ClassVar[str] = "actual"
    GROUP: ClassVar[str] = "actuals"

    month: Month
    account: Text = ""
    cost_centre: Text = ""
    entity: Text = ""
    category: Text = ""
    function: Text = ""
    team: Text = ""
    site: Text = ""
    amount: Booked
    quantity: Quantity | None = None
    unit: Text = ""
    index: IndexFactor | None = None
    currency: Text = ""
    exchange_rate: ExchangeRate | None = None
    entry: Text = ""
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.account or self.category} in {self.month}"

    @property
    def booked_on(self) -> tuple[str, ...]:
        """Where it is booked and what it is, in the order of WHERE_BOOKED, blank where the books do not say."""
        return tuple(getattr(self, name) for name in WHERE_BOOKED)


ONLY_IN_EXPORTS = ("debit", "credit", "side", "fiscal_year", "period", "year", "month_of_year")
ACTUAL_COLUMNS = (*Actual.model_fields, *ONLY_IN_EXPORTS)
_WHENS = ({"month"}, {"fiscal_year", "period"}, {"year", "month_of_year"})


def _of_actuals(columns: dict[str, Heading]) -> dict[str, Heading]:
    """The columns, when they say when what was booked where. Raises Wrong."""
    given = set(columns)
    if sum(when <= given for when in _WHENS) != 1:
        raise Wrong("does not say once when a cost was booked", "name the column of month, or of fiscal_year and period, or of year and month_of_year")
    if not given & {"amount", "debit", "credit"}:
        raise Wrong("does not say what was booked", "name the column of amount, or of debit and credit")
    if "amount" in given and given & {"debit", "credit"}:
        raise Wrong("gives amount beside debit and credit", "keep one of the two")
    if "side" in given and "amount" not in given:
        raise Wrong("gives side without amount", "name the column of amount too")
    if not given & {"account", "category"}:
        raise Wrong("does not say on which account", "name the column of account, or of category")
    return each_its_own(columns)


def _patterns(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, (list, tuple)) else (value,)
    if any(isinstance(one, (dict, list, bool)) or one is None for one in several):
        raise Wrong(described(value), 'list accounts, with * for any ending: ["1*", "4000"]')
    return tuple(str(one).strip() for one in several)


class ActualsSource(Record):
    """How to read an export of the firm's own books: its file, which of its columns is what, and what it does not say.

    file: the table `actuals` of the plan if left out. columns: our name of a column to the file's, or to several whose texts are put together. dates: the order in which days are
    written. costs_are: whether costs are positive or negative in it. left_out_accounts: accounts that are no cost of the plan,
    with * for any ending. defaults: texts that hold where a cell is blank or there is no column. unusable_rows: `stop`, or `leave_out` and report them.
    """

    KIND: ClassVar[str] = "actuals"

    file: Text = ""
    columns: columns_of("an export of actuals", ACTUAL_COLUMNS, _of_actuals, TEXTS)
    dates: DateOrder = "year-month-day"
    costs_are: Literal["positive", "negative"] = "positive"
    left_out_accounts: Annotated[tuple[str, ...], BeforeValidator(_patterns)] = ()
    defaults: Annotated[dict[str, Any], BeforeValidator(mapping)] = Field(default_factory=dict)
    unusable_rows: UnusableRows = "stop"
    source: Text = ""

    @property
    def key(self) -> str:
        return self.file or self.KIND


def problems_in_actuals(plan: Plan) -> Iterator[Problem]:
    """Actuals without an account, the same line twice, a last close that is no month of the plan; no message says an amount."""
    first: dict[Actual, Actual] = {}
    for actual in plan.actuals:
        if not actual.account and not actual.category:
            yield actual.problem("account", "is blank, and there is no category", "give one of the two")
        if before := first.get(actual):
            place = before.line_of()
            what = f"is the same as {place}" if place else "is there twice, with the same amount"
            yield actual.problem("", what, "keep one, or tell them apart by the number of their entry")
        first.setdefault(actual, actual)
    if plan.last_close and plan.start and plan.months and plan.last_close not in plan.calendar:
        yield plan.problem("last_close", f"{plan.last_close} is outside the plan", f"give {plan.start} to {plan.calendar[-1]}")
