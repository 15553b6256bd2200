"""Work that can wait, and the hours there are for it, against the worked cases."""

from __future__ import annotations

import numpy as np
import pytest

from backoffice_lib.operations.backlog import (
    clear_within_days,
    days_to_clear,
    fte_needed,
    keep_age,
    people_needed,
    productive_hours,
    units_per_day,
)
from tests.cases.reading import case


def test_staff_06_backlog() -> None:
    given, expected, within = case("staff-06-backlog")
    backlog, inflow, days = given["backlog"], given["daily_new"], given["target_days"]
    each = units_per_day(given["aht_minutes"], given["productive_hours"])
    assert each == pytest.approx(expected["cases_per_agent_day"], abs=within)
    assert clear_within_days(backlog, inflow, days) == pytest.approx(expected["throughput_needed"], abs=within)
    exact = people_needed("clear_within_days", backlog, inflow, days, each, whole=False)
    assert exact == pytest.approx(expected["agents_exact"], abs=within)
    agents = people_needed("clear_within_days", backlog, inflow, days, each)
    assert agents == expected["agents"]
    exact = people_needed("keep_age", backlog, inflow, days, each, whole=False)
    assert exact == pytest.approx(expected["steady_state_agents_exact"], abs=within)
    assert people_needed("keep_age", backlog, inflow, days, each) == expected["steady_state_agents"]
    assert days_to_clear(backlog, inflow, agents * each) == pytest.approx(expected["days_to_clear_with_10"], abs=within)
    # Keeping the age takes what comes in, 80, for 200 in 5 days are only 40 a day: the two needs are not added.
    assert keep_age(backlog, inflow, days) == 80


def test_staff_07_documents() -> None:
    given, expected, within = case("staff-07-document-fte")
    month = given["hours_per_day"] * given["days_per_month"]
    minutes = 60 / np.array(given["per_hour"])
    fte = fte_needed(np.array(given["volumes"]), minutes, month)
    assert fte == pytest.approx(expected["fte"], abs=within)
    assert fte.sum() == pytest.approx(expected["total"], abs=within)
    # Shrinkage is a share of the hours, so it divides by 0.65; adding 35 % to the total would give 4.208.
    after = fte_needed(np.array(given["volumes"]), minutes, month, given["shrinkage"]).sum()
    assert after == pytest.approx(expected["total_after_shrinkage"], abs=within)
    assert after != pytest.approx(expected["total"] * 1.35, abs=0.5)


def test_the_chain_of_availability() -> None:
    # rules/make_or_buy.md, section 5: 2,088 - 312 = 1,776, a year's productive hours of a federal employee.
    assert productive_hours(2088, 312) == 1776
    # 1,445 is one agency's: less its training, continuing learning, and 15 % that it does not measure. Not for others.
    assert productive_hours(2088, 312, 36) == 1740
    assert productive_hours(2088, 312, 36, 40) == 1700
    assert productive_hours(2088, 312, 36, 40, unmeasured_share=0.15) == pytest.approx(1445)
