"""The list of bad inputs, `corpus.csv`: each is held by a case that is there, or it says why it has no meaning here.

The numbers are those of the list of bad inputs that was drawn up before the gate was built; one that several cases hold has several rows.
"""

from __future__ import annotations

import csv

import pytest

from tests.errors.plan_cases import HERE

NOTHING = "no meaning here: "
with (HERE / "corpus.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['row']} {row['what']}")
def test_a_bad_input_is_held_by_a_case(row):
    path, _, name = row["case"].partition("::")
    if row["case"].startswith(NOTHING):
        assert len(row["case"]) > len(NOTHING)
        return
    text = (HERE / path).read_text(encoding="utf-8")
    if name:
        assert f"def {name}(" in text if name.startswith("test_") else f'"{name}": ' in text


def test_the_list_is_whole_and_in_order():
    numbers = [int(row["row"]) for row in ROWS]
    assert numbers == sorted(numbers) and len(set(numbers)) == 138
