"""Stress: what scenarios cost and save if assumptions move together, and whether another one is then the cheapest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import Problem, listed, nearest, raise_all, refuse
from backoffice_lib.basics.money import counted, money, sentence, spoken, whole
from backoffice_lib.basics.record import measures
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger.present_value import cash_after_tax, npv_of
from backoffice_lib.plan import Change, Plan, Stress
from backoffice_lib.plan.numbers import EVERY, places, record_at
from backoffice_lib.plan.stresses import moves_whole_numbers, stressed
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate

HALF_A_CENT = 0.005


@dataclass(frozen=True)
class UnderStress:
    """What one scenario costs, and saves against today, if the numbers of a stress move.

    cost, saving: of the profit view over the plan; npv: of the saving in cash after tax. cost_moved, saving_moved, npv_moved: by how much each
    is more than where all is as likely.
    """

    scenario: str
    cost: float
    saving: float
    npv: float
    cost_moved: float = 0.0
    saving_moved: float = 0.0
    npv_moved: float = 0.0


@dataclass(frozen=True)
class Stressed:
    """All scenarios under one stress, today first, or where all is as likely; then it has no name. changes: number and how it is moved."""

    stress: str
    story: str
    changes: tuple[tuple[str, str], ...]
    results: tuple[UnderStress, ...]

    @property
    def cheapest(self) -> UnderStress:
        """The scenario that costs least; today where nothing costs less."""
        return min(self.results, key=lambda one: one.cost)


@dataclass(frozen=True)
class StressTest:
    """The answer to `stress`, in plan currency, all numbers that no stress moves being as likely. likely: without any stress."""

    plan: str
    currency: str
    months: int
    likely: Stressed
    stressed: tuple[Stressed, ...]

    @property
    def turned(self) -> tuple[Stressed, ...]:
        """The stresses under which another scenario costs less than the one that is likely to be the cheapest."""
        at = self.likely.results.index(self.likely.cheapest)
        return tuple(one for one in self.stressed if one.results[at].cost - one.cheapest.cost > HALF_A_CENT)

    @property
    def best_change(self) -> UnderStress:
        """Where all is as likely, the cheapest scenario that is not today; today where there is no other."""
        return min(self.likely.results[1:] or self.likely.results, key=lambda one: one.cost)

    def under(self, scenario: str) -> tuple[tuple[str, UnderStress], ...]:
        """One scenario under every stress, by the stress's name."""
        return tuple((case.stress, one) for case in self.stressed for one in case.results if one.scenario == scenario)

    @property
    def decision(self) -> str:
        """Which scenario is the cheapest, and under which stress another one is."""
        best, several = self.likely.cheapest, len(self.likely.results)
        opening = f"{sentence(spoken(best.scenario))} is the cheapest of {counted(several, 'choice')}"
        if self.turned:
            turns = "; ".join(f"under {spoken(one.stress)} it is {spoken(one.cheapest.scenario)} instead" for one in self.turned)
            return f"{opening} where all is as likely; {turns}"
        of = spoken(self.stressed[0].stress) if len(self.stressed) == 1 else f"each of {len(self.stressed)} stresses"
        return f"{opening}, under {of} too"

    def __str__(self) -> str:
        if len(self.likely.results) == 1:
            return f"Today costs {money(self.best_change.cost, self.currency)} over {counted(self.months, 'month')}; {self._dearest()}."
        return f"{self.decision}. {self._least()}"

    def _dearest(self) -> str:
        name, one = max(self.under(TODAY.name), key=lambda found: found[1].cost)
        return f"at most {whole(one.cost)}, under {spoken(name)}" if one.cost_moved > HALF_A_CENT else "no stress makes it dearer"

    def _least(self) -> str:
        """What becomes of the best change when it fares worst."""
        best, (name, worst) = self.best_change, min(self.under(self.best_change.scenario), key=lambda found: found[1].saving)
        opening = f"{sentence(spoken(best.scenario))} {self._saves(best)} against today over {counted(self.months, 'month')}"
        if worst.saving_moved > -HALF_A_CENT:
            return f"{opening}, and no worse under any stress."
        return f"{opening}; at worst, under {spoken(name)}, it {self._saves(worst)}."

    def _saves(self, one: UnderStress) -> str:
        more = "" if one.saving >= 0 else " more"
        return f"{'costs' if more else 'saves'} {money(abs(one.saving), self.currency)}{more}"


def stress(plan: Plan, scenarios: Sequence[Scenario] = (), stresses: Sequence[str | Stress] | None = None) -> StressTest:
    """What today and each scenario cost and save under each stress, against where all numbers are as likely, and which is then the cheapest.

    stresses: those of the plan by their names, or made in Python; all of the plan if left out. Amounts in plan currency, draw 0. Raises
    InputProblems.
    """
    asked = _asked(plan, stresses)
    raise_all((*_wrong(scenarios), *_telling(plan, asked)))
    plan = plan.with_(stresses=asked)
    choices = [TODAY, *scenarios]
    alone = [one for one in asked if moves_whole_numbers(plan, one)]
    together = [None, *(one for one in asked if one not in alone)]
    costs: dict[Stress | None, np.ndarray] = {}
    for group in (together, *([one] for one in alone)):
        costs |= zip(group, _costs(plan, group, choices), strict=True)
    likely = _case(plan, None, choices, costs[None])
    return StressTest(plan.name, plan.currency, plan.months, likely, tuple(_case(plan, one, choices, costs[one], likely) for one in asked))


def _asked(plan: Plan, stresses: Sequence[str | Stress] | None) -> tuple[Stress, ...]:
    """The stresses that are asked for. Raises InputProblems."""
    if stresses is None and not plan.stresses:
        raise refuse("stress", "the plan has no stresses", "write them in plan.yaml under stresses, each with a name and its changes")
    known = {one.stress: one for one in plan.stresses}
    names = [one for one in stresses or () if isinstance(one, str)]
    held = f"it has {listed(known) or 'none'}"
    raise_all(Problem(f"stress {name}", "there is no such stress in the plan", held, nearest(name, known)) for name in names if name not in known)
    asked = plan.stresses if stresses is None else tuple(known[one] if isinstance(one, str) else one for one in stresses)
    if not asked:
        raise refuse("stress", "no stress is named", "name one, or leave them out for all of the plan")
    return tuple(dict.fromkeys(asked))


def _telling(plan: Plan, stresses: Sequence[Stress]) -> Iterator[Problem]:
    """Stresses of the pay of a few people: by how much they move the cost would tell it."""
    heads = {f"teams.{team.team}.salary_per_year": likely(team.heads) for team in plan.teams}
    least = plan.policies.smallest_pay_group_heads
    for one in stresses:
        paid = [heads[change.number] for change in one.changes if change.number in heads]
        if paid and sum(paid) < least:
            what = f"moves the pay of fewer than {least} people, which could be told from what it costs"
            yield Problem(f"stress {one.stress}", what, f"move that of others with it, or of all: teams.{EVERY}.salary_per_year")


def _wrong(scenarios: Sequence[Scenario]) -> Iterator[Problem]:
    names = [TODAY.name, *(one.name for one in scenarios)]
    for at, one in enumerate(scenarios, start=1):
        if one.name in names[:at]:
            yield Problem("stress", f'two scenarios are called "{one.name}"', "give each a name of its own")
        if one.frozen:
            yield Problem(f"scenario {one.name}", "is frozen, so that no number of it moves", "name one that goes with the plan")


def _costs(plan: Plan, stresses: Sequence[Stress | None], scenarios: Sequence[Scenario]) -> np.ndarray:
    """What each scenario costs under stresses that stand side by side as draws, and at present value: [stress, scenario, 2]."""
    moved, found = stressed(plan, stresses), []
    for scenario in scenarios:
        ledger = simulate(moved, scenario)
        both = ledger.by_month().sum(axis=0), npv_of(moved, cash_after_tax(ledger))
        found.append([np.broadcast_to(one, len(stresses)) for one in both])
    return np.moveaxis(np.array(found), -1, 0)


def _case(plan: Plan, of: Stress | None, scenarios: Sequence[Scenario], costs: np.ndarray, likely: Stressed | None = None) -> Stressed:
    """The results of all scenarios under one stress; costs: [scenario, 2], the first of them today's."""
    rows = []
    for at, scenario in enumerate(scenarios):
        cost, saving, npv = (round(float(value), 2) + 0.0 for value in (costs[at, 0], *(costs[0] - costs[at])))
        before = likely.results[at] if likely else UnderStress(scenario.name, cost, saving, npv)
        moved = (round(now - then, 2) + 0.0 for now, then in ((cost, before.cost), (saving, before.saving), (npv, before.npv)))
        rows.append(UnderStress(scenario.name, cost, saving, npv, *moved))
    if of is None:
        return Stressed("", "", (), tuple(rows))
    return Stressed(of.stress, of.story, tuple((change.number, _told(plan, change)) for change in of.changes), tuple(rows))


def _told(plan: Plan, change: Change) -> str:
    """How a number is moved; to which pay is not told."""
    place = places(plan, change.number)[0]
    confidential = measures(type(record_at(plan, place)))[place.field].confidential
    return "another value instead" if confidential and change.value is not None else str(change)
