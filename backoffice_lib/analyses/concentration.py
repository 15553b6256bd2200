"""Concentration: how much of what is spent on work done elsewhere hangs on one vendor or centre of our own abroad, one country, one currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import cents, money, sentence, spoken
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_one, in_several_places, is_pay, together
from backoffice_lib.ledger.ledger import Booked
from backoffice_lib.plan import Plan
from backoffice_lib.plan.kept_functions import ABROAD

PAID = ("vendor fees", "gain share", "service credits")
"""What vendors are paid, less what they return."""
NOT_SAID = "not said"


@dataclass(frozen=True)
class Part:
    """What one vendor, centre, country or currency takes of all that work done elsewhere costs over the plan, and its people in the last month.

    fte_at_end: None for a currency, which nobody works in.
    """

    name: str
    cost: float
    share: float
    fte_at_end: float | None


@dataclass(frozen=True)
class Provider(Part):
    """A vendor, or a centre of our own abroad, by the name of its site."""

    kind: Literal["vendor", "own centre"]


AnyPart = TypeVar("AnyPart", bound=Part)


@dataclass(frozen=True)
class Concentration:
    """The answer to `concentration`, in plan currency, draw 0: the cost of work done elsewhere by provider, country and currency, the largest first.

    cost: what vendors are paid, and all that centres of our own abroad cost: sites where teams are near- or offshore.
    even_parts: how many providers of the same size would be as concentrated: 1 over the sum of the squares of their shares (1 / Herfindahl-Hirschman).
    notes: what of the pay of centres is left out, since it could not be shown by itself.
    """

    plan: str
    scenario: str
    currency: str
    cost: float
    providers: tuple[Provider, ...]
    countries: tuple[Part, ...]
    currencies: tuple[Part, ...]
    even_parts: float
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        who = sentence(spoken(self.scenario))
        if not self.providers:
            return f"{who} pays no vendor, and has no centre of its own abroad."
        kinds = {one.kind for one in self.providers}
        on = " and ".join(words for kind, words in (("vendor", "vendors"), ("own centre", "own centres abroad")) if kind in kinds)
        most = ", ".join(f"{part.share:.0%} {how} {part.name}".replace("%", " %") for how, part in self._largest())
        return f"{who} spends {money(self.cost, self.currency)} on {on}: {most}."

    def _largest(self) -> list[tuple[str, Part]]:
        return list(zip(("with", "in", "priced in"), (self.providers[0], self.countries[0], self.currencies[0]), strict=True))


@dataclass(frozen=True)
class _Of:
    """Who does work elsewhere: a vendor or a centre, by name, and its country."""

    kind: Literal["vendor", "own centre"]
    name: str
    country: str


def concentration(ledger: Ledger) -> Concentration:
    """What a scenario spends on vendors and on centres of its own abroad, by provider, country and currency.

    What a few people of a centre are paid, who are too few to show it and come with others elsewhere, is left out; currencies that so few are paid in are one.
    """
    plan = ledger.plan
    who = list(_providers(plan))
    centres = {of.name for of in who if of.kind == "own centre"}
    hidden = in_several_places(ledger, lambda team: team.site if team.site in centres else "")
    currency_of = _in_one_currency(ledger, who, hidden)
    spent: dict[tuple[_Of, str], float] = defaultdict(float)
    for of, currency, amount in _spent(ledger, who, hidden):
        spent[of, currency_of.get(currency, currency)] += amount
    kept = {pair: amount for pair, amount in spent.items() if round(amount, 2)}
    rounded = dict(zip(kept, cents(list(kept.values())), strict=True))
    total, fte = round(sum(rounded.values()), 2), _people(ledger, who)
    ours = [of for of in who if any(of == own for own, _ in rounded)]

    def part(name: str, belongs: Callable[[_Of, str], bool]) -> tuple[str, float, float]:
        cost = round(sum(amount for (of, currency), amount in rounded.items() if belongs(of, currency)), 2)
        return name, cost, cost / total if total else 0.0

    providers = [Provider(*part(of.name, lambda own, _, of=of: own == of), fte[of], of.kind) for of in ours]
    countries = [
        Part(*part(name, lambda of, _, name=name: of.country == name), sum(fte[of] for of in ours if of.country == name))
        for name in dict.fromkeys(of.country for of in ours)
    ]
    currencies = [Part(*part(name, lambda _, own, name=name: own == name), None) for name in dict.fromkeys(own for _, own in rounded)]
    return Concentration(
        plan=plan.name,
        scenario=ledger.scenario,
        currency=plan.currency,
        cost=total,
        providers=_by_size(providers),
        countries=_by_size(countries),
        currencies=_by_size(currencies),
        even_parts=float(1 / np.sum(np.square([part.share for part in providers]))) if providers and total else 0.0,
        notes=tuple(_notes(plan, centres, hidden)),
    )


def _providers(plan: Plan) -> Iterator[_Of]:
    """The vendors, and the sites where teams are near- or offshore."""
    for vendor in plan.vendors:
        yield _Of("vendor", vendor.vendor, vendor.country or NOT_SAID)
    abroad = {team.site for team in plan.teams if team.mode in ABROAD}
    for site in plan.sites:
        if site.site in abroad:
            yield _Of("own centre", site.site, site.country or NOT_SAID)


def _in_one_currency(ledger: Ledger, who: Sequence[_Of], hidden: frozenset[str]) -> dict[str, str]:
    """Of each currency that a provider is paid in, what it is shown as."""
    def keys(line: Booked) -> list[str]:
        paid = zip(_of_rows(ledger, line, who, hidden), line.posting.subjects.currencies, strict=True)
        return [(currency or ledger.plan.currency) if of else "" for of, currency in paid]

    return {name: in_one([one for one in several if one]) for name, several in together([ledger], keys).items() if name}


def _of_rows(ledger: Ledger, line: Booked, who: Sequence[_Of], hidden: frozenset[str]) -> list[_Of | None]:
    """The provider that each row of a line is of; none for what hidden teams are paid."""
    labels, paid = line.posting.subjects.labels, line.category.name in PAID
    kind, label = ("vendor", "vendor") if paid else ("own centre", "site")
    named, pay = {of.name: of for of in who if of.kind == kind}, line.category.name in is_pay(ledger)
    return [None if pay and team in hidden else named.get(name) for name, team in zip(labels[label], labels["team"], strict=True)]


def _spent(ledger: Ledger, who: Sequence[_Of], hidden: frozenset[str]) -> Iterator[tuple[_Of, str, float]]:
    """Every cost of a provider, with the currency its price is in."""
    for line in ledger.seen_in("profit"):
        amounts = line.amount[:, :, 0].sum(axis=0).tolist()
        for of, currency, amount in zip(_of_rows(ledger, line, who, hidden), line.posting.subjects.currencies, amounts, strict=True):
            if of:
                yield of, currency or ledger.plan.currency, amount


def _people(ledger: Ledger, who: Sequence[_Of]) -> dict[_Of, float]:
    """The full-time equivalents of each provider in the last month."""
    plan, demand = ledger.plan, ledger.operations.demand
    vendors = {contract.contract: contract.vendor for contract in plan.contracts}
    of_vendor: dict[str, float] = defaultdict(float)
    for placed, people in zip(plan.placements, demand.placed_fte[-1, :, 0], strict=True):
        of_vendor[vendors[placed.contract]] += float(people)
    at_work = (ledger.operations.staffing.at_work[-1] * ledger.drivers["fte_share"][-1])[:, 0]
    of_site: dict[str, float] = defaultdict(float)
    for team, people in zip(plan.teams, at_work, strict=True):
        of_site[team.site] += float(people)
    return {of: (of_vendor if of.kind == "vendor" else of_site)[of.name] for of in who}


def _notes(plan: Plan, centres: Collection[str], hidden: Collection[str]) -> Iterator[str]:
    for site in sorted(centres):
        if teams := [team.team for team in plan.teams if team.site == site and team.team in hidden]:
            yield f"the pay of {listed(teams, 3)} is not in the figures of {site}: too few people to show it"


def _by_size(parts: Sequence[AnyPart]) -> tuple[AnyPart, ...]:
    return tuple(sorted(parts, key=lambda part: -part.cost))
