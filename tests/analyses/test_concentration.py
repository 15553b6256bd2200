"""What hangs on one vendor, country and currency, by hand."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.concentration import concentration
from backoffice_lib.levers import OffshoreTeam, OutsourceWork
from backoffice_lib.plan import ExchangeRateOf, Policies, Site
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table
from tests.hand.small import bureau, clerks, small_plan

VENDORS = (
    bureau(country="United States"),
    bureau(vendor="Archive", country="India", currency="INR", price_per_fte_per_year=1_200_000, mode="offshore"),
    bureau(vendor="Files", country="India", price_per_fte_per_year=12_000, currency="USD"),
)
PLAN = small_plan(2, teams=(clerks(),), vendors=VENDORS, fx=(ExchangeRateOf(currency="INR", rate=0.01),))


def placed(*shares: float) -> Scenario:
    pairs = zip(("Bureau", "Archive", "Files"), shares, strict=True)
    return Scenario(name="by hand", levers=tuple(OutsourceWork(function="records", vendor=name, starting="2027-01", share=share) for name, share in pairs))


def test_parts_by_vendor_country_and_currency():
    answer = concentration(simulate(PLAN, placed(0.3, 0.1, 0.3)))
    # two months of 3 × 2,000, 1 × 1,000 and 3 × 1,000
    assert [(part.name, part.cost, part.fte_at_end) for part in answer.providers] == [("Bureau", 12_000.0, 3.0), ("Files", 6_000.0, 3.0), ("Archive", 2_000.0, 1.0)]
    assert [(part.name, part.share) for part in answer.countries] == [("United States", pytest.approx(0.6)), ("India", pytest.approx(0.4))]
    assert [(part.name, part.cost) for part in answer.currencies] == [("USD", 18_000.0), ("INR", 2_000.0)]
    assert answer.even_parts == pytest.approx(1 / (0.36 + 0.09 + 0.01))
    assert str(answer) == "By hand spends USD 20,000 on vendors: 60 % with Bureau, 60 % in United States, 90 % priced in USD."
    assert "Files" in str(table(answer, "providers")) and "India" in str(table(answer, "countries"))


def test_who_pays_no_vendor():
    answer = concentration(simulate(PLAN, TODAY))
    assert (answer.providers, answer.even_parts, str(answer)) == ((), 0.0, "Today pays no vendor, and has no centre of its own abroad.")


def test_a_centre_of_our_own_abroad_counts_beside_a_vendor():
    sites = (Site(site="HQ"), Site(site="Pune", country="India", flexible_desk_per_month=50))
    plan = PLAN.with_(sites=sites, policies=Policies(smallest_pay_group_heads=1))
    own = OffshoreTeam(team="clerks", to_site="Pune", starting="2027-01", share=0.4, salary_per_year=600_000, currency="INR")
    mixed = Scenario(name="by hand", levers=(*placed(0.3, 0, 0).levers, own))
    answer = concentration(simulate(plan, mixed))
    # two months of 3 × 2,000 to the bureau; of 4 × 500 of pay in rupees, and 4 desks at 50 dollars
    assert [(part.name, part.kind, part.cost, part.fte_at_end) for part in answer.providers] == [
        ("Bureau", "vendor", 12_000.0, 3.0),
        ("Pune", "own centre", 4_400.0, 4.0),
    ]
    assert [(part.name, part.cost, part.fte_at_end) for part in answer.countries] == [("United States", 12_000.0, 3.0), ("India", 4_400.0, 4.0)]
    assert [(part.name, part.cost) for part in answer.currencies] == [("USD", 12_400.0), ("INR", 4_000.0)]
    assert str(answer) == "By hand spends USD 16,400 on vendors and own centres abroad: 73 % with Bureau, 73 % in United States, 76 % priced in USD."
    assert "Pune (own centre)" in str(table(answer, "providers"))


def test_the_pay_of_a_few_people_abroad_is_left_out():
    abroad = clerks(team="abroad", site="Pune", mode="offshore", heads=3)
    plan = PLAN.with_(sites=(Site(site="HQ"), Site(site="Pune", country="India", flexible_desk_per_month=50)), teams=(clerks(), abroad))
    answer = concentration(simulate(plan, TODAY))
    # two months of 3 desks at 50
    assert [(part.name, part.cost) for part in answer.providers] == [("Pune", 300.0)]
    assert answer.notes == ("the pay of abroad is not in the figures of Pune: too few people to show it",)
