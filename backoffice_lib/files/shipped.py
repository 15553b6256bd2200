"""The plans, templates and notebooks that come with the workbench, wherever it is installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_plans() -> dict[str, Path]:
    """The plan folders that come with the workbench, by name."""
    return _folders("data", "plans")


def shipped_templates() -> dict[str, Path]:
    """The folders a new plan can be started from, by name."""
    return _folders("data", "templates")


def shipped_notebooks() -> dict[str, Path]:
    """The notebooks that come with the workbench, by name, in the order of their file names."""
    return {path.stem: path for path in sorted(_shipped("notebooks").glob("*.ipynb"))}


def shipped_rates() -> list[Path]:
    """The tables of the rates library that comes with the workbench."""
    return sorted(_shipped("data", "rates").glob("*.csv"))


def _folders(*within: str) -> dict[str, Path]:
    home = _shipped(*within)
    found = sorted(home.iterdir()) if home.is_dir() else []
    return {path.name: path for path in found if path.is_dir() and not path.name.startswith((".", "_"))}


def _shipped(*within: str) -> Path:
    """A wheel carries the folders inside the package; in a checkout they lie beside it."""
    packed = _PACKAGE / "shipped"
    return (packed if packed.is_dir() else _PACKAGE.parent).joinpath(*within)
