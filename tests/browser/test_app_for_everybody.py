"""The workbench for everybody: by the keyboard alone, light and dark, in a narrow window, and without what a screen reader stumbles over."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.pages import fits, holds, new_tab
from tests.browser.servers import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\?(token=[0-9a-f]{20,})")
TABS = ("Why", "Side by side", "Make or buy", "Map of two inputs", "The plan", "Reports and files")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with serving(["app", "tiny", "--scenario", "everything"], ADDRESS, tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture(scope="module")
def tab(app, chromium):
    tab = new_tab(chromium, 1400, 1000)
    tab.goto(f"{app.address}/?{app.token}")
    expect(tab.locator(".bo-chart-seats .main-svg").first).to_be_visible()
    yield tab
    tab.close()


def grave(tab) -> list[str]:
    """What axe finds that keeps somebody from using the page."""
    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")]


def test_nothing_keeps_anybody_from_using_the_page_light_or_dark(tab):
    tab.locator(".bo-title").first.click()
    expect(tab.locator(".bo-field").first).to_be_visible()
    for shown in ("light", "dark"):
        tab.emulate_media(color_scheme=shown)
        holds(tab, f"document.querySelector('.bo-page').classList.contains('bo-dark') === {str(shown == 'dark').lower()}")
        assert grave(tab) == []
        for name in TABS:
            tab.locator(".bo-tabs button", has_text=name).click()
            expect(tab.get_by_role("tabpanel", name=name)).to_be_visible()
            expect(tab.get_by_text("Working it out …")).to_have_count(0)
            assert (shown, name, grave(tab)) == (shown, name, [])
        tab.locator(".bo-tabs button", has_text="Answer").click()
    tab.emulate_media(color_scheme="light")


def test_charts_follow_the_light(tab):
    tab.emulate_media(color_scheme="light")
    ink = "getComputedStyle(document.querySelector('.bo-chart-time .ytick text')).fill"
    holds(tab, f"{ink} === 'rgb(34, 48, 60)'")
    tab.get_by_role("button", name="Dark", exact=True).click()
    holds(tab, f"{ink} === 'rgb(230, 237, 243)'")
    tab.get_by_role("button", name="Light", exact=True).click()
    holds(tab, f"{ink} === 'rgb(34, 48, 60)'")


FOCUSED = "() => { const one = document.activeElement; return one === document.body ? null : [one.outerHTML.slice(0, 120), getComputedStyle(one).outlineStyle]; }"
CAN_BE_USED = """() => [...document.querySelectorAll(".bo-page :is(button, input, select, a[href], summary, [role=slider])")]
  .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex !== -1)"""


def tab_to(tab, mark, key: str = "Tab") -> None:
    """Goes to a control as a person does who has nothing but a keyboard."""
    for _ in range(200):
        if mark.count() and mark.evaluate("one => one === document.activeElement"):
            return
        tab.keyboard.press(key)
    pytest.fail(f"{key} never comes to {mark}")


def choose_by_typing(tab, words: str) -> None:
    for _ in range(5):  # a list forgets what was typed slowly
        tab.keyboard.type(words)
        if tab.locator(".bo-adding select").evaluate("list => list.selectedOptions[0].text").startswith(words):
            return
        tab.wait_for_timeout(2000)


@pytest.mark.parametrize("name", ("Answer", *TABS))
def test_tab_comes_to_all_that_can_be_used_from_top_to_bottom_and_it_shows_where_it_is(tab, name):
    tab.set_viewport_size({"width": 1400, "height": 1000})
    tab.locator(".bo-tabs button", has_text=name).click()
    expect(tab.get_by_role("tabpanel", name=name)).to_be_visible()
    expect(tab.get_by_text("Working it out …")).to_have_count(0)
    tab.evaluate("() => { document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus(); window.passed = []; }")
    wanted = tab.evaluate(f"({CAN_BE_USED})().length")
    for _ in range(wanted + 60):  # the rows of a table that can be scrolled, and the like, come besides
        tab.keyboard.press("Tab")
        found = tab.evaluate(FOCUSED)
        if found is None:
            break
        assert found[1] != "none", f"nothing shows that the keyboard is at {found[0]}"
        tab.evaluate("() => { window.passed.push(document.activeElement); }")
    missed = f"({CAN_BE_USED})().filter(one => !window.passed.includes(one)).map(one => one.outerHTML.slice(0, 120))"
    assert tab.evaluate(missed) == []
    in_order = "window.passed.every((one, at, all) => !at || all[at - 1].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)"
    assert tab.evaluate(in_order)


def test_the_keyboard_alone_is_enough_and_never_loses_its_place(tab, app):
    keys = tab.keyboard
    tab.locator(".bo-tabs button", has_text="Answer").click()
    tab_to(tab, tab.locator(".bo-adding select"), "Shift+Tab")
    choose_by_typing(tab, "Remote w")
    keys.press("Tab")
    keys.press("Enter")
    row = tab.locator(".bo-row.bo-open")
    expect(row.locator(".bo-title")).to_be_focused()
    expect(row.locator(".bo-title")).to_have_text(re.compile("^Remote work"))
    keys.press("Tab")
    keys.press("Enter")
    expect(row.locator(".bo-up")).to_be_focused()
    for _ in range(2):
        keys.press("Tab")
    keys.press("Enter")
    expect(tab.locator(".bo-row:not(.bo-open) .bo-title", has_text="Remote work").last).to_be_focused()
    slider = row.locator(".bo-of-share [role=slider]")
    tab_to(tab, slider, "Shift+Tab")
    keys.press("ArrowRight")
    expect(row.locator(".bo-of-share input")).to_have_value("51")
    expect(slider).to_be_focused()
    tab_to(tab, row.locator(".bo-of-share .bo-turn"), "Shift+Tab")
    keys.press("Enter")
    expect(row.locator(".bo-of-share .bo-box input")).to_be_focused()
    tab_to(tab, row.locator(".bo-remove"), "Shift+Tab")
    keys.press("Enter")
    expect(tab.locator(".bo-rows .bo-title").first).to_be_focused()
    tab_to(tab, tab.get_by_role("tab", name="Answer"))
    keys.press("ArrowRight")
    expect(tab.get_by_role("tab", name="Why")).to_be_focused()
    expect(tab.get_by_role("tabpanel", name="Why")).to_be_visible()
    keys.press("ArrowLeft")
    expect(tab.get_by_role("tabpanel", name="Answer")).to_be_visible()


def test_who_has_gone_on_to_another_box_is_not_called_away(tab):
    """The initiative is there a while after it was asked for; Enter in a box would else close it."""
    tab.locator(".bo-adding select").select_option(label="Remote work")
    rows, name = tab.locator(".bo-row"), tab.locator(".bo-scenario input")
    before = rows.count()
    tab.evaluate("() => { document.querySelector('.bo-add').click(); document.querySelector('.bo-scenario input').focus(); }")
    expect(rows).to_have_count(before + 1)
    tab.wait_for_timeout(1_000)
    expect(name).to_be_focused()
    tab.locator(".bo-row.bo-open .bo-remove").click()
    expect(rows).to_have_count(before)


def test_a_scenario_is_named_and_saved_by_the_keyboard_alone(tab, app):
    keys = tab.keyboard
    tab_to(tab, tab.locator(".bo-scenario input"), "Shift+Tab")
    keys.press("Control+A")
    keys.type("by keyboard")
    keys.press("Enter")
    tab_to(tab, tab.locator(".bo-save"))
    keys.press("Enter")
    expect(tab.locator(".bo-done")).to_contain_text("by_keyboard.yaml")
    assert (app.folder / "scenarios" / "by_keyboard.yaml").is_file()


@pytest.mark.parametrize("width", [390, 1024])
def test_no_window_is_too_narrow(tab, width):
    tab.set_viewport_size({"width": width, "height": 900})
    for name in (*TABS, "Answer"):
        tab.locator(".bo-tabs button", has_text=name).click()
        expect(tab.get_by_role("tabpanel", name=name)).to_be_visible()
        fits(tab, width)
