"""Tables as Parquet, whose columns have types; read with their checksums, each value as text. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from backoffice_lib.basics.errors import Problem, Wrong, refuse
from backoffice_lib.basics.record import Rows
from backoffice_lib.files.csv_text import MOST_CHARACTERS_OF_PROSE, MOST_COLUMNS, MOST_MB, MOST_ROWS, PROSE, Table
from backoffice_lib.files.csv_text import cell_mistake, header_problems
from backoffice_lib.files.plain_text import brief, looks_like, raise_first, read_bytes
from backoffice_lib.files.typed_cells import as_text
from backoffice_lib.plan.labels import Labels

ROWS = Rows(": row ", "row")
_MOST_UNPACKED_MB = 200
_MOST_VALUES = 10_000_000
_START, _LOCKED = b"PAR1", b"PARE"


def need_pyarrow(where: str, instead: str) -> Any:
    """The package that reads and writes Parquet. Raises InputProblems when it is not installed."""
    try:
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError:
        raise refuse(where, "Parquet needs the package pyarrow", f"pip install pyarrow, or {instead}") from None
    return pyarrow


def read_parquet(
    path: Path, where: str, numbers: Collection[str] = (), days: Collection[str] = (), *, rows_required: bool = True
) -> Table:
    """Read a table that was saved as Parquet.

    where: the table's name in messages. numbers, days: the columns that hold them; rows_required as for a CSV.
    Raises InputProblems with everything that is wrong.
    """
    content = read_bytes(path, where, MOST_MB, "a table")
    _check_kind(content, where)
    arrow = need_pyarrow(where, "save the table as CSV")
    try:
        file = arrow.parquet.ParquetFile(BytesIO(content), page_checksum_verification=True)
        schema, metadata = file.schema_arrow, file.metadata
    # pyarrow says that a file is damaged in many ways, UnicodeDecodeError among them
    except Exception:
        raise refuse(where, "the file is damaged", "copy it again") from None
    columns = tuple(str(name).strip(" ") for name in schema.names)
    _check_size(metadata, len(columns), where)
    raise_first(where, header_problems(columns, where))
    raise_first(where, _type_problems(arrow.types, schema, columns, where, numbers))
    if rows_required and not metadata.num_rows:
        raise refuse(where, "there are columns but no rows")
    texts = [name for name, field in zip(schema.names, schema, strict=True) if _is_text(arrow, field)]
    return _table(_values(arrow, content, texts, where), columns, where, numbers, days)


def _check_kind(content: bytes, where: str) -> None:
    if not content:
        raise refuse(where, "the file is empty")
    if content.startswith(_LOCKED):
        raise refuse(where, "the table is encrypted", "save it without encryption")
    if not content.startswith(_START):
        raise refuse(where, f"this is not a Parquet table (it looks like {looks_like(content)})")


def _check_size(metadata: Any, columns: int, where: str) -> None:
    """What the table says of its size, before any of it is unpacked."""
    if metadata.num_rows > MOST_ROWS:
        raise refuse(where, f"{metadata.num_rows:,} rows; at most {MOST_ROWS:,} are read")
    if max(columns, metadata.num_columns) > MOST_COLUMNS:
        raise refuse(where, f"{max(columns, metadata.num_columns):,} columns; at most {MOST_COLUMNS} are allowed")
    if metadata.num_rows * columns > _MOST_VALUES:
        raise refuse(where, f"{metadata.num_rows * columns:,} values; at most {_MOST_VALUES:,} are read", "leave out columns")
    groups = range(metadata.num_row_groups)
    unpacked = sum(metadata.row_group(at).total_byte_size for at in groups)
    if unpacked > _MOST_UNPACKED_MB * 1_000_000:
        raise refuse(where, f"the table unpacks to {unpacked / 1e6:,.0f} MB; at most {_MOST_UNPACKED_MB} are read")


def _is_text(arrow: Any, field: Any) -> bool:
    return arrow.types.is_string(field.type) or arrow.types.is_large_string(field.type)


def _type_problems(types: Any, schema: Any, columns: tuple[str, ...], where: str, numbers: Collection[str]) -> Iterator[Problem]:
    """Columns of a type that cannot be what the column is for."""
    fit = (types.is_integer, types.is_floating, types.is_decimal, types.is_null)
    other = (types.is_string, types.is_large_string, types.is_boolean, types.is_date, types.is_timestamp)
    for name, field in zip(columns, schema, strict=True):
        kind = field.type.value_type if types.is_dictionary(field.type) else field.type
        place = f"{where}: column {brief(name)}"
        if not any(is_one(kind) for is_one in (*fit, *other)):
            yield Problem(place, f"holds values of the type {brief(str(kind))}", "save it as numbers or text")
        elif name in numbers and not any(is_one(kind) for is_one in fit):
            yield Problem(place, f"holds {_IN_WORDS.get(str(kind), 'dates')}, not numbers", "save it as a column of numbers")


_IN_WORDS = {"string": "text", "large_string": "text", "bool": "yes and no"}


@dataclass(frozen=True)
class _Column:
    """A column as numbers of values, so that a value that stands in many rows is looked at once."""

    codes: np.ndarray
    values: list[Any]


def _values(arrow: Any, content: bytes, texts: list[str], where: str) -> list[_Column]:
    """The values of each column. Text is read as a list of words and their numbers, or little could become very much."""
    try:
        file = arrow.parquet.ParquetFile(BytesIO(content), page_checksum_verification=True, read_dictionary=texts)
        table = file.read()
    # as above
    except Exception as error:
        if "CRC" in str(error):
            raise refuse(where, "a page of it fails its checksum", "copy the file again") from None
        raise refuse(where, "the file is damaged", "copy it again") from None
    most = 4 * MOST_CHARACTERS_OF_PROSE
    for name, column in zip(table.column_names, table.columns, strict=True):
        chunks = column.chunks if arrow.types.is_dictionary(column.type) else []
        if any(_longest(arrow, chunk.dictionary) > most for chunk in chunks):
            raise refuse(f"{where}: column {brief(name)}", f"a text has over {MOST_CHARACTERS_OF_PROSE:,} characters")
    return [_readable(arrow, column, f"{where}: column {brief(name)}") for name, column in zip(table.column_names, table.unify_dictionaries().columns, strict=True)]


def _readable(arrow: Any, column: Any, place: str) -> _Column:
    try:
        return _column(arrow, column)
    except (arrow.ArrowException, ValueError, OverflowError):
        what = "holds a day or a text that cannot be read"
    raise refuse(place, what, "give days between the years 1 and 9999, and text as UTF-8")


def _column(arrow: Any, column: Any) -> _Column:
    """The values of a column; numbers of half precision as somebody would write them, 0.1 and not 0.10000000149."""
    if arrow.types.is_null(column.type):
        return _Column(np.zeros(len(column), dtype=np.int64), [None])
    short = column.type in (arrow.float16(), arrow.float32())
    column = column.cast(arrow.float32()).cast(arrow.string()) if short else column
    coded = column if arrow.types.is_dictionary(column.type) else column.dictionary_encode()
    chunks = coded.chunks
    values = chunks[0].dictionary.to_pylist() if chunks else []
    numbers = [chunk.indices.cast(arrow.int64()).fill_null(len(values)).to_numpy(zero_copy_only=False) for chunk in chunks]
    codes = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64)
    return _Column(codes, [*(Decimal(value) if short and value is not None else value for value in values), None])


def _longest(arrow: Any, words: Any) -> int:
    return arrow.compute.max(arrow.compute.binary_length(words)).as_py() or 0


def _table(
    values: list[_Column], columns: tuple[str, ...], where: str, numbers: Collection[str], days: Collection[str]
) -> Table:
    problems: list[Problem] = []
    cells = {
        name: _texts(column, name, where, (name in numbers, name in days), problems)
        for name, column in zip(columns, values, strict=True)
    }
    raise_first(where, problems)
    kept = np.flatnonzero(~np.logical_and.reduce([labels.are_blank() for labels in cells.values()]))
    return Table(columns, (kept + 1).tolist(), {name: labels.take(kept) for name, labels in cells.items()}, where, ROWS, 0)


def _texts(column: _Column, name: str, where: str, holds: tuple[bool, bool], problems: list[Problem]) -> Labels:
    """The texts of a column; what is wrong with one is noted. holds: whether it holds numbers, and whether days."""
    prose, wrong = name.lower() in PROSE, {}
    texts = [""] * len(column.values)
    for at, value in enumerate(column.values):
        try:
            text = as_text(value, *holds)
            if what := cell_mistake(text, prose):
                raise Wrong(what)
            texts[at] = text.strip()
        except Wrong as slip:
            wrong[at] = slip
    for row in np.flatnonzero(np.isin(column.codes, list(wrong))) if wrong else ():
        slip = wrong[int(column.codes[row])]
        problems.append(Problem(ROWS.cell(where, int(row) + 1, name), slip.what, slip.mend))
    words = Labels.of(texts)
    return Labels(words.codes[column.codes], words.words)
