"""Why: any figure of any answer back to quantity × price × index, to its inputs, and to what each initiative did to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from backoffice_lib.analyses import _why_text
from backoffice_lib.analyses._masked import masked
from backoffice_lib.analyses._questions import Asked, Question, Traced, problems_in
from backoffice_lib.analyses._tree import Change, Node, unique
from backoffice_lib.basics.discover import instances_in
from backoffice_lib.basics.errors import choice, nearest, raise_all, refuse
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.checks import CENT, ROUNDING

CLOSE = 1e-6


@dataclass(frozen=True)
class Why:
    """The answer to `why`: a figure, draw 0, and the tree that it is worked out by, from the inputs in the files on.

    of: what kind of figure. title: which, in words. unit: plan currency for money. amount: the figure, to the cent, as the answer has it
    that shows it; today: the same before any initiative. levers: how many the scenario has; effects: of those that changed the figure,
    where by_initiative: else what they did is told of the drivers alone.
    note: what should be known besides, as why nothing is booked. checks: what does not tie, empty when the figure can be signed.
    """

    plan: str
    scenario: str
    of: str
    asked: tuple[tuple[str, str], ...]
    title: str
    unit: str
    amount: float | str | None
    levers: int
    by_initiative: bool
    tree: Node
    note: str = ""
    checks: tuple[str, ...] = ()

    @property
    def effects(self) -> tuple[Change, ...]:
        """What each initiative did to the figure."""
        return self.tree.changes

    @property
    def today(self) -> float | str | None:
        """The figure before any initiative; None where that is not worked out."""
        if not self.by_initiative:
            return None
        return self.effects[0].before if self.effects else self.amount

    @property
    def leaves(self) -> tuple[Node, ...]:
        """The figures that it is worked out from at last."""
        return tuple(self.tree.leaves())

    @property
    def sentence(self) -> str:
        """The figure, and how many initiatives changed it."""
        return ". ".join(part.rstrip(".:") for part in _why_text.headline(self)) + "."

    def __str__(self) -> str:
        return _why_text.text(self)

    def as_json(self) -> dict[str, Any]:
        """The answer as plain dictionaries and lists."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in ("plan", "scenario", "of", "title", "unit", "amount", "today", "levers", "note")}
        return plain | {"asked": dict(self.asked), "checks": list(self.checks), "tree": self.tree.as_json()}


def why(
    ledger: Ledger, of: str = "cost", *, against: Ledger | None = None, **asked: str | Month | int
) -> Why:
    """Why a figure is what it is: a cost of the ledger by category, month …, or a figure of the answer that `of` names.

    of: cost, saving, npv, heads, seats, stranded, lease, make-or-buy …; `questions()` has all, with the options each takes. against: the
    other scenario of a saving, today if left out. What would tell the pay of too few people is refused, or shown together with that of
    others. Raises InputProblems for options, names and months that do not exist.
    """
    known = questions()
    if of not in known:
        near = nearest(of, known)
        raise refuse("why: of", f'"{of}" is no figure that can be traced', choice("use", near, known), near)
    question = Asked(ledger, {name: str(text) for name, text in asked.items() if text not in ("", None)}, against)
    raise_all(problems_in(known[of], question))
    return explained(known[of], question)


def explained(question: Question, asked: Asked) -> Why:
    """The same for a question and options that are known to exist; many may be asked of one ledger with its history."""
    found, ledger = question.trace(asked), asked.ledger
    tree = unique(masked(found.tree, asked, found.ledgers))
    return Why(
        plan=ledger.plan.name,
        scenario=ledger.scenario,
        of=question.of,
        asked=tuple(asked.options.items()),
        title=found.title,
        unit=tree.unit,
        amount=None if tree.withheld else found.figure,
        levers=len(ledger.levers),
        by_initiative=found.by_initiative and not ledger.factors,
        tree=tree,
        note=found.note,
        checks=tuple(_checks(found)),
    )


@cache
def questions() -> dict[str, Question]:
    """Every kind of figure that can be asked for, by its word."""
    found = instances_in(sys.modules["backoffice_lib.analyses"], Question)
    return {one.of: one for one in sorted(found, key=lambda one: (one.of != "cost", one.of))}


def _checks(found: Traced) -> Iterator[str]:
    """Whether the leaves that are shown make the figure that the answer has, but for what adding loses."""
    again = found.tree.recomputed()
    if not isinstance(again, float) or not isinstance(found.figure, float):
        return
    gross = max(abs(leaf.value) for leaf in found.tree.walk() if isinstance(leaf.value, float))
    if not abs(again - found.figure) <= max(CENT / 2 + CLOSE, ROUNDING * gross):
        yield f"what is behind it comes to {again:,.2f}, and {found.figure:,.2f} is in the answer"
