"""The ledger as a file: what Excel and a database read from it is what was simulated."""

from __future__ import annotations

import pandas as pd
import pytest

import backoffice_lib as bo
from backoffice_lib.files.csv_text import read_csv

ODD = "=1+1"


@pytest.fixture(scope="module")
def totals() -> dict[str, float]:
    """What each cost category of tiny comes to under `everything`."""
    plan = bo.read_plan("tiny")
    return dict(bo.summarise(bo.simulate(plan, bo.read_scenario(plan, "everything"))).by_category)


def read(path) -> pd.DataFrame:
    return pd.read_csv(path) if path.suffix == ".csv" else pd.read_excel(path)


@pytest.mark.parametrize("name", ["ledger.csv", "ledger.xlsx"])
def test_the_file_adds_up_to_what_was_said(run, tmp_path, totals, name):
    ran = run("simulate", "tiny", "--scenario", "everything", "--to", name)
    assert ran.code == 0 and ran.out.endswith(f"\nThe ledger is in {name}.\n")
    ledger = read(tmp_path / name)
    assert ledger.groupby("category")["amount"].sum().to_dict() == pytest.approx(totals, abs=0.01)
    assert set(ledger["scenario"]) == {"everything"} and set(ledger["month"]) == {"2027-01", "2027-02", "2027-03"}
    assert ledger["source"].notna().all()


@pytest.mark.parametrize("name", ["ledger.csv", "ledger.xlsx"])
def test_the_same_plan_gives_the_same_bytes(run, tmp_path, name):
    written = [run("simulate", "tiny", "--to", name).code or (tmp_path / name).read_bytes() for _ in range(2)]
    assert written[0] == written[1]


def test_text_that_looks_like_a_formula_stays_text(run, tmp_path):
    run("new", "odd", "--template", "tiny")
    folder = tmp_path / "odd"
    for path in (folder / "teams.csv", folder / "leases.csv", folder / "sites.csv"):
        path.write_text(path.read_text().replace("HQ,", f"{ODD},"))
    for name in ("ledger.csv", "ledger.xlsx"):
        assert run("simulate", "odd", "--to", name).code == 0
    assert set(read(tmp_path / "ledger.csv")["site"]) == {"'" + ODD}
    assert set(read(tmp_path / "ledger.xlsx")["site"]) == {ODD}  # a formula would be read as its result, which is none
    assert set(read_csv(tmp_path / "ledger.csv", "ledger.csv").cells["site"]) == {ODD}  # and we read what was meant
