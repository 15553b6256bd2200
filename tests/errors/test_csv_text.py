"""Tables that were not saved as plain CSV are refused, each with its own exact words; good cells stay as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.csv_text import Table, cell_place, read_csv

CASES = Path(__file__).parent / "csv"
WHERE = "teams.csv"


@pytest.fixture
def read(tmp_path):
    """Read this content as a file."""

    def read_content(content: str | bytes, **options: bool) -> Table:
        path = tmp_path / "teams.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_csv(path, WHERE, **options)

    return read_content


@pytest.fixture
def words(read):
    """What is said about this content."""

    def words_about(content: str | bytes) -> str:
        with pytest.raises(InputProblems) as caught:
            read(content)
        return str(caught.value)

    return words_about


@pytest.mark.parametrize("path", sorted(CASES.glob("*.csv")), ids=lambda path: path.stem)
def test_each_mistake_has_its_words(path):
    with pytest.raises(InputProblems) as caught:
        read_csv(path, WHERE)
    assert str(caught.value) == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


def test_a_table_keeps_its_text_and_lines(read):
    table = read('\ufeff\r\nid, heads ,name\r\n007, 5 ,None\r\n\r\n,,\r\n7,5.0,"Lee, ""Ann"""\r\nNA, "6",\r\n')
    assert table == Table(
        columns=("id", "heads", "name"),
        lines=[3, 6, 7],
        cells={"id": ["007", "7", "NA"], "heads": ["5", "5.0", "6"], "name": ["None", 'Lee, "Ann"', ""]},
    )


def test_a_header_alone_may_be_enough(read):
    assert read("id,heads\n", rows_required=False) == Table(("id", "heads"), [], {"id": [], "heads": []})


def test_prose_may_be_long_and_typographic(read):
    prose = "de 12\u00a0% à 15\u202f%" * 100
    assert read(f"id,source\nclerks,{prose}\n").cells["source"] == [prose]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id,site\nx,é\n".encode("latin-1"), 'teams.csv:2: the file is not UTF-8 (byte 0xE9); save it as "CSV UTF-8"'),
        ("id,site\n".encode("utf-16"), 'teams.csv: the file is UTF-16; save it as "CSV UTF-8"'),
        ("id,site\nx,CHI\n".encode("utf-16-le"), 'teams.csv: the file is UTF-16; save it as "CSV UTF-8"'),
        (b"\x89PNG\r\n\x1a\n\x00", "teams.csv: this is not a text file (it looks like a PNG image)"),
        (b"id,site\nx,L\x00N\n", "teams.csv:2: column site: a control character (U+0000) is not allowed"),
        ("id,site\nx," + "y" * 200_000, "teams.csv:2: column site: 200,000 characters; at most 200 are allowed"),
        ("id\n" + "y" * 1_000_001, "teams.csv:2: a value has over 1,000,000 characters; at most 200 are allowed"),
        ('id,site\nx,"' + "y\n" * 600_000, "teams.csv:2: a quote is opened and never closed"),
        (",".join(f"c{i}" for i in range(201)), "teams.csv:1: 201 columns; at most 200 are allowed"),
        ("id," + "n" * 201 + "\n", "teams.csv:1: the name of column 2 has 201 characters; at most 200"),
        ("id\n" + "x\n" * 1_000_001, "teams.csv: more than 1,000,000 rows"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 99 and value.isprintable() else "content",
)
def test_content_that_is_no_table(words, content, expected):
    assert words(content) == expected


def test_a_table_over_the_limit_is_not_even_read(tmp_path):
    path = tmp_path / "teams.csv"
    with path.open("wb") as file:
        file.truncate(200_000_001)  # a hole: takes no room on the disk
    with pytest.raises(InputProblems, match=r"^teams\.csv: 200\.1 MB is over the 200 MB limit for a table$"):
        read_csv(path, WHERE)


def test_a_missing_table(tmp_path):
    with pytest.raises(InputProblems, match=r"^teams\.csv: there is no such file$"):
        read_csv(tmp_path / "teams.csv", WHERE)


def test_only_the_first_thousand_problems_are_told_in_the_order_of_the_file(words):
    said = words("id,site\n" + "x\n" * 1_500 + "x,\u00a0\n").split("\n")
    assert said[0] == "teams.csv:2: 1 value but 2 columns"
    assert said[999] == "teams.csv:1001: 1 value but 2 columns"
    assert said[1_000:] == ["teams.csv: and 501 more problems like these"]


def test_the_limit_of_the_csv_module_is_left_as_it_was(words):
    before = csv.field_size_limit()
    words('id\n"')
    assert csv.field_size_limit() == before


def test_a_place_names_the_cell():
    assert cell_place(WHERE, 3, "site") == "teams.csv:3: column site"


def test_a_city_is_read(read):
    rows = "".join(
        f"E{i:07d},accounting,CHI-1,clerk,1.0,{50_000 + i % 999}.00,2027-04,some words\n" for i in range(33_000)
    )
    table = read("id,team,site,role,fte,pay,start,note\n" + rows)
    assert len(table.lines) == 33_000


PIECES = [
    "a",
    "b,",
    ",",
    ",,",
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    ";",
    "é",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\x00",
    "x" * 201,
]


@given(
    st.one_of(st.binary(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map(lambda p: "".join(p).encode()))
)
def test_any_bytes_are_read_or_refused_in_whole_lines(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        table = read_csv(path, WHERE)
    except InputProblems as problems:
        for line in str(problems).split("\n"):
            assert line.startswith(WHERE) and line.isprintable() and len(line) <= 200
    else:
        assert set(table.cells) == set(table.columns)
        assert all(len(cells) == len(table.lines) for cells in table.cells.values())
