"""Where the teams of the shipped plans could be: figures taken by hand from the published tables, gaps that are told, views."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backoffice_lib.analyses.compare_places import Place, PlaceComparison, compare_places
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.simulation import simulate
from backoffice_lib.views import chart, table

NEW_YORK, TAMPA, SALT_LAKE = "New York-Newark-Jersey City, NY-NJ", "Tampa-St. Petersburg-Clearwater, FL", "Salt Lake City-Murray, UT"


@pytest.fixture(scope="module")
def meridian():
    return read_plan("meridian")


@pytest.fixture(scope="module")
def accounting(meridian) -> PlaceComparison:
    return compare_places(meridian, "NY accounting")


def at(answer: PlaceComparison, name: str) -> Place:
    return next(one for one in answer.places if one.place == name)


def test_every_place_with_a_wage_of_accountants_is_there(accounting):
    assert len(accounting.places) == 33 + 1  # the metropolitan areas of the library, and the Philippines
    assert not {"National", "Florida", "Utah"} & {one.place for one in accounting.places}
    totals = [one.total for one in accounting.places]
    assert totals == sorted(totals)


def test_tampa_by_hand(accounting):
    there = at(accounting, TAMPA)
    # 78,990 of May 2025, 20 months on at 3.6 % a year; 0.2335 of it; 302.57 × 1.03 (one anniversary) × 14.12 m2
    wage = 78_990 * 1.036 ** (20 / 12)
    assert there.wage == pytest.approx(wage, abs=0.01)
    assert there.on_costs == pytest.approx(0.2335 * wage, abs=0.01)
    assert there.rent == pytest.approx(302.57 * 1.03 * 14.12, abs=0.01)
    assert there.saving == pytest.approx(at(accounting, NEW_YORK).total - there.total, abs=0.01)
    assert (there.labour_pool_heads, there.location_quotient) == (14_770, 1.09)
    assert there.pool_share == pytest.approx(36 / 14_770)
    assert there.words == ("its rent is an assumption that nobody published",)


def test_where_the_team_is_it_costs_what_the_ledger_says(meridian, accounting):
    aside = dict.fromkeys(("headcount", "requisitions", "supervision", "work", "kept_functions", "recharges", "stresses"), ())
    alone = meridian.with_(teams=(meridian.record("team", "NY accounting"),), **aside)
    first = {name: amounts[0, 0] * 12 / 36 for name, amounts in simulate(alone).by_category().items()}
    assert accounting.here.wage == pytest.approx(first["salaries"], abs=0.01)
    assert accounting.here.on_costs == pytest.approx(first["on-costs"], abs=0.01)


def test_what_a_few_people_are_paid_is_not_told(meridian):
    few = meridian.with_(teams=tuple(team.with_(heads=4) if team.team == "NY accounting" else team for team in meridian.teams))
    with pytest.raises(InputProblems) as refused:
        compare_places(few, "NY accounting")
    assert str(refused.value).endswith(
        "column heads: is fewer than 5 people, whose pay is not shown; name a team of 5 people or more, or ask with --unmasked"
    )
    shown = few.with_(policies=few.policies.with_(smallest_pay_group_heads=1))
    assert compare_places(shown, "NY accounting").here.wage


def test_abroad_says_that_its_figures_are_assumptions(accounting):
    abroad = accounting.places[0]
    assert abroad.place == "Philippines" and not abroad.sound
    assert "its wage is an assumption that nobody published" in abroad.words and "no labour pool is published" in abroad.words
    assert accounting.cheapest_sound.place == "San Juan-Bayamon-Caguas, PR"
    assert [place for place, _ in accounting.elsewhere] == ["India", "Mexico", "Colombia", "Costa Rica", "El Salvador", "Guatemala", "Jamaica"]


def test_a_wage_that_was_not_released_is_told_and_never_0(meridian):
    there = at(compare_places(meridian, "NY database administration"), SALT_LAKE)
    assert there.wage == pytest.approx(135_750 * 1.036 ** (20 / 12), abs=0.01)  # that of Utah
    assert there.words[0] == "wage not released (footnote 8: estimate not released): that of Utah stands in"
    assert not there.sound and any("that" not in source and "footnote 8" in source for source in there.sources)
    assert "Utah" not in {one.place for one in compare_places(meridian, "NY database administration").places}


def test_a_pool_that_was_not_released_and_one_too_thin_are_told(meridian):
    answer = compare_places(meridian, "NY settlements")
    houston = at(answer, "Houston-Pasadena-The Woodlands, TX")
    assert (houston.labour_pool_heads, houston.location_quotient, houston.pool_share) == (None, None, None)
    assert "labour pool not released (footnote 8: estimate not released; Texas as a whole has 1,300)" in houston.words
    thin = [one for one in answer.places if any(word.startswith("pool too thin") for word in one.words)]
    assert thin and all(one.pool_share > 0.02 and not one.sound for one in thin)
    assert not any(one.pool_share and one.pool_share > 0.02 for one in answer.places if one not in thin)


def test_a_plan_without_those_indices_says_that_rates_are_as_published():
    answer = compare_places(read_plan("remote_accountants"), "accounting")
    assert at(answer, TAMPA).wage == 78_990
    assert "the plan has no index us_wages, rents, ph_wages, ph_rents, cpi, so rates that would follow it" in answer.notes[1]


def test_the_table_shows_gaps_as_gaps(accounting):
    rows = dict(zip((row[0] for row in table(accounting).rows), table(accounting).texts(), strict=True))
    assert rows["Philippines"][6:9] == ["", "", ""]
    assert rows[f"{NEW_YORK} (now)"][5] == "0"
    assert rows[TAMPA][1:9] == ["83,786", "19,564", "4,400", "107,751", "41,272", "14,770", "1.09", "0.2%"]


def test_every_figure_has_its_source(accounting):
    figures = {row[0] for row in table(accounting, "sources").rows}
    assert figures == {"wage", "on-costs", "office rent", "service charges", "space", "labour pool", "location quotient"}
    for one in accounting.places:
        named = {source.partition(": ")[0] for source in one.sources}
        assert named >= {"wage", "on-costs", "office rent", "space"}
        assert ("labour pool" in named) == (one.labour_pool_heads is not None)


def test_the_chart_stacks_the_parts_and_marks_where_the_team_is(accounting):
    drawn = chart(accounting)
    wage, on_costs, rent, sums = drawn.data
    assert [one.name for one in (wage, on_costs, rent)] == ["wage", "on-costs", "rent"] and drawn.layout.barmode == "stack"
    for parts in zip(wage.x, on_costs.x, rent.x, sums.x, strict=True):
        assert sum(parts[:3]) == pytest.approx(parts[3])
    assert [text for text in drawn.layout.yaxis.ticktext if "(now)" in text] == [f"<b>{NEW_YORK} (now)</b>"]
    assert wage.marker.opacity[0] < wage.marker.opacity[1] == 1
    title = drawn.layout.title.text.replace("<br>", " ")
    assert title.startswith("NY accounting costs least in Philippines: USD 15,829 a person and year")
    assert not any(figure in text for text in wage.hovertext for figure in ("112,0", "149,0"))  # no pay where the mouse is


def test_a_comparison_without_any_total_can_be_shown(accounting):
    empty = replace(accounting, places=tuple(replace(one, total=None, saving=None) for one in accounting.places))
    assert str(empty) == "NY accounting cannot be compared: no place has all of wage, on-costs and rent."
    assert chart(empty).layout.title.text.startswith("No place has all")
