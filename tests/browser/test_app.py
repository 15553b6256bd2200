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
from playwright.sync_api import expect

from backoffice_lib.cli._main import backoffice
from tests.browser.pages import PATIENCE, fits, holds, new_tab
from tests.browser.servers import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?(token=[0-9a-f]{20,})")


@dataclass
class Opened:
    """The page in the browser, every address that was asked for, and the page as it was sent."""

    tab: object
    asked: list[str] = field(default_factory=list)
    sent: str = ""

    def tells(self, name: str, amount: float) -> None:
        """Waits until a figure of money is this one to the cent, as its card tells who points at it."""
        card = self.tab.locator(".bo-card", has=self.tab.get_by_text(name, exact=True))
        expect(card.locator(".bo-figure")).to_have_attribute("title", f"USD {amount:,.2f}")

    def control(self, name: str):
        return self.tab.locator(f".bo-of-{name}")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with serving(["app", "tiny"], ADDRESS, tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture(scope="module")
def page(app, chromium):
    opened = Opened(new_tab(chromium, 1400, 1300))
    tab = opened.tab
    tab.on("request", lambda request: opened.asked.append(request.url))
    opened.sent = tab.goto(f"{app.address}/?{app.token}").text()
    tab.locator(".bo-adding select").select_option(label="Remote work")
    tab.locator(".bo-add").click()
    expect(opened.control("share").locator("input")).to_have_value("50")
    opened.tells("Saving", -1000)
    yield opened
    tab.close()


def test_a_slider_moved_by_the_keyboard_moves_the_figures(page):
    # the example: 5 of 10 accountants at home for 2 months at 100 each; a tenth more of them is 2 × 100 more
    box, slider = page.control("share").locator("input"), page.control("share").locator("[role=slider]")
    box.fill("50")
    box.press("Enter")
    page.tells("Saving", -1000)
    for _ in range(10):
        slider.press("ArrowRight")  # each goes to the slider, though the page may just have taken the keyboard to the initiative that was added
    page.tells("Saving", -1200)
    expect(page.control("share").locator("input")).to_have_value("60")


def test_what_cannot_be_is_marked_at_its_control_and_the_last_figures_stay(page):
    box = page.control("share").locator("input")
    box.fill("160")
    box.press("Enter")
    expect(page.control("share").locator(".bo-wrong")).to_have_text("Share is 1.6; give a share, from 0 to 1 (10 % is 0.1).")
    expect(page.tab.locator(".bo-said .bo-stays")).to_contain_text("figures are those before the last step")
    page.tells("Saving", -1200)
    page.tab.locator(".bo-undo").click()
    expect(page.tab.locator(".bo-said .bo-stays")).to_have_count(0)
    expect(page.control("share").locator("input")).to_have_value("60")


def test_what_is_saved_costs_the_same_on_the_command_line_to_the_cent(page, app):
    name = page.tab.locator(".bo-scenario input")
    name.fill("six_at_home")
    name.press("Enter")
    page.tab.locator(".bo-save").click()
    expect(page.tab.locator(".bo-done")).to_contain_text("six_at_home.yaml")
    path = app.folder / "scenarios" / "six_at_home.yaml"
    written = {"team": ["accounting"], "starting": "2027-02", "share": 0.6, "subsidy_per_month": 100}
    assert yaml.safe_load(path.read_text()) == {"name": "six_at_home", "levers": [{"remote_work": written}]}
    told = CliRunner().invoke(backoffice, ["compare", "tiny", "--scenario", str(path), "--json"], standalone_mode=False)
    said = json.loads(told.output)
    page.tells("Saving", said["saving"])
    page.tells("Saving at present value (NPV)", said["npv_of_saving"])
    expect(page.tab.locator(".bo-answer .bo-sentence")).to_have_text(said["answer"])


def test_every_control_has_a_name_for_those_who_cannot_see_it(page):
    sliders = page.tab.locator(".bo-page [role=slider]")
    expect(sliders).to_have_count(3)
    for at, name in enumerate(("Starting", "Share %", "Subsidy USD per head per month")):
        expect(sliders.nth(at)).to_have_attribute("aria-label", name)
    nameless = "[...document.querySelectorAll('.bo-page :is(input, select)')].filter(one => !one.ariaLabel && !one.closest('label')?.innerText.trim())"
    holds(page.tab, f"{nameless}.length === 0")


def test_charts_are_drawn_and_what_each_initiative_does_is_among_them(page):
    for name in ("time", "initiatives", "category", "people", "seats"):
        expect(page.tab.locator(f".bo-chart-{name} .main-svg").first).to_be_visible()
    expect(page.tab.locator(".bo-chart-time h3")).to_have_text("It does not pay back within the plan.")


def test_a_narrow_window_has_one_column(page):
    page.tab.set_viewport_size({"width": 420, "height": 900})
    fits(page.tab, 420)
    holds(page.tab, "document.querySelector('.bo-answer').getBoundingClientRect().top >= document.querySelector('.bo-left').getBoundingClientRect().bottom")
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
