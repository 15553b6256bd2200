"""What works for a page of the workbench ends when the page is closed, however many are opened, and not while one is looked at."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from backoffice_lib.files.starting import start_plan
from tests.browser.pages import PATIENCE, new_tab
from tests.browser.servers import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?(token=[0-9a-f]{20,})")


def until_so_many_work(app: Server, count: int) -> None:
    until = time.monotonic() + 2 * PATIENCE
    while len(app.kernels()) != count:
        assert time.monotonic() < until, f"{len(app.kernels())} work, and {count} should"
        time.sleep(0.2)


def test_kernels_of_closed_pages_end_and_that_of_an_open_one_stays(chromium, tmp_path):
    (tmp_path / "own").mkdir()
    with serving(["app", "tiny", "--idle", "3"], ADDRESS, tmp_path, tmp_path / "own") as app:
        tabs = [new_tab(chromium, 1400) for _ in range(3)]
        for tab in tabs:
            tab.goto(f"{app.address}/?{app.token}")
            expect(tab.locator(".bo-chart-time .main-svg").first).to_be_visible()
        stays, *closed = tabs
        for tab in closed:
            tab.close()
        until_so_many_work(app, 1)
        stays.locator(".bo-adding select").select_option(label="Remote work")
        stays.locator(".bo-add").click()
        expect(stays.locator(".bo-of-share input")).to_have_value("50")
        stays.close()
        until_so_many_work(app, 0)


def test_what_works_out_simulations_ends_with_the_page_they_are_for(chromium, tmp_path):
    (tmp_path / "own").mkdir()
    with serving(["app", "meridian", "--idle", "2"], ADDRESS, tmp_path, tmp_path / "own") as app:
        tab = new_tab(chromium, 1400)
        tab.goto(f"{app.address}/?{app.token}")
        expect(tab.locator(".bo-sure")).to_contain_text("of 10,000 simulations")
        all_of_it = [one for kernel in app.kernels() for one in psutil.Process(kernel).children(recursive=True)]
        tab.close()
        until_so_many_work(app, 0)
        _, alive = psutil.wait_procs(all_of_it, timeout=PATIENCE)
        assert all_of_it and not alive


def test_a_page_reads_the_plan_as_it_is_by_then(chromium, tmp_path):
    (tmp_path / "own").mkdir()
    start_plan(tmp_path / "mine", "tiny")
    with serving(["app", "mine"], ADDRESS, tmp_path, tmp_path / "own") as app:
        told = []
        for heads in ("10", "12"):
            tab = new_tab(chromium, 1400)
            tab.goto(f"{app.address}/?{app.token}")
            people = tab.locator(".bo-card", has=tab.get_by_text("People at the end", exact=True))
            told.append(float(people.locator(".bo-figure").inner_text()))
            teams = Path(tmp_path, "mine", "teams.csv")
            teams.write_text(teams.read_text().replace(f",{heads},", ",12,"))
            tab.close()
        assert told[1] == told[0] + 2


@pytest.mark.parametrize("to", [os.kill, os.killpg], ids=["itself", "all of its group, as a terminal does"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_works_on_when_the_server_ends_however_it_does(chromium, tmp_path, how, to):
    (tmp_path / "own").mkdir()
    with serving(["app", "meridian"], ADDRESS, tmp_path, tmp_path / "own") as app:
        tab = new_tab(chromium, 1400)
        tab.goto(f"{app.address}/?{app.token}")
        # another process works out more
        expect(tab.locator(".bo-sure")).to_contain_text("of 10,000 simulations")
        all_of_it = psutil.Process(app.pid).children(recursive=True)
        [kernel] = app.kernels()
        assert psutil.Process(kernel).children()
        to(app.pid, how)
        _, alive = psutil.wait_procs(all_of_it, timeout=PATIENCE)
        assert not alive
        tab.close()
