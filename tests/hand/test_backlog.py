"""Backlogs by hand: 200 units wait, 80 come in a day, one takes 25 minutes, a person has 5.5 hours a day."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.operations.backlog import (
    age_days,
    day_by_day,
    days_to_clear,
    fte_needed,
    minutes_with_rework,
    people_needed,
    units_per_day,
)

EACH = 13.2  # 5.5 hours × 60 / 25 minutes


def test_rework_takes_its_minutes() -> None:
    # 25 minutes, and 40 to put right the 5 % that are wrong: 25 + 0.05 × 40 = 27
    assert minutes_with_rework(25, 0.05, 40) == pytest.approx(27)
    # 5.5 × 60 / 27 = 12.2222 a day instead of 13.2
    assert units_per_day(27, 5.5) == pytest.approx(12.222222, abs=5e-7)
    # 1,760 a month at 27 minutes are 792 hours; 22 days of 5.5 hours are 121: 6.545455 FTE
    assert fte_needed(1760, 27, 121) == pytest.approx(6.545455, abs=5e-7)


def test_clearing_within_five_days() -> None:
    # 80 + 200 / 5 = 120 a day; 120 / 13.2 = 9.0909, so 10 people, who do 132.
    assert people_needed("clear_within_days", 200, 80, 5, EACH) == 10
    # 200 + 80 - 132 = 148, 96, 44; on the fourth day 44 + 80 = 124 are all there is.
    days = day_by_day(200, 80, 10 * EACH, 5)
    assert days.backlog.tolist() == pytest.approx([148, 96, 44, 0, 0])
    assert days.done.tolist() == pytest.approx([132, 132, 132, 124, 80])


def test_keeping_the_age_at_five_days() -> None:
    # 80 a day come in: 80 / 13.2 = 6.0606, so 7 people, who do 92.4; 200 / 92.4 = 2.1645 days is young enough.
    assert people_needed("keep_age", 200, 80, 5, EACH) == 7
    assert age_days(200, 7 * EACH) == pytest.approx(2.164502, abs=5e-7)
    # 600 waiting units need 600 / 5 = 120 a day to be no older than 5 days: 9.0909, so 10 people.
    assert people_needed("keep_age", 600, 80, 5, EACH) == 10


def test_too_few_people_let_it_grow() -> None:
    # 5 people do 66 of 80 a day: 14 more wait each evening; the newest waits 270 / 66 = 4.0909 days.
    days = day_by_day(200, 80, 5 * EACH, 5)
    assert days.backlog.tolist() == pytest.approx([214, 228, 242, 256, 270])
    assert days.done.tolist() == pytest.approx([66] * 5)
    assert age_days(270, 5 * EACH) == pytest.approx(4.090909, abs=5e-7)
    assert days_to_clear(200, 80, 5 * EACH) == np.inf


def test_without_people_work_waits_for_ever() -> None:
    assert age_days(np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 5.0])).tolist() == [0, np.inf, 0]
    assert days_to_clear(np.array([0.0, 9.0]), 80, 80).tolist() == [0, np.inf]


def test_a_policy_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InputProblems) as refused:
        people_needed("keep_ages", 200, 80, 5, EACH)
    assert str(refused.value) == 'policy: "keep_ages" is not known; use clear_within_days, keep_age; did you mean "keep_age"?'


units = st.floats(0, 1e6)


@given(opening=units, inflow=units, capacity=units, days=st.integers(1, 31), first=st.integers(0, 31))
def test_no_unit_is_lost_and_no_day_depends_on_where_a_month_is_cut(
    opening: float, inflow: float, capacity: float, days: int, first: int
) -> None:
    whole = day_by_day(opening, inflow, capacity, days)
    near = 1e-6 * (1 + opening + days * (inflow + capacity))
    assert opening + days * inflow == pytest.approx(whole.done.sum() + whole.backlog[-1], abs=near)
    assert (whole.done >= -near).all() and (whole.done <= capacity + near).all() and (whole.backlog >= 0).all()
    before = min(first, days)
    part = day_by_day(opening, inflow, capacity, before)
    rest = day_by_day(part.backlog[-1] if before else opening, inflow, capacity, days - before)
    together = np.concatenate([part.backlog, rest.backlog])
    assert together == pytest.approx(whole.backlog, abs=near)


def test_arrays_broadcast() -> None:
    opening, capacity = np.array([[200.0], [0.0]]), np.array([[66.0, 132.0, 264.0]])
    days = day_by_day(opening, 80, capacity, 22)
    assert days.backlog.shape == days.done.shape == (22, 2, 3)
    for subject, draw in np.ndindex(2, 3):
        alone = day_by_day(opening[subject, 0], 80, capacity[0, draw], 22)
        assert (days.backlog[:, subject, draw] == alone.backlog).all()
        assert (days.done[:, subject, draw] == alone.done).all()
