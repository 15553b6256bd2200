"""What the page asks for is what levers say of themselves: kinds, units, choices and help come from their own fields."""

from __future__ import annotations

import pytest

from backoffice_lib import levers
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import TeamName
from backoffice_lib.basics.units import Money, Months, Share
from backoffice_lib.drivers import Lever
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.views.widgets.drafts import Draft
from backoffice_lib.views.widgets.fields import fields_of, first_values, help_of
from backoffice_lib.views.widgets.spans import clean, span_of


class GiveBonus(Lever):
    """A team gets a bonus once. It is a lever that nobody has written yet.

    bonus_share: of a year's pay; 0 for none. wait_months: before it is paid.
    """

    EXAMPLE = {"team": "accounting", "starting": "2027-02", "bonus_share": 0.07}

    team: TeamName
    starting: Month
    bonus_share: Share
    wait_months: Months = 0
    party: Money = 0.0


@pytest.fixture(scope="module")
def fields(plan):
    return fields_of(GiveBonus, plan)


def test_a_new_lever_is_asked_for_by_itself(fields):
    assert [(one.label, one.kind, one.unit, one.needed) for one in fields.values()] == [
        ("Team", "one", "", True), ("Starting", "month", "", True), ("Bonus", "share", "%", True),
        ("Wait", "whole", "months", False), ("Party", "number", "USD", False),
    ]
    assert fields["team"].choices == ("accounting", "record keeping")
    assert fields["starting"].choices == ("2027-01", "2027-02", "2027-03")
    assert fields["bonus_share"].help == "Of a year's pay; 0 for none."
    assert fields["wait_months"].help == "Before it is paid."


def test_a_new_initiative_begins_with_what_is_needed(plan):
    assert first_values(GiveBonus, plan) == {"team": "accounting", "starting": "2027-02", "bonus_share": 0.07}


@pytest.mark.parametrize("word", levers.by_word())
def test_every_lever_can_be_added_as_its_example_is(word):
    kind = levers.by_word()[word]
    plan = read_plan(kind.EXAMPLE_PLAN)
    assert Draft().added(word, first_values(kind, plan)).tried(plan)[1] == {}


def test_no_help_is_said_of_a_field_that_is_not_there():
    for kind in levers.by_word().values():
        assert set(help_of(kind)) <= set(kind.model_fields)


def test_shares_are_shown_as_percentages_without_the_noise_of_fractions(fields):
    span = span_of(fields["bonus_share"], 0.07)
    assert (span.low, span.high, span.step) == (0, 100, 1)
    assert [span.shown(value) for value in (0.07, 0.29, 0.57)] == [7, 29, 57]  # 100 × 0.07 is 7.000000000000001
    assert [span.meant(shown) for shown in (7, 29, 57)] == [0.07, 0.29, 0.57]
    assert clean(11.499999999999998) == 11.5


def test_a_slider_of_money_spans_about_twice_what_is_given(fields):
    assert [span_of(fields["party"], value).high for value in (0, 60, 3_000)] == [1_000, 200, 10_000]


def test_whole_numbers_stay_whole(fields):
    span = span_of(fields["wait_months"], 3)
    assert (span.low, span.high, span.step) == (0, 240, 1) and all(isinstance(one, int) for one in (span.low, span.high))
    assert span.meant(4.0) == 4 and isinstance(span.meant(4.0), int)
