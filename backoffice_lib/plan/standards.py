"""Published standards as dated figures: the factors of a costing form, and the staff it takes to administer a contract."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from backoffice_lib.basics.errors import nearest, refuse
from backoffice_lib.basics.months import Month
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.units import TOLERANCE, Measure

SinceOrAlways = Annotated[Month | None, BeforeValidator(lambda written: None if written in ("", None) else Month.of(written))]
Staff = Annotated[float, Measure("FTE", high=1_000_000)]
People = Annotated[int, Measure("heads", high=1_000, whole=True)]


class Standard(Record):
    """A figure of a published standard, and from which month it is in force: an edition is the figures in force in a month.

    in_force_from: blank where the first month is not known.
    """

    KIND: ClassVar[str] = "standard"

    standard: Name
    factor: Name
    value: Annotated[float, Measure("units of its own")]
    unit: Name
    in_force_from: SinceOrAlways = None
    source: Text

    @property
    def key(self) -> str:
        return f"{self.standard} {self.factor}"


class AdministrationBand(Record):
    """The staff that administers a contract, by the full-time equivalents whose work it is for: a row of A-76's Figure C6.

    to_fte: the most full-time equivalents it is for. gs_12_heads, gs_11_heads, gs_9_heads, gs_6_heads: how many of the staff are of each grade.
    """

    KIND: ClassVar[str] = "administration_band"

    to_fte: Staff
    administration_fte: Staff
    gs_12_heads: People
    gs_11_heads: People
    gs_9_heads: People
    gs_6_heads: People
    in_force_from: SinceOrAlways = None
    source: Text

    @property
    def key(self) -> str:
        return f"up to {self.to_fte:g}"

    @property
    def grades(self) -> str:
        """Its grades in words: `1 GS-12, 1 GS-11`."""
        counted = (("GS-12", self.gs_12_heads), ("GS-11", self.gs_11_heads), ("GS-9", self.gs_9_heads), ("GS-6", self.gs_6_heads))
        return ", ".join(f"{count} {grade}" for grade, count in counted if count)


def in_force(standards: Iterable[Standard], standard: str, factor: str, edition: Month) -> Standard:
    """The figure of a standard that is in force in a month. Raises InputProblems where there is none."""
    ours = [one for one in standards if one.standard == standard]
    known = [one for one in ours if one.factor == factor and (one.in_force_from is None or one.in_force_from <= edition)]
    if not known:
        near = nearest(factor, dict.fromkeys(one.factor for one in ours))
        mend = "read the plan with read_plan, which brings the standards" if not ours else "name a later edition"
        raise refuse(standard, f"there is no {factor} in force in {edition}", mend, "" if near == factor else near)
    return max(known, key=lambda one: (one.in_force_from is not None, one.in_force_from))


def administered_by(bands: Iterable[AdministrationBand], fte: float) -> AdministrationBand | None:
    """The row of the table for a staffing, a part of one counting as one more; None above the last row."""
    rows = sorted(bands, key=lambda band: band.to_fte)
    return next((band for band in rows if math.ceil(fte - TOLERANCE) <= band.to_fte), None)
