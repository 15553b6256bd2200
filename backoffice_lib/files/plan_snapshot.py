"""A snapshot of everything a plan is read from."""

from __future__ import annotations

from pathlib import Path

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import files_named_in
from backoffice_lib.files.records import PLAN
from backoffice_lib.files.snapshots import Input, take
from backoffice_lib.files.yaml_text import read_yaml


def snapshot_of(folder: Path, into: Path) -> tuple[Input, ...]:
    """Copies a plan into an empty folder, each file read once; what was read. Raises InputProblems with every file that cannot be taken."""
    taken = take(folder, into)
    have = {one.name for one in taken}
    try:
        elsewhere = [name for name in files_named_in(read_yaml(into / PLAN, PLAN)) if name not in have and (folder / name).exists()]
    except InputProblems:  # plan.yaml is wrong, which is told when it is read
        elsewhere = []
    return (*taken, *take(folder, into, elsewhere))
