"""A variance in words: whether it is adverse, where the year lands, and what a reader must know of the books."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses._actuals_beside import Beside
from backoffice_lib.basics.errors import Wrong, listed, refuse
from backoffice_lib.basics.money import counted, money, sentence, spoken, whole
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger

if TYPE_CHECKING:
    from backoffice_lib.plan import Plan


def verdict(variance: float) -> str:
    """A cost above plan is adverse, one below favourable."""
    if not round(variance, 2):
        return "as planned"
    return "adverse" if variance > 0 else "favourable"


def against(amount: float, planned: float, currency: str) -> str:
    """A cost beside the planned one, in words: `USD 330 against 315 planned, 15 more (adverse)`."""
    variance = round(amount - planned, 2)
    if not variance:
        return f"{money(amount, currency)}, as planned"
    return f"{money(amount, currency)} against {whole(planned)} planned, {whole(abs(variance))} {'more' if variance > 0 else 'less'} ({verdict(variance)})"


def closing(plan: Plan, asked: str | Month) -> tuple[Month | None, str]:
    """The last closed month, or what the plan lacks. Raises InputProblems for a month outside the plan."""
    if not plan.actuals:
        what = f"{sentence(spoken(plan.name))} has no actuals, so nothing can be held against it: "
        return None, what + "put an export of the books into the plan folder as actuals.csv, and name its columns under actuals in plan.yaml."
    if asked:
        try:
            closed = Month.of(asked)
        except Wrong as wrong:
            raise refuse("last_close", wrong.what, wrong.mend) from None
        if closed not in plan.calendar:
            raise refuse("last_close", f"{closed} is outside the plan", f"give {plan.start} to {plan.calendar[-1]}")
        return closed, ""
    if plan.last_close is None:
        last = max(actual.month for actual in plan.actuals)
        what = f"{sentence(spoken(plan.name))} does not say up to which month its books are closed: "
        return None, what + f"write last_close in plan.yaml, such as {last}, the last month that has actuals."
    return plan.last_close, ""


def sentences(answer: Any) -> Iterator[str]:
    """A variance to be read by a director: to date, where the year lands, with each what-if, and what has no counterpart."""
    unit, variance = answer.currency, answer.total("variance")
    most = max(answer.rows, key=lambda row: row.variance * (1 if variance > 0 else -1), default=None)
    mostly = f", above all in {most.name}" if most and round(variance, 2) and len(answer.rows) > 1 else ""
    figures = {name: answer.total(name) for name in ("actual_to_date", "plan_to_date", "landing", "plan_year")}
    to_date = against(figures["actual_to_date"], figures["plan_to_date"], unit)
    yield f"From the start of {answer.year} to the close of {answer.last_close} costs are {to_date}{mostly}."
    yield f"With the forecast of the other months {answer.year} lands at {against(figures['landing'], figures['plan_year'], unit)}."
    for name, amount in zip(answer.what_ifs, answer.landings, strict=True):
        yield f"With {spoken(name)} it would land at {against(amount, figures['plan_year'], unit)}."
    for side, said in (("books", "of the actuals are on accounts that are not in the plan"), ("plan", "of the plan to date have no actuals")):
        there = [one for one in answer.unmatched if one.side == side]
        if there:
            few = ", besides what a few people are paid" if any(one.amount is None for one in there) else ""
            yield f"{money(sum(one.amount or 0.0 for one in there), unit)} {said}{few}: {listed((one.name for one in there), 4)}."


def notes(forecast: Ledger, locked: Ledger, sides: Beside, closed: Month) -> Iterator[str]:
    """What the reader must know of the books: what of them was not used, and what was taken for granted; no amounts."""
    if forecast.frozen:
        yield f"{spoken(forecast.scenario)} is frozen, so the books are those that were kept with it"
    yield from _of_months(forecast.plan, closed)
    yield from _of_money(forecast.plan, closed)
    plan, has = forecast.plan, sum(sides.in_year)
    if has < 12:
        yield f"the plan has {counted(int(has), 'month')} of the {plan.year_in_words} {plan.fiscal_year(closed)}, and so has its landing"
    if (locked.plan.start, locked.plan.months) != (plan.start, plan.months):
        yield f"{spoken(locked.scenario)} is a plan of {locked.plan.start} to {locked.plan.calendar[-1]}; other months of it count as nothing"
    if not plan.accounts and any(actual.account and not actual.category for actual in plan.actuals):
        yield "the plan has no accounts.csv, so no cost of it has an account"
    yield from sides.together
    if sides.other_units:
        yield f"the books count in {listed(sides.other_units)}, and the plan in other units; that is told by amount"


def _of_months(plan: Plan, closed: Month) -> Iterator[str]:
    actuals, calendar = plan.actuals, set(plan.calendar)
    outside = [one.month for one in actuals if one.month not in calendar]
    after = [one.month for one in actuals if one.month in calendar and one.month > closed]
    if outside:
        yield f"{counted(len(outside), 'actual')} of months outside the plan ({_span(outside)}) left out"
    if after:
        yield f"{counted(len(after), 'actual')} after the last close ({_span(after)}) left out"
    booked = {one.month for one in actuals}
    if none := [str(month) for month in plan.calendar if month <= closed and month not in booked]:
        yield f"there are no actuals for {listed(none)}, though {'it is' if len(none) == 1 else 'they are'} closed: the cost of {'it' if len(none) == 1 else 'them'} counts as nothing"


def _of_money(plan: Plan, closed: Month) -> Iterator[str]:
    used = [one for one in plan.actuals if plan.start <= one.month <= closed]
    foreign = [one for one in used if one.currency not in ("", plan.currency)]
    if at_plan := {one.currency: None for one in foreign if one.exchange_rate is None}:
        yield f"actuals in {listed(at_plan)} are converted at the plan's exchange rate of their month"
    counted_in = [one for one in used if one.quantity is not None]
    if counted_in and not any(one.index or one.exchange_rate for one in counted_in):
        yield "the books say nothing of indices, so what they did to prices is told as price"


def _span(months: list[Month]) -> str:
    first, last = min(months), max(months)
    return str(first) if first == last else f"{first} to {last}"
