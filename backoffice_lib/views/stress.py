"""Stresses as tables and charts: what scenarios save if assumptions move together, and how far that moves each."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.stress import Stressed, StressTest, UnderStress
from backoffice_lib.basics.money import money, spoken, whole
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, PALETTE, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

LIKELY = "as is likely"
"""What the case without a stress is called."""
_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x", "star", "cross", "triangle-down")


@table.register(StressTest)
def _(answer: StressTest, part: str = "") -> Table:
    return part_of({"scenarios": _scenarios, "cheapest": _cheapest, "moved": _moved, "changes": _changes}, answer, part)


def _name(case: Stressed) -> str:
    return spoken(case.stress) or LIKELY


def _scenarios(answer: StressTest) -> Table:
    unit = answer.currency
    names = (f"cost ({unit})", f"saving ({unit})", f"saving at present value ({unit})", f"saving moved by ({unit})")
    columns = (Column("Scenario"), Column("stress"), *(Column(name, "money") for name in names))
    cases = (answer.likely, *answer.stressed)
    rows = [(spoken(of[0].scenario), cases[at], one) for of in zip(*(case.results for case in cases), strict=True) for at, one in enumerate(of)]
    return Table(columns, tuple((name, _name(case), one.cost, one.saving, one.npv, one.saving_moved if case.stress else None) for name, case, one in rows))


def _moved(answer: StressTest) -> Table:
    unit = answer.currency
    columns = (Column("Stress"), Column("scenario"), *(Column(f"{name} moved by ({unit})", "money") for name in ("cost", "saving", "present value")))
    rows = ((spoken(case.stress), spoken(one.scenario), one.cost_moved, one.saving_moved, one.npv_moved) for case in answer.stressed for one in case.results)
    return Table(columns, tuple(rows))


def _cheapest(answer: StressTest) -> Table:
    columns = (Column("Stress"), Column("cheapest"), Column(f"its cost ({answer.currency})", "money"), Column(f"its saving ({answer.currency})", "money"), Column("turned"))
    return Table(columns, tuple(_cheapest_row(answer, case) for case in (answer.likely, *answer.stressed)))


def _cheapest_row(answer: StressTest, case: Stressed) -> tuple[Any, ...]:
    best = case.cheapest
    return _name(case), spoken(best.scenario), best.cost, best.saving, "yes" if case in answer.turned else "no" if case.stress else ""


def _changes(answer: StressTest) -> Table:
    rows = ((spoken(case.stress), number, how, case.story) for case in answer.stressed for number, how in case.changes)
    return Table((Column("Stress"), Column("number"), Column("moved"), Column("story")), tuple(rows))


@chart.register(StressTest)
def _(answer: StressTest, part: str = "") -> plotly.graph_objects.Figure:
    """What each scenario saves as is likely and under each stress; where there is today alone, or cost is asked for, what each costs."""
    import plotly.graph_objects as go

    of_cost = part == "cost" or len(answer.likely.results) == 1
    what, cases = "cost" if of_cost else "saving", (answer.likely, *answer.stressed)
    shown = [[one for one in case.results if of_cost or one is not case.results[0]] for case in cases]
    order = sorted(range(len(shown[0])), key=lambda at: shown[0][at].cost)
    rows = list(range(len(order)))
    traces = [_spans(shown, order, what)]
    for at, (case, results) in enumerate(zip(cases, shown, strict=True)):
        mark = {"color": PALETTE[(at - 1) % len(PALETTE)], "symbol": _SYMBOLS[(at - 1) % len(_SYMBOLS)], "size": 10}
        if not case.stress:
            mark = {"color": "#000000", "symbol": "line-ns-open", "size": 24, "line": {"width": 3}}
        values = [getattr(results[row], what) for row in order]
        hover = f"{html.escape(_name(case), quote=False)}: {what} %{{x:,.0f}} {answer.currency}<extra></extra>"
        apart = (at - len(cases) / 2) * min(0.2, 0.6 / len(cases)) if case.stress else 0.0
        traces.append(go.Scatter(name=html.escape(_name(case), quote=False), x=values, y=[row + apart for row in rows], mode="markers", marker=mark, hovertemplate=hover))
    drawn = figure(traces, _message(answer))
    drawn.update_yaxes(tickvals=rows, ticktext=[label(shown[0][row].scenario) for row in order], range=[len(rows) - 0.5, -0.5], showgrid=False, zeroline=False)
    drawn.update_xaxes(title_text=f"{what} over {answer.months} months ({answer.currency})", zeroline=not of_cost, zerolinecolor=LEVEL, zerolinewidth=2)
    height = drawn.layout.margin.t + 44 * max(len(rows), 2)
    drawn.update_layout(height=height + 130, margin_b=130, legend={"y": -70 / max(44 * len(rows), 88), "yanchor": "top"})
    return drawn


def _spans(shown: list[list[UnderStress]], order: list[int], what: str) -> Any:
    """A thin line for each scenario, from the least to the most of it."""
    import plotly.graph_objects as go

    across: list[Any] = []
    for row in order:
        values = [getattr(results[row], what) for results in shown]
        across += [min(values), max(values), None]
    rows = [at for row in range(len(order)) for at in (row, row, None)]
    return go.Scatter(x=across, y=rows, mode="lines", line={"color": "#B8C2CC", "width": 3}, hoverinfo="skip", showlegend=False)


def _message(answer: StressTest) -> str:
    if len(answer.likely.results) > 1:
        return answer.decision
    costs = [one.cost for _, one in answer.under(answer.likely.results[0].scenario)]
    return f"today costs {money(min(costs), answer.currency)} to {whole(max(costs))} under {len(costs)} stresses"
