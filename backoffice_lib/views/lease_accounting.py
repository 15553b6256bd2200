"""Leases in the books, as tables and charts: lease by lease, by year and month, what is owed when, and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice_lib.analyses.lease_accounting import STANDARDS, LeaseAccounting, LeasesInMonth
from backoffice_lib.basics.money import counted, money, whole
from backoffice_lib.ledger.lease_schedule import Schedule
from backoffice_lib.views.charts import chart
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total
from backoffice_lib.views.theme import LEVEL, LINES, PALETTE, figure

if TYPE_CHECKING:
    import plotly.graph_objects

_LIABILITY = {
    "liability_opening": "owed before",
    "liability_measured": "new or measured anew",
    "interest": "interest",
    "paid": "paid",
    "liability_closing": "owed after",
}
_ASSETS = {
    "asset_opening": "right-of-use assets before",
    "asset_measured": "new or measured anew",
    "depreciation": "written off",
    "asset_closing": "right-of-use assets after",
    "provision_closing": "provision for restoration after",
}
_DEBT_AND_ASSETS = {
    **_LIABILITY,
    "liability_measured": "debt new or measured anew",
    **_ASSETS,
    "asset_measured": "assets new or measured anew",
}
_COST = {
    "cost": "cost in the profit and loss account",
    "rent_paid": "rent and penalties paid",
    "restored": "restoration paid",
}
_INCENTIVES = {"incentives": "incentives received"}


@table.register(LeaseAccounting)
def _(answer: LeaseAccounting, part: str = "") -> Table:
    parts = {
        "leases": _leases,
        "liability": lambda one: _years(one, _LIABILITY),
        "assets": lambda one: _years(one, _ASSETS),
        "cost": lambda one: _years(one, _COST | _incentives(one)),
        "months": _months,
        "owed": _owed,
        "entries": _entries,
        "notes": _notes,
    }
    return part_of(parts, answer, part)


@table.register(Schedule)
def _(answer: Schedule, part: str = "") -> Table:
    """The schedule of one lease, month by month and to the cent, in its own currency."""
    return part_of({"months": _schedule}, answer, part)


def _schedule(answer: Schedule) -> Table:
    headings = {**_DEBT_AND_ASSETS, "cost": "cost", "variable": "variable rent", "gain": "gain"}
    columns = (Column("Month"), *(Column(heading, "cents") for heading in headings.values()))
    return Table(columns, tuple((str(row.month), *(getattr(row, field) for field in headings)) for row in answer.months))


def _leases(answer: LeaseAccounting) -> Table:
    unit = answer.currency
    columns = (
        Column("Lease"),
        Column("accounted for"),
        Column("from"),
        Column("to"),
        Column(f"liability at first ({unit})", "money"),
        Column(f"right-of-use asset at first ({unit})", "money"),
        Column(f"cost over the plan ({unit})", "money"),
        Column(f"rent and penalties paid ({unit})", "money"),
        Column(f"owed at the end ({unit})", "money"),
    )
    return with_total(columns, [_lease_row(answer, at) for at in range(len(answer.leases))]) if answer.leases else Table(columns, ())


def _lease_row(answer: LeaseAccounting, at: int) -> tuple:
    lease, last = answer.leases[at], answer.months[-1][0]
    made = lease.schedule
    within = [row for row in made.months if str(row.month) <= last]
    end = next((change.end for change in reversed(made.changes) if change.end), made.terms.end)
    at_first = (made.liability, made.asset) if lease.on_balance_sheet else (0.0, 0.0)
    owed = within[-1].liability_closing if lease.on_balance_sheet else 0.0
    sums = (sum(row.in_profit for row in within), sum(row.paid + row.variable for row in within))
    return lease.lease, lease.treatment, str(made.terms.start), str(end), *at_first, *sums, owed


def _years(answer: LeaseAccounting, headings: dict[str, str]) -> Table:
    return _periods(answer, answer.year_in_words.capitalize(), [(str(year), row) for year, row in answer.years], headings)


def _months(answer: LeaseAccounting) -> Table:
    return _periods(answer, "Month", list(answer.months), {**_DEBT_AND_ASSETS, **_COST, **_incentives(answer)})


def _incentives(answer: LeaseAccounting) -> dict[str, str]:
    """A column of its own where a landlord pays anything."""
    return _INCENTIVES if any(row.incentives for _, row in answer.months) else {}


def _periods(answer: LeaseAccounting, first: str, rows: list[tuple[str, LeasesInMonth]], headings: dict[str, str]) -> Table:
    columns = tuple(Column(f"{heading} ({answer.currency})", "money") for heading in headings.values())
    return Table((Column(first), *columns), tuple((name, *(getattr(row, field) for field in headings)) for name, row in rows))


def _owed(answer: LeaseAccounting) -> Table:
    """What is owed by year, then how it becomes the liability."""
    owed = answer.maturity
    when = f"after {answer.as_at}" if answer.as_at else "on the first day"
    columns = (Column(f"Due in the {answer.year_in_words}"), Column(f"undiscounted, {when} ({answer.currency})", "money"))
    rows = [(str(year), amount) for year, amount in owed.by_year]
    last = [("all of it", owed.undiscounted), ("less interest to come", 0.0 - owed.interest), ("liability", owed.liability)]
    return Table(columns, (*rows, *last), total=True)


def _entries(answer: LeaseAccounting) -> Table:
    unit = answer.currency
    names = (Column("Month"), Column("lease"), Column("what"), Column("account"))
    columns = (*names, Column(f"debit ({unit})", "cents"), Column(f"credit ({unit})", "cents"))
    rows = sorted(answer.entries, key=lambda pair: pair[1].month)
    return Table(columns, tuple((str(one.month), lease, one.what, one.account, one.debit, one.credit) for lease, one in rows))


def _notes(answer: LeaseAccounting) -> Table:
    return Table((Column("Taken for granted"),), tuple((note,) for note in answer.notes or ("nothing was noted",)))


@chart.register(LeaseAccounting)
def _(answer: LeaseAccounting, part: str = "") -> plotly.graph_objects.Figure:
    return {"cost": _cost_and_cash, "owed": _owed_by_year}.get(part, _balances)(answer)


def _balances(answer: LeaseAccounting) -> plotly.graph_objects.Figure:
    """What is owed, and what the right to use the space is worth in the books, at the end of each month."""
    import plotly.graph_objects as go

    months = [month for month, _ in answer.months]
    lines = [
        go.Scatter(
            name=name,
            x=months,
            y=[getattr(row, field) for _, row in answer.months],
            mode="lines",
            line=LINES[at],
            hovertemplate=f"{name}, end of %{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
        )
        for at, (name, field) in enumerate((("lease liability", "liability_closing"), ("right-of-use assets", "asset_closing")))
    ]
    drawn = figure(lines, _balance_title(answer), showlegend=True)
    drawn.update_layout(legend_y=-0.22)
    drawn.update_xaxes(type="category", nticks=8)
    drawn.update_yaxes(title_text=f"at the end of the month ({answer.currency})", rangemode="tozero", zeroline=True, zerolinecolor=LEVEL)
    return drawn


def _balance_title(answer: LeaseAccounting) -> str:
    if not any(row.liability_closing or row.liability_measured for _, row in answer.months):
        return f"under {STANDARDS[answer.standard]} no lease is on the balance sheet"
    last, row = answer.months[-1]
    opening = f"leases put {money(answer.liability, answer.currency)} of debt on the balance sheet"
    return f"{opening}; {whole(row.liability_closing)} is owed at the end of {last}"


def _cost_and_cash(answer: LeaseAccounting) -> plotly.graph_objects.Figure:
    """What leases cost in each year, beside what is paid for them."""
    import plotly.graph_objects as go

    years = [str(year) for year, _ in answer.years]
    bars = [
        go.Bar(
            name=name,
            x=years,
            y=[getattr(row, field) for _, row in answer.years],
            marker={"color": colour},
            hovertemplate=f"{name}, %{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
        )
        for name, field, colour in (("cost in the profit and loss account", "cost", PALETTE[0]), ("rent and penalties paid", "rent_paid", PALETTE[1]))
    ]
    apart = answer.cost - answer.rent_paid
    more = f"{money(abs(apart), answer.currency)} {'more' if apart > 0 else 'less'} than is paid"
    title = f"over {counted(len(answer.months), 'month')} leases cost {more if abs(apart) >= 0.5 else 'what is paid'}"
    drawn = figure(bars, title, showlegend=True, barmode="group")
    drawn.update_xaxes(type="category")
    drawn.update_yaxes(title_text=f"in the {answer.year_in_words} ({answer.currency})", rangemode="tozero")
    return drawn


def _owed_by_year(answer: LeaseAccounting) -> plotly.graph_objects.Figure:
    """What is still to be paid, undiscounted, by the year in which it is due."""
    import plotly.graph_objects as go

    owed = answer.maturity
    bars = go.Bar(
        x=[str(year) for year, _ in owed.by_year],
        y=[amount for _, amount in owed.by_year],
        marker={"color": PALETTE[0]},
        hovertemplate=f"%{{x}}<br>%{{y:,.0f}} {answer.currency}<extra></extra>",
    )
    when = f"after {answer.as_at}" if answer.as_at else "on the first day"
    title = f"{when} {money(owed.undiscounted, answer.currency)} is still to be paid, a liability of {whole(owed.liability)}"
    drawn = figure([bars], title, showlegend=False)
    drawn.update_xaxes(type="category")
    drawn.update_yaxes(title_text=f"due in the {answer.year_in_words} ({answer.currency})", rangemode="tozero")
    return drawn
