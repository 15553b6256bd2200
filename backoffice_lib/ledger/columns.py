"""The ledger as columns: one row per month and subject that costs something, in draw 0; pay of small teams in one row with others."""

from __future__ import annotations

from typing import Any

import numpy as np

from backoffice_lib.ledger.accounts import LEADS_TO, Accounts, labels_of
from backoffice_lib.ledger.disclosure import groups, in_one, in_shown_categories, is_pay, shown_categories
from backoffice_lib.ledger.ledger import Booked, Ledger
from backoffice_lib.ledger.sources import said
from backoffice_lib.plan.policies import SMALLEST_PAY_GROUP_HEADS
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


def shown_columns(ledger: Ledger) -> dict[str, list]:
    """The columns for others to read: the pay of teams of few people in one row with others, as the plan's policy has it.

    Such a row is money × 1 × 1. Where the policy shows smaller groups than is usual, the source of their rows says so.
    """
    of_few = set(shown_categories(ledger, monthly=True).values())
    (ledger,) = in_shown_categories(ledger, monthly=True)
    rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in zip(*columns(ledger).values(), strict=True)]
    pay = is_pay(ledger)
    usual = _group_of(ledger, SMALLEST_PAY_GROUP_HEADS)
    group_of = _group_of(ledger, ledger.plan.policies.smallest_pay_group_heads)
    shown: dict[tuple, list[dict[str, Any]]] = {}
    for at, row in enumerate(rows):
        group = group_of.get(row["team"]) if row["category"] in pay else None
        if group and row["category"] in of_few and row["basis"] != "both":
            group = group_of  # the basis tells these few apart, so all of them are one row: no more than the totals of both views tell
        shown.setdefault((row["month"], row["category"], row["basis"], tuple(group)) if group else (at,), []).append(row)
        if row["category"] in pay and row["team"] in usual and not group:
            row["source"] = "; ".join(filter(None, (row["source"], f"pay of a group of fewer than {SMALLEST_PAY_GROUP_HEADS} people")))
    merged = [_merged(ledger, of, key[-1]) if len(key) > 1 else of[0] for key, of in shown.items()]
    return {name: [row[name] for row in merged] for name in COLUMNS}


def _group_of(ledger: Ledger, least: int) -> dict[str, tuple[str, ...]]:
    """Of each team that may not be shown by itself, the teams it is shown with."""
    return {team: group for group in groups(ledger, least) if len(group) > 1 for team in group}


def _merged(ledger: Ledger, rows: list[dict[str, Any]], group: tuple[str, ...]) -> dict[str, Any]:
    """Rows of pay as one, without what would tell one of them from another."""
    amount = sum(row["amount"] for row in rows)
    labels = {name: in_one(list(dict.fromkeys(row[name] for row in rows))) for name in (*LABELS, *LEADS_TO)}
    told = {"team": in_one(group), "quantity": amount, "unit": "money", "price": 1.0, "index": 1.0, "indices": "", "amount": amount}
    return rows[0] | labels | told | {"currency": ledger.plan.currency, "source": "several teams, each too small to show its pay by itself"}


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
