"""Draws side by side with what a user would otherwise write, on a plan of the study's size: each with the same formulas, checked to 1e-9 first.

`python -m benchmarks.draws` prints tables to paste into RESULTS.md. Peers that are not installed (numba, modelx: the extra `bench`) are left out and said to be.
Times are seconds of the processor, medians of rounds that take turns, so that other work on the machine touches all alike; where several
processes share the work it is seconds of the clock. Nothing here is asserted in a test.
"""

from __future__ import annotations

import importlib
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

import backoffice_lib as bo
from backoffice_lib.draws import in_draws
from backoffice_lib.ledger.drawn import quantiles
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import at_other_prices
from benchmarks import numpy_peer, plain_peers, study
from benchmarks.study_plan import Size, write

ROUNDS = 5
MANY = 512
SAME = 1e-9
Work = Callable[[], object]


def plan_of(size: Size):
    """A plan of some size, and its scenarios, today first."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "study"), size)
        plan = bo.read_plan(str(Path(folder, "study")))
        return plan, [TODAY, *bo.read_scenarios(plan)]


def in_turns(works: Mapping[str, Work], rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """The median seconds of each, after one round that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            begun = clock()
            work()
            if turn:
                taken[name].append(clock() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


def optional(name: str):
    """A peer, or nothing where what it needs is not installed."""
    try:
        return importlib.import_module(f"benchmarks.{name}")
    except ImportError:
        return None


def peers_of(plan_under: study.Study) -> dict[str, tuple[Callable[[study.Inputs], np.ndarray], int]]:
    """The peers by name: what computes draws, and how many of them are timed at once."""
    peers = {
        "pandas, month by month": (lambda some: plain_peers.in_pandas(plan_under, some), 1),
        "plain Python": (lambda some: plain_peers.in_python(plan_under, some), 2),
        "NumPy by hand, in blocks of 64": (lambda some: numpy_peer.blocked(plan_under, some), MANY),
    }
    if modelx := optional("modelx_peer"):
        model = modelx.Model(plan_under)
        peers["modelx, vector cells"] = (model.evaluate, 4)
        peers["modelx, blocks of 64 draws"] = (lambda some: model.evaluate(some, 64), 64)
    if numba := optional("numba_peer"):
        peers["compiled by numba, one kernel"] = (lambda some: numba.compiled(plan_under, some), MANY)
    return peers


def agreement(plan, scenarios) -> float:
    """The most that any peer differs from us in any category, month and draw of any scenario, against the figure itself, or one unit of money where it is less."""
    most = 0.0
    for scenario in scenarios:
        ledger = study.simulated(plan, scenario, 32)
        expected, given = study.ours(ledger), study.inputs_of(ledger)
        for name, (work, _) in peers_of(study.study_of(ledger)).items():
            count = 1 if name.startswith(("pandas", "plain", "modelx, vector")) else 32
            found, known = work(given.some(slice(0, count))), expected[..., :count]
            off = float((np.abs(found - known) / np.maximum(np.abs(known), 1.0)).max())
            assert off < SAME, (scenario.name, name, off)
            most = max(most, off)
    return most


def rates(plan, scenario) -> None:
    """Draws of one scenario, each at its own pace."""
    ledger = study.simulated(plan, scenario, MANY)
    given, peers = study.inputs_of(ledger), peers_of(study.study_of(ledger))
    works: dict[str, Work] = {name: (lambda work=work, count=count: work(given.some(slice(0, count)))) for name, (work, count) in peers.items()}
    counts = {name: count for name, (_, count) in peers.items()} | {"the workbench": MANY}
    found = in_turns(works | {"the workbench": lambda: in_draws(plan, scenario, MANY)})
    each = {name: taken / counts[name] for name, taken in found.items()}
    print(f"\n| draws of `{scenario.name}` | ms a draw | the workbench is so many times as fast |\n| --- | ---: | ---: |")
    for name, taken in sorted(each.items(), key=lambda one: -one[1]):
        print(f"| {name} | {1e3 * taken:.3g} | {taken / each['the workbench']:.3g} |")


def prices_only(plan, scenario) -> None:
    """Draws where only prices are unsure."""
    sure, scenarios = plan_of(Size(prices_only=True))
    same = next(one for one in scenarios if one.name == scenario.name)
    ledger = study.simulated(sure, same, MANY)
    under, given = study.study_of(ledger), study.inputs_of(ledger)
    assert np.allclose(numpy_peer.sure_quantities(under, given), study.ours(ledger), rtol=SAME, atol=1e-6)
    works = {"all": lambda: in_draws(plan, scenario, MANY), "prices": lambda: in_draws(sure, same, MANY)}
    found = in_turns(works | {"by hand": lambda: numpy_peer.sure_quantities(under, given)})
    print(f"\nOnly prices unsure: {1e3 * found['prices'] / MANY:.3g} ms a draw, {found['all'] / found['prices']:.2g} times the full rate; by hand {1e3 * found['by hand'] / MANY:.3g}.")


def moved(plan, scenarios) -> None:
    """One input moved by hand, all scenarios answered anew; and one scenario against the peers."""
    at, ledgers = iter(range(1, 10**6)), [bo.simulate(plan, one) for one in scenarios]

    def with_quantity():
        bands = [band.with_(cohort_loss_share_per_year=0.1 + next(at) * 1e-6) for band in plan.attrition]
        return plan.with_(attrition=tuple(bands))

    def with_price():
        vendor = plan.vendors[0].with_(price_per_fte_per_year=24_000.0 + next(at))
        return plan.with_(vendors=(vendor, *plan.vendors[1:]))

    def quantity() -> None:
        other = with_quantity()
        for one in scenarios:
            bo.simulate(other, one)

    def price() -> None:
        other = with_price()
        for ledger, one in zip(ledgers, scenarios, strict=True):
            at_other_prices(ledger, other, one)

    ledger = study.simulated(plan, scenarios[-1], 32)
    given, peers = study.inputs_of(ledger), peers_of(study.study_of(ledger))
    one_each = {name: (lambda work=work: work(given.some(slice(0, 1)))) for name, (work, _) in peers.items() if "blocks of" not in name and "numba" not in name}
    last = scenarios[-1]
    found = in_turns({"quantity": quantity, "price": price, "one": lambda: bo.simulate(with_quantity(), last), **one_each}, 3)
    print(f"\n| one input moved | ms |\n| --- | ---: |\n| a quantity input, 6 scenarios | {1e3 * found['quantity']:.3g} |\n| a price input, 6 scenarios | {1e3 * found['price']:.3g} |")
    print(f"| a quantity input, `{last.name}` alone | {1e3 * found['one']:.3g} |")
    for name in one_each:
        print(f"| the same by {name} | {1e3 * found[name]:.3g} |")


def end_to_end(plan, scenarios) -> None:
    """All scenarios with exact quantiles by month and category; and two workers."""
    begun = time.process_time()
    drawn = [bo.simulate(plan, one, draws=2 * MANY).drawn for one in scenarios]
    taken = (time.process_time() - begun) / (2 * MANY)
    amounts = np.tile(drawn[-1].costs["salaries"], (1, 10))[:, :10_000]
    sorting = in_turns({"sort": lambda: quantiles(amounts, (0.05, 0.25, 0.5, 0.75, 0.95))}, 3)["sort"] * sum(len(one.costs) for one in drawn)
    print(f"\n10,000 draws x {len(scenarios)} scenarios with quantiles, scaled from {2 * MANY:,}: {10_000 * taken + sorting:.3g} s of one core, {sorting:.2g} of them for quantiles.")
    works = {count: (lambda count=count: in_draws(plan, scenarios[-1], 8 * MANY, workers=count)) for count in (1, 2)}
    shared = in_turns(works, 3, time.perf_counter)
    print(f"Two workers: {shared[1] / shared[2]:.2g} times as fast as one, by the clock, {8 * MANY:,} draws of `{scenarios[-1].name}`.")


MEMORY = """
import sys
from dataclasses import replace
from pathlib import Path
import numpy as np
import backoffice_lib as bo

def most():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")) / 1e3

done, asked = map(int, sys.argv[1:])
ledger = bo.simulate(bo.read_plan("meridian"), draws=done, grain="plan")
drawn = ledger.drawn
simulated = most()
many = lambda amounts: np.tile(amounts, asked // done)
luck = replace(drawn.luck, draws=range(1, asked + 1), total=asked)
drawn = replace(drawn, costs={name: many(one) for name, one in drawn.costs.items()}, cash=many(drawn.cash), npv=many(drawn.npv), luck=luck)
kept = (sum(amounts.nbytes for amounts in drawn.costs.values()) + drawn.cash.nbytes + drawn.npv.nbytes) / 1e6
bo.analyses.risk(replace(ledger, drawn=drawn))
print(simulated, kept, most())
"""


def memory() -> None:
    """How memory grows with draws of meridian that are summed over the plan, and what the answer takes of a million of them, which are copies of fewer."""
    print("\n| draws of meridian, `grain=\"plan\"` | MB to simulate them | of them kept sums | MB with the answer of `risk` |\n| ---: | ---: | ---: | ---: |")
    for done, asked in ((512, 512), (2_048, 2_048), (8_192, 8_192), (8_000, 1_000_000)):
        ran = subprocess.run([sys.executable, "-c", MEMORY, str(done), str(asked)], check=True, capture_output=True, text=True)
        simulated, kept, answered = map(float, ran.stdout.split())
        print(f"| {asked:,} | {simulated if done == asked else simulated + kept:.0f}{'' if done == asked else ', reckoned'} | {kept:.1f} | {answered:.0f} |")


def growth(plan, scenario) -> None:
    """How time grows with the size of the question: slopes of the logarithms, 1 where it doubles with it."""
    by_draws = {count: (lambda count=count: in_draws(plan, scenario, count)) for count in (512, 1_024, 2_048)}
    by_months = {count: _of(Size(months=count), scenario) for count in (24, 48, 96)}
    by_teams = {20 * count: _of(Size(functions=count), scenario) for count in (8, 16, 32)}
    print("\n| growth with | from, to | slope |\n| --- | --- | ---: |")
    for name, works in (("draws", by_draws), ("months", by_months), ("teams", by_teams)):
        found = in_turns(works, 2)
        print(f"| {name} | {min(found)}, {max(found)} | {np.polyfit(np.log(list(found)), np.log(list(found.values())), 1)[0]:.2f} |")


def _of(size: Size, scenario: Scenario) -> Work:
    plan, scenarios = plan_of(size)
    return lambda: in_draws(plan, next(one for one in scenarios if one.name == scenario.name), 128)


def main() -> None:
    """Prints all tables."""
    plan, scenarios = plan_of(Size())
    mixed = next(one for one in scenarios if one.name == "mixed")
    scenarios = [*(one for one in scenarios if one is not mixed), mixed]
    missing = [name for name in ("numba", "modelx") if not optional(f"{name}_peer")]
    load = os.getloadavg()[0]
    print(f"{platform.system()}, Python {platform.python_version()}, NumPy {np.__version__}, {_processor()}, {os.cpu_count()} cores, load {load:.1f}.")
    print(f"{len(plan.teams)} teams, {plan.months} months, {len(study.CATEGORIES)} categories, {len(scenarios)} scenarios.", *(f"{name} is not installed." for name in missing))
    print(f"Peers agree with the workbench to {agreement(plan, scenarios):.1g} in every category, month, draw and scenario.", flush=True)
    for work in (lambda: moved(plan, scenarios), lambda: rates(plan, mixed), lambda: rates(plan, TODAY), lambda: prices_only(plan, mixed), lambda: end_to_end(plan, scenarios), memory, lambda: growth(plan, mixed)):
        work()
        sys.stdout.flush()


def _processor() -> str:
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main()
