"""Working from home: the subsidy of each month, and equipment bought once."""

from typing import Any

from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import RemoteWork
from backoffice_lib.plan import Index
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, spent
from tests.hand.small import TEN_PER_CENT_A_MONTH, clerks, small_plan


def at_home(starting: str, share: float) -> RemoteWork:
    return RemoteWork(team="clerks", starting=starting, share=share, subsidy_per_month=100, equipment_per_head=800)


def simulated(months: int, *levers: RemoteWork, parts: dict[str, Any] | None = None, **fields: Any) -> Ledger:
    plan = small_plan(months, teams=(clerks(**fields),), **(parts or {}))
    return simulate(plan, Scenario(name="by hand", levers=levers))


def test_equipment_is_bought_only_when_more_are_at_home_than_ever() -> None:
    steps = (("2027-02", 0.4), ("2027-03", 0.7), ("2027-04", 0.2), ("2027-05", 0.8))
    ledger = simulated(5, *(at_home(month, share) for month, share in steps))
    # at home 0, 4, 7, 2, 8 of ten, so 4, then 3 more, then none, then 1 more × 800
    assert spent(ledger, "remote subsidy") == cents([0.00, 400.00, 700.00, 200.00, 800.00])
    assert spent(ledger, "equipment") == cents([0.00, 3_200.00, 2_400.00, 0.00, 800.00])


def test_who_is_at_home_already_has_equipment() -> None:
    ledger = simulated(2, at_home("2027-02", 0.5), remote_share=0.3)
    # 5 - 3 = 2 more × 800; nothing says what the 3 of January are paid, so nothing
    assert spent(ledger, "equipment") == cents([0.00, 1_600.00])
    assert spent(ledger, "remote subsidy") == cents([0.00, 500.00])
    # and from the first month of the plan on, too
    assert spent(simulated(2, at_home("2027-01", 0.5), remote_share=0.3), "equipment") == cents([1_600.00, 0.00])


def test_the_subsidy_is_paid_to_those_at_work() -> None:
    ledger = simulated(3, at_home("2027-01", 1), cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH, time_to_hire_months=1)
    # 10, 9, then 8.1 + 1 = 9.1 at work; the joiner takes over what a leaver had
    assert spent(ledger, "remote subsidy") == cents([1_000.00, 900.00, 910.00])
    assert spent(ledger, "equipment") == cents([8_000.00, 0.00, 0.00])


def test_prices_without_an_index_of_their_own_follow_that_of_the_plan() -> None:
    prices = {"indices": (Index(index="prices", growth_share_per_year=0.02, base="2026-02"),), "cost_index": "prices"}
    ledger = simulated(2, at_home("2027-01", 0.5), parts=prices)
    # 5 × 100; from February, a year after the base, × 1.02. The pay of clerks has no index either: 30,000 × 1.02
    assert spent(ledger, "remote subsidy") == cents([500.00, 510.00])
    assert spent(ledger, "salaries") == cents([30_000.00, 30_600.00])
