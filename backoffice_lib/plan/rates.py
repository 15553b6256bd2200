"""Published rates, and assumptions that stand in for them: what a plan is filled in from and held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import Measure

WAGE = "wage"
ALLOWANCE = "home-office allowance"
REMOTE_EFFECT = "remote effect"


class Rate(Record):
    """A figure of the rates library: what it is of, where, in what unit, of when, and who published it.

    what: the kind of figure, such as wage or office rent. item: the role or thing. aged_by: the index that carries it
    from `as_of` to the months of a plan. status: published, an assumption that nobody published, or not released by those
    who publish such figures; then there is no value, which is not 0, and the source says why. wider_place: whose figure may
    stand in.
    """

    KIND: ClassVar[str] = "rate"
    GROUP: ClassVar[str] = "rates"

    what: Name
    item: Text = ""
    place: Text = ""
    value: Annotated[float, Measure("units of its own")] | None = None
    unit: Name
    currency: Text = ""
    as_of: Text
    aged_by: Text = ""
    status: Literal["published", "assumption", "not_released"] = "published"
    wider_place: Text = ""
    source: Text

    @model_validator(mode="after")
    def _released_or_not(self) -> Rate:
        if (self.value is None) != (self.status == "not_released"):
            what = "has no value" if self.value is None else "was not released, and has a value"
            raise Wrong(what, "a rate has a value, or the status not_released and its reason in the source")
        return self

    @property
    def key(self) -> str:
        return " ".join(part for part in (self.what, self.item, f"in {self.place}" if self.place else "") if part)


def wider(rate: Rate, rates: Iterable[Rate]) -> Iterator[Rate]:
    """The figures that may stand in for one that was not released: of its state, then of the nation."""
    known = {(one.what, one.item, one.unit, one.currency, one.place): one for one in rates}
    seen = {rate.place}
    while rate.wider_place and rate.wider_place not in seen:
        seen.add(rate.wider_place)
        found = known.get((rate.what, rate.item, rate.unit, rate.currency, rate.wider_place))
        if found is None:
            return
        if found.value is not None:
            yield found
        rate = found
