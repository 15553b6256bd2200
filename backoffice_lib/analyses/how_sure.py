"""How sure: which scenario to choose when much is unsure, how sure that is, what moves it and what it is worth to know more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice_lib.analyses.regret import Regret, regret
from backoffice_lib.analyses.risk import Risk, risk
from backoffice_lib.analyses.sensitivity import Sensitivity, sensitivity
from backoffice_lib.analyses.value_of_information import InformationValue, value_of_information
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.draws import Watch
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate


@dataclass(frozen=True)
class Sureness:
    """The answer to `how_sure`: four answers on the same draws.

    risk: of the scenario that is looked at, against today. sensitivity: what moves its saving. regret, information: of the choice between today
    and all scenarios; None where the plan has no scenario.
    """

    risk: Risk
    sensitivity: Sensitivity
    regret: Regret | None
    information: InformationValue | None

    def __str__(self) -> str:
        return " ".join(str(one) for one in (self.risk, self.information) if one)


def how_sure(
    plan: Plan, scenarios: Sequence[Scenario], scenario: str = "", draws: int = 1_000, seed: int = 0, samples: int = 0, watch: Watch | None = None
) -> Sureness:
    """How sure it is which of some scenarios is the cheapest, what moves that, and what it is worth to know more.

    scenario: the name of the one that is looked at; the one with the lowest mean cost at present value if left out, and today where there is none.
    samples: base samples for how much of all doubt each input makes, a power of 2; none if left out. Raises InputProblems.
    """
    named = {one.name: one for one in (TODAY, *scenarios)}
    if scenario and scenario not in named:
        near = nearest(scenario, named)
        raise refuse("scenario", f'"{scenario}" is none of those given', choice("use", near, named), near)
    ledgers = {name: simulate(plan, one, draws, seed, watch=watch) for name, one in named.items()}
    chosen = regret(tuple(ledgers.values())) if len(ledgers) > 1 else None
    looked_at = scenario or next((one.scenario for one in chosen.scenarios if one.scenario != TODAY.name), TODAY.name) if chosen else TODAY.name
    against = None if looked_at == TODAY.name else TODAY
    return Sureness(
        risk(ledgers[looked_at], ledgers[TODAY.name] if against else None),
        sensitivity(plan, named[looked_at], against, samples=samples, watch=watch),
        chosen,
        value_of_information(tuple(ledgers.values())) if chosen else None,
    )
