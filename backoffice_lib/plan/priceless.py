"""A plan without its prices: what people, work and space follow from, and no money."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from backoffice_lib.basics.record import Record, measures

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

PRICED = ("teams", "sites", "leases", "floors", "rent_steps", "vendors", "price_tiers", "work", "on_costs")
"""The parts of a plan that people, work or space may follow from, and in whose records there are prices."""

_KEPT = ("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")


def without_prices(plan: Plan) -> Plan:
    """The plan with records that have no amount of money: where one is asked for, Python raises AttributeError.

    Where two plans differ in prices alone, these parts of them are the very same.
    """
    return plan.own("without prices", lambda: plan.model_copy(update={name: plan.remembered(("without prices", name), lambda window, name=name: _bare(window, name)) for name in PRICED}))


def _bare(plan: Plan, name: str) -> tuple[Any, ...]:
    return plan.memory.like_before(("bare", name), tuple(map(_without, getattr(plan, name))))


def _without(record: Record) -> Record:
    prices, bare = _prices(type(record)), type(record).__new__(type(record))
    for name, value in (("__dict__", {name: part for name, part in record.__dict__.items() if name not in prices}), *((one, getattr(record, one)) for one in _KEPT)):
        object.__setattr__(bare, name, value)
    return bare


@cache
def _prices(kind: type[Record]) -> frozenset[str]:
    """The fields of a kind of record that are amounts of money."""
    return frozenset(name for name, measure in measures(kind).items() if measure.is_money)
