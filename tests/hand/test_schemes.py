"""Schemes of on-costs that come with the workbench: how a plan comes by one, and what the rates list says of it."""

import csv
from pathlib import Path

import pytest

from backoffice_lib.analyses.reconcile import restated
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.rates import read_schemes
from backoffice_lib.levers.offshore_team import OffshoreTeam
from backoffice_lib.plan import ExchangeRateOf, OnCostBand, Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, money, spent
from tests.hand.small import clerks, small_plan

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "fr_cout_employeur_urssaf_modele_social_2026.csv"
FRENCH = {
    "fr_employer_2026": ("10", "non"),
    "fr_employer_2026_cadre": ("10", "oui"),
    "fr_employer_2026_100_employees": ("100", "non"),
    "fr_employer_2026_100_employees_cadre": ("100", "oui"),
}


def written(folder: Path, on_costs: str = "") -> Plan:
    """A plan folder with a team of one under the US scheme at 10,000 a month."""
    start = "name: written\ncurrency: USD\nstart: 2027-01\nmonths: 1\n"
    (folder / "plan.yaml").write_text(start + on_costs, encoding="utf-8")
    (folder / "sites.csv").write_text("site\nHQ\n", encoding="utf-8")
    (folder / "teams.csv").write_text(
        "team,function,site,heads,salary_per_year,on_costs\nclerks,records,HQ,1,120000,us_fica_2026\n", encoding="utf-8"
    )
    return read_plan(folder)


@pytest.mark.parametrize("scheme", FRENCH)
def test_the_french_cost_is_exact_at_every_published_pay(scheme: str) -> None:
    if not PUBLISHED.exists():
        pytest.skip(f"shared/reference/{PUBLISHED.name}, which lies beside the checkout, is absent")
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["effectif"], row["cadre"]) == FRENCH[scheme]]
    pay = [float(row["salaire_brut_mensuel_eur"]) for row in rows]
    teams = tuple(clerks(team=f"{one:g}", heads=1, salary_per_year=12 * one, on_costs=scheme) for one in pay)
    ledger = simulate(small_plan(1, teams=teams, currency="EUR", schemes=read_schemes()))
    cost = ledger.by_label("team")
    assert len(rows) == 27
    contributions = [cost[team.team][0, 0] - one for team, one in zip(teams, pay, strict=True)]
    assert contributions == cents([float(row["cotisations_employeur_nettes_eur"]) for row in rows])
    # The published total of 2,750 a month, 3,565.47, is a cent more than 2,750 and its contributions of 815.46.
    total = [float(row["cout_total_employeur_mensuel_eur"]) for row in rows]
    assert [cost[team.team][0, 0] for team in teams] == pytest.approx(total, abs=0.011)


def test_a_team_names_a_scheme_that_the_plan_does_not_have(tmp_path: Path) -> None:
    plan = written(tmp_path)
    assert [band.key for band in plan.on_costs] == [f"us_fica_2026: {band}" for band in ("social security", "Medicare", "FUTA")]
    # 10,000 × 7.65 % and 7,000 × 0.6 %
    assert spent(simulate(plan), "on-costs") == cents([807])
    assert "on_cost_schemes.csv" in plan.on_costs[0].source_of("rate_share")


def test_a_scheme_of_the_plan_wins(tmp_path: Path) -> None:
    plan = written(tmp_path, "on_costs:\n  us_fica_2026:\n    all: {rate_share: 0.1}\n")
    assert [band.key for band in plan.on_costs] == ["us_fica_2026: all"]
    assert spent(simulate(plan), "on-costs") == cents([1_000])


def test_nothing_is_there_that_no_team_names() -> None:
    assert small_plan(1, teams=(clerks(),), schemes=read_schemes()).on_costs == ()


def test_work_that_moves_abroad_may_name_a_scheme() -> None:
    euro = ExchangeRateOf(currency="EUR", rate=1.25)
    plan = small_plan(2, teams=(clerks(heads=1),), fx=(euro,), schemes=read_schemes())
    plan = plan.with_(sites=(*plan.sites, plan.sites[0].with_(site="Lille")))
    lever = OffshoreTeam(
        team="clerks", to_site="Lille", starting="2027-02", share=1, salary_per_year=24_000, currency="EUR", on_costs="fr_employer_2026"
    )
    booked = money(simulate(plan, Scenario(name="abroad", levers=(lever,))))
    due = [row for (category, *_), row in booked.items() if category == "on-costs"]
    # 208.72 euros at 1.25
    assert [sum(amounts) for amounts in zip(*due, strict=True)] == cents([0, 260.90])


@pytest.mark.parametrize("start", ["2027-01", "2027-10"])
def test_the_first_month_restated_from_the_plans_inputs_is_the_same(start: str) -> None:
    bands = (
        OnCostBand(scheme="one", band="fixed", rate_share=0.01, amount_per_head_per_month=70, floor_pay_per_year=50_000),
        OnCostBand(scheme="one", band="salary", rate_share=0.2, from_pay_per_year=20_000, due_on="salaries"),
    )
    teams = tuple(
        clerks(team=scheme, on_costs=scheme, salary_per_year=240_000, fte_share=0.8, bonus_share=0.1, shift_premium_share=0.05)
        for scheme in ("one", "us_fica_2026")
    )
    plan = small_plan(1, start=start, teams=teams, on_costs=bands, schemes=read_schemes())
    again = {one.category: one.amount for one in restated(plan)}
    booked = simulate(plan).by_category()
    for category in ("salaries", "shift premiums", "on-costs", "bonus"):
        assert booked[category][0, 0] == cents(again[category]), category


def test_the_rates_list_has_each_band_with_its_span_and_source() -> None:
    rates = {rate.item: rate for rate in (band.as_rate() for band in read_schemes())}
    base = rates["us_fica_2026: social security to 184,500 USD in a calendar year"]
    assert (base.what, base.place, base.value, base.unit, base.as_of) == ("on-costs scheme", "United States", 0.062, "share", "2026-01")
    assert "Social Security Administration, 24 October 2025" in base.source
    assert "us_fica_2026: Medicare" in rates
    assert "fr_employer_2026: from 2000 to 2100 a month from 24,000 to 25,200 EUR a year" in rates
