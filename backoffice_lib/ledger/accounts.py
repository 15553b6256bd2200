"""Finds the account, cost centre and entity of every cost: of the rows that fit it, the one that says most of it wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.ledger.disclosure import in_one, together
from backoffice_lib.ledger.ledger import Booked, Ledger, View
from backoffice_lib.plan import AccountRow

Labels = tuple[str, str, str, str]
"""Category, function, team and site of a cost, blank where it has none."""
LEADS_TO = ("account", "cost_centre", "entity")


@dataclass(frozen=True)
class NotMapped:
    """A cost that no row of accounts.csv is for, and its amount over the plan in draw 0."""

    category: str
    function: str
    team: str
    site: str
    amount: float


class Accounts:
    """Where costs go, by the rows of accounts.csv; each kind of cost is looked up once."""

    def __init__(self, rows: Sequence[AccountRow]):
        self._rows = {row.asks: row for row in rows}
        self._found: dict[Labels, list[AccountRow]] = {}

    def leads_to(self, labels: Labels) -> tuple[str, str, str]:
        """Account, cost centre and entity of a cost; all blank when no row is for it."""
        row = self.row_for(labels)
        return row.leads_to if row else ("", "", "")

    def row_for(self, labels: Labels) -> AccountRow | None:
        """The row a cost goes by: the one that fits and says most of category, function, team and site."""
        return next(iter(self._fitting(labels)), None)

    def rival_of(self, labels: Labels) -> AccountRow | None:
        """A row that fits as well as the one a cost goes by, and leads elsewhere."""
        first, *others = self._fitting(labels) or [None]
        return next((row for row in others if row.leads_to != first.leads_to), None)

    def _fitting(self, labels: Labels) -> list[AccountRow]:
        """The rows that fit a cost and say as much of it as any: each label is asked for or left open, so 16 ways."""
        if labels not in self._found:
            asked = dict.fromkeys(product(*((label, "") for label in labels)))
            rows = [self._rows[asks] for asks in asked if asks in self._rows]
            least = min((row.asks.count("") for row in rows), default=0)
            self._found[labels] = [row for row in rows if row.asks.count("") == least]
        return self._found[labels]


def labels_of(line: Booked) -> list[Labels]:
    """The category, function, team and site of each row of a posting."""
    labels = line.posting.subjects.labels
    return [(line.category.name, *row) for row in zip(labels["function"], labels["team"], labels["site"], strict=True)]


def not_mapped(ledger: Ledger, view: View = "profit", in_groups: bool = False) -> tuple[NotMapped, ...]:
    """The costs of a view that no row of accounts.csv is for, the largest first; all of them where there is no such file.

    in_groups: whether to leave nobody's pay to be told: that of few people comes in one row with that of others, and is left out where
    these have an account.
    """
    accounts, sums = Accounts(ledger.plan.accounts), {}
    for line in ledger.seen_in(view):
        for labels, amount in zip(labels_of(line), line.amount[:, :, 0].sum(axis=0), strict=True):
            if amount and accounts.row_for(labels) is None:
                sums[labels] = sums.get(labels, 0.0) + float(amount)
    found = _in_groups(ledger, accounts, sums) if in_groups else [NotMapped(*labels, amount) for labels, amount in sums.items()]
    return tuple(sorted(found, key=lambda cost: -abs(cost.amount)))


def _in_groups(ledger: Ledger, accounts: Accounts, sums: dict[Labels, float]) -> list[NotMapped]:
    rows: dict[tuple[Labels, ...], float] = {}
    joined = together([ledger], labels_of)
    for labels, amount in sums.items():
        rows[joined[labels]] = rows.get(joined[labels], 0.0) + amount
    of_none = [(all_of, amount) for all_of, amount in rows.items() if not any(map(accounts.row_for, all_of))]
    return [NotMapped(*(in_one(list(dict.fromkeys(names))) for names in zip(*all_of, strict=True)), amount) for all_of, amount in of_none]


def problems_in_accounts(ledger: Ledger) -> Iterator[Problem]:
    """Two rows of accounts.csv that fit a cost equally well and send it to different places; each pair is told once."""
    if not _may_tie(ledger.plan.accounts):
        return
    accounts, told = Accounts(ledger.plan.accounts), set()
    for line in ledger.lines:
        costs = zip(labels_of(line), np.any(line.amount, axis=(0, 2)), strict=True)
        for labels in dict.fromkeys(labels for labels, booked in costs if booked):
            row, rival = accounts.row_for(labels), accounts.rival_of(labels)
            if rival is not None and (row.asks, rival.asks) not in told:
                told.add((row.asks, rival.asks))
                yield _ambiguous(row, rival, labels)


def _may_tie(rows: Sequence[AccountRow]) -> bool:
    """Whether two rows may fit a cost equally well: those that ask for as many labels, but not for the same, since no two rows ask the same."""
    asked = {tuple(map(bool, row.asks)) for row in rows}
    return len({sum(labels) for labels in asked}) < len(asked)


def _ambiguous(row: AccountRow, rival: AccountRow, labels: Labels) -> Problem:
    category, function, team, site = labels
    cost = category + (f" of {team or function}" if team or function else "") + (f" at {site}" if site else "")
    what = f"fits {cost}, and {row.line_of() or f'the row for {row.key}'} fits it as well"
    return rival.problem("", what, "add a row that says more of it, or keep one of the two")
