"""backoffice leases: what are leases in the books (IFRS 16, ASC 842)?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from backoffice_lib.analyses.lease_accounting import LeaseAccounting, lease_accounting
from backoffice_lib.basics.errors import refuse
from backoffice_lib.basics.months import Month
from backoffice_lib.cli import _words
from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table


@_words.command("leases", "backoffice leases meridian --standard asc842")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@click.option("--standard", default="ifrs16", show_default=True, help="ifrs16 or asc842.")
@click.option("--classification", default="operating", show_default=True, help="Under asc842: operating or finance.")
@click.option("--compounding", default="yearly", show_default=True, help="Of the rate: yearly (effective), half_yearly, quarterly or monthly (r / 12).")
@click.option("--rate", "rates", multiple=True, metavar="YYYY-MM=SHARE", help="Another rate to borrow at from a month on, such as 2028-01=0.07; may be repeated.")
@click.option("--low-value", multiple=True, metavar="LEASE", help="A lease of something of low value, let out by ifrs16; may be repeated.")
@click.option("--short-term", default="exempt", show_default=True, help="Leases of 12 months or less: exempt or recognised.")
@click.option("--as-at", default="", metavar="YYYY-MM", help="The month after which to tell what is owed; the first day of the plan if left out.")
@click.option("--entries", is_flag=True, help="Print the journal too.")
@_words.json_option
def command(plan: str, scenario: str, entries: bool, as_json: bool, rates: tuple[str, ...], **choices: Any) -> None:
    """What the leases of a plan are in the books: liability, right-of-use assets, cost, what is owed when, and the journal."""
    read = read_plan(plan)
    answer = lease_accounting(simulate(read, read_scenario(read, scenario)), rates=dict(map(_rate, rates)), **choices)
    if as_json:
        return _words.print_json(_as_json(answer))
    click.echo(str(answer))
    parts = ("leases", "liability", "assets", "cost", "owed", *["entries"] * entries) if answer.leases else ()
    for part in parts:
        click.echo(f"\n{table(answer, part)}")
    _words.print_notes(answer.notes)


def _rate(written: str) -> tuple[str, float]:
    """A month and the rate from it on. Raises InputProblems."""
    month, _, share = written.partition("=")
    try:
        return month, float(share)
    except ValueError:
        raise refuse(f"--rate {written}", "is not a month and a rate", "write it as 2028-01=0.07") from None


def _as_json(answer: LeaseAccounting) -> dict[str, Any]:
    """The answer in full, its months written YYYY-MM; of each lease the schedule, to its end."""
    plain = asdict(answer, dict_factory=_plain)
    owed = answer.maturity
    by_year = [{"year": year, "amount": amount} for year, amount in owed.by_year]
    plain |= {
        "leases": [_lease(lease) for lease in plain["leases"]],
        "months": [{"month": month, **row} for month, row in plain["months"]],
        "years": [{"year": year, **row} for year, row in plain["years"]],
        "maturity": {"by_year": by_year, "undiscounted": owed.undiscounted, "interest": owed.interest, "liability": owed.liability},
        "entries": [{"lease": lease, **entry} for lease, entry in plain["entries"]],
    }
    return {"answer": str(answer), "cost": answer.cost, "rent_paid": answer.rent_paid, **plain}


def _lease(plain: dict[str, Any]) -> dict[str, Any]:
    made = plain.pop("schedule")
    return {**plain, "basis": made["basis"], "months": made["months"]}


def _plain(pairs: list[tuple[str, Any]]) -> Any:
    """The fields of a record; a month, which is a record of its own to Python, is written out."""
    return str(Month(pairs[0][1])) if [name for name, _ in pairs] == ["ordinal"] else dict(pairs)
