"""What a process of its own takes, so that memory is its alone: it imports what a planner's does, and no peers.

Each function prints what it found as JSON.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

import backoffice_lib as bo
from backoffice_lib.ledger.drawn import Drawn, quantiles
from benchmarks.study_plan import Studied

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


def most_megabytes() -> float:
    """The most memory that this process ever had."""
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")) / 1e3


def _kept(drawn: Drawn) -> float:
    """Megabytes of the sums that draws are kept as."""
    return (sum(amounts.nbytes for amounts in drawn.costs.values()) + drawn.cash.nbytes + drawn.npv.nbytes) / 1e6


def whole(draws: int, workers: int = 1) -> None:
    """Tells what all scenarios take with exact quantiles by month and category, each dropped before the next."""
    studied = Studied()
    clock, processor = time.perf_counter(), time.process_time()
    each = [_with_quantiles(bo.simulate(studied.plan, one, draws=draws, workers=workers).drawn) for one in studied.scenarios]
    taken = {"clock": time.perf_counter() - clock, "processor": time.process_time() - processor}
    print(json.dumps({**taken, "quantiles": sum(sorting for sorting, _ in each), "kept": max(kept for _, kept in each), "most": most_megabytes()}))


def _with_quantiles(drawn: Drawn) -> tuple[float, float]:
    """Seconds to sort the draws of every month and category, and the megabytes that they are kept in."""
    begun = time.process_time()
    for amounts in drawn.costs.values():
        quantiles(amounts, SHARES)
    return time.process_time() - begun, _kept(drawn)


def memory(done: int, asked: int) -> None:
    """Tells what draws of meridian take, and the answer of `risk` on as many as are asked for, which are copies of those that are done."""
    ledger = bo.simulate(bo.read_plan("meridian"), draws=done, grain="plan")
    drawn, simulated = ledger.drawn, most_megabytes()

    def many(amounts: np.ndarray) -> np.ndarray:
        return np.tile(amounts, asked // done)

    luck = replace(drawn.luck, draws=range(1, asked + 1), total=asked)
    drawn = replace(drawn, costs={name: many(one) for name, one in drawn.costs.items()}, cash=many(drawn.cash), npv=many(drawn.npv), luck=luck)
    bo.analyses.risk(replace(ledger, drawn=drawn))
    print(json.dumps({"simulated": simulated, "kept": _kept(drawn), "answered": most_megabytes()}))
