"""Headcount match: the posts the plan wants, the people there are and the open requests, made one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._posts_and_people import People, posts_and_people
from backoffice_lib.basics.money import counted, sentence, spoken
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan, Requisition
from backoffice_lib.simulation import simulate

HALF = 0.5
"""Less than half a person is no difference: the plan may want parts of people, and requests are for whole ones."""


@dataclass(frozen=True)
class TeamQuarter:
    """A team in the last month of a calendar quarter: posts wanted, people, and people sought by requests that start by then.

    filled_heads: people of the first day, dated joiners and leavers, and filled requisitions that start later; expected
    attrition is not in it. over_heads: people beyond posts. under_heads: posts without a person or a request. ghost_heads:
    sought by open requests, and no post is wanted for them. expected_leavers_heads: who are expected to leave by then.
    """

    team: str
    function: str
    quarter: str
    wanted_heads: float
    filled_heads: float
    open_heads: float
    over_heads: float
    under_heads: float
    ghost_heads: float
    expected_leavers_heads: float

    @property
    def finding(self) -> str:
        """What does not match, in words; blank where all does."""
        found = {"over": self.over_heads, "under": self.under_heads, "ghost requests": self.ghost_heads}
        return ", ".join(f"{word} by {heads:,.1f}".replace("requests by", "requests for") for word, heads in found.items() if heads >= HALF)


@dataclass(frozen=True)
class Request:
    """An open requisition: what it states, and what the plan says of it.

    says: growth (a post that the plan did not want in its first month), backfill (one it did), both, no post, or after the plan.
    ghost_heads: people for whom the plan wants no post when it starts.
    """

    requisition: str
    team: str
    heads: float
    starts: str
    states: str
    says: str
    ghost_heads: float

    @property
    def ghost(self) -> bool:
        """Whether there is no post for half a person or more of it."""
        return self.ghost_heads >= min(HALF, self.heads)

    @property
    def agrees(self) -> bool:
        """Whether the plan says what the request states."""
        return self.says == self.states


@dataclass(frozen=True)
class HeadcountMatch:
    """The answer to `headcount_match`, draw 0: every team in every quarter, and every open request."""

    plan: str
    scenario: str
    rows: tuple[TeamQuarter, ...]
    requests: tuple[Request, ...]
    notes: tuple[str, ...]

    @property
    def quarters(self) -> tuple[str, ...]:
        """The quarters, first to last."""
        return tuple(dict.fromkeys(row.quarter for row in self.rows))

    @property
    def ghosts(self) -> tuple[Request, ...]:
        """The open requests without a post."""
        return tuple(request for request in self.requests if request.ghost)

    @property
    def spoken_quarter(self) -> str:
        """The quarter the sentence is about: by its end every open request has started; without one the first that does not match."""
        within = [quarter_of(Month.of(one.starts)) for one in self.requests]
        known = self.quarters
        asked = [quarter for quarter in within if quarter in known]
        off = [row.quarter for row in self.rows if row.finding]
        return max(asked, key=known.index) if asked else min(off or known, key=known.index, default="")

    def total(self, figure: str, quarter: str) -> float:
        """A figure of all teams in a quarter."""
        return sum(getattr(row, figure) for row in self.rows if row.quarter == quarter)

    def __str__(self) -> str:
        quarter = self.spoken_quarter
        if not quarter:
            return "Nobody works here, and no post is wanted."
        wanted, filled = (round(self.total(figure, quarter)) for figure in ("wanted_heads", "filled_heads"))
        sought = f"{counted(len(self.requests), 'request')} open" if self.requests else "no request open"
        there = f"{sentence(spoken(self.plan))} wants {counted(wanted, 'post')} in {quarter}; {filled:,} are filled, with {sought}"
        worst = max(self.quarters, key=self._size)
        later = f"; most is off in {worst}, with {' and '.join(self._gaps(worst))}" if self._size(worst) >= self._size(quarter) + HALF else ""
        return f"{there}: {self._off(quarter)}{later}. Expected leavers are not counted."

    def _size(self, quarter: str) -> float:
        """People too many and posts that nobody is sought for in a quarter, of teams in which that matters."""
        rows = [row for row in self.rows if row.quarter == quarter]
        return sum(heads for row in rows for heads in (row.over_heads, row.under_heads) if heads >= HALF)

    def _gaps(self, quarter: str) -> list[str]:
        """How many are too many, and how many posts nobody is sought for, in a quarter."""
        rows, gaps = [row for row in self.rows if row.quarter == quarter], []
        for figure, words in (("over_heads", "too many people"), ("under_heads", "posts that nobody is sought for")):
            heads = [getattr(row, figure) for row in rows if getattr(row, figure) >= HALF]
            gaps += [f"{sum(heads):,.1f} {words} in {counted(len(heads), 'team')}"] if heads else []
        return gaps

    def _off(self, quarter: str) -> str:
        """What does not match in a quarter."""
        off = self._gaps(quarter)
        if self.ghosts:
            names = ", ".join(request.requisition for request in self.ghosts[:3]) + (" …" if len(self.ghosts) > 3 else "")
            heads = sum(request.ghost_heads for request in self.ghosts)
            off.append(f"{heads:,.1f} sought without a post, by {counted(len(self.ghosts), 'ghost request')} ({names})")
        return " and ".join([", ".join(off[:-1]), off[-1]] if len(off) > 1 else off) or "all of them match, team by team"


def headcount_match(of: Plan | Ledger) -> HeadcountMatch:
    """Posts wanted, filled and sought by team and quarter, of a plan as it stands or of a ledger.

    Nobody is hired, moved or made redundant for the match: what a scenario takes away is over, what it adds is under.
    Raises InputProblems.
    """
    ledger = of if isinstance(of, Ledger) else simulate(of)
    plan, people = ledger.plan, posts_and_people(ledger)
    ends = {quarter_of(month): at for at, month in enumerate(plan.calendar)}
    rows = [
        _row(ledger, people, row, quarter, at) for row in range(len(plan.teams)) for quarter, at in ends.items()
    ]
    requests = _requests(plan, people)
    return HeadcountMatch(plan.name, ledger.scenario, tuple(rows), requests, tuple(_notes(plan, rows, requests)))


def quarter_of(month: Month) -> str:
    """The calendar quarter of a month, `2027 Q1`."""
    return f"{month.year} Q{(month.in_year + 2) // 3}"


def _row(ledger: Ledger, people: People, row: int, quarter: str, at: int) -> TeamQuarter:
    wanted, filled, sought = (float(part[at, row]) for part in (people.wanted, people.filled, people.sought))
    team, vacant = ledger.plan.teams[row], max(wanted - filled, 0.0)
    return TeamQuarter(
        team=team.team,
        function=team.function,
        quarter=quarter,
        wanted_heads=wanted,
        filled_heads=filled,
        open_heads=sought,
        over_heads=max(filled - wanted, 0.0),
        under_heads=max(vacant - sought, 0.0),
        ghost_heads=max(sought - vacant, 0.0),
        expected_leavers_heads=float(ledger.operations.staffing.leavers[: at + 1, row, 0].sum()),
    )


def _requests(plan: Plan, people: People) -> tuple[Request, ...]:
    """The open requests, the earliest first: each takes a post of the kind it states, else of the other, else none."""
    taken = np.zeros((len(plan.teams), 2))
    found = []
    for request in sorted((one for one in plan.requisitions if one.status == "open"), key=lambda one: one.starts):
        row, heads, at = plan.names("team").index(request.team), likely(request.heads), max(request.starts - plan.start, 0)
        says, ghost = "after the plan", 0.0
        if at < plan.months:
            kinds = ("backfill", "growth") if request.reason == "backfill" else ("growth", "backfill")
            room = dict(zip(("backfill", "growth"), people.room(at, row) - taken[row], strict=True))
            got = _got(heads, [max(room[kind], 0.0) for kind in kinds])
            taken[row] += [got[kinds.index(kind)] for kind in ("backfill", "growth")]
            says, ghost = _said(kinds, got, min(HALF, heads)), heads - sum(got)
        found.append(Request(request.requisition, request.team, heads, str(request.starts), request.reason, says, ghost))
    return tuple(found)


def _got(heads: float, room: Sequence[float]) -> list[float]:
    """The posts a request takes of each kind, the first kind first."""
    first = min(heads, room[0])
    return [float(first), float(min(heads - first, room[1]))]


def _said(kinds: Sequence[str], got: Sequence[float], enough: float) -> str:
    has = [kind for kind, posts in zip(kinds, got, strict=True) if posts >= enough]
    return "both" if len(has) == 2 else has[0] if has else "no post"


def _notes(plan: Plan, rows: Sequence[TeamQuarter], requests: Sequence[Request]) -> list[str]:
    """What the reader should know: who is not counted, and requests that state what the plan does not say."""
    notes = [
        f"{request.requisition} states {request.states}, and the plan says {request.says}"
        for request in requests
        if not request.agrees and not request.ghost and request.says != "after the plan"
    ]
    notes += [f"{one.requisition} starts in {one.starts}, after the plan" for one in requests if one.says == "after the plan"]
    last = rows[-1].quarter if rows else ""
    leavers = sum(row.expected_leavers_heads for row in rows if row.quarter == last)
    if leavers >= HALF:
        notes.append(f"{leavers:,.1f} people are expected to leave by {last}; the posts they will leave are counted as filled")
    if not plan.requisitions:
        notes.append("the plan has no requisitions.csv; add one to see which requests have a post")
    return notes
