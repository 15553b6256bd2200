"""The classic sum: ten accountants in seats at 1,000 a month, and a subsidy of 500 a month to work from home.

The rent today is 10 × 1,000 = 10,000 a month, the subsidy of all ten 10 × 500 = 5,000.
"""

from collections.abc import Callable

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.ledger import Ledger
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, spent

PEOPLE = 10

# 10 × 82,360 / 12 = 68,633.333 a month; 23.35 % of it is 16,025.883; the seats are 10,000
TODAY_A_MONTH = 94_659.22

SAVED_A_YEAR = {
    # 10,000 of rent a month stops, 5,000 of subsidy is paid: 12 × 5,000
    "remote_lease_ends": 60_000.00,
    # the rent is paid on, and the subsidy too: 12 × -5,000
    "remote_lease_stays": -60_000.00,
    # a subtenant pays 40 % of the rent, 4,000, and 5,000 of subsidy are paid: 12 × -1,000
    "remote_lease_sublet_40": -12_000.00,
}


@pytest.fixture(scope="module")
def ledger_of() -> Callable[[str], Ledger]:
    plan = read_plan("remote_accountants")
    ledgers: dict[str, Ledger] = {}

    def of(name: str) -> Ledger:
        return ledgers.setdefault(name, simulate(plan, read_scenario(plan, name)))

    return of


def savings_by_year(today: Ledger, scenario: Ledger) -> list[float]:
    saving = (today.by_month() - scenario.by_month())[:, 0]
    return saving.reshape(3, 12).sum(axis=1).tolist()


def test_today(ledger_of: Callable[[str], Ledger]) -> None:
    assert ledger_of("today").by_month()[:, 0].tolist() == cents([TODAY_A_MONTH] * 36)


@pytest.mark.parametrize("scenario", SAVED_A_YEAR)
def test_each_of_the_three_years(scenario: str, ledger_of: Callable[[str], Ledger]) -> None:
    saved = savings_by_year(ledger_of("today"), ledger_of(scenario))
    assert saved == cents([SAVED_A_YEAR[scenario]] * 3)


def test_a_head_saves_6000_a_year_when_the_lease_ends(ledger_of: Callable[[str], Ledger]) -> None:
    saved = savings_by_year(ledger_of("today"), ledger_of("remote_lease_ends"))
    assert [year / PEOPLE for year in saved] == cents([6_000.00] * 3)


@pytest.mark.parametrize(
    ("scenario", "rent"),
    [("remote_lease_ends", 0.00), ("remote_lease_stays", 10_000.00), ("remote_lease_sublet_40", 6_000.00)],
)
def test_only_rent_and_subsidy_move(scenario: str, rent: float, ledger_of: Callable[[str], Ledger]) -> None:
    today, ledger = ledger_of("today"), ledger_of(scenario)
    assert spent(ledger, "rent") == cents([rent] * 36)
    assert spent(ledger, "remote subsidy") == cents([5_000.00] * 36)
    for category in set(today.categories) - {"rent", "remote subsidy"}:
        assert spent(ledger, category) == cents(spent(today, category)), category


@pytest.mark.parametrize("scenario", SAVED_A_YEAR)
def test_every_month_of_a_year_is_alike(scenario: str, ledger_of: Callable[[str], Ledger]) -> None:
    a_month = TODAY_A_MONTH - SAVED_A_YEAR[scenario] / 12
    assert ledger_of(scenario).by_month()[:, 0].tolist() == cents([a_month] * 36)
