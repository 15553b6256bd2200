"""A portfolio of leases: rent for each unit of area, and what leaving early saves; by hand, and on a real file of 1,085."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.lease_portfolio import LeasePortfolio, lease_portfolio
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.cli._main import status
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.levers import BreakLease
from backoffice_lib.plan import ExchangeRateOf, Index, Plan, Site
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.cases.reading import case, reference
from tests.hand.small import office, small_plan

GSA = "gsa_lease_terminations_doge_2025.csv"
MAPPED = f"""
name: federal leases
currency: USD
start: 2025-04
months: 60
leases:
  file: {GSA}
  columns:
    site: [city, state]
    place: state
    area_sq_ft: rentable_sq_ft
    rent_per_year: annual_lease_usd
    remaining_years: implied_remaining_years
  defaults: {{remaining_years: 5}}
  unusable_rows: leave_out
  source: US General Services Administration, leases listed for termination in March 2025
"""
SITES = (Site(site="HQ", place="Ohio"), Site(site="Depot", place="Utah"))
LEASES = (
    office(area_m2=100, rent_per_month=1_000, service_charge_per_m2_per_year=24, start="2026-01", end="2028-06", break_penalty=3_000),
    office(lease="HQ-2", area_m2=300, rent_per_month=1_500, start="2026-01", end="2027-03", restoration_cost=9_000),
    office(lease="D-1", site="Depot", rent_per_month=400, start="2027-07", end="2030-12", currency="EUR"),
)


def asked(months: int = 24, **choices) -> LeasePortfolio:
    plan = small_plan(months, leases=LEASES, sites=SITES, fx=(ExchangeRateOf(currency="EUR", rate=1.25),))
    return lease_portfolio(simulate(plan), **choices)


def test_rent_for_each_square_metre_in_all_and_of_the_median_lease() -> None:
    # Ohio: (12,000 + 18,000) / 400 m2 = 75; the leases cost 120 and 60, half way between them 90. Utah: 400 × 1.25 × 12, no area.
    answer = asked()
    groups = {group.group: (group.leases, group.area, group.rent_per_year, group.rent_per_area, group.median_rent_per_area) for group in answer.groups}
    assert groups == {"Ohio": (2, 400.0, 30_000.0, 75.0, 90.0), "Utah": (1, 0.0, 6_000.0, None, None)}
    assert (answer.total.leases, answer.total.rent_per_year, answer.total.rent_per_area, answer.without_area) == (3, 36_000.0, 75.0, 1)


def test_what_leaving_each_lease_early_saves_by_hand() -> None:
    answer = asked(leave_early_months=6, penalty_months=2)
    rows = {row.lease: (row.end, row.months, row.avoided, row.paid_to_leave, row.saving) for row in answer.leases}
    assert rows == {
        # 6 × (1,000 rent + 200 charges), less 2 × 1,000
        "HQ-1": ("2028-06", 6, 7_200.0, 2_000.0, 5_200.0),
        # only 3 months are left: 3 × 1,500 - 2 × 1,500; restoration is due anyway
        "HQ-2": ("2027-03", 3, 4_500.0, 3_000.0, 1_500.0),
        # two years after the plan, at the rent of its last month: 6 × 500 - 2 × 500
        "D-1": ("2030-12", 6, 3_000.0, 1_000.0, 2_000.0),
    }
    assert answer.total.saving == 8_700.0
    assert str(answer) == (
        "By hand rents 400 m2 in 3 leases for USD 36,000 a year: 75.00 for each m2, and 90.00 in the median lease, not counting 1 without an "
        "area. Leaving each 6 months before its end saves USD 8,700. By the rule that each lease alone is given back 6 months before its end, "
        "or at once where less is left, whatever break right it has: it saves rent and service charges of those months less 2 months of rent, "
        "and restoration falls due that much earlier; after the plan, at the prices of its last month."
    )


def test_where_leaving_does_not_pay_it_is_said() -> None:
    answer = asked(leave_early_months=3, penalty_months=3)
    # HQ-1 alone is left with a gain, its service charges of 600
    assert [row.saving for row in answer.leases] == [600.0, 0.0, 0.0]
    assert "saves USD 600; it pays for 1 of them, which save 600." in str(answer)
    # 1,200 - 3,000, 1,500 - 4,500 and 500 - 1,500
    assert "before its end costs USD 5,800; it pays for none of them." in str(asked(leave_early_months=1, penalty_months=3))


@pytest.mark.parametrize("early", [1, 7, 18])
def test_leaving_saves_what_the_lever_saves(early: int) -> None:
    """Within the plan and with the penalty of the lease, indices and restoration included."""
    indices = (Index(index="rents", growth_share_per_year=0.07, applied="monthly"),)
    lease = office(
        rent_per_month=1_000, area_m2=50, service_charge_per_m2_per_year=12, rent_index="rents", start="2026-01", end="2028-10",
        break_from="2026-01", break_penalty=2_500, restoration_cost=4_000, rent_review_every_months=6,
    )
    plan = small_plan(30, leases=(lease,), indices=indices)
    today = simulate(plan)
    broken = simulate(plan, Scenario(name="left", levers=(BreakLease(lease="HQ-1", on=lease.end.month - early + 1),)))
    saved = lease_portfolio(today, leave_early_months=early).total.saving
    assert saved == pytest.approx(today.by_month()[:, 0].sum() - broken.by_month()[:, 0].sum(), abs=0.01)


def test_a_lease_given_back_in_the_scenario_ends_there() -> None:
    lease = office(rent_per_month=1_000, break_from="2027-01")
    broken = simulate(small_plan(24, leases=(lease,)), Scenario(name="left", levers=(BreakLease(lease="HQ-1", on="2028-01"),)))
    assert [(row.end, row.saving) for row in lease_portfolio(broken, leave_early_months=4).leases] == [("2027-12", 4_000.0)]


def test_other_groups_and_units() -> None:
    assert [group.group for group in asked(by="site").groups] == ["HQ", "Depot"]
    assert [group.group for group in asked(by="end_year").groups] == ["2027", "2028", "2030"]
    assert [group.group for group in asked(by="currency").groups] == ["USD", "EUR"]
    assert asked(area="sq_ft").total.rent_per_area == pytest.approx(75 / 10.7639)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(InputProblems) as refused:
        asked(by="places", area="acre", leave_early_months=0, penalty_months=-1)
    assert str(refused.value).splitlines() == [
        'by: "places" is not known; did you mean "place"?',
        'area: "acre" is not known; use m2, sq_ft',
        "leave_early_months: is 0; give 1 to 240 months",
        "penalty_months: is -1; give 0 to 240 months of rent",
    ]


def test_tables_and_chart_say_it() -> None:
    answer = asked()
    assert [row[0] for row in bo.table(answer).rows] == ["Ohio", "Utah", "total"]
    assert len(bo.table(answer, "leases").rows) == 3
    drawn = bo.chart(answer)
    assert drawn.layout.title.text == "Rent is USD 75.00 per m2 a year"
    assert list(drawn.data[0].y) == [75.0]


@pytest.fixture(scope="module")
def federal(tmp_path_factory) -> Path:
    """A plan folder of the real file alone, its columns mapped."""
    folder = tmp_path_factory.mktemp("federal")
    shutil.copyfile(reference(GSA), folder / GSA)
    (folder / "plan.yaml").write_text(MAPPED, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def plan(federal: Path) -> Plan:
    return read_plan(federal)


@pytest.fixture(scope="module")
def real() -> list[dict[str, str]]:
    with reference(GSA).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_lease_26_every_lease_of_the_real_file_is_there(plan: Plan, real: list[dict[str, str]]) -> None:
    _, expected, within = case("lease-26-real-lease-file")
    answer = lease_portfolio(simulate(plan), area="sq_ft")
    assert (len(plan.leases), answer.total.leases) == (expected["rows"], expected["rows"])
    assert answer.total.area == pytest.approx(expected["total_sq_ft"], abs=within)
    assert answer.total.rent_per_year == pytest.approx(expected["total_annual_lease"], abs=within)
    assert answer.total.rent_per_area == pytest.approx(expected["weighted_rent_per_sf"], abs=0.0001)
    assert answer.total.median_rent_per_area == pytest.approx(expected["median_rent_per_sf"], abs=0.005)
    # The trap: with the rent of the leases that have no area it would be 28.60, and the mean of the leases is neither.
    assert expected["total_annual_lease"] / expected["total_sq_ft"] == pytest.approx(28.6005, abs=0.0001)
    assert answer.without_area == expected["rows_with_zero_area"]


def test_lease_26_the_rows_without_an_area_are_reported_each(plan: Plan, real: list[dict[str, str]]) -> None:
    bare = [line for line, row in enumerate(real, start=2) if not float(row["rentable_sq_ft"])]
    told = [note for note in plan.notes if "column rentable_sq_ft" in note]
    assert told == [f"{GSA}:{line}: column rentable_sq_ft: there is no area; the lease has no cost per area" for line in bare]
    assert len(told) == 15
    no_term = sum(not float(row["implied_remaining_years"] or 0) for row in real)
    assert f"{GSA}: {no_term} leases without a term, taken to run for 5 years, the default of plan.yaml" in plan.notes


def test_lease_26_cost_by_state_and_the_saving_worked_out_again_row_by_row(plan: Plan, real: list[dict[str, str]]) -> None:
    answer = lease_portfolio(simulate(plan), area="sq_ft", leave_early_months=12, penalty_months=6)
    assert plan.months == 60
    rent, area, saving = defaultdict(float), defaultdict(float), 0.0
    for row in real:
        state, a_year, feet = row["state"] or "no place", float(row["annual_lease_usd"]), float(row["rentable_sq_ft"])
        if feet:
            rent[state] += a_year
            area[state] += feet
        left = max(round(12 * (float(row["implied_remaining_years"] or 0) or 5)), 1)
        saving += a_year / 12 * (min(left, 12) - 6)
    found = {group.group: group.rent_per_area for group in answer.groups if group.rent_per_area is not None}
    assert found == pytest.approx({state: rent[state] / area[state] for state in rent})
    assert answer.total.saving == pytest.approx(saving, abs=6)  # cents of 1,085 leases


def test_the_command_answers_on_the_real_file(capsys, federal: Path) -> None:
    assert status(["lease-portfolio", str(federal), "--penalty-months", "6", "--area", "sq_ft", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["total"]["leases"], len(answer["groups"]), len(answer["leases"])) == (1085, 56, 1085)
    assert status(["lease-portfolio", str(federal)]) == 0
    assert "1,085 leases" in capsys.readouterr().out
