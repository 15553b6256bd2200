"""A page of a report as a PDF, for docs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.reports.documents import Cover, answer_of, title_of, write_documents

NOTEBOOK, PLAN, PAGE = "monthly_report", "meridian", 2
MADE_ON = date(2026, 11, 30)


def picture(to: Path) -> None:
    """The first page of the report after its cover; its notebook is run as it is shipped."""
    if shutil.which("pdftoppm") is None:
        sys.exit("there is no pdftoppm on this machine (Debian: apt-get install poppler-utils)")
    executed = NotebookClient(nbformat.read(shipped_notebooks()[NOTEBOOK], as_version=4)).execute()
    cover = Cover(title_of(executed), PLAN, ("today",), MADE_ON, MADE_ON, answer_of(executed))
    with tempfile.TemporaryDirectory() as folder:
        [pdf] = write_documents(executed, cover, ("pdf",), Path(folder), NOTEBOOK)
        asked = ["-png", "-r", "90", "-singlefile", "-f", str(PAGE), "-l", str(PAGE), str(pdf), str(to.with_suffix(""))]
        subprocess.run(["pdftoppm", *asked], check=True)
