"""What is misspelt or missing ends in exit code 2, the nearest good name, and nothing written."""

from __future__ import annotations

import pytest

from backoffice_lib.basics.errors import listed
from backoffice_lib.cli import _main
from backoffice_lib.files.shipped import shipped_notebooks, shipped_plans
from tests.notebooks.made import code, parameters, saved, words

SCENARIOS = "it has today, remote_lease_ends, remote_lease_stays, remote_lease_sublet_40"
NOTEBOOKS = f"the shipped ones are {listed(shipped_notebooks())}"
MISSPELT = {
    "compare remote_accountants --scenario remote_lease_end":
        f"scenario remote_lease_end: there is no such scenario in the plan; {SCENARIOS}; "
        'did you mean "remote_lease_ends"?',
    "simulate remote_accountants --scenario remote_lease_stay --to ledger.csv":
        f"scenario remote_lease_stay: there is no such scenario in the plan; {SCENARIOS}; "
        'did you mean "remote_lease_stays"?',
    "report remote_accountants what_does_today_cst":
        f'what_does_today_cst: there is no such notebook; {NOTEBOOKS}; did you mean "what_does_today_cost"?',
    "report remote_accountants --scenario remote_lease_end":
        f"scenario remote_lease_end: there is no such scenario in the plan; {SCENARIOS}; "
        'did you mean "remote_lease_ends"?',
    "report remote_accountants --set rate":
        "--set rate: has no value; write it as key=value",
    "report remote_accountants what_does_today_cost --set scenario=today":
        "what_does_today_cost: parameter scenario: is not a setting; "
        "it follows from the plan and the scenarios asked for",
    "simulate tiny --to ledger.pdf":
        'ledger.pdf: a ledger cannot be written as ".pdf"; end the name in .csv, .xlsx or .parquet',
    "simulate tiny --layout wide":
        "--layout wide: is the layout of a file; name one with --to, such as --to upload.csv",
    "simulate tiny --view cash --to ledger.csv":
        "--view cash: is of the wide layout; add --layout wide; the long one has both in its column basis",
    "simulate tiny --to nowhere/ledger.csv":
        "nowhere/ledger.csv: there is no folder nowhere; make it first, or name another",
}


@pytest.mark.parametrize("typed", MISSPELT)
def test_a_misspelt_name_is_told_with_the_nearest_one(run, nothing_written, typed):
    assert run(*typed.split()).problems == [MISSPELT[typed]]


@pytest.mark.parametrize("command", ["check", "simulate", "compare --scenario today", "report"])
def test_a_misspelt_plan_is_told_with_the_nearest_one(run, nothing_written, command):
    name, *options = command.split()
    mend = f"give a plan folder, or one of {listed(shipped_plans())}"
    assert run(name, "remote_acountants", *options).problems == [
        f'remote_acountants: there is no such plan; {mend}; did you mean "remote_accountants"?'
    ]


def test_a_misspelt_command_lever_or_template(run, nothing_written):
    assert run("simulat", "tiny").problems[0].endswith('did you mean "simulate"?')
    assert run("levers", "remote_wrk").problems[0].endswith('did you mean "remote_work"?')
    assert run("new", "plan", "--template", "rooster").problems[0].endswith('did you mean "roster"?')


def test_a_misspelt_setting_of_a_notebook(run, tmp_path):
    saved(tmp_path, "mine", words("# Mine"), parameters(), code("rate"))
    assert run("report", "tiny", "mine.ipynb", "--set", "raet=0.1", "--set", "months=3.5").problems == [
        'mine: parameter raet: there is no such parameter; there is plan, scenarios, rate, months, detailed; '
        'did you mean "rate"?',
        'mine: parameter months: "3.5" is not a whole number',
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.ipynb"]


def test_a_missing_or_unknown_option(run, nothing_written):
    missing = run("compare", "tiny")
    assert (missing.code, missing.out) == (2, "") and "--scenario" in missing.err
    unknown = run("simulate", "tiny", "--scenaro", "today")
    assert (unknown.code, unknown.out) == (2, "") and "--scenario" in unknown.err


def test_check_tells_all_problems_of_plan_and_scenarios_at_once(run, tmp_path):
    run("new", "mine", "--template", "tiny")
    mine = tmp_path / "mine"
    plan, scenario = mine / "plan.yaml", mine / "scenarios" / "everything.yaml"
    plan.write_text(plan.read_text().replace("months: 3", "monts: 3"))
    scenario.write_text(scenario.read_text().replace("break_lease:", "brake_lease:"))
    (mine / "scenarios" / "other.yaml").write_text("name: other\nstroy: x\nlevers: []\n")
    found = "\n".join(run("check", "mine").problems)
    for part in ("plan.yaml:5", '"months"', "scenarios/everything.yaml", '"break_lease"', "scenarios/other.yaml:2", '"story"'):
        assert part in found, found


def test_check_tells_the_problems_of_all_scenarios_at_once(run, tmp_path):
    run("new", "mine", "--template", "tiny")
    for name in ("one", "two"):
        freeze = "levers:\n  - freeze_hiring: {team: acounting, starting: 2027-01}\n"
        (tmp_path / "mine" / "scenarios" / f"{name}.yaml").write_text(f"name: {name}\n{freeze}")
    found = run("check", "mine").problems
    assert [problem.split(":")[0] for problem in found] == ["scenarios/one.yaml", "scenarios/two.yaml"]
    assert all('did you mean "accounting"?' in problem for problem in found)


def broken(*_, **__):
    raise ValueError("somebody earns 82,360")


def test_a_fault_of_ours_is_one_line_without_values(run, monkeypatch):
    monkeypatch.setattr("backoffice_lib.cli.simulate.summarise", broken)
    ran = run("simulate", "tiny")
    told = "backoffice: a fault of ours (ValueError); set BACKOFFICE_DEBUG=1 to see where, and report it\n"
    assert (ran.code, ran.out, ran.err) == (1, "", told)
    monkeypatch.setenv("BACKOFFICE_DEBUG", "1")
    with pytest.raises(ValueError, match="82,360"):
        _main.status(["simulate", "tiny"])


def test_a_full_disk_is_told_by_file(run, monkeypatch, tmp_path):
    def full(*_):
        raise OSError(28, "No space left on device", "ledger.csv")

    monkeypatch.setattr("backoffice_lib.files.whole.os.replace", full)
    ran = run("simulate", "tiny", "--to", "ledger.csv")
    assert (ran.code, ran.out, ran.err) == (1, "", "ledger.csv: No space left on device; make room there, or give another folder\n")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_may_not_be_written_to_is_told_with_what_to_do(run, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied", "ledger.csv")

    monkeypatch.setattr("backoffice_lib.files.whole.os.replace", refused)
    ran = run("simulate", "tiny", "--to", "ledger.csv")
    assert (ran.code, ran.err) == (1, "ledger.csv: Permission denied; ask for the right to it, or give another folder\n")


def test_a_run_that_is_not_there_is_not_called_changed(run, tmp_path):
    (tmp_path / "empty").mkdir()
    told = [run("rerun", name) for name in ("nowhere", "empty")]
    assert [one.code for one in told] == [2, 2]
    assert "nowhere: is not there; give the folder of a run" in told[0].err and "empty: holds no run with its certificate" in told[1].err


def test_an_interruption_is_130(run, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("backoffice_lib.cli._draws.simulate", interrupted)
    ran = run("simulate", "tiny")
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "interrupted")


def test_a_day_that_is_none_is_refused_before_anything_runs(tmp_path, capsys):
    assert _main.status(["report", "tiny", "what_is_in_the_plan", "--to", str(tmp_path / "out"), "--as-of", "2026-13-01"]) == 2
    assert capsys.readouterr().err == '--as-of: "2026-13-01" is not a day; write it as YYYY-MM-DD, such as 2026-12-31\n'
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("risk", "tiny", "--draws", "0"), "--draws: is 0; ask for 1 or more; 1,000 show a range, 10,000 its ends"),
        (("risk", "tiny", "--against", "everything"), "--against: is given without a scenario to compare with it; name one with --scenario"),
        (("risk", "tiny", "--workers", "0"), "--workers: is 0; give 1 or more processes, or -1 for one a core"),
        (("regret", "tiny", "--scenario", "evrything"), 'scenario evrything: there is no such scenario in the plan; it has today, everything; did you mean "everything"?'),
        (("sensitivity", "tiny", "--samples", "40"), "samples: is 40; give a power of 2 from 32 to 65,536, such as 64; 0 for none"),
        (("sensitivity", "tiny", "--samples", "1073741824"), "samples: is 1073741824; give a power of 2 from 32 to 65,536, such as 65536; 0 for none"),
        (
            ("break-even", "remote_accountants", "--scenario", "remote_lease_ends", "--input", "discount_rate_per_year", "--target", "inf"),
            "target: is infinite; give the saving to reach in money, or 0 to cost the same",
        ),
    ],
)
def test_draws_that_cannot_be_had_say_what_would_be_right(run, words, message):
    assert run(*words).problems == [message]
