"""Why a full-time equivalent costs what it costs a year: all cost over the full-time years of work, our people's and vendors'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_inputs import driver_node
from backoffice_lib.analyses._why_people import at_work
from backoffice_lib.analyses._why_rows import costs
from backoffice_lib.analyses.summarise import summarise
from backoffice_lib.simulation import Run


def _trace(asked: Asked) -> Traced:
    book, plan = asked.book, asked.ledger.plan
    every = range(plan.months)
    cost = costs(book, {}, every, "per fte/cost")
    months = added("per fte/months", "full-time equivalents, month by month", "FTE months", list(_work(book)))
    year = Node("per fte/year", "months a year", 12.0, "months")
    work = made("quotient", "per fte/years", "full-time years of work", "FTE years", (months, year))
    unit = f"{plan.currency}/FTE/year"
    tree = made("quotient", "per fte", "cost of a full-time equivalent a year", unit, (cost, work), changes=book.changes(_per_fte(book)))
    figure = summarise(asked.ledger).cost_per_fte_per_year
    return Traced("Cost of a full-time equivalent a year", figure, to_the_cent(figure, tree, id="per fte/figure", changes=tree.changes))


PER_FTE = Question("cost-per-fte", "what a full-time equivalent costs a year, all costs in it", (), _trace)


def _work(book: Book) -> Iterator[Node]:
    """The full-time equivalents who do the work, by team and month, and by contract in the place of a team, with the drivers of the last month."""
    plan, ledger, last = book.ledger.plan, book.ledger, book.ledger.plan.months - 1
    heads, fte = ledger.operations.staffing.at_work, ledger.drivers["fte_share"]
    for at, team in enumerate(plan.teams):
        id = f"per fte/done/{team.team}"
        behind = (at_work(book, team.team, last, f"{id}/at work"), driver_node(book, "fte_share", team.team, last, f"{id}/fte_share"))
        yield _months(book, (id, team.team), ("people at work", heads, at, "heads"), ("fte_share", fte, at, "FTE/head"), behind=behind, of=(("team", team.team),))
    original, released = ledger.operations.demand.original_fte, ledger.drivers["released_share"]
    for at, placed in enumerate(plan.placements):
        id, team = f"per fte/done/{placed.key}", plan.names("team").index(placed.team)
        behind = (driver_node(book, "released_share", placed.key, last, f"{id}/released_share"), driver_node(book, "target_heads", placed.team, last, f"{id}/target_heads"))
        name = (id, f"{placed.team}, done by {placed.contract}")
        yield _months(book, name, ("work of the team", original, team, "FTE"), ("released_share", released, at, "share"), behind=behind)


_Path = tuple[str, np.ndarray, int, str]
"""A factor by month: its label, values, row and unit."""


def _months(book: Book, name: tuple[str, str], one: _Path, other: _Path, **more: Any) -> Node:
    """The product of two factors, month by month."""
    (id, label), each = name, []
    paths = [np.broadcast_to(values[:, min(row, values.shape[1] - 1), 0], len(book.months)).tolist() for _, values, row, _ in (one, other)]
    for written, values in zip(book.months, zip(*paths, strict=True), strict=True):
        if all(values):
            factors = [Node(f"{id}/{written}/{of[0]}", of[0], value, of[3]) for of, value in zip((one, other), values, strict=True)]
            each.append(made("product", f"{id}/{written}", written, "FTE months", factors))
    return added(id, label, "FTE months", each, **more)


def _per_fte(book: Book) -> list[float]:
    """The same of each run, from the ledgers, to the cent."""
    costs = book.amount_by_run(list(book.labels), range(book.ledger.plan.months))
    work = [_fte_months(book, run) for run in book.runs]
    return [round(cost * 12 / months, 2) if months else 0.0 for cost, months in zip(costs, work, strict=True)]


def _fte_months(book: Book, run: Run) -> float:
    ledger, plan = run.ledger, book.ledger.plan
    teams = [plan.names("team").index(placed.team) for placed in plan.placements]
    own = ledger.operations.staffing.at_work * ledger.drivers["fte_share"]
    placed = ledger.operations.demand.original_fte[:, teams] * ledger.drivers["released_share"]
    return sum(float(array[:, :, min(run.draw, array.shape[2] - 1)].sum()) for array in (own, placed))
