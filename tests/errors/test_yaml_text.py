"""Files that are not the YAML of a plan are refused, each with its own exact words; those that are keep every word."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files import yaml_text
from backoffice_lib.files.yaml_text import Tree, read_yaml

CASES = Path(__file__).parent / "yaml"
WHERE = "plan.yaml"


def refused(path: Path) -> str:
    with pytest.raises(InputProblems) as caught:
        read_yaml(path, WHERE)
    return str(caught.value)


@pytest.fixture
def read(tmp_path):
    """Read this content as a file."""

    def read_content(content: str | bytes) -> Tree:
        path = tmp_path / "plan.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_yaml(path, WHERE)

    return read_content


@pytest.fixture
def words(read):
    """What is said about this content."""

    def words_about(content: str | bytes) -> str:
        with pytest.raises(InputProblems) as caught:
            read(content)
        return str(caught.value)

    return words_about


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_mistake_has_its_words(path):
    assert refused(path) == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_parser_without_c_says_the_same(path, monkeypatch):
    monkeypatch.setattr(yaml_text, "_PARSER", yaml.SafeLoader)
    assert refused(path) == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


A_PLAN = (
    "# a plan\n"
    "name: tiny\n"
    "start: 2027-04   # a month is text\n"
    "on: 2027-04-01\n"
    "7: seven\n"
    "levers:\n"
    "  - remote_work:\n"
    "      team: clerks\n"
    "      share: 0.8\n"
    "  - {break_lease: {lease: CHI-1, whole: true}}\n"
    "empty:\nnothing: ~\ngrowth: 12%\ncountry: \"NO\"\ncode: '007'\nopens: 09:00\n"
    "story: |\n  two\n  lines\n"
    "low: -0.5\nheads: 12\nspread: 0.02..0.03\n"
)


def test_a_plan_keeps_its_words_and_lines(read):
    tree = read(A_PLAN)
    assert tree.value == {
        "name": "tiny",
        "start": "2027-04",
        "on": "2027-04-01",
        "7": "seven",
        "levers": [
            {"remote_work": {"team": "clerks", "share": 0.8}},
            {"break_lease": {"lease": "CHI-1", "whole": True}},
        ],
        "empty": None,
        "nothing": None,
        "growth": "12%",
        "country": "NO",
        "code": "007",
        "opens": "09:00",
        "story": "two\nlines\n",
        "low": -0.5,
        "heads": 12,
        "spread": "0.02..0.03",
    }
    assert isinstance(tree.value["heads"], int)
    assert tree.lines[("on",)] == 4
    assert tree.lines[("levers",)] == 6
    assert tree.lines[("levers", 0)] == 7
    assert tree.lines[("levers", 0, "remote_work", "share")] == 9
    assert tree.lines[("levers", 1, "break_lease", "lease")] == 10
    assert tree.lines[("story",)] == 17


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_for_every_line_end(read, words, end):
    assert read(f"\ufeffname: tiny{end}{end}months: 12{end}").lines == {("name",): 1, ("months",): 3}
    assert words(f"name: tiny{end}{end}name: NO{end}".encode() + b"\xe9") == (
        "plan.yaml:4: the file is not UTF-8 (byte 0xE9); save it as UTF-8"
    )


def test_typography_in_a_story_is_welcome(read):
    assert read("story: 'de 12\u00a0% à 15\u202f%, 😀'\n").value == {"story": "de 12\u00a0% à 15\u202f%, 😀"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("name: Café\n".encode("latin-1"), "plan.yaml:1: the file is not UTF-8 (byte 0xE9); save it as UTF-8"),
        ("name: tiny\n".encode("utf-16"), "plan.yaml: the file is UTF-16; save it as UTF-8"),
        ("name: tiny\n".encode("utf-16-be"), "plan.yaml: the file is UTF-16; save it as UTF-8"),
        (
            b"PK\x03\x04\x14\x00",
            "plan.yaml: this is not a text file (it looks like an Excel workbook or a zip archive)",
        ),
        (
            b"name: tiny\nnote: a\x07b\nstory: x\x1b[2J\nlast: \x00\n",
            "plan.yaml:2: a control character (U+0007) is not allowed\n"
            "plan.yaml:3: a control character (U+001B) is not allowed\n"
            "plan.yaml:4: a control character (U+0000) is not allowed",
        ),
        (b"#" * 2_000_001, "plan.yaml: 2.1 MB is over the 2 MB limit for a plan file"),
        (": 12\n", 'plan.yaml:1: a key is missing before ":"'),
    ],
)
def test_bytes_that_are_no_plan(words, content, expected):
    assert words(content) == expected


def test_what_is_not_a_file(tmp_path):
    assert refused(tmp_path / "plan.yaml") == "plan.yaml: there is no such file"
    assert refused(tmp_path) == "plan.yaml: this is not a file; give a plan file"


def test_only_the_first_thousand_problems_are_told(words):
    said = words("sites:\n" + "- NO\n" * 1_234).split("\n")
    assert len(said) == 1_001
    assert said[-1] == "plan.yaml: and 234 more problems like these"


BOMBS = {
    "laughs": 'a: &a ["x", "x"]\n'
    + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "merges": "b0: &b0 {k: v}\n"
    + "".join(f"b{i}: &b{i} {{<<: [{', '.join([f'*b{i - 1}'] * 9)}], k{i}: v}}\n" for i in range(1, 9)),
    "brackets": "a: " + "[" * 1_900_000,
    "braces": "a: " + "{a: " * 450_000,
    "dashes": "a:\n" + "".join(" " * i + "-\n" for i in range(1_900)),
    "questions": "? " * 900_000,
    "digits": "a: " + "9" * 1_900_000,
    "exponent": "a: 1e" + "9" * 1_900_000,
    "sixties": "a: 1" + ":59" * 600_000,
    "hexadecimal": "a: 0x" + "f" * 1_900_000,
    "open quote": 'a: "' + "x\n" * 900_000,
    "colons": "a: " + "b: " * 600_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(words, name):
    said = words(BOMBS[name])
    assert all(len(line) <= 200 for line in said.split("\n"))


def test_ten_thousand_lines_are_read(read):
    lever = "  - remote_work:\n      team: clerks\n      share: 0.8\n      starting: 2027-04\n"
    tree = read("levers:\n" + lever * 2_500)
    assert len(tree.value["levers"]) == 2_500


PIECES = ["a: ", "b", "- ", "[", "]", "{", "}", '"', "'", "\n", "  ", "\t", "&a ", "*a", "!t ", "<<: ", "? ", "|", ">"]
PIECES += ["---\n", "...\n", "%", "#", ", ", ":", "@", "NO", ".nan", "1_0", "9" * 20, "1e9", "22:30", "0x1", "\\", "é"]
PIECES += ["\u00a0", "\u2028", "\ufeff", "\x00", "\r"]


@given(
    st.one_of(st.binary(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map(lambda p: "".join(p).encode()))
)
@pytest.mark.parametrize("parser", [yaml_text._PARSER, yaml.SafeLoader], ids=["C", "Python"])
def test_any_bytes_are_read_or_refused_in_whole_lines(tmp_path_factory, parser, content):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "_PARSER", parser)
        try:
            assert isinstance(read_yaml(path, WHERE), Tree)
        except InputProblems as problems:
            for line in str(problems).split("\n"):
                assert line.startswith(WHERE) and line.isprintable() and len(line) <= 200
