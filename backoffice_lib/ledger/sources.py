"""Where the factors of a posting come from: every input with its value, its place in the files and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from backoffice_lib.basics.days import Day
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record, measures
from backoffice_lib.basics.uncertain import PerDraw, likely
from backoffice_lib.drivers import DRIVERS, headcount
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.plan import ExchangeRateOf, Index, IndexValue, Lease, Plan
from backoffice_lib.plan.rent_reviews import first_review, index_months, since_written, written_in

Status = Literal["sourced", "assumption", "partly assumed", "unsourced", "left out", "fixed", "many"]

_ASSUMPTION = re.compile(r"(\S+:\d+ \()?(an )?assumption", re.IGNORECASE)


@dataclass(frozen=True)
class Input:
    """One input of a factor, in draw 0.

    name: the driver, assumption or field. field: the column or key it is written in. of: whose it is.
    place: file and line. source: what is named there as its source. status: `sourced`, `assumption` when its source says
    that it is one, `partly assumed` when it says so of a part of the row, `unsourced`, `left out` when the model's own value holds, `fixed` when only levers change it, `many`
    when it is that of many. bent_by: the levers that changed it in any month, in order.
    """

    name: str
    field: str
    of: str
    value: float | str | None
    unit: str
    place: str
    source: str
    status: Status
    bent_by: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Its place in the files, and the source named there: `teams.csv:2 (an assumption)`."""
        if self.status == "left out":
            return f"left out at {self.place}" if self.place else "by default"
        return " ".join(part for part in (self.place, f"({self.source})" if self.source else "") if part)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, " then ".join(filter(None, (self.origin, *self.bent_by))))))


def inputs(ledger: Ledger, line: Booked, names: Iterable[str], row: int, month: int) -> tuple[Input, ...]:
    """The inputs of these names behind one row of a posting, in a month of the plan; those left blank are left out."""
    found = (_input(ledger, line, name, row, month) for name in names)
    return tuple(one for one in found if one is not None)


def index_inputs(ledger: Ledger, name: str, month: int = 0) -> tuple[Input, ...]:
    """What an index, the rent reviews of a lease or an exchange rate is made of, in a month of the plan."""
    plan, at = ledger.plan, ledger.plan.start.ordinal + month
    if name in plan.names("currency"):
        return tuple(_rate_inputs(plan, plan.record("currency", name), at))
    if factor := next((one for one in ledger.factors if one.name == name), None):
        return (Input("factor", "", name, factor.factor, "", "", factor.why, "sourced"),)
    if name in plan.names("index"):
        index = plan.record("index", name)
        return tuple(_index_inputs(plan, index, (at, (index.base or plan.start).ordinal), "base"))
    return tuple(_review_inputs(plan, next(lease for lease in plan.leases if lease.price_index == name), at))


def _rate_inputs(plan: Plan, rate: ExchangeRateOf, month: int) -> Iterator[Input]:
    """The rate of a currency that holds in a month, or those it lies between; and how it drifts, after the last that is given."""
    unit = f"{plan.currency}/{rate.currency}"
    dated = {one.month.ordinal: one for one in plan.index_values if one.index == rate.currency}
    before, after = [one for one in sorted(dated) if one <= month], [one for one in sorted(dated) if one > month]
    between = rate.gaps == "interpolate" and month not in dated
    if not before and rate.rate is not None:
        yield _written(rate, "rate", "rate", unit, likely(rate.rate))
    for one in (*before[-1:], *(after[:1] if between else ())):
        yield _written(dated[one], "value", f"rate of {dated[one].month}", unit, likely(dated[one].value))
    if rate.growth_share_per_year and not after:
        yield _written(rate, "growth_share_per_year", "growth_share_per_year", "share/year", likely(rate.growth_share_per_year))


def _index_inputs(plan: Plan, index: Index, months: tuple[int, int], *more: str) -> Iterator[Input]:
    """An index in two months: its growth, and the published values that the two go by."""
    growth = _written(index, "growth_share_per_year", "growth_share_per_year", "share/year", likely(index.growth_share_per_year))
    values = {one.month.ordinal: one for one in plan.index_values if one.index == index.index}
    found = [_published(values[month]) for month in _behind(sorted(values), months)]
    yield from found if values and max(months) <= max(values) else [growth, *found]
    yield _written(index, "applied", "applied", "", index.applied)
    if more:
        yield _written(index, "base", "base", "", str(index.base or plan.start))


def _behind(known: list[int], months: tuple[int, int]) -> Iterator[int]:
    """The months with a published value behind those of two months: their own, or the nearest on both sides."""
    for month in dict.fromkeys(months) if known else ():
        before, after = [one for one in known if one <= month], [one for one in known if one >= month]
        yield from dict.fromkeys((before or after)[-1:] + (after or before)[:1])


def _published(value: IndexValue) -> Input:
    return _written(value, "value", f"value of {value.month}", "index points", likely(value.value))


def _review_inputs(plan: Plan, lease: Lease, at: int) -> Iterator[Input]:
    """What the rent of a lease is reviewed by, and when."""
    first = str(Month(first_review(lease)))
    yield _written(lease, "rent_review_every_months", "rent_review_every_months", "months", lease.rent_review_every_months)
    yield _written(lease, "rent_review_from", "rent_review_from", "", first)
    if lease.fixed_rent_growth_share_per_year is not None:
        name = "fixed_rent_growth_share_per_year"
        yield _written(lease, name, name, "share/year", likely(lease.fixed_rent_growth_share_per_year))
        return
    yield _written(lease, "index_lag_months", "index_lag_months", "months", lease.index_lag_months)
    index = plan.record("index", lease.rent_index or plan.cost_index)
    reviewed = since_written(plan, lease, np.array([at, written_in(plan, lease)]))
    now, before = (int(month) for month in index_months(lease, reviewed))
    yield from _index_inputs(plan, index, (now, before))


def _input(ledger: Ledger, line: Booked, name: str, row: int, month: int) -> Input | None:
    refs = line.posting.subjects.refs
    if name in DRIVERS:
        keys = refs.get(DRIVERS[name].kind)
        if not keys or not keys[row]:
            return Input(name, "", f"every {DRIVERS[name].kind} behind it", None, "", "", "", "many")
        return driver_input(ledger, name, keys[row], month)
    if asked := next((one for one in line.category.assumes if one.name == name), None):
        given = [record for record in ledger.plan.assumptions if record.assumption == name]
        if given:
            return _written(given[0], "value", name, asked.measure.unit, likely(given[0].value))
        return Input(name, name, "the plan", asked.default, asked.measure.unit, "", "", "left out")
    return _field(ledger, refs, name, row)


def driver_input(ledger: Ledger, name: str, subject: str, month: int) -> Input:
    """A driver of a subject in a month of the plan, and the field it starts from."""
    drivers, declared = ledger.drivers, DRIVERS[name]
    values = drivers[name]
    value = float(values[min(month, len(values) - 1), drivers.row(name, subject), 0])
    record, field = drivers.starts_from(name, subject)
    stepped = headcount.notes(ledger.plan, subject) if name == "target_heads" else ()
    bent_by = (*stepped, *drivers.bent.get((name, subject), ()))
    if not field:
        return Input(name, "", _of(record), value, declared.unit, "", "", "fixed", bent_by)
    return _written(record, field, name, declared.unit, value, bent_by)


def _field(ledger: Ledger, refs: Any, name: str, row: int) -> Input | None:
    """A field of one of the records behind the row that is no driver, such as the seats of a lease."""
    records = [ledger.plan.record(kind, keys[row]) for kind, keys in refs.items() if keys[row]]
    record = next(one for one in records if name in type(one).model_fields)
    value = getattr(record, name)
    if value is None or value == "":
        return None
    number = isinstance(value, (int, float, PerDraw))
    unit = measures(type(record))[name].unit if number else _unit_of_date(value)
    return _written(record, name, name, unit, float(likely(value)) if number else str(value))


def _unit_of_date(value: Any) -> str:
    """`month` or `day` for a date, as it is written; nothing for what is none."""
    return ("day" if len(str(value)) > 7 else "month") if isinstance(value, Month | Day) else ""


def _written(
    record: Record, field: str, name: str, unit: str, value: float | str, bent_by: tuple[str, ...] = ()
) -> Input:
    """An input that is a field of a record."""
    source, status = record.published(field), "unsourced"
    if field not in record.model_fields_set:
        source, status = "", "left out"
    elif source:
        partly = "partly assumed" if "assumption" in source.lower() else "sourced"
        status = "assumption" if _ASSUMPTION.match(source) else partly
    return Input(name, field, _of(record), value, unit, record.line_of(field), source, status, bent_by)


def _of(record: Record) -> str:
    return f"{record.KIND.replace('_', ' ')} {record.key}"


def said(ledger: Ledger, line: Booked, row: int) -> str:
    """Where the three factors of a row come from, as one text: quantity × price × index."""
    posting = line.posting
    quantity = [f"all {' and '.join(posting.rate_on)} booked"] if posting.rate_on else []
    quantity += _texts(inputs(ledger, line, posting.quantity_from, row, 0))
    price = _texts(inputs(ledger, line, posting.price_from, row, 0))
    indices = [f"{name} {index_inputs(ledger, name)[0].origin}".strip() for name in posting.indices[row]]
    return " × ".join(", ".join(dict.fromkeys(factor)) for factor in (quantity, price, indices) if factor)


def _texts(found: Iterable[Input]) -> Iterator[str]:
    return (str(one) for one in found if one.status != "many")
