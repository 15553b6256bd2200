"""What must hold of the figures a report stands on, whatever its notebook shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backoffice_lib.analyses.break_even import break_even
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.reproduce import reproduce
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.money import spoken
from backoffice_lib.files.freezing import kept_result
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import frozen_scenarios, read_scenario, read_scenarios
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.checks import problems_in
from backoffice_lib.plan import Plan
from backoffice_lib.reports.execution.jobs import Check, Job
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate


def checks_of(job: Job) -> list[Check]:
    """Every check of the scenarios that a report shows: ledgers that can be signed, frozen scenarios that have not moved, and what is expected."""
    plan = read_plan(job.plan)
    found: list[Check] = []
    for scenario in _shown(plan, job.values):
        try:
            found += _of_ledger(plan, simulate(plan, scenario))
        except InputProblems:  # the notebook that shows it has told so
            continue
    return [*found, *(_as_expected(plan, wanted) for wanted in job.expect)]


def _shown(plan: Plan, values: Mapping[str, Any]) -> list[Scenario]:
    """Today, and the scenarios that a notebook was told; all of the plan where it takes several and was told none."""
    named = [name for name in (values.get("scenario"), values.get("against"), *values.get("scenarios", ())) if name and name != TODAY.name]
    if "scenarios" in values and not named:
        return [TODAY, *read_scenarios(plan)]
    return [TODAY, *(read_scenario(plan, name) for name in dict.fromkeys(named))]


def _of_ledger(plan: Plan, ledger: Ledger) -> Iterator[Check]:
    wrong = list(problems_in(ledger))
    yield Check(f"the ledger of {spoken(ledger.scenario)} adds up", not wrong, "; ".join(wrong) or "it does", "parts equal to the whole, in both views")
    kept = frozen_scenarios(plan).get(ledger.scenario) if ledger.frozen else None
    if kept:
        answer = reproduce(ledger, kept_result(kept), kept.version)
        yield Check(f"{spoken(ledger.scenario)} is frozen and has not moved", answer.same, str(answer), "what was kept")


def _as_expected(plan: Plan, wanted: Mapping[str, Any]) -> Check:
    """Whether a figure lies where it is expected."""
    low, high = wanted.get("at_least"), wanted.get("at_most")
    found = _figure(plan, wanted)
    bounds = " and ".join(part for part in (f"at least {low:,.10g}" if low is not None else "", f"at most {high:,.10g}" if high is not None else "") if part)
    holds = found is not None and (low is None or found >= low) and (high is None or found <= high)
    of = f"{wanted['input']}, " if wanted.get("input") else ""
    return Check(f"{spoken(wanted['figure'])} of {of}{spoken(wanted['scenario'])}: {bounds}", holds, found, bounds)


def _figure(plan: Plan, wanted: Mapping[str, Any]) -> float | None:
    scenario = read_scenario(plan, wanted["scenario"])
    if wanted["figure"] == "break_even":
        nearest = break_even(plan, scenario, input=wanted["input"]).nearest
        return nearest.value if nearest else None
    compared = compare(simulate(plan), simulate(plan, scenario))
    figures = {"cost": lambda: compared.cost_scenario, "saving": lambda: compared.saving, "npv": lambda: compared.npv_of_saving, "payback_months": lambda: compared.payback_months}
    return figures[wanted["figure"]]()
