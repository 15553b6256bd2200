"""What pay costs: bands of on-costs, indices and currencies, each on the smallest plan that shows it."""

import json
from pathlib import Path
from typing import Any

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.rates import read_schemes
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import ExchangeRateOf, Index, OnCostBand, Plan, Rate, Site, Team
from backoffice_lib.plan.extensions import with_team_at
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, money, spent
from tests.hand.small import TEN_PER_CENT_A_MONTH, clerks, small_plan

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


def due(months: int, *bands: OnCostBand, **fields: Any) -> list[float]:
    """The on-costs of one clerk, or of a team, under some bands of one scheme or under a scheme that comes with the workbench."""
    parts = {name: fields.pop(name) for name in ("start", "currency", "indices", "policies") if name in fields}
    scheme = bands[0].scheme if bands else fields.pop("scheme")
    team = clerks(**{"heads": 1, "on_costs": scheme} | fields)
    return spent(simulate(small_plan(months, teams=(team,), on_costs=bands, schemes=read_schemes(), **parts)), "on-costs")


def in_year(**fields: Any) -> OnCostBand:
    """A fifth of the first 48,000 of a calendar year."""
    return OnCostBand(**{"scheme": "year", "band": "b", "rate_share": 0.2, "to_pay_per_year": 48_000, "cumulated": "calendar_year"} | fields)


def test_french_employer_contributions_are_those_published() -> None:
    def of(a_month: float) -> float:
        return due(1, scheme="fr_employer_2026", currency="EUR", salary_per_year=12 * a_month)[0]

    assert [of(2_000), of(2_100)] == cents([208.72, 301.32])
    # 1,944.64 / 1,867.02 at the minimum wage, 3,984.08 / 3,000 and 11,464.88 / 8,000
    assert [round(1 + of(pay) / pay, 2) for pay in (1_867.02, 3_000, 8_000)] == [1.04, 1.33, 1.43]
    # halfway between two published points, and at the highest
    assert [of(2_050), of(20_000)] == cents([255.02, 8_457.65])


def test_half_time_in_france_costs_half_of_full_time() -> None:
    assert due(1, scheme="fr_employer_2026", currency="EUR", salary_per_year=24_000, fte_share=0.5) == cents([104.36])


def test_us_social_security_ends_with_the_wage_base_and_begins_again_in_january() -> None:
    # 20,000 a month: 1,240 until 184,500 is reached in the tenth, 4,500 × 6.2 % = 279 then; Medicare 290; FUTA 42 in January
    year = [1_240 + 290 + 42] + [1_240 + 290] * 8 + [279 + 290] + [290] * 2
    assert due(24, scheme="us_fica_2026", salary_per_year=240_000) == cents(year + year)


def test_the_months_of_the_year_before_the_plan_count_at_the_first_months_pay() -> None:
    assert due(4, scheme="us_fica_2026", salary_per_year=240_000, start="2026-10") == cents([569, 290, 290, 1_572])


def test_a_wage_base_is_each_persons_and_a_ceiling_that_of_a_full_time_year() -> None:
    # half of 240,000 is below the wage base of a person all year: 10,000 × 7.65 %, and FUTA on 7,000 of the first month
    assert due(12, scheme="us_fica_2026", salary_per_year=240_000, fte_share=0.5) == cents([807] + [765] * 11)
    # 2,500 a month against half of 48,000: the last 1,500 in October
    assert due(12, in_year(), salary_per_year=60_000, fte_share=0.5) == cents([500] * 9 + [300] + [0] * 2)


def test_a_joiner_begins_the_year_at_nothing() -> None:
    # A tenth of ten leave each month and are replaced in the next, at 8,000 a month; 48,000 is reached with the sixth month.
    # In July nothing is due on those who have been here since January, 10 × 0.9^6 = 5.31441 people: 4.68559 × 1,600.
    # In August the joiners of February have reached it too: 10 × (0.9^7 + 0.1 × 0.9^6) = 5.31441 people again.
    booked = due(8, in_year(), heads=10, salary_per_year=96_000, cohort_loss_share_per_year=TEN_PER_CENT_A_MONTH)
    assert booked == cents([16_000.00] * 6 + [7_496.94] * 2)


def test_the_thresholds_of_a_year_are_those_of_its_january() -> None:
    growing = Index(index="ceiling", growth_share_per_year=0.1, base="2027-01")
    band = in_year(threshold_index="ceiling")
    # 8,000 a month: 48,000 is reached with June 2027, 52,800 within July 2028: 4,800 × 20 %
    booked = due(24, band, salary_per_year=96_000, indices=(growing,))
    assert booked == cents([1_600] * 6 + [0] * 6 + [1_600] * 6 + [960] + [0] * 5)
    later = Index(index="ceiling", growth_share_per_year=0.1, base="2027-04")
    # 48,000 / 1.1 = 43,636.36 holds until December, though the index steps in April: 3,636.36 in June
    assert due(12, band, salary_per_year=96_000, indices=(later,)) == cents([1_600] * 5 + [727.27] + [0] * 6)


def test_contributions_are_due_on_at_least_the_floor() -> None:
    band = OnCostBand(scheme="law", band="b", rate_share=0.1, floor_pay_per_year=48_000)
    # 3,000 and 5,000 a month against 4,000
    assert [due(1, band), due(1, band, salary_per_year=60_000)] == [cents([400]), cents([500])]
    assert due(1, band, fte_share=0.5) == cents([200])
    # with a ceiling, in a calendar year: 4,000 a month until 10,000
    assert due(4, in_year(rate_share=0.1, floor_pay_per_year=48_000, to_pay_per_year=50_000)) == cents([400] * 4)


def test_a_fixed_amount_is_due_for_everyone_at_work() -> None:
    band = OnCostBand(scheme="law", band="b", rate_share=0.01, amount_per_head_per_month=50, threshold_index="ceiling")
    growing = Index(index="ceiling", growth_share_per_year=0.1)
    # 4 × 1,500 × 1 % + 4 × 50, a year later 4 × 55; working time changes nothing about it
    booked = due(13, band, heads=4, fte_share=0.5, indices=(growing,))
    assert booked == cents([260] * 12 + [280])


def test_shift_premiums_are_pay() -> None:
    team = clerks(shift_premium_share=0.1, on_costs="law", salary_per_year=48_000)
    ledger = simulate(small_plan(1, teams=(team,), on_costs=BANDS, indices=INDICES))
    # 10 × 4,000 × 10 %; on-costs: 4,000 is at the ceiling, so 400 × 8 % is due in the second band, and 5 % on all of it
    assert spent(ledger, "shift premiums") == cents([4_000])
    assert spent(ledger, "on-costs") == cents([10 * (800 + 32 + 220)])


def test_bonus_is_pay_and_what_is_due_on_it_is_paid_with_it() -> None:
    team = clerks(bonus_share=0.1, on_costs="law", salary_per_year=48_000)
    plan = small_plan(5, teams=(team,), on_costs=BANDS, indices=INDICES)
    ledger = simulate(plan)
    # Each month 4,000 and 400 earned besides: 8 % of them in the second band, and 5 %, for ten people; paid in March
    # for the two months before it.
    assert spent(ledger, "on-costs") == cents([10 * (800 + 200 + 52)] * 5)
    assert ledger.by_category("cash")["on-costs"][:, 0].tolist() == cents([10_000, 10_000, 11_040, 10_000, 10_000])
    on_salaries = tuple(band.with_(due_on="salaries") for band in BANDS)
    assert spent(simulate(plan.with_(on_costs=on_salaries)), "on-costs") == cents([10_000] * 5)


def test_bonus_reaches_a_ceiling_of_the_year_sooner() -> None:
    # 8,800 a month: 44,000 by May, so 4,000 of June × 20 %, and nothing in July
    assert due(7, in_year(), salary_per_year=96_000, bonus_share=0.1) == cents([1_760] * 5 + [800, 0])


def test_pay_follows_the_index_of_its_site_unless_it_names_one() -> None:
    site = Site(site="HQ", wage_index="wages")
    teams = (clerks(), clerks(team="own", wage_index="ceiling"), clerks(team="elsewhere", site="Depot"))
    plan = small_plan(13, teams=teams, sites=(site, Site(site="Depot")), indices=INDICES, cost_index="ceiling")
    booked = money(simulate(plan))
    assert [booked["salaries", team.team, ""][12] for team in teams] == cents([33_000, 31_500, 31_500])
    assert plan.with_(name="again").teams == plan.teams


def test_work_that_moves_follows_the_index_of_the_site_it_moves_to() -> None:
    sites = (Site(site="HQ", wage_index="wages"), Site(site="Depot", wage_index="ceiling"), Site(site="Annexe"))
    plan = small_plan(13, teams=(clerks(), clerks(team="own", wage_index="ceiling")), sites=sites, indices=INDICES)
    for to, named in (("Depot", ["ceiling", "ceiling"]), ("Annexe", ["wages", "ceiling"])):
        there = [with_team_at(plan, team, to, {}).teams[-1].wage_index for team in ("clerks", "own")]
        assert there == named


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
