"""Bytes to text: what every text file of a plan must be before anyone looks at what it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem, refuse, visible

MOST_PROBLEMS = 1_000
NO_BREAK_SPACES = "\u00a0\u202f"
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_OTHER_KINDS = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF89a": "a GIF image",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1\x15": "a Parquet table",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a SQLite database",
}


def read_text(path: Path, where: str, most_mb: int, kind: str, save_as: str = "UTF-8", encoding: str = "utf-8") -> str:
    """The text of a file that is UTF-8 and of a reasonable size; a byte-order mark is dropped.

    where: the file's name in messages. kind: what the file should be ("a plan file").
    save_as: what the planner's program calls UTF-8. encoding: another one that the planner names. Raises InputProblems.
    """
    content = read_bytes(path, where, most_mb, kind)
    if looks := _other_kind(content):
        raise refuse(where, f"this is not a text file (it looks like {looks})")
    if _is_utf_16(content):
        raise refuse(where, "the file is UTF-16", f"save it as {save_as}")
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = 1 + len(_LINE_END.findall(content[: error.start]))
        what = f"the file is not {'UTF-8' if encoding == 'utf-8' else encoding} (byte 0x{content[error.start]:02X})"
    raise refuse(f"{where}:{line}", what, f"save it as {save_as}")


def _other_kind(content: bytes) -> str:
    """What a file is that is no text, by how it begins; nothing when that is not known."""
    return next((looks for start, looks in _OTHER_KINDS.items() if content.startswith(start)), "")


def looks_like(content: bytes) -> str:
    """What a file is that should have been of another kind, for a message."""
    unknown = "something unknown" if 0 in content[:400] else "plain text"
    return _other_kind(content) or unknown


def read_bytes(path: Path, where: str, most_mb: int, kind: str) -> bytes:
    """The bytes of an ordinary file in its own folder, unless it is too big to be what it should be. Raises InputProblems."""
    most = most_mb * 1_000_000
    try:
        if path.exists() and not path.is_file():
            raise refuse(where, "this is not a file", f"give {kind}")
        size = path.stat().st_size
        if size > most:
            raise refuse(where, f"{ceil(size / 1e5) / 10:,.1f} MB is over the {most_mb} MB limit for {kind}")
        if leads_out(path, path.parent):
            raise refuse(where, "this is a link that leads out of its folder", "put the file itself there")
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse(where, "there is no such file") from None
    except OSError as error:
        raise refuse(where, f"the file cannot be read ({error.strerror})") from None


def leads_out(path: Path, folder: Path) -> bool:
    """Whether what stands at a path lies outside a folder once links are followed; a link that turns in a circle does."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    # Python 3.11 says so of a circle, later ones nothing
    except (OSError, RuntimeError):
        return True


def _is_utf_16(content: bytes) -> bool:
    """Whether bytes are UTF-16 (or 32): by their mark, or because about every second byte is zero."""
    start = content[:400]
    return content.startswith(_UTF_16) or (len(start) >= 4 and start.count(0) >= 0.4 * len(start))


def unseen(text: str, allowed: str = "") -> str:
    """What is wrong with the first character of a text that nobody can see, or nothing.

    Only text made of visible characters means what it seems to mean, in a file and in a message.
    """
    if text.isprintable():
        return ""
    for character in text:
        if character in allowed:
            continue
        code, group = f"U+{ord(character):04X}", unicodedata.category(character)
        if group == "Cc":
            return f"a control character ({code}) is not allowed"
        if group in ("Zs", "Zl", "Zp") and character != " ":
            return f"holds a hidden space ({code})"
        if group in ("Cf", "Cs"):
            return f"holds a hidden character ({code})"
    return ""


def brief(text: str, most: int = 40) -> str:
    """A name or value from a file, on one line and short enough to stand in a message."""
    line = visible(text[: most + 1]).replace("\n", "\\n")
    return line if len(line) <= most else line[: most - 1] + "…"


def quoted(text: str) -> str:
    """A name or value from a file between quotes, on one line and short."""
    return f'"{brief(text)}"'


def raise_first(where: str, problems: Iterable[Problem]) -> None:
    """Raise InputProblems with the first thousand problems and the number of the others; do nothing without any."""
    rest: Iterator[Problem] = iter(problems)
    told = list(islice(rest, MOST_PROBLEMS))
    more = sum(1 for _ in rest)
    if more:
        told.append(Problem(where, f"and {more:,} more problem{'s' if more > 1 else ''} like these"))
    if told:
        raise InputProblems(told)
