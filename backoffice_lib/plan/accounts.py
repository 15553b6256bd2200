"""Finance's own frame: which account, cost centre and entity a cost goes to, and what the real books held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator

from backoffice_lib.basics.errors import Problem, Wrong, described, listed
from backoffice_lib.basics.record import Name, Record, Ref, Text
from backoffice_lib.basics.units import Measure, Money

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

MATCHED = ("category", "function", "team", "site")
"""What a row of accounts.csv may ask of a cost, in the order in which they are written."""
_COST = Measure("money", low=-1e15)


def _costs(written: Any) -> tuple[tuple[str, float], ...]:
    """What the books hold by category, as pairs. Raises Wrong."""
    if isinstance(written, tuple):
        written = dict(written)
    if not isinstance(written, Mapping):
        raise Wrong(f"{described(written)}, not a group of categories", "write each under it, as `category: cost`")
    pairs = []
    for name, cost in written.items():
        try:
            pairs.append((str(name), float(_COST.check(cost))))
        except Wrong as wrong:
            raise Wrong(f"{name} {wrong.what}", "give the money booked in it") from None
    return tuple(pairs)


AnyFunction = Annotated[Text, Ref("function")]
AnyTeam = Annotated[Text, Ref("team")]
AnySite = Annotated[Text, Ref("site")]
CategoryCosts = Annotated[tuple[tuple[str, float], ...], BeforeValidator(_costs)]
Year = Annotated[int, Measure("year", low=1900, high=2200, whole=True)]


class AccountRow(Record):
    """Where a cost goes in the books: to an account, and if given to a cost centre and a legal entity.

    category, function, team, site: the costs it is for; blank is any. Of the rows that fit a cost the one that says
    most of these four wins; two that say as much and lead elsewhere are an error.
    account: its number or name. cost_centre, entity: who answers for it, and the company that pays.
    """

    KIND: ClassVar[str] = "account_row"
    GROUP: ClassVar[str] = "accounts"

    category: Text = ""
    function: AnyFunction = ""
    team: AnyTeam = ""
    site: AnySite = ""
    account: Name
    cost_centre: Text = ""
    entity: Text = ""

    @property
    def asks(self) -> tuple[str, ...]:
        """What it asks of a cost: category, function, team and site, blank where any will do."""
        return self.category, self.function, self.team, self.site

    @property
    def key(self) -> str:
        return ", ".join(f"{name} {text}" for name, text in zip(MATCHED, self.asks, strict=True) if text) or "any cost"

    @property
    def leads_to(self) -> tuple[str, str, str]:
        """Account, cost centre and entity."""
        return self.account, self.cost_centre, self.entity

    def fits(self, labels: tuple[str, ...]) -> bool:
        """Whether a cost with this category, function, team and site is one it is for."""
        return all(asked in ("", label) for asked, label in zip(self.asks, labels, strict=True))


class GeneralLedger(Record):
    """What the real books held for a fiscal year of the plan, in plan currency: the total, or costs by category, or both.

    It is what the plan is held against; it changes no figure. Costs are those of the profit view.
    """

    KIND: ClassVar[str] = "general_ledger"

    year: Year
    total_cost: Money | None = None
    categories: CategoryCosts = ()
    source: Text = ""

    @property
    def key(self) -> str:
        return str(self.year)


def problems_in_accounts(plan: Plan) -> Iterator[Problem]:
    """Rows that ask for the same costs, and books of a year that the plan does not have."""
    first: dict[tuple[str, ...], AccountRow] = {}
    for row in plan.accounts:
        if before := first.get(row.asks):
            place = before.line_of()
            what = f"a row for {row.key} is there already"
            yield row.problem("", what, f"first at {place}; keep one" if place else "keep one")
        first.setdefault(row.asks, row)
    if books := plan.general_ledger:
        years = sorted({plan.fiscal_year(month) for month in plan.calendar})
        if plan.months and books.year not in years:
            what = f"{books.year} is not a {plan.year_in_words} of the plan"
            yield books.problem("year", what, f"it has {listed(map(str, years))}")
        if books.total_cost is None and not books.categories:
            yield books.problem("", "the books hold nothing", "give total_cost, or costs by category under categories")
