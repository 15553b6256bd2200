"""Space as tables and charts: what it costs, seats needed against seats held, and when what of it can be left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.space import LeasedSpace, SiteSpace, SpaceCost
from backoffice_lib.basics.money import money, spoken, whole
from backoffice_lib.views.charts import chart
from backoffice_lib.views.lease_timeline import timeline
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import LEVEL, OTHER, PALETTE, SPENT, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_SITES, _PANEL, _LINE = 8, 96, 18
_SHORT = PALETTE[3]


@table.register(SpaceCost)
def _(answer: SpaceCost, part: str = "") -> Table:
    parts = {
        "sites": _sites, "leases": _leases, "ways out": _ways_out, "savings": _savings,
        "floors": _floors, "months": _months, "notes": _notes,
    }
    return part_of(parts, answer, part)


def _sites(answer: SpaceCost) -> Table:
    unit = answer.currency
    columns = (
        Column("Site"),
        Column("seats held at the start", "heads"),
        Column("needed on the fullest day", "heads"),
        Column("seats held at the end", "heads"),
        Column("needed then", "heads"),
        Column(f"paid for leased space ({unit})", "money"),
        Column(f"of it for seats nobody needs ({unit})", "money"),
        Column(f"flexible desks ({unit})", "money"),
        Column(f"once, to move in or out ({unit})", "money"),
    )
    rows = []
    for site in answer.sites:
        first, last = site.months[0], site.months[-1]
        seats = (first.seats_held, first.seats_needed, last.seats_held, last.seats_needed)
        rows.append((site.site, *seats, site.paid, site.stranded, site.flexible_desks, site.once))
    return with_total(columns, rows) if rows else Table(columns, ())


def _leases(answer: SpaceCost) -> Table:
    columns = (
        Column("Lease"),
        Column("site"),
        Column("seats", "count"),
        Column("area (m2)", "figure"),
        Column("from", "when"),
        Column("last day", "when"),
        Column(f"cost over the plan ({answer.currency})", "money"),
        Column(f"for a seat and month ({answer.currency})", "money"),
    )
    options = (Column("may be kept until", "when"), Column("if we say so by", "when"), Column("at a share of its rent", "when"))
    shown = options if any(lease.extended_until for lease in answer.leases) else ()
    return Table((*columns, *shown), tuple((*_lease(lease), *_option(lease)[: len(shown)]) for lease in answer.leases))


def _lease(lease: LeasedSpace) -> tuple[Any, ...]:
    until = f"given back {lease.left_on}" if lease.left_on else lease.end
    size = (lease.seats, lease.area_m2 or None, lease.start, until, lease.cost, lease.cost_per_seat_per_month)
    return lease.lease, lease.site, *size


def _option(lease: LeasedSpace) -> tuple[str, str, str]:
    """To keep a lease for longer: until when, by when we must say so, and at what."""
    return lease.extended_until, lease.extension_notice_by, f"{lease.extension_rent_share:.0%}" if lease.extended_until else ""


def _ways_out(answer: SpaceCost) -> Table:
    columns = (
        Column("Space"),
        Column("site"),
        Column("seats", "heads"),
        Column("by which right"),
        Column("can be left on", "when"),
        Column("notice at the latest", "when"),
        Column(f"penalty ({answer.currency})", "money"),
        Column(f"restoration ({answer.currency})", "money"),
    )
    rows = (
        (way.name, way.site, way.seats, way.right, f"{way.on} or later" if way.any_later else way.on, way.notice_by, way.penalty, way.restoration)
        for way in answer.ways_out
    )
    return Table(columns, tuple(rows))


def _savings(answer: SpaceCost) -> Table:
    """What each way out saves that the scenario leaves open."""
    unit = answer.currency
    columns = (
        Column("Space"),
        Column("left on", "when"),
        Column("most seats short then", "heads"),
        Column(f"rent and charges saved ({unit})", "money"),
        Column(f"less flexible desks ({unit})", "money"),
        Column(f"less penalty and restoration ({unit})", "money"),
        Column(f"saving to {answer.last_month} ({unit})", "money"),
        Column(f"after it, to the end of the term ({unit})", "money"),
    )
    rows = (
        (way.name, way.on, way.seats_missed, way.space_saved, way.desks_instead, way.penalty + way.restoration - way.spared,
         way.saving, way.saving_after)
        for way in answer.ways_out
        if way.is_open
    )
    return Table(columns, tuple(rows))


def _floors(answer: SpaceCost) -> Table:
    names = (Column("Site"), Column("lease"), Column("floor"), Column("seats", "count"))
    columns = (*names, Column("held at the start", "heads"), Column("held at the end", "heads"), Column("may be given up alone"))
    rows = (
        (one.site, one.lease, one.floor, one.seats, one.seats_held[0], one.seats_held[-1], "yes" if one.alone else "no")
        for one in answer.floors
    )
    return Table(columns, tuple(rows))


def _months(answer: SpaceCost) -> Table:
    unit = answer.currency
    seats = tuple(Column(f"seats {name}", "heads") for name in ("needed", "held", "short", "in excess"))
    paid = (f"paid for leased space ({unit})", f"of it for seats nobody needs ({unit})", f"flexible desks ({unit})")
    rows = (
        (one.month, one.site, one.seats_needed, one.seats_held, one.short_seats, one.excess_seats, one.paid, one.stranded, one.flexible_desks)
        for site in answer.sites
        for one in site.months
    )
    return Table((Column("Month"), Column("site"), *seats, *(Column(name, "money") for name in paid)), tuple(rows))


def _notes(answer: SpaceCost) -> Table:
    return Table((Column("Taken for granted"),), tuple((note,) for note in answer.notes or ("nothing was noted",)))


@chart.register(SpaceCost)
def _(answer: SpaceCost, part: str = "") -> plotly.graph_objects.Figure:
    """seats: needed against held; leases: when they end or can be left; cost: what each site costs."""
    return {"leases": timeline, "cost": _cost}.get(part, _seats)(answer)


def _seats(answer: SpaceCost) -> plotly.graph_objects.Figure:
    """A panel for each site, in which the gap between seats held and seats needed is filled."""
    shown = sorted(answer.sites, key=lambda site: -_gap(site))[:_MOST_SITES]
    if not shown:
        return nothing("nobody needs a seat, and none is held")
    traces = [trace for at, site in enumerate(shown) for trace in _panel(site, at)]
    for name in {trace.name for trace in traces}:
        next(trace for trace in traces if trace.name == name).showlegend = True
    headings = [label(site.site) for site in shown]
    heights = [_PANEL + _LINE * (1.4 + heading.count("<br>")) for heading in headings]
    whole_height, axes, below = sum(heights), {}, 0.0
    for at in reversed(range(len(shown))):
        axes[f"yaxis{at + 1 if at else ''}"] = {"domain": [below / whole_height, (below + _PANEL) / whole_height], "anchor": "x"}
        below += heights[at]
    cut = f"; {len(shown)} of {len(answer.sites)} sites are shown" if len(shown) < len(answer.sites) else ""
    drawn = figure(traces, _seats_title(answer) + cut, **axes)
    drawn.update_xaxes(type="category", nticks=8, anchor=f"y{len(shown) if len(shown) > 1 else ''}")
    drawn.update_yaxes(rangemode="tozero", nticks=4)
    for at, heading in enumerate(headings):
        drawn.add_annotation(
            text=f"<b>{heading}</b>, seats", xref="paper", x=0, xanchor="left", yref=f"y{at + 1 if at else ''} domain", y=1, yanchor="bottom",
            showarrow=False, align="left",
        )
    drawn.update_layout(height=drawn.layout.margin.t + whole_height + 90, legend_y=-44 / whole_height, legend_yanchor="top")
    return drawn


def _gap(site: SiteSpace) -> float:
    return sum(month.excess_seats + month.short_seats for month in site.months)


def _panel(site: SiteSpace, at: int) -> list[Any]:
    """The areas and the two step lines of one site; what there is none of is left out."""
    import plotly.graph_objects as go

    months, axis = [month.month for month in site.months], f"y{at + 1 if at else ''}"
    shared = {"x": months, "yaxis": axis, "mode": "lines", "showlegend": False}
    used = [min(month.seats_held, month.seats_needed) for month in site.months]
    areas = (
        ("held and needed", used, OTHER),
        ("held, and nobody needs them", [month.excess_seats for month in site.months], SPENT),
        ("needed, and not held", [month.short_seats for month in site.months], _SHORT),
    )
    drawn: list[Any] = [
        go.Scatter(name=name, y=seats, stackgroup=str(at), line={"width": 0, "shape": "hvh"}, fillcolor=colour, hoverinfo="skip", **shared)
        for name, seats, colour in areas
        if any(seats)
    ]
    lines = (
        ("seats held", [month.seats_held for month in site.months], {"color": "#000000", "width": 2}),
        ("seats needed on the fullest day", [month.seats_needed for month in site.months], {"color": PALETTE[0], "width": 2}),
    )
    for name, seats, line in lines:
        told = f"{label(site.site)}, %{{x}}<br>%{{y:,.1f}} {name}<extra></extra>"
        drawn.append(go.Scatter(name=name, y=seats, line=line | {"shape": "hvh"}, hovertemplate=told, **shared))
    return drawn


def _seats_title(answer: SpaceCost) -> str:
    months = len(answer.sites[0].months)
    held, excess = (sum(getattr(month, name) for site in answer.sites for month in site.months) / months for name in ("seats_held", "excess_seats"))
    short = {site.site: max(month.short_seats for month in site.months) for site in answer.sites}
    worst = max(short, key=short.__getitem__)
    lacks = f"{spoken(worst)} lacks up to {whole(short[worst])}" if short[worst] >= 0.5 else "none is missing"
    if not held:
        return f"no seats are held; {lacks}"
    if excess < 0.5:
        return f"every seat held is needed; {lacks}"
    most = max(answer.sites, key=lambda site: sum(month.excess_seats for month in site.months)).site
    where = f", above all at {spoken(most)}" if len(answer.sites) > 1 else ""
    return f"nobody needs {whole(excess)} of {whole(held)} seats in an average month{where}; {lacks}"


def _cost(answer: SpaceCost) -> plotly.graph_objects.Figure:
    """What is paid for the space of each site: used, stranded, and flexible desks."""
    import plotly.graph_objects as go

    shown = sorted((site for site in answer.sites if site.paid or site.flexible_desks), key=lambda site: -(site.paid + site.flexible_desks))
    if not shown:
        return nothing(f"{spoken(answer.scenario)} pays for no space")
    names = [label(site.site) for site in shown]
    parts: Sequence[tuple[str, list[float], str]] = (
        ("leased, for seats needed", [site.paid - site.stranded for site in shown], LEVEL),
        ("leased, for seats nobody needs", [site.stranded for site in shown], SPENT),
        ("flexible desks", [site.flexible_desks for site in shown], _SHORT),
    )
    bars = [
        go.Bar(name=name, x=values, y=list(range(len(shown))), orientation="h", marker={"color": colour}, hovertext=names,
               hovertemplate=f"%{{hovertext}}<br>{name}: %{{x:,.0f}} {answer.currency}<extra></extra>")
        for name, values, colour in parts
        if any(values)
    ]
    drawn = figure(bars, _cost_title(answer), barmode="relative", showlegend=True)
    drawn.update_yaxes(tickvals=list(range(len(names))), ticktext=names, range=[len(names) - 0.5, -0.5], showgrid=False, zeroline=False)
    drawn.update_xaxes(title_text=f"from {answer.first_month} to {answer.last_month} ({answer.currency})", nticks=6, rangemode="tozero")
    rows = 44 * len(names)
    drawn.update_layout(height=drawn.layout.margin.t + rows + 110, legend_y=-64 / rows, legend_yanchor="top")
    return drawn


def _cost_title(answer: SpaceCost) -> str:
    who, desks = spoken(answer.scenario), money(answer.flexible_desks, answer.currency)
    if not answer.paid:
        return f"{who} pays {desks} for flexible desks, and nothing for leased space"
    if not answer.stranded:
        return f"{who} pays {money(answer.paid, answer.currency)} for leased space, and every seat of it is needed"
    most = max(answer.sites, key=lambda site: site.stranded)
    where = f", {'all of that' if round(most.stranded - answer.stranded, 2) == 0 else 'above all'} at {spoken(most.site)}"
    return f"{who} pays {money(answer.paid, answer.currency)} for leased space, {whole(answer.stranded)} of it for seats nobody needs{where}"
