"""How many people each team needs, and how much of its work is done elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.basics.sums import product, summed
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.at_home import factor
from backoffice_lib.operations.placed import Placed
from backoffice_lib.operations.supervision import Supervision
from backoffice_lib.operations.workload import Workload, hours_needed, workload
from backoffice_lib.plan import Plan
from backoffice_lib.plan.work import WORKING_DAYS_PER_YEAR


@dataclass(frozen=True)
class Demand:
    """Work and where it is done.

    needed: heads wanted in each team, and here_share: what of its work has not moved to another, [month, team, draw]. workload: what comes in. own_share: of each work, what is left
    for our own people, the rework of what vendors do wrong included [month, work, draw]. original_fte: the work of each team before any is done elsewhere,
    in full-time equivalents [month, team, draw]. placed_fte: full-time equivalents of the vendor's people
    who do placed work [month, placement, draw]. transferred_fte, moved_fte: own work handed over to a vendor
    [month, placement, draw], to a team elsewhere [month, move, draw]. replaced_fte: own work that the vendor does in our place;
    placed_units, defects: the units it is paid for, and of those that have left us the ones that come back [month, placement, draw]. moving: people meant to move along with their
    work on the first day of the month [month, move, draw].
    """

    needed: np.ndarray
    here_share: np.ndarray
    workload: Workload
    own_share: np.ndarray
    original_fte: np.ndarray
    placed_fte: np.ndarray
    transferred_fte: np.ndarray
    moved_fte: np.ndarray
    replaced_fte: np.ndarray
    placed_units: np.ndarray
    defects: np.ndarray
    moving: np.ndarray

    def once(self, what: Hashable, made: Callable[[], np.ndarray]) -> np.ndarray:
        """What follows from what is needed, made once where other draws need the same."""
        if what not in self._made:
            self._made[what] = made()
        return self._made[what]

    @cached_property
    def _made(self) -> dict[Hashable, np.ndarray]:
        return {}


@dataclass(frozen=True)
class Elsewhere:
    """Which team each placement takes work from, and each move takes it from and to; what has gone, what has come.

    placed_from, moved_from, moved_to: rows of teams. released, vacated: shares of a team's work that are no longer done
    there, for a vendor or another team of ours [month or 1, team, draw].
    """

    placed_from: np.ndarray
    moved_from: np.ndarray
    moved_to: np.ndarray
    released: np.ndarray
    vacated: np.ndarray

    @classmethod
    def of(cls, drivers: Drivers) -> Elsewhere:
        """What the drivers say of work done elsewhere."""
        plan = drivers.plan
        placed_from = _rows(plan, [placed.team for placed in plan.placements])
        moved_from = _rows(plan, [move.team for move in plan.moves])
        return cls(
            placed_from,
            moved_from,
            _rows(plan, [move.to for move in plan.moves]),
            product(marks(placed_from, len(plan.teams)), drivers["released_share"]),
            product(marks(moved_from, len(plan.teams)), drivers["vacated_share"]),
        )

    def come(self, drivers: Drivers, heads: np.ndarray) -> np.ndarray:
        """Heads that the work takes which has come from other teams of ours, [month, team, draw]."""
        if not len(self.moved_to):
            return np.zeros((1, len(drivers.plan.teams), 1))
        moved = heads[:, self.moved_from] * drivers["moved_share"] * drivers["heads_per_head"]
        return product(marks(self.moved_to, len(drivers.plan.teams)), moved)

    def together(self, drivers: Drivers, heads: np.ndarray, gone: np.ndarray) -> np.ndarray:
        """The heads of all teams together, less what has gone and with what has come, [month, 1, draw]."""
        staying = summed(np.ones((1, heads.shape[1])), heads, 1 - gone)
        return staying + self.come(drivers, heads).sum(axis=1, keepdims=True)

    def moving(self, drivers: Drivers, heads: np.ndarray) -> np.ndarray:
        """People meant to move along with their work on the first day of a month, [month, move, draw]."""
        followed = heads[:, self.moved_from] * drivers["followed_share"]
        return np.maximum(np.diff(followed, axis=0, prepend=0.0), 0.0)

    def abroad_for_now(self, drivers: Drivers) -> np.ndarray:
        """Posts kept for people who help a team abroad and come back, [month or 1, team, draw]."""
        return product(marks(self.moved_from, len(drivers.plan.teams)), drivers["expatriate_heads"])


def demand(drivers: Drivers) -> Demand:
    """The heads needed in each team and the work done elsewhere; shares are of each team's original work.

    Who is left of a function that lies wholly with vendors on the first day, and is not sized by its work, is its retained team: it does none of it.
    """
    plan, elsewhere, layers, placed = drivers.plan, Elsewhere.of(drivers), Supervision.of(drivers.plan), Placed.of(drivers)
    of_teams = marks(elsewhere.placed_from, len(plan.teams))
    at_first, sized = product(of_teams, placed.share_at_first), _sized_by_work(plan)
    retained = ~sized & (at_first > 1 - TOLERANCE)
    gone = _but(retained, elsewhere.released) + elsewhere.vacated
    wanted = drivers["target_heads"] * np.ones((plan.months, 1, 1))
    here_at_first = wanted / np.where(at_first > 1 - TOLERANCE, 1.0, 1 - at_first)
    coming_in = workload(drivers, elsewhere.together(drivers, here_at_first, gone))
    output, minutes = _output(drivers), _minutes_a_unit(plan, coming_in)[:, elsewhere.placed_from]
    # teams sized by work are so many for all of it; what the others have on the first day is what is left to them
    left = np.where(sized | retained, 1.0, 1 - at_first + product(of_teams, placed.back_at_first(minutes)))
    heads = (np.where(sized, _sized(drivers, _but(retained, wanted / left), coming_in, output), wanted) if sized.any() else wanted) / output
    spans, all_here = (drivers["span_heads"], drivers["layer_kept_share"]), np.ones((1, len(plan.teams), 1))
    here, here_share = layers.filled(heads, *spans, all_here), 1 - elsewhere.vacated
    heads, away, back = here / left, placed.done_there(drivers), placed.back(drivers, minutes)
    staying = here * ((1 - gone + _but(retained, product(of_teams, back * placed.staffed))) / left)
    needed = layers.filled(staying + elsewhere.come(drivers, heads), *spans, here_share) + elsewhere.abroad_for_now(drivers)
    work = _but(retained, heads * (drivers["fte_share"] * output))
    rework = _of_work(plan, work, product(of_teams, away * placed.rework_minutes)) / coming_in.minutes
    units = _units_of_teams(plan, work, coming_in.units, elsewhere.placed_from)
    return Demand(
        needed=needed,
        here_share=here_share,
        workload=coming_in,
        own_share=1 - _of_work(plan, work, product(of_teams, away)) + rework,
        original_fte=work,
        placed_fte=work[:, elsewhere.placed_from] * (drivers["placed_share"] * placed.people),
        transferred_fte=work[:, elsewhere.placed_from] * drivers["transferred_share"],
        moved_fte=work[:, elsewhere.moved_from] * drivers["handed_over_share"],
        replaced_fte=work[:, elsewhere.placed_from] * (drivers["released_share"] - back * placed.staffed),
        placed_units=units * drivers["placed_share"] * placed.done,
        defects=units * away * placed.defect_share,
        moving=elsewhere.moving(drivers, heads),
    )


def _output(drivers: Drivers) -> np.ndarray:
    """The work of a person against what it was, as far as it changes how many are wanted, [month or 1, team, draw].

    What being at home does to it counts in teams sized by work alone: elsewhere as many are wanted, and do more or less.
    """
    return drivers["output_share"] * np.where(_sized_by_work(drivers.plan), factor(drivers, "output"), 1.0)


def _sized_by_work(plan: Plan) -> np.ndarray:
    """Which teams are as many as their work takes, [team, 1]."""
    return np.array([team.sized_by == "work" for team in plan.teams], dtype=bool).reshape(-1, 1)


def _sized(drivers: Drivers, heads: np.ndarray, coming_in: Workload, output: np.ndarray) -> np.ndarray:
    """The heads, those of teams sized by work as many as its steady volume takes that the function's other teams do not do.

    Teams of one function share what is left in proportion to the heads they have. The season is left to overtime,
    temporary staff or the queue.
    """
    plan = drivers.plan
    sized = np.array([team.sized_by == "work" for team in plan.teams])
    per_day = coming_in.steady_units * 12 / WORKING_DAYS_PER_YEAR
    minutes = coming_in.minutes * np.ones_like(per_day)
    hours = hours_needed(plan, per_day, minutes)
    a_head = coming_in.hours_per_day * drivers["fte_share"] / output
    width = max(heads.shape[2], hours.shape[2], a_head.shape[2])
    heads = np.broadcast_to(heads, (*heads.shape[:2], width)).copy()
    for function in dict.fromkeys(team.function for team in plan.teams if team.sized_by == "work"):
        own = np.array([team.function == function for team in plan.teams])
        wanted = hours[:, [work.function == function for work in plan.work]].sum(axis=1, keepdims=True)
        others = own & ~sized
        left = np.maximum(wanted - (heads[:, others] * a_head[:, others]).sum(axis=1, keepdims=True), 0.0)
        heads[:, own & sized] = left / a_head[:, own & sized] * _parts(heads[:, own & sized])
    return heads


def _parts(heads: np.ndarray) -> np.ndarray:
    """Each team's part of the heads of all, [month, team, draw]; equal parts where there is nobody."""
    total = heads.sum(axis=1, keepdims=True)
    equal = np.broadcast_to(np.float64(1 / max(heads.shape[1], 1)), heads.shape).copy()
    return np.divide(heads, total, out=equal, where=total > 0)


def _but(these: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values of teams, [month, team, draw], but nothing for these, [team, 1]."""
    return np.where(these, 0.0, values) if these.any() else values


def _of_work(plan: Plan, work: np.ndarray, share: np.ndarray) -> np.ndarray:
    """What a share of each team's work is of each work: that of its function's teams, by their FTE, [month, work, draw]."""
    does = _does(plan)
    part, total = summed(does, work, share), product(does, work)
    return np.divide(part, total, out=np.zeros(np.broadcast(part, total).shape), where=total > 0)


def _units_of_teams(plan: Plan, work: np.ndarray, units: np.ndarray, teams: np.ndarray) -> np.ndarray:
    """The units that come in for some teams: those of their functions, by FTE, [month, team, draw]. teams: their rows."""
    alike = np.array([[one.function == plan.teams[row].function for one in plan.teams] for row in teams], dtype=float)
    total, own = product(alike.reshape(len(teams), len(plan.teams)), work), work[:, teams]
    part = np.divide(own, total, out=np.zeros_like(own), where=total > 0)
    return part * product(_does(plan).T[teams], units)


def _minutes_a_unit(plan: Plan, coming_in: Workload) -> np.ndarray:
    """The minutes a unit of each team's function takes on average, [month, team, draw]; without end where there is none."""
    units, hours = (product(_does(plan).T, part) for part in (coming_in.steady_units, coming_in.steady_units * coming_in.minutes))
    return np.divide(hours, units, out=np.full(np.broadcast(hours, units).shape, np.inf), where=units > 0)


def _does(plan: Plan) -> np.ndarray:
    """1 where a team's function is that of a work, [work, team]."""
    does = np.array([[team.function == one.function for team in plan.teams] for one in plan.work], dtype=float)
    return does.reshape(len(plan.work), len(plan.teams))


def marks(rows: np.ndarray, count: int) -> np.ndarray:
    """1 where a column belongs to a row, [row, column]: a product with it sums columns by row."""
    return (np.arange(count)[:, None] == rows).astype(float)


def _rows(plan: Plan, teams: list[str]) -> np.ndarray:
    names = plan.names("team")
    return np.array([names.index(team) for team in teams], dtype=int)
