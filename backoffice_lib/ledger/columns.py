"""The ledger as columns: one row per month and subject that costs something, in draw 0."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backoffice_lib.drivers import DRIVERS
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.plan.subjects import LABELS

COLUMNS = (
    "scenario month category function team site vendor item mode quantity unit price index indices amount "
    "currency basis recurrence account cost_centre entity source"
).split()


def columns(ledger: Ledger) -> dict[str, list]:
    """Every column of the ledger, as equally long lists; rows that cost nothing are left out."""
    table: dict[str, list] = {name: [] for name in COLUMNS}
    for line in ledger.lines:
        for name, values in _rows(ledger, line).items():
            table[name].extend(values)
    return table


def _rows(ledger: Ledger, line: Booked) -> dict[str, list]:
    posting, category = line.posting, line.category
    months, rows = np.nonzero(line.amount[:, :, 0])
    names = [str(month) for month in ledger.plan.calendar]
    index = _index(ledger, line)
    price = np.broadcast_to(posting.price, line.amount.shape[:2] + posting.price.shape[2:])[:, :, 0]
    sources = [_source(ledger, line, row) for row in range(len(posting.subjects))]
    count = len(months)
    table = {
        "scenario": [ledger.scenario] * count,
        "month": [names[month] for month in months],
        "category": [category.name] * count,
        **{label: [posting.subjects.labels[label][row] for row in rows] for label in LABELS},
        "quantity": np.broadcast_to(posting.quantity, line.amount.shape[:2] + posting.quantity.shape[2:])[months, rows, 0].tolist(),
        "unit": [posting.unit] * count,
        "price": price[months, rows].tolist(),
        "index": index[months, rows].tolist(),
        "indices": [" × ".join(posting.indices[row]) for row in rows],
        "amount": line.amount[months, rows, 0].tolist(),
        "currency": [posting.subjects.currencies[row] for row in rows],
        "basis": [posting.basis] * count,
        "recurrence": [category.recurrence] * count,
        "source": [sources[row] for row in rows],
    }
    return {name: table.get(name, [""] * count) for name in COLUMNS}


def _index(ledger: Ledger, line: Booked) -> np.ndarray:
    """The product of each subject's indices in draw 0, [month, subject]."""
    product = {names: ledger.escalators.product(names)[:, 0] for names in set(line.posting.indices)}
    paths = [product[names] for names in line.posting.indices]
    return np.stack(paths, axis=1) if paths else np.ones(line.amount.shape[:2])


def _source(ledger: Ledger, line: Booked, row: int) -> str:
    """Where the three factors of a row come from: quantity × price × index."""
    posting = line.posting
    quantity = [f"all {posting.rate_on} booked"] if posting.rate_on else []
    quantity += [text for driver in posting.quantity_from for text in _driver(ledger, line, driver, row)]
    price = [text for driver in posting.price_from for text in _driver(ledger, line, driver, row)]
    indices = [f"{name} {_index_source(ledger, name)}".strip() for name in posting.indices[row]]
    return " × ".join(", ".join(dict.fromkeys(factor)) for factor in (quantity, price, indices) if factor)


def _driver(ledger: Ledger, line: Booked, driver: str, row: int) -> Iterator[str]:
    """A driver, or an assumption, and where its value comes from."""
    if driver not in DRIVERS:
        known = [record for record in ledger.plan.assumptions if record.assumption == driver]
        yield f"{driver} {known[0].source_of('value') if known else 'by default'}"
        return
    from_kind = line.posting.subjects.refs.get(DRIVERS[driver].kind)
    if from_kind and from_kind[row]:
        found = [text for text in ledger.drivers.sources(driver, from_kind[row]) if text]
        yield f"{driver} {' then '.join(found)}" if found else driver


def _index_source(ledger: Ledger, name: str) -> str:
    kind, field = ("index", "growth_share_per_year") if name in ledger.plan.names("index") else ("currency", "rate")
    return ledger.plan.record(kind, name).source_of(field)
