"""Reads people and money out of a ledger (draw 0) in the shape of a table worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.columns import columns


def people(ledger: Ledger, what: str, team: str) -> list[float]:
    """A figure of the staffing of a team, month by month: opening, hires, severed, leavers, heads, paid_fte …"""
    row = ledger.plan.names("team").index(team)
    return getattr(ledger.operations.staffing, what)[:, row, 0].tolist()


def space(ledger: Ledger, what: str, row: int = 0) -> list[float]:
    """A figure of the space of a lease or site, month by month."""
    return getattr(ledger.operations.space, what)[:, row, 0].tolist()


def attendance(ledger: Ledger, what: str, row: int = 0) -> list[float]:
    """Who is at home of a team, or the seats needed at a site, month by month."""
    return getattr(ledger.operations.attendance, what)[:, row, 0].tolist()


def money(ledger: Ledger) -> dict[tuple[str, str, str], list[float]]:
    """Amounts month by month of every category, team and item in which any money is spent."""
    table, months = columns(ledger), [str(month) for month in ledger.plan.calendar]
    amounts: dict[tuple[str, str, str], list[float]] = {}
    keys = zip(table["category"], table["team"], table["item"], strict=True)
    for key, month, amount in zip(keys, table["month"], table["amount"], strict=True):
        amounts.setdefault(key, [0.0] * len(months))[months.index(month)] += amount
    return {key: row for key, row in amounts.items() if any(row)}


def spent(ledger: Ledger, category: str) -> list[float]:
    """The amounts of one category, month by month."""
    return ledger.by_category()[category][:, 0].tolist()


def cents(amounts: Any) -> Any:
    """Amounts of money to be met to the cent."""
    return pytest.approx(amounts, abs=0.005)


def heads(figures: Any) -> Any:
    """Heads, written with six decimals."""
    return pytest.approx(figures, abs=5e-7)


def same_book(ledger: Ledger, by_hand: dict[tuple[str, str, str], list[float]]) -> None:
    """The ledger has the lines worked out by hand, to the cent, and no others."""
    booked = money(ledger)
    assert set(booked) == set(by_hand)
    for key, amounts in by_hand.items():
        assert booked[key] == cents(amounts), key
