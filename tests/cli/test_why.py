"""`backoffice why`: a figure traced from the command line."""

from __future__ import annotations

import json

import pytest

from backoffice_lib.cli._main import status

RENT = ["why", "tiny", "--scenario", "everything", "--category", "rent", "--month", "2027-02"]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, what was printed, and what was said on the side."""
    code = status(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_tree_is_printed(capsys):
    code, out, err = said(capsys, *RENT)
    assert (code, err) == (0, "")
    assert out.startswith("Rent of 2027-02, scenario everything: USD 10,240.00\nIt is USD 12,800.00 today; 1 of 5 initiatives changes it:\n")
    assert "\n\n12,800.00 - 2,560.00 = USD 10,240.00\n\nSources\n  [1] an assumption" in out


def test_only_what_is_asked_for(capsys):
    code, out, _ = said(capsys, *RENT, "--item", "HQ-1 sublet", "--site", "HQ")
    assert code == 0
    assert out.startswith("Rent of 2027-02, site HQ, item HQ-1 sublet, scenario everything: USD -2,560.00\n")


def test_json_is_the_same_twice(capsys):
    first, second = (said(capsys, *RENT, "--item", "HQ-1", "--json") for _ in range(2))
    assert first == second
    answer = json.loads(first[1])
    assert list(answer) == "plan scenario category month where currency amount today levers effects leaves note checks".split()
    assert answer["where"] == {"item": "HQ-1"}
    (leaf,) = answer["leaves"]
    assert leaf["id"] == "2027-02/rent/HQ/HQ-1"
    assert (leaf["quantity"], leaf["price"], leaf["index"], leaf["amount"]) == (32, 400, 1, 12_800)


def test_a_wrong_name_ends_with_2(capsys):
    code, out, err = said(capsys, "why", "tiny", "--category", "rent", "--month", "2027-04")
    assert (code, out) == (2, "")
    assert err == "why: month: 2027-04 is not in the plan; give a month from 2027-01 to 2027-03\n"


def test_the_example_of_the_help_runs(capsys):
    code, out, _ = said(capsys, "why", "--help")
    assert code == 0
    example = out.partition("Example:\n")[2].split()
    assert said(capsys, *example[1:])[0] == 0
