"""What each reader is tried on first: files of plans and cases that are in the tree anyway, and what was found before, in `found/`."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from backoffice_lib.files.shipped import shipped_notebooks, shipped_plans
from backoffice_lib.reports.archive.places import CERTIFICATE, INDEX
from backoffice_lib.reports.reports_file import REPORTS
from tests.errors.plan_cases import BASE, sections
from tests.faults.archive_runs import make_run
from tests.fuzz.targets import CASES, PARTS, small_workbook

FOUND = Path(__file__).parent / "found"
PARAMETERS = 'plan: str = "tiny"  # the plan\nrate: float = 0.03\nmonths: int = 12\ndetailed: bool = False\nscenarios: list[str] = []\n---\n{}'


def seeds(name: str) -> Iterator[bytes]:
    """The first inputs of a target."""
    yield b""
    yield from OF[name]()
    yield from (path.read_bytes() for path in sorted((FOUND / name).glob("*")))


def _files(*patterns: str) -> Iterator[bytes]:
    yield from (path.read_bytes() for pattern in patterns for path in sorted(BASE.parent.glob(pattern)))


def _written(pattern: str, file: str) -> Iterator[bytes]:
    """What cases write into a file."""
    for case in sorted(CASES.glob(pattern)):
        yield from ("\n".join(part.lines).encode() for part in sections(case) if part.verb == "write" and part.file == file)


def _parquet() -> Iterator[bytes]:
    for columns in ({"team": ["a", "b"], "heads": [1.5, 2.0]}, {"heads": [1, None], "start": ["2027-04", "x"]}, {"a": [b"x"]}, {"a": [[1]]}):
        out = io.BytesIO()
        pq.write_table(pa.table(columns), out, compression="none", write_page_checksum=False)
        yield out.getvalue()


def _kept() -> Iterator[bytes]:
    day, moment = {"day": "2027-04-01"}, {"moment": "2027-04-01T08:30:00"}
    rows = [["accounting", {"number": "10.50"}, day], [None, 5, moment], [True, 0.1, {"number": "NaN"}]]
    yield json.dumps({"columns": ["team", "heads", "start"], "rows": rows}).encode()


def _queries() -> Iterator[bytes]:
    asked = ["select * from teams", "select team, heads from teams order by 1;", "with a as (select 1) select * from a", "select 'x;' -- y", "select 1; drop"]
    yield from (f"-- database: HR_DATABASE\n{query}\n".encode() for query in (*asked, "values (1, 2)", "select x'00' as a, 9e999 as heads"))


def _reports() -> Iterator[bytes]:
    yield from (path.read_bytes() for folder in shipped_plans().values() if (path := folder / REPORTS).is_file())
    when = "when: {every: month, on: working day 3, at: '06:00', zone: Europe/Paris, calendar: FR}, missed: all, deadline_minutes: 5"
    tell = "tell: {mail: [finance@example.org], webhook: env:TEAM_HOOK}, expect: [{figure: cost, at_most: 1}]"
    grid = "scenarios: [from_home], settings: {months: 3}, for_each: {site: all}, formats: [html, xlsx]"
    yield from (f"reports:\n  a_{{site}}: {{notebook: what_does_today_cost, {more}}}\n".encode() for more in (when, tell, grid))


def _archive(file: str) -> Iterator[bytes]:
    """A file of a small archive."""
    with tempfile.TemporaryDirectory() as folder:
        make_run(Path(folder))
        yield from (path.read_bytes() for path in Path(folder).rglob(file))


OF = {
    "plan": lambda: _files("yaml/*.yaml", "base_plan/plan.yaml"),
    "scenario": lambda: [*_files("base_plan/scenarios/*.yaml"), *_written("scenario_*.txt", "scenarios/remote.yaml"), b"levers:\n- remote_work: {team: archive, share: 1}\n"],
    "csv": lambda: _files("csv/*.csv", "base_plan/teams.csv"),
    "roster": lambda: [*_files("base_plan/people.csv"), *_written("roster_*.txt", "people.csv")],
    "actuals": lambda: _written("actuals_*.txt", "gl.csv"),
    "leases": lambda: _written("leases_*.txt", "export.csv"),
    "rate_card": lambda: _written("rate_card_*.txt", "card.csv"),
    "index_values": lambda: _written("index_values_*.txt", "cpi.csv"),
    "xlsx": lambda: [bytes([at]) + part for at, name in enumerate(PARTS) for found, part in small_workbook() if found == name],
    "parquet": _parquet,
    "sql": _queries,
    "kept_rows": _kept,
    "notebook": lambda: [path.read_bytes() for path in list(shipped_notebooks().values())[:3]],
    "parameters": lambda: (PARAMETERS.replace("{}", given).encode() for given in ("0.1", "nan", "1_000", "true", "a, b", "3%", "9" * 1_999)),
    "reports": _reports,
    "certificate": lambda: _archive(CERTIFICATE),
    "history": lambda: _archive(INDEX),
}
