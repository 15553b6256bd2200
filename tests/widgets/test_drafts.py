"""A scenario that is worked on: what can be done with initiatives, what is said of those that are wrong, and the way back."""

from __future__ import annotations

from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.views.widgets.drafts import Draft, History

HOME = {"team": "accounting", "starting": "2027-02", "share": 0.5}
LEAVE = {"lease": "HQ-1", "on": "2027-03"}


def words(draft: Draft) -> list[str]:
    return [entry.word for entry in draft.entries]


def two() -> Draft:
    return Draft().added("remote_work", HOME).added("break_lease", LEAVE)


def test_initiatives_are_moved_copied_and_removed():
    draft = two()
    assert words(draft.moved(2, -1)) == ["break_lease", "remote_work"] == words(draft.moved(1, 1))
    assert draft.moved(1, -1) == draft == draft.moved(2, 1)
    assert words(draft.doubled(1)) == ["remote_work", "remote_work", "break_lease"]
    assert [entry.number for entry in draft.doubled(1).entries] == [1, 3, 2]
    assert words(draft.without(1)) == ["break_lease"]


def test_what_is_switched_off_does_not_count(plan):
    scenario, problems = two().with_entry(1, on=False).tried(plan)
    assert [lever.word() for lever in scenario.levers] == ["break_lease"] and not problems


def test_a_scenario_comes_through_unchanged(plan):
    given = read_scenario(plan, "everything")
    scenario, problems = Draft.of(given).tried(plan)
    assert scenario == given and not problems


def test_all_that_is_wrong_is_told_by_initiative_and_field(plan):
    draft = Draft().added("remote_work", {**HOME, "share": 1.2}).added("break_lease", {**LEAVE, "lease": "HQ-2"}).added("remote_work", HOME)
    scenario, problems = draft.tried(plan)
    assert scenario is None
    assert {number: [problem.field for problem in found] for number, found in problems.items()} == {1: ["share"], 2: ["lease"]}
    assert str(problems[1][0]) == "initiative 1: is 1.2; give a share, from 0 to 1 (10 % is 0.1)"
    assert 'lease "HQ-2" is not a lease of the plan' in problems[2][0].what


def test_a_combination_that_is_refused_is_told_at_its_initiative(plan):
    draft = Draft().added("remote_work", {**HOME, "heads": 3})
    [problem] = draft.tried(plan)[1][1]
    assert problem.field == "" and problem.what == "gives share and heads"


def test_a_site_that_an_initiative_opens_can_be_chosen_by_those_after_it(plan):
    opened = {"site": "Branch", "starting": "2027-02", "seats": 4, "rent_per_seat_per_month": 100}
    draft = Draft().added("open_site", opened).added("remote_work", HOME)
    assert "Branch" in draft.plan_before(2, plan).names("site")
    assert "Branch" not in draft.plan_before(1, plan).names("site")


def test_there_is_a_way_back_and_forth():
    history = History(Draft())
    history.put(two())
    for share in (0.6, 0.7, 0.8):
        history.put(history.now.with_entry(1, given={**HOME, "share": share}), "1 share")
    assert history.can == (True, False)
    history.undo()
    assert history.now == two()  # a slider's way is one step
    history.undo()
    assert history.now == Draft() and history.can == (False, True)
    history.redo()
    history.redo()
    assert history.now.entry(1).given["share"] == 0.8 and history.can == (True, False)
    history.undo()
    history.put(Draft("another"))
    assert history.can == (True, False)
