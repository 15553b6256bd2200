"""Somebody who wants to know what a few people are paid, has a document, and knows all that is not pay.

Every figure of a document is a sum of cells that are not known: a category of pay of a team in a month. How much of each cell is in a
figure is found by making the cell a little larger. A few people are given away where some combination of the figures holds nothing but
their cells: where leaving their columns out of the system lowers its rank. What the plan as a whole costs, month by month, is shown to
everybody, and so what follows from that alone is not given away by the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from plotly.graph_objects import Figure

from backoffice_lib.ledger import Booked, Ledger
from backoffice_lib.ledger.disclosure import is_pay
from backoffice_lib.views.tables import Table

LITTLE = 1e-4
"""By how much a cell is made larger and smaller, as a share of it."""
LARGE = 1e7
"""How many times all money is made larger, so that rounding it to cents is next to nothing."""
CENTS = 0.1
"""What rounding may change."""
SAME = 1e-5

Cell = tuple[int, str, str, tuple[int, ...]]
"""Which ledger, category, team and months it belongs to, whenever it is paid."""
Document = Callable[[Sequence[Ledger]], Any]


def given_away(document: Document, ledgers: Sequence[Ledger], by_year: bool = False) -> list[tuple[str, ...]]:
    """The teams, alone or together fewer people than the policy asks for, of whose pay a document tells something.

    by_year: whether what is not known is the pay of a fiscal year, and how it lies in the year is.
    """
    ledgers = [replace(ledger, lines=tuple(_times(line, LARGE) for line in ledger.lines)) for ledger in ledgers]
    cells = [cell for at, ledger in enumerate(ledgers) for cell in _cells(at, ledger, by_year)]
    shown, known = (_system(one, ledgers, cells) for one in (document, _as_a_whole))
    both = np.vstack([shown, known])
    teams = list(dict.fromkeys(team for ledger in ledgers for team in ledger.plan.names("team")))
    return [
        some
        for size in range(1, len(teams))
        for some in combinations(teams, size)
        if (theirs := [_is_theirs(cell, some, ledgers) for cell in cells]) and any(theirs)
        and _told(both, np.array(theirs)) > _told(known, np.array(theirs))
    ]


def _told(system: np.ndarray, theirs: np.ndarray) -> int:
    """How many combinations of figures hold these cells and no others."""
    return _rank(system) - _rank(system[:, ~theirs])


def _rank(system: np.ndarray) -> int:
    return int(np.linalg.matrix_rank(system, tol=SAME)) if system.size else 0


def _is_theirs(cell: Cell, teams: tuple[str, ...], ledgers: Sequence[Ledger]) -> bool:
    """Whether a cell is of these teams, in a month in which they are too few, and not everybody."""
    at, _, team, months = cell
    names, least = ledgers[at].plan.names("team"), ledgers[at].plan.policies.smallest_pay_group_heads
    heads = [_there(ledgers[at], month) for month in months]
    own = [sum(of_month[names.index(name)] for name in teams if name in names) for of_month in heads]
    return team in teams and any(1e-6 < few < min(least, of_month.sum()) - 1e-6 for few, of_month in zip(own, heads, strict=True))


def _there(ledger: Ledger, month: int) -> np.ndarray:
    """The people of each team in a month; of one that has left, those of the last month in which somebody was there. Pay of nobody is nobody's."""
    at_work = ledger.operations.staffing.at_work[: month + 1, :, 0]
    return np.array([next((heads for heads in path[::-1] if heads > 1e-9), 0.0) for path in at_work.T])


def _cells(at: int, ledger: Ledger, by_year: bool) -> Iterator[Cell]:
    pay, found, plan = is_pay(ledger), {}, ledger.plan
    years = {month: [one for one in range(plan.months) if plan.fiscal_year(plan.start + one) == plan.fiscal_year(plan.start + month)] for month in range(plan.months)}
    for line in ledger.lines:
        for row, team in enumerate(line.posting.subjects.labels["team"]):
            if team and line.category.name in pay and line.posting.basis != "cash":
                found |= {(at, line.category.name, team, tuple(years[month]) if by_year else (month,)): None for month in np.nonzero(line.amount[:, row, 0])[0].tolist()}
    yield from found


def _system(document: Document, ledgers: Sequence[Ledger], cells: Sequence[Cell]) -> np.ndarray:
    """How much of each cell is in each figure, [figure, cell], the most that is of any in a figure being 1."""
    columns = []
    for cell in cells:
        more, less = (figures(document(_changed(ledgers, cell, 1 + by))) for by in (LITTLE, -LITTLE))
        columns.append({path: (more[path] - less[path], less[path]) for path in more.keys() & less.keys()})
    paths = sorted({path for column in columns for path in column}, key=repr)
    system = np.array([[_change(*column.get(path, (0.0, 0.0))) for column in columns] for path in paths]).reshape(len(paths), len(cells))
    system = system[system.any(axis=1)]
    return np.unique((system / np.abs(system).max(axis=1, keepdims=True)).round(9), axis=0) if system.size else system


def _change(by: float, value: float) -> float:
    """A change without what rounding makes of one; shares and the like are not rounded."""
    in_cents = abs(value * 100 - round(value * 100)) < 1e-4
    return 0.0 if abs(by) < (CENTS if in_cents else 1e-12 * max(1.0, abs(value))) else by


def _changed(ledgers: Sequence[Ledger], cell: Cell, times: float) -> list[Ledger]:
    """The ledgers with one cell larger by a factor; what is paid of it later is so too."""
    at, category, team, months = cell
    lines, more = [], 0.0
    for line in ledgers[at].lines:
        rows = [row for row, name in enumerate(line.posting.subjects.labels["team"]) if name == team]
        if rows and line.category.name == category:
            own, changed = line.amount[:, rows, 0], np.ones(line.amount.shape)
            if line.posting.basis == "cash":
                paid = line.posting.earned[:, list(months)] @ more
                changed[:, rows, 0] += np.divide(paid, own, out=np.zeros_like(own), where=own != 0)
            else:
                more = own[list(months)] * (times - 1)
                changed[np.ix_(months, rows)] = times
            line = _times(line, changed)
        lines.append(line)
    return [*ledgers[:at], replace(ledgers[at], lines=tuple(lines)), *ledgers[at + 1 :]]


def _times(line: Booked, factor: np.ndarray | float) -> Booked:
    """A line with its amounts larger by a factor, [month, subject, draw]."""
    return replace(line, posting=replace(line.posting, quantity=np.broadcast_to(line.posting.quantity, line.amount.shape) * factor, sum_of=()))


def _as_a_whole(ledgers: Sequence[Ledger]) -> Any:
    """What the plan costs in all in each month, in both views."""
    return [[ledger.by_month(view=view)[:, 0].tolist() for view in ("profit", "cash")] for ledger in ledgers]


def figures(shown: Any) -> dict[tuple, float]:
    """Every figure of an answer, a table or columns, under the words beside it, so that it is found in another order too."""
    found: dict[tuple, float] = {}
    _gather(shown, (), found)
    return found


def _gather(shown: Any, path: tuple, found: dict[tuple, float]) -> None:
    if isinstance(shown, (bool, str)) or shown is None:
        return
    if isinstance(shown, (int, float, np.number)):
        found[path] = float(shown)
    elif isinstance(shown, Figure):
        _gather([{name: trace[name] for name in ("name", "x", "y", "z", "text", "customdata") if name in trace} for trace in shown.data], path, found)
    elif isinstance(shown, Table):
        _gather([dict(enumerate(row)) for row in shown.rows], (*path, *(column.heading for column in shown.columns)), found)
    elif is_dataclass(shown):
        _gather({one.name: getattr(shown, one.name) for one in fields(shown)}, path, found)
    elif isinstance(shown, dict):
        for name, value in shown.items():
            _gather(value, (*path, name), found)
    elif isinstance(shown, (list, tuple, np.ndarray)):
        names: dict[tuple, int] = {}
        for one in shown:
            words = tuple(_words(one))
            names[words] = names.get(words, 0) + 1
            _gather(one if not isinstance(one, tuple) else dict(enumerate(one)), (*path, words, names[words]), found)


def _words(row: Any) -> Iterator[str]:
    """The words of a row, by which it is told from others."""
    if is_dataclass(row):
        row = [getattr(row, one.name) for one in fields(row)]
    values = row.values() if isinstance(row, dict) else row if isinstance(row, (list, tuple)) else ()
    yield from (value for value in values if isinstance(value, str))
