"""Whole commands on odd machines: other languages, zones and homes, no network, no login name, other libraries. The figures are the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.whole_commands import COST, Office, ended
from tests.notebooks.made import code

pytestmark = pytest.mark.slow
CELLS = (COST, code("bo.table(bo.summarise(ledger))"))
ODD = {
    "C, no home": {"LC_ALL": "C", "LANG": "C", "HOME": ""},
    "Turkish, the first day, a home that is none": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "HOME": "/proc/nowhere"},
}

ALONE = ["unshare", "--user", "--net", "--map-user=54321"]
"""As a container has it: no network, and a number instead of a user."""
alone = pytest.mark.skipif(not shutil.which("unshare") or subprocess.run([*ALONE, "true"], capture_output=True).returncode != 0, reason="nobody may take the network away here")


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> dict[str, bytes]:
    """The tables of a report as the machine is."""
    return tables_of(Office.made(tmp_path_factory.mktemp("usual"), *CELLS))


def tables_of(office: Office, **how) -> dict[str, bytes]:
    """What a report says, and its tables."""
    code_of_end, _, said = ended(office.reported(**how))
    assert code_of_end == 0, said
    office.check()
    [row] = office.rows()
    assert len(list(office.archive.glob("*/*/*/tables/*"))) == 1
    return {"answer": row.answer.encode()} | {path.name: path.read_bytes() for path in office.archive.glob("*/*/*/tables/*")}


@pytest.mark.parametrize("odd", ODD)
def test_the_same_figures_whatever_the_machine_speaks(tmp_path, usual, odd):
    assert tables_of(Office.made(tmp_path, *CELLS), env=ODD[odd]) == usual


@alone
def test_in_a_container_without_a_network_whose_user_has_no_name_and_no_home(tmp_path, usual):
    """Not even to itself can it talk."""
    nameless = {"HOME": "", "USER": "", "LOGNAME": "", "LNAME": "", "USERNAME": ""}
    office = Office.made(tmp_path, *CELLS)
    assert tables_of(office, before=ALONE, env=nameless) == usual
    assert [row.who for row in office.rows()] == ["user 54321"]


@pytest.mark.thorough
@alone
def test_without_any_network_every_format_is_written(tmp_path, usual):
    """The browser that prints talks to nobody either."""
    assert tables_of(Office.made(tmp_path, *CELLS, formats="ipynb, html, pdf, xlsx"), before=[*ALONE[:-1], "--map-root-user"]) == usual


@pytest.fixture(scope="module")
def oldest(tmp_path_factory) -> Path:
    """A folder with the oldest numpy and pandas that we say we work with."""
    place = tmp_path_factory.mktemp("oldest")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--target", str(place), "numpy==1.26.4", "pandas==2.2.0", "pytz"]
    if subprocess.run(install, capture_output=True).returncode:
        pytest.skip("there is no numpy 1.26 for this Python")
    return place


@pytest.mark.thorough
def test_with_the_oldest_numpy_and_pandas_the_same_cents(tmp_path, usual, oldest):
    office = Office.made(tmp_path, *CELLS)
    root = Path(__file__).parents[2]
    assert tables_of(office, env={"PYTHONPATH": f"{oldest}{os.pathsep}{root}"}) == usual
