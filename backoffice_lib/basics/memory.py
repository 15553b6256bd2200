"""What was made before, taken again where all that was looked at to make it is the very same.

Records, and the arrays made of them, never change, so that identity tells: what is kept holds on to what was looked at, and is found by
whoever has the same things, not things that are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")
OF_ONE, OF_ALL = 12, 1_000
"""How many answers are kept of one question, and of how many questions; the oldest go first."""
MOST_BYTES = 64_000_000
"""The memory that the arrays of all answers may take."""


@dataclass(frozen=True)
class Trace:
    """What was made, and by name all that was looked at for it. bytes: of the arrays that were made."""

    looked_at: Mapping[Any, Any]
    made: Any
    bytes: int


class Itself:
    """Something as part of a question, which only the very same thing equals."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


class Memory:
    """Answers by question. A copy, and one in another process, begins with nothing.

    Threads may share it: what it holds is replaced as a whole, and an answer that is lost is made again.
    """

    def __init__(self) -> None:
        self._answers: dict[Hashable, tuple[Trace, ...]] = {}
        self._alike: dict[Hashable, Any] = {}
        self._bytes = 0

    def __reduce__(self) -> tuple[type[Memory], tuple[()]]:
        return Memory, ()

    def known(self, question: Hashable, same: Callable[[Mapping[Any, Any]], bool]) -> Trace | None:
        """What is known of a question, where `same` says of what was looked at for it that it is the same now."""
        for trace in self._answers.get(question, ()):
            if same(trace.looked_at):
                return trace
        return None

    def keep(self, question: Hashable, looked_at: Mapping[Any, Any], made: T) -> T:
        """Keeps what was made, and gives it back."""
        before = self._answers.pop(question, ())
        size = sum({id(array): array.nbytes for array in _arrays(made)}.values())
        if size > MOST_BYTES // 4:
            return made
        self._answers[question] = (Trace(dict(looked_at), made, size), *before[: OF_ONE - 1])
        self._bytes += size - sum(trace.bytes for trace in before[OF_ONE - 1 :])
        if self._bytes > MOST_BYTES or len(self._answers) > OF_ALL:
            self._forget()
        return made

    def last(self, question: Hashable) -> Any:
        """What was made last for a question."""
        return next((trace.made for trace in self._answers.get(question, ())), None)

    def like_before(self, question: Hashable, array: np.ndarray) -> np.ndarray:
        """An array, or one of those that were given for the same question before, where it is equal to the last bit."""
        same = self.known(question, lambda looked_at: _equal(looked_at["array"], array))
        return same.made if same else self.keep(question, {"array": array}, array)

    def alike(self, question: Hashable, made: Callable[[], T]) -> T:
        """What follows from the words of a question alone, made once."""
        if len(self._alike) > OF_ALL:
            self._alike = {}
        if question not in self._alike:
            self._alike[question] = made()
        return self._alike[question]

    def _forget(self) -> None:
        """Lets go of the oldest, until there is room."""
        answers = dict(self._answers)
        self._bytes = sum(trace.bytes for traces in answers.values() for trace in traces)
        for count, (question, traces) in enumerate(answers.items()):
            if self._bytes <= MOST_BYTES and len(answers) - count <= OF_ALL:
                return
            self._answers.pop(question, None)
            self._bytes -= sum(trace.bytes for trace in traces)


class Looking(dict):
    """Values by name that notes which of them are looked at; `|` gives others with some replaced, which note on the same list."""

    def __init__(self, behind: Mapping[str, Any], held: Mapping[str, Any] | None = None, looked_at: dict[str, Any] | None = None) -> None:
        super().__init__(held or {})
        self.behind, self.looked_at = behind, {} if looked_at is None else looked_at

    def __missing__(self, name: str) -> Any:
        self[name] = self.looked_at[name] = self.behind[name]
        return self[name]

    def __or__(self, more: Mapping[str, Any]) -> Looking:
        return Looking(self.behind, {**self, **more}, self.looked_at)

    @property
    def put(self) -> dict[str, Any]:
        """What is in the place of others."""
        return {name: value for name, value in self.items() if self.looked_at.get(name) is not value}


def likened(made: T, before: Any) -> T:
    """What was made, with the arrays of an answer before where they are equal to the last bit, so that what is made of them is not made again."""
    if isinstance(made, dict) and isinstance(before, dict):
        return {name: likened(part, before.get(name)) for name, part in made.items()}
    return before if isinstance(made, np.ndarray) and isinstance(before, np.ndarray) and _equal(made, before) else made


def _equal(array: np.ndarray, other: np.ndarray) -> bool:
    return array.shape == other.shape and array.dtype == other.dtype and array.tobytes() == other.tobytes()


def _arrays(made: Any) -> Iterator[np.ndarray]:
    """All arrays in a mapping, in a list, or in the parts of something."""
    if isinstance(made, np.ndarray):
        yield made
        return
    parts = made.values() if isinstance(made, dict) else made if isinstance(made, (tuple, list)) else ()
    if is_dataclass(made):
        parts = [getattr(made, one.name) for one in fields(made)]
    for part in parts:
        if not isinstance(part, (str, int, float)):
            yield from _arrays(part)
