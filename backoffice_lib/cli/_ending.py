"""Being asked to end is taken as Ctrl-C is: what was begun is put away first, and the exit code says who asked."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ASKED = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]


@contextmanager
def tidily() -> Iterator[None]:
    """Within, a signal to end leaves by way of whatever has to be put away; the exit code is 128 and the signal's number."""

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, leave) for number in _ASKED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
