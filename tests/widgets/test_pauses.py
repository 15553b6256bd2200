"""Work beside the planner: it waits for her to be still, one piece runs at a time, and what was asked for last is what is shown."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from backoffice_lib.views.widgets import pauses
from backoffice_lib.views.widgets.pauses import Step, WhenStill


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(pauses, "PAUSE_SECONDS", 0.02)


def test_of_many_things_asked_for_only_the_last_is_done():
    done = []

    async def hurried():
        still = WhenStill(done.append)
        for number in range(20):
            still.ask(Step(lambda _, number=number: number, done.append))
        await asyncio.sleep(0.3)

    asyncio.run(hurried())
    assert done == [19]


def test_work_that_nobody_waits_for_any_more_ends_and_never_runs_beside_other_work():
    running, most, done = [], [], []
    begun = threading.Event()

    def long(go_on):
        running.append(1)
        begun.set()
        try:
            for _ in range(500):
                go_on()
                time.sleep(0.005)
        finally:
            running.pop()

    def short(_):
        most.append(len(running))
        return "short"

    async def changed_her_mind():
        still = WhenStill(done.append)
        still.ask(Step(long, done.append), Step(long, done.append))
        await asyncio.to_thread(begun.wait)
        still.ask(Step(short, done.append), Step(lambda _: "then", done.append))
        await asyncio.sleep(0.5)

    asyncio.run(changed_her_mind())
    assert done == ["short", "then"] and most == [0]


def test_what_fails_is_told_and_nothing_follows_it():
    told, done = [], []

    async def failing():
        still = WhenStill(told.append)
        still.ask(Step(lambda _: 1 / 0, done.append), Step(lambda _: 1, done.append))
        await asyncio.sleep(0.3)

    asyncio.run(failing())
    assert [type(one) for one in told] == [ZeroDivisionError] and done == []


def test_in_a_script_it_is_done_at_once():
    done = []
    WhenStill(done.append).ask(Step(lambda _: 1, done.append), Step(lambda _: 2, done.append))
    assert done == [1, 2]
