"""One executed notebook, as many documents as are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.documents.body import body_of
from backoffice_lib.reports.documents.cover import Cover
from backoffice_lib.reports.documents.notebook import notebook_of
from backoffice_lib.reports.documents.page import page_of
from backoffice_lib.reports.documents.pdf import find_browser, pdf_of
from backoffice_lib.reports.documents.workbook import report_workbook

FORMATS = ("html", "pdf", "xlsx", "ipynb")


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats, each once, when all of them can be written on this machine. Raises InputProblems."""
    for asked in formats:
        if asked not in FORMATS:
            raise refuse(f"format {asked}", "there is no such format", f"use {listed(FORMATS)}", nearest(asked, FORMATS))
    if not formats:
        raise refuse("formats", "none is named", f"use {listed(FORMATS)}")
    if "pdf" in formats:
        find_browser()
    return tuple(dict.fromkeys(formats))


def write_documents(executed, cover: Cover, formats: Sequence[str], folder: Path, name: str, plotly: str = "") -> list[Path]:
    """Writes an executed notebook into a folder as `name.html`, `.pdf`, `.xlsx` and `.ipynb`, in the order asked for.

    plotly: where plotly.js will lie, as seen from the page, as `write_plotly` names it; inside the page where it is not said. The same notebook
    and cover give the same bytes. Raises InputProblems for a format that cannot be written here.
    """
    body = cache(lambda: body_of(executed, cover))
    writers: dict[str, Callable[[], str | bytes]] = {
        "html": lambda: page_of(body(), cover, plotly),
        "pdf": lambda: pdf_of(page_of(body(), cover, paper=True), cover.made_on),
        "xlsx": lambda: report_workbook(executed, cover, f"{name}.xlsx"),
        "ipynb": lambda: notebook_of(executed, cover),
    }
    return [write_whole(folder / f"{name}.{ending}", writers[ending]()) for ending in check_formats(formats)]
