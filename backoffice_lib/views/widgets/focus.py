"""Where the keyboard goes on after a step that draws the initiatives anew."""

from __future__ import annotations

import anywidget
import traitlets

_GO_ON = """
function render({ model, el }) {
  el.style.display = "none";
  const goOn = () => {
    const until = performance.now() + 5000;
    const before = document.activeElement;
    // the step was made with a button, a tick or a list: who is at a box or a slider by now has gone on
    if (before?.matches("input:not([type=checkbox]), textarea, [role=slider]")) return;
    const seek = () => {
      const now = document.activeElement;
      // who has gone elsewhere meanwhile is not called back
      if (now !== before && now !== document.body) return;
      const found = document.querySelector(`.bo-page ${model.get("place")}`);
      if (found) found.focus();
      else if (performance.now() < until) requestAnimationFrame(seek);
    };
    requestAnimationFrame(seek);
  };
  model.on("change:times", goOn);
  return () => model.off("change:times", goOn);
}
export default { render };
"""


class Focus(anywidget.AnyWidget):
    """Shows nothing; takes the keyboard to a place of the page as soon as that is there, unless the planner goes elsewhere meanwhile."""

    _esm = _GO_ON
    place = traitlets.Unicode().tag(sync=True)
    times = traitlets.Int().tag(sync=True)

    def on(self, place: str) -> None:
        """Takes the keyboard to a place."""
        with self.hold_sync():
            self.place, self.times = place, self.times + 1
