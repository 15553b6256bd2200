"""Where measurements are kept: each program replaces its own marked part of RESULTS.md, and its figures in measured.json; the table of aims is made from these.

What stands between the marks is made; all else in RESULTS.md is written by hand, and stays.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks import aims

RESULTS, MEASURED = (Path(__file__).with_name(name) for name in ("RESULTS.md", "measured.json"))


@dataclass(frozen=True)
class Found:
    """What a part found. text: as it stands in the results. figures: by name, what aims are held against; none of a part that no aim is about."""

    text: str
    figures: Mapping[str, float] = field(default_factory=dict)


def put(name: str, found: Found, load: float) -> None:
    """Prints a part, and puts it where the one before was. load: of the machine before it began, which is said."""
    text = f"{found.text.strip()}\n\nOn {machine(load)}."
    print(f"\n{text}", flush=True)
    measured = known() | ({name: dict(found.figures)} if found.figures else {})
    MEASURED.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    whole = _replaced(RESULTS.read_text(encoding="utf-8"), name, text)
    RESULTS.write_text(_replaced(whole, "aims", aims.table(measured)), encoding="utf-8")


def known() -> dict[str, dict[str, float]]:
    """The figures of each part, as they were measured last."""
    return json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}


def _replaced(whole: str, name: str, text: str) -> str:
    """The results with another text in a part; one that is new comes last."""
    begin, end = f"<!-- {name}: made, do not edit -->", f"<!-- end of {name} -->"
    before, marked, rest = whole.partition(begin)
    after = rest.partition(end)[2] if marked else "\n"
    return f"{before if marked else before.rstrip() + chr(10) * 2}{begin}\n{text}\n{end}{after}"


def machine(load: float) -> str:
    """What it was measured on, and how busy that was."""
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    return f"{platform.system()}, {versions}, {_processor()}, {os.cpu_count()} cores, load {load:.1f} before, {date.today()}"


def load() -> float:
    """How many processes want a processor, over the last minute."""
    return os.getloadavg()[0]


def _processor() -> str:
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
