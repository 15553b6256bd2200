"""Live queues: how many people must be on duty so that whoever calls is not kept waiting, or not turned away.

Erlang's formulas, for contacts that come at random and independently, and of which nobody gives up. Load is work over
time, in people kept busy: contacts × handling time / interval. All arrays broadcast, such as [subject, draw].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import Problem, listed, nearest, raise_all
from backoffice_lib.basics.units import TOLERANCE


@dataclass(frozen=True)
class Duty:
    """The people a live queue needs, and how it fares with them.

    agents: on duty at once. rostered: to be planned, so that as many are on duty after shrinkage. answered_share: of
    contacts, within the target. occupancy_share: of time on duty, at work on contacts. waiting_share: of contacts that
    wait at all.
    """

    agents: np.ndarray
    rostered: np.ndarray
    answered_share: np.ndarray
    occupancy_share: np.ndarray
    waiting_share: np.ndarray


@dataclass(frozen=True)
class Profile:
    """A kind of person to have: the skills, and what one of them costs."""

    name: str
    skills: tuple[str, ...]
    cost_per_head: float


@dataclass(frozen=True)
class Mix:
    """How many to have of each profile, and what they cost together."""

    agents: dict[str, int]
    cost: float


def agents_needed(
    contacts: np.ndarray,
    interval_minutes: float,
    handling_minutes: np.ndarray,
    target_seconds: float,
    answered_share: float,
    most_occupancy_share: float = 1.0,
    shrinkage_share: float = 0.0,
) -> Duty:
    """The fewest people who answer a share of the contacts of an interval within so many seconds (Erlang C).

    contacts: in one interval. handling_minutes: of one contact. most_occupancy_share: people are not to be busier than
    this. shrinkage_share: of paid time not on duty (breaks, training, sickness). Where nobody calls, nobody is needed.
    """
    load = np.asarray(contacts * np.asarray(handling_minutes) / interval_minutes, dtype=float)
    patience = target_seconds / 60 / np.asarray(handling_minutes, dtype=float)
    # A queue with as much work as people never ends, hence one more than the load at least.
    first = np.maximum(np.floor(load + TOLERANCE) + 1, _up(load / most_occupancy_share))
    found = _fewest(lambda agents: _answered(load, agents, patience) >= answered_share - TOLERANCE, first)
    agents = np.where(load > TOLERANCE, found, 0.0)
    return Duty(
        agents=agents,
        rostered=rostered(agents, shrinkage_share),
        answered_share=_answered(load, agents, patience),
        occupancy_share=occupancy_share(load, agents),
        waiting_share=waiting_share(load, agents),
    )


def lines_needed(load: np.ndarray, blocked_share: float) -> np.ndarray:
    """The fewest lines, or people, of whom at most a share of contacts finds none free and is lost (Erlang B).

    blocked_share: more than 0. Where nobody calls, no line is needed.
    """
    load = np.asarray(load, dtype=float)
    # However lucky, so many lines can carry no more than their number: at least 1 - lines / load is lost.
    first = np.maximum(_up(load * (1 - blocked_share)), 0.0)
    found = _fewest(lambda lines: blocked(load, lines) <= blocked_share + TOLERANCE, first)
    return np.where(load > TOLERANCE, found, 0.0)


def rostered(on_duty: np.ndarray, shrinkage_share: np.ndarray) -> np.ndarray:
    """The whole people to plan so that as many are on duty: 14 with a shrinkage of 0.3 take 20."""
    return _up(np.asarray(on_duty) / (1 - np.asarray(shrinkage_share)))


def blocked(load: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """The share of contacts that find every line busy and are lost (Erlang B).

    It is the Poisson chance of `lines` contacts at once, among those of at most as many.
    """
    from scipy.special import gammaln, pdtr, xlogy

    load, lines = np.broadcast_arrays(np.asarray(load, dtype=float), np.asarray(lines, dtype=float))
    chance = np.exp(xlogy(lines, load) - load - gammaln(lines + 1))
    # With more load than lines both chances may be too small for a computer, so there a sum is taken instead.
    return np.where(load > lines, _overloaded(load, lines), chance / np.where(load > lines, 1.0, pdtr(lines, load)))


def waiting_share(load: np.ndarray, agents: np.ndarray) -> np.ndarray:
    """The share of contacts that must wait (Erlang C): all of them, when there is as much work as people or more."""
    load, agents = np.asarray(load, dtype=float), np.asarray(agents, dtype=float)
    lost = blocked(load, agents)
    steady = load < agents
    waiting = lost / np.where(steady, 1 - occupancy_share(load, agents) * (1 - lost), 1.0)
    return np.where(steady, waiting, np.where(load > 0, 1.0, 0.0))


def answered_share(
    load: np.ndarray, agents: np.ndarray, handling_minutes: np.ndarray, target_seconds: float
) -> np.ndarray:
    """The share of contacts answered within so many seconds, the service level (Erlang C)."""
    return _answered(load, agents, target_seconds / 60 / np.asarray(handling_minutes, dtype=float))


def occupancy_share(load: np.ndarray, agents: np.ndarray) -> np.ndarray:
    """The share of their time on duty that people work on contacts; 1 when there is more work than people."""
    load, agents = np.broadcast_arrays(np.asarray(load, dtype=float), np.asarray(agents, dtype=float))
    return np.divide(load, agents, out=np.where(load > 0, 1.0, 0.0), where=load < agents)


def cheapest_mix(profiles: Sequence[Profile], required: Mapping[str, float]) -> Mix:
    """The cheapest whole people who have enough of every skill (integer programming).

    required: how many must have each skill. Someone with several skills counts for each of them at once, so use it where
    skills are not all needed at the same moment. Raises InputProblems for a skill that no profile has.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    skills = sorted({skill for profile in profiles for skill in profile.skills})
    raise_all(
        Problem("required", f'no profile has the skill "{skill}"', f"use {listed(skills)}", nearest(skill, skills))
        for skill, people in required.items()
        if people > TOLERANCE and skill not in skills
    )
    if not any(people > TOLERANCE for people in required.values()):
        return Mix({profile.name: 0 for profile in profiles}, 0.0)
    has = np.array([[float(skill in profile.skills) for profile in profiles] for skill in required])
    cost = np.array([profile.cost_per_head for profile in profiles])
    enough = LinearConstraint(has, lb=_up(np.array(list(required.values()), dtype=float)))
    solved = milp(cost, constraints=enough, integrality=np.ones(len(cost)), bounds=Bounds(lb=0))
    agents = np.rint(solved.x).astype(int)
    return Mix(dict(zip((profile.name for profile in profiles), agents.tolist(), strict=True)), float(cost @ agents))


def _answered(load: np.ndarray, agents: np.ndarray, patience: np.ndarray) -> np.ndarray:
    """The share answered within a patience, which is in handling times."""
    spare = np.maximum(agents - load, 0.0)
    return 1 - waiting_share(load, agents) * np.exp(-spare * patience)


def _overloaded(load: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Erlang B where load exceeds lines, by 1 / B = 1 + c/A + c(c-1)/A² + …; the terms fall from the first on."""
    over = load > lines
    load, lines = np.where(over, load, 1.0), np.where(over, lines, 0.0)
    total, term, taken = np.ones(load.shape), np.ones(load.shape), 0
    while term.max(initial=0.0) > 1e-17:
        term = term * np.maximum(lines - taken, 0.0) / load
        total, taken = total + term, taken + 1
    return 1 / total


def _fewest(enough: Callable[[np.ndarray], np.ndarray], first: np.ndarray) -> np.ndarray:
    """The fewest from `first` on that are enough, of each element: more and more at first, then by halving."""
    short, found, step = first - 1, np.asarray(first), 1
    while not (fits := enough(found)).all():
        short, found, step = np.where(fits, short, found), np.where(fits, found, found + step), step * 2
    while (found - short > 1).any():
        middle = np.ceil((short + found) / 2)
        fits = enough(middle)
        short, found = np.where(fits, short, middle), np.where(fits, middle, found)
    return found


def _up(people: np.ndarray) -> np.ndarray:
    return np.ceil(people - TOLERANCE)
