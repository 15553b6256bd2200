"""reports.yaml at the gate: every mistake in one line that says where it is, what is wrong and how to mend it, all of them at once."""

from __future__ import annotations

import shutil

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports.reports_file import REPORTS, read_reports

NOTEBOOK = "    notebook: what_does_today_cost\n"


@pytest.fixture
def said(tmp_path):
    """What the gate says of a reports.yaml in the plan `tiny`."""
    folder = tmp_path / "tiny"
    shutil.copytree(shipped_plans()["tiny"], folder)

    def read(text: str) -> list[str]:
        (folder / REPORTS).write_text(text, encoding="utf-8")
        with pytest.raises(InputProblems) as wrong:
            read_reports(folder)
        return str(wrong.value).splitlines()

    read.folder = folder
    return read


def of(*lines: str) -> str:
    """A file with one report, `a`, of a good notebook and some more lines."""
    return f"reports:\n  a:\n{NOTEBOOK}" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("formats: [html]\n", "reports.yaml:1: reports is missing; write each under it, indented, with a name of its own"),
        ("reports: [a]\n", "reports.yaml:1: reports is a list, not a group of reports; write each under it, indented, with a name of its own"),
        ("repots: 3\n" + of(), 'reports.yaml:1: "repots" is not known here; did you mean "reports"?'),
        ("reports:\n  a: 3\n", "reports.yaml:2: a is 3, not a group of keys and values; give at least its notebook"),
        ("reports:\n  a:\n    formats: [html]\n", "reports.yaml:2: notebook is missing; every name needs it"),
        ("reports:\n  a:\n    notebook: what_does_today_cots\n", 'did you mean "what_does_today_cost"?'),
        ("reports:\n  a:\n    notebook: mine.ipynb\n", "reports.yaml:3: a: there is no such notebook in the plan's folder; put mine.ipynb below the folder of plan.yaml, or name a shipped one"),
        ("reports:\n  a:\n    notebook: ../mine.ipynb\n", "reports.yaml:3: a: there is no such notebook in the plan's folder"),
        (of("fromats: [html]"), 'reports.yaml:4: a: fromats is not known here; did you mean "formats"?'),
        (of("formats: [html, xlx]"), 'reports.yaml:4: formats is "xlx", which no report is written as; use html, pdf, xlsx, ipynb; did you mean "xlsx"?'),
        (of("formats: []"), "reports.yaml:4: formats is a list; use html, pdf, xlsx, ipynb"),
        (of("missed: alll"), 'reports.yaml:4: missed is "alll", not one of the choices; use none, latest, all; did you mean "all"?'),
        (of("language: fr"), 'reports.yaml:4: language is "fr", not one of the choices; use en'),
        (of("deadline_minutes: 0"), "reports.yaml:4: deadline_minutes is 0; give more than 0, up to 1,440 (minutes)"),
        (of("settings: {month: 3}"), 'reports.yaml:4: a: the notebook has no parameter month; it has plan, scenario'),
        (of("settings: {plan: other}"), "reports.yaml:4: a: plan is not a setting; it is this plan"),
        (of("settings: {scenario: everything}"), "reports.yaml:4: a: scenario is not a setting; write `scenarios: [...]` beside settings"),
        (of("settings: everything"), 'reports.yaml:4: settings is "everything", not a group of keys and values'),
        (of("scenarios: [evrything]"), 'reports.yaml:4: a: there is no scenario "evrything" in the plan; did you mean "everything"?'),
        (of("scenarios: [today, everything]"), "reports.yaml:4: a: the notebook takes one scenario, and 2 are given"),
        (of("for_each: {scenario: all}"), "reports.yaml:2: the reports for each scenario would all have one name; put {scenario} into the name, such as a_{scenario}"),
        (f"reports:\n  a_{{site}}:\n{NOTEBOOK}", "reports.yaml:2: the name has {site}, and for_each does not; add it to for_each"),
        (f"reports:\n  a_{{month}}:\n{NOTEBOOK}    for_each: {{month: all}}\n", 'reports.yaml:4: a_{month}: for_each month is "all"; only site, function, team, scenario can be'),
        (f"reports:\n  a_{{scenario}}:\n{NOTEBOOK}    for_each: {{scenario: []}}\n", 'reports.yaml:4: for_each scenario is a list; give a list such as [a, b], or "all"'),
        (f"reports:\n  a_{{scenario}}:\n{NOTEBOOK}    for_each: {{scenario: [today, today]}}\n", "two reports are called a_today; one would replace the other"),
        (f"reports:\n  ../a:\n{NOTEBOOK}", 'reports.yaml:2: "../a" cannot name a file; use letters, digits, spaces, - and _'),
        (f"reports:\n  a:\n{NOTEBOOK}  A:\n{NOTEBOOK}", "two reports are called A; one would replace the other; give each a name of its own"),
        (of("expect: 3"), "reports.yaml:4: expect is 3, not a list; begin each expectation with a dash"),
        (of("expect:", "  - {figure: cost}"), "reports.yaml:5: expects nothing; give at_least, at_most or both"),
        (of("expect:", "  - {figure: savng, at_least: 1}"), 'reports.yaml:5: figure is "savng", not one of the choices'),
        (of("expect:", "  - {figure: cost, at_least: 2, at_most: 1}"), "reports.yaml:5: at_least is above at_most; swap them"),
        (of("expect:", "  - {figure: break_even, at_most: 1}"), "reports.yaml:5: a break_even is of an input, and nothing else is"),
        (of("expect:", "  - {figure: cost, at_least: 1, scenario: nobody}"), 'reports.yaml:5: a: there is no scenario "nobody" in the plan'),
        (of("expect:", "  - {figure: break_even, input: vendrs.price, scenario: everything, at_most: 1}"), 'reports.yaml:5: a: input "vendrs.price" '),
        (of("when: {every: month, at: 06:00, zone: Europe/Paris}"), "reports.yaml:4: "),
        (of("when: {every: month, on: last, at: \"06:00\", zone: GMT+1}"), "reports.yaml:4: "),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(said, text, problem):
    [line] = said(text)
    assert problem in line


def test_all_mistakes_are_told_at_once(said):
    told = said(f"formats: [xlx]\nreports:\n  a:\n    notebook: nothing_at_all\n    formats: [html]\n  b:\n{NOTEBOOK}    formats: [html]\n    missed: never\n  c: 3\n")
    assert [line.split(":")[1] for line in told] == ["4", "9", "10"]


def test_what_is_said_at_the_top_is_meant_for_all_and_its_mistake_told_once(said):
    assert len(said(f"formats: [xlx]\nreports:\n  a:\n{NOTEBOOK}  b:\n{NOTEBOOK}")) == 1


def test_a_grid_gives_one_report_for_each_combination(said):
    text = "formats: [html, pdf]\nreports:\n  why {site} {category}:\n    notebook: why_is_this_number_what_it_is\n    for_each: {site: all, category: [rent, salaries]}\n    formats: [html]\n"
    (said.folder / REPORTS).write_text(text)
    reports = read_reports(said.folder)
    assert [(one.name, one.settings, one.formats) for one in reports] == [
        ("why HQ rent", {"site": "HQ", "category": "rent"}, ("html",)), ("why HQ salaries", {"site": "HQ", "category": "salaries"}, ("html",)),
    ]


def test_the_shipped_plans_ask_for_reports_that_can_be_made():
    assert {name: len(read_reports(name)) for name in ("tiny", "meridian")} == {"tiny": 2, "meridian": 9}


@pytest.mark.parametrize("name", ["CON", "nul.txt", '"."', '".."', '"-rf"', "index.html", "a.", '"a/b"', '"<script>"', "x" * 90])
def test_a_name_that_is_no_folder_is_refused(said, name):
    [line] = said(f"reports:\n  {name}:\n{NOTEBOOK}")
    assert line.startswith("reports.yaml:2: ") and "; " in line
