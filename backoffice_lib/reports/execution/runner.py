"""The process of one report: runs its notebook, makes its documents, and says how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import tempfile
import textwrap
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from backoffice_lib.basics.quick_start import skip_unused_grammars
from backoffice_lib.files.whole import write_whole
from backoffice_lib.reports.archive.places import inner
from backoffice_lib.reports.checks import checks_of
from backoffice_lib.reports.differences import differences_of
from backoffice_lib.reports.documents import Cover, answer_of, title_of, write_documents, write_plotly, write_tables
from backoffice_lib.reports.execution import client, proof, shared
from backoffice_lib.reports.execution.forked import Waiting, end_all_below, end_with_parent, keep_orphans
from backoffice_lib.reports.execution.jobs import Check, Ended, Job
from backoffice_lib.reports.secret_settings import HIDDEN, secrets_of, without


TABLES = "tables"
SHOWS_A_SECRET = f"the notebook shows a secret it was given; take it out, where {HIDDEN} now stands"
_UP_TO_ARCHIVE = "../../../"


def run(job: Job, mouth: TextIO, waiting: Waiting | None = None) -> Ended:
    """Runs a job, telling meanwhile how far it is."""
    skip_unused_grammars()  # before the first of the imports it makes quick
    import nbformat

    source = nbformat.read(job.notebook, as_version=4)
    if job.unmasked:
        source.metadata["backoffice"] = {"unmasked": True}
    proof.with_proof(source, job.nonce, job.plan, job.snapshot, job.unmasked)

    def told(done: int, of: int) -> None:
        print(json.dumps({"done": done, "of": of}), file=mouth, flush=True)

    with tempfile.TemporaryDirectory(prefix=".running-", dir=job.folder, ignore_cleanup_errors=True) as room:
        seen = client.execute(source, job.values, Path(room), job.cell_seconds, waiting, told)
    executed, fault = believed(seen, job)
    if fault:
        kind = "died" if seen.stopped == client.DIED else "failed"
        ended = Ended(kind, fault.message, fault.cell, fault.source, job.kept)
        keep(proof.without_proof(executed), ended)
        return ended
    return documents(job, executed)


def believed(seen: client.Seen, job: Job) -> tuple[Any, proof.Fault | None]:
    """What was executed, without the secrets that the job names, and why it is not believed; a notebook that shows a secret is not."""
    import nbformat

    secrets = secrets_of(job.values)
    if not secrets:
        return seen.executed, proof.fault_of(seen.executed, job.nonce, seen.stopped, seen.in_widgets)
    executed = nbformat.from_dict(without(seen.executed, secrets))
    fault = proof.fault_of(executed, job.nonce, without(seen.stopped, secrets), without(seen.in_widgets, secrets))
    return executed, fault or (proof.Fault(0, "", SHOWS_A_SECRET) if executed != seen.executed else None)


def documents(job: Job, executed: Any) -> Ended:
    """Writes what was asked for of an executed notebook, and each of its tables; its checks decide what its cover says."""
    own = [Check(**check) for check in proof.shown_at_the_end(executed).get("checks", ())]
    executed, folder = proof.without_proof(executed), Path(job.folder)
    checks = [*checks_of(job), *own]
    cover = Cover(
        title=title_of(executed) or job.report.replace("_", " ").capitalize(), plan=Path(job.plan).name, scenarios=job.scenarios, as_of=job.day,
        made_on=date.today(), answer=answer_of(executed), unmasked=job.unmasked, failed_checks=tuple(check.name for check in checks if not check.passed),
    )
    (folder / TABLES).mkdir(mode=0o700)
    plotly = f"{_UP_TO_ARCHIVE}{write_plotly(Path(job.shared))}" if job.shared and "html" in job.formats else ""
    files = [*(write_documents(executed, cover, job.formats, folder, job.report, plotly) if job.formats else ()), *write_tables(executed, folder / TABLES)]
    warnings = [proof.plain(output.text) for cell in executed.cells for output in cell.get("outputs", []) if output.get("name") == "stderr" and output.text.strip()]
    names = tuple(path.relative_to(folder).as_posix() for path in files)
    return Ended("done", answer=cover.answer, checks=tuple(checks), files=names, warnings=tuple(warnings), differences=tuple(differences_of(job)))


def keep(executed: Any, ended: Ended) -> None:
    """Keeps a failed notebook for study in a form that nobody can take for a report."""
    import nbformat
    from papermill.execute import remove_error_markers

    remove_error_markers(executed)
    for cell in executed.cells:
        if cell.cell_type == "code" and ended.source and cell.source == ended.source:
            cell.metadata.setdefault("tags", []).append("failed")
            break
    words = (
        f"# This run failed. This is not a report.\n\nIt stopped on {datetime.now():%Y-%m-%d at %H:%M} in cell "
        f"[{ended.cell}]; the cells after it did not run, and no number here may be used.\n\n"
    )
    executed.cells.insert(0, nbformat.v4.new_markdown_cell(words + textwrap.indent(ended.message, "    ")))
    about = {"status": "failed", "cell": ended.cell, "message": ended.message}
    executed.metadata["backoffice"] = executed.metadata.get("backoffice", {}) | about
    kept = Path(ended.kept)
    write_whole(inner(kept.parent.parent, kept.parent.name) / kept.name, nbformat.writes(executed), 0o600)


def serve(job: Job, mouth: TextIO, forked: bool) -> None:
    """The whole life of the process: it leads a group of its own, and takes all that it has started with it."""
    waiting = None
    keep_orphans()
    if forked:
        end_with_parent()
        os.setsid()
        waiting = Waiting()
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps({"pid": os.getpid()}), file=mouth, flush=True)
        try:
            ended = run(job, mouth, waiting)
        except OSError as error:
            ended = Ended("storage", f"{error.strerror}: {Path(error.filename).name if error.filename else job.report}")
        except Exception as error:  # told as it is: nobody else sees what happens in this process
            ended = Ended("failed", f"{type(error).__name__}: {error}")
        print(ended.line(), file=mouth, flush=True)
    mouth.close()
    end_all_below()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)


def main() -> None:
    """One job, from standard input to standard output, where nothing can be forked."""
    mouth = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what else is printed must not be taken for an answer
    job = Job.of(sys.stdin.readline())
    shared.prepare(Path(job.plan), Path(job.snapshot), job.unmasked)
    serve(job, mouth, forked=False)


if __name__ == "__main__":
    main()
