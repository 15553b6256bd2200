"""A Dask cluster that shares the draws: reached, made ready, and refused where it would give other figures or none."""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

import backoffice_lib
from backoffice_lib.basics.errors import InputProblems, refuse

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # malloc.h
KEPT_BYTES, LARGEST_KEPT_BYTES = 256 << 20, 32 << 20

MOST_SECONDS = 10
"""How long a scheduler, and then its first worker, may take to answer."""


@contextmanager
def cluster(scheduler: str) -> Iterator[None]:
    """Has the workers of a Dask cluster do what joblib shares out.

    Raises InputProblems where it cannot be reached, its workers are not like us, or it goes away meanwhile.
    """
    import joblib

    with _unlogged(), _client_of(scheduler) as client:
        _check_workers(client, scheduler)
        client.register_plugin(_keeping_memory())
        with _reached(scheduler), joblib.parallel_config(backend="dask"):
            yield


@contextmanager
def _unlogged() -> Iterator[None]:
    """Dask logs pages of its own inside for what is told in a line here."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def _reached(scheduler: str) -> Iterator[None]:
    """Work that a scheduler takes part in to the end. Raises InputProblems."""
    from distributed.core import CommClosedError

    try:
        yield
    except (CancelledError, CommClosedError) as gone:
        raise refuse("--scheduler", f"{scheduler} went away in the middle", "start it and its workers again, and ask again") from gone


def _keeping_memory() -> Any:
    """Has every worker, those who come later too, keep memory that it will need again in a moment.

    Dask starts its workers so that what they drop goes back to the system at once, and the next array is fetched from it anew: with
    those of a block of draws that is half as long again.
    """
    from distributed import WorkerPlugin

    class KeepMemory(WorkerPlugin):
        name = "backoffice: keep memory"

        def setup(self, worker: Any) -> None:
            keep_memory()

    return KeepMemory()


def keep_memory() -> bool:
    """Has this process keep memory that it has freed; whether it could be told to: only glibc can."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(mallopt(M_TRIM_THRESHOLD, KEPT_BYTES) and mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT_BYTES))


def _client_of(scheduler: str) -> Any:
    """A connection to a Dask cluster. Raises InputProblems."""
    try:
        from distributed import Client
    except ImportError:
        raise refuse("--scheduler", "needs the package distributed", 'install it: pip install "backoffice-workbench[cluster]"') from None
    try:
        return Client(scheduler, timeout=f"{MOST_SECONDS}s", set_as_default=True)
    except (OSError, ValueError, TypeError) as gone:
        raise refuse("--scheduler", f"{scheduler} cannot be reached", "start it with `dask scheduler`, and give its address, tcp://host:8786") from gone


def _check_workers(client: Any, scheduler: str) -> None:
    """Whether the cluster has workers, and these have the workbench as we have it. Raises InputProblems."""
    try:
        client.wait_for_workers(1, timeout=MOST_SECONDS)
    except TimeoutError as nobody:
        raise refuse("--scheduler", f"{scheduler} has no workers", f"start one on each machine with `dask worker {scheduler}`") from nobody
    for worker, version in sorted(client.run(_version, on_error="return").items()):
        if version != backoffice_lib.__version__:
            what = f"has backoffice-workbench {version}" if isinstance(version, str) else "has no backoffice-workbench"
            raise refuse("--scheduler", f"the worker {worker} {what}", f"install version {backoffice_lib.__version__} there, with the same lock")


def _version() -> str:
    return backoffice_lib.__version__
