"""The schedule of a lease, month by month and to the cent: liability, right-of-use asset, provision and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.lease_payments import Payment, present_value, rate_per_month
from backoffice_lib.ledger.lease_terms import Change, Terms, check_changes

Basis = Literal["ifrs16", "operating", "finance", "exempt"]
"""How a lease is accounted for: under IFRS 16; under ASC 842 as operating or finance; or off the balance sheet, evenly."""


@dataclass(frozen=True)
class LeaseMonth:
    """One month of a lease, to the cent; every balance is its opening, its changes, and its closing.

    Liability: opening + measured + interest - paid = closing; of an exempt lease it is rent not yet paid, and cost stands for interest.
    Asset: opening + asset_measured - depreciation = closing. Provision for restoration: opening + provision_measured + unwinding -
    restored = closing. measured: what recognition, an index or a change of the lease brings. other_paid: costs paid less incentives received at the
    start. gain: positive is good. cost: of an operating or exempt lease, the even cost of the month; else depreciation and interest.
    variable: rent above what the liability holds.
    """

    month: Month
    liability_opening: float
    liability_measured: float
    interest: float
    paid: float
    liability_closing: float
    asset_opening: float
    asset_measured: float
    depreciation: float
    asset_closing: float
    provision_opening: float
    provision_measured: float
    unwinding: float
    restored: float
    provision_closing: float
    other_paid: float
    gain: float
    cost: float
    variable: float

    @property
    def in_profit(self) -> float:
        """All that the month costs, less gains."""
        return round(self.cost + self.unwinding + self.variable - self.gain, 2)


@dataclass(frozen=True)
class Schedule:
    """A lease accounted for from its first day until nothing is owed."""

    terms: Terms
    changes: tuple[Change, ...]
    basis: Basis
    months: tuple[LeaseMonth, ...]

    @property
    def liability(self) -> float:
        """The liability on the first day, before anything is paid."""
        return self.months[0].liability_measured

    @property
    def asset(self) -> float:
        """The right-of-use asset on the first day."""
        return self.months[0].asset_measured

    def of(self, month: Month) -> LeaseMonth:
        """One month of it. Raises IndexError for one outside it."""
        at = month - self.terms.start
        if at < 0:
            raise IndexError(str(month))
        return self.months[at]

    def measured_by(self, month: Month) -> tuple[Payment, ...]:
        """The payments that the liability is measured from at the end of a month, those of the past among them."""
        payments = self.terms.payments
        for change in self.changes:
            if change.month <= month and _remeasures(change, self.basis):
                payments = change.payments
        return payments


@dataclass(frozen=True)
class _Held:
    """Where a lease stands, unrounded: balances, and what is still in force."""

    liability: float
    asset: float
    provision: float
    end: Month
    rate: float
    measured: tuple[Payment, ...]
    due: tuple[Payment, ...]
    restoration: Payment | None
    gain: float = 0.0


def schedule(terms: Terms, changes: Sequence[Change] = (), basis: Basis = "ifrs16") -> Schedule:
    """A lease accounted for month by month, with its changes in order.

    Interest runs on what is owed after the payments of the first day. The asset is written off evenly; of an operating lease it is
    the balancing figure of an even cost. Under ASC 842 an index leaves the liability alone, and restoration is not part of the lease.
    Raises InputProblems. Source: IFRS 16 paragraphs 23 to 46; ASC 842-20-25, 30 and 35.
    """
    check_changes(terms, changes)
    at = {change.month: change for change in changes}
    held, rows = _recognised(terms, basis), []
    month, before = terms.start, None
    while month <= _last(held):
        opening = held if before else replace(held, liability=0.0, asset=0.0, provision=0.0)
        held = _changed(held, at[month], basis, terms.compounding) if month in at else held
        after = _after(held, month, basis)
        other = 0.0 if before else _cents(terms.initial_direct_costs) - _cents(terms.incentives_received)
        before = _row(month, (opening, held, after), basis, other if basis != "exempt" else 0.0, before)
        rows.append(before)
        held, month = after, month + 1
    return Schedule(terms, tuple(changes), basis, tuple(rows))


def _recognised(terms: Terms, basis: Basis) -> _Held:
    """The lease on its first day; an exempt one owes nothing yet, but what incentives left to be earned."""
    rate = rate_per_month(terms.rate_per_year, terms.compounding)
    rest = terms.restoration if basis == "ifrs16" else None
    held = _Held(0.0, 0.0, 0.0, terms.end, rate, terms.payments, terms.payments, rest)
    if basis == "exempt":
        # taken as rent that the landlord has paid back on the first day
        extra = Payment(terms.start, terms.initial_direct_costs - terms.incentives_received)
        return replace(held, measured=(extra, *terms.payments), due=(extra, *terms.payments))
    liability = present_value(terms.payments, terms.start, rate)
    provision = present_value([rest], terms.start, rate) if rest else 0.0
    asset = liability + terms.initial_direct_costs - terms.incentives_received + provision
    return replace(held, liability=liability, asset=asset, provision=provision)


def _last(held: _Held) -> Month:
    """The last month in which something happens."""
    return max(held.end, *(payment.month for payment in (*held.due, *held.measured, *filter(None, [held.restoration]))), held.end)


def _remeasures(change: Change, basis: Basis) -> bool:
    return basis == "ifrs16" or change.kind != "index"


def _changed(held: _Held, change: Change, basis: Basis, compounding: str) -> _Held:
    """The lease after a change; what an asset cannot take is a gain or loss."""
    if not _remeasures(change, basis):
        return replace(held, due=change.payments)
    end = change.end or held.end
    rate = held.rate if change.rate_per_year is None else rate_per_month(change.rate_per_year, compounding)
    new = replace(held, end=end, rate=rate, measured=change.payments, due=change.payments)
    if basis == "exempt":
        return new
    asset, liability, gain = _given_up(held, change, end) if change.kind == "modification" else (held.asset, held.liability, 0.0)
    owed = present_value(change.payments, change.month, rate)
    rest = (change.restoration or held.restoration) if basis == "ifrs16" else None
    # an index leaves the provision alone: it holds the price expected on the day
    provision = present_value([rest], change.month, rate) if rest and change.kind != "index" else held.provision
    asset += owed - liability + provision - held.provision
    # IFRS 16 paragraph 39: an asset does not fall below nothing
    return replace(new, liability=owed, asset=max(asset, 0.0), provision=provision, restoration=rest, gain=gain + max(-asset, 0.0))


def _given_up(held: _Held, change: Change, end: Month) -> tuple[float, float, float]:
    """Asset and liability after part of the space or of the term is given up, at the old rate, and the gain on that."""
    left, kept = held.end - change.month + 1, min(end, held.end) - change.month + 1
    asset = held.asset * change.kept_space_share * kept / left
    if end < held.end:
        still_due = [payment for payment in held.measured if payment.month <= end]
        liability = present_value(still_due, change.month, held.rate) * change.kept_space_share
    else:
        liability = held.liability * change.kept_space_share
    return asset, liability, (held.liability - liability) - (held.asset - asset)


def _after(held: _Held, month: Month, basis: Basis) -> _Held:
    """The lease at the end of a month."""
    first, last = _due(held.measured, month)
    left = held.end - month + 1
    even = _even_cost(held, month)
    if basis == "exempt":
        return replace(held, liability=held.liability + even - first - last, gain=0.0)
    interest = (held.liability - first) * held.rate
    used = held.asset / left if left > 0 else held.asset
    if basis == "operating" and left > 0:
        used = even - interest
    provision = held.provision
    if rest := held.restoration:
        restored_first, restored_last = _due([rest], month)
        provision = (provision - restored_first) * (1 + held.rate) - restored_last
    return replace(held, liability=held.liability - first + interest - last, asset=held.asset - used, provision=provision, gain=0.0)


def _even_cost(held: _Held, month: Month) -> float:
    """The even cost of a month: all that is still to be paid, and what was paid and not yet borne, over the months left, or at once."""
    to_pay = sum(payment.amount for payment in held.measured if payment.month >= month)
    return (to_pay + held.asset - held.liability) / max(held.end - month + 1, 1)


def _due(payments: Sequence[Payment], month: Month) -> tuple[float, float]:
    """What is due on the first day of a month, and on its last."""
    found = [payment for payment in payments if payment.month == month]
    return sum(one.amount for one in found if not one.at_end), sum(one.amount for one in found if one.at_end)


def _cents(amount: float) -> float:
    return round(amount, 2) + 0.0


def _row(month: Month, states: tuple[_Held, _Held, _Held], basis: Basis, other_paid: float, before: LeaseMonth | None) -> LeaseMonth:
    """A month to the cent: balances are rounded, and interest and depreciation are what lies between them."""
    opening, held, after = states
    openings = (before.liability_closing, before.asset_closing, before.provision_closing) if before else (0.0, 0.0, 0.0)
    measured = _cents(held.liability - opening.liability)
    provided = _cents(held.provision - opening.provision)
    paid = _cents(sum(_due(held.measured, month)))
    restored = _cents(sum(_due([held.restoration], month))) if held.restoration else 0.0
    gain, asset_measured = _cents(held.gain), 0.0
    closings = tuple(map(_cents, (after.liability, after.asset, after.provision)))
    if basis != "exempt":
        asset_measured = _cents(measured + provided + other_paid + gain)
    interest = _cents(closings[0] - openings[0] - measured + paid)
    used = _cents(openings[1] + asset_measured - closings[1])
    return LeaseMonth(
        month,
        *(openings[0], measured, 0.0 if basis == "exempt" else interest, paid, closings[0]),
        *(openings[1], asset_measured, used, closings[1]),
        *(openings[2], provided, _cents(closings[2] - openings[2] - provided + restored), restored, closings[2]),
        other_paid=_cents(other_paid),
        gain=gain,
        cost=interest if basis == "exempt" else _cents(interest + used),
        variable=_cents(sum(_due(held.due, month)) - sum(_due(held.measured, month))),
    )
