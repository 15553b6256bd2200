"""Run a notebook from top to bottom, and believe that it worked only when its own cells prove it."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backoffice_lib.basics.quick_start import skip_unused_grammars
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.notebooks import KERNEL

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_BEFORE = "before-all"
_SHOW_ALL_PAY = "from backoffice_lib.files.shown_pay import show_all_pay\n\nshow_all_pay()  # asked for with --unmasked"
_BAR = "{desc} |{bar}| {n_fmt} of {total_fmt} {unit}, {elapsed}"
_INPUT_FAULT = "InputProblems: "
_LONGEST_SOCKET_FOLDER = 80  # the system allows about 100 characters for the whole path of a socket


@dataclass(eq=False)
class CellFailed(Exception):
    """A notebook stopped at a cell: which notebook and cell, its source, what went wrong, and where the rest is kept.

    `cell` is the number JupyterLab shows beside the cell when the notebook is run there from the top; 0 when the
    notebook did not get as far as its first cell.
    """

    notebook: str
    cell: int
    source: str
    message: str
    kept: Path

    @property
    def is_input_fault(self) -> bool:
        """Whether what the notebook was told, or the plan, is at fault: it is named in plain words, and the code says no more."""
        return self.message.startswith(_INPUT_FAULT)

    def __str__(self) -> str:
        if self.is_input_fault:
            return "\n".join(f"{self.notebook}: {line}" for line in self.message.removeprefix(_INPUT_FAULT).splitlines())
        source = textwrap.indent(self.source.rstrip(), "    ")
        place = f"cell [{self.cell}] failed" if self.cell else "could not be started"
        lines = [f"{self.notebook}: {place}: {self.message}", source, f"kept for study: {self.kept}"]
        return "\n".join(line for line in lines if line.strip())


def run(notebook: Path, values: Mapping[str, object], to: Path, progress: bool = True, unmasked: bool = False):
    """Run the notebook with these values and return it as it was executed; raise CellFailed when it did not work.

    unmasked: whether what it reads shows what groups of few people are paid; its first cell and its metadata then say so.
    Nothing of a run is left in the folder `to`, except `failed/<name>.ipynb` after a failure.
    """
    skip_unused_grammars()  # before the first of the imports it makes quick
    import nbformat

    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".running-", dir=to, ignore_cleanup_errors=True) as room:
        draft = Path(room) / "draft.ipynb"
        stopped = _execute(_source(notebook, unmasked), values, draft, progress, notebook.stem)
        executed = nbformat.read(draft, as_version=4)
    fault = _fault(executed, stopped)
    if fault is None:
        return executed
    number, cell, message = fault
    failed = CellFailed(notebook.stem, number, cell.source if cell else "", message, to / "failed" / notebook.name)
    _keep(executed, cell, failed)
    raise failed


def warnings_of(executed) -> list[str]:
    """What the cells printed as warnings; these are for whoever runs the report, not for whoever reads it."""
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    return [_plain(output.text) for output in outputs if output.get("name") == "stderr" and output.text.strip()]


def _source(notebook: Path, unmasked: bool):
    """The notebook to be run; one that shows all pay begins by saying so."""
    import nbformat

    source = nbformat.read(notebook, as_version=4)
    if unmasked:
        source.cells.insert(0, nbformat.v4.new_code_cell(_SHOW_ALL_PAY, metadata={"tags": [_BEFORE]}))
        source.metadata["backoffice"] = {"unmasked": True}
    return source


def _execute(source, values: Mapping[str, object], draft: Path, progress: bool, name: str) -> str:
    """Let papermill run the notebook into the draft, and say what stopped it, if anything did."""
    from nbclient.exceptions import CellControlSignal, DeadKernelError
    from papermill.exceptions import PapermillException
    from papermill.execute import execute_notebook

    # papermill treats its output path as a pattern, in which a brace has to be doubled
    into = str(draft).replace("{", "{{").replace("}", "}}")
    with tempfile.TemporaryDirectory(prefix="backoffice-", ignore_cleanup_errors=True) as private, _quiet("papermill"):
        try:
            execute_notebook(
                source, into, parameters=dict(values), kernel_name=KERNEL, language="python",
                progress_bar=_cell_bar(name, progress), store_widget_state=False, config=_line(private),
                # what somebody has IPython do at every start is no part of a report
                # and being asked to end is no news
                extra_arguments=[f"--ipython-dir={private}", "--log-level=CRITICAL"],
                # the cells run in the private folder too, whatever folder the report was asked for in
                resources={"metadata": {"path": str(draft.parent)}},
            )
        except DeadKernelError:
            return "the Python process ended by itself: it was killed, ran out of memory or left"
        except PapermillException as error:
            return _plain(str(error))
        except (CellControlSignal, RuntimeError) as error:
            return _plain(f"{type(error).__name__}: {error}")
    return ""


def _fault(executed, stopped: str):
    """The number, cell and message of the first failure, or None when every cell proves that it ran.

    papermill's own marks are not asked: after a killed process they call every cell completed.
    """
    cells = [cell for cell in executed.cells if cell.cell_type == "code" and cell.source.strip()]
    number, last_started = 0, (0, None)
    for cell in cells:
        number += not {"injected-parameters", _BEFORE} & set(cell.metadata.get("tags", []))
        if cell.metadata.get("papermill", {}).get("start_time"):
            last_started = (number, cell)
        for output in cell.outputs:
            if output.output_type == "error":
                return number, cell, _plain(f"{output.ename}: {output.evalue}".removesuffix(": "))
        if cell.execution_count is None and not stopped:
            return number, cell, "this cell did not run"
    return (*last_started, stopped) if stopped else None


def _keep(executed, cell, failed: CellFailed) -> None:
    """Keep the notebook for study in a form that nobody can take for a report."""
    import nbformat
    from papermill.execute import remove_error_markers

    if cell is not None:
        cell.metadata.setdefault("tags", []).append("failed")
    remove_error_markers(executed)
    words = (
        f"# This run failed. This is not a report.\n\nIt stopped on {datetime.now():%Y-%m-%d at %H:%M} in cell "
        f"[{failed.cell}]; the cells after it did not run, and no number here may be used.\n\n"
    )
    notice = nbformat.v4.new_markdown_cell(words + textwrap.indent(failed.message, "    "))
    executed.cells.insert(0, notice)
    executed.metadata["backoffice"] = executed.metadata.get("backoffice", {}) | {"status": "failed", "cell": failed.cell, "message": failed.message}
    failed.kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(failed.kept, nbformat.writes(executed))


def bar(words: str, unit: str, **how) -> dict:
    """How a progress bar looks, over notebooks and over cells: as wide as the terminal, within reason."""
    width = min(shutil.get_terminal_size().columns, 100)
    return {"desc": words, "unit": unit, "ncols": width, "bar_format": _BAR, **how}


def _cell_bar(name: str, progress: bool) -> dict | bool:
    """The bar papermill draws over the cells: below the one over the notebooks, or in a log a line each."""
    if not progress:
        return False
    if sys.stderr.isatty():
        return bar(f"  {name}", "cells", position=1, leave=False)
    return bar(name, "cells", ascii=True, mininterval=3600)


def _line(private: str) -> object:
    """A line to the kernel that no other user of the machine and no other run can be on: sockets in a private folder.

    Network ports, jupyter's default, can be taken by somebody else between being chosen and being opened. Windows
    has no such sockets, and a folder with a very long name cannot hold them; ports serve there.
    """
    from traitlets.config import Config

    if os.name == "nt" or len(private) > _LONGEST_SOCKET_FOLDER:
        return Config()
    return Config(KernelManager={"transport": "ipc", "connection_file": os.path.join(private, "kernel.json")})


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library from warning of what has been checked already, and better."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _plain(text: str) -> str:
    return _COLOURS.sub("", text).strip()
