"""Overtime: hours worked on top of the paid time, as a rule or because work or posts are not covered."""

from collections.abc import Iterator

from backoffice_lib.basics.sums import times
from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing
from backoffice_lib.operations.workload import hours_of_teams

PAY = Assumed("overtime_pay_share", Measure("share", high=5.0), "Pay of an hour of overtime against a usual hour.", 1.5)


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Usual overtime is a share of the time of everyone at work; the rest is what covers shortfalls."""
    drivers, operations = pricing.drivers, pricing.operations
    paid = hours_of_teams(drivers, "paid_hours_per_year")
    usual = times(operations.staffing.at_work, drivers["fte_share"] * drivers["overtime_share"] * paid / 12)
    covering = ("units_per_month", "minutes_per_unit", "target_heads")
    for item, hours, behind in (("usual", usual, ("overtime_share",)), ("covering", operations.work.overtime_hours, covering)):
        teams = pricing.subjects("team").as_item(item)
        yield Posting(
            subjects=teams,
            quantity=hours,
            unit="hour",
            price=pricing.pay_per_year / paid * pricing.assumption(PAY.name),
            indices=pricing.follows(teams, "team", "wage_index"),
            quantity_from=behind,
            price_from=(*pricing.pay_from, "paid_hours_per_year", PAY.name),
        )


OVERTIME = Category("overtime", "Hours on top of the paid time, as a rule or to cover work and vacant posts.", postings, assumes=(PAY,))
