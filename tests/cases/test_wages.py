"""A published wage that was not released is refused, with its footnote and the state's and the nation's instead; never 0."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.rates import read_labour_markets, read_rates
from backoffice_lib.plan import Rate, Site
from tests.cases.reading import CASES, case
from tests.hand.small import clerks, small_plan

OEWS = CASES.parent / "reference" / "oews_may2025_backoffice.csv"
COLUMNS = "what,item,place,value,unit,currency,as_of,status,wider_place,source".split(",")


def wage(place: str, value: str, status: str = "published", wider: str = "National", note: str = "") -> dict[str, str]:
    """A row of a table of rates."""
    source = f"BLS OEWS May 2025, 43-6014{note}"
    row = ("wage", "Secretaries", place, value, "money/FTE/year", "USD", "2025-05", status, wider, source)
    return dict(zip(COLUMNS, row, strict=True))


def rates(folder: Path, *rows: dict[str, str]) -> tuple[Rate, ...]:
    path = folder / "wages.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return read_rates([path])


def told(place: str, role: str, known: tuple[Rate, ...]) -> str:
    """What is said to a planner who leaves pay to the published wage."""
    team: dict[str, Any] = {"salary_per_year": None, "role": role}
    with pytest.raises(InputProblems) as refused:
        small_plan(1, sites=(Site(site="HQ", place=place),), teams=(clerks(**team),), rates=known)
    return str(refused.value)


def test_head_16_suppressed_wage(tmp_path: Path) -> None:
    given, _, _ = case("head-16-oews-suppressed")
    cells, note = given["cells"], f", footnote {given['cells']['bls_footnotes'].split(':')[-1]}: estimate not released"
    read = rates(
        tmp_path,
        wage(given["area"], cells["annual_mean"], "not_released", "Florida", note),
        wage("Florida", "48730"),
        wage("National", "49350", wider=""),
    )
    assert [rate.value for rate in read] == [None, 48730, 49350]
    assert told(given["area"], "Secretaries", read) == (
        "team clerks: salary_per_year: is blank, and so is its published wage "
        "(BLS OEWS May 2025, 43-6014, footnote 8: estimate not released); give it; there is 48730 of Florida, 49350 of National"
    )


def published_by(column: str) -> dict[tuple[str, str], str]:
    """A column of the published table by role and area, its metropolitan areas and the nation; the test is skipped where it is absent."""
    if not OEWS.exists():
        pytest.skip("shared/reference/oews_may2025_backoffice.csv, which lies beside the checkout, is absent")
    with OEWS.open(encoding="utf-8", newline="") as file:
        return {(row["occupation"], row["area_name"]): row[column] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("what", "column", "gaps"),
    [("wage", "annual_median", 4), ("labour pool", "employment", 10), ("location quotient", "location_quotient", 10)],
)
def test_the_shipped_rates_know_what_was_not_released(what: str, column: str, gaps: int) -> None:
    published = published_by(column)
    rates = (*read_rates(), *read_labour_markets())
    shipped = {(rate.item, rate.place): rate for rate in rates if "BLS OEWS" in rate.source and rate.what == what and "assumption" not in rate.source}
    assert all(float(published[key]) == rate.value for key, rate in shipped.items() if rate.value is not None)
    withheld = {key for key, rate in shipped.items() if rate.value is None}
    assert all(published[key] == "-" and shipped[key].source.endswith("footnote 8: estimate not released") for key in withheld)
    items, stand_ins = {item for item, _ in shipped}, {rate.wider_place for key, rate in shipped.items() if key in withheld}
    places = {place for _, place in shipped} - (stand_ins - {"National"})
    assert len(places - {"National"}) == 33 and len(items) == 32 and len(withheld) == gaps
    there = {key for key, text in published.items() if key[0] in items and key[1] in places and text}
    assert there == {key for key in shipped if key[1] in places}


def test_a_planner_is_offered_the_state_and_the_nation() -> None:
    said = told("Salt Lake City-Murray, UT", "Database Administrators", read_rates())
    assert said.endswith("footnote 8: estimate not released); give it; there is 135750 of Utah, 104620 of National")


@pytest.mark.parametrize(
    ("value", "status", "what"),
    [("-", "published", "has no value"), ("", "published", "has no value"), ("0", "not_released", "was not released, and has a value")],
)
def test_a_gap_and_its_status_agree(tmp_path: Path, value: str, status: str, what: str) -> None:
    with pytest.raises(InputProblems) as refused:
        rates(tmp_path, wage("Tampa", value, status))
    mend = "a rate has a value, or the status not_released and its reason in the source"
    assert str(refused.value) == f"wages.csv:2: {what}; {mend}"
