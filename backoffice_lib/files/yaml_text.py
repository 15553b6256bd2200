"""Plans as YAML text: names and numbers only, read event by event so that nothing is guessed, repeated or expanded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from yaml import events as ev

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, refuse
from backoffice_lib.basics.notation import SHAPES
from backoffice_lib.files.plain_text import NO_BREAK_SPACES, brief, quoted, raise_first, read_text, unseen
from backoffice_lib.files.yaml_mistakes import syntax_problem
from backoffice_lib.files.yaml_values import unquoted

MOST_MB = 2
MOST_LEVELS = 20
MOST_ENTRIES = 20_000

_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = dict | list | str | int | float | bool | None


@dataclass(frozen=True)
class Tree:
    """What a YAML file says, and on which line it says it.

    value: plain keys, lists, texts and numbers; every key is text, every missing value is None.
    lines: the line of each key and each list item, by its path: ("levers", 0, "remote_work", "share").
    """

    value: dict[str, Value]
    lines: dict[tuple[str | int, ...], int]

    @cached_property
    def below(self) -> dict[tuple[str | int, ...], list[tuple[str | int, int]]]:
        """What stands directly below each path, and on which line."""
        found: dict[tuple[str | int, ...], list[tuple[str | int, int]]] = {}
        for path, line in self.lines.items():
            found.setdefault(path[:-1], []).append((path[-1], line))
        return found


def read_yaml(path: Path, where: str) -> Tree:
    """Read a YAML file that holds keys and values.

    where: the file's name in messages. Values that programs read differently, repeated keys, tags, anchors and
    aliases are refused. Raises InputProblems with all of them; the first error of syntax ends the search.
    """
    text = read_text(path, where, MOST_MB, "a plan file")
    raise_first(where, _control_characters(text, where))
    return _understood(text, where)


def flow_value(text: str) -> Value:
    """What stands in one cell in braces, as it would in a YAML file: `{normal: {mean: 0.1, sd: 0.02}}`. Raises Wrong.

    A number that programs read differently stays text there, and whoever takes it for a number tells what is wrong with it.
    """
    try:
        return _understood(f"cell: {text}", "", one_cell=True).value["cell"]
    except InputProblems as wrong:
        raise Wrong("is not written as a distribution in braces", "write it like {normal: {mean: 0.1, sd: 0.02}}") from wrong


def _understood(text: str, where: str, one_cell: bool = False) -> Tree:
    """What a text says. Raises InputProblems."""
    reading = _Reading(where, one_cell)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            reading.take(event)
    except yaml.YAMLError as error:
        reading.problems.append(syntax_problem(error, _LINE_END.split(text), where, reading.bracket()))
    except _Stop:
        pass
    raise_first(where, reading.problems)
    if reading.value is None:
        raise refuse(where, "the file is empty", 'write keys and values, like "months: 12"')
    return Tree(reading.value, reading.lines)


def _control_characters(text: str, where: str) -> list[Problem]:
    """Lines that hold characters no editor shows."""
    if not _CONTROL.search(text):
        return []
    return [
        Problem(f"{where}:{number}", f"a control character (U+{ord(found[0]):04X}) is not allowed")
        for number, line in enumerate(_LINE_END.split(text), start=1)
        if (found := _CONTROL.search(line))
    ]


class _Stop(Exception):
    """What comes after this cannot be understood; the problem is noted."""


@dataclass
class _Open:
    """A mapping or a list whose end has not been read yet; key: the key that waits for its value."""

    path: tuple[str | int, ...]
    value: dict | list
    line: int
    bracket: str
    key: str | None = None


class _Reading:
    """The file as far as it has been read: what is open, what was found, what was wrong."""

    def __init__(self, where: str, one_cell: bool):
        self.where, self.one_cell = where, one_cell
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.value: dict[str, Value] | None = None
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Understand the next event of the file."""
        line = event.start_mark.line + 1
        if isinstance(event, ev.NodeEvent):
            self._refuse_marks(event, line)
        if isinstance(event, ev.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, ev.CollectionStartEvent):
            self._begin(event, line)
        elif isinstance(event, ev.CollectionEndEvent):
            self._end()
        elif isinstance(event, ev.AliasEvent):
            self._node(f"*{event.anchor}" if self._wants_key() else None, line)
        elif isinstance(event, ev.DocumentStartEvent):
            self._document(event, line)

    def bracket(self) -> tuple[str, int] | None:
        """The innermost "[" or "{" that is still open, and its line."""
        return (self._open[-1].bracket, self._open[-1].line) if self._open and self._open[-1].bracket else None

    def _wrong(self, line: int, what: str, mend: str = "") -> None:
        self.problems.append(Problem(f"{self.where}:{line}", what, mend))

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None

    def _document(self, event: ev.DocumentStartEvent, line: int) -> None:
        """One file is one document, with nothing said about how to read it."""
        self._documents += 1
        if self._documents > 1:
            self._wrong(line, 'the file holds two documents ("---")', "keep one")
            raise _Stop
        if event.version or event.tags:
            self._wrong(line, 'a line may not begin with "%"', "delete it")

    def _refuse_marks(self, event: ev.NodeEvent, line: int) -> None:
        """Anchors, aliases and tags make a value say something that is not written where it stands."""
        if event.anchor:
            sign = "*" if isinstance(event, ev.AliasEvent) else "&"
            name = quoted(sign + event.anchor)
            self._wrong(line, f"anchors and aliases ({name}) are not allowed in plans", "write the value out")
        if tag := getattr(event, "tag", None):
            name = quoted(tag.replace("tag:yaml.org,2002:", "!!"))
            self._wrong(line, f"the tag {name} is not allowed", "use plain values")

    def _begin(self, event: ev.CollectionStartEvent, line: int) -> None:
        """Go one level deeper."""
        a_list = isinstance(event, ev.SequenceStartEvent)
        if self._wants_key():
            self._wrong(line, "a key must be a word, not a list or a group", "quote a value that begins with a bracket")
            raise _Stop
        if not self._open and a_list:
            self._wrong(line, "expected keys and values at the top, found a list")
            raise _Stop
        if len(self._open) == MOST_LEVELS:
            self._wrong(line, f"nested more than {MOST_LEVELS} levels deep")
            raise _Stop
        value, bracket = ([], "[") if a_list else ({}, "{")
        path = self._node(value, line)
        self._open.append(_Open(path, value, line, bracket if event.flow_style else ""))

    def _end(self) -> None:
        """Come back up one level."""
        closed = self._open.pop()
        if not self._open:
            self.value = closed.value

    def _scalar(self, event: ev.ScalarEvent, line: int) -> None:
        """A key, or a value that stands alone."""
        plain = event.style in (None, "")
        if self._wants_key():
            self._node(self._key(event.value, plain, line), line)
        elif self._open:
            self._node(self._value(event.value, plain, line), line)
        elif event.value or not plain:
            self._wrong(line, 'expected keys and values (like "months: 12"), found plain text')
            raise _Stop

    def _node(self, value: Value, line: int) -> tuple[str | int, ...]:
        """Put a key, value or item where it belongs; the path of it."""
        if not self._open:
            return ()
        if len(self.lines) == MOST_ENTRIES:
            self._wrong(line, f"more than {MOST_ENTRIES:,} keys and list items up to here", "keep what is long as a table")
            raise _Stop
        top = self._open[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            self.lines[path] = line
            top.value.append(value)
            return path
        if top.key is None:
            self._new_key(top, value, line)
            return (*top.path, value)
        path = (*top.path, top.key)
        top.value.setdefault(top.key, value)
        top.key = None
        return path

    def _new_key(self, top: _Open, key: str, line: int) -> None:
        """Remember a key until its value comes."""
        path = (*top.path, key)
        if key in top.value:
            self._wrong(line, f"{quoted(key)} is given twice (first on line {self.lines[path]})", "keep one")
        self.lines.setdefault(path, line)
        top.key = key

    def _key(self, text: str, plain: bool, line: int) -> str:
        if not text:
            self._wrong(line, 'a key is missing before ":"')
        elif plain and text == "<<":
            self._wrong(line, 'merge keys ("<<") are not allowed in plans', "write the values out")
        elif hidden := unseen(text):
            self._wrong(line, f"{brief(text)}: {hidden}")
        return text

    def _value(self, text: str, plain: bool, line: int) -> Value:
        if hidden := unseen(text, allowed="\n\t" + NO_BREAK_SPACES):
            self._wrong(line, f"{self._label()}: {hidden}")
        if not plain:
            return text
        top = self._open[-1]
        if not text and top.bracket == "{" and ":" in top.key:
            self._wrong(line, f"there is no space after the colon in {quoted(top.key)}", "put one there")
        try:
            return unquoted(text)
        except Wrong as wrong:
            if self.one_cell:
                return text
            self._wrong(line, f"{self._label()} {wrong.what}", wrong.mend)
            return None

    def _label(self) -> str:
        """The name of the value being read: its key, or the key of the list it is in; of a distribution's, the number's as well."""
        top = self._open[-1]
        name = brief(top.key) if top.key is not None else f"item {len(top.value) + 1} of {brief(str(top.path[-1]))}"
        shape = next((at for at, step in enumerate(top.path) if step in SHAPES), 0)
        of = [step for step in top.path[:shape] if step != "value" and isinstance(step, str)]
        return f"{name} of {brief(of[-1])}" if of else name
