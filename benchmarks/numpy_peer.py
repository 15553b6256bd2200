"""The study's formulas in plain NumPy by hand: blocks of draws on the last axis, month after month, money summed by a matrix product before indices."""

from __future__ import annotations

import numpy as np

from benchmarks.study import CATEGORIES, CPI, JOINER_PAY, TOLERANCE, VENDOR, Inputs, Study


def blocked(study: Study, inputs: Inputs, block: int = 64) -> np.ndarray:
    """All categories, [category, month, draw]."""
    out = np.empty((len(CATEGORIES), study.months, inputs.draws))
    for first in range(0, inputs.draws, block):
        cut = slice(first, first + block)
        out[:, :, cut] = one_block(study, inputs.some(cut))
    return out


def one_block(study: Study, inputs: Inputs) -> np.ndarray:
    """All categories of a block of draws, [category, month, draw]."""
    return prices(study, inputs, *quantities(study, inputs))


def quantities(study: Study, inputs: Inputs) -> tuple[np.ndarray, ...]:
    """Of each month, [·, draw]: money before indices by area (salaries, bonus, on-costs, hiring, severance), heads (hires, at work, at home), money by head (kits, subsidy), and short seats by site."""
    months, teams, draws = study.months, len(study.heads), inputs.draws
    loss = (1 - (1 - inputs.loss) ** (1 / 12))[study.role]
    kept = (1 - loss) ** study.notice[:, None]
    weights, hire_cost, severance, sites = _weights(study)
    due_in, due_out = np.zeros((2, months + 8, teams, draws))
    rows, coming, leaving = np.arange(teams), np.zeros((teams, draws)), np.zeros((teams, draws))
    inside = np.arange(4)[:, None] <= study.to_hire
    heads = np.repeat(study.heads[:, None], draws, axis=1)
    weight, kits = heads.copy(), np.repeat(study.equipped[:, None], draws, axis=1)
    by_area = np.empty((months, 5, len(study.areas), draws))
    counted, by_head, short = np.empty((months, 3, draws)), np.empty((months, 2, draws)), np.empty((months, len(study.held[0]), draws))
    for month in range(months):
        staying = heads - leaving
        soon = np.einsum("at,atd->td", inside, due_out[month : month + 4])
        missing = np.maximum(study.wanted_hiring[month][:, None] - (heads - soon + coming), 0.0) * study.open_share[month][:, None]
        surplus = np.minimum(np.maximum(staying - study.wanted_notice[month][:, None] / kept, 0.0), np.maximum(staying, 0.0))
        due_in[month + study.to_hire, rows] += missing
        due_out[month + study.notice, rows] += surplus
        coming, leaving = coming + missing - due_in[month], leaving + surplus - due_out[month]
        going, joining = due_out[month], due_in[month]
        gone = going * (weight / np.maximum(heads, 1e-12))
        heads, weight = heads - going + joining, weight - gone + joining * JOINER_PAY
        home = heads * study.remote[month][:, None]
        bought = np.maximum(home - kits, 0.0)
        kits += bought
        by_area[month, :3] = (weights @ weight).reshape(3, -1, draws)
        by_area[month, 3], by_area[month, 4] = hire_cost @ joining, severance @ gone
        counted[month] = joining.sum(axis=0), heads.sum(axis=0), home.sum(axis=0)
        by_head[month] = study.kit[month] @ bought, study.subsidy[month] @ home
        short[month] = np.maximum(np.ceil(sites @ (heads - home) - TOLERANCE) - study.held[month][:, None], 0.0)
        leavers = loss * np.maximum(heads - leaving, 0.0)
        weight = weight - weight / np.maximum(heads, 1e-12) * leavers
        heads = heads - leavers
    return by_area, counted, by_head, short


def _weights(study: Study) -> tuple[np.ndarray, ...]:
    """What a unit of each team's quantities comes to in each area: [3 x area, team], [area, team] twice, and which team sits where."""
    areas = (np.arange(len(study.areas))[:, None] == study.area).astype(float)
    pay = areas * study.pay
    weights = np.concatenate([pay, pay * study.bonus, pay * ((1 + study.bonus) * study.on_cost)])
    sites = (np.arange(len(study.held[0]))[:, None] == study.site).astype(float)
    return weights, areas * study.recruiting, areas * study.severance, sites


def prices(study: Study, inputs: Inputs, by_area: np.ndarray, counted: np.ndarray, by_head: np.ndarray, short: np.ndarray) -> np.ndarray:
    """Money of each category, [category, month, draw]."""
    years = np.arange(study.months)[:, None, None] / 12
    index, fx, assumed = (1 + inputs.growth) ** years, inputs.fx, inputs.assumed
    pay_index = np.stack([index[:, at] * fx[currency] for at, currency in study.areas], axis=1)
    rent_index = np.stack([index[:, at] * fx[currency] for at, currency in study.rents], axis=1)
    cpi, hires, here, home = index[:, CPI], *np.moveaxis(counted, 1, 0)
    fees = study.placed[:, None] * (inputs.vendor_price / 12) * index[:, VENDOR]
    out = np.empty((len(CATEGORIES), study.months, inputs.draws))
    out[:5] = np.moveaxis((by_area * pay_index[:, None]).sum(axis=2), 1, 0)
    out[5] = (hires * assumed["training_cost_per_hire"] + here * (assumed["training_per_head_per_year"] / 12)) * cpi
    out[6] = (here * assumed["it_per_head_per_month"] + home * assumed["it_per_remote_head_per_month"]) * cpi
    out[7], out[8] = by_head[:, 0] * cpi, by_head[:, 1] * cpi
    out[9] = home * (assumed["travel_per_remote_head_per_year"] / 12) * cpi
    out[10], out[11] = fees, fees * assumed["governance_share_of_vendor_fees"]
    out[12] = study.transition[:, None] * cpi
    out[13], out[14] = ((money[:, :, None] * rent_index).sum(axis=1) for money in (study.rent, study.exit))
    out[15] = (study.service @ fx) * cpi
    out[16] = np.einsum("s,msd->md", study.desk, short) * cpi
    return out


def sure_quantities(study: Study, inputs: Inputs, block: int = 128) -> np.ndarray:
    """The same where only prices are unsure: quantities once, prices by block."""
    once, out = quantities(study, inputs.some(slice(0, 1))), np.empty((len(CATEGORIES), study.months, inputs.draws))
    for first in range(0, inputs.draws, block):
        cut = slice(first, first + block)
        out[:, :, cut] = prices(study, inputs.some(cut), *once)
    return out

