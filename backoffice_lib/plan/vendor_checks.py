"""Checks of vendors, their price tiers, and the contracts there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import get_territory_currencies, list_currencies

from backoffice_lib.basics.errors import Problem, listed, nearest
from backoffice_lib.basics.money import NO_CURRENCY
from backoffice_lib.basics.uncertain import draws
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.plan.vendors import PRICES, Contract, PriceTier, Vendor

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan


def problems_in_vendors(plan: Plan, unread: tuple[str, ...] | None = ()) -> Iterator[Problem]:
    """Everything wrong with vendors and contracts beyond names that lead nowhere.

    unread: vendors with a price tier that is faulty itself, of which nothing can be said here; None where it may be any vendor.
    """
    names = plan.names("vendor")
    meant = {nearest(tier.vendor, names) for tier in plan.price_tiers if tier.vendor not in names}
    meant |= {tier.vendor for tier in plan.price_tiers if tier.work and tier.work not in plan.names("work")}
    for vendor in plan.vendors:
        yield from _currency(plan, vendor)
        whole = unread is not None and vendor.vendor not in {*unread, *meant}
        if whole:
            yield from _prices(plan, vendor)
        yield from _tiers(plan, vendor, whole)
    yield from _contracts(plan)


def _currency(plan: Plan, vendor: Vendor) -> Iterator[Problem]:
    """A price without a currency, from a country that pays in another one than the plan, or that nobody knows."""
    if vendor.currency or not vendor.country or plan.currency not in list_currencies() or plan.currency == NO_CURRENCY:
        return
    of = money_of(vendor.country)
    if plan.currency in of:
        return
    what = f"is blank, and {vendor.country} pays in {listed(of)}" if of else f"is blank, and {vendor.country} is no country we know"
    yield vendor.problem("currency", what, f"give the currency of its prices, {' or '.join((*of, plan.currency))}")


def money_of(country: str) -> list[str]:
    """The currencies of a country by its English name."""
    codes = [code for code, name in Locale("en").territories.items() if name.casefold() == country.strip().casefold() and len(code) == 2]
    return get_territory_currencies(codes[0]) if codes else []


def prices(plan: Plan, tier: PriceTier, contract: Contract) -> bool:
    """Whether a tier prices any units of a contract."""
    of = {work.work: work.function for work in plan.work}
    return tier.vendor == contract.vendor and (not tier.work or of.get(tier.work) == contract.function)


def works_of(plan: Plan, tier: PriceTier) -> set[str]:
    """The works whose units a tier prices: its own, or all that have no tiers of their own with the vendor."""
    if tier.work:
        return {tier.work}
    return {work.work for work in plan.work} - {other.work for other in plan.price_tiers if other.vendor == tier.vendor}


def no_unit_price(plan: Plan, vendor: str, function: str) -> tuple[str, str] | None:
    """What is wrong where a vendor is paid by the unit for a function: no units of it are known, or some of them have no price."""
    own = [tier for tier in plan.price_tiers if tier.vendor == vendor]
    works = [work.work for work in plan.work if work.function == function]
    if own and not works:
        return f"{vendor} is paid by the unit, and no work of {function} is in the plan", "add it to work.csv"
    priced = set().union(*(works_of(plan, tier) for tier in own))
    if own and (free := [work for work in works if work not in priced]):
        return f"{vendor} has no price for units of {listed(free)}", "add it to price_tiers.csv, or a row without work, for all others"
    return None


def _prices(plan: Plan, vendor: Vendor) -> Iterator[Problem]:
    own = [tier for tier in plan.price_tiers if tier.vendor == vendor.vendor]
    if not own and not vendor.asks_for and not vendor.labour_category and not vendor.card_vendor:
        yield vendor.problem("vendor", f"no price of {vendor.vendor} is given", f"fill one of {', '.join(PRICES)}, or price_tiers.csv")
    if vendor.minimum_units_per_month and all(tier.work for tier in own):
        what = "is given, and all prices are of units of one work" if own else "is given, and no price of a unit"
        yield vendor.problem("minimum_units_per_month", what, "give one in price_tiers.csv" + (", in a row without work" if own else ""))


def _tiers(plan: Plan, vendor: Vendor, whole: bool) -> Iterator[Problem]:
    """Tiers of a vendor that begin at the same volume, or, when they are all that were meant, that leave units without a price."""
    of_vendor = [tier for tier in plan.price_tiers if tier.vendor == vendor.vendor]
    for work in dict.fromkeys(tier.work for tier in of_vendor):
        named = f"{work} of {vendor.vendor}" if work else vendor.vendor
        own = sorted((tier for tier in of_vendor if tier.work == work), key=lambda tier: tier.from_units_per_month)
        for before, tier in zip(own, own[1:], strict=False):
            if tier.from_units_per_month == before.from_units_per_month:
                what = f"is {tier.from_units_per_month}, where another tier of {named} begins"
                place = before.line_of()
                yield tier.problem("from_units_per_month", what, f"first at {place}; tiers must not overlap" if place else "tiers must not overlap")
        if whole and own[0].from_units_per_month:
            what = f"leaves units 0 to {own[0].from_units_per_month} of {named} without a price"
            yield own[0].problem("from_units_per_month", what, "begin the first tier at 0")
    for contract in plan.contracts if whole else ():
        if contract.vendor == vendor.vendor and contract.placed_share and (wrong := no_unit_price(plan, vendor.vendor, contract.function)):
            yield contract.problem("vendor", *wrong)


def _contracts(plan: Plan) -> Iterator[Problem]:
    for contract in plan.contracts:
        if contract.since and plan.start is not None and contract.since > plan.start:
            mend = "leave the row out, and let a scenario outsource_work then"
            yield contract.problem("since", f"{contract.since} is after the plan starts", mend)
    for function in plan.functions:
        own = [contract for contract in plan.contracts if contract.function == function]
        total = sum((draws(contract.placed_share) for contract in own), draws(0.0))
        if (total > 1 + TOLERANCE).any():
            what = f"and the others of {function} come to {float(total.max()):.6g} of its work"
            yield own[-1].problem("placed_share", what, "the shares of one function may add up to 1")
        elif (total > 1 - TOLERANCE).any() and not any(team.function == function and team.sized_by == "work" for team in plan.teams):
            what = f"is all the work of {function}, and nothing says how much that is"
            mend = "give it a team that is sized_by work, of 0 heads where nobody is left, and its work in work.csv"
            yield own[-1].problem("placed_share", what, mend)

