"""Errors of YAML syntax in a planner's words: the parser speaks of tokens and contexts, she sees quotes and columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from backoffice_lib.basics.errors import Problem
from backoffice_lib.files.plain_text import quoted

_CLOSING = {"[": "]", "{": "}"}
_Words = tuple[int, str, str]  # line, what is wrong, what would be right


@dataclass(frozen=True)
class _Spot:
    """The place where the parser gave up.

    line: counted from 1. began: the line on which the thing it was reading begins. before, character, after: the
    text of the line around the place. above: the last line before it that is not blank, and its number.
    bracket: the innermost "[" or "{" that is still open, and its line.
    """

    line: int
    began: int
    before: str
    character: str
    after: str
    above: tuple[int, str]
    at_end: bool
    bracket: tuple[str, int] | None


def syntax_problem(error: yaml.YAMLError, lines: list[str], where: str, bracket: tuple[str, int] | None) -> Problem:
    """The problem behind a parser's error; bracket: the innermost "[" or "{" still open there, and its line."""
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem(where, "the file cannot be read", "save it as plain text again")
    spot = _spot(error, mark, lines, bracket)
    words = next((words for looks, words in _MISTAKES.items() if looks.search(said)), _unknown)
    line, what, mend = words(spot)
    return Problem(f"{where}:{line}", what, mend)


def _spot(error: yaml.MarkedYAMLError, mark: yaml.Mark, lines: list[str], bracket: tuple[str, int] | None) -> _Spot:
    text = lines[mark.line] if mark.line < len(lines) else ""
    filled = [(number, line) for number, line in enumerate(lines[: mark.line], start=1) if line.strip()]
    return _Spot(
        line=mark.line + 1,
        began=1 + (error.context_mark or mark).line,
        before=text[: mark.column],
        character=text[mark.column : mark.column + 1],
        after=text[mark.column + 1 :],
        above=filled[-1] if filled else (1, ""),
        at_end=mark.line >= len(lines) - 1 and not text[mark.column :].strip(),
        bracket=bracket,
    )


def _colon(spot: _Spot) -> _Words:
    """A second ": " on a line, a line too deep, or a line above without any colon."""
    name, colon, value = f"{spot.before}:{spot.after}".partition(": ")
    if colon and len(name) < len(spot.before):
        return spot.line, f'a value with ": " in it must be quoted, e.g. {quoted(value.strip())}', ""
    number, above = spot.above
    if above and ": " not in above and not above.rstrip().endswith(":"):
        return number, 'there is no ": " on this line', 'write "key: value", with a space after the colon'
    return spot.line, "this line is indented deeper than the one above it", "begin it in the same column"


def _no_colon(spot: _Spot) -> _Words:
    return spot.began, 'there is no ": " on this line', 'write "key: value", with a space after the colon'


def _alignment(spot: _Spot) -> _Words:
    """Text after a closing quote, a colon with nothing before it, or a line that begins in a column of its own."""
    if spot.character == ":" and not spot.before.strip():
        return spot.line, 'a key is missing before ":"', ""
    if spot.before.rstrip().endswith(('"', "'")):
        return spot.line, "text follows a closing quote", "put the whole value between quotes and close every quote"
    return spot.line, "this line does not line up with those above it", "begin it in the same column as its neighbours"


def _unclosed_bracket(spot: _Spot) -> _Words:
    opening, line = spot.bracket or ("[", spot.began)
    if spot.at_end:
        return spot.line, f'a "{opening}" opened on line {line} is never closed', ""
    mend = f'close it with "{_CLOSING[opening]}" or put a comma between its parts'
    return spot.line, f'a "{opening}" opened on line {line} is not closed before this', mend


def _no_value(spot: _Spot) -> _Words:
    if spot.bracket and spot.at_end:
        return _unclosed_bracket(spot)
    if spot.bracket and spot.character == ",":
        return spot.line, 'a value is missing before ","', "give it, or delete the comma"
    return _bad_start(spot)


def _bad_start(spot: _Spot) -> _Words:
    """A character that has a meaning of its own at the beginning of a value."""
    if spot.character == "\t":
        return _tab(spot)
    sign = spot.before[-1:] if spot.before[-1:] in ("*", "&") else spot.character
    return spot.line, f"a value cannot begin with {quoted(sign)}", "quote it"


def _tab(spot: _Spot) -> _Words:
    return spot.line, "a tab is used to indent", "use spaces"


def _unclosed_quote(spot: _Spot) -> _Words:
    return spot.began, "a quote is opened and never closed", "close it at the end of the value"


def _escape(spot: _Spot) -> _Words:
    return spot.line, 'a "\\" between double quotes has a meaning of its own', "use single quotes"


def _list_item(spot: _Spot) -> _Words:
    return spot.line, 'a list item ("- ") cannot stand here', "begin it on the next line, or quote the value"


def _block(spot: _Spot) -> _Words:
    return spot.line, 'nothing may follow "|" or ">" on its line', "begin the text on the next line, or quote it"


def _tag(spot: _Spot) -> _Words:
    return spot.line, 'tags ("!") are not allowed', 'quote a value that begins with "!"'


def _document(spot: _Spot) -> _Words:
    """Text where the file should have ended, or a line of instructions before it begins."""
    if spot.above[1].startswith("%"):
        return _directive(spot)
    if spot.above[1].startswith("..."):
        return spot.line, 'text follows the end of the document ("...")', "delete the line with the dots"
    return _alignment(spot)


def _directive(spot: _Spot) -> _Words:
    line = spot.line if spot.before.startswith("%") or spot.character == "%" else spot.above[0]
    return line, 'a line may not begin with "%"', "delete it"


def _unknown(spot: _Spot) -> _Words:
    return spot.line, "the file cannot be read from here on", "look at the quotes, brackets and columns near this line"


# The first that is found in what the parser said counts. Its two versions, with and without C, word things differently.
_MISTAKES: dict[re.Pattern[str], Callable[[_Spot], _Words]] = {
    re.compile(r"\btab\b|'\\t'"): _tab,
    re.compile("mapping values are not allowed"): _colon,
    re.compile("could not find expected ':'"): _no_colon,
    re.compile("directive|incompatible YAML document"): _directive,
    re.compile("<document start>"): _document,
    re.compile(r"expected ',' or"): _unclosed_bracket,
    re.compile("node content"): _no_value,
    re.compile(r"quoted scalar found unexpected (end|document)"): _unclosed_quote,
    re.compile("quoted scalar"): _escape,
    re.compile("cannot start any token|scanning an (alias|anchor)|mapping keys are not allowed"): _bad_start,
    re.compile("sequence entries are not allowed"): _list_item,
    re.compile(r"\btag\b"): _tag,
    re.compile("block scalar"): _block,
    re.compile("expected key|expected '-' indicator|expected <block end>"): _alignment,
}
