"""What the gate refuses because the model would get it wrong without a word."""

from __future__ import annotations

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.plan import ExchangeRateOf, Index, OnCostBand, Plan, Team


def test_an_index_may_not_go_by_the_name_of_a_currency():
    """Both are factors of a price, found by name: the one would be taken for the other."""
    euro = ExchangeRateOf(currency="EUR", rate=2.0)
    with pytest.raises(InputProblems, match='index: "EUR" is also a currency under fx; give the index another name'):
        Plan(name="p", currency="USD", start="2027-01", months=1, fx=(euro,), indices=(Index(index="EUR", growth_share_per_year=0.1),))


def test_a_band_ends_above_its_beginning_in_every_draw():
    band = OnCostBand(scheme="s", band="b", rate_share=0.1, from_pay_per_year=PerDraw((0.0, 5000.0)), to_pay_per_year=1000.0)
    with pytest.raises(InputProblems, match="to_pay_per_year: is not above from_pay_per_year"):
        Plan(name="p", currency="USD", start="2027-01", months=1, on_costs=(band,))


def test_a_number_of_months_is_the_same_in_every_draw():
    with pytest.raises(InputProblems, match="time_to_hire_months: differs from draw to draw"):
        Team(team="a", function="f", site="HQ", heads=1, salary_per_year=1, time_to_hire_months=PerDraw((1, 2)))
