"""backoffice app: the workbench as a web page on this machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from backoffice_lib.cli import _kernels, _words
from backoffice_lib.files.plan_folder import folder_of
from backoffice_lib.files.saving import folder_to_save_in
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files.shipped import shipped_workbench
from backoffice_lib.reports.notebooks import write_with
from backoffice_lib.scenario import TODAY

ON_THIS_MACHINE = "127.0.0.1"
IDLE_SECONDS = 300
"""A page that is closed does not end what works for it; that ends after so long."""
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
# Nothing is asked of other machines, whatever a browser finds in the page; plotly.js builds functions from text.
POLICY = "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


@_words.command("app", "backoffice app meridian --scenario remote_accounting")
@click.argument("plan", default="meridian")
@click.option("--scenario", default=TODAY.name, show_default=True, help="The scenario to start from.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser; print the address.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8866, show_default=True, help="The port on this machine.")
@click.option("--idle", type=click.IntRange(min=1), default=IDLE_SECONDS, show_default=True, help="Seconds after which the work for a page that was closed ends.")
def command(plan: str, scenario: str, no_browser: bool, port: int, idle: int) -> int:
    """Try initiatives on a plan in the browser: the workbench as a page that only this machine can open, with the token printed."""
    _kernels.warm_up()
    read = _words.read_plan(plan)
    read_scenario(read, scenario)
    kept_file = str(Path(scenario).resolve()) if Path(scenario).suffix == ".yaml" else scenario
    asked = {"plan": str(Path(folder_of(plan)).resolve()), "scenario": kept_file, "save_in": str(folder_to_save_in(read))}
    with tempfile.TemporaryDirectory(prefix="backoffice-") as alone:
        # a folder of its own, so that nothing lies beside the notebook that could be served
        notebook = write_with(shipped_workbench(), Path(alone), asked)
        _serve(notebook, no_browser, port, idle)
    return 0


def _serve(notebook: Path, no_browser: bool, port: int, idle: int) -> None:
    """Serves the notebook until it is interrupted. Its own settings count, and no others that lie about."""
    import plotly
    from traitlets.config import Config
    from voila.app import Voila

    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (str(_settings()), os.environ.get("JUPYTER_PATH"))))
    settings = Config()
    # no address for what sets formulas, which lies elsewhere: the page has none
    settings.Voila.update(ip=ON_THIS_MACHINE, port=port, open_browser=not no_browser, auto_token=True, token=None, mathjax_url="")
    settings.Voila.tornado_settings = {
        "allow_remote_access": False, "local_hostnames": ["localhost"], "headers": {"Content-Security-Policy": POLICY},
    }
    settings.VoilaConfiguration.update(
        template="workbench", allow_template_override="NO", allow_theme_override="NO", strip_sources=True, show_tracebacks=False,
        file_allowlist=[], extension_allowlist=EXTENSIONS,
    )
    if _kernels.CAN_FORK:
        settings.MultiKernelManager.kernel_manager_class = f"{_kernels.__name__}.{_kernels.ForkingKernelManager.__name__}"
    settings.MappingKernelManager.update(cull_idle_timeout=idle, cull_interval=max(1, idle // 5))
    server = Voila(config=settings, config_file_paths=[])
    server.initialize([str(notebook)])
    server.static_paths.append(str(Path(plotly.__file__).with_name("package_data")))
    try:
        server.start()
    finally:
        _kernels.end_all()


def _settings() -> Path:
    return Path(__file__).with_name("_app_settings")
