"""Whether the ledger ties, as tables: the first month, the totals, what is not mapped, and the real books."""

from __future__ import annotations

from collections.abc import Iterable

from backoffice_lib.analyses.reconcile import Reconciliation, Tied
from backoffice_lib.basics.money import spoken
from backoffice_lib.views.tables import Column, Table, part_of, table, with_total


@table.register(Reconciliation)
def _(answer: Reconciliation, part: str = "") -> Table:
    parts = {"first month": _first_month, "totals": _totals, "not mapped": _not_mapped, "books": _books, "notes": _notes}
    return part_of(parts, answer, part)


def _first_month(answer: Reconciliation) -> Table:
    changed = answer.scenario != "today"
    unit, name = answer.currency, spoken(answer.scenario)
    columns = (
        Column("Cost"),
        Column("worked out from the inputs as"),
        Column(f"inputs ({unit})", "money"),
        *[Column(f"{name} changes ({unit})", "money")] * changed,
        Column(f"ledger ({unit})", "money"),
        Column("does it tie?"),
    )
    return Table(columns, tuple(_row(tied, changed) for tied in answer.first_month))


def _totals(answer: Reconciliation) -> Table:
    unit = answer.currency
    columns = (
        Column("Total over the plan"),
        Column("also worked out as"),
        Column(f"worked out ({unit})", "money"),
        Column(f"ledger ({unit})", "money"),
        Column("does it tie?"),
    )
    return Table(columns, tuple(_row(tied, False) for tied in answer.totals))


def _row(tied: Tied, changed: bool) -> tuple:
    verdict = "to the cent" if tied.ties else f"no, {tied.difference:+,.2f}"
    return tied.what, tied.worked_out, tied.inputs, *[tied.scenario] * changed, tied.ledger, verdict


def _not_mapped(answer: Reconciliation) -> Table:
    if answer.mapped is None:
        return Table((Column("Not mapped"),), (("every cost: the plan has no accounts.csv",),))
    columns = [Column("Not mapped"), Column("function"), Column("team"), Column("site"), Column(f"cost ({answer.currency})", "money")]
    rows: Iterable[tuple] = [(cost.category, cost.function, cost.team, cost.site, cost.amount) for cost in answer.not_mapped]
    return with_total(columns, list(rows)) if answer.not_mapped else Table(tuple(columns), ())


def _books(answer: Reconciliation) -> Table:
    if not answer.books:
        return Table((Column("The real books"),), (("not given: plan.yaml has no general_ledger",),))
    unit, year = answer.currency, answer.books_year
    columns = (
        Column(f"Cost of {year}"),
        Column(f"books ({unit})", "money"),
        Column(f"plan ({unit})", "money"),
        Column(f"books less plan ({unit})", "money"),
    )
    return Table(columns, tuple((row.category, row.books, row.plan, row.difference) for row in answer.books), total=True)


def _notes(answer: Reconciliation) -> Table:
    return Table((Column("Left out"),), tuple((note,) for note in answer.notes))
