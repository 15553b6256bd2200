"""The ledger as columns: one row per month and subject that costs something, in draw 0."""

from __future__ import annotations

import numpy as np

from backoffice_lib.ledger.accounts import LEADS_TO, Accounts, labels_of
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.ledger.sources import said
from backoffice_lib.plan.subjects import LABELS

COLUMNS = (
    "scenario month category function team site vendor item mode quantity unit price index indices amount "
    "currency basis recurrence account cost_centre entity source"
).split()


def columns(ledger: Ledger) -> dict[str, list]:
    """Every column of the ledger, as equally long lists; rows that cost nothing are left out."""
    table: dict[str, list] = {name: [] for name in COLUMNS}
    goes_to = Accounts(ledger.plan.accounts)
    for line in ledger.lines:
        for name, values in _rows(ledger, line, goes_to).items():
            table[name].extend(values)
    return table


def _rows(ledger: Ledger, line: Booked, goes_to: Accounts) -> dict[str, list]:
    posting, category = line.posting, line.category
    months, rows = np.nonzero(line.amount[:, :, 0])
    names = [str(month) for month in ledger.plan.calendar]
    index = _index(ledger, line)
    price = np.broadcast_to(posting.price, line.amount.shape[:2] + posting.price.shape[2:])[:, :, 0]
    sources = [said(ledger, line, row) for row in range(len(posting.subjects))]
    count = len(months)
    leads_to = [goes_to.leads_to(labels) for labels in labels_of(line)]
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
        **{name: [leads_to[row][at] for row in rows] for at, name in enumerate(LEADS_TO)},
        "source": [sources[row] for row in rows],
    }
    return {name: table[name] for name in COLUMNS}


def _index(ledger: Ledger, line: Booked) -> np.ndarray:
    """The product of each subject's indices in draw 0, [month, subject]."""
    product = {names: ledger.escalators.product(names)[:, 0] for names in set(line.posting.indices)}
    paths = [product[names] for names in line.posting.indices]
    return np.stack(paths, axis=1) if paths else np.ones(line.amount.shape[:2])
