"""Tables from a database: the same plan as from CSV, and each mistake told with table, row and column, never with the address or what the database said."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import shutil
import sqlite3
import sys
import traceback
from decimal import Decimal
from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.freezing import freeze
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.plan_snapshot import snapshot_of
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files import sql_tables
from backoffice_lib.files.sql_tables import read_sql
from backoffice_lib.ledger.columns import columns
from backoffice_lib.plan import Plan
from backoffice_lib.simulation import simulate
from tests.errors.plan_cases import BASE, told
from tests.errors.three_forms import in_database

DATABASE, PASSWORD = "HR_DATABASE", "ZQX-PASSWORD"
PLANS = [BASE, *sorted(path.parent for path in (BASE.parents[2] / "data" / "plans").glob("*/plan.yaml") if path.parent.name in ("tiny", "harbour"))]


@pytest.fixture
def address(tmp_path, monkeypatch) -> str:
    """The address of an SQLite database, in the environment."""
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path / 'hr.sqlite'}")
    return os.environ[DATABASE]


@pytest.fixture
def folder(tmp_path, address) -> Path:
    """The good plan with its tables in the database."""
    return in_database(BASE, tmp_path / "plan", address, DATABASE)


@pytest.fixture
def said(tmp_path, address):
    """What is said of a query on a database with a small table `teams`."""
    with sqlite3.connect(tmp_path / "hr.sqlite") as database:
        database.execute("create table teams (team text, heads real)")
        database.execute("insert into teams values ('accounting', 10), ('archive', 6)")
    database.close()

    def said_of(query: str, numbers: tuple[str, ...] = ("heads",)) -> str:
        (tmp_path / "teams.sql").write_text(query if query.startswith("--") else f"-- database: {DATABASE}\n{query}\n", encoding="utf-8")
        with pytest.raises(InputProblems) as caught:
            read_sql(tmp_path / "teams.sql", "teams.sql", numbers)
        shown = "".join(traceback.format_exception(caught.value))
        assert str(tmp_path / "hr.sqlite") not in shown and "hr.sqlite" not in shown
        return str(caught.value)

    return said_of


def same(plan: Plan, other: Plan) -> bool:
    """Whether two plans are the same but for the files they were read from."""
    teams = tuple(team.with_(source=team.source.replace(".sql", ".csv")) for team in other.teams)
    book, again = columns(simulate(plan)), columns(simulate(other))
    return other.with_(teams=teams, notes=plan.notes) == plan and all(again[name] == book[name] for name in book if name != "source")


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_a_plan_is_the_same_as_from_csv(plan, tmp_path, address):
    assert same(read_plan(plan), read_plan(in_database(plan, tmp_path / "plan", address, DATABASE)))


def test_a_source_is_a_row(folder, address):
    plan = read_plan(folder)
    assert plan.teams[0].line_of("heads") == "teams.sql: row 1"
    sources = " ".join(map(str, columns(simulate(plan))["source"]))
    assert "teams.sql: row 1" in sources and address not in sources and DATABASE not in sources


def put(folder: Path, change: str) -> list[str]:
    """What is told of the plan once its database was changed."""
    with sqlite3.connect(folder.parent / "hr.sqlite") as database:
        database.execute(change)
    database.close()
    return told(folder)[0]


MISTAKES = {
    "a wrong value": ("update teams set heads = -3 where line = 1", "teams.sql: row 2: column heads: is -3; give 0 to 10,000,000 (heads)"),
    "a number as text": (
        "update teams set heads = 'ten' where line = 1",
        'teams.sql: row 2: column heads: "ten" is not a number; write digits only, e.g. 50000',
    ),
    "a blank": ("update teams set heads = null where line = 0", "teams.sql: row 1: column heads: is blank; give 0 to 10,000,000 (heads)"),
    "bytes": ("update teams set team = x'00ff' where line = 0", "teams.sql: row 1: column team: is a thing of another kind; give a number or a text"),
    "a name unknown": (
        "update teams set site = 'Depo' where line = 2",
        'teams.sql: row 3: column site: "Depo" is not a site of the plan; it has HQ, Depot; did you mean "Depot"?',
    ),
    "pay in words": (
        "update people set \"Annual Salary\" = 'ZQX-NAME 98765.43' where line = 0",
        "people.sql: row 1: column Annual Salary: is not a number; write digits only, e.g. 50000",
    ),
    "a column gone": ("alter table teams drop column heads", None),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_row(folder, name):
    change, expected = MISTAKES[name]
    found = put(folder, change)
    assert found == [expected] if expected else found


def test_columns_are_those_of_the_table(folder):
    query = (folder / "teams.sql").read_text(encoding="utf-8").replace('"heads"', '"heads" as head')
    (folder / "teams.sql").write_text(query, encoding="utf-8")
    assert told(folder)[0] == [
        'teams.sql: a table like this has no column "head"; did you mean "heads"?',
        'teams.sql: the column "heads" is missing; every row needs it; did you mean "head"?',
    ]


NAMED = "begin with `-- database: NAME`, the environment variable that holds the address"
QUERIES = {
    "no database": ("-- teams\nselect 1", f"teams.sql:1: the file does not say which database is asked; {NAMED}"),
    "an address": (
        f"-- database: postgresql://planner:{PASSWORD}@db/hr\nselect 1",
        f"teams.sql:1: the database is not named by an environment variable; {NAMED}",
    ),
    "a variable not set": (
        "-- database: NO_DATABASE_HERE\nselect 1",
        "teams.sql:1: the environment variable NO_DATABASE_HERE is not set; set it to the address of the database, "
        "like postgresql+psycopg://user:password@host/database",
    ),
    "nothing asked": ("", 'teams.sql: the query does not begin with "select", "with" or "values"; a table is only read'),
    "something written": ("delete from teams", 'teams.sql: the query does not begin with "select", "with" or "values"; a table is only read'),
    "two queries": ("select 1; drop table teams", "teams.sql: the file holds more than one query; keep the one that gives the rows"),
    "no such table": ("select * from team", 'teams.sql: the database of HR_DATABASE has no table "team"; did you mean "teams"?'),
    "a table like none": ("select * from xyz", 'teams.sql: the database of HR_DATABASE has no table "xyz"; it has teams'),
    "no such column": ("select head from teams", 'teams.sql: the database of HR_DATABASE has no column "head"'),
    "no SQL": (
        "select from from",
        "teams.sql: the database of HR_DATABASE refuses the query, or stopped answering; try the query in the database's own program",
    ),
    "a value in the message": (
        "select json('98765.43x') as team, 1 as heads",
        "teams.sql: the database of HR_DATABASE refuses the query, or stopped answering; try the query in the database's own program",
    ),
    "no rows": ("select * from teams where heads > 99", "teams.sql: the query gives no rows"),
    "a column twice": ("select team, team from teams", 'teams.sql: column "team" appears twice (columns 1 and 2)'),
    "too many rows": (
        "with recursive n(x) as (select 1 union all select x + 1 from n) select 'a' as team, x as heads from n",
        'teams.sql: more than 1,000,000 rows; leave some out with "where"',
    ),
    "much text": (
        "with recursive n(x) as (select 1 union all select x + 1 from n) select printf('%.*c', 100000, 'x') as team from n limit 900000",
        "teams.sql: the rows hold over 200 MB of text; leave out columns",
    ),
    "many columns": (
        f"select {', '.join(f'1 as c{at}' for at in range(300))}",
        "teams.sql: 300 columns; at most 200 are allowed; name those you need after select",
    ),
}


LARGE = ("too many rows", "much text")


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow) if name in LARGE else name for name in QUERIES])
def test_a_query_that_cannot_be_used(said, name):
    query, expected = QUERIES[name]
    assert said(query) == expected


def test_semicolons_and_words_in_quotes_are_text(said, tmp_path):
    (tmp_path / "teams.sql").write_text(f"-- database: {DATABASE}\n-- ; drop\nselect 'a; drop' as team, 5 as heads -- order by\n;", encoding="utf-8")
    table = read_sql(tmp_path / "teams.sql", "teams.sql", ("heads",))
    assert dict(table.cells) == {"team": ["a; drop"], "heads": ["5"]}
    assert table.notes == ('teams.sql: the query has no "order by"; rows are counted as they came',)


ADDRESSES = {
    "no address": ("something else", "HR_DATABASE does not hold the address of a database; write it like postgresql+psycopg://user:password@host/database"),
    "another kind": (
        f"nonesuch://planner:{PASSWORD}@db/hr",
        "HR_DATABASE names a kind of database that is not known here; write it like postgresql+psycopg://user:password@host/database",
    ),
    "no driver": (f"mysql+pymysql://planner:{PASSWORD}@db/hr", "the database of HR_DATABASE needs the package pymysql; pip install pymysql"),
    "no file": (f"sqlite:////nowhere/{PASSWORD}.sqlite", "the SQLite file that HR_DATABASE names is not there; give its path"),
    "a port in words": (
        f"postgresql://planner:{PASSWORD}@db:port/hr",
        "HR_DATABASE does not hold the address of a database; write it like postgresql+psycopg://user:password@host/database",
    ),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_cannot_be_used_is_not_told(said, monkeypatch, name, caplog, capfd):
    address, expected = ADDRESSES[name]
    monkeypatch.setenv(DATABASE, address)
    with caplog.at_level(logging.DEBUG):
        assert said("select * from teams") == f"teams.sql:1: {expected}"
    assert PASSWORD not in caplog.text + "".join(capfd.readouterr())


def test_a_database_is_only_read(said, tmp_path):
    said("with gone as (select 1) delete from teams")
    with sqlite3.connect(tmp_path / "hr.sqlite") as database:
        assert database.execute("select count(*) from teams").fetchone() == (2,)
    database.close()


def test_without_sqlalchemy_it_is_told_how_to_get_it(said, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert said("select 1") == "teams.sql: a table from a database needs the package SQLAlchemy; pip install SQLAlchemy, or save the table as CSV"


def test_a_table_is_in_one_form(folder):
    shutil.copy(BASE / "teams.csv", folder)
    assert told(folder)[0] == ["teams.csv: the table teams is in teams.sql too; keep one of them"]


def test_a_frozen_scenario_keeps_the_rows_and_asks_no_database(folder, monkeypatch):
    frozen = freeze(read_plan(folder), "today", lambda plan, scenario: {}, "0", as_name="budget")
    kept = folder / "scenarios" / "frozen" / frozen.hash / "kept_rows"
    assert {path.stat().st_mode & 0o777 for path in kept.iterdir()} == {0o600} and kept.stat().st_mode & 0o777 == 0o700
    plan = read_plan(folder)
    monkeypatch.delenv(DATABASE)
    assert read_scenario(plan, "budget").frozen == plan


def test_a_snapshot_holds_the_rows(folder, tmp_path, monkeypatch):
    plan, into = read_plan(folder), tmp_path / "snapshot"
    into.mkdir()
    assert "kept_rows/teams.sql.json" in {one.name for one in snapshot_of(folder, into)}
    monkeypatch.delenv(DATABASE)
    assert read_plan(into) == plan


def test_kept_rows_that_are_damaged_are_told(folder):
    (folder / "kept_rows").mkdir()
    for name, content in (("teams", "{"), ("leases", "[]"), ("sites", '{"columns": ["site"], "rows": [["a", "b"]]}'), ("vendors", '{"columns": 5}')):
        (folder / "kept_rows" / f"{name}.sql.json").write_text(content, encoding="utf-8")
    mend = "put them back as they were, or delete the folder to ask the database again"
    names = ("teams", "sites", "leases", "vendors")
    assert told(folder)[0] == [f"kept_rows/{name}.sql.json: the rows that were kept are damaged; {mend}" for name in names]


def test_values_are_kept_with_their_types(tmp_path, address):
    row = ("007", None, True, 5, 0.1, Decimal("1.50"), dt.date(2027, 4, 1), dt.datetime(2027, 4, 1, 8, 30))
    content = json.dumps({"columns": list("abcdefgh"), "rows": [[sql_tables._packed(value) for value in row]]})
    (tmp_path / "kept.json").write_text(content, encoding="utf-8")
    assert sql_tables._kept(tmp_path / "kept.json")[1] == [row]
