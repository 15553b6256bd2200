"""What the cells of rate cards mean, and what is said of those that mean nothing."""

from __future__ import annotations

import pytest

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.files.offered import education, is_by_the_hour, price, years
from backoffice_lib.files.tidy import tidied


@pytest.mark.parametrize(
    ("text", "currency", "found"),
    [
        ("49.94", "USD", (49.94, False)),
        ("$49.94 ", "USD", (49.94, True)),
        ("$ 1,249.94", "USD", (1249.94, True)),
        ("1,249", "USD", (1249.0, True)),
        ("USD 49.94", "USD", (49.94, True)),
        ("49.94 usd", "USD", (49.94, True)),
        ("$49.94", "CAD", (49.94, True)),
        ("€ 49.94", "EUR", (49.94, True)),
        ("₹1,250", "INR", (1250.0, True)),
    ],
)
def test_a_price_is_freed_of_the_sign_of_its_currency_and_of_commas(text, currency, found):
    assert price(text, currency) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("N/A", '"N/A" is not a number; write digits only, e.g. 50000'),
        ("", "is blank; give a number"),
        ("0.75%", "is a percentage; give the price of an hour"),
        ("€49.94", "is not in USD; a rate card has one currency; give it under rate_card, or convert the price"),
        ("GBP 49.94", "is not in USD; a rate card has one currency; give it under rate_card, or convert the price"),
        ("$0", "is 0; give the price of an hour, above 0"),
        ("-49.94", "is -49.94; give the price of an hour, above 0"),
        ("49,94", "has a decimal comma; write 49.94"),
        ("1.250", 'three decimals; if "." separates thousands, write 1250, else 1.2500'),
        ("$", "drop the currency sign; the currency column holds it"),
    ],
)
def test_what_is_no_price_is_told(text, told):
    with pytest.raises(Wrong) as wrong:
        price(text, "USD")
    assert f"{wrong.value.what}; {wrong.value.mend}" == told


@pytest.mark.parametrize(
    ("text", "found"),
    [("5", (5.0, False)), ("Five (5) years", (5.0, True)), ("1-3 years", (1.0, True)), ("4 yrs", (4.0, True)), ("N/A", (None, False)), ("", (None, False))],
)
def test_years_in_words(text, found):
    assert years(text) == found


def test_words_without_a_number_are_no_years():
    with pytest.raises(Wrong):
        years("several")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("HS", "high school"),
        ("High School DiplomA", "high school"),
        ("High School + 2 Years experience with specific software", "high school"),
        ("A.A. or A.S.", "associate"),
        ("2 yr degree", "associate"),
        ("Bachelor\ufffds", "bachelor"),
        ("B.A / B.S", "bachelor"),
        ("BA/BS", "bachelor"),
        ("M.S. or B.S.", "bachelor"),
        ("Bachelor's degree. May substitute with 1 year of experience and an Associates degree.", "bachelor"),
        ("MA/MS", "master"),
        ("Ph.D", "doctorate"),
        ("Doctor of Medicine", "doctorate"),
        ("N/A", ""),
        ("", ""),
        ("Certifications, such as ASQ", "Certifications, such as ASQ"),
    ],
)
def test_levels_of_education(text, level):
    assert education(text) == level


def test_units_that_are_the_hour():
    assert all(map(is_by_the_hour, ("Hour", "Per Hour", "hourly", "HR", "")))
    assert not any(map(is_by_the_hour, ("Task", "Day", "Sq ft", "per month")))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("two\nlines  and\tmore", "two lines and more"),
        ("Bachelorï¿½s", "Bachelor\ufffds"),
        ("Data  Exchange" * 30, "Data Exchange"),
        ("no repeat of it " * 2 + "x" * 300, "no repeat of it no repeat of it " + "x" * 167 + "…"),
    ],
)
def test_cells_of_an_export_are_put_on_one_line(cell, found):
    assert tidied(cell, 200) == found
