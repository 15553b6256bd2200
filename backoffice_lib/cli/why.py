"""backoffice why: why is this figure what it is?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from backoffice_lib.analyses.why import Why, questions, why
from backoffice_lib.basics.errors import choice, nearest, refuse
from backoffice_lib.cli import _frozen, _words
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.files.whole import write_whole
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views.why_html import page

FORMS = ("text", "html", "json")
ENDINGS = {".txt": "text", ".html": "html", ".htm": "html", ".json": "json"}
KINDS = (
    "cost, saving, npv, irr, payback, discounted-payback, break-even, bridge, make-or-buy, variance, recharges, lease, stranded, heads, "
    "seats or cost-per-fte"
)


@_words.command("why", "backoffice why remote_accountants --scenario remote_lease_ends --category rent --month 2028-03")
@_words.plan_argument
@click.option("--scenario", default="today", show_default=True, help="The scenario; today is the plan as it stands.")
@click.option("--of", default="cost", show_default=True, metavar="KIND", help=f"What kind of figure: {KINDS}.")
@click.option("--against", default="", help="Of a saving: the other scenario; today if left out.")
@click.option("--category", default="", help="The cost category, such as rent; `backoffice costs` lists them.")
@click.option("--month", default="", metavar="YYYY-MM", help="The month; the whole plan if left out.")
@click.option("--year", default="", metavar="YYYY", help="Or the fiscal year.")
@click.option("--team", default="", help="Only of this team.")
@click.option("--site", default="", help="Only of this site.")
@click.option("--function", default="", help="Only of this function.")
@click.option("--vendor", default="", help="Only of this vendor.")
@click.option("--item", default="", help="Only this item: a lease, a contract, a band of on-costs.")
@click.option("--line", default="", metavar="1-18", help="Of make-or-buy: the line of the form; 17, the outcome, if left out.")
@click.option("--comparison", default="", help="Or the comparison: full_cost, avoidable …")
@click.option("--lease", default="", help="Of lease: only this one.")
@click.option("--figure", default="", help="Of lease: liability_closing, interest, depreciation …; of seats: needed, held, missing or spare; of variance: volume, landing …; of recharges: cost or markup.")
@click.option("--standard", default="", help="Of lease: ifrs16, unless you say asc842.")
@click.option("--classification", default="", help="Under asc842: operating, unless you say finance.")
@click.option("--compounding", default="", help="Of the rate: yearly, unless you say half_yearly, quarterly or monthly.")
@click.option("--bar", default="", help="Of bridge: one of its bars; all of them if left out.")
@click.option("--by", default="", help="Of bridge: initiative, unless you say factor; of break-even: profit, unless you say cash or npv; of variance: account, category …")
@click.option("--how", default="", help="Of bridge: shares, unless you say 'in order' or alone.")
@click.option("--view", default="", help="Of bridge: profit, unless you say cash.")
@click.option("--input", default="", help="Of break-even: the path of a number, such as fx.INR.rate.")
@click.option("--shortfall", default="", help="Of break-even: who makes up for slower people of vendors; as each vendor says if left out.")
@click.option("--row", default="", help="Of variance: one of its rows, such as an account; all of them if left out.")
@click.option("--last-close", default="", metavar="YYYY-MM", help="Of variance: the last closed month; that of the plan if left out.")
@click.option("--business-unit", default="", help="Of recharges: only to this one.")
@click.option("--between", default="", metavar="LOW..HIGH", help="Of break-even: the range to look in; one about the present value if left out.")
@click.option("--format", "form", default="", metavar="FORM", help="text, unless you say html or json, or name a file that ends so.")
@click.option("--to", default="", metavar="FILE", help="Write it to this file instead of printing it.")
@_words.unmasked_option
@_words.json_option
def command(plan: str, scenario: str, against: str, form: str, to: str, as_json: bool, **asked: str) -> int:
    """Trace any figure back: quantity × price × index of every row behind it, where each input is written, and what each
    initiative did to it. Without --of it is a cost, by category, month, team …"""
    form = _form(form, to, as_json)
    read = _words.read_plan(plan)
    named = read_scenario(read, scenario)
    ledger = simulate(read, named)
    answer = why(ledger, against=_other(read, read_scenario(read, against) if against else named.today, against, asked["of"]), **asked)
    text = _told(answer, form)
    if to:
        write_whole(to, text)
        click.echo(f"{answer.title}, traced, is in {to}.")
    else:
        click.echo(text, nl=False)
    if form == "text":
        _words.print_notes(_frozen.places(read, ledger))
    for problem in answer.checks:
        click.echo(f"check failed: {problem}", err=True)
    return 3 if answer.checks else 0


def _other(plan: Plan, other: Scenario, against: str, of: str) -> Ledger | None:
    """The ledger that a figure of two is held against. Raises InputProblems where one is named for a figure of one scenario alone."""
    two = [name for name, question in questions().items() if question.of_two]
    if against and of in questions() and of not in two:
        raise refuse("--against", f"is not asked of {of}", choice("use it with --of", "", two))
    return simulate(plan, other) if of in two else None


def _form(form: str, to: str, as_json: bool) -> str:
    """The form that is asked for, or that the name of the file says. Raises InputProblems."""
    if form and form not in FORMS:
        near = nearest(form, FORMS)
        raise refuse("--format", f'"{form}" is no form', choice("use", near, FORMS), near)
    if to and not Path(to).parent.is_dir():
        raise refuse(to, f"there is no folder {Path(to).parent}", "make it first, or name another")
    ending = Path(to).suffix if to else ""
    if to and not form and not as_json and ending not in ENDINGS:
        raise refuse(to, f'a figure cannot be traced into "{ending or to}"', "end the name in .txt, .html or .json, or give --format")
    return form or ("json" if as_json else ENDINGS.get(ending, "text"))


def _told(answer: Why, form: str) -> str:
    if form == "html":
        return page(answer)
    if form == "text":
        return f"{answer}\n"
    marked = {"unmasked": True} if _words.unmasked() else {}
    return json.dumps({**marked, **answer.as_json()}, indent=2, ensure_ascii=False) + "\n"
