"""The answer to `why` as a tree of text: each figure with its unit, below it what it is made of and where that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backoffice_lib.analyses._leaves import Effect, IndexPart, Leaf
from backoffice_lib.basics.money import counted, exact, figure, sentence, spoken
from backoffice_lib.ledger.sources import Input

if TYPE_CHECKING:
    from backoffice_lib.analyses.why import Why

STEP = "  "
EMPTY_ROWS_SHOWN = 5
SUMMANDS_SHOWN = 4


@dataclass(frozen=True)
class _Line:
    """A line of the tree: how deep, what, how much of what unit, and where that comes from."""

    depth: int
    name: str
    value: str = ""
    unit: str = ""
    origin: str = ""


def tree(answer: Why) -> str:
    """The whole answer, to be read from the figure down to the files."""
    parts = ["\n".join(_headline(answer))]
    shown = answer.leaves[:EMPTY_ROWS_SHOWN] if answer.note else answer.leaves
    told: set[str] = set()
    parts += ["\n".join(_block(leaf, answer.currency, 0, told)) for leaf in shown]
    if hidden := len(answer.leaves) - len(shown):
        parts.append(f"and {counted(hidden, 'more row')} like these")
    if len(answer.leaves) > 1 and not answer.note:
        parts.append(_sum(answer))
    return "\n\n".join(parts)


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


def _sum(answer: Why) -> str:
    total = f"{answer.currency} {exact(answer.amount)}"
    if len(answer.leaves) > SUMMANDS_SHOWN:
        return f"The {len(answer.leaves)} rows add up to {total}"
    first, *rest = (leaf.amount for leaf in answer.leaves)
    return exact(first) + "".join(f" {'-' if one < 0 else '+'} {exact(abs(one))}" for one in rest) + f" = {total}"


def _block(leaf: Leaf, currency: str, depth: int, told: set[str]) -> Iterator[str]:
    """A row of the ledger with its factors, the initiatives that changed it, and the rows it is a rate on.

    told: the ids of rows that stand above already, and need not be told again.
    """
    margin = STEP * depth
    head = f"{margin}{leaf.title}: {currency} {exact(leaf.amount)}"
    if leaf.id in told:
        yield f"{head}, as above"
        return
    told.add(leaf.id)
    yield head
    cells = [(STEP * line.depth + line.name, line.value, line.unit, line.origin) for line in _factors(leaf, currency)]
    yield from (margin + line for line in _aligned(cells, "<><<"))
    for effect in leaf.effects:
        yield from (margin + line for line in _effect(effect, leaf))
    if leaf.base:
        yield f"{margin}{STEP}{leaf.rate_on} it is a rate on"
        for base in leaf.base:
            yield from _block(base, currency, depth + 2, told)


def _factors(leaf: Leaf, currency: str) -> Iterator[_Line]:
    by = {change.name: effect for effect in leaf.effects for change in effect.inputs}
    unit = leaf.unit.replace("money", currency, 1)
    yield _Line(1, "quantity", _quantity(leaf, leaf.quantity), unit)
    if leaf.rate_on:
        yield _Line(2, f"{leaf.rate_on} booked", exact(sum(base.amount for base in leaf.base)), currency, "see below")
    yield from (_input(one, by.get(one.name)) for one in leaf.quantity_from)
    per = f"per {unit}" if leaf.rate_on else f"{leaf.currency}/{leaf.unit}"
    yield _Line(1, _price(leaf), figure(leaf.price), per)
    yield from (_input(one, by.get(one.name)) for one in leaf.price_from)
    if leaf.indices:
        yield _Line(1, "index", figure(leaf.index))
        yield from (_index(part) for part in leaf.indices)
    shown = [_quantity(leaf, leaf.quantity), figure(leaf.price), *(figure(part.value) for part in leaf.indices)]
    yield _Line(1, "amount", exact(leaf.amount), currency, f"= {' × '.join(shown)}")


def _quantity(leaf: Leaf, quantity: float) -> str:
    return exact(quantity) if leaf.unit.startswith("money") else figure(quantity)


def _price(leaf: Leaf) -> str:
    return "rate" if leaf.rate_on else "price"


def _input(one: Input, last: Effect | None) -> _Line:
    """An input, with the initiative that changed it last, if any did."""
    name = one.name if one.field in ("", one.name) else f"{one.name} ({one.field})"
    written = _origin(one)
    if last:
        decided = f"{_initiative(last.lever, last.place)}, see below"
        written = decided if one.status in ("fixed", "left out") else f"{written}, then {decided}"
    return _Line(2, name, _value(one.value), one.unit, written)


def _origin(one: Input) -> str:
    if one.status == "fixed":
        return "the same unless an initiative changes it"
    if one.status == "many":
        return f"of {one.of}"
    if one.status == "unsourced":
        return f"{one.place}, no source given" if one.place else "no source given"
    return one.origin


def _index(part: IndexPart) -> _Line:
    first = part.inputs[0]
    if first.name == "rate":
        return _Line(2, part.name, figure(part.value), first.unit, _origin(first))
    growth, applied, base = (one.value for one in part.inputs)
    made_of = f"1 in {base}, {figure(growth)} a year, applied {applied}"
    return _Line(2, part.name, figure(part.value), "", f"{made_of}: {_origin(first)}")


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
