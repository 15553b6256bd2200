"""What single months come to, kept as arrays over all of them."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np

Month = TypeVar("Month")


class OverMonths(Generic[Month]):
    """States of single months, dataclasses of arrays [subject, draw], written one after another into arrays [month, subject, draw].

    Each array is as wide as its widest month, so that what is the same in every draw is kept once. over: states of other draws that are
    done with; their arrays are written over, since new ones take as long to come by as to be filled.
    """

    def __init__(self, months: int, over: object | None = None):
        self._months, self._kept, self._spare = months, {}, dict(vars(over)) if over else {}

    def put(self, month: int, state: Month) -> None:
        """Keeps the state of a month."""
        for name, values in vars(state).items():
            if (kept := self._kept.get(name)) is None or kept.shape[2] < values.shape[1]:
                wider = self._room(name, (self._months, *values.shape))
                if month:
                    wider[:month] = kept[:month]
                kept = self._kept[name] = wider
            kept[month] = values

    def _room(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        spare = self._spare.pop(name, None)
        return np.empty(shape) if spare is None or spare.shape != shape else spare

    def all(self, kind: type[Month]) -> Month:
        """The states of all months as one."""
        return kind(**self._kept)
