"""History: what ran, from what and with what result; as a table, as JSON and as a page to browse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any
from urllib.parse import quote

from backoffice_lib.basics.errors import visible
from backoffice_lib.basics.money import counted
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.archive.archive import Archive
from backoffice_lib.reports.archive.index import PUBLISHED, Row
from backoffice_lib.reports.archive.places import CERTIFICATE, FILE, PAGE
from backoffice_lib.views.tables import Column, Table

STATES = {
    "running": "running", "succeeded": "done", "checks_failed": "CHECKS FAILED", "failed": "failed", "crashed": "crashed",
    "timed_out": "out of time", "cancelled": "cancelled",
}
"""How each state is called for a reader."""
_SHORT = 72
_DOCUMENTS = {".html": "HTML", ".pdf": "PDF", ".xlsx": "Excel", ".ipynb": "notebook"}


@dataclass(frozen=True)
class Entry:
    """A run as the history tells it: its row, what came of it in a word, a sentence, and its documents by kind, as paths in the archive."""

    row: Row
    state: str
    told: str
    documents: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """What a program may want to know of it."""
        row = self.row
        names = ("run", "report", "period", "on_demand", "attempt", "state", "started", "ended", "seconds", "who", "answer", "message", "recovered", "number", "certificate")
        return {**{name: getattr(row, name) for name in names}, "documents": self.documents}


@dataclass(frozen=True)
class History:
    """Every attempt in an archive, the newest first."""

    folder: Path
    entries: tuple[Entry, ...]

    def __str__(self) -> str:
        if not self.entries:
            return "Nothing has run yet."
        good = sum(one.row.state == "succeeded" for one in self.entries)
        failed = sum(one.row.state == "checks_failed" for one in self.entries)
        rest = len(self.entries) - good - failed
        parts = [f"{good} done", *([f"{failed} with failed checks"] if failed else []), *([f"{rest} not published"] if rest else [])]
        return f"{counted(len(self.entries), 'run')}: {', '.join(parts)}."

    def table(self) -> Table:
        """A row a run, short enough for a terminal."""
        columns = tuple(map(Column, ("Started", "report", "period", "result", "took", "run", "what came of it")))
        return Table(columns, tuple((_time(one.row.started), one.row.report, one.row.period, one.state, took(one.row), one.row.run, shorten(one.told, _SHORT, placeholder=" …")) for one in self.entries))


def history(archive: Archive) -> History:
    """What ran in an archive."""
    return History(archive.folder, tuple(_entry(archive, row) for row in reversed(archive.history())))


def write_page(history: History) -> Path:
    """Write `index.html` beside the runs, to browse them; it needs no network, and what is not published has no link."""
    import jinja2

    here = Path(__file__)
    strict = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = strict.from_string(here.with_name("history.html.j2").read_text(encoding="utf-8")).render(
        history=history, groups=list(_by_report(history.entries)), took=took, time=_time, link=quote,
        style=here.with_name("history.css").read_text(encoding="utf-8"),
    )
    return write_whole(history.folder / PAGE, text, FILE)


def took(row: Row) -> str:
    """How long a run took, for reading."""
    seconds = round(row.seconds)
    return "" if row.state in ("running", "crashed") else f"{seconds} s" if seconds < 100 else f"{seconds // 60} min {seconds % 60} s"


def _entry(archive: Archive, row: Row) -> Entry:
    documents: dict[str, str] = {}
    if row.state in PUBLISHED:
        folder = archive.folder_of(row)
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        paths = {kind: path for end, kind in _DOCUMENTS.items() for path in there if path.suffix == end} | {"certificate": folder / CERTIFICATE}
        documents = {kind: path.relative_to(archive.folder).as_posix() for kind, path in paths.items()}
    return Entry(row, STATES[row.state], visible(" ".join((row.answer or row.message).split())), documents)


def _by_report(entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    for report in sorted({one.row.report for one in entries}, key=str.casefold):
        yield report, [one for one in entries if one.row.report == report]


def _time(moment: str) -> str:
    return moment[:16].replace("T", " ")
