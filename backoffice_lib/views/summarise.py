"""What a scenario costs: by year, function, site, mode and period, and for a full-time equivalent, a head and a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses._groups import UnitCost
from backoffice_lib.analyses.summarise import GroupCost, Summary
from backoffice_lib.basics.money import money, sentence, spoken
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import OTHER, mark_of, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

MOST_STACKS, REST = 8, "other costs"


@table.register(Summary)
def _(answer: Summary, part: str = "") -> Table:
    parts = {
        "function": lambda found: _groups(found, "Function", found.by_function),
        "category": _categories,
        "site": lambda found: _groups(found, "Site", found.by_site),
        "mode": lambda found: _groups(found, "Mode", found.by_mode),
        "year": lambda found: _groups(found, sentence(found.year_in_words), found.years),
        "period": _periods,
        "unit": _units,
    }
    return part_of(parts, answer, part)


def _groups(answer: Summary, heading: str, groups: tuple[GroupCost, ...]) -> Table:
    columns = (
        Column(heading),
        Column("people at the start", "heads"),
        Column("people at the end", "heads"),
        Column(f"cost ({answer.currency})", "money"),
        Column("for each FTE a year", "money"),
        Column("for each head a year", "money"),
    )
    rows = tuple(
        (row.name, row.heads_at_start, row.heads_at_end, row.cost, row.cost_per_fte_per_year, row.cost_per_head_per_year)
        for row in groups
    )
    ends = ("total", answer.heads_at_start, answer.heads_at_end, answer.cost)
    return Table(columns, (*rows, (*ends, answer.cost_per_fte_per_year or None, answer.cost_per_head_per_year or None)), total=True)


def _periods(answer: Summary) -> Table:
    columns = (Column("Period"), Column("to"), Column(f"cost ({answer.currency})", "money"))
    return with_total(columns, [(row.name, row.ends, row.cost) for row in answer.periods])


def _categories(answer: Summary) -> Table:
    columns = (Column("Cost category"), Column(f"cost over the plan ({answer.currency})", "money"), Column("share", "share"))
    return with_total(columns, [(name, cost, cost / answer.cost if answer.cost else 0.0) for name, cost in answer.by_category])


def _units(answer: Summary) -> Table:
    columns = (
        Column("Work"),
        Column("function"),
        Column("units over the plan", "money"),
        Column(f"cost over the plan ({answer.currency})", "money"),
        Column(f"for each unit ({answer.currency})", "cents"),
    )
    return Table(columns, tuple(_unit(row) for row in answer.by_unit))


def _unit(row: UnitCost) -> tuple[str, str, float, float, float | None]:
    return row.work, row.function, row.units, row.cost, row.cost_per_unit


@chart.register(Summary)
def _(answer: Summary, part: str = "") -> plotly.graph_objects.Figure:
    import plotly.graph_objects as go

    totals = dict(answer.by_category)
    bars = [
        go.Bar(
            name=label(name),
            x=[str(year) for year in by_year],
            y=list(by_year.values()),
            marker={"color": OTHER} if name == REST else mark_of(name, totals),
            hovertemplate=f"{label(name)}, %{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
        )
        for name, by_year in stacks(list(totals), answer.by_year).items()
    ]
    first = next(iter(totals), "nothing")
    share = totals.get(first, 0.0) / answer.cost if answer.cost else 0.0
    title = f"{spoken(answer.scenario)} costs {money(answer.cost, answer.currency)}; {first} are {share:.0%} of it"
    drawn = figure(bars, title, barmode="relative")
    drawn.update_yaxes(title_text=f"cost in the {answer.year_in_words} ({answer.currency})")
    drawn.update_xaxes(type="category")
    return drawn


def stacks(names: list[str], cells: tuple[tuple[int | str, str, float], ...]) -> dict[str, dict[int | str, float]]:
    """Year, category and amount as the amounts of each category by year, in the order named; the last of a long list are put together."""
    alone = names if len(names) <= MOST_STACKS else names[: MOST_STACKS - 1]
    found: dict[str, dict[int | str, float]] = {name: {} for name in alone}
    for year, category, amount in cells:
        stack = found.setdefault(category if category in alone else REST, {})
        stack[year] = stack.get(year, 0.0) + amount
    return found
