"""The tables of a plan folder in another form: as sheets of plan.xlsx, as Parquet, or in a database, with the types a planner's tool gives."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import measures
from backoffice_lib.files.plan_folder import TABLES

MONTHS = {name for kind in TABLES.values() for name, info in kind.model_fields.items() if Month.__name__ in str(info.annotation)}
PAY = ("Annual Salary", "Hourly Rate", "Weekly Hours")
BOOKED = ("Quantity", "Index", "Rate", "Debit", "Credit")
RANGE = ".."
"""Between the numbers of a range, which is text."""
Cell = str | int | float | dt.datetime | None


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a CSV, header first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def typed(name: str, rows: list[list[str]], months_as_dates: bool) -> tuple[list[str], list[list[Cell]]]:
    """A table with numbers as numbers, and months as the date of their first day where that is asked for."""
    header, *body = rows
    numbers = {*measures(TABLES[name]), *PAY, *BOOKED} if name in TABLES else set(PAY)

    def cell(column: str, text: str) -> Cell:
        if not text:
            return None
        if column in numbers and RANGE not in text:
            return float(text) if "." in text else int(text)
        return dt.datetime.strptime(text, "%Y-%m") if months_as_dates and column in MONTHS else text

    return header, [[cell(column, text) for column, text in zip(header, row, strict=True)] for row in body]


def tables_of(folder: Path) -> dict[str, list[list[str]]]:
    return {path.stem: rows_of(path) for path in sorted(folder.glob("*.csv"))}


def in_excel(source: Path, folder: Path) -> Path:
    """A copy of a plan folder with all tables, people among them, as sheets of plan.xlsx."""
    shutil.copytree(source, folder)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables_of(source).items():
        sheet, (header, body) = book.create_sheet(name), typed(name, rows, True)
        for row in (header, *body):
            sheet.append(row)
        (folder / f"{name}.csv").unlink()
    book.save(folder / "plan.xlsx")
    rename_people(folder, "plan.xlsx")
    return folder


def in_parquet(source: Path, folder: Path) -> Path:
    """A copy of a plan folder with its tables, people among them, as Parquet; one with ranges among its numbers stays, as a column has one type."""
    shutil.copytree(source, folder)
    for name, rows in tables_of(source).items():
        if any(RANGE in cell and column in measures(TABLES[name]) for row in rows[1:] for column, cell in zip(rows[0], row, strict=True) if name in TABLES):
            continue
        header, body = typed(name, rows, False)
        columns = {column: pa.array(values) for column, values in zip(header, zip(*body, strict=True), strict=True)}
        pq.write_table(pa.table(columns), folder / f"{name}.parquet", write_page_checksum=True)
        (folder / f"{name}.csv").unlink()
    rename_people(folder, "people.parquet")
    return folder


def rename_people(folder: Path, file: str) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("file: people.csv", f"file: {file}"), encoding="utf-8")


def in_database(source: Path, folder: Path, address: str, variable: str) -> Path:
    """A copy of a plan folder with its tables, people among them, in a database, and a query for each.

    One with ranges among its numbers stays, as a column has one type. variable: the environment variable that will hold the address.
    """
    shutil.copytree(source, folder)
    engine, tables = sa.create_engine(address), sa.MetaData()
    for name, rows in tables_of(source).items():
        header, body = typed(name, rows, False)
        kinds = [{type(row[at]) for row in body} - {type(None)} for at in range(len(header))]
        if any(str in kind and kind != {str} for kind in kinds):
            continue
        columns = [sa.Column(column, sa.Text if kind <= {str} else sa.Double) for column, kind in zip(header, kinds, strict=True)]
        table = sa.Table(name, tables, sa.Column("line", sa.Integer), *columns)
        tables.create_all(engine)
        with engine.begin() as connection:
            connection.execute(table.insert(), [{"line": at, **dict(zip(header, row, strict=True))} for at, row in enumerate(body)])
        asked = ", ".join(f'"{column}"' for column in header)
        (folder / f"{name}.sql").write_text(f"-- database: {variable}\nselect {asked} from {name} order by line;\n", encoding="utf-8")
        (folder / f"{name}.csv").unlink()
    engine.dispose()
    rename_people(folder, "people.sql")
    return folder
