"""What a run was made from and what came of it: the certificate that lies beside its reports."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

from backoffice_lib.basics.errors import InputProblems, refuse
from backoffice_lib.basics.record import Record
from backoffice_lib.reports.archive.places import CERTIFICATE

FORMAT = 1
FIRST = "0" * 64
"""What the first certificate of an archive has in place of the hash of the one before."""
_MOST_BYTES = 20_000_000


class KeptFile(Record):
    """A file that was read or written: its name relative to the plan or the run, its SHA-256, its length."""

    name: str
    sha256: str
    bytes: int


class Difference(Record):
    """What the scenario has otherwise than the plan."""

    path: str
    old: Any = None
    new: Any = None
    unit: str = ""


class Check(Record):
    """Something that had to hold, whether it did, and what was found and expected."""

    name: str
    passed: bool
    found: Any = None
    expected: Any = None


class Certificate(Record):
    """What a run was made from, and what came of it.

    Whoever makes the run gives the fields from `plan` on; those above them, and `outputs`, are filled in when it is published.
    inputs: the files of the plan, by their names below `plan/`, and the notebook; the archive keeps each once, by its hash.
    previous: the hash of the certificate before it in the archive, number one less. status: follows from the checks.
    started, ended: with their offset from UTC; `ended` is `started` plus `seconds`, which no clock that is set can change.
    """

    format: int = FORMAT
    number: int = 0
    previous: str = FIRST
    run: str = ""
    report: str = ""
    period: str = ""
    on_demand: bool = False
    attempt: int = 0
    status: Literal["succeeded", "checks_failed"] = "succeeded"
    started: str = ""
    ended: str = ""
    seconds: float = 0.0
    who: str = ""
    zone: str = ""
    plan: str = ""
    scenarios: tuple[str, ...] = ()
    notebook: str = ""
    inputs: tuple[KeptFile, ...] = ()
    parameters: dict[str, Any] = {}
    differences: tuple[Difference, ...] = ()
    versions: dict[str, str] = {}
    seed: int | None = None
    as_of: str = ""
    checks: tuple[Check, ...] = ()
    answer: str = ""
    outputs: tuple[KeptFile, ...] = ()

    def text(self) -> str:
        """The certificate as it lies in the run's folder. Raises ValueError for a number that JSON cannot hold."""
        return json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text().encode("utf-8")).hexdigest()


def read_certificate(folder: Path) -> tuple[Certificate, str]:
    """The certificate of a run's folder, and the hash of its file. Raises InputProblems when there is none that can be read."""
    path = folder / CERTIFICATE
    where = f"run {folder.name}"
    if path.is_symlink() or not path.is_file():
        raise refuse(where, "has no certificate.json", "it is not a run, or was changed")
    if path.stat().st_size > _MOST_BYTES:
        raise refuse(where, "the certificate is too large to be one", "it was changed")
    data = path.read_bytes()
    try:
        return Certificate(**json.loads(data)), hashlib.sha256(data).hexdigest()
    except (ValueError, TypeError, RecursionError, InputProblems):
        raise refuse(where, "the certificate is damaged", "it was changed after the run was made") from None


def kept_file(path: Path, folder: Path) -> KeptFile:
    """A file as a certificate names it, with its hash."""
    digest, length = hashlib.sha256(), 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
            length += len(part)
    return KeptFile(name=path.relative_to(folder).as_posix(), sha256=digest.hexdigest(), bytes=length)
