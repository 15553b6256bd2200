"""One function for each reader of the gate: any bytes are read, or refused in words. Tried on seeds by `make test`, on what atheris makes of them by `make fuzz`."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem
from backoffice_lib.files.actuals import read_actuals
from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.index_values import read_index_values
from backoffice_lib.files.leases import read_leases
from backoffice_lib.files.parquet_tables import read_parquet
from backoffice_lib.files.plan_folder import TABLES, read_plan
from backoffice_lib.files.rate_card import read_rate_card
from backoffice_lib.files.records import PLAN, Found, Place, from_table
from backoffice_lib.files.roster import read_people
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files.sheets import Workbook
from backoffice_lib.files.sql_tables import KEPT, read_sql
from backoffice_lib.files.yaml_text import read_yaml
from backoffice_lib.plan import Plan, Team
from backoffice_lib.reports.archive import Archive, read_certificate
from backoffice_lib.reports.archive.index import Index
from backoffice_lib.reports.archive.places import CERTIFICATE, INDEX
from backoffice_lib.reports.notebooks import write_with
from backoffice_lib.reports.parameters import checked, declared
from backoffice_lib.reports.reports_file import REPORTS, reports_of
from tests.errors.plan_cases import BASE, build

CASES = BASE.parent / "plans"
LONGEST = 1_000
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
NUMBERS = ("heads", "salary_per_year")


def told(problems: Iterable[Problem]) -> None:
    """Each problem is one line that can be read, and not a page."""
    for problem in problems:
        line = str(problem)
        if not line.isprintable() or len(line) > LONGEST or not problem.what:
            raise AssertionError(f"not one line that can be read: {line[:300]!r}")


def noted(notes: Iterable[str]) -> None:
    """Each note can stand in a plan."""
    for note in notes:
        if not note.isprintable() or len(note) > 2_000:
            raise AssertionError(f"not a note: {note[:300]!r}")


@cache
def scratch(case: str = "") -> Path:
    """A plan folder to write into: the good plan, or that of a case."""
    folder = Path(tempfile.mkdtemp(prefix="backoffice-fuzz-")) / "plan"
    return build(CASES / f"{case}.txt", folder) if case else Path(shutil.copytree(BASE, folder))


@cache
def good_plan() -> Plan:
    return read_plan(BASE)


def written(content: bytes, name: str, case: str = "") -> Path:
    path = scratch(case) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def plan(content: bytes) -> None:
    """plan.yaml, with the tables of the good plan beside it."""
    path = written(content, PLAN)
    read_yaml(path, PLAN)
    noted(read_plan(path.parent).notes)


def scenario(content: bytes) -> None:
    read_scenario(good_plan(), written(content, "scenarios/fuzzed.yaml"))


def csv_table(content: bytes) -> None:
    path, found = written(content, "fuzzed.csv"), Found()
    found.reading(read_csv, path, "teams.csv", untidy="utf-8")
    if table := found.reading(read_csv, path, "teams.csv"):
        from_table(Team, table, "teams.csv", found)
    told(found.problems)


def workbook(content: bytes) -> None:
    """The first byte says which part of a small workbook the others are, or that they are the whole file."""
    which, rest = content[:1], content[1:]
    if which and which[0] < len(PARTS):
        parts, out = dict(small_workbook()) | {PARTS[which[0]]: rest}, io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        rest = out.getvalue()
    book = Workbook(written(rest, "fuzzed.xlsx"), "plan.xlsx")
    found = Found()
    for title in book.titles:
        found.reading(lambda _, where, title=title: book.read(title, NUMBERS, ("start",)), Path(), "plan.xlsx")
    told(found.problems)


@cache
def small_workbook() -> tuple[tuple[str, bytes], ...]:
    """The parts of a workbook with a sheet of two rows."""
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("team", "heads", "start"), ("accounting", 10, "2027-04"), ("archive", 6.5, None)):
        book.active.append(row)
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def parquet_table(content: bytes) -> None:
    read_parquet(written(content, "fuzzed.parquet"), "teams.parquet", NUMBERS, ("start",))


def query(content: bytes) -> None:
    """A .sql file, asked of a database with a small table."""
    os.environ["HR_DATABASE"] = f"sqlite:///{small_database()}"
    path = written(content, "fuzzed.sql")
    shutil.rmtree(path.parent / KEPT, ignore_errors=True)
    noted(read_sql(path, "teams.sql", NUMBERS).notes)


@cache
def small_database() -> Path:
    path = scratch() / "hr.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("create table teams (team text, heads real)")
        database.execute("insert into teams values ('accounting', 10), ('archive', 6)")
    database.close()
    return path


def kept_rows(content: bytes) -> None:
    """The rows of a query as they were kept."""
    path = written(b"-- database: HR_DATABASE\nselect * from teams order by 1", "fuzzed.sql")
    written(content, f"{KEPT}/fuzzed.sql.json")
    read_sql(path, "teams.sql", NUMBERS, ("start",))


def mapped(case: str, file: str, reader: Callable[[Path, Place, Found], object]) -> Callable[[bytes], None]:
    """A reader of an export that plan.yaml maps, as it stands in a case."""

    def read(content: bytes) -> None:
        path, found = written(content, file, case), Found()
        place = Place(read_yaml(path.parent / PLAN, PLAN), PLAN, folder=str(path.parent))
        reader(path.parent, place, found)
        told(found.problems)
        noted(found.notes)

    return read


def _parts() -> dict[str, object]:
    return {name: getattr(good_plan(), name, ()) for name in ("rates", "schemes", "sites", "leases", "teams", "policies")}


def notebook(content: bytes) -> None:
    path = written(content, "fuzzed.ipynb")
    declared(path)
    with tempfile.TemporaryDirectory(dir=path.parent) as aside:
        write_with(path, Path(aside), {})


def parameters(content: bytes) -> None:
    """The cell that declares parameters, and after a line of dashes what is given for one of them."""
    source, _, given = content.decode("utf-8", "replace").partition("\n---\n")
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": source}
    path = written(json.dumps({"nbformat": 4, "cells": [cell]}).encode(), "fuzzed.ipynb")
    for name in declared(path):
        checked(path, {name: given})


@cache
def plan_with_reports() -> Plan:
    return read_plan(shutil.copytree(BASE, Path(tempfile.mkdtemp(prefix="backoffice-fuzz-")) / "plan"))


def reports(content: bytes) -> None:
    """reports.yaml of the good plan."""
    (Path(plan_with_reports().folder) / REPORTS).write_bytes(content)
    reports_of(plan_with_reports())


def certificate(content: bytes) -> None:
    """What a run says of itself, read again from the archive."""
    read_certificate(written(content, CERTIFICATE).parent)


def history(content: bytes) -> None:
    """The index of an archive: whatever it holds, what is sound of it is read, and the rest is damage told in lines."""
    folder = Path(tempfile.mkdtemp(prefix="backoffice-fuzz-"))
    try:
        (folder / INDEX).write_bytes(content)
        told(Problem("audit", damage) for damage in Index(folder).damage())
        Index(folder).sound_rows()
        Archive.existing(folder).history()
    except OSError as error:
        told([Problem(INDEX, str(error.strerror))])
    finally:
        shutil.rmtree(folder)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "plan": plan,
    "scenario": scenario,
    "csv": csv_table,
    "roster": mapped("roster_dates_at_once", "people.csv", lambda folder, place, found: read_people(folder, place, found, _parts())),
    "actuals": mapped("actuals_rows", "gl.csv", lambda folder, place, found: read_actuals(folder, place, found, [])),
    "leases": mapped("leases_mapped_stop", "export.csv", lambda folder, place, found: read_leases(folder, place, found, _parts())),
    "rate_card": mapped("rate_card_leave_out", "card.csv", lambda folder, place, found: read_rate_card(folder, place, found)),
    "index_values": mapped("index_values_mapped_wrong", "cpi.csv", lambda folder, place, found: read_index_values(folder, place, found)),
    "xlsx": workbook,
    "parquet": parquet_table,
    "sql": query,
    "kept_rows": kept_rows,
    "notebook": notebook,
    "parameters": parameters,
    "reports": reports,
    "certificate": certificate,
    "history": history,
}


def tried(name: str, content: bytes) -> None:
    """Nothing but problems in words ever comes out of a reader."""
    try:
        TARGETS[name](content)
    except InputProblems as wrong:
        told(wrong.problems)


if __name__ == "__main__":
    print(*TARGETS)
