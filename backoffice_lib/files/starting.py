"""Starts a planner off: a new plan folder, and notebooks to work in."""

from __future__ import annotations

import shutil
from pathlib import Path

from backoffice_lib.basics.errors import listed, nearest, refuse
from backoffice_lib.files.shipped import shipped_notebooks, shipped_plans, shipped_templates, shipped_workbench
from backoffice_lib.files.whole import AS_USUAL, write_whole


def start_plan(folder: str | Path, template: str) -> Path:
    """A new folder with everything of the template. Raises InputProblems when it is there already."""
    asked, known = Path(folder), {**shipped_plans(), **shipped_templates()}
    if template not in known:
        raise refuse("--template", f'there is no template "{template}"', f"use {listed(known)}", nearest(template, known))
    folder = asked.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse(str(asked), "is there already and is not empty", "name a new folder")
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _copy(known[template], draft)
        if folder.is_dir():  # somebody may be working in it: it is filled, not replaced
            for part in sorted(draft.iterdir()):
                part.rename(folder / part.name)
        else:
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return asked


def copy_notebooks(folder: Path) -> Path:
    """The folder with notebooks to work in; the shipped ones are put there when it does not exist, and the workbench when it is not in it."""
    workbench, missing = shipped_workbench(), [] if folder.exists() else list(shipped_notebooks().values())
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*missing, *([] if (folder / workbench.name).exists() else [workbench])):
        write_whole(folder / path.name, path.read_bytes(), AS_USUAL)
    return folder


def _copy(source: Path, target: Path) -> None:
    """Every file below a folder, in the same place below another."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            write_whole(copied, path.read_bytes(), AS_USUAL)
