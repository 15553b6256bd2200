"""What many draws take: all scenarios with their quantiles, two workers, a million draws, memory, and how time grows with the size of the question."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from backoffice_lib.draws import in_draws
from benchmarks.results import Found
from benchmarks.side_by_side import MANY, Work, in_turns
from benchmarks.study_plan import Size, Studied, plan_of, write

WANTED, MILLION = 10_000, 1_000_000
SECONDS_BETWEEN = 0.5
COMMAND = [sys.executable, "-c", "from backoffice_lib.cli import main; main()"]


def _elsewhere(asked: str) -> dict[str, float]:
    """What a process of its own tells of itself."""
    ran = subprocess.run([sys.executable, "-c", f"from benchmarks import alone; alone.{asked}"], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(ran.stdout.splitlines()[-1])


def whole(_: Studied) -> Found:
    """All scenarios with quantiles, scaled from fewer draws."""
    found = _elsewhere(f"whole({2 * MANY})")
    seconds, sorting = (found[name] * WANTED / (2 * MANY) for name in ("processor", "quantiles"))
    text = f"{WANTED:,} draws x 6 scenarios with quantiles, scaled from {2 * MANY:,}: {seconds:.3g} s of one core, {sorting:.2g} of them for quantiles."
    return Found(text, {"seconds": seconds, "quantiles": sorting})


def whole_in_full(_: Studied) -> Found:
    """All scenarios with quantiles, every draw of them."""
    rows, by = [], {workers: _elsewhere(f"whole({WANTED}, {workers})") for workers in (1, 2)}
    for workers, found in by.items():
        processor = f"{found['processor']:.3g}" if workers == 1 else ""
        rows.append(f"| {workers} | {found['clock']:.3g} | {processor} | {found['quantiles']:.2g} | {found['kept']:.0f} | {found['most']:.0f} |")
    head = "| workers | s by the clock | s of the processor | of them quantiles | MB of sums of a scenario | MB at the most |\n| ---: | ---: | ---: | ---: | ---: | ---: |"
    text = "\n".join([f"{WANTED:,} draws x 6 scenarios with quantiles by month and category, all of them drawn; memory of the first process:\n", head, *rows])
    return Found(text, {"clock": by[2]["clock"], "clock of one": by[1]["clock"], "processor": by[1]["processor"], "most": by[1]["most"]})


def workers(studied: Studied) -> Found:
    """One process and two, by the clock."""
    works = {str(count): (lambda count=count: in_draws(studied.plan, studied.mixed, 8 * MANY, workers=count)) for count in (1, 2)}
    shared = in_turns(works, 3, time.perf_counter)
    times = shared["1"] / shared["2"]
    text = f"Two workers: {times:.2f} times as fast as one, by the clock, {8 * MANY:,} draws of `{studied.mixed.name}`; it means little where other work keeps the cores busy."
    return Found(text, {"times": times})


def memory(_: Studied) -> Found:
    """How memory grows with draws of meridian that are summed over the plan, and what the answer takes of a million of them."""
    rows, above = [], 0.0
    for done, asked in ((512, 512), (2_048, 2_048), (8_192, 8_192), (8_000, MILLION)):
        found = _elsewhere(f"memory({done}, {asked})")
        all_drawn = done == asked
        above = max(above, found["simulated"] - found["kept"]) if all_drawn else above
        simulated = f"{found['simulated']:.0f}" if all_drawn else f"{found['simulated'] + found['kept']:.0f}, reckoned"
        rows.append(f"| {asked:,} | {simulated} | {found['kept']:.1f} | {found['answered']:.0f} |")
    head = '| draws of meridian, `grain="plan"` | MB to simulate them | of them kept sums | MB with the answer of `risk` |\n| ---: | ---: | ---: | ---: |'
    return Found("\n".join([head, *rows]), {"above": above})


def million(_: Studied) -> Found:
    """A million draws of meridian, as a planner asks for them."""
    return _asked("meridian")


def million_of_study(_: Studied) -> Found:
    """A million draws of the study as it stands."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "study"), Size())
        return _asked(str(Path(folder, "study")))


def _asked(plan: str) -> Found:
    """What the command takes, its bar on the terminal, by the clock and in memory of all its processes together."""
    asked = ["risk", plan, "--draws", str(MILLION), "--grain", "plan", "--workers", "2"]
    begun, most = time.perf_counter(), 0.0
    with tempfile.TemporaryFile("w+") as told:
        running = psutil.Popen([*COMMAND, *asked], stdout=told)
        while running.poll() is None:
            most = max(most, _megabytes(running))
            time.sleep(SECONDS_BETWEEN)
        clock = time.perf_counter() - begun
        told.seek(0)
        answer = told.readline().strip()
    name = Path(plan).name
    text = f"`backoffice {' '.join([asked[0], name, *asked[2:]])}`: {clock:.0f} s by the clock, {most / 1e3:.2f} GB, all processes together at the most. It ended with {running.returncode}, and says: {answer}"
    return Found(text, {"clock": clock, "gigabytes": most / 1e3} if running.returncode == 0 else {})


def _megabytes(running: psutil.Process) -> float:
    """What a process and those that it started have in memory now; pages that they share are counted once each."""
    found = 0.0
    try:
        for one in (running, *running.children(recursive=True)):
            found += one.memory_info().rss / 1e6
    except psutil.NoSuchProcess:
        return 0.0
    return found


def growth(studied: Studied) -> Found:
    """How time grows with the size of the question: slopes of the logarithms, 1 where it doubles with it."""
    plan, scenarios, mixed = studied.plan, studied.scenarios, studied.mixed
    all_works: dict[str, dict[int, Work]] = {
        "draws": {count: (lambda count=count: in_draws(plan, mixed, count)) for count in (512, 1_024, 2_048)},
        "months": {count: _of(Size(months=count), mixed.name) for count in (24, 48, 96)},
        "teams": {20 * count: _of(Size(functions=count), mixed.name) for count in (8, 16, 32)},
        "scenarios": {count: (lambda count=count: [in_draws(plan, one, 128) for one in scenarios[:count]]) for count in (1, 3, 6)},
    }
    rows, slopes = [], {}
    for name, works in all_works.items():
        found = in_turns(works, 2)
        slopes[name] = float(np.polyfit(np.log(list(found)), np.log(list(found.values())), 1)[0])
        rows.append(f"| {name} | {min(found):,}, {max(found):,} | {slopes[name]:.2f} |")
    return Found("\n".join(["| growth with | from, to | slope |", "| --- | --- | ---: |", *rows]), slopes)


def _of(size: Size, name: str) -> Work:
    plan, scenarios = plan_of(size)
    scenario = next(one for one in scenarios if one.name == name)
    return lambda: in_draws(plan, scenario, 128)
