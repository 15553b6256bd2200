"""A roster of a million dated contracts: read, checked and made into teams, against plain pandas, a process each.

Pandas reads the same file, parses its dates and sums heads and pay by team, role and site; it checks nothing. 
`python -m benchmarks.roster` puts it into RESULTS.md. Nothing here is asserted in a test.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks import results
from benchmarks.results import Found

ROWS = 1_000_000
ROUNDS = 3
HEADER = "person,team,role,site,start,end,fte_share,salary_per_year\n"
PLAN = "name: a million\ncurrency: USD\nstart: 2025-01\nmonths: 60\npeople:\n  file: people.csv\n"
READ_OURS = """
from backoffice_lib.files.plan_folder import read_plan
plan = read_plan(FOLDER)
count = len(plan.teams), len(plan.dated_people)
"""
READ_PANDAS = """
import pandas as pd
table = pd.read_csv(FOLDER + "/people.csv", parse_dates=["start", "end"])
day = pd.Timestamp("2025-01-01")
here = table[(table.start <= day) & ~(table.end < day)]
count = len(here.groupby(["team", "role", "site"]).agg({"person": "nunique", "fte_share": "sum", "salary_per_year": "sum"}))
"""
TIMED = """
import resource, time
begun = time.perf_counter()
{work}
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
"""


def write(folder: Path) -> None:
    """A plan folder with a roster made up of chance."""
    draw = np.random.default_rng(1)
    days = np.datetime64("2005-01-01") + np.arange(9_000)
    written = days.astype(str).tolist()
    team, role, site = (draw.integers(0, count, ROWS).tolist() for count in (120, 60, 8))
    start = draw.integers(0, 8_500, ROWS)
    end = (start + draw.integers(30, 5_000, ROWS)).tolist()
    share, pay = draw.choice(["1", "0.5", "0.8", "0.6"], ROWS).tolist(), draw.integers(3_000_000, 9_000_000, ROWS).tolist()
    with (folder / "people.csv").open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for at, begun in enumerate(start.tolist()):
            last = written[end[at]] if end[at] < len(written) else ""
            place = f"Department {team[at]:03d},Role number {role[at]:02d},Site {site[at]}"
            file.write(f"E{at:07d},{place},{written[begun]},{last},{share[at]},{pay[at] / 100:.2f}\n")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "sites.csv").write_text("site,place\n" + "".join(f"Site {at},\n" for at in range(8)), encoding="utf-8")


def measured(work: str, folder: Path) -> tuple[float, float]:
    """Seconds, imports included, and gigabytes at the most: medians of several processes."""
    code = TIMED.format(work=work.replace("FOLDER", repr(str(folder))))
    runs = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout for _ in range(ROUNDS)]
    seconds, gigabytes = zip(*(map(float, run.split()) for run in runs), strict=True)
    return statistics.median(seconds), statistics.median(gigabytes)


def compared() -> Found:
    """The table."""
    with tempfile.TemporaryDirectory() as name:
        write(folder := Path(name))
        (pandas, pandas_gb), (ours, ours_gb) = measured(READ_PANDAS, folder), measured(READ_OURS, folder)
    rows = (
        "| a roster of a million rows | seconds by the clock | GB | against pandas |",
        "| --- | ---: | ---: | ---: |",
        f"| pandas: read, parse dates, group | {pandas:.2f} | {pandas_gb:.1f} | 1.0 |",
        f"| the workbench: read, check, group, by month | {ours:.2f} | {ours_gb:.1f} | {ours / pandas:.1f} |",
    )
    return Found("\n".join(rows))


def main() -> None:
    """Measures, and puts it into the results."""
    load = results.load()
    results.put("roster", compared(), load)


if __name__ == "__main__":
    main()
