"""Compare places: what a person of a team costs in a year in every place of the rates, and who does the job there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from backoffice_lib.analyses._rates_of_places import POOL, QUOTIENT, Found, RatesOfPlaces
from backoffice_lib.basics.errors import InputProblems, listed, nearest, refuse
from backoffice_lib.basics.money import money, sentence, whole
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.basics.units import TOLERANCE
from backoffice_lib.drivers.escalators import at_start
from backoffice_lib.files.rates import read_labour_markets
from backoffice_lib.ledger.bands import Bands
from backoffice_lib.plan import OnCostBand, Plan, Rate, Team

MOST_POOL_SHARE = 0.02
"""A team that is more than one in fifty of all who do the job in a place is taken to find its pool too thin: that many cannot be
hired in a year or two without the pay of the place moving. An assumption; nobody publishes a threshold."""

HALF_A_PERCENT = 0.005


@dataclass(frozen=True)
class Place:
    """A place: what a person of the team costs there in a year, in plan currency, and who does the job there.

    here: whether the team is there now. wage: at the team's working time; on_costs, rent: of a person; each nothing where it is not
    known, and then so are total and saving. saving: a person and year, against where the team is now.
    labour_pool_heads: people who do the job there. location_quotient: their share of all jobs there against the nation's.
    pool_share: the team against them. sound: whether the wage is a published one of the place itself and the pool is known and large
    enough. words: what is wrong with the figures or stands against the place. sources: of each figure.
    """

    place: str
    here: bool
    wage: float | None
    on_costs: float | None
    rent: float | None
    total: float | None
    saving: float | None
    labour_pool_heads: float | None
    location_quotient: float | None
    pool_share: float | None
    sound: bool
    words: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PlaceComparison:
    """The answer to `compare_places`: every place with a wage of the team's role, the cheapest first.

    places: cheapest first, those without a total last. elsewhere: places that have wages of other roles alone, and which.
    most_pool_share: the share of the labour pool above which it is too thin.
    """

    plan: str
    team: str
    role: str
    heads: float
    currency: str
    month: str
    most_pool_share: float
    places: tuple[Place, ...]
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]

    @property
    def here(self) -> Place:
        """The place where the team is now."""
        return next(place for place in self.places if place.here)

    @property
    def cheapest(self) -> Place | None:
        """The place where a person costs least; none where no place has a total."""
        return next((place for place in self.places if place.total is not None), None)

    @property
    def cheapest_sound(self) -> Place | None:
        """The cheapest of the places with a published wage of their own and a labour pool that is known and large enough."""
        return next((place for place in self.places if place.total is not None and place.sound), None)

    def __str__(self) -> str:
        best, sound = self.cheapest, self.cheapest_sound
        if best is None:
            return f"{sentence(self.team)} cannot be compared: no place has all of wage, on-costs and rent."
        where = f"where it is, in {best.place}" if best.here else f"in {best.place}"
        against = f"; against it: {listed(best.words)}" if best.words and not best.here else ""
        said = f"{sentence(self.team)} costs least {where}: {self._cost_of(best)}{against}."
        if best.sound or best.here or sound is None:
            return said
        if sound.here:
            return f"{said} Of the places with a published wage and people enough none is cheaper than where it is."
        return f"{said} Of the places with a published wage and people enough, it is {sound.place}: {self._cost_of(sound)}."

    def _cost_of(self, place: Place) -> str:
        """What a person costs in a place, and how much less that is than now."""
        cost = f"{money(place.total, self.currency)} a person and year"
        if place.here or place.saving is None:
            return cost
        more_or_less = "less" if place.saving >= 0 else "more"
        return f"{cost}, {whole(abs(place.saving))} {more_or_less} than now in {self.here.place}"


def compare_places(
    plan: Plan,
    team: str,
    most_pool_share: float = MOST_POOL_SHARE,
    m2_per_head: float | None = None,
    labour_markets: Iterable[Rate] | None = None,
) -> PlaceComparison:
    """What a person of a team costs in a year in every place that has a wage of its role, side by side, in the plan's first month.

    Where the team is now its own pay counts; elsewhere the published wage, carried on by its index. On-costs are those of the team's
    scheme in its own country, else the published load of the country. m2_per_head: the office space of a person; that of
    the country if left out. labour_markets: labour pools and location quotients; those of the library if left out. Bonus,
    hiring, IT and travel are not counted. Raises InputProblems for a team that is not there, has no role of the rates, or is of so few
    people that their pay is not shown.
    """
    if not 0 < most_pool_share <= 1:
        raise refuse("most_pool_share", f"is {most_pool_share:g}", "give a share above 0, up to 1 (2 % is 0.02)")
    record = _team(plan, team)
    rates = RatesOfPlaces(plan, read_labour_markets() if labour_markets is None else labour_markets)
    here = next((site.place for site in plan.sites if site.site == record.site), "")
    elsewhere = _elsewhere(plan, record, rates, here)
    one = _Costing(plan, record, rates, here, m2_per_head, most_pool_share)
    now = one.place(here, None)
    found = [now, *(one.place(place, now.total) for place in elsewhere)]
    found.sort(key=lambda place: (place.total is None, place.total or 0.0))
    return PlaceComparison(
        plan=plan.name,
        team=team,
        role=record.role,
        heads=likely(record.heads),
        currency=plan.currency,
        month=str(plan.start),
        most_pool_share=most_pool_share,
        places=tuple(found),
        elsewhere=tuple((place, tuple(items)) for place, items in rates.other_wages(record.role).items()),
        notes=tuple(one.notes()),
    )


def _elsewhere(plan: Plan, team: Team, rates: RatesOfPlaces, here: str) -> list[str]:
    """The other places that have a wage of the team's role. Raises InputProblems where there is none."""
    found = [place for place in rates.places(team.role) if place != here]
    if not found:
        known = sorted({rate.item for rate in plan.rates if rate.what == "wage"})
        what = f'"{team.role}" has no wage in any other place of the rates' if team.role else "is blank, so no wage can be found"
        raise InputProblems([team.problem("role", what, "give a role of the rates", nearest(team.role, known))])
    return found


@dataclass(frozen=True)
class _Costing:
    """What one place after the other is costed with."""

    plan: Plan
    team: Team
    rates: RatesOfPlaces
    here: str
    m2_per_head: float | None
    most_pool_share: float

    def place(self, place: str, now: float | None) -> Place:
        """A place; now: what a person costs where the team is, nothing for that place itself."""
        team, is_here = self.team, place == self.here
        country = self.rates.country(place)
        wage = self._own_pay() if is_here else self.rates.wage(team.role, place)
        on_costs = self._on_costs(country, is_here, wage.value)
        rent, space = self.rates.rent(place), self._space(country)
        pool, quotient = (self.rates.labour(what, team.role, place) for what in (POOL, QUOTIENT))
        thin = self._thin(pool.value)
        costs = (
            None if wage.value is None else wage.value * likely(team.fte_share),
            on_costs.value,
            None if None in (rent.value, space.value) else rent.value * space.value,
        )
        total = None if None in costs else sum(costs)
        parts = (wage, on_costs, rent, space, pool)
        return Place(
            place or team.site,
            is_here,
            *costs,
            total=total,
            saving=0.0 if is_here else None if None in (total, now) else now - total,
            labour_pool_heads=pool.value,
            location_quotient=quotient.value,
            pool_share=likely(team.heads) / pool.value if pool.value else None,
            sound=not (pool.words or thin or (wage.words and not is_here)),
            words=(*(word for part in parts for word in part.words), *thin),
            sources=tuple(dict.fromkeys(source for part in (*parts, quotient) for source in part.sources)),
        )

    def _own_pay(self) -> Found:
        """What the team is paid, a full-time year in the first month of the plan."""
        growth, published = at_start(self.plan), self.rates.wage(self.team.role, self.here).value
        names = (self.team.wage_index or self.plan.cost_index, self.team.currency)
        pay = likely(self.team.salary_per_year) * float(np.prod([growth.get(name, 1.0) for name in names]))
        apart = pay / published - 1 if published else 0.0
        words = (f"our own pay, {abs(apart):.0%} {'above' if apart > 0 else 'below'} the wage in the rates",) if abs(apart) >= HALF_A_PERCENT else ()
        return Found(pay, words, (f"wage: our own pay, {self.team.source_of('salary_per_year') or 'as the plan has it'}",))

    def _on_costs(self, country: str, is_here: bool, wage: float | None) -> Found:
        """On-costs of a person: of the team's scheme in its own country, else the load of the country."""
        team = self.team
        if wage is None:
            return Found(None)
        if team.on_costs and (is_here or country == self.rates.country(self.here) != ""):
            bands = [band for band in self.plan.on_costs if band.scheme == team.on_costs]
            return Found(_in_bands(self.plan, team, bands, wage), (), (f"on-costs: {team.on_costs}, {bands[0].source or 'as the plan has it'}",))
        load = self.rates.load(country)
        return Found(None if load.value is None else load.value * wage * likely(team.fte_share), load.words, load.sources)

    def _space(self, country: str) -> Found:
        """The office space of a person."""
        if self.m2_per_head is not None:
            return Found(self.m2_per_head, (), (f"space: {self.m2_per_head:g} m2 a head, as asked",))
        return self.rates.m2_per_head(country)

    def _thin(self, pool: float | None) -> tuple[str, ...]:
        heads = likely(self.team.heads)
        if pool is None or heads <= self.most_pool_share * pool + TOLERANCE:
            return ()
        if not pool:
            return ("pool too thin: nobody does the job there",)
        return (f"pool too thin: the team would be {heads / pool:.1%} of the {pool:,.0f} who do the job there, above {self.most_pool_share:.1%}",)

    def notes(self) -> Iterator[str]:
        """What holds for all places."""
        if not self.here:
            yield f"site {self.team.site} has no place, so the team's own scheme of on-costs counts there alone, and no rent is known"
        if not self.team.on_costs:
            yield "the team has no scheme of on-costs in the plan; the published load of each country is taken, here too"
        yield "bonus, hiring, training, IT and travel are not in the figures"
        if unaged := self.rates.unaged:
            yield f"the plan has no index {listed(unaged)}, so rates that would follow it are taken as they were published"


def _in_bands(plan: Plan, team: Team, bands: list[OnCostBand], wage: float) -> float:
    """What the employer pays in a year on top of a full-time wage, for a person of the team's working time; in plan currency.

    The year is from January to December, at the thresholds of the plan's first month.
    """
    growth, fte = at_start(plan), likely(team.fte_share)
    scale = np.array([growth.get(band.threshold_index, 1.0) * growth.get(team.currency, 1.0) for band in bands])
    of_person = np.array([band.thresholds_per == "person" for band in bands])
    limits = [
        [np.inf if value is None else likely(value) for value in (getattr(band, field) for band in bands)]
        for field in ("from_pay_per_year", "to_pay_per_year", "floor_pay_per_year")
    ]
    low, high, floor = ((np.array(limit) * scale)[None, :, None] for limit in limits)
    people = np.where(of_person, 1.0, fte)[None, :, None] * np.ones((12, 1, 1))
    year = [Month.of(f"{plan.start.year}-01") + month for month in range(12)]
    in_year = np.array([band.cumulated == "calendar_year" for band in bands])
    pay = np.full((12, len(bands), 1), wage * fte / 12)
    within = Bands(low, high, floor, in_year).within(pay, people, np.zeros_like(people), year)
    rates = np.array([likely(band.rate_share) for band in bands])
    a_head = sum(likely(band.amount_per_head_per_month) * 12 * factor for band, factor in zip(bands, scale, strict=True))
    return float(within.sum(axis=0)[:, 0] @ rates + a_head)


def _team(plan: Plan, team: str) -> Team:
    known = plan.names("team")
    if team not in known:
        raise refuse("team", f'"{team}" is not a team of the plan', f"it has {listed(known)}", nearest(team, known))
    record, least = plan.record("team", team), plan.policies.smallest_pay_group_heads
    if 0 < likely(record.heads) < least:
        mend = f"name a team of {least} people or more, or ask with --unmasked"
        raise InputProblems([record.problem("heads", f"is fewer than {least} people, whose pay is not shown", mend)])
    return record
