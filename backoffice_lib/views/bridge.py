"""A bridge as tables and waterfalls: its bars, the same by cost category, and what initiatives do together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses._bridge_text import TOGETHER, signed, verdict
from backoffice_lib.analyses.bridge import Bar, Bridge
from backoffice_lib.basics.money import money, sentence, spoken
from backoffice_lib.views.charts import chart, waterfall
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import nothing

if TYPE_CHECKING:
    import plotly.graph_objects

MOST_BARS, MOST_PAIRS = 14, 10
HEADINGS = {"initiative": "Initiative", "factor": "Factor", "category": "Cost category"}
WAYS = {"shares": "contribution", "in order": "contribution, one after another", "alone": "contribution of each alone"}


@table.register(Bridge)
def _(answer: Bridge, part: str = "") -> Table:
    return part_of({"bars": _bars, "category": _categories, "together": _pairs, "sentences": _sentences, "notes": _notes}, answer, part)


def _bars(answer: Bridge) -> Table:
    """The bars down to their sum; beside contributions, what each would do alone and what comes from acting together."""
    unit, way = answer.currency, WAYS[answer.how]
    split = answer.how != "alone" and answer.by != "category"
    doubt = any(bar.standard_error is not None for bar in answer.bars)
    columns = (
        Column(HEADINGS[answer.by]),
        *((Column(f"alone ({unit})", "money"), Column(f"{TOGETHER} ({unit})", "money")) if split else ()),
        Column(f"{way if answer.by != 'category' else 'change of cost'} ({unit})", "money"),
        Column(""),
        *((Column(f"give or take, one standard error ({unit})"),) if doubt else ()),
    )
    return with_total(columns, [_bar(bar, split, doubt) for bar in answer.bars])


def _bar(bar: Bar, split: bool, doubt: bool) -> tuple[Any, ...]:
    alone = (bar.alone, round(bar.change - bar.alone, 2)) if split else ()
    return sentence(bar.name), *alone, bar.change, verdict(bar.change), *((f"± {bar.standard_error:,.0f}",) if doubt else ())


def _categories(answer: Bridge) -> Table:
    """The bars by cost category: side by side where they are few, else below one another."""
    unit = answer.currency
    if answer.by == "factor":
        columns = (Column("Cost category"), *(Column(f"{bar.name} ({unit})", "money") for bar in answer.bars), Column(f"change of cost ({unit})", "money"))
        split = [dict(bar.by_category) for bar in answer.bars]
        rows = [(name, *(one.get(name, 0.0) for one in split), change) for name, change in answer.by_category.items()]
        return with_total(columns, rows)
    columns = (Column(HEADINGS[answer.by]), Column("cost category"), Column(f"change of cost ({unit})", "money"))
    rows = [(sentence(bar.name), name, change) for bar in answer.bars for name, change in bar.by_category if abs(change) >= 0.5]
    return Table(columns, tuple(rows))


def _pairs(answer: Bridge) -> Table:
    """The pairs that matter most."""
    columns = (Column("Initiative"), Column("with"), Column(f"do together, besides what each does ({answer.currency})", "money"), Column(""))
    shown = [pair for pair in answer.pairs if abs(pair.change) >= 0.5][:MOST_PAIRS]
    return Table(columns, tuple((sentence(pair.first), pair.second, pair.change, verdict(pair.change)) for pair in shown))


def _sentences(answer: Bridge) -> Table:
    return Table((Column("What each does"),), tuple((one,) for one in answer.sentences))


def _notes(answer: Bridge) -> Table:
    return Table((Column("How the bars were found"),), tuple((sentence(note),) for note in answer.notes))


@chart.register(Bridge)
def _(answer: Bridge, part: str = "") -> plotly.graph_objects.Figure:
    """The bars as a waterfall from one cost to the other; `category` is the same change by cost category."""
    bars = list(answer.by_category.items()) if part == "category" else [(bar.name, bar.change) for bar in answer.bars]
    if not any(change for _, change in bars):
        return nothing(_message(answer, bars))
    if part == "category" or answer.by != "initiative":
        bars = sorted((bar for bar in bars if abs(bar[1]) >= 0.5), key=lambda bar: bar[1])
    aside = (f"of it, {TOGETHER}", answer.together) if _beside(answer, part) else None
    drawn = waterfall([(name, -change) for name, change in _few(bars)], -answer.change, _message(answer, bars), answer.currency, aside)
    across = f"change of cost ({answer.currency});<br>left is favourable, right is adverse"
    drawn.update_layout(xaxis={"title": {"text": across}})
    return drawn


def _beside(answer: Bridge, part: str) -> bool:
    """Whether what initiatives do together is in the bars, and so is shown beside them."""
    return part != "category" and answer.by == "initiative" and answer.how != "alone" and abs(answer.together) >= 0.5


def _few(bars: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The largest bars in their order, and all others together."""
    if len(bars) <= MOST_BARS:
        return bars
    kept = sorted(bars, key=lambda bar: -abs(bar[1]))[: MOST_BARS - 1]
    return [*(bar for bar in bars if bar in kept), (f"{len(bars) - len(kept)} others", sum(bar[1] for bar in bars if bar not in kept))]


def _message(answer: Bridge, bars: list[tuple[str, float]]) -> str:
    name, other = spoken(answer.scenario), spoken(answer.start)
    if not any(change for _, change in bars):
        return f"there is nothing between {other} and {name}"
    if not answer.change:
        return f"{name} costs the same as {other}"
    said = f"{name} costs {money(abs(answer.change), answer.currency)} {'less' if answer.change < 0 else 'more'} than {other}"
    most = (min if answer.change < 0 else max)(bars, key=lambda bar: bar[1])
    return f"{said}, most of all by {most[0]} ({signed(most[1])})"
