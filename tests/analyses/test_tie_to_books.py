"""Real books by account, cost centre and month against the first year of the ledger: what ties, what does not, and scaling that is asked for."""

from __future__ import annotations

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.tie_to_books import tie_to_books
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.ledger.columns import columns
from backoffice_lib.plan import AccountRow, Actual, Plan
from backoffice_lib.simulation import simulate
from tests.hand.small import clerks, office, small_plan

MAPPED = (
    AccountRow(category="salaries", account="6000", cost_centre="PEOPLE"),
    AccountRow(category="rent", account="6200", cost_centre="SPACE"),
)


def firm(*books: Actual, **parts) -> Plan:
    """Ten clerks at 3,000 a month and a floor at 1,000, for two years."""
    given = {"months": 24, "teams": (clerks(),), "leases": (office(rent_per_month=1_000),), "accounts": MAPPED, "actuals": books}
    return small_plan(**given | parts)


def book(month: str, account: str, cost_centre: str, amount: float) -> Actual:
    return Actual(month=month, account=account, cost_centre=cost_centre, amount=amount)


BOOKS = (
    book("2027-01", "6000", "PEOPLE", 30_100),
    book("2027-02", "6000", "PEOPLE", 29_900),
    book("2027-01", "6200", "SPACE", 1_000),
    book("2027-02", "6200", "SPACE", 1_100),
    book("2027-02", "7000", "SPACE", 40),
)


def test_what_ties_and_what_does_not():
    answer = tie_to_books(simulate(firm(*BOOKS)))
    people, space, other = answer.rows
    # 60,000 in both, though each month is 100 apart, which is within half a hundredth of it; 2,100 against 2,000; 40 against nothing
    assert (people.books, people.ledger, people.ties, people.months_apart) == (60_000.0, 60_000.0, True, ())
    assert (space.books, space.ledger, space.ties, [one.month for one in space.months_apart]) == (2_100.0, 2_000.0, False, ["2027-02"])
    assert (other.name, other.stands_in, other.ties, other.factor) == ("7000, SPACE", "books", False, None)
    assert str(answer) == (
        "The books hold USD 62,140 for 2027-01 to 2027-02, the ledger 62,000: 1 of 3 sums tie to within 0.50% of the books; "
        "most apart is 6200, SPACE, by 100."
    )
    assert answer.notes == ("the books have nothing for 2027-03, 2027-04, 2027-05, 2027-06 and 6 more, so these months are not compared",)


def test_the_tolerance_is_the_one_asked_for():
    ledger = simulate(firm(*BOOKS))
    assert [row.ties for row in tie_to_books(ledger, tolerance_share=0.05).rows] == [True, True, False]
    assert [len(row.months_apart) for row in tie_to_books(ledger, tolerance_share=0.0).rows] == [2, 1, 1]
    with pytest.raises(InputProblems, match=r"^tolerance: is 1; give a share of the books from 0 to below 1, such as 0\.005$"):
        tie_to_books(ledger, tolerance_share=1)


def test_nothing_is_scaled_unless_it_is_asked_for_and_then_it_is_shown():
    ledger = simulate(firm(*BOOKS))
    answer = tie_to_books(ledger)
    assert ledger.by_category()["rent"][0, 0] == 1_000.0 and ledger.factors == ()
    scaled = answer.scale(ledger)
    # rent 2,100 / 2,000 in every month of the plan; salaries stay, times 1
    assert scaled.by_category()["rent"][:, 0].tolist() == pytest.approx([1_050.0] * 24)
    assert [(one.name, one.factor) for one in scaled.factors] == [("books 6000, PEOPLE", 1.0), ("books 6200, SPACE", 1.05)]
    assert scaled.scenario == "today, scaled to the books"
    table = columns(scaled)
    rent = table["category"].index("rent")
    assert (table["index"][rent], table["indices"][rent]) == (1.05, "books 6200, SPACE")
    assert table["source"][rent].endswith("books 6200, SPACE (scaled to the books of 2027)")
    assert "books 6200, SPACE" in str(bo.why(scaled, category="rent", month="2027-03"))


def test_only_closed_months_of_the_first_year_count():
    books = (*BOOKS, book("2028-01", "6000", "PEOPLE", 1), book("2026-12", "6000", "PEOPLE", 1))
    answer = tie_to_books(simulate(firm(*books, last_close="2027-01")))
    assert answer.months == ("2027-01",) and answer.rows[0].books == 30_100.0
    assert answer.notes == ("the books of 2026-12, 2027-02, 2028-01 are not of the first year of the ledger up to the last close, and left out",)


def test_books_without_cost_centres_or_by_category():
    without = tuple(actual.with_(cost_centre="") for actual in BOOKS[:4])
    assert [row.name for row in tie_to_books(simulate(firm(*without))).rows] == ["6000", "6200"]
    by_category = (Actual(month="2027-01", category="rent", amount=1_000),)
    answer = tie_to_books(simulate(firm(*by_category, accounts=())))
    assert [(row.name, row.ties) for row in answer.rows] == [("rent", True), ("salaries", False)]


def test_without_books_it_says_so():
    assert tie_to_books(simulate(firm())).missing == "By hand has no books to tie to: name a file of them, or give the plan actuals."
    answer = tie_to_books(simulate(firm(book("2026-03", "6000", "PEOPLE", 1))))
    assert answer.missing == "The books hold nothing of 2027-01 to 2027-12, the first year of the ledger up to the last close; they have 2026-03."
