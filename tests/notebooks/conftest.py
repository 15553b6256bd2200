"""One batch of notebooks, run once for all tests: one that works and one for each way of not working."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports import ReportsFailed, report
from backoffice_lib.reports.batch import Outcome
from tests.notebooks.made import PASTED, code, parameters, saved, words

FAILING = {
    "divides": "months / 0",
    "exits": "import sys; sys.exit(0)",
    "killed": "import os, signal; os.kill(os.getpid(), getattr(signal, 'SIGKILL', 9))",
    "leaves": "import os; os._exit(0)",
}


@dataclass(frozen=True)
class Batch:
    """What is left after the batch: its folder, what was written, the failures by notebook, and what was told."""

    to: Path
    written: tuple[Path, ...]
    failures: dict[str, Outcome]
    told: str


@pytest.fixture(scope="session")
def batch(tmp_path_factory) -> Batch:
    home = tmp_path_factory.mktemp("batch")
    to, plan = home / "reports {1}", home / "my plan"
    shutil.copytree(shipped_plans()["tiny"], plan)
    (plan / "scenarios" / "everything.yaml").rename(plan / "scenarios" / "remote.yaml")
    failing = [
        saved(home, name, words("# Never"), parameters(), code(source), code("'never reached'"))
        for name, source in FAILING.items()
    ]
    works = saved(
        home, "works", words("# Which is cheaper?"), parameters(),
        code("import os, pathlib, pandas as pd, plotly.graph_objects as go"),
        code(f"costs = pd.DataFrame({{'team': ['audit', {PASTED!r}], 'cost (EUR)': [12.5, 13.5]}}); costs"),
        code("go.Figure(go.Bar(x=['audit', 'payroll'], y=[12.5, 13.5]), go.Layout(title='Cost per team'))"),
        code("print('values', plan == os.path.abspath(plan), scenarios, rate, months, detailed)"),
        code("print('folder', len(os.listdir()), pathlib.Path.cwd().name[:9])"),
        code("print('habit', 'habit' in globals())"),
        code("import warnings; warnings.warn('look out')"),
    )
    settings = {"rate": "0.05", "months": 24}
    habits = home / "ipython" / "profile_default" / "startup"
    habits.mkdir(parents=True)
    (habits / "mine.py").write_text("habit = rate = 1")  # what a person may have IPython do at every start
    with pytest.MonkeyPatch.context() as patch, pytest.raises(ReportsFailed) as failed:
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        report(
            [failing[0], works, *failing[1:]], plan=plan, scenarios=["remote"], to=to, settings=settings, progress=False
        )
    failures = {outcome.report: outcome for outcome in failed.value.outcomes if outcome.exit_code}
    return Batch(to, failed.value.written, failures, str(failed.value))
