"""The quick way into a large table comes to what the strict way comes to, or leaves the table to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.csv_text import Table, read_csv, read_plain

WHERE = "people.csv"
CELLS = st.sampled_from(["", "a", "b", " b", "b ", "É", "a longer text", "another longer text", "50,5", 'in "quotes"', "\u00a0"])
GOOD = st.sampled_from(["", "a", "b", " b", "b  ", "Éé", "a longer text", "another longer text", "12345678", "123456789"])
ENDS = st.sampled_from(["\n", "\r\n"])


@pytest.fixture
def strictly(tmp_path):
    """What the strict way makes of a text."""

    def read(text: str) -> Table:
        (tmp_path / WHERE).write_bytes(text.encode())
        return read_csv(tmp_path / WHERE, WHERE)

    return read


def table(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The text of tables of two columns, as some program may have saved them."""
    rows = st.lists(st.tuples(cells, cells).map(",".join) | st.sampled_from(["", ",", "one", "one,two,three"]), max_size=12)
    return st.tuples(rows, ENDS).map(lambda parts: parts[1].join(["id, name", *parts[0]]))


@given(table(CELLS))
def test_whatever_is_read_quickly_is_read_strictly_the_same(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / WHERE
    path.write_bytes(text.encode())
    quick = read_plain(text, WHERE)
    try:
        assert quick is None or quick == read_csv(path, WHERE)
    except InputProblems as wrong:
        pytest.fail(f"read quickly in spite of {wrong}")


@given(st.lists(st.tuples(GOOD, GOOD), min_size=1, max_size=20), ENDS)
def test_a_plain_table_is_read_quickly(rows, end):
    quick = read_plain(end.join(["id,name", "x,y", *map(",".join, rows), ""]), WHERE)
    kept = [(2, ("x", "y")), *((line, row) for line, row in enumerate(rows, start=3) if any(map(str.strip, row)))]
    assert quick.lines == [line for line, _ in kept]
    assert list(quick.cells["id"]) == [row[0].strip() for _, row in kept]
    assert quick.cells["name"] == [row[1].strip() for _, row in kept]


def test_a_large_table_is_the_same_either_way(strictly):
    rows = "".join(f"E{at:06d},Team {at % 7},{at * 1.25:.2f}\r\n" for at in range(40_000))
    quick = strictly("person,team,pay\r\n" + rows)
    assert type(quick.cells["person"]) is not list
    assert quick == strictly('person,team,"pay"\r\n' + rows)


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ("E1,Finance", "people.csv:40002: 2 values but 3 columns"),
        ("E1,Fin\tance,1", "people.csv:40002: column team: a control character (U+0009) is not allowed"),
        (f"E1,{'x' * 201},1", "people.csv:40002: column team: 201 characters; at most 200 are allowed"),
        ('E1,"Finance,1', "people.csv:40002: a quote is opened and never closed"),
    ],
)
def test_a_mistake_in_a_large_table_has_the_same_words(strictly, slip, told):
    rows = "".join(f"E{at:06d},Team {at % 7},{at * 1.25:.2f}\n" for at in range(40_000))
    with pytest.raises(InputProblems) as caught:
        strictly(f"person,team,pay\n{rows}{slip}\n")
    assert str(caught.value) == told
