"""Service credits: fees that a vendor returns because more of its work is wrong than was agreed."""

from collections.abc import Iterator

from backoffice_lib.ledger import Category, Posting, Pricing


def postings(pricing: Pricing) -> Iterator[Posting]:
    for line in pricing.booked["vendor fees"]:
        fees = line.posting
        defects, agreed, credit = (
            pricing.of_rows("vendor", field, fees.subjects) for field in ("defect_share", "agreed_defect_share", "service_credit_share")
        )
        yield Posting(
            subjects=fees.subjects.priced_in(pricing.plan.currency),
            quantity=lambda line=line, missed=defects > agreed: -line.amount * missed[None],
            unit="money of fees",
            price=credit[None],
            indices=fees.subjects.unindexed,
            quantity_from=("defect_share", "agreed_defect_share"),
            price_from=("service_credit_share",),
            rate_on=("vendor fees",),
            bases=(fees,),
        )


SERVICE_CREDITS = Category(
    "service credits", "Fees that vendors return where more of their work is wrong than was agreed.", postings, on=("vendor fees",)
)
