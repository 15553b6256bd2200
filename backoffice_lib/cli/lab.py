"""backoffice lab: explore workbench and notebooks in JupyterLab."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from backoffice_lib.cli import _words
from backoffice_lib.files.shipped import shipped_workbench
from backoffice_lib.files.starting import copy_notebooks

WORKBENCH = shipped_workbench().name


@_words.command("lab", "backoffice lab --no-browser --port 8889")
@click.option("--no-browser", is_flag=True, help="Do not open a browser; print the address.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8888, show_default=True, help="The port on this machine.")
def command(no_browser: bool, port: int) -> int:
    """Open JupyterLab on the workbench and the notebooks; they are copied into ./notebooks if there are none yet."""
    folder = copy_notebooks(Path("notebooks"))
    settings = Path(__file__).with_name("_lab_settings")
    options = [f"--ServerApp.port={port}", f"--LabApp.app_settings_dir={settings}", f"--LabApp.default_url=/lab/tree/{WORKBENCH}", *["--no-browser"] * no_browser]
    options += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return subprocess.run([sys.executable, "-m", "jupyterlab", *options, str(folder)], check=False).returncode
