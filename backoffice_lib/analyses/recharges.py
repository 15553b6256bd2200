"""Recharges: which business units bear the cost of the back office, by which keys, and what captives charge above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import money, sentence, spoken
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_one, in_several_places, is_pay, together
from backoffice_lib.ledger.wide import in_cents
from backoffice_lib.plan import Plan, Recharge
from backoffice_lib.plan.recharges import SHARE

NOT_RECHARGED = "not recharged"
Of = tuple[str, str]
"""The function a cost is of, or the site where it is of none; both blank where it is of neither."""


@dataclass(frozen=True)
class Charge:
    """What one business unit bears of one function, or of what a site costs besides; nobody's where business_unit is `not recharged`.

    share: of the cost, by the weight of its allocation_key. cost: of the group. markup: what captives charge above it; charged: both.
    by_year: cost and mark-up of each fiscal year.
    """

    function: str
    site: str
    business_unit: str
    allocation_key: str
    weight: float
    share: float
    cost: float
    markup: float
    by_year: tuple[tuple[int, float, float], ...]

    @property
    def charged(self) -> float:
        """What the unit is charged: cost and mark-up."""
        return round(self.cost + self.markup, 2)

    @property
    def of(self) -> str:
        """The function, or the site, by name."""
        return self.function or (f"space and set-up at {self.site}" if self.site else "neither a function nor a site")


@dataclass(frozen=True)
class Captive:
    """A company of the group that runs a site abroad and charges its cost and a mark-up: its profit, which the group eliminates."""

    site: str
    cost: float
    transfer_markup_share: float
    profit: float

    @property
    def charged(self) -> float:
        """What it charges the other companies of the group."""
        return round(self.cost + self.profit, 2)


@dataclass(frozen=True)
class Recharges:
    """The answer to `recharges`, to the cent over the plan, in plan currency, draw 0, profit view.

    cost: of the group, that of the ledger. recharged, not_recharged: its parts. profit: what captives charge above their cost; the entities
    are charged cost and profit together, and the group eliminates the profit, so that its cost stays what it is. notes: which functions
    and captives have too few people to be told apart, and how they are recharged.
    """

    plan: str
    scenario: str
    currency: str
    cost: float
    recharged: float
    not_recharged: float
    profit: float
    charges: tuple[Charge, ...]
    left: tuple[Charge, ...]
    captives: tuple[Captive, ...]
    notes: tuple[str, ...] = ()

    @property
    def charged(self) -> float:
        """The entity view: cost and the mark-up of captives."""
        return round(self.cost + self.profit, 2)

    @property
    def business_units(self) -> tuple[str, ...]:
        """The business units, the one that bears most first."""
        units = dict.fromkeys(charge.business_unit for charge in self.charges)
        return tuple(sorted(units, key=lambda unit: -sum(one.charged for one in self.charges if one.business_unit == unit)))

    def __str__(self) -> str:
        who, cost = sentence(spoken(self.scenario)), money(self.cost, self.currency)
        if not self.charges:
            return f"{who} recharges none of its {cost}: recharges.csv says of no function who uses it."
        first = self.business_units[0]
        most = sum(one.cost for one in self.charges if one.business_unit == first)
        said = f"{who} recharges {self.recharged / self.cost:.0%} of {cost}, most of it, {money(most, self.currency)}, to {first}"
        left = f"; {money(self.not_recharged, self.currency)} is not recharged" if self.not_recharged else ""
        above = f". Captives charge {money(self.profit, self.currency)} above their cost, which the group eliminates" if self.profit else ""
        return f"{said}{left}{above}.".replace("%", " %", 1)


def recharges(ledger: Ledger) -> Recharges:
    """The cost of a scenario by business unit, each function to the cent, and what captives charge above their cost.

    Functions of too few people to show what they are paid are recharged together with others, all by the key of the largest.
    """
    plan = ledger.plan
    years = list(dict.fromkeys(plan.fiscal_year(month) for month in plan.calendar))
    shown = _Shown.of(ledger)
    cells, costs = _costs(ledger, years, shown)
    markups = in_cents(np.array([amounts * _markup(plan, site) / 100 for (_, site), amounts in zip(cells, costs, strict=True)]).reshape(costs.shape))
    spread = [
        charge
        for of in dict.fromkeys(of for of, _ in cells)
        for charge in _spread(plan, of, shown.key_of.get(of, of), years, *(_of(cells, part, of) for part in (costs, markups)))
    ]
    kept = [charge for charge in spread if charge.business_unit == NOT_RECHARGED]
    charges = [charge for charge in spread if charge.business_unit != NOT_RECHARGED]
    return Recharges(
        plan=plan.name,
        scenario=ledger.scenario,
        currency=plan.currency,
        cost=_sum(costs),
        recharged=round(sum(charge.cost for charge in charges), 2),
        not_recharged=round(sum(charge.cost for charge in kept), 2),
        profit=_sum(markups),
        charges=tuple(charges),
        left=tuple(sorted(kept, key=lambda charge: -abs(charge.cost))),
        captives=tuple(_captives(plan, cells, costs, markups)),
        notes=tuple(shown.notes()),
    )


@dataclass(frozen=True)
class _Shown:
    """Under what costs are shown, so that nobody's pay can be told: of each function the row it is in, and of each row of several the
    function by whose key it is recharged; captives, and the teams of them whose pay is no part of what they charge."""

    row_of: dict[Of, Of]
    key_of: dict[Of, Of]
    captives: dict[str, tuple[str, ...]]
    hidden: frozenset[str]

    @classmethod
    def of(cls, ledger: Ledger) -> _Shown:
        """What of a ledger is shown under what."""
        plan = ledger.plan
        own = [site.site for site in plan.sites if site.transfer_markup_share is not None]
        hidden = in_several_places(ledger, lambda team: team.site if team.site in own else "")
        row_of, key_of = {}, {}
        for of, several in together([ledger], lambda line: _named(line.posting.subjects.labels)).items():
            row_of[of] = (in_one([function for function, _ in several]), "") if len(several) > 1 else of
            if len(several) > 1:
                key_of[row_of[of]] = max(several, key=lambda one: _heads(ledger, one[0]))
        captives = {site: tuple(team.team for team in plan.teams if team.site == site and team.team in hidden) for site in own}
        return cls(row_of, key_of, captives, hidden)

    def captive(self, site: str, team: str, pay: bool) -> str:
        """The captive that spends a cost; blank for none."""
        return "" if site not in self.captives or pay and team in self.hidden else site

    def notes(self) -> Iterator[str]:
        """What is shown together and what is left out, and why."""
        for (name, _), (largest, _) in self.key_of.items():
            yield f"{name} are recharged together, by the key of {largest}: one of them has too few people to show what they are paid"
        for site, teams in self.captives.items():
            if teams:
                yield f"the pay of {listed(teams, 3)} is not in the cost of {site}, nor in its mark-up: too few people to show it"


def _named(labels: Mapping[str, Sequence[str]]) -> list[Of]:
    """The function of each row of costs, or its site where it is of none."""
    return [(function, "" if function else site) for function, site in zip(labels["function"], labels["site"], strict=True)]


def _heads(ledger: Ledger, function: str) -> float:
    """The people of a function, over all months."""
    mine = [at for at, team in enumerate(ledger.plan.teams) if team.function == function]
    return float(ledger.operations.staffing.at_work[:, mine, 0].sum())


def _costs(ledger: Ledger, years: Sequence[int], shown: _Shown) -> tuple[list[tuple[Of, str]], np.ndarray]:
    """What costs by function or site, and by the captive that spends it (blank for none), in whole cents by year; in all, the ledger's."""
    calendar = [years.index(ledger.plan.fiscal_year(month)) for month in ledger.plan.calendar]
    by_year = (np.arange(len(years))[:, None] == calendar).astype(float)
    sums: dict[tuple[Of, str], np.ndarray] = {}
    pay = is_pay(ledger)
    for line in ledger.seen_in("profit"):
        labels, amounts = line.posting.subjects.labels, by_year @ line.amount[:, :, 0]
        for row, (of, site, team) in enumerate(zip(_named(labels), labels["site"], labels["team"], strict=True)):
            if amounts[:, row].any():
                cell = (shown.row_of[of], shown.captive(site, team, line.category.name in pay))
                sums[cell] = sums.get(cell, 0.0) + amounts[:, row]
    cells = sorted(sums, key=lambda cell: (cell[0][0] == "", cell))
    return cells, in_cents(np.array([sums[cell] for cell in cells]).reshape(len(cells), len(years)))


def _spread(plan: Plan, of: Of, key: Of, years: Sequence[int], cost: np.ndarray, markup: np.ndarray) -> Iterator[Charge]:
    """What one function or site costs, spread over the business units of a key; what no row is for, or shares leave, is not recharged."""
    rows = [row for row in plan.recharges if row.of == key and likely(row.weight)]
    weights = [float(likely(row.weight)) for row in rows]
    whole = 1.0 if rows and rows[0].allocation_key == SHARE else sum(weights)
    shares = [weight / whole for weight in weights] if rows else []
    left = max(1 - sum(shares), 0.0)
    bearing: list[Recharge | None] = [*rows, *([None] if not rows or left > 1e-9 else [])]
    shares = [*shares, left][: len(bearing)]
    costs, markups = ([_largest_remainder(int(amount), shares) for amount in part] for part in (cost, markup))
    for at, (row, share) in enumerate(zip(bearing, shares, strict=True)):
        yield Charge(
            function=of[0],
            site=of[1],
            business_unit=row.business_unit if row else NOT_RECHARGED,
            allocation_key=row.allocation_key if row else "",
            weight=float(likely(row.weight)) if row else 0.0,
            share=share,
            cost=sum(year[at] for year in costs) / 100,
            markup=sum(year[at] for year in markups) / 100,
            by_year=tuple((year, own[at] / 100, more[at] / 100) for year, own, more in zip(years, costs, markups, strict=True)),
        )


def _largest_remainder(amount: int, shares: Sequence[float]) -> list[int]:
    """Whole cents in parts that add up to them; what rounding leaves over goes to the largest remainders."""
    exactly = [amount * share for share in shares]
    parts = [int(np.floor(part)) for part in exactly]
    by_remainder = sorted(range(len(parts)), key=lambda at: parts[at] - exactly[at])
    for at in by_remainder[: amount - sum(parts)]:
        parts[at] += 1
    return parts


def _captives(plan: Plan, cells: Sequence[tuple[Of, str]], costs: np.ndarray, markups: np.ndarray) -> Iterator[Captive]:
    for site in dict.fromkeys(site for _, site in cells if site):
        own = [at for at, (_, of) in enumerate(cells) if of == site]
        yield Captive(site, _sum(costs[own]), _markup(plan, site), _sum(markups[own]))


def _markup(plan: Plan, site: str) -> float:
    return float(likely(plan.record("site", site).transfer_markup_share)) if site else 0.0


def _of(cells: Sequence[tuple[Of, str]], amounts: np.ndarray, of: Of) -> np.ndarray:
    return amounts[[at for at, (own, _) in enumerate(cells) if own == of]].sum(axis=0)


def _sum(whole_cents: Iterable[np.ndarray] | np.ndarray) -> float:
    return round(float(np.sum(whole_cents)) / 100, 2)
