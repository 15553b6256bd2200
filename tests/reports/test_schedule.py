"""One pass over a schedule, and many: what is made, what is made up for, and what is left, whatever clock and machine do."""

from __future__ import annotations

from threading import Event

import pytest

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports.archive import Archive
from backoffice_lib.reports.recipients import Recipients
from backoffice_lib.reports.timing import Timing
from tests.reports.schedules import Asked, bench

DAILY = Timing(every="day", at="06:00", zone="UTC")


def test_the_first_pass_makes_the_newest_period_and_the_next_ones_nothing(tmp_path):
    one = bench(tmp_path, "2026-11-27 09:00")
    assert one.once() == ["board 2026-10"]
    for _ in range(3):
        one.clock.go(minutes=5)
        assert one.once() == []
    assert one.said == []


def test_the_next_period_is_made_when_it_is_due_and_not_before(tmp_path):
    one = bench(tmp_path, "2026-11-30 04:59")  # 05:59 in Paris
    assert one.once() == ["board 2026-10"]
    one.clock.set("2026-11-30 05:00")
    assert one.once() == ["board 2026-11"]


def test_nothing_is_due_before_a_report_starts(tmp_path):
    starting = Timing(every="month", on="last", at="06:00", zone="UTC", starting="2026-11-28")
    one = bench(tmp_path, "2026-11-27 09:00", Asked("board", starting, missed="all"))
    assert one.once() == []
    one.clock.set("2026-12-01 00:00")
    assert one.once() == ["board 2026-11"]


@pytest.mark.parametrize("missed, made_up_for", [
    ("none", []), ("latest", ["board 2027-02"]), ("all", ["board 2026-12", "board 2027-01", "board 2027-02"])])
def test_three_month_ends_missed_while_the_machine_was_off(tmp_path, missed, made_up_for):
    one = bench(tmp_path, "2026-11-30 08:00", Asked("board", missed=missed))
    assert one.once() == ["board 2026-11"]
    one.clock.go(days=95)
    assert one.once() == made_up_for
    assert one.once() == []


def test_a_late_start_within_the_grace_is_no_miss(tmp_path):
    one = bench(tmp_path, "2026-11-30 10:59", Asked("board", missed="none"))
    assert one.once() == ["board 2026-11"]
    late = bench(tmp_path / "late", "2026-11-30 11:01", Asked("board", missed="none"))
    assert late.once() == []


@pytest.mark.parametrize("missed, made, said", [
    ("latest", ["board 2036-10"], "warning: board: 119 earlier periods were missed and are left out (missed: latest)"),
    ("all", ["board 2036-08", "board 2036-09", "board 2036-10"], "warning: board: 117 earlier periods were missed and are left out (at most 3 are made up for)"),
])
def test_ten_years_forward_make_three_at_most_and_one_warning(tmp_path, missed, made, said):
    one = bench(tmp_path, "2026-11-27 09:00", Asked("board", missed=missed))
    one.once()
    one.clock.set("2036-11-27 09:00")
    assert one.once() == made
    assert one.said == [said]
    assert one.once() == [] and len(one.said) == 1


def test_ten_years_of_every_five_minutes_are_not_all_looked_at(tmp_path):
    one = bench(tmp_path, "2026-11-27 09:02", Asked("board", Timing(cron="*/5 * * * *", zone="UTC"), missed="all"))
    assert one.once() == ["board 2026-11-27T0900"]
    one.clock.set("2036-11-27 09:02")
    assert one.once() == ["board 2036-11-27T0850", "board 2036-11-27T0855", "board 2036-11-27T0900"]
    assert one.said == ["warning: board: more than 997 earlier periods were missed and are left out (at most 3 are made up for)"]


def test_a_clock_set_back_makes_no_period_twice(tmp_path):
    one = bench(tmp_path, "2026-11-30 08:00", Asked("daily", DAILY))
    one.once()
    one.clock.go(hours=-2)
    assert one.once() == []
    one.clock.go(hours=-23)  # before 06:00 of the day before
    with pytest.raises(InputProblems, match="the clock: says 2026-11-29 07:00, more than a day before the last run of this archive, 2026-11-30 08:00"):
        one.once()
    assert one.made() == ["daily 2026-11-30"]


@pytest.mark.parametrize("zone, time, night", [
    ("Europe/London", "01:30", "2026-10-25"), ("Europe/London", "01:30", "2026-03-29"), ("America/New_York", "02:30", "2026-03-08"),
    ("America/New_York", "01:30", "2026-11-01"), ("Australia/Lord_Howe", "01:45", "2026-04-05"), ("America/Sao_Paulo", "00:00", "2018-11-04"),
])
def test_the_night_of_the_change_in_passes_of_fifteen_minutes(tmp_path, zone, time, night):
    one = bench(tmp_path, f"{night} 00:00", Asked("daily", Timing(every="day", at=time, zone=zone)))
    one.clock.go(hours=-12)
    one.once()
    made = []
    for _ in range(36 * 4):
        one.clock.go(minutes=15)
        made += one.once()
    assert f"daily {night}" in one.made()
    assert len(one.made()) == len(set(one.made()))
    assert len(made) in (1, 2)


def test_a_failure_is_tried_three_times_with_waits_between(tmp_path):
    one = bench(tmp_path, "2026-11-30 08:00", Asked("board"), Asked("other"))
    one.maker.failing.add("board")
    tried = []
    for minutes in range(0, 120, 5):
        if [row for row in one.schedule.once() if row.report == "board"]:
            tried.append(minutes)
        one.clock.go(minutes=5)
    assert tried == [0, 5, 35]
    assert one.made() == ["other 2026-11"]
    assert one.schedule.coming()[0].state == "failed, given up; --failed tries again"
    one.maker.failing.clear()
    assert one.once(again=True) == ["board 2026-11"]


def test_a_period_given_up_does_not_hold_up_the_next(tmp_path):
    one = bench(tmp_path, "2026-11-29 08:00", Asked("daily", DAILY))
    one.maker.failing.add("daily")
    for _ in range(3):
        one.once()
        one.clock.go(minutes=31)
    one.maker.failing.clear()
    one.clock.set("2026-11-30 06:00")
    assert one.once() == ["daily 2026-11-30"]


def test_a_report_whose_checks_fail_is_there_and_not_made_again(tmp_path):
    one = bench(tmp_path, "2026-11-30 08:00")
    one.maker.failed_checks = True
    assert [outcome.exit_code for outcome in one.schedule.once()] == [3]
    assert one.schedule.once() == []
    assert one.schedule.coming()[0].state == "made, a check failed"


def test_a_run_on_demand_is_no_periods_report(tmp_path):
    one = bench(tmp_path, "2026-11-30 08:00")
    archive = Archive.at(tmp_path / "reports", one.clock)
    one.maker.one("board", archive, None)
    assert one.once() == ["board 2026-11"]


def test_reports_go_to_folders_of_their_own(tmp_path):
    one = bench(tmp_path, "2026-11-30 08:00", Asked("board"), Asked("cost", to="for finance"))
    assert sorted(one.once()) == ["board 2026-11", "cost 2026-11"]
    assert (tmp_path / "for finance" / "cost" / "2026-11").is_dir()


def test_a_plan_without_a_timing_says_what_to_write(tmp_path):
    with pytest.raises(InputProblems, match="plan my-plan: has no report with a timing; write reports.yaml, and in it `when:`"):
        bench(tmp_path, "2026-11-30 08:00", Asked("board", None)).once()


def test_keeping_on_says_a_fault_once_and_goes_on(tmp_path):
    one, stop, passes = bench(tmp_path, "2026-11-30 08:00"), Event(), []

    class Stop(Event):
        def wait(self, timeout=None):
            passes.append(timeout)
            one.clock.go(seconds=timeout)
            if len(passes) == 3:
                one.asked = [Asked("board")]
            if len(passes) == 6:
                self.set()

    one.asked, stop, made = [], Stop(), []
    one.schedule.keep_on(stop, lambda outcomes: made.extend(outcome.period for outcome in outcomes))
    assert len(one.said) == 1 and "has no report with a timing" in one.said[0]
    assert made == ["2026-11"]
    assert passes == [300.0] * 6


def test_the_wait_ends_when_the_next_report_is_due(tmp_path):
    one, waits = bench(tmp_path, "2026-11-30 04:58"), []

    class Stop(Event):
        def wait(self, timeout=None):
            waits.append(timeout)
            self.set()

    one.schedule.keep_on(Stop(), lambda outcomes: None)
    assert waits == [120.0]


def test_people_are_told_of_what_was_made_and_it_is_noted_when_they_cannot_be(tmp_path, monkeypatch):
    monkeypatch.delenv("BACKOFFICE_SMTP_HOST", raising=False)
    one = bench(tmp_path, "2026-11-30 08:00", Asked("board", tell=Recipients(mail="finance@example.org")))
    assert one.once() == ["board 2026-11"]
    line = "board, 2026-11: mail could not be told: BACKOFFICE_SMTP_HOST is not set"
    assert one.said == [f"warning: {line}"]
    [row] = Archive.at(tmp_path / "reports", one.clock).history()
    assert row.state == "succeeded" and row.message == line


def test_people_are_told_of_a_failure_once_it_is_given_up(tmp_path):
    one = bench(tmp_path, "2026-11-30 08:00", Asked("board", tell=Recipients(webhook="env:NO_SUCH_HOOK")))
    one.maker.failing.add("board")
    for _ in range(4):
        one.once()
        one.clock.go(minutes=31)
    assert one.said == ["warning: board, 2026-11: webhook env:NO_SUCH_HOOK could not be told: NO_SUCH_HOOK is not set"]
