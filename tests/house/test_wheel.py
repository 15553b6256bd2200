"""The wheel is enough: installed without the checkout, it starts, checks, compares and reports a plan in an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the workbench as a planner installs it, built by nothing that is not in the lock."""
    source, built, target = (tmp_path_factory.mktemp(name) for name in ("source", "built", "installed"))
    for name in ("backoffice_lib", "data", "notebooks"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    run(source, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built))
    (wheel,) = built.glob("*.whl")
    run(source, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


@pytest.fixture
def empty(tmp_path, monkeypatch, installed) -> Path:
    """An empty folder to work in, where Python finds the installed workbench first."""
    monkeypatch.setenv("PYTHONPATH", str(installed))
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    return tmp_path


def run(folder: Path, *command: str) -> str:
    """What a Python command says in a folder."""
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=os.environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def backoffice(folder: Path, *command: str) -> str:
    return run(folder, "-c", "from backoffice_lib.cli import main; main()", *command)


def test_it_is_the_installed_one(empty, installed):
    found = Path(run(empty, "-c", "import backoffice_lib; print(backoffice_lib.__file__)").strip())
    assert found == installed / "backoffice_lib" / "__init__.py"
    assert (installed / "bin" / "backoffice").exists() or (installed / "Scripts").exists()
    shipped = run(empty, "-c", "from backoffice_lib.files import shipped; print(*shipped.shipped_plans().values())")
    assert shipped.split() and all(Path(path).is_relative_to(installed) for path in shipped.split())


def test_a_planner_starts_in_an_empty_folder(empty):
    assert "my-plan is ready" in backoffice(empty, "new", "my-plan")
    assert (empty / "my-plan" / "plan.yaml").is_file()
    assert "No problems" in backoffice(empty, "check", "my-plan")


def test_a_shipped_plan_is_compared(empty):
    said = backoffice(empty, "compare", "remote_accountants", "--scenario", "remote_lease_ends", "--json")
    assert json.loads(said)["saving"]


def test_a_shipped_notebook_becomes_a_report(empty):
    backoffice(empty, "report", "remote_accountants", "what_is_in_the_plan", "--quiet")
    reports = [path for path in (empty / "reports").rglob("*.html") if path.stat().st_size > 10_000]
    assert len(reports) == 1


def test_every_rate_and_template_is_there(empty):
    assert json.loads(backoffice(empty, "rates", "--json"))
    backoffice(empty, "new", "my-city", "--template", "roster")
    assert (empty / "my-city" / "vendors.csv").is_file()
