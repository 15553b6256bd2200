"""`backoffice schedule --once` under a clock that jumps: each period once, missed ones as reports.yaml says, whatever night it is."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backoffice_lib.cli import schedule as command
from backoffice_lib.cli._main import status
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports.archive import Archive
from tests.faults.archive_runs import violations
from tests.faults.whole_commands import COST
from tests.notebooks.made import code, parameters, saved
from tests.reports.schedules import Clock, Maker, moment

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC")
MONTHLY = 'when: {every: month, on: last, at: "06:00", zone: Europe/Paris}\n'


class Passes:
    """Calls of the command on a plan of its own, at times that are set, and what they made."""

    def __init__(self, home: Path, monkeypatch, reports: str, real: bool = False):
        self.home, self.clock = home, Clock(moment("2026-11-30 08:00"))
        shutil.copytree(shipped_plans()["tiny"], home / "tiny")
        (home / "tiny" / "reports.yaml").write_text(reports)
        saved(home / "tiny", "mine", parameters(), COST)
        monkeypatch.setattr(command, "_now", self.clock)
        if not real:
            make = Maker()
            monkeypatch.setattr(command, "run_reports", lambda asked, home, archive, periods, workers: make(asked, archive, periods))

    def once(self, *more: str) -> int:
        """One call of the command; its exit code."""
        return status(["schedule", str(self.home / "tiny"), "--once", "--to", str(self.home / "reports"), *more])

    def made(self) -> list[str]:
        """Every report that was published, with its period, in the order of their numbers."""
        rows = [row for row in Archive.at(self.home / "reports", self.clock).history() if row.number]
        assert violations(self.home / "reports") == []
        return [f"{row.report} {row.period}" for row in sorted(rows, key=lambda row: row.number)]


def each(**missed: str) -> str:
    return MONTHLY + "reports:\n" + "".join(f"  {name}: {{notebook: mine.ipynb, missed: {policy}}}\n" for name, policy in missed.items())


@pytest.mark.parametrize("real", [False, pytest.param(True, marks=pytest.mark.thorough)], ids=["lines of text", "notebooks"])
def test_a_machine_that_was_off_over_three_month_ends(tmp_path, monkeypatch, real):
    passes = Passes(tmp_path, monkeypatch, each(nothing="none", newest="latest", everything="all"), real)
    assert passes.once() == 0
    at_first = passes.made()
    assert sorted(at_first) == ["everything 2026-11", "newest 2026-11", "nothing 2026-11"]
    passes.clock.go(days=95)
    assert passes.once() == 0
    later = passes.made()[3:]
    assert sorted(later) == ["everything 2026-12", "everything 2027-01", "everything 2027-02", "newest 2027-02"]
    assert [one for one in later if one.startswith("everything")] == sorted(one for one in later if one.startswith("everything"))
    assert passes.once() == 0 and passes.made() == at_first + later


@pytest.mark.parametrize("real", [False, pytest.param(True, marks=pytest.mark.thorough)], ids=["lines of text", "notebooks"])
def test_ten_years_forward_make_three_at_most_and_say_so_once(tmp_path, monkeypatch, capsys, real):
    passes = Passes(tmp_path, monkeypatch, each(board="all"), real)
    passes.once()
    passes.clock.set("2036-11-30 08:00")
    capsys.readouterr()
    assert passes.once() == 0
    assert passes.made() == ["board 2026-11", "board 2036-09", "board 2036-10", "board 2036-11"]
    assert [line for line in capsys.readouterr().err.splitlines() if "warning" in line] == ["warning: board: 117 earlier periods were missed and are left out (at most 3 are made up for)"]
    assert passes.once() == 0 and len(passes.made()) == 4


def test_a_clock_set_back_between_two_passes(tmp_path, monkeypatch, capsys):
    passes = Passes(tmp_path, monkeypatch, each(board="all"))
    passes.once()
    passes.clock.go(hours=-2)
    assert passes.once() == 0 and passes.made() == ["board 2026-11"]
    passes.clock.go(days=-365)
    capsys.readouterr()
    assert passes.once() == 2
    said = capsys.readouterr().err
    assert said.startswith("the clock: says 2025-11-30 06:00, more than a day before the last run") and said.count("\n") == 1
    passes.clock.set("2026-11-30 09:00")
    assert passes.made() == ["board 2026-11"]


@pytest.mark.slow
@pytest.mark.parametrize("back", [timedelta(days=365), pytest.param(timedelta(hours=2), marks=pytest.mark.thorough)], ids=str)
def test_a_clock_set_back_while_a_report_is_made(tmp_path, monkeypatch, back):
    """It is set back by the time its notebook has run: the duration is not, and the period is done."""
    passes = Passes(tmp_path, monkeypatch, each(board="all"), real=True)
    before = passes.clock.now
    monkeypatch.setattr("backoffice_lib.reports.batch.certified", setting_back(passes.clock, back))
    assert passes.once() == 0
    assert passes.clock.now == before - back
    passes.clock.now = before
    [row] = Archive.at(tmp_path / "reports", passes.clock).history()
    assert row.state == "succeeded" and row.seconds > 0
    assert datetime.fromisoformat(row.ended) >= datetime.fromisoformat(row.started) == before
    assert passes.once() == 0 and passes.made() == ["board 2026-11"]


def setting_back(clock: Clock, back: timedelta):
    from backoffice_lib.reports.batch import certified

    def set_back(*given):
        clock.now -= back
        return certified(*given)

    return set_back


def passes_in_nights(passes: Passes, nights: list[str], minutes: int) -> None:
    """A pass every few minutes, from the noon before each of some days to the noon of it."""
    for night in nights:
        passes.clock.now = moment(f"{night} 00:00") - timedelta(hours=14)
        for _ in range(28 * 60 // minutes):
            assert passes.once("--json") == 0
            passes.clock.go(minutes=minutes)


def test_nights_on_which_clocks_change(tmp_path, monkeypatch, capsys):
    """An hour between passes, in two such nights, in all zones at once."""
    nights = ["2026-03-29", "2026-11-01"]
    passes = Passes(tmp_path, monkeypatch, in_zones())
    passes_in_nights(passes, nights, minutes=60)
    check_nights(passes, nights)


@pytest.mark.slow
@pytest.mark.thorough
def test_every_night_on_which_a_clock_changes_in_four_years(tmp_path, monkeypatch, capsys):
    nights = changes(2025, 2029)
    passes = Passes(tmp_path, monkeypatch, in_zones())
    passes_in_nights(passes, nights, minutes=30)
    check_nights(passes, nights)


def in_zones() -> str:
    return "reports:\n" + "".join(
        f'  in {zone.replace("/", " ")}: {{notebook: mine.ipynb, missed: latest, when: {{every: day, at: "01:30", zone: {zone}}}}}\n' for zone in ZONES)


def changes(first: int, end: int) -> list[str]:
    """The days on which the offset of any of the zones is another one than the day before."""
    from zoneinfo import ZoneInfo

    days = [datetime(first, 1, 1, 12, tzinfo=UTC) + timedelta(days=nth) for nth in range((datetime(end, 1, 1) - datetime(first, 1, 1)).days)]
    return [f"{day:%Y-%m-%d}" for day in days if any((day - timedelta(days=1)).astimezone(ZoneInfo(zone)).utcoffset() != day.astimezone(ZoneInfo(zone)).utcoffset() for zone in ZONES)]


def check_nights(passes: Passes, nights: list[str]) -> None:
    made = Counter(passes.made())
    assert set(made.values()) == {1}
    for zone in ZONES:
        assert {f"in {zone.replace('/', ' ')} {night}" for night in nights} <= set(made)


def test_the_last_day_of_every_month_of_nine_years_with_three_leap_days(tmp_path, monkeypatch):
    passes = Passes(tmp_path, monkeypatch, each(board="latest"))
    day = datetime(2024, 1, 31, 8, tzinfo=UTC)
    while day.year < 2033:
        passes.clock.now = day
        assert passes.once() == 0
        day = (day + timedelta(days=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    made = passes.made()
    months = [f"board {year}-{month:02}" for year in range(2024, 2033) for month in range(1, 13)]
    assert made == months
