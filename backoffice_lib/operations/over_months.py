"""What single months come to, kept as arrays over all of them."""

from __future__ import annotations

from dataclasses import fields
from typing import Generic, TypeVar

import numpy as np

Month = TypeVar("Month")


class OverMonths(Generic[Month]):
    """States of single months, dataclasses of arrays [subject, draw], written one after another into arrays [month, subject, draw].

    Each array is as wide as its widest month, so that what is the same in every draw is kept once.
    """

    def __init__(self, months: int):
        self._months, self._kept, self._kind = months, {}, None

    def put(self, month: int, state: Month) -> None:
        """Keeps the state of a month."""
        self._kind = type(state)
        for name, values in vars(state).items():
            if (kept := self._kept.get(name)) is None or kept.shape[2] < values.shape[1]:
                wider = np.empty((self._months, *values.shape))
                if month:
                    wider[:month] = kept[:month]
                kept = self._kept[name] = wider
            kept[month] = values

    def all(self) -> Month:
        """The states of all months as one."""
        return self._kind(**{part.name: self._kept[part.name] for part in fields(self._kind)})
