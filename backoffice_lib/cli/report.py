"""backoffice report: run notebooks and write them as documents to send on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from backoffice_lib.basics.errors import InputProblems, Problem, Wrong, listed, nearest, raise_all, refuse
from backoffice_lib.cli import _ending, _words
from backoffice_lib.files.plain_text import brief
from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.plan import Plan
from backoffice_lib.reports.asked import FORMATS, AskedReport
from backoffice_lib.reports.batch import worst
from backoffice_lib.reports.on_plan import asked_for, made, told
from backoffice_lib.reports.parameters import declared
from backoffice_lib.reports.reports_file import notebook_of, reports_of
from backoffice_lib.reports.secret_settings import check_secret


@_words.command("report", "backoffice report remote_accountants what_does_today_cost --to reports")
@_words.plan_argument
@click.argument("names", nargs=-1, metavar="[REPORT or NOTEBOOK]...")
@click.option("--scenario", "scenarios", multiple=True, help="A scenario to report on; may be given several times.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="A parameter of the notebooks.")
@click.option("--format", "formats", metavar="FORMATS", help="Such as html,pdf,xlsx,ipynb; as reports.yaml says, or html.")
@click.option("--single-file", is_flag=True, help="Pages that hold all they need, to be sent on alone; else they share one file in DIR.")
@click.option("--to", metavar="DIR", help="The folder of all runs; as reports.yaml says, or reports.")
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="How many reports at a time; one for each processor if left out.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="The day the figures are as of, for the cover; today if left out.")
@_words.unmasked_option
@click.option("--quiet", is_flag=True, help="Do not show how far the reports are.")
def command(plan: str, names: tuple[str, ...], to: str | None, workers: int | None, as_of: str | None, quiet: bool, **changes: tuple[str, ...] | str | bool | None) -> int:
    """Run the reports that reports.yaml of a plan asks for, or some of them by name, or notebooks.

    Without reports.yaml, and without names, all notebooks are run that come with the workbench. Each run is a folder of its own in DIR.
    """
    _words.say_unmasked()
    day = _day(as_of) or date.today()
    with _ending.tidily():
        outcomes = made(lambda read: _asked(read, names, **changes), plan, to, workers or 0, not quiet, as_of=day, unmasked=_words.unmasked())
    wrong = [told(outcome) for outcome in outcomes if outcome.exit_code]
    click.echo("\n\n".join(wrong), err=True, nl=bool(wrong))
    for outcome in outcomes:
        if outcome.document:
            click.echo(f"report: {outcome.document}")
    return worst(outcomes)


def _asked(
    plan: Plan, names: Sequence[str], scenarios: Sequence[str], settings: Sequence[str], formats: str | None, single_file: bool,
) -> list[AskedReport]:
    """What is asked for: of the reports in reports.yaml those named, or all; else notebooks."""
    changes, known = _settings(settings), {report.name: report for report in reports_of(plan)}
    written = [known[name] for name in names if name in known] if names else list(known.values())
    notebooks = [name for name in names if name not in known] if names or known else list(shipped_notebooks())
    wanted = {"formats": _formats(formats)} if formats is not None else {}
    wanted |= {"single_file": True} if single_file else {}
    if written and not notebooks:
        _check_known(written, plan, changes)
    asked = [_changed(report, plan, scenarios, changes).with_(**wanted) for report in written]
    try:
        return [*asked, *(asked_for(notebooks, scenarios, changes, **wanted) if notebooks else ())]
    except InputProblems as wrong:
        raise _or_a_report(wrong, known) from None


def _or_a_report(wrong: InputProblems, known: Sequence[str]) -> InputProblems:
    """The problem with a name that is neither a notebook nor a report, which may be a report misspelt."""
    if len(wrong.problems) == 1 and (near := nearest(wrong.problems[0].where, known)):
        return refuse(wrong.problems[0].where, "there is no such report and no such notebook", "", near)
    return wrong


def _check_known(written: Sequence[AskedReport], plan: Plan, settings: dict[str, str]) -> None:
    """Raise InputProblems for settings that no notebook of the reports declares."""
    known = list(dict.fromkeys(name for report in written for name in declared(notebook_of(report.notebook, Path(plan.folder)))))
    problems = [Problem(f"--set {name}", "no report has such a parameter", f"there is {listed(known)}", nearest(name, known)) for name in settings if name not in known]
    raise_all(problems)


def _changed(report: AskedReport, plan: Plan, scenarios: Sequence[str], settings: dict[str, str]) -> AskedReport:
    """A report of reports.yaml with what was asked for on the command line, as far as its notebook knows it."""
    parameters = declared(notebook_of(report.notebook, Path(plan.folder)))
    more = {name: value for name, value in settings.items() if name in parameters}
    others = list(scenarios) if {"scenario", "scenarios"} & set(parameters) else []
    return report.with_(settings={**report.settings, **more}, scenarios=others or report.scenarios)


def _formats(given: str) -> list[str]:
    formats = [one.strip() for one in given.split(",")]
    for one in formats:
        if one not in FORMATS:
            raise refuse(f"--format {given}", f'"{one}" is no format', f"use {', '.join(FORMATS)}", nearest(one, FORMATS))
    return formats


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise refuse("--as-of", f'"{written}" is not a day', "write it as YYYY-MM-DD, such as 2026-12-31") from None


def _settings(given: Sequence[str]) -> dict[str, str]:
    for setting in given:
        if "=" not in setting:
            raise refuse(f"--set {brief(setting)}", "has no value", "write it as key=value")
    settings = dict(setting.split("=", 1) for setting in given)
    for name, value in settings.items():
        try:
            check_secret(name, value)
        except Wrong as wrong:
            raise refuse(f"--set {name}", wrong.what, wrong.mend) from None
    return settings
