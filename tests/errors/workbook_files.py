"""Workbooks part by part, for what no spreadsheet program would write."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_of(path: Path | io.BytesIO) -> dict[str, bytes]:
    """The content of each part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def small(rows: str) -> dict[str, bytes]:
    """The parts of a workbook with one sheet, `teams`, of these rows."""
    book = openpyxl.Workbook()
    book.active.title = "teams"
    out = io.BytesIO()
    book.save(out)
    parts = parts_of(out)
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return parts
