"""Reads a plan folder through the gate: every problem of every file, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import isdir, isfile
from pathlib import Path
from typing import Any

from backoffice_lib import costs
from backoffice_lib.basics.errors import InputProblems, Problem, choice, described, listed, nearest, refuse
from backoffice_lib.basics.record import Origin, Record
from backoffice_lib.files.plain_text import brief
from backoffice_lib.files.rates import read_rates, read_schemes
from backoffice_lib.files.records import Found, Place, branch, from_yaml, with_source
from backoffice_lib.files.roster import read_people
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.files.tables import Tables
from backoffice_lib.files.yaml_text import read_yaml
from backoffice_lib.plan import (
    AccountRow,
    Assumption,
    AttritionBand,
    ExchangeRateOf,
    GeneralLedger,
    HeadcountStep,
    Index,
    Lease,
    OnCostBand,
    Plan,
    Policies,
    Requisition,
    Season,
    Site,
    Span,
    Team,
    Transition,
    Vendor,
    Work,
    WorkingTime,
)
from backoffice_lib.plan.checks import problems_across

PLAN = "plan.yaml"
TABLES: dict[str, type[Record]] = {
    "teams": Team,
    "sites": Site,
    "leases": Lease,
    "vendors": Vendor,
    "accounts": AccountRow,
    "headcount": HeadcountStep,
    "requisitions": Requisition,
    "attrition": AttritionBand,
    "transitions": Transition,
    "supervision": Span,
    "work": Work,
}
_ASIDE = ("indices", "fx", "on_costs", "assumptions", "policies", "seasons", "working_time", "people", "general_ledger")
_KINDS_OF = {
    "indices": "index",
    "fx": "currency",
    "on_costs": "on_costs",
    "assumptions": "assumption",
    "seasons": "season",
    "working_time": "working_time",
}
_NO_CURRENCY = "XXX"
_OF_ITS_OWN = "name story currency start months discount_rate_per_year fiscal_year_start_month cost_index".split()
_IN_PLAN_FILE = (*_OF_ITS_OWN, *_ASIDE)


def folder_of(place: str | Path) -> Path:
    """The folder of a plan: a path, or the name of a plan that is shipped. Raises InputProblems."""
    folder, where = Path(place), brief(str(place), 200)
    if isfile(folder / PLAN):
        return folder
    shipped = shipped_plans()
    if str(place) in shipped:
        return shipped[str(place)]
    if isdir(folder):
        near = nearest(PLAN, [path.name for path in sorted(folder.iterdir())])
        raise refuse(where, f"there is no {PLAN} in this folder", "start one with `backoffice new`", near)
    if isfile(folder):
        raise refuse(where, "this is a file, not a plan", "give the folder of the plan")
    near = nearest(str(place), shipped)
    raise refuse(where, "there is no such plan", f"give a plan folder, or one of {listed(shipped)}", near)


def read_plan(place: str | Path) -> Plan:
    """The plan in a folder, or a shipped plan by its name; checked as a whole.

    Raises InputProblems with every problem of every file, each with file and line.
    """
    folder, found = folder_of(place), Found()
    parts: dict[str, Any] = {**_tables(folder, found), "rates": read_rates(), "schemes": read_schemes()}
    tree = found.reading(read_yaml, folder / PLAN, PLAN)
    if tree is None:
        raise InputProblems(found.problems)
    whole = Place(tree, PLAN, apart=_ASIDE, folder=str(folder))
    parts |= _assumptions(whole, found)
    people = read_people(folder, whole, found, parts)
    parts |= {"teams": (*parts["teams"], *people.teams), "dated_people": people.dated}
    found.problems += _nobody(parts["teams"], folder, found)
    return _checked(whole, parts | {"notes": (*found.notes, *people.notes)}, found)


def _tables(folder: Path, found: Found) -> dict[str, tuple[Any, ...]]:
    """The records of every table of the plan; tables that would be left out in silence are told."""
    tables = Tables(folder, found)
    for kinds, problem in tables.strays({name: kind.KIND for name, kind in TABLES.items()}):
        found.problems.append(problem)
        found.named |= dict.fromkeys(kinds)
    return {name: tables.records(name, kind) for name, kind in TABLES.items()}


class _Header(Plan):
    """What plan.yaml says of the plan itself; how that fits with the rest is looked at once all has been read."""

    def __init__(self, **values: Any):
        Record.__init__(self, **values)


def _checked(whole: Place, parts: dict[str, Any], found: Found) -> Plan:
    """The plan of all its parts; when some could not be read, what can be said of the others is said too."""
    found.problems += _unknown_keys(whole)
    known = {name: value for name, value in whole.tree.value.items() if name in _IN_PLAN_FILE}
    readable = Place(type(whole.tree)(known, whole.tree.lines), PLAN, apart=_ASIDE, folder=whole.folder)
    header = from_yaml(_Header, readable, found)
    if not found.problems and (plan := found.add(Plan, {**header.__dict__, **parts}, header._origin)):
        return plan
    if header is None:
        found.named["currency"] = None
        header = _Header.model_construct(name=PLAN, start=None, months=0, currency=_NO_CURRENCY)
    partial = Plan.model_construct(**{**header.__dict__, **parts}).read_at(header._origin)
    partial.pay_by_rates()
    found.problems += [*problems_across(partial, found.named), *costs.problems_in(partial)]
    raise InputProblems(dict.fromkeys(found.problems))


def _assumptions(whole: Place, found: Found) -> dict[str, Any]:
    """Indices, exchange rates, on-costs and policies, as plan.yaml has them."""
    schemes = list(_named(whole, "on_costs", found))
    bands = [(scheme, band) for scheme, place in schemes for band, _ in _inside(place, found)]
    parts = {
        "indices": [from_yaml(Index, place, found, index=name) for name, place in _named(whole, "indices", found)],
        "fx": [from_yaml(ExchangeRateOf, place, found, currency=code) for code, place in _named(whole, "fx", found)],
        "seasons": [from_yaml(Season, place, found, season=name) for name, place in _named(whole, "seasons", found)],
        "working_time": [
            from_yaml(WorkingTime, place, found, working_time=name) for name, place in _named(whole, "working_time", found)
        ],
        "on_costs": [
            from_yaml(OnCostBand, whole.within("on_costs", scheme, band), found, scheme=scheme, band=band)
            for scheme, band in bands
        ],
    }
    parts["assumptions"] = [
        _assumption(name, place, found) for name, place in _named(whole, "assumptions", found)
    ]
    parts = {name: tuple(record for record in records if record) for name, records in parts.items()}
    if whole.tree.value.get("policies") is not None:
        parts["policies"] = from_yaml(Policies, whole.within("policies"), found) or Policies()
    if whole.tree.value.get("general_ledger") is not None:
        parts["general_ledger"] = from_yaml(GeneralLedger, whole.within("general_ledger"), found)
    return parts


def _assumption(name: str, place: Place, found: Found) -> Assumption | None:
    """An assumption, written as a number or as {value: …, source: …}."""
    value, source = with_source(branch(place.tree, *place.path))
    return found.add(Assumption, {"assumption": name, "value": value, "source": source}, Origin(place.file, place.line))


def _named(whole: Place, key: str, found: Found) -> Iterator[tuple[str, Place]]:
    """The named things under a key of plan.yaml."""
    written = whole.tree.value.get(key)
    if written is None:
        return
    if isinstance(written, dict):
        found.note(_KINDS_OF[key], *written)
    else:
        found.named[_KINDS_OF[key]] = None
    yield from _inside(whole.within(key), found)


def _inside(place: Place, found: Found) -> Iterator[tuple[str, Place]]:
    value: Any = place.tree.value
    for step in place.path:
        value = value[step]
    if isinstance(value, dict):
        yield from ((name, place.within(name)) for name in value)
    else:
        what = f"{place.path[-1]} {described(value)}" + ("" if value is None else ", not a group of names")
        mend = "write each under it, indented, with a name of its own"
        found.problems.append(Problem(f"{place.file}:{place.line}", what, mend))


def _unknown_keys(whole: Place) -> Iterator[Problem]:
    for key in whole.tree.value:
        if key not in _IN_PLAN_FILE:
            near = nearest(key, _IN_PLAN_FILE)
            where = f"{PLAN}:{whole.within(key).line}"
            yield Problem(where, f'"{key}" is not a key of a plan', choice("use", near, _IN_PLAN_FILE), near)


def _nobody(teams: tuple[Team, ...], folder: Path, found: Found) -> Iterator[Problem]:
    if not teams and not found.problems:
        yield Problem(PLAN, "the plan has no people", "add teams.csv, or a roster under people")
