"""What the pages show is what happens: README's Python, and every command, run in an empty folder."""

from __future__ import annotations

import contextlib
import io
import shlex
from pathlib import Path

import pytest

from backoffice_lib.cli import main
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from tests.docs.pages import PAGES, ROOT, blocks, commands, name_of
from tests.faults.archive_runs import make_runs

README = ROOT / "README.md"
EXPORT = ROOT / "docs" / "how_to" / "read_an_hr_export.md"
CARD = ROOT / "docs" / "how_to" / "price_vendors.md"
SHOWN = {"roster": EXPORT, "rate_card": CARD}
"""The page that shows the export which a template wants."""
ON_RUNS = ("history", "audit", "diff-runs")
"""Commands on runs of reports; those of the report `board` stand for what a schedule would have made."""
NEEDS_A_BROWSER = ("app", "lab")


def said(command: str) -> tuple[int, str]:
    """The exit code of a `backoffice` command, and what it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit) as left:
        main(shlex.split(command)[1:])
    return left.value.code, out.getvalue()


def put(page: Path, plan: str, folder: Path) -> None:
    """The files that a page shows of a plan, where it says they belong; what it shows of plan.yaml is added to it."""
    for block in blocks(page):
        if block.file.startswith(f"{plan}/"):
            before = f"{(folder / block.file).read_text(encoding='utf-8')}\n" if block.file.endswith("/plan.yaml") else ""
            (folder / block.file).write_text(before + block.text, encoding="utf-8")


def test_the_python_of_the_readme_prints_what_it_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = blocks(README)
    at = next(at for at, block in enumerate(shown) if block.language == "python")
    assert len(shown[at].text.splitlines()) <= 12
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(shown[at].text, "README.md", "exec"), {})
    assert out.getvalue() == shown[at + 1].text


def test_it_all_stands_on_the_first_screen():
    lines = README.read_text(encoding="utf-8").splitlines()
    assert next(at for at, line in enumerate(lines) if line.startswith("![")) <= 40


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name_of)
def test_every_command_of_a_page_works(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command, output in commands(page):
        if shlex.split(command)[1] in NEEDS_A_BROWSER:
            continue
        if shlex.split(command)[1] in ON_RUNS:
            make_runs(tmp_path / "reports", ["2026-10", "2026-11"])
        code, printed = said(f"{command} --quiet" if command.startswith("backoffice report") else command)
        assert code == 0, command
        assert not output or printed.rstrip("\n") == output, command
        if shlex.split(command)[1] == "new":
            plan = shlex.split(command)[2]
            put(SHOWN.get(shlex.split(command)[-1], page), plan, tmp_path)


def test_the_readme_names_every_command():
    named = {shlex.split(command)[1] for command, _ in commands(README)}
    code, listed = said("backoffice --help")
    assert code == 0
    there = {line.split()[0] for line in listed.partition("Commands:")[2].splitlines() if line.strip()}
    assert named == there


def test_a_report_is_pictured_and_small():
    picture = ROOT / "docs" / "gallery" / "report.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 200_000


def test_the_how_to_maps_the_columns_the_template_maps():
    mapped = next(block.text for block in blocks(EXPORT) if block.language == "yaml")
    template = (ROOT / "data" / "templates" / "roster" / "plan.yaml").read_text(encoding="utf-8")
    plain = "\n".join(line.partition("#")[0].rstrip() for line in template.splitlines())
    assert mapped.strip() in plain


def test_the_scenarios_of_choose_a_place_are_good_on_meridian(tmp_path):
    plan, page = read_plan("meridian"), ROOT / "docs" / "how_to" / "choose_a_place.md"
    shown = {block.file: block.text for block in blocks(page) if block.file}
    assert len(shown) == 2
    for name, text in shown.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        simulate(plan, read_scenario(plan, tmp_path / name))
    closing = read_scenario(plan, tmp_path / "salt_lake_city_closes.yaml").levers[0]
    [note] = [note for note in closing.notes(plan) if "cannot" in note]
    assert f"`{note}`" in page.read_text(encoding="utf-8").replace("\n", " ")
