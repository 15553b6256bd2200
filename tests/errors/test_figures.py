"""Cells that hold no figure say why, each in its own exact words, and never repeat what is confidential."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import Problem, Wrong
from backoffice_lib.files.figures import number, numbers, whole

NOT_ALLOWED = "thousands separators are not allowed"
MISTAKES = {
    "": "is blank; give a number",
    "abc": '"abc" is not a number; write digits only, e.g. 50000',
    "12abc": '"12abc" is not a number; write digits only, e.g. 50000',
    "3/4": '"3/4" is not a number; write digits only, e.g. 50000',
    "12,345,67": '"12,345,67" is not a number; write digits only, e.g. 50000',
    "x" * 99: '"' + "x" * 39 + '…" is not a number; write digits only, e.g. 50000',
    "50,000": f"{NOT_ALLOWED}; write 50000",
    "1,234,567.89": f"{NOT_ALLOWED}; write 1234567.89",
    "12,34,567": f"{NOT_ALLOWED}; write 1234567",
    "1.234.567": f"{NOT_ALLOWED}; write 1234567",
    "1.234,56": f"{NOT_ALLOWED}; write 1234.56",
    "1 234": f"{NOT_ALLOWED}; write 1234",
    "1'234": f"{NOT_ALLOWED}; write 1234",
    "1_000": f"{NOT_ALLOWED}; write 1000",
    "0,125": "has a decimal comma; write 0.125",
    "1234,5": "has a decimal comma; write 1234.5",
    "£50000": "drop the currency sign; the currency column holds it",
    "50000 €": "drop the currency sign; the currency column holds it",
    "USD 50,000": "drop the currency sign; the currency column holds it",
    "50000CHF": "drop the currency sign; the currency column holds it",
    "30000..40000..50000": "differs from draw to draw; this number is the same in every draw: give one",
    "{normal: {mean: 40000, sd: 900}}": "differs from draw to draw; this number is the same in every draw: give one",
    "3%": "is a percentage; write 0.03",
    "-12.5 %": "is a percentage; write -0.125",
    "3,5%": "is a percentage; write 0.035",
    "nan": "is not a number; write digits only, e.g. 50000",
    "-Inf": "is infinite; give a number",
    "1e400": "is too large; give a smaller number",
    "1e-400": "is written with an exponent; write the digits out",
    "5e4": "is written with an exponent; write 50000",
    "1.5E-3": "is written with an exponent; write 0.0015",
    "1000000000000000": "is too large; write at most 15 digits before the point",
    "５００００": "uses non-ASCII digits; write 0-9",
    "٣": "uses non-ASCII digits; write 0-9",
    "50\u00a0000": "holds a hidden space (U+00A0)",
    "50\u200b000": "holds a hidden character (U+200B)",
    "50\n000": "a control character (U+000A) is not allowed",
    "=25000*2": "holds a formula; paste values only",
    "#N/A": "holds a spreadsheet error; mend it there, then paste values only",
    "−500": "has a long dash for a minus sign; write -500",
    "(500)": "has a bookkeeper's minus sign; write -500",
    "500-": "has a bookkeeper's minus sign; write -500",
}


def said(wrong: Wrong) -> str:
    return str(Problem("", wrong.what, wrong.mend)).removeprefix(": ")


def words(read, text, **options) -> str:
    with pytest.raises(Wrong) as caught:
        read(text, **options)
    return said(caught.value)


@pytest.mark.parametrize("text", MISTAKES)
def test_each_mistake_has_its_words(text):
    assert words(number, text) == words(whole, text) == MISTAKES[text]
    assert words(number, text, money=True) == MISTAKES[text]


@pytest.mark.parametrize(
    ("text", "value"),
    [("50000", 50_000), ("0.03", 0.03), (".5", 0.5), ("5.", 5), ("-5", -5), ("+5", 5), ("007", 7), (" 5 ", 5)]
    + [("12.345", 12.345), ("12345.678901234567", 12345.678901234567), ("999999999999999", 999_999_999_999_999)],
)
def test_numbers(text, value):
    assert number(text) == value


def test_three_decimals_of_money_may_be_thousands():
    assert (
        words(number, "50.000", money=True) == 'three decimals; if "." separates thousands, write 50000, else 50.0000'
    )
    assert words(number, "50.000", money=True, confidential=True) == (
        'three decimals; if "." separates thousands, leave it out, else add a 0'
    )
    for text in ("50.0000", "0.125", "1250.125", "50.00", "0000.125"):
        assert number(text, money=True) == float(text)


def test_whole_numbers():
    assert [whole(text) for text in ("12", "12.0", "12.", "-3", "007", " 5 ")] == [12, 12, 12, -3, 7, 5]
    assert words(whole, "10.5") == "is 10.5; use a whole number"
    assert words(whole, "12.000") == "is 12.000; use a whole number"
    assert words(whole, "10.5", confidential=True) == "is not a whole number; use a whole number"


def test_a_column_is_read_as_its_cells_are():
    cells = ["50000", "", "50,000", "0.03", "50.000", *MISTAKES]
    values, wrong = numbers(cells, money=True)
    assert values.dtype == np.float64
    assert values[[0, 3]].tolist() == [50_000, 0.03]
    assert np.isnan(np.delete(values, [0, 3])).all()
    expected = {row: words(number, cell, money=True) for row, cell in enumerate(cells) if row not in (0, 3) and cell}
    assert {row: said(mistake) for row, mistake in wrong.items()} == expected


def test_an_empty_column():
    values, wrong = numbers([])
    assert values.shape == (0,) and wrong == {}


def test_a_million_cells_are_read():
    cells = [f"{row * 1.25:.2f}" if row % 10 else "" for row in range(1_000_000)]
    values, wrong = numbers(cells, money=True)
    assert np.nansum(values) > 0 and not wrong


PAY = "73519.46"
CANARIES = [
    f"£{PAY}", f"{PAY} EUR", "73,519.46", "73.519,46", "73519,46", "73 519.46", f"{PAY}%", "7.351946e4", f"={PAY}",
    f"({PAY})", f"{PAY}-", f"−{PAY}", f"pay {PAY}", "73.519", "７３５１９", "73519\u00a046", f"#{PAY}", "73519" * 5,
    f"{PAY}/12", "73519.46.00",
]  # fmt: skip


@pytest.mark.parametrize("text", CANARIES)
def test_pay_is_never_told(text):
    for read, options in ((number, {"money": True}), (number, {}), (whole, {})):
        try:
            read(text, confidential=True, **options)
        except Wrong as wrong:
            told = f"{wrong!r} {vars(wrong)} {wrong.__context__!r} {wrong.__cause__!r}"
            assert not any(piece in told for piece in ("735", "519", "７３", "73", "46"))
    _, wrong = numbers([text], money=True, confidential=True)
    assert not any(piece in said(mistake) for mistake in wrong.values() for piece in ("735", "519", "７３", "73"))


@given(st.text(max_size=30) | st.text(alphabet="0123456789.,-+eE%()_' €=#", max_size=15), st.booleans(), st.booleans())
def test_any_text_is_a_figure_or_wrong(text, money, confidential):
    for read, options in ((number, {"money": money}), (whole, {})):
        try:
            value = read(text, confidential=confidential, **options)
            assert math.isfinite(value)
        except Wrong as wrong:
            assert said(wrong).isprintable() and len(said(wrong)) <= 160
