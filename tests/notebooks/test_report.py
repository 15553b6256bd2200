"""Everything is checked before anything starts; then each notebook that works becomes a document."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files import shipped, whole
from backoffice_lib.reports import batch as batches
from backoffice_lib.reports import report
from tests.notebooks.made import code, parameters, saved, words


@pytest.fixture
def never(monkeypatch):
    """No report may be run."""

    def started(*_):
        raise AssertionError("a notebook was started")

    monkeypatch.setattr(batches, "in_parallel", started)


@pytest.fixture
def cost(tmp_path):
    return saved(tmp_path, "cost", words("# Cost"), parameters(), code("rate"))


def refused(tmp_path, notebooks, **asked) -> list[str]:
    """The problems, after checking that nothing was written."""
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputProblems) as found:
        report(notebooks, **{"plan": "tiny", "to": tmp_path / "reports", "progress": False} | asked)
    assert sorted(tmp_path.rglob("*")) == before
    return str(found.value).splitlines()


def test_a_batch_goes_on_after_a_failure_and_writes_what_worked(batch):
    assert [path.relative_to(batch.to).parts[0] for path in batch.written] == ["works"]
    assert sorted(batch.failures) == ["divides", "exits", "killed", "leaves"]


def test_a_failed_notebook_is_no_report(batch):
    assert not list(batch.to.rglob("divides.html"))


def test_a_report_is_made_with_the_values_asked_for(batch):
    text = BeautifulSoup(batch.written[0].read_bytes(), "html.parser").main.get_text()
    assert "values True ['remote'] 0.05 24 False" in text
    assert "folder 0 .running-" in text  # a private folder that holds nothing
    assert "habit False" in text  # nor does anybody's own start of IPython play a part
    assert "Which is cheaper?" in text and "my plan" in text and "look out" not in text


def test_a_report_carries_its_chart(batch):
    html = batch.written[0].read_text(encoding="utf-8")
    assert html.count('class="chart-data"') == 1
    assert '"Cost per team"' in html and '"audit"' in html


def test_a_misspelt_and_an_ill_typed_setting_start_nothing_and_write_nothing(tmp_path, cost, never):
    assert refused(tmp_path, cost, settings={"raet": 1, "rate": "3%"}) == [
        "cost: parameter raet: there is no such parameter; there is plan, scenarios, rate, months, detailed; "
        'did you mean "rate"?',
        'cost: parameter rate: "3%" is text; write 0.03',
    ]


def test_all_notebooks_are_checked_before_the_first_is_started(tmp_path, cost, never):
    late = saved(tmp_path, "late", parameters("plan: str = 'tiny'\nteam: str = ''"))
    broken = saved(tmp_path, "broken", words("# No parameters"))
    assert refused(tmp_path, [cost, late, broken], settings={"team": 7, "other": 1}) == [
        'broken: no cell is tagged "parameters"; tag exactly one code cell',
        'late: parameter team: 7 is not text; write "7"',
    ]


def test_a_setting_has_to_be_known_to_one_of_the_notebooks(tmp_path, cost, never):
    late = saved(tmp_path, "late", parameters("team: str = ''"))
    assert refused(tmp_path, [cost, late], settings={"taem": "x", "rate": 0.1}) == [
        "notebooks: parameter taem: there is no such parameter; "
        'there is plan, scenarios, rate, months, detailed, team; did you mean "team"?'
    ]


def test_plan_and_scenarios_are_not_settings(tmp_path, cost, never):
    assert refused(tmp_path, cost, settings={"plan": "other"}) == [
        "cost: parameter plan: is not a setting; it follows from the plan and the scenarios asked for"
    ]


def test_a_plan_has_to_be_there(tmp_path, cost, never):
    [problem] = refused(tmp_path, cost, plan="tinny")
    assert problem.startswith("tinny: there is no such plan; ") and problem.endswith('did you mean "tiny"?')


def test_scenarios_have_to_be_asked_for(tmp_path, never):
    one = saved(tmp_path, "one", parameters("scenario: str = 'remote'"))
    none = saved(tmp_path, "none", parameters("rate: float = 0.1"))
    assert refused(tmp_path, one, scenarios=["today", "everything"]) == ["one: parameter scenario: 2 scenarios are given; give one, or name notebooks that take several"]
    assert refused(tmp_path, none, scenarios="everything") == [
        "none: scenarios: no notebook asks for a scenario; leave them out"
    ]


def test_one_report_never_replaces_another_of_the_same_batch(tmp_path, cost, never):
    (tmp_path / "sub").mkdir()
    other = saved(tmp_path / "sub", "cost", parameters())
    assert refused(tmp_path, [cost, other]) == [
        "cost: is named twice; one report would replace the other; name it once"
    ]


def test_reports_go_to_a_folder(tmp_path, cost, never):
    (tmp_path / "file").write_text("")
    assert refused(tmp_path, cost, to=tmp_path / "file") == [
        f"{tmp_path / 'file'}: is not a folder; give a folder to write the reports to"
    ]
    assert refused(tmp_path, []) == ["notebooks: none is named; name at least one"]


@pytest.mark.slow
def test_the_cover_names_what_the_notebook_was_told(tmp_path):
    untitled = saved(tmp_path, "rent_roll", parameters("plan: str = ''\nscenario: str = 'today'"), code("1"))
    [path] = report(untitled, plan="tiny", scenarios="everything", to=tmp_path / "reports", as_of=date(2026, 11, 1), progress=False)
    head = BeautifulSoup(path.read_bytes(), "html.parser").header.get_text(" ", strip=True)
    assert head.startswith("Rent roll Plan tiny Scenario everything As of 1 November 2026 Made on ")


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = whole.write_whole(tmp_path / "report.html", "old")
    monkeypatch.setattr(whole.os, "replace", _full_disk)
    with pytest.raises(OSError, match="full"):
        whole.write_whole(path, b"new")
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("report.html", "old")]


def test_a_link_is_replaced_and_not_followed(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("kept")
    link.symlink_to(target)
    whole.write_whole(link, "new")
    assert (target.read_text(), link.read_text(), link.is_symlink()) == ("kept", "new", False)


def test_what_is_shipped_is_found_beside_the_package_and_inside_it(tmp_path, monkeypatch):
    for home in (tmp_path, tmp_path / "package" / "shipped"):
        (home / "data" / "plans" / "tiny").mkdir(parents=True)
        (home / "data" / "plans" / ".git").mkdir()
        (home / "data" / "plans" / "README.md").write_text("")
        (home / "notebooks").mkdir()
        for name in ("b", "a"):
            (home / "notebooks" / f"{name}.ipynb").write_text("{}")
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "package")
    inside = tmp_path / "package" / "shipped"
    assert shipped.shipped_plans() == {"tiny": inside / "data" / "plans" / "tiny"}
    assert list(shipped.shipped_notebooks().items()) == [(n, inside / "notebooks" / f"{n}.ipynb") for n in "ab"]
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "checkout")
    assert shipped.shipped_plans() == {"tiny": tmp_path / "data" / "plans" / "tiny"}
    assert shipped.shipped_templates() == {}


def _full_disk(*_):
    raise OSError("the disk is full")
