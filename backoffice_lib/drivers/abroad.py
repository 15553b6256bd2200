"""What levers share that move work to a centre of our own abroad: local pay, set-up, expatriates, and hours in common with home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import numpy as np

from backoffice_lib.basics.errors import Problem
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import IndexName, SchemeName, Text
from backoffice_lib.basics.uncertain import Number, as_number, draws
from backoffice_lib.basics.units import Heads, Measure, Money, MoneyPerHead, MoneyPerHeadMonth, Months, Pay, PositiveShare, Rate
from backoffice_lib.drivers.bends import bend, set_from
from backoffice_lib.drivers.drivers import Drivers
from backoffice_lib.drivers.moving import MovesWork
from backoffice_lib.plan import Plan
from backoffice_lib.plan.extensions import with_team_at
from backoffice_lib.plan.time_zones import WORKING_DAY_HOURS, hours_in_common

Overlap = Annotated[Number, Measure("hours/day", high=WORKING_DAY_HOURS)]
LostShare = Annotated[Number, Measure("share/hour", high=0.1)]


class MovesAbroad(MovesWork):
    """A lever that moves work to a site of our own abroad, with local pay; nobody follows it. MODE: the label of the people there."""

    MODE: ClassVar[str] = "offshore"

    salary_per_year: Pay
    currency: Text = ""
    wage_index: IndexName = ""
    on_costs: SchemeName = ""
    recruiting_cost_per_hire: MoneyPerHead = 0.0
    heads_per_head: PositiveShare = 1.0
    set_up_cost: Money = 0.0
    workplace_cost_per_head: MoneyPerHead = 0.0
    expatriate_heads: Heads = 0.0
    expatriate_months: Months = 0
    expatriate_cost_per_month: MoneyPerHeadMonth = 0.0
    overlap_hours_per_day: Overlap = 0.0
    shifted_hour_premium_share: Rate = 0.0
    lost_output_share_per_hour: LostShare = 0.0

    def problems(self, plan: Plan) -> Iterator[Problem]:
        yield from super().problems(plan)
        yield from self.no_exchange_rate(plan)
        yield from self._expatriates(plan)
        yield from self._hours(plan)

    def _expatriates(self, plan: Plan) -> Iterator[Problem]:
        """Somebody who is sent for no time, or nobody for some."""
        sent, price = draws(self.expatriate_heads).any(), draws(self.expatriate_cost_per_month).any()
        if sent and not self.expatriate_months:
            yield self.problem("expatriate_months", "is missing, and expatriates are sent", "give the months they stay")
        if not sent and (self.expatriate_months or price):
            yield self.problem("expatriate_heads", "is missing, and what they cost or how long they stay is given", "give how many are sent")

    def _hours(self, plan: Plan) -> Iterator[Problem]:
        """Hours in common with a place of which nobody says the time."""
        asked = draws(self.overlap_hours_per_day).any()
        if not asked and any(draws(share).any() for share in (self.shifted_hour_premium_share, self.lost_output_share_per_hour)):
            what = "is missing, and a cost of hours not in common is given"
            yield self.problem("overlap_hours_per_day", what, "give the hours of a day in which both sites are to be at work")
        for site in dict.fromkeys((*(plan.record("team", team).site for team in self.team), self.to_site)) if asked else ():
            if not plan.record("site", site).time_zone:
                what = f"is given, and the time zone of {site} is not"
                yield self.problem("overlap_hours_per_day", what, "give it in time_zone of sites.csv, or of open_site")

    def goes_abroad(self, plan: Plan, team: str) -> bool:
        """Always: that is what it is for."""
        return True

    def extend(self, plan: Plan) -> Plan:
        there = {
            "salary_per_year": self.salary_per_year,
            "currency": self.currency,
            "wage_index": self.wage_index,
            "on_costs": self.on_costs,
            "recruiting_cost_per_hire": self.recruiting_cost_per_hire,
            "mode": self.MODE,
            "source": f"{self.label}",
        }
        for team in self.team:
            plan = with_team_at(plan, team, self.to_site, there)
        return plan

    def bend(self, drivers: Drivers) -> Drivers:
        if drivers.since(self.starting) >= drivers.plan.months:
            return drivers
        return self._supported(self._in_their_hours(self.moved(drivers, 0.0)))

    def notes(self, plan: Plan) -> Iterator[str]:
        """How many hours of the day people here and there have in common, where some are asked for."""
        sites = dict.fromkeys(plan.record("team", team).site for team in self.team) if draws(self.overlap_hours_per_day).any() else ()
        for site in sites:
            common, asked = float(self._hours_of(plan, site)[0][0]), float(draws(self.overlap_hours_per_day)[0])
            yield f"{site} and {self.to_site} have {common:.1f} hours of a working day in common, on average over the year; {asked:.1f} are asked for"

    def _in_their_hours(self, drivers: Drivers) -> Drivers:
        """The drivers with what hours cost that are worked outside the day there, and what is not done for want of them."""
        for team, move in zip(self.team, self.moves, strict=True):
            there = drivers.plan.record("team", self.destination(team))
            _, short = self._hours_of(drivers.plan, drivers.plan.record("team", team).site)
            done = 1 - draws(self.lost_output_share_per_hour) * short
            premium = draws(there.shift_premium_share) + draws(self.shifted_hour_premium_share) * short / WORKING_DAY_HOURS
            drivers = set_from(drivers, "heads_per_head", [move], as_number(draws(self.heads_per_head) / done), self.starting)
            if draws(self.shifted_hour_premium_share).any():
                drivers = set_from(drivers, "shift_premium_share", [there.team], as_number(premium), self.starting)
        return drivers

    def _hours_of(self, plan: Plan, site: str) -> tuple[np.ndarray, np.ndarray]:
        """The hours of a working day that a site has in common with the one abroad, and those missing from what is asked, [draw] each."""
        asked = draws(self.overlap_hours_per_day)
        if not asked.any():
            return asked, asked
        zones = [plan.record("site", name).time_zone for name in (site, self.to_site)]
        common = np.full_like(asked, hours_in_common(*zones, self.starting))
        return common, np.maximum(asked - common, 0.0)

    def _supported(self, drivers: Drivers) -> Drivers:
        """The drivers with what is spent to begin: founding, workplaces, and people sent from home who come back."""
        first, until = self.starting - self.knowledge_transfer_months, self.starting + self.expatriate_months
        parts = _parts(drivers, list(self.team))
        drivers = _set_each(drivers, "captive_set_up_cost", self.moves, draws(self.set_up_cost) * parts, first, first + 1)
        if draws(self.workplace_cost_per_head).any():
            there = [self.destination(team) for team in self.team]
            drivers = set_from(drivers, "workplace_cost_per_head", there, self.workplace_cost_per_head, first)
        drivers = _set_each(drivers, "expatriate_heads", self.moves, draws(self.expatriate_heads) * parts, self.starting, until)
        return set_from(drivers, "expatriate_cost_per_month", self.moves, self.expatriate_cost_per_month, self.starting)


def _set_each(drivers: Drivers, driver: str, subjects: list[str], values: np.ndarray, starting: Month, until: Month) -> Drivers:
    """The driver at a value of its own for each subject, [subject, draw], from one month to another."""
    return bend(drivers, driver, subjects, starting, until, lambda present: np.broadcast_to(values, present.shape), values.shape[1])


def _parts(drivers: Drivers, teams: list[str]) -> np.ndarray:
    """Each team's part of the posts that some teams have on the first day, [team, draw]; equal parts where there are none."""
    posts = drivers["target_heads"][0, [drivers.row("target_heads", team) for team in teams]]
    total = posts.sum(axis=0)
    return np.divide(posts, total, out=np.full_like(posts, 1 / len(teams)), where=total > 0)
