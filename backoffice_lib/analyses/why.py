"""Why: any figure of a ledger back to quantity × price × index, to its inputs, and to what each lever did to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backoffice_lib.analyses import _why_text
from backoffice_lib.analyses._leaves import Leaf, Row, factors, leaves_of, rows_of
from backoffice_lib.basics.errors import Problem, Wrong, choice, nearest, raise_all
from backoffice_lib.basics.money import counted
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.checks import CENT
from backoffice_lib.plan.subjects import LABELS
from backoffice_lib.simulation import lever_by_lever


@dataclass(frozen=True)
class LeverEffect:
    """A lever that changed the figure, with the figure before and after it; position counts the levers from 1."""

    position: int
    lever: str
    place: str
    before: float
    after: float

    @property
    def change(self) -> float:
        return round(self.after - self.before, 2)


@dataclass(frozen=True)
class Why:
    """The answer to `why`: a figure of the profit view, in plan currency, draw 0, and all that is behind it.

    where: the team, site … it was asked for. today: the same figure before any lever. levers: how many the scenario has;
    effects: of those that changed the figure, in their order. leaves: the rows of the ledger that add up to it.
    note: when nothing is booked, why not. checks: what does not tie, empty when the figure can be signed.
    """

    plan: str
    scenario: str
    category: str
    month: str
    where: tuple[tuple[str, str], ...]
    currency: str
    amount: float
    today: float
    levers: int
    effects: tuple[LeverEffect, ...]
    leaves: tuple[Leaf, ...]
    note: str = ""
    checks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return _why_text.tree(self)


def why(
    ledger: Ledger,
    *,
    category: str,
    month: str | Month,
    team: str = "",
    site: str = "",
    function: str = "",
    vendor: str = "",
    item: str = "",
) -> Why:
    """Why a cost of a month is what it is; of one team, site, function, vendor or item where they are named.

    Raises InputProblems for names and months that do not exist.
    """
    asked = {"team": team, "site": site, "function": function, "vendor": vendor, "item": item}
    where = {label: text for label, text in asked.items() if text}
    raise_all(_problems(ledger, category, month, where))
    return explained(lever_by_lever(ledger), category, Month.of(month), where)


def explained(runs: Sequence[Ledger], category: str, month: Month, where: Mapping[str, str]) -> Why:
    """The same for a ledger that has been run lever by lever already, and names that are known to exist."""
    ledger = runs[-1]
    at = month - ledger.plan.start
    rows = rows_of(ledger, category, where)
    leaves = leaves_of(runs, rows, at)
    totals = [round(math.fsum(factors(run, row, at).amount for row in rows), 2) + 0.0 for run in runs]
    return Why(
        plan=ledger.plan.name,
        scenario=ledger.scenario,
        category=category,
        month=str(month),
        where=tuple(where.items()),
        currency=ledger.plan.currency,
        amount=totals[-1],
        today=totals[0],
        levers=len(ledger.levers),
        effects=tuple(
            LeverEffect(number, lever.word(), lever.line_of(), before, after)
            for number, (lever, before, after) in enumerate(zip(ledger.levers, totals, totals[1:], strict=False), start=1)
            if before != after
        ),
        leaves=leaves,
        note=_note(ledger, category, where, leaves),
        checks=tuple(_checks(ledger, rows, leaves, at)),
    )


def _problems(ledger: Ledger, category: str, month: str | Month, where: Mapping[str, str]) -> Iterator[Problem]:
    """Names and months that do not exist."""
    plan, known = ledger.plan, ledger.categories
    if category not in known:
        near = nearest(category, known)
        yield Problem("why: category", f'"{category}" is not a cost category', choice("use", near, known), near)
    try:
        if Month.of(month) not in plan.calendar:
            mend = f"give a month from {plan.calendar[0]} to {plan.calendar[-1]}"
            yield Problem("why: month", f"{month} is not in the plan", mend)
    except Wrong as wrong:
        yield Problem("why: month", wrong.what, wrong.mend)
    for label, text in where.items():
        names = _items(ledger) if label == "item" else plan.names(label)
        if text not in names:
            what = f'"{text}" is not {"an item of the ledger" if label == "item" else f"a {label} of the plan"}'
            near = nearest(text, names)
            yield Problem(f"why: {label}", what, choice("it has", near, names or ["none"]), near)


def _items(ledger: Ledger) -> tuple[str, ...]:
    texts = (text for line in ledger.lines for text in line.posting.subjects.labels["item"])
    return tuple(dict.fromkeys(filter(None, texts)))


def _checks(ledger: Ledger, rows: Sequence[Row], leaves: Sequence[Leaf], month: int) -> Iterator[str]:
    """Whether the factors that are shown, multiplied again, make the figure that the ledger holds."""
    booked = math.fsum(ledger.lines[at].amount[month, row, 0] for at, row in rows)
    again = math.fsum(leaf.quantity * leaf.price * math.prod(part.value for part in leaf.indices) for leaf in leaves)
    if abs(booked - again) > CENT / 2:
        yield f"quantity × price × index of the rows is {again:,.2f}, and {booked:,.2f} is booked"
    shown = math.fsum(leaf.amount for leaf in leaves)
    if abs(shown - booked) > CENT / 2 + 1e-6:
        yield f"the rows add up to {shown:,.2f}, and {booked:,.2f} is booked"


def _note(ledger: Ledger, category: str, where: Mapping[str, str], leaves: Sequence[Leaf]) -> str:
    """Why nothing is booked; nothing to say where something is, or would be without the levers."""
    if not leaves:
        return f"Nothing is booked there: {_no_rows(ledger, category, where)}."
    if any(leaf.amount or any(one.before.amount or one.after.amount for one in leaf.effects) for leaf in leaves):
        return ""
    nothing_bought = sum(not leaf.quantity for leaf in leaves)
    free = len(leaves) - nothing_bought
    reasons = [f"{counted(nothing_bought, 'row')} with a quantity of 0"] * bool(nothing_bought)
    reasons += [f"{counted(free, 'row')} with a price of 0"] * bool(free)
    return f"Nothing is booked there: there {'is' if len(leaves) == 1 else 'are'} {' and '.join(reasons)}."


def _no_rows(ledger: Ledger, category: str, where: Mapping[str, str]) -> str:
    """Why a category has no row with all of these labels."""
    carried: dict[str, set[str]] = {label: set() for label in LABELS}
    for at, row in rows_of(ledger, category, {}):
        for label in LABELS:
            carried[label].add(ledger.lines[at].posting.subjects.labels[label][row])
    if not carried["mode"]:
        return f"nothing in the plan brings about {category}"
    by = [label for label in LABELS if label != "mode" and carried[label] - {""}]
    for label, text in where.items():
        if label not in by:
            return f"{category} is not booked by {label}, but by {' and '.join(by)}"
        if text not in carried[label]:
            return f"no row of {category} is for the {label} {text}"
    return f"no row of {category} is for {' and '.join(f'the {label} {text}' for label, text in where.items())} together"
