"""A kernel that need not start from nothing: a process forked while all was quiet, which becomes the kernel when it is told how."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
from typing import Any

import psutil

_GOES_FIRST = "500"  # when memory runs out the system ends a kernel before what has started it


class Signalled:
    """A process that may have ended, as its `poll` tells, and is sent signals by its `pid`."""

    def send_signal(self, number: int) -> None:
        """Sends it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Asks it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it."""
        self.send_signal(signal.SIGKILL)


class Waiting(Signalled):
    """A process that waits to become a kernel; to the rest of jupyter it looks like one that was started. Only where there is fork."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        ear, self._mouth = os.pipe()
        self.pid, self.returncode = os.fork(), None
        if not self.pid:
            os.close(self._mouth)
            _become_kernel(ear)
        os.close(ear)

    def become(self, command: list[str], cwd: str | None, env: dict[str, str] | None) -> None:
        """Tells it to be the kernel of a command, such as `python -m ipykernel_launcher -f kernel.json`."""
        with os.fdopen(self._mouth, "w") as mouth:
            json.dump({"command": command, "cwd": cwd, "env": env}, mouth)

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self) -> int:
        """Its exit code, when it has ended."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode


def end_with_parent() -> None:
    """Asks the system to end this process when the one that forked it ends, where the system can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def keep_orphans() -> None:
    """Has what this process started, and what that started, stay below it even when its parent ends, where the system can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def end_all_below() -> None:
    """Ends everything that this process has started, in whatever group or session it hides."""
    # whoever is ended may just have started another
    while alive := [one for one in psutil.Process().children(recursive=True) if _end(one)]:
        psutil.wait_procs(alive, timeout=0.1)


def _end(process: psutil.Process) -> bool:
    """Ends a process; whether it was still there."""
    with contextlib.suppress(psutil.Error):
        if process.status() != psutil.STATUS_ZOMBIE:
            process.kill()
            return True
    return False


def _become_kernel(ear: int) -> None:
    end_with_parent()
    os.closerange(3, ear)  # the lines of whoever forked it are no business of a notebook
    os.closerange(ear + 1, 256)
    with os.fdopen(ear) as told:
        order = told.read()
    if not order:
        os._exit(0)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as worth:
        worth.write(_GOES_FIRST)
    be_kernel(**json.loads(order))
    os._exit(0)


def be_kernel(command: list[str], cwd: str | None, env: dict[str, str] | None) -> None:
    """Is the kernel of a command, such as `python -m ipykernel_launcher -f kernel.json`, until it ends."""
    os.environ.update(env or {})
    if cwd:
        os.chdir(cwd)
    import ipywidgets
    from ipykernel.kernelapp import IPKernelApp

    kernel = IPKernelApp.instance(parent_handle=1)  # for 1 it watches no parent: whoever forked it sees to its end
    kernel.initialize(command[command.index("ipykernel_launcher") + 1 :])
    ipywidgets.register_comm_target(kernel.kernel)  # as it does itself where it is imported in a kernel
    kernel.start()


def manager_of(waiting: Waiting | None) -> Any:
    """What starts the kernel of one notebook: from the process that waits for it or, without one, as jupyter does."""
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class Forked(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **how: Any) -> Any:
            waiting.become(cmd, how.get("cwd"), how.get("env"))
            # signals go to the kernel alone: it shares its group with the process that runs this
            self.process, self.pid, self.pgid = waiting, waiting.pid, None
            return self.connection_info

    class Manager(AsyncKernelManager):
        async def _async_pre_start_kernel(self, **how: Any) -> Any:
            self.provisioner = Forked(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
            return await super()._async_pre_start_kernel(**how)

    return Manager if waiting else AsyncKernelManager
