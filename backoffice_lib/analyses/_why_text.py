"""The answer to `why` as text: each figure with its unit, below it what it is made of and where that is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import TYPE_CHECKING

from backoffice_lib.analyses._tree import Change, Node
from backoffice_lib.basics.money import cents, counted, exact, figure, spoken

if TYPE_CHECKING:
    from backoffice_lib.analyses.why import Why

STEP = "  "
SHOWN_BELOW = 12
MOST_AT_ONCE = 60
MOST_LINES = 160
SUMMANDS_SHOWN = 4
WIDTH = 110
_MONTH = re.compile(r"\d{4}-\d{2}")
SIGNS = {"sum": " + ", "difference": " - ", "product": " × ", "quotient": " / "}
IN_WORDS = {"largest": "the largest of these", "smallest": "the smallest of these", "where nothing is left": "where nothing is left of it"}
ROUNDED = {"to the cent": "", "to the whole": "to whole units", "rounded up": "rounded up"}


@dataclass(frozen=True)
class Line:
    """A line of the tree: how deep, what, how much of what unit, and how it is worked out or where it is written."""

    depth: int
    name: str
    value: str = ""
    unit: str = ""
    how: str = ""


class Told:
    """What stands above already: sources by their numbers, which are listed at the end."""

    def __init__(self) -> None:
        self.sources: dict[str, int] = {}

    def number(self, source: str) -> str:
        """The number of a source in brackets, the next one when it is new."""
        return f"[{self.sources.setdefault(source, len(self.sources) + 1)}]"

    def listed(self) -> Iterator[str]:
        """Every source after its number, on lines of a readable length."""
        yield "Sources"
        for source, number in self.sources.items():
            yield from wrap(source, WIDTH, initial_indent=f"{STEP}[{number}] ", subsequent_indent=" " * 6)


def text(answer: Why) -> str:
    """The whole answer, to be read from the figure down to the files; of a very large tree as many levels as fit on some pages."""
    parts = ["\n".join(_headline(answer))]
    depth, (blocks, told) = 0, _blocks(answer, 0)
    for depth in range(1, 40):
        more, more_told = _blocks(answer, depth)
        if more == blocks:
            break
        if sum(len(block) for block in more) > MOST_LINES and depth > 1:
            parts += [*map("\n".join, blocks), "There is more below: ask for less at once, or for all of it with --format html or json."]
            return "\n\n".join([*parts, *_sources(told)])
        blocks, told = more, more_told
    return "\n\n".join([*parts, *map("\n".join, blocks), *_sources(told)])


def _sources(told: Told) -> list[str]:
    return ["\n".join(told.listed())] if told.sources else []


def _headline(answer: Why) -> Iterator[str]:
    yield from headline(answer)
    yield from (STEP + line for line in aligned(aligned_changes(answer), "<><>>"))


def headline(answer: Why) -> Iterator[str]:
    """The figure, what should be known of it, and how many initiatives changed it, a sentence each."""
    name = spoken(answer.scenario)
    scenario = f"scenario {name}" if answer.levers else name
    if answer.tree.withheld:
        yield f"{answer.title}, {scenario}: {answer.tree.withheld}"
        return
    yield f"{answer.title}, {scenario}: {_with_unit(answer.amount, answer.unit)}"
    if answer.note:
        yield answer.note
    if answer.effects:
        yield f"It is {_with_unit(answer.today, answer.unit)} today; {_of_initiatives(len(answer.effects), answer.levers)} it:"
    elif answer.levers and answer.by_initiative and not answer.note:
        yield f"It is the same today; {_of_initiatives(0, answer.levers)} it."


def aligned_changes(answer: Why) -> list[tuple[str, ...]]:
    """What each initiative did to the figure, in cells: its name, before, an arrow, after, and the difference."""
    return [(*of_change(one, answer.unit), f"{one.change:+,.2f}") for one in answer.effects]


def _of_initiatives(changing: int, of: int) -> str:
    verb = "changes" if changing == 1 else "change"
    return f"{changing or 'none'} of {counted(of, 'initiative')} {'changes' if not changing else verb}"


def _blocks(answer: Why, depth: int) -> tuple[list[list[str]], Told]:
    """A block of lines for each figure right below the one that is asked for, so many levels deep; one block where they are many."""
    top, told = inner(answer.tree), Told()
    below = shown_below(top)
    groups = [[pair] for pair in below] if len(below) <= SHOWN_BELOW and top.operation == "sum" else [below[:MOST_AT_ONCE]]
    blocks = [list(_block(group, depth, told)) for group in groups if group]
    if rest := [node.value for node, _ in below[MOST_AT_ONCE:]]:
        blocks[-1].append(f"and {len(rest):,} more: {_with_unit(sum(rest), top.unit)}")
    if top.operation in SIGNS and len(top.children) > 1:
        blocks.append([_summed(top)])
    return blocks, told


def inner(node: Node) -> Node:
    """The figure before it was rounded, whose parts are told instead."""
    while node.operation in ("to the cent", "to the whole") and not node.behind:
        (node,) = node.children
    return node


def _summed(node: Node) -> str:
    """How the figure follows from those right below it."""
    if len(node.children) > SUMMANDS_SHOWN:
        return f"The {len(node.children)} above add up to {_with_unit(node.value, node.unit)}"
    return f"{worked_out(node).removeprefix('= ')} = {_with_unit(node.value, node.unit)}"


def shown_below(node: Node) -> list[tuple[Node, str]]:
    """What is right below a figure, each with its value as it is shown: amounts of a sum so that they add up to the cent."""
    if node.operation == "sum" and is_money(node) and all(isinstance(one.value, float) for one in node.children):
        values = [exact(one) for one in cents([child.value for child in node.children])]
    else:
        values = [shown(one) for one in node.children]
    below = list(zip(node.children, values, strict=True))
    if len(below) > SHOWN_BELOW:
        below.sort(key=lambda pair: -round(abs(pair[0].value or 0.0), 2))
    return below + [(one, shown(one)) for one in node.behind]


def _block(group: Sequence[tuple[Node, str]], deep: int, told: Told) -> Iterator[str]:
    every = [line for node, value in group for line in lines(node, 0, value, deep, told)]
    yield from aligned([(STEP * line.depth + line.name, line.value, line.unit, line.how) for line in every], "<><<")


def lines(node: Node, depth: int, value: str, deep: int, told: Told) -> Iterator[Line]:
    """A figure and what is below it, so many levels deep; months alike on one line, and of very many below one figure the largest."""
    yield Line(depth, node.label, value, node.unit, how(node, told))
    for change in node.changes:
        name, before, _, after = of_change(change, node.unit)
        yield Line(depth + 2, name, f"{before} → {after}")
    node = inner(node)
    if not deep or is_plain(node):
        return
    told_below = 1 if node.operation == "discounted" else len(node.children)
    children, behind = _together(shown_below(node)[:told_below]), [(one, shown(one)) for one in node.behind]
    for one, shown_as in (*children[:SHOWN_BELOW], *behind[:SHOWN_BELOW]):
        yield from lines(one, depth + 1, shown_as, deep - 1, told)
    if rest := [one.value for one, _ in children[SHOWN_BELOW:]]:
        yield Line(depth + 1, f"and {len(rest):,} more", _read(sum(rest), node.unit) if node.operation == "sum" else "", node.unit)
    if len(behind) > SHOWN_BELOW:
        yield Line(depth + 1, f"and {len(behind) - SHOWN_BELOW:,} more inputs")


def is_plain(node: Node) -> bool:
    """Whether a figure is told by its formula alone: a few numbers behind which nothing else stands."""
    bare = all(child == Node(child.id, child.label, child.value, child.unit) for child in node.children)
    told = node.operation == "discounted" or (node.operation in SIGNS and len(node.children) <= SUMMANDS_SHOWN)
    return bool(node.children) and bare and told and not node.behind


def _together(below: list[tuple[Node, str]]) -> list[tuple[Node, str]]:
    """Months one after the other that are worked out alike, as one line for each of them."""
    found: list[list[tuple[Node, str]]] = []
    for pair in below:
        node, value = pair
        if found and _MONTH.fullmatch(node.label) and (found[-1][0][1], _formula(found[-1][0][0])) == (value, _formula(node)):
            found[-1].append(pair)
        else:
            found.append([pair])
    return [some[0] if len(some) == 1 else (_each(some), some[0][1]) for some in found]


def _each(some: list[tuple[Node, str]]) -> Node:
    first, last = some[0][0], some[-1][0]
    return replace(first, label=f"{first.label} to {last.label}, each", value=sum(node.value for node, _ in some))


def _formula(node: Node) -> tuple:
    """How a figure is worked out, whichever the month."""
    return (node.operation, shown(node), node.changes, node.source, *(_formula(child) for child in (*node.children, *node.behind)))


def how(node: Node, told: Told) -> str:
    """How a figure is worked out, or where it is written."""
    if node.withheld:
        return node.withheld
    if node.children:
        return worked_out(node)
    return origin(node, told) or node.note


def worked_out(node: Node) -> str:
    """How a figure follows from those below it, in numbers where they are few."""
    if node.operation in ROUNDED:
        return ", ".join(filter(None, (worked_out(node.children[0]) if node.children[0].children else "", ROUNDED[node.operation])))
    if node.operation == "discounted":
        amount, rate, periods = map(shown, node.children)
        return f"= {amount} / (1 + {rate}) ^ {periods}"
    if node.operation not in SIGNS:
        return IN_WORDS[node.operation]
    if len(node.children) == 1:
        return ""
    if len(node.children) > SUMMANDS_SHOWN:
        return f"the sum of {len(node.children)}" if node.operation == "sum" else ""
    first, *rest = (value for _, value in shown_below(node)[: len(node.children)])
    if node.operation == "sum":
        return "= " + first + "".join(f" - {one[1:]}" if one.startswith("-") else f" + {one}" for one in rest)
    return "= " + SIGNS[node.operation].join([first, *rest])


def origin(node: Node, told: Told) -> str:
    """Where an input is written, and the number of its source."""
    citation = node.source.citation if node.source.status not in ("fixed", "left out") else ""
    return " ".join(filter(None, (origin_of(node), told.number(citation) if citation else "")))


def origin_of(node: Node) -> str:
    """Where an input is written, and whether it is an assumption."""
    source = node.source
    if source.status == "fixed":
        return "" if node.changes else "the same unless an initiative changes it"
    if source.status == "left out":
        return f"left out at {source.place}" if source.place else "by default"
    if source.status == "unsourced":
        return f"{source.place}, no source given" if source.place else "no source given"
    said = {"assumption": "an assumption", "partly assumed": "partly assumed"}.get(source.status, "")
    return ", ".join(filter(None, (source.place, said)))


def shown(node: Node, value: float | str | None = None) -> str:
    """A value as it is read: money to the cent, other numbers with six decimals at most."""
    return _read(node.value if value is None else value, node.unit)


def is_money(node: Node) -> bool:
    """Whether a figure is an amount of money, and no price."""
    return _is_money(node.unit)


def _is_money(unit: str) -> bool:
    currency, _, of = unit.partition(" of ")
    return len(currency) == 3 and currency.isalpha() and currency.isupper() and "/" not in of


def _read(value: float | str | None, unit: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return exact(value) if _is_money(unit) else figure(value)


def _with_unit(value: float | None, unit: str) -> str:
    if _is_money(unit):
        return f"{unit} {_read(value, unit)}"
    return f"{_read(value, unit)} {'month' if unit == 'months' and value == 1 else unit}".strip()


def of_change(change: Change, unit: str) -> tuple[str, str, str, str]:
    """An initiative, and a value before and after it."""
    name = f"{change.position} {change.lever}" + (f" ({change.place})" if change.place else "")
    return name, _read(change.before, unit), "→", _read(change.after, unit)


def aligned(rows: Sequence[tuple[str, ...]], sides: str) -> Iterator[str]:
    """Rows of cells as lines, each column as wide as its widest cell and set to its side."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for row in rows:
        yield "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)).rstrip()
