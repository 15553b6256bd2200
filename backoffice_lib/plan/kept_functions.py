"""Functions whose work is not to leave: from what they are kept, why, and what of a plan would take them there all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.record import FunctionName, Record, Text

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

Where = Literal["vendors", "abroad", "both"]
ABROAD = ("nearshore", "offshore")
"""Modes of work that is done in another country."""


class KeptFunction(Record):
    """A function whose work is not to leave, and why.

    kept_from: `vendors`, whoever and wherever they are; `abroad`, vendors and sites of our own in another country; or `both`.
    """

    KIND: ClassVar[str] = "kept_function"
    GROUP: ClassVar[str] = "kept_functions"

    function: FunctionName
    kept_from: Where = "both"
    reason: Text
    source: Text = ""

    @property
    def key(self) -> str:
        return self.function


def kept_from_vendor(plan: Plan, function: str, vendor: str) -> str:
    """Why a vendor is not to do the work of a function: `vendors are not to do settlements: …`; nothing where it may."""
    abroad = plan.record("vendor", vendor).mode in ABROAD
    return _because(plan, function, "vendors", "vendors are not to do {}") or (abroad and kept_from_abroad(plan, function)) or ""


def kept_from_abroad(plan: Plan, function: str) -> str:
    """Why the work of a function is not to be done in another country; nothing where it may."""
    return _because(plan, function, "abroad", "{} is not to go abroad")


def in_another_country(plan: Plan, site: str, to_site: str) -> bool:
    """Whether two sites are in different countries, as far as both of them say."""
    countries = [plan.record("site", name).country for name in (site, to_site)]
    return all(countries) and countries[0] != countries[1]


def problems_in_kept_functions(plan: Plan) -> Iterator[Problem]:
    """Contracts of the first day for work that is not to leave."""
    for contract in plan.contracts:
        known = contract.vendor in plan.names("vendor")
        if known and contract.placed_share and (why := kept_from_vendor(plan, contract.function, contract.vendor)):
            yield contract.problem("function", why, "leave it out of contracts.csv, or of kept_functions.csv")


def _because(plan: Plan, function: str, where: Where, what: str) -> str:
    kept = next((one for one in plan.kept_functions if one.function == function and one.kept_from in (where, "both")), None)
    return f"{what.format(function)}: {kept.reason}" if kept else ""
