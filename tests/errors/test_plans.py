"""Every case of `plans/` is told in exactly its own words, whatever else is wrong, and no message gives pay away."""

from __future__ import annotations

from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import folder_of, read_plan
from backoffice_lib.files.scenarios import read_scenario, read_scenarios
from tests.errors.plan_cases import BASE, HERE, build, expected, told

CASES = sorted((HERE / "plans").glob("*.txt"))
CANARIES = ("98765", "98,765", "ZQX", "Zqx")
WORDS_OF_PROGRAMMERS = ("pydantic", "tuple", "dict", "NoneType", "object at", "validat", "input should")


def by_name(case: Path) -> str:
    return case.stem


def test_the_good_plan_is_good():
    assert told(BASE) == ([], [])


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_a_mistake_is_told_in_exact_words(case, tmp_path):
    problems, notes = told(build(case, tmp_path / "plan"))
    assert problems == expected(case)
    assert notes == expected(case, "notes")


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_a_message_is_short_and_in_plain_words(case):
    for message in (*expected(case), *expected(case, "notes")):
        assert len(message) <= 200
        assert not [word for word in (*CANARIES, *WORDS_OF_PROGRAMMERS) if word in message]


# Departments and job titles name the teams and are meant to be read; all other columns may hold pay or names by mistake.
@pytest.mark.parametrize("column", ["Employee", "Full Time", "Annual Salary", "Hourly Rate", "Weekly Hours"])
@pytest.mark.parametrize("canary", ["98765.43", "-98765.43", "98765.43 gross", "ZQX Name", "=98765.43"])
def test_pay_and_names_in_unusable_rows_appear_in_no_message(tmp_path, column, canary):
    header, *rows = [row.split(",") for row in (BASE / "people.csv").read_text(encoding="utf-8").splitlines()]
    for row in rows[:3]:
        row[header.index(column)] = canary
    people = "\n".join(",".join(row) for row in [header, *rows])
    case = tmp_path / "case.txt"
    case.write_text(f"Canaries.\n\n== write people.csv\n{people}\n", encoding="utf-8")
    problems, notes = told(build(case, tmp_path / "plan"))
    assert not [word for word in CANARIES for message in (*problems, *notes) if word in message]


def test_a_plan_by_a_misspelt_name_is_told_the_nearest():
    with pytest.raises(InputProblems) as caught:
        read_plan("remote_acountants")
    told_first = str(caught.value)
    assert told_first.startswith("remote_acountants: there is no such plan; give a plan folder, or one of ")
    assert told_first.endswith('did you mean "remote_accountants"?')


def test_a_file_is_not_a_plan():
    with pytest.raises(InputProblems, match="this is a file, not a plan; give the folder of the plan"):
        folder_of(BASE / "teams.csv")


def test_a_plan_file_with_another_ending_is_found(tmp_path):
    (tmp_path / "plan.yml").write_text("name: base\n", encoding="utf-8")
    with pytest.raises(InputProblems, match='there is no plan.yaml in this folder; .*; did you mean "plan.yml"'):
        read_plan(tmp_path)


def test_a_scenario_by_a_misspelt_name_is_told_the_nearest():
    with pytest.raises(InputProblems) as caught:
        read_scenario(read_plan(BASE), "outsource")
    assert str(caught.value) == (
        "scenario outsource: there is no such scenario in the plan; "
        'it has today, from_home, outsourced; did you mean "outsourced"?'
    )


def test_scenarios_are_read_in_the_order_of_their_files():
    assert [scenario.name for scenario in read_scenarios(read_plan(BASE))] == ["from_home", "outsourced"]
