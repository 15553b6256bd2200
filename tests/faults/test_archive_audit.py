"""Whatever is changed in an archive is found, and the index can be made anew from the runs."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from backoffice_lib.cli._main import status
from backoffice_lib.reports.archive import Archive, read_certificate
from backoffice_lib.reports.archive.audit import audit, rebuild
from backoffice_lib.reports.archive.index import Index
from backoffice_lib.reports.archive.places import ASIDE, CERTIFICATE, INDEX
from tests.faults.archive_runs import killed, make_run, make_runs, states, violations

PERIODS = ("2026-07", "2026-08", "2026-09", "2026-10")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """An archive of four runs and one that failed."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    for period in PERIODS:
        make_run(folder, period=period, passed=period != "2026-08")
    with Archive.at(folder).start("board", "2026-11") as draft:
        draft.fail("failed", "cell 3: the deposit is missing")
    assert violations(folder) == []
    return folder


@pytest.fixture
def archive(made, tmp_path) -> Path:
    """A copy in another place, which is as good as the first."""
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    assert audit(copy).problems == ()
    return copy


def run_of(archive: Path, period: str) -> Path:
    (folder,) = (archive / "board" / period).iterdir()
    return folder


def files_of(archive: Path) -> list[Path]:
    return sorted(path for period in PERIODS for path in run_of(archive, period).rglob("*") if path.is_file())


def edit(path: Path, change: Callable[[dict], None]) -> None:
    held = json.loads(path.read_text())
    change(held)
    path.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n")


def test_a_bit_flipped_in_any_file_of_any_run_is_found(archive):
    chance = random.Random(7)
    for path in files_of(archive):
        before = path.read_bytes()
        at, bit = chance.randrange(len(before)), chance.randrange(8)
        path.write_bytes(before[:at] + bytes([before[at] ^ (1 << bit)]) + before[at + 1 :])
        assert audit(archive).problems, f"bit {bit} of byte {at} of {path.relative_to(archive)}"
        path.write_bytes(before)
    assert audit(archive).problems == ()


@pytest.mark.parametrize("field", ["answer", "who", "started", "seed", "number", "previous", "attempt", "status", "period", "run", "seconds", "inputs", "outputs", "checks"])
def test_any_field_of_a_certificate_that_is_changed_is_found(archive, field):
    path = run_of(archive, "2026-08") / CERTIFICATE
    new = {"seed": 8, "number": 9, "attempt": 2, "seconds": 1.5, "inputs": [], "outputs": [], "checks": [], "status": "succeeded"}.get(field, "other")
    edit(path, lambda held: held.update({field: new}))
    assert audit(archive).problems


@pytest.mark.parametrize(("deleted", "told"), [("2026-07", "run number 1 is missing"), ("2026-09", "run number 3 is missing"), ("2026-10", "was deleted, or its certificate was")])
def test_a_run_that_is_deleted_is_found(archive, deleted, told):
    shutil.rmtree(run_of(archive, deleted))
    assert any(told in problem for problem in audit(archive).problems)


def test_the_last_run_deleted_with_its_row_is_found_by_the_head_that_was_noted(archive):
    head = audit(archive).head
    shutil.rmtree(run_of(archive, "2026-10"))
    rebuild(archive)
    assert audit(archive).problems == ()
    assert "that was noted down" in audit(archive, head).problems[0]
    make_run(archive, period="2026-10")
    assert "that was noted down" in audit(archive, head).problems[0]


def test_a_head_stays_good_while_runs_are_added(archive):
    head = audit(archive).head
    make_run(archive, period="2026-12")
    assert audit(archive, head).problems == ()
    assert audit(archive).head != head


def test_a_run_that_is_added_is_found(archive):
    shutil.copytree(run_of(archive, "2026-09"), archive / "board" / "2026-12" / "20261201T000000-forged")
    told = audit(archive).problems
    assert any("forged" in problem for problem in told) and any("was added" in problem for problem in told)


def test_runs_put_in_another_order_are_found(archive):
    one, other = (run_of(archive, period) / CERTIFICATE for period in ("2026-08", "2026-09"))
    numbers = [json.loads(path.read_text())["number"] for path in (one, other)]
    for path, number in zip((one, other), reversed(numbers), strict=True):
        edit(path, lambda held, number=number: held.update(number=number))
    assert any("their order" in problem for problem in audit(archive).problems)


def test_a_run_edited_with_all_hashes_mended_is_found_by_the_next_one(archive):
    run = run_of(archive, "2026-08")
    (run / "board.html").write_text("<html>better figures</html>")
    data = (run / "board.html").read_bytes()
    mended = {"name": "board.html", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    edit(run / CERTIFICATE, lambda held: held.update(outputs=[mended, *held["outputs"][1:]]))
    rebuild(archive)
    assert [problem for problem in audit(archive).problems if "was not written after" in problem]


@pytest.mark.parametrize("name", ["extra.html", "tables/extra.csv"])
def test_files_added_to_a_run_and_between_runs_are_found(archive, name):
    (run_of(archive, "2026-09") / name).write_text("x")
    assert any(f"{name} was added" in problem for problem in audit(archive).problems)
    (archive / "board" / "loose.html").write_text("x")
    assert any("board/loose.html is no run and was added" in problem for problem in audit(archive).problems)


@pytest.mark.parametrize(("sql", "told"), [
    ("delete from runs where period = '2026-09'", "is not in the index"),
    ("update runs set answer = 'better' where period = '2026-09'", "the row of run"),
    ("update runs set message = 'it was the weather' where state = 'failed'", "the row of run"),
    ("update runs set state = 'succeeded' where period = '2026-08'", "the row of run"),
])
def test_a_row_that_is_changed_is_found(archive, sql, told):
    with sqlite3.connect(archive / INDEX) as connection:
        connection.execute(sql)
    connection.close()
    assert any(told in problem for problem in audit(archive).problems)


@pytest.mark.parametrize("seed", [3, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(10, 30))])
def test_bytes_of_the_index_flipped_at_fifty_places_are_found_and_the_index_is_made_anew(archive, seed):
    """What is not found is a byte that nobody reads: every row is as it was, and so is every answer."""
    chance, index = random.Random(seed), archive / INDEX
    before, rows = index.read_bytes(), Index(archive).rows()
    for _ in range(50):
        at = chance.randrange(len(before))
        index.write_bytes(before[:at] + bytes([before[at] ^ chance.randrange(1, 256)]) + before[at + 1 :])
        assert audit(archive).problems or Index(archive).rows() == rows, f"byte {at}"
    rebuild(archive)
    assert audit(archive).problems == ()
    published = [row for row in rows if row.number]
    assert [row for row in Archive.at(archive).history() if row.number] == published


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "noise"])
def test_an_index_that_is_lost_is_made_anew_and_the_chain_goes_on(archive, damage, capsys):
    index = archive / INDEX
    rows = [row for row in Archive.at(archive).history() if row.number]
    data = index.read_bytes()
    index.unlink() if damage == "gone" else index.write_bytes({"empty": b"", "cut": data[: len(data) // 2], "noise": b"x" * 5000}[damage])
    assert status(["audit", str(archive)]) == 3
    assert status(["audit", str(archive), "--rebuild"]) == 0, capsys.readouterr()
    assert [(row.run, row.state, row.certificate) for row in Archive.at(archive).history() if row.number] == [(row.run, row.state, row.certificate) for row in rows]
    assert read_certificate(make_run(archive, period="2026-12"))[0].number == 5
    assert violations(archive) == []


def test_a_sound_index_made_anew_keeps_the_attempts_that_came_to_nothing(archive):
    before = Archive.at(archive).history()
    rebuild(archive)
    assert sorted(Archive.at(archive).history(), key=lambda row: row.run) == sorted(before, key=lambda row: row.run)
    assert (archive / ASIDE / INDEX).exists()


def test_a_certificate_cut_in_half_is_told_in_one_line(archive, capsys):
    path = run_of(archive, "2026-09") / CERTIFICATE
    path.write_bytes(path.read_bytes()[:200])
    assert status(["audit", str(archive)]) == 3
    said = capsys.readouterr().out
    assert "(board, 2026-09): the certificate is damaged" in said


def test_a_published_run_that_was_damaged_before_it_was_in_the_index_is_set_aside(tmp_path):
    assert killed(lambda: make_run(tmp_path), "after_rename:1")
    (run_of(tmp_path, "2026-10") / "board.html").write_text("damaged")
    assert states(tmp_path) == {"crashed": 1}
    assert [path.name for path in (tmp_path / ASIDE).iterdir()]
    make_runs(tmp_path, ["2026-10"])
    assert violations(tmp_path) == []


def test_what_is_no_archive_is_said_to_be_none(tmp_path, capsys):
    for command in (["audit", str(tmp_path)], ["history", str(tmp_path / "nowhere")], ["diff-runs", str(tmp_path), str(tmp_path)]):
        assert status(command) == 2
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err.count("\n") == 3


@pytest.mark.parametrize(("field", "value"), [
    ("report", "'../../elsewhere'"), ("period", "x'00ff'"), ("started", "'soon'"), ("ended", "'2026-10-01T00:00:00'"), ("attempt", "'many'"), ("run", "'a' || char(10) || 'b'"),
])
def test_a_row_that_was_never_written_so_is_damage_and_nothing_is_done_by_it(archive, field, value):
    with sqlite3.connect(archive / INDEX) as connection:
        connection.execute(f"update runs set {field} = {value} where number = 2")
    connection.close()
    with pytest.raises(OSError, match="the index of the archive is damaged"):
        Archive.at(archive).history()
    found = audit(archive).problems
    assert any("was changed" in problem for problem in found) and all(problem.isprintable() for problem in found)
    assert len(Index(archive).sound_rows()) == len(PERIODS)  # the other three, and the one that failed


def test_who_may_only_read_an_archive_can_audit_and_list_it(archive, monkeypatch, capsys):
    for beside in archive.glob(f"{INDEX}-*"):
        beside.unlink()
    held = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    monkeypatch.setattr("os.access", lambda path, mode: False)
    for folder in (archive, archive / "board"):
        folder.chmod(0o500)
    assert (status(["audit", str(archive)]), status(["history", str(archive)])) == (0, 0)
    told = capsys.readouterr()
    assert "each as it was written" in told.out and "page: not written, as you may only read this folder" in told.out and not told.err
    assert {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()} == held
