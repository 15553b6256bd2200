"""The ledger ties to the plan's inputs, to the accounts, and is held against the real books."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.reconcile import ELSEWHERE, reconcile
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenarios
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.accounts import not_mapped
from backoffice_lib.ledger.columns import columns
from backoffice_lib.ledger.wide import in_cents, wide
from backoffice_lib.plan import AccountRow, GeneralLedger, Plan, Policies
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents
from tests.hand.small import clerks, office, small_plan


def firm(**parts) -> Plan:
    """Ten clerks at 3,000 a month with a bonus of a tenth, and a floor at 1,000 a month: 34,000 a month."""
    given = {"teams": (clerks(bonus_share=0.1),), "leases": (office(rent_per_month=1_000),), "policies": Policies(bonus_month=1)}
    return small_plan(12, **given | parts)


def mapped(*rows: dict[str, str], **parts) -> Ledger:
    return simulate(firm(accounts=tuple(AccountRow(**row) for row in rows), **parts))


def off_by(ledger: Ledger, category: str, amount: float) -> Ledger:
    """The ledger with so much more booked in the first month of a category."""
    lines = list(ledger.lines)
    at = next(at for at, line in enumerate(lines) if line.category.name == category)
    posting = lines[at].posting
    wrong = posting.quantity.copy()
    wrong[0, 0, 0] += amount / posting.price[0, 0, 0]
    lines[at] = replace(lines[at], posting=replace(posting, quantity=wrong, sum_of=()))
    return replace(ledger, lines=tuple(lines))


@pytest.mark.parametrize("name", shipped_plans())
def test_every_shipped_ledger_ties(name: str) -> None:
    plan = read_plan(name)
    for ledger in (simulate(plan), *(simulate(plan, scenario) for scenario in read_scenarios(plan))):
        answer = reconcile(ledger)
        assert answer.ties, str(answer)


def test_a_cent_that_is_not_in_the_inputs_is_found() -> None:
    ledger = simulate(firm())
    assert reconcile(ledger).ties
    answer = reconcile(off_by(ledger, "rent", 0.01))
    assert not answer.ties
    assert [(tied.what, tied.difference) for tied in answer.apart] == [("rent of 2027-01", 0.01)]
    assert str(answer) == "The ledger of today does not tie to the plan's inputs: rent of 2027-01 by 0.01."


def test_cash_is_profit_less_the_bonus_that_is_not_paid_yet() -> None:
    totals = {tied.what: tied for tied in reconcile(simulate(firm())).totals}
    # 12 × 34,000 in profit; the bonus of 12 × 3,000 is paid after the plan.
    assert totals["cost in the profit view"].ledger == cents(408_000.00)
    assert totals["cost in the cash view"].ledger == totals["cost in the cash view"].inputs == cents(372_000.00)


def test_the_row_that_says_most_wins_and_the_rest_is_listed() -> None:
    ledger = mapped(
        {"account": "6000", "site": "HQ"},
        {"account": "6100", "category": "salaries", "team": "clerks", "cost_centre": "CC-1", "entity": "Firm Ltd"},
        {"account": "6200", "category": "rent", "site": "HQ", "cost_centre": "CC-2"},
    )
    rows = columns(ledger)
    leads = {(c, a, k, e) for c, a, k, e in zip(*(rows[n] for n in ("category", "account", "cost_centre", "entity")), strict=True)}
    assert leads == {("salaries", "6100", "CC-1", "Firm Ltd"), ("bonus", "6000", "", ""), ("rent", "6200", "CC-2", "")}
    assert not_mapped(ledger) == ()


def test_mapped_and_not_mapped_make_the_ledger() -> None:
    ledger = mapped({"account": "6100", "category": "salaries", "cost_centre": "CC-1"})
    answer = reconcile(ledger)
    assert (answer.mapped, [(cost.category, cost.amount) for cost in answer.not_mapped]) == (
        360_000.00, [("bonus", 36_000.00), ("rent", 12_000.00)]
    )
    assert answer.mapped + sum(cost.amount for cost in answer.not_mapped) == cents(408_000.00)
    table = wide(ledger)
    assert (table["account"], table["cost_centre"], table["total"]) == (["6100", "not mapped"], ["CC-1", ""], [360_000.00, 48_000.00])
    assert table["2027-03"] == [30_000.00, 4_000.00]


def test_the_wide_layout_in_cash() -> None:
    table = wide(mapped({"account": "6100", "category": "salaries"}), "cash")
    assert table["total"] == [360_000.00, 12_000.00]


def test_cents_add_up_along_rows_and_columns() -> None:
    thirds = np.full((3, 4), 10 / 3)
    whole = in_cents(thirds)
    # 40.00 in all; ten a month; each row a third of it but for a cent
    assert whole.sum() == 4_000 and whole.sum(axis=0).tolist() == [1_000] * 4
    assert sorted(whole.sum(axis=1).tolist()) == [1_333, 1_333, 1_334]


def test_cents_of_any_amounts_are_a_cent_away_at_most() -> None:
    amounts = np.array([[((row * 7919 + month * 104_729) % 20_011) / 313 - 20 for month in range(60)] for row in range(7)])
    whole = in_cents(amounts)
    assert round(amounts.sum() * 100) == whole.sum()
    for axis in (0, 1):
        assert np.abs(whole.sum(axis=axis) - amounts.sum(axis=axis) * 100).max() <= 1


def test_the_real_books_are_held_against_the_plan() -> None:
    books = GeneralLedger(year=2027, total_cost=420_000, categories={"rent": 15_000, "salaries": 360_000})
    answer = reconcile(simulate(firm(general_ledger=books)))
    # Salaries agree; rent is 3,000 more in the books, and all else, the bonus of 36,000, is 45,000 there.
    assert [(row.category, row.books, row.plan, row.difference) for row in answer.books] == [
        ("rent", 15_000, 12_000, 3_000),
        ("salaries", 360_000, 360_000, 0),
        (ELSEWHERE, 45_000, 36_000, 9_000),
        ("total", 420_000, 408_000, 12_000),
    ]
    assert answer.ties and str(answer).endswith(f"The books of 2027 hold USD 12,000 more than the plan, above all in {ELSEWHERE}.")


def test_books_of_a_year_the_plan_has_in_part() -> None:
    answer = reconcile(simulate(firm(fiscal_year_start_month=7, general_ledger=GeneralLedger(year=2027, total_cost=400_000))))
    # January to June are the plan's half of the year to June 2027: 6 × 34,000.
    assert [(row.category, row.plan) for row in answer.books] == [("total", 204_000)]
    assert "the plan has 6 months of the fiscal year to June 2027, the books all of it" in answer.notes


def test_a_plan_without_accounts_and_books_says_so() -> None:
    answer = reconcile(simulate(firm()))
    assert str(bo.table(answer, "not mapped")).splitlines() == ["Not mapped", "every cost: the plan has no accounts.csv"]
    assert str(bo.table(answer, "books")).splitlines() == ["The real books", "not given: plan.yaml has no general_ledger"]
    assert answer.notes[-1] == "the plan has no accounts.csv, so no cost has an account"
