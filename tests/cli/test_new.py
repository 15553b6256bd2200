"""A plan folder to start from: whole or not at all, and never over somebody's files."""

from __future__ import annotations

import shlex

import pytest

from backoffice_lib.files import starting
from backoffice_lib.files.shipped import shipped_plans, shipped_templates


@pytest.mark.parametrize("template", shipped_plans())
def test_a_new_plan_is_right_from_the_start(run, template):
    made = run("new", "mine", "--template", template)
    assert (made.code, made.out) == (0, "mine is ready. Edit its files, then: backoffice check mine\n")
    assert run("check", "mine").code == 0


def test_what_to_type_next_can_be_copied_whatever_the_folder_is_called(run):
    made = run("new", "Büro {1} 'q'", "--template", "tiny")
    assert run(*shlex.split(made.out)[-2:]).code == 0


@pytest.mark.parametrize("template", shipped_templates())
def test_a_new_folder_holds_what_the_template_holds(run, tmp_path, template):
    assert run("new", "a/b/mine", "--template", template).code == 0
    source = shipped_templates()[template]
    for path in source.rglob("*.*"):
        assert (tmp_path / "a" / "b" / "mine" / path.relative_to(source)).read_bytes() == path.read_bytes()


def test_the_roster_template_wants_only_the_export(run):
    run("new", "city", "--template", "roster")
    [problem] = run("check", "city").problems
    assert problem.startswith("plan.yaml:") and "people.csv" in problem


def test_an_empty_folder_is_filled_even_the_one_somebody_is_in(run, tmp_path):
    assert run("new", ".").code == 0
    assert (tmp_path / "plan.yaml").is_file() and run("check", ".").code == 0
    assert [path.name for path in tmp_path.parent.iterdir() if path.name.endswith(".part")] == []


def test_a_folder_with_files_and_a_file_are_left_alone(run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    (tmp_path / "file").write_text("x")
    for name in ("mine", "file"):
        assert run("new", name).problems == [f"{name}: is there already and is not empty; name a new folder"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "letter.txt", "mine"]


def test_nothing_is_left_half_made(run, tmp_path, monkeypatch):
    written = []

    def full_after_two(path, content, *_):
        written.append(path)
        if len(written) > 2:
            raise OSError(28, "No space left on device", str(path))
        path.write_bytes(content)

    monkeypatch.setattr(starting, "write_whole", full_after_two)
    ran = run("new", "mine")
    assert (ran.code, ran.out) == (1, "") and "No space left on device" in ran.err
    assert len(written) == 3 and list(tmp_path.iterdir()) == []
