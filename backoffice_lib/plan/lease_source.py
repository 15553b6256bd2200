"""How an export of leases, and a table of published indices, are to be read: which of their columns is what."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from backoffice_lib.basics.errors import Wrong
from backoffice_lib.basics.record import Name, Record, Text
from backoffice_lib.plan.indices import IndexValue
from backoffice_lib.plan.leases import Lease
from backoffice_lib.plan.mapped import DateOrder, Heading, UnusableRows, columns_of, each_its_own, mapping

SQ_FT_PER_M2 = 10.7639
CONVERTED = {
    "rent_per_year": ("rent_per_month", 12.0),
    "rent_per_sq_ft_per_year": ("rent_per_m2_per_year", 1 / SQ_FT_PER_M2),
    "service_charge_per_sq_ft_per_year": ("service_charge_per_m2_per_year", 1 / SQ_FT_PER_M2),
    "area_sq_ft": ("area_m2", SQ_FT_PER_M2),
}
"""What an export may give in other units: the column of ours it becomes, and by what it is divided."""
LEASE_COLUMNS = (*CONVERTED, "place", "remaining_years", *Lease.model_fields)
INDEX_COLUMNS = (*IndexValue.model_fields, "year", "month_of_year")
RENTS = ("rent_per_month", "rent_per_seat_per_month", "rent_per_m2_per_year", "rent_per_year", "rent_per_sq_ft_per_year")
TEXTS = ("lease", "site", "floor", "place", "source")


def _of_leases(columns: dict[str, Heading]) -> dict[str, Heading]:
    if not set(RENTS) & set(columns):
        raise Wrong("does not say what the rent is", "name the column of rent_per_year, or of another form of rent")
    for ours, (becomes, _) in CONVERTED.items():
        if ours in columns and becomes in columns:
            raise Wrong(f"gives {becomes} and {ours}", "the one is made of the other; keep one")
    return each_its_own(columns)


def _of_values(columns: dict[str, Heading]) -> dict[str, Heading]:
    if not ("month" in columns or {"year", "month_of_year"} <= set(columns)):
        raise Wrong("does not say what was published when", "name the columns of value, and of month, or of year and month_of_year")
    if "index" in columns and "value" not in columns:
        raise Wrong("does not say what was published", "name the column of value")
    return each_its_own(columns)


class LeaseSource(Record):
    """How to read an export of leases: its file, which of its columns is what, and what it does not say.

    columns: our name of a column to the file's, or to several whose texts are put together; of the names, some are in other units
    and are converted. dates: the order in which days are written. defaults: columns that hold where a cell is blank or there is
    no column. unusable_rows: `stop`, or `leave_out` and report them.
    """

    KIND: ClassVar[str] = "leases"

    file: Name
    columns: columns_of("an export of leases", LEASE_COLUMNS, _of_leases, TEXTS)
    dates: DateOrder = "year-month-day"
    defaults: Annotated[dict[str, Any], BeforeValidator(mapping)] = Field(default_factory=dict)
    unusable_rows: UnusableRows = "stop"
    source: Text = ""

    @property
    def key(self) -> str:
        return self.file


class IndexSource(Record):
    """How to read a table of published indices: its file, which of its columns is what, and which series are meant.

    columns: our name of a column to the file's; a month, or a year and a month of it. series: for each index or currency of the plan what
    the file calls it, where it holds several; all other rows are left out. Left out, all rows are of `index`. Without a column of the
    value, each series is a column of its own. quoted_per: a currency; rates say how much of others one unit of it is, as the ECB's of the EUR.
    """

    KIND: ClassVar[str] = "index_values"

    file: Name
    columns: columns_of("a table of index values", INDEX_COLUMNS, _of_values)
    dates: DateOrder = "year-month-day"
    series: Annotated[dict[Name, Any], BeforeValidator(mapping)] = Field(default_factory=dict)
    index: Text = ""
    quoted_per: Text = ""
    source: Text = ""

    @property
    def key(self) -> str:
        return self.file
