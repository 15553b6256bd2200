"""Servers as their commands start them, each in a folder of its own and with nobody's own settings."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests.browser.pages import PATIENCE

START = "from backoffice_lib.cli import main; main()"


@dataclass
class Server:
    """A running server: its address, its token as a query, the folder it was started in, what it has written, and its process."""

    address: str
    token: str
    folder: Path
    log: Path
    pid: int

    def kernels(self) -> list[int]:
        """The processes that work for its pages: forked from the one that it has started for that, or started by themselves."""
        found = []
        for one in psutil.Process(self.pid).children(recursive=True):
            with suppress(psutil.Error):
                is_forked = all("forkserver" in " ".join(two.cmdline()) for two in (one, one.parent()))
                found += [one.pid] if is_forked or "ipykernel_launcher" in one.cmdline() else []
        return found

    def answer(self, path: str) -> dict:
        with urlopen(f"{self.address}/{path}?{self.token}", timeout=PATIENCE) as answered:
            return json.load(answered)


@contextmanager
def serving(
    command: Sequence[str], address: re.Pattern, folder: Path, own: Path, settings: Path | None = None
) -> Iterator[Server]:
    """A command that serves, until it is no longer needed. own: where it writes what it keeps for itself."""
    homes = {f"JUPYTER_{what}_DIR": str(own / what.lower()) for what in ("CONFIG", "DATA", "RUNTIME")}
    if settings:
        homes["JUPYTER_CONFIG_DIR"] = str(settings)
    log = own / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-c", START, *command, "--no-browser", "--port", str(free_port())],
            cwd=folder, env={**os.environ, **homes, "IPYTHONDIR": str(own / "ipython")},
            stdout=written, stderr=subprocess.STDOUT, start_new_session=True,
        )
    try:
        found = started(process, log, address)
        yield Server(found[1], found[2], folder, log, process.pid)
    finally:
        end(process)


def started(server: subprocess.Popen, log: Path, address: re.Pattern) -> re.Match:
    """The address and the token, as soon as the server prints them."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if found := address.search(log.read_text(errors="replace")):
            return found
        time.sleep(0.1)
    pytest.fail(f"no server after {PATIENCE} s:\n{log.read_text(errors='replace')}")


def end(server: subprocess.Popen) -> None:
    """The server and its kernels, which are of its session, first asked and then made to end."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, how)
            until = time.monotonic() + 2
            while time.monotonic() < until:
                server.poll()
                os.killpg(server.pid, 0)
                time.sleep(0.05)
        except ProcessLookupError:
            break
    server.wait(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]
