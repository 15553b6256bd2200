"""What JupyterLab is started with; that it starts is shown by the browser tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    calls = []

    def instead(words, check):
        calls.append(words)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", instead)
    return calls


def test_the_port_the_settings_and_the_folder(run, started, tmp_path):
    assert run("lab", "--no-browser", "--port", "8999").code == 0
    [words] = started
    assert words[:3] == [sys.executable, "-m", "jupyterlab"] and words[-1] == "notebooks"
    assert "--ServerApp.port=8999" in words and "--no-browser" in words and "--LabApp.default_url=/lab/tree/workbench.ipynb" in words
    [settings] = [word.partition("=")[2] for word in words if word.startswith("--LabApp.app_settings_dir=")]
    assert (Path(settings) / "overrides.json").is_file()
    assert len(list((tmp_path / "notebooks").glob("*.ipynb"))) >= 3


def test_notebooks_somebody_works_in_are_left_alone_and_the_workbench_is_put_beside_them(run, started, tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "mine.ipynb").write_text("{}")
    assert run("lab").code == 0
    notebooks = {path.name: path.read_text() for path in (tmp_path / "notebooks").iterdir()}
    assert set(notebooks) == {"mine.ipynb", "workbench.ipynb"} and notebooks["mine.ipynb"] == "{}"
    (tmp_path / "notebooks" / "workbench.ipynb").write_text("{}")
    assert run("lab").code == 0
    assert (tmp_path / "notebooks" / "workbench.ipynb").read_text() == "{}"
    assert "--no-browser" not in started[0]


def test_the_end_of_the_server_is_the_end_of_the_command(run, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    assert run("lab").code == 1
