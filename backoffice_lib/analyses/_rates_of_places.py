"""What the rates say of each place: the wage of a role, the load of its country, rent of an office, who does the job there.

A place lies within its wider places; the widest is its country. Where a place has no figure of its own another stands in, and
that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backoffice_lib.basics.uncertain import likely
from backoffice_lib.drivers.escalators import at_start
from backoffice_lib.plan import Plan, Rate
from backoffice_lib.plan.exchange import first_rates
from backoffice_lib.plan.rates import WAGE, wider

ON_COSTS, RENT, SERVICE, SPACE, EXCHANGE = "on-costs", "office rent", "service charges", "space", "exchange rate"
POOL, QUOTIENT = "labour pool", "location quotient"
NATION = "National"
"""What publishers of the United States call the whole of them; its space a head stands in where a country has none."""


@dataclass(frozen=True)
class Found:
    """A figure of a place in plan currency, or none; words: what is to be said of it; sources: who published it."""

    value: float | None
    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class RatesOfPlaces:
    """The rates of a plan, asked by place; money in plan currency, carried to the first month of the plan by its indices.

    unaged: the indices that rates asked for name and the plan has not.
    """

    def __init__(self, plan: Plan, labour: Iterable[Rate]):
        self._plan, self._rates = plan, plan.rates
        self._growth = at_start(plan)
        self._labour = {(rate.what, rate.item, rate.place): rate for rate in (*plan.rates, *labour) if rate.what in (POOL, QUOTIENT)}
        self._within: dict[str, list[str]] = {}
        for rate in self._rates:
            known = self._within.setdefault(rate.place, [])
            if rate.wider_place and rate.wider_place not in known:
                known.append(rate.wider_place)
        self.unaged: dict[str, None] = {}

    def places(self, role: str) -> list[str]:
        """The places with a wage of a role, or of which it was not released; not those that only stand in for others."""
        found = dict.fromkeys(rate.place for rate in self._of(WAGE) if rate.item == role)
        around = {above for rate in self._of(WAGE) if rate.item == role for above in self.around(rate.place)}
        return [place for place in found if place not in around]

    def other_wages(self, role: str) -> dict[str, list[str]]:
        """The roles of which there are wages in each place that has none of the role asked for."""
        of_role = set(self.places(role))
        wide = {above for rate in self._of(WAGE) for above in self.around(rate.place)}
        found: dict[str, list[str]] = {}
        for rate in self._of(WAGE):
            if rate.place not in of_role | wide:
                found.setdefault(rate.place, []).append(rate.item)
        return found

    def around(self, place: str) -> list[str]:
        """The places around a place, from near to far."""
        return sorted(self._above(place), key=lambda one: -len(self._above(one)))

    def country(self, place: str) -> str:
        """The widest place around a place, itself where there is none; nothing for a place no rate speaks of."""
        return [place, *self.around(place)][-1] if place in self._within else ""

    def wage(self, role: str, place: str) -> Found:
        """The wage of a full-time year; where it was not released, that of the place around it."""
        rate = next((rate for rate in self._of(WAGE) if (rate.item, rate.place) == (role, place)), None)
        if rate is None:
            return Found(None, (f"no wage of {role} is in the rates",))
        if rate.value is not None:
            return self._money(rate, _assumed("its wage", rate))
        source, withheld = f"wage: {rate.source}", f"wage not released ({reason(rate)})"
        instead = next(wider(rate, self._rates), None)
        if instead is None:
            return Found(None, (withheld,), (source,))
        found = self._money(instead, (f"{withheld}: that of {instead.place} stands in",))
        return Found(found.value, found.words, (source, *found.sources))

    def load(self, country: str) -> Found:
        """The published load of on-costs on a wage; the middle, where there is a range."""
        shares = (rate for rate in self._of(ON_COSTS) if rate.unit == "share" and rate.value is not None)
        known = [rate for rate in shares if rate.place == country and "load" in rate.item]
        exact = [rate for rate in known if rate.item.startswith("load on a yearly salary")]
        chosen = exact[:1] or known
        if not chosen:
            return Found(None, (f"no load of on-costs is published for {country or 'its country'}",))
        value = sum(rate.value for rate in chosen) / len(chosen)
        middle = (f"on-costs: the middle of {chosen[0].value:g} to {chosen[-1].value:g} of pay",) if len(chosen) > 1 else ()
        return Found(value, middle or _assumed("its load of on-costs", chosen[0]), tuple(f"on-costs: {rate.source}" for rate in chosen))

    def rent(self, place: str) -> Found:
        """Rent and service charges of an m2 of office for a year; of the place around it, or one within it, where it has none."""
        offices = {rate.place: rate for rate in reversed(list(self._of(RENT)))}
        within = [one for one in offices if place in self.around(one)]
        at = next((one for one in (place, *self.around(place), *within) if one in offices), None)
        if at is None:
            return Found(None, ("no rent is published",))
        words = _assumed("its rent", offices[at]) if at == place else (f"no rent of its own: that of {at} stands in",)
        parts = [self._money(offices[at], words)]
        parts += [self._money(rate) for rate in self._of(SERVICE) if rate.place == at]
        if any(part.value is None for part in parts):
            return next(part for part in parts if part.value is None)
        return Found(sum(part.value for part in parts), words, tuple(source for part in parts for source in part.sources))

    def m2_per_head(self, country: str) -> Found:
        """The office space of a person in a country."""
        known = {rate.place: rate for rate in reversed(list(self._of(SPACE)))}
        rate = known.get(country) or known.get(NATION)
        if rate is None:
            return Found(None, ("no office space a head is published",))
        words = () if rate.place == country else (f"no office space a head of its own: that of {rate.place} stands in",)
        return Found(rate.value, words, (f"space: {rate.value:g} m2 a head, {rate.source}",))

    def labour(self, what: str, role: str, place: str) -> Found:
        """How many people do the job in a place, or how many that is for its size."""
        rate = self._labour.get((what, role, place))
        if rate is None:
            return Found(None, (f"no {what} is published",))
        source = f"{what}: {rate.source}"
        if rate.value is not None:
            return Found(rate.value, (), (source,))
        instead = next(wider(rate, self._labour.values()), None)
        more = f"; {instead.place} as a whole has {instead.value:,g}" if instead else ""
        return Found(None, (f"{what} not released ({reason(rate)}{more})",), (source,))

    def _above(self, place: str) -> list[str]:
        """All places around a place, as they are found."""
        found = list(self._within.get(place, ()))
        for above in found:
            found += [further for further in self._within.get(above, ()) if further not in (*found, place)]
        return found

    def _of(self, what: str) -> Iterator[Rate]:
        return (rate for rate in self._rates if rate.what == what)

    def _money(self, rate: Rate, words: tuple[str, ...] = ()) -> Found:
        """A rate in plan currency in the first month of the plan."""
        growth = self._growth.get(rate.aged_by, 1.0)
        if rate.aged_by and rate.aged_by not in self._growth:
            self.unaged[rate.aged_by] = None
        exchange, sources = self._exchange(rate.currency)
        if exchange is None:
            return Found(None, (f"there is no exchange rate of {rate.currency}",), (f"{rate.what}: {rate.source}",))
        return Found(rate.value * growth * exchange, words, (f"{rate.what}: {rate.source} ({rate.as_of})", *sources))

    def _exchange(self, currency: str) -> tuple[float | None, tuple[str, ...]]:
        """What a unit of a currency is worth: by the plan, or as it is published."""
        if currency in ("", self._plan.currency):
            return 1.0, ()
        if own := first_rates(self._plan).get(currency):
            return likely(own), ()
        published = (rate for rate in self._of(EXCHANGE) if (rate.item, rate.currency) == (currency, self._plan.currency))
        rate = next(published, None)
        return (rate.value, (f"{currency}: {rate.source}",)) if rate else (None, ())


def reason(rate: Rate) -> str:
    """Why a figure was not released: what its source says last."""
    return rate.source.rpartition(", ")[2]


def _assumed(what: str, rate: Rate) -> tuple[str, ...]:
    return (f"{what} is an assumption that nobody published",) if rate.status == "assumption" else ()
