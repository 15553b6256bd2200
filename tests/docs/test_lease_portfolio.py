"""What the page on a portfolio of leases shows is what happens."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

import backoffice_lib as bo
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.starting import start_plan
from tests.docs.pages import ROOT, blocks
from tests.docs.test_examples import put
from tests.hand.reading import cents, money

PAGE = ROOT / "docs" / "how_to" / "lease_portfolio.md"
OWN = ("plan.yaml", "prices.csv", "leases.csv")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    """The folder as it is at the end of the page."""
    monkeypatch.chdir(tmp_path)
    start_plan(tmp_path / "my-leases", "leases")
    put(PAGE, "my-leases", tmp_path)
    return tmp_path / "my-leases"


def with_reviews(folder: Path) -> Path:
    for block in blocks(PAGE):
        if block.file in OWN:
            before = (folder / block.file).read_text(encoding="utf-8") + "\n" if block.file == "plan.yaml" else ""
            (folder / block.file).write_text(before + block.text, encoding="utf-8")
    return folder


def test_the_python_of_the_page_prints_what_it_says(folder: Path) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(next(block.text for block in blocks(PAGE) if block.language == "python"), PAGE.name, "exec"), {})
    assert f"It prints {out.getvalue().strip()}: " in PAGE.read_text(encoding="utf-8")


def test_the_rents_of_the_page_are_reviewed_as_it_says(folder: Path) -> None:
    plan = read_plan(with_reviews(folder))
    ledger = bo.simulate(plan)
    booked = money(ledger)
    assert booked["rent", "", "HQ-1"][11:13] == cents([20_000.00, 20_600.00])
    # May 2026 is half way from 325 to 333: √(325 × 333) = 328.98
    assert booked["rent", "", "HQ-2"][5:7] == cents([15_000.00, 15_502.67])
    assert "328.98" in PAGE.read_text(encoding="utf-8")
    shown = [block.text.strip() for block in blocks(PAGE) if block.language == "text"]
    name, _, made_of = shown[0].partition(": ")
    said = str(bo.why(ledger, category="rent", month="2027-07", item="HQ-2"))
    assert name in said and made_of in said
    assert [note for note in plan.notes if note.startswith("prices.csv")] == [
        "prices.csv: 1 row of years or parts of years (M13), not of months, left out",
        "prices.csv: 1 row of 1 other series left out",
    ]


def test_without_its_word_the_gap_is_refused(folder: Path) -> None:
    own = with_reviews(folder) / "leases.csv"
    own.write_text(own.read_text(encoding="utf-8").replace("interpolate", ""), encoding="utf-8")
    with pytest.raises(InputProblems) as refused:
        read_plan(folder)
    assert str(refused.value) == (
        'leases.csv:3: column rent_index: "consumer prices" has no value for 2026-05; add it to index_values.csv, or write index_gaps: interpolate'
    )
