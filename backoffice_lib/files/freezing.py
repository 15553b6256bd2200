"""Freezes a scenario: keeps its inputs and its result beside it, so that the result never moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, raise_all, refuse
from backoffice_lib.files.inert import csv_of, rows_of
from backoffice_lib.files.kept import RESULT, Kept, draft_of, keep, put
from backoffice_lib.files.library import library_in, shipped_library
from backoffice_lib.files.plan_folder import files_of, read_plan_with
from backoffice_lib.files.records import Found
from backoffice_lib.files.scenario_files import BASED_ON, FROZEN
from backoffice_lib.files.scenarios import ScenariosOf, read_scenario
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.files.sql_tables import rows_to_keep
from backoffice_lib.files.whole import AS_USUAL, write_whole
from backoffice_lib.files.yaml_text import read_yaml
from backoffice_lib.ledger.yearly import AMOUNT, KEYS
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, TODAY_AS_KEPT, Scenario

Amounts = dict[tuple[str, ...], float]
_TO_COME = "0123456789abcdef"
_FILE_NAME = re.compile(r"[\w][\w .-]{0,79}")


@dataclass(frozen=True)
class Frozen:
    """What was done: the scenario, its file, and the hash under which its inputs are kept."""

    scenario: str
    file: str
    hash: str


def freeze(plan: Plan, name: str, result: Callable[[Plan, Scenario], Amounts], version: str, as_name: str = "") -> Frozen:
    """Keeps a scenario's inputs and result in `scenarios/frozen/HASH/`, and writes `frozen: HASH` into its file.

    result: the yearly amounts of a scenario on a plan. version: of the workbench. as_name: of a new scenario that is to be the frozen one, while
    this one goes on with the plan; needed for `today`. Either all is done or nothing. Raises InputProblems.
    """
    folder = _own_folder(plan)
    of = ScenariosOf(folder, Found())
    _check_names(of, name, as_name)
    read_scenario(plan, name)
    file = of.files.get(as_name or name, folder / "scenarios" / f"{as_name or name}.yaml")
    text = _new_file(name, as_name) if as_name else file.read_bytes().decode("utf-8")
    ready = _with_hash(text, _TO_COME, file.name, folder)
    with draft_of(folder) as draft:
        files = files_of(folder)
        put(draft, {**files, **rows_to_keep(files), **shipped_library().files, f"scenarios/{file.name}": text.encode("utf-8")})
        put(draft, _behind(of, name, itself=bool(as_name)))
        kept_plan, scenario = _read_again(draft, draft / "scenarios" / file.name)
        if kept_plan != plan:
            raise refuse(f"freeze {name}", "the plan is not as it was read a moment ago", "freeze again once nobody writes to it")
        put(draft, {RESULT: _as_csv(result(kept_plan, scenario)).encode("utf-8")})
        hashed = keep(draft, f"scenarios/{file.name}", version)
    write_whole(file, ready.replace(_TO_COME, hashed, 1), file.stat().st_mode & 0o777 if file.exists() else AS_USUAL)
    return Frozen(scenario.name, f"scenarios/{file.name}", hashed)


def kept_result(kept: Kept) -> Amounts:
    """The yearly amounts that were kept."""
    _, *rows = rows_of((kept.folder / RESULT).read_bytes().decode("utf-8"))
    return {tuple(row[:-1]): float(row[-1]) for row in rows}


def _own_folder(plan: Plan) -> Path:
    """The folder of a plan that is somebody's own."""
    if not plan.folder:
        raise refuse("freeze", "the plan was not read from a folder", "write it down first")
    folder = Path(plan.folder)
    if folder.resolve() in {shipped.resolve() for shipped in shipped_plans().values()}:
        raise refuse(f"freeze {plan.name}", "this plan comes with the workbench", f"copy it with `backoffice new DIR --template {folder.name}`")
    return folder


def _check_names(of: ScenariosOf, name: str, as_name: str) -> None:
    """A name that may be frozen, and a name for it that is free."""
    if as_name and (as_name in (*of.files, TODAY.name, TODAY_AS_KEPT) or not _FILE_NAME.fullmatch(as_name)):
        wrong = "is the name of a scenario already" if _FILE_NAME.fullmatch(as_name) else "is no name for a file"
        raise refuse(f"--as {as_name}", wrong, "give a new name of letters, digits, _ and -")
    if as_name:
        return
    if name == TODAY.name:
        raise refuse("freeze today", "today has no file that could say so", "give the frozen one a name with --as, such as --as budget")
    written = of.written(of.files[name]) if name in of.files else None
    if written and written.frozen:
        raise refuse(f"scenario {name}", f"is frozen already, as {written.frozen}", f"take frozen out of scenarios/{name}.yaml to freeze it anew")


def _new_file(name: str, as_name: str) -> str:
    base = "" if name == TODAY.name else f"{BASED_ON}: {_quoted(name)}\n"
    return f"name: {_quoted(as_name)}\n{base}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _behind(of: ScenariosOf, name: str, itself: bool) -> dict[str, Path]:
    """The files of the scenarios that one is based on, and its own if it is to be a base, under the names by which they are called; as they
    were kept, from one on that is frozen."""
    path, found, called = of.files.get(name), {}, name
    while path:
        written = of.written(path)
        if written and written.frozen:
            kept = of.kept(written)
            path, of = kept.folder / kept.scenario, ScenariosOf(kept.folder, Found())
        if itself or called != name:
            found[f"scenarios/{called}.yaml"] = path
        called, path = of.written(path).based_on, of.base_of(path)
    return found


def _read_again(draft: Path, file: Path) -> tuple[Plan, Scenario]:
    """The plan and scenario as they lie in a draft, from which the result is made: so it is of what is kept, whoever writes meanwhile."""
    found = Found()
    plan = read_plan_with(draft, library_in(draft))
    scenario = ScenariosOf(draft, found).read(file)
    raise_all(found.problems)
    return plan, scenario


def _with_hash(text: str, hashed: str, file: str, folder: Path) -> str:
    """The text of a scenario file with the hash before its first key, and all else as it was. Raises InputProblems."""
    with draft_of(folder) as aside:
        put(aside, {"before.yaml": text.encode("utf-8")})
        tree = read_yaml(aside / "before.yaml", f"scenarios/{file}")
        lines = text.splitlines(keepends=True)
        first = min((line for path, line in tree.lines.items() if len(path) == 1), default=1) - 1
        indent = re.match(r"\ufeff?([ ]*)", lines[first])
        mark = "\ufeff" if lines[first].startswith("\ufeff") else ""
        end = "\r\n" if lines[first].endswith("\r\n") else "\n"
        lines[first] = f'{mark}{indent[1]}{FROZEN}: "{hashed}"{end}{lines[first].removeprefix(mark)}'
        changed = "".join(lines)
        put(aside, {"after.yaml": changed.encode("utf-8")})
        try:
            right = read_yaml(aside / "after.yaml", file).value == {**tree.value, FROZEN: hashed}
        except InputProblems:
            right = False
        if not right:
            raise refuse(f"scenarios/{file}", "cannot be added to as it is written", "write each key on a line of its own")
    return changed


def _as_csv(amounts: Amounts) -> str:
    """Amounts to the cent, a row for each."""
    rows = ((*row, Decimal(f"{round(amount, 2) + 0:.2f}")) for row, amount in sorted(amounts.items()))
    return csv_of((*KEYS, AMOUNT), rows, end="\n")
