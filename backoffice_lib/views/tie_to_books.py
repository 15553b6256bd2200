"""Books and ledger side by side by account and cost centre, as tables: what ties, which months do not, and the factors."""

from __future__ import annotations

from backoffice_lib.analyses.tie_to_books import BooksTied
from backoffice_lib.views.tables import Column, Table, part_of, table


@table.register(BooksTied)
def _(answer: BooksTied, part: str = "") -> Table:
    return part_of({"accounts": _accounts, "months": _months, "factors": _factors}, answer, part)


def _named(answer: BooksTied) -> list[Column]:
    return [Column(answer.grain.by.capitalize()), *[Column("cost centre")] * answer.grain.by_cost_centre]


def _names(answer: BooksTied, account: str, cost_centre: str) -> tuple[str, ...]:
    return (account, cost_centre) if answer.grain.by_cost_centre else (account,)


def _accounts(answer: BooksTied) -> Table:
    unit = answer.currency
    columns = (
        *_named(answer),
        Column(f"books ({unit})", "money"),
        Column(f"ledger ({unit})", "money"),
        Column(f"books less ledger ({unit})", "money"),
        Column(f"ties within {answer.tolerance_share:.2%} of the books?"),
        Column("months apart", "count"),
    )
    rows = [
        (*_names(answer, row.account, row.cost_centre), row.books, row.ledger, row.difference, "yes" if row.ties else _why(row.stands_in), len(row.months_apart))
        for row in answer.rows
    ]
    if rows:
        sums = [round(sum(getattr(row, name) for row in answer.rows), 2) for name in ("books", "ledger", "difference")]
        rows.append((*_names(answer, "total", ""), *sums, "", None))
    return Table(columns, tuple(rows), total=bool(rows))


def _why(stands_in: str) -> str:
    return "no" if stands_in == "both" else f"no, only in the {stands_in}"


def _months(answer: BooksTied) -> Table:
    """The months that do not tie, those of accounts that tie over all months among them."""
    unit = answer.currency
    money = (Column(f"books ({unit})", "money"), Column(f"ledger ({unit})", "money"), Column(f"books less ledger ({unit})", "money"))
    rows = [
        (*_names(answer, row.account, row.cost_centre), one.month, one.books, one.ledger, round(one.books - one.ledger, 2))
        for row in answer.rows
        for one in row.months_apart
    ]
    return Table((*_named(answer), Column("month"), *money), tuple(rows))


def _factors(answer: BooksTied) -> Table:
    """By what each account would be, or was, multiplied; what only one side has cannot be."""
    rows = [
        (*_names(answer, row.account, row.cost_centre), f"books {row.name}" if row.factor else "", row.factor, "" if row.factor else f"only in the {row.stands_in}: stays as it is")
        for row in answer.rows
    ]
    return Table((*_named(answer), Column("name in the ledger"), Column("factor", "figure"), Column("why not")), tuple(rows))
