"""People and seats at the end of the plan, by team and mode and by site, as the charts beside the answer show them."""

from __future__ import annotations

from backoffice_lib.analyses._at_a_glance import at_a_glance, places_at_the_end
from backoffice_lib.levers.break_lease import BreakLease
from backoffice_lib.levers.hybrid_days import HybridDays
from backoffice_lib.levers.outsource_work import OutsourceWork
from backoffice_lib.levers.remote_work import RemoteWork
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import chart


def glance(plan, *levers):
    return places_at_the_end(simulate(plan), simulate(plan, Scenario(name="tried", levers=levers)))


def of_team(found, name):
    return {mode: heads for mode, heads in next(one for one in found.teams if one.team == name).by_mode.items() if heads}


def test_people_at_home_are_remote_and_those_who_come_in_on_some_days_hybrid(plan):
    home = RemoteWork(team="accounting", starting="2027-02", share=0.3)
    assert of_team(glance(plan), "accounting") == {"office": 10}
    assert of_team(glance(plan, home), "accounting") == {"office": 7, "remote": 3}
    days = HybridDays(**{**HybridDays.EXAMPLE, "team": "accounting"})
    assert of_team(glance(plan, home, days), "accounting") == {"hybrid": 7, "remote": 3}


def test_work_of_a_vendor_counts_under_its_mode(plan):
    out = OutsourceWork(**OutsourceWork.EXAMPLE)
    found = of_team(glance(plan, out), "record keeping")
    assert found["offshore"] > 0 and found.keys() <= {"office", "offshore"}


def test_a_lease_that_is_left_holds_no_seats_and_those_at_home_need_none(plan):
    today, [site] = glance(plan).sites[0], glance(plan, BreakLease(lease="HQ-1", on="2027-03"), RemoteWork(team="accounting", starting="2027-02", share=0.5)).sites
    assert (site.seats_held.against, site.seats_held.scenario) == (32, 0)
    assert site.seats_needed == today.seats_needed - 5 and site.heads == today.heads


def test_the_charts_say_what_they_show(plan):
    found = glance(plan, RemoteWork(team="accounting", starting="2027-02", share=0.3))
    people, seats = chart(found, "people"), chart(found, "seats")
    assert [(bar.name, bar.x[0]) for bar in people.data] == [("office", 7), ("remote", 3), ("people today", 10)]
    assert people.layout.title.text.replace("<br>", " ") == "At the end of the plan as many people as today: 30"
    assert [bar.name for bar in seats.data] == ["seats held", "seats needed on the fullest day", "people who belong there", "seats held today"]
    assert seats.layout.title.text.replace("<br>", " ") == "At the end of the plan HQ holds 5 seats that nobody needs; none is missing"
