"""Runs are for their owner alone and stay in their folder: permissions, links, and names that lead elsewhere."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.cli._main import status
from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.archive.history import history, write_page
from tests.faults.archive_runs import certificate, make_run, states, violations

LEAD_ELSEWHERE = ["../escaped", "..", ".", "/etc", "a/b", "a\\b", "C:x", "", " ", ".hidden", "x.", "x ", "a\0b", "a\nb", "x" * 300, "ü" * 60, "nul", "COM1.txt", "a*b", 'a"b', "\u202egnp", "history.sqlite", "index.html", "failed"]


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_whatever_the_umask_folders_are_0700_and_files_0600(tmp_path, umask):
    folder = tmp_path / "archive"
    with Archive.at(folder).start("board", "2026-10") as draft:
        draft.write("board.html", "<html></html>")
        (draft.folder / "by hand").mkdir()
        (draft.folder / "by hand" / "notes.txt").write_text("written by somebody else's code")
        draft.publish(certificate())
    make_run(folder, period=None)
    write_page(history(Archive.at(folder)))
    found = {path: stat.S_IMODE(path.lstat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert {path.name: oct(mode) for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_an_archive_that_everyone_can_write_is_refused(tmp_path, capsys):
    make_run(tmp_path)
    tmp_path.chmod(0o777)
    with pytest.raises(InputProblems, match="can be written by everyone; .* run chmod 700"):
        make_run(tmp_path)
    assert status(["history", str(tmp_path)]) == 2
    assert "chmod 700" in capsys.readouterr().err


@pytest.mark.parametrize("name", LEAD_ELSEWHERE)
@pytest.mark.parametrize("what", ["report", "period"])
def test_names_that_are_no_folder_of_their_own_are_refused(tmp_path, what, name):
    if what == "period" and not name:
        return  # no period is a run on demand
    names = {"report": "board", "period": "2026-10"} | {what: name}
    with pytest.raises(InputProblems, match=f"^{what} "):
        Archive.at(tmp_path / "archive").start(**names)
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]


@pytest.mark.parametrize("name", ["../x.html", "/tmp/x.html", "a/../../x.html", "..", ""])
def test_files_do_not_leave_the_run(tmp_path, name):
    with pytest.raises(InputProblems, match="leads out of the run's folder"), Archive.at(tmp_path).start("board") as draft:
        draft.write(name, "x")
    assert violations(tmp_path) == []


@pytest.mark.parametrize("plant", ["board.html", "tables", "tables/cost.csv"])
def test_a_link_planted_among_the_documents_is_not_followed(tmp_path, plant):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "cost.csv").write_text("precious")
    with pytest.raises(InputProblems, match="link"), Archive.at(tmp_path / "archive").start("board", "2026-10") as draft:
        (draft.folder / plant).parent.mkdir(exist_ok=True)
        (draft.folder / plant).symlink_to(precious if plant == "tables" else precious / "cost.csv")
        if plant == "tables":
            draft.write("tables/cost.csv", "a\n1\n")
        draft.publish(certificate())
    assert [path.read_text() for path in precious.iterdir()] == ["precious"]
    assert states(tmp_path / "archive") == {"failed": 1} and violations(tmp_path / "archive") == []


def test_writing_a_file_replaces_a_link_and_leaves_its_target_alone(tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("precious")
    with Archive.at(tmp_path / "archive").start("board") as draft:
        (draft.folder / "board.html").symlink_to(precious)
        draft.write("board.html", "<html></html>")
        assert (draft.publish(certificate()) / "board.html").read_text() == "<html></html>"
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("place", ["board", "board/2026-10", ".staging", ".locks", "history.sqlite", "index.html"])
def test_a_link_planted_in_the_archive_is_not_followed(tmp_path, place):
    archive, precious = tmp_path / "archive", tmp_path / "precious"
    Archive.at(archive)
    precious.mkdir()
    planted = archive / place
    shutil.rmtree(planted, ignore_errors=True)
    planted.parent.mkdir(exist_ok=True)
    planted.symlink_to(precious)
    if place == "index.html":
        make_run(archive)
        write_page(history(Archive.at(archive)))
        assert not planted.is_symlink()
    else:
        with pytest.raises(InputProblems, match="link"):
            make_run(archive)
    assert list(precious.iterdir()) == []


def test_what_was_staged_is_swept_without_following_links(tmp_path):
    archive, precious = tmp_path / "archive", tmp_path / "precious"
    make_run(archive)
    precious.mkdir()
    (precious / "file").write_text("precious")
    left = archive / ".staging" / "left"
    left.mkdir()
    (left / "link").symlink_to(precious)
    (archive / ".staging" / "link").symlink_to(precious)
    assert violations(archive) == []
    assert not any((archive / ".staging").iterdir()) and (precious / "file").read_text() == "precious"


def test_the_folder_itself_may_be_reached_by_a_link(tmp_path):
    real = tmp_path / "real"
    real.mkdir(mode=0o700)
    Path(tmp_path / "link").symlink_to(real)
    assert make_run(tmp_path / "link").is_relative_to(real)
