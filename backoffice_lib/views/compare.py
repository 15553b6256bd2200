"""What a scenario saves, and what that is worth: tables by what is asked, the figures of finance, and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backoffice_lib.analyses._worth import Part, Worth, percent
from backoffice_lib.analyses.compare import Comparison, GroupSaving
from backoffice_lib.basics.money import exact, money, sentence, spoken, whole
from backoffice_lib.views.charts import chart, over_time, waterfall
from backoffice_lib.views.summarise import REST, stacks
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import INK, LEVEL, OTHER, PALETTE, mark_of, figure, label

if TYPE_CHECKING:
    import plotly.graph_objects

WHEN = {
    "month_end": "each month at its end",
    "mid_month": "each month at its middle",
    "year_end": "each year at its end",
    "mid_year": "each year at its middle",
}


@table.register(Comparison)
def _(answer: Comparison, part: str = "") -> Table:
    parts = {
        "category": lambda found: _savings(found, "Cost category", found.by_category),
        "function": lambda found: _savings(found, "Function", found.by_function),
        "site": lambda found: _savings(found, "Site", found.by_site),
        "mode": lambda found: _savings(found, "Mode", found.by_mode),
        "year": _savings_by_year,
        "unit": _units,
        "made of": _made_of,
        "finance": _finance,
        "npv profile": _profile,
    }
    return part_of(parts, answer, part)


def _sides(answer: Comparison, heading: str, form: str = "money") -> tuple[Column, ...]:
    unit = answer.currency
    names = (f"{spoken(answer.against)} ({unit})", f"{spoken(answer.scenario)} ({unit})", f"saving ({unit})")
    return Column(heading), *(Column(name, form) for name in names)


def _savings(answer: Comparison, heading: str, rows: tuple[GroupSaving, ...]) -> Table:
    return with_total(_sides(answer, heading), [(row.name, row.against, row.scenario, row.saving) for row in rows])


def _savings_by_year(answer: Comparison) -> Table:
    unit = answer.currency
    columns = (
        Column(sentence(answer.year_in_words)),
        Column(f"saving ({unit})", "money"),
        Column(f"recurring ({unit})", "money"),
        Column(f"one-off ({unit})", "money"),
    )
    return with_total(columns, [(row.name, row.saving, row.recurring, row.one_off) for row in answer.by_year])


def _units(answer: Comparison) -> Table:
    rows = tuple(
        (f"{before.work}, a {before.unit}", before.cost_per_unit, after.cost_per_unit, _less(before.cost_per_unit, after.cost_per_unit))
        for before, after in answer.by_unit
    )
    return Table(_sides(answer, "Cost of a unit of work", "cents"), rows)


def _less(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else before - after


def _made_of(answer: Comparison) -> Table:
    parts = (
        ("one-off cost over the plan", answer.one_off),
        ("recurring cost over the plan", answer.recurring),
        ("recurring cost a year, as at the end (run rate)", answer.run_rate_per_year),
        ("committed after the plan", answer.committed_after_horizon),
        ("of the cost, for seats nobody needs (stranded)", answer.stranded),
    )
    columns = _sides(answer, "What the saving is made of")
    return Table(columns, tuple((name, part.against, part.scenario, part.saving) for name, part in parts))


def _finance(answer: Comparison) -> Table:
    return Table((Column("Finance figures"), Column(_terms(answer.worth))), tuple(_figures(answer)))


def _terms(found: Worth) -> str:
    """The terms on which the figures are worked out."""
    rate = f"{percent(found.discount_rate_per_year)} a year, {WHEN[found.discounting]}"
    tax = f"; after tax of {percent(found.tax_share)}" if found.tax_share else ""
    return f"at {rate}{tax}" + (f"; in prices of {found.prices_of} by {spoken(found.index)}" if found.index else "")


def _figures(answer: Comparison) -> Iterator[tuple[str, str]]:
    found, unit = answer.worth, answer.currency
    yield "saving at present value (NPV)", money(found.npv, unit)
    yield "the same by the day (XNPV)", money(found.npv_by_days, unit)
    yield "internal rate of return (IRR)", found.irr_in_words
    if found.irrs_by_days_per_year:
        yield "the same by the day (XIRR)", ", ".join(map(percent, found.irrs_by_days_per_year)) + " a year"
    if found.mirr_per_year is not None:
        yield "modified, put out at the discount rate (MIRR)", f"{percent(found.mirr_per_year)} a year"
    yield "payback", _month(found.payback_months)
    yield "payback at present value", _month(found.discounted_payback_months)
    yield "equivalent annual cost", _instead(found.equivalent_annual_cost, unit)
    if answer.cost_per_fte_per_year:
        yield "cost of a full-time equivalent a year", _instead(answer.cost_per_fte_per_year, unit)
    if answer.cost_per_head_per_year:
        yield "cost of each of our own heads a year", _instead(answer.cost_per_head_per_year, unit)
    if found.profitability_index is not None:
        yield f"saved for each {unit} 1 paid, at present value", exact(found.profitability_index)
    if found.accounting_rate_of_return is not None:
        yield "recurring saving a year over one-off cost", percent(found.accounting_rate_of_return)
    if found.tax_share:
        yield "tax on the saving, at once, with no allowances", money(found.tax, unit)


def _month(months: int | None) -> str:
    return "not within the plan" if months is None else "from the first month" if months == 1 else f"from month {months}"


def _instead(part: Part, unit: str) -> str:
    return f"{money(part.scenario, unit)} instead of {whole(part.against)}"


def _profile(answer: Comparison) -> Table:
    columns = (Column("Discount rate a year", "share"), Column(f"saving at present value ({answer.currency})", "money"))
    return Table(columns, answer.worth.profile)


@chart.register(Comparison)
def _(answer: Comparison, part: str = "") -> plotly.graph_objects.Figure:
    if part == "over time":
        return over_time([answer], answer.currency)
    return {"by year": _by_year, "npv profile": _by_rate}.get(part, _by_category)(answer)


def _by_category(answer: Comparison) -> plotly.graph_objects.Figure:
    """What each cost category adds or saves, and all of it together."""
    moved = sorted((row for row in answer.by_category if abs(row.saving) >= 0.5), key=lambda row: -row.saving)
    return waterfall([(row.name, row.saving) for row in moved], answer.saving, _message(answer), answer.currency)


def _message(answer: Comparison) -> str:
    name, other = spoken(answer.scenario), spoken(answer.against)
    if name == other:
        return "there is no change to look at"
    if not round(answer.saving, 2):
        return f"{name} costs the same as {other}"
    amount, cheaper = money(abs(answer.saving), answer.currency), answer.saving > 0
    most = (max if cheaper else min)(answer.by_category, key=lambda row: row.saving).name
    said = f"{name} saves {amount} against {other}" if cheaper else f"{name} costs {amount} more than {other}"
    return f"{said}, above all in {most}"


def _by_year(answer: Comparison) -> plotly.graph_objects.Figure:
    """The saving of each fiscal year, stacked by category, with the year's whole as a mark."""
    import plotly.graph_objects as go

    moved = sorted((row for row in answer.by_category if abs(row.saving) >= 0.5), key=lambda row: -abs(row.saving))
    names = [row.name for row in moved]
    cells = tuple(cell for cell in answer.by_year_and_category if cell[1] in names)
    bars = [
        go.Bar(
            name=label(name),
            x=list(by_year),
            y=list(by_year.values()),
            marker={"color": OTHER} if name == REST else mark_of(name, names),
            hovertemplate=f"{label(name)}, %{{x}}<br>saving %{{y:,.0f}} {answer.currency}<extra></extra>",
        )
        for name, by_year in stacks(names, cells).items()
    ]
    in_all = go.Scatter(
        name="saving in all",
        x=[row.name for row in answer.by_year],
        y=[row.saving for row in answer.by_year],
        mode="markers",
        marker={"symbol": "diamond", "size": 11, "color": INK, "line": {"width": 2, "color": "white"}},
        hovertemplate=f"in all, %{{x}}<br>saving %{{y:,.0f}} {answer.currency}<extra></extra>",
    )
    drawn = figure([*bars, in_all], _of_years(answer), barmode="relative", showlegend=True)
    drawn.update_yaxes(
        title_text=f"saving in the {answer.year_in_words} ({answer.currency});<br>below 0 costs more", zeroline=True, zerolinecolor=LEVEL
    )
    drawn.update_xaxes(type="category", categoryorder="array", categoryarray=[row.name for row in answer.by_year])
    return drawn


def _of_years(answer: Comparison) -> str:
    name, years = spoken(answer.scenario), answer.by_year
    better = [row for row in years if round(row.saving, 2) > 0]
    if not better:
        return f"{name} saves in no year"
    most = max(years, key=lambda row: row.saving)
    when = "in every year" if len(better) == len(years) else f"in {len(better)} of {len(years)} years"
    return f"{name} saves {when}, most in {most.name}: {money(most.saving, answer.currency)}"


def _by_rate(answer: Comparison) -> plotly.graph_objects.Figure:
    """The saving at present value at each discount rate, with the rates at which it is worth nothing, and the plan's, marked."""
    import plotly.graph_objects as go

    found = answer.worth
    rates, worths = zip(*found.profile, strict=True)
    shown = [rate for rate in found.irrs_per_year if rates[0] <= rate <= rates[-1]]
    line = go.Scatter(
        name="saving at present value", x=rates, y=worths, mode="lines", line={"color": PALETTE[0], "width": 3},
        hovertemplate=f"at %{{x:.2%}} a year<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
    )
    marks = [
        go.Scatter(
            name="worth nothing (IRR)", x=shown, y=[0.0] * len(shown), mode="markers",
            marker={"size": 12, "symbol": "circle-open", "color": PALETTE[5], "line": {"width": 3}},
            hovertemplate="worth nothing at %{x:.2%} a year<extra></extra>",
        ),
        go.Scatter(
            name="at the plan's rate", x=[found.discount_rate_per_year], y=[found.npv], mode="markers",
            marker={"size": 11, "symbol": "diamond", "color": INK},
            hovertemplate=f"at the plan's rate, %{{x:.2%}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
        ),
    ]
    drawn = figure([line, *(mark for mark in marks if mark.x)], _of_rates(answer), showlegend=True)
    drawn.update_xaxes(title_text="discount rate a year", tickformat=".0%")
    drawn.update_yaxes(title_text=f"saving at present value ({answer.currency})", zeroline=True, zerolinecolor=LEVEL, zerolinewidth=2)
    drawn.update_layout(legend={"y": -0.3})
    return drawn


def _of_rates(answer: Comparison) -> str:
    found, name = answer.worth, spoken(answer.scenario)
    if len(found.irrs_per_year) > 1:
        return f"{name} is worth nothing at {len(found.irrs_per_year)} different rates, so no rate of return decides"
    if found.irrs_per_year:
        return f"{name} is worth nothing only at {percent(found.irrs_per_year[0])} a year"
    always = "more than" if found.npv > 0 else "less than" if found.npv < 0 else "neither more nor less than"
    return f"{name} is worth {always} {spoken(answer.against)} at every rate"
