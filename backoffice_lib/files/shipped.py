"""The plans, templates and notebooks that come with the workbench, wherever it is installed."""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_ASKS_FOR_SCENARIOS = re.compile(r'^\s*"scenarios?: ', re.MULTILINE)


def shipped_plans() -> dict[str, Path]:
    """The plan folders that come with the workbench, by name."""
    return _folders("data", "plans")


def shipped_templates() -> dict[str, Path]:
    """The folders a new plan can be started from, by name."""
    return _folders("data", "templates")


def shipped_notebooks() -> dict[str, Path]:
    """The notebooks that come with the workbench, by name, in the order of their file names."""
    return {path.stem: path for path in sorted(_shipped("notebooks").glob("*.ipynb"))}


def notebooks_of_scenarios() -> tuple[str, ...]:
    """The names of those that ask for a scenario, or several."""
    return tuple(name for name, path in shipped_notebooks().items() if _ASKS_FOR_SCENARIOS.search(path.read_text(encoding="utf-8")))


def shipped_workbench() -> Path:
    """The notebook that shows the workbench; it is for people, and no report."""
    return _shipped("notebooks", "explore") / "workbench.ipynb"


def shipped_rates() -> list[Path]:
    """The tables of the rates library that comes with the workbench."""
    return sorted(_shipped("data", "rates").glob("*.csv"))


def shipped_standards() -> list[Path]:
    """The tables of published standards that come with the workbench."""
    return sorted(_shipped("data", "standards").glob("*.csv"))


def _folders(*within: str) -> dict[str, Path]:
    home = _shipped(*within)
    found = sorted(home.iterdir()) if home.is_dir() else []
    return {path.name: path for path in found if path.is_dir() and not path.name.startswith((".", "_"))}


def _shipped(*within: str) -> Path:
    """A wheel carries the folders inside the package; in a checkout they lie beside it."""
    packed = _PACKAGE / "shipped"
    return (packed if packed.is_dir() else _PACKAGE.parent).joinpath(*within)
