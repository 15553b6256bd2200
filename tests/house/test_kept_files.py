"""What is committed speaks of the product: no machine's paths, no registry's address, nothing of how the work was organised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import kept_files, shown, told

# Written with a bracketed letter, so that this file does not break its own rule.
MACHINE = r"(?<![\w.~])/(?:[w]ork|[r]oot)/|/tmp/[b]ash_jobs"
REGISTRY = r"[p]ythonhosted\.org|[p]ypi\.org/simple|https?://[^\s/]*(?:[a]rtifactory|[n]exus|[d]evpi)"
WORK = (
    r"\b(?:this|previous|next|another|later) [i]ssue\b|\b[i]ssue #?\d|\b(?:this|a previous|the next|another|a later) [s]ession\b"
    r"|\b[s]ub-?agents?\b|\b[c]laude\b|\b[a]nthropic\b"
)
TOO_LARGE = 5_000_000


def lines_with(pattern: str) -> list[str]:
    """Every line of a kept text file in which the pattern is found."""
    wanted = re.compile(pattern, re.IGNORECASE)
    found = []
    for path in kept_files():
        for number, line in enumerate(_text(path).splitlines(), 1):
            if wanted.search(line):
                found.append(f"{shown(path)}:{number} {line.strip()[:100]}")
    return found


def _text(path: Path) -> str:
    """The text of a file; nothing for pictures and other data."""
    content = path.read_bytes() if path.stat().st_size < TOO_LARGE else b""
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


@pytest.mark.parametrize(
    ("pattern", "mend"),
    [
        (MACHINE, "a committed file names no place of one machine; write a path from the checkout or a place to be filled in"),
        (REGISTRY, "a committed file names no registry; pip and uv know theirs"),
        (WORK, "a committed file speaks of the product, not of how the work on it was organised; say what holds"),
    ],
    ids=["machine paths", "registries", "how the work was organised"],
)
def test_kept_files_are_about_the_product(pattern, mend):
    found = lines_with(pattern)
    assert not found, told(found, mend)


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (MACHINE, "see net/wor" + "k/x and ~/root/", "see /wor" + "k/main"),
        (REGISTRY, "https://pyp" + "i.org/project/numpy", "https://pyp" + "i.org/simple/numpy"),
        (WORK, "a papermill session; an issue of bonds", "as this iss" + "ue asks"),
    ],
)
def test_the_patterns_hit_what_they_should(pattern, good, bad):
    assert not re.search(pattern, good, re.IGNORECASE)
    assert re.search(pattern, bad, re.IGNORECASE)
