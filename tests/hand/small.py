"""The smallest plans that show one thing each: one site, and figures that are easy in the head."""

from __future__ import annotations

from typing import Any

from backoffice_lib.plan import Lease, Plan, Site, Team, Vendor

TEN_PER_CENT_A_MONTH = 1 - 0.9**12
"""The yearly loss of which a tenth goes each month: 1 - (1 - loss)^(1/12) = 1 - 0.9 = 0.1."""


def small_plan(months: int, **parts: Any) -> Plan:
    """A plan from January 2027 in US dollars with one site."""
    given = {"name": "by hand", "currency": "USD", "start": "2027-01", "months": months, "sites": (Site(site="HQ"),)}
    return Plan(**given | parts)


def clerks(**fields: Any) -> Team:
    """Full-time clerks at 3,000 a month; ten of them unless said otherwise."""
    given = {"team": "clerks", "function": "records", "site": "HQ", "heads": 10, "salary_per_year": 36_000}
    return Team(**given | fields)


def office(**fields: Any) -> Lease:
    """A lease that runs far beyond the plan on both sides; the rent is the caller's."""
    return Lease(**{"lease": "HQ-1", "site": "HQ", "seats": 10, "start": "2020-01", "end": "2039-12"} | fields)


def bureau(**fields: Any) -> Vendor:
    """A vendor that does as much work as our own people for 2,000 a month each."""
    return Vendor(**{"vendor": "Bureau", "price_per_fte_per_year": 24_000} | fields)
