"""Books against plan, as tables and charts: to date, by month, where the year lands, and what has no counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backoffice_lib.analyses.variance import Variance, VarianceRow, verdict
from backoffice_lib.basics.money import money, spoken, whole
from backoffice_lib.views.charts import chart, waterfall
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, PALETTE, figure, label, nothing

if TYPE_CHECKING:
    import plotly.graph_objects

SHARES = ("volume", "price", "index", "by_amount")
SIDES = {"books": "in the books, not in the plan", "plan": "in the plan, not in the books"}
_MOST_BARS = 12


@table.register(Variance)
def _(answer: Variance, part: str = "") -> Table:
    if answer.missing:
        return without_books()
    parts = {"to date": _to_date, "landing": _landing, "month": _month, "months": _months, "unmatched": _unmatched, "notes": _notes}
    return part_of(parts, answer, part)


def without_books() -> Table:
    """What stands in place of a table where a plan has no books, or none that are closed."""
    return Table((Column("Books against plan"),), (("there are no closed months to look at",),))


def not_drawn(missing: str) -> plotly.graph_objects.Figure:
    """What stands in place of a chart where a plan has no books, or none that are closed; the title says what is missing."""
    import plotly.graph_objects as go

    drawn = nothing(missing)
    return drawn.add_trace(go.Bar(x=[], y=[]))


def _summed(answer: Variance, columns: list[Column], figures: list[str], verdict_of: str) -> Table:
    """The rows that have any of these figures, whether each is adverse, and their total below."""
    rows = [(row.name, *(_figure(row, name) for name in figures), verdict(_figure(row, verdict_of))) for row in answer.rows]
    rows = [row for row in rows if any(row[1:-1])]
    totals = [round(sum(row[at] for row in rows), 2) for at in range(1, len(figures) + 1)]
    if rows:
        rows.append(("total", *totals, verdict(totals[figures.index(verdict_of)])))
    return Table((Column(answer.by.replace("_", " ").capitalize()), *columns, Column("that is")), tuple(rows), total=bool(rows))


def _figure(row: VarianceRow, name: str) -> float:
    if name.startswith("what_if "):
        return row.what_ifs[int(name.removeprefix("what_if "))]
    changes = {"month": ("actual_month", "plan_month"), "year": ("landing", "plan_year"), "whole": ("landing_whole", "plan_whole")}
    if name in changes:
        return round(getattr(row, changes[name][0]) - getattr(row, changes[name][1]), 2)
    return getattr(row, name)


def _headed(answer: Variance, headings: list[str]) -> list[Column]:
    return [Column(f"{heading} ({answer.currency})", "money") for heading in headings]


def _to_date(answer: Variance) -> Table:
    headings = [f"{spoken(answer.locked)} to {answer.last_close}", "actual", "variance"]
    figures = ["plan_to_date", "actual_to_date", "variance"]
    if any(getattr(row, name) for row in answer.rows for name in SHARES[:3]):
        headings += ["of it volume", "price", "index", "only known as an amount"]
        figures += SHARES
    return _summed(answer, _headed(answer, headings), figures, "variance")


def _month(answer: Variance) -> Table:
    headings = [f"{spoken(answer.locked)} in {answer.last_close}", "actual", "variance"]
    return _summed(answer, _headed(answer, headings), ["plan_month", "actual_month", "month"], "month")


def _landing(answer: Variance) -> Table:
    """Locked plan, landing with the forecast, and with each what-if, side by side."""
    headings = [f"{spoken(answer.locked)}, {answer.year}", "actual to date", f"{spoken(answer.forecast)}, the rest", "landing", "landing less plan"]
    figures = ["plan_year", "actual_to_date", "forecast_rest", "landing", "year"]
    for at, name in enumerate(answer.what_ifs):
        headings.append(f"landing with {spoken(name)}")
        figures.append(f"what_if {at}")
    if answer.total("plan_whole") != answer.total("plan_year"):
        headings += [f"{spoken(answer.locked)}, all months", "landing, all months"]
        figures += ["plan_whole", "landing_whole"]
    return _summed(answer, _headed(answer, headings), figures, "year")


def _months(answer: Variance) -> Table:
    columns = (Column("Month"), *_headed(answer, [spoken(answer.locked), "actual", "forecast"]))
    return Table(columns, tuple((row.month, row.plan, row.actual, row.forecast) for row in answer.path))


def _unmatched(answer: Variance) -> Table:
    columns = (Column("Without a counterpart"), Column("where"), *_headed(answer, ["to date"]))
    return Table(columns, tuple((row.name, SIDES[row.side], row.amount) for row in answer.unmatched))


def _notes(answer: Variance) -> Table:
    return Table((Column("To know"),), tuple((note,) for note in answer.notes or ("nothing was noted",)))


@chart.register(Variance)
def _(answer: Variance, part: str = "") -> plotly.graph_objects.Figure:
    if answer.missing:
        return not_drawn(answer.missing)
    return {"landing": _landings, "months": _by_month}.get(part, _bridge)(answer)


def _bridge(answer: Variance) -> plotly.graph_objects.Figure:
    """What each account adds to the variance to date, the largest first."""
    changes, total = moved(answer.rows), answer.total("variance")
    side = "above" if total > 0 else "below"
    title = f"costs are {money(abs(total), answer.currency)} {side} plan to {answer.last_close} ({verdict(total)})"
    if not round(total, 2):
        title = f"costs are as planned to {answer.last_close}"
    if changes and round(total, 2):
        title += f", above all in {max(changes, key=lambda one: one[1] * (1 if total > 0 else -1))[0]}"
    return waterfall([(name, -change) for name, change in changes], -total, title, answer.currency)


def moved(rows: tuple[VarianceRow, ...]) -> list[tuple[str, float]]:
    """The variances that show, those that add most first; of very many the small ones together."""
    changes = sorted(((row.name, row.variance) for row in rows if abs(row.variance) >= 0.5), key=lambda one: -abs(one[1]))
    rest = round(sum(change for _, change in changes[_MOST_BARS:]), 2)
    shown = sorted(changes[:_MOST_BARS], key=lambda one: -one[1])
    return [*shown, *([("all others", rest)] if rest else [])]


def _landings(answer: Variance) -> plotly.graph_objects.Figure:
    """The year as planned, as it lands with the forecast, and with each what-if: what is booked, and what is still to come."""
    to_date, plan = answer.total("actual_to_date"), answer.total("plan_year")
    names = [f"{spoken(answer.locked)}, as planned", f"landing with {spoken(answer.forecast)}", *(f"landing with {spoken(one)}" for one in answer.what_ifs)]
    landings = [answer.total("landing"), *answer.landings]
    booked = [0.0, *[to_date] * len(landings)]
    rest = [0.0, *(landing - to_date for landing in landings)]
    parts = (("as planned", [plan, *[0.0] * len(landings)], LEVEL), ("booked", booked, PALETTE[0]), ("still to come", rest, PALETTE[4]))
    over = round(landings[0] - plan, 2)
    title = f"{answer.year} lands at {money(landings[0], answer.currency)}"
    title += f", {whole(abs(over))} {'above' if over > 0 else 'below'} plan ({verdict(over)})" if over else ", as planned"
    drawn = figure([_bar(name, [label(one) for one in names], values, colour, answer.currency) for name, values, colour in parts], title, barmode="relative")
    drawn.update_yaxes(title_text=f"cost of {answer.year} ({answer.currency})")
    return drawn


def _by_month(answer: Variance) -> plotly.graph_objects.Figure:
    """Every month as booked or as forecast, and the plan as a line."""
    import plotly.graph_objects as go

    months = [row.month for row in answer.path]
    booked = [row.actual for row in answer.path]
    to_come = [None if row.actual is not None else row.forecast for row in answer.path]
    bars = [
        _bar("booked", months, booked, PALETTE[0], answer.currency),
        _bar("forecast", months, to_come, PALETTE[4], answer.currency),
        go.Scatter(
            name=f"{spoken(answer.locked)}, as planned", x=months, y=[row.plan for row in answer.path], mode="lines",
            line={"color": LEVEL, "width": 2, "shape": "hvh"}, hovertemplate=f"%{{x}}<br>planned %{{y:,.0f}} {answer.currency}<extra></extra>",
        ),
    ]
    closed = [row for row in answer.path if row.actual is not None]
    above = sum(round(row.actual - row.plan, 2) > 0 for row in closed)
    title = f"{above} of {len(closed)} closed month{'' if len(closed) == 1 else 's'} cost more than planned"
    drawn = figure(bars, title, barmode="overlay", yaxis_rangemode="tozero")
    drawn.update_layout(bargap=0.15)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text=f"cost in the month ({answer.currency})")
    return drawn


def _bar(name: str, x: list[str], y: list[Any], colour: str, currency: str) -> Any:
    import plotly.graph_objects as go

    return go.Bar(name=name, x=x, y=y, marker={"color": colour}, hovertemplate=f"{name}, %{{x}}<br>%{{y:,.0f}} {currency}<extra></extra>")
