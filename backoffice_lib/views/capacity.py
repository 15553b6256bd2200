"""Can we still do the work? As tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backoffice_lib.analyses.capacity import Capacity, WorkCapacity
from backoffice_lib.basics.money import spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import LEVEL, LINES, PALETTE, SPENT, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_LINES = 6


@table.register(Capacity)
def _(answer: Capacity, part: str = "") -> Table:
    parts = {"work": _work, "functions": _functions, "months": _months, "costs": _costs, "notes": _notes}
    return part_of(parts, answer, part)


def _work(answer: Capacity) -> Table:
    columns = (
        Column("Work"),
        Column("FTE it takes", "heads"),
        Column("our own FTE", "heads"),
        Column("FTE of overtime and temporary staff", "heads"),
        Column("units that wait at the end", "money"),
        Column("longest wait (working days)", "when"),
        Column("target (working days)", "when"),
        Column("months late", "count"),
        Column("first late in", "when"),
    )
    return Table(columns, tuple(_work_row(work) for work in answer.work))


def _work_row(work: WorkCapacity) -> tuple:
    count, late = len(work.months), work.late_months
    averages = (sum(getattr(month, name) for month in work.months) / count for name in ("required_fte", "own_fte", "helped_fte"))
    live = work.target_days is None
    ages = [month.age_days for month in work.months]
    longest = "live" if live else "for ever" if None in ages else f"{max(ages):,.1f}"
    target = "live" if live else f"{work.target_days:g}"
    return work.work, *averages, work.months[-1].backlog_units, longest, target, len(late), late[0].month if late else ""


def _functions(answer: Capacity) -> Table:
    columns = (
        Column("Function"),
        Column("posts", "heads"),
        Column("people who do the full work", "heads"),
        Column("overtime and temporary staff", "heads"),
        Column("missing in an average month", "heads"),
        Column("most missing", "heads"),
        Column("in", "when"),
    )
    rows = []
    for function in answer.functions:
        count = len(function.months)
        averages = (sum(getattr(month, name) for month in function.months) / count for name in ("posts", "productive_heads", "helping_heads"))
        rows.append((function.function, *averages, function.short_heads, function.worst.short_heads, function.worst.month))
    return Table(columns, tuple(rows))


def _months(answer: Capacity) -> Table:
    columns = (
        Column("Work"),
        Column("month", "when"),
        Column("units that come in", "money"),
        Column("FTE it takes", "heads"),
        Column("our own FTE", "heads"),
        Column("FTE of overtime and temporary staff", "heads"),
        Column("units that wait at the end", "money"),
        Column("wait (working days)", "when"),
        Column("late", "when"),
    )
    rows = []
    for work in answer.work:
        for month in work.months:
            fte = (month.required_fte, month.own_fte, month.helped_fte)
            wait = "live" if work.target_days is None else "for ever" if month.age_days is None else f"{month.age_days:,.1f}"
            rows.append((work.work, month.month, month.units_in, *fte, month.backlog_units, wait, "late" if month.late else ""))
    return Table(columns, tuple(rows))


def _costs(answer: Capacity) -> Table:
    columns = (Column("What the shortfall costs"), Column(f"over the plan ({answer.currency})", "money"))
    return with_total(columns, list(answer.costs))


def _notes(answer: Capacity) -> Table:
    return Table((Column("Not in the figures"),), tuple((note,) for note in answer.notes or ("nothing was noted",)))


@chart.register(Capacity)
def _(answer: Capacity, part: str = "") -> plotly.graph_objects.Figure:
    if part == "waiting":
        return _waiting(answer) if any(work.target_days is not None for work in answer.work) else _missing(answer)
    return _demand_and_supply(answer)


def _demand_and_supply(answer: Capacity) -> plotly.graph_objects.Figure:
    """What the work takes as a line, who does it as bars; in heads where the plan has no work."""
    import plotly.graph_objects as go

    months = _calendar(answer)
    if answer.work:
        wanted, own, helped = (_summed([work.months for work in answer.work], name) for name in ("required_fte", "own_fte", "helped_fte"))
        line, unit = "what keeping the targets takes", "full-time equivalents"
    else:
        wanted, own, helped = (_summed([row.months for row in answer.functions], name) for name in ("posts", "productive_heads", "helping_heads"))
        line, unit = "posts", "people"
    stacks = [("our own people", own, PALETTE[4]), ("overtime and temporary staff", helped, PALETTE[1])]
    traces = [
        go.Bar(name=name, x=months, y=values, marker={"color": colour}, hovertemplate=f"{name}, %{{x}}<br>%{{y:,.1f}} {unit}<extra></extra>")
        for name, values, colour in stacks
        if any(values)
    ]
    traces.append(
        go.Scatter(name=line, x=months, y=wanted, mode="lines", line={"color": "#000000", "width": 2},
                   hovertemplate=f"{line}, %{{x}}<br>%{{y:,.1f}} {unit}<extra></extra>")
    )
    drawn = figure(traces, _demand_title(answer, wanted, months), barmode="stack", showlegend=True)
    drawn.update_layout(bargap=0.1, legend_y=-0.22)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text=unit, rangemode="tozero")
    return drawn


def _demand_title(answer: Capacity, wanted: Sequence[float], months: Sequence[str]) -> str:
    if not months:
        return "Nobody works here, and no work is in the plan"
    rows = [work.months for work in answer.work] or [row.months for row in answer.functions]
    # what one kind of work has too many of is no help to another
    short = _summed(rows, "short_fte" if answer.work else "short_heads")
    at = max(range(len(short)), key=short.__getitem__)
    what = "to keep its targets the work takes" if answer.work else "there are posts for"
    unit = "full-time equivalents" if answer.work else "people"
    if short[at] < 0.5:
        most = max(range(len(wanted)), key=wanted.__getitem__)
        return f"{what} {_number(wanted[most])} {unit} at most ({months[most]}), and as many are there"
    return f"{what} {_number(wanted[at])} {unit} in {months[at]}; {_number(short[at])} of them are missing"


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _waiting(answer: Capacity) -> plotly.graph_objects.Figure:
    """How long work waits, in its target time: above 1 it is late."""
    import plotly.graph_objects as go

    queues = [work for work in answer.work if work.target_days is not None]
    late = [work for work in answer.late if work.target_days is not None]
    shown = (late or sorted(queues, key=lambda work: -max(_waits(work))))[:_MOST_LINES]
    lines = [
        go.Scatter(
            name=label(work.work),
            x=[month.month for month in work.months],
            y=[None if month.age_days is None else wait for month, wait in zip(work.months, _waits(work), strict=True)],
            customdata=[month.age_days for month in work.months],
            mode="lines",
            line=LINES[at % len(LINES)],
            hovertemplate=f"{label(work.work)}, %{{x}}<br>%{{customdata:,.1f}} working days; target {work.target_days:g}<extra></extra>",
        )
        for at, work in enumerate(shown)
    ]
    cut = f"; the {len(shown)} that wait longest are shown" if len(shown) < len(late or queues) else ""
    drawn = figure(lines, _waiting_title(queues) + cut, showlegend=True)
    drawn.add_hline(y=1, line={"color": SPENT, "width": 1, "dash": "dot"}, annotation_text="target", annotation_position="top left")
    drawn.update_layout(legend_y=-0.22)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text="wait of the newest work<br>(1 is its target)", rangemode="tozero")
    return drawn


def _waits(work: WorkCapacity) -> list[float]:
    """The wait of each month, in target times."""
    return [0.0 if month.age_days is None else month.age_days / max(work.target_days, 1e-9) for month in work.months]


def _waiting_title(queues: Sequence[WorkCapacity]) -> str:
    late, of = sum(bool(work.late_months) for work in queues), len(queues)
    if of == 1:
        return f"{queues[0].work} {'misses' if late else 'keeps'} its target"
    if not late:
        return f"all {of} kinds of work that may wait keep their target"
    return f"{late} of {of} kinds of work that may wait {'misses its' if late == 1 else 'miss their'} target"


def _missing(answer: Capacity) -> plotly.graph_objects.Figure:
    """People missing in functions whose work the plan does not say."""
    import plotly.graph_objects as go

    shown = sorted(answer.functions, key=lambda row: -row.worst.short_heads)[:_MOST_LINES]
    lines = [
        go.Scatter(
            name=label(row.function),
            x=[month.month for month in row.months],
            y=[month.short_heads for month in row.months],
            mode="lines",
            line=LINES[at % len(LINES)],
            hovertemplate=f"{label(row.function)}, %{{x}}<br>%{{y:,.1f}} people missing<extra></extra>",
        )
        for at, row in enumerate(shown)
    ]
    cut = f"; the {len(shown)} with most missing are shown" if len(shown) < len(answer.functions) else ""
    title = str(answer.short[0]) if answer.short else "no function lacks as much as half a person in any month"
    drawn = figure(lines, title + cut, showlegend=True)
    drawn.update_layout(legend_y=-0.22)
    drawn.update_xaxes(type="category", nticks=8)
    most = max((row.worst.short_heads for row in shown), default=0.0)
    drawn.update_yaxes(title_text="people missing", range=[0, max(1.0, 1.1 * most)], zeroline=True, zerolinecolor=LEVEL)
    return drawn


def _calendar(answer: Capacity) -> list[str]:
    rows = answer.work or answer.functions
    return [month.month for month in rows[0].months] if rows else []


def _summed(rows: Sequence[Sequence], name: str) -> list[float]:
    """A figure of every month, summed over all rows."""
    return [sum(getattr(month, name) for month in months) for months in zip(*rows, strict=True)]
