"""A ledger scaled to the real books: each posting times a named factor that its index carries and its source tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from backoffice_lib.drivers import Escalators
from backoffice_lib.ledger.accounts import Accounts, labels_of
from backoffice_lib.ledger.ledger import Booked, Factor, Ledger

Place = tuple[str, ...]
"""Account, cost centre, entity, category, function, team and site of a cost, blank where it has none."""


def scaled(ledger: Ledger, factor_of: Callable[[Place], Factor | None]) -> Ledger:
    """The same ledger with every cost times the factor of where it is booked; costs without one stay.

    The factor is an index of its own name, so that quantity × price × index still makes the amount.
    """
    accounts, used = Accounts(ledger.plan.accounts), {}
    factors = [_factors(line, accounts, factor_of, used) for line in ledger.lines]
    names, width = tuple(used), ledger.escalators.values.shape[2]
    values = np.array([one.factor for one in used.values()])[None, :, None]
    paths = np.broadcast_to(values, (ledger.plan.months, len(names), width))
    more = Escalators((*ledger.escalators.names, *names), np.concatenate([ledger.escalators.values, paths], axis=1))
    lines = tuple(_scaled(line, own, more) for line, own in zip(ledger.lines, factors, strict=True))
    return replace(ledger, scenario=f"{ledger.scenario}, scaled to the books", escalators=more, lines=lines, factors=tuple(used.values()))


def _factors(line: Booked, accounts: Accounts, factor_of: Callable[[Place], Factor | None], used: dict[str, Factor]) -> list[Factor | None]:
    """The factor of each row of a posting; those that are used are kept."""
    found = [factor_of((*accounts.leads_to(labels), *labels)) for labels in labels_of(line)]
    used |= {one.name: one for one in found if one}
    return found


def _scaled(line: Booked, factors: list[Factor | None], escalators: Escalators) -> Booked:
    if not any(factors):
        return line
    named = zip(line.posting.indices, factors, strict=True)
    indices = tuple((*names, one.name) if one else names for names, one in named)
    return replace(line, posting=replace(line.posting, indices=indices), escalators=escalators)
