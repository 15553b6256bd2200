"""Reads a worked case: published or recomputed inputs, what must come out of them, and how exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases"


def case(name: str) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """The inputs, the expected figures and the tolerance of a case; the test is skipped where cases are absent."""
    path = CASES / f"{name}.json"
    if not path.exists():
        pytest.skip(f"shared/cases/{name}.json, which lies beside the checkout, is absent")
    read = json.loads(path.read_text(encoding="utf-8"))
    return read["inputs"], read["expected"], read["tolerance"]


def reference(name: str) -> Path:
    """A table of published or real data; the test is skipped where it is absent."""
    path = CASES.parent / "reference" / name
    if not path.exists():
        pytest.skip(f"shared/reference/{name}, which lies beside the checkout, is absent")
    return path
