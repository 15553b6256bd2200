"""Why a team has as many people as it has: those of its first day, and all who came and went since, with the drivers of both."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book, alike, cell
from backoffice_lib.analyses._tree import Node, added, made
from backoffice_lib.analyses._why_inputs import driver_node
from backoffice_lib.basics.errors import refuse
from backoffice_lib.simulation import Run

CAME = {"hires": "hired", "moved_in": "came from other teams"}
WENT = {"leavers": "left of their own accord", "severed": "gone with notice", "ended": "contracts that ended", "moved_out": "went to other teams"}
FOLLOWS = {
    "hires": ("target_heads", "hiring_open_share", "time_to_hire_months", "backfill_share"),
    "leavers": ("cohort_loss_share_per_year", "leavers_per_average_head_per_year"),
    "severed": ("target_heads",),
}
"""The drivers that it depends on who comes and who goes."""
BY = ("team", "site", "function")


def _trace(asked: Asked) -> Traced:
    plan, month = asked.ledger.plan, asked.months[-1]
    teams = [team.team for team in plan.teams if all(getattr(team, label) == asked.get(label) for label in BY if asked.get(label))]
    if not teams:
        raise refuse("why: heads", f"no team is of {' and '.join(asked.where.values())} together", "leave one of them out")
    id = f"{plan.calendar[month]}/heads"
    each = [heads_at_end(asked.book, team, month, f"{id}/{team}") for team in teams]
    there = [node for node in each if next(iter(node.children)).value]
    values = [sum(_staff(asked.book, "heads", month, plan.names("team").index(team), run) for team in teams) for run in asked.book.runs]
    tree = there[0] if len(there) == 1 else added(id, "people", "heads", there, changes=asked.book.changes(values))
    return Traced(f"People at the end of {plan.calendar[month]}{asked.named}", values[-1], tree, "" if there else "Nobody was ever there.")


HEADS = Question("heads", "how many people are there at the end of a month", ("month", "year", *BY), _trace)


def heads_at_end(book: Book, team: str, month: int, id: str) -> Node:
    """People of a team at the end of a month: those of the first day and all who came, less all who went."""
    at, months = book.ledger.plan.names("team").index(team), range(month + 1)
    came = [_flow(book, team, name, label, months, f"{id}/{name}") for name, label in CAME.items()]
    went = [_flow(book, team, name, label, months, f"{id}/{name}") for name, label in WENT.items()]
    first = driver_node(book, "opening_heads", team, 0, f"{id}/first day")
    every = _with(first, came, f"{id}/came", "people of the first day and who came")
    values = [_staff(book, "heads", month, at, run) for run in book.runs]
    below = (every, *(one for one in went if one.value))
    return made("difference", id, team, "heads", below, changes=book.changes(values), of=(("team", team),))


def at_work(book: Book, team: str, month: int, id: str) -> Node:
    """People of a team at work in a month: those of the month before, and who came and went on its first day."""
    at = book.ledger.plan.names("team").index(team)
    values = [_staff(book, "at_work", month, at, run) for run in book.runs]
    opening = Node(f"{id}/opening", "people at the end of the month before", _staff(book, "opening", month, at, book.runs[-1]), "heads")
    if not month:
        opening = driver_node(book, "opening_heads", team, 0, f"{id}/opening")
    came = [_flow(book, team, key, label, (month,), f"{id}/{key}") for key, label in CAME.items()]
    gone = [_flow(book, team, key, WENT[key], (month,), f"{id}/{key}") for key in ("severed", "moved_out")]
    every = _with(opening, came, f"{id}/came", "people of the month before and who came")
    more = {"changes": book.changes(values), "of": (("team", team),)}
    found = made("difference", id, "people at work", "heads", (every, *(one for one in gone if one.value)), **more)
    # who is promoted changes team on the last day, and is at work in the old one
    return found if alike(found.value, values[-1]) else Node(id, "people at work", values[-1], "heads", behind=(opening, *came, *gone), **more)


def _with(there: Node, came: Sequence[Node], id: str, label: str) -> Node:
    """Who was there, and who came, if anybody did."""
    some = [one for one in came if one.value]
    return made("sum", id, label, "heads", (there, *some)) if some else there


def _flow(book: Book, team: str, name: str, label: str, months: Sequence[int], id: str) -> Node:
    """Who came or went in some months, month by month, and the drivers that this follows from, as they are in the last."""
    at = book.ledger.plan.names("team").index(team)
    counts = [(month, _staff(book, name, month, at, book.runs[-1])) for month in months]
    each = [Node(f"{id}/{book.months[month]}", book.months[month], count, "heads") for month, count in counts if count]
    behind = tuple(driver_node(book, driver, team, months[-1], f"{id}/{driver}") for driver in FOLLOWS.get(name, ())) if each else ()
    if len(months) == 1:
        return Node(id, label, counts[0][1], "heads", behind=behind)
    return added(id, label, "heads", each, behind=behind)


def _staff(book: Book, name: str, month: int, at: int, run: Run) -> float:
    return cell(getattr(run.ledger.operations.staffing, name), month, at, run.draw)
