"""Rates of exchange and consumer prices as they are published, against the worked cases; each trap names the wrong figure."""

from __future__ import annotations

from pathlib import Path

import pytest

import backoffice_lib as bo
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.published import Published
from backoffice_lib.files.published_tables import read_exchange_rates, read_published
from tests.cases.reading import case, reference

# Reference rates of the European Central Bank, units of each currency for one euro, of the days that the case asks for.
ECB = {
    "USD": Published.of("USD", {"1999-01-04": 1.1789, "2013-03-21": 1.2910, "2016-05-06": 1.1427}),
    "BGN": Published.of("BGN", {"2010-11-19": 1.9558, "2010-11-22": 1.9558}),
}
convert, restate = bo.analyses.convert, bo.analyses.restate


def test_fx_01_a_day_with_a_rate() -> None:
    _, expected, within = case("fx-01-ecb-readme")
    there = convert(100, "EUR", to="USD", on="2013-03-21", rates=ECB)
    assert there.amount == pytest.approx(expected["values"][0], abs=within)
    # The trap: multiplied the wrong way round, 100 euros would be 77.46 dollars.
    assert there.amount != pytest.approx(77.46, abs=1)
    back = convert(100, "USD", to="EUR", on="2016-05-06", rates=ECB)
    assert back.amount == pytest.approx(expected["values"][3], abs=within)
    # The trap: as if they were euros, 100 dollars would be 114.27.
    assert back.amount != pytest.approx(114.27, abs=1)
    assert str(there) == "EUR 100.00 is USD 129.10 on 2013-03-21, at 1.291."


def test_fx_01_a_sunday_has_no_rate_unless_it_is_interpolated() -> None:
    _, expected, within = case("fx-01-ecb-readme")
    assert expected["values"][1] == "error by default; 51.12 with interpolation"
    with pytest.raises(InputProblems) as refused:
        convert(100, "BGN", to="EUR", on="2010-11-21", rates=ECB)
    told = "convert: on: BGN has no value for 2010-11-21; missing: interpolate takes what lies between the two around it"
    assert str(refused.value) == told
    assert convert(100, "BGN", to="EUR", on="2010-11-21", rates=ECB, missing="interpolate").amount == pytest.approx(51.12, abs=within)
    with pytest.raises(InputProblems):  # the nearest end is no answer to a hole in the middle
        convert(100, "BGN", to="EUR", on="2010-11-21", rates=ECB, missing="nearest_end")


def test_fx_01_before_the_euro_there_is_no_rate_unless_the_nearest_end_is_taken() -> None:
    _, expected, within = case("fx-01-ecb-readme")
    assert expected["values"][2] == "error by default; 117.89 with clamp to 1999-01-04"
    for missing in ("refuse", "interpolate"):
        with pytest.raises(InputProblems) as refused:
            convert(100, "EUR", to="USD", on="1986-02-02", rates=ECB, missing=missing)
        assert str(refused.value) == (
            "convert: on: USD is published from 1999-01-04 to 2016-05-06, not for 1986-02-02; missing: nearest_end takes the nearest end"
        )
    taken = convert(100, "EUR", to="USD", on="1986-02-02", rates=ECB, missing="nearest_end")
    assert taken.amount == pytest.approx(117.89, abs=within)


def test_fx_01_from_the_file_of_the_central_bank() -> None:
    rates = read_exchange_rates(reference("ecb_fx_daily_2015_2026.csv"))
    assert convert(100, "USD", to="EUR", on="2016-05-06", rates=rates).amount == pytest.approx(87.512, abs=0.01)
    with pytest.raises(InputProblems, match="USD has no value for 2016-05-07"):  # a Saturday
        convert(100, "USD", to="EUR", on="2016-05-07", rates=rates)
    # Between two days an interpolated rate and its inverse agree, which those on a straight line do not.
    there = convert(1, "USD", to="INR", on="2016-05-07", rates=rates, missing="interpolate").amount
    back = convert(1, "INR", to="USD", on="2016-05-07", rates=rates, missing="interpolate").amount
    assert there * back == pytest.approx(1, abs=1e-12)


def test_fx_03_by_annual_averages() -> None:
    _, expected, within = case("fx-03-cpi")
    cpi = read_published(reference("bls_cpi_u_us_annual_avg_1913_2025.csv"), date="year", value="annual_avg_index", name="CPI-U")
    in_2017 = restate(100, of="1950", to="2017", index=cpi)
    assert in_2017.amount == pytest.approx(expected["values"][0], abs=within)
    assert restate(100, of="1950", to="1960", index=cpi).amount == pytest.approx(expected["values"][1], abs=within)
    # The traps: the wrong way round 100 would be 9.83, and by the index of January 2017 (242.839) 1,007.63.
    assert abs(in_2017.amount - 9.83) > 1 and abs(in_2017.amount - 1007.63) > 1
    assert str(in_2017) == "100.00 of 1950 is 1,017.10 in prices of 2017, by CPI-U: × 10.170954."


def test_fx_03_by_months() -> None:
    _, expected, within = case("fx-03-cpi")
    # CPI-U of January 1950 and January 2018 (BLS).
    cpi = Published.of("CPI-U", {"1950-01": 23.5, "2018-01": 247.867})
    assert restate(100, of="1950-01", to="2018-01", index=cpi).amount == pytest.approx(expected["values"][2], abs=within)
    # The trap: by the annual averages of 1950 (24.1) and 2018 (251.107) it would be 1,041.94.
    assert abs(restate(100, of="1950-01", to="2018-01", index=cpi).amount - 1041.94) > 10


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"of": "1950"}, "restate: of: 1950 is a year, and CPI-U is published by month; write it as 2017-04"),
        ({"to": "2018-13"}, "restate: to: 2018-13 does not exist; months run from 01 to 12"),
        ({"to": "soon"}, 'restate: to: is "soon", not a date; write a day as 2017-04-30, a month as 2017-04 or a year as 2017'),
        (
            {"missing": "interpolated"},
            'restate: of: "interpolated" is no way to fill in what is missing; did you mean "interpolate"?',
        ),
    ],
)
def test_what_cannot_be_restated(asked: dict[str, str], told: str) -> None:
    cpi = Published.of("CPI-U", {"1950-01": 23.5, "2018-01": 247.867})
    with pytest.raises(InputProblems) as refused:
        restate(100, **{"of": "1950-01", "to": "2018-01", "index": cpi} | asked)
    assert str(refused.value) == told


def test_a_currency_without_a_rate() -> None:
    with pytest.raises(InputProblems) as refused:
        convert(1, "US", to="EUR", on="2016-05-06", rates=ECB)
    assert str(refused.value) == 'convert: currency: "US" has no published rate; there are EUR, USD, BGN; did you mean "USD"?'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,value\n2020,1\n2020-02,2\n", "cpi.csv: value has values by month and by year; give all of them by day, by month or by year"),
        ("date,value\n2020,1\n2021,0\n", "cpi.csv: value has no value above 0 for 2021; leave out what was not published"),
        ("date,value\n2020,1\n2021,two\n", 'cpi.csv:3: column value: "two" is not a number; write digits only, e.g. 50000'),
        ("date,values\n2020,1\n", 'cpi.csv: there is no column "value"; did you mean "values"?'),
    ],
)
def test_a_table_that_is_no_series(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "cpi.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputProblems) as refused:
        read_published(tmp_path / "cpi.csv", date="date", value="value")
    assert str(refused.value) == told


def test_both_answers_as_tables() -> None:
    assert str(bo.table(convert(100, "EUR", to="USD", on="2013-03-21", rates=ECB))).split()[-4:] == ["2013-03-21", "100.00", "129.10", "1.291"]
    cpi = Published.of("CPI-U", {"1950": 24.1, "1960": 29.6})
    assert str(bo.table(restate(100, of="1950", to="1960", index=cpi))).split()[-3:] == ["100.00", "122.82", "1.22822"]
