"""Where a test may make the archive fail or die; in normal use nothing is asked.

BACKOFFICE_FAULT=point:n:how, read once: the n-th time the archive gets to the point it fails with the error `how`
(EIO, ENOSPC …), or is killed at once when `how` is `kill`. The point `any` counts them all; left out are the first time and EIO.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from itertools import count


def armed(fault: str) -> Callable[[str], None]:
    """What happens at each point, for a fault as it is written in BACKOFFICE_FAULT."""
    wanted, nth, how = f"{fault}::".split(":")[:3]
    last, how, times = int(nth or 1), how or "EIO", count(1)

    def at(point: str) -> None:
        if wanted in (point, "any") and next(times) == last:
            if how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(getattr(errno, how), f"{os.strerror(getattr(errno, how))} (asked for at {point})")

    return at


def _nothing(point: str) -> None:
    pass


reached = armed(os.environ["BACKOFFICE_FAULT"]) if "BACKOFFICE_FAULT" in os.environ else _nothing
