"""Supervisors follow from those they supervise: two hundred staff under three layers, by hand."""

from pathlib import Path
from typing import Any

import pytest

from backoffice_lib.basics.record import Record
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger import Ledger
from backoffice_lib.levers import ChangeSpan, OutsourceWork, RemoveLayer
from backoffice_lib.plan import HeadcountStep, Plan, Policies, Site, Span
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, heads, people, spent
from tests.hand.small import bureau, clerks, small_plan

LAYERS = ("leaders", "managers", "head")


def staffed(span: float = 8, rounding: str = "whole", opening: tuple[float, ...] = (25, 4, 1), **parts: Any) -> Plan:
    """Two hundred staff, their leaders, managers over the leaders, and a head over the managers."""
    teams = [clerks(team="staff", heads=200)]
    for layer, number in zip(LAYERS, opening, strict=True):
        teams.append(clerks(team=layer, heads=number, salary_per_year=60_000, severance_months=1))
    of = ({"of_function": "records"}, {"of_team": "leaders"}, {"of_team": "managers"})
    spans = [Span(team=team, span_heads=span, rounding=rounding, **whom) for team, whom in zip(LAYERS, of, strict=True)]
    return small_plan(parts.pop("months", 3), teams=tuple(teams), supervision=tuple(spans), **parts)


def simulated(plan: Plan, *levers: Record) -> Ledger:
    return simulate(plan, Scenario(name="by hand", levers=levers))


def in_month(ledger: Ledger, month: int, what: str = "at_work") -> list[float]:
    """The people of each layer in one month."""
    return [people(ledger, what, layer)[month] for layer in LAYERS]


FOLDER = {
    "plan.yaml": "name: spans\ncurrency: USD\nstart: 2027-01\nmonths: 2\n",
    "sites.csv": "site,place\nHQ,\n",
    "teams.csv": "team,function,site,heads,salary_per_year\nstaff,records,HQ,200,36000\n"
    + "".join(f"{layer},records,HQ,0,60000\n" for layer in LAYERS),
}


@pytest.mark.parametrize(("span", "layers"), [(8, [25, 4, 1]), (10, [20, 2, 1]), (12, [17, 2, 1])])
def test_three_layers_above_two_hundred(tmp_path: Path, span: int, layers: list[int]) -> None:
    # at 8: 200 / 8 = 25; 25 / 8 = 3.125, so 4; 4 / 8, so 1. At 12: 16.67, so 17; 17 / 12 = 1.42, so 2; 1.
    rows = f"team,of_function,of_team,span_heads\nleaders,records,,{span}\nmanagers,,leaders,{span}\nhead,,managers,{span}\n"
    for name, text in {**FOLDER, "supervision.csv": rows}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ledger = simulate(read_plan(tmp_path))
    assert in_month(ledger, 0) == layers and in_month(ledger, 1) == layers


def test_layers_in_parts_of_people() -> None:
    ledger = simulated(staffed(rounding="fractional", opening=(25, 3.125, 0.390625)))
    # 200 / 8 = 25; 25 / 8 = 3.125; 3.125 / 8 = 0.390625
    assert in_month(ledger, 2) == heads([25, 3.125, 0.390625])


def test_more_staff_have_more_supervisors() -> None:
    ledger = simulated(staffed(headcount=(HeadcountStep(team="staff", month="2027-03", hires=60),)))
    # 260 / 8 = 32.5, so 33; 33 / 8 = 4.125, so 5; 1
    assert in_month(ledger, 1) == [25, 4, 1]
    assert in_month(ledger, 2) == [33, 5, 1]


def test_supervisors_of_work_that_a_vendor_does_are_not_needed() -> None:
    half = OutsourceWork(function="records", vendor="Bureau", starting="2027-02", share=0.5)
    ledger = simulated(staffed(vendors=(bureau(),)), half)
    # 100 / 8 = 12.5, so 13 leaders; 13 / 8, so 2 managers; 1
    assert people(ledger, "at_work", "staff")[1] == 100
    assert in_month(ledger, 1) == [13, 2, 1]


def test_a_wider_span_takes_fewer_of_every_layer() -> None:
    ledger = simulated(staffed(), ChangeSpan(team="leaders", starting="2027-02", span_heads=10))
    # 200 / 10 = 20 leaders from February; 20 / 8 = 2.5, so 3 managers: 5 + 1 are let go with 5,000 each
    assert in_month(ledger, 0) == [25, 4, 1]
    assert in_month(ledger, 1) == [20, 3, 1]
    assert in_month(ledger, 1, "severed") == [5, 1, 0]
    assert spent(ledger, "severance") == cents([0, 30_000.00, 0])


def test_a_narrower_span_takes_more() -> None:
    ledger = simulated(staffed(), ChangeSpan(team=LAYERS, starting="2027-02", span_heads=5))
    # 200 / 5 = 40; 40 / 5 = 8; 8 / 5, so 2
    assert in_month(ledger, 1) == [40, 8, 2]


def test_without_a_layer_the_one_above_takes_over_its_people() -> None:
    ledger = simulated(staffed(), RemoveLayer(team="leaders", starting="2027-02"))
    # No leader: the managers have all 200, 25 at 8 each; 25 / 8, so 4 above them.
    assert in_month(ledger, 1) == [0, 25, 4]


def test_a_layer_less_at_a_wider_span() -> None:
    levers = (RemoveLayer(team="managers", starting="2027-02"), ChangeSpan(team="head", starting="2027-02", span_heads=25))
    # the head has the 25 leaders
    assert in_month(simulated(staffed(), *levers), 1) == [25, 0, 1]


def by_site(**of_function: str) -> Plan:
    """A hundred and twenty staff in the North, ten to a leader, and eighty in the South, eight to a leader."""
    teams = [clerks(team=f"staff {site}", site=site, heads=number) for site, number in (("North", 120), ("South", 80))]
    teams += [clerks(team=f"leaders {site}", site=site, function="supervision", heads=0) for site in ("North", "South")]
    spans = [Span(team=f"leaders {site}", of_site=site, span_heads=span, **of_function) for site, span in (("North", 10), ("South", 8))]
    return small_plan(2, sites=(Site(site="North"), Site(site="South")), teams=tuple(teams), supervision=tuple(spans))


@pytest.mark.parametrize("of_function", [{}, {"of_function": "records"}])
def test_each_site_has_its_own_span(of_function: dict[str, str]) -> None:
    ledger = simulated(by_site(**of_function))
    # 120 / 10 = 12 and 80 / 8 = 10
    assert [people(ledger, "at_work", f"leaders {site}")[1] for site in ("North", "South")] == [12, 10]


def test_one_supervisor_of_two_kinds_of_people() -> None:
    teams = (clerks(heads=30), clerks(team="callers", function="calls", heads=10), clerks(team="leaders", function="supervision", heads=0))
    spans = (Span(team="leaders", of_function="records", span_heads=12), Span(team="leaders", of_function="calls", span_heads=8))
    ledger = simulated(small_plan(2, teams=teams, supervision=spans))
    # 30 / 12 + 10 / 8 = 2.5 + 1.25 = 3.75, so 4
    assert people(ledger, "at_work", "leaders") == [4, 4]


def test_posts_that_are_not_filled_again_need_no_supervisor() -> None:
    frozen = {"backfill_share": 0.0, "leavers_per_average_head_per_year": 1.2}
    plan = staffed(policies=Policies(surplus="severance"))
    plan = plan.with_(teams=(plan.teams[0].with_(**frozen), *plan.teams[1:]))
    ledger = simulated(plan)
    # 200, 180, 162 staff: 25; 22.5, so 23; 20.25, so 21 leaders
    assert people(ledger, "at_work", "staff") == heads([200, 180, 162])
    assert people(ledger, "at_work", "leaders") == heads([25, 23, 21])
