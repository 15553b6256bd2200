"""Posts wanted, people there and people sought, by team and month; without what chance may bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class People:
    """By month and team: posts wanted, filled positions, and people sought by open requests that start by then."""

    wanted: np.ndarray
    filled: np.ndarray
    sought: np.ndarray

    def room(self, at: int, row: int) -> np.ndarray:
        """Vacant posts of a team in a month: those the plan wanted in its first month already, and those that came since."""
        wanted, filled, first = self.wanted[at, row], self.filled[at, row], self.wanted[0, row]
        old = max(min(first, wanted) - filled, 0.0)
        return np.array([old, max(wanted - filled, 0.0) - old])


def posts_and_people(ledger: Ledger) -> People:
    """Posts, people and open requests of a ledger's plan, draw 0.

    Positions are filled by the people of the first day, by those who join or go by the dates of a roster, and by filled
    requisitions that start later. Where a team has a dated roster, these are taken to be among its joiners.
    """
    plan = ledger.plan
    wanted = ledger.operations.demand.needed[:, :, 0]
    opening = np.broadcast_to(ledger.drivers["opening_heads"][:1, :, 0], wanted.shape)
    joining, changed = _by_dates(plan)
    hired = _starting(plan, "filled")
    dated = {one.team for one in plan.dated_people}
    beyond = [team.team not in dated for team in plan.teams]
    more = np.where(beyond, hired, np.maximum(hired - joining, 0.0))
    return People(wanted, opening + changed + more, _starting(plan, "open"))


def _by_dates(plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Who has joined by a month, and how many more are under contract in it than on the first day, [month, team]."""
    joined, changed = np.zeros((2, plan.months, len(plan.teams)))
    for dated in plan.dated_people:
        row = plan.names("team").index(dated.team)
        came = np.cumsum(np.add(dated.joining_heads, dated.transferred_in_heads))
        went = np.cumsum(np.add(dated.ending_heads, dated.transferred_out_heads))
        joined[:, row] = np.cumsum(dated.joining_heads)
        changed[:, row] = came - np.concatenate([[0.0], went[:-1]])  # on the last day they are still there
    return joined, changed


def _starting(plan: Plan, status: str) -> np.ndarray:
    """People of requisitions of a status who have started by a month, [month, team]; whoever was filled before is here."""
    first = 1 if status == "filled" else -np.inf
    heads = np.zeros((plan.months, len(plan.teams)))
    for request in plan.requisitions:
        at = request.starts - plan.start
        if request.status == status and at >= first:
            heads[max(at, 0) :, plan.names("team").index(request.team)] += likely(request.heads)
    return heads
