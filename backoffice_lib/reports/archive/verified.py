"""Whether a run's folder is as it was published: every file has the hash that its certificate says, and there is no other."""

from __future__ import annotations

from pathlib import Path

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports.archive.certificate import kept_file, read_certificate
from backoffice_lib.reports.archive.places import CERTIFICATE, contents


def changes_in(folder: Path) -> list[str]:
    """What is not as it was published, a sentence each; nothing when all is."""
    try:
        certificate, _ = read_certificate(folder)
        there = {path.relative_to(folder).as_posix(): path for path in contents(folder)}
    except InputProblems as wrong:
        return [str(wrong).removeprefix(f"run {folder.name}: ")]
    del there[CERTIFICATE]
    recorded = {one.name: one for one in certificate.outputs}
    found = [f"{name} is missing" for name in recorded if name not in there]
    found += [f"{name} was added" for name in there if name not in recorded]
    found += [f"{name} does not match its recorded hash" for name, path in there.items() if name in recorded and kept_file(path, folder) != recorded[name]]
    if certificate.run != folder.name or (certificate.report, certificate.period) != (folder.parent.parent.name, folder.parent.name):
        found.append(f"the certificate is that of run {certificate.run} of {certificate.report}, {certificate.period}")
    return found
