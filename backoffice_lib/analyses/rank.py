"""Rank: which scenario is cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice_lib.analyses.compare import Comparison, compare
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.money import counted, money, sentence, spoken
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate


@dataclass(frozen=True)
class Ranking:
    """The answer to `rank`: every scenario against today, the cheapest first; today stands among them.

    In plan currency, draw 0, over the whole plan.
    """

    plan: str
    currency: str
    months: int
    comparisons: tuple[Comparison, ...]

    @property
    def cheapest(self) -> Comparison:
        return self.comparisons[0]

    @property
    def best_change(self) -> Comparison:
        """The cheapest of all that is not today."""
        return next((one for one in self.comparisons if one.scenario != one.against), self.cheapest)

    def __str__(self) -> str:
        best, horizon = self.cheapest, counted(self.months, "month")
        if best.saving <= 0:
            return f"Nothing is cheaper than today: it costs {money(best.cost_against, self.currency)} over {horizon}."
        return (
            f"{sentence(spoken(best.scenario))} is the cheapest of {counted(len(self.comparisons), 'choice')}: it saves "
            f"{money(best.saving, self.currency)} against today over {horizon}."
        )


def rank(plan: Plan, scenarios: Sequence[Scenario], draws: int = 0, seed: int = 0) -> Ranking:
    """Today and every scenario of a plan, simulated and put in order of cost, with how sure each is where draws are asked for. Raises InputProblems."""
    names = [scenario.name for scenario in scenarios]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise refuse("rank", f'two scenarios are called "{twice}"', "give each a name of its own")
    today = simulate(plan, draws=draws, seed=seed)
    compared = [compare(today, today), *(compare(today, simulate(plan, scenario, draws, seed)) for scenario in scenarios)]
    ordered = sorted(compared, key=lambda answer: (answer.cost_scenario, answer.scenario != today.scenario))
    return Ranking(plan.name, plan.currency, plan.months, tuple(ordered))
