"""Remote allowance: what is paid for each day at home, as far as a law exempts it and beyond."""

from collections.abc import Iterator

import numpy as np

from backoffice_lib.ledger import Category, Posting, Pricing

EXEMPT, TAXED = "exempt", "taxed"
FROM = ("allowance_per_day", "exempt_per_day", "exempt_per_month")


def postings(pricing: Pricing) -> Iterator[Posting]:
    """Two bands of each day, for people at home all week and for those who come in on some days."""
    present, per_day = pricing.operations.attendance, pricing.price("allowance_per_day")
    for mode, heads in (("remote", present.remote_heads), ("hybrid", present.office_heads)):
        days = f"{mode}_days"
        exempt = np.minimum(per_day, _exempt_per_day(pricing, getattr(present, days), heads)) if per_day.any() else per_day
        for item, price in ((EXEMPT, exempt), (TAXED, per_day - exempt)):
            teams = pricing.subjects("team").as_mode(mode).as_item(item).priced_in(pricing.plan.currency)
            behind = () if mode == "remote" else tuple(name for name in pricing.drivers.values if name.startswith("attendance_"))
            yield Posting(
                subjects=teams,
                quantity=lambda days=days: getattr(present, days),
                unit=f"{mode} day at home",
                price=price,
                indices=pricing.follows(teams),
                quantity_from=(*pricing.at_home, *behind),
                price_from=FROM,
            )


def _exempt_per_day(pricing: Pricing, days: np.ndarray, heads: np.ndarray) -> np.ndarray:
    """What is exempt of a day: so much, and no more in a month than the law says for the days one person is at home."""
    most, each = pricing.price("exempt_per_month"), np.divide(days, heads, out=np.zeros_like(days * heads), where=heads > 0)
    spread = np.divide(most, each, out=np.full(np.broadcast(most, each).shape, np.inf), where=each > 0)
    return np.minimum(pricing.price("exempt_per_day"), spread)


REMOTE_ALLOWANCE = Category("remote allowance", "What is paid for each day at home, exempt or taxed.", postings)
