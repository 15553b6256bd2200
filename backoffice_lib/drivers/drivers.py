"""The drivers of one simulation: read-only arrays [month, subject, draw], and who bent them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Record
from backoffice_lib.drivers.declared import DRIVERS
from backoffice_lib.drivers.streams import uniforms
from backoffice_lib.plan import Plan


@dataclass(frozen=True)
class Drivers:
    """All drivers of a plan, by name; length 1 in month or draw where nothing varies.

    bent: for a driver and a subject, the levers that changed it, in order. by: the lever now bending. draws: how many
    are drawn besides the first, which is the plan people argue about; seed: of their luck.
    """

    plan: Plan
    values: Mapping[str, np.ndarray]
    bent: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    by: str = ""
    draws: int = 0
    seed: int = 0

    def luck(self, path: str, kind: str, month: int) -> np.ndarray:
        """Numbers between 0 and 1 for every subject of a kind in a month, [subject, draw]; of draw 0 nobody makes use."""
        named, drawn = str(self.plan.start + month), range(self.draws + 1)
        return np.array([uniforms(self.seed, path, subject, named, drawn) for subject in self.plan.names(kind)])

    def __getitem__(self, name: str) -> np.ndarray:
        return self.values[name]

    def on_behalf_of(self, lever: str) -> Drivers:
        """The same drivers, noting that whatever is bent next is this lever's doing."""
        return replace(self, by=lever)

    def quantities(self, month: int) -> dict[str, np.ndarray]:
        """The quantity drivers of one month, each [subject, draw]."""
        return {
            name: values[min(month, len(values) - 1)]
            for name, values in self.values.items()
            if DRIVERS[name].stage == "quantity"
        }

    def row(self, driver: str, subject: str) -> int:
        """Where a subject lies on the driver's middle axis."""
        return self.plan.names(DRIVERS[driver].kind).index(subject)

    def since(self, month: Month) -> int:
        """How many months after the start of the plan a month lies, from 0 to the number of months."""
        return min(max(month - self.plan.start, 0), self.plan.months)

    def changed(self, driver: str, subjects: Iterable[str], values: np.ndarray) -> Drivers:
        """The drivers with one of them replaced, noting the subjects for whom the lever changed it."""
        values.setflags(write=False)
        notes = dict(self.bent)
        for subject in subjects:
            notes[driver, subject] = (*notes.get((driver, subject), ()), self.by)
        return replace(self, values={**self.values, driver: values}, bent=notes)

    def starts_from(self, driver: str, subject: str) -> tuple[Record, str]:
        """The record a driver belongs to, and the field of it that it starts from; no field where it has none."""
        record = self.plan.record(DRIVERS[driver].kind, subject)
        renamed = {
            "opening_heads": "heads",
            "target_heads": "heads",
            "equipped_share": "remote_share",
            "loss_by_tenure_share_per_year": "cohort_loss_share_per_year",
            "leavers_by_tenure_per_year": "leavers_per_average_head_per_year",
            "transition_share": "share_per_year" if getattr(record, "share_per_year", None) is not None else "share_per_month",
            "rent": getattr(record, "rent_form", ""),
        }
        field = renamed.get(driver, driver)
        return record, field if field in type(record).model_fields else ""
