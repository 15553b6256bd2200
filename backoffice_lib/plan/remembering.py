"""How a plan keeps what was made of it: for itself, for its draws, and for plans that differ from it in a few parts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from operator import is_
from typing import Any, TypeVar

from pydantic import PrivateAttr

from backoffice_lib.basics.distributions import Uncertain
from backoffice_lib.basics.memory import Memory, bytes_in, likened
from backoffice_lib.basics.record import Record
from backoffice_lib.basics.uncertain import PerDraw
from backoffice_lib.plan.unsure import open_to_doubt

T = TypeVar("T")
_STRUCTURE = "_once"
"""The name under which a window notes that names and dates were looked at."""
_NUMBERS = (float, int, PerDraw, Uncertain)


class Remembering(Record):
    """A record of many parts that keeps what was made of them.

    A window is a plan that looks like another, the one behind it, and notes which of its parts are looked at: what is made of a window
    is made of those. What a window extends is a window on the same plan.
    """

    _once: dict[Any, Any] = PrivateAttr(default_factory=dict)
    _own: dict[Any, Any] = PrivateAttr(default_factory=dict)
    _memory: Memory = PrivateAttr(default_factory=Memory)
    _behind: Any = PrivateAttr(default=None)
    _looked_at: dict[Any, Any] = PrivateAttr(default_factory=dict)

    def once(self, what: Hashable, made: Callable[[], T]) -> T:
        """What follows from the names and the dates of a plan, made once for it and for all that differ in nothing else than numbers."""
        known = self._structure
        if what not in known:
            known[what] = self.of_structure(made)
        return known[what]

    def own(self, what: Hashable, made: Callable[[], T]) -> T:
        """What follows from the numbers of a plan, made once for it alone: none of its copies has it."""
        known = self.__pydantic_private__["_own"]
        if what not in known:
            known[what] = made()
        return known[what]

    def remembered(self, question: Hashable, made: Callable[[Any], T], keep: Callable[[T], bool] = lambda value: True) -> T:
        """What follows from some parts of a plan, made once for all plans of which these very parts are the same.

        made: is given a window, and is to look at nothing else that may differ. keep: whether what was made is worth keeping.
        """
        memory: Memory = self.__pydantic_private__["_memory"]
        if trace := memory.known(question, self.has_still):
            return trace.made
        window = self.window()
        value = made(window)
        if not keep(value):
            return value
        value = likened(value, memory.last(question))
        return memory.keep(question, window.looked_at, value, bytes_in(value))

    def has_still(self, looked_at: Mapping[Any, Any]) -> bool:
        """Whether its parts are the very ones that were looked at."""
        for name, part in looked_at.items():
            if type(name) is tuple:
                now = getattr(self, name[0])(name[1])
            else:
                now = self._structure if name == _STRUCTURE else getattr(self, name)
            if now is not part:
                return False
        return True

    def window(self) -> Any:
        """The same plan, noting which of its parts are looked at."""
        return self._window(self, {}, {})

    @property
    def looked_at(self) -> Mapping[Any, Any]:
        """Of a window, the parts that were looked at."""
        return self.__pydantic_private__["_looked_at"]

    @property
    def put(self) -> dict[str, Any]:
        """Of a window, the parts that are not those of the plan behind it."""
        behind = self.__pydantic_private__["_behind"]
        return {name: part for name, part in self.__dict__.items() if part is not behind.__dict__.get(name)}

    @property
    def memory(self) -> Memory:
        """What is kept for all plans that were made from one another."""
        return self.__pydantic_private__["_memory"]

    def noted(self, name: str, of: str) -> Any:
        """What a method of this name finds, which a window notes in place of the parts behind it. of: what the method is asked."""
        private = self.__pydantic_private__
        structure, behind, what = private[_STRUCTURE], private["_behind"], (name, of)
        if behind is None or structure is not behind.__pydantic_private__[_STRUCTURE]:
            if what not in structure:
                structure[what] = self.found(name, of)
            return structure[what]
        private["_looked_at"][what] = answer = behind.noted(name, of)
        return answer

    def of_structure(self, made: Callable[[], T]) -> T:
        """What follows from names and dates alone: a window notes that these were looked at, and no single part."""
        noting, at, structure = [], self, self._structure
        while (private := at.__pydantic_private__)["_behind"] is not None and private["_behind"]._structure is structure:
            noting += [(held, dict(held)) for held in (at.__dict__, private["_own"], private["_looked_at"])]
            at = private["_behind"]
        value = made()
        for held, before in noting:
            held.clear()
            held.update(before)
        return value

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Any:
        """A copy that is not checked, with what follows from names and dates, but not with what follows from numbers."""
        private = self.__pydantic_private__
        if private["_behind"] is not None:
            return self._window(private["_behind"], {**self.__dict__, **(update or {})}, private["_looked_at"])
        copy = super().model_copy(update=update, deep=deep)
        copy.__pydantic_private__["_own"] = {}
        return copy

    def follow(self, other: Remembering) -> None:
        """Shares the memory of another, and takes its parts where they are the same. Part of being made from another."""
        self.__pydantic_private__["_memory"] = other.memory
        for name in type(self).model_fields:
            part = getattr(other, name)
            if _same(self.__dict__[name], part):
                self.__dict__[name] = part

    def with_parts(self, put: Mapping[str, Any]) -> Any:
        """A copy with other parts in place of its own, which is not checked; what follows from names and dates is that of the copy before with the very same."""
        copy, question = self.model_copy(update=put), ("with parts", *put)
        same = self.memory.known(question, lambda before: before[_STRUCTURE] is self._structure and all(before[name] is part for name, part in put.items()))
        if same:
            copy.__pydantic_private__[_STRUCTURE] = same.made
        else:
            copy.restructured()
            self.memory.keep(question, {**put, _STRUCTURE: self._structure}, copy._structure)
        return copy

    def seen_as(self, copy: Any) -> Any:
        """What was made of the plan as a whole: of a window another one, which was looked at in all its parts."""
        private = self.__pydantic_private__
        return copy if private["_behind"] is None else copy._window(private["_behind"], dict(copy.__dict__), private["_looked_at"])

    def forget(self) -> None:
        """Begins with an empty memory, for what is not asked for again."""
        self.__pydantic_private__["_memory"] = Memory()

    def restructured(self) -> None:
        """Takes what follows from names and dates from a plan that has the same; what follows from numbers is made anew. Part of being made."""
        private = self.__pydantic_private__
        private |= {"_own": {}, _STRUCTURE: {}}
        if private["_behind"] is not None:
            return
        if trace := self.memory.known(_STRUCTURE, lambda parts: differ_in_numbers(parts, self.__dict__, type(self))):
            private[_STRUCTURE] = trace.made
        else:
            self.memory.keep(_STRUCTURE, self.__dict__, private[_STRUCTURE])

    def __getattr__(self, name: str) -> Any:
        """A part of the plan behind a window, when it is first looked at."""
        if name.startswith("_") or name not in type(self).model_fields or not (private := self.__pydantic_private__) or private["_behind"] is None:
            return super().__getattr__(name)
        self.__dict__[name] = private["_looked_at"][name] = part = getattr(private["_behind"], name)
        return part

    @property
    def _structure(self) -> dict[Any, Any]:
        """What follows from names and dates."""
        private = self.__pydantic_private__
        known, behind = private[_STRUCTURE], private["_behind"]
        if behind is not None and known is behind.__pydantic_private__[_STRUCTURE]:
            private["_looked_at"][_STRUCTURE] = behind._structure
        return known

    def _window(self, behind: Any, held: dict[str, Any], looked_at: dict[Any, Any]) -> Any:
        window = type(self).__new__(type(self))
        object.__setattr__(window, "__dict__", held)
        object.__setattr__(window, "__pydantic_fields_set__", self.__pydantic_fields_set__)
        object.__setattr__(window, "__pydantic_extra__", None)
        object.__setattr__(window, "__pydantic_private__", {**self.__pydantic_private__, "_own": {}, "_behind": behind, "_looked_at": looked_at})
        return window


def _same(part: Any, other: Any) -> bool:
    """Whether two parts hold the very same records, or the same words and numbers."""
    if part is other:
        return True
    if isinstance(part, tuple) and isinstance(other, tuple):
        return len(part) == len(other) and (all(map(is_, part, other)) or all(map(_same, part, other)))
    return type(part) is type(other) and not isinstance(part, (Record, float)) and part == other


def differ_in_numbers(parts: Mapping[str, Any], others: Mapping[str, Any], kind: type[Record]) -> bool:
    """Whether the fields of two records of a kind differ in nothing else than numbers that one may be unsure of."""
    doubtful = open_to_doubt(kind)
    for name, part in parts.items():
        other = others[name]
        if part is not other and not (_alike(part, other) if name in doubtful else part == other):
            return False
    return True


def _alike(part: Any, other: Any) -> bool:
    """Whether what stands in such a field is the same but for its numbers."""
    if isinstance(part, tuple) and isinstance(other, tuple):
        return len(part) == len(other) and all(one is two or _same_but_numbers(one, two) for one, two in zip(part, other, strict=True))
    if isinstance(part, Record):
        return _same_but_numbers(part, other)
    if isinstance(part, _NUMBERS) and isinstance(other, _NUMBERS):
        return not isinstance(part, bool) and not isinstance(other, bool) or part is other
    return type(part) is type(other) and part == other


def _same_but_numbers(part: Any, other: Any) -> bool:
    """Whether two records are the same but for their numbers; of a list only its records may differ."""
    if isinstance(part, Record):
        return type(part) is type(other) and differ_in_numbers(part.__dict__, other.__dict__, type(part))
    return type(part) is type(other) and part == other
