"""When two books say the same: every sum a planner can ask for, to within what floating point loses."""

from __future__ import annotations

import numpy as np

from backoffice_lib.ledger import Ledger

CLOSE = 1e-9


def sums(ledger: Ledger) -> dict[str, np.ndarray]:
    """The cost of each category, function, site and vendor, and the heads of each function: [month, draw] each."""
    found = {f"category {name}": amounts for name, amounts in ledger.by_category().items()}
    found |= {f"paid for {name}": amounts for name, amounts in ledger.by_category("cash").items()}
    for label in ("function", "site", "vendor", "mode"):
        found |= {f"{label} {text}": amounts for text, amounts in ledger.by_label(label).items()}
    functions = [team.function for team in ledger.plan.teams]
    for function in dict.fromkeys(functions):
        rows = [at for at, own in enumerate(functions) if own == function]
        found[f"heads {function}"] = ledger.operations.staffing.at_work[:, rows].sum(axis=1)
    return found


def assert_same(found: Ledger, expected: Ledger, times: float = 1.0, months: int | None = None, by: float = CLOSE) -> None:
    """Both books have the same heads, and the same costs but for a factor; in the first months only, if so many are named."""
    assert_same_sums(sums(found), sums(expected), times, months, by)


def assert_same_sums(
    found: dict[str, np.ndarray], expected: dict[str, np.ndarray], times: float = 1.0, months: int | None = None, by: float = CLOSE
) -> None:
    """The same for sums; one that is missing is nothing, and so is one that is lost in the largest one's rounding."""
    largest = {kind: _largest(expected, kind) for kind in ("heads", "")}
    for name in sorted(found.keys() | expected.keys()):
        factor, scale = (1.0, largest["heads"]) if name.startswith("heads") else (times, largest[""] * times)
        one, other = (np.asarray(part.get(name, 0.0))[:months] if name in part else 0.0 for part in (found, expected))
        np.testing.assert_allclose(one, np.multiply(other, factor), rtol=by, atol=by * scale, err_msg=name)


def _largest(parts: dict[str, np.ndarray], kind: str) -> float:
    of_kind = [np.abs(amounts).max(initial=0.0) for name, amounts in parts.items() if name.startswith("heads") == bool(kind)]
    return max(of_kind, default=0.0)
