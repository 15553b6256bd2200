"""Layers of supervision: twenty-five clerks, a leader for ten of them, a head for five leaders."""

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.layers import layers
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.plan import Span
from backoffice_lib.simulation import simulate
from tests.hand.small import clerks, small_plan

TEAMS = (clerks(heads=25), clerks(team="leaders", heads=3), clerks(team="head", function="management", heads=1))
SPANS = (Span(team="leaders", of_function="records", span_heads=10), Span(team="head", of_team="leaders", span_heads=5))


def test_layers_follow_from_the_spans():
    answer = layers(simulate(small_plan(2, teams=TEAMS, supervision=SPANS)))
    assert {(row.function, row.layer): row.heads for row in answer.functions} == {
        ("records", 0): 25, ("records", 1): 3, ("management", 2): 1,
    }
    assert [(one.team, one.layer, one.over, one.posts, one.supervised_heads, one.real_span_heads) for one in answer.supervisors] == [
        ("leaders", 1, "records", 3, 25, pytest.approx(25 / 3)), ("head", 2, "leaders", 1, 3, 3),
    ]
    assert str(answer) == "By hand has 3 layers in 2027-01: 4 of 29 people supervise, one for 6.2 who do the work."


def test_spans_are_told_by_function_and_layer():
    answer = layers(simulate(small_plan(2, teams=TEAMS, supervision=SPANS)))
    assert bo.table(answer, "spans").texts() == [
        ["records", "1", "10", "25", "3", "3", "8.3"],
        ["management", "2", "5", "3", "1", "1", "3.0"],
    ]


def test_a_plan_without_spans_says_how_to_add_them():
    answer = layers(simulate(small_plan(1, teams=TEAMS)))
    assert str(answer) == "By hand names nobody who supervises; add supervision.csv, and team leaders follow from the people they have."
    assert {row.layer for row in answer.functions} == {0}
    assert bo.table(answer, "supervisors").texts()[0][0] == "none"


def test_a_month_outside_the_plan_is_refused():
    with pytest.raises(InputProblems, match="2028-01 is outside the plan"):
        layers(simulate(small_plan(1, teams=TEAMS)), "2028-01")


def test_the_chart_has_a_bar_for_each_layer():
    drawn = bo.chart(layers(simulate(small_plan(1, teams=TEAMS, supervision=SPANS))))
    assert [list(bar.x) for bar in drawn.data] == [[25, 0], [3, 0], [0, 1]]
    assert [note.text for note in drawn.layout.annotations] == ["8.3 for each who leads"]
