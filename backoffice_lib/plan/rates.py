"""Published rates, and assumptions that stand in for them: what a plan is filled in from and held against."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import Measure

WAGE = "wage"


class Rate(Record):
    """A figure of the rates library: what it is of, where, in what unit, of when, and who published it.

    what: the kind of figure, such as wage or office rent. item: the role or thing. aged_by: the index that carries it
    from `as_of` to the months of a plan. status: published, or an assumption that nobody published.
    """

    KIND: ClassVar[str] = "rate"

    what: Name
    item: Text = ""
    place: Text = ""
    value: Annotated[float, Measure("units of its own")]
    unit: Name
    currency: Text = ""
    as_of: Text
    aged_by: Text = ""
    status: Literal["published", "assumption"] = "published"
    source: Text

    @property
    def key(self) -> str:
        return " ".join(part for part in (self.what, self.item, f"in {self.place}" if self.place else "") if part)
