"""Disk, network and printing only in files/, reports/ and cli/; chance only in drivers/."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGE, ROOT, imports, python_files, shown, told, tree_of

WITH_DOORS = ("files", "reports", "cli")
BUILT_IN = {"open", "print", "input", "breakpoint"}
METHODS = set(
    "read_text write_text read_bytes write_bytes mkdir unlink rmdir touch iterdir rglob is_file is_dir to_csv to_parquet "
    "to_excel to_json to_pickle write_html write_image write_json read_csv read_parquet read_excel read_json savetxt loadtxt".split()
)
MODULES = set(
    "pathlib os io shutil tempfile glob fileinput socket ssl http ftplib smtplib requests httpx urllib3 subprocess sqlite3 "
    "sqlalchemy logging pickle shelve webbrowser".split()
)
CHANCE = ("random", "numpy.random", "secrets", "uuid")
# A report's run has a number of its own, which no figure depends on.
CHANCE_IN_RUNS = ("secrets", "uuid")


def outside(*folders: str) -> list[Path]:
    return [path for path in python_files(PACKAGE) if _floor(path) not in folders]


def _floor(path: Path) -> str:
    """The folder or file at the top of the package that a file is part of."""
    return path.relative_to(ROOT / PACKAGE).parts[0].removesuffix(".py")


def test_disk_network_and_printing_stay_behind_the_doors():
    found = [f"{shown(path)}:{line} {what}" for path in outside(*WITH_DOORS) for line, what in _opened(path)]
    assert not found, told(found, f"only {', '.join(WITH_DOORS)} touch disk, network and screen; hand the data in from there")


def _opened(path: Path) -> Iterator[tuple[int, str]]:
    for one in imports(path):
        if one.name.split(".")[0] in MODULES or one.name in ("urllib.request", "importlib.resources"):
            yield one.line, f"imports {one.name}"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in BUILT_IN or method in METHODS:
                yield node.lineno, f"calls {name or method}"
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr", "sys.stdin"):
            yield node.lineno, f"uses {ast.unparse(node)}"


def test_chance_stays_in_drivers():
    found = []
    for path in outside("drivers"):
        allowed = CHANCE_IN_RUNS if _floor(path) in WITH_DOORS else ()
        taken = [(one.line, one.name) for one in imports(path) if one.name in CHANCE]
        taken += [
            (node.lineno, ast.unparse(node))
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("np.random", "numpy.random")
        ]
        found += [f"{shown(path)}:{line} uses {name}" for line, name in taken if name not in allowed]
    assert not found, told(found, "chance comes from the named streams of drivers/ alone; hand the draws in from there")
