"""Draws side by side with what a user would otherwise write, on a plan of the study's size: each with the same formulas, checked to 1e-9 first.

    python -m benchmarks.draws              all parts that take minutes
    python -m benchmarks.draws rates moved  some of them
    python -m benchmarks.draws million      one that takes as long as it takes, and is only done when it is named

Each part replaces its own in RESULTS.md. Peers that are not installed (numba, modelx: the extra `bench`; LibreOffice with `python3-uno`) are left out and said to be.
Times are seconds of the processor, medians of rounds that take turns, so that other work on the machine touches all alike; where several
processes share the work it is seconds of the clock. Nothing here is asserted in a test.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys

from benchmarks import pace, results, scale, sheets
from benchmarks.study_plan import Studied

PARTS = {
    "agreement": pace.agrees,
    "moved": pace.moved,
    "libreoffice": sheets.libreoffice,
    "rates": pace.rates,
    "prices": pace.prices,
    "whole": scale.whole,
    "workers": scale.workers,
    "memory": scale.memory,
    "growth": scale.growth,
}
WHEN_NAMED = {"whole_in_full": scale.whole_in_full, "million": scale.million, "million_of_study": scale.million_of_study}


def main(names: list[str]) -> None:
    """Measures some parts, and puts each into the results once it is done."""
    parts = PARTS | WHEN_NAMED
    if unknown := [name for name in names if name not in parts]:
        sys.exit(f"there is no part {', '.join(unknown)}; there are {', '.join(parts)}")
    studied = Studied()
    for name in names or PARTS:
        load = results.load()
        results.put(name, parts[name](studied), load)


if __name__ == "__main__":
    main(sys.argv[1:])
