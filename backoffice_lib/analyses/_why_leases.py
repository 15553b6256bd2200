"""Why a lease is in the books with what it is: opening, interest and payments; and a liability as its payments, discounted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from backoffice_lib.analyses._lease_of_plan import LeaseAccount
from backoffice_lib.analyses._rows import Book, Row, alike, cell
from backoffice_lib.analyses._tree import Node, added, made, to_the_cent
from backoffice_lib.analyses._why_inputs import driver_node, given, inputs_of
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger.lease_payments import Payment, rate_per_month
from backoffice_lib.ledger.lease_schedule import LeaseMonth
from backoffice_lib.ledger.lease_terms import BORROWING_RATE, Change, Use

HELD_BY = ("term_left_months", "broken_share")
FOLLOWS = dict.fromkeys(("provision_opening", "provision_measured", "unwinding", "restored"), ("restoration_cost", *HELD_BY)) | {"other_paid": ("incentive",)}
"""The drivers that a movement of a schedule follows from; of others, where the rent is written."""
CENTS = 0.021
"""So far may a figure be from what is worked out here, since every balance is rounded by itself."""


@dataclass(frozen=True)
class Account:
    """A lease in the books in one month, with the ledger its payments come from. rate: the one asked for, or that of the plan."""

    book: Book
    account: LeaseAccount
    month: Month

    @cached_property
    def row(self) -> LeaseMonth:
        """The month of its schedule."""
        return self.account.schedule.of(self.month)

    @cached_property
    def rent(self) -> Row | None:
        """The row of the ledger that is its rent."""
        rows = self.book.rows({"category": "rent", "item": self.account.lease})
        return rows[0] if rows else None

    @property
    def id(self) -> str:
        """The beginning of the ids of its figures."""
        return f"{self.month}/{self.account.lease}/{self.account.schedule.terms.start}"

    @property
    def unit(self) -> str:
        """The currency of the plan."""
        return self.book.ledger.plan.currency

    @property
    def is_first(self) -> bool:
        """Whether it is the first month."""
        return self.month == self.account.schedule.terms.start

    def changes_until(self, month: Month) -> list[Change]:
        """What has been measured anew by the end of a month."""
        schedule = self.account.schedule
        return [one for one in schedule.changes if one.month <= month and (schedule.basis == "ifrs16" or one.kind != "index")]

    def rate(self, month: Month) -> float:
        """The rate a year in force at the end of a month."""
        given = [one.rate_per_year for one in self.changes_until(month) if one.rate_per_year is not None]
        return given[-1] if given else self.account.schedule.terms.rate_per_year

    def leaf(self, field: str, label: str) -> Node:
        """A movement of the month as the schedule has it, and what it follows from."""
        id, value = f"{self.id}/{field}", getattr(self.row, field)
        if not value:
            return Node(id, label, value, self.unit)
        behind = self.drivers(FOLLOWS[field], id) if field in FOLLOWS else _inputs(self, _as_at(self), id)
        return Node(id, label, value, self.unit, behind=behind)

    def drivers(self, names: Sequence[str], id: str) -> tuple[Node, ...]:
        """Some drivers of the lease in the month."""
        plan = self.book.ledger.plan
        month = min(max(self.month - plan.start, 0), plan.months - 1)
        return tuple(driver_node(self.book, name, self.account.lease, month, f"{id}/{name}") for name in names)

    def fitted(self, field: str, exact: Node) -> Node:
        """A figure of the schedule as it is worked out; where more goes on than is known here, the working stands behind it."""
        figure = getattr(self.row, field)
        if abs(exact.value - figure) > CENTS:
            return Node(f"{self.id}/{field}", exact.label, figure, self.unit, behind=(exact,))
        return to_the_cent(figure, exact, id=f"{self.id}/{field}")


def rate_node(one: Account, month: Month, id: str) -> Node:
    """The rate a month, from that a year, with the assumption of the plan behind it."""
    plan, terms = one.book.ledger.plan, one.account.schedule.terms
    yearly = one.rate(month)
    record = next((each for each in plan.assumptions if each.assumption == BORROWING_RATE.name), None)
    field = "value" if record else "discount_rate_per_year"
    written = given(record or plan, field, f"{id}/rate a year", "share/year", yearly, BORROWING_RATE.name if record else field)
    if not alike(yearly, float(likely(getattr(record or plan, field)))):
        written = Node(f"{id}/rate a year", "rate asked for", yearly, "share/year")
    return Node(id, f"rate a month, compounded {terms.compounding}", rate_per_month(yearly, terms.compounding), "share/month", behind=(written,))


def owed(one: Account, on: Month, known: Month, id: str, label: str) -> Node:
    """What the payments from a month on are worth at its beginning, as they are known at the end of another."""
    schedule = one.account.schedule
    due = [payment for payment in schedule.measured_by(known) if payment.month >= on]
    changes = one.changes_until(known)
    as_at = changes[-1].month if changes else schedule.terms.start
    each = [
        made("discounted", f"{id}/{at:04d}", f"due {payment.month}{', on its last day' if payment.at_end else ''}", one.unit, (
            _payment(one, payment, as_at, f"{id}/{at:04d}/payment"),
            replace(rate_node(one, known, f"{id}/{at:04d}/rate"), behind=()),
            Node(f"{id}/{at:04d}/months", "months until then", float(payment.day - on), "months"),
        ))
        for at, payment in enumerate(due)
    ]
    return added(id, label, one.unit, each, behind=(rate_node(one, known, f"{id}/rate"), *_inputs(one, as_at, id)))


def _inputs(one: Account, as_at: Month, id: str) -> tuple[Node, ...]:
    """Where the rent of the lease is written, and what its index is made of."""
    row, plan = one.rent, one.book.ledger.plan
    if not row:
        return ()
    posting, month = one.book.line(row).posting, as_at - plan.start
    names = (*posting.quantity_from, *posting.price_from)
    return tuple(inputs_of(one.book, row, names, month, f"{id}/inputs", posting.subjects.currencies[row.subject]))


def _payment(one: Account, payment: Payment, as_at: Month, id: str) -> Node:
    """A payment as space × rent × index, the index standing where it stood when the liability was measured; or as it is."""
    row, plan = one.rent, one.book.ledger.plan
    if row:
        posting, month = one.book.line(row).posting, min(payment.month - plan.start, plan.months - 1)
        stands = one.book.ledger.escalators.product(posting.indices[row.subject])[as_at - plan.start, 0]
        quantity, price = cell(posting.quantity, month, row.subject), cell(posting.price, month, row.subject)
        if alike(quantity * price * float(stands), payment.amount):
            index = Node(f"{id}/index", f"index as it stands in {as_at}", float(stands))
            space = Node(f"{id}/space", "space held", quantity, posting.unit)
            rent = Node(f"{id}/rent", "rent", price, f"{posting.subjects.currencies[row.subject]}/{posting.unit}")
            return made("product", id, "payment", one.unit, (space, rent, index))
    return Node(id, "payment", payment.amount, one.unit)


def liability_opening(one: Account) -> Node:
    """What is owed at the beginning of the month: the payments still due, discounted."""
    if one.is_first or one.account.schedule.basis == "exempt":
        return one.leaf("liability_opening", "owed at the beginning")
    return one.fitted("liability_opening", owed(one, one.month, one.month - 1, f"{one.id}/owed before", "owed at the beginning"))


def liability_measured(one: Account) -> Node:
    """What recognition, or another term or index, brings: the payments as they are known now, less as they were known before."""
    before = one.account.schedule.measured_by(one.month - 1)
    if not one.is_first and before == one.account.schedule.measured_by(one.month):
        return one.leaf("liability_measured", "measured anew")
    now = owed(one, one.month, one.month, f"{one.id}/owed now", "payments as they are known now")
    if one.is_first:
        return one.fitted("liability_measured", replace(now, label="recognised"))
    then = owed(one, one.month, one.month - 1, f"{one.id}/owed then", "payments as they were known before")
    return one.fitted("liability_measured", made("difference", f"{one.id}/measured", "measured anew", one.unit, (now, then)))


def interest(one: Account) -> Node:
    """The rate on what is owed once the payments of the first day are made."""
    due = [payment for payment in one.account.schedule.measured_by(one.month) if payment.month == one.month and not payment.at_end]
    each = [_payment(one, payment, _as_at(one), f"{one.id}/interest/paid/{at}") for at, payment in enumerate(due)]
    paid = added(f"{one.id}/interest/paid", "paid on the first day", one.unit, each, behind=_inputs(one, _as_at(one), f"{one.id}/interest/paid") if each else ())
    if one.account.schedule.basis == "exempt":
        return one.leaf("interest", "interest")
    on = owed(one, one.month, one.month, f"{one.id}/interest/owed", "owed on the first day")
    left = made("difference", f"{one.id}/interest/left", "owed after the first day", one.unit, (on, paid))
    exact = made("product", f"{one.id}/interest/exact", "interest", one.unit, (left, rate_node(one, one.month, f"{one.id}/interest/rate")))
    return one.fitted("interest", exact)


def paid(one: Account) -> Node:
    """What is paid in the month."""
    due = [payment for payment in one.account.schedule.measured_by(one.month) if payment.month == one.month]
    each = [_payment(one, payment, _as_at(one), f"{one.id}/paid/{at}") for at, payment in enumerate(due)]
    return one.fitted("paid", added(f"{one.id}/paid/exact", "paid", one.unit, each, behind=_inputs(one, _as_at(one), f"{one.id}/paid")))


def _as_at(one: Account) -> Month:
    changes = one.changes_until(one.month)
    return changes[-1].month if changes else one.account.schedule.terms.start


def liability_closing(one: Account) -> Node:
    """Owed at the beginning, measured anew, and interest, less what is paid."""
    if one.account.schedule.basis == "exempt":
        return one.leaf("liability_closing", "rent not yet paid")
    brought = [liability_opening(one), liability_measured(one), interest(one)]
    every = made("sum", f"{one.id}/closing/brought", "opening, measured anew and interest", one.unit, [node for node in brought if node.value] or brought[:1])
    return one.fitted("liability_closing", made("difference", f"{one.id}/closing", "owed at the end", one.unit, (every, paid(one))))


def asset_measured(one: Account) -> Node:
    """What the liability brings, with restoration, costs and rent paid before."""
    parts = {"provision_measured": "restoration", "other_paid": "costs less incentives", "prepaid": "rent paid before", "gain": "gain"}
    each = [liability_measured(one), *(one.leaf(field, label) for field, label in parts.items() if getattr(one.row, field))]
    return one.fitted("asset_measured", made("sum", f"{one.id}/asset/measured", "recognised or measured anew", one.unit, each))


def asset_opening(one: Account) -> Node:
    """All that was measured before, less what was written off."""
    earlier = [replace(one, month=row.month) for row in one.account.schedule.months if row.month < one.month]
    if not earlier:
        return one.leaf("asset_opening", "asset at the beginning")
    brought = [replace(asset_measured(each), label=f"measured in {each.month}") for each in earlier if each.row.asset_measured]
    gone = [replace(each.leaf("depreciation", str(each.month)), behind=()) for each in earlier if each.row.depreciation]
    sides = (added(f"{one.id}/asset/brought", "measured until then", one.unit, brought), added(f"{one.id}/asset/gone", "written off until then", one.unit, gone, behind=one.drivers(HELD_BY, f"{one.id}/asset/gone")))
    return one.fitted("asset_opening", made("difference", f"{one.id}/asset/opening", "asset at the beginning", one.unit, sides))


def depreciation(one: Account) -> Node:
    """The part of the asset that the month has of the space still held; of an operating lease the rest of an even cost."""
    schedule = one.account.schedule
    if schedule.basis == "operating":
        even = replace(one.leaf("cost", "even cost of the month"), id=f"{one.id}/even")
        return one.fitted("depreciation", made("difference", f"{one.id}/written off", "written off", one.unit, (even, interest(one))))
    used = next((change for change in reversed(schedule.changes) if change.month <= one.month and change.use), None)
    use = Use(used.month, used.use) if used else Use(schedule.terms.start, schedule.terms.use or (1.0,) * schedule.terms.months)
    asset = made("sum", f"{one.id}/written off/asset", "asset before", one.unit, (asset_opening(one), asset_measured(one)))
    shares = [Node(f"{one.id}/written off/{at} {label}", label, value, "months", behind=one.drivers(HELD_BY, f"{one.id}/written off/{at}")) for at, (label, value) in enumerate(
        (("space held in the month", use.of(one.month)), ("space held from then on", use.left(one.month)))
    )]
    part = made("quotient", f"{one.id}/written off/part", "part of the month", "share", shares)
    return one.fitted("depreciation", made("product", f"{one.id}/written off", "written off", one.unit, (asset, part)))


def asset_closing(one: Account) -> Node:
    """The asset at the beginning, what is measured anew, less what is written off."""
    every = made("sum", f"{one.id}/asset/every", "opening and measured anew", one.unit, (asset_opening(one), asset_measured(one)))
    return one.fitted("asset_closing", made("difference", f"{one.id}/asset", "asset at the end", one.unit, (every, depreciation(one))))


def provision_closing(one: Account) -> Node:
    """The provision at the beginning, what is measured anew and its interest, less what was restored."""
    fields = {"provision_opening": "provision at the beginning", "provision_measured": "measured anew", "unwinding": "its interest"}
    every = made("sum", f"{one.id}/provision/every", "opening, measured anew and interest", one.unit, [one.leaf(field, label) for field, label in fields.items()])
    exact = made("difference", f"{one.id}/provision", "provision for restoration", one.unit, (every, one.leaf("restored", "restored")))
    return one.fitted("provision_closing", exact)


def cost(one: Account) -> Node:
    """What is in the profit and loss account."""
    even = one.account.schedule.basis in ("operating", "exempt")
    parts = [one.leaf("cost", "even cost of the month")] if even else [interest(one), depreciation(one)]
    parts += [one.leaf(field, label) for field, label in (("unwinding", "interest on the provision"), ("variable", "variable rent")) if getattr(one.row, field)]
    every = made("sum", f"{one.id}/cost/every", "costs", one.unit, parts)
    return one.fitted("in_profit", made("difference", f"{one.id}/cost", "cost", one.unit, (every, one.leaf("gain", "gain"))))


def rent_paid(one: Account) -> Node:
    """What is paid, with what an index adds that the liability does not hold."""
    return made("sum", f"{one.id}/rent paid", "rent paid", one.unit, (paid(one), one.leaf("variable", "variable rent")))


FIGURES: dict[str, Callable[[Account], Node]] = {
    "liability_opening": liability_opening,
    "liability_measured": liability_measured,
    "interest": interest,
    "paid": paid,
    "liability_closing": liability_closing,
    "asset_opening": asset_opening,
    "asset_measured": asset_measured,
    "depreciation": depreciation,
    "asset_closing": asset_closing,
    "provision_closing": provision_closing,
    "cost": cost,
    "rent_paid": rent_paid,
}
OF_ALL = ("cost", "rent_paid")
"""Figures of every lease, those that are not on the balance sheet among them."""
