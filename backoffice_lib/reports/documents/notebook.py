"""The executed notebook as it can be sent on: its code and outputs, without what the runner put into it or noted."""

from __future__ import annotations

import copy

from backoffice_lib.reports.documents.cover import Cover

INJECTED = frozenset(("before-all", "after-all", "injected-parameters"))
"""The tags of cells that are not the notebook's own."""
_WIDGET = "application/vnd.jupyter.widget-view+json"
_KEPT = ("kernelspec", "language_info", "title")


def notebook_of(executed, cover: Cover) -> str:
    """The notebook's text, stamped where a check failed. Paths of this machine, times, warnings and the state of widgets are not in it."""
    import nbformat

    shown = copy.deepcopy(executed)
    shown.cells = [cell for cell in shown.cells if not INJECTED & set(cell.metadata.get("tags", []))]
    unmasked = shown.metadata.get("backoffice", {}).get("unmasked")
    shown.metadata = nbformat.from_dict({name: shown.metadata[name] for name in _KEPT if name in shown.metadata})
    if unmasked:
        shown.metadata["backoffice"] = nbformat.from_dict({"unmasked": True})
    number = 0
    for cell in shown.cells:
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {})
        if cell.cell_type == "code":
            number += cell.execution_count is not None
            cell.execution_count = number if cell.execution_count is not None else None
            cell.outputs = [_own(output, cell.execution_count) for output in cell.outputs if _stays(output)]
    if cover.failed_checks:
        told = "\n".join(f"- {check}" for check in cover.failed_checks)
        stamp = nbformat.v4.new_markdown_cell(f"# FAILED\n\nThese checks failed, and the figures below are not to be relied on.\n\n{told}", id="failed")
        shown.cells.insert(0, stamp)
    return nbformat.writes(shown)


def _stays(output) -> bool:
    data = output.get("data", {})
    return output.get("name") != "stderr" and not (data and set(data) <= {_WIDGET})


def _own(output, number: int | None):
    if "data" in output:
        output.data.pop(_WIDGET, None)
    if "execution_count" in output:
        output.execution_count = number
    return output
