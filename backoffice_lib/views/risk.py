"""How sure an answer is: its spread as tables, and as fans over the months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from backoffice_lib.analyses._spread import Spread
from backoffice_lib.analyses.risk import Risk, how_often
from backoffice_lib.basics.money import counted, spoken, whole
from backoffice_lib.views.bands import fan
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, PALETTE, SAVED, SPENT, marks_of, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects


@table.register(Risk)
def _(answer: Risk, part: str = "") -> Table:
    parts = {"in all": _in_all, "category": _by_category, "period": _by_period, "period and category": _cells, "so far": _so_far, "notes": _notes}
    return part_of(parts, answer, part)


def _in_all(answer: Risk) -> Table:
    what = "saving" if answer.is_saving else "cost"
    rows = ((f"{what} over the plan", answer.amount), (f"{what} at present value", answer.npv))
    return _spreads("", answer, rows)


def _by_category(answer: Risk) -> Table:
    return _spreads("Category", answer, answer.by_category)


def _by_period(answer: Risk) -> Table:
    return _spreads("Month" if answer.grain == "month" else "Period", answer, answer.by_period)


def _so_far(answer: Risk) -> Table:
    return _spreads("Cash until", answer, answer.cumulative)


def _notes(answer: Risk) -> Table:
    drawn = f"{answer.draws:,} draws with seed {answer.seed}; the mean is known to within {whole(2 * answer.error)} {answer.currency} in 19 of 20 cases"
    unsure = f"{counted(len(answer.unsure), 'input')} {'is' if len(answer.unsure) == 1 else 'are'} unsure"
    return Table((Column("Note"),), tuple((note,) for note in (drawn, unsure, *answer.notes)))


def _cells(answer: Risk) -> Table:
    columns = (Column("Month" if answer.grain == "month" else "Period"), Column("Category"), *_columns(answer))
    return Table(columns, tuple((period, name, *_row(one)) for period, name, one in answer.by_period_and_category))


def _spreads(heading: str, answer: Risk, rows: Iterable[tuple[str, Spread]]) -> Table:
    return Table((Column(heading), *_columns(answer)), tuple((name, *_row(one)) for name, one in rows))


def _columns(answer: Risk) -> tuple[Column, ...]:
    what = "saving" if answer.is_saving else "cost"
    names = (f"likely {what} ({answer.currency})", "mean", "P5", "P25", "P50", "P75", "P95")
    return tuple(Column(name, "money") for name in names)


def _row(one: Spread) -> tuple[float, ...]:
    return one.likely, one.mean, one.p5, one.p25, one.p50, one.p75, one.p95


@chart.register(Risk)
def _(answer: Risk, part: str = "") -> plotly.graph_objects.Figure:
    draw = {"cheaper": _cheaper, "category": _categories, "period": _period}.get(part, _fan)
    return draw(answer)


def _fan(answer: Risk) -> plotly.graph_objects.Figure:
    """What is paid or saved in cash until each month."""
    return _fanned(answer, answer.cumulative, f"{'saved' if answer.is_saving else 'paid'} so far")


def _period(answer: Risk) -> plotly.graph_objects.Figure:
    """What each month or year costs or saves."""
    return _fanned(answer, answer.by_period, f"{'saving' if answer.is_saving else 'cost'} by {answer.grain}")


def _fanned(answer: Risk, rows: Sequence[tuple[str, Spread]], axis: str) -> plotly.graph_objects.Figure:
    names, spreads = zip(*rows, strict=True)
    drawn = figure(fan(names, spreads, answer.currency), _message(answer), hovermode="x unified")
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text=f"{axis} ({answer.currency})", zeroline=True, zerolinecolor=LEVEL, zerolinewidth=2)
    return drawn


def _message(answer: Risk) -> str:
    between = answer.spoken_range(answer.amount.p5, answer.amount.p95)
    if not answer.is_saving:
        return f"{spoken(answer.scenario)} {between} in nine of ten draws"
    return f"{spoken(answer.scenario)} is cheaper {how_often(answer.cheaper.share)}; in nine of ten it {between}"


def _cheaper(answer: Risk) -> plotly.graph_objects.Figure:
    """The chance that cash has been saved until each month."""
    import plotly.graph_objects as go

    months = [month for month, _ in answer.cheaper_by_month]
    shares = [share for _, share in answer.cheaper_by_month]
    if not shares:
        return nothing(f"{spoken(answer.scenario)} is compared with nothing")
    line = go.Scatter(
        x=months, y=shares, mode="lines", line={"color": PALETTE[0], "width": 3}, hovertemplate="%{x}<br>%{y:.0%} of draws<extra></extra>"
    )
    title = f"by the end {spoken(answer.scenario)} has saved cash {how_often(shares[-1])}"
    drawn = figure([line], title, showlegend=False)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text="share of draws in which it has saved so far", range=[-0.02, 1.02], tickformat=".0%")
    drawn.add_hline(y=0.5, line={"color": LEVEL, "dash": "dot", "width": 1})
    return drawn


def _categories(answer: Risk) -> plotly.graph_objects.Figure:
    """Each category from P5 to P95, and where it lies when all is as likely."""
    import plotly.graph_objects as go

    shown = sorted(answer.by_category, key=lambda row: row[1].p95 - row[1].p5, reverse=True)[:12]
    names = [label(name) for name, _ in shown]
    rows = list(range(len(shown)))
    colours = [SAVED if one.mean > 0 else SPENT for _, one in shown]
    bars = go.Bar(
        x=[one.p95 - one.p5 for _, one in shown],
        base=[one.p5 for _, one in shown],
        y=rows,
        orientation="h",
        marker={"color": colours} if answer.is_saving else marks_of(name for name, _ in shown),
        hovertext=[f"{name}<br>P5 {whole(one.p5)}, P95 {whole(one.p95)} {answer.currency}" for name, (_, one) in zip(names, shown, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    likely = go.Scatter(
        x=[one.likely for _, one in shown], y=rows, mode="markers", marker={"symbol": "line-ns-open", "size": 18, "color": "#000000"},
        hovertemplate=f"where all is as likely<br>%{{x:,.0f}} {answer.currency}<extra></extra>",
    )
    drawn = figure([bars, likely], f"least sure are {shown[0][0]}: {whole(shown[0][1].p5)} to {whole(shown[0][1].p95)} {answer.currency}" if shown else "nothing costs anything", showlegend=False)
    drawn.update_yaxes(tickvals=rows, ticktext=names, autorange="reversed", showgrid=False)
    drawn.update_xaxes(title_text=f"{'saving' if answer.is_saving else 'cost'} over the plan, P5 to P95 ({answer.currency})", zeroline=True)
    drawn.update_layout(height=drawn.layout.margin.t + 40 * max(len(shown), 1) + 76)
    return drawn
