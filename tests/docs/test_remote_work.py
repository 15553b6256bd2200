"""The scenario shown in "plan work from home" says what the page says of it, and the page has the published figures."""

from __future__ import annotations

import pytest

from backoffice_lib.analyses.remote_saving import remote_saving
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.rates import read_rates
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files.starting import start_plan
from backoffice_lib.levers import HybridDays, RemoteWork
from backoffice_lib.plan.rates import ALLOWANCE, REMOTE_EFFECT
from backoffice_lib.simulation import simulate
from tests.docs.pages import ROOT
from tests.docs.test_examples import put

PAGE = ROOT / "docs" / "how_to" / "plan_remote_work.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("remote_work")
    start_plan(folder / "my-office", "remote_accountants")
    put(PAGE, "my-office", folder)
    return read_plan(folder / "my-office")


def test_the_answer_of_the_page_is_that_of_its_scenario(plan):
    said = [line[2:] for line in TEXT.splitlines() if line.startswith("> ")]
    one = remote_saving(plan, read_scenario(plan, "mostly_at_home")).choices[0]
    assert said == [str(one)]
    # 30 months × 8 seats × 1,000; 33 months × 8 people × (120 / 0.7 + 2 × 25); kits in April 2027 and again in April 2029
    assert one.of == {
        "space": 240_000, "productivity": 0, "attrition": 0, "pay": 0,
        "subsidy": -round(33 * 8 * (120 / 0.7 + 50), 2), "set-up": -2 * 8 * 1_200,
    }
    assert one.notes == () and one.stranded.scenario == 3 * 8 * 1_000


def test_a_subsidy_costs_what_the_page_says(plan):
    costs = simulate(plan, read_scenario(plan, "mostly_at_home")).by_category()
    assert (costs["remote subsidy"] + costs["subsidy tax"])[3, 0] / 8 == pytest.approx(171.43, abs=0.005)


def test_the_page_has_the_published_figures():
    rates = read_rates()
    newest = {rate.item: rate.value for rate in sorted(rates, key=lambda rate: rate.as_of) if rate.what == ALLOWANCE}
    assert (newest["exempt a day"], newest["exempt a month at most"]) == (2.7, 59.4) and "2.70 EUR a day and 59.40 a month" in TEXT
    of = {rate.item: [one.value for one in rates if one.item == rate.item] for rate in rates if rate.what == REMOTE_EFFECT}
    work, pay = of["remote_output_share"], next(values for item, values in of.items() if item.startswith("pay people say"))
    trials = [rate.value for rate in rates if rate.item == "remote_output_share" and ("trial" in rate.source or "lot" in rate.source)]
    assert (min(trials), max(trials)) == (0.82, 1.13) and max(work) == 1.13 and "from 18 % less work at home to 13 % more" in TEXT
    assert sorted(pay) == [0.75, 0.92] and "8 % (Bloom) to 25 % (Cullen and others)" in TEXT


@pytest.mark.parametrize("lever", [RemoteWork, HybridDays])
def test_the_page_names_every_field(lever):
    known = {"team", "starting", "office_days_per_week", "days"}
    assert [name for name in lever.model_fields if name not in known and name not in TEXT] == []
