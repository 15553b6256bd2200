"""Run in a copy of the workbench: says, as JSON, what levers, costs and figures there are."""

import json
import sys
from pathlib import Path

import backoffice_lib
from backoffice_lib import costs, levers
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario, scenario_files
from backoffice_lib.ledger import problems_in
from backoffice_lib.simulation import simulate


def figures(name: str) -> dict[str, object]:
    """One scenario of `tiny`: each category by month, the total, and what the book's own checks find."""
    plan = read_plan("tiny")
    ledger = simulate(plan, read_scenario(plan, name))
    return {
        "categories": {category: amounts[:, 0].tolist() for category, amounts in ledger.by_category().items()},
        "total": ledger.by_month()[:, 0].tolist(),
        "at_work": ledger.operations.staffing.at_work[:, :, 0].tolist(),
        "wrong": list(problems_in(ledger)),
    }


found = {
    "package": str(Path(backoffice_lib.__file__).resolve()),
    "levers": sorted(levers.by_word()),
    "costs": [category.name for category in costs.categories()],
    "scenarios": {name: figures(name) for name in ("today", *scenario_files("tiny"))},
}
json.dump(found, sys.stdout)
