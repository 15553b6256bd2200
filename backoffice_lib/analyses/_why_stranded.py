"""Why so much is paid for seats that nobody needs: what is paid for the space of a site, by the share of its seats beyond those needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backoffice_lib.analyses._questions import WHEN, Asked, Question, Traced
from backoffice_lib.analyses._rows import Book, cell
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_rows import briefly, costs, inputs_behind
from backoffice_lib.analyses._why_seats import held, needed, spare
from backoffice_lib.analyses.stranded import SPACE, stranded
from backoffice_lib.basics.errors import refuse


def _trace(asked: Asked) -> Traced:
    book, plan, months = asked.book, asked.ledger.plan, asked.months
    sites = [asked.get("site")] if asked.get("site") else list(plan.names("site"))
    if not sites:
        raise refuse("why: stranded", "the plan has no site", "give the sites in sites.csv")
    tree = added("stranded", "paid for seats that nobody needs", plan.currency, [_of_site(book, site, months) for site in sites])
    every = [_paid_for_none(book, site, month) for site in sites for month in months]
    values = [round(sum(of_run), 2) + 0.0 for of_run in zip(*every, strict=True)]
    answer = stranded(asked.ledger)
    figure = round(tree.value, 2) + 0.0
    if not asked.get("month") and not asked.get("year"):
        figure = round(sum(row.cost for row in answer.by_site if row.site in sites), 2)
    title = f"Paid for seats that nobody needs {asked.when}{asked.named}"
    note = "" if tree.value else "Every seat that is paid for is needed."
    return Traced(title, figure, to_the_cent(figure, tree, id="stranded/figure", changes=book.changes(values)), note)


STRANDED = Question("stranded", "what is paid for seats that nobody needs", (*WHEN, "site"), _trace)


def _of_site(book: Book, site: str, months: tuple[int, ...]) -> Node:
    there = [month for month in months if _paid_for_none(book, site, month)[-1]]
    each = [_of_month(book, site, month) if len(months) == 1 else _briefly(book, site, month) for month in there]
    behind = tuple(_inputs(book, site, there[-1])) if there and len(months) > 1 else ()
    return added(f"stranded/{site}", site, book.ledger.plan.currency, each, of=(("site", site),), behind=behind)


def _inputs(book: Book, site: str, month: int) -> Iterator[Node]:
    """What the months of a site follow from, as it is in the last: seats held and needed, and the inputs of what is paid."""
    id = f"stranded/{site}/inputs"
    yield from (held(book, site, month, f"{id}/held"), needed(book, site, month, f"{id}/needed"))
    rows = book.spent([row for category in SPACE for row in book.rows({"category": category, "site": site})], (month,))
    for row in rows:
        yield from inputs_behind(book, row, month, f"{id}/{book.names[row]}")


def _briefly(book: Book, site: str, month: int) -> Node:
    """A month of many: what is paid row by row, the seats by their number."""
    id, unit, run = f"stranded/{site}/{book.months[month]}", book.ledger.plan.currency, book.runs[-1]
    rows = book.spent([row for category in SPACE for row in book.rows({"category": category, "site": site})], (month,))
    paid = added(f"{id}/paid", "paid for space", unit, [replace(briefly(book, row, month, f"{id}/paid/{book.names[row]}"), label=book.names[row].replace("/", ", ")) for row in rows])
    at, operations = book.ledger.plan.names("site").index(site), run.ledger.operations
    seats, needed = (
        Node(f"{id}/{name}", f"seats {name}", cell(values, month, at, run.draw), "seats")
        for name, values in (("held", operations.space.seats_held), ("needed", operations.attendance.seats_needed))
    )
    spare_seats = made("difference", f"{id}/spare", "seats that nobody needs", "seats", (seats, needed))
    share = made("quotient", f"{id}/share", "share of the seats held", "share", (spare_seats, replace(seats, id=f"{id}/of")))
    return made("product", id, book.months[month], unit, (paid, share))


def _of_month(book: Book, site: str, month: int) -> Node:
    """What is paid for the space of a site in a month, by the share of its seats that nobody needs."""
    id = f"stranded/{site}/{book.months[month]}"
    unit = book.ledger.plan.currency
    paid = added(f"{id}/paid", "paid for space", unit, [
        costs(book, {"category": category, "site": site}, (month,), f"{id}/paid/{category}") for category in SPACE
    ])
    beyond = spare(book, site, month, (f"{id}/spare", "seats that nobody needs", "seats"))
    share = made("quotient", f"{id}/share", "share of the seats held", "share", (beyond, held(book, site, month, f"{id}/held")))
    return made("product", id, book.months[month], unit, (paid, share))


def _paid_for_none(book: Book, site: str, month: int) -> list[float]:
    """The same of each run, from the ledgers."""
    at, found = book.ledger.plan.names("site").index(site), []
    rows = [row for category in SPACE for row in book.rows({"category": category, "site": site})]
    for run, paid in zip(book.runs, book.amount_by_run(rows, (month,)), strict=True):
        held, needed = run.ledger.operations.space.seats_held, run.ledger.operations.attendance.seats_needed
        seats, used = (cell(values, month, at, run.draw) for values in (held, needed))
        found.append(paid * max(seats - used, 0.0) / seats if seats else 0.0)
    return found
