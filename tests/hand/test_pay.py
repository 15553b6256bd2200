"""What pay costs: bands of on-costs, indices and currencies, each on the smallest plan that shows it."""

import json
from pathlib import Path
from typing import Any

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import ExchangeRateOf, Index, OnCostBand, Plan, Rate, Site, Team
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, money, spent
from tests.hand.small import clerks, small_plan

ECEC = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "head-12-ecec-load.json"

BANDS = (
    OnCostBand(scheme="law", band="pension", rate_share=0.2, to_pay_per_year=48_000, threshold_index="ceiling"),
    OnCostBand(
        scheme="law",
        band="second pension",
        rate_share=0.08,
        from_pay_per_year=48_000,
        to_pay_per_year=63_600,
        threshold_index="ceiling",
    ),
    OnCostBand(scheme="law", band="health", rate_share=0.05),
)
INDICES = (Index(index="wages", growth_share_per_year=0.10), Index(index="ceiling", growth_share_per_year=0.05))


def on_costs(months: int = 1, **fields: Any) -> dict[str, list[float]]:
    """The on-costs of a team under BANDS, by band."""
    team = clerks(**{"on_costs": "law", "wage_index": "wages", "heads": 2} | fields)
    fx = (ExchangeRateOf(currency="EUR", rate=1.25),)
    ledger = simulate(small_plan(months, teams=(team,), indices=INDICES, on_costs=BANDS, fx=fx))
    booked = {item: row for (category, _, item), row in money(ledger).items() if category == "on-costs"}
    return {band: booked.get(f"law: {band}", [0.0] * months) for band in ("pension", "second pension", "health")}


def salary_paid(months: int, index: Index) -> list[float]:
    """The pay of one clerk at 1,000 a month under an index."""
    team = clerks(heads=1, salary_per_year=12_000, wage_index=index.index)
    return spent(simulate(small_plan(months, teams=(team,), indices=(index,))), "salaries")


def test_pay_below_the_ceiling() -> None:
    # 2 × 3,000 = 6,000 of pay: 20 %, nothing in the second band, 5 %
    assert on_costs() == {"pension": cents([1_200.00]), "second pension": [0.0], "health": cents([300.00])}


def test_pay_between_the_two_ceilings() -> None:
    # 2 × 5,000: 2 × 4,000 × 20 % = 1,600; 2 × 1,000 × 8 % = 160; 10,000 × 5 % = 500
    booked = on_costs(salary_per_year=60_000)
    assert booked == {"pension": cents([1_600.00]), "second pension": cents([160.00]), "health": cents([500.00])}


def test_pay_above_both_ceilings() -> None:
    # 2 × 10,000: 2 × 4,000 × 20 % = 1,600; 2 × (5,300 - 4,000) × 8 % = 208; 20,000 × 5 % = 1,000
    booked = on_costs(salary_per_year=120_000)
    assert booked == {"pension": cents([1_600.00]), "second pension": cents([208.00]), "health": cents([1_000.00])}


def test_bands_are_met_at_indexed_pay_and_ceilings_move_with_their_own_index() -> None:
    booked = on_costs(months=13, salary_per_year=60_000)
    # A year on, pay is 5,000 × 1.10 = 5,500 and the ceiling 4,000 × 1.05 = 4,200:
    # 2 × 4,200 × 20 % = 1,680; 2 × 1,300 × 8 % = 208; 11,000 × 5 % = 550
    assert booked["pension"] == cents([1_600.00] * 12 + [1_680.00])
    assert booked["second pension"] == cents([160.00] * 12 + [208.00])
    assert booked["health"] == cents([500.00] * 12 + [550.00])


def test_growing_pay_crosses_a_ceiling() -> None:
    booked = on_costs(months=13, salary_per_year=47_400, heads=1)
    # 3,950 is all below 4,000: 790 and nothing. A year on 4,345 is above 4,200: 840, and 145 × 8 % = 11.60
    assert booked["pension"] == cents([790.00] * 12 + [840.00])
    assert booked["second pension"] == cents([0.00] * 12 + [11.60])


def test_half_time_has_half_of_each_ceiling() -> None:
    # a full-time year at 60,000 is above the ceiling, so half of it is above half of the ceiling: half of everything
    booked = on_costs(salary_per_year=60_000, fte_share=0.5)
    assert booked == {"pension": cents([800.00]), "second pension": cents([80.00]), "health": cents([250.00])}


def test_thresholds_are_in_the_currency_of_the_pay() -> None:
    # the same 60,000 and 48,000, now in euros at 1.25 dollars: everything × 1.25
    booked = on_costs(salary_per_year=60_000, currency="EUR")
    assert booked == {"pension": cents([2_000.00]), "second pension": cents([200.00]), "health": cents([625.00])}


def test_a_yearly_index_steps_once_a_year() -> None:
    paid = salary_paid(25, Index(index="wages", growth_share_per_year=0.06))
    # 1,000; then × 1.06; then × 1.06 × 1.06 = 1.1236
    assert paid == cents([1_000.00] * 12 + [1_060.00] * 12 + [1_123.60])


def test_a_monthly_index_takes_the_twelfth_root() -> None:
    paid = salary_paid(13, Index(index="wages", growth_share_per_year=0.06, applied="monthly"))
    # 1.06^(1/12) = 1.004867551; 1.06^(6/12) = 1.029563014; 1.06^(12/12)
    assert [paid[0], paid[1], paid[6], paid[12]] == cents([1_000.00, 1_004.87, 1_029.56, 1_060.00])


def test_an_index_is_1_in_its_base_month() -> None:
    past = salary_paid(6, Index(index="wages", growth_share_per_year=0.06, base="2025-04"))
    # one anniversary has passed in January 2027, the second is in April
    assert past == cents([1_060.00] * 3 + [1_123.60] * 3)
    ahead = salary_paid(6, Index(index="wages", growth_share_per_year=0.06, base="2027-04"))
    # the year before April 2027 is a step lower: 1,000 / 1.06 = 943.396
    assert ahead == cents([943.40] * 3 + [1_000.00] * 3)


def test_pay_in_another_currency() -> None:
    team = clerks(salary_per_year=48_000, currency="EUR", wage_index="wages")
    plan = small_plan(13, teams=(team,), indices=INDICES, fx=(ExchangeRateOf(currency="EUR", rate=1.25),))
    # 10 × 4,000 euros × 1.25 = 50,000 dollars; a year on × 1.10
    assert spent(simulate(plan), "salaries") == cents([50_000.00] * 12 + [55_000.00])


def ecec_load() -> float:
    """The load on salaries of the shared case, from its parts."""
    if not ECEC.exists():
        pytest.skip("shared/cases/head-12-ecec-load.json, which lies beside the checkout, is absent")
    case = json.loads(ECEC.read_text(encoding="utf-8"))
    parts, wages = case["expected"]["components_june_2025"], case["inputs"]["june_2025"]["wages"]
    benefits = parts["insurance"] + parts["retirement"] + parts["legally required"]
    return benefits / (wages + parts["paid leave"])


def test_the_load_of_us_private_employers_from_its_parts() -> None:
    # What is paid on top of a salary, which itself covers hours worked and paid leave:
    # insurance 3.44 + retirement 1.54 + legally required 3.31 = 8.29, over wages 32.07 + paid leave 3.44 = 35.51.
    # 8.29 / 35.51 = 0.233455
    assert ecec_load() == pytest.approx(0.233455, abs=5e-7)


def test_the_classic_sum_uses_that_load() -> None:
    plan = read_plan("remote_accountants")
    (band,) = plan.on_costs
    assert band.rate_share == round(ecec_load(), 4) == 0.2335
    ledger: Ledger = simulate(plan)
    # 10 × 82,360 / 12 × 0.2335 = 68,633.333 × 0.2335
    assert spent(ledger, "on-costs") == cents([16_025.88] * 36)


def test_blank_pay_is_the_published_wage_of_the_role_in_the_place():
    rate = Rate(what="wage", item="File Clerks", place="Tampa", value=42000, unit="money/FTE/year", currency="USD",
                as_of="2025-05", source="a wage survey")
    plan = Plan(
        name="blank pay", currency="USD", start="2027-01", months=1, rates=(rate,),
        sites=(Site(site="south", place="Tampa"),),
        teams=(Team(team="files", function="records", site="south", role="File Clerks", heads=2),),
    )
    assert plan.teams[0].salary_per_year == 42000
    assert "a wage survey" in plan.teams[0].source_of("salary_per_year")
    assert simulate(plan).by_month().sum() == pytest.approx(7000)  # 2 x 42,000 / 12
