"""The workbench as `backoffice app` serves it: used as a planner uses it, with a real kernel, and asked for what it must not give."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
import yaml
from click.testing import CliRunner

from backoffice_lib.cli._main import backoffice
from tests.browser.servers import PATIENCE, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?(token=[0-9a-f]{20,})")


@dataclass
class Opened:
    """The page in the browser, every address that was asked for, and the page as it was sent."""

    tab: object
    asked: list[str] = field(default_factory=list)
    sent: str = ""

    def figure(self, name: str) -> float:
        """A figure of money to the cent, as its card tells who points at it."""
        card = self.tab.locator(".bo-card", has=self.tab.get_by_text(name, exact=True))
        return float(card.locator(".bo-figure").get_attribute("title").split()[1].replace(",", ""))

    def waits_for(self, to_the_cent: str) -> None:
        """Waits until a figure of money is this one."""
        self.tab.wait_for_function("cents => [...document.querySelectorAll('.bo-figure')].some(one => one.title === cents)", arg=to_the_cent)

    def control(self, name: str):
        return self.tab.locator(f".bo-of-{name}")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with serving(["app", "tiny"], ADDRESS, tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture(scope="module")
def page(app, chromium):
    opened = Opened(chromium.new_page(viewport={"width": 1400, "height": 1300}))
    tab = opened.tab
    tab.set_default_timeout(PATIENCE * 1000)
    tab.on("request", lambda request: opened.asked.append(request.url))
    opened.sent = tab.goto(f"{app.address}/?{app.token}").text()
    tab.locator(".bo-adding select").select_option(label="Remote work")
    tab.locator(".bo-add").click()
    opened.control("share").locator("input").wait_for()
    opened.waits_for("USD -1,000.00")
    yield opened
    tab.close()


def test_a_slider_moved_by_the_keyboard_moves_the_figures(page):
    # the example: 5 of 10 accountants at home for 2 months at 100 each; a tenth more of them is 2 × 100 more
    assert page.figure("Saving") == -1000.00

    page.control("share").locator("[role=slider]").focus()
    for _ in range(10):
        page.tab.keyboard.press("ArrowRight")
    page.waits_for("USD -1,200.00")
    assert page.control("share").locator("input").input_value() == "60"


def test_what_cannot_be_is_marked_at_its_control_and_the_last_figures_stay(page):
    box = page.control("share").locator("input")
    before = page.figure("Saving")
    box.fill("160")
    box.press("Enter")
    page.control("share").locator(".bo-wrong").wait_for()
    assert page.control("share").locator(".bo-wrong").inner_text() == "Share is 1.6; give a share, from 0 to 1 (10 % is 0.1)."
    assert "figures are those before the last step" in page.tab.locator(".bo-stays").inner_text()
    assert page.figure("Saving") == before
    page.tab.locator(".bo-undo").click()
    page.tab.locator(".bo-stays").wait_for(state="detached")
    assert page.control("share").locator("input").input_value() == "60"


def test_what_is_saved_costs_the_same_on_the_command_line_to_the_cent(page, app):
    name = page.tab.locator(".bo-scenario input")
    name.fill("six_at_home")
    name.press("Enter")
    page.tab.locator(".bo-save").click()
    page.tab.locator(".bo-done").wait_for()
    path = app.folder / "scenarios" / "six_at_home.yaml"
    written = {"team": ["accounting"], "starting": "2027-02", "share": 0.6, "subsidy_per_month": 100}
    assert yaml.safe_load(path.read_text()) == {"name": "six_at_home", "levers": [{"remote_work": written}]}
    told = CliRunner().invoke(backoffice, ["compare", "tiny", "--scenario", str(path), "--json"], standalone_mode=False)
    said = json.loads(told.output)
    assert (said["saving"], said["npv_of_saving"]) == (page.figure("Saving"), page.figure("Saving at present value (NPV)"))
    assert page.tab.locator(".bo-sentence").inner_text() == said["answer"]


def test_every_control_has_a_name_for_those_who_cannot_see_it(page):
    sliders = page.tab.locator(".bo-page [role=slider]")
    assert [sliders.nth(at).get_attribute("aria-label") for at in range(sliders.count())] == ["Starting", "Share %", "Subsidy USD per head per month"]
    nameless = "[...document.querySelectorAll('.bo-page :is(input, select)')].filter(one => !one.ariaLabel && !one.closest('label')?.innerText.trim())"
    assert page.tab.evaluate(f"{nameless}.length") == 0


def test_charts_are_drawn_and_what_each_initiative_does_is_among_them(page):
    for name in ("time", "initiatives", "category", "people", "seats"):
        assert page.tab.locator(f".bo-chart-{name} .main-svg").count()
    assert page.tab.locator(".bo-chart-time h3").inner_text() == "It does not pay back within the plan."


def test_a_narrow_window_has_one_column(page):
    page.tab.set_viewport_size({"width": 420, "height": 900})
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 420
    left, right = (page.tab.locator(place).bounding_box() for place in (".bo-left", ".bo-answer"))
    assert right["y"] >= left["y"] + left["height"]
    page.tab.set_viewport_size({"width": 1400, "height": 1300})


def test_the_page_asks_nobody_but_this_machine_and_shows_no_code(page):
    hosts = {urlsplit(url).hostname for url in page.asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert "read_plan" not in page.sent and "https://cdn" not in page.sent


@pytest.mark.parametrize("path", ["voila/files/workbench.ipynb", "voila/files/teams.csv", "api/contents", "api/kernels"])
def test_no_files_are_served(app, path):
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{app.address}/{path}?{app.token}", timeout=PATIENCE)
    assert refused.value.code in (403, 404)


def test_nobody_gets_in_without_the_token_or_by_another_name_of_this_machine(app):
    with urlopen(f"{app.address}/", timeout=PATIENCE) as answered:
        assert "login" in answered.url
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{app.address}/?{app.token}", headers={"Host": "elsewhere.example"}), timeout=PATIENCE)
    assert refused.value.code == 403
