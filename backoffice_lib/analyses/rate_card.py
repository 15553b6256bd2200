"""Rate card: what vendors ask for an hour, by labour category, education, experience or vendor, and where our own vendors stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import counted, exact
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.plan import Plan, RateOffer
from backoffice_lib.plan.rate_card import Wanted, level_order, wanted_by

By = Literal["labour_category", "education", "experience", "vendor"]
NOT_SAID = "not said"
_BANDS = ((0, "0 to 2 years"), (3, "3 to 5 years"), (6, "6 to 9 years"), (10, "10 years and more"))


@dataclass(frozen=True)
class OfferGroup:
    """Some offers of a card: how many there are, of how many vendors, and what they ask for an hour."""

    name: str
    offers: int
    vendors: int
    lowest: float
    lower_quartile: float
    median: float
    upper_quartile: float
    highest: float


@dataclass(frozen=True)
class OwnVendor:
    """A vendor of the plan that is held against the card: its price of an hour, the offers it is held against, and the share of them that is cheaper."""

    vendor: str
    price_per_hour: float
    asked: str
    offers: int
    median: float
    cheaper_share: float


@dataclass(frozen=True)
class RateCard:
    """The answer to `rate_card`: offers in groups, in the card's currency, draw 0; the groups with most offers first, levels and years in their order.

    asked: which offers they are, in words; nothing for all. own: the plan's vendors that name a labour category or vendor of the card.
    """

    plan: str
    currency: str
    by: By
    asked: str
    groups: tuple[OfferGroup, ...]
    total: OfferGroup
    own: tuple[OwnVendor, ...]

    def __str__(self) -> str:
        total, asked = self.total, f" for {self.asked}" if self.asked else ""
        vendors = f" of {counted(total.vendors, 'vendor')}" if total.vendors else ""
        if total.offers == 1:
            return f"One offer{vendors}{asked} asks {self.currency} {exact(total.median)} an hour."
        half = f"half of them ask between {self.currency} {exact(total.lower_quartile)} and {exact(total.upper_quartile)} an hour"
        return f"{counted(total.offers, 'offer')}{vendors}{asked}: {half}, the median is {exact(total.median)}."


def rate_card(
    plan: Plan,
    words: str = "",
    by: By = "labour_category",
    vendor: str = "",
    education: str = "",
    years: tuple[float | None, float | None] = (None, None),
) -> RateCard:
    """What the offers of a plan's rate card ask for an hour: number, lowest, quartiles, median and highest of each group.

    words: all of them stand in the labour category. years: least and most of experience asked for. Raises InputProblems for a plan
    without a card, and where no offer is meant.
    """
    if by not in get_args(By):
        raise refuse("by", f'"{by}" is no way to group offers', choice("use", near := nearest(by, get_args(By)), get_args(By)), near)
    if not plan.rate_card:
        raise refuse(plan.name, "has no rate card", "name one under rate_card in plan.yaml")
    wanted = Wanted(words, vendor, education, *years)
    if wrong := wanted.problem(plan.rate_card):
        raise refuse(*wrong)
    offers = wanted.among(plan.rate_card)
    return RateCard(
        plan=plan.name,
        currency=plan.rate_card[0].currency or plan.currency,
        by=by,
        asked=str(wanted),
        groups=tuple(_groups(offers, by)),
        total=_group("all", offers),
        own=tuple(_own(plan, offers)),
    )


def _groups(offers: tuple[RateOffer, ...], by: By) -> list[OfferGroup]:
    members: dict[str, list[RateOffer]] = defaultdict(list)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for offer in offers:
        name = _name(offer, by)
        members[name.casefold()].append(offer)
        names[name.casefold()][name] += 1
    found = [_group(names[name].most_common(1)[0][0], own) for name, own in members.items()]
    if by == "education":
        return sorted(found, key=lambda group: (group.name == NOT_SAID, level_order(group.name)))
    if by == "experience":
        order = [*(name for _, name in _BANDS), NOT_SAID]
        return sorted(found, key=lambda group: order.index(group.name))
    return sorted(found, key=lambda group: (-group.offers, group.name.casefold()))


def _name(offer: RateOffer, by: By) -> str:
    """The group an offer is in; several spellings that differ in case alone are one."""
    if by == "experience":
        years = offer.experience_years
        return NOT_SAID if years is None else [name for least, name in _BANDS if years >= least][-1]
    return getattr(offer, by) or NOT_SAID


def _group(name: str, offers: Iterable[RateOffer]) -> OfferGroup:
    offers = tuple(offers)
    prices = np.array([likely(offer.price_per_hour) for offer in offers])
    asked = np.quantile(prices, [0, 0.25, 0.5, 0.75, 1]).round(4).tolist()
    return OfferGroup(name, len(offers), len({offer.vendor.casefold() for offer in offers if offer.vendor}), *asked)


def _own(plan: Plan, shown: tuple[RateOffer, ...]) -> Iterable[OwnVendor]:
    """The plan's vendors, each against the offers that it is priced by or held against, when any of these are shown."""
    known = set(map(id, shown))
    for vendor in plan.vendors:
        wanted = wanted_by(vendor)
        if wanted is None or vendor.price_per_hour is None or vendor.currency not in ("", plan.rate_card[0].currency or plan.currency):
            continue
        offers, price = wanted.among(plan.rate_card), float(likely(vendor.price_per_hour))
        if known.isdisjoint(map(id, offers)):
            continue
        prices = np.array([likely(offer.price_per_hour) for offer in offers])
        yield OwnVendor(vendor.vendor, round(price, 4), str(wanted), len(offers), round(float(np.median(prices)), 4), float((prices < price).mean()))
