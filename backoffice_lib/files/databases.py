"""Asks a database for the rows of one query, reading only; its address comes from an environment variable. Needs SQLAlchemy.

Nothing a database or its driver says is passed on as it is, for it may hold the address, the password or somebody's pay.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, listed, nearest, refuse
from backoffice_lib.files.csv_text import MOST_COLUMNS, MOST_MB, MOST_ROWS
from backoffice_lib.files.plain_text import quoted

_AT_ONCE = 2_000
_SECONDS_TO_ANSWER = 10
_READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}
_WAITS = {"psycopg": "connect_timeout", "psycopg2": "connect_timeout", "pymysql": "connect_timeout", "mysqldb": "connect_timeout", "pg8000": "timeout"}
# how SQLite, PostgreSQL and MySQL say that a name of the query leads nowhere
_NO_TABLE = re.compile(r"no such table: (\S+)|relation \"([^\"]+)\" does not exist|Table '([^']+)' doesn't exist")
_NO_COLUMN = re.compile(r"no such column: (\S+)|column \"?([\w.]+)\"? does not exist|Unknown column '([^']+)'")
_EXAMPLE = "postgresql+psycopg://user:password@host/database"


@dataclass(frozen=True)
class Query:
    """A query and the environment variable that holds the address of its database. where: what it is called in messages."""

    database: str
    text: str
    where: str


def fetch(query: Query) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The names of the columns a query gives, and its rows in the order the database gives them. Raises InputProblems."""
    engine = _engine(query)
    try:
        with _connected(engine, query) as connection:
            return _rows(connection, query)
    finally:
        engine.dispose()


def _engine(query: Query) -> Any:
    """What connects to the database, before it does. Raises InputProblems."""
    try:
        import sqlalchemy
    except ImportError:
        raise refuse(query.where, "a table from a database needs the package SQLAlchemy", "pip install SQLAlchemy, or save the table as CSV") from None
    place, name = f"{query.where}:1", query.database
    if not (address := os.environ.get(name)):
        raise refuse(place, f"the environment variable {name} is not set", f"set it to the address of the database, like {_EXAMPLE}")
    try:
        url = sqlalchemy.make_url(address)
        if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:") and not Path(url.database).is_file():
            raise Wrong(f"the SQLite file that {name} names is not there", "give its path")
        wait = _WAITS.get(url.get_driver_name())
        return sqlalchemy.create_engine(url, connect_args={wait: _SECONDS_TO_ANSWER} if wait else {}, hide_parameters=True, poolclass=sqlalchemy.NullPool)
    except Wrong as wrong:
        problem = Problem(place, wrong.what, wrong.mend)
    except sqlalchemy.exc.NoSuchModuleError:
        problem = Problem(place, f"{name} names a kind of database that is not known here", f"write it like {_EXAMPLE}")
    except ImportError as error:
        problem = Problem(place, f"the database of {name} needs the package {error.name}", f"pip install {error.name}")
    except (sqlalchemy.exc.ArgumentError, ValueError, TypeError):
        problem = Problem(place, f"{name} does not hold the address of a database", f"write it like {_EXAMPLE}")
    raise InputProblems([problem])


@contextmanager
def _connected(engine: Any, query: Query) -> Iterator[Any]:
    """A connection that only reads, and leaves nothing behind."""
    connection = None
    # drivers say in ways of their own that nobody answers
    with suppress(Exception):
        connection = engine.connect().execution_options(stream_results=True, no_parameters=True)
    if connection is None:
        mend = "see that it runs, and that its address, user and password are right"
        raise refuse(f"{query.where}:1", f"the database of {query.database} cannot be reached", mend)
    with connection, warnings.catch_warnings(action="ignore"):
        yield connection


def _rows(connection: Any, query: Query) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    try:
        _only_read(connection)
        result = connection.exec_driver_sql(query.text)
        columns = tuple(str(name).strip(" ") for name in result.keys())
        if len(columns) > MOST_COLUMNS:
            raise refuse(query.where, f"{len(columns):,} columns; at most {MOST_COLUMNS} are allowed", "name those you need after select")
        return columns, list(_fetched(result, connection.engine, query))
    except InputProblems:
        raise
    # as above, of a query
    except Exception as error:
        said = str(getattr(error, "orig", error))
    raise InputProblems([_refused(said, connection, query)])


def _only_read(connection: Any) -> None:
    if first := _READ_ONLY.get(connection.dialect.name):
        connection.exec_driver_sql(first, execution_options={"stream_results": False})


def _count(engine: Any, query: Query) -> int:
    """How many rows a query gives, up to one too many, as the database counts them without handing them out; 0 where it does not say."""
    counted = f"select count(*) from (select 1 from (\n{query.text}\n) as asked limit {MOST_ROWS + 1}) as counted"
    with suppress(Exception), _connected(engine, query) as connection:
        _only_read(connection)
        return connection.exec_driver_sql(counted).scalar_one()
    return 0


def _fetched(result: Any, engine: Any, query: Query) -> Iterator[tuple[Any, ...]]:
    """The rows, as long as they are not too many, nor too much text."""
    where, rows, characters = query.where, 0, 0
    while some := result.fetchmany(_AT_ONCE):
        # a small table is not worth a second question, and too many rows are not worth fetching
        if not rows and len(some) == _AT_ONCE and _count(engine, query) > MOST_ROWS:
            rows = MOST_ROWS
        rows += len(some)
        characters += sum(len(value) for row in some for value in row if isinstance(value, str | bytes))
        if rows > MOST_ROWS:
            raise refuse(where, f"more than {MOST_ROWS:,} rows", 'leave some out with "where"')
        if characters > MOST_MB * 1_000_000:
            raise refuse(where, f"the rows hold over {MOST_MB} MB of text", "leave out columns")
        yield from map(tuple, some)


def _refused(said: str, connection: Any, query: Query) -> Problem:
    """Why a database does not answer a query, as far as it can be told in words of the query itself."""
    for pattern, what in ((_NO_TABLE, "table"), (_NO_COLUMN, "column")):
        name = next((word for word in match.groups() if word), "") if (match := pattern.search(said)) else ""
        if name and name.rpartition(".")[2].casefold() in query.text.casefold():
            near, known = _tables(connection, name) if what == "table" else ("", [])
            mend = f"it has {listed(known)}" if known and not near else ""
            return Problem(query.where, f"the database of {query.database} has no {what} {quoted(name)}", mend, near)
    mend = "try the query in the database's own program"
    return Problem(query.where, f"the database of {query.database} refuses the query, or stopped answering", mend)


def _tables(connection: Any, name: str) -> tuple[str, list[str]]:
    """The table that may be meant, and those there are, as far as the database tells."""
    import sqlalchemy

    known: list[str] = []
    with suppress(Exception):
        connection.rollback()
        looking = sqlalchemy.inspect(connection)
        known = sorted((*looking.get_table_names(), *looking.get_view_names()))
    return nearest(name.rpartition(".")[2], known), known
