"""backoffice report: run notebooks and write them as documents to send on."""

from __future__ import annotations

from datetime import date

import click

from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _words
from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.reports import ReportsFailed, report


@_words.command("report", "backoffice report remote_accountants what_does_today_cost --to reports")
@_words.plan_argument
@click.argument("notebooks", nargs=-1)
@click.option("--scenario", "scenarios", multiple=True, help="A scenario to report on; may be given several times.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="A parameter of the notebooks.")
@click.option("--to", default="reports", show_default=True, metavar="DIR", help="Where to write the reports.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="The day the figures are as of, for the cover; today if left out.")
@_words.unmasked_option
@click.option("--quiet", is_flag=True, help="No progress bars.")
def command(
    plan: str,
    notebooks: tuple[str, ...],
    scenarios: tuple[str, ...],
    settings: tuple[str, ...],
    to: str,
    as_of: str | None,
    quiet: bool,
) -> int:
    """Run notebooks on a plan, all of them if none is named, and write one HTML document each."""
    _words.say_unmasked()
    try:
        written = report(
            notebooks or list(shipped_notebooks()),
            plan=plan,
            scenarios=scenarios,
            to=to,
            settings=_settings(settings),
            progress=not quiet,
            as_of=_day(as_of),
            unmasked=_words.unmasked(),
        )
    except ReportsFailed as failed:
        click.echo(str(failed), err=True)
        _print_written(failed.written)
        return 2 if all(failure.is_input_fault for failure in failed.failures) else 1
    _print_written(written)
    return 0


def _print_written(written) -> None:
    click.echo("\n".join(f"report: {path}" for path in written))


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise refuse("--as-of", f'"{written}" is not a day', "write it as YYYY-MM-DD, such as 2026-12-31") from None


def _settings(given: tuple[str, ...]) -> dict[str, str]:
    for setting in given:
        if "=" not in setting:
            raise refuse(f"--set {setting}", "has no value", "write it as key=value")
    return dict(setting.split("=", 1) for setting in given)
