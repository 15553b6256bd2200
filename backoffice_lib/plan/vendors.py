"""Where work can go: vendors, and the contracts, placements and moves that levers make."""

from __future__ import annotations

from typing import ClassVar, Literal

from backoffice_lib.basics.record import FunctionName, IndexName, Name, Record, Text, VendorName
from backoffice_lib.basics.units import MoneyPerFteYear, Months, PositiveShare

VendorMode = Literal["outsourced", "nearshore", "offshore"]


class Vendor(Record):
    """A vendor and what it asks for a full-time year of work.

    productivity_share: the work one of its people does, against one of ours (0.8: four fifths).
    term_months: the least time a contract with it runs, from the first month of its fees; 0 for no such term.
    """

    KIND: ClassVar[str] = "vendor"

    vendor: Name
    country: Text = ""
    mode: VendorMode = "outsourced"
    price_per_fte_per_year: MoneyPerFteYear
    currency: Text = ""
    price_index: IndexName = ""
    productivity_share: PositiveShare = 1.0
    term_months: Months = 0
    source: Text = ""


class Contract(Record):
    """Work of one function placed with a vendor; a lever declares it."""

    KIND: ClassVar[str] = "contract"

    contract: Name
    vendor: VendorName
    function: FunctionName


class Placement(Record):
    """A team whose work goes, in part, to a contract; a lever declares it."""

    KIND: ClassVar[str] = "placement"

    team: Name
    contract: Name

    @property
    def key(self) -> str:
        return f"{self.team} to {self.contract}"


class Move(Record):
    """A team whose work goes, in part, to another team of ours at another site; a lever declares it."""

    KIND: ClassVar[str] = "move"

    team: Name
    to: Name

    @property
    def key(self) -> str:
        return f"{self.team} to {self.to}"
