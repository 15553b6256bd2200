"""How fast the workbench answers and draws, beside peers with the same formulas: one input moved, draws of a scenario, and draws where only prices are unsure."""

from __future__ import annotations

from itertools import count

import numpy as np

import backoffice_lib as bo
from backoffice_lib.draws import in_draws
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import at_other_prices
from benchmarks import numpy_peer, study
from benchmarks.aims import told
from benchmarks.results import Found
from benchmarks.side_by_side import MANY, SAME, Work, agreement, in_turns, missing, peers_of
from benchmarks.study_plan import Size, Studied, plan_of

OURS = "the workbench"
_another = count(1)


def agrees(studied: Studied) -> Found:
    """Whether all peers say what the workbench says."""
    plan, scenarios = studied.plan, studied.scenarios
    most = agreement(plan, scenarios)
    size = f"{len(plan.teams)} teams, {plan.months} months, {len(study.CATEGORIES)} categories, {len(scenarios)} scenarios."
    return Found(f"{size} Peers agree with the workbench to {most:.1g} in every category, month, draw and scenario.{missing()}")


def with_quantity(plan: Plan) -> Plan:
    """The plan with another attrition."""
    return plan.with_(attrition=tuple(band.with_(cohort_loss_share_per_year=0.1 + next(_another) * 1e-6) for band in plan.attrition))


def with_price(plan: Plan) -> Plan:
    """The plan with another price of the vendor."""
    vendor = plan.vendors[0].with_(price_per_fte_per_year=24_000.0 + next(_another))
    return plan.with_(vendors=(vendor, *plan.vendors[1:]))


def moved(studied: Studied) -> Found:
    """One input moved by hand, all scenarios answered anew; and one scenario against the peers."""
    plan, last = studied.plan, studied.mixed
    ms = {name: 1e3 * taken for name, taken in in_turns(ours_moved(studied) | _one_by_peers(plan, last), 3).items()}
    says = {"quantity": "a quantity input, 6 scenarios", "price": "a price input, 6 scenarios", "one": f"a quantity input, `{last.name}` alone"}
    says["price of one"] = f"a price input, `{last.name}` alone"
    rows = (f"| {says.get(name, f'`{last.name}` by {name}')} | {told(taken)} |" for name, taken in ms.items())
    return Found("\n".join(["| one input moved | ms |", "| --- | ---: |", *rows]) + f"\n\n{missing()}", ms)


def ours_moved(studied: Studied) -> dict[str, Work]:
    """One input moved, and what hangs on it worked out anew: of all scenarios, and of the one with all levers."""
    plan, scenarios, last = studied.plan, studied.scenarios, studied.mixed
    ledgers = [bo.simulate(plan, one) for one in scenarios]

    def quantity() -> None:
        other = with_quantity(plan)
        for one in scenarios:
            bo.simulate(other, one)

    def price() -> None:
        other = with_price(plan)
        for ledger, one in zip(ledgers, scenarios, strict=True):
            at_other_prices(ledger, other, one)

    works: dict[str, Work] = {"quantity": quantity, "price": price, "one": lambda: bo.simulate(with_quantity(plan), last)}
    return works | {"price of one": lambda: at_other_prices(ledgers[-1], with_price(plan), last)}


def _one_by_peers(plan: Plan, scenario: Scenario) -> dict[str, Work]:
    """One draw of a scenario by each peer that works out one at a time."""
    ledger = study.simulated(plan, scenario, 32)
    given = study.inputs_of(ledger).some(slice(0, 1))
    peers = peers_of(study.study_of(ledger)).items()
    return {name: (lambda work=work: work(given)) for name, (work, _) in peers if "blocks of" not in name and "numba" not in name}


def rates(studied: Studied) -> Found:
    """Draws of the scenario with all levers and of that with none, each peer at its own pace."""
    tables, figures = [], {}
    for scenario in (studied.mixed, TODAY):
        ledger = study.simulated(studied.plan, scenario, MANY)
        given, peers = study.inputs_of(ledger), peers_of(study.study_of(ledger))
        works: dict[str, Work] = {name: (lambda work=work, some=some: work(given.some(slice(0, some)))) for name, (work, some) in peers.items()}
        counts = {name: some for name, (_, some) in peers.items()} | {OURS: MANY}
        found = in_turns(works | {OURS: lambda scenario=scenario: in_draws(studied.plan, scenario, MANY)})
        each = {name: 1e3 * taken / counts[name] for name, taken in found.items()}
        rows = (f"| {name} | {told(taken)} | {told(taken / each[OURS])} |" for name, taken in sorted(each.items(), key=lambda one: -one[1]))
        tables.append("\n".join([f"| draws of `{scenario.name}` | ms a draw | the workbench is so many times as fast |\n| --- | ---: | ---: |", *rows]))
        figures |= {f"{scenario.name}: {name}": taken for name, taken in each.items()}
    return Found("\n\n".join(tables) + f"\n\n{missing()}", figures)


MOST = 16 * MANY
"""As many as are worked out side by side, where they are so quick that what they have in common would be most of their time."""


def prices(studied: Studied) -> Found:
    """Draws where only prices are unsure."""
    sure, scenarios = plan_of(Size(prices_only=True))
    same = next(one for one in scenarios if one.name == studied.mixed.name)
    ledger = study.simulated(sure, same, MANY)
    under, given = study.study_of(ledger), study.inputs_of(ledger)
    assert np.allclose(numpy_peer.sure_quantities(under, given), study.ours(ledger), rtol=SAME, atol=1e-6)
    works = {"all": lambda: in_draws(studied.plan, studied.mixed, MANY), "prices": lambda: in_draws(sure, same, MOST)}
    found = in_turns(works | {"by hand": lambda: numpy_peer.sure_quantities(under, given)})
    each = {name: 1e3 * taken / (MOST if name == "prices" else MANY) for name, taken in found.items()}
    times = each["all"] / each["prices"]
    text = f"Only prices unsure, `{same.name}`, {MOST:,} draws: {each['prices']:.3g} ms a draw, {times:.2g} times the full rate; by hand {each['by hand']:.2g}."
    return Found(text, {**each, "times": times})
