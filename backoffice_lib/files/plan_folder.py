"""Reads a plan folder through the gate: every problem of every file, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os.path import isdir, isfile, lexists
from pathlib import Path
from typing import Any

from backoffice_lib import costs
from backoffice_lib.basics.errors import InputProblems, Problem, choice, described, listed, nearest, refuse
from backoffice_lib.basics.money import NO_CURRENCY
from backoffice_lib.basics.record import Origin, Record
from backoffice_lib.files.actuals import ACTUALS, is_export, read_actuals
from backoffice_lib.files.index_values import read_index_values
from backoffice_lib.files.leases import read_leases
from backoffice_lib.files.library import Library, shipped_library
from backoffice_lib.files.plain_text import brief
from backoffice_lib.files.rate_card import read_rate_card
from backoffice_lib.files.rates import read_rates, read_schemes
from backoffice_lib.files.records import PLAN, Found, Place, branch, from_yaml, with_source
from backoffice_lib.files.roster import read_people
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.files.shown_pay import as_asked
from backoffice_lib.files.snapshots import known, standing_for
from backoffice_lib.files.standards import read_administration, read_make_or_buy, read_standards
from backoffice_lib.files.tables import Tables
from backoffice_lib.files.yaml_text import Tree, read_yaml
from backoffice_lib.plan import (
    AccountRow,
    Actual,
    Assumption,
    AttritionBand,
    Change,
    Contract,
    Correlation,
    ExchangeRateOf,
    Floor,
    GeneralLedger,
    HeadcountStep,
    Index,
    IndexValue,
    KeptFunction,
    Lease,
    OnCostBand,
    Plan,
    Policies,
    PriceTier,
    Recharge,
    RentStep,
    Requisition,
    Season,
    Site,
    Span,
    Stress,
    Sublet,
    Team,
    Transition,
    Vendor,
    Work,
    WorkingTime,
)
from backoffice_lib.plan.checks import problems_across

TABLES: dict[str, type[Record]] = {
    "teams": Team,
    "sites": Site,
    "leases": Lease,
    "floors": Floor,
    "rent_steps": RentStep,
    "sublets": Sublet,
    "vendors": Vendor,
    "accounts": AccountRow,
    "actuals": Actual,
    "headcount": HeadcountStep,
    "requisitions": Requisition,
    "attrition": AttritionBand,
    "transitions": Transition,
    "supervision": Span,
    "work": Work,
    "index_values": IndexValue,
    "price_tiers": PriceTier,
    "contracts": Contract,
    "kept_functions": KeptFunction,
    "recharges": Recharge,
}
_ASIDE = (
    "indices fx on_costs assumptions correlations stresses policies seasons working_time people general_ledger leases index_values rate_card make_or_buy actuals"
).split()
_KINDS_OF = {
    **{"indices": "index", "fx": "currency", "on_costs": "on_costs", "assumptions": "assumption", "seasons": "season"},
    **{"working_time": "working_time", "stresses": "stress"},
}
_OF_ITS_OWN = (
    "name story currency start months discount_rate_per_year discounting profit_tax_share fiscal_year_start_month period_ends cost_index last_close"
).split()
_IN_PLAN_FILE = (*_OF_ITS_OWN, *_ASIDE)


def folder_of(place: str | Path) -> Path:
    """The folder of a plan: a path, or the name of a plan that is shipped. Raises InputProblems."""
    folder, where = Path(place), brief(str(place), 200)
    if snapshot := standing_for(folder):
        return snapshot
    if lexists(folder / PLAN):
        return folder
    shipped = shipped_plans()
    if str(place) in shipped:
        return standing_for(shipped[str(place)]) or shipped[str(place)]
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
    folder = folder_of(place)
    return known(folder) or as_asked(read_plan_with(folder, shipped_library()))


def read_plan_with(folder: Path, library: Library) -> Plan:
    """The plan in a folder, with the published figures of a library. Raises InputProblems."""
    found = Found()
    tree = found.reading(read_yaml, folder / PLAN, PLAN)
    tables = Tables(folder, found)
    parts: dict[str, Any] = {**_tables(tables, found, tree), "rates": read_rates(library.rates), "schemes": read_schemes(library.schemes)}
    parts |= {"standards": read_standards(library.standards), "administration": read_administration(library.administration)}
    if tree is None:
        raise InputProblems(found.problems)
    whole = Place(tree, PLAN, apart=tuple(_ASIDE), folder=str(folder))
    parts |= _assumptions(whole, found)
    leases = read_leases(folder, whole, found, parts)
    parts |= {"leases": (*parts["leases"], *leases.leases), "sites": (*parts["sites"], *leases.sites)}
    parts["index_values"] = (*parts["index_values"], *read_index_values(folder, whole, found))
    parts[ACTUALS] = (*parts[ACTUALS], *read_actuals(folder, whole, found, tables.forms(ACTUALS)))
    card = read_rate_card(folder, whole, found)
    parts["rate_card"] = card.offers
    people = read_people(folder, whole, found, parts)
    parts |= {"teams": (*parts["teams"], *people.teams), "dated_people": people.dated, "whereabouts": people.whereabouts}
    found.problems += _nothing(parts, found)
    return _checked(whole, parts | {"notes": (*found.notes, *leases.notes, *card.notes, *people.notes)}, found)


def _tables(tables: Tables, found: Found, tree: Tree | None) -> dict[str, tuple[Any, ...]]:
    """The records of every table of the plan; tables that would be left out in silence are told, but those plan.yaml names itself."""
    for kinds, problem in tables.strays({name: kind.KIND for name, kind in TABLES.items()}, files_named_in(tree)):
        found.problems.append(problem)
        found.named |= dict.fromkeys(kinds)
    mapped = tree is None or is_export(tree.value.get(ACTUALS), tables.forms(ACTUALS))
    return {name: () if name == ACTUALS and mapped else tables.records(name, kind) for name, kind in TABLES.items()}


def files_named_in(tree: Tree | None) -> list[str]:
    """The files that plan.yaml names itself: exports read with their own column names."""
    groups = tree.value.values() if tree else ()
    return [str(group["file"]) for group in groups if isinstance(group, dict) and "file" in group]


def files_of(folder: Path) -> dict[str, Path]:
    """Every file a plan is read from, by where it lies in the folder; for a plan that can be read."""
    tables, tree = Tables(folder, Found()), read_yaml(folder / PLAN, PLAN)
    forms = (form.partition(":")[0] for name in TABLES for form in tables.forms(name))
    return {name: folder / name for name in sorted({PLAN, *forms, *files_named_in(tree)})}


class _Unchecked(Plan):
    """A plan, or what plan.yaml says of it; how its parts fit is looked at once all has been read."""

    def _completed(self) -> None:
        self.pay_by_rates()


class WrongPlan(InputProblems):
    """A plan of which every record is right in itself; `plan` is what they make, for what else can be said of it."""

    def __init__(self, problems: Iterable[Problem], plan: Plan):
        super().__init__(problems)
        self.plan = plan


def _checked(whole: Place, parts: dict[str, Any], found: Found) -> Plan:
    """The plan of all its parts; when some could not be read, what can be said of the others is said too."""
    found.problems += _unknown_keys(whole)
    known = {name: value for name, value in whole.tree.value.items() if name in _IN_PLAN_FILE}
    readable = Place(type(whole.tree)(known, whole.tree.lines), PLAN, apart=tuple(_ASIDE), folder=whole.folder)
    header = from_yaml(_Unchecked, readable, found)
    read = not found.problems
    if read and (plan := found.add(Plan, {**header.__dict__, **parts}, header._origin)):
        return plan
    if header is None:
        found.named["currency"] = None
        header = _Unchecked.model_construct(name=PLAN, start=None, months=0, currency=NO_CURRENCY)
    partial = _Unchecked.model_construct(**{**header.__dict__, **parts}).read_at(header._origin)
    partial.pay_by_rates()
    found.problems += [*problems_across(partial, found.named), *costs.problems_in(partial)]
    problems = dict.fromkeys(found.problems)
    raise WrongPlan(problems, partial) if read else InputProblems(problems)


def _assumptions(whole: Place, found: Found) -> dict[str, Any]:
    """Indices, exchange rates, on-costs and policies, as plan.yaml has them."""
    schemes = list(_named(whole, "on_costs", found))
    bands = [(scheme, band) for scheme, place in schemes for band, _ in _inside(place, found)]
    parts = {
        "indices": [from_yaml(Index, place, found, index=name) for name, place in _named(whole, "indices", found)],
        "fx": [from_yaml(ExchangeRateOf, place, found, currency=code) for code, place in _named(whole, "fx", found)],
        "seasons": [from_yaml(Season, place, found, season=name) for name, place in _named(whole, "seasons", found)],
        "working_time": [from_yaml(WorkingTime, place, found, working_time=name) for name, place in _named(whole, "working_time", found)],
        "on_costs": [
            from_yaml(OnCostBand, whole.within("on_costs", scheme, band), found, scheme=scheme, band=band)
            for scheme, band in bands
        ],
    }
    parts["assumptions"] = [_assumption(name, place, found) for name, place in _named(whole, "assumptions", found)]
    parts["correlations"] = [from_yaml(Correlation, place, found) for place in _items(whole, "correlations", found)]
    parts["stresses"] = [_stress(name, place, found) for name, place in _named(whole, "stresses", found)]
    parts = {name: tuple(record for record in records if record) for name, records in parts.items()}
    if whole.tree.value.get("policies") is not None:
        parts["policies"] = from_yaml(Policies, whole.within("policies"), found) or Policies()
    if whole.tree.value.get("general_ledger") is not None:
        parts["general_ledger"] = from_yaml(GeneralLedger, whole.within("general_ledger"), found)
    if whole.tree.value.get("make_or_buy") is not None:
        parts["make_or_buy"] = read_make_or_buy(whole.within("make_or_buy"), found)
    return parts


def _assumption(name: str, place: Place, found: Found) -> Assumption | None:
    """An assumption, written as a number or as {value: …, source: …}."""
    value, source = with_source(branch(place.tree, *place.path))
    return found.add(Assumption, {"assumption": name, "value": value, "source": source}, Origin(place.file, place.line))


def _stress(name: str, place: Place, found: Found) -> Stress | None:
    """A stress, whose changes are written under the paths of the numbers they move."""
    written = branch(place.tree, *place.path)
    if not isinstance(written, dict) or written.get("changes") is None:
        return from_yaml(Stress, place, found, stress=name)
    paths = list(_inside(place.within("changes"), found))
    changes = [from_yaml(Change, one, found, number=path) for path, one in paths]
    if not isinstance(written["changes"], dict) or None in changes:
        return None
    apart = Place(place.tree, place.file, place.path, apart=("changes",), folder=place.folder)
    return from_yaml(Stress, apart, found, stress=name, changes=changes)


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


def _items(whole: Place, key: str, found: Found) -> Iterator[Place]:
    """The things in a list of plan.yaml."""
    written = whole.tree.value.get(key)
    if written is not None and not isinstance(written, list):
        found.problems.append(Problem(f"{PLAN}:{whole.within(key).line}", f"{key} {described(written)}, not a list", 'write each after "- " on a line of its own'))
        return
    yield from (whole.within(key, at) for at in range(len(written or ())))


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


def _nothing(parts: dict[str, Any], found: Found) -> Iterator[Problem]:
    if not parts["teams"] and not parts["leases"] and not found.problems:
        yield Problem(PLAN, "the plan has no people and no leases", "add teams.csv, a roster under people, or leases.csv")
