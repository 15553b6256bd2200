"""Work that waits until the planner's hand is still, and is done beside her: one piece at a time, what is asked for last wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

PAUSE_SECONDS = 0.6
BREATH_SECONDS = 0.05
"""Enough for the next message of a slider to come first."""
HALT_SECONDS, LONGEST_SECONDS = 0.15, 0.6
"""A slider that moves has halted when nothing came of it for so long; what follows it comes then, and while it goes on one piece in so long."""


class NotWantedAnyMore(Exception):
    """Ends work for which nobody waits."""


def is_waited_for() -> bool:
    """Whether there is somebody to wait for, as a page in a browser; there is nobody in a script."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


Here = Callable[[Callable[[], None]], None]
"""Has something done in the kernel's own turn; it is called from the thread of some work."""


def beside(work: Callable[[Here], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]) -> None:
    """Does work that is wanted whatever is moved meanwhile in a thread, and then what is done with its result; where nobody waits, at once.

    work: is given what has something done here meanwhile, such as saying how far it is.
    """

    def ended(future: Future) -> None:
        try:
            done(future.result())
        except Exception as fault:
            failed(fault)

    try:
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, work, loop.call_soon_threadsafe).add_done_callback(ended)
    except RuntimeError:
        alone: Future = Future()
        try:
            alone.set_result(work(lambda act: act()))
        except Exception as fault:
            alone.set_exception(fault)
        ended(alone)


@dataclass(frozen=True)
class Step:
    """A piece of work, which is done in a thread, and what is done with its result afterwards. The work is given a function that it may call
    now and then; it raises NotWantedAnyMore as soon as something else was asked for."""

    work: Callable[[Callable[..., None]], Any]
    done: Callable[[Any], None]


class InTurn:
    """Does pieces of work one by one as soon as the planner's hand halts, with room between them for what she does next.

    While it does not, one of them is done now and then. Asked anew before all are done, it goes on with those that were not, so that none waits
    for ever however long a slider moves.
    """

    def __init__(self, failed: Callable[[BaseException], None]):
        self._failed = failed
        self._left: dict[str, Callable[[], None]] = {}
        self._waiting: asyncio.TimerHandle | None = None
        self._last = 0.0

    def ask(self, **pieces: Callable[[], None]) -> None:
        """Asks for pieces by name in place of those asked for before; where nobody waits, as in a script, they are done at once."""
        was_done, self._left = not self._left, {name: pieces[name] for name in (*self._left, *pieces) if name in pieces}
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            while self._left:
                self._next()()
            return
        now = loop.time()
        self._last = now if was_done else self._last
        self._wait(loop, min(now + HALT_SECONDS, max(now, self._last + LONGEST_SECONDS)))

    def _wait(self, loop: asyncio.AbstractEventLoop, until: float) -> None:
        if self._waiting:
            self._waiting.cancel()
        self._waiting = loop.call_at(until, self._go_on, loop)

    def _next(self) -> Callable[[], None]:
        return self._left.pop(next(iter(self._left)))

    def _go_on(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._left:
            return
        try:
            self._next()()
        except Exception as fault:
            self._left = {}
            self._failed(fault)
        self._last = loop.time()
        self._wait(loop, self._last + BREATH_SECONDS)


class WhenStill:
    """Takes the steps asked for last, one after another, once nothing was asked for a moment; where nobody waits, as in a script, at once.

    failed: gets the exception of a step that could not be taken.
    """

    def __init__(self, failed: Callable[[BaseException], None]):
        self._failed = failed
        self._asked = 0
        self._busy = False
        self._waiting: asyncio.TimerHandle | None = None

    def ask(self, *steps: Step) -> None:
        """Asks for steps, and takes back what was asked for before."""
        self.take_back()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            for step in steps:
                step.done(step.work(lambda *_: None))
            return
        self._after_a_moment(loop, steps, self._asked)

    def take_back(self) -> None:
        """What was asked for is not wanted any more."""
        self._asked += 1
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _after_a_moment(self, loop: asyncio.AbstractEventLoop, steps: tuple[Step, ...], number: int) -> None:
        self._waiting = loop.call_later(PAUSE_SECONDS, self._begin, loop, steps, number)

    def _begin(self, loop: asyncio.AbstractEventLoop, steps: tuple[Step, ...], number: int) -> None:
        if self._busy:
            self._after_a_moment(loop, steps, number)
            return

        def go_on(*_: Any) -> None:
            if number != self._asked:
                raise NotWantedAnyMore

        def end(ended: asyncio.Future) -> None:
            self._busy = False
            try:
                result = ended.result()
                if number == self._asked:
                    steps[0].done(result)
            except NotWantedAnyMore:
                return
            except Exception as fault:
                self._failed(fault)
                return
            if number == self._asked and len(steps) > 1:
                self._begin(loop, steps[1:], number)

        self._busy = True
        loop.run_in_executor(None, steps[0].work, go_on).add_done_callback(end)
