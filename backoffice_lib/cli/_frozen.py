"""What is said of frozen scenarios beside their figures, and whether these are still what was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from backoffice_lib.analyses.reproduce import Reproduced, reproduce
from backoffice_lib.files.freezing import kept_result
from backoffice_lib.files.scenarios import frozen_scenarios, kept_for_nobody
from backoffice_lib.ledger import Ledger
from backoffice_lib.plan import Plan

CHECK_FAILED = 3


def reproduced(plan: Plan, ledgers: Iterable[Ledger]) -> Iterator[Reproduced]:
    """For each ledger of a frozen scenario of the plan, whether it is the one that was kept."""
    frozen = [ledger for ledger in ledgers if ledger.frozen]
    kept = frozen_scenarios(plan) if frozen else {}
    for ledger in frozen:
        if ledger.scenario in kept:
            yield reproduce(ledger, kept_result(kept[ledger.scenario]), kept[ledger.scenario].version)


def told(plan: Plan, *ledgers: Ledger) -> int:
    """Says which frozen scenarios have moved; the exit code."""
    failed = [answer for answer in reproduced(plan, ledgers) if not answer.same]
    for answer in failed:
        click.echo(f"check failed: {answer}", err=True)
    return CHECK_FAILED if failed else 0


def places(plan: Plan, ledger: Ledger) -> Iterator[str]:
    """Where the files lie that the places in an answer are in, for a frozen scenario."""
    if ledger.frozen and (kept := frozen_scenarios(plan).get(ledger.scenario)):
        yield f"{ledger.scenario} is frozen: it stands on the plan as it was kept, in scenarios/frozen/{kept.folder.name}"


def unused(plan: Plan) -> Iterator[str]:
    """Kept folders that nothing needs any more."""
    for name in kept_for_nobody(plan):
        yield f"scenarios/frozen/{name} is kept for no scenario; delete it when you no longer need it"
