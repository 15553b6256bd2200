"""A real rate card: ceiling prices of an hour on GSA's IT Schedule 70, exported by hand by some 250 vendors."""

from __future__ import annotations

import csv
import re
import shutil
import statistics
import time
from pathlib import Path

import pytest

import backoffice_lib as bo
from backoffice_lib.analyses.rate_card import rate_card
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files.starting import start_plan
from backoffice_lib.plan import Plan
from tests.cases.reading import reference

FILE = "gsa_calc_it_schedule70_rates_2016_2017.csv"
NAMES = {
    "Labor Category": "SERVICE PROPOSED (e.g. Job Title/Task)",
    "Price per Hour": "PRICE OFFERED TO GSA (including IFF)",
    "vendor: Vendor": "vendor: VENDOR NAME",
    "Minimum Education": "MINIMUM EDUCATION/ CERTIFICATION LEVEL",
    "Minimum Years of Experience": "MINIMUM YEARS OF EXPERIENCE",
    "unit: Unit": "unit: UNIT OF ISSUE (e.g. Hour, Task, Sq ft)",
    "base: 2027-01": "base: 2016-07",
}
NO_PRICE = (*range(3143, 3152), 3652, 3653, 3654, 3697)


def folder_of(folder: Path, encoding: str) -> Path:
    start_plan(folder, "rate_card")
    shutil.copy(reference(FILE), folder / "rates.csv")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    for ours, theirs in {**NAMES, "encoding: utf-8": f"encoding: {encoding}"}.items():
        assert text.count(ours) == 1
        text = text.replace(ours, theirs)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return folder_of(tmp_path_factory.mktemp("card") / "plan", "cp1252")


@pytest.fixture(scope="module")
def plan(folder) -> Plan:
    return read_plan(folder)


@pytest.fixture(scope="module")
def prices() -> list[tuple[str, float]]:
    """The labour category and price of each row with a price, read by other means."""
    with reference(FILE).open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (row[NAMES["Labor Category"]], float(text.replace("$", "").replace(",", "")))
        for row in rows
        if re.fullmatch(r"[$]?[0-9,]+([.][0-9]+)?", text := row[NAMES["Price per Hour"]].strip())
    ]


def lines_of(note: str) -> list[int]:
    spans = [part.split(" to ") for part in re.sub(r".*: lines? ", "", note).split(", ")]
    return [line for first, *last in spans for line in range(int(first), int(last[0] if last else first) + 1)]


def test_every_row_is_read_repaired_or_left_out_and_told_by_its_line(plan):
    notes = [note.removeprefix("rates.csv: ") for note in plan.notes]
    assert notes[0] == "4,157 rows, 4,144 offers, 13 rows left out"
    left_out = [note for note in notes if note.startswith("left out: ")]
    assert [int(note.split(":")[2]) for note in left_out] == list(NO_PRICE)
    assert left_out[-1] == (
        'left out: rates.csv:3697: column PRICE OFFERED TO GSA (including IFF): "N/A" is not a number; write digits only, e.g. 50000'
    )
    assert left_out[-2].endswith("is a percentage; give the price of an hour")
    (repaired,) = [note for note in notes if note.startswith("1,116 prices with a currency sign, or commas between thousands")]
    # a row of the file may go over several lines, so spans of lines hold some on which no row begins
    assert repaired.endswith(": lines 3024 to 3142, 3152 to 3651, 3655 to 3696, 3698 to 4195")
    assert not set(lines_of(repaired)) & set(NO_PRICE)
    assert [note.partition(":")[0] for note in notes if note[0].isdigit()][2:] == [
        "213 rows with years of experience in words, or a range, read as their first number",
        "43 rows without years of experience",
        "36 cells of SERVICE PROPOSED (e.g. Job Title/Task) with line breaks, more than one space or one text over and over, put on one line",
        "1 cell of MINIMUM EDUCATION/ CERTIFICATION LEVEL with line breaks, more than one space or one text over and over, put on one line",
        "118 rows with a character that was lost before, shown as \ufffd",
        "88 spellings of education read as high school, associate, bachelor, master, doctorate, "
        "Carries industry certifications, such as ASQ, JAVA Certified Programmer, RUP Certified, UML Certified, MCSE, MCSD, and others, "
        "Degree in computers or information technology preferred, Professional Certification",
    ]


def test_no_price_is_another_than_in_the_file(plan, prices):
    assert [offer.price_per_hour for offer in plan.rate_card] == [price for _, price in prices]
    assert max(len(offer.labour_category) for offer in plan.rate_card) < 200
    assert plan.rate_card[456].labour_category == "Active Data Exchange"  # 209 times over in one cell of line 458


def test_read_as_utf_8_it_is_the_same_card(plan, tmp_path):
    assert read_plan(folder_of(tmp_path / "plan", "utf-8")).rate_card == plan.rate_card


def test_it_is_read_in_less_than_two_seconds(folder):
    begun = time.process_time()
    read_plan(folder)
    assert time.process_time() - begun < 2


def test_the_card_in_quartiles_is_what_the_statistics_module_makes_of_it(plan, prices):
    answer = rate_card(plan)
    lower, median, upper = statistics.quantiles([price for _, price in prices], n=4, method="inclusive")
    total = answer.total
    assert (total.offers, total.vendors, total.lowest, total.highest) == (4_144, 244, 17.88, 491.94)
    assert (total.lower_quartile, total.median, total.upper_quartile) == pytest.approx((lower, median, upper), abs=1e-4)
    assert str(answer) == "4,144 offers of 244 vendors: half of them ask between USD 80.15 and 141.67 an hour, the median is 104.06."
    managers = [price for category, price in prices if " ".join(category.split()).casefold() == "project manager"]
    first = answer.groups[0]
    assert (first.name, first.offers, first.median) == ("Project Manager", len(managers), pytest.approx(statistics.median(managers), abs=1e-4))


def test_experience_and_education_are_benchmarks(plan):
    by = {name: {group.name: (group.offers, group.median) for group in rate_card(plan, by=name).groups} for name in ("experience", "education")}
    assert by["experience"] == {
        "0 to 2 years": (653, 79.86),
        "3 to 5 years": (1_643, 93.63),
        "6 to 9 years": (1_055, 118.97),
        "10 years and more": (750, 144.265),
        "not said": (43, 109.57),
    }
    assert {name: by["education"][name][0] for name in ("high school", "associate", "bachelor", "master", "doctorate", "not said")} == {
        "high school": 242,
        "associate": 261,
        "bachelor": 3_317,
        "master": 212,
        "doctorate": 27,
        "not said": 76,
    }


def test_work_is_outsourced_at_the_price_of_the_card(folder, plan, prices):
    desk = [price for category, price in prices if {"help", "desk"} <= set(re.findall(r"\w+", category.casefold()))]
    assert len(desk) == 64
    assert [vendor.price_per_hour for vendor in plan.vendors] == pytest.approx([statistics.median(desk), statistics.quantiles(desk, n=4, method="inclusive")[0]])
    ledger = bo.simulate(plan, read_scenario(plan, "half_with_a_vendor"))
    fees = ledger.by_label("vendor")["median vendor"][:, 0]
    # six people × 148 hours × 60.78, after eleven years of 3 % since July 2016
    assert fees[:7].tolist() == pytest.approx([0.0] * 6 + [6 * 148 * 60.78 * 1.03**11])
    said = str(bo.why(ledger, category="vendor fees", month="2027-07"))
    assert 'the median of 64 offers of 25 vendors for "help desk" in rates.csv' in said
