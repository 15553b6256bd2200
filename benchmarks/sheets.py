"""The study in a spreadsheet: what LibreOffice takes for what the workbench is asked, whether it agrees, and what its threads do to the figures."""

from __future__ import annotations

from statistics import median

import numpy as np

from benchmarks import libreoffice_peer, study
from benchmarks.aims import told
from benchmarks.pace import ours_moved
from benchmarks.results import Found
from benchmarks.side_by_side import SAME, in_turns, off
from benchmarks.study_plan import Studied

ROUNDS = 5
PRICES_AT_ONCE = 20
"""How many changes of a price are timed together: one takes less than the hundredth of a second that a processor's time is told in."""
HARD = 6


def libreoffice(studied: Studied) -> Found:
    """One scenario, the other, and all of them in one workbook; then one as LibreOffice is installed."""
    if not libreoffice_peer.program():
        return Found("LibreOffice, or the `uno` of the system's Python, is not installed, and left out.")
    ledgers = [study.simulated(studied.plan, one, 2) for one in studied.scenarios]
    rows, figures, most = [], {}, 0.0
    ours = {name: 1e3 * taken for name, taken in in_turns(ours_moved(studied), 3).items()}
    asked = {"`mixed` alone": ledgers[-1:], "`mixed` alone, teams down": ledgers[-1:], "`today` alone": ledgers[:1], "6 scenarios in one workbook": ledgers}
    for name, some in asked.items():
        found, apart = _timed(some, name.endswith("teams down"))
        figures |= {f"{name}: {what}": taken for what, taken in found.items()}
        most = max(most, apart)
        rows.append(f"| {name} | {told(found['hard'])} | {told(found['quantity'])} | {told(found['price'])} |")
    rows += [f"| the workbench, {name} | | {told(ours[one])} | {told(ours[other])} |" for name, one, other in (("`mixed` alone", "one", "price of one"), ("6 scenarios", "quantity", "price"))]
    head = "| ms of the processor, threads off | to recalculate all of it | a quantity input moved | a price input moved |\n| --- | ---: | ---: | ---: |"
    agrees = f"{libreoffice_peer.version()} agrees with the workbench to {most:.1g} in every category, month and scenario, where all is as likely and in a draw."
    return Found("\n".join([head, *rows, "", agrees, "", _threads(ledgers[-1])]), figures)


def _timed(ledgers: list[study.Ledger], teams_down: bool) -> tuple[dict[str, float], float]:
    """Milliseconds of its processor, and how far it is off. Raises AssertionError where that is too much."""
    known, drawn = np.stack([study.likely(one) for one in ledgers]), np.stack([study.ours(one)[..., 0] for one in ledgers])
    given, sure = study.inputs_of(ledgers[0]), study.likely_inputs()
    with libreoffice_peer.opened({one.scenario: study.study_of(one) for one in ledgers}, sure, teams_down=teams_down) as model:
        model.recalculate()
        apart = max(off(model.read(), known), off(model.at(given)[0], drawn), off(model.at(sure)[0], known))
        assert apart < SAME, apart
        found = {"hard": [], "quantity": [], "price": []}
        for turn in range(1, ROUNDS + 1):
            found["hard"].append(1e3 * model.recalculate().processor)
            found["quantity"].append(1e3 * model.at(sure.with_loss(0.1 + turn * 1e-6))[1].processor)
            model.at(sure)
            prices = [model.at(sure.with_price(24_000.0 + at))[1].processor for at in range(PRICES_AT_ONCE)]
            found["price"].append(1e3 * sum(prices) / PRICES_AT_ONCE)
            model.at(sure)
        assert off(model.at(sure)[0], known) < SAME
    return {name: median(taken) for name, taken in found.items()}, apart


def _threads(ledger: study.Ledger) -> str:
    """What hard recalculations one after the other say with threads on, as LibreOffice is installed, by the layout of the sheets."""
    known, says = study.likely(ledger)[None], []
    for layout, teams_down in (("months down and teams across", False), ("teams down and months across", True)):
        with libreoffice_peer.opened({ledger.scenario: study.study_of(ledger)}, study.likely_inputs(), threads=True, teams_down=teams_down) as model:
            found = [(model.recalculate(), off(model.read(), known))[1] for _ in range(HARD)]
        says.append(f"{layout}, {_worst(found)}")
    return f"With its threads on, as it is installed, {HARD} recalculations of all of `{ledger.scenario}`, one after the other: {'; '.join(says)}."


def _worst(found: list[float]) -> str:
    """How far each recalculation is off in the worst category and month."""
    if all(one < SAME for one in found):
        return "right each time"
    errors, numbers = sum(map(np.isnan, found)), [f"{one:.1g}" for one in found if not np.isnan(one)]
    told = [f"off by {', '.join(numbers)} in the worst category and month"] * bool(numbers) + [f"errors instead of numbers in {errors} of them"] * bool(errors)
    return ", and ".join(told)
