"""What `why` is asked of leases in the books: a balance, interest, depreciation, cost … of a month, of one lease or of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backoffice_lib.analyses._questions import Asked, Question, Traced
from backoffice_lib.analyses._rows import Book
from backoffice_lib.analyses._tree import added, to_the_cent
from backoffice_lib.analyses._why_leases import FIGURES, OF_ALL, Account
from backoffice_lib.analyses.lease_accounting import STANDARDS, LeaseAccount, LeaseAccounting, lease_accounting
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.basics.money import sentence, spoken
from backoffice_lib.basics.months import Month

CHOICES = ("standard", "classification", "compounding")


def _trace(asked: Asked) -> Traced:
    figure, plan = asked.get("figure") or "liability_closing", asked.ledger.plan
    if figure not in FIGURES:
        near = nearest(figure, FIGURES)
        raise refuse("why: figure", f'"{figure}" is no figure of leases in the books', choice("use", near, FIGURES), near)
    lease, month = asked.get("lease"), Month.of(asked.get("month") or str(plan.start))
    if lease and lease not in plan.names("lease"):
        near = nearest(lease, plan.names("lease"))
        raise refuse("why: lease", f'"{lease}" is not a lease of the plan', choice("it has", near, plan.names("lease") or ["none"]), near)
    answer = lease_accounting(asked.ledger, **{name: asked.get(name) for name in CHOICES if asked.get(name)})
    return traced(answer, asked.book, figure, month, lease)


def traced(answer: LeaseAccounting, book: Book, figure: str, month: Month, lease: str = "") -> Traced:
    """A figure of the leases in the books, of one lease or of all; of one, it is the sum of what its schedules have."""
    accounts = list(_open(answer.leases, figure, month, lease))
    nodes = [FIGURES[figure](Account(book, account, month)) for account in accounts]
    of_all = [node if len(nodes) == 1 else replace(node, label=f"{account.lease}: {node.label}") for node, account in zip(nodes, accounts, strict=True)]
    tree = added(f"{month}/leases", spoken(figure), answer.currency, of_all)
    known = getattr(dict(answer.months)[str(month)], figure)
    value = known if not lease else round(sum(node.value for node in nodes), 2) + 0.0
    title = f"{sentence(spoken(figure))} of {f'lease {lease}' if lease else 'all leases'} in {month}, {STANDARDS[answer.standard]}"
    note = "" if nodes else "No lease is in the books there."
    return Traced(title, value, to_the_cent(value, tree, id=f"{month}/figure"), note, by_initiative=False)


LEASE = Question(
    "lease", "a balance, interest, depreciation or cost of leases in the books", ("figure", "lease", "month", *CHOICES), _trace
)


def _open(leases: tuple[LeaseAccount, ...], figure: str, month: Month, lease: str) -> Iterator[LeaseAccount]:
    """The leases that count for a figure and have the month in their schedule."""
    for one in leases:
        inside = 0 <= month - one.schedule.terms.start < len(one.schedule.months)
        if inside and lease in ("", one.lease) and (one.on_balance_sheet or figure in OF_ALL):
            yield one
