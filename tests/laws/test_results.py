"""What benchmarks measure is put where it belongs, and nothing that was written by hand is touched."""

from __future__ import annotations

import pytest

from benchmarks import aims, draws, results
from benchmarks.results import Found

PAGE = "# Measured\n\nBy hand.\n\n<!-- aims: made, do not edit -->\n<!-- end of aims -->\n\n<!-- workers: made, do not edit -->\nold\n<!-- end of workers -->\n\nThe end.\n"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(results, "MEASURED", tmp_path / "measured.json")
    results.RESULTS.write_text(PAGE, encoding="utf-8")
    return results.RESULTS


def test_a_part_replaces_its_own_and_leaves_the_rest(page):
    results.put("workers", Found("Twice as fast.", {"times": 2.0}), load=0.5)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Measured\n\nBy hand.\n\n") and text.endswith("<!-- end of workers -->\n\nThe end.\n")
    assert "old" not in text and "Twice as fast.\n\nOn " in text and "load 0.5 before" in text
    assert "| two workers 1.6 times as fast as one | 2 times | met |" in text


def test_a_part_that_is_new_comes_last(page):
    results.put("more", Found("More."), load=0)
    assert page.read_text(encoding="utf-8").rstrip().endswith("<!-- end of more -->")


def test_aims_remember_what_other_parts_found(page):
    results.put("workers", Found("Slower.", {"times": 0.8}), load=0)
    results.put("prices", Found("Prices.", {"times": 12}), load=0)
    text = page.read_text(encoding="utf-8")
    assert "| two workers 1.6 times as fast as one | 0.8 times | short |" in text
    assert "| only prices unsure: 10 times the full rate | 12 times | met |" in text


def test_every_aim_is_of_a_part_that_can_be_measured_and_has_its_place():
    parts = draws.PARTS | draws.WHEN_NAMED
    assert {aim.part for aim in aims.AIMS} <= set(parts)
    text = results.RESULTS.read_text(encoding="utf-8")
    assert not [name for name in parts if f"<!-- {name}: made, do not edit -->" not in text]
