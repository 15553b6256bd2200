"""Messages that no page of ours sends: each is refused, or said at its control, and the workbench goes on."""

from __future__ import annotations

import ipywidgets
import pytest
import traitlets

from tests.widgets.page import found, inside, shown

JUNK = [-1, 0, float("nan"), float("inf"), 1e308, "<script>alert(1)</script>", "", None, True, [], [1, 2], {"a": 1}, "9" * 5000]


def sent(widget, **state) -> None:
    """A message from a page, as the kernel hands it over; one that a control refuses is dropped by the kernel with its error."""
    try:
        widget._handle_msg({"content": {"data": {"method": "update", "state": state, "buffer_paths": []}}, "buffers": []})
    except (traitlets.TraitError, TypeError, ValueError, AttributeError):
        pass


@pytest.mark.parametrize("junk", [float("nan"), "<b>", {"a": 1}], ids=repr)
def test_junk_in_every_control_leaves_the_workbench_working(bench, junk):
    controls = [one for one in inside(bench.page) if not isinstance(one, ipywidgets.HTML)]  # a page may write into its own texts
    for widget in controls:
        sent(widget, value=junk, index=junk)
        sent(widget, no_such_thing=junk)
    assert "fault of ours" not in shown(bench)


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:12])
def test_junk_in_one_number_is_refused_or_said_and_the_next_number_counts(bench, junk):
    sent(found(bench, "bo-of-share", "bo-box"), value=junk)
    words = shown(bench)
    assert "fault of ours" not in words and "nan" not in words.lower().split()
    sent(found(bench, "bo-of-share", "bo-box"), value=70)
    assert "costs USD 1,400 more than today" in shown(bench)


def test_methods_that_there_are_not(bench):
    box = found(bench, "bo-of-share", "bo-box")
    box._handle_msg({"content": {"data": {"method": "no such method"}}, "buffers": []})
    box._handle_msg({"content": {"data": {"method": "custom", "content": {"event": "no such event"}}}, "buffers": []})
    assert "costs USD 1,000 more than today" in shown(bench)
