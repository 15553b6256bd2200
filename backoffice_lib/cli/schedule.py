"""backoffice schedule: run what reports.yaml says, when it says so."""

from __future__ import annotations

import sys
import threading
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _ending, _words
from backoffice_lib.files.plan_folder import folder_of
from backoffice_lib.reports.batch import Outcome, run_reports, worst
from backoffice_lib.reports.due import Coming
from backoffice_lib.reports.install_help import install_help
from backoffice_lib.reports.reports_file import read_reports
from backoffice_lib.reports.scheduler import REPORTS, Schedule

@_words.command("schedule", "backoffice schedule meridian --when")
@_words.plan_argument
@click.option("--once", is_flag=True, help="Make what is due and end; safe to call as often as you like.")
@click.option("--when", is_flag=True, help="Say what is due when, and make nothing.")
@click.option("--failed", is_flag=True, help="Also try again what has failed too often to be tried by itself.")
@click.option("--install-help", "installing", is_flag=True, help="Print what to copy for cron, systemd, Windows and orchestrators.")
@click.option("--to", metavar="DIR", help="The folder of all runs; as reports.yaml says if left out.")
@click.option("--workers", type=click.IntRange(0, 64), default=0, help="How many reports at a time; one for each processor if left out.")
@_words.json_option
def command(plan: str, once: bool, when: bool, failed: bool, installing: bool, to: str | None, workers: int, as_json: bool) -> int:
    """Make the reports of PLAN that are due, tell whom it concerns, and keep doing so until interrupted."""
    home, folder = folder_of(plan).resolve(), _folder(plan, to)
    if installing:
        click.echo(install_help(_again(home, folder), home.name))
        return 0
    if as_json and not (once or when):
        raise refuse("--json", "needs an end", "give it with --once or --when")
    schedule = Schedule(
        plan=plan, read=lambda: read_reports(home), home=home, to=folder, clock=_now, say=_say,
        run=lambda asked, archive, periods: run_reports(asked, home, archive, periods, workers),
    )
    if when:
        return _print_coming(schedule.coming(), as_json)
    with _ending.tidily():
        if not once:
            return _keep_on(schedule)
        outcomes = schedule.once(failed)
    _print_outcomes(outcomes, as_json)
    return worst(outcomes)


def _keep_on(schedule: Schedule) -> int:
    count = len(schedule.reports())
    _say(f"{count} report{'s are' if count > 1 else ' is'} made when due, until you interrupt this")
    schedule.keep_on(threading.Event(), lambda outcomes: _print_outcomes(outcomes, as_json=False))
    return 0


def _folder(plan: str, to: str | None) -> Path | None:
    """The folder of all runs, where reports.yaml is not to say it; the runs of a shipped plan do not belong among what is shipped."""
    given = to or (None if Path(plan).expanduser().is_dir() else REPORTS)
    return Path(given).expanduser().resolve() if given else None


def _now() -> datetime:
    return datetime.now().astimezone()


def _say(line: str) -> None:
    click.echo(line, err=True)


def _again(home: Path, folder: Path | None) -> list[str]:
    """The command by which whoever keeps time is to call this schedule, with no path that hangs on a folder."""
    program = Path(sys.executable).with_name("backoffice" + Path(sys.executable).suffix)
    return [str(program), "schedule", str(home), "--once", *(["--to", str(folder)] if folder else [])]


def _print_outcomes(outcomes: list[Outcome], as_json: bool) -> None:
    if as_json:
        return _words.print_json({"made": [_told(outcome) for outcome in outcomes]})
    for outcome in outcomes:
        place = f": {outcome.folder}" if outcome.folder else ""
        click.echo(f"{outcome.report}, {outcome.period}: {outcome.status.replace('_', ' ')}{place}", err=bool(outcome.exit_code))
        if outcome.message:
            click.echo(f"  {outcome.message}", err=True)


def _told(outcome: Outcome) -> dict[str, object]:
    folder = str(outcome.folder) if outcome.folder else None
    return {
        "report": outcome.report, "period": outcome.period, "status": outcome.status, "folder": folder, "answer": outcome.answer, "message": outcome.message,
    }


def _print_coming(coming: list[Coming], as_json: bool) -> int:
    if as_json:
        _words.print_json({"reports": [_as_json(one) for one in coming]})
        return 0
    rows = [("report", "next", "due", "newest", "state")]
    rows += [(one.report, one.period.label, f"{_local(one):%a %Y-%m-%d %H:%M} {one.timing.zone}", one.newest.label if one.newest else "", one.state) for one in coming]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    click.echo("\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows))
    for one in coming:
        if one.message:
            click.echo(f"{one.report}, {one.newest.label}: {one.message}", err=True)
    return 0


def _as_json(one: Coming) -> dict[str, object]:
    return {
        "report": one.report, "when": one.timing.in_words(), "next": one.period.label, "due": _local(one).isoformat(),
        "newest": one.newest.label if one.newest else None, "state": one.state, "message": one.message,
    }


def _local(one: Coming) -> datetime:
    return one.period.due.astimezone(ZoneInfo(one.timing.zone))
