"""People and seats at a glance: by team and mode, and by site, at the end of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses._at_a_glance import Glance, Places, SideBySide, SiteAtTheEnd, TeamAtTheEnd
from backoffice_lib.basics.money import counted, spoken, whole
from backoffice_lib.views.charts import chart, over_time
from backoffice_lib.views.tables import FORMS, Column, Table, table
from backoffice_lib.views.theme import INK, OTHER, PALETTE, figure, label, legend_below, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

_MOST_TEAMS, _MOST_SITES, _ROW = 8, 8, 40
COLOUR_OF_MODE = dict(zip(("office", "hybrid", "remote", "nearshore", "offshore", "outsourced"), PALETTE, strict=False))


@table.register(SideBySide)
def _(answer: SideBySide, part: str = "") -> Table:
    """A column for each scenario, and a row for each of the figures looked at first."""
    names = [spoken(one.saved.scenario) for one in answer.scenarios]
    unit = answer.scenarios[0].saved.currency if answer.scenarios else ""
    rows = (
        (f"cost ({unit})", "money", [one.saved.cost_scenario for one in answer.scenarios]),
        (f"saving ({unit})", "money", [one.saved.saving for one in answer.scenarios]),
        (f"saving at present value, NPV ({unit})", "money", [one.saved.npv_of_saving for one in answer.scenarios]),
        ("pays back from month", "when", [one.saved.payback_months or "not within the plan" for one in answer.scenarios]),
        ("people at the end", "heads", [one.heads.scenario for one in answer.scenarios]),
        ("seats held at the end", "heads", [one.seats_held.scenario for one in answer.scenarios]),
        ("seats needed at the end", "heads", [one.seats_needed.scenario for one in answer.scenarios]),
        (f"cost of empty seats, stranded ({unit})", "money", [one.saved.stranded.scenario for one in answer.scenarios]),
    )
    shown = tuple((name, *(FORMS[form](figure) for figure in figures)) for name, form, figures in rows)
    return Table((Column("Figure"), *(Column(name, "when") for name in names)), shown)


@chart.register(Glance)
def _(answer: Glance, part: str = "") -> plotly.graph_objects.Figure:
    """What is saved up to the end of each month."""
    return over_time([answer.saved], answer.saved.currency)


@chart.register(Places)
def _(answer: Places, part: str = "") -> plotly.graph_objects.Figure:
    """people: by team and mode, those of today marked; seats: held and needed by site, with the people who belong there marked."""
    return (_seats if part == "seats" else _people)(answer)


def _people(answer: Places) -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    shown = sorted(answer.teams, key=lambda team: (-_moved(team), -team.heads.scenario))[:_MOST_TEAMS]
    if not shown:
        return nothing("nobody works here")
    names, rows = [label(team.team) for team in shown], list(range(len(shown)))
    bars = [
        go.Bar(
            name=mode, x=amounts, y=rows, orientation="h", hovertext=names, customdata=[team.team for team in shown], marker={"color": colour},
            hovertemplate=f"%{{hovertext}}<br>{mode}: %{{x:,.1f}}<extra></extra>",
        )
        for mode, colour in COLOUR_OF_MODE.items()
        if any(amounts := [team.by_mode.get(mode, 0.0) for team in shown])
    ]
    before = _mark("people today", [team.heads.against for team in shown], names, "line-ns-open")
    drawn = figure([*bars, before], _of_people(answer, len(shown)), barmode="stack", showlegend=True)
    return _in_rows(drawn, names, "people at the end of the plan;<br>of vendors, the full-time<br>equivalents they replace")


def _moved(team: TeamAtTheEnd) -> float:
    """By how many people a team changes, in number or in how they work."""
    return max(abs(team.heads.change), sum(team.by_mode.values()) - max(team.by_mode.values()))


def _of_people(answer: Places, shown: int) -> str:
    change, of = answer.heads.change, len(answer.teams)
    now = f"as many people as today: {whole(answer.heads.scenario)}"
    if abs(change) >= 0.5:
        now = f"{whole(abs(change))} {'more' if change > 0 else 'fewer'} people than today, {whole(answer.heads.scenario)} in all"
    cut = f"; {shown} of {counted(of, 'team')} are shown, those that change first" if shown < of else ""
    return f"at the end of the plan {now}{cut}"


def _seats(answer: Places) -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    used = [site for site in answer.sites if site.heads or site.seats_needed or site.seats_held.scenario or site.seats_held.against]
    shown = sorted(used, key=lambda site: -max(site.seats_held.scenario, site.seats_needed))[:_MOST_SITES]
    if not shown:
        return nothing("nobody needs a seat, and none is held")
    names, rows = [label(site.site) for site in shown], list(range(len(shown)))
    parts = (("seats held", OTHER, [site.seats_held.scenario for site in shown]), ("seats needed on the fullest day", PALETTE[0], [site.seats_needed for site in shown]))
    bars = [
        go.Bar(name=name, x=seats, y=rows, orientation="h", hovertext=names, customdata=[site.site for site in shown], marker={"color": colour},
               hovertemplate=f"%{{hovertext}}<br>{name}: %{{x:,.1f}}<extra></extra>")
        for name, colour, seats in parts
    ]
    there = _mark("people who belong there", [site.heads for site in shown], names, "diamond")
    before = _mark("seats held today", [site.seats_held.against for site in shown], names, "line-ns-open")
    drawn = figure([*bars, there, before], _of_seats(shown), barmode="group", showlegend=True)
    return _in_rows(drawn, names, "seats and people at the end of the plan")


def _of_seats(sites: list[SiteAtTheEnd]) -> str:
    spare = {site.site: site.seats_held.scenario - site.seats_needed for site in sites}
    most, least = max(spare, key=spare.__getitem__), min(spare, key=spare.__getitem__)
    over = f"{spoken(most)} holds {whole(spare[most])} seats that nobody needs" if spare[most] >= 0.5 else "no site holds seats that nobody needs"
    short = f"{spoken(least)} lacks {whole(-spare[least])}" if spare[least] <= -0.5 else "none is missing"
    return f"at the end of the plan {over}; {short}"


def _mark(name: str, amounts: list[float], names: list[str], symbol: str) -> plotly.graph_objects.Scatter:
    import plotly.graph_objects as go

    marker = {"symbol": symbol, "size": 18 if symbol.startswith("line") else 9, "color": INK, "line": {"width": 2, "color": INK}}
    told = f"%{{hovertext}}<br>{name}: %{{x:,.1f}}<extra></extra>"
    return go.Scatter(name=name, x=amounts, y=list(range(len(names))), mode="markers", marker=marker, hovertext=names, hovertemplate=told)


def _in_rows(drawn: plotly.graph_objects.Figure, names: list[str], across: str) -> plotly.graph_objects.Figure:
    rows = {"tickvals": list(range(len(names))), "ticktext": names, "range": [len(names) - 0.5, -0.5], "showgrid": False, "zeroline": False}
    drawn.update_layout(yaxis=rows, xaxis={"title": {"text": across}, "rangemode": "tozero", "nticks": 6})
    return legend_below(drawn, _ROW * max(len(names), 3))
