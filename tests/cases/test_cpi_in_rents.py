"""Rents that follow the real consumer prices of the United States, of which October 2025 was never published."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.cli._main import status
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.simulation import simulate
from tests.cases.reading import reference
from tests.hand.reading import cents, money

BLS = "bls_cpi_u_2000_2026.csv"
PLAN = f"""
name: rents on consumer prices
currency: USD
start: 2026-01
months: 24
indices:
  cpi: {{growth_share_per_year: 0.03, base: 2025-12}}
index_values:
  file: {BLS}
  columns: {{index: series_id, year: year, month_of_year: period_code, value: index_1982_84_100}}
  series: {{cpi: CUUR0000SA0}}
  source: BLS, CPI-U, U.S. city average, not seasonally adjusted
"""
LEASES = """lease,site,seats,start,end,rent_per_month,rent_index,rent_review_from,rent_review_every_months,index_lag_months,index_gaps
monthly,HQ,0,2025-01,2029-12,1000,cpi,,,,
every November,HQ,0,2020-11,2029-12,1000,cpi,,12,1,GAPS
every August,HQ,0,2020-08,2029-12,1000,cpi,2021-08,12,2,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copyfile(reference(BLS), tmp_path / BLS)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "sites.csv").write_text("site\nHQ\n", encoding="utf-8")
    (tmp_path / "leases.csv").write_text(LEASES.replace("GAPS", "interpolate"), encoding="utf-8")
    return tmp_path


def test_rents_follow_the_index_each_on_its_own_dates(folder: Path) -> None:
    started = time.perf_counter()
    plan = read_plan(folder)
    assert time.perf_counter() - started < 5
    booked = {item: rows for (_, _, item), rows in money(simulate(plan)).items()}
    # January 2026 325.252 against December 2025 324.054; in September 2026 the last value, of August, still holds
    assert [booked["monthly"][at] for at in (0, 7, 8)] == cents([1_003.70, 1_033.72, 1_033.72])
    # a year after August 2026 it has grown by 3 %: 334.98 × 1.03 / 324.054 = 1.064728
    assert booked["monthly"][19] == cents(1_064.73)
    # Since November 2025 the rent goes by October 2025, √(324.8 × 324.122) = 324.460823; from November 2026 by October 2026,
    # for which the 334.98 of August 2026 stands: 334.98 / 324.460823 = 1.032421
    assert booked["every November"][9:11] == cents([1_000.00, 1_032.42])
    # June 2025 322.561, June 2026 333.952: 1.035314
    assert booked["every August"][6:8] == cents([1_000.00, 1_035.31])


def test_every_other_series_and_average_is_left_out_and_counted(folder: Path) -> None:
    with reference(BLS).open(encoding="utf-8") as file:
        rows = [line.split(",")[0] for line in file][1:]
        others = len(rows) - rows.count("CUUR0000SA0")
    notes = [note for note in read_plan(folder).notes if note.startswith(BLS)]
    # 26 yearly averages, M13, of 2000 to 2025
    assert notes == [
        f"{BLS}: 26 rows of years or parts of years (M13), not of months, left out",
        f"{BLS}: {others:,} rows of {len(set(rows)) - 1} other series left out",
    ]
    assert len(read_plan(folder).index_values) == rows.count("CUUR0000SA0") - 26


def test_without_its_word_the_lease_that_needs_october_2025_is_refused_and_no_other(folder: Path, capsys) -> None:
    (folder / "leases.csv").write_text(LEASES.replace("GAPS", ""), encoding="utf-8")
    with pytest.raises(InputProblems) as refused:
        read_plan(folder)
    told = 'leases.csv:3: column rent_index: "cpi" has no value for 2025-10; add it to index_values.csv, or write index_gaps: interpolate'
    assert str(refused.value) == told
    assert status(["simulate", str(folder), "--to", str(folder / "ledger.csv")]) == 2
    assert capsys.readouterr() == ("", f"{told}\n")
    assert not (folder / "ledger.csv").exists()
