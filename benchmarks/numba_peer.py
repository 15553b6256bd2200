"""The limit: the study's people month by month as one kernel that is compiled, draws in the lanes of the processor; prices as in the NumPy peer."""

from __future__ import annotations

import numpy as np
from numba import njit

from benchmarks.numpy_peer import prices
from benchmarks.study import CATEGORIES, JOINER_PAY, TOLERANCE, Inputs, Study

LANES = 32
LAGS = 4


@njit(cache=False, fastmath=False, error_model="numpy")
def _team(month, loss, wanted, lags, state, due, now):
    """A month of a team in all lanes. loss: of a month, and what stays until notice ends. wanted: on hiring, after notice, share opened, share at home. state: heads, weight, kits, people coming, people leaving. now: joiners, heads, weight, weight severed, at home, kits bought."""
    (lost, kept), (want, after, opened, home_share), (to_hire, notice) = loss, wanted, lags
    for lane in range(LANES):
        heads, weight = state[0, lane], state[1, lane]
        staying, soon = heads - state[4, lane], 0.0
        for ahead in range(to_hire + 1):
            soon += due[1, (month + ahead) % LAGS, lane]
        missing = max(want - (heads - soon + state[3, lane]), 0.0) * opened
        surplus = min(max(staying - after / kept[lane], 0.0), max(staying, 0.0))
        due[0, (month + to_hire) % LAGS, lane] += missing
        due[1, (month + notice) % LAGS, lane] += surplus
        joining, going = due[0, month % LAGS, lane], due[1, month % LAGS, lane]
        due[0, month % LAGS, lane], due[1, month % LAGS, lane] = 0.0, 0.0
        state[3, lane] += missing - joining
        state[4, lane] += surplus - going
        gone = going * (weight / max(heads, 1e-12))
        heads += joining - going
        weight += joining * JOINER_PAY - gone
        home = heads * home_share
        bought = max(home - state[2, lane], 0.0)
        state[2, lane] += bought
        now[0, lane], now[1, lane], now[2, lane], now[3, lane], now[4, lane], now[5, lane] = joining, heads, weight, gone, home, bought
        leavers = lost[lane] * max(heads - state[4, lane], 0.0)
        state[1, lane] = weight - weight / max(heads, 1e-12) * leavers
        state[0, lane] = heads - leavers


@njit(cache=False, error_model="numpy")
def _people(loss, given, sums):
    """All teams and months of a block of draws, added to the sums."""
    lags, start, wanted, team_prices, by_month, places = given
    by_area, counted, by_head, office = sums
    months, teams = wanted.shape[1:]
    now = np.empty((6, LANES))
    for team in range(teams):
        role, site, area = places[team]
        lost, kept = loss[role], (1 - loss[role]) ** lags[team, 1]
        state, due = np.zeros((5, LANES)), np.zeros((2, LAGS, LANES))
        state[0], state[1], state[2] = start[0, team], start[0, team], start[1, team]
        pay, bonus, on_cost, recruiting, severance = team_prices[team]
        for month in range(months):
            share, kit, subsidy = by_month[0, month, team], by_month[1, month, team], by_month[2, month, team]
            posts = (wanted[0, month, team], wanted[1, month, team], wanted[2, month, team], share)
            _team(month, (lost, kept), posts, (lags[team, 0], lags[team, 1]), state, due, now)
            for lane in range(LANES):
                money = now[2, lane] * pay
                by_area[month, 0, area, lane] += money
                by_area[month, 1, area, lane] += money * bonus
                by_area[month, 2, area, lane] += money * ((1 + bonus) * on_cost)
                by_area[month, 3, area, lane] += now[0, lane] * recruiting
                by_area[month, 4, area, lane] += now[3, lane] * severance
                counted[month, 0, lane] += now[0, lane]
                counted[month, 1, lane] += now[1, lane]
                counted[month, 2, lane] += now[4, lane]
                by_head[month, 0, lane] += now[5, lane] * kit
                by_head[month, 1, lane] += now[4, lane] * subsidy
                office[month, site, lane] += now[1, lane] - now[4, lane]


def compiled(study: Study, inputs: Inputs) -> np.ndarray:
    """All categories, [category, month, draw]; draws are a multiple of the lanes."""
    out, months = np.empty((len(CATEGORIES), study.months, inputs.draws)), study.months
    given = (
        np.stack([study.to_hire, study.notice], axis=1),
        np.stack([study.heads, study.equipped]),
        np.stack([study.wanted_hiring, study.wanted_notice, study.open_share]),
        np.stack([study.pay, study.bonus, study.on_cost, study.recruiting, study.severance], axis=1),
        np.stack([study.remote, study.kit, study.subsidy]),
        np.stack([study.role, study.site, study.area], axis=1),
    )
    for first in range(0, inputs.draws, LANES):
        some = inputs.some(slice(first, first + LANES))
        by_area, counted = np.zeros((months, 5, len(study.areas), LANES)), np.zeros((months, 3, LANES))
        by_head, office = np.zeros((months, 2, LANES)), np.zeros((months, len(study.desk), LANES))
        _people(1 - (1 - some.loss) ** (1 / 12), given, (by_area, counted, by_head, office))
        short = np.maximum(np.ceil(office - TOLERANCE) - study.held[:, :, None], 0.0)
        out[:, :, first : first + LANES] = prices(study, some, by_area, counted, by_head, short)
    return out
