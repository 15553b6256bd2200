"""Tables from a real PostgreSQL, made for these tests and gone after them: the same plan, the same words, and nothing of the server in them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.sql_tables import read_sql
from tests.errors.three_forms import in_database
from tests.errors.test_tables_sql import DATABASE, PASSWORD, PLANS, same

pytestmark = pytest.mark.thorough
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
REFUSED = "teams.sql: the database of HR_DATABASE refuses the query, or stopped answering; try the query in the database's own program"


def program(name: str) -> str:
    """Where a program of PostgreSQL is; Debian keeps them aside."""
    return shutil.which(name) or next((str(folder / name) for folder in reversed(PROGRAMS) if (folder / name).is_file()), "")


def run(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    whose = {"user": "nobody"} if os.geteuid() == 0 else {}
    subprocess.run([program(name), *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, cwd="/", **whose)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of an empty database on a server of our own."""
    if not program("pg_ctl"):
        pytest.skip("there is no PostgreSQL here; on Debian: apt-get install postgresql")
    pytest.importorskip("psycopg", reason="the driver is not here; pip install psycopg[binary]")
    with tempfile.TemporaryDirectory(prefix="postgres-") as made:
        home = Path(made)
        (home / "password").write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (home, home / "password"):
                shutil.chown(path, "nobody")
        run("initdb", "-D", f"{home}/data", "-A", "scram-sha-256", "-U", "planner", f"--pwfile={home}/password", "-E", "UTF8", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serve = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories={home} -c fsync=off"
        run("pg_ctl", "-D", f"{home}/data", "-l", f"{home}/log", "-w", "-o", serve, "start")
        try:
            yield f"postgresql+psycopg://planner:{PASSWORD}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", f"{home}/data", "-w", "-m", "immediate", "stop")


@pytest.fixture
def server(postgres, monkeypatch) -> str:
    """The same, with nothing in it, in the environment."""
    engine = sa.create_engine(postgres)
    with engine.begin() as connection:
        connection.exec_driver_sql("drop schema public cascade; create schema public")
    engine.dispose()
    monkeypatch.setenv(DATABASE, postgres)
    return postgres


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_a_plan_is_the_same_from_a_postgres(plan, tmp_path, server):
    assert same(read_plan(plan), read_plan(in_database(plan, tmp_path / "plan", server, DATABASE)))


POSTGRES = {
    "no such table": ("select * from team", 'teams.sql: the database of HR_DATABASE has no table "team"; did you mean "teams"?'),
    "no such column": ("select head from teams", 'teams.sql: the database of HR_DATABASE has no column "head"'),
    "a value in the message": (
        "select cast(team as integer) as heads from teams",
        REFUSED,
    ),
    "something written": (
        "with gone as (delete from teams returning *) select * from gone",
        REFUSED,
    ),
    "a list": ("select array[1, 2] as team", "teams.sql: row 1: column team: is a list; give a number or a text"),
    "not a number": ("select 'NaN'::numeric as heads", "teams.sql: row 1: column heads: is not a number; leave it blank, or give a number"),
    "very many digits": (
        "select ('1' || repeat('0', 5000))::numeric as heads",
        "teams.sql: row 1: column heads: 5,001 characters; at most 200 are allowed",
    ),
    "too many rows": ("select x as heads from generate_series(1, 1000001) as x", 'teams.sql: more than 1,000,000 rows; leave some out with "where"'),
}


@pytest.mark.parametrize("name", POSTGRES)
def test_a_query_that_a_postgres_refuses(server, tmp_path, name):
    engine = sa.create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql("create table teams (team text, heads numeric); insert into teams values ('ZQX-NAME', 98765.43)")
    query, expected = POSTGRES[name]
    (tmp_path / "teams.sql").write_text(f"-- database: {DATABASE}\n{query}\n", encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        read_sql(tmp_path / "teams.sql", "teams.sql", ("heads",))
    shown = "".join(traceback.format_exception(caught.value))
    assert str(caught.value) == expected
    assert not any(secret in shown for secret in (PASSWORD, "ZQX-NAME", "98765.43"))
    with engine.begin() as connection:
        assert connection.exec_driver_sql("select count(*) from teams").scalar() == 1
    engine.dispose()


def test_types_of_a_postgres_are_read_as_text(server, tmp_path):
    query = "select '007'::text as id, 50.125::numeric(9,3) as pay, 0.1::real as small, date '2027-04-01' as start, timestamp '2027-03-02' as at, true as yes"
    (tmp_path / "a.sql").write_text(f"-- database: {DATABASE}\n{query} order by 1\n", encoding="utf-8")
    expected = {"id": ["007"], "pay": ["50.1250"], "small": ["0.1"], "start": ["2027-04"], "at": ["2027-03-02"], "yes": ["TRUE"]}
    assert dict(read_sql(tmp_path / "a.sql", "a.sql", ("pay",)).cells) == expected


@pytest.mark.parametrize("change", ["wrong", "silent", "gone"])
def test_a_server_that_cannot_be_reached(server, change, tmp_path, monkeypatch):
    port = server.rpartition(":")[2].partition("/")[0]
    wrong = {"wrong": server.replace(PASSWORD, "ZQX-OTHER"), "silent": server.replace(f":{port}/", ":1/"), "gone": server.replace("/postgres", "/nowhere")}
    monkeypatch.setenv(DATABASE, wrong[change])
    (tmp_path / "teams.sql").write_text(f"-- database: {DATABASE}\nselect 1 as heads\n", encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        read_sql(tmp_path / "teams.sql", "teams.sql")
    assert str(caught.value) == (
        "teams.sql:1: the database of HR_DATABASE cannot be reached; see that it runs, and that its address, user and password are right"
    )
    assert "ZQX-" not in "".join(traceback.format_exception(caught.value))
