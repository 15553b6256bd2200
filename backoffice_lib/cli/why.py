"""backoffice why: why is this figure what it is?"""

from __future__ import annotations

from dataclasses import asdict

import click

from backoffice_lib.analyses.why import why
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate


@_words.command("why", "backoffice why remote_accountants --scenario remote_lease_ends --category rent --month 2028-03")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@click.option("--category", required=True, help="The cost category, such as rent; `backoffice costs` lists them.")
@click.option("--month", required=True, metavar="YYYY-MM", help="The month.")
@click.option("--team", default="", help="Only what is booked for this team.")
@click.option("--site", default="", help="Only what is booked for this site.")
@click.option("--function", default="", help="Only what is booked for this function.")
@click.option("--vendor", default="", help="Only what is booked for this vendor.")
@click.option("--item", default="", help="Only this item: a lease, a contract, a band of on-costs.")
@_words.json_option
def command(plan: str, scenario: str, as_json: bool, **asked: str) -> int:
    """Trace a cost of one month back: quantity × price × index of every row, where each is written, and what each
    initiative did to it."""
    read = read_plan(plan)
    answer = why(simulate(read, read_scenario(read, scenario)), **asked)
    if as_json:
        _words.print_json(asdict(answer) | {"where": dict(answer.where)})
    else:
        click.echo(str(answer))
    for problem in answer.checks:
        click.echo(f"check failed: {problem}", err=True)
    return 3 if answer.checks else 0
