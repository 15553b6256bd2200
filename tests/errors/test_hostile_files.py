"""Files that would hang a reader, fill the machine, or lead it out of the plan folder: each is refused in a line, in little memory and time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.errors.plan_cases import BASE
from tests.errors.test_yaml_text import BOMBS
from tests.errors.workbook_files import zipped
from tests.errors.test_workbooks import small

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="memory and time are limited as Linux does")]

PLAN = (BASE / "plan.yaml").read_text(encoding="utf-8")
TEAMS = (BASE / "teams.csv").read_text(encoding="utf-8")
ROW = "{},accounting,HQ,Accountants and Auditors,{},1,82000,,wages,payroll,0.1,1\n"
Change = Callable[[Path], object]


def put(name: str, text: str | bytes) -> Change:
    """A file with another content."""
    return lambda folder: (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def link(name: str, target: str) -> Change:
    """A link in place of a file."""

    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return change


def pipe(name: str) -> Change:
    """A pipe nobody writes to in place of a file."""

    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return change


def parquet(table: pa.Table) -> Change:
    def change(folder: Path) -> None:
        (folder / "sites.csv").unlink()
        pq.write_table(table, folder / "sites.parquet", write_page_checksum=True)

    return change


def scenarios_elsewhere(folder: Path) -> None:
    shutil.rmtree(folder / "scenarios")
    (folder / "scenarios").symlink_to("/etc")


def no_scenarios_folder(folder: Path) -> None:
    shutil.rmtree(folder / "scenarios")
    (folder / "scenarios").write_text("x")


def long_chain(folder: Path) -> None:
    for at in range(1_500):
        (folder / "scenarios" / f"s{at}.yaml").write_text(f"based_on: s{at + 1}\n" if at < 1_499 else "story: the last\n")


OUT = "this is a link that leads out of its folder; put the file itself there"
CIRCLE = "the file cannot be read (Too many levels of symbolic links)"
ENTRIES = "more than 20,000 keys and list items up to here; keep what is long as a table"
HOSTILE: dict[str, tuple[Change, str]] = {
    "400,000 keys": (put("plan.yaml", "".join(f"k{at}: 1\n" for at in range(400_000))), "plan.yaml: 4.3 MB is over the 2 MB limit for a plan file"),
    "100,000 keys": (put("plan.yaml", PLAN + "".join(f"month{at}: 1\n" for at in range(100_000))), f"plan.yaml:19991: {ENTRIES}"),
    "100,000 indices": (
        put("plan.yaml", PLAN.replace("indices:\n", "indices:\n" + "".join(f"  i{at}: {{a: 1}}\n" for at in range(60_000)))),
        f"plan.yaml:10004: {ENTRIES}",
    ),
    "300,000 levers": (put("scenarios/a.yaml", "levers:\n" + "- x\n" * 300_000), f"scenarios/a.yaml:20001: {ENTRIES}"),
    "19,000 wrong keys": (put("plan.yaml", PLAN + "".join(f"month{at}: 1\n" for at in range(19_000))), 'plan.yaml:34: "month0" is not a key of a plan; did you mean "months"?'),
    "5,000 digits in YAML": (
        put("plan.yaml", PLAN.replace("months: 12", f"months: {'9' * 5_000}")),
        "plan.yaml:4: months has 5,000 digits; at most 15 are kept; round it, or quote it if it is a name",
    ),
    "5,000 digits in a table": (put("teams.csv", TEAMS.replace("82000", "9" * 5_000)), "teams.csv:2: column salary_per_year: 5,000 characters; at most 200 are allowed"),
    "190 digits in a table": (
        put("teams.csv", TEAMS.replace("82000", "9" * 190)),
        "teams.csv:2: column salary_per_year: is too large; write at most 15 digits before the point",
    ),
    "a huge cell": (put("teams.csv", TEAMS.replace("Depot", "x" * 900_000)), "teams.csv:4: column site: 900,000 characters; at most 200 are allowed"),
    "a cell beyond that": (put("teams.csv", TEAMS.replace("Depot", "x" * 9_000_000)), "teams.csv:4: a value has over 1,000,000 characters; at most 200 are allowed"),
    "1,000,001 rows": (put("teams.csv", TEAMS + ROW.format("t", 1) * 1_000_001), "teams.csv: more than 1,000,000 rows"),
    "1,000,001 rows with old line ends": (put("teams.csv", (TEAMS + ROW.format("t", 1) * 1_000_001).replace("\n", "\r")), "teams.csv: more than 1,000,000 rows"),
    "100,000 wrong rows": (
        put("teams.csv", TEAMS + "".join(ROW.format(f"t{at}", "x") for at in range(100_000))),
        'teams.csv:5: column heads: "x" is not a number; write digits only, e.g. 50000',
    ),
    "a million columns": (put("teams.csv", ",".join(f"c{at}" for at in range(1_000_000)) + "\n1\n"), "teams.csv:1: 1,000,000 columns; at most 200 are allowed"),
    "only quotes": (put("teams.csv", TEAMS + '"' * 5_000_001), "teams.csv:5: a value has over 1,000,000 characters; at most 200 are allowed"),
    "a Parquet table of zeros": (parquet(pa.table({"site": pa.array(bytes(40_000_000), pa.uint8())})), "sites.parquet: 40,000,000 rows; at most 1,000,000 are read"),
    "a cell in the last corner": (
        put("plan.xlsx", zipped(small('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))),
        "",
    ),
    "a device": (link("teams.csv", "/dev/zero"), "teams.csv: this is not a file; give a table"),
    "a device for the plan": (link("plan.yaml", "/dev/zero"), "plan.yaml: this is not a file; give a plan file"),
    "a device for the workbook": (link("plan.xlsx", "/dev/zero"), "plan.xlsx: this is not a file; give a workbook"),
    "a pipe": (pipe("teams.csv"), "teams.csv: this is not a file; give a table"),
    "a pipe for the plan": (pipe("plan.yaml"), "plan.yaml: this is not a file; give a plan file"),
    "a pipe for a query": (pipe("work.sql"), "work.sql: this is not a file; give a query"),
    "a pipe for a scenario": (pipe("scenarios/a.yaml"), "scenarios/a.yaml: this is not a file; give a plan file"),
    "a folder": (lambda folder: (folder / "work.csv").mkdir(), "work.csv: this is not a file; give a table"),
    "a circle of links": (link("leases.csv", "leases.csv"), f"leases.csv: {CIRCLE}"),
    "a circle for the plan": (link("plan.yaml", "plan.yaml"), f"plan.yaml: {CIRCLE}"),
    "a circle for the roster": (link("people.csv", "people.csv"), 'plan.yaml:19: "people.csv" is outside the plan folder; copy the file into it'),
    "a link to nothing": (link("leases.csv", "gone.csv"), "leases.csv: there is no such file"),
    "a link out": (link("teams.csv", "/etc/passwd"), f"teams.csv: {OUT}"),
    "a link out for the plan": (link("plan.yaml", "/etc/passwd"), f"plan.yaml: {OUT}"),
    "a link out for a scenario": (link("scenarios/a.yaml", "../../other.yaml"), "scenarios/a.yaml: there is no such file"),
    "a link out for a query": (link("work.sql", "/etc/passwd"), f"work.sql: {OUT}"),
    "a link out for the roster": (link("people.csv", "/etc/passwd"), 'plan.yaml:19: "people.csv" is outside the plan folder; copy the file into it'),
    "scenarios elsewhere": (scenarios_elsewhere, "scenarios: this is a link that leads out of the plan folder; put the folder itself there"),
    "scenarios no folder": (no_scenarios_folder, "scenarios: this is not a folder; make it one, with a file for each scenario"),
    "a roster outside": (put("plan.yaml", PLAN.replace("people.csv", "/etc/passwd")), 'plan.yaml:19: "/etc/passwd" is outside the plan folder; copy the file into it'),
    "a roster above": (put("plan.yaml", PLAN.replace("people.csv", "../people.csv")), 'plan.yaml:19: "../people.csv" is outside the plan folder; copy the file into it'),
    "a long name for a roster": (put("plan.yaml", PLAN.replace("people.csv", "x" * 300)), "plan.yaml:19: file has 300 characters; give a name of at most 80"),
    "1,500 scenarios on each other": (
        long_chain,
        "scenarios/s20.yaml:1: based_on is the end of more than 20 scenarios, each on the next; base it on one nearer to the plan",
    ),
}
HOSTILE |= {f"YAML {name}": (put("plan.yaml", text), "") for name, text in BOMBS.items()}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, list[str]]:
    """What is said of every hostile folder, by a child that may not take much."""
    home, folders = tmp_path_factory.mktemp("hostile"), {}
    for at, (name, (change, _)) in enumerate(HOSTILE.items()):
        folders[name] = Path(shutil.copytree(BASE, home / str(at)))
        change(folders[name])
    run = [sys.executable, "-m", "tests.errors.limited", *map(str, folders.values())]
    told = json.loads(subprocess.run(run, capture_output=True, text=True, check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}).stdout)
    return {name: told[str(folder)] for name, folder in folders.items()}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_a_line_in_little_memory_and_time(said, name):
    first, *more = said[name]
    assert first == (HOSTILE[name][1] or first) and first != "accepted"
    assert all(line.isprintable() and len(line) <= 300 and not line.startswith("!!!") for line in (first, *more))
    assert len(more) < 20_000


def test_a_link_within_the_folder_is_followed(tmp_path):
    folder = Path(shutil.copytree(BASE, tmp_path / "plan"))
    (folder / "leases.csv").rename(folder / "leases-2027.csv")
    (folder / "leases.csv").symlink_to("leases-2027.csv")
    (tmp_path / "linked").symlink_to(folder)
    run = [sys.executable, "-m", "tests.errors.limited", str(tmp_path / "linked")]
    assert json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)[str(tmp_path / "linked")] == ["accepted"]
