"""Layers of supervision, as tables and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.layers import Layers, SupervisingTeam
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import PALETTE, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST, _REST = 12, "other functions"
_NAMES = ("do the work", "lead them", "lead those", "third layer above", "fourth layer above", "fifth layer above")


@table.register(Layers)
def _(answer: Layers, part: str = "") -> Table:
    return part_of({"functions": _functions, "spans": _spans, "supervisors": _supervisors}, answer, part)


def _functions(answer: Layers) -> Table:
    by_function = _by_function(answer)
    top = max((row.layer for row in answer.functions), default=0)
    columns = (Column("Function"), *(Column(_name(layer), "heads") for layer in range(top + 1)), Column("people", "heads"))
    rows = [
        (function, *(heads.get(layer, 0.0) for layer in range(top + 1)), sum(heads.values()))
        for function, heads in by_function.items()
    ]
    return with_total(columns, rows)


def _spans(answer: Layers) -> Table:
    """Whom each layer of a function leads: as planned, posts, and at work."""
    columns = (
        Column("Function"),
        Column("layer above the work", "count"),
        Column("people each, as planned", "when"),
        Column("people supervised", "heads"),
        Column("posts", "heads"),
        Column("supervisors at work", "heads"),
        Column("people each has", "when"),
    )
    groups: dict[tuple[str, int], list[SupervisingTeam]] = {}
    for row in answer.supervisors:
        groups.setdefault((row.function, row.layer), []).append(row)
    return Table(columns, tuple(_span(function, layer, rows) for (function, layer), rows in groups.items()))


def _span(function: str, layer: int, rows: list[SupervisingTeam]) -> tuple:
    spans = sorted({row.span_heads for row in rows})
    planned = " to ".join(f"{span:,.6g}" for span in dict.fromkeys((spans[0], spans[-1])))
    below, posts, heads = (sum(getattr(row, name) for row in rows) for name in ("supervised_heads", "posts", "heads"))
    return function, layer, planned, below, posts, heads, f"{below / heads:,.1f}" if heads else ""


def _supervisors(answer: Layers) -> Table:
    columns = (
        Column("Supervising team"),
        Column("over"),
        Column("people each, as planned", "figure"),
        Column("people supervised", "heads"),
        Column("posts", "heads"),
        Column("supervisors at work", "heads"),
        Column("people each has", "when"),
    )
    return Table(columns, tuple(_supervisor(row) for row in answer.supervisors))


def _supervisor(row: SupervisingTeam) -> tuple:
    has = "" if row.real_span_heads is None else f"{row.real_span_heads:,.1f}"
    return row.team, row.over, row.span_heads, row.supervised_heads, row.posts, row.heads, has


@chart.register(Layers)
def _(answer: Layers, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    by_function = _shown(answer)
    names = [label(function) for function in by_function]
    top = max((row.layer for row in answer.functions), default=0)
    bars = [
        go.Bar(
            name=_name(layer),
            y=list(range(len(names))),
            x=[heads.get(layer, 0.0) for heads in by_function.values()],
            orientation="h",
            hovertext=names,
            marker={"color": PALETTE[layer % len(PALETTE)]},
            hovertemplate=f"%{{hovertext}}<br>{_name(layer)} %{{x:,.1f}}<extra></extra>",
        )
        for layer in range(top + 1)
    ]
    drawn = figure(bars, str(answer).removesuffix("."), barmode="stack", showlegend=top > 0)
    drawn.update_yaxes(tickvals=list(range(len(names))), ticktext=names, range=[len(names) - 0.5, -0.5], showgrid=False, zeroline=False)
    drawn.update_xaxes(title_text=f"people at work in {answer.month}", rangemode="tozero")
    rows = sum(max(1.0, 0.5 * (1 + name.count("<br>"))) for name in names)
    tall, below = 34 * max(rows, 1.0), 110 if top else 70
    # the legend stands below the title of the axis, however tall the chart is
    drawn.update_layout(margin_b=below, height=drawn.layout.margin.t + tall + below, legend_y=-70 / tall)
    _mark_spans(drawn, answer, by_function)
    return drawn


def _by_function(answer: Layers) -> dict[str, dict[int, float]]:
    """Heads of each layer by function, the largest function first."""
    found: dict[str, dict[int, float]] = {}
    for row in answer.functions:
        found.setdefault(row.function, {})[row.layer] = row.heads
    return dict(sorted(found.items(), key=lambda item: -sum(item[1].values())))


def _shown(answer: Layers) -> dict[str, dict[int, float]]:
    """The largest functions, and the others together."""
    every = list(_by_function(answer).items())
    if len(every) <= _MOST:
        return dict(every)
    rest: dict[int, float] = {}
    for _, heads in every[_MOST - 1 :]:
        rest = {layer: rest.get(layer, 0.0) + heads.get(layer, 0.0) for layer in {*rest, *heads}}
    return dict(every[: _MOST - 1]) | {_REST: rest}


def _name(layer: int) -> str:
    return _NAMES[min(layer, len(_NAMES) - 1)]


def _mark_spans(drawn: plotly.graph_objects.Figure, answer: Layers, by_function: dict[str, dict[int, float]]) -> None:
    """Writes beside each bar how many people each of the first layer leads."""
    for at, (function, heads) in enumerate(by_function.items()):
        own = (lambda row: row.function not in by_function) if function == _REST else (lambda row, name=function: row.function == name)
        first = [row for row in answer.supervisors if row.layer == 1 and own(row)]
        leaders = sum(row.heads for row in first)
        if leaders:
            each = f"{sum(row.supervised_heads for row in first) / leaders:,.1f} for each who leads"
            drawn.add_annotation(x=sum(heads.values()), y=at, text=each, showarrow=False, xanchor="left", xshift=6, font_size=12)
    most = max((sum(heads.values()) for heads in by_function.values()), default=1.0)
    drawn.update_xaxes(range=[0, most * 1.3])
