"""However a good plan's files are damaged, the plan either loads or is refused in words; nothing else ever comes out."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import problems_beside, read_scenarios
from backoffice_lib.simulation import simulate
from tests.errors.plan_cases import BASE

FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file())
ODD = ["", "-1", "0", "1e9", "nan", "2027-13", "9999-12", "true", "[", "{", "}", ":", "- ", '"', ",", "%", "\n", "\t", "é", "\0"]


def without_a_line(text: str, at: float, odd: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[int(at * len(lines))]
    return "".join(lines)


def twice_a_line(text: str, at: float, odd: str) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(int(at * len(lines)), lines[int(at * len(lines))])
    return "".join(lines)


def with_cells_swapped(text: str, at: float, odd: str) -> str:
    cells = text.split(",")
    first = int(at * (len(cells) - 1)) if len(cells) > 1 else 0
    cells[first : first + 2] = reversed(cells[first : first + 2])
    return ",".join(cells)


def with_a_word_replaced(text: str, at: float, odd: str) -> str:
    words = text.split(" ")
    words[int(at * len(words))] = odd
    return " ".join(words)


def with_a_cell_replaced(text: str, at: float, odd: str) -> str:
    cells = text.split(",")
    cells[int(at * len(cells))] = odd
    return ",".join(cells)


def with_something_inserted(text: str, at: float, odd: str) -> str:
    where = int(at * len(text))
    return text[:where] + odd + text[where:]


def cut_short(text: str, at: float, odd: str) -> str:
    return text[: int(at * len(text))]


DAMAGES = [
    without_a_line, twice_a_line, with_cells_swapped, with_a_word_replaced, with_a_cell_replaced,
    with_something_inserted, cut_short,
]
damages = st.tuples(
    st.sampled_from(FILES), st.sampled_from(DAMAGES), st.floats(0, 1, exclude_max=True), st.sampled_from(ODD)
)


@given(st.lists(damages, min_size=1, max_size=4))
@settings(deadline=None)
def test_a_damaged_plan_loads_or_is_refused(hurt):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "plan"
        shutil.copytree(BASE, folder)
        for file, damage, at, odd in hurt:
            path = folder / file
            if text := path.read_text(encoding="utf-8"):
                path.write_text(damage(text, at, odd), encoding="utf-8")
        assert all(0 < len(message) < 1000 for message in messages(folder))


def messages(folder: Path) -> list[str]:
    """What is said about a folder; anything but problems with the input is the failure this looks for."""
    try:
        plan = read_plan(folder)
        for scenario in read_scenarios(plan):
            simulate(plan, scenario)
    except InputProblems as wrong:
        assert wrong.problems
        return [str(problem) for problem in (*wrong.problems, *problems_beside(wrong, folder))]
    return []


@pytest.mark.parametrize("odd", ["", "today", "\0", "x" * 5000, "../../etc", "plan.yaml/", "~", "."])
def test_any_name_of_a_plan_is_answered_in_words(odd):
    with pytest.raises(InputProblems):
        read_plan(odd)
