"""The page about schedules: its reports.yaml is read, and what it shows to copy is what the command prints."""

from __future__ import annotations

import ast
import shutil

from backoffice_lib.reports import install_help, telling
from backoffice_lib.reports.reports_file import read_reports
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "how_to" / "schedule.md"
COMMAND = ["/opt/backoffice/.venv/bin/backoffice", "schedule", "/srv/plans/my-plan", "--once"]
ON_WINDOWS = [r"C:\backoffice\.venv\Scripts\backoffice.exe", "schedule", r"C:\plans\my-plan", "--once"]


def test_its_reports_can_be_read(tmp_path):
    plan = shutil.copytree(ROOT / "data" / "plans" / "tiny", tmp_path / "tiny")
    [shown] = [block.text for block in blocks(PAGE) if block.language == "yaml"]
    (plan / "reports.yaml").write_text(shown, encoding="utf-8")
    cost, board = read_reports(plan)
    assert cost.timing.in_words() == "every month on last working day of FR at 06:00, Europe/Paris" and cost.tell.mail == ("finance@example.org",)
    assert board.timing.in_words() == "every quarter on working day 3 of FR at 07:30, Europe/Paris" and board.missed == "all"


def test_what_it_shows_to_copy_is_what_the_command_prints():
    page = PAGE.read_text(encoding="utf-8")
    assert install_help.cron_line(COMMAND) in page
    assert install_help.service(COMMAND, "my-plan") in page
    assert install_help.timer("my-plan") in page
    assert install_help.powershell(ON_WINDOWS, "backoffice-my-plan") in page


def test_it_names_every_variable():
    page = PAGE.read_text(encoding="utf-8")
    for name in (telling.HOST, telling.PORT, telling.USER, telling.PASSWORD, telling.TLS, telling.SENDER, telling.LINKS):
        assert f"`{name}`" in page


def test_the_dag_and_the_flow_are_python():
    for path in (ROOT / "docs" / "orchestrators").glob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"))
