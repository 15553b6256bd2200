"""What is copied for cron, systemd and Windows, for folders with names that each of them would take amiss."""

from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest

from backoffice_lib.reports.install_help import cron_line, install_help, powershell, service, timer

ODD = ["/opt/my tools/backoffice", "schedule", "/srv/50% off $HOME's \"plan\"", "--once"]


def test_cron_gets_the_very_words():
    line = cron_line(ODD)
    # cron takes the backslash before a percent sign away, and hands the rest to a shell
    assert shlex.split(line.removeprefix("*/5 * * * * ").replace(r"\%", "%")) == ODD


def test_systemd_fills_nothing_in():
    [line] = [line for line in service(ODD, "50% plan").splitlines() if line.startswith("ExecStart=")]
    assert line == r'''ExecStart="/opt/my tools/backoffice" schedule "/srv/50%% off $$HOME's \"plan\"" --once'''
    assert "Description=Reports of 50%% plan that are due" in service(ODD, "50% plan")


def test_powershell_fills_nothing_in():
    assert "-Argument 'schedule \"C:\\it''s $mine\" --once'" in powershell(["backoffice.exe", "schedule", "C:\\it's $mine", "--once"], "backoffice-x")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_takes_the_units(tmp_path):
    (tmp_path / "backoffice-x.service").write_text(service(["/bin/true", *ODD[1:]], "x") + "\n")
    (tmp_path / "backoffice-x.timer").write_text(timer("x") + "\n")
    ended = subprocess.run(["systemd-analyze", "verify", "--user", *map(str, tmp_path.glob("backoffice-x.*"))], capture_output=True, text=True)
    assert not [line for line in ended.stderr.splitlines() if "backoffice-x" in line], ended.stderr


def test_the_help_has_all_of_them_for_a_plan_by_its_name():
    shown = install_help(["/opt/backoffice", "schedule", "/srv/my plan", "--once"], "my plan")
    for part in ("cron", "systemd", "PowerShell", "Airflow", "backoffice-my-plan.timer", "'/srv/my plan'", "Persistent=true"):
        assert part in shown
