"""What a run's certificate says of what it was made from, in words that lead to no place on this machine."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from backoffice_lib.files.snapshots import Input
from backoffice_lib.reports.archive import Certificate, Check, Difference, KeptFile
from backoffice_lib.reports.execution.jobs import Ended
from backoffice_lib.reports.wanted import Wanted

UNMASKED = "unmasked"
_PACKAGES = ("backoffice-workbench", "numpy", "pandas", "scipy", "plotly", "papermill", "nbclient", "ipykernel", "pydantic")


def certified(plan: Path, wanted: Wanted, inputs: Iterable[Input], ended: Ended, as_of: date | None, unmasked: bool) -> Certificate:
    """The certificate of a run as far as its maker knows it; the archive adds the rest."""
    values = {name: value for name, value in wanted.values.items() if name != "plan"}
    mine = f"notebooks/{wanted.notebook}"
    return Certificate(
        plan=plan.name, scenarios=wanted.scenarios, notebook=wanted.notebook,
        inputs=tuple(KeptFile(name=one.name, sha256=one.sha256, bytes=one.bytes) for one in inputs if one.name == mine or not one.name.startswith("notebooks/")),
        parameters={**values, UNMASKED: True} if unmasked else values, differences=tuple(Difference(**one) for one in ended.differences),
        versions=versions(), seed=wanted.values.get("seed"), as_of=as_of.isoformat() if as_of else "",
        checks=tuple(Check(name=one.name, passed=one.passed, found=one.found, expected=one.expected) for one in ended.checks), answer=ended.answer,
    )


def versions() -> dict[str, str]:
    """The versions of the workbench, of Python and of the packages that figures and documents come from."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
