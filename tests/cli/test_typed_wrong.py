"""What does not fit on the command line is told in one line, like all else that is wrong, and ends in exit code 2."""

from __future__ import annotations

import shlex

import click
import pytest

from backoffice_lib.cli._main import backoffice

EXAMPLE = "backoffice simulate remote_accountants --scenario remote_lease_ends --to ledger.csv"
TYPED = {
    "risk meridian --draws abc": '--draws: is "abc"; give a whole number, such as 1000',
    "risk meridian --draws ''": "--draws: is blank; give a whole number, such as 1000",
    "risk meridian --draws 10,000": '--draws: is "10,000"; write 10000',
    "risk meridian --draws 1e6": '--draws: is "1e6"; write 1000000',
    "risk meridian --draws 0.5": "--draws: is 0.5; give a whole number, such as 1000",
    "risk meridian --draws 10.000": "--draws: is 10.000; give a whole number, such as 1000",
    "risk meridian --draws --seed": '--draws: is "--seed"; give a whole number, such as 1000',
    "risk meridian --draws": "--draws: has no value; give a whole number, such as 1000",
    "risk meridian --grain mnth": '--grain: is "mnth", not one of the choices; did you mean "month"?',
    "risk meridian --grain week": '--grain: is "week", not one of the choices; use month, year, plan',
    "compare tiny --scenario everything --tax 25%": '--tax: is "25%"; write 0.25',
    "compare tiny --scenario everything --tax 0,25": '--tax: is "0,25"; write 0.25',
    "compare tiny --scenario everything --tax much": '--tax: is "much"; give a number',
    "reconcile tiny --tolerance no": '--tolerance: is "no"; give a number, such as 0.005',
    "break-even tiny --between 1 many": '--between: is "1 many"; give two numbers, LOW HIGH',
    "break-even tiny --between 1": "--between: has fewer than 2 values; give two numbers, LOW HIGH",
    "report tiny --workers 100": "--workers: is 100; give a whole number from 1 to 64",
    "schedule tiny --workers x": '--workers: is "x"; give a whole number from 0 to 64',
    "rate-card tiny --most 0": "--most: is 0; give a whole number, 1 or more",
    "simulate tiny --json=1": "--json: takes no value; write --json alone",
    "simulate tiny --month 3": "--month: is no option of simulate; backoffice simulate --help lists them",
    "simulate tiny --scenaro=today": '--scenaro: is no option of simulate; backoffice simulate --help lists them; did you mean "--scenario"?',
    "risk tiny --dra 5": '--dra: is no option of risk; backoffice risk --help lists them; did you mean "--draws"?',
    "risk tiny -draws 5": '-draws: is no option of risk; backoffice risk --help lists them; did you mean "--draws"?',
    "risk tiny -q": "-q: is no option of risk; backoffice risk --help lists them",
    "--versoin": '--versoin: is no option of backoffice; backoffice --help lists them; did you mean "--version"?',
    "--version=1 risk": "--version: takes no value; write --version alone",
    "-- risk --draws": "--draws: has no value; give a whole number, such as 1000",
    "-- -q": "-q: is no option of backoffice; backoffice --help lists them",
    "simulate": f"PLAN: is missing; simulate needs it, as in {EXAMPLE}",
    "compare tiny": "--scenario: is missing; compare needs it, as in backoffice compare remote_accountants --scenario remote_lease_ends --by year --tax 0.25",
    "compare tiny --scenario": "--scenario: has no value; write it after --scenario",
    "risk tiny --to": "--to: has no value; write --to FILE.html",
    "simulate tiny everything": "everything: is one word too many; write backoffice simulate PLAN, then options; what has spaces stands in quotes",
    "check tiny ''": '"": is one word too many; write backoffice check PLAN, then options; what has spaces stands in quotes',
    "costs tiny": "tiny: is one word too many; write backoffice costs, then options; what has spaces stands in quotes",
    "simulate tiny a\x1b[31m": "a\\u001b[31m: is one word too many; write backoffice simulate PLAN, then options; what has spaces stands in quotes",
}


@pytest.mark.parametrize("typed", TYPED)
def test_what_does_not_fit_is_told_in_one_line(run, nothing_written, typed):
    assert run(*shlex.split(typed)).problems == [TYPED[typed]]


@pytest.mark.parametrize("name", backoffice.list_commands(click.Context(backoffice)))
def test_every_command_tells_an_option_that_it_does_not_have(run, nothing_written, name):
    assert run(name, "--no-such").problems == [f"--no-such: is no option of {name}; backoffice {name} --help lists them"]


def test_no_words_at_all_show_the_help(run):
    ran = run()
    assert (ran.code, ran.out) == (2, "") and ran.err.startswith("Usage: backoffice [OPTIONS] COMMAND")
