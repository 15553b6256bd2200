"""Sale and leaseback under IFRS 16: what is kept stays at its old value, and only what is given away makes a gain."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice_lib.basics.errors import refuse
from backoffice_lib.ledger.lease_payments import present_value, rate_per_month
from backoffice_lib.ledger.lease_terms import Terms


@dataclass(frozen=True)
class SaleAndLeaseback:
    """A sale and leaseback on its first day.

    present_value: of all payments of the leaseback. financing: what of it repays a price above fair value. prepaid: rent paid ahead by a
    price below it. lease_liability: the rest. asset: the right of use kept, at its share of the carrying amount.
    gain: the price at fair value over the carrying amount; gain_recognised: its part for the rights given away; gain_kept: the rest.
    """

    present_value: float
    financing: float
    prepaid: float
    lease_liability: float
    asset: float
    gain: float
    gain_recognised: float
    gain_kept: float


def sale_and_leaseback(terms: Terms, sale_price: float, fair_value: float, carrying_amount: float) -> SaleAndLeaseback:
    """What a seller who rents the building back records on the first day; the transfer is a sale.

    Raises InputProblems where what is kept is worth as much as the building. Source: IFRS 16 paragraphs 100 to 102.
    """
    value = present_value(terms.payments, terms.start, rate_per_month(terms.rate_per_year, terms.compounding))
    above = sale_price - fair_value
    financing, prepaid = max(above, 0.0), max(-above, 0.0)
    kept = value - financing + prepaid
    if fair_value <= 0 or not 0 <= kept < fair_value:
        raise refuse(
            "sale and leaseback",
            f"the rent is worth {kept:,.2f}, the building {fair_value:,.2f}: nothing would be sold",
            "give lower payments, or account for the price as a loan",
        )
    gain = fair_value - carrying_amount
    share = kept / fair_value
    return SaleAndLeaseback(
        present_value=value,
        financing=financing,
        prepaid=prepaid,
        lease_liability=value - financing,
        asset=carrying_amount * share,
        gain=gain,
        gain_recognised=gain * (1 - share),
        gain_kept=gain * share,
    )
