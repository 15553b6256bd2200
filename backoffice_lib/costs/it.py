"""IT: workplaces, licences, the intranet and the virtual office, for everyone at work."""

from collections.abc import Iterator

from backoffice_lib.basics.units import Measure
from backoffice_lib.ledger import Assumed, Category, Posting, Pricing

PER_HEAD = Assumed(
    "it_per_head_per_month", Measure("money/head/month"), "Workplace, licences and intranet of everyone at work."
)
PER_REMOTE_HEAD = Assumed(
    "it_per_remote_head_per_month", Measure("money/head/month"), "The virtual office, on top, of everyone at home."
)


def postings(pricing: Pricing) -> Iterator[Posting]:
    staff, attendance = pricing.operations.staffing, pricing.operations.attendance
    teams = pricing.subjects("team").priced_in(pricing.plan.currency)
    for rows, quantity, unit, assumed, drivers in (
        (teams.as_item("workplace"), staff.at_work, "head month", PER_HEAD, ("target_heads",)),
        (
            teams.as_item("virtual office").as_mode("remote"),
            attendance.remote_heads,
            "remote head month",
            PER_REMOTE_HEAD,
            pricing.at_home,
        ),
    ):
        yield Posting(
            subjects=rows,
            quantity=quantity,
            unit=unit,
            price=pricing.assumption(assumed.name),
            indices=pricing.follows(rows),
            quantity_from=drivers,
            price_from=(assumed.name,),
        )


IT = Category(
    "IT", "Workplaces, licences, the intranet and the virtual office.", postings, assumes=(PER_HEAD, PER_REMOTE_HEAD)
)
