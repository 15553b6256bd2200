"""Every file of a run is opened again before the run is believed: cut or empty documents are found here."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from backoffice_lib.basics.errors import Problem, raise_all


def check_outputs(folder: Path, files: Iterable[Path], promised: Iterable[str]) -> None:
    """Raise InputProblems with every file that was promised and is not there, or does not open as what its name says."""
    files = list(files)
    there = {path.relative_to(folder).as_posix() for path in files}
    missing = [Problem(name, "was promised and is not there") for name in promised if name not in there]
    raise_all([*missing, *(Problem(path.name, f"does not open again: {wrong}") for path in files if (wrong := _wrong(path)))])


def _wrong(path: Path) -> str:
    if path.stat().st_size == 0:
        return "it is empty"
    try:
        return _READERS.get(path.suffix.lower(), _anything)(path)
    except (ValueError, csv.Error, zipfile.BadZipFile):  # text that is not UTF-8 is a ValueError too
        return "it is damaged"


def _anything(path: Path) -> str:
    return ""


def _html(path: Path) -> str:
    return "" if path.read_bytes().rstrip().endswith(b"</html>") else "its end is missing"


def _pdf(path: Path) -> str:
    data = path.read_bytes()
    return "" if data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:] else "its beginning or end is missing"


def _workbook(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        return "a part of it is damaged" if parts.testzip() else ""


def _json(path: Path) -> str:
    json.loads(path.read_bytes())
    return ""


def _csv(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        widths = {len(row) for row in csv.reader(file, strict=True) if row}
    return "its rows are not of one width" if len(widths) > 1 else ""


def _parquet(path: Path) -> str:
    data = path.read_bytes()
    return "" if len(data) > 8 and data[:4] == data[-4:] == b"PAR1" else "its beginning or end is missing"


_READERS: dict[str, Callable[[Path], str]] = {
    ".html": _html, ".pdf": _pdf, ".xlsx": _workbook, ".ipynb": _json, ".json": _json, ".csv": _csv, ".parquet": _parquet,
}
