"""Leases on the calendar: from when to when each binds, when notice is due, when it can be left, and how long it may be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.space import LeasedSpace, SpaceCost, WayOut
from backoffice_lib.basics.days import FirstDay, LastDay
from backoffice_lib.basics.money import whole
from backoffice_lib.basics.months import Month
from backoffice_lib.views.theme import INK, LEVEL, PALETTE, SAVED, SPENT, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_ROWS, _ROW = 24, 34
_FREE = "#8CCFB9"  # half way from the colour of savings to white
_DAY = 86_400_000  # in the milliseconds that an axis of dates counts
_LONGEST_MONTHS = 120  # how far after the plan the calendar goes


@dataclass(frozen=True)
class _Row:
    """A lease, or a floor that may be given up alone: from when to when it is held, and from when it may be left in any month.

    at: its place on the upright axis, where a name of many lines takes more room.
    """

    name: str
    starts: int
    free_from: int
    ends: int
    ways: tuple[WayOut, ...]
    lease: LeasedSpace | None = None
    at: float = 0.0

    @property
    def room(self) -> float:
        return max(1.0, 0.55 * (1 + self.name.count("<br>")))

    @property
    def kept_until(self) -> int:
        """When it ends where the option to keep it is used."""
        kept = self.lease and self.lease.extended_until
        return LastDay.of(kept).ordinal + 1 if kept else self.ends


def timeline(answer: SpaceCost) -> plotly.graph_objects.Figure:
    """A bar for each lease and floor on a calendar, with its marks; days are counted as `datetime.date` counts them."""
    rows = list(_rows(answer))
    if not rows:
        return nothing("no space is leased, so there is none to leave")
    ends = accumulate(row.room for row in rows[:_MOST_ROWS])
    shown = [replace(row, at=end - row.room / 2) for row, end in zip(rows, ends, strict=False)]
    first, after = Month.of(answer.first_month).first_day, (Month.of(answer.last_month) + 1).first_day
    farthest = (Month.of(answer.last_month) + 1 + _LONGEST_MONTHS).first_day
    last = min(max([after, *(row.kept_until for row in shown)]), farthest)
    cut = f"; the first {len(shown)} of {len(rows)} are shown" if len(shown) < len(rows) else ""
    drawn = figure([*_bars(shown, first), *_marks(shown, last)], _title(answer) + cut, barmode="overlay", showlegend=True)
    whole_room = sum(row.room for row in shown)
    places, names = [row.at for row in shown], [row.name for row in shown]
    drawn.update_yaxes(tickvals=places, ticktext=names, range=[whole_room, 0], showgrid=False, zeroline=False)
    beside = max((last - first) // 50, 1)
    drawn.update_xaxes(type="date", range=[_date(first - beside), _date(last + beside)], nticks=8)
    if after < last:
        drawn.add_vline(x=_date(after), line={"color": INK, "width": 1, "dash": "dot"})
        drawn.add_annotation(text="end of the plan", x=_date(after), y=1, yref="paper", yanchor="bottom", showarrow=False, font={"size": 11})
    drawn.update_layout(title_pad_b=drawn.layout.title.pad.b + 12, margin_t=drawn.layout.margin.t + 12)
    height = _ROW * whole_room
    drawn.update_layout(height=drawn.layout.margin.t + height + 90, legend_y=-40 / height, legend_yanchor="top")
    return drawn


def _rows(answer: SpaceCost) -> Iterator[_Row]:
    """The leases site by site, each followed by its floors that may go alone."""
    by_site = {site: at for at, site in enumerate(dict.fromkeys(lease.site for lease in answer.leases))}
    for lease in sorted(answer.leases, key=lambda lease: by_site[lease.site]):
        starts, ends = FirstDay.of(lease.start).ordinal, LastDay.of(lease.end).ordinal + 1
        ends = Month.of(lease.left_on).first_day if lease.left_on else ends
        ways = tuple(way for way in answer.ways_out if way.lease == lease.lease and not way.floor)
        yield _Row(label(f"{lease.lease}, {lease.site}"), starts, _free_from(ways, ends), ends, ways, lease)
        for way in answer.ways_out:
            if way.lease == lease.lease and way.floor:
                on = Month.of(way.on).first_day
                yield _Row(label(f"{way.floor} of {lease.lease}"), starts, on, ends if way.is_open else on, (way,))


def _free_from(ways: tuple[WayOut, ...], ends: int) -> int:
    return min([ends, *(Month.of(way.on).first_day for way in ways if way.any_later)])


def _bars(rows: list[_Row], first: int) -> Iterator[Any]:
    import plotly.graph_objects as go

    spans = (
        ("binds", LEVEL, [(max(row.starts, first), row.free_from, row) for row in rows]),
        ("may be left in any month", _FREE, [(max(row.free_from, row.starts, first), row.ends, row) for row in rows]),
    )
    for name, colour, bars in spans:
        there = [one for one in bars if one[1] > one[0]]
        if there:
            yield go.Bar(
                name=name,
                base=[_date(begins) for begins, _, _ in there],
                x=[(ends - begins) * _DAY for begins, ends, _ in there],
                y=[row.at for *_, row in there],
                width=0.55,
                orientation="h",
                marker={"color": colour},
                hovertext=[f"{row.name}<br>from {_date(row.starts)} until {_date(row.ends - 1)}" for *_, row in there],
                hovertemplate="%{hovertext}<extra></extra>",
            )


def _marks(rows: list[_Row], last: int) -> Iterator[Any]:
    """How long space may be kept, when notice is due and when it can be left, as far as the calendar goes."""
    import plotly.graph_objects as go

    kept = [row for row in rows if row.ends < row.kept_until and row.ends < last]
    for at, row in enumerate(kept):
        yield go.Scatter(
            name="may be kept until then", x=[_date(row.ends), _date(row.kept_until)], y=[row.at] * 2, mode="lines",
            line={"color": LEVEL, "width": 3, "dash": "dash"}, hoverinfo="skip", legendgroup="kept", showlegend=not at,
        )
    for name, symbol, colour, marks in _points(rows):
        seen = [mark for mark in marks if Month.of(mark[1]).first_day <= last]
        if seen:
            yield go.Scatter(
                name=name, x=[_date(Month.of(on).first_day) for _, on, _ in seen], y=[row.at for row, *_ in seen], mode="markers",
                marker={"symbol": symbol, "size": 11, "color": colour, "line": {"color": "#FFFFFF", "width": 1}},
                hovertext=[f"{row.name}<br>{text}" for row, _, text in seen], hovertemplate="%{hovertext}<extra></extra>",
            )


def _points(rows: list[_Row]) -> Iterator[tuple[str, str, str, list[tuple[_Row, str, str]]]]:
    """The marks of a kind: their name, symbol and colour; of each the row, the month and what it says."""
    ways = [(row, way) for row in rows for way in row.ways]
    asked = [(row, row.lease) for row in rows if row.lease and row.lease.extended_until]
    notices = [(row, way.notice_by, f"notice by {way.notice_by}, to leave on {way.on}") for row, way in ways if way.notice_by < way.on]
    yield "notice at the latest", "triangle-right", SPENT, [mark for mark in notices if mark[1]]
    yield "can be left", "diamond", SAVED, [(row, way.on, f"can be left on {way.on}, by its {way.right}") for row, way in ways if way.is_open]
    yield "given back, as planned", "x", "#000000", [(row, way.on, f"given back on {way.on}") for row, way in ways if way.is_planned]
    yield "to be kept, say so by", "triangle-right", PALETTE[0], [
        (row, lease.extension_notice_by, f"say by then that it is kept until {lease.extended_until}") for row, lease in asked
    ]


def _title(answer: SpaceCost) -> str:
    """How many of the seats can be left within the plan."""
    within = [way for way in answer.ways_out if way.on[:7] <= answer.last_month]
    seats = {(way.lease, way.floor): way.seats for way in within}
    whole_leases = {lease for lease, floor in seats if not floor}
    free = sum(many for (lease, floor), many in seats.items() if not floor or lease not in whole_leases)
    total = sum(lease.seats for lease in answer.leases)
    if not within:
        return f"none of {whole(total)} leased seats can be left within the plan; the first can on {answer.ways_out[0].on}"
    return f"{whole(free)} of {whole(total)} leased seats can be left within the plan, the first on {within[0].on}"


def _date(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
