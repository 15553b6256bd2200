"""What runs inside a report's kernel, before its first cell and after its last: it watches, and gives the proof."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from backoffice_lib.files.shown_pay import show_all_pay
from backoffice_lib.files.snapshots import stand_in

PROOF = "application/vnd.backoffice.proof+json"

_failed: list[str] = []
_before: set[threading.Thread] = set()


def begin(plan: str, snapshot: str, unmasked: bool) -> None:
    """Before the first cell: the plan is read from its snapshot, all pay is shown if it was asked for, and threads are watched."""
    if snapshot:
        stand_in(Path(plan), Path(snapshot))
    if unmasked:
        show_all_pay()
    _before.update(threading.enumerate())
    threading.excepthook = _seen


def end(nonce: str) -> None:
    """After the last cell: shows the run's own nonce, what failed in threads, and what the answers shown say of themselves."""
    from IPython import get_ipython
    from IPython.display import display

    for thread in threading.enumerate():
        if thread not in _before and not thread.daemon and thread is not threading.current_thread():
            thread.join()
    if threading.excepthook is not _seen:
        _failed.append("the notebook put something of its own in place of threading.excepthook")
    checks = [check for value in list(get_ipython().user_ns.values()) for check in _checks_of(value)]
    display({PROOF: {"nonce": nonce, "threads": _failed, "checks": checks}}, raw=True)


def _seen(found: threading.ExceptHookArgs) -> None:
    if found.exc_type is not SystemExit:
        _failed.append(f"{found.exc_type.__name__}: {found.exc_value}")


def _checks_of(value: Any) -> list[dict[str, Any]]:
    """What an answer of ours says must hold, whether it does, and what was found and expected."""
    ours = type(value).__module__.startswith("backoffice_lib.") and hasattr(type(value), "must_hold")
    return [dict(zip(("name", "passed", "found", "expected"), one, strict=True)) for one in value.must_hold] if ours else []
