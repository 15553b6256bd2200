"""Prices of vendors taken from a rate card, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice_lib.analyses.rate_card import rate_card
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.levers import OutsourceWork
from backoffice_lib.plan import ExchangeRateOf, Plan, RateOffer, Vendor
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, spent
from tests.hand.small import clerks, small_plan

CARD = tuple(
    RateOffer(labour_category=category, vendor=vendor, education=education, experience_years=years, price_per_hour=price)
    for category, vendor, education, years, price in (
        ("Records Clerk", "Files Inc", "high school", 1, 20),
        ("Clerk, Records (Senior)", "Files Inc", "associate", 6, 32),
        ("records clerk II", "Archive", "high school", 3, 26),
        ("Records Manager", "Archive", "bachelor", 8, 60),
        ("Data Clerk", "Archive", "", None, 18),
    )
)


def priced(card: tuple[RateOffer, ...] = CARD, **fields: Any) -> Vendor:
    return plan_with(card, **fields).vendors[0]


def plan_with(card: tuple[RateOffer, ...] = CARD, **fields: Any) -> Plan:
    fx = (ExchangeRateOf(currency="EUR", rate=1.1),)
    return small_plan(1, teams=(clerks(),), vendors=(Vendor(vendor="Bureau", **fields),), rate_card=card, fx=fx)


@pytest.mark.parametrize(
    ("asked", "price"),
    [
        ({"labour_category": "records clerk"}, 26.0),  # 20, 26, 32: all words, in any order and case
        ({"labour_category": "clerk", "card_quantile_share": 0.25}, 19.5),  # 18, 20, 26, 32: at 0.75 of the way from 18 to 20
        ({"labour_category": "clerk", "card_quantile_share": 1}, 32.0),
        ({"labour_category": "records clerk", "card_vendor": "files inc"}, 26.0),  # 20 and 32
        ({"card_vendor": "Archive"}, 26.0),  # 18, 26, 60
        ({"labour_category": "records", "card_education": "high school"}, 23.0),  # 20 and 26
        ({"labour_category": "records", "card_least_years": 3}, 32.0),  # 26, 32, 60
        ({"labour_category": "clerk", "card_least_years": 2, "card_most_years": 5}, 26.0),  # whoever does not say is in no range
        ({"labour_category": "records clerk", "price_per_hour": 11.0}, 11.0),  # a price that is given holds
    ],
)
def test_a_price_is_a_quantile_of_the_offers_that_are_meant(asked, price):
    assert priced(**asked).price_per_hour == pytest.approx(price)


def test_a_vendor_priced_by_the_card_is_paid_for_hours():
    half = OutsourceWork(function="records", vendor="Bureau", starting="2027-01", share=0.5)
    ledger = simulate(plan_with(labour_category="records clerk"), Scenario(name="by hand", levers=(half,)))
    assert spent(ledger, "vendor fees") == cents([5 * 148 * 26.0])


def test_a_card_in_another_currency_gives_the_currency_too():
    euros = tuple(offer.with_(currency="EUR") for offer in CARD)
    vendor = priced(euros, labour_category="records clerk")
    assert (vendor.price_per_hour, vendor.currency) == (26.0, "EUR")


def test_a_copy_of_the_plan_keeps_its_prices():
    plan = plan_with(labour_category="records clerk")
    assert plan.with_(name="again").vendors == plan.vendors


def test_our_vendors_are_held_against_the_offers_they_name():
    (own,) = rate_card(plan_with(labour_category="clerk", price_per_hour=25)).own
    assert (own.price_per_hour, own.asked, own.offers, own.median, own.cheaper_share) == (25.0, '"clerk"', 4, 23.0, 0.5)
    assert not rate_card(plan_with(labour_category="data", price_per_hour=25), "manager").own


def test_the_card_in_groups():
    plan = plan_with(price_per_hour=1)
    assert [(group.name, group.offers, group.median) for group in rate_card(plan, by="vendor").groups] == [("Archive", 3, 26.0), ("Files Inc", 2, 26.0)]
    assert [group.name for group in rate_card(plan, by="education").groups] == ["high school", "associate", "bachelor", "not said"]
    assert [(group.name, group.offers) for group in rate_card(plan, "records", by="experience").groups] == [
        ("0 to 2 years", 1),
        ("3 to 5 years", 1),
        ("6 to 9 years", 2),
    ]
    assert str(rate_card(plan, "manager")) == 'One offer of 1 vendor for "manager" asks USD 60.00 an hour.'


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"words": "records clark"}, 'words: no labour category of the rate card has all words of "records clark"; did you mean "Records Clerk"?'),
        ({"vendor": "Files"}, 'vendor: "Files" is no vendor of the rate card; did you mean "Files Inc"?'),
        ({"education": "doctorate"}, 'education: "doctorate" is no education of the rate card; it has high school, associate, bachelor'),
        ({"by": "town"}, 'by: "town" is no way to group offers; use labour_category, education, experience, vendor'),
        ({"years": (5, 3)}, "least_years: is 5, above the most of 3; give a range from low to high"),
        ({"words": "data", "education": "bachelor"}, "words: no offer of the rate card fits all that is asked for; ask for less"),
    ],
)
def test_what_the_card_does_not_have_is_told(asked, told):
    with pytest.raises(InputProblems) as refused:
        rate_card(plan_with(price_per_hour=1), **asked)
    assert str(refused.value) == told
