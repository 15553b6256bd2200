"""A rate card: what vendors ask for an hour of people of each labour category, how it is read, and what it makes of a vendor's price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np

from backoffice_lib.basics.errors import Problem, Wrong, listed, nearest
from backoffice_lib.basics.money import counted
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.uncertain import Number, as_number, likely, stacked
from backoffice_lib.basics.units import Measure, Years
from backoffice_lib.plan.mapped import Heading, UnusableRows, columns_of, each_its_own
from backoffice_lib.plan.vendors import Vendor

if TYPE_CHECKING:
    from backoffice_lib.plan.plan import Plan

LEVELS = ("high school", "associate", "bachelor", "master", "doctorate")
"""Levels of education, the lowest first; what a card says in other words stays as it says it."""
OfferedPerHour = Annotated[Number, Measure("money/hour", above_low=True)]


class RateOffer(Record):
    """A row of a rate card: what a vendor asks for an hour of somebody of a labour category, and what it says of who that is."""

    KIND: ClassVar[str] = "rate_offer"
    GROUP: ClassVar[str] = "rate_card"

    labour_category: Text
    vendor: Text = ""
    education: Text = ""
    experience_years: Years | None = None
    price_per_hour: OfferedPerHour
    currency: Text = ""
    source: Text = ""

    @property
    def key(self) -> str:
        return f"{self.labour_category} of {self.vendor}" if self.vendor else self.labour_category


CARD_COLUMNS = ("labour_category", "vendor", "education", "experience_years", "price_per_hour", "unit", "source")


def _of_a_card(columns: dict[str, Heading]) -> dict[str, Heading]:
    for needed, what in (("labour_category", "whom the prices are for"), ("price_per_hour", "what the prices are")):
        if needed not in columns:
            raise Wrong(f"does not say {what}", f"name the column of {needed}")
    return each_its_own(columns)


class RateCardSource(Record):
    """How to read a rate card: its file, which of its columns is what, the currency of its prices, and how its text is stored.

    columns: our name of a column to the file's. unit: what a price is for; rows that say another than the hour cannot be used.
    encoding: of a CSV file; cp1252 is what Excel on Windows writes where it does not say UTF-8. unusable_rows: `stop`, or `leave_out` and
    report them. Prices with a currency sign or commas between thousands, and cells with line breaks, are repaired and reported.
    """

    KIND: ClassVar[str] = "rate_card"

    file: Name
    columns: columns_of("a rate card", CARD_COLUMNS, _of_a_card, ("labour_category",))
    currency: Text = ""
    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    unusable_rows: UnusableRows = "stop"
    source: Text = ""

    @property
    def key(self) -> str:
        return self.file


@dataclass(frozen=True)
class Wanted:
    """Which offers of a card are meant; what is blank says nothing.

    words: each of them stands in the labour category, in any order and case. least_years, most_years: of experience asked for.
    """

    words: str = ""
    vendor: str = ""
    education: str = ""
    least_years: float | None = None
    most_years: float | None = None

    def among(self, offers: Iterable[RateOffer]) -> tuple[RateOffer, ...]:
        """The offers that are meant."""
        words = words_of(self.words)
        return tuple(offer for offer in offers if words <= words_of(offer.labour_category) and self._fits(offer))

    def _fits(self, offer: RateOffer) -> bool:
        years = offer.experience_years
        return (
            self.vendor.casefold() in ("", offer.vendor.casefold())
            and self.education.casefold() in ("", offer.education.casefold())
            and (self.least_years is None or (years is not None and years >= self.least_years))
            and (self.most_years is None or (years is not None and years <= self.most_years))
        )

    def problem(self, offers: Iterable[RateOffer]) -> tuple[str, str, str, str] | None:
        """Why no offer is meant, when none is: what of it is wrong, what is wrong with that, what would be right, and the nearest."""
        offers = tuple(offers)
        if None not in (self.least_years, self.most_years) and self.least_years > self.most_years:
            return "least_years", f"is {self.least_years:g}, above the most of {self.most_years:g}", "give a range from low to high", ""
        if self.among(offers):
            return None
        for part, field in (("vendor", "vendor"), ("education", "education")):
            known = list(dict.fromkeys(getattr(offer, field) for offer in offers if getattr(offer, field)))
            asked = getattr(self, part)
            if asked and asked.casefold() not in map(str.casefold, known):
                near = nearest(asked, known)
                return part, f'"{asked}" is no {field} of the rate card', "" if near else f"it has {listed(known, 12) or 'none'}", near
        if not Wanted(self.words).among(offers):
            near = nearest(self.words, list(dict.fromkeys(offer.labour_category for offer in offers)))
            return "words", f'no labour category of the rate card has all words of "{self.words}"', "" if near else "give fewer words", near
        return "words", "no offer of the rate card fits all that is asked for", "ask for less", ""

    def __str__(self) -> str:
        years = [f"{self.least_years:g} years or more"] if self.least_years is not None else []
        years += [f"{self.most_years:g} years or less"] if self.most_years is not None else []
        return ", ".join(filter(None, (f'"{self.words}"' if self.words else "", self.vendor, self.education, *years)))


def level_order(level: str) -> tuple[int, str]:
    """Where a level of education stands among all: the lowest first, then what is none of those known."""
    return (LEVELS.index(level) if level in LEVELS else len(LEVELS), level)


def words_of(text: str) -> set[str]:
    """The words of a text without their case."""
    return set(re.findall(r"\w+", text.casefold()))


def quantile(offers: Iterable[RateOffer], share: Number) -> Number:
    """The price below which a share of some offers lies, on a straight line between the two around it."""
    return as_number(np.quantile(stacked([offer.price_per_hour for offer in offers]), likely(share), axis=0))


def wanted_by(vendor: Vendor) -> Wanted | None:
    """Which offers a vendor is priced by; nothing where it says none."""
    if not vendor.labour_category and not vendor.card_vendor:
        return None
    return Wanted(vendor.labour_category, vendor.card_vendor, vendor.card_education, vendor.card_least_years, vendor.card_most_years)


def priced_by_card(plan: Plan, vendor: Vendor) -> Vendor:
    """The vendor with the price of an hour that the card has for what it says, when it gives none itself; its source is the card's."""
    wanted = wanted_by(vendor) if vendor.price_per_hour is None else None
    offers = wanted.among(plan.rate_card) if wanted else ()
    if not offers or vendor.currency not in ("", offers[0].currency or plan.currency):
        return vendor
    priced = vendor.with_(price_per_hour=quantile(offers, vendor.card_quantile_share), currency=vendor.currency or offers[0].currency)
    told = f"{_position(likely(vendor.card_quantile_share))} of {_counted(offers)} for {wanted}" + (f" in {offers[0]._origin.file}" if offers[0]._origin.file else "")
    card = "; ".join(filter(None, (told, offers[0].source)))
    return priced.read_at(replace(vendor._origin, sources={**vendor._origin.sources, "price_per_hour": card}))


def _position(share: float) -> str:
    named = {0.0: "the lowest", 0.25: "the lower quartile", 0.5: "the median", 0.75: "the upper quartile", 1.0: "the highest"}
    return named.get(share, f"the quantile {share:g}")


def _counted(offers: tuple[RateOffer, ...]) -> str:
    vendors = len({offer.vendor for offer in offers if offer.vendor})
    return counted(len(offers), "offer") + (f" of {counted(vendors, 'vendor')}" if vendors else "")


def problems_in_card_prices(plan: Plan, unread: bool = False) -> Iterator[Problem]:
    """Vendors that are to be priced by offers the card does not have. unread: whether there is a card that could not be read."""
    fields = {"words": "labour_category", "vendor": "card_vendor", "education": "card_education", "least_years": "card_least_years"}
    for vendor in plan.vendors if not unread else ():
        if (wanted := wanted_by(vendor)) is None:
            continue
        first = "labour_category" if vendor.labour_category else "card_vendor"
        if not plan.rate_card:
            yield vendor.problem(first, "is given, and the plan has no rate card", "name one under rate_card in plan.yaml, or give price_per_hour")
        elif wrong := wanted.problem(plan.rate_card):
            part, what, mend, near = wrong
            yield vendor.problem(fields[part] if getattr(wanted, part) not in ("", None) else first, what, mend, near)
        elif vendor.price_per_hour is None:
            of = plan.rate_card[0].currency or plan.currency
            yield vendor.problem("currency", f"is {vendor.currency}, and the rate card is in {of}", "leave it blank, or give price_per_hour")
