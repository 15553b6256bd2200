"""How long the gate takes to read: a city's payroll, a million cells of pay, ten thousand lines of YAML.

`python -m benchmarks.gate` puts it into RESULTS.md. Nothing here is asserted in a test.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.figures import numbers
from backoffice_lib.files.yaml_text import read_yaml
from benchmarks import results
from benchmarks.results import Found
from benchmarks.side_by_side import in_turns

ROUNDS = 5
HEADER = "id,team,site,role,fte,pay,start,note\n"


def every_cell(payroll: Path) -> list[list[str]]:
    """A table read to the last cell; of a large one each is looked at only when somebody asks."""
    return [list(column) for column in read_csv(payroll, "people.csv").cells.values()]


def measured() -> Found:
    """The table."""
    with tempfile.TemporaryDirectory() as folder:
        payroll, plan = Path(folder, "people.csv"), Path(folder, "plan.yaml")
        rows = (f"E{i:07d},accounting,CHI-1,clerk,1.0,{50_000 + i % 999}.00,2027-04,words\n" for i in range(33_000))
        payroll.write_text(HEADER + "".join(rows), encoding="utf-8")
        plan.write_text("levers:\n" + "  - remote_work:\n      team: clerks\n      share: 0.8\n" * 3_333, encoding="utf-8")
        cells = [f"{row * 1.25:.2f}" for row in range(1_000_000)]
        works = {
            "a table of 33,000 rows and 8 columns": lambda: every_cell(payroll),
            "a million cells of pay": lambda: numbers(cells, money=True),
            "ten thousand lines of YAML": lambda: read_yaml(plan, "plan.yaml"),
        }
        rows = [f"| {name} | {taken:.3f} |" for name, taken in in_turns(works, ROUNDS, time.perf_counter).items()]
    return Found("\n".join(["| what | seconds by the clock |", "| --- | ---: |", *rows]))


def main() -> None:
    """Measures, and puts it into the results."""
    load = results.load()
    results.put("gate", measured(), load)


if __name__ == "__main__":
    main()
