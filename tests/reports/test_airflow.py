"""The DAG of docs/orchestrators, run by a real Airflow in an environment of its own, makes the report that is due, once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import venv
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

pytestmark = pytest.mark.thorough
AIRFLOW = "apache-airflow==3.3.2"
REPORTS = """
reports:
  cost_of_today:
    notebook: what_does_today_cost
    when: {every: month, on: last, at: "06:00", zone: UTC}
"""


@pytest.fixture(scope="module")
def airflow(tmp_path_factory) -> Path:
    """The command of an Airflow that is installed for this test alone."""
    home = tmp_path_factory.mktemp("airflow")
    venv.create(home / "venv", with_pip=True)
    subprocess.run([home / "venv" / "bin" / "pip", "install", "--quiet", AIRFLOW], check=True, timeout=1800)
    return home / "venv" / "bin" / "airflow"


def workbench(folder: Path) -> Path:
    """The command of the workbench as it is here, to be called from another environment."""
    script = folder / "backoffice"
    script.write_text(textwrap.dedent(f"""\
        #!/bin/sh
        unset AIRFLOW_HOME
        PYTHONPATH='{ROOT}' exec '{sys.executable}' -c 'from backoffice_lib.cli import main; main()' "$@"
        """))
    script.chmod(0o700)
    return script


def test_the_dag_makes_what_is_due_and_makes_it_once(airflow, tmp_path):
    plan = shutil.copytree(ROOT / "data" / "plans" / "tiny", tmp_path / "tiny")
    (plan / "reports.yaml").write_text(REPORTS, encoding="utf-8")
    home = tmp_path / "home"
    (home / "dags").mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "orchestrators" / "airflow_dag.py", home / "dags")
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment = own | {
        "AIRFLOW_HOME": str(home), "AIRFLOW__CORE__LOAD_EXAMPLES": "False", "BACKOFFICE_PLAN": str(plan), "BACKOFFICE": str(workbench(tmp_path)),
        "PATH": f"{airflow.parent}:{os.environ['PATH']}",
    }

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([airflow, *words], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=900)

    assert run("db", "migrate").returncode == 0
    for _ in range(2):
        ended = run("dags", "test", "backoffice_reports")
        assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-4000:]
        assert "state=success" in ended.stdout + ended.stderr
    [certificate] = plan.glob("reports/cost_of_today/*/*/certificate.json")
    assert json.loads(certificate.read_text(encoding="utf-8"))["status"] == "succeeded"

    (plan / "reports.yaml").write_text(REPORTS.replace("06:00", "6 o'clock"), encoding="utf-8")
    ended = run("dags", "test", "backoffice_reports")
    assert "state=failed" in ended.stdout + ended.stderr
    assert "is not a time of day" in ended.stdout + ended.stderr
