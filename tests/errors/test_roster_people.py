"""Circles of managers and hours above full time are found exactly where there are some, day by day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from backoffice_lib.basics.record import Rows
from backoffice_lib.files.csv_text import Table
from backoffice_lib.files.managers import refuse_managers
from backoffice_lib.files.people import Reading
from backoffice_lib.files.people_dates import read_contracts, refuse_more_than_full_time, refuse_second_rows
from backoffice_lib.files.people_pay import read_pay
from backoffice_lib.plan.checks import UsualPay
from backoffice_lib.plan.roster import RosterSource

PEOPLE = "ABCDEF"
COLUMNS = ("person", "team", "position", "manager", "salary_per_year", "fte_share", "start", "end")
FIRST = dt.date(2027, 1, 1)
SPANS = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted)
SHARES = st.sampled_from((0.3, 0.4, 0.6, 1.0))
ROWS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(f"{PEOPLE} "), SPANS, SHARES), min_size=1, max_size=10)


def reading_of(rows: list[tuple]) -> Reading:
    """A roster of these rows, each with a position of its own."""
    table = [
        (who, "Audit", f"P{at}", boss.strip(), "60000", str(share), *(str(FIRST + dt.timedelta(days=day)) for day in days))
        for at, (who, boss, days, share) in enumerate(rows)
    ]
    cells = {name: list(column) for name, column in zip(COLUMNS, zip(*table, strict=True), strict=True)}
    source = RosterSource(file="people.csv", columns={name: name for name in COLUMNS})
    return Reading(source, Table(COLUMNS, list(range(2, len(rows) + 2)), cells, "people.csv", Rows()), UsualPay((), (), {}))


def in_a_circle(rows: list[tuple], day: int) -> bool:
    """Whether somebody is among those above himself on a day."""
    above = {who: {boss for name, boss, (first, last), _ in rows if name == who and first <= day <= last} for who in PEOPLE}
    for _ in PEOPLE:
        above = {who: bosses.union(*(above.get(boss, set()) for boss in bosses)) for who, bosses in above.items()}
    return any(who in bosses for who, bosses in above.items())


@given(ROWS)
def test_circles_are_found_where_there_are_some(rows):
    present = {who for who, _, _, _ in rows}
    rows = [row for row in rows if row[0] != row[1] and (row[1] in present or row[1] == " ")]
    if not rows or any(boss not in {who for who, _, _, _ in rows} for _, boss, _, _ in rows if boss != " "):
        return
    reading = reading_of(rows)
    refuse_managers(reading, read_contracts(reading))
    told = [problem.what for problem in reading.wrong.values()]
    assert bool(told) == any(in_a_circle(rows, day) for day in range(7))
    for what in told:
        circle = [int(number) - 2 for number in what.removeprefix("lines ").split(" report")[0].split(", ")]
        assert [rows[at][1] for at in circle] == [rows[at][0] for at in (*circle[1:], circle[0])]


@given(ROWS)
def test_more_than_full_time_is_found_on_the_day_it_begins(rows):
    reading = reading_of(rows)
    pay, contracts = read_pay(reading), read_contracts(reading)
    refuse_second_rows(reading, contracts)
    assert not reading.wrong
    refuse_more_than_full_time(reading, contracts, pay.fte)
    for person in PEOPLE:
        own = [(at, days, share) for at, (who, _, days, share) in enumerate(rows) if who == person]
        over = any(sum(share for _, (first, last), share in own if first <= day <= last) > 1 + 1e-9 for day in range(7))
        assert over == any(at in reading.wrong for at, _, _ in own)
