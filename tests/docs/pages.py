"""Reads what the pages promise: their tables, blocks of code, commands and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md")), *ROOT.glob("docs/**/*.md")]
)

_FENCE = re.compile(r"^```(\w*) *(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?)$", re.MULTILINE)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what stands behind it (the name of a file), and its text."""

    language: str
    file: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(*found) for found in _FENCE.findall(page.read_text(encoding="utf-8"))]


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def table(page: Path, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its head; cells lose their backquotes."""
    text = page.read_text(encoding="utf-8")
    below = re.split(rf"^#+ +{re.escape(heading)}$", text, maxsplit=1, flags=re.MULTILINE)
    assert len(below) == 2, f"{name_of(page)} has no heading {heading}"
    lines = re.split(r"^#", below[1], maxsplit=1, flags=re.MULTILINE)[0].splitlines()
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


def commands(page: Path) -> list[tuple[str, str]]:
    """Every `backoffice` command line of a page, in order, with the output shown below it, if any; those of tables last.

    They stand in `console` blocks after a `$`, or alone in a cell of a table.
    """
    found: list[tuple[str, str]] = []
    for block in blocks(page):
        if block.language == "console":
            for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                if command.startswith("backoffice "):
                    found.append((command, output.strip("\n")))
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `backoffice "):
            found.append((line.split("`")[1], ""))
    return found


def links(page: Path) -> list[str]:
    """The targets of every link and picture of a page."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))


def anchors(page: Path) -> set[str]:
    """The names under which headings of a page can be linked to."""
    headings = (heading.lower().replace("`", "") for heading in _HEADING.findall(prose(page)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}
