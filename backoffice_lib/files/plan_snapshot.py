"""A snapshot of everything a plan is read from, the rows of its queries among it."""

from __future__ import annotations

from pathlib import Path

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.files.plan_folder import files_named_in
from backoffice_lib.files.records import PLAN
from backoffice_lib.files.snapshots import Input, put, take
from backoffice_lib.files.sql_tables import rows_to_keep
from backoffice_lib.files.yaml_text import read_yaml


def snapshot_of(folder: Path, into: Path) -> tuple[Input, ...]:
    """Copies a plan into an empty folder, each file read once; what was read. Raises InputProblems with every file that cannot be taken."""
    taken = take(folder, into)
    have = {one.name for one in taken}
    try:
        elsewhere = [name for name in files_named_in(read_yaml(into / PLAN, PLAN)) if name not in have and (folder / name).exists()]
    except InputProblems:  # plan.yaml is wrong, which is told when it is read
        elsewhere = []
    taken = (*taken, *take(folder, into, elsewhere))
    try:
        rows = rows_to_keep({one.name: folder / one.name for one in taken})
    except InputProblems:  # as above
        rows = {}
    return (*taken, *(put(into, name, content) for name, content in rows.items()))
