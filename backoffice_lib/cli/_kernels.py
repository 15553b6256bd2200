"""Kernels of the workbench's pages, forked from a process that has imported all they need: one is there in a tenth of a second instead of three.

A fork begins with what is the same for all pages. The plan is none of that: each reads it for itself, as it is by then.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing import forkserver
from threading import Thread
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

from backoffice_lib.reports.execution.forked import Signalled, be_kernel, end_all_below

CAN_FORK = sys.platform == "linux"
_WARM = ["backoffice_lib.cli._warm"]


def warm_up() -> None:
    """Starts the process that kernels are forked from, and does not wait for it."""
    if CAN_FORK:
        forkserver.set_forkserver_preload(_WARM)
        forkserver.ensure_running()


def end_all() -> None:
    """Ends kernels that are left; a process waits for those it has started before it ends."""
    for kernel in multiprocessing.active_children():
        with suppress(ProcessLookupError):
            os.killpg(kernel.pid, signal.SIGKILL)


class Forked(Signalled):
    """A kernel in a process forked for it; to the rest of jupyter it looks like one that was started by its command."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], cwd: str | None, env: dict[str, str] | None):
        self._process = multiprocessing.get_context("forkserver").Process(target=_by_itself, args=(command, cwd, env))
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Its exit code, when it has ended."""
        self._process.join()
        return self._process.exitcode


def _by_itself(command: list[str], cwd: str | None, env: dict[str, str] | None) -> None:
    os.setsid()  # whoever interrupts the server on the keyboard does not mean the kernels; and what a kernel starts ends with it
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    be_kernel(command, cwd, env)
    end_all_below()


def _end_with(server: Any) -> None:
    """Waits for the end of the server, which is not the parent and may end after that, and ends then too, with all that was started here."""
    server.join()
    os.killpg(0, signal.SIGKILL)


class _Provisioner(LocalProvisioner):
    async def launch_kernel(self, cmd: list[str], **how: Any) -> Any:
        # the first may have to wait for the imports, and the server has others to answer meanwhile
        self.process = await asyncio.to_thread(Forked, cmd, how.get("cwd"), how.get("env"))
        self.pid = self.pgid = self.process.pid
        return self.connection_info


class ForkingKernelManager(ServerKernelManager):
    """Jupyter's own manager of a kernel, for one that is forked."""

    async def _async_pre_start_kernel(self, **how: Any) -> Any:
        self.provisioner = _Provisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**how)
