"""What `why` can be asked: one question a kind of figure, each in a file `_why_*.py` of its own and found by lying there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from backoffice_lib.analyses._rows import Book
from backoffice_lib.analyses._tree import Node
from backoffice_lib.basics.errors import Problem, Wrong, choice, nearest, refuse
from backoffice_lib.basics.money import counted
from backoffice_lib.basics.months import Month
from backoffice_lib.ledger import Ledger
from backoffice_lib.simulation import Run

LABELS_ASKED = ("team", "site", "function", "vendor", "item")
WHEN = ("month", "year")


@dataclass(frozen=True)
class Asked:
    """A figure that is asked for: of which ledger, against which other, and what of it, by option.

    against: for figures of two scenarios; today where it is left out.
    """

    ledger: Ledger
    options: Mapping[str, str]
    against: Ledger | None = None

    @cached_property
    def book(self) -> Book:
        """The ledger with its history, initiative by initiative."""
        return Book.of(self.ledger)

    @cached_property
    def other(self) -> Book:
        """What the ledger is held against."""
        return Book((Run(self.against),)) if self.against else self.book.before_levers()

    def get(self, option: str) -> str:
        """An option, blank where it is left out."""
        return self.options.get(option, "")

    def needed(self, option: str, mend: str) -> str:
        """An option that the figure cannot do without. Raises InputProblems."""
        if not self.get(option):
            raise refuse(f"why: {option}", "is missing", mend)
        return self.get(option)

    @property
    def where(self) -> dict[str, str]:
        """The category and labels that are asked for."""
        return {name: self.options[name] for name in ("category", *LABELS_ASKED) if self.get(name)}

    @property
    def months(self) -> tuple[int, ...]:
        """The months that are asked for, counted from the first of the plan: one, those of a fiscal year, or all."""
        plan = self.ledger.plan
        if self.get("month"):
            return (Month.of(self.get("month")) - plan.start,)
        year = self.get("year")
        return tuple(at for at, month in enumerate(plan.calendar) if not year or str(plan.fiscal_year(month)) == year)

    @property
    def when(self) -> str:
        """The months in words: `of 2027-02`, `of 2027`, `over 36 months`."""
        named = self.get("month") or self.get("year")
        return f"of {named}" if named else f"over {counted(self.ledger.plan.months, 'month')}"

    @property
    def named(self) -> str:
        """The labels in words, each led by a comma."""
        return "".join(f", {label} {text}" for label, text in self.where.items() if label != "category")


@dataclass(frozen=True)
class Traced:
    """A figure as its answer has it, and the tree it is worked out by. note: what else should be known, as why it is nothing.

    by_initiative: whether the tree says what each initiative made of the figure itself, and not only of the drivers behind it.
    ledgers: others that the tree tells of, in which other people may be too few to show what they are paid.
    """

    title: str
    figure: float | str
    tree: Node
    note: str = ""
    by_initiative: bool = True
    ledgers: tuple[Ledger, ...] = ()


@dataclass(frozen=True)
class Question:
    """A kind of figure that `why` explains. of: its word. asks: the options it takes. trace: works out a figure and its tree.

    of_two: whether it is a figure of two scenarios, of which one may be named.
    """

    of: str
    sentence: str
    asks: tuple[str, ...]
    trace: Callable[[Asked], Traced]
    of_two: bool = False


def problems_in(question: Question, asked: Asked) -> Iterator[Problem]:
    """Options that the figure does not take, and names and months that do not exist."""
    for name in asked.options.keys() - set(question.asks):
        near = nearest(name, question.asks)
        yield Problem(f"why: {name}", f"is not asked of {question.of}", choice("it takes", near, question.asks), near)
    plan, categories = asked.ledger.plan, asked.ledger.categories
    if (category := asked.get("category")) and category not in categories:
        near = nearest(category, categories)
        yield Problem("why: category", f'"{category}" is not a cost category', choice("use", near, categories), near)
    yield from _not_in_the_plan(asked)
    for label in LABELS_ASKED:
        names = _items(asked.ledger) if label == "item" else plan.names(label)
        if (text := asked.get(label)) and text not in names:
            what = f'"{text}" is not {"an item of the ledger" if label == "item" else f"a {label} of the plan"}'
            near = nearest(text, names)
            yield Problem(f"why: {label}", what, choice("it has", near, names or ["none"]), near)


def _not_in_the_plan(asked: Asked) -> Iterator[Problem]:
    """A month or year that is none, or not one of the plan; or both at once."""
    plan, month, year = asked.ledger.plan, asked.get("month"), asked.get("year")
    try:
        if month and Month.of(month) not in plan.calendar:
            yield Problem("why: month", f"{month} is not in the plan", f"give a month from {plan.calendar[0]} to {plan.calendar[-1]}")
    except Wrong as wrong:
        yield Problem("why: month", wrong.what, wrong.mend)
    years = list(dict.fromkeys(str(plan.fiscal_year(one)) for one in plan.calendar))
    if year and year not in years:
        near = nearest(year, years)
        yield Problem("why: year", f'"{year}" is not a fiscal year of the plan', choice("it has", near, years), near)
    if month and year:
        yield Problem("why: month", "is given beside a year", "give one of the two")


def _items(ledger: Ledger) -> tuple[str, ...]:
    texts = (text for line in ledger.lines for text in line.posting.subjects.labels["item"])
    return tuple(dict.fromkeys(filter(None, texts)))
