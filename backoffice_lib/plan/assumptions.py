"""Assumptions of the whole plan: what a cost takes for granted that is no field of a team, site or lease."""

from __future__ import annotations

from typing import Annotated, ClassVar

from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.basics.uncertain import Number
from backoffice_lib.basics.units import Measure


class Assumption(Record):
    """One number a cost category asks for, by the name it declares; the category knows its unit and bounds."""

    KIND: ClassVar[str] = "assumption"
    GROUP: ClassVar[str] = "assumptions"

    assumption: Name
    value: Annotated[Number, Measure("units of its own", low=-1e15)]
    source: Text = ""
