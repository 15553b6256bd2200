"""Scenarios on the command line: based on each other, frozen beside a plan that moves, and what of them differs."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

import backoffice_lib as bo
from backoffice_lib.files import freezing, library

WAGE = "wage,Accountants and Auditors,National,83680,"
TEN, TWELVE = "Accountants and Auditors,10,1,60000", "Accountants and Auditors,12,1,66000"
MOVED = (" frozen, and no longer gives the result that version 0.1.0 gave: ", "rent in 2027")


@pytest.fixture
def mine(run, tmp_path) -> Path:
    """A copy of tiny with a scenario based on its own, which adds nothing."""
    run("new", "mine", "--template", "tiny")
    (tmp_path / "mine" / "scenarios" / "same.yaml").write_text("based_on: everything\n", encoding="utf-8")
    return tmp_path / "mine"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def said(run, scenario: str) -> str:
    return run("simulate", "mine", "--scenario", scenario, "--json").out


def ledger(run, scenario: str, mine: Path) -> bytes:
    assert run("simulate", "mine", "--scenario", scenario, "--to", "ledger.csv").code == 0
    return (mine.parent / "ledger.csv").read_bytes()


def kept_as(mine: Path, name: str) -> Path:
    line = next(line for line in (mine / "scenarios" / f"{name}.yaml").read_text("utf-8").splitlines() if line.startswith("frozen:"))
    return mine / "scenarios" / "frozen" / line.split('"')[1]


def test_a_scenario_based_on_another_is_that_one_bit_for_bit(run, mine):
    assert said(run, "same").replace('"same"', '"everything"') == said(run, "everything")
    plan = bo.read_plan("mine")
    one, other = (bo.simulate(plan, bo.read_scenario(plan, name)) for name in ("everything", "same"))
    for line, again in zip(one.lines, other.lines, strict=True):
        assert line.amount.tobytes() == again.amount.tobytes()
    assert run("diff", "mine", "everything", "same").out == "Same and everything do not differ.\n"


def test_a_chain_has_the_levers_of_all_from_the_first_on(run, mine):
    (mine / "scenarios" / "more.yaml").write_text("based_on: same\nlevers:\n  - change_pay: {team: accounting, starting: 2027-03, raise_share: 0.1}\n", "utf-8")
    plan = bo.read_plan("mine")
    more, everything = (bo.read_scenario(plan, name) for name in ("more", "everything"))
    assert more.levers[:-1] == everything.levers and more.own_levers == more.levers[-1:]
    edit(mine / "scenarios" / "everything.yaml", "share: 0.5, subsidy_per_month: 100", "share: 0.5, subsidy_per_month: 200")
    assert bo.read_scenario(plan, "more").levers[0].subsidy_per_month == 200


def test_freezing_changes_no_cent_and_holds_whatever_becomes_of_the_plan(run, mine):
    before, live = ledger(run, "everything", mine), said(run, "same")
    done = run("freeze", "mine", "--scenario", "everything", "--json").json
    assert done["hash"] == kept_as(mine, "everything").name
    assert ledger(run, "everything", mine) == before and said(run, "same") == live
    edit(mine / "teams.csv", TEN, TWELVE)
    edit(mine / "plan.yaml", "months: 3", "months: 4")
    (mine / "sites.csv").write_text((mine / "sites.csv").read_text("utf-8") + "\n", "utf-8")
    assert ledger(run, "everything", mine) == before
    assert said(run, "same") != live


def test_the_library_of_rates_is_kept_as_well(run, mine, monkeypatch, tmp_path):
    edit(mine / "teams.csv", "Accountants and Auditors,10,1,60000", "Accountants and Auditors,10,1,")
    edit(mine / "sites.csv", "HQ,,", "HQ,National,")
    run("freeze", "mine", "--scenario", "everything")
    frozen, live = said(run, "everything"), said(run, "today")
    later = tmp_path / "rates"
    later.mkdir()
    for path in library.shipped_rates():
        (later / path.name).write_text(path.read_text("utf-8").replace(WAGE, WAGE.replace("83", "93")), "utf-8")
    monkeypatch.setattr(library, "shipped_rates", lambda: sorted(later.iterdir()))
    assert said(run, "everything") == frozen and said(run, "today") != live


def test_what_is_kept_is_for_nobody_else_to_read(run, mine):
    run("freeze", "mine", "--scenario", "everything")
    kept = kept_as(mine, "everything")
    paths = [kept, *kept.rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}
    names = {path.relative_to(kept).as_posix() for path in paths}
    assert {"plan.yaml", "teams.csv", "scenarios/everything.yaml", "rates/on_cost_schemes.csv", "standards/a76_factors.csv"} <= names


def test_a_plan_locked_beside_a_live_one_and_a_what_if(run, mine):
    run("freeze", "mine", "--scenario", "today", "--as", "budget")
    edit(mine / "teams.csv", TEN, TWELVE)
    answer = run("compare", "mine", "--scenario", "today", "--against", "budget", "--json").json
    assert answer["saving"] == pytest.approx(run("simulate", "mine", "--scenario", "budget", "--json").json["cost"] - run("simulate", "mine", "--json").json["cost"])
    assert answer["notes"][0] == "Budget is frozen and of the plan as it was kept; today is of the plan as it is"
    what_if = run("compare", "mine", "--scenario", "everything", "--against", "budget")
    assert what_if.code == 0 and "everything is of the plan as it is" in what_if.out
    alone = run("compare", "mine", "--scenario", "budget")
    assert alone.out.startswith("Budget costs the same as today as kept") and "are both of the plan as it was kept" in alone.out
    assert [(one["path"], one["old"], one["new"]) for one in run("diff", "mine", "budget", "today", "--json").json["inputs"]] == [
        ("teams.accounting.heads", 10, 12), ("teams.accounting.salary_per_year", 1, 1.1)
    ]
    assert "66" not in run("diff", "mine", "budget", "today").out


def test_a_frozen_scenario_may_be_a_base_and_be_frozen_again_under_another_name(run, mine):
    run("freeze", "mine", "--scenario", "everything")
    (mine / "scenarios" / "everything.yaml").rename(mine / "scenarios" / "signed.yaml")
    edit(mine / "scenarios" / "same.yaml", "everything", "signed")
    assert run("freeze", "mine", "--scenario", "same", "--as", "again").code == 0
    kept = kept_as(mine, "again") / "scenarios"
    assert sorted(path.name for path in kept.iterdir()) == ["again.yaml", "same.yaml", "signed.yaml"]


def test_a_result_that_a_new_version_moves_is_told_by_check(run, mine, monkeypatch):
    run("freeze", "mine", "--scenario", "everything")
    fine = run("check", "mine")
    assert fine.code == 0 and "note: everything is frozen and gives the result that was kept, to the cent." in fine.out
    kept_result = freezing.kept_result
    monkeypatch.setattr("backoffice_lib.cli._frozen.kept_result", lambda kept: {row: amount + (row[1] == "rent") for row, amount in kept_result(kept).items()})
    for command in (["check", "mine"], ["simulate", "mine", "--scenario", "everything"], ["compare", "mine", "--scenario", "everything"]):
        ran = run(*command)
        assert ran.code == 3 and all(part in ran.err for part in MOVED), ran.err
        assert ran.err.startswith("check failed: everything is frozen, and")


def test_kept_folders_that_nobody_needs_are_told(run, mine):
    run("freeze", "mine", "--scenario", "same")
    kept = kept_as(mine, "same").name
    (mine / "scenarios" / "same.yaml").unlink()
    assert f"note: scenarios/frozen/{kept} is kept for no scenario; delete it when you no longer need it" in run("check", "mine").out


def test_freezing_half_way_leaves_nothing(run, mine, monkeypatch):
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("backoffice_lib.files.freezing.keep", interrupted)
    assert run("freeze", "mine", "--scenario", "everything").code == 130
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before
    assert not (mine / "scenarios" / "frozen").exists()


def test_the_file_keeps_what_else_is_in_it(run, mine):
    file = mine / "scenarios" / "same.yaml"
    file.write_bytes(b"# approved in March\r\n  based_on: everything  # for now\r\n")
    file.chmod(0o640)
    run("freeze", "mine", "--scenario", "same")
    hashed = file.read_bytes().split(b'"')[1]
    assert file.read_bytes() == b'# approved in March\r\n  frozen: "' + hashed + b'"\r\n  based_on: everything  # for now\r\n'
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


WRONG = {
    "--scenario today": "freeze today: today has no file that could say so; give the frozen one a name with --as, such as --as budget",
    "--scenario everything --as same": "--as same: is the name of a scenario already; give a new name of letters, digits, _ and -",
    "--scenario everything --as ../x": "--as ../x: is no name for a file; give a new name of letters, digits, _ and -",
    "--scenario everythin": 'scenario everythin: there is no such scenario in the plan; it has today, everything, same; did you mean "everything"?',
}


@pytest.mark.parametrize("typed", WRONG)
def test_what_cannot_be_frozen_is_told(run, mine, typed):
    assert run("freeze", "mine", *typed.split()).problems == [WRONG[typed]]
    assert not (mine / "scenarios" / "frozen").exists()


def test_a_shipped_plan_and_one_frozen_already(run, mine):
    assert run("freeze", "tiny", "--scenario", "everything").problems == [
        "freeze tiny: this plan comes with the workbench; copy it with `backoffice new DIR --template tiny`"
    ]
    run("freeze", "mine", "--scenario", "everything")
    name = kept_as(mine, "everything").name
    assert run("freeze", "mine", "--scenario", "everything").problems == [
        f"scenario everything: is frozen already, as {name}; take frozen out of scenarios/everything.yaml to freeze it anew"
    ]


def test_a_kept_folder_edited_by_hand_is_found(run, mine):
    run("freeze", "mine", "--scenario", "everything")
    kept = kept_as(mine, "everything")
    mend, at = "put it back as it was, or freeze the scenario anew", f"scenarios/frozen/{kept.name}"
    edit(kept / "teams.csv", TEN, TWELVE)
    (kept / "work.csv").write_text("work\n", "utf-8")
    (kept / "sites.csv").unlink()
    (kept / ".DS_Store").write_text("", "utf-8")
    for command in (["check", "mine"], ["simulate", "mine", "--scenario", "everything"], ["diff", "mine", "today", "everything"]):
        problems = run(*command).problems
        assert problems == [
            f"{at}/sites.csv: is gone since it was kept; {mend}",
            f"{at}/teams.csv: has been changed since it was kept; {mend}",
            f"{at}/work.csv: was not there when the folder was kept; take it out",
        ]
    edit(kept / "kept.json", "0.1.0", "0.1.1")
    assert run("check", "mine").problems == [f"{at}/kept.json: has been changed since it was kept; {mend}"]


def test_levers_of_a_frozen_scenario_that_were_edited_are_found(run, mine):
    run("freeze", "mine", "--scenario", "everything")
    kept = kept_as(mine, "everything").name
    edit(mine / "scenarios" / "everything.yaml", "subsidy_per_month: 100", "subsidy_per_month: 90")
    assert run("check", "mine").problems == [
        f"scenarios/everything.yaml:1: frozen is of other levers than those in this file; put them back as "
        f"scenarios/frozen/{kept}/scenarios/everything.yaml has them, or take this line out and let it go with the plan"
    ]


NAMES = {
    "based_on: evrything\n": 'scenarios/same.yaml:1: based_on is "evrything", and there is no such scenario in the plan; did you mean "everything"?',
    "based_on: same\n": "scenarios/same.yaml:1: based_on leads round in a ring: same > same; base one of them on none",
    "based_on: 3\n": 'scenarios/same.yaml:1: based_on is 3, not a name; quote it, like "0123"',
    'frozen: "0011223344556677"\n': 'scenarios/same.yaml:1: frozen is "0011223344556677", and there is no scenarios/frozen/0011223344556677; '
    "put the folder back, or take this line out",
    "frozen: ../../mine\n": 'scenarios/same.yaml:1: frozen is "../../mine", and there is no scenarios/frozen/../../mine; '
    "put the folder back, or take this line out",
}


@pytest.mark.parametrize("text", NAMES)
def test_names_that_lead_nowhere(run, mine, text):
    (mine / "scenarios" / "same.yaml").write_text(text, "utf-8")
    assert run("check", "mine").problems == [NAMES[text]]
    assert run("simulate", "mine", "--scenario", "same").problems == [NAMES[text]]


def test_a_ring_of_three_is_told_once(run, mine):
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        (mine / "scenarios" / f"{name}.yaml").write_text(f"based_on: {base}\n", "utf-8")
    told = ["scenarios/a.yaml:1: based_on leads round in a ring: a > b > c > a; base one of them on none"]
    assert run("check", "mine").problems == told
    assert run("simulate", "mine", "--scenario", "c").problems == told


def test_a_frozen_scenario_shows_of_pay_what_is_asked_for(run):
    run("new", "desk", "--template", "settlement_desk")
    run("freeze", "desk", "--scenario", "today", "--as", "budget")

    def functions(*more: str) -> list[str]:
        return [row["name"] for row in run("summarise", "desk", "--scenario", "budget", "--json", *more).json["by_function"]]

    assert len(functions()) == 1 and sorted(functions("--unmasked")) == ["regulatory compliance", "settlements"]


def test_a_frozen_scenario_of_a_plan_whose_numbers_are_tied_together_is_read_and_drawn_again(run, mine):
    edit(mine / "plan.yaml", "growth_share_per_year: 0.12,", "growth_share_per_year: 0.1..0.12..0.14,")
    edit(mine / "plan.yaml", "growth_share_per_year: 0.05,", "growth_share_per_year: 0.04..0.05..0.06,")
    with (mine / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("\ncorrelations:\n  - {between: [indices.wages, indices.rents], coefficient: 0.5, source: an assumption}\n")
    assert run("freeze", "mine", "--scenario", "everything", "--as", "kept").code == 0
    assert run("check", "mine").code == 0
    live, kept = (run("risk", "mine", "--scenario", name, "--draws", "8", "--json").json for name in ("everything", "kept"))
    assert kept["amount"] == live["amount"]
