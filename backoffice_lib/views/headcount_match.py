"""Posts, people and requests held against each other, as tables and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from backoffice_lib.analyses.headcount_match import HALF, HeadcountMatch, TeamQuarter
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, PALETTE, SPENT, figure

if TYPE_CHECKING:
    import plotly.graph_objects

_FIGURES = ("wanted_heads", "filled_heads", "open_heads", "over_heads", "under_heads", "ghost_heads", "expected_leavers_heads")
_HEADINGS = (
    "posts wanted", "filled", "sought by open requests", "over: people beyond posts", "under: posts nobody is sought for",
    "ghosts: sought without a post", "expected leavers so far, not counted",
)
_WRONG = {"over_heads": "over: people beyond posts", "under_heads": "under: posts nobody is sought for", "ghost_heads": "ghosts: sought without a post"}


@table.register(HeadcountMatch)
def _(answer: HeadcountMatch, part: str = "") -> Table:
    return part_of({"quarters": _quarters, "teams": _teams, "requests": _requests, "notes": _notes}, answer, part)


def _quarters(answer: HeadcountMatch) -> Table:
    columns = (Column("Quarter"), *(Column(heading, "heads") for heading in _HEADINGS))
    return Table(columns, tuple((quarter, *(answer.total(name, quarter) for name in _FIGURES)) for quarter in answer.quarters))


def _teams(answer: HeadcountMatch) -> Table:
    """The teams in which something does not match, from which quarter to which, and by how many at most."""
    columns = (Column("Team"), Column("what does not match"), Column("from"), Column("to"), Column("people at most", "heads"))
    runs: list[list] = []
    for team in dict.fromkeys(row.team for row in answer.rows):
        rows = [row for row in answer.rows if row.team == team]
        for name, word in _WRONG.items():
            runs += [[team, word, *run] for run in _runs(rows, name)]
    return Table(columns, tuple(map(tuple, runs)))


def _runs(rows: Sequence[TeamQuarter], name: str) -> list[tuple[str, str, float]]:
    """The stretches of quarters in which a figure of a team matters: first and last quarter, and the largest figure."""
    found = []
    for matters, run in groupby(rows, lambda row: getattr(row, name) >= HALF):
        quarters = list(run)
        if matters:
            found.append((quarters[0].quarter, quarters[-1].quarter, max(getattr(row, name) for row in quarters)))
    return found


def _requests(answer: HeadcountMatch) -> Table:
    columns = (
        Column("Request"), Column("team"), Column("people", "heads"), Column("starts", "when"), Column("states"),
        Column("the plan says"), Column("people without a post", "heads"),
    )
    rows = [
        (one.requisition, one.team, one.heads, one.starts, one.states, "ghost" if one.says == "no post" else one.says, one.ghost_heads)
        for one in answer.requests
    ]
    return Table(columns, tuple(rows))


def _notes(answer: HeadcountMatch) -> Table:
    return Table((Column("To know"),), tuple((note,) for note in answer.notes or ("nothing",)))


@chart.register(HeadcountMatch)
def _(answer: HeadcountMatch, part: str = "") -> plotly.graph_objects.Figure:
    off = any(max(row.over_heads, row.under_heads, row.open_heads) >= HALF for row in answer.rows)
    return _differences(answer) if off else _levels(answer)


def _differences(answer: HeadcountMatch) -> plotly.graph_objects.Figure:
    """Above the line what is too many, below it what is missing."""
    import plotly.graph_objects as go

    covered = [_covered(answer, quarter) for quarter in answer.quarters]
    ghosts, over, under = ([answer.total(name, quarter) for quarter in answer.quarters] for name in ("ghost_heads", "over_heads", "under_heads"))
    bars = [
        go.Bar(
            name=name,
            x=list(answer.quarters),
            y=values,
            marker={"color": colour},
            hovertemplate=f"%{{x}}<br>{name} %{{customdata:,.1f}}<extra></extra>",
            customdata=[abs(value) for value in values],
        )
        for name, values, colour in (
            ("people beyond posts", over, SPENT),
            ("ghosts: sought without a post", ghosts, PALETTE[1]),
            ("vacant, and sought for", [-heads for heads in covered], PALETTE[4]),
            ("vacant, and nobody sought", [-heads for heads in under], PALETTE[0]),
        )
        if any(abs(value) >= HALF for value in values)
    ]
    drawn = figure(bars, _most(answer), barmode="relative", showlegend=True)
    drawn.update_yaxes(title_text="people against posts<br>(below 0: missing)", zeroline=True, zerolinecolor=LEVEL, zerolinewidth=2)
    drawn.update_xaxes(type="category", nticks=12)
    drawn.update_layout(legend_y=-0.22)
    return drawn


def _most(answer: HeadcountMatch) -> str:
    """The message of the chart: each kind of difference in the quarter in which it is largest."""
    words = {"over_heads": "people beyond posts", "under_heads": "posts nobody is sought for", "ghost_heads": "sought without a post"}
    found = []
    for name, what in words.items():
        quarter = max(answer.quarters, key=lambda one, name=name: answer.total(name, one))
        if (most := answer.total(name, quarter)) >= HALF:
            found.append(f"{most:,.1f} {what} ({quarter})")
    return f"at most {', '.join(found)}" if found else "every vacant post is sought for, and no other"


def _covered(answer: HeadcountMatch, quarter: str) -> float:
    """Vacant posts that an open request is to fill."""
    return answer.total("open_heads", quarter) - answer.total("ghost_heads", quarter)


def _levels(answer: HeadcountMatch) -> plotly.graph_objects.Figure:
    """Posts and people, where there is no difference to draw."""
    import plotly.graph_objects as go

    quarters = list(answer.quarters)
    filled = [answer.total("filled_heads", quarter) for quarter in quarters]
    bars = go.Bar(x=quarters, y=filled, marker={"color": PALETTE[0]}, hovertemplate="%{x}<br>filled %{y:,.1f}<extra></extra>")
    drawn = figure([bars], "Every post wanted is filled, and nobody is sought, in every quarter", showlegend=False)
    drawn.update_yaxes(title_text="posts wanted, all of them filled", rangemode="tozero")
    drawn.update_xaxes(type="category", nticks=12)
    return drawn
