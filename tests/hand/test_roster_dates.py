"""A roster with dates, from a plan folder to the salaries: who comes and goes within a month, raises, vacant posts."""

from pathlib import Path

import pytest

from backoffice_lib.files.plan_folder import read_plan
from backoffice_lib.ledger import Ledger
from backoffice_lib.simulation import simulate
from tests.hand.reading import cents, heads, people, spent

HEADER = "person,position,team,role,site,salary_per_year,start,end\n"


def simulated(folder: Path, *rows: str, start: str = "2025-03", months: int = 5, more: str = "") -> Ledger:
    """The ledger of a plan folder with a roster of some rows; a row with # stands for five people, 1 to 5."""
    plan = f"name: dated\ncurrency: USD\nstart: {start}\nmonths: {months}\n{more}people:\n  file: people.csv\n"
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "sites.csv").write_text("site,place\nHQ,\n", encoding="utf-8")
    each = [row.replace("#", str(at)) for row in rows for at in (range(1, 6) if "#" in row else (0,))]
    (folder / "people.csv").write_text(HEADER + "\n".join(each) + "\n", encoding="utf-8")
    return simulate(read_plan(folder))


def test_people_who_come_and_go_within_a_month_are_paid_by_the_day(tmp_path: Path) -> None:
    ledger = simulated(tmp_path, "E#,P#,Audit,Analyst,HQ,60000,2025-03-10,2025-06-20")
    # 5 × 5,000: 22 of 31 days of March = 3,548.39; all of April and May; 20 of 30 days of June = 3,333.33; nothing in July
    assert spent(ledger, "salaries") == cents([17_741.94, 25_000.00, 25_000.00, 16_666.67, 0])
    assert people(ledger, "hires", "Audit") == heads([5, 0, 0, 0, 0])
    assert people(ledger, "at_work", "Audit") == heads([5, 5, 5, 5, 0])
    assert people(ledger, "ended", "Audit") == heads([0, 0, 0, 5, 0])
    assert people(ledger, "leavers", "Audit") == heads([0, 0, 0, 0, 0])


RAISED = ("E#,P#,Audit,Analyst,HQ,60000,2020-01-01,2025-07-15", "E#,P#,Audit,Analyst,HQ,66000,2025-07-16,")


@pytest.mark.parametrize(
    ("basis", "june", "july", "august"),
    [
        # 15 days of 31 at 5,000 and 16 at 5,500: 2,419.35 + 2,838.71
        ("calendar_month", 5_000.00, 5_258.06, 5_500.00),
        # of 365 days: 30 at 60,000; 15 at 60,000 and 16 at 66,000, 2,465.75 + 2,893.15; 31 at 66,000
        ("days_of_year", 4_931.51, 5_358.90, 5_605.48),
    ],
)
def test_a_raise_within_a_month(tmp_path: Path, basis: str, june: float, july: float, august: float) -> None:
    ledger = simulated(tmp_path, *RAISED, start="2025-06", months=3, more=f"policies: {{pay_basis: {basis}}}\n")
    assert [total / 5 for total in spent(ledger, "salaries")] == cents([june, july, august])
    assert people(ledger, "at_work", "Audit") == heads([5, 5, 5])
    assert people(ledger, "hires", "Audit") == heads([0, 0, 0])


def test_a_vacant_post_is_filled_by_hiring(tmp_path: Path) -> None:
    rows = ("E#,P#,Audit,Analyst,HQ,60000,2020-01-01,", ",P6,Audit,Analyst,HQ,,2025-05-01,")
    ledger = simulated(tmp_path, *rows)
    # five, and one more at 5,000 from May
    assert people(ledger, "hires", "Audit") == heads([0, 0, 1, 0, 0])
    assert people(ledger, "at_work", "Audit") == heads([5, 5, 6, 6, 6])
    assert spent(ledger, "salaries") == cents([25_000.00] * 2 + [30_000.00] * 3)


def test_who_changes_team_is_neither_hired_nor_gone(tmp_path: Path) -> None:
    rows = ("E#,P#,Audit,Analyst,HQ,60000,2020-01-01,", "F#,Q#,Tax,Analyst,HQ,60000,2020-01-01,")
    change = ("G1,R1,Audit,Analyst,HQ,60000,2020-01-01,2025-04-15", "G1,R1,Tax,Analyst,HQ,60000,2025-04-16,")
    ledger = simulated(tmp_path, *rows, *change)
    assert people(ledger, "at_work", "Audit") == heads([6, 6, 5, 5, 5])
    assert people(ledger, "at_work", "Tax")[2:] == heads([6, 6, 6])
    assert people(ledger, "hires", "Tax") == heads([0] * 5)
    # in April one of eleven is paid half by one team and half by the other
    assert spent(ledger, "salaries") == cents([55_000.00] * 5)
