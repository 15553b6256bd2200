"""Work that other processes do: what one that died had in hand is given to another."""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import lru_cache
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, TypeVar

Part = TypeVar("Part")
Done = TypeVar("Done")

MOST_DEATHS = 2
"""How often the work of a process that died is given to another."""
MOST_PACKED = 6
"""How many kinds of work a process holds ready: those of today and of the scenarios that stand beside it."""
SECONDS_BETWEEN_LOOKS, SECONDS_IDLE = 1.0, 120


def in_processes(work: Callable[[Part], Done], parts: Sequence[Part], workers: int) -> Iterator[Done]:
    """What each part comes to, in order; those that a process that died did not give are worked out anew. Raises OSError when that happens too often.

    Who the workers are is joblib's to say: processes, or what its `parallel_config` names.
    """
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import BrokenProcessPool

    packed, done, died = pack(work), 0, 0
    while done < len(parts):
        shared = Parallel(n_jobs=workers, return_as="generator")
        over = threading.Event()
        threading.Thread(target=_look_after, args=(shared, over), daemon=True).start()
        try:
            for some in shared(delayed(_worked)(packed, part) for part in parts[done:]):
                done += 1
                yield some
        except BrokenProcessPool:
            died += 1
            if died > MOST_DEATHS:
                what = f"processes that share the draws were ended {died} times: they were killed or ran out of memory; ask for fewer of them"
                raise OSError(errno.ENOMEM, what, "workers") from None
        finally:
            over.set()


def pack(work: Callable[[Part], Done]) -> bytes:
    """Work as it is sent to other processes, part after part."""
    return bytes(ForkingPickler.dumps(work))


def _worked(packed: bytes, part: Any) -> Any:
    return _unpacked(packed)(part)


@lru_cache(maxsize=MOST_PACKED)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    """Work as it was packed, the very same for part after part, so that what was found out about it is not found out anew."""
    return ForkingPickler.loads(packed)


def _look_after(shared: Any, over: threading.Event) -> None:
    """Ends the pool in which a process was killed while it handed over what it had done: the pool would wait for the rest of that for ever.

    A pool sees to any other death at once. joblib has no word for it, so that this looks inside its pool of processes.
    """
    dead: set[int] = set()
    while not over.wait(SECONDS_BETWEEN_LOOKS):
        pool = getattr(getattr(shared, "_backend", None), "_workers", None)
        processes = list((getattr(pool, "_processes", None) or {}).values())
        seen = {one.pid for one in processes if wait([one.sentinel], 0)}
        if dead & seen:
            for one in processes:
                one.terminate()
            pool._result_queue._writer.close()
            return
        dead = seen


@lru_cache(maxsize=1)
def elsewhere() -> Executor:
    """The one other process that works for this one; it ends when it has had nothing to do for a while, and with this one, however that ends.

    It is not joblib's own, which is another size and may be needed meanwhile.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    held_there, held_here = Pipe(duplex=False)
    pool = ProcessPoolExecutor(max_workers=1, timeout=SECONDS_IDLE, initializer=_end_with, initargs=(held_there,))
    pool.held_here = held_here
    return pool


def _end_with(whom: Connection) -> None:
    """Has this process end with the one at the other end, which may be killed without a word."""

    def watch() -> None:
        whom.poll(None)
        signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def asked_elsewhere(packed: bytes, part: Any) -> Future[Any]:
    """A part that the other process is asked to work out; a new one where it died while it had nothing to do."""
    try:
        return elsewhere().submit(_worked, packed, part)
    except BrokenExecutor:
        elsewhere.cache_clear()
        return elsewhere().submit(_worked, packed, part)


def given_by(some: Future[Done]) -> Done:
    """What the other process has worked out; where it died, the next work goes to a new one."""
    try:
        return some.result()
    except BrokenExecutor:
        elsewhere.cache_clear()
        raise
