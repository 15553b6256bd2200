"""The study's formulas as they are first written down: loops of plain Python over teams and months, and pandas month by month. One draw at a time."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from benchmarks.numpy_peer import prices
from benchmarks.study import CATEGORIES, CPI, JOINER_PAY, TOLERANCE, VENDOR, Inputs, Study


def in_python(study: Study, inputs: Inputs) -> np.ndarray:
    """All categories of each draw, [category, month, draw]; given lists, as a program without NumPy has them."""
    lists = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in vars(study).items()}
    return np.stack([np.array(_draw(lists, inputs.some(slice(at, at + 1)))).T for at in range(inputs.draws)], axis=-1)


def _draw(plan: dict, inputs: Inputs) -> list[list[float]]:
    """The money of each month of a draw, [month][category]."""
    loss, growth, fx = (values[:, 0].tolist() for values in (inputs.loss, inputs.growth, inputs.fx))
    assumed, price = {name: float(values[0]) for name, values in inputs.assumed.items()}, float(inputs.vendor_price[0])
    people = _people_at_start(plan, loss)
    return [_month(plan, month, people, [(1 + one) ** (month / 12) for one in growth], fx, {**assumed, "vendor": price}) for month in range(plan["months"])]


def _people_at_start(plan: dict, loss: list[float]) -> list[dict]:
    monthly = [1 - (1 - one) ** (1 / 12) for one in loss]
    people = []
    for team, heads in enumerate(plan["heads"]):
        lost = monthly[plan["role"][team]]
        due = {"joining": [0.0] * (plan["months"] + 8), "going": [0.0] * (plan["months"] + 8)}
        people.append({"heads": heads, "weight": heads, "kits": plan["equipped"][team], "loss": lost, "kept": (1 - lost) ** plan["notice"][team], **due})
    return people


def _team_month(plan: dict, month: int, team: int, one: dict) -> tuple[float, ...]:
    """A team's month: joiners, heads, pay weight, weight severed, heads at home, kits bought; what is left is kept in `one`."""
    joining, going, to_hire, notice = one["joining"], one["going"], plan["to_hire"][team], plan["notice"][team]
    staying = one["heads"] - sum(going[month : month + 4])
    here = one["heads"] - sum(going[month : month + to_hire + 1]) + sum(joining[month : month + 4])
    joining[month + to_hire] += plan["open_share"][month][team] * max(plan["wanted_hiring"][month][team] - here, 0.0)
    going[month + notice] += min(max(staying - plan["wanted_notice"][month][team] / one["kept"], 0.0), max(staying, 0.0))
    gone = going[month] * (one["weight"] / one["heads"] if one["heads"] > 0 else 1.0)
    heads = one["heads"] - going[month] + joining[month]
    weight = one["weight"] - gone + joining[month] * JOINER_PAY
    home = heads * plan["remote"][month][team]
    bought = max(home - one["kits"], 0.0)
    leavers = one["loss"] * max(heads - sum(going[month + 1 : month + 5]), 0.0)
    one["kits"] += bought
    one["heads"], one["weight"] = heads - leavers, weight - (weight / heads * leavers if heads > 0 else 0.0)
    return joining[month], heads, weight, gone, home, bought


def _month(plan: dict, month: int, people: list[dict], index: list[float], fx: list[float], assumed: dict[str, float]) -> list[float]:
    """The money of a month by category."""
    pay_index = [index[at] * fx[currency] for at, currency in plan["areas"]]
    cost, cpi, in_office = dict.fromkeys(CATEGORIES, 0.0), index[CPI], [0.0] * len(plan["desk"])
    for team, one in enumerate(people):
        hires, heads, weight, gone, home, bought = _team_month(plan, month, team, one)
        follows = pay_index[plan["area"][team]]
        salary = weight * plan["pay"][team] * follows
        bonus = salary * plan["bonus"][team]
        cost["salaries"] += salary
        cost["bonus"] += bonus
        cost["on-costs"] += (salary + bonus) * plan["on_cost"][team]
        cost["hiring"] += hires * plan["recruiting"][team] * follows
        cost["severance"] += gone * plan["severance"][team] * follows
        cost["training"] += (hires * assumed["training_cost_per_hire"] + heads * assumed["training_per_head_per_year"] / 12) * cpi
        cost["IT"] += (heads * assumed["it_per_head_per_month"] + home * assumed["it_per_remote_head_per_month"]) * cpi
        cost["equipment"] += bought * plan["kit"][month][team] * cpi
        cost["remote subsidy"] += home * plan["subsidy"][month][team] * cpi
        cost["travel"] += home * assumed["travel_per_remote_head_per_year"] / 12 * cpi
        in_office[plan["site"][team]] += heads - home
    cost["vendor fees"] = plan["placed"][month] * assumed["vendor"] / 12 * index[VENDOR]
    cost["governance"] = cost["vendor fees"] * assumed["governance_share_of_vendor_fees"]
    cost["transition"] = plan["transition"][month] * cpi
    for at, (rents, currency) in enumerate(plan["rents"]):
        cost["rent"] += plan["rent"][month][at] * index[rents] * fx[currency]
        cost["lease exit"] += plan["exit"][month][at] * index[rents] * fx[currency]
    cost["service charges"] = sum(money * rate for money, rate in zip(plan["service"][month], fx, strict=True)) * cpi
    for site, heads in enumerate(in_office):
        cost["flexible desks"] += max(math.ceil(heads - TOLERANCE) - plan["held"][month][site], 0.0) * plan["desk"][site] * cpi
    return list(cost.values())


def in_pandas(study: Study, inputs: Inputs) -> np.ndarray:
    """All categories of each draw, [category, month, draw]: a frame of teams each month, grouped by area and by site."""
    return np.concatenate([_frames(study, inputs.some(slice(at, at + 1))) for at in range(inputs.draws)], axis=-1)


def _frames(study: Study, inputs: Inputs) -> np.ndarray:
    fields = ("role", "site", "area", "to_hire", "notice", "heads", "pay", "bonus", "on_cost", "recruiting", "severance")
    frame = pd.DataFrame({name: getattr(study, name) for name in fields})
    frame["weight"], frame["kits"] = frame["heads"], study.equipped
    frame["loss"] = (1 - (1 - pd.Series(inputs.loss[:, 0])) ** (1 / 12)).reindex(frame["role"]).to_numpy()
    for lag in range(5):
        frame[f"joining_{lag}"] = frame[f"going_{lag}"] = 0.0
    by_area, counted, by_head, short = [], [], [], []
    for month in range(study.months):
        frame = _frame_of_month(frame, study, month)
        sums = frame.groupby("area")[["m_salary", "m_bonus", "m_on_cost", "m_hiring", "m_severance"]].sum()
        by_area.append(sums.to_numpy().T[:, :, None])
        counted.append(frame[["joining", "at_work", "home"]].sum().to_numpy()[:, None])
        by_head.append(frame[["m_kits", "m_subsidy"]].sum().to_numpy()[:, None])
        seats = np.ceil(frame.groupby("site")["in_office"].sum() - TOLERANCE)
        short.append((seats - study.held[month]).clip(lower=0.0).to_numpy()[:, None])
    return prices(study, inputs, *map(np.array, (by_area, counted, by_head, short)))


def _frame_of_month(frame: pd.DataFrame, study: Study, month: int) -> pd.DataFrame:
    """The teams after a month, with what they cost in it."""
    out, into = [f"going_{lag}" for lag in range(5)], [f"joining_{lag}" for lag in range(5)]
    leaving, coming = frame[out].sum(axis=1), frame[into].sum(axis=1)
    soon = sum(frame[name].where(frame["to_hire"] >= lag, 0.0) for lag, name in enumerate(out))
    staying = frame["heads"] - leaving
    missing = (study.wanted_hiring[month] - (frame["heads"] - soon + coming)).clip(lower=0.0) * study.open_share[month]
    surplus = (staying - study.wanted_notice[month] / (1 - frame["loss"]) ** frame["notice"]).clip(lower=0.0).clip(upper=staying.clip(lower=0.0))
    for lag in range(1, 4):
        frame[into[lag]] += missing.where(frame["to_hire"] == lag, 0.0)
        frame[out[lag]] += surplus.where(frame["notice"] == lag, 0.0)
    frame["joining"], going = frame["joining_0"], frame["going_0"]
    gone = going * (frame["weight"] / frame["heads"].clip(lower=1e-12))
    frame["at_work"] = frame["heads"] - going + frame["joining"]
    weight = frame["weight"] - gone + frame["joining"] * JOINER_PAY
    frame["home"] = frame["at_work"] * study.remote[month]
    bought = (frame["home"] - frame["kits"]).clip(lower=0.0)
    frame["kits"] += bought
    frame["in_office"] = frame["at_work"] - frame["home"]
    frame["m_salary"] = weight * frame["pay"]
    frame["m_bonus"] = frame["m_salary"] * frame["bonus"]
    frame["m_on_cost"] = (frame["m_salary"] + frame["m_bonus"]) * frame["on_cost"]
    frame["m_hiring"], frame["m_severance"] = frame["joining"] * frame["recruiting"], gone * frame["severance"]
    frame["m_kits"], frame["m_subsidy"] = bought * study.kit[month], frame["home"] * study.subsidy[month]
    leavers = frame["loss"] * (frame["at_work"] - (leaving + surplus - going)).clip(lower=0.0)
    frame["weight"] = weight - weight / frame["at_work"].clip(lower=1e-12) * leavers
    frame["heads"] = frame["at_work"] - leavers
    for names in (into, out):
        frame[names[:-1]] = frame[names[1:]].to_numpy()
        frame[names[-1]] = 0.0
    return frame
