"""Somebody's pay and name, planted in the tables of every case, in every form of table, stand in nothing that is printed."""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backoffice_lib.cli import main
from tests.errors.plan_cases import BASE, build, told
from tests.errors.three_forms import in_database, in_excel, in_parquet
from tests.errors.test_tables_sql import DATABASE

CASES = sorted((BASE.parent / "plans").glob("*.txt"))
NAME, PAY = "ZQX-NAME", "98765.43"
WHO = ("employee", "person", "manager", "name", "personnel no", "emp id", "id")
EARNS = ("annual salary", "hourly rate", "salary_per_year", "pay_per_hour", "salary", "pay", "gehalt", "salaire")


def planted(text: str, pay: str) -> str:
    """A table in which everybody has the same pay, and a name that begins alike."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return text
    header = [name.strip().casefold() for name in rows[0]] if rows else []
    for at, row in enumerate(rows[1:]):
        for column, cell in enumerate(row[: len(header)]):
            if cell and header[column] in WHO:
                row[column] = f"{NAME}-{at if rows[0] and at else 0}"
            elif cell and header[column] in EARNS:
                row[column] = pay
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def plant(folder: Path, pay: str) -> None:
    for path in folder.glob("*.csv"):
        content = path.read_bytes()
        try:
            path.write_text(planted(content.decode("utf-8"), pay), encoding="utf-8")
        except UnicodeDecodeError:
            path.write_bytes(content + f"\n{NAME},{pay}\n".encode())


def found_in(lines: Iterator[str] | list[str]) -> list[str]:
    """The lines in which a name or pay stands."""
    return [line for line in lines if any(canary in line for canary in (NAME, PAY, "98,765", "98765", "98 765"))]


@pytest.mark.slow
@pytest.mark.parametrize("pay", [PAY, *(pytest.param(pay, marks=pytest.mark.thorough) for pay in (f"{PAY}x", f"={PAY}", f"-{PAY}", "98,765.43"))])
def test_no_case_tells_pay_or_names(tmp_path, pay, caplog):
    caplog.set_level(logging.DEBUG)
    leaks = {}
    for case in CASES:
        folder = build(case, tmp_path / case.stem)
        plant(folder, pay)
        problems, notes = told(folder)
        if leaking := found_in([*problems, *notes]):
            leaks[case.stem] = leaking[:2]
    assert leaks == {} and not found_in(caplog.text.splitlines())


FORMS: dict[str, Callable[[Path, Path], Path]] = {
    "xlsx": in_excel,
    "parquet": in_parquet,
    "sql": lambda source, folder: in_database(source, folder, f"sqlite:///{folder.parent / 'hr.sqlite'}", DATABASE),
}


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_a_table_tells_pay_or_names(tmp_path, form, monkeypatch, capfd, caplog):
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path / 'hr.sqlite'}")
    caplog.set_level(logging.DEBUG)
    source = build(CASES[0], tmp_path / "source")
    for path in source.glob("*"):
        path.write_bytes((BASE / path.name).read_bytes()) if path.is_file() and (BASE / path.name).exists() else None
    plant(source, PAY)
    people = (source / "people.csv").read_text(encoding="utf-8").replace("E01", NAME).splitlines()
    (source / "people.csv").write_text("\n".join([*people, people[1], people[2].replace("Payroll Clerk", "")]) + "\n", encoding="utf-8")
    folder = FORMS[form](source, tmp_path / "plan")
    with pytest.raises(SystemExit) as ended:
        main(["check", str(folder)])
    out, err = capfd.readouterr()
    assert ended.value.code == 2 and err.count("\n") >= 1
    assert not found_in([*out.splitlines(), *err.splitlines(), *caplog.text.splitlines()])
