"""The schedule of a lease, month by month and to the cent: liability, right-of-use asset, provision and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from backoffice_lib.basics.months import Month
from backoffice_lib.ledger.lease_payments import Payment, present_value, rate_per_month
from backoffice_lib.ledger.lease_terms import Change, Terms, Use, check_changes

Basis = Literal["ifrs16", "operating", "finance", "exempt"]
"""How a lease is accounted for: under IFRS 16; under ASC 842 as operating or finance; or off the balance sheet, evenly."""


@dataclass(frozen=True)
class LeaseMonth:
    """One month of a lease, to the cent; every balance is its opening, its changes, and its closing.

    Liability: opening + measured + interest - paid = closing; of an exempt lease it is rent not yet paid, and cost stands for interest.
    Asset: opening + asset_measured - depreciation = closing. Provision for restoration: opening + provision_measured + unwinding -
    restored = closing. measured: what recognition, an index or a change of the lease brings. other_paid: costs paid less incentives received at the
    start; prepaid: rent paid before it. gain: positive is good. cost: of an operating or exempt lease, the even cost of the month; else depreciation and interest.
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
    prepaid: float
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
    use: Use
    rate: float
    measured: tuple[Payment, ...]
    due: tuple[Payment, ...]
    restoration: tuple[Payment, ...]
    gain: float = 0.0


def schedule(terms: Terms, changes: Sequence[Change] = (), basis: Basis = "ifrs16") -> Schedule:
    """A lease accounted for month by month, with its changes in order.

    Interest runs on what is owed after the payments of the first day. The asset is written off evenly over the space held; of an operating
    lease it is the balancing figure of an even cost. Under ASC 842 an index leaves the liability alone, a shorter term makes no gain or
    loss, and restoration is not part of the lease.
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
        brought = (0.0, 0.0) if before else (_cents(terms.initial_direct_costs) - _cents(terms.incentives_received), _cents(terms.prepaid))
        before = _row((month, *brought), (opening, held, after), basis, before)
        rows.append(before)
        held, month = after, month + 1
    return Schedule(terms, tuple(changes), basis, tuple(rows))


def _recognised(terms: Terms, basis: Basis) -> _Held:
    """The lease on its first day; an exempt one owes nothing yet, but what incentives left to be earned."""
    rate = rate_per_month(terms.rate_per_year, terms.compounding)
    rest = terms.restoration if basis == "ifrs16" else ()
    use = Use(terms.start, terms.use or (1.0,) * terms.months)
    brought = terms.initial_direct_costs - terms.incentives_received + terms.prepaid
    held = _Held(0.0, 0.0, 0.0, terms.end, use, rate, terms.payments, terms.payments, rest)
    if basis == "exempt":
        return replace(held, liability=-brought)
    liability = present_value(terms.payments, terms.start, rate)
    provision = present_value(rest, terms.start, rate)
    return replace(held, liability=liability, asset=liability + brought + provision, provision=provision)


def _last(held: _Held) -> Month:
    """The last month in which something happens."""
    return max(held.end, *(payment.month for payment in (*held.due, *held.measured, *held.restoration)), held.end)


def _remeasures(change: Change, basis: Basis) -> bool:
    return basis == "ifrs16" or change.kind != "index"


def _changed(held: _Held, change: Change, basis: Basis, compounding: str) -> _Held:
    """The lease after a change; what an asset cannot take is a gain or loss."""
    if not _remeasures(change, basis):
        return replace(held, due=change.payments)
    end = change.end or held.end
    rate = held.rate if change.rate_per_year is None else rate_per_month(change.rate_per_year, compounding)
    use = _use_after(held, change, end)
    new = replace(held, end=end, use=use, rate=rate, measured=change.payments, due=change.payments)
    if basis == "exempt":
        return new
    asset, liability = _kept(held, change.month, use, basis) if change.kind == "modification" else (held.asset, held.liability)
    gain = (held.liability - liability) - (held.asset - asset)
    owed = present_value(change.payments, change.month, rate)
    rest = held.restoration if change.restoration is None or basis != "ifrs16" else change.restoration
    # an index leaves the provision alone: it holds the price expected on the day
    provision = held.provision if change.kind == "index" else present_value(rest, change.month, rate)
    asset += owed - liability + provision - held.provision
    # IFRS 16 paragraph 39: an asset does not fall below nothing
    return replace(new, liability=owed, asset=max(asset, 0.0), provision=provision, restoration=rest, gain=gain + max(-asset, 0.0))


def _use_after(held: _Held, change: Change, end: Month) -> Use:
    """The space held from a change on: as it says, or the share kept of what it was, which new months have like the last."""
    months = end - change.month + 1
    if change.use:
        return Use(change.month, change.use)
    old = [held.use.of(change.month + ahead) for ahead in range(min(months, held.end - change.month + 1))]
    last = old[-1] if old else 1.0
    return Use(change.month, tuple(share * change.kept_space_share for share in (*old, *[last] * (months - len(old)))))


def _kept(held: _Held, month: Month, new: Use, basis: Basis) -> tuple[float, float]:
    """Asset and liability without the space, or the part of its term, that is given up, at the old rate.

    Under ASC 842 only space that is given up at once; a shorter term, of part of the space too, is measured anew without a gain.
    """
    old = [(month + ahead, held.use.of(month + ahead)) for ahead in range(held.end - month + 1)]
    stays = {each: min(new.of(each), was) / was if was else 1.0 for each, was in old}
    if basis != "ifrs16":
        stays = dict.fromkeys(stays, stays.get(month, 1.0))
    if all(share == 1 for share in stays.values()):
        return held.asset, held.liability
    space = sum(stays[each] * was for each, was in old)
    still_due = [replace(one, amount=one.amount * stays.get(one.month, stays[held.end])) for one in held.measured if one.month >= month]
    return held.asset * space / held.use.left(month), present_value(still_due, month, held.rate)


def _after(held: _Held, month: Month, basis: Basis) -> _Held:
    """The lease at the end of a month."""
    first, last = _due(held.measured, month)
    even, part = _even_cost(held, month), _part(held, month)
    if basis == "exempt":
        return replace(held, liability=held.liability + even - first - last, gain=0.0)
    interest = (held.liability - first) * held.rate
    used = even - interest if basis == "operating" and held.end >= month else held.asset * part
    restored_first, restored_last = _due(held.restoration, month)
    provision = (held.provision - restored_first) * (1 + held.rate) - restored_last
    return replace(held, liability=held.liability - first + interest - last, asset=held.asset - used, provision=provision, gain=0.0)


def _part(held: _Held, month: Month) -> float:
    """What part a month has of the space still held; all of it when none is left."""
    left = held.use.left(month)
    return held.use.of(month) / left if left > 0 else 1.0


def _even_cost(held: _Held, month: Month) -> float:
    """The even cost of a month: of all that is still to be paid, and what was paid and not yet borne, the part that the month has of the space."""
    to_pay = sum(payment.amount for payment in held.measured if payment.month >= month)
    return (to_pay + held.asset - held.liability) * _part(held, month)


def _due(payments: Sequence[Payment], month: Month) -> tuple[float, float]:
    """What is due on the first day of a month, and on its last."""
    found = [payment for payment in payments if payment.month == month]
    return sum(one.amount for one in found if not one.at_end), sum(one.amount for one in found if one.at_end)


def _cents(amount: float) -> float:
    return round(amount, 2) + 0.0


def _row(brought: tuple[Month, float, float], states: tuple[_Held, _Held, _Held], basis: Basis, before: LeaseMonth | None) -> LeaseMonth:
    """A month to the cent: balances are rounded, and interest and depreciation are what lies between them."""
    (month, other_paid, prepaid), (opening, held, after) = brought, states
    openings = (before.liability_closing, before.asset_closing, before.provision_closing) if before else (0.0, 0.0, 0.0)
    measured = _cents(held.liability - opening.liability)
    provided = _cents(held.provision - opening.provision)
    paid = _cents(sum(_due(held.measured, month)))
    restored = _cents(sum(_due(held.restoration, month)))
    gain, asset_measured = _cents(held.gain), 0.0
    closings = tuple(map(_cents, (after.liability, after.asset, after.provision)))
    if basis == "exempt":
        measured = _cents(-other_paid - prepaid)
    else:
        asset_measured = _cents(measured + provided + other_paid + prepaid + gain)
    interest = _cents(closings[0] - openings[0] - measured + paid)
    used = _cents(openings[1] + asset_measured - closings[1])
    return LeaseMonth(
        month,
        *(openings[0], measured, 0.0 if basis == "exempt" else interest, paid, closings[0]),
        *(openings[1], asset_measured, used, closings[1]),
        *(openings[2], provided, _cents(closings[2] - openings[2] - provided + restored), restored, closings[2]),
        other_paid=_cents(other_paid),
        prepaid=prepaid,
        gain=gain,
        cost=interest if basis == "exempt" else _cents(interest + used),
        variable=_cents(sum(_due(held.due, month)) - sum(_due(held.measured, month))),
    )
