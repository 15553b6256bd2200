"""Recharges: which business units use the back office, and by which key its cost is spread over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.record import FunctionOrNone, Name, Record, SiteOrNone, Text
from backoffice_lib.basics.uncertain import Number, likely
from backoffice_lib.basics.units import TOLERANCE, Measure

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

SHARE = "share"
"""The allocation key whose weights are the shares themselves; what they leave of 1 is not recharged."""
Weight = Annotated[Number, Measure("units of the key", high=1e15)]


class Recharge(Record):
    """What one business unit bears of the cost of a function, or of what a site costs that belongs to no function, such as its rent.

    allocation_key: by what the cost is spread, such as heads or invoices; the same in every row of a function or site.
    weight: how much of it the business unit has; of the key `share` its share of the cost.
    """

    KIND: ClassVar[str] = "recharge"
    GROUP: ClassVar[str] = "recharges"

    function: FunctionOrNone = ""
    site: SiteOrNone = ""
    business_unit: Name
    allocation_key: Name
    weight: Weight
    source: Text = ""

    @property
    def of(self) -> tuple[str, str]:
        """The function, or the site, whose cost is spread; the other is blank."""
        return self.function, self.site

    @property
    def named(self) -> str:
        """The function or the site by name."""
        return self.function or self.site

    @property
    def key(self) -> str:
        return f"{self.named} to {self.business_unit}"


def problems_in_recharges(plan: Plan) -> Iterator[Problem]:
    """Rows that say of no cost, or of two, whose it is; costs that are spread twice, by two keys, or not at all."""
    rows: dict[tuple[str, str], list[Recharge]] = defaultdict(list)
    for row in plan.recharges:
        if bool(row.function) == bool(row.site):
            what = "both a function and a site are named" if row.function else "neither a function nor a site is named"
            yield row.problem("function", what, "name one of them; a site stands for what it costs besides its functions")
        else:
            rows[row.of].append(row)
    for several in rows.values():
        yield from _of_one(several)


def _of_one(rows: list[Recharge]) -> Iterator[Problem]:
    """What is wrong with the rows of one function or site."""
    first: dict[str, Recharge] = {}
    for row in rows:
        if before := first.get(row.business_unit):
            place = before.line_of()
            yield row.problem("business_unit", f"{row.key} is given twice", f"first at {place}; keep one" if place else "keep one")
        first.setdefault(row.business_unit, row)
        if row.allocation_key != rows[0].allocation_key:
            what = f"{row.named} is spread by {row.allocation_key} here and by {rows[0].allocation_key} before"
            yield row.problem("allocation_key", what, "use one key for all its business units")
    total = sum(likely(row.weight) for row in rows)
    if not total:
        yield rows[0].problem("weight", f"no business unit has any {rows[0].allocation_key} of {rows[0].named}", "give a weight above 0")
    if rows[0].allocation_key == SHARE and total > 1 + TOLERANCE:
        yield rows[-1].problem("weight", f"the shares of {rows[0].named} come to {total:.6g}", "at most 1; what is left is not recharged")
