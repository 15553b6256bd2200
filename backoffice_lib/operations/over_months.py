"""What single months come to, kept as arrays over all of them."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np

Month = TypeVar("Month")


class Spare:
    """Arrays of other draws that are done with, by name, to be written over: new ones take as long to come by as to be filled.

    of: what holds them; nothing else of it is kept. but: an array that somebody else writes over, which may be among them under another name.
    """

    def __init__(self, of: object | None = None, but: np.ndarray | None = None):
        held = vars(of).items() if of else ()
        self._arrays = {name: values for name, values in held if isinstance(values, np.ndarray) and values is not but}

    def room(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        """An array of some shape, whatever is in it; one of another shape is let go of."""
        spare = self._arrays.pop(name, None)
        return spare if spare is not None and spare.shape == shape else np.empty(shape)


class OverMonths(Generic[Month]):
    """States of single months, dataclasses of arrays [subject, draw], written one after another into arrays [month, subject, draw].

    Each array is as wide as its widest month, so that what is the same in every draw is kept once. spare: those of other draws.
    """

    def __init__(self, months: int, spare: Spare | None = None):
        self._months, self._kept, self._spare = months, {}, spare or Spare()

    def put(self, month: int, state: Month) -> None:
        """Keeps the state of a month."""
        for name, values in vars(state).items():
            if (kept := self._kept.get(name)) is None or kept.shape[2] < values.shape[1]:
                wider = self._spare.room(name, (self._months, *values.shape))
                if month:
                    wider[:month] = kept[:month]
                kept = self._kept[name] = wider
            kept[month] = values

    def all(self, kind: type[Month]) -> Month:
        """The states of all months as one."""
        return kind(**self._kept)
