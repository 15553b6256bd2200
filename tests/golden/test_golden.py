"""No figure of a shipped plan moves unnoticed: every ledger is what its golden file says, to the cent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.ledgers import figures_in, figures_now, files_without_ledger, golden_names, moves, path_of, write

SHOWN = 20
IF_MEANT = 'If this is meant, run `make golden` and explain the move in CHANGELOG.md under "Numbers that move".'


@pytest.mark.parametrize("name", golden_names())
def test_golden(name: str) -> None:
    path = path_of(name)
    if not path.exists():
        missing = f"{name} has no golden ledger yet; run `make golden`, read the new file and commit it."
        pytest.fail(missing, pytrace=False)
    moved = moves(figures_in(path), figures_now(name))
    if moved:
        more = [f"and {len(moved) - SHOWN} more"] if len(moved) > SHOWN else []
        pytest.fail("\n  ".join([f"{name} has moved:", *moved[:SHOWN], *more]) + f"\n{IF_MEANT}", pytrace=False)


def test_no_golden_ledger_is_left_behind() -> None:
    stale = [str(path.relative_to(path.parents[1])) for path in files_without_ledger()]
    assert not stale, f"no plan, scenario or lever makes {', '.join(stale)} any more; `make golden` removes them"


def test_a_move_names_category_month_and_amount() -> None:
    before = {("category", "rent", "2027-03"): 13_440.00, ("category", "salaries", "2027-03"): 80_607.07}
    now = {**before, ("category", "rent", "2027-03"): 13_640.00, ("vendor", "Bureau", ""): -1_500.00}
    assert moves(before, now) == [
        "vendor Bureau: 0.00 is now -1,500.00 (-1,500.00)",
        "category rent 2027-03: 13,440.00 is now 13,640.00 (+200.00)",
    ]


def test_a_cent_is_a_move_and_the_rounding_of_a_file_is_not(tmp_path: Path) -> None:
    figures = {("category", "rent", "2027-03"): 100.004999, ("category", "hiring", "2027-03"): 0.0}
    write(figures, tmp_path / "rounded.csv")
    rounded = figures_in(tmp_path / "rounded.csv")
    assert rounded == {("category", "rent", "2027-03"): 100.00}
    assert moves(rounded, figures) == []
    assert len(moves(rounded, {("category", "rent", "2027-03"): 100.01})) == 1
    assert len(moves(rounded, {("category", "rent", "2027-03"): float("nan")})) == 1
