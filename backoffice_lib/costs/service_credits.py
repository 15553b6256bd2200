"""Service credits: fees that a vendor returns because more of its work is wrong than was agreed."""

from collections.abc import Iterator

from backoffice_lib.basics.uncertain import stacked
from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    for line in pricing.booked["vendor fees"]:
        fees = line.posting
        vendors = [pricing.plan.record("vendor", name) for name in fees.subjects.refs.get("vendor", ())]
        missed = stacked([vendor.defect_share for vendor in vendors]) > stacked([vendor.agreed_defect_share for vendor in vendors])
        yield Posting(
            subjects=fees.subjects.priced_in(pricing.plan.currency),
            quantity=lambda line=line, missed=missed: -line.amount * missed[None],
            unit="money of fees",
            price=stacked([vendor.service_credit_share for vendor in vendors])[None],
            indices=((),) * len(fees.subjects),
            quantity_from=("defect_share", "agreed_defect_share"),
            price_from=("service_credit_share",),
            rate_on=("vendor fees",),
            bases=(fees,),
        )


SERVICE_CREDITS = Category(
    "service credits", "Fees that vendors return where more of their work is wrong than was agreed.", postings, on=("vendor fees",)
)
