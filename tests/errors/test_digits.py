"""A column of digits read at once is what its cells are one by one, to the last bit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.files.digits import in_digits
from backoffice_lib.files.figures import number, numbers

WRITTEN = st.text(alphabet="0123456789.", max_size=18) | st.decimals(0, 10**6, places=2).map(str) | st.text(max_size=6)


@given(st.lists(WRITTEN, max_size=20), st.booleans())
def test_what_is_read_is_the_number_as_text(cells, money):
    for cell, value in zip(cells, in_digits(cells, money=money), strict=True):
        if not math.isnan(value):
            assert value == number(cell, money=money) == float(cell)


@given(st.lists(WRITTEN, max_size=20), st.booleans())
def test_a_column_is_its_cells(cells, money):
    values, wrong = numbers(cells, money=money)
    for row, cell in enumerate(cells):
        try:
            assert values[row] == number(cell, money=money)
        except Wrong:
            assert np.isnan(values[row]) and (row in wrong) == bool(cell)


@pytest.mark.parametrize("cell", ["", "1.2.3", "-5", "50.000 ", "1e5", "１", "1\n2", ".", "1234567890123456"])
def test_anything_else_is_left_alone(cell):
    assert np.isnan(in_digits(["7", cell])[1])


def test_money_that_may_be_thousands_is_left_alone():
    assert np.isnan(in_digits(["50.000", "1.250"], money=True)).all()
    assert in_digits(["0.125", "1250.125", "50.00", "50.0000"], money=True).tolist() == [0.125, 1250.125, 50, 50]
