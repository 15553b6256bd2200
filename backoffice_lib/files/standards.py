"""Reads published standards, and what plan.yaml says of the make-or-buy form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from backoffice_lib.basics.errors import Problem, described, raise_all
from backoffice_lib.basics.record import Record
from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.library import shipped_library
from backoffice_lib.files.records import Found, Place, branch, from_table, from_yaml
from backoffice_lib.plan import AdministrationBand, FormCost, MakeOrBuy, Standard

_COSTS = "costs"


def read_standards(paths: Iterable[Path] = ()) -> tuple[Standard, ...]:
    """The dated figures of every standard of some tables, or of those that are shipped. Raises InputProblems."""
    return _read(Standard, tuple(paths) or shipped_library().standards)


def read_administration(paths: Iterable[Path] = ()) -> tuple[AdministrationBand, ...]:
    """The staff that administers contracts, of some tables or of those that are shipped. Raises InputProblems."""
    return _read(AdministrationBand, tuple(paths) or shipped_library().administration)


def read_make_or_buy(place: Place, found: Found) -> MakeOrBuy:
    """The make-or-buy form as plan.yaml fills it in, with its named costs; as if left out where it cannot be read."""
    written = branch(place.tree, *place.path)
    if not isinstance(written, dict):
        what = f"make_or_buy {described(written)}, not a group of keys and values"
        found.problems.append(Problem(f"{place.file}:{place.line}", what, "write keys such as form and contract_price_per_year under it, indented"))
        return MakeOrBuy()
    costs = written.get(_COSTS)
    if costs is not None and not isinstance(costs, dict):
        what, mend = f"{_COSTS} {described(costs)}, not a group of names", "write each under it, indented, with a name of its own"
        found.problems.append(Problem(f"{place.file}:{place.within(_COSTS).line}", what, mend))
        costs = None
    named = [from_yaml(FormCost, place.within(_COSTS, name), found, form_cost=name) for name in costs or ()]
    form = from_yaml(MakeOrBuy, replace(place, apart=(_COSTS,)), found, costs=tuple(cost for cost in named if cost))
    return form or MakeOrBuy()


# every plan is read with them, and they are the same for all
@cache
def _read(kind: type[Record], paths: tuple[Path, ...]) -> tuple[Record, ...]:
    found, records = Found(), []
    for path in paths:
        table = found.reading(read_csv, path, path.name)
        records += from_table(kind, table, path.name, found) if table else []
    raise_all(found.problems)
    return tuple(records)
