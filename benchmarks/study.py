"""What every peer is given of the plan: dated intentions and prices as arrays, and the uncertain inputs of each draw.

Levers have bent the intentions already, leases are summed by what they follow, and nothing of this is in the time of a peer; the workbench
works all of it out anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

import backoffice_lib as bo
from backoffice_lib.ledger import Ledger
from benchmarks.study_plan import ASSUMED, GROWTH, RATES, ROLES

CATEGORIES = (
    "salaries", "bonus", "on-costs", "hiring", "severance", "training", "IT", "equipment", "remote subsidy", "travel",
    "vendor fees", "governance", "transition", "rent", "lease exit", "service charges", "flexible desks",
)  # fmt: skip
JOINER_PAY = 0.95
TOLERANCE = 1e-9
INDICES = tuple(GROWTH)
CPI, VENDOR = INDICES.index("cpi"), INDICES.index("vendor_prices")


@dataclass(frozen=True)
class Inputs:
    """The uncertain inputs, [input, draw]: loss by role, growth by index, exchange rates by currency, and six assumptions and the vendor's price by name."""

    loss: np.ndarray
    growth: np.ndarray
    fx: np.ndarray
    assumed: dict[str, np.ndarray]
    vendor_price: np.ndarray

    def some(self, cut: slice) -> Inputs:
        """Those of some draws."""
        assumed = {name: values[cut] for name, values in self.assumed.items()}
        return Inputs(self.loss[:, cut], self.growth[:, cut], self.fx[:, cut], assumed, self.vendor_price[cut])

    def with_loss(self, loss: float) -> Inputs:
        """The same where as many leave in every role."""
        return replace(self, loss=np.full_like(self.loss, loss))

    def with_price(self, price: float) -> Inputs:
        """The same at another price of the vendor."""
        return replace(self, vendor_price=np.full_like(self.vendor_price, price))

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.vendor_price)


@dataclass(frozen=True)
class Study:
    """The plan under one scenario. By team: role, site, area (index of pay and currency), lags, prices; [month, team]: what is wanted on hiring and after notice.

    held, desk: seats and the price of a flexible one by site. rent, exit: money by rent index and currency; service: by currency; each [month, ·].
    """

    months: int
    role: np.ndarray
    site: np.ndarray
    area: np.ndarray
    areas: tuple[tuple[int, int], ...]
    to_hire: np.ndarray
    notice: np.ndarray
    heads: np.ndarray
    equipped: np.ndarray
    pay: np.ndarray
    bonus: np.ndarray
    on_cost: np.ndarray
    recruiting: np.ndarray
    severance: np.ndarray
    wanted_hiring: np.ndarray
    wanted_notice: np.ndarray
    open_share: np.ndarray
    remote: np.ndarray
    subsidy: np.ndarray
    kit: np.ndarray
    placed: np.ndarray
    transition: np.ndarray
    held: np.ndarray
    desk: np.ndarray
    rents: tuple[tuple[int, int], ...]
    rent: np.ndarray
    exit: np.ndarray
    service: np.ndarray


def study_of(ledger: Ledger) -> Study:
    """What a ledger's plan and levers say."""
    drivers = ledger.drivers
    plan, months = drivers.plan, drivers.plan.months
    value = {name: np.broadcast_to(array[:, :, 0], (months, array.shape[1])) for name, array in drivers.values.items()}
    first = {name: values[0].copy() for name, values in value.items()}
    placed, transition, needed = _elsewhere(plan, value)
    to_hire, notice = (np.array([getattr(team, f"{name}_months") for team in plan.teams], dtype=int) for name in ("time_to_hire", "notice"))
    return Study(
        months=months,
        **_places(plan),
        **_leases(ledger, value),
        to_hire=to_hire,
        notice=notice,
        heads=first["opening_heads"],
        equipped=first["opening_heads"] * first["equipped_share"],
        pay=first["salary_per_year"] / 12,
        bonus=first["bonus_share"],
        on_cost=np.array([next(float(band.rate_share) for band in plan.on_costs if band.scheme == team.on_costs) for team in plan.teams]),
        recruiting=first["recruiting_cost_per_hire"],
        severance=first["salary_per_year"] / 12 * first["severance_months"],
        wanted_hiring=_lowest(needed, to_hire, to_hire + notice),
        wanted_notice=_lowest(needed, notice, notice),
        open_share=value["hiring_open_share"].copy(),
        remote=value["remote_share"].copy(),
        subsidy=value["subsidy_per_month"].copy(),
        kit=value["equipment_per_head"].copy(),
        placed=placed,
        transition=transition,
        desk=first["flexible_desk_per_month"],
    )


def _places(plan) -> dict[str, object]:
    """Roles and sites of the teams, and what their pay follows."""
    keys = [(INDICES.index(team.wage_index), list(RATES).index(team.currency)) for team in plan.teams]
    areas, sites = tuple(dict.fromkeys(keys)), plan.names("site")
    role, site = (np.array([names.index(getattr(team, of)) for team in plan.teams]) for names, of in ((list(ROLES), "role"), (sites, "site")))
    return {"role": role, "site": site, "area": np.array([areas.index(key) for key in keys]), "areas": areas}


def _leases(ledger: Ledger, value: dict[str, np.ndarray]) -> dict[str, object]:
    """Seats by site, and the money of leases by what it follows."""
    plan, space = ledger.drivers.plan, ledger.operations.space
    keys = [(INDICES.index(lease.rent_index), list(RATES).index(lease.currency)) for lease in plan.leases]
    rents = tuple(dict.fromkeys(keys))
    by_rent = np.array([[key == one for one in rents] for key in keys], dtype=float)
    by_currency = np.array([[key[1] == one for one in range(len(RATES))] for key in keys], dtype=float)
    of_each = (space.held, space.broken, space.given_back)
    held, broken, given_back = (np.broadcast_to(array[:, :, 0], (plan.months, len(keys))) for array in of_each)
    area = np.array([lease.area_m2 for lease in plan.leases])
    return {
        "held": np.broadcast_to(space.seats_held[:, :, 0], (plan.months, len(plan.sites))).copy(),
        "rents": rents,
        "rent": (held * value["rent"]) @ by_rent,
        "exit": (broken * value["break_penalty"] + given_back * value["restoration_cost"]) @ by_rent,
        "service": (held * area * value["service_charge_per_m2_per_year"] / 12) @ by_currency,
    }


def _elsewhere(plan, value) -> tuple[np.ndarray, ...]:
    """By month: vendor's people, money of handing over; by month and team: the posts that are left."""
    names, target = plan.names("team"), value["target_heads"]
    rows = [names.index(placed.team) for placed in plan.placements]
    mark = np.array([[team == row for team in range(len(names))] for row in rows], dtype=float).reshape(len(rows), len(names))
    fte = target[:, rows]
    placed = (fte * value["placed_share"] / (value["productivity_share"][:, :1] if rows else 1)).sum(axis=1)
    return placed, (fte * value["transferred_share"] * value["transition_cost_per_fte"]).sum(axis=1), target * (1 - value["released_share"] @ mark)


def _lowest(needed: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The fewest posts between two lags ahead, no more than there are now and growth will make: [month, team]."""
    months, count = needed.shape
    rise = np.maximum(np.diff(needed, axis=0, prepend=needed[:1]), 0.0).cumsum(axis=0)
    found = np.empty_like(needed)
    for month in range(months):
        for team in range(count):
            ahead = [min(month + lag, months - 1) for lag in range(first[team], last[team] + 1)]
            least = needed[ahead, team].min()
            found[month, team] = min(least, needed[month, team] + rise[ahead[0], team] - rise[month, team])
    return found


def inputs_of(ledger: Ledger) -> Inputs:
    """The uncertain inputs in each draw of a ledger; those that are sure as they are."""
    drawn = ledger.drawn
    return _inputs(lambda name, sure: drawn.input(name) if name in drawn.unsure else np.full(drawn.count, sure))


def likely_inputs() -> Inputs:
    """The inputs where all is as likely, as the one draw there is."""
    return _inputs(lambda name, sure: np.array([sure]))


def _inputs(each: Callable[[str, float], np.ndarray]) -> Inputs:
    """All inputs, each by its name and what it is where it is sure."""
    loss = [each(f"attrition.{role} from 0 months.cohort_loss_share_per_year", one[2][1]) for role, one in ROLES.items()]
    growth = [each(f"indices.{name}.growth_share_per_year", GROWTH[name][1]) for name in INDICES]
    fx = [each(f"fx.{name}.rate", rate) for name, rate in RATES.items()]
    assumed = {name: each(f"assumptions.{name}.value", ASSUMED[name][1]) for name in ASSUMED}
    price = each("vendors.Ledger Services.price_per_fte_per_year", 23_920.0)
    return Inputs(np.array(loss), np.array(growth), np.array(fx), assumed, price)


def ours(ledger: Ledger) -> np.ndarray:
    """What the workbench says: [category, month, draw]."""
    drawn = ledger.drawn
    return np.stack([drawn.costs.get(name, np.zeros((len(drawn.periods), drawn.count))) for name in CATEGORIES])


def likely(ledger: Ledger) -> np.ndarray:
    """What the workbench says where all is as likely: [category, month]."""
    booked = ledger.by_category()
    months = ledger.plan.months
    return np.stack([np.broadcast_to(booked[name], (months, 1))[:, 0] if name in booked else np.zeros(months) for name in CATEGORIES])


def simulated(plan, scenario, draws: int) -> Ledger:
    """A ledger with draws by month."""
    return bo.simulate(plan, scenario, draws=draws)
