"""Lines and units to copy, by which cron, systemd, the Task Scheduler of Windows or an orchestrator calls the schedule of a plan."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

MINUTES = 5
"""How often the schedule is called; as often as anybody likes does no harm."""


def install_help(command: Sequence[str], name: str) -> str:
    """What to copy where, for a command such as `/…/backoffice schedule /…/plan --once`; name: of the plan."""
    unit = f"backoffice-{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)}"
    parts = [
        f"The command, which makes what is due and ends; it may be called as often as you like:\n\n{_indented(shlex.join(command))}",
        f"cron (Linux, macOS): run crontab -e and add this line; cron mails what it prints.\n\n{_indented(cron_line(command))}",
        f"systemd (Linux): write two files below ~/.config/systemd/user/, then start the timer.\n\n{unit}.service\n\n{_indented(service(command, name))}\n\n"
        f"{unit}.timer\n\n{_indented(timer(name))}\n\n"
        + _indented(f"systemctl --user daemon-reload\nsystemctl --user enable --now {unit}.timer\nloginctl enable-linger    # also while you are not signed in"),
        f"Task Scheduler (Windows): run this in PowerShell.\n\n{_indented(powershell(command, unit))}",
        "Airflow, Prefect and others: let them call the command; it ends with 0 when it is done or nothing was due, 1 for a fault of the\n"
        "machine, 2 for one of the plan, 3 when a check failed. docs/orchestrators/ has a DAG and a flow that do.",
    ]
    return "\n\n".join(parts)


def cron_line(command: Sequence[str]) -> str:
    """A line of cron, in which a percent sign would end the command."""
    return f"*/{MINUTES} * * * * {shlex.join(command)}".replace("%", r"\%")


def service(command: Sequence[str], name: str) -> str:
    """A service of systemd that runs once; SMTP settings and the like come from a file of its own."""
    return (
        f"[Unit]\nDescription=Reports of {_unit_text(name)} that are due\n\n[Service]\nType=oneshot\n"
        f"EnvironmentFile=-%h/.config/backoffice.env\nExecStart={' '.join(_unit_word(word) for word in command)}"
    )


def timer(name: str) -> str:
    """A timer of systemd, which makes up for what it slept through."""
    return f"[Unit]\nDescription=Every {MINUTES} minutes: reports of {_unit_text(name)}\n\n[Timer]\nOnCalendar=*:0/{MINUTES}\nPersistent=true\n\n[Install]\nWantedBy=timers.target"


def powershell(command: Sequence[str], unit: str) -> str:
    """A task of Windows, which is not begun a second time while it runs, and is made up for."""
    program, *rest = command
    arguments = " ".join(f'"{word}"' if re.search(r"[\s']", word) else word for word in rest)
    return (
        f"$run = New-ScheduledTaskAction -Execute {_quoted(program)} -Argument {_quoted(arguments)}\n"
        f"$when = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes {MINUTES})\n"
        "$how = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew\n"
        f"Register-ScheduledTask -TaskName {_quoted(unit)} -Action $run -Trigger $when -Settings $how"
    )


def _quoted(text: str) -> str:
    """A text in PowerShell, in which nothing is filled in."""
    return "'" + text.replace("'", "''") + "'"


def _unit_word(word: str) -> str:
    """A word of ExecStart: systemd fills in % and $, and splits at spaces that are not quoted."""
    word = word.replace("\\", "\\\\").replace("%", "%%").replace("$", "$$").replace('"', '\\"')
    return f'"{word}"' if re.search(r"[\s;'\"\\]", word) or not word else word


def _unit_text(text: str) -> str:
    return " ".join(text.split()).replace("%", "%%")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
