"""Kept folders: the inputs of a frozen scenario as they were, in `scenarios/frozen/HASH/`, and whether they still are.

The hash is that of `kept.json`, which holds those of all other files. Inputs hold pay, so nobody else may read the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backoffice_lib.basics.errors import Problem
from backoffice_lib.files.whole import settle, write_whole

HOME = "scenarios/frozen"
MANIFEST = "kept.json"
RESULT = "result/by_year.csv"
OWN_FILE, OWN_FOLDER = 0o600, 0o700
_DIGITS = 16
_HASH = re.compile(f"[0-9a-f]{{{_DIGITS}}}")


@dataclass(frozen=True)
class Kept:
    """A kept folder: where it lies, the file of the scenario in it, and the version of the workbench that gave its result."""

    folder: Path
    scenario: str
    version: str


def hashes_in(plan_folder: Path) -> list[str]:
    """The kept folders of a plan, by their hashes."""
    home = plan_folder / HOME
    return sorted(path.name for path in home.iterdir() if _HASH.fullmatch(path.name)) if home.is_dir() else []


def shown(name: str, file: str = "") -> str:
    """A kept folder, or a file of it, as messages call it."""
    return "/".join(filter(None, (HOME, name, file)))


def kept_in(plan_folder: Path, name: str) -> Kept:
    """The kept folder of a hash, once it is known to be as it was."""
    manifest = json.loads((plan_folder / HOME / name / MANIFEST).read_text(encoding="utf-8"))
    return Kept(plan_folder / HOME / name, manifest["scenario"], manifest["version"])


def problems_with(plan_folder: Path, name: str) -> Iterator[Problem]:
    """What of a kept folder is not as it was when it was kept."""
    folder, mend = plan_folder / HOME / name, "put it back as it was, or freeze the scenario anew"
    if not (folder / MANIFEST).is_file():
        yield Problem(shown(name, MANIFEST), "is gone since it was kept", mend, placed=True)
        return
    if _hash(folder / MANIFEST)[:_DIGITS] != name:
        yield Problem(shown(name, MANIFEST), "has been changed since it was kept", mend, placed=True)
        return
    wanted = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    found = {file for file in _files(folder) if file != MANIFEST}
    for file in sorted(wanted.keys() | found):
        if file not in found:
            yield Problem(shown(name, file), "is gone since it was kept", mend, placed=True)
        elif file not in wanted and not _of_the_system(file):
            yield Problem(shown(name, file), "was not there when the folder was kept", "take it out", placed=True)
        elif file in wanted and _hash(folder / file) != wanted[file]:
            yield Problem(shown(name, file), "has been changed since it was kept", mend, placed=True)


@contextmanager
def draft_of(plan_folder: Path) -> Iterator[Path]:
    """An empty folder beside those that are kept; what has not been kept by the end is gone."""
    home = plan_folder / HOME
    home.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)
    draft = home / f".{secrets.token_hex(8)}.part"
    draft.mkdir(mode=OWN_FOLDER)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        if not any(home.iterdir()):
            home.rmdir()


def put(draft: Path, files: Mapping[str, Path | bytes]) -> None:
    """Copies files into a draft, or writes them there, for nobody else to read."""
    for name, content in files.items():
        _make_folder(draft, (draft / name).parent)
        if isinstance(content, bytes):
            write_whole(draft / name, content, OWN_FILE)
            continue
        descriptor = os.open(draft / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), OWN_FILE)
        with os.fdopen(descriptor, "wb") as target, content.open("rb") as source:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())


def keep(draft: Path, scenario: str, version: str) -> str:
    """Gives a draft its manifest and its name, in a single step; the hash. The same inputs and result are kept once.

    scenario: the file of the scenario in it. version: of the workbench.
    """
    manifest = {"scenario": scenario, "version": version, "files": {name: _hash(draft / name) for name in _files(draft)}}
    put(draft, {MANIFEST: json.dumps(manifest, indent=1, ensure_ascii=False).encode("utf-8")})
    name = _hash(draft / MANIFEST)[:_DIGITS]
    home = draft.parent
    try:
        draft.rename(home / name)
    except OSError:  # it is there already, or somebody has kept the same meanwhile
        if not (home / name).is_dir():
            raise
    settle(home)
    return name


def _make_folder(draft: Path, folder: Path) -> None:
    for step in reversed([folder, *folder.parents]):
        if step.is_relative_to(draft) and not step.is_dir():
            step.mkdir(mode=OWN_FOLDER)


def _files(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _of_the_system(file: str) -> bool:
    """Whether a file is one that systems put into folders by themselves, such as .DS_Store, and that nobody reads."""
    return any(step.startswith(".") for step in file.split("/"))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
