"""How long the gate takes to read: a city's payroll, a million cells of pay, ten thousand lines of YAML.

Run with `make bench`. Nothing here is asserted in a test.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from backoffice_lib.files.csv_text import read_csv
from backoffice_lib.files.figures import numbers
from backoffice_lib.files.yaml_text import read_yaml

ROUNDS = 5
HEADER = "id,team,site,role,fte,pay,start,note\n"


def seconds(work: Callable[[], object]) -> float:
    """The median of several rounds, after one that is not counted."""
    work()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def every_cell(payroll: Path) -> list[list[str]]:
    """A table read to the last cell; of a large one each is looked at only when somebody asks."""
    return [list(column) for column in read_csv(payroll, "people.csv").cells.values()]


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        payroll, plan = Path(folder, "people.csv"), Path(folder, "plan.yaml")
        rows = (f"E{i:07d},accounting,CHI-1,clerk,1.0,{50_000 + i % 999}.00,2027-04,words\n" for i in range(33_000))
        payroll.write_text(HEADER + "".join(rows), encoding="utf-8")
        plan.write_text("levers:\n" + "  - remote_work:\n      team: clerks\n      share: 0.8\n" * 3_333, encoding="utf-8")
        cells = [f"{row * 1.25:.2f}" for row in range(1_000_000)]
        print("| what | seconds |\n| --- | ---: |")
        print(f"| a table of 33,000 rows and 8 columns | {seconds(lambda: every_cell(payroll)):.3f} |")
        print(f"| a million cells of pay | {seconds(lambda: numbers(cells, money=True)):.3f} |")
        print(f"| ten thousand lines of YAML | {seconds(lambda: read_yaml(plan, 'plan.yaml')):.3f} |")


if __name__ == "__main__":
    main()
