"""A posting: quantity × price × index of one cost, for every month, subject and draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from backoffice_lib.plan import Subjects


@dataclass(frozen=True)
class Posting:
    """What a cost category books for one kind of subject.

    quantity: [month, subject, draw], in `unit`. price: money per unit, in each subject's currency,
    [month or 1, subject, draw]. indices: for each subject, the names of the indices its price follows,
    exchange rates included. quantity_from, price_from: the drivers behind the two.
    rate_on: the categories whose amounts are the quantity, or from which it follows, when the price is a rate.
    basis: `accrual` when the cost belongs to the month, `cash` when it is paid in it, `both` where they coincide.
    """

    subjects: Subjects
    quantity: np.ndarray
    unit: str
    price: np.ndarray
    indices: tuple[tuple[str, ...], ...]
    quantity_from: tuple[str, ...]
    price_from: tuple[str, ...]
    rate_on: tuple[str, ...] = ()
    basis: Literal["cash", "accrual", "both"] = "both"
