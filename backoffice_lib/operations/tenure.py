"""People by their completed months of service: who leaves how fast, and how much of the full work a joiner does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backoffice_lib.drivers import Drivers
from backoffice_lib.drivers.at_home import factor
from backoffice_lib.operations.attrition import monthly_loss_share
from backoffice_lib.plan import AttritionBand, Plan, Team


@dataclass(frozen=True)
class Tenure:
    """What depends on months of service; the last month stands for all later ones.

    ramp: the share of the full work someone does, [month of service, team, 1]. bands: for each month of service the row
    of the attrition band that holds for teams without leavers of their own, [month of service, team]; banded: whether one does. opening: heads of each month of
    service on the first day of the plan where that is known, else nobody. exits: whether leavers of a team are those of
    its transitions, [team, 1].
    """

    ramp: np.ndarray
    bands: np.ndarray
    banded: np.ndarray
    opening: np.ndarray
    exits: np.ndarray

    @classmethod
    def of(cls, plan: Plan) -> Tenure:
        """How long service matters in a plan, team by team."""
        return plan.once(cls, lambda: cls._of(plan))

    @classmethod
    def _of(cls, plan: Plan) -> Tenure:
        last = max([team.ramp_up_months for team in plan.teams] + [band.from_tenure_months for band in plan.attrition], default=0)
        served = np.arange(last + 1)
        ramps = [np.minimum((served + 1) / (team.ramp_up_months + 1), 1.0) for team in plan.teams]
        bands = np.array([[_band(plan, team, month) for team in plan.teams] for month in served], dtype=int)
        bands = bands.reshape(last + 1, len(plan.teams))
        opening = np.zeros((last + 1, len(plan.teams), 1))
        for dated in plan.dated_people:
            row = plan.names("team").index(dated.team)
            for month, heads in enumerate(dated.opening_tenure_heads):
                opening[min(month, last), row] += heads
        leaving = {move.team for move in plan.transitions}
        exits = np.array([[team.team in leaving] for team in plan.teams]).reshape(-1, 1)
        return cls(np.stack(ramps, axis=1)[:, :, None] if ramps else np.ones((1, 0, 1)), bands, bands >= 0, opening, exits)

    @cached_property
    def by_service(self) -> bool:
        """Whether who leaves depends on service, in any team; not where there is but one month of it, in which everybody is."""
        return bool(self.banded.any()) and len(self.ramp) > 1

    def known(self, drivers: Drivers) -> dict[str, np.ndarray]:
        """What is known of who leaves before any month is gone through, each [month or 1, ·, draw].

        own_loss_share: of each team at the end of a month, whatever the service. loss_by_band: by attrition band. leavers_factor: by which
        being at home changes both.
        """
        more, by_band = factor(drivers, "leavers"), _monthly(drivers["loss_by_tenure_share_per_year"], drivers["leavers_by_tenure_per_year"])
        own = _monthly(drivers["cohort_loss_share_per_year"], drivers["leavers_per_average_head_per_year"])
        own = np.where(self.exits, 0.0, np.minimum(own * more, 1.0))
        if self.banded.any() and not self.by_service:
            own = self._by_role(own, by_band[:, np.maximum(self.bands[0], 0)], more)
        return {"own_loss_share": own, "loss_by_band": by_band, "leavers_factor": more}

    def monthly_loss(self, now: Mapping[str, np.ndarray]) -> np.ndarray:
        """The share of those at work who leave at the end of a month, [month of service or 1, team, draw]; being at home may change it."""
        own = now["own_loss_share"][None]
        return self._by_role(own, now["loss_by_band"][np.maximum(self.bands, 0)], now["leavers_factor"]) if self.by_service else own

    def _by_role(self, own: np.ndarray, of_role: np.ndarray, more: np.ndarray) -> np.ndarray:
        """The loss of each team: its own or, where it has none, that of its role."""
        return np.where(self.banded[:, :, None] & ~self.exits & (own == 0), np.minimum(of_role * more, 1.0), own)

    def average_loss(self, now: Mapping[str, np.ndarray], profile: np.ndarray) -> np.ndarray:
        """The loss of people with such a profile of service, [team, draw]."""
        return (now["monthly_loss"] * profile).sum(axis=0) if self.by_service else now["own_loss_share"]

    def full_work_share(self, profile: np.ndarray) -> np.ndarray:
        """How much of the full work people with such a profile do on average, [team, draw]."""
        return (profile * self.ramp).sum(axis=0) if len(self.ramp) > 1 else self.ramp[0]

    def at_start(self, loss: np.ndarray) -> np.ndarray:
        """How long the people of the first day have served, [month of service, team, draw]: as their dates say, else as in a
        team that has always been as large and whose leavers were always replaced."""
        if len(self.ramp) == 1:
            return np.ones_like(self.ramp)
        loss = np.broadcast_to(loss, (len(self.ramp), *loss.shape[1:]))
        stay = 1 - loss
        survivors = np.concatenate([np.ones_like(stay[:1]), stay[:-1].cumprod(axis=0)])
        for_ever = loss[-1] <= 0
        usual = np.where(for_ever, 0.0, survivors)
        usual[-1] = np.where(for_ever, 1.0, survivors[-1] / np.where(for_ever, 1.0, loss[-1]))
        known = self.opening.sum(axis=0)
        dated = np.divide(self.opening, known, out=np.zeros_like(self.opening), where=known > 0)
        return np.where(known > 0, dated, usual / usual.sum(axis=0))


def _monthly(cohort_loss: np.ndarray, per_average_head: np.ndarray) -> np.ndarray:
    """The share that leaves in a month: of a cohort the twelfth root, of the average head a twelfth."""
    return monthly_loss_share(cohort_loss) + per_average_head / 12


def _band(plan: Plan, team: Team, month: int) -> int:
    """The row of the attrition band of a team's role in a month of service; -1 where there is none."""
    role = team.role if any(band.role == team.role for band in plan.attrition) else ""
    fitting = [at for at, band in enumerate(plan.attrition) if band.role == role and band.from_tenure_months <= month]
    return max(fitting, key=lambda at: _from(plan.attrition[at]), default=-1)


def _from(band: AttritionBand) -> int:
    return band.from_tenure_months
