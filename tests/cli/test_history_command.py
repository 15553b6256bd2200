"""history and diff-runs: what ran, from what, with what result, and what two runs were made from otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from backoffice_lib.files import snapshots
from backoffice_lib.files.inert import csv_of
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.files.snapshots import Input
from backoffice_lib.reports import kept_inputs
from backoffice_lib.reports.archive import Archive, Certificate, Check, Difference, KeptFile

SCRIPT = "<script>alert(1)</script>"


def publish(archive: Path, period: str, tables: dict[str, str], inputs: Path | None = None, **said: object) -> Path:
    """A run that shows some tables and keeps the plan it was made from."""
    with Archive.at(archive).start("board", period) as draft, TemporaryDirectory() as room:
        draft.write("board.html", "<html></html>")
        for name, text in tables.items():
            draft.write(f"tables/{name}", text)
        kept = ()
        if inputs:
            read = snapshots.take(inputs, Path(room) / "plan")
            kept = [Input(f"plan/{one.name}", one.sha256, one.bytes) for one in read]
            kept_inputs.keep(archive, Path(room), kept)
        return draft.publish(Certificate(**{"answer": "It saves 12,000 EUR.", "inputs": tuple(KeptFile(name=one.name, sha256=one.sha256, bytes=one.bytes) for one in kept), **said}))


def test_the_history_is_a_table_a_page_and_json(run, tmp_path):
    publish(tmp_path, "2026-10", {})
    publish(tmp_path, "2026-11", {}, answer=f"{SCRIPT} saves more & more", checks=(Check(name="ties", passed=False),))
    with Archive.at(tmp_path).start("board", "2026-12") as draft:
        draft.fail("timed_out", "it took longer than 30 minutes")
    told = run("history", str(tmp_path))
    assert told.code == 0 and told.out.splitlines()[0] == "3 runs: 1 done, 1 with failed checks, 1 not published."
    rows = told.out.splitlines()[3:6]
    assert [("out of time" in rows[0], "CHECKS FAILED" in rows[1], " done " in rows[2])] == [(True, True, True)]
    page = (tmp_path / "index.html").read_text()
    assert SCRIPT not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    held = run("history", str(tmp_path), "--json").json
    assert [one["state"] for one in held["runs"]] == ["timed_out", "checks_failed", "succeeded"]
    assert held["runs"][2]["documents"]["HTML"].startswith("board/2026-10/")
    assert str(tmp_path) not in str(held), "paths are relative, so that an archive can be moved"


def test_nothing_has_run(run, tmp_path):
    with pytest.raises(KeyboardInterrupt), Archive.at(tmp_path).start("board"):
        raise KeyboardInterrupt
    assert "1 run: 0 done, 1 not published." in run("history", str(tmp_path)).out


@pytest.fixture
def plans(tmp_path) -> tuple[Path, Path]:
    """A plan, and the same a month later: a dearer lease."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        shutil.copytree(shipped_plans()["tiny"], folder)
    leases = new / "leases.csv"
    assert ",400," in leases.read_text()
    leases.write_text(leases.read_text().replace(",400,", ",440,", 1))
    return old, new


def test_which_inputs_changed_and_which_figures_moved(run, tmp_path, plans):
    old, new = plans
    archive = tmp_path / "archive"
    cost = "category,team,cost,months\nrent,,1000,12\npay,accounting,50000.25,12\n"
    publish(archive, "2026-10", {"cost.csv": cost, "same.csv": "a,b\nx,1\n"}, old, seed=7, versions={"numpy": "2.3"}, differences=(Difference(path="share", new=0.5),))
    moved = "category,team,cost,months\npay,accounting,50000.25,12\nrent,,1100,12\nbonus,accounting,10,12\n"
    publish(archive, "2026-11", {"cost.csv": moved, "same.csv": "a,b\nx,1\n"}, new, seed=8, versions={"numpy": "2.4"}, differences=(Difference(path="share", new=0.8),))
    held = run("diff-runs", str(archive / "board" / "2026-10"), str(archive / "board" / "2026-11"), "--json").json
    assert held["files"] == [{"name": "plan/leases.csv", "what": "changed"}]
    assert [(one["old"], one["new"]) for one in held["inputs"]] == [(400.0, 440.0)]
    assert "leases." in held["inputs"][0]["path"] and "leases.csv:" in held["inputs"][0]["note"]
    assert {one["path"] for one in held["settings"]} == {"seed", "version of numpy", "scenario: share"}
    figures = [(one["row"], one["column"], one["old"], one["new"], one["change"]) for one in held["figures"]]
    assert figures == [("rent", "cost", "1000", "1100", "+100"), ("bonus · accounting", "cost", "", "10", ""), ("bonus · accounting", "months", "", "12", "")]
    told = run("diff-runs", str(archive / "board" / "2026-10"), str(archive / "board" / "2026-11")).out
    assert "differ in 1 input file and 3 settings; 3 figures moved." in told
    assert all(heading in told for heading in ("Input files", "What changed in them", "Settings", "Figures that moved"))


def test_pay_is_told_by_how_much_it_changed_and_never_as_an_amount(run, tmp_path, plans):
    old, new = plans
    teams = new / "teams.csv"
    (new / "leases.csv").write_text((old / "leases.csv").read_text())
    header, first, *rest = teams.read_text().splitlines()
    at = header.split(",").index("salary_per_year")
    cells = first.split(",")
    before, cells[at] = cells[at], str(float(cells[at]) * 1.5)
    teams.write_text("\n".join([header, ",".join(cells), *rest]) + "\n")
    runs = [publish(tmp_path / "archive", period, {}, plan) for period, plan in (("2026-10", old), ("2026-11", new))]
    told = run("diff-runs", *map(str, runs)).out
    assert "plan/teams.csv  changed" in told and "1.5" in told
    assert before not in told and cells[at] not in told


@pytest.mark.parametrize("form", ["json", "parquet"])
def test_tables_may_be_json_or_parquet(run, tmp_path, form):
    pandas = pytest.importorskip("pandas")
    if form == "parquet":
        pytest.importorskip("pyarrow")
    runs = []
    for period, cost in (("2026-10", 0.1), ("2026-11", 0.1 + 0.2)):
        with Archive.at(tmp_path).start("board", period) as draft:
            frame = pandas.DataFrame({"team": ["claims"], "cost": [cost]})
            path = draft.folder / f"cost.{form}"
            frame.to_json(path, orient="records", double_precision=15) if form == "json" else frame.to_parquet(path)
            (draft.folder / "tables").mkdir()
            path.rename(draft.folder / "tables" / path.name)
            runs.append(draft.publish(Certificate()))
    [figure] = run("diff-runs", *map(str, runs), "--json").json["figures"]
    assert (figure["row"], figure["column"], figure["old"]) == ("claims", "cost", "0.1")


def test_figures_are_rounded_for_reading_and_whole_for_programs(run, tmp_path):
    held = [[["of the year", 312966.12, 0.7692961461771006], ["a hair", 0.3, 1]], [["of the year", 350345.94999999995, 0.78230607], ["a hair", 0.1 + 0.2, 1]]]
    runs = [publish(tmp_path, period, {"cost.csv": csv_of(["what", "cost", "share"], rows)}) for period, rows in zip(("2026-10", "2026-11"), held, strict=True)]
    told = [line.split() for line in run("diff-runs", *map(str, runs)).out.splitlines()[-3:]]
    assert [line[-3:] for line in told] == [["312,966.12", "350,345.95", "+37,379.83"], ["0.769296", "0.782306", "+0.013010"], ["0.3", "0.30000000000000004", "+5.55112e-17"]]
    assert run("diff-runs", *map(str, runs), "--json").json["figures"][0]["new"] == "350345.94999999995"


def test_a_name_that_would_be_a_formula_is_told_as_it_is(run, tmp_path):
    runs = [publish(tmp_path, period, {"cost.csv": csv_of(["team", "cost"], [["=1+1", cost]])}) for period, cost in (("2026-10", 1), ("2026-11", 2))]
    [figure] = run("diff-runs", *map(str, runs), "--json").json["figures"]
    assert (figure["row"], figure["change"]) == ("=1+1", "+1")


def test_what_came_of_a_run_cannot_forge_what_the_terminal_shows(run, tmp_path):
    publish(tmp_path, "2026-10", {}, answer="done \x1b[2J\u202e nothing to see")
    told = run("history", str(tmp_path)).out
    assert "\x1b" not in told and "\u202e" not in told and "\\u001b[2J" in told


def test_a_container_without_a_login_name_can_run_reports(run, tmp_path, monkeypatch):
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    publish(tmp_path, "2026-10", {})
    assert run("history", str(tmp_path), "--json").json["runs"][0]["who"].startswith("user ")


def test_an_input_that_is_kept_and_was_changed_is_found(run, tmp_path, plans):
    publish(tmp_path / "archive", "2026-10", {}, plans[0])
    assert run("audit", str(tmp_path / "archive")).code == 0
    kept = next((tmp_path / "archive" / ".inputs").iterdir())
    kept.write_bytes(kept.read_bytes() + b" ")
    told = run("audit", str(tmp_path / "archive"))
    assert told.code == 3 and f".inputs/{kept.name[:12]}… was changed" in told.out


def test_the_same_from_the_same(run, tmp_path):
    runs = [publish(tmp_path, period, {"cost.csv": "a,b\nx,1\n"}) for period in ("2026-10", "2026-11")]
    assert "were made from the same and show the same." in run("diff-runs", *map(str, runs)).out


def test_figures_that_moved_without_a_cause_are_told(run, tmp_path):
    runs = [publish(tmp_path, period, {"cost.csv": f"a,b\nx,{cost}\n"}, inputs=None) for period, cost in (("2026-10", 1), ("2026-11", 2))]
    assert "1 figure moved. Nothing they were made from explains it." in run("diff-runs", *map(str, runs)).out


def test_a_kept_file_has_a_name_a_hash_and_a_length():
    assert KeptFile(name="a", sha256="0", bytes=1).bytes == 1
