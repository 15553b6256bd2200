"""What reports leave on the disk: for their owner alone, with no secret in it, and nowhere but in their folder, whatever a plan or a site is called."""

from __future__ import annotations

import os
import re
import shutil
import stat
from pathlib import Path

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.cli._main import status
from backoffice_lib.files.freezing import freeze
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import write_scenario
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.ledger.yearly import yearly
from backoffice_lib.reports.archive import Archive, read_certificate
from backoffice_lib.reports.archive.history import history, write_page
from backoffice_lib.reports.asked import AskedReport
from backoffice_lib.reports.batch import run_reports
from backoffice_lib.reports.parameters import checked
from backoffice_lib.reports.reports_file import reports_of
from backoffice_lib.reports.secret_settings import HIDDEN, is_secret, secrets_of, without
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from tests.notebooks.made import code, parameters, saved

SECRET = "sesame'<&>ünlock me"
ODD = "../../x"
DECLARED = 'plan: str = "tiny"  # the plan\nsite: str = "HQ"  # a site\ntoken: str = ""  # of the warehouse'
READS = "import os\nimport pandas as pd\nsecret = os.environ[token.removeprefix('env:')]\npd.DataFrame({'letters': [len(secret)]})"
SHOWS = "import pandas as pd\npd.DataFrame({'it': [secret]})"
OUTCOMES: dict = {}


@pytest.fixture(scope="module", params=[0o000, 0o022], ids=oct)
def home(request, tmp_path_factory) -> Path:
    """A folder with a plan that has odd names, and the reports on it."""
    home = tmp_path_factory.mktemp("private") / "home"
    before = os.umask(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HR_TOKEN", SECRET)
        home.mkdir()
        plan = Path(shutil.copytree(shipped_plans()["tiny"], home / "plan"))
        for path in (*plan.glob("*.csv"), plan / "plan.yaml"):
            text = re.sub(r"(?m)(^|,)HQ,", rf"\1{ODD},", path.read_text(encoding="utf-8"))
            path.write_text(text.replace("name: tiny", f'name: "{ODD}"'), encoding="utf-8")
        begin = (parameters(DECLARED), code(READS, "answer"))
        for name, *more in (("reads",), ("shows", code(SHOWS)), ("fails", code("raise ValueError(secret)"))):
            saved(plan, name, *begin, *more)
        each = "formats: [html, xlsx, ipynb], settings: {token: env:HR_TOKEN}, for_each: {site: all}"
        (plan / "reports.yaml").write_text("reports:\n" + "".join(f'  "{name} {{site}}": {{notebook: {name}.ipynb, {each}}}\n' for name in ("reads", "shows", "fails")))
        patch.setattr(request.module, "OUTCOMES", {one.report.split()[0]: one for one in run_reports(reports_of, plan, home / "new" / "reports")})
        write_page(history(Archive.at(home / "new" / "reports")))
        freeze(read_plan(plan), "today", lambda plan, scenario: yearly(simulate(plan, scenario)), "1", "budget")
        yield home
    os.umask(before)


def test_a_secret_is_read_by_the_notebook_and_stands_in_nothing(home):
    assert (OUTCOMES["reads"].status, OUTCOMES["shows"].status, OUTCOMES["fails"].status) == ("succeeded", "failed", "failed")
    assert OUTCOMES["shows"].message.startswith("the notebook shows a secret it was given") and HIDDEN in OUTCOMES["fails"].message
    assert read_certificate(OUTCOMES["reads"].folder)[0].parameters["token"] == "env:HR_TOKEN"
    assert not any("sesame" in str(one) for one in OUTCOMES.values())
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {".html", ".ipynb", ".xlsx", ".sqlite", ".json", ".csv", ".js"} <= {path.suffix for path in files}
    assert not [path for path in files if b"sesame" in path.read_bytes()]


def test_names_that_lead_elsewhere_lead_nowhere(home):
    assert OUTCOMES["reads"].report == "reads x" and OUTCOMES["reads"].folder.is_relative_to(home / "new" / "reports" / "reads x")
    assert {path.name for path in home.iterdir()} == {"plan", "new"} and [path.name for path in home.parent.iterdir()] == ["home"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_folders_are_0700_and_files_0600_whatever_the_umask(home):
    frozen = home / "plan" / "scenarios" / "frozen"
    found = {path: stat.S_IMODE(path.lstat().st_mode) for top in (home / "new", frozen) for path in (top, *top.rglob("*"))}
    assert {str(path): oct(mode) for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_a_ledger_that_is_asked_for_is_for_its_owner_alone(tmp_path, ending):
    path = tmp_path / f"ledger{ending}"
    assert status(["simulate", "tiny", "--to", str(path)]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_files_of_a_plan_are_for_whoever_writes_it_too(tmp_path):
    before = os.umask(0o002)
    try:
        assert status(["new", str(tmp_path / "mine"), "--template", "tiny"]) == 0
        write_scenario(Scenario(name="none", levers=[]), tmp_path / "mine" / "scenarios" / "none.yaml")
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "mine").rglob("*.*")} == {0o664}


@pytest.mark.parametrize("name", ["password", "db_password", "passwd", "token", "api_key", "apikey", "access-key", "client_secret", "HR_TOKENS", "key", "credentials"])
def test_names_of_secrets_are_known(name):
    assert is_secret(name)


@pytest.mark.parametrize("name", ["keys_held", "allocation_key", "monkey", "tokenised", "passed", "month", "secretary", "keyed_by"])
def test_other_names_are_not(name):
    assert not is_secret(name)


MEND = "looks like a secret, and a run keeps its settings; set an environment variable to it, and give its name: "


def test_a_secret_on_the_command_line_is_refused_and_not_told(tmp_path, capsys):
    assert status(["report", "tiny", "what_does_today_cost", "--set", "password=hunter2", "--to", str(tmp_path / "reports")]) == 2
    assert capsys.readouterr().err == f"--set password: password {MEND}password=env:NAME\n" and not any(tmp_path.iterdir())


@pytest.mark.parametrize("more", [{"settings": {"token": "hunter2"}}, {"for_each": {"token": ["hunter2"]}}])
def test_a_secret_in_a_report_is_refused_and_not_told(more):
    with pytest.raises(InputProblems) as refused:
        AskedReport(name="a {token}", notebook="x", **more)
    assert f"token {MEND}token=env:NAME" in str(refused.value) and "hunter2" not in str(refused.value)


@pytest.mark.parametrize(("value", "told"), [(None, "is not set"), ("short", "is shorter than 6 characters")])
def test_a_secret_that_is_not_in_the_environment_is_told_before_anything_runs(tmp_path, monkeypatch, value, told):
    monkeypatch.setenv("HR_TOKEN", value) if value else monkeypatch.delenv("HR_TOKEN", raising=False)
    notebook = saved(tmp_path, "reads", parameters(DECLARED), code(READS, "answer"))
    with pytest.raises(InputProblems) as refused:
        checked(notebook, {"token": "env:HR_TOKEN"})
    assert str(refused.value) == f"reads: parameter token: the environment variable HR_TOKEN {told}; set it to the secret for whoever runs the report"


def test_a_secret_written_into_a_notebook_is_refused(tmp_path):
    notebook = saved(tmp_path, "reads", parameters('token: str = "hunter2"  # of the warehouse'), code("1", "answer"))
    with pytest.raises(InputProblems) as refused:
        checked(notebook, {})
    assert "token looks like a secret" in str(refused.value) and "hunter2" not in str(refused.value)


def test_a_secret_is_hidden_in_every_form_it_takes_in_a_page(monkeypatch):
    monkeypatch.setenv("HR_TOKEN", SECRET)
    forms = ["sesame&#x27;&lt;&amp;&gt;ünlock me", "sesame'&lt;&amp;&gt;ünlock me", "sesame%27%3C%26%3E%C3%BCnlock%20me", SECRET, "sesame'<&>\\u00fcnlock me"]
    assert without({"a": [forms]}, secrets_of({"token": "env:HR_TOKEN", "month": "env:HR_TOKEN"})) == {"a": [[HIDDEN] * 5]}
