"""Runs the cells of one notebook through papermill, keeps what they show within bounds, and sees what papermill does not."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backoffice_lib.reports.execution.forked import Waiting, manager_of
from backoffice_lib.reports.execution.proof import plain
from backoffice_lib.reports.notebooks import KERNEL

MOST_SHOWN = 2_000_000
"""Characters that one cell may show."""
DIED = "the Python process ended by itself: it was killed, ran out of memory or left"
_CUT = f"\n[cut here: this cell shows more than {MOST_SHOWN // 1_000_000} MB]\n"
_LONGEST_SOCKET_FOLDER = 80  # the system allows about 100 characters for the whole path of a socket
_ENGINE = "backoffice"


@dataclass
class Seen:
    """The notebook as far as it was executed, what stopped it, if anything did, and errors within widgets by the cell's place."""

    executed: Any = None
    stopped: str = ""
    in_widgets: dict[int, str] = field(default_factory=dict)


def execute(source: Any, values: Mapping[str, object], folder: Path, cell_seconds: int, waiting: Waiting | None, told: Callable[[int, int], None]) -> Seen:
    """Executes a notebook in an empty folder. told: is given how many cells are done, and of how many.

    waiting: a process that stands ready to become the kernel; none to start one afresh.
    """
    from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillException
    from papermill.execute import execute_notebook

    seen = Seen(source)
    with tempfile.TemporaryDirectory(prefix="backoffice-", ignore_cleanup_errors=True) as private, _quiet("papermill"):
        try:
            execute_notebook(
                source, None, parameters=dict(values), kernel_name=KERNEL, language="python", engine_name=_engine(seen, told),
                progress_bar=False, execution_timeout=cell_seconds, config=_line(private), kernel_manager_class=manager_of(waiting),
                # what somebody has IPython do at every start is no part of a report
                # and being asked to end is no news
                extra_arguments=[f"--ipython-dir={private}", "--log-level=CRITICAL"],
                # the cells run in the private folder too, whatever folder the report was asked for in
                resources={"metadata": {"path": str(folder)}},
            )
        except DeadKernelError:
            seen.stopped = DIED
        except CellTimeoutError:
            seen.stopped = f"it ran longer than {cell_seconds / 60:g} minutes"
        except PapermillException as error:
            seen.stopped = plain(str(error))
        except (CellControlSignal, RuntimeError) as error:
            seen.stopped = plain(f"{type(error).__name__}: {error}")
    return seen


def _engine(seen: Seen, told: Callable[[int, int], None]) -> str:
    """The name of a papermill engine that runs a notebook with the client below."""
    from papermill.engines import Engine, papermill_engines

    class OwnEngine(Engine):
        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, execution_timeout: int | None = None, **how: Any) -> Any:
            for unused in ("input_path", "log_output", "start_timeout", "stdout_file", "stderr_file"):
                how.pop(unused, None)
            client = _client()(nb_man, kernel_name=kernel_name, timeout=execution_timeout, **how)
            client.seen, client.told, seen.executed = seen.in_widgets, told, nb_man.nb
            return client.execute()

    papermill_engines.register(_ENGINE, OwnEngine)
    return _ENGINE


def _client() -> Any:
    """papermill's client, which also counts what is shown, looks into widgets, and tells how far it is."""
    from papermill.clientwrap import PapermillNotebookClient

    class Client(PapermillNotebookClient):
        def execute_cell(self, cell: Any, index: int, **how: Any) -> Any:
            self.shown = 0
            try:
                return super().execute_cell(cell, index, **how)
            finally:
                self.told(index + 1, len(self.nb.cells))

        def output(self, outs: Any, msg: Any, display_id: Any, cell_index: int) -> Any:
            """One more output of a cell, or of a widget in it; what is too much is left out, and that is said."""
            if msg["msg_type"] == "error" and self.output_hook_stack[msg["parent_header"].get("msg_id")]:
                self.seen.setdefault(cell_index, f"{msg['content']['ename']}: {msg['content']['evalue']}")
            if msg["msg_type"] != "error":
                before, self.shown = self.shown, self.shown + _size(msg["content"])
                if self.shown > MOST_SHOWN:
                    msg = _cut(msg, MOST_SHOWN - before)
                    if before > MOST_SHOWN:
                        return None
            return super().output(outs, msg, display_id, cell_index)

        def set_widgets_metadata(self) -> None:
            """The state of widgets is no part of a report; errors that were shown in them are told."""
            for state in self.widget_state.values():
                for shown in state.get("outputs", ()) if state.get("_model_name") == "OutputModel" else ():
                    if shown.get("output_type") == "error":
                        self.seen.setdefault(len(self.nb.cells) - 1, f"{shown.get('ename')}: {shown.get('evalue')}")

    return Client


def _size(content: Mapping[str, Any]) -> int:
    return len(content["text"]) if "text" in content else len(json.dumps(content.get("data", {}), default=str))


def _cut(msg: Any, left: int) -> Any:
    """An output that goes beyond the bound: a text as far as it fits, and the line that says so."""
    if msg["msg_type"] == "stream":
        return {**msg, "content": {**msg["content"], "text": msg["content"]["text"][: max(left, 0)] + _CUT}}
    return {**msg, "content": {**msg["content"], "data": {"text/plain": _CUT.strip()}}}


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
