"""Where to be, worked out by hand on a few made-up places: each figure of a person and year, and what is said of the place."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.compare_places import PlaceComparison, compare_places
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.plan import ExchangeRateOf, Index, OnCostBand, Plan, Rate, Site
from tests.hand.small import clerks, small_plan

FOOT = "Bureau, May 2026, footnote 8: estimate not released"


def rate(what: str, place: str, value: float | None, unit: str = "money/FTE/year", item: str = "Clerks", **more: Any) -> Rate:
    given = {"currency": "USD" if "money" in unit else "", "as_of": "2026-01", "source": f"Bureau, {what} of {place}"} | more
    return Rate(what=what, item=item, place=place, value=value, unit=unit, **given)


def wage(place: str, value: float | None, **more: Any) -> Rate:
    return rate("wage", place, value, **{"aged_by": "wages", "wider_place": "Land"} | more)


def rent(place: str, value: float, **more: Any) -> Rate:
    return rate("office rent", place, value, "money/m2/year", "office", **{"aged_by": "rents", "wider_place": "Land"} | more)


RATES = (
    wage("Land", 36_000, wider_place=""),
    wage("Old Town", 40_000),
    wage("New Town", 30_000),
    wage("Middle Town", None, status="not_released", wider_place="County", source=FOOT),
    wage("County", 35_000),
    wage("Abroad", 500_000, currency="PHP", aged_by="abroad", wider_place="", status="assumption"),
    rate("wage", "Far Away", 9_000, item="Agents"),
    rate("on-costs", "Abroad", 0.3, "share", "benefit load on wages, low end of the range"),
    rate("on-costs", "Abroad", 0.5, "share", "benefit load on wages, high end of the range"),
    rent("Land", 300, wider_place=""),
    rent("Old Town", 500),
    rent("Middle Town", 400),
    rent("Abroad City", 9_000, currency="PHP", aged_by="", wider_place="Abroad"),
    rate("service charges", "Abroad City", 1_000, "money/m2/year", "cleaning", currency="PHP", wider_place="Abroad"),
    rate("space", "Land", 10, "m2/head", "office space"),
    rate("space", "Abroad", 8, "m2/head", "office space"),
    rate("labour pool", "Old Town", 2_000, "heads"),
    rate("location quotient", "Old Town", 1.25, "ratio"),
    rate("labour pool", "New Town", 400, "heads"),
    rate("labour pool", "Middle Town", None, "heads", status="not_released", wider_place="County", source=FOOT),
    rate("labour pool", "County", 900, "heads"),
)


def plan_in(place: str = "Old Town", rates: tuple[Rate, ...] = RATES, **team: Any) -> Plan:
    """Clerks of a place at its published wage; a tenth of pay up to 30,000 is due on top of it, and a fifth of what is above."""
    bands = (
        OnCostBand(scheme="payroll", band="low", rate_share=0.1, to_pay_per_year=30_000),
        OnCostBand(scheme="payroll", band="high", rate_share=0.2, from_pay_per_year=30_000),
    )
    given = {"role": "Clerks", "salary_per_year": None, "on_costs": "payroll", "wage_index": "wages"} | team
    return small_plan(
        3,
        sites=(Site(site="HQ", place=place),),
        teams=(clerks(**given),),
        on_costs=bands,
        indices=tuple(Index(index=name, growth_share_per_year=by, base="2026-01") for name, by in (("wages", 0.1), ("rents", 0.2))),
        fx=(ExchangeRateOf(currency="PHP", rate=0.02),),
        rates=rates,
    )


def compared(plan: Plan, **asked: Any) -> PlaceComparison:
    return compare_places(plan, "clerks", labour_markets=(), **asked)


def figures(answer: PlaceComparison) -> dict[str, tuple[float | None, ...]]:
    """Wage, on-costs, rent, all of it, and the saving, by place; to the cent."""
    rows = {one.place: (one.wage, one.on_costs, one.rent, one.total, one.saving) for one in answer.places}
    return {place: tuple(value if value is None else round(value, 2) for value in row) for place, row in rows.items()}


def test_each_place_is_costed_and_the_cheapest_is_first():
    found = figures(compared(plan_in()))
    assert list(found.items()) == [
        # 500,000 × 0.02, which no index of the plan ages; the middle of 0.3 and 0.5; (9,000 + 1,000) × 0.02 × 8 m2
        ("Abroad", (10_000, 4_000, 1_600, 15_600, 40_200)),
        # 30,000 × 1.1; 3,000 + 0.2 × 3,000; 300 of the land × 1.2 × 10 m2; 55,800 − 40,200
        ("New Town", (33_000, 3_600, 3_600, 40_200, 15_600)),
        # 35,000 of the county × 1.1; 3,000 + 0.2 × 8,500; 400 × 1.2 × 10
        ("Middle Town", (38_500, 4_700, 4_800, 48_000, 7_800)),
        # 40,000 × 1.1; 3,000 + 0.2 × 14,000; 500 × 1.2 × 10
        ("Old Town", (44_000, 5_800, 6_000, 55_800, 0)),
    ]


def test_each_place_says_what_is_wrong():
    said = {one.place: one.words for one in compared(plan_in()).places}
    assert said == {
        "Abroad": (
            "its wage is an assumption that nobody published",
            "on-costs: the middle of 0.3 to 0.5 of pay",
            "no rent of its own: that of Abroad City stands in",
            "no labour pool is published",
        ),
        "New Town": (
            "no rent of its own: that of Land stands in",
            "pool too thin: the team would be 2.5% of the 400 who do the job there, above 2.0%",
        ),
        "Middle Town": (
            "wage not released (footnote 8: estimate not released): that of County stands in",
            "labour pool not released (footnote 8: estimate not released; County as a whole has 900)",
        ),
        "Old Town": (),
    }


def test_the_sentence_says_where_it_is_cheapest_and_what_is_against_it():
    assert str(compared(plan_in(), most_pool_share=0.03)) == (
        "Clerks costs least in Abroad: USD 15,600 a person and year, 40,200 less than now in Old Town; against it: "
        "its wage is an assumption that nobody published, on-costs: the middle of 0.3 to 0.5 of pay, "
        "no rent of its own: that of Abroad City stands in, no labour pool is published. "
        "Of the places with a published wage and people enough, it is New Town: USD 40,200 a person and year, 15,600 less than now in Old Town."
    )
    # 10 of 400 are a fortieth, above a fiftieth: it is best to stay
    assert str(compared(plan_in())).endswith("people enough none is cheaper than where it is.")


def test_pools_and_what_the_team_needs_of_them():
    here = compared(plan_in()).here
    assert (here.labour_pool_heads, here.location_quotient, here.pool_share, here.sound) == (2_000, 1.25, 10 / 2_000, True)
    assert compared(plan_in(heads=40)).here.sound  # 40 of 2,000 are just 0.02
    assert not compared(plan_in(heads=41)).here.sound


def test_part_time_people_cost_their_part_of_the_wage_and_a_whole_seat():
    # on-costs are due on the full-time wage by its bands, half of them: 5,800 / 2
    assert figures(compared(plan_in(fte_share=0.5)))["Old Town"] == (22_000, 2_900, 6_000, 30_900, 0)


def test_where_the_team_is_its_own_pay_counts():
    answer = compared(plan_in(salary_per_year=50_000))
    # 50,000 × 1.1; 3,000 + 0.2 × 25,000; 6,000
    assert figures(answer)["Old Town"] == (55_000, 8_000, 6_000, 69_000, 0)
    assert answer.here.words == ("our own pay, 25% above the wage in the rates",)
    assert figures(answer)["New Town"][-1] == 69_000 - 40_200


def test_a_ceiling_of_the_calendar_year_and_a_fixed_amount_are_reckoned_as_in_the_ledger():
    bands = (
        OnCostBand(scheme="payroll", band="capped", rate_share=0.1, to_pay_per_year=30_000, cumulated="calendar_year"),
        OnCostBand(scheme="payroll", band="head", rate_share=0, amount_per_head_per_month=100),
    )
    found = compared(plan_in().with_(on_costs=bands))
    assert figures(found)["Old Town"][1] == 3_000 + 1_200


def test_abroad_the_load_of_the_country_holds_and_at_home_the_scheme():
    sources = {one.place: one.sources for one in compared(plan_in()).places}
    assert "on-costs: payroll, as the plan has it" in sources["New Town"]
    assert "on-costs: Bureau, on-costs of Abroad" in sources["Abroad"]
    assert f"wage: {FOOT}" in sources["Middle Town"] and "wage: Bureau, wage of County (2026-01)" in sources["Middle Town"]


def test_office_space_may_be_given():
    assert figures(compared(plan_in(), m2_per_head=5))["Old Town"] == (44_000, 5_800, 3_000, 52_800, 0)


def test_places_with_other_wages_alone_are_listed_and_not_compared():
    answer = compared(plan_in())
    assert answer.elsewhere == (("Far Away", ("Agents",)),)
    assert answer.notes == (
        "bonus, hiring, training, IT and travel are not in the figures",
        "the plan has no index abroad, so rates that would follow it are taken as they were published",
    )


def test_a_place_without_a_rent_has_no_total_and_comes_last():
    rates = tuple(one for one in RATES if one.what != "office rent" or one.place == "Old Town")
    answer = compared(plan_in(rates=rates))
    assert [one.place for one in answer.places][0] == "Old Town" and answer.cheapest is answer.here
    assert str(answer) == "Clerks costs least where it is, in Old Town: USD 55,800 a person and year."
    without = answer.places[-1]
    assert (without.rent, without.total, without.saving) == (None, None, None) and "no rent is published" in without.words


def test_a_site_without_a_place_leaves_no_saving():
    answer = compared(plan_in("", salary_per_year=40_000))
    assert (answer.here.place, answer.here.total, answer.cheapest.place) == ("HQ", None, "Abroad")
    assert all(one.saving is None for one in answer.places if not one.here)
    assert answer.notes[0].startswith("site HQ has no place")


@pytest.mark.parametrize(
    ("team", "asked", "told"),
    [
        ({}, {"team": "clerk"}, 'team: "clerk" is not a team of the plan; it has clerks; did you mean "clerks"?'),
        (
            {"role": "Clerk", "salary_per_year": 40_000},
            {},
            'team clerks: role: "Clerk" has no wage in any other place of the rates; give a role of the rates; did you mean "Clerks"?',
        ),
        ({"role": "", "salary_per_year": 40_000}, {}, "team clerks: role: is blank, so no wage can be found; give a role of the rates"),
        ({}, {"most_pool_share": 2}, "most_pool_share: is 2; give a share above 0, up to 1 (2 % is 0.02)"),
    ],
)
def test_what_cannot_be_compared_is_told(team, asked, told):
    with pytest.raises(InputProblems) as refused:
        compare_places(plan_in(**team), **{"team": "clerks", "labour_markets": ()} | asked)
    assert str(refused.value) == told
