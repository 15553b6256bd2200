"""Options of the commands that draw, and the bar that shows how far the draws are."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

import click
from tqdm import tqdm

from backoffice_lib.analyses.risk import Risk
from backoffice_lib.basics.errors import refuse
from backoffice_lib.cli import _words
from backoffice_lib.cli._cluster import cluster
from backoffice_lib.cli._main import DONE, INTERRUPTED
from backoffice_lib.draws import AT_A_TIME, Watch
from backoffice_lib.files.scenarios import read_scenario, read_scenarios
from backoffice_lib.ledger import Ledger
from backoffice_lib.ledger.drawn import GRAINS, Grain
from backoffice_lib.plan import Plan
from backoffice_lib.reports.answer_page import checked_page, write_answer
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views import table

USUAL = 1_000
"""Draws, where nobody says how many."""


def options(count: int = USUAL) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """How many draws, of which seed, by which periods and shared by whom; count: of draws, where nobody says."""
    asked = (
        click.option("--draws", type=int, default=count, show_default=True, help="How often chance is drawn; 10,000 show the ends of a range well."),
        click.option("--seed", type=int, default=0, show_default=True, help="Of their luck: the same gives the same draws."),
        click.option("--grain", type=click.Choice(GRAINS), default="month", show_default=True, help="The periods that draws are summed by."),
    )
    return lambda command: _with(asked, sharing_options(command))


def sharing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who shares the draws."""
    share = f"Processes that share the draws; -1 for one a core. No more are started than there are cores, or parts of {AT_A_TIME} draws."
    asked = (
        click.option("--workers", type=int, default=1, show_default=True, help=share),
        click.option("--scheduler", metavar="tcp://…", default="", help="A Dask cluster that shares the draws (the extra `cluster`)."),
    )
    return _with(asked, command)


def _with(asked: Sequence[Callable[..., Any]], command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(asked):
        command = option(command)
    return command


def to_choose_from(plan: Plan, names: Sequence[str]) -> list[Scenario]:
    """Today and the scenarios that are named; all of the plan where none is. Raises InputProblems."""
    named = [read_scenario(plan, name) for name in names] if names else list(read_scenarios(plan))
    return [TODAY, *(one for one in named if one.name != TODAY.name)]


def choice_command(name: str, title: str, ask: Callable[[Sequence[Ledger]], Any], says: str) -> click.Command:
    """A command that asks something of the choice between today and some scenarios. title: of its page; says: its help."""

    @_words.command(name, f"backoffice {name} meridian --scenario records_onshore --draws 200")
    @_words.plan_argument
    @click.option("--scenario", "scenarios", multiple=True, help="A scenario to choose from, besides today; all of the plan if left out.")
    @options()
    @_words.page_option
    @_words.json_option
    def command(plan: str, scenarios: tuple[str, ...], to: str | None, as_json: bool, **asked: Any) -> int:
        page, read = checked_page(to) if to else None, _words.read_plan(plan)
        ledgers = simulated(read, to_choose_from(read, scenarios), **asked)
        answer = ask(ledgers)
        if page:
            write_answer(page, title, plan, scenarios, answer)
        if as_json:
            _words.print_json({"answer": str(answer), **asdict(answer)})
        else:
            click.echo(f"{answer}\n\n{table(answer)}")
            _words.print_notes(answer.notes)
        if page and not as_json:
            click.echo(f"\nThe chart is in {page}.")
        return ended(ledgers)

    command.help = says
    return command


def simulated(plan: Plan, scenarios: Sequence[Scenario], draws: int, seed: int, grain: Grain, workers: int, scheduler: str, least: int = 1) -> list[Ledger]:
    """The ledgers of some scenarios with their draws, while a bar shows how far they are.

    Whoever stops it in the middle of one gets of all of them as many draws as of that one: those that come later are drawn as far.
    """
    if draws < least:
        raise refuse("--draws", f"is {draws}", "ask for 1 or more; 1,000 show a range, 10,000 its ends")
    ledgers: list[Ledger] = []
    with shared_by(workers, scheduler, draws) as shared, bar(len(scenarios)) as watch:
        for scenario in scenarios:
            so_far = _fewest(ledgers, draws)
            ledgers.append(simulate(plan, scenario, draws, seed, grain, shared, watch if so_far == draws else _until(so_far, watch)))
            if _fewest(ledgers, draws) < so_far and len(ledgers) < len(scenarios):
                click.echo(f"stopped: the other scenarios are drawn as far, {_fewest(ledgers, draws):,} draws; stop again for no answer", err=True)
    return [replace(ledger, drawn=ledger.drawn and ledger.drawn.first(_fewest(ledgers, draws))) for ledger in ledgers]


def _fewest(ledgers: Iterable[Ledger], draws: int) -> int:
    """How many draws all of some ledgers have, of those that were asked for."""
    return min((ledger.drawn.count for ledger in ledgers if ledger.drawn), default=draws)


def _until(count: int, watch: Watch) -> Watch:
    """Watches, and stops as soon as so many draws are done; they are worked out in the same parts each time."""

    def stop(done: int, asked: int) -> None:
        watch(done, asked)
        if done >= count:
            raise KeyboardInterrupt

    return stop


def ended(ledgers: Iterable[Ledger]) -> int:
    """The exit code: interrupted where somebody stopped it before all draws that were asked for were done, which is said."""
    short = next((ledger.drawn for ledger in ledgers if ledger.drawn and ledger.drawn.count < ledger.drawn.asked), None)
    if short is None:
        return DONE
    click.echo(f"stopped: the answer is of {short.count:,} of the {short.asked:,} draws that were asked for", err=True)
    return INTERRUPTED


@contextmanager
def bar(rounds: int = 1) -> Iterator[Watch]:
    """Shows how far the draws are, where somebody watches; of several rounds each begins anew."""
    with tqdm(unit="draw", desc="draws", leave=False, disable=not sys.stderr.isatty()) as shown:
        before = 0

        def watch(done: int, asked: int) -> None:
            nonlocal before
            shown.total = max(shown.total or 0, rounds * asked)
            shown.update(before + done - shown.n)
            before += asked if done == asked else 0

        yield watch


@contextmanager
def shared_by(workers: int, scheduler: str, draws: int) -> Iterator[int]:
    """How many workers share some draws; has a Dask cluster work for joblib where one is named. Raises InputProblems where it cannot be reached."""
    if workers == 0 or workers < -1:
        raise refuse("--workers", f"is {workers}", "give 1 or more processes, or -1 for one a core")
    if not scheduler:
        shared = _worth_starting(workers, draws) if workers != 1 else 1
        if shared != 1:
            _start(shared)
        yield shared
        return
    with cluster(scheduler):
        yield -1


def _worth_starting(workers: int, draws: int) -> int:
    """How many of the processes that are asked for, -1 for one a core, find a core and a part of the draws to work on."""
    import joblib

    cores = joblib.cpu_count()
    return max(1, min(cores if workers == -1 else workers, cores, -(-draws // AT_A_TIME)))


def _start(workers: int) -> None:
    """Starts the processes that will share the draws, which do not hear Ctrl-C: it goes to all that a terminal runs, and is for us to answer."""
    import joblib

    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        joblib.Parallel(n_jobs=workers)(joblib.delayed(int)() for _ in range(workers))
    finally:
        signal.signal(signal.SIGINT, ours)


def risk_as_json(answer: Risk) -> dict[str, Any]:
    """Every figure of a risk, each with the name of what it is of."""
    rows = {
        name: [{key: label, **asdict(one)} for label, one in getattr(answer, name)]
        for name, key in (("by_period", "period"), ("by_category", "category"), ("cumulative", "month"))
    }
    cells = [{"period": period, "category": name, **asdict(one)} for period, name, one in answer.by_period_and_category]
    chances = [{"month": month, "share": share} for month, share in answer.cheaper_by_month]
    return {"answer": str(answer), **asdict(answer), **rows, "by_period_and_category": cells, "cheaper_by_month": chances}
