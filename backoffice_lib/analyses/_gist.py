"""The gist of a comparison: what a scenario saves in all, at present value and month by month, in a sentence, before anything is split up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from backoffice_lib.analyses._standing import check_same_draws
from backoffice_lib.analyses._worth import Part, saved_in_cash, terms
from backoffice_lib.analyses.risk import Risk, how_often
from backoffice_lib.analyses.stranded import Stranded, stranded
from backoffice_lib.basics import finance
from backoffice_lib.basics.money import counted, money, sentence, spoken, whole
from backoffice_lib.ledger import Ledger


class Worth(Protocol):
    """What a saving is worth, as far as it is told."""

    npv: float
    payback_months: int | None
    cumulative: tuple[tuple[str, float], ...]
    prices_of: str
    tax_share: float


class Told:
    """What a scenario saves against another, told in a sentence."""

    scenario: str
    against: str
    currency: str
    months: int
    cost_against: float
    cost_scenario: float
    saving: float
    worth: Worth
    risk: Risk | None

    @property
    def npv_of_saving(self) -> float:
        """The saving at present value."""
        return self.worth.npv

    @property
    def payback_months(self) -> int | None:
        """The first month (1 is the first) from which the cumulative saving stays at 0 or above, or None."""
        return self.worth.payback_months

    @property
    def cumulative(self) -> tuple[tuple[str, float], ...]:
        """The cash saved up to the end of each month."""
        return self.worth.cumulative

    def __str__(self) -> str:
        name, other = spoken(self.scenario), spoken(self.against)
        if round(self.saving, 2) == 0:
            return f"{sentence(name)} costs the same as {other} over {counted(self.months, 'month')}: {self._cost()}."
        verb = "saves" if self.saving > 0 else "costs"
        more = "" if self.saving > 0 else " more than " + other
        amount = money(abs(self.saving), self.currency)
        prices = f" in prices of {self.worth.prices_of}" if self.worth.prices_of else ""
        return (
            f"{sentence(name)} {verb} {amount}{more} over {counted(self.months, 'month')}{prices}, "
            f"{self._present_value()}: {self._cost()}. {self.payback}{self._sureness()}"
        )

    def _sureness(self) -> str:
        """How often it is cheaper, and from where to where it may save, where there are draws."""
        if self.risk is None or self.risk.is_sure:
            return ""
        between = self.risk.spoken_range(self.risk.amount.p5, self.risk.amount.p95)
        return f" It is cheaper {how_often(self.risk.cheaper.share, self.risk.draws)}, and {between} in nine of ten."

    def _present_value(self) -> str:
        """The present value in words; tax and time may turn a saving into a cost, which is said."""
        turned = self.npv_of_saving * self.saving < 0
        opposite = "a loss of " if self.saving > 0 else "a gain of "
        after = " after tax" if self.worth.tax_share else ""
        return f"{opposite if turned else ''}{whole(abs(self.npv_of_saving))} at present value{after}"

    def _cost(self) -> str:
        return f"{money(self.cost_scenario, self.currency)} instead of {whole(self.cost_against)}"

    @property
    def payback(self) -> str:
        """When it pays back, in a sentence."""
        if not round(self.saving, 2) and self.payback_months == 1:
            return "It neither saves nor costs anything by the end."
        if self.payback_months is None:
            return "It does not pay back within the plan."
        return "It pays from the first month." if self.payback_months == 1 else f"It pays back from month {self.payback_months}."


@dataclass(frozen=True)
class InBrief:
    """The saving in cash after tax, nominal: at present value, the month from which it stays at 0 or above, and up to the end of each month."""

    npv: float
    payback_months: int | None
    cumulative: tuple[tuple[str, float], ...]
    tax_share: float
    prices_of: str = ""


@dataclass(frozen=True)
class Gist(Told):
    """What `compare` tells first, to the cent, in plan currency, draw 0; found in a fraction of the time.

    stranded: what is paid for seats that nobody needs.
    """

    scenario: str
    against: str
    currency: str
    months: int
    cost_against: float
    cost_scenario: float
    saving: float
    stranded: Part
    worth: InBrief
    risk: Risk | None = None


def gist(against: Ledger, scenario: Ledger) -> Gist:
    """What the second ledger saves against the first. Both must be of the same plan. Raises InputProblems."""
    check_same_draws(against, scenario)
    plan, asked = against.plan, terms(against)
    cost_against, cost_scenario = (round(float(ledger.by_month()[:, 0].sum()), 2) for ledger in (against, scenario))
    saved = saved_in_cash(against, scenario, asked)
    npv = round(float(saved @ finance.discount_factors(plan.months, asked.rate_per_year, asked.discounting)[:, 0]), 2)
    cumulative = tuple(zip(map(str, plan.calendar), saved.cumsum().round(2).tolist(), strict=True))
    return Gist(
        scenario.scenario, against.scenario, plan.currency, plan.months, cost_against, cost_scenario, round(cost_against - cost_scenario, 2),
        Part(*(_stranded(ledger).cost for ledger in (against, scenario))), InBrief(npv, finance.payback(saved), cumulative, asked.tax_share),
    )


def _stranded(ledger: Ledger) -> Stranded:
    return ledger.once("stranded", lambda: stranded(ledger))
