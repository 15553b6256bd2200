"""Where reports are run from: one warm process that forks a clean one for each, or a fresh process each where there is no fork."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

import psutil

from backoffice_lib.basics.errors import Problem, raise_all
from backoffice_lib.reports.execution.jobs import Ended, Job

DIED = "the process that ran it ended by itself: it was killed or ran out of memory"
_MODULE = "backoffice_lib.reports.execution"
_SECONDS_TO_END = 2.0
Told = Callable[[int, int], None]


class Cancelled(BaseException):
    """A report was ended because the whole batch was."""


class Nursery:
    """Runs reports on one plan, several at a time if it is asked from several threads. Leaving it ends whatever still runs.

    A process each is started afresh where the system cannot fork as Linux can.
    """

    def __init__(self) -> None:
        self._rooms = contextlib.ExitStack()
        self._warm: subprocess.Popen[str] | None = None
        self._running: set[int] = set()
        self._guard = threading.Lock()
        self._over = False

    def __enter__(self) -> Nursery:
        self._room = self._rooms.enter_context(tempfile.TemporaryDirectory(prefix="backoffice-", ignore_cleanup_errors=True))
        if sys.platform == "linux":
            self._address = os.path.join(self._room, "door")
            self._warm = _started(self._room, f"{_MODULE}.warm", self._address)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends every process that it has started, and whatever they have started."""
        with self._guard:
            was_over, self._over, running = self._over, True, list(self._running)
        if was_over:
            return
        for pid in running:
            end_group(pid)
        if self._warm:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                self._warm.communicate(timeout=_SECONDS_TO_END)  # the end of its standard input is the end of it
            self._warm.kill()
            self._warm.wait()
        self._rooms.close()

    def prepare(self, plan: Path, snapshot: Path, unmasked: bool, formats: Sequence[str] = ()) -> None:
        """Has the plan read and simulated; comes back when all is ready. Until then the process loads what it needs.

        formats: of the reports to come. Raises InputProblems for one that cannot be written on this machine.
        """
        if not self._warm:
            return
        order = {"plan": str(plan), "snapshot": str(snapshot), "unmasked": unmasked, "formats": list(formats)}
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps(order), file=self._warm.stdin, flush=True)
        answer = self._warm.stdout.readline()
        if not answer:
            raise RuntimeError("the process that was to run the reports ended by itself")
        raise_all(Problem(**problem) for problem in json.loads(answer))

    def run(self, job: Job, seconds: float, told: Told = lambda done, of: None) -> Ended:
        """How a report ended. seconds: the most it may take. told: is given how many cells are done, and of how many."""
        if self._over:
            raise Cancelled
        if self._warm:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.connect(self._address)
                with line.makefile("rw", encoding="utf-8") as both:
                    return self._heard(both, job, seconds, told)
        process = _started(self._room, f"{_MODULE}.runner")
        try:
            return self._heard(_Both(process.stdout, process.stdin), job, seconds, told, process.pid)
        finally:
            end_group(process.pid)
            process.communicate()

    def _heard(self, line: TextIO, job: Job, seconds: float, told: Told, pid: int = 0) -> Ended:
        """Hands over a job and listens until its process has said how it ended, or has ended without a word."""
        late, ended = threading.Event(), None

        def stop() -> None:
            late.set()
            end_group(pid)

        clock = threading.Timer(seconds, stop)
        try:
            print(job.line(), file=line, flush=True)
            for text in line:
                word = json.loads(text)
                if "pid" in word:
                    pid = word["pid"]
                    self._remember(pid)
                    clock.start()
                elif "ended" in word:
                    ended = Ended.of(word["ended"])
                else:
                    told(word["done"], word["of"])
        except (OSError, ValueError):  # a line cut short by the end of its process
            pass
        finally:
            clock.cancel()
            with self._guard:
                self._running.discard(pid)
        if ended is None and pid:
            end_group(pid)
        if ended is None and self._over:
            raise Cancelled
        return ended or Ended(*(("deadline", _too_long(seconds)) if late.is_set() else ("died", DIED)))

    def _remember(self, pid: int) -> None:
        with self._guard:
            self._running.add(pid)
            over = self._over
        if over:
            end_group(pid)


class _Both:
    """Two pipes as one line to a process."""

    def __init__(self, ear: TextIO, mouth: TextIO) -> None:
        self.write, self.flush, self._ear = mouth.write, mouth.flush, ear

    def __iter__(self) -> TextIO:
        return self._ear


def end_group(pid: int) -> None:
    """Ends a process, those it has started, and whatever is left of its group."""
    found = []
    with contextlib.suppress(psutil.Error):
        found = psutil.Process(pid).children(recursive=True)
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.kill()


def _started(room: str, module: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of ours; its home is a room of its own where the user has none, as a number without a name in a container."""
    pipe, homeless = subprocess.PIPE, os.path.expanduser("~") == "~"
    env = {**os.environ, "HOME": room} if homeless else None
    return subprocess.Popen([sys.executable, "-m", module, *arguments], stdin=pipe, stdout=pipe, text=True, start_new_session=True, env=env)


def _too_long(seconds: float) -> str:
    return f"it ran longer than {seconds / 60:g} minutes, and was stopped"
