"""The tables of a plan as they are after its file was read, without what tells anybody's pay."""

from __future__ import annotations

from typing import Any

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.money import spoken
from backoffice_lib.basics.record import Record, measures
from backoffice_lib.plan import Plan
from backoffice_lib.views.tables import Column, Table

GROUPS = ("teams", "sites", "leases", "floors", "vendors", "contracts", "work", "requisitions")


def plan_tables(plan: Plan) -> dict[str, Table]:
    """The tables of a plan that have rows, by name: a column for each field that is given anywhere, and none that tells pay."""
    return {name: _of(records) for name in GROUPS if (records := getattr(plan, name))}


def _of(records: tuple[Record, ...]) -> Table:
    kind = type(records[0])
    known = measures(kind)
    told = [name for name in kind.model_fields if not (name in known and known[name].confidential)]
    shown = [name for name in told if any(getattr(one, name) not in (None, "", (), kind.model_fields[name].default) for one in records)]
    columns = tuple(Column(spoken(name), "figure" if name in known else "text") for name in shown)
    return Table(columns, tuple(tuple(_cell(getattr(one, name)) for name in shown) for one in records))


def _cell(value: Any) -> Any:
    """A value as it is sorted by: numbers stay numbers; what is unsure is told as it is written."""
    if isinstance(value, Uncertain):
        return str(value.written())
    return value if value is None or isinstance(value, (int, float, str)) else str(value)
