"""Charts whose names, signs and titles hold for long names, many scenarios, one team, and no change at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

import backoffice_lib as bo
from backoffice_lib.views.charts import _signed
from backoffice_lib.views.tables import Column, Table
from backoffice_lib.views.theme import LINES

LONG = "Everybody_in_the_accounting_department_works_from_home"


@pytest.fixture(scope="module")
def plan():
    return bo.read_plan("remote_accountants")


@pytest.fixture(scope="module")
def ranking(plan):
    return bo.analyses.rank(plan, bo.read_scenarios(plan))


def many(ranking, number):
    """A ranking of so many scenarios with long names, each as good as the best."""
    best = ranking.cheapest
    named = [replace(best, scenario=f"{LONG}_{at}") for at in range(number)]
    return replace(ranking, comparisons=(*named, ranking.comparisons[1]))


def test_long_names_are_set_over_several_lines_and_make_room(ranking):
    drawn = bo.chart(many(ranking, 3))
    assert all(len(line) <= 26 for name in drawn.layout.yaxis.ticktext for line in name.split("<br>"))
    assert drawn.layout.height > bo.chart(ranking).layout.height


def test_what_is_not_drawn_is_told(ranking):
    savings, lines = bo.chart(many(ranking, 14)), bo.chart(many(ranking, 14), "over time")
    assert len(savings.data[0].x) == 12 and savings.layout.title.text.endswith("the cheapest 12 are shown")
    assert len(lines.data) == 6 and lines.layout.title.text.replace("<br>", " ").endswith("the cheapest 6 are shown")
    assert len({(line["color"], line["dash"]) for line in LINES}) == len(LINES) > 12


@pytest.mark.parametrize("name", ["2027-01", "17", "1e3", "true"])
def test_a_name_like_a_number_or_a_month_is_still_a_name(ranking, name):
    drawn = bo.chart(replace(ranking, comparisons=(replace(ranking.cheapest, scenario=name), ranking.comparisons[1])))
    assert drawn.layout.yaxis.ticktext == (name,) and tuple(drawn.data[0].y) == (0,)


def test_where_nothing_changes_nothing_is_drawn_in_fractions_of_a_cent(plan, ranking):
    today = bo.compare(bo.simulate(plan), bo.simulate(plan))
    same = replace(today, scenario="same")
    assert bo.chart(same).layout.title.text == "Same costs the same as today"
    assert bo.chart(same, "over time").layout.yaxis.tickvals == (0,)
    alone = replace(ranking, comparisons=(today,))
    for part in ("", "over time"):
        assert bo.chart(alone, part).layout.title.text == "The plan has no scenario yet"


def test_titles_say_how_many(ranking):
    assert bo.chart(ranking).layout.title.text == "1 of 3 scenarios is cheaper than today"
    assert bo.chart(ranking, "over time").layout.title.text == "1 of 3 scenarios pays back within the plan"
    best, worst = (bo.chart(ranking.comparisons[at]).layout.title.text.replace("<br>", " ") for at in (0, -1))
    assert best == "Remote lease ends saves USD 180,000 against today, above all in rent"
    assert worst == "Remote lease stays costs USD 180,000 more than today, above all in remote subsidy"


def test_one_team_is_no_largest_of_one(plan):
    contents = bo.analyses.describe(plan)
    assert bo.chart(contents).layout.title.text == "All 10 people are in accounting"
    one = replace(contents, people=(replace(contents.people[0], heads=1),))
    assert bo.chart(one).layout.title.text == "One person, in accounting"
    assert bo.chart(replace(contents, people=())).layout.title.text == "Nobody works here on the first day"


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0"), (950, "+950"), (-36_000, "−36k"), (999_700, "+1M"), (-1_240_000, "−1.24M"), (3_480_000_000, "+3.48B")],
)
def test_figures_at_the_ends_of_bars_are_short_and_signed(amount, text):
    assert _signed(amount) == text


def test_people_and_small_shares_are_rounded_for_reading():
    columns = (Column("people", "heads"), Column("share", "share"), Column("pays back in month", "when"))
    assert Table(columns, ((10.0, 0.0, "1"), (20.0, 0.0001, "never"))).texts() == [["10", "0.0%", "1"], ["20", "< 0.1%", "never"]]
    assert Table(columns, ((10.0, 1.0, ""), (4.94, 0.5, ""))).texts() == [["10.0", "100.0%", ""], ["4.9", "50.0%", ""]]
    assert Table(columns, ()).texts() == [["none", "", ""]]
