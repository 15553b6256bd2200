"""Write a file whole or not at all: whoever looks finds the old file or the new one, never half of one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

# Windows knows neither of the last two, and needs the first so that line ends are left alone.
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_NEW_FILE |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


OWN, AS_USUAL = 0o600, 0o666
"""Who may read a file: its owner alone, for most that is written holds pay; or whoever the system lets, for the files of a plan that several people write."""


def write_whole(path: str | Path, content: bytes | str, mode: int = OWN) -> Path:
    """Put content into the file at path, replacing an older one in a single step, and return the path.

    The content is written beside its target first, so that a full disk or a stopped process costs only the
    copy. A link at path is replaced, not followed. mode: who may read it, as far as the system's own mask allows.
    """
    path = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = os.open(draft, _NEW_FILE, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    settle(path.parent)
    return path


def own_folder(folder: Path) -> None:
    """Make a folder, and those above it that are not there, for their owner alone; another process may just have made it."""
    for step in reversed((folder, *folder.parents)):
        if not step.is_dir():
            step.mkdir(mode=0o700, exist_ok=True)


def settle(folder: Path) -> None:
    """Make the new name itself survive a power cut; only where folders can be opened, so not on Windows."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
