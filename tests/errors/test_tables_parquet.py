"""Tables as Parquet: the same plan as from CSV, and each mistake told at its row, in exact words."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.ledger_file import check_ledger_file, write_ledger
from backoffice_lib.files.parquet_tables import read_parquet
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger.columns import columns
from backoffice_lib.simulation import simulate
from tests.errors.plan_cases import BASE, told
from tests.errors.three_forms import in_parquet

PLANS = [BASE, *sorted(path.parent for path in (BASE.parents[2] / "data" / "plans").glob("*/plan.yaml"))]


@pytest.fixture
def folder(tmp_path) -> Path:
    """The good plan with its tables as Parquet."""
    return in_parquet(BASE, tmp_path / "plan")


def saved(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, write_page_checksum=True, **options)
    return out.getvalue()


def said_of(content: bytes | pa.Table, tmp_path: Path, *numbers: str) -> str:
    """What is told of a table."""
    path = tmp_path / "teams.parquet"
    path.write_bytes(saved(content) if isinstance(content, pa.Table) else content)
    with pytest.raises(InputProblems) as caught:
        read_parquet(path, "teams.parquet", numbers)
    return str(caught.value).removeprefix("teams.parquet: ")


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_a_plan_is_the_same_as_from_csv(plan, tmp_path):
    from_csv, from_parquet = read_plan(plan), read_plan(in_parquet(plan, tmp_path / "plan"))
    teams = [team.with_(source=team.source.replace("people.parquet", "people.csv")) for team in from_parquet.teams]
    assert from_parquet.with_(teams=tuple(teams)) == from_csv
    book, other = columns(simulate(from_csv)), columns(simulate(from_parquet))
    assert {name: other[name] for name in book if name != "source"} == {name: book[name] for name in book if name != "source"}


def change(folder: Path, name: str, column: str, row: int, value: object) -> list[str]:
    """What is told of a plan once a value of a table was changed; rows count from 1."""
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    values = table.column(column).to_pylist()
    values[row - 1] = value
    at = table.column_names.index(column)
    path.write_bytes(saved(table.set_column(at, column, pa.array(values))))
    return told(folder)[0]


MISTAKES = {
    "a wrong value": ("teams", "heads", 2, -3, "teams.parquet: row 2: column heads: is -3; give 0 to 10,000,000 (heads)"),
    "no number": (
        "teams", "fte_share", 2, float("nan"),
        "teams.parquet: row 2: column fte_share: is not a number; leave it blank, or give a number",
    ),
    "no end": ("teams", "fte_share", 2, float("-inf"), "teams.parquet: row 2: column fte_share: is infinite; give a number"),
    "a blank": ("teams", "heads", 1, None, "teams.parquet: row 1: column heads: is blank; give 0 to 10,000,000 (heads)"),
    "a name unknown": (
        "teams", "site", 3, "Depo",
        'teams.parquet: row 3: column site: "Depo" is not a site of the plan; it has HQ, Depot; did you mean "Depot"?',
    ),
    "a month in words": (
        "leases", "end", 2, "soon",
        'leases.parquet: row 2: column end: "soon" is not a day; write it as YYYY-MM-DD, such as 2027-04-30, or a whole month as YYYY-MM',
    ),
    "a person twice": (
        "people", "Employee", 3, "E02",
        "people.parquet: row 3: column Employee: is the person of row 2 again; keep one row a person",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_row(folder, name):
    *where, expected = MISTAKES[name]
    assert change(folder, *where) == [expected]


def test_columns_are_those_of_the_table(folder):
    table = pq.read_table(folder / "teams.parquet")
    (folder / "teams.parquet").write_bytes(saved(table.rename_columns(["head" if n == "heads" else n for n in table.column_names])))
    assert told(folder)[0] == [
        'teams.parquet: a table like this has no column "head"; did you mean "heads"?',
        'teams.parquet: the column "heads" is missing; every row needs it; did you mean "head"?',
    ]


def test_two_forms_of_one_table_are_both_named(folder):
    shutil.copy(BASE / "teams.csv", folder)
    assert told(folder)[0] == ["teams.csv: the table teams is in teams.parquet too; keep one of them"]


def test_a_table_under_nearly_its_name_is_told(folder):
    (folder / "sites.parquet").rename(folder / "site.parquet")
    assert told(folder)[0] == [
        "site.parquet: no table of a plan has this name; use teams.csv, sites.csv, leases.csv, floors.csv, rent_steps.csv, sublets.csv, "
        'vendors.csv, accounts.csv and 12 more; did you mean "sites.parquet"?'
    ]


def test_a_source_is_a_row(folder):
    assert read_plan(folder).teams[0].line_of("heads") == "teams.parquet: row 1"


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (pa.array(["1"]), "column heads: holds text, not numbers; save it as a column of numbers"),
        (pa.array([True]), "column heads: holds yes and no, not numbers; save it as a column of numbers"),
        (pa.array([dt.date(2027, 1, 1)]), "column heads: holds dates, not numbers; save it as a column of numbers"),
        (pa.array([[1]]), "column heads: holds values of the type list<item: int64>; save it as numbers or text"),
        (pa.array([b"1"]), "column heads: holds values of the type binary; save it as numbers or text"),
        (pa.array([{"a": 1}]), "column heads: holds values of the type struct<a: int64>; save it as numbers or text"),
        (pa.array([dt.time(8)]), "column heads: holds values of the type time64[us]; save it as numbers or text"),
    ],
)
def test_a_column_of_the_wrong_type_is_told_once(array, expected, tmp_path):
    assert said_of(pa.table({"heads": array}), tmp_path, "heads").replace("element", "item") == expected


def test_values_are_read_as_text(tmp_path):
    table = pa.table(
        {
            "id": pa.array(["007", None, "NA"]).dictionary_encode(),
            "small": pa.array([0.1, 1e-7, None], pa.float32()),
            "large": pa.array([50000.0, 0.1 + 0.2, 50.125]),
            "money": pa.array([Decimal("1.50"), None, Decimal("20.00")]),
            "yes": pa.array([True, False, None]),
            "start": pa.array([dt.date(2027, 1, 1), dt.date(2027, 1, 2), None]),
            "moment": pa.array([dt.datetime(2027, 3, 1), None, None], pa.timestamp("ns")),
            "nothing": pa.nulls(3),
        }
    )
    (tmp_path / "a.parquet").write_bytes(saved(table))
    assert read_parquet(tmp_path / "a.parquet", "a", ["large"]).cells == {
        "id": ["007", "", "NA"],
        "small": ["0.1", "0.0000001", ""],
        "large": ["50000", "0.30000000000000004", "50.1250"],
        "money": ["1.5", "", "20"],
        "yes": ["TRUE", "FALSE", ""],
        "start": ["2027-01", "2027-01-02", ""],
        "moment": ["2027-03", "", ""],
        "nothing": ["", "", ""],
    }


def test_blank_rows_are_skipped(tmp_path):
    (tmp_path / "a.parquet").write_bytes(saved(pa.table({"a": [1, None, 3]})))
    assert read_parquet(tmp_path / "a.parquet", "a").lines == [1, 3]


GOOD = saved(pa.table({"heads": [10.5, 11.25, 12.75] * 50}), use_dictionary=False, compression="none")
FLIPPED = bytearray(GOOD)
FLIPPED[200] ^= 8
FILES = {
    "nothing": (b"", "the file is empty"),
    "a CSV": (b"team,heads\na,1\n", "this is not a Parquet table (it looks like plain text)"),
    "a workbook": (b"PK\x03\x04", "this is not a Parquet table (it looks like an Excel workbook or a zip archive)"),
    "encrypted": (b"PARE1234", "the table is encrypted; save it without encryption"),
    "cut short": (GOOD[:-20], "the file is damaged; copy it again"),
    "a flipped bit": (bytes(FLIPPED), "a page of it fails its checksum; copy the file again"),
    "no rows": (saved(pa.table({"a": pa.array([], pa.int64())})), "there are columns but no rows"),
    "a time of day": (
        saved(pa.table({"a": [dt.datetime(2027, 1, 1, 8, 30)]})),
        "row 1: column a: holds a time of day; give the month only: 2027-01",
    ),
    "a line break": (saved(pa.table({"a": ["x", "x\ny"]})), "row 2: column a: holds a line break; keep each row on one line"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(name, tmp_path):
    content, expected = FILES[name]
    assert said_of(content, tmp_path) == expected


def words(length: int, count: int) -> pa.Table:
    return pa.table({"a": pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array(["x" * length]))})


BOMBS = {
    "many rows": (lambda: saved(pa.table({"a": pa.array(bytes(5_000_000), pa.uint8())})), "5,000,000 rows; at most 1,000,000 are read"),
    "many columns": (lambda: saved(pa.table({f"c{at}": [1] for at in range(300)})), "300 columns; at most 200 are allowed"),
    "many values": (
        lambda: saved(pa.table({f"c{at}": pa.array(bytes(300_000), pa.uint8()) for at in range(50)})),
        "15,000,000 values; at most 10,000,000 are read; leave out columns",
    ),
    "a long word often": (lambda: saved(words(5_000_000, 900_000)), "column a: a text has over 2,000 characters"),
    "long words": (
        lambda: saved(pa.table({"a": ["x" * 3_000] * 100_000}), use_dictionary=False, compression="zstd"),
        "the table unpacks to 301 MB; at most 200 are read",
    ),
}
WATCH = """
import re, sys
from pathlib import Path
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.parquet_tables import read_parquet
import pyarrow.compute, pyarrow.parquet
try:
    read_parquet(Path(sys.argv[1]), "teams.parquet")
except InputProblems as refused:
    print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000)
    print(refused)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_in_little_memory(name, tmp_path):
    make, expected = BOMBS[name]
    (tmp_path / "teams.parquet").write_bytes(make())
    run = [sys.executable, "-c", WATCH, str(tmp_path / "teams.parquet")]
    shown, said = subprocess.run(run, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()
    assert said == f"teams.parquet: {expected}"
    assert float(shown) < 500, "megabytes"


def test_without_pyarrow_it_is_told_how_to_get_it(folder, monkeypatch):
    for name in ("pyarrow", "pyarrow.compute", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    need = "Parquet needs the package pyarrow; pip install pyarrow"
    tables = ("teams", "sites", "leases", "vendors", "people")
    assert told(folder)[0] == [f"{name}.parquet: {need}, or save the table as CSV" for name in tables]
    with pytest.raises(InputProblems) as caught:
        check_ledger_file(folder / "ledger.parquet")
    assert str(caught.value) == f"{folder / 'ledger.parquet'}: {need}, or write a .csv instead"


def test_a_ledger_as_parquet_is_the_ledger_and_has_checksums(tmp_path):
    ledger = simulate(read_plan(BASE))
    content = write_ledger(ledger, tmp_path / "ledger.parquet").read_bytes()
    assert pq.ParquetFile(io.BytesIO(content), page_checksum_verification=True).read().to_pydict() == columns(ledger)
    assert write_ledger(ledger, tmp_path / "again.parquet").read_bytes() == content
    pages = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    for at in range(4, pages, 101):
        damaged = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with suppress(OSError, pa.ArrowException):
            assert pq.ParquetFile(io.BytesIO(damaged), page_checksum_verification=True).read().to_pydict() == columns(ledger)


TEXTS = st.text("abcXYZ é0", min_size=1, max_size=8).map(str.strip).filter(bool)
NUMBERS = st.integers(-(10**14), 10**14).map(float) | st.floats(-1e9, 1e9)
DAYS = st.dates(dt.date(1901, 1, 1), dt.date(2199, 1, 1)).map(lambda day: day.replace(day=1))


@given(rows=st.lists(st.tuples(TEXTS, st.none() | NUMBERS, st.none() | DAYS), min_size=1, max_size=8))
def test_a_random_table_reads_the_same(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("table")
    names, numbers, days = zip(*rows, strict=True)
    table = pa.table({"name": names, "number": pa.array(numbers, pa.float64()), "month": pa.array(days, pa.date32())})
    (folder / "teams.parquet").write_bytes(saved(table))
    lines = [",".join((name, plain(number), f"{day:%Y-%m}" if day else "")) for name, number, day in rows]
    (folder / "teams.csv").write_text("\n".join(["name,number,month", *lines]), encoding="utf-8")
    typed, text = read_parquet(folder / "teams.parquet", "teams.parquet", ["number"]), read_csv(folder / "teams.csv", "teams.csv")
    assert typed.columns == text.columns
    assert {**typed.cells, "number": 0} == {**text.cells, "number": 0}
    assert [cell and float(cell) for cell in typed.cells["number"]] == [cell and float(cell) for cell in text.cells["number"]]


def plain(number: float | None) -> str:
    """A number as somebody writes it into a CSV; of very small ones no more digits than a cell may have."""
    text = "" if number is None else f"{Decimal(str(number)):f}"
    return text if len(text) <= 100 else repr(number)
