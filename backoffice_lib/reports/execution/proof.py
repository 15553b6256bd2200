"""What proves that a notebook ran: every cell was executed, none failed anywhere, and the last one shows this run's nonce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backoffice_lib.reports.execution.inside import PROOF

BEFORE, AFTER = "before-all", "after-all"
_INJECTED = {"injected-parameters", BEFORE, AFTER}
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


@dataclass(frozen=True)
class Fault:
    """Why a run is not believed. cell: as JupyterLab numbers it, 0 where it is none; source: of that cell."""

    cell: int
    source: str
    message: str


def with_proof(notebook: Any, nonce: str, plan: str, snapshot: str, unmasked: bool) -> Any:
    """The notebook with a cell before all others that watches, and one after all others that shows the nonce."""
    from nbformat.v4 import new_code_cell

    begin = f"from backoffice_lib.reports.execution import inside\n\ninside.begin({plan!r}, {snapshot!r}, {unmasked!r})"
    end = f"from backoffice_lib.reports.execution import inside\n\ninside.end({nonce!r})"
    notebook.cells.insert(0, new_code_cell(begin, metadata={"tags": [BEFORE]}))
    notebook.cells.append(new_code_cell(end, metadata={"tags": [AFTER]}))
    return notebook


def without_proof(executed: Any) -> Any:
    """The executed notebook as its author knows it."""
    executed.cells = [cell for cell in executed.cells if not {BEFORE, AFTER} & set(_tags(cell))]
    return executed


def shown_at_the_end(executed: Any) -> dict[str, Any]:
    """What the last cell has shown; nothing where it has not."""
    outputs = executed.cells[-1].get("outputs", []) if executed.cells else []
    return next((output["data"][PROOF] for output in outputs if PROOF in output.get("data", {})), {})


def fault_of(executed: Any, nonce: str, stopped: str = "", in_widgets: Mapping[int, str] | None = None) -> Fault | None:
    """The first thing that keeps a run from being believed; papermill's own marks are not asked, for they call a killed run completed.

    stopped: what stopped it, as its runner saw. in_widgets: errors within widgets, by the place of the cell.
    """
    return next(_faults(executed, nonce, stopped, in_widgets or {}), None)


def _faults(executed: Any, nonce: str, stopped: str, in_widgets: Mapping[int, str]) -> Iterator[Fault]:
    own = [cell for cell in executed.cells if cell.cell_type == "code" and not _INJECTED & set(_tags(cell)) and cell.source.strip()]
    number, last = 0, Fault(0, "", stopped)
    for place, cell in enumerate(executed.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        number += cell in own
        shown = Fault(number, cell.source if cell in own else "", "")
        if cell.get("metadata", {}).get("papermill", {}).get("start_time"):
            last = Fault(shown.cell, shown.source, stopped)
        for output in cell.outputs:
            if output.output_type == "error":
                yield Fault(shown.cell, shown.source, plain(f"{output.ename}: {output.evalue}".removesuffix(": ")))
        if place in in_widgets:
            yield Fault(shown.cell, shown.source, plain(f"inside a widget: {in_widgets[place]}"))
        if cell.execution_count is None and not stopped:
            yield Fault(shown.cell, shown.source, "this cell did not run")
    if stopped:
        yield last
    yield from _faults_of_the_whole(executed, nonce, own)


def _faults_of_the_whole(executed: Any, nonce: str, own: list) -> Iterator[Fault]:
    if not [cell for cell in own if "parameters" not in _tags(cell)]:
        yield Fault(0, "", "the notebook has no cell that shows anything")
    proof = shown_at_the_end(executed)
    if proof.get("nonce") != nonce:
        yield Fault(0, "", "its last cell does not show that this run came to its end")
    for failed in proof.get("threads", []):
        yield Fault(0, "", plain(f"in a thread: {failed}"))


def plain(text: str) -> str:
    """A text without the colours of a terminal."""
    return _COLOURS.sub("", text).strip()


def _tags(cell: Any) -> list[str]:
    return cell.get("metadata", {}).get("tags", [])
