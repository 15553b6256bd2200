"""The source that the house rules speak of: files, syntax trees, what imports what."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "backoffice_lib"
NOT_OURS = {".venv", ".git", "__pycache__", "build", "dist", "reports", ".hypothesis", ".ipynb_checkpoints"}


@dataclass(frozen=True)
class Import:
    """One imported module: its dotted name, the line, and whether it stands inside a function or only for types."""

    name: str
    line: int
    inside: bool
    for_types: bool


def python_files(*folders: str) -> list[Path]:
    """Every Python file of some folders of the checkout, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def shown(path: Path) -> str:
    """A path as a message shows it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_of(path: Path) -> str:
    """The dotted name of a file: backoffice_lib/costs/rent.py is backoffice_lib.costs.rent."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imports(path: Path) -> Iterator[Import]:
    """Everything a file imports."""
    yield from _imports(tree_of(path), module_of(path), path.name == "__init__.py", False, False)


def _imports(node: ast.AST, module: str, package: bool, inside: bool, for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        within = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing = for_types or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, within, typing) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = _absolute(child, module, package)
            yield from (Import(_imported(base, alias.name), child.lineno, within, typing) for alias in child.names)
        else:
            yield from _imports(child, module, package, within, typing)


def _absolute(node: ast.ImportFrom, module: str, package: bool) -> str:
    """The module that `from … import` names, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    kept = parts[: len(parts) - node.level + package]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _imported(base: str, name: str) -> str:
    """`from a import b` imports a.b where that is one of our files, and a where b is a thing in it."""
    place = ROOT.joinpath(*base.split("."), name)
    ours = base.split(".")[0] == PACKAGE
    return f"{base}.{name}" if ours and (place.is_dir() or place.with_suffix(".py").exists()) else base


def kept_files() -> list[Path]:
    """Every file that is, or could be, committed; those that git ignores are not."""
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if asked.returncode == 0 and asked.stdout:
        return sorted(path for name in asked.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts))


def told(found: list[str], mend: str) -> str:
    """The message of a broken rule: how to mend it, then every place."""
    return f"{mend}:\n  " + "\n  ".join(found)
