"""Make or buy: the comparisons, the lines of the form and what is behind each, as tables; the comparisons as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses._form_lines import IN_HOUSE, OUTSOURCED, THE_SAME
from backoffice_lib.analyses.make_or_buy import FormLine, Lens, MakeOrBuyAnswer, counted_years
from backoffice_lib.basics.money import exact, figure as read, spoken, whole
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table
from backoffice_lib.views.theme import LEVEL, OTHER, PALETTE, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

COLOURS = {IN_HOUSE: PALETTE[0], OUTSOURCED: PALETTE[1], THE_SAME: OTHER}
NAMES = {
    "cash_budget": "cash budget",
    "price": "price",
    "full_cost": "full cost",
    "full_cost_with_hurdle": "full cost with hurdle",
    "avoidable": "avoidable (what stops)",
}


@table.register(MakeOrBuyAnswer)
def _(answer: MakeOrBuyAnswer, part: str = "") -> Table:
    parts = {"comparisons": _comparisons, "form": _form, "why": _why, "standards": _standards, "notes": _notes}
    return part_of(parts, answer, part)


def _comparisons(answer: MakeOrBuyAnswer) -> Table:
    unit = answer.currency
    columns = (
        Column("Comparison"),
        Column(f"in house ({unit})", "money"),
        Column(f"outsourced ({unit})", "money"),
        Column(f"saving ({unit})", "money"),
        Column("cheaper", "when"),
        Column(f"break-even price ({unit} a year)", "when"),
    )
    return Table(columns, tuple((NAMES[one.name], one.in_house, one.outsourced, one.saving, one.verdict, _price(one)) for one in answer.lenses))


def _price(lens: Lens) -> str:
    return "none" if lens.flip_price_per_year is None else exact(lens.flip_price_per_year)


def _form(answer: MakeOrBuyAnswer) -> Table:
    unit = answer.currency
    columns = (
        Column("Line", "when"),
        Column("what it is"),
        *(Column(f"{period} ({unit})", "when") for period in answer.periods),
        Column(f"in all ({unit})", "when"),
    )
    return Table(columns, tuple(_line(line, len(answer.periods)) for line in answer.lines))


def _line(line: FormLine, periods: int) -> tuple:
    each = [whole(amount) for amount in line.by_period] or [""] * periods
    return str(line.line), line.label, *each, line.amount if isinstance(line.amount, str) else whole(line.amount)


def _why(answer: MakeOrBuyAnswer) -> Table:
    """How each line is worked out, and from which figures; none is left without an origin."""
    rows = []
    for line in answer.lines:
        named = (str(line.line), line.label, line.formula)
        figures = why_line(answer, line.line).rows or (("nothing is on it", "", "", ""),)
        rows += [(*(named if first else ("", "", "")), *row) for first, row in ((at == 0, row) for at, row in enumerate(figures))]
    return Table((Column("Line", "when"), Column("what it is"), Column("worked out as"), *_WHY), tuple(rows))


_WHY = (Column("Figure"), Column("value", "when"), Column("unit"), Column("where it is from"))


def why_line(answer: MakeOrBuyAnswer, number: int) -> Table:
    """The figures behind one line of the form. Raises InputProblems for a line that it does not have."""
    rows = [(spoken(one.name), read(one.value), one.unit or answer.currency, one.origin) for one in answer.line(number).inputs]
    return Table(_WHY, tuple(rows))


def _standards(answer: MakeOrBuyAnswer) -> Table:
    columns = (Column("Standard"), Column("factor"), Column("value", "figure"), Column("unit"), Column("in force from"), Column("source"))
    rows = [(one.standard, spoken(one.factor), one.value, one.unit, str(one.in_force_from or "not known"), one.source) for one in answer.standards]
    return Table(columns, tuple(rows))


def _notes(answer: MakeOrBuyAnswer) -> Table:
    return Table((Column("To know"),), tuple((note,) for note in answer.notes))


@chart.register(MakeOrBuyAnswer)
def _(answer: MakeOrBuyAnswer, part: str = "") -> plotly.graph_objects.Figure:
    """What placing the work saves by each comparison, in the colour of who is cheaper, with the break-even price."""
    import plotly.graph_objects as go

    places = {lens.name: at for at, lens in enumerate(answer.lenses)}
    bars = []
    for verdict, colour in COLOURS.items():
        shown = [lens for lens in answer.lenses if lens.verdict == verdict]
        if shown:
            bars.append(go.Bar(
                name=f"cheaper: {verdict}", orientation="h", x=[lens.saving for lens in shown], y=[places[lens.name] for lens in shown],
                text=[f"{lens.saving:+,.0f}".replace("-", "−") for lens in shown], textposition="outside", cliponaxis=False,
                marker={"color": colour}, customdata=[(NAMES[lens.name], _price(lens)) for lens in shown],
                hovertemplate=f"%{{customdata[0]}}<br>saving %{{x:,.0f}} {answer.currency}<br>break-even price %{{customdata[1]}} a year<extra></extra>",
            ))
    drawn = figure(bars, _message(answer), barmode="overlay", showlegend=True)
    names = [f"{label(NAMES[lens.name])}<br><span style='color:{LEVEL}'>break-even at {_whole_price(lens)}</span>" for lens in answer.lenses]
    drawn.update_yaxes(tickvals=list(places.values()), ticktext=names, range=[len(names) - 0.5, -0.5], showgrid=False, zeroline=False)
    low, high = (side(0.0, *(lens.saving for lens in answer.lenses)) for side in (min, max))
    room = 0.28 * (high - low) or 1.0
    span = [low - room if low else 0.0, high + room if high else 0.0]
    across = f"what outsourcing saves over {counted_years(answer.contract_years)} ({answer.currency});<br>left of 0 in house is cheaper; break-even prices in {answer.currency} a year"
    drawn.update_xaxes(title_text=across, zeroline=True, zerolinecolor=LEVEL, range=span, nticks=6)
    drawn.update_layout(height=drawn.layout.margin.t + 62 * len(names) + 110, margin_b=110, legend={"y": -0.3})
    return drawn


def _whole_price(lens: Lens) -> str:
    return "no price" if lens.flip_price_per_year is None else whole(lens.flip_price_per_year)


def _message(answer: MakeOrBuyAnswer) -> str:
    """By how many comparisons who is cheaper, and that what really stops says."""
    outside = sum(lens.verdict == OUTSOURCED for lens in answer.lenses)
    by = "by what really stops"
    last = answer.lens("avoidable").verdict == OUTSOURCED
    if outside in (0, len(answer.lenses)):
        return f"{spoken(answer.scenario)} is cheaper by {'every comparison' if outside else 'no comparison'}"
    return f"{spoken(answer.scenario)} is cheaper by {outside} of {len(answer.lenses)} comparisons, {f'and {by}' if last else f'but not {by}'}"
