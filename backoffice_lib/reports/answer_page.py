"""One answer as a page of its own: its sentence, its chart and its table, in the look of the reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backoffice_lib.basics.errors import refuse
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.documents import Cover, page
from backoffice_lib.views import chart, table

_FIGURE = "application/vnd.plotly.v1+json"


def checked_page(to: str) -> Path:
    """The file that a page is asked to be written to. Raises InputProblems where it cannot be one."""
    path = Path(to).expanduser()
    if path.suffix != ".html":
        raise refuse(f"--to {to}", "is no page", "name a file that ends in .html")
    if not path.parent.is_dir():
        raise refuse(f"--to {to}", "is in a folder that is not there", "name a folder that is")
    return path


def write_answer(path: Path, title: str, plan: str, scenarios: Sequence[str], answer: Any, parts: Sequence[str] = ("",)) -> Path:
    """Writes an answer as one HTML page that needs no network; parts: of its charts and tables, by name."""
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    shown = []
    for part in parts:
        shown += [{_FIGURE: json.loads(chart(answer, part).to_json())}, {"text/html": table(answer, part)._repr_html_()}]
    cells = [new_code_cell(outputs=[new_output("display_data", data=data)]) for data in shown]
    return write_whole(path, page(new_notebook(cells=cells), Cover(title, Path(plan).name, tuple(scenarios), answer=str(answer))))
