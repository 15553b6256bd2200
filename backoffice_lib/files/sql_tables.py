"""Tables from a database: `teams.sql` names the database and asks for the rows, and each value is read as in any other table.

The first line is `-- database: NAME`, an environment variable that holds the address; the rest is one query.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from backoffice_lib.basics.errors import Problem, Wrong, refuse
from backoffice_lib.basics.record import Rows
from backoffice_lib.files.csv_text import MOST_MB, PROSE, Table, cell_mistake, header_problems
from backoffice_lib.files.databases import Query, fetch
from backoffice_lib.files.plain_text import raise_first, read_text
from backoffice_lib.files.typed_cells import as_text

ENDING = ".sql"
ROWS = Rows(": row ", "row")
KEPT = "kept_rows"
"""The folder in which the rows of queries are kept with the inputs of a frozen scenario or a run; where it is, no database is asked."""
_MOST_MB_OF_QUERY = 1
_FIRST_LINE = re.compile(r"\s*--\s*database:[ \t]*(\S*)[ \t]*(?:\r\n|\r|\n|$)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
# what stands in quotes or is a remark, and may hold any word
_ASIDE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\r\n]*|/\*.*?\*/", re.DOTALL)
_READS = re.compile(r"\s*\(*\s*(select|with|values)\b", re.IGNORECASE)
_PLAIN = (str, int, float, Decimal, dt.date, type(None))


def read_sql(path: Path, where: str, numbers: Collection[str] = (), days: Collection[str] = ()) -> Table:
    """Read a table from the database that a query names. where: the file's name in messages; numbers, days: the columns that hold them.

    Raises InputProblems with everything that is wrong, and never with the address of the database or what it answered.
    """
    query = _query(path, where)
    kept = path.parent / KEPT / f"{path.name}.json"
    columns, rows = _kept(kept) if kept.is_file() else fetch(query)
    raise_first(where, header_problems(columns, where))
    if not rows:
        raise refuse(where, "the query gives no rows")
    problems: list[Problem] = []
    by_column = zip(*rows, strict=True)
    texts = {
        name: _texts(values, name, where, (name in numbers, name in days), problems)
        for name, values in zip(columns, by_column, strict=True)
    }
    raise_first(where, problems)
    filled = [row for row, cells in enumerate(zip(*texts.values(), strict=True)) if any(cells)]
    notes = () if "order by" in _bare(query.text).casefold() else (f'{where}: the query has no "order by"; rows are counted as they came',)
    return Table(columns, [row + 1 for row in filled], {name: [cells[row] for row in filled] for name, cells in texts.items()}, where, ROWS, 0, notes)


def rows_to_keep(files: Mapping[str, Path]) -> dict[str, bytes]:
    """The rows of every query among the files of a plan, with their types, by where they are kept beside a copy of it.

    files: by where they lie in the plan folder. Raises InputProblems.
    """
    found = {}
    for name, path in files.items():
        if path.suffix.lower() == ENDING:
            kept = path.parent / KEPT / f"{path.name}.json"
            columns, rows = _kept(kept) if kept.is_file() else fetch(_query(path, name))
            content = {"columns": columns, "rows": [[_packed(value) for value in row] for row in rows]}
            beside = PurePosixPath(name).parent / KEPT / kept.name
            found[str(beside)] = json.dumps(content, ensure_ascii=False).encode("utf-8")
    return found


def _query(path: Path, where: str) -> Query:
    """What a file asks of which database. Raises InputProblems."""
    text = read_text(path, where, _MOST_MB_OF_QUERY, "a query")
    first = _FIRST_LINE.match(text)
    mend = "begin with `-- database: NAME`, the environment variable that holds the address"
    if first is None:
        raise refuse(f"{where}:1", "the file does not say which database is asked", mend)
    if not _VARIABLE.fullmatch(first[1]):
        # whatever it is, it may be an address with a password
        raise refuse(f"{where}:1", "the database is not named by an environment variable", mend)
    asked = text[first.end() :].strip().removesuffix(";")
    bare = _bare(asked)
    if ";" in bare:
        raise refuse(where, "the file holds more than one query", "keep the one that gives the rows")
    if not _READS.match(bare):
        raise refuse(where, 'the query does not begin with "select", "with" or "values"', "a table is only read")
    return Query(first[1], asked, where)


def _bare(query: str) -> str:
    return _ASIDE.sub(" ", query)


def _texts(values: Sequence[Any], name: str, where: str, holds: tuple[bool, bool], problems: list[Problem]) -> list[str]:
    """The texts of a column; what is wrong with one is noted. A value that comes again is looked at once."""
    prose, known, texts = name.lower() in PROSE, {}, []
    for row, value in enumerate(values, start=1):
        key = (type(value), value) if isinstance(value, _PLAIN) else None
        if key not in known or key is None:
            known[key] = _text(value, holds, prose)
        if isinstance(said := known[key], Wrong):
            problems.append(Problem(ROWS.cell(where, row, name), said.what, said.mend))
        texts.append("" if isinstance(said, Wrong) else said)
    return texts


def _text(value: Any, holds: tuple[bool, bool], prose: bool) -> str | Wrong:
    try:
        text = as_text(value, *holds)
        return Wrong(what) if (what := cell_mistake(text, prose)) else text.strip()
    except Wrong as wrong:
        return wrong


def _packed(value: Any) -> Any:
    """A value as JSON; numbers of exact digits and days are marked, so that they come back as they were."""
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, dt.date) else value


_UNPACKED = {"number": Decimal, "moment": dt.datetime.fromisoformat, "day": dt.date.fromisoformat}


def _kept(path: Path) -> tuple[tuple[str, ...], Iterable[Any]]:
    """The rows as they were kept. Raises InputProblems when the file is not what was written."""
    where = f"{KEPT}/{path.name}"
    try:
        said = json.loads(read_text(path, where, 2 * MOST_MB, "kept rows"), object_hook=_unpacked)
        columns = tuple(map(str, said["columns"]))
        rows = [tuple(row) for row in said["rows"]]
        right = all(len(row) == len(columns) for row in rows)
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        right = False
    if not right:
        raise refuse(where, "the rows that were kept are damaged", "put them back as they were, or delete the folder to ask the database again")
    return columns, rows


def _unpacked(found: dict[str, Any]) -> Any:
    (name, value), *more = found.items()
    return found if more or name not in _UNPACKED else _UNPACKED[name](value)
