"""What the scenarios of a report have otherwise than the plan, as its certificate says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backoffice_lib.analyses._input_differences import of_levers, of_plans
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.reports.execution.jobs import Job
from backoffice_lib.scenario import TODAY


def differences_of(job: Job) -> Iterator[dict[str, Any]]:
    """The initiatives of each scenario, field by field and, of a frozen one, what has become of the plan since. Pay is not shown."""
    plan = read_plan(job.plan)
    for name in job.scenarios:
        scenario = read_scenario(plan, name)
        for one in (*of_levers(TODAY, scenario.unfrozen), *of_plans(plan, scenario.on(plan))):
            yield {"path": f"{name}: {one.path}", "old": one.old, "new": one.new, "unit": one.unit}
