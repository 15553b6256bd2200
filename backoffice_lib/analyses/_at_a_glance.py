"""A scenario at a glance: what it saves, and the figures a planner looks at first, beside those of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backoffice_lib.analyses._gist import Gist, gist
from backoffice_lib.analyses._groups import People
from backoffice_lib.drivers import assumptions_in
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario


@dataclass(frozen=True)
class Ends:
    """A figure of the last month under both: against, and under the scenario."""

    against: float
    scenario: float

    @property
    def change(self) -> float:
        """How much more it is under the scenario."""
        return self.scenario - self.against + 0.0


@dataclass(frozen=True)
class TeamAtTheEnd:
    """A team in the last month: its heads under both, and how those of the scenario work.

    by_mode: heads by mode, and under the mode of a vendor the full-time equivalents of the team in whose place it works.
    """

    team: str
    heads: Ends
    by_mode: dict[str, float]


@dataclass(frozen=True)
class SiteAtTheEnd:
    """A site in the last month under the scenario: heads who belong there, seats needed on the fullest day, and seats held under both."""

    site: str
    heads: float
    seats_needed: float
    seats_held: Ends


@dataclass(frozen=True)
class Glance:
    """What is saved against today and, at the end of the last month, draw 0: people at work, seats held, and seats needed on the fullest day."""

    saved: Gist
    heads: Ends
    seats_held: Ends
    seats_needed: Ends


@dataclass(frozen=True)
class Places:
    """Who works where at the end of the last month, draw 0: people at work, team by team, and seats, site by site."""

    heads: Ends
    teams: tuple[TeamAtTheEnd, ...]
    sites: tuple[SiteAtTheEnd, ...]


@dataclass(frozen=True)
class SideBySide:
    """Several scenarios at a glance, each held against today."""

    scenarios: tuple[Glance, ...]


def is_unsure(plan: Plan, scenario: Scenario) -> bool:
    """Whether anything of a plan under a scenario is left to chance."""
    plan = scenario.on(plan)
    return plan.policies.leavers != "expected" or bool(assumptions_in(plan, *scenario.levers))


def at_a_glance(today: Ledger, scenario: Ledger) -> Glance:
    """What a scenario saves against today, with the people and seats there are at the end. Raises InputProblems."""
    heads, held, needed = (Ends(*both) for both in zip(_at_the_end(today), _at_the_end(scenario), strict=True))
    return Glance(gist(today, scenario), heads, held, needed)


def places_at_the_end(today: Ledger, scenario: Ledger) -> Places:
    """The people and seats there are at the end, beside those of today."""
    heads = Ends(_at_the_end(today)[0], _at_the_end(scenario)[0])
    return Places(heads, tuple(_teams(today, scenario)), tuple(_sites(today, scenario)))


def side_by_side(today: Ledger, *scenarios: Ledger) -> SideBySide:
    """What each of some scenarios saves against today, with the people and seats there are at the end. Raises InputProblems."""
    return SideBySide(tuple(at_a_glance(today, scenario) for scenario in scenarios))


def _at_the_end(ledger: Ledger) -> tuple[float, float, float]:
    people, space, seats = ledger.operations.staffing.at_work, ledger.operations.space.seats_held, ledger.operations.attendance.seats_needed
    return tuple(float(found[-1, :, 0].sum()) for found in (people, space, seats))


def _heads(ledger: Ledger) -> dict[str, float]:
    return dict(zip(ledger.plan.names("team"), ledger.operations.staffing.at_work[-1, :, 0].tolist(), strict=True))


def _teams(today: Ledger, scenario: Ledger) -> Iterator[TeamAtTheEnd]:
    before, after, modes = _heads(today), _heads(scenario), _modes(scenario)
    for team, heads in after.items():
        yield TeamAtTheEnd(team, Ends(before.get(team, 0.0), heads), modes[team])


def _modes(ledger: Ledger) -> dict[str, dict[str, float]]:
    """The heads of each team by how they work, and the work of it that vendors do."""
    plan, days = ledger.plan, ledger.operations.attendance
    found: dict[str, dict[str, float]] = {}
    for row, team in enumerate(plan.teams):
        at_home, others = (float(heads[-1, row, 0]) for heads in (days.remote_heads, days.office_heads))
        mode = "hybrid" if team.mode == "office" and days.hybrid_days[-1, row, 0] > 0 else team.mode
        found[team.team] = {mode: others}
        found[team.team]["remote"] = found[team.team].get("remote", 0.0) + at_home
    for placed, fte in zip(plan.placements, People.of(ledger).placed_fte[-1].tolist(), strict=True):
        mode = plan.record("vendor", plan.record("contract", placed.contract).vendor).mode
        found[placed.team][mode] = found[placed.team].get(mode, 0.0) + fte
    return found


def _sites(today: Ledger, scenario: Ledger) -> Iterator[SiteAtTheEnd]:
    plan, heads = scenario.plan, _heads(scenario)
    held = [dict(zip(one.plan.names("site"), one.operations.space.seats_held[-1, :, 0].tolist(), strict=True)) for one in (today, scenario)]
    needed = scenario.operations.attendance.seats_needed[-1, :, 0].tolist()
    for site, seats in zip(plan.names("site"), needed, strict=True):
        people = sum(heads[team.team] for team in plan.teams if team.site == site)
        yield SiteAtTheEnd(site, people, seats, Ends(held[0].get(site, 0.0), held[1][site]))
