"""Risk: what a scenario may cost or save when every assumption is drawn, how likely it is to be cheaper, and how bad it can get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backoffice_lib.analyses._choice import FEW
from backoffice_lib.analyses._spread import Chance, Spread, mean_of_worst, spread, spreads
from backoffice_lib.analyses._standing import check_same_draws, standing
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.finance import NOTHING
from backoffice_lib.basics.money import counted, money, sentence, spoken, whole
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.disclosure import in_shown_categories
from backoffice_lib.ledger.drawn import Drawn, periods_of
from backoffice_lib.ledger.present_value import cash_after_tax, npv_of

FEWEST = 20
"""Draws, below which none of them lies beyond P5 or P95."""


@dataclass(frozen=True)
class Risk:
    """The answer to `risk`, in plan currency: of one ledger its cost, of two what the scenario saves against the other.

    amount: of the profit view over the whole plan; npv: of cash after tax, as the plan discounts it. by_period, by_category: name and spread;
    by_period_and_category: period, category and spread. cumulative: month, and the cash after tax paid, or saved, until then. cheaper: the chance that
    the scenario costs less over the plan; cheaper_by_month: month, and the chance that it has saved cash until then.
    expected_shortfall: the mean of the worst twentieth of all draws: the dearest, or those that save least. draws: how many there are, of those
    that were asked for; fewer where somebody stopped in the middle. unsure: the uncertain inputs, by name. error: the standard error of the mean.
    """

    plan: str
    scenario: str
    against: str
    currency: str
    months: int
    draws: int
    asked: int
    seed: int
    grain: str
    amount: Spread
    npv: Spread
    error: float
    expected_shortfall: float
    by_period: tuple[tuple[str, Spread], ...]
    by_category: tuple[tuple[str, Spread], ...]
    by_period_and_category: tuple[tuple[str, str, Spread], ...]
    cumulative: tuple[tuple[str, Spread], ...]
    cheaper: Chance | None
    cheaper_by_month: tuple[tuple[str, float], ...]
    unsure: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_saving(self) -> bool:
        """Whether two scenarios are compared, and amounts are what is saved."""
        return bool(self.against)

    def __str__(self) -> str:
        name, stopped = sentence(spoken(self.scenario)), ""
        if self.draws < self.asked:
            stopped = f" Only {self.draws:,} of the {self.asked:,} draws that were asked for are done."
        if not self.is_saving:
            return f"{name} {self._between()}.{stopped}"
        chance = f"is cheaper than {spoken(self.against)} {how_often(self.cheaper.share, self.draws)}"
        return f"{name} {chance}; it {self._between()}.{stopped}"

    @property
    def is_sure(self) -> bool:
        """Whether every draw comes to what is likely."""
        amount = self.amount
        return max(abs(amount.p5 - amount.likely), abs(amount.p95 - amount.likely), amount.sd) < NOTHING

    def _between(self) -> str:
        """What nine of ten draws lie between."""
        likely = self.spoken_range(self.amount.likely, self.amount.likely)
        if self.is_sure:
            return f"{likely} in every draw"
        between = self.spoken_range(self.amount.p5, self.amount.p95)
        verb = likely.split()[0]
        same = between.startswith(f"{verb} ") and between.endswith(" more") == likely.endswith(" more") and " or " not in between
        told = likely.removeprefix(f"{verb} ").removesuffix(" more") if same else f"and {likely}"
        return f"{between} in nine of ten, {told} where all is as likely"

    def spoken_range(self, low: float, high: float) -> str:
        """From one amount to another for reading: `costs USD 1 to 2`, `saves USD 1 to 2`, `costs USD 1 to 2 more`, `costs up to USD 1 more or saves up to 2`."""
        if self.is_saving and round(low) < 0 < round(high):
            return f"costs up to {money(-low, self.currency)} more or saves up to {whole(high)}"
        more = self.is_saving and round(low) < 0
        ends = sorted((abs(low), abs(high))) if self.is_saving else (low, high)
        amounts = money(ends[0], self.currency) if round(low) == round(high) else f"{money(ends[0], self.currency)} to {whole(ends[1])}"
        return f"{'saves' if self.is_saving and not more else 'costs'} {amounts}{' more' if more else ''}"


def how_often(share: float, draws: int | None = None) -> str:
    """How often something is so, for reading: `in all 200 draws`, `in no draw`, `in 63 % of all draws`."""
    if share in (0.0, 1.0):
        return "in no draw" if not share else f"in all {draws:,} draws" if draws else "in all draws"
    part = f"{100 * share:.1f} %" if share > 0.99 or share < 0.01 else f"{100 * share:.0f} %"
    if share > 0.999 or share < 0.001:
        part = "more than 99.9 %" if share > 0.5 else "less than 0.1 %"
    return f"in {part} of {f'{draws:,}' if draws else 'all'} draws"


def risk(ledger: Ledger, against: Ledger | None = None) -> Risk:
    """What a ledger may cost or, against another one, save, over all draws of both.

    Both must be simulated with the same draws and seed. Raises InputProblems where none are there, or where they differ.
    """
    if ledger.drawn is None:
        raise refuse("risk", "the ledger holds no draws", "simulate with draws, such as draws=10_000")
    if against is not None:
        check_same_draws(against, ledger)
    sides = in_shown_categories(*([ledger] if against is None else [against, ledger]), monthly=ledger.drawn.grain == "month")
    drawn, plan = sides[-1].drawn, ledger.plan
    amounts, likely = _by_category([side.drawn for side in sides]), _likely_by_category(sides)
    by_period = sum(amounts.values(), start=np.zeros((len(drawn.periods), drawn.count)))
    period_likely = sum(likely.values(), start=np.zeros(len(drawn.periods)))
    total = by_period.sum(axis=0)
    return Risk(
        plan=plan.name,
        scenario=ledger.scenario,
        against=against.scenario if against else "",
        currency=plan.currency,
        months=plan.months,
        draws=drawn.count,
        asked=drawn.asked,
        seed=drawn.seed,
        grain=drawn.grain,
        amount=spread(total, float(period_likely.sum())),
        error=round(float(total.std() / np.sqrt(len(total))), 2),
        expected_shortfall=-mean_of_worst(-total) if against else mean_of_worst(total),
        by_period=tuple(zip(drawn.periods, spreads(by_period, period_likely), strict=True)),
        by_category=tuple((name, spread(amounts[name].sum(axis=0), float(likely[name].sum()))) for name in amounts),
        by_period_and_category=tuple(_cells(drawn.periods, amounts, likely)),
        **_in_cash(sides),
        cheaper=Chance.of(total > 0) if against else None,
        unsure=tuple(dict.fromkeys(name for side in sides for name in side.drawn.unsure)),
        notes=tuple(_notes(sides)),
    )


def _in_cash(sides: Sequence[Ledger]) -> dict[str, Any]:
    """Present value, cash until each month, and how often there is any to be saved."""
    npv, cash = (_difference([getattr(side.drawn, part) for side in sides]) for part in ("npv", "cash"))
    paid = [cash_after_tax(side) for side in sides]
    npv_likely = _difference([npv_of(side.plan, one)[0] for side, one in zip(sides, paid, strict=True)])
    likely = _difference([one[:, 0] for one in paid])
    calendar, so_far = tuple(map(str, sides[0].plan.calendar)), cash.cumsum(axis=0)
    compared = len(sides) == 2
    return {
        "npv": spread(npv, float(npv_likely)),
        "cumulative": tuple(zip(calendar, spreads(so_far, likely.cumsum()), strict=True)),
        "cheaper_by_month": tuple(zip(calendar, (so_far > 0).mean(axis=1).tolist(), strict=True)) if compared else (),
    }


def _difference(sides: Sequence[np.ndarray]) -> np.ndarray:
    """The one side there is, or by how much the second is less than the first."""
    return sides[0] - sides[1] if len(sides) == 2 else sides[0]


def _by_category(sides: Sequence[Drawn]) -> dict[str, np.ndarray]:
    """The cost, or the saving, of each category, [period, draw]."""
    nothing = np.zeros((1, 1))
    names = sorted({name for side in sides for name in side.costs})
    wide = np.zeros((len(sides[0].periods), sides[0].count))
    return {name: _difference([side.costs.get(name, nothing) for side in sides]) + wide for name in names}


def _likely_by_category(sides: Sequence[Ledger]) -> dict[str, np.ndarray]:
    """The same in draw 0, [period]; of the categories that cost anything in any draw."""
    names = sorted({name for side in sides for name in side.drawn.costs})
    found = [side.by_category() for side in sides]
    firsts = list(periods_of(sides[0].plan, sides[0].drawn.grain).values())
    nothing = np.zeros((sides[0].plan.months, 1))
    return {name: np.add.reduceat(_difference([one.get(name, nothing)[:, 0] for one in found]), firsts) for name in names}


def _cells(periods: tuple[str, ...], amounts: dict[str, np.ndarray], likely: dict[str, np.ndarray]) -> Iterator[tuple[str, str, Spread]]:
    found = {name: spreads(amounts[name], likely[name]) for name in amounts}
    yield from ((period, name, found[name][at]) for at, period in enumerate(periods) for name in amounts)


def _notes(sides: Sequence[Ledger]) -> Iterator[str]:
    if len(sides) == 2:
        yield from standing(*sides)
    if not any(side.drawn.unsure for side in sides) and all(side.plan.policies.leavers == "expected" for side in sides):
        yield "nothing in the plan is unsure: write a number as low..likely..high to say that it is"
    elif (count := sides[0].drawn.count) < FEWEST:
        verb = "is" if count == 1 else "are"
        yield f"{counted(count, 'draw')} {verb} too few for a range, of which one in {FEWEST} lies beyond each end: ask for {FEW} or more"
