"""Compare: what a scenario saves against another, by category, function, site and year, what that is worth, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._gist import Told
from backoffice_lib.analyses._groups import People, UnitCost, unit_costs
from backoffice_lib.analyses._savings_by import GroupSaving, by_year_and_category, savings_by
from backoffice_lib.analyses._shortages import people_short, seats_short
from backoffice_lib.analyses._standing import check_same_draws, standing
from backoffice_lib.analyses._worth import Part, Worth, terms, worth
from backoffice_lib.analyses.commitments import commitments
from backoffice_lib.analyses.conflicts import conflicts
from backoffice_lib.analyses.risk import Risk, risk
from backoffice_lib.analyses.stranded import stranded
from backoffice_lib.basics.money import cents
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_shown_categories


@dataclass(frozen=True)
class Comparison(Told):
    """The answer to `compare`, in plan currency, draw 0; costs are positive, so are good savings.

    Costs and savings are of the profit view, before tax; what they are worth is of cash (see `worth`). Where amounts are deflated, all
    but what is committed after the plan is in prices of its first month.
    saving_by_year: calendar year and saving; saving_in_year: the same by fiscal year, and year_in_words what that is;
    by_year_and_category: fiscal year, category and saving. by_category, by_function, by_site, by_mode, by_year (fiscal): savings with
    recurring and one-off apart. one_off, recurring: cost over the plan. run_rate_per_year: recurring cost of the last 12 months; of a
    shorter plan, of all its months, scaled to 12. committed_after_horizon: what is owed after the plan (see `commitments`).
    cost_per_fte_per_year, cost_per_head_per_year: all cost over the years of work of full-time equivalents, those in whose place vendors work
    among them, and of our own heads; None where nobody works. by_unit: what a unit of each work costs on both sides.
    risk: how all of it is spread over the draws, in nominal amounts, where both ledgers hold any. notes: on which plan each side stands where one is frozen, what the figures leave out, and which levers bend the same driver.
    """

    plan: str
    scenario: str
    against: str
    currency: str
    months: int
    cost_against: float
    cost_scenario: float
    saving: float
    saving_by_year: tuple[tuple[int, float], ...]
    saving_in_year: tuple[tuple[int, float], ...]
    by_year_and_category: tuple[tuple[str, str, float], ...]
    one_off: Part
    recurring: Part
    run_rate_per_year: Part
    committed_after_horizon: Part
    stranded: Part
    cost_per_fte_per_year: Part | None
    cost_per_head_per_year: Part | None
    by_category: tuple[GroupSaving, ...]
    by_function: tuple[GroupSaving, ...]
    by_site: tuple[GroupSaving, ...]
    by_mode: tuple[GroupSaving, ...]
    by_year: tuple[GroupSaving, ...]
    by_unit: tuple[tuple[UnitCost, UnitCost], ...]
    worth: Worth
    notes: tuple[str, ...] = ()
    year_in_words: str = "year"
    risk: Risk | None = None

    @property
    def one_off_cost(self) -> float:
        """The one-off cost of the scenario less that of the other."""
        return 0.0 - self.one_off.saving

    @property
    def run_rate_saving_per_year(self) -> float:
        """What is saved in a year by the end of the plan, one-off costs aside."""
        return self.run_rate_per_year.saving


def compare(against: Ledger, scenario: Ledger, discounting: str = "", real: str = "", tax_share: float | None = None) -> Comparison:
    """What the second ledger saves against the first, and what that is worth.

    discounting: `month_end`, `mid_month`, `year_end` or `mid_year`. real: the index by which amounts are deflated to prices of the first
    month. tax_share: of the saving of the profit view, paid in the same month. Each as the plan has it, or nominal, where left out.
    Both must be of the same plan, as it is or as it was kept, and hold the same draws. Raises InputProblems.
    """
    check_same_draws(against, scenario)
    against, scenario = in_shown_categories(against, scenario)
    asked = terms(against, discounting, real, tax_share)
    weights = 1 / asked.level
    rows, by_year = (savings_by(against, scenario, by, weights) for by in ("category", "year"))
    costs = [sum(column) for column in zip(*((row.against, row.scenario) for row in rows), strict=True)] or [0.0, 0.0]
    cost_against, cost_scenario = (round(cost, 2) for cost in costs)
    plan, parts = against.plan, _made_of(against, scenario, weights)
    return Comparison(
        plan=plan.name,
        scenario=scenario.scenario,
        against=against.scenario,
        currency=plan.currency,
        months=plan.months,
        cost_against=cost_against,
        cost_scenario=cost_scenario,
        saving=round(cost_against - cost_scenario, 2),
        saving_by_year=tuple((int(row.name), row.saving) for row in savings_by(against, scenario, "calendar_year", weights)),
        saving_in_year=tuple((int(row.name), row.saving) for row in by_year),
        by_year_and_category=by_year_and_category(against, scenario, weights),
        **parts,
        **_for_work(against, scenario, cost_against, cost_scenario),
        by_category=rows,
        **{f"by_{by}": savings_by(against, scenario, by, weights) for by in ("function", "site", "mode")},
        by_year=by_year,
        by_unit=_units(against, scenario, weights),
        worth=worth(against, scenario, asked, parts["one_off"], parts["recurring"]),
        notes=tuple(_notes(against, scenario)),
        year_in_words=plan.year_in_words,
        risk=risk(scenario, against) if scenario.drawn else None,
    )


def _notes(against: Ledger, scenario: Ledger) -> Iterator[str]:
    """On which plan both stand, what is left undone, what the levers say of themselves, and which of them meet."""
    yield from (*standing(against, scenario), *people_short(against, scenario), *seats_short(against, scenario))
    yield from dict.fromkeys(note for lever in scenario.levers for note in lever.notes(scenario.plan))
    yield from conflicts(scenario).lines


def _made_of(against: Ledger, scenario: Ledger, weights: np.ndarray) -> dict[str, Part]:
    """One-off and recurring cost, the run rate, what is committed after the plan and what is stranded, each of both ledgers."""
    columns = [(*_recurrences(ledger, weights), commitments(ledger).total, _stranded(ledger, weights)) for ledger in (against, scenario)]
    names = ("one_off", "recurring", "run_rate_per_year", "committed_after_horizon", "stranded")
    return {name: Part(*both) for name, both in zip(names, zip(*columns, strict=True), strict=True)}


def _recurrences(ledger: Ledger, weights: np.ndarray) -> tuple[float, float, float]:
    """One-off cost, recurring cost, and recurring cost in the last twelve months or, scaled to them, in all there are."""
    once, again = (
        ledger.by_month(lambda line, kind=kind: line.category.recurrence == kind)[:, 0] * weights for kind in ("one_off", "recurring")
    )
    last = again[-12:]
    one_off, recurring = cents([float(once.sum()), float(again.sum())])
    return one_off, recurring, round(float(last.sum()) * 12 / len(last), 2)


def _stranded(ledger: Ledger, weights: np.ndarray) -> float:
    """What is paid for seats that nobody needs."""
    found, at = stranded(ledger), {str(month): weight for month, weight in zip(ledger.plan.calendar, weights.tolist(), strict=True)}
    return found.cost if (weights == 1).all() else round(sum(part * at[month] for month, _, _, part in found.path), 2)


def _for_work(against: Ledger, scenario: Ledger, *costs: float) -> dict[str, Part | None]:
    """The cost of a full-time equivalent and of a head, a year, on both sides."""
    people = [People.of(ledger) for ledger in (against, scenario)]
    years = {
        "cost_per_fte_per_year": [float(one.fte.sum()) / 12 for one in people],
        "cost_per_head_per_year": [float(one.heads.sum()) / 12 for one in people],
    }
    return {
        name: Part(*(round(cost / number, 2) for cost, number in zip(costs, both, strict=True))) if min(both) > 1e-9 else None
        for name, both in years.items()
    }


def _units(against: Ledger, scenario: Ledger, weights: np.ndarray) -> tuple[tuple[UnitCost, UnitCost], ...]:
    """The cost of a unit of each work that both sides have."""
    after = {row.work: row for row in unit_costs(scenario, weights)}
    return tuple((row, after[row.work]) for row in unit_costs(against, weights) if row.work in after)
