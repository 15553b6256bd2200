"""The answer to `why` to be seen: its tree, what it is made of, what each initiative did to it, the inputs; and its parts as a chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backoffice_lib.analyses._tree import Node
from backoffice_lib.analyses._why_text import inner, is_money, origin_of, shown, worked_out
from backoffice_lib.analyses.why import Why
from backoffice_lib.basics.money import cents, exact, figure as read, money, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, PALETTE, SAVED, SPENT, figure, label
from backoffice_lib.views.why_html import fragment

if TYPE_CHECKING:
    import plotly.graph_objects

MOST_BARS = 12


@dataclass(frozen=True)
class Tree(Table):
    """The whole tree as a table, indented; on a page it can be opened level by level."""

    html: str = ""

    def _repr_html_(self) -> str:
        return self.html


@table.register(Why)
def _(answer: Why, part: str = "") -> Table:
    return part_of({"parts": _parts_table, "tree": _tree, "leaves": _leaves, "initiatives": _initiatives, "inputs": _inputs}, answer, part)


def parts_of(answer: Why) -> list[tuple[str, float]]:
    """What the figure is made of: the first level of its tree at which several are added or taken off, to the cent."""
    node = _first_with_parts(answer.tree)
    if not isinstance(answer.amount, float) or node is None:
        return []
    signs = [1.0] + [-1.0 if node.operation == "difference" else 1.0] * (len(node.children) - 1)
    values = [sign * child.value for sign, child in zip(signs, node.children, strict=True)]
    rounded = cents(values) if is_money(node) else values
    return [(child.label, value) for child, value in zip(node.children, rounded, strict=True)]


def _first_with_parts(node: Node) -> Node | None:
    """The first figure from the top that is a sum or difference of several."""
    node = inner(node)
    while len(node.children) == 1:
        node = inner(node.children[0])
    return node if node.operation in ("sum", "difference") and node.children else None


def _parts_table(answer: Why) -> Table:
    columns = (Column("Part"), Column(_with_unit("amount", answer.unit), "cents" if is_money(answer.tree) else "figure"))
    rows = tuple(parts_of(answer))
    return Table(columns, (*rows, ("total", sum(amount for _, amount in rows))), total=True) if rows else Table(columns, ())


def _with_unit(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def _tree(answer: Why) -> Tree:
    columns = (Column("Figure"), Column("value", "when"), Column("unit"), Column("how, or where it is written"))
    rows = tuple((" " * 2 * depth + node.label, shown(node), node.unit, _how(node)) for depth, node in _levels(answer.tree, 0))
    return Tree(columns, rows, html=fragment(answer))


def _levels(node: Node, depth: int) -> Iterator[tuple[int, Node]]:
    yield depth, node
    for one in (*node.children, *node.behind):
        yield from _levels(one, depth + 1)


def _how(node: Node) -> str:
    return node.withheld or (worked_out(node) if node.children else origin_of(node))


def _leaves(answer: Why) -> Table:
    """The numbers that the figure can be worked out from again; those alike, as of every month, on one line."""
    columns = (Column("Of"), Column("figure"), Column("value", "when"), Column("unit"), Column("times", "count"), Column("written in"))
    times: dict[tuple[str, ...], int] = {}
    for of, node in _with_owner(answer.tree, answer.tree.label):
        row = (of, node.label, shown(node), node.unit, node.source.place)
        times[row] = times.get(row, 0) + 1
    return Table(columns, tuple((*row[:4], count, row[4]) for row, count in times.items()))


def _with_owner(node: Node, of: str) -> Iterator[tuple[str, Node]]:
    """Every leaf, with the label of the nearest figure above it that is of somebody or something."""
    if not node.children:
        yield of, node
    for child in node.children:
        yield from _with_owner(child, node.label if node.of else of)


def _initiatives(answer: Why) -> Table:
    form = "cents" if is_money(answer.tree) else "figure"
    named = (Column(_with_unit(name, answer.unit), form) for name in ("before", "after", "change"))
    rows = ((one.lever, one.place, one.before, one.after, one.change) for one in answer.effects)
    return Table((Column("Initiative"), Column("written in"), *named), tuple(rows))


def _inputs(answer: Why) -> Table:
    """The inputs behind the figure, each once, with the initiative that changed it last and the publication behind it."""
    columns = (Column("Input"), Column("of"), Column("value"), Column("written in"), Column("source"))
    rows = dict.fromkeys(_input_row(node) for node in answer.tree.walk() if node.source.status or node.source.place)
    return Table(columns, tuple(rows))


def _input_row(node: Node) -> tuple[str, ...]:
    places = [node.source.place, *(one.place or one.lever for one in node.changes[-1:])]
    value = read(node.value) if isinstance(node.value, float) else node.value or ""
    return node.label, dict(node.of).get("whose", ""), f"{value} {node.unit}".strip(), ", then ".join(filter(None, places)), node.source.citation


@chart.register(Why)
def _(answer: Why, part: str = "") -> plotly.graph_objects.Figure:
    """Its parts, the largest first; of a figure without parts, how each initiative changed it."""
    parts = parts_of(answer)
    if len(parts) < 2 and answer.effects:
        return _steps(answer)
    if not parts:
        parts = [(answer.tree.label, answer.amount)] if isinstance(answer.amount, float) else []
    parts = sorted((one for one in parts if one[1]), key=lambda one: -abs(one[1]))
    if rest := parts[MOST_BARS:]:
        parts = [*parts[:MOST_BARS], (f"{len(rest)} others", sum(amount for _, amount in rest))]
    return _bars(answer, parts, _message(answer, parts))


def _message(answer: Why, parts: list[tuple[str, float]]) -> str:
    said = f"{answer.title} is {_amount(answer.amount, answer.unit)}"
    if len(parts) < 2:
        return said
    first, amount = parts[0]
    return f"{said}, above all {spoken(first)} with {_amount(amount, answer.unit)}"


def _amount(value: float | str | None, unit: str) -> str:
    if not isinstance(value, float):
        return str(value)
    return money(value, unit) if len(unit) == 3 and unit.isupper() else f"{read(round(value, 2 if abs(value) >= 10 else 4))} {unit}"


def _bars(answer: Why, parts: list[tuple[str, float]], message: str) -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    names = [label(name) for name, _ in parts]
    amounts = [amount for _, amount in parts]
    bars = go.Bar(
        x=amounts, y=list(range(len(parts))), orientation="h", text=[_short(amount) for amount in amounts], hovertext=names,
        marker={"color": [PALETTE[0] if amount >= 0 else PALETTE[1] for amount in amounts]}, textposition="outside",
        cliponaxis=False, hovertemplate=f"%{{hovertext}}<br>%{{x:,.2f}} {answer.unit}<extra></extra>",
    )
    return _across(figure([bars], message, showlegend=False), names, amounts, answer.unit)


def _steps(answer: Why) -> plotly.graph_objects.Figure:
    """The figure today, what each initiative made of it, and the figure."""
    import plotly.graph_objects as go

    changes = [(f"{one.position} {spoken(one.lever)}", one.change) for one in answer.effects]
    names = [label(name) for name in ("today", *(name for name, _ in changes), spoken(answer.scenario))]
    amounts = [answer.today, *(change for _, change in changes), answer.amount]
    bars = go.Waterfall(
        x=[answer.today, *(change for _, change in changes), 0], y=list(range(len(names))), orientation="h",
        measure=["absolute", *["relative"] * len(changes), "total"], text=[_short(amount) for amount in amounts], hovertext=names,
        increasing={"marker": {"color": SPENT}}, decreasing={"marker": {"color": SAVED}}, totals={"marker": {"color": LEVEL}},
        textposition="outside", cliponaxis=False, hovertemplate=f"%{{hovertext}}<br>%{{text}} {answer.unit}<extra></extra>",
    )
    message = f"{answer.title} is {_amount(answer.amount, answer.unit)} instead of {_amount(answer.today, answer.unit)} today"
    levels = [answer.today, *(one.after for one in answer.effects)]
    return _across(figure([bars], message, showlegend=False), names, levels, answer.unit)


def _across(drawn: plotly.graph_objects.Figure, names: list[str], amounts: list[float], unit: str) -> plotly.graph_objects.Figure:
    """Names the bars from top to bottom, with room for the figures at their ends."""
    low, high = min([0.0, *amounts]), max([0.0, *amounts])
    room = 0.2 * (high - low) or 1.0
    drawn.update_xaxes(title_text=unit, range=[low - room if low else 0.0, high + room], nticks=6, zeroline=True, zerolinecolor=LEVEL)
    drawn.update_yaxes(tickvals=list(range(len(names))), ticktext=names, range=[len(names) - 0.5, -0.5], showgrid=False, zeroline=False)
    drawn.update_layout(height=drawn.layout.margin.t + 40 * max(len(names), 1) + 76, margin_b=76)
    return drawn


def _short(amount: float) -> str:
    return f"{amount:,.0f}" if abs(amount) >= 1000 else exact(amount).removesuffix(".00")
