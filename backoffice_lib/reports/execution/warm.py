"""A process that has imported, read and simulated what reports need, and forks itself once for each report.

A fork begins with what is the same for all of them, and nothing of one report can reach the next.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from dataclasses import asdict
from pathlib import Path

from backoffice_lib import analyses, views
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.quick_start import skip_unused_grammars
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.plan import Plan
from backoffice_lib.reports.documents import Cover, check_formats, page
from backoffice_lib.reports.execution import runner, shared
from backoffice_lib.reports.execution.forked import end_all_below, keep_orphans
from backoffice_lib.reports.execution.jobs import Job
from backoffice_lib.simulation import simulate


def main(address: str) -> None:
    """Answers at a socket until its standard input ends: there `{"plan": …}` is told once, and then each connection brings a job."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(address)
        door.listen()
        _import_all()
        order = json.loads(sys.stdin.readline() or "null")
        if order is None:
            return
        try:
            check_formats(order["formats"] or ("html",))
            shared.prepare(Path(order["plan"]), Path(order["snapshot"]), order["unmasked"])
        except InputProblems as wrong:
            print(json.dumps([asdict(problem) for problem in wrong.problems]), flush=True)
            return
        _make_one_of_each(read_plan(order["snapshot"]))
        # what is here is here to stay: forks need not look through it for what could be thrown away
        gc.collect()
        gc.freeze()
        print(json.dumps([]), flush=True)
        _serve(door)


def _import_all() -> None:
    """Everything that a kernel and the process that runs it need, so that none of the forks has to."""
    skip_unused_grammars()
    import ipykernel.kernelapp
    import ipykernel.zmqshell
    import ipywidgets
    import pandas
    import papermill.execute
    import plotly.graph_objects
    import plotly.io


def _make_one_of_each(plan: Plan) -> None:
    """One chart and one page: what they load and compile the first time is then there for all."""
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    summary = analyses.summarise(simulate(plan))
    data = {"application/vnd.plotly.v1+json": json.loads(views.chart(summary).to_json()), "text/html": views.table(summary)._repr_html_()}
    page(new_notebook(cells=[new_code_cell(outputs=[new_output("display_data", data=data)])]), Cover("warm"))


def _serve(door: socket.socket) -> None:
    keep_orphans()
    running: set[int] = set()
    while True:
        ready, _, _ = select.select([door, sys.stdin], [], [], 1.0)
        if sys.stdin in ready:
            break
        running = {pid for pid in running if not _ended(pid)}
        if door in ready:
            running.add(_started(door))
    for pid in running:
        with contextlib.suppress(ProcessLookupError, PermissionError, ChildProcessError):
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    end_all_below()


def _started(door: socket.socket) -> int:
    """The process of the next report."""
    line, _ = door.accept()
    if pid := os.fork():
        line.close()
        return pid
    door.close()
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)  # what is printed is no answer
    with line, line.makefile("rw", encoding="utf-8") as both:
        runner.serve(Job.of(both.readline()), both, forked=True)
    os._exit(0)


def _ended(pid: int) -> bool:
    return os.waitpid(pid, os.WNOHANG)[0] != 0


if __name__ == "__main__":
    main(sys.argv[1])
