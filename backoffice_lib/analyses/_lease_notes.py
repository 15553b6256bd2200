"""What lease accounting takes for granted, and why leases are measured anew, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice_lib.analyses._lease_of_plan import Choices, LeaseAccount
from backoffice_lib.basics.errors import listed
from backoffice_lib.basics.uncertain import likely
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.lease_terms import BORROWING_RATE
from backoffice_lib.plan import Lease, Plan


def notes_of(ledger: Ledger, leases: tuple[LeaseAccount, ...], choices: Choices, rate_is_given: bool) -> Iterator[str]:
    """The notes to all leases of a ledger."""
    plan = ledger.plan
    held = {lease.lease: plan.record("lease", lease.lease) for lease in leases}
    if out := [one.lease for one in plan.leases if one.lease not in held and one.end.month >= plan.start]:
        yield f"left out, as they are given back on the first day or begin after the plan: {listed(out)}"
    if not leases:
        return
    if not rate_is_given:
        yield (
            f"assumptions in plan.yaml have no {BORROWING_RATE.name}, so leases are discounted at the plan's discount rate, "
            f"{choices.rate(plan.start) * 100:.4g} % a year"
        )
    yield from _of_payments(plan, list(held.values()))
    if ledger.drivers["sublet_share"].any():
        yield "what subtenants pay is not netted: the head lease is in these figures in full, and a sublease is accounted for on its own"
    if older := [name for name, lease in held.items() if lease.start.month < plan.start]:
        yield f"measured anew on the first day of the plan, which does not know what was booked before: {listed(older)}"
    if any(change.kind == "index" for lease in leases for change in lease.schedule.changes):
        yield "an index enters when it moves, never as a forecast" + ("" if choices.basis == "ifrs16" else "; its rise is variable rent")
    for lease in leases:
        yield from _of_changes(lease)
    if any(lease.restoration_cost for lease in held.values()) and choices.basis != "ifrs16":
        yield "putting space back as it was is no part of a lease under ASC 842 and is not in these figures"
    rates = "one rate serves" if len(choices.rates) == 1 else "the rates given serve"
    yield f"{rates} all leases; foreign rents are translated at the plan's fixed rates, so there are no currency gains"


def _of_payments(plan: Plan, leases: list[Lease]) -> Iterator[str]:
    """When rent is paid, and what of the space is no payment for a lease."""
    arrears = [lease.lease for lease in leases if lease.paid == "in_arrears"]
    when = "on the first day of each month"
    if any(lease.paid_every_months > 1 for lease in leases):
        when = "at the beginning of each period of its lease, discounted by whole months"
    late = f", that of {listed(arrears)} at the end" if arrears else ""
    yield f"rent is taken to be paid {when}{late}; service charges and subtenants are not part of a lease here, whatever the rent includes is"
    if any(lease.start.month >= plan.start and likely(lease.incentive) for lease in leases):
        yield "what a landlord pays on the first day makes the right-of-use asset smaller"
    if any(likely(lease.deposit) or likely(lease.fit_out_cost) for lease in leases):
        yield "deposits come back and are no lease payments, and fit-out is an asset of its own: neither is in these figures"


def _of_changes(account: LeaseAccount) -> Iterator[str]:
    """Why a lease is measured anew in a month, other than by its index."""
    if account.notice_given:
        yield f"{account.lease} runs to its full term until notice is given in {account.notice_given}"
    end = account.schedule.terms.end
    for change in account.schedule.changes:
        if change.kind == "index":
            continue
        was, end = end, change.end or end
        until = f", now until {end}" if end >= change.month and end != was else ""
        if change.kind == "modification":
            yield f"the contract of {account.lease} is changed in {change.month}{until}: a modification"
        elif end > was:
            yield f"the option to extend {account.lease} is taken in {change.month}{until}: a reassessment"
        elif account.treatment == "short term" and not change.payments:
            yield f"{account.lease} is a short lease until it is made longer in {change.month}, and a new lease from then on"
