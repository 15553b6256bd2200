"""What the make-or-buy form is filled in from: each cost of the work in house and of the contract, month by month, draw 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Booked, Ledger
from backoffice_lib.ledger.sources import inputs
from backoffice_lib.plan import FormCost

FEES, RETAINED = "vendor fees", "governance"
PERSONNEL = ("salaries", "on-costs", "bonus", "overtime", "shift premiums", "temporary staff")
SUPPLIES = ("IT", "automation licences")
PERSONNEL_LINE, SUPPLIES_LINE, OTHER_LINE, PRICE_LINE, ADMINISTRATION_LINE, CONTRACT_LINE, ONCE_LINE = 1, 2, 3, 7, 8, 9, 10
IN_HOUSE_LINES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class LineInput:
    """A figure behind a line: what it is, its value and unit, and the file and line, or the publication, it comes from."""

    name: str
    value: float
    unit: str
    origin: str


@dataclass(frozen=True)
class Item:
    """One cost on a line of the form, [month] in plan currency.

    amount: of the work that is placed. stops: what of the plan's cost is no longer there once it is; for the contract, what
    comes. with_price: the part of it that rises and falls with the contract price.
    """

    line: int
    name: str
    amount: np.ndarray
    stops: np.ndarray
    inputs: tuple[LineInput, ...]
    with_price: np.ndarray = field(default_factory=lambda: np.zeros(1))
    support_contract: bool = False


@dataclass(frozen=True)
class Scope:
    """The work that a scenario places with vendors: which share of each team's, month by month, and what follows from it.

    team, site, function: shares [month] by name. placed: whether any work is placed in a month.
    """

    team: dict[str, np.ndarray]
    site: dict[str, np.ndarray]
    function: dict[str, np.ndarray]
    placed: np.ndarray

    def of_row(self, line: Booked, row: int) -> np.ndarray:
        """The share of a row of the ledger that is of the placed work: its team's, or its site's or function's by people."""
        labels = line.posting.subjects.labels
        for label, shares in (("team", self.team), ("site", self.site), ("function", self.function)):
            if text := labels[label][row]:
                return shares.get(text, np.zeros(len(self.placed)))
        return np.zeros(len(self.placed))


def scope_of(today: Ledger, scenario: Ledger) -> Scope:
    """Which work is placed, as shares of what there is without the scenario."""
    plan, months = today.plan, today.plan.months
    share = scenario.drivers["placed_share"][:, :, 0]
    team = {one.team: np.zeros(months) for one in plan.teams}
    for row, placement in enumerate(scenario.plan.placements):
        if placement.team in team:
            team[placement.team] = team[placement.team] + share[:, row]
    heads = today.operations.staffing.at_work[:, :, 0]
    by = {label: _by_people(today, label, team, heads) for label in ("site", "function")}
    placed = np.any([shares > 0 for shares in team.values()], axis=0)
    return Scope(team, by["site"], by["function"], placed)


def _by_people(today: Ledger, label: str, team: dict[str, np.ndarray], heads: np.ndarray) -> dict[str, np.ndarray]:
    """The share of the people of each site or function whose work is placed."""
    names = [getattr(one, label) for one in today.plan.teams]
    found = {}
    for name in dict.fromkeys(names):
        rows = [row for row, own in enumerate(names) if own == name]
        placed = sum(team[today.plan.teams[row].team] * heads[:, row] for row in rows)
        people = heads[:, rows].sum(axis=1)
        found[name] = np.divide(placed, people, out=np.zeros(len(people)), where=people > 0)
    return found


def line_of(line: Booked, row: int) -> int:
    """The line of the form on which a row of the ledger goes."""
    category = line.category
    if category.recurrence == "one_off":
        return ONCE_LINE
    if category.name in (FEES, RETAINED):
        return PRICE_LINE if category.name == FEES else ADMINISTRATION_LINE
    if line.posting.subjects.labels["vendor"][row]:
        return CONTRACT_LINE
    if category.name in PERSONNEL:
        return PERSONNEL_LINE
    return SUPPLIES_LINE if category.name in SUPPLIES else OTHER_LINE


def booked_items(today: Ledger, scenario: Ledger, scope: Scope) -> list[Item]:
    """What the ledgers have, one item for each line and cost category.

    In house: the share of today's cost that is of the placed work, and by how much the scenario lowers the cost. Contract:
    what the scenario costs more, once and again.
    """
    sums: dict[tuple[int, str], _Sum] = {}
    for ledger, sign in ((today, 1.0), (scenario, -1.0)):
        for line in ledger.seen_in("profit"):
            for row in np.flatnonzero(line.amount[:, :, 0].any(axis=0)).tolist():
                own = sums.setdefault((line_of(line, row), line.category.name), _Sum(ledger.plan.months))
                own.add(ledger, line, row, sign, scope)
    return [one.item(line, name, today.plan.currency) for (line, name), one in sums.items() if one.says_anything]


class _Sum:
    """Rows of one category on one line, added up."""

    def __init__(self, months: int):
        self.amount, self.stops, self.with_price = (np.zeros(months) for _ in range(3))
        self.places: dict[str, None] = {}

    def add(self, ledger: Ledger, line: Booked, row: int, sign: float, scope: Scope) -> None:
        """Counts a row of today's ledger (sign 1) or of the scenario's (-1)."""
        cost, on = line.amount[:, row, 0], line_of(line, row)
        self.stops += sign * cost
        if on in IN_HOUSE_LINES:
            share = scope.of_row(line, row)
            self.amount += share * cost if sign > 0 else 0.0
            concerned = bool(share.any())
        else:
            self.amount -= sign * cost
            self.with_price -= sign * cost if FEES in (line.category.name, *line.posting.rate_on) else 0.0
            concerned = True
        if concerned:
            self.places |= dict.fromkeys(_places(ledger, line, row))

    @property
    def says_anything(self) -> bool:
        return any(np.abs(part).max(initial=0.0) > 1e-9 for part in (self.amount, self.stops))

    def item(self, line: int, name: str, currency: str) -> Item:
        """What it comes to, the contract's costs being what comes and not what stops."""
        stops = self.stops if line in IN_HOUSE_LINES else -self.stops
        of = (LineInput(name, round(float(self.amount.sum()), 2), currency, _file_by_file(self.places) or "the ledger"),)
        return Item(line, name, self.amount, stops, of, self.with_price)


def _places(ledger: Ledger, line: Booked, row: int) -> Iterator[str]:
    """Where the inputs of a row are written."""
    posting = line.posting
    found = inputs(ledger, line, (*posting.quantity_from, *posting.price_from), row, 0)
    return (one.place for one in found if one.place)


def _file_by_file(places: Iterable[str]) -> str:
    """Places in a few words: `teams.csv:6, 7, 33 and 9 more; plan.yaml:60`."""
    lines: dict[str, list[str]] = {}
    for place in places:
        file, colon, line = place.rpartition(":")
        lines.setdefault(file + colon, []).append(line)
    return "; ".join(file + listed(found, 3) for file, found in lines.items())


def named_items(costs: Iterable[FormCost], scope: Scope, currency: str) -> Iterator[Item]:
    """The costs that plan.yaml names for the form: while work is placed, and once when it first is."""
    months = len(scope.placed)
    first = int(np.argmax(scope.placed)) if scope.placed.any() else 0
    for cost in costs:
        amount = scope.placed * likely(cost.cost_per_year) / 12
        amount[first] += likely(cost.one_off_cost)
        since = np.arange(months) >= cost.avoidable_after_months
        in_house = cost.line in IN_HOUSE_LINES
        stops = amount * likely(cost.avoidable_share) * since if in_house else amount
        asked = (("cost_per_year", f"{currency}/year"), ("one_off_cost", currency))
        of = tuple(
            LineInput(f"{cost.form_cost} {name}", likely(getattr(cost, name)), unit, cost.source_of(name) or "the plan")
            for name, unit in asked
            if likely(getattr(cost, name))
        )
        yield Item(cost.line, cost.form_cost, amount, stops, of, support_contract=cost.support_contract)
