"""What working from home saves, part by part: a table of one scenario or of several, and a chart of the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.remote_saving import EFFECTS, PARTS, PartOfSaving, RemoteSaving, RemoteSavings
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.money import money, spoken, whole
from backoffice_lib.views.charts import chart, waterfall
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import figure

if TYPE_CHECKING:
    import plotly.graph_objects

FIELDS = {
    "remote_output_share": "work of one at home, against the office",
    "hybrid_output_share": "work of one on hybrid days, against the office",
    "remote_leavers_share": "leavers at home, against the office",
    "hybrid_leavers_share": "leavers on hybrid days, against the office",
}


@table.register(RemoteSavings)
def _(answer: RemoteSavings, part: str = "") -> Table:
    parts = {"parts": _parts, "scenarios": _scenarios, "ranges": _ranges, "stranded": _stranded, "notes": _notes}
    return part_of(parts, answer, part)


@table.register(RemoteSaving)
def _(answer: RemoteSaving, part: str = "") -> Table:
    return table(RemoteSavings("", answer.currency, answer.months, (answer,)), part)


def _parts(answer: RemoteSavings) -> Table:
    """The parts of the first scenario, down to their sum."""
    columns = (Column("Part of the saving"), Column("cost categories in it"), Column(f"saving ({answer.currency})", "money"))
    if not answer.choices:
        return Table(columns, ())
    best = answer.choices[0]
    rows = [(part.part, listed(part.categories, 9) or _where(part), part.saving) for part in best.parts]
    return Table(columns, (*rows, ("total", "", best.saving)), total=True)


def _where(part: PartOfSaving) -> str:
    if part.part in EFFECTS:
        return "wherever it shows" if part.saving else "nothing counted"
    return "nothing changes"


def _scenarios(answer: RemoteSavings) -> Table:
    """The parts of all scenarios beside each other; what is no part of its own is all else."""
    columns = (Column("Part of the saving"), *(Column(f"{spoken(one.scenario)} ({answer.currency})", "money") for one in answer.choices))
    names = [part for part in PARTS if any(part in one.of for one in answer.choices)]
    rows = [(name, *(one.of.get(name, 0.0) for one in answer.choices)) for name in names]
    rows.append(("all else", *(_else(one) for one in answer.choices)))
    rows.append(("saving", *(one.saving for one in answer.choices)))
    if "productivity" in names:
        rows.append(("saving without productivity", *(one.without("productivity").saving for one in answer.choices)))
    return Table(columns, tuple(rows) if answer.choices else ())


def _else(one: RemoteSaving) -> float:
    return round(sum(part.saving for part in one.parts if part.part not in PARTS), 2)


def _ranges(answer: RemoteSavings) -> Table:
    unit = answer.currency
    columns = (
        Column("Scenario"),
        Column("assumed effect"),
        Column("as assumed", "when"),
        Column("lowest in the rates", "figure"),
        Column("highest in the rates", "figure"),
        Column(f"its part at the lowest ({unit})", "money"),
        Column(f"at the highest ({unit})", "money"),
    )
    rows = [
        (spoken(one.scenario), FIELDS[row.field], listed(f"{value:g}" for value in row.used), row.low, row.high, row.low_saving, row.high_saving)
        for one in answer.choices
        for row in one.ranges
    ]
    return Table(columns, tuple(rows))


def _stranded(answer: RemoteSavings) -> Table:
    unit = answer.currency
    columns = (
        Column("Scenario"),
        Column(f"of rent and service charges, for seats nobody needs: today ({unit})", "money"),
        Column(f"in the scenario ({unit})", "money"),
    )
    return Table(columns, tuple((spoken(one.scenario), one.stranded.against, one.stranded.scenario) for one in answer.choices))


def _notes(answer: RemoteSavings) -> Table:
    rows = [(spoken(one.scenario), note) for one in answer.choices for note in one.notes]
    rows += [
        (spoken(one.scenario), _worth(one))
        for one in answer.choices
        if abs(one.productivity_at_pay) >= 0.5
    ]
    rows += [
        (spoken(one.scenario), f"part of the saving comes from {listed(one.other_initiatives)}, which it also holds")
        for one in answer.choices
        if one.other_initiatives
    ]
    return Table((Column("Scenario"), Column("to know")), tuple(rows))


def _worth(one: RemoteSaving) -> str:
    more = "more" if one.productivity_at_pay > 0 else "less"
    amount = whole(abs(one.productivity_at_pay))
    return f"the work people do {more} for being at home is worth {amount} at pay; only what changes people, overtime, temporary staff or penalties is counted"


@chart.register(RemoteSavings)
def _(answer: RemoteSavings, part: str = "") -> plotly.graph_objects.Figure:
    if answer.choices:
        return chart(answer.choices[0])
    drawn = figure([], str(answer))
    drawn.update_layout(height=110, xaxis={"visible": False}, yaxis={"visible": False})
    return drawn


@chart.register(RemoteSaving)
def _(answer: RemoteSaving, part: str = "") -> plotly.graph_objects.Figure:
    """What each part saves or costs, one below the other, and what is left at the end."""
    moved = [(part.part, part.saving) for part in answer.parts if abs(part.saving) >= 0.5]
    return waterfall(moved, answer.saving, _message(answer), answer.currency)


def _message(answer: RemoteSaving) -> str:
    name = spoken(answer.scenario)
    saves = max((part for part in answer.parts if part.saving >= 0.5), key=lambda part: part.saving, default=None)
    costs = min((part for part in answer.parts if part.saving <= -0.5), key=lambda part: part.saving, default=None)
    told = [f"saves most in {saves.part}, {money(saves.saving, answer.currency)}"] if saves else []
    told += [f"costs most in {costs.part}, {money(-costs.saving, answer.currency)}"] if costs else []
    return f"{name} {' and '.join(told) or 'changes no cost'}"
