"""Which ledgers have a golden file, what such a file holds, and how two of them differ.

There is one for every scenario of every shipped plan, and one for the example of every lever on the plan `tiny`.
All are found by lying in their folders, so a new plan, scenario or lever is missed here until `make golden` has run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from backoffice_lib import levers
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario, scenario_files
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate

FOLDER = Path(__file__).resolve().parent
LEVERS = "levers"
COLUMNS = ("sum_by", "name", "month", "amount")
TOTALS_BY = ("function", "site", "vendor", "item")
# Half a cent for the rounding of what is written, and a little for machines that add up in another order.
APART = 0.006

Figures = dict[tuple[str, str, str], float]


def golden_names() -> list[str]:
    """Every ledger that has a golden file: `tiny/today`, `tiny/everything` …, `levers/remote_work` …"""
    scenarios = [(plan, name) for plan in shipped_plans() for name in (TODAY.name, *scenario_files(plan))]
    examples = [(LEVERS, word) for word in levers.by_word()]
    return ["/".join(pair) for pair in scenarios + examples]


def files_without_ledger() -> list[Path]:
    """Golden files whose plan, scenario or lever is gone."""
    known = {path_of(name) for name in golden_names()}
    return sorted(path for path in FOLDER.rglob("*.csv") if path not in known)


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.csv"


def figures_now(name: str) -> Figures:
    """What the model makes of a ledger today."""
    folder, _, scenario = name.partition("/")
    if folder == LEVERS:
        kind = levers.by_word()[scenario]
        return _figures(simulate(_plan(kind.EXAMPLE_PLAN), Scenario(name=scenario, levers=(kind(**kind.EXAMPLE),))))
    return _figures(simulate(_plan(folder), read_scenario(_plan(folder), scenario)))


def figures_in(path: Path) -> Figures:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["sum_by"], row["name"], row["month"]): float(row["amount"]) for row in csv.DictReader(file)}


def write(figures: Figures, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows([*key, f"{amount:.2f}"] for key, amount in figures.items() if abs(amount) >= APART)


def moves(before: Figures, now: Figures) -> list[str]:
    """Each figure that is not what it was, in words, the largest move first."""
    moved = {key: now.get(key, 0.0) - before.get(key, 0.0) for key in before | now}
    moved = {key: by for key, by in moved.items() if not abs(by) <= APART}
    return [
        f"{' '.join(filter(None, key))}: {before.get(key, 0.0):,.2f} is now {now.get(key, 0.0):,.2f} ({by:+,.2f})"
        for key, by in sorted(moved.items(), key=lambda item: -abs(item[1]))
    ]


@cache
def _plan(name: str) -> Plan:
    return read_plan(name)


def _figures(ledger: Ledger) -> Figures:
    """Draw 0 of a ledger: each category by month, and the totals by function, site, vendor and item."""
    return dict(_by_category(ledger)) | dict(_totals(ledger))


def _by_category(ledger: Ledger) -> Iterator[tuple[tuple[str, str, str], float]]:
    for category, amounts in sorted(ledger.by_category().items()):
        for month, amount in zip(ledger.plan.calendar, amounts[:, 0], strict=True):
            yield ("category", category, str(month)), float(amount)


def _totals(ledger: Ledger) -> Iterator[tuple[tuple[str, str, str], float]]:
    for label in TOTALS_BY:
        for name, amounts in sorted(ledger.by_label(label).items()):
            if name:
                yield (label, name, ""), float(amounts[:, 0].sum())
    yield ("total", "", ""), float(ledger.by_month()[:, 0].sum())
