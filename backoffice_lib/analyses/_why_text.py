"""The answer to `why` as a tree of text: each figure with its unit, below it what it is made of and where that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from backoffice_lib.analyses._leaves import Effect, IndexPart, Leaf
from backoffice_lib.basics.money import counted, exact, figure, sentence, spoken
from backoffice_lib.ledger.sources import Input

if TYPE_CHECKING:
    from backoffice_lib.analyses.why import Why

STEP = "  "
ROWS_IN_FULL = 8
EMPTY_ROWS_SHOWN = 5
SUMMANDS_SHOWN = 4
WIDTH = 110


class _Told:
    """What stands above already: rows by their ids, and sources by their numbers, which are listed at the end."""

    def __init__(self) -> None:
        self.rows: set[str] = set()
        self.sources: dict[str, int] = {}

    def number(self, source: str) -> str:
        """The number of a source in brackets, the next one when it is new."""
        return f"[{self.sources.setdefault(source, len(self.sources) + 1)}]"

    def listed(self) -> Iterator[str]:
        """Every source after its number, on lines of a readable length."""
        yield "Sources"
        for source, number in self.sources.items():
            yield from wrap(source, WIDTH, initial_indent=f"{STEP}[{number}] ", subsequent_indent=" " * 6)


@dataclass(frozen=True)
class _Line:
    """A line of the tree: how deep, what, how much of what unit, and where that comes from."""

    depth: int
    name: str
    value: str = ""
    unit: str = ""
    origin: str = ""


def tree(answer: Why) -> str:
    """The whole answer, to be read from the figure down to the files; of very many rows only their factors."""
    parts = ["\n".join(_headline(answer))]
    if answer.note:
        parts += _blocks(answer.leaves[:EMPTY_ROWS_SHOWN], answer.currency)
        if (hidden := len(answer.leaves) - EMPTY_ROWS_SHOWN) > 0:
            parts.append(f"and {counted(hidden, 'more row')} like these")
    elif len(answer.leaves) > ROWS_IN_FULL:
        parts += ["\n".join(_brief(answer.leaves)), *_sum(answer)]
        parts.append("Name a team, site, function, vendor or item to see where the factors of a row come from.")
    else:
        blocks = _blocks(answer.leaves, answer.currency)
        parts += [*blocks[:len(answer.leaves)], *_sum(answer), *blocks[len(answer.leaves):]]
    return "\n\n".join(parts)


def _blocks(leaves: Sequence[Leaf], currency: str) -> list[str]:
    """A block for each row, and one for the sources of them all."""
    told = _Told()
    blocks = ["\n".join(_block(leaf, currency, 0, told)) for leaf in leaves]
    return [*blocks, "\n".join(told.listed())] if told.sources else blocks


def _brief(leaves: Sequence[Leaf]) -> Iterator[str]:
    """A line for each of many rows, the largest first, with the amount before any initiative where one changed it."""
    rows = []
    for leaf in sorted(leaves, key=lambda leaf: -abs(leaf.amount)):
        index = f"× {figure(leaf.index)}" if leaf.indices else ""
        price = f"× {figure(leaf.price)}" if leaf.rate_on else f"× {leaf.currency} {figure(leaf.price)}"
        unit = leaf.unit.removeprefix("money ") if leaf.unit.startswith("money") else leaf.unit
        today = f"today {exact(leaf.effects[0].before.amount)}" if leaf.effects else ""
        rows.append((leaf.title, _quantity(leaf, leaf.quantity), unit, price, index, f"= {exact(leaf.amount)}", today))
    yield from _aligned(rows, "<><>>><")


def _headline(answer: Why) -> Iterator[str]:
    where = "".join(f", {label} {text}" for label, text in answer.where)
    amount = f"{answer.currency} {exact(answer.amount)}"
    scenario = f"scenario {spoken(answer.scenario)}" if answer.levers else spoken(answer.scenario)
    yield f"{sentence(answer.category)} of {answer.month}{where}, {scenario}: {amount}"
    if answer.note:
        yield answer.note
    if answer.effects:
        before = f"{answer.currency} {exact(answer.today)}"
        yield f"It is {before} today; {_of_initiatives(len(answer.effects), answer.levers)} it:"
        yield from _effects_on_figure(answer)
    elif answer.levers:
        yield f"It is the same today; {_of_initiatives(0, answer.levers)} it."


def _of_initiatives(changing: int, of: int) -> str:
    verb = "changes" if changing == 1 else "change"
    return f"{changing or 'none'} of {counted(of, 'initiative')} {'changes' if not changing else verb}"


def _effects_on_figure(answer: Why) -> Iterator[str]:
    rows = [
        (f"{one.position} {_initiative(one.lever, one.place)}", exact(one.before), "→", exact(one.after), f"{one.change:+,.2f}")
        for one in answer.effects
    ]
    yield from (STEP + line for line in _aligned(rows, "<><>>"))


def _sum(answer: Why) -> Iterator[str]:
    total = f"{answer.currency} {exact(answer.amount)}"
    summands = [leaf.amount for leaf in answer.leaves if leaf.amount]
    if len(summands) > SUMMANDS_SHOWN:
        yield f"The {len(answer.leaves)} rows add up to {total}"
    elif len(summands) > 1:
        first, *rest = summands
        yield exact(first) + "".join(f" {'-' if one < 0 else '+'} {exact(abs(one))}" for one in rest) + f" = {total}"


def _block(leaf: Leaf, currency: str, depth: int, told: _Told) -> Iterator[str]:
    """A row of the ledger with its factors, the initiatives that changed it, and the rows it is a rate on.

    A row that stands above already is not told again.
    """
    margin = STEP * depth
    head = f"{margin}{leaf.title}: {currency} {exact(leaf.amount)}"
    if leaf.id in told.rows:
        yield f"{head}, as above"
        return
    told.rows.add(leaf.id)
    yield head
    cells = [(STEP * line.depth + line.name, line.value, line.unit, line.origin) for line in _factors(leaf, currency, told)]
    yield from (margin + line for line in _aligned(cells, "<><<"))
    for effect in leaf.effects:
        yield from (margin + line for line in _effect(effect, leaf))
    if leaf.base:
        yield f"{margin}{STEP}{leaf.rate_on} it is a rate on"
        for base in leaf.base:
            yield from _block(base, currency, depth + 2, told)


def _factors(leaf: Leaf, currency: str, told: _Told) -> Iterator[_Line]:
    by = {change.name: effect for effect in leaf.effects for change in effect.inputs}
    unit = leaf.unit.replace("money", currency, 1)
    yield _Line(1, "quantity", _quantity(leaf, leaf.quantity), unit)
    if leaf.rate_on:
        yield _Line(2, f"{leaf.rate_on} booked", exact(sum(base.amount for base in leaf.base)), currency, "see below")
    yield from (_input(one, by.get(one.name), told) for one in leaf.quantity_from)
    per = f"per {unit}" if leaf.rate_on else f"{leaf.currency}/{leaf.unit}"
    yield _Line(1, _price(leaf), figure(leaf.price), per)
    yield from (_input(one, by.get(one.name), told) for one in leaf.price_from)
    if leaf.indices:
        yield _Line(1, "index", figure(leaf.index))
        yield from (_index(part, told) for part in leaf.indices)
    shown = [_quantity(leaf, leaf.quantity), figure(leaf.price), *(figure(part.value) for part in leaf.indices)]
    yield _Line(1, "amount", exact(leaf.amount), currency, f"= {' × '.join(shown)}")


def _quantity(leaf: Leaf, quantity: float) -> str:
    return exact(quantity) if leaf.unit.startswith("money") else figure(quantity)


def _price(leaf: Leaf) -> str:
    return "rate" if leaf.rate_on else "price"


def _input(one: Input, last: Effect | None, told: _Told) -> _Line:
    """An input, with the initiative that changed it last, if any did."""
    name = one.name if one.field in ("", one.name) else f"{one.name} ({one.field})"
    decided = f"{_initiative(last.lever, last.place)}, see below" if last else ""
    if decided and one.status in ("fixed", "left out"):
        written = decided
    else:
        written = _origin(one, told) + (f", then {decided}" if decided else "")
    return _Line(2, name, _value(one.value), one.unit, written)


def _origin(one: Input, told: _Told) -> str:
    """Where an input is written, and the number of its source."""
    if one.status == "fixed":
        return "the same unless an initiative changes it"
    if one.status == "many":
        return f"of {one.of}"
    if one.status == "left out":
        return one.origin
    if one.status == "unsourced":
        return f"{one.place}, no source given" if one.place else "no source given"
    said = {"assumption": "an assumption", "partly assumed": "partly assumed"}.get(one.status, "")
    return ", ".join(filter(None, (one.place, said))) + f" {told.number(one.source)}"


def _index(part: IndexPart, told: _Told) -> _Line:
    first = part.inputs[0]
    if first.name == "rate":
        return _Line(2, part.name, figure(part.value), first.unit, _origin(first, told))
    growth, applied, base = (one.value for one in part.inputs)
    made_of = f"1 in {base}, {figure(growth)} a year, applied {applied}"
    return _Line(2, part.name, figure(part.value), "", f"{made_of}: {_origin(first, told)}")


def _effect(effect: Effect, leaf: Leaf) -> Iterator[str]:
    """An initiative's inputs and factors before and after it; those it left alone are not told."""
    rows = [(STEP * 2 + one.name, _value(one.before), "→", _value(one.after)) for one in effect.inputs]
    for name, old, new in (
        ("quantity", _quantity(leaf, effect.before.quantity), _quantity(leaf, effect.after.quantity)),
        (_price(leaf), figure(effect.before.price), figure(effect.after.price)),
        ("index", figure(effect.before.index), figure(effect.after.index)),
        ("amount", exact(effect.before.amount), exact(effect.after.amount)),
    ):
        if old != new:
            rows.append((STEP * 2 + name, old, "→", new))
    if rows:
        yield f"{STEP}{effect.position} {_initiative(effect.lever, effect.place)}"
        yield from _aligned(rows, "<><>")


def _initiative(lever: str, place: str) -> str:
    return f"{lever} ({place})" if place else lever


def _value(value: float | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else figure(value)


def _aligned(rows: Sequence[tuple[str, ...]], sides: str) -> Iterator[str]:
    """Rows of cells as lines, each column as wide as its widest cell and set to its side."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)).rstrip()
