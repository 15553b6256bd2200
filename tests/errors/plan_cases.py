"""Plan folders with a mistake in them: one file a case, which says what is changed in a good plan and what is then told.

A case begins with a sentence for its reader. Then come, each under a line of its own:

    == change teams.csv          what is replaced: lines with "- " as they are, then lines with "+ " as they become;
                                 "- " may be part of a line; "+ " alone is put at the end of the file
    == write sites.csv           the whole of a file; `== write sites.csv as latin-1` for another encoding
    == delete vendors.csv
    == expect                    the exact messages, in order
    == expect notes              the exact notes of a plan that can be used all the same
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import problems_beside, read_scenarios
from backoffice_lib.simulation import simulate

HERE = Path(__file__).parent
BASE = HERE / "base_plan"
_SECTION = re.compile(r"== (change|write|delete|expect)(?: (\S+))?(?: as (\S+))?")


@dataclass(frozen=True)
class Section:
    """One part of a case: what is done, to which file, in which encoding, and the lines that say how."""

    verb: str
    file: str
    encoding: str
    lines: list[str]


def sections(case: Path) -> Iterator[Section]:
    """The parts of a case, without the sentence it begins with."""
    current = None
    for line in case.read_text(encoding="utf-8").splitlines():
        if match := _SECTION.fullmatch(line):
            if current:
                yield current
            current = Section(match[1], match[2] or "", match[3] or "utf-8", [])
        elif current:
            current.lines.append(line)
    if current is None:
        raise ValueError(f"{case.name} has no part that begins with ==")
    yield current


def build(case: Path, folder: Path) -> Path:
    """The folder of the good plan with the mistakes of a case in it."""
    shutil.copytree(BASE, folder)
    for part in sections(case):
        path = folder / part.file
        if part.verb == "change":
            path.write_text(_changed(path.read_text(encoding="utf-8"), part.lines, case.name), encoding="utf-8")
        elif part.verb == "write":
            path.write_bytes("".join(f"{line}\n" for line in _trimmed(part.lines)).encode(part.encoding))
        elif part.verb == "delete":
            path.unlink()
    return folder


def expected(case: Path, file: str = "") -> list[str]:
    """The messages a case expects, or its notes."""
    return [line for part in sections(case) if part.verb == "expect" and part.file == file for line in _trimmed(part.lines)]


def told(folder: Path) -> tuple[list[str], list[str]]:
    """Everything that is said about a folder, from its files to the simulation of its scenarios; and its notes."""
    try:
        plan = read_plan(folder)
    except InputProblems as wrong:
        return _shown([*wrong.problems, *_beside(wrong, folder)], folder), []
    try:
        for scenario in read_scenarios(plan):
            simulate(plan, scenario)
    except InputProblems as wrong:
        return _shown(wrong.problems, folder), list(plan.notes)
    return [], list(plan.notes)


def _shown(problems: Iterable[Problem], folder: Path) -> list[str]:
    """Problems as text; the folder, which is another one in each test, is called PLAN."""
    return [str(problem).replace(str(folder), "PLAN") for problem in problems]


def _beside(wrong: InputProblems, folder: Path) -> list[Problem]:
    """What is wrong with the scenarios of a wrong plan; nothing can be said where there is no plan."""
    return problems_beside(wrong, folder) if (folder / "plan.yaml").is_file() else []


def _changed(text: str, lines: list[str], case: str) -> str:
    for old, new in _hunks(_trimmed(lines)):
        if not old:
            text += f"{new}\n"
        elif text.count(old) != 1:
            raise ValueError(f"{case}: {old!r} is found {text.count(old)} times")
        else:
            text = text.replace(old if new or f"{old}\n" not in text else f"{old}\n", new)
    return text


def _hunks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """What is replaced by what: lines that go, then lines that come."""
    old: list[str] = []
    new: list[str] = []
    for line in lines:
        if line.startswith("-") and new:
            yield "\n".join(old), "\n".join(new)
            old, new = [], []
        (old if line.startswith("-") else new).append(line[2:])
    yield "\n".join(old), "\n".join(new)


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without the blank ones at the end, which only hold the parts of a case apart."""
    last = max((number for number, line in enumerate(lines, start=1) if line.strip()), default=0)
    return lines[:last]
