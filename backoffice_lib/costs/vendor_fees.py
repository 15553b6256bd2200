"""Vendor fees: what vendors are paid for the work placed with them, by whatever they ask a price for."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.basics.sums import product
from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing
from backoffice_lib.operations.contracts import contract_rows
from backoffice_lib.plan import PriceTier, Subjects, paired
from backoffice_lib.plan.vendor_checks import prices, works_of

PLACED = ("target_heads", "placed_share", "productivity_share")
UNITS = ("units_per_month", "placed_share")


def postings(pricing: Pricing) -> Iterator[Posting]:
    """By the people of the vendor, their hours, the contract and the units; last, the units of its minimum that it did not do."""
    fte = pricing.operations.demand.placed_fte
    placements, contracts = pricing.subjects("placement"), pricing.subjects("contract")
    hours = pricing.of_rows("vendor", "productive_hours_per_year", placements)[None] / 12
    years = pricing.price("price_per_fte_per_year") / 12
    yield _fees(pricing, placements, fte, "vendor FTE month", years, PLACED, "price_per_fte_per_year")
    yield _fees(pricing, placements, fte * hours, "vendor hour", pricing.price("price_per_hour"), (*PLACED, "productive_hours_per_year"), "price_per_hour")
    running, fixed = pricing.operations.contracts.running, pricing.price("fixed_fee_per_month")
    yield _fees(pricing, contracts.as_item("{}: fixed fee"), running, "month of contract", fixed, ("placed_share",), "fixed_fee_per_month")
    yield from _by_unit(pricing)


def _by_unit(pricing: Pricing) -> Iterator[Posting]:
    """The units in each tier, and those by which a contract that runs falls short of its minimum, as further units of no work in particular."""
    plan, of = pricing.plan, pricing.operations.contracts
    pairs = [(contract, tier) for contract in plan.contracts for tier in plan.price_tiers if prices(plan, tier, contract)]
    contracts = [plan.names("contract").index(contract.contract) for contract, _ in pairs]
    vendors = [plan.names("vendor").index(contract.vendor) for contract, _ in pairs]
    rows, tiers = paired(plan, "contract_tier", pairs), [plan.names("price_tier").index(tier.key) for _, tier in pairs]
    units, least = of.units[:, contracts], of.running[:, contracts] * pricing.drivers["minimum_units_per_month"][:, vendors]
    done = units * _parts(pricing, pairs)
    general = np.array([not tier.work for _, tier in pairs], dtype=bool)[:, None]
    paid = done + np.maximum(least - units, 0.0) * general
    low, high = _bounds(plan.price_tiers, pairs)
    whole = np.array([plan.vendors[row].tiers_hold_for == "all_units" for row in vendors], dtype=bool)[:, None]
    short = np.where(whole, (paid - done) * ((low <= paid) & (paid < high)), _within(low, high, paid) - _within(low, high, done))
    priced = pricing.price("price_per_unit")[:, tiers]
    in_tier = np.where(whole, done * ((low <= done) & (done < high)), _within(low, high, done))
    yield _fees(pricing, rows, in_tier, "unit", priced, UNITS, "price_per_unit")
    yield _fees(pricing, rows.as_item("{}: short of minimum"), short, "unit not done", priced, (*UNITS, "minimum_units_per_month"), "price_per_unit")


def _bounds(tiers: tuple[PriceTier, ...], pairs: list) -> tuple[np.ndarray, np.ndarray]:
    """Where the tier of each pair begins and ends, [pair, 1]."""
    low = np.array([float(tier.from_units_per_month) for _, tier in pairs]).reshape(-1, 1)
    begins = [[other.from_units_per_month for other in tiers if (other.vendor, other.work) == (tier.vendor, tier.work)] for _, tier in pairs]
    above = [min((one for one in others if one > tier.from_units_per_month), default=np.inf) for others, (_, tier) in zip(begins, pairs, strict=True)]
    return low, np.array(above, dtype=float).reshape(-1, 1)


def _parts(pricing: Pricing, pairs: list) -> np.ndarray:
    """Of the units of each pair's contract, the part of those works that its tier prices, [month or 1, pair, draw]."""
    plan, units = pricing.plan, pricing.operations.demand.workload.units
    if not any(tier.work for tier in plan.price_tiers):
        return np.ones((1, len(pairs), 1))
    shape = len(pairs), len(plan.work)
    of_function = np.array([[work.function == contract.function for work in plan.work] for contract, _ in pairs], dtype=float).reshape(shape)
    priced = np.array([[work.work in works_of(plan, tier) for work in plan.work] for _, tier in pairs], dtype=float).reshape(shape)
    total, part = product(of_function, units), product(of_function * priced, units)
    return np.divide(part, total, out=np.zeros_like(total), where=total > 0)


def _within(low: np.ndarray, high: np.ndarray, units: np.ndarray) -> np.ndarray:
    return np.clip(units, low, high) - low


def _fees(
    pricing: Pricing, rows: Subjects, quantity: np.ndarray, unit: str, price: np.ndarray, quantity_from: tuple[str, ...], named: str
) -> Posting:
    """Fees under contracts, at what they have become by renewal and renegotiation. price: of each vendor, or of each row."""
    plan = pricing.plan
    contracts = pricing.places("contract", rows.refs.get("contract", ()))
    if named != "price_per_unit":
        price = price[:, pricing.places("vendor", rows.refs.get("vendor", ()))]
    agreed = pricing.used({"contract_price_share": 1.0})
    if agreed:
        price = price * pricing.price("contract_price_share")[:, contracts]
    vendors = [plan.record("vendor", contract.vendor) for contract in plan.contracts]
    if any(vendor.term_months and vendor.renewal_uplift_share for vendor in vendors):
        price = price * _renewed(pricing, vendors)[:, contracts]
        agreed = (*agreed, "renewal_uplift_share", "term_months")
    return Posting(
        subjects=rows,
        quantity=quantity,
        unit=unit,
        price=price,
        indices=pricing.follows(rows, "vendor", "price_index"),
        quantity_from=quantity_from,
        price_from=(named, *agreed),
    )


def _renewed(pricing: Pricing, vendors: list) -> np.ndarray:
    """How far the prices of each contract have risen at the ends of its terms, [month, contract, draw]."""
    terms = np.array([vendor.term_months or np.inf for vendor in vendors]).reshape(-1, 1)
    return (1 + stacked([vendor.renewal_uplift_share for vendor in vendors])) ** (pricing.operations.contracts.months_run // terms)


VENDOR_FEES = Category(
    "vendor fees", "What vendors are paid for the work placed with them: by their people, hours or units, or a fixed fee.", postings
)
