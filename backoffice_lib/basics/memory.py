"""What was made before, taken again where all that was looked at to make it is the very same.

Records, and the arrays made of them, never change, so that identity tells: what is kept holds on to what was looked at, and is found by
whoever has the same things, not things that are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")
OF_ONE, OF_ALL = 12, 1_000
"""How many answers are kept of one question, and of how many questions: those asked for last."""
BYTES_OF_ONE, BYTES_OF_ALL = 16_000_000, 128_000_000
"""The memory that arrays may take, of the answers to one question and of all."""


@dataclass(frozen=True)
class Trace:
    """What was made, and by name all that was looked at for it. bytes: of the arrays in both."""

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
        answers = self._answers.pop(question, ())
        if answers:
            self._answers[question] = answers
        return next((trace for trace in answers if same(trace.looked_at)), None)

    def keep(self, question: Hashable, looked_at: Mapping[Any, Any], made: T, size: int = 0) -> T:
        """Keeps what was made, and gives it back. size: in bytes, of the arrays in it and of those that were looked at."""
        before = self._answers.pop(question, ())
        kept, taken = [Trace(dict(looked_at), made, size)], size
        for trace in before[: OF_ONE - 1]:
            taken += trace.bytes
            kept += [trace] if taken <= BYTES_OF_ONE else []
        if size <= BYTES_OF_ONE:
            self._answers[question] = tuple(kept)
            self._bytes += sum(trace.bytes for trace in kept) - sum(trace.bytes for trace in before)
        if self._bytes > BYTES_OF_ALL or len(self._answers) > OF_ALL:
            self._forget()
        return made

    def last(self, question: Hashable) -> Any:
        """What was made last for a question."""
        return next((trace.made for trace in self._answers.get(question, ())), None)

    def like_before(self, question: Hashable, part: T) -> T:
        """An array or a list of records, or one that was given for the same question before, where the two are the same in every bit, and records were read in the same place."""
        same = self.known(question, lambda looked_at: _equal(looked_at["part"], part))
        return same.made if same else self.keep(question, {"part": part}, part, bytes_in(part))

    def alike(self, question: Hashable, made: Callable[[], T]) -> T:
        """What follows from the words of a question alone, made once."""
        if len(self._alike) > OF_ALL:
            self._alike = {}
        if question not in self._alike:
            self._alike[question] = made()
        return self._alike[question]

    def _forget(self) -> None:
        """Lets go of what was not asked for longest, until there is room."""
        answers = dict(self._answers)
        self._bytes = sum(trace.bytes for traces in answers.values() for trace in traces)
        for count, (question, traces) in enumerate(answers.items()):
            if self._bytes <= BYTES_OF_ALL and len(answers) - count <= OF_ALL:
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


def _equal(part: Any, other: Any) -> bool:
    """Whether two arrays, or two lists of records, are the same in every bit, and records were read in the same place."""
    if part is other:
        return True
    if isinstance(part, np.ndarray):
        return part.shape == other.shape and part.dtype == other.dtype and part.tobytes() == other.tobytes()
    return len(part) == len(other) and all(one is two or (one == two and one._origin is two._origin) for one, two in zip(part, other, strict=True))


def bytes_in(*parts: Any) -> int:
    """The memory of arrays, of those in mappings, and of those in the parts of something; of each once."""
    return sum({id(array): array.nbytes for array in _arrays(parts)}.values())


def _arrays(parts: Iterable[Any]) -> Iterator[np.ndarray]:
    for part in parts:
        if isinstance(part, np.ndarray):
            yield part
        elif isinstance(part, dict):
            yield from _arrays(part.values())
        elif is_dataclass(part):
            yield from _arrays(getattr(part, one.name) for one in fields(part))
