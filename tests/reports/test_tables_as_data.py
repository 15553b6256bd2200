"""The tables of a report as data: every digit, every text, each under a name of its own."""

from __future__ import annotations

import csv
import io
from math import pi

import pandas as pd
import pytest

from backoffice_lib.files.inert import rows_of
from backoffice_lib.reports.documents import tables_of, write_tables
from backoffice_lib.views.tables import AS_DATA, Column, Table
from tests.notebooks.made import code, notebook, shown, words
from tests.reports.made import HOSTILE, displayed


FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def _executed(*tables: Table, heading: str = "## Cost (EUR)"):
    return notebook(words(f"# A report\n\n{heading}"), code("x", outputs=[displayed(table) for table in tables]))


def test_a_table_is_kept_unrounded_beside_its_looks():
    table = Table((Column("Team"), Column("cost (EUR)", "money"), Column("due")), (("audit", pi * 1e6, True), ("payroll", None, False)))
    [found] = tables_of(_executed(table))
    assert (found.name, found.heading, found.columns, found.rows) == ("cost_eur", "Cost (EUR)", table.columns, table.rows)
    assert "3,141,593" in table._repr_html_()


def test_what_is_no_number_is_told_as_a_text():
    rows = ((float("nan"), float("inf")),)
    [found] = tables_of(_executed(Table((Column("a"), Column("b", "figure")), rows)))
    assert found.rows == (("nan", "inf"),)


def test_tables_below_one_heading_have_names_of_their_own():
    cells = [words("# T"), *(cell for heading in ("By site", "By site", "By site 2") for cell in (words(f"## {heading}"), code("x", outputs=[displayed(Table((Column("a"),), (("b",),)))])))]
    assert [table.name for table in tables_of(notebook(*cells))] == ["by_site", "by_site_2", "by_site_2_2"]
    assert [table.name for table in tables_of(_executed(Table((Column("a"),), ()), heading="## ../../<b>"))] == ["b"]


def test_csv_keeps_every_digit_and_reads_back_as_it_was(tmp_path):
    rows = [(name, pi / (at + 1), -0.1 * at) for at, name in enumerate(HOSTILE)]
    table = Table((Column("=1+1"), Column("-cost", "money"), Column("@b", "figure")), tuple(rows))
    [path] = write_tables(_executed(table), tmp_path)
    header, *read = rows_of(path.read_bytes().decode("utf-8"))
    assert header == ["=1+1", "-cost", "@b"]
    assert [(name, float(cost), float(more)) for name, cost, more in read] == rows


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path, name):
    [path] = write_tables(_executed(Table((Column(name),), ((name,),))), tmp_path)
    for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")):
        assert not row[0].startswith(FORMULAS)


def test_ipython_keeps_the_data_of_a_table():
    from IPython.core.formatters import DisplayFormatter

    data, _ = DisplayFormatter().format(Table((Column("a", "money"),), ((1.25,),)))
    assert data[AS_DATA] == {"columns": [{"heading": "a", "form": "money"}], "rows": [[1.25]], "total": False}
    assert "<table" in data["text/html"] and "text/plain" in data


def test_a_table_of_pandas_is_taken_as_it_is_shown():
    costs = pd.DataFrame({"cost (EUR)": [3416733.5, -2.0], "code": ["007", "12"], "month": ["2027-01", "2027-02"]}, index=pd.Index(["=audit", "b"], name="team"))
    [found] = tables_of(notebook(words("# T\n\n## Costs"), code("costs", outputs=[shown(html=costs.to_html(), text="")])))
    assert [(column.heading, column.form) for column in found.columns] == [("team", "text"), ("cost (EUR)", "figure"), ("code", "text"), ("month", "text")]
    assert found.rows == (("=audit", 3416733.5, "007", "2027-01"), ("b", -2.0, "12", "2027-02"))


def test_a_table_without_rows_or_head_is_no_trouble():
    cells = [code("x", outputs=[shown(html=html)]) for html in ("<table></table>", "<table><thead><tr><th>a</th></tr></thead></table>", "<table><tr><td>1</td><td>b</td></tr><tr><td>2</td></tr></table>")]
    empty, headed, bare = tables_of(notebook(*cells))
    assert (empty.columns, headed.rows, bare.rows) == ((), (), ((1.0, "b"), (2.0, "")))
